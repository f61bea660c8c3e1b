"""What a lesson asks of the tables: events, series, and rival counts side by side."""

import pandas as pd

from sinosoviet import dates
from sinosoviet.errors import CourseError, known_name
from sinosoviet.frames import shown
from sinosoviet.tables import table

_SIDES = ("soviet", "chinese", "american", "other", "joint")


def events(
    since: str | None = None,
    until: str | None = None,
    about: str | None = None,
    side: str | None = None,
) -> pd.DataFrame:
    """Events in order of time, each with its date, side, sources and confidence.

    Parameters
    ----------
    since, until : first and last date in EDTF, both included.
    about : a word or phrase looked for in title, summary and category, in any case.
    side : ``soviet``, ``chinese``, ``american``, ``other`` or ``joint``.

    Returns
    -------
    DataFrame : columns date, title, side, sources, confidence; the index is the
        event's id. The whole table is ``table("events")``.

    Raises
    ------
    BadDate : if ``since`` or ``until`` is not EDTF.
    UnknownName : if there is no such side.
    CourseError : if ``about`` is not text.

    >>> "Soviet note recalling all specialists" in list(events(since="1960-07-16").title)
    True
    """
    rows = events_in_full(since, until, about, side)
    return shown(rows[["date", "title", "side", "sources", "confidence"]])


def events_in_full(
    since: str | None, until: str | None, about: str | None, side: str | None
) -> pd.DataFrame:
    """The events that `events` chooses, with all columns of their table."""
    frame = table("events").set_index("id").sort_values(["earliest", "latest"], kind="stable")
    if since is not None:
        first = dates.parse(since).earliest
        frame = frame if first is None else frame[frame.latest >= pd.Timestamp(first)]
    if until is not None:
        last = dates.parse(until).latest
        frame = frame if last is None else frame[frame.earliest <= pd.Timestamp(last)]
    if side is not None:
        frame = frame[frame.side == known_name("side", side, _SIDES)]
    if about is not None:
        if not isinstance(about, str):
            raise CourseError("Write one word or phrase in quotation marks, such as about='trade'.")
        text = frame.title + " " + frame.summary + " " + frame.category
        frame = frame[text.str.contains(about, case=False, regex=False)]
    return frame


def series(name: str) -> pd.DataFrame:
    """One series in order of time, with who counted what in ``.attrs``.

    Parameters
    ----------
    name : an id in ``table("series_catalogue")``.

    Returns
    -------
    DataFrame : columns period, earliest, latest, value, qualifier, sources,
        locator, confidence, note. ``.attrs`` holds title, definition, unit,
        side, counted_by, caveat, comparable, topic and licence.

    Raises
    ------
    UnknownName : if there is no such series.

    >>> series("specialists-recalled-chinese-count").attrs["unit"]
    'persons'
    """
    catalogue = table("series_catalogue").set_index("id")
    name = known_name("series", name, list(catalogue.index))
    whole = table("series")
    rows = whole[whole.series == name].sort_values(["earliest", "value"], kind="stable")
    columns = ["period", "earliest", "latest", "value", "qualifier"]
    frame = rows[[*columns, "sources", "locator", "confidence", "note"]].reset_index(drop=True)
    frame.attrs = {**catalogue.loc[name].to_dict(), "licence": whole.attrs["licence"]}
    return shown(frame)


def topics() -> list[str]:
    """What `compare` can compare.

    >>> "specialists withdrawn, 1960" in topics()
    True
    """
    return sorted(set(table("series_catalogue").topic))


def compare(topic: str) -> pd.DataFrame:
    """Every count of one thing: who counted, what they counted, and how many.

    Parameters
    ----------
    topic : such as ``"specialists withdrawn, 1960"``; `topics` lists them.

    Returns
    -------
    DataFrame : columns counted_by, side, value, qualifier, unit, definition,
        caveat, period, sources, confidence; the index is the series' id. Rival counts stay
        apart: they are never added up or averaged.

    Raises
    ------
    UnknownName : if no series treats that topic.

    >>> compare("specialists withdrawn, 1960").side.nunique() > 2
    True
    """
    catalogue = table("series_catalogue").set_index("id")
    topic = known_name("topic", topic, topics())
    about = catalogue[catalogue.topic == topic]
    series = table("series")
    rows = series[series.series.isin(about.index)].set_index("series")
    joined = rows.join(about[["counted_by", "side", "definition", "caveat"]])
    joined.attrs = series.attrs
    columns = ["counted_by", "side", "value", "qualifier", "unit", "definition", "caveat", "period"]
    return shown(joined[[*columns, "sources", "confidence"]])
