"""Events on a line of time."""

from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.markers import CARETLEFTBASE, CARETRIGHTBASE

from sinosoviet import dates, queries
from sinosoviet.errors import CourseError, UnknownName
from sinosoviet.figures.base import STYLES, Style, legend_of_sides, name_rows, new_axes

#: Room at both ends of a timeline: so many days, or one part in so many of a long one.
_MARGIN, _PART = pd.Timedelta(days=3), 60

#: With more events a timeline is too tall to be read on a screen.
_MOST = 45

#: How a kind of event is drawn. Other colours than those of the sides, so that no colour
#: means two things: Paul Tol's scheme 'muted' (https://personal.sron.nl/~pault/).
KINDS = {
    "diplomacy": Style("#332288", "o", ""),
    "economy": Style("#117733", "s", "//"),
    "military": Style("#882255", "^", "xx"),
    "ideology": Style("#999933", "D", ".."),
    "nuclear": Style("#CC6677", "*", "oo"),
    "border": Style("#44AA99", "P", "--"),
    "domestic": Style("#AA4499", "v", "\\\\"),
}

_STYLES = {"side": STYLES, "category": KINDS}


def timeline(
    since: str,
    until: str,
    about: str | None = None,
    side: str | None = None,
    lanes: str = "side",
) -> Axes:
    """Events on one line of time, told apart by side or by kind.

    Parameters
    ----------
    since, until, about, side : which events, as in `queries.events`.
    lanes : what colour and marker tell: ``side``, whose act an event is, or
        ``category``, what kind of event it is.

    Returns
    -------
    Axes : time across, one lane an event; a period is a bar, a day is a marker.

    Raises
    ------
    UnknownName : if ``lanes`` is neither.
    CourseError : if no event fits, or so many that they could not be read.

    >>> timeline("1960-07-01", "1960-08-31").get_title(loc="left")
    'July 1960 to August 1960'
    """
    if lanes not in _STYLES:
        raise UnknownName("kind of lanes", lanes, _STYLES)
    start, end = bounds(since, until)
    rows = pd.DataFrame(queries.events_in_full(since, until, about, side))
    if rows.empty:
        raise CourseError(
            f"No event between {dates.in_words(since)} and {dates.in_words(until)} fits; "
            "widen the dates or look for another word."
        )
    if len(rows) > _MOST:
        raise CourseError(
            f"{len(rows)} events fit, and a timeline can be read with up to {_MOST}; "
            f"narrow the dates, or give a {'word' if about is None else 'rarer word'}."
        )
    margin = max(_MARGIN, (end - start) / _PART)
    figure, axes = new_axes(9, 0.36 * len(rows) + 1.6)
    for height, row in enumerate(rows.itertuples()):
        style = _STYLES[lanes][getattr(row, lanes)]
        _draw_event(axes, row, style, height, (start, end), margin)
    names = (f"{dates.in_words(row.date)}  {row.title}" for row in rows.itertuples())
    name_rows(axes, names, fontsize=8)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    mark_dates(axes, start, end, margin, fontsize=9)
    axes.grid(axis="x", color="#DDDDDD")
    axes.set_axisbelow(True)
    title = months(since, until) + (f": {about}" if about else "")
    axes.set_title(title, loc="left", fontsize=11)
    shown = list(dict.fromkeys(rows[lanes]))
    if lanes == "side":
        legend_of_sides(axes, shown)
    else:
        _legend_of_kinds(axes, shown)
    listed = "; ".join(
        f"{dates.in_words(row.date)}, {getattr(row, lanes)}: {row.title}"
        + (" (low confidence)" if row.confidence == "low" else "")
        for row in rows.itertuples()
    )
    notes = []
    if "low" in set(rows.confidence):
        notes.append("Open markers: low confidence.")
    if (rows.earliest < start).any() or (rows.latest > end).any():
        notes.append("Arrowheads at the frame: begun before, or going on after.")
    figure.describe(
        f"Timeline, {title}, {len(rows)} events in order. {listed}.",
        [row[0] for row in rows.sources],
        " ".join(notes),
    )
    return axes


def bounds(since: str, until: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and the last day of a line of time.

    Raises
    ------
    CourseError : if one of them is left open.

    >>> bounds("1960", "1961-06")[1]
    Timestamp('1961-06-30 00:00:00')
    """
    first, last = dates.parse(since).earliest, dates.parse(until).latest
    if first is None or last is None:
        raise CourseError("A timeline needs a first and a last date; leave neither open.")
    return pd.Timestamp(first), pd.Timestamp(last)


def months(since: str, until: str) -> str:
    """A window of time as titles put it.

    >>> months("1960-07-16", "1961")
    'July 1960 to 1961'
    """
    return f"{_month(since)} to {_month(until)}"


def _month(text: str) -> str:
    span = dates.parse(text)
    return str(text) if span.precision in ("year", "decade") else f"{span.earliest:%B %Y}"


def _legend_of_kinds(axes: Axes, kinds: list[str]) -> None:
    for kind in kinds:
        style = KINDS[kind]
        axes.plot([], [], marker=style.marker, color=style.colour, linestyle="none", label=kind)
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=8, frameon=False)


def _draw_event(
    axes: Axes,
    row: Any,
    style: Style,
    height: int,
    window: tuple[pd.Timestamp, pd.Timestamp],
    margin: pd.Timedelta,
) -> None:
    (start, end), left, right = window, window[0] - margin, window[1] + margin
    if row.earliest != row.latest:
        bar = [max(row.earliest, left), min(row.latest, right)]
        axes.plot(bar, [height, height], color=style.colour, linewidth=5, alpha=0.6)
    for beyond, frame, head in (
        (row.earliest < start, left, CARETLEFTBASE),
        (row.latest > end, right, CARETRIGHTBASE),
    ):
        if beyond:
            axes.plot([frame], [height], marker=head, color=style.colour, clip_on=False)
    axes.plot(
        [max(row.earliest, start)],
        [height],
        marker=style.marker,
        markersize=9,
        color=style.colour,
        markerfacecolor="white" if row.confidence == "low" else style.colour,
        linestyle="none",
        clip_on=False,
    )


def mark_dates(
    axes: Axes, start: pd.Timestamp, end: pd.Timestamp, margin: pd.Timedelta, **look: Any
) -> None:
    """Ticks and limits of a line of time; the years stand in the title and beside the events."""
    # Worked out once: a locator on the axis is asked at each look at it.
    locator = ticks(end - start)
    places = locator.tick_values(start - margin, end + margin)
    names = mdates.ConciseDateFormatter(locator).format_ticks(places)  # type: ignore[no-untyped-call]
    axes.set_xticks(places, names, **look)
    axes.set_xlim(start - margin, end + margin)


def ticks(window: pd.Timedelta) -> mdates.DateLocator:
    """Ticks for a window; between three and five years matplotlib's own choice finds none."""
    years = window.days / 365.25
    if years > 3:
        return mdates.YearLocator(base=1 + int(years // 9))  # type: ignore[no-untyped-call]
    return mdates.AutoDateLocator(maxticks=8)  # type: ignore[no-untyped-call]
