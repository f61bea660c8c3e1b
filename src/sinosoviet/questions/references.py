"""Questions on bibliographic entries: which field is wrong, and what it should say."""

from dataclasses import dataclass

from sinosoviet.questions.base import Answer, Input, Key, Part, Question
from sinosoviet.questions.corrections import closeness


@dataclass(frozen=True, kw_only=True, repr=False)
class Reference(Question):
    """A bibliographic entry with one wrong field; half the points for it, half to mend it.

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
        mended = found and closeness(given.get("correct"), {**key, "as": "name"}) == 1
        return [
            Part(0.5, float(found), "The field is right." if found else "Another field is wrong."),
            Part(0.5, float(mended), "The correction is right." if mended else
                 "The correction is not right: look the source up."),
        ]  # fmt: skip

    def model(self, key: Key) -> Answer:
        return {"field": key["field"], "correct": key["value"]}

    def inputs(self) -> list[Input]:
        return [
            Input(("field",), "wrong field", "option", self.entry),
            Input(("correct",), "it should say", "text"),
        ]

    def legend(self) -> dict[str, dict[str, str]]:
        return {"The entry": self.entry}

    def said(self, answer: Answer) -> list[str]:
        return [str(answer.get("correct"))] if type(answer) is dict else []
