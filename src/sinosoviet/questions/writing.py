"""Questions answered with a text of one's own, marked by hand."""

from dataclasses import dataclass

from sinosoviet.questions.base import Answer, Input, Key, Part, Question


@dataclass(frozen=True, kw_only=True, repr=False)
class FreeText(Question):
    """A text marked by hand with a rubric. Key: empty.

    Attributes
    ----------
    rubric : three or four rows; each has a descriptor for each number of points.
    """

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

    def inputs(self) -> list[Input]:
        return []

    def legend(self) -> dict[str, dict[str, str]]:
        return {f"{row}, points": levels for row, levels in self.rubric.items()}
