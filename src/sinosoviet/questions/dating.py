"""Questions on when something happened."""

from dataclasses import dataclass

from sinosoviet import dates
from sinosoviet.questions.base import Answer, Input, Key, Part, Question

#: A date that is known to be another's earns no more than this, however near.
_MISTAKEN = 0.25


@dataclass(frozen=True, kw_only=True, repr=False)
class DateQuestion(Question):
    """A day, month, year or period in EDTF. Key: ``date``.

    Credit goes by precision and distance, see `dates.closeness`. A known
    misconception, the date of something else, earns a quarter at most, however
    near it is.
    """

    kind = "date"

    @property
    def form(self) -> str:
        return (
            "a date in EDTF, in quotation marks: '1949-10-01' for a day, '1949-10' for a "
            "month, '1950-06-25/1953-07-27' for a period."
        )

    def blank(self) -> Answer:
        return ""

    def problem(self, answer: Answer) -> str | None:
        if answer == self.blank():
            return f"{self.id}: write a date between the quotation marks."
        try:
            dates.parse(_edtf(answer))
        except dates.BadDate as error:
            return f"{self.id}: {error}"
        return None

    def parts(self, answer: Answer, key: Key) -> list[Part]:
        credit = dates.closeness(_edtf(answer), key["date"]) if type(answer) is str else 0.0
        mistaken = type(answer) is str and _edtf(answer) in key.get("misconceptions", {})
        if mistaken:
            credit = min(credit, _MISTAKEN)
        if self.problem(answer):
            says = "The answer is not a date in EDTF."
        elif mistaken:
            says = "This is the date of something else."
        elif credit == 1:
            says = "The date is right."
        elif credit >= 0.5:
            says = "The date is near; look again at the day, or at both ends of the period."
        elif credit > 0:
            says = "Part of the date is right; look again at the month."
        else:
            says = "The date is not right: which event is it the date of?"
        return [Part(1, credit, says)]

    def model(self, key: Key) -> Answer:
        return key["date"]

    def said(self, answer: Answer) -> list[str]:
        return [str(_edtf(answer))]

    def inputs(self) -> list[Input]:
        return [Input((), self.title, "date")]


def _edtf(answer: Answer) -> Answer:
    """A date in EDTF, also from a day written out."""
    return dates.from_words(answer) if type(answer) is str else answer
