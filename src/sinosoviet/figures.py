"""The course's figures: one function a figure, each returns the Axes.

Every figure carries a description for readers who cannot see it and a line that
names its sources. Sides are told apart by colour and by marker or hatch, in the
palette of Okabe and Ito (https://jfly.uni-koeln.de/color/), which is safe for
colour-blind eyes.
"""

import base64
import io
from html import escape
from typing import Any, NamedTuple, cast

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from sinosoviet import dates, sources, tables
from sinosoviet.errors import CourseError


class Style(NamedTuple):
    """How a side is drawn: a colour and a second cue, marker or hatch."""

    colour: str
    marker: str
    hatch: str


STYLES = {
    "soviet": Style("#D55E00", "s", "//"),
    "chinese": Style("#0072B2", "o", ""),
    "american": Style("#009E73", "^", ".."),
    "other": Style("#767676", "D", "--"),
    "joint": Style("#CC79A7", "P", "xx"),
    "scholarly": Style("#E69F00", "X", "\\\\"),
}


#: Room at both ends of a timeline.
_MARGIN = pd.Timedelta(days=3)

#: So many sources are named below a figure; the rest stand in its table.
_NAMED = 8


class CourseFigure(Figure):
    """A figure that shows its description as alt text in a notebook.

    Attributes
    ----------
    description : what there is to see, in words.
    source_line : the sources, as printed below the figure.
    """

    description: str = ""
    source_line: str = ""

    def describe(self, description: str, source_ids: list[str], note: str = "") -> None:
        """Give the figure its alt text, and print its source line and a note below it."""
        names = list(dict.fromkeys(sources.cite(s).strip("()") for s in source_ids))
        more = (
            f"; and {len(names) - _NAMED} more, named in the table" if len(names) > _NAMED else ""
        )
        self.description = description
        self.source_line = f"Sources: {'; '.join(names[:_NAMED])}{more}."
        below = f"{note} {self.source_line}".strip()
        self.text(0.01, 0.005, below, fontsize=7, color="#444444", va="bottom", wrap=True)

    def _ipython_display_(self) -> None:
        """Shown as one picture with its alt text, which image outputs of Jupyter cannot carry."""
        from IPython.display import display

        bundle = {"text/html": self.html(), "text/plain": repr(self)}
        display(bundle, raw=True)  # type: ignore[no-untyped-call]

    def html(self) -> str:
        """The figure as HTML that stands alone: the picture with its alt text."""
        picture = io.BytesIO()
        self.savefig(picture, format="png", dpi=110, metadata={"Software": None})
        data = base64.b64encode(picture.getvalue()).decode("ascii")
        return (
            f'<figure style="margin:0"><img src="data:image/png;base64,{data}" '
            f'alt="{escape(self.description)}" style="max-width:100%"></figure>'
        )

    def __repr__(self) -> str:
        return f"[Figure: {self.description}]"


def _axes(width: float, height: float) -> tuple[CourseFigure, Axes]:
    figure = cast(
        CourseFigure,
        plt.figure(
            FigureClass=CourseFigure,
            figsize=(width, height),
            layout=ConstrainedLayoutEngine(rect=(0, 0.06, 1, 0.94)),
        ),
    )
    return figure, figure.add_subplot()


def timeline(since: str, until: str, about: str | None = None, side: str | None = None) -> Axes:
    """Events on one line of time, a lane for each side.

    Parameters
    ----------
    since, until, about, side : which events, as in `tables.events`.

    Returns
    -------
    Axes : time across, one lane a side; a period is a bar, a day is a marker.

    Raises
    ------
    CourseError : if no event fits.

    >>> timeline("1960-07-01", "1960-08-31").get_title(loc="left")
    'July 1960 to August 1960'
    """
    start, end = _bounds(since, until)
    chosen = tables.events(since, until, about, side)
    if chosen.empty:
        raise CourseError(
            f"No event between {dates.in_words(since)} and {dates.in_words(until)} fits; "
            "widen the dates or look for another word."
        )
    rows = tables.table("events").set_index("id").loc[chosen.index]
    figure, axes = _axes(9, 0.36 * len(rows) + 1.6)
    for height, (_, row) in enumerate(rows.iterrows()):
        _draw_event(axes, row, height, start, end)
    axes.set_yticks(
        range(len(rows)),
        [f"{dates.in_words(r.date)}  {r.title}" for r in rows.itertuples()],
        fontsize=8,
    )
    axes.invert_yaxis()
    axes.set_xlim(start - _MARGIN, end + _MARGIN)
    locator = mdates.AutoDateLocator(maxticks=8)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.grid(axis="x", color="#DDDDDD")
    axes.set_axisbelow(True)
    title = f"{_month(since)} to {_month(until)}" + (f": {about}" if about else "")
    axes.set_title(title, loc="left", fontsize=11)
    _legend(axes, list(dict.fromkeys(rows.side)))
    listed = "; ".join(f"{dates.in_words(r.date)}, {r.side}: {r.title}" for r in rows.itertuples())
    figure.describe(
        f"Timeline, {title}, {len(rows)} events in order. {listed}.",
        [row[0] for row in rows.sources],
        "Open markers: low confidence." if "low" in set(rows.confidence) else "",
    )
    return axes


