"""Questions answered with letters: choose one, put them in order, say what belongs together."""

from dataclasses import dataclass
from itertools import combinations

from sinosoviet.questions.base import Answer, Input, Key, Part, Question


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
        if _letter(answer) in self.options:
            return None
        return f"{self.id}: choose one letter of {', '.join(self.options)}."

    def parts(self, answer: Answer, key: Key) -> list[Part]:
        right = _letter(answer) == key["choice"]
        return [Part(1, float(right), "" if right else "That is not the best option.")]

    def model(self, key: Key) -> Answer:
        return key["choice"]

    def inputs(self) -> list[Input]:
        return [Input((), self.title, "option", self.options)]

    def legend(self) -> dict[str, dict[str, str]]:
        return {"Options": self.options}


def _letter(answer: Answer) -> str:
    """A letter as options have it; a capital or a space does no harm."""
    return answer.strip().lower() if type(answer) is str else ""


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
        return (
            f"{self.id}: the list must hold each of the letters {letters} once, as in "
            "['c', 'a', 'b']."
        )

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

    def inputs(self) -> list[Input]:
        names = ["earliest", *(f"number {n}" for n in range(2, len(self.items) + 1))]
        return [Input((n,), name, "option", self.items) for n, name in enumerate(names)]

    def legend(self) -> dict[str, dict[str, str]]:
        return {"To put in order": self.items}


@dataclass(frozen=True, kw_only=True, repr=False)
class Attribution(Question):
    """Who holds what: to each position belongs one of the options, which may serve twice.

    Key: ``pairs``, the option for each position, or a list where several are right.
    Each position has an equal share of the points. A misconception is written
    ``a=some-option``.

    Attributes
    ----------
    items : the positions, by letter.
    options : those who may hold them, such as historians or sides; some may hold none.
    headings : what stands above the two lists.
    """

    items: dict[str, str]
    options: dict[str, str]
    headings: tuple[str, str] = ("Positions", "Held by")
    kind = "attribution"

    @property
    def form(self) -> str:
        return "after each letter one of " + ", ".join(f"'{name}'" for name in self.options) + "."

    def blank(self) -> Answer:
        return dict.fromkeys(self.items, "")

    def problem(self, answer: Answer) -> str | None:
        if type(answer) is not dict or set(answer) != set(self.items):
            return f"{self.id}: keep the curly brackets and the letters as they were."
        for letter in self.items:
            if answer[letter] in (None, ""):
                return f"{self.id}: nothing stands yet after {letter!r}."
            if type(answer[letter]) is not str or answer[letter] not in self.options:
                return f"{self.id}: after {letter!r} write one of {', '.join(self.options)}."
        return None

    def parts(self, answer: Answer, key: Key) -> list[Part]:
        given = answer if type(answer) is dict else {}
        return [
            self._part(letter, given.get(letter), key["pairs"][letter]) for letter in self.items
        ]

    def _part(self, letter: str, holder: Answer, right: str | list[str]) -> Part:
        holds = holder in (right if type(right) is list else [right])
        says = "right" if holds else "not this one" if holder else "nothing was given"
        return Part(1 / len(self.items), float(holds), f"{letter}: {says}.")

    def model(self, key: Key) -> Answer:
        return {a: r[0] if type(r) is list else r for a, r in key["pairs"].items()}

    def inputs(self) -> list[Input]:
        return [Input((letter,), letter, "option", self.options) for letter in self.items]

    def legend(self) -> dict[str, dict[str, str]]:
        positions, holders = self.headings
        return {positions: self.items, holders: self.options}

    def said(self, answer: Answer) -> list[str]:
        given = answer if type(answer) is dict else {}
        return [f"{letter}={given.get(letter)}" for letter in self.items]
