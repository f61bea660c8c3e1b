"""Dates moved: the date of another event in the place of the right one."""

from functools import lru_cache

from sinosoviet.specimens import certainty, wording
from sinosoviet.specimens.decoy import Decoy
from sinosoviet.specimens.pattern import Pattern
from sinosoviet.specimens.rows import Row, every, sure

#: The longest distance of a wrong date from the right one, in days, by difficulty,
#: for a date of so many signs: a day, a month or a year.
_DISTANCE = {
    10: {"hard": 60, "medium": 540, "easy": 3000},
    7: {"hard": 62, "medium": 190, "easy": 3000},
    4: {"hard": 366, "medium": 1100, "easy": 3000},
}
#: The shortest distance of a wrong day, in days.
_SHORTEST = 4


def moved(pattern: Pattern, name: str) -> list[Decoy]:
    """Versions of a sentence with another event's date in a slot.

    None if the true date is a period or itself in doubt.
    """
    slot = pattern.slots[name]
    true = str(slot.value)
    if "/" in true or true[-1] in "?~%":
        return []
    others = [str(s.value) for n, s in pattern.slots.items() if s.kind == "date" and n != name]
    found = []
    for planted, title in _other_dates(len(true), slot.table == "projects").items():
        level = _level(true, planted)
        if level is None or any(planted[: len(other)] == other[: len(planted)] for other in others):
            continue
        if certainty.date_is_wrong(pattern.facts, planted):
            right = wording.date_words(true)
            found.append(
                Decoy(
                    level,
                    {"as": "date", "value": true},
                    f"The date belongs to another event ({title}); the data has {right}.",
                    {name: wording.date_words(planted)},
                    printed=planted,
                    date=planted,
                )
            )
    return found


@lru_cache(maxsize=8)
def _other_dates(length: int, of_projects: bool) -> dict[str, str]:
    """Dates of sure events at a precision (10 a day, 7 a month, 4 a year), with the event."""
    if of_projects:
        return {
            str(int(row["finish_year"])): f"the end of {row['name']}"
            for (row,) in every("projects").values()
            if sure(row, "finish_year")
        }
    found: dict[str, str] = {}
    for key, (row, _) in certainty.dated().items():
        text = str(row[certainty.DATED[key.split("/")[0]]])
        if sure(row) and "/" not in text and text[-1] not in "?~%" and len(text) >= length:
            found.setdefault(text[:length], _event(row))
    return found


def _event(row: Row) -> str:
    return str(row["title"]) if "title" in row else f"relations with {row['country']}"


def _level(true: str, planted: str) -> str | None:
    """How hard a moved date is to see, by its distance; None if it is too near or too far."""
    first, second = certainty.days(true), certainty.days(planted)
    assert first is not None
    assert second is not None
    apart = abs(first[0] - second[0])
    if apart < _SHORTEST:
        return None
    limits = _DISTANCE[len(true)].items()
    return next((level for level, limit in limits if apart <= limit), None)
