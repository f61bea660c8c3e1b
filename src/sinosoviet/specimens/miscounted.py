"""Numbers gone wrong: results that do not follow, exaggerations, digits run together."""

from typing import Any

from sinosoviet.specimens import arithmetic, certainty, wording
from sinosoviet.specimens.decoy import Decoy
from sinosoviet.specimens.pattern import Pattern
from sinosoviet.specimens.rows import Ref, catalogue

_FACTORS = {"hard": (1.8, 2.2, 2.5), "medium": (3.5, 4, 5), "easy": (8, 12, 15)}
#: How far a wrong result is off at most, as a share of the right one, by difficulty.
_OFF = {"hard": 0.12, "medium": 0.5, "easy": float("inf")}
#: A count that was exaggerated may be known in round figures: so far off, as a share of it.
ROUND_FIGURES = 0.02
#: A share in per cent that is said to be higher than this is no exaggeration but nonsense.
_HIGHEST_SHARE = 95


def results(pattern: Pattern, name: str) -> list[Decoy]:
    """Versions of a sentence whose figure does not follow from the others."""
    operation, *parts = pattern.computed[name]
    numbers, true = pattern.numbers(parts), pattern.worked_out(name)
    keys = tuple(pattern.slots[part].key for part in parts if part in pattern.slots)
    tolerance = arithmetic.tolerance(operation, numbers)
    found = []
    for planted, says in arithmetic.slips(operation, numbers).items():
        if planted in numbers or not certainty.number_is_wrong(keys, planted):
            continue
        if operation == "share" and planted >= 100:
            continue
        off = abs(planted - true) / true
        if off <= tolerance:
            continue
        right = wording.number_words(true)
        found.append(
            Decoy(
                next(level for level, limit in _OFF.items() if off <= limit),
                _number(true, tolerance),
                f"{says} The figures beside it give {right}.",
                {name: wording.number_words(planted)},
                printed=f"{planted:g}",
            )
        )
    return found


def exaggerated(pattern: Pattern, name: str) -> list[Decoy]:
    """Versions of a sentence with a number several times too high."""
    slot = pattern.slots[name]
    true = slot.number
    right = wording.number_words(true)
    found = []
    for level, factors in _FACTORS.items():
        for factor in factors:
            planted = float(f"{true * factor:.2g}")  # rounded as people round who exaggerate
            if _is_share(slot) and planted >= _HIGHEST_SHARE:
                continue
            if certainty.number_is_wrong(pattern.facts, planted, slot.over):
                found.append(
                    Decoy(
                        level,
                        _number(true, ROUND_FIGURES),
                        f"The number is far too high: the data has {right}{_counter(slot)}.",
                        {name: wording.number_words(planted)},
                        printed=f"{planted:.10g}",
                    )
                )
    return found


def _number(true: float, tolerance: float) -> dict[str, Any]:
    return {"as": "number", "value": wording.plain(true), "tolerance": tolerance}


def _is_share(slot: Ref) -> bool:
    return slot.table == "series" and str(slot.row["unit"]).startswith("per cent")


def _counter(slot: Ref) -> str:
    if slot.table == "series":
        return f", counted by {catalogue()[slot.id]['counted_by']}"
    return f", counted by {slot.row['counted_by']}" if slot.table == "loans" else ""


def merged(pattern: Pattern, name: str) -> list[Decoy]:
    """Versions of a sentence with digits of its year run into a number."""
    slot = pattern.slots[name]
    true = slot.number
    digits = f"{wording.plain(true):.10g}"
    year = str(slot.row["period"])[-4:] if slot.table == "series" else pattern.date[:4]
    if not year.isdigit():  # a day, or a year in doubt
        year = pattern.date[:4]
    found = []
    for level, glue in (("easy", year), ("medium", year[2:]), ("hard", year[3:])):
        planted = glue + digits
        if glue.startswith("0") or not certainty.number_is_wrong(
            pattern.facts, float(planted), slot.over
        ):
            continue
        found.append(
            Decoy(
                level,
                _number(true, arithmetic.ROUNDING),
                f"Digits of the year {year} have run into the number {digits}.",
                {name: planted if level == "easy" else wording.number_words(float(planted))},
                printed=planted,
            )
        )
    return found