def _bounds(since: str, until: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    first, last = dates.parse(since).earliest, dates.parse(until).latest
    if first is None or last is None:
        raise CourseError("A timeline needs a first and a last date; leave neither open.")
    return pd.Timestamp(first), pd.Timestamp(last)


def _month(text: str) -> str:
    span = dates.parse(text)
    return str(text) if span.precision in ("year", "decade") else f"{span.earliest:%B %Y}"


def _draw_event(axes: Axes, row: Any, height: int, start: pd.Timestamp, end: pd.Timestamp) -> None:
    style = STYLES[row.side]
    # What began before the window, or goes on after it, runs out of the frame.
    bar = [max(row.earliest, start - _MARGIN), min(row.latest, end + _MARGIN)]
    if row.earliest != row.latest:
        axes.plot(bar, [height, height], color=style.colour, linewidth=5, alpha=0.6)
    axes.plot(
        [max(row.earliest, start)],
        [height],
        marker=style.marker,
        markersize=9,
        color=style.colour,
        markerfacecolor="white" if row.confidence == "low" else style.colour,
        linestyle="none",
    )


def _legend(axes: Axes, sides: list[str]) -> None:
    for side in sides:
        style = STYLES[side]
        axes.plot([], [], marker=style.marker, color=style.colour, linestyle="none", label=side)
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=8, frameon=False)


def counts(topic: str) -> Axes:
    """Rival counts of one thing as bars, each with the name of who counted.

    Parameters
    ----------
    topic : such as ``"specialists withdrawn, 1960"``; see `tables.compare`.

    Returns
    -------
    Axes : one bar a count; the bars of a side share a colour and a hatch. A
        count known from recall only is drawn empty.

    Raises
    ------
    UnknownName : if no series treats that topic.

    >>> counts("specialists withdrawn, 1960").get_title(loc="left")
    'Specialists withdrawn, 1960'
    """
    rows = _ranges(tables.compare(topic))
    figure, axes = _axes(9, 0.5 * len(rows) + 1.4)
    for height, row in enumerate(rows.itertuples()):
        style, sure = STYLES[row.side], row.confidence != "low"
        bar: dict[str, Any] = {
            "edgecolor": "white" if sure else style.colour,
            "hatch": style.hatch,
            "height": 0.7,
        }
        axes.barh(height, row.low, color=style.colour if sure else "white", **bar)
        axes.barh(height, row.high - row.low, left=row.low, color=style.colour, alpha=0.4, **bar)
        axes.annotate(
            row.label,
            (row.high, height),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
        )
    axes.set_yticks(
        range(len(rows)), [f"{r.name}\n({r.side})" for r in rows.itertuples()], fontsize=8
    )
    axes.invert_yaxis()
    axes.margins(x=0.15)
    one_unit = rows.unit.nunique() == 1
    axes.set_xlabel(rows.unit.iloc[0] if one_unit else "number; the unit stands at each bar")
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(topic[:1].upper() + topic[1:], loc="left", fontsize=11)
    listed = "; ".join(
        f"{r.name} ({r.side}): {r.label} - {r.definition}" for r in rows.itertuples()
    )
    figure.describe(
        f"Bars, {topic}, {len(rows)} counts made separately, largest first. {listed}.",
        [row[0] for row in rows.sources],
        "A pale bar reaches from a lower to an upper bound."
        if (rows.low < rows.high).any()
        else "",
    )
    return axes


def _names(rows: pd.DataFrame) -> list[str]:
    """What to write at each bar: who counted; where that is not enough, what and when."""
    titles = tables.table("series_catalogue").set_index("id").title
    names = rows.counted_by.mask(rows.counted_by.duplicated(keep=False), rows.series.map(titles))
    whens = names + ", " + rows.period.map(dates.in_words)
    return list(names.mask(names.duplicated(keep=False), whens))


def _ranges(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a count: a lower and an upper bound for one time make a range."""
    one = rows.reset_index().groupby(["series", "period"], sort=False)
    joined = one.first().drop(columns="value")
    joined["low"], joined["high"] = one.value.min(), one.value.max()
    joined = joined.reset_index()
    joined["name"] = _names(joined)
    mixed = joined.unit.nunique() > 1
    joined["label"] = [_label(row, mixed) for row in joined.itertuples()]
    return joined.sort_values("high", ascending=False, kind="stable")


def _label(row: Any, with_unit: bool) -> str:
    """The number as its source puts it: about, or more, from one bound to another."""
    text = f"{row.high:,.0f}" if row.low == row.high else f"{row.low:,.0f} to {row.high:,.0f}"
    if row.qualifier == "about":
        text = f"about {text}"
    elif row.qualifier == "at_least":
        text = f"{text} or more"
    unit = f" {row.unit}" if with_unit else ""
    return text + unit + (" (unconfirmed)" if row.confidence == "low" else "")
