"""Claims with the sources that carry them, as the data proves it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sinosoviet.specimens.rows import cited, independent, ref, sure


@dataclass(frozen=True)
class Claim:
    """A true sentence to which sources are to be found.

    Attributes
    ----------
    part : the part of the story to which it belongs, as in `specimens.themes`.
    text : the sentence; it gives no day.
    about : the row of the data that it is about, such as ``events/korean-armistice-1953``.
    also : further rows that prove it.
    """

    part: str
    text: str
    about: str
    also: tuple[str, ...] = ()

    @property
    def event(self) -> str:
        """The id of the event that it is about; empty if it is about something else."""
        table, _, row = self.about.partition("/")
        return row if table == "events" else ""

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The sources that carry it, those that speak with one voice in one group."""
        return independent(witnesses((self.about, *self.also)))


def witnesses(rows: Iterable[str]) -> tuple[str, ...]:
    """The sources of some rows of the data, each once, best first.

    Parameters
    ----------
    rows : references as in `specimens.rows`; that of a source stands for itself.

    Raises
    ------
    ValueError : if there is no such row, or one is known from recall only or of low confidence.

    >>> witnesses(["events/klochko-leaves-1960", "sources/klochko-1964"])
    ('dikotter-2010', 'press-chp-1965-05-29', 'klochko-1964')
    """
    found = [ref(row) for row in rows]
    for where in found:
        if not sure(where.row):
            raise ValueError(f"{where.key} is not sure enough for a key")
    return tuple(dict.fromkeys(source for where in found for source in cited(where)))


def read_claims(tables: Iterable[dict[str, Any]]) -> tuple[Claim, ...]:
    """Claims from a file of the bank.

    Parameters
    ----------
    tables : the file's tables, with the attributes of `Claim`.
    """
    return tuple(Claim(**{**one, "also": tuple(one.get("also", ()))}) for one in tables)
