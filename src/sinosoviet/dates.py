"""Dates as historians write them: EDTF, with its doubt and its precision.

EDTF is the Extended Date/Time Format of the Library of Congress (ISO 8601-2).
The parsing is done by the `edtf` library, but for plain years, months, days,
decades and centuries, which are nearly all of the data and are read at once;
this module adds the wording and the comparison that lessons and scoring need.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal

from sinosoviet.errors import CourseError

Precision = Literal["day", "month", "season", "year", "decade", "century", "interval"]

#: Longer texts are not dates.
_LONGEST = 64
_PLAIN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?[?~%]?", re.ASCII)
_ROUND = re.compile(r"\d{3}X|\d{2}XX", re.ASCII)
#: What follows the number of a day that is read aloud.
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)(?: of)?\b")
#: How days and months are written out, with the length of their EDTF.
_WRITTEN = (
    ("%d %B %Y", 10),
    ("%B %d, %Y", 10),
    ("%d %b %Y", 10),
    ("%d.%m.%Y", 10),
    ("%B %Y", 7),
)
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


class BadDate(CourseError):
    """A text that is not a date in EDTF."""

    def __init__(self, text: object) -> None:
        super().__init__(
            f"{text!r} is not a date in EDTF. Write a day as '1949-10-01', a month as "
            "'1949-10', a year as '1949', a period as '1950-06-25/1953-07-27'; "
            "'~' after a date means about, '?' means uncertain."
        )


@dataclass(frozen=True)
class Span:
    """A date as the days between which it lies.

    Attributes
    ----------
    text : the date in EDTF.
    earliest, latest : first and last day; None where the period is open.
    precision : day, month, season, year, decade or century, or interval for a period.
    uncertain, approximate : the marks ``?`` and ``~``; ``%`` is both.
    """

    text: str
    earliest: date | None
    latest: date | None
    precision: Precision
    uncertain: bool = False
    approximate: bool = False

    @property
    def days(self) -> int | None:
        """How many days the span has, both ends counted; None if it is open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1


def parse(text: str) -> Span:
    """Read a date in EDTF (levels 0 and 1).

    Parameters
    ----------
    text : such as ``1960-07-16``, ``1960-08``, ``195X``, ``1963-07-20~`` or
        ``1960-07-28/1960-09-01``; ``..`` leaves one end of a period open.

    Returns
    -------
    Span : the days between which the date lies.

    Raises
    ------
    BadDate : if the text is not EDTF.

    >>> parse("1960-07").latest
    datetime.date(1960, 7, 31)
    >>> parse("1963-07-20~").approximate
    True
    """
    # What comes from a student can be anything, also something that cannot be hashed.
    if type(text) is not str or not 0 < len(text.strip()) <= _LONGEST or text.count("/") > 1:
        raise BadDate(text)
    return _parse(text.strip())


@lru_cache(maxsize=4096)
def _parse(text: str) -> Span:
    uncertain, approximate = ("?" in text or "%" in text), ("~" in text or "%" in text)
    if "/" in text:
        start, end = (None if end in ("", "..") else _single(end, text) for end in text.split("/"))
        if start is None and end is None:
            raise BadDate(text)
        earliest = start[0] if start else None
        latest = end[1] if end else None
        if earliest and latest and earliest > latest:
            raise BadDate(text)
        return Span(text, earliest, latest, "interval", uncertain, approximate)
    earliest, latest = _single(text, text)
    precision = _precision(text, earliest, latest)
    return Span(text, earliest, latest, precision, uncertain, approximate)


def _single(text: str, whole: str) -> tuple[date, date]:
    """First and last day of a date that is not a period."""
    if text[:1] in "[{" or "-00" in text:
        raise BadDate(whole)  # a set of dates (level 2), or a month or day that does not exist
    try:
        if plain := _PLAIN.fullmatch(text):
            year, *rest = plain.groups()
            return _plain(int(year), *(int(part) if part else None for part in rest))
        if _ROUND.fullmatch(text):
            first, last = int(text.replace("X", "0")), int(text.replace("X", "9"))
            return date(first, 1, 1), date(last, 12, 31)
        return _by_grammar(text)
    except (ValueError, TypeError, AttributeError):
        raise BadDate(whole) from None


