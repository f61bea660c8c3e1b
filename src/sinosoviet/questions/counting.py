"""Questions answered with numbers: looked up, or computed."""

from abc import abstractmethod
from dataclasses import dataclass
from html import escape

from sinosoviet.questions.base import Answer, Input, Key, Part, Question, as_number, in_digits

#: An answer this near to the true number, as a share of it, earns half.
_NEAR = 0.02

#: Powers of ten by which people are out: thousands for millions, a share for per cent.
_POWERS = (-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6)


class _Numbers(Question):
    """What looking up and computing have in common: a dict of numbers, each with its unit."""

    @property
    @abstractmethod
    def asked(self) -> dict[str, str]:
        """The labels, each with its unit."""

    @abstractmethod
    def _judge(self, label: str, number: float, key: Key) -> tuple[float, str]:
        """Credit for a number, and a sentence."""

    def blank(self) -> Answer:
        return dict.fromkeys(self.asked)

    def problem(self, answer: Answer) -> str | None:
        if type(answer) is not dict:
            return f"{self.id}: keep the curly brackets and the labels as they were."
        for label in self.asked:
            if answer.get(label) in (None, ""):
                return f"{self.id}: there is no number yet for {label!r}."
            if type(answer[label]) not in (int, float):
                return (
                    f"{self.id}: write a plain number for {label!r}, such as 1000 or 19.5, without "
                    "quotation marks."
                )
        return None

    def parts(self, answer: Answer, key: Key) -> list[Part]:
        given = answer if type(answer) is dict else {}
        parts = []
        for label in self.asked:
            number = as_number(given.get(label))
            none = (0.0, "no number was given.")
            credit, says = none if number is None else self._judge(label, number, key)
            parts.append(Part(1 / len(self.asked), credit, f"{label}: {says}"))
        return parts

    def model(self, key: Key) -> Answer:
        return dict(key["values"])

    def inputs(self) -> list[Input]:
        return [
            Input((label,), f"{label} ({unit})", "number") for label, unit in self.asked.items()
        ]

    def said(self, answer: Answer) -> list[str]:
        given = answer if type(answer) is dict else {}
        return [in_digits(n) for n in map(as_number, map(given.get, self.asked)) if n is not None]


@dataclass(frozen=True, kw_only=True, repr=False)
class Quantities(_Numbers):
    """Several numbers to look up, each under its label. Key: ``values``, ``tolerance``.

    Each number has an equal share of the points: all of it within the tolerance (a
    share of the true number), half of it very near, nothing for another label's.

    Attributes
    ----------
    labels : what each number is, such as the side that counted.
    unit : the unit of all of them.
    """

    labels: tuple[str, ...]
    unit: str
    kind = "quantities"

    @property
    def asked(self) -> dict[str, str]:
        """The labels, each with its unit."""
        return dict.fromkeys(self.labels, self.unit)

    @property
    def form(self) -> str:
        return f"a number ({self.unit}) after each label, with a point for decimals, no commas."

    def _judge(self, label: str, number: float, key: Key) -> tuple[float, str]:
        true, others = _values(label, key)
        credit = _credit(number, true, abs(true) * float(key.get("tolerance", 0)), others)
        if credit == 1:
            return credit, "right."
        if number in others:
            return credit, "this is the number of another label."
        if credit:
            return credit, "very near; look at the last digits."
        if _is_power_of_ten_off(number, true):
            return credit, "wrong by a power of ten."
        return credit, "not right; read again what is asked for."


@dataclass(frozen=True, kw_only=True, repr=False)
class Calculation(_Numbers):
    """Numbers to compute, from the data or from numbers given, each under its label.

    Key: ``values``, a number for each label; ``tolerance``, for each label
    ``{"absolute": 0.1}`` or ``{"relative": 0.005}``, none if left out; ``slips``, for
    each label the numbers that known wrong ways lead to, as texts, with a sentence.

    Each number has an equal share of the points: all of it within the tolerance, half
    of it within a fiftieth. A wrong way earns nothing, however near it comes: the half
    ends half way to the nearest slip. The unit and the order of magnitude are told.

    Attributes
    ----------
    units : the labels, each with the unit of its number.
    start : lines of Python to begin with, for those who do not program; may be empty.
    """

    units: dict[str, str]
    start: str = ""
    kind = "calculation"

    @property
    def asked(self) -> dict[str, str]:
        """The labels, each with its unit."""
        return self.units

    @property
    def form(self) -> str:
        wanted = ", ".join(f"'{label}' in {unit}" for label, unit in self.units.items())
        return f"a number after each label ({wanted}), with a point for decimals, no commas."

    def _judge(self, label: str, number: float, key: Key) -> tuple[float, str]:
        true, others = _values(label, key)
        slips = {float(n): says for n, says in key.get("slips", {}).get(label, {}).items()}
        tolerance = key.get("tolerance", {}).get(label, {})
        credit = _credit(number, true, _allowed(true, tolerance), [*slips, *others])
        if credit == 1:
            return credit, "right."
        for slip, says in slips.items():
            if abs(number - slip) <= _allowed(slip, tolerance) + 1e-9:
                return credit, says
        if number in others:
            return credit, "this is the number of another label."
        if credit:
            return credit, "very near; round only at the end."
        return credit, self._hint(number, true, self.units[label])

    def _hint(self, number: float, true: float, unit: str) -> str:
        if number == -true:
            return "the sign is the wrong way round."
        if unit == "per cent" and abs(number * 100 - true) <= abs(true) * _NEAR:
            return "this is a share of one; per cent means of a hundred."
        if _is_power_of_ten_off(number, true):
            return f"wrong by a power of ten; the unit is {unit}."
        return "not right; write down each step, and its unit."

    def _repr_html_(self) -> str:
        shown = super()._repr_html_()
        if not self.start:
            return shown
        lines = f"<p>To begin with, in a cell of your own:</p><pre>{escape(self.start)}</pre>"
        return f"{shown.removesuffix('</div>')}{lines}</div>"

    def __repr__(self) -> str:
        lines = ["To begin with:", *self.start.splitlines()] if self.start else []
        return "\n".join([super().__repr__(), *lines])


def _values(label: str, key: Key) -> tuple[float, list[float]]:
    """The true number of a label, and those of the others that differ from it."""
    true = float(key["values"][label])
    return true, [float(value) for value in key["values"].values() if value != true]


def _credit(number: float, true: float, allowed: float, rivals: list[float]) -> float:
    """1 within what is allowed, a half very near, else 0.

    Very near is within a fiftieth of the true number, and not half way to a number
    that is known to be wrong; so that a nearer number never earns less.
    """
    off = abs(number - true)
    if off <= allowed + 1e-9:
        return 1.0
    near = min([_NEAR * abs(true), *(abs(rival - true) / 2 for rival in rivals)])
    return 0.5 if off < near else 0.0


def _allowed(number: float, tolerance: dict[str, float]) -> float:
    """How far off a computed number may be: rounding differs from hand to hand."""
    relative = abs(number) * float(tolerance.get("relative", 0))
    return max(float(tolerance.get("absolute", 0)), relative)


def _is_power_of_ten_off(number: float, true: float) -> bool:
    return any(abs(number * 10.0**n - true) <= abs(true) * _NEAR for n in _POWERS)
