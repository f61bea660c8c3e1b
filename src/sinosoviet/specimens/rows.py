"""Rows of the data as plain values: looked up by a short reference, once loaded."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from sinosoviet import sources, tables

Row = dict[str, Any]

_FORM = re.compile(
    r"(?P<table>[a-z_]+)/(?P<id>[^:@^|]+)(?::(?P<column>\w+))?(?:@(?P<period>[^\^|]+))?"
    r"(?:\^(?P<end>\w+))?(?:\|/(?P<over>\d+))?"
)
#: The column that a reference means if it names none.
_COLUMN = {
    "events": "date",
    "agreements": "date",
    "polemics": "date",
    "recognition": "date_relations",
    "projects": "finish_year",
    "loans": "amount",
    "series": "value",
    "people": "name",
    "places": "name",
    "historiography": "scholar",
    "sources": "title",
    "claims": "claim",
    "extracts": "point",
}
_QUALIFIERS = {"low": "lower_bound", "high": "upper_bound"}
#: Columns that hold a number; years are dates.
_NUMBERS = {"value", "amount", "projects_added", "planned_investment", "actual_investment"}
_DATES = {"date", "date_relations", "date_recognised", "beginning"}
_YEARS = {"start_year", "finish_year", "year"}


@dataclass(frozen=True)
class Ref:
    """Where a value stands: ``table/id:column@period^end|/over``, all but the first two optional.

    Attributes
    ----------
    table, id, column : the cell.
    period : of a series, the time that the value holds for.
    end : ``start`` or ``end`` of a period, ``low`` or ``high`` of a range.
    over : what the number is divided by, for a sentence in a larger unit.
    """

    table: str
    id: str
    column: str
    period: str | None = None
    end: str | None = None
    over: float = 1

    @cached_property
    def key(self) -> str:
        """The row's own name, without column and unit."""
        at = f"@{self.period}" if self.period and self.table == "series" else ""
        at += f"^{self.end}" if self.end in _QUALIFIERS else ""
        return f"{self.table}/{self.id}{at}"

    @property
    def row(self) -> Row:
        """The row as a dict."""
        return row(self)

    @property
    def kind(self) -> str:
        """``date``, ``number``, ``name`` or ``book``."""
        if self.table == "sources":
            return "book"
        if self.column in _NUMBERS:
            return "number"
        return "date" if self.column in _DATES | _YEARS else "name"

    @property
    def value(self) -> str | float:
        """A date in EDTF, a number, or a name."""
        found = self.row[self.column]
        if self.kind == "number":
            return float(found)
        if self.kind == "date" and self.column in _YEARS:
            return str(int(found))
        text = str(found)
        if self.kind == "date" and self.end in ("start", "end"):
            first, _, last = text.partition("/")
            return first if self.end == "start" else last
        return text

    @property
    def number(self) -> float:
        """The number in the unit of the sentence."""
        return float(self.value) / self.over


@lru_cache(maxsize=4096)
def ref(text: str) -> Ref:
    """Read a reference.

    Raises
    ------
    ValueError : if it does not follow the form.

    >>> ref("series/steel-china-official@1957").value
    5.35
    >>> ref("agreements/credit-agreement-1950:amount").kind
    'number'
    """
    match = _FORM.fullmatch(text)
    if match is None or match["table"] not in _COLUMN:
        raise ValueError(f"{text!r} is not a reference to a row")
    table = match["table"]
    column = match["column"] or _COLUMN[table]
    over = float(match["over"] or 1)
    return Ref(table, match["id"], column, match["period"], match["end"], over)


@lru_cache(maxsize=16)
def every(table: str) -> dict[str, list[Row]]:
    """The rows of a table by id; a series has a row a value."""
    frame = tables.load(table, tables.folder())
    rows: dict[str, list[Row]] = {}
    for record in frame.to_dict("records"):
        rows.setdefault(_name(table, record), []).append(record)
    return rows


def _name(table: str, record: Row) -> str:
    """What a reference calls a row: its id, or a point's source and number."""
    if table == "extracts":
        return f"{record['source']}#{record['number']}"
    return str(record["series" if table == "series" else "id"])


def row(where: Ref) -> Row:
    """The one row that a reference means.

    Raises
    ------
    ValueError : if there is none, or more than one.
    """
    found = every(where.table).get(where.id, [])
    if where.period and where.table == "series":
        found = [row for row in found if row["period"] == where.period]
    if where.end in _QUALIFIERS:
        found = [row for row in found if row["qualifier"] == _QUALIFIERS[where.end]]
    if len(found) != 1:
        raise ValueError(f"{where.key} means {len(found)} rows")
    return found[0]


def sure(found: Row, column: str | None = None) -> bool:
    """Whether a key may rest on a row: not on recall, and not of low confidence."""
    about = found.get("custom", found)
    if "confirmed" in found and column in _YEARS and column not in found["confirmed"]:
        return False
    return bool(about["confidence"] != "low" and about["basis"] != "recall")


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Row]:
    """What each series counts, by id."""
    return {name: found[0] for name, found in every("series_catalogue").items()}


def cited(where: Ref) -> tuple[str, ...]:
    """The sources of a row, best first."""
    if where.table in ("sources", "extracts"):
        return (where.id.partition("#")[0],)
    return tuple(where.row["evidence" if where.table == "claims" else "sources"])


@lru_cache(maxsize=2048)
def says(key: str) -> str:
    """All that a row says, as one text to search."""
    where = ref(key)
    if where.table == "sources":
        return sources.reference(where.id)
    parts = [row(where)]
    if where.table == "series":
        parts.append(catalogue()[where.id])
    return " ".join(
        " ".join(cell) if isinstance(cell, tuple) else str(cell)
        for part in parts
        for name, cell in part.items()
        if name not in ("id", "sources", "confidence", "basis", "earliest", "latest")
    )


def voice(source: str) -> str:
    """Whose word a source is: two sources with one voice are not independent.

    An author's works have the author's voice; papers without an author that a
    side issued have the side's.
    """
    item = sources.item(source)
    for role in ("author", "editor"):
        for person in item.get(role, []):
            return f"author {person.get('family') or person.get('literal')}"
    return f"side {item['custom']['side']}"


def independent(found: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Source ids in groups; the sources of one group speak with one voice."""
    groups: dict[str, list[str]] = {}
    for source in dict.fromkeys(found):
        groups.setdefault(voice(source), []).append(source)
    return tuple(tuple(group) for group in groups.values())
