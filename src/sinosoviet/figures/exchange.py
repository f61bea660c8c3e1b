"""The texts of the quarrel laid out on a line of time: what `polemics` draws."""

import textwrap
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D

from sinosoviet import dates, tables
from sinosoviet.errors import CourseError
from sinosoviet.figures.base import STYLES
from sinosoviet.figures.events import bounds


class _Access(NamedTuple):
    """Who could read a text at the time: a marker, how strong its colour is, and words."""

    marker: str
    strength: float
    words: str


_ACCESS = {
    "public": _Access("o", 1.0, "public at once"),
    "secret": _Access("s", 0.25, "secret"),
    "published_later": _Access("D", 0.25, "secret at first, published later"),
}

#: How far two numbered markers must lie apart, as a part of the width of the line of time.
APART = 0.027


def placed(since: str, until: str) -> pd.DataFrame:
    """The texts of a window in order of time, numbered, and stacked where they lie close.

    Raises
    ------
    CourseError : if no text falls between the dates.

    >>> list(placed("1963-07-31", "1963-08-03").side)
    ['chinese', 'soviet']
    """
    start, end = bounds(since, until)
    rows = tables.table("polemics").sort_values(["earliest", "latest"], kind="stable")
    rows = rows[(rows.latest >= start) & (rows.earliest <= end)].reset_index(drop=True)
    if rows.empty:
        raise CourseError(
            f"No text of the quarrel between {dates.in_words(since)} and {dates.in_words(until)}; "
            "widen the dates."
        )
    rows["number"] = range(1, len(rows) + 1)
    # A date that leaves days open is drawn in its middle, but within the window.
    rows["when"] = (rows.earliest + (rows.latest - rows.earliest) / 2).clip(start, end)
    apart = (end - start + pd.Timedelta(days=1)) * APART
    rows["level"] = 0
    rows["lane"] = rows.side.where(rows.side.isin(["chinese", "soviet"]), "others")
    for _, texts in rows.groupby("lane"):
        last: list[pd.Timestamp] = []  # the last text on each level
        for place, when in texts.when.sort_values().items():
            free = (n for n, before in enumerate(last) if when - before >= apart)
            level = next(free, len(last))
            last[level : level + 1] = [when]
            rows.loc[place, "level"] = level
    above = rows.level[rows.lane == "others"].max() + 1 if "others" in set(rows.lane) else 0
    rows["height"] = rows.level.astype(float)
    rows.loc[rows.lane == "chinese", "height"] += above + 1
    rows.loc[rows.lane == "soviet", "height"] = -2 - rows.level
    return rows


def draw_text(axes: Axes, row: Any) -> None:
    """One text: a numbered marker that tells whose it is and who could read it."""
    colour, access = STYLES[row.side].colour, _ACCESS[row.public]
    sure = row.confidence != "low"
    face = _mixed(colour, access.strength if sure else 0.0)
    look: dict[str, Any] = {"edgecolors": colour, "linestyles": "-" if sure else ":", "zorder": 3}
    axes.scatter([row.when], [row.height], s=150, marker=access.marker, color=[face], **look)
    bright = 0.3 * face[0] + 0.59 * face[1] + 0.11 * face[2] > 0.5
    number: dict[str, Any] = {"color": "black" if bright else "white", "fontsize": 7, "zorder": 4}
    axes.text(row.when, row.height, str(row.number), ha="center", va="center_baseline", **number)


def _mixed(colour: str, strength: float) -> tuple[float, float, float]:
    """A colour mixed with white."""
    red, green, blue = (1 - strength * (1 - part) for part in to_rgb(colour))
    return red, green, blue


def draw_answers(axes: Axes, rows: pd.DataFrame) -> None:
    """An arrow from each text to its answer, where both are drawn."""
    by_id = rows.set_index("id")
    for row in rows[rows.answers.isin(rows.id)].itertuples():
        asked = by_id.loc[row.answers]
        axes.annotate(
            "",
            (row.when, row.height),
            (asked.when, asked.height),
            arrowprops={
                "arrowstyle": "-|>",
                "color": STYLES[row.side].colour,
                "alpha": 0.7,
                "linewidth": 0.8,
                "shrinkA": 7,
                "shrinkB": 7,
                "connectionstyle": "arc3,rad=0.08",
            },
        )


def legend_of_access(axes: Axes, rows: pd.DataFrame) -> None:
    """Name the markers that a figure shows."""
    look: dict[str, Any] = {"linestyle": "none", "markersize": 9, "markeredgecolor": "black"}
    handles = [
        Line2D(
            [], [], marker=one.marker, color=_mixed("black", one.strength), label=one.words, **look
        )
        for access, one in _ACCESS.items()
        if access in set(rows.public)
    ]
    if rows.answers.isin(rows.id).any():
        arrow: dict[str, Any] = {"linestyle": "none", "marker": r"$\rightarrow$", "markersize": 14}
        handles.append(Line2D([], [], color="black", label="a text and its answer", **arrow))
    place: dict[str, Any] = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0.1}
    axes.legend(handles=handles, ncols=4, fontsize=8, frameon=False, **place)


def print_titles(axes: Axes, rows: pd.DataFrame) -> None:
    """Number, date and title of each text in two columns below the line of time."""
    lines = [f"{dates.in_words(r.date)}, {r.title}" for r in rows.itertuples()]
    lines = [textwrap.shorten(line, 74, placeholder=" …") for line in lines]
    half = (len(lines) + 1) // 2
    for left, column in ((0.03, slice(half)), (0.53, slice(half, None))):
        _print(axes, left, [str(n) for n in rows.number[column]], ha="right", weight="bold")
        _print(axes, left + 0.008, lines[column])


def _print(axes: Axes, left: float, lines: list[str], **style: Any) -> None:
    axes.annotate(
        "\n".join([*lines, ""]),
        (left, 0),
        xycoords=("figure fraction", "axes fraction"),
        xytext=(0, -30),
        textcoords="offset points",
        va="top",
        fontsize=7,
        linespacing=1.25,
        **style,
    )


def told(title: str, rows: pd.DataFrame) -> str:
    """The texts in words: how many were public, year by year, and then each of them."""
    public = (rows.public == "public").groupby(rows.when.dt.year).agg(["sum", "size"])
    by_year = ", ".join(f"{year} {row['sum']} of {row['size']}" for year, row in public.iterrows())
    numbers = dict(zip(rows.id, rows.number, strict=True))
    listed = "; ".join(
        f"{r.number}. {dates.in_words(r.date)}, {r.side}, {r.kind.replace('_', ' ')}, "
        f"{_ACCESS[r.public].words}: {r.title}"
        + (f", answers {numbers[r.answers]}" if r.answers in numbers else "")
        + (" (low confidence)" if r.confidence == "low" else "")
        for r in rows.itertuples()
    )
    return (
        f"{title}: {len(rows)} texts on a line of time, Chinese above, Soviet below, those of "
        f"others between. Public at once, year by year: {by_year}. {listed}."
    )


def note(rows: pd.DataFrame) -> str:
    """What a reader must know to read the figure right."""
    outside = ((rows.answers != "") & ~rows.answers.isin(rows.id)).sum()
    parts = [
        "The texts in the course's table, not all that were written.",
        "Empty, dotted: low confidence." if "low" in set(rows.confidence) else "",
        f"Texts that answer one outside these dates: {outside}." if outside else "",
    ]
    return " ".join(part for part in parts if part)
