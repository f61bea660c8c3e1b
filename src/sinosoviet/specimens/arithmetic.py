"""Figures that follow from other figures, and the slips that people make with them."""

from collections.abc import Sequence

#: How far off a number may be, as a share of it, where it can be rounded in more than one way.
ROUNDING = 0.004
#: A figure that follows is printed with one decimal, and may be given with more.
_DECIMAL = 0.051


def result(operation: str, numbers: Sequence[float]) -> float:
    """The figure that follows, rounded as a sentence prints it.

    Parameters
    ----------
    operation : ``sum``, ``product``, ``quotient``; ``difference`` and ``times``, of the
        second and the first; ``share``, the first in per cent of the second; ``rise`` in
        per cent from the first to the second; ``yearly``, the same a year over some years.
    numbers : the figures, in the unit of the sentence.

    >>> result("sum", [50, 91]), result("rise", [34.33, 78.39])
    (141, 128.3)
    >>> result("yearly", [100, 228.6, 5])
    18.0
    """
    value = exact(operation, numbers)
    if operation == "share":
        return round(value, 2 if value < 10 else 1)
    return round(value, 1 if operation in ("rise", "yearly", "times") else 3) + 0


def tolerance(operation: str, numbers: Sequence[float]) -> float:
    """How far off a result may be, as a share of it: somebody else rounds later, or not at all.

    >>> round(tolerance("times", [1360, 2243]), 3), tolerance("sum", [50, 91])
    (0.032, 0.004)
    """
    return max(ROUNDING, _DECIMAL / abs(result(operation, numbers)))


def exact(operation: str, numbers: Sequence[float]) -> float:
    """The figure that follows, as a calculator shows it; for the parameters see `result`.

    >>> exact("times", [4, 9])
    2.25
    """
    if operation == "sum":
        return sum(numbers)
    first, second, *rest = numbers
    if operation == "product":
        return first * second
    if operation == "quotient":
        return first / second
    if operation == "difference":
        return second - first
    if operation == "times":
        return second / first
    if operation == "share":
        return 100 * first / second
    if operation == "rise":
        return 100 * (second / first - 1)
    if operation == "yearly":
        return float(100 * ((second / first) ** (1 / rest[0]) - 1))
    raise ValueError(f"{operation!r} is no operation")


def slips(operation: str, numbers: Sequence[float]) -> dict[float, str]:
    """Wrong results as people get them, with the sentence that each deserves.

    >>> slips("yearly", [100, 228.6, 5])[25.7]
    'The rise of the whole period was divided by the years; growth is compound.'
    """
    true = result(operation, numbers)
    found: dict[float, str] = {}
    if operation == "sum":
        for number in numbers:
            found[true + number] = "One of the figures was counted twice."
            if len(numbers) > 2:
                found[true - number] = "One of the figures was left out."
    elif operation == "difference":
        found[sum(numbers)] = "The figures were added; they are to be subtracted."
    elif operation == "product":
        found[round(numbers[0] / numbers[1], 1)] = "The figures were divided, not multiplied."
    elif operation == "quotient":
        found[round(numbers[0] * numbers[1], 1)] = "The figures were multiplied, not divided."
    elif operation == "times":
        found[round(true - 1, 1)] = "What was added was divided by the first figure."
    elif operation == "share":
        part = 100 * numbers[0] / (numbers[0] + numbers[1])
        rest = 100 - true
        found[round(part, 1)] = "The part was set against part and whole together."
        found[round(rest, 1)] = "This is the share of the rest."
    elif operation == "rise":
        found[round(true + 100, 1)] = "This is the later figure in per cent of the earlier."
        found[round(100 * (1 - numbers[0] / numbers[1]), 1)] = (
            "The rise was set against the later figure, not the earlier."
        )
    elif operation == "yearly":
        whole = 100 * (numbers[1] / numbers[0] - 1)
        found[round(whole / numbers[2], 1)] = (
            "The rise of the whole period was divided by the years; growth is compound."
        )
        for off in (1, -1, 2):
            found[round(true + off, 1)] = "The figure does not follow; growth is compound."
    for share in (-0.3, -0.1, -0.05, 0.05, 0.1, 0.2, 0.4):
        found.setdefault(_carried(true, share), "The figure does not follow from the others.")
    return {value: says for value, says in found.items() if value > 0 and _differs(value, true)}


def _carried(true: float, share: float) -> float:
    """A result that is off by a slip in carrying, in the digits of the true one."""
    step = max(abs(true * share), 1 if true == int(true) else 0.1)
    digits = 0 if true == int(true) else 1
    return round(true + (step if share > 0 else -step), digits)


def _differs(value: float, true: float) -> bool:
    return abs(value - true) > 0.02 * abs(true)
