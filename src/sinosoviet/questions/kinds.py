"""Questions on dates, quantities, order, references; choices and free text."""

from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any
from unicodedata import combining, normalize

from sinosoviet import dates
from sinosoviet.errors import UnknownName
from sinosoviet.questions.base import Answer, Key, Part, Question, as_number
from sinosoviet.questions.verdict import Verdict

#: So many words more than the full correction may a correction have.
_ROOM = 3

#: A date that is known to be another's earns no more than this, however near.
_MISTAKEN = 0.25

#: An answer this near to the true quantity, as a share of it, earns half.
_NEAR = 0.02


@dataclass(frozen=True, kw_only=True, repr=False)
class Choice(Question):
    """One of several options, by its letter. Key: ``choice``."""

    options: dict[str, str]
    kind = "choice"

    @property
    def form(self) -> str:
        return "one letter of " + ", ".join(f"'{letter}'" for letter in self.options) + "."

    def blank(self) -> Answer:
        return ""

    def problem(self, answer: Answer) -> str | None:
        if type(answer) is str and answer in self.options:
            return None
        return f"{self.id}: choose one letter of {', '.join(self.options)}."

    def parts(self, answer: Answer, key: Key) -> list[Part]:
        right = answer == key["choice"]
        return [Part(1, float(right), "" if right else "That is not the best option.")]

    def model(self, key: Key) -> Answer:
        return key["choice"]


