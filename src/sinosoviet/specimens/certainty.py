"""Whether a wrong value is wrong for certain: what the data knows of the same matter."""

import re
from calendar import month_name
from datetime import date
from functools import lru_cache

from sinosoviet import dates, sources
from sinosoviet.specimens.rows import Ref, Row, catalogue, cited, every, ref, says, sure

Days = tuple[int, int]

#: Tables whose rows have a date, with the column.
DATED = {
    "events": "date",
    "agreements": "date",
    "polemics": "date",
    "recognition": "date_relations",
}
_MONTHS = month_name[1:]
_WRITTEN = re.compile(rf"(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)})(?: (\d{{4}}))?")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?")
#: Two rows that share so many telling words speak of one matter.
_WORDS = 2
#: A word that more rows have than this tells nothing.
_COMMON = 25
#: A period longer than this, in days, is no date of an event.
_LONG = 200
#: Nearer to a known number than this, as a share of it, is not wrong for certain.
_NEAR = 0.02


def days(text: str) -> Days | None:
    """First and last day of a date in EDTF as numbers; None where an end is open."""
    span = dates.parse(text)
    if span.earliest is None or span.latest is None:
        return None
    return span.earliest.toordinal(), span.latest.toordinal()


@lru_cache(maxsize=1)
def dated() -> dict[str, tuple[Row, Days]]:
    """Every row with a date, by its key."""
    found = {}
    for table, column in DATED.items():
        for name, (row,) in every(table).items():
            if row[column] and (span := days(row[column])):
                found[f"{table}/{name}"] = (row, span)
    return found


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    """The telling words of each dated row's title."""
    every_word: dict[str, set[str]] = {}
    for key, (row, _) in dated().items():
        title = str(row.get("title") or row["country"]).casefold()
        every_word[key] = set(re.findall(r"[\w-]{4,}", title))
    counts: dict[str, int] = {}
    for words in every_word.values():
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    return {
        key: frozenset(word for word in words if counts[word] <= _COMMON)
        for key, words in every_word.items()
    }


@lru_cache(maxsize=1024)
def same_matter(key: str) -> tuple[str, ...]:
    """Dated rows that speak of what a row speaks of.

    They have like titles, or one day and one source, or one of them names the other.
    """
    if key not in dated():
        return ()
    row, span = dated()[key]
    cites, words = set(row["sources"]), _words()
    return tuple(
        other
        for other, (found, days_) in dated().items()
        if other != key
        and (
            len(words[key] & words[other]) >= _WORDS
            or other.partition("/")[2] in str(row["note"])
            or key.partition("/")[2] in str(found["note"])
            or (days_ == span and cites & set(found["sources"]))
            or (words[key] & words[other] and cites & set(found["sources"]))
        )
    )


@lru_cache(maxsize=1024)
def known_days(key: str) -> tuple[Days, ...]:
    """Every date that the data gives on the matter of a row, in its cells and in its words."""
    where = ref(key)
    found: list[Days] = []
    for other in (key, *same_matter(key)):
        if other in dated():
            found.append(dated()[other][1])
    if where.table in DATED and (near := days(str(where.row[DATED[where.table]]))):
        year = date.fromordinal(near[0]).year
    else:
        year = 1950
    found += _written(says(key), year)
    for source in cited(where):
        item = sources.item(source)
        if (issued := sources.issued(item)) and len(issued) == 10 and (span := days(issued)):
            found.append(span)
    return tuple(span for span in found if span[1] - span[0] < _LONG)


def _written(text: str, year: int) -> list[Days]:
    """The dates that a text writes out; where it gives no year, that of its row."""
    found = []
    for day, month, of_year in _WRITTEN.findall(text):
        edtf = f"{of_year or year}-{_MONTHS.index(month) + 1:02}" + (
            f"-{int(day):02}" if day else ""
        )
        try:
            if span := days(edtf):
                found.append(span)
        except dates.BadDate:
            continue
    return found


def date_is_wrong(keys: tuple[str, ...], planted: str) -> bool:
    """Whether no row on the matter of some rows has a planted date, in EDTF."""
    span = days(planted)
    if span is None or (len(planted) == 4 and any(planted in says(key) for key in keys)):
        return False
    first, last = span
    return not any(low <= last and first <= high for key in keys for low, high in known_days(key))


@lru_cache(maxsize=1024)
def known_numbers(key: str) -> tuple[float, ...]:
    """Every number that the data gives on the matter of a row: rival counts, and in its words."""
    where = ref(key)
    found = [float(text.replace(",", "")) for text in _NUMBER.findall(says(key))]
    if where.table == "series":
        topic = catalogue()[where.id]["topic"]
        rivals = (name for name, about in catalogue().items() if about["topic"] == topic)
        found += [float(row["value"]) for name in rivals for row in every("series")[name]]
    if where.table == "loans":
        loan = where.row["loan"]
        found += [float(row["amount"]) for (row,) in every("loans").values() if row["loan"] == loan]
    return tuple(found)


def number_is_wrong(keys: tuple[str, ...], planted: float, over: float = 1) -> bool:
    """Whether no row on the matter of some rows has a planted number, within two per cent.

    Parameters
    ----------
    keys : the rows.
    planted : the number, in the unit of the sentence.
    over : what the row's number was divided by for the sentence.
    """
    return not any(
        abs(planted - known) <= _NEAR * abs(known)
        for key in keys
        for number in known_numbers(key)
        for known in (number, number / over)
    )


def is_sure(where: Ref) -> bool:
    """Whether a planted error may rest on a row."""
    return sure(where.row, where.column)