def _by_grammar(text: str) -> tuple[date, date]:
    """First and last day by the library, whose grammar takes a while to load."""
    import edtf

    try:
        value: Any = edtf.parse_edtf(text)
    except edtf.EDTFParseException as error:
        raise ValueError(str(error)) from error
    return date(*value.lower_strict()[:3]), date(*value.upper_strict()[:3])


def _plain(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    """First and last day of a year, a month or a day."""
    first = date(year, month or 1, day or 1)
    last_month = month or 12
    return first, date(year, last_month, day or monthrange(year, last_month)[1])


def _precision(text: str, earliest: date, latest: date) -> Precision:
    if text[4:5] == "-" and text[5:7] in _SEASONS:
        return "season"
    if earliest == latest:
        return "day"
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return "month"
    if earliest.year == latest.year:
        return "year"
    return "decade" if latest.year - earliest.year < 10 else "century"


def in_words(text: str) -> str:
    """A date in EDTF as an English reader writes it.

    >>> in_words("1960-07-16")
    '16 July 1960'
    >>> in_words("1960-07-28/1960-09-01")
    '28 July 1960 to 1 September 1960'
    >>> in_words("1963-07~")
    'about July 1963'
    """
    span = parse(text)
    if span.precision == "interval":
        first, last = ("" if end in ("", "..") else in_words(end) for end in span.text.split("/"))
        if not first:
            return f"until {last}"
        return f"{first} to {last}" if last else f"from {first}"
    day = span.earliest
    assert day is not None
    words = {
        "day": f"{day.day} {day:%B} {day.year}",
        "month": f"{day:%B} {day.year}",
        "season": f"{_SEASONS.get(span.text[5:7])} {span.text[:4]}",
        "year": str(day.year),
        "decade": f"the {day.year}s",
        "century": f"the {day.year}s",
    }[span.precision]
    return ("about " if span.approximate else "") + words + ("?" if span.uncertain else "")


def from_words(text: str) -> str:
    """A day or a month written out, such as 26 August 1960, in EDTF; any other text as it is.

    >>> from_words("the 26th of August 1960"), from_words("26.8.1960"), from_words("August 1960")
    ('1960-08-26', '1960-08-26', '1960-08')
    """
    if len(text) > _LONGEST:
        return text
    plain = _ORDINAL.sub("", text.strip().removeprefix("the "))
    for form, length in _WRITTEN:
        try:
            return datetime.strptime(plain, form).date().isoformat()[:length]
        except ValueError:
            continue
    return text


def closeness(answer: str, truth: str) -> float:
    """How near a date comes to the true one, from 0 to 1.

    The same days: 1. The same month, or a month that holds the true day: 0.5.
    The same year: 0.25. Anything else: 0. For a period each end counts half.

    Parameters
    ----------
    answer, truth : dates in EDTF; an answer that is not a date scores 0.

    >>> closeness("1960-07-16", "1960-07-16"), closeness("1960-07-18", "1960-07-16")
    (1.0, 0.5)
    >>> closeness("1960-07-28", "1960-07-28/1960-09-01")
    0.625
    """
    try:
        given, true = parse(answer), parse(truth)
    except CourseError:
        return 0.0
    ends = ((given.earliest, true.earliest), (given.latest, true.latest))
    if "interval" in (given.precision, true.precision):
        return sum(_end_closeness(g, t) for g, t in ends) / 2
    if ends[0][0] == ends[0][1] and ends[1][0] == ends[1][1]:
        return 1.0
    return min(_coarse_closeness(g, t) for g, t in ends)


def _end_closeness(given: date | None, true: date | None) -> float:
    return 1.0 if given == true else _coarse_closeness(given, true)


def _coarse_closeness(given: date | None, true: date | None) -> float:
    if given is None or true is None:
        return 0.0
    if (given.year, given.month) == (true.year, true.month):
        return 0.5
    return 0.25 if given.year == true.year else 0.0