@dataclass(frozen=True, kw_only=True, repr=False)
class DateQuestion(Question):
    """A day, month, year or period in EDTF. Key: ``date``.

    Credit goes by precision and distance, see `dates.closeness`; a known
    misconception earns a quarter at most.
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
            dates.parse(answer)
        except dates.BadDate as error:
            return f"{self.id}: {error}"
        return None

    def parts(self, answer: Answer, key: Key) -> list[Part]:
        credit = dates.closeness(answer, key["date"]) if type(answer) is str else 0.0
        if type(answer) is str and answer in key.get("misconceptions", {}):
            credit = min(credit, _MISTAKEN)
        if self.problem(answer):
            says = "The answer is not a date in EDTF."
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


@dataclass(frozen=True, kw_only=True, repr=False)
class Quantities(Question):
    """Several numbers, each under its label. Key: ``values``, ``tolerance``.

    Attributes
    ----------
    labels : what each number is, such as the side that counted.
    unit : the unit of all of them.
    """

    labels: tuple[str, ...]
    unit: str
    kind = "quantities"

    @property
    def form(self) -> str:
        return f"a number ({self.unit}) after each label, with a point for decimals, no commas."

    def blank(self) -> Answer:
        return dict.fromkeys(self.labels)

    def problem(self, answer: Answer) -> str | None:
        if type(answer) is not dict:
            return f"{self.id}: keep the curly brackets and the labels as they were."
        for label in self.labels:
            if answer.get(label) in (None, ""):
                return f"{self.id}: there is no number yet for {label!r}."
            if type(answer[label]) not in (int, float):
                return f"{self.id}: write a plain number for {label!r}, such as 1000."
        return None

    def parts(self, answer: Answer, key: Key) -> list[Part]:
        given = answer if type(answer) is dict else {}
        return [self._part(label, given.get(label), key) for label in self.labels]

    def _part(self, label: str, value: Answer, key: Key) -> Part:
        weight = 1 / len(self.labels)
        true = float(key["values"][label])
        number = as_number(value)
        if number is None:
            return Part(weight, 0, f"{label}: no number was given.")
        off = abs(number - true)
        if off <= abs(true) * float(key.get("tolerance", 0)) + 1e-9:
            return Part(weight, 1, f"{label}: right.")
        others = [float(v) for name, v in key["values"].items() if name != label]
        if number in others:
            return Part(weight, 0, f"{label}: this is the number of another label.")
        if off <= abs(true) * _NEAR:
            return Part(weight, 0.5, f"{label}: very near; look at the last digits.")
        if any(abs(number * 10**n - true) <= abs(true) * _NEAR for n in (-3, -2, -1, 1, 2, 3)):
            return Part(weight, 0, f"{label}: wrong by a power of ten.")
        return Part(weight, 0, f"{label}: not right; who counted what?")

    def model(self, key: Key) -> Answer:
        return dict(key["values"])

    def said(self, answer: Answer) -> list[str]:
        values = answer.values() if type(answer) is dict else []
        return [f"{n:g}" for n in map(as_number, values) if n is not None]


@dataclass(frozen=True, kw_only=True, repr=False)
class Order(Question):
    """Things to put in order of time. Key: ``order``, the letters in order.

    Credit is Kendall's rank correlation, pairs in order less pairs out of order
    over all pairs, and never below 0 (Kendall 1938, Biometrika 30, 81-93).
    """

    items: dict[str, str]
    kind = "order"

    @property
    def form(self) -> str:
        return "the letters in order, earliest first, such as ['c', 'a', 'b']."

    def blank(self) -> Answer:
        return []

    def problem(self, answer: Answer) -> str | None:
        letters = ", ".join(self.items)
        if type(answer) is list and all(type(letter) is str for letter in answer):
            if sorted(answer) == sorted(self.items):
                return None
            if not answer:
                return f"{self.id}: put the letters {letters} into the list, earliest first."
        return f"{self.id}: the list must hold each of the letters {letters} once."

    def parts(self, answer: Answer, key: Key) -> list[Part]:
        if self.problem(answer):
            return [Part(1, 0, "The list does not hold each letter once.")]
        place = {letter: number for number, letter in enumerate(answer)}
        pairs = list(combinations(key["order"], 2))
        good = sum(place[first] < place[second] for first, second in pairs)
        credit = max(0.0, (2 * good - len(pairs)) / len(pairs))
        says = (
            "The order is right."
            if good == len(pairs)
            else f"{len(pairs) - good} of {len(pairs)} pairs stand the wrong way round."
        )
        return [Part(1, credit, says)]

    def model(self, key: Key) -> Answer:
        return list(key["order"])


@dataclass(frozen=True, kw_only=True, repr=False)
class Reference(Question):
    """A bibliographic entry with one wrong field.

    Key: ``field``; ``value``, a full correction; ``words``, where less is enough:
    lists of words each of which will do, such as surnames or a press's own name.
    """

    entry: dict[str, str]
    kind = "reference"

    @property
    def form(self) -> str:
        return f"the wrong field ({', '.join(self.entry)}) and what it should say."

    def blank(self) -> Answer:
        return {"field": "", "correct": ""}

    def problem(self, answer: Answer) -> str | None:
        if type(answer) is not dict or set(answer) != {"field", "correct"}:
            return f"{self.id}: keep the curly brackets, 'field' and 'correct' as they were."
        if type(answer["field"]) is not str or answer["field"] not in self.entry:
            return f"{self.id}: 'field' must be one of {', '.join(self.entry)}."
        if str(answer["correct"]).strip() == "":
            return f"{self.id}: say in 'correct' what the field should say."
        return None

    def parts(self, answer: Answer, key: Key) -> list[Part]:
        given = answer if type(answer) is dict else {}
        found = given.get("field") == key["field"]
        words = _words(given.get("correct"))
        # Room for given names and a place, but not for a list of every author.
        short = len(words) <= len(_words(key["value"])) + _ROOM
        enough_words = key.get("words", [[key["value"]]])
        enough = any(set(_words(" ".join(wanted))) <= set(words) for wanted in enough_words)
        mended = found and short and enough
        return [
            Part(0.5, float(found), "The field is right." if found else "Another field is wrong."),
            Part(0.5, float(mended), "The correction is right." if mended else
                 "The correction does not agree with a catalogue."),
        ]  # fmt: skip

    def model(self, key: Key) -> Answer:
        return {"field": key["field"], "correct": key["value"]}


def _words(value: Answer) -> list[str]:
    """The words of a text, without accents, marks and capitals."""
    plain = normalize("NFKD", str(value)).casefold()
    return "".join(c if c.isalnum() else " " * (not combining(c)) for c in plain).split()


@dataclass(frozen=True, kw_only=True, repr=False)
class FreeText(Question):
    """A text marked by hand. Attributes: ``rubric``, descriptors for each row."""

    rubric: dict[str, dict[str, str]]
    kind = "free_text"

    @property
    def form(self) -> str:
        return "write in the cell below; it is marked by hand with the rubric."

    def blank(self) -> Answer:
        return ""

    def problem(self, answer: Answer) -> str | None:
        return None

    def parts(self, answer: Answer, key: Key) -> list[Part]:
        return [Part(1, 0, "This answer is marked by hand.")]

    def model(self, key: Key) -> Answer:
        return ""


_KINDS: dict[str, type[Question]] = {
    kind.kind: kind
    for kind in (Choice, DateQuestion, Quantities, Order, Reference, FreeText, Verdict)
}


def from_dict(fields: dict[str, Any]) -> Question:
    """A question from its JSON form, as `to_dict` made it.

    Raises
    ------
    UnknownName : if there is no such kind of question.

    >>> from_dict({"kind": "date", "id": "q1", "title": "t", "points": 2, "prompt": "p"}).points
    2
    """
    rest: dict[str, Any] = {
        k: tuple(v) if k in ("material", "labels") else v for k, v in fields.items()
    }
    kind = rest.pop("kind", None)
    if kind not in _KINDS:
        raise UnknownName("kind of question", kind, _KINDS)
    return _KINDS[kind](**rest)


def to_dict(question: Question) -> dict[str, Any]:
    """The JSON form of a question.

    >>> to_dict(DateQuestion(id="q1", title="t", points=2, prompt="p"))["kind"]
    'date'
    """
    return {"kind": question.kind, **asdict(question)}
