"""Statements below each other, each with who makes it: what several figures draw."""

import textwrap
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from sinosoviet import queries, tables
from sinosoviet.figures.base import STYLES, in_figures, name_rows
from sinosoviet.money import convert


class Statement(NamedTuple):
    """One line of `draw_statements`: a value or a range, with what stands beside it.

    Statements that follow each other and have the same ``group`` share a band.
    """

    group: str
    name: str
    low: float
    high: float
    side: str
    sure: bool
    label: str
    right: str


def draw_statements(axes: Axes, statements: list[Statement]) -> None:
    """Statements below each other, each a marker or a range, in bands of one thing."""
    for height, one in enumerate(statements):
        if one.low < one.high:
            colour = STYLES[one.side].colour
            axes.plot([one.low, one.high], [height] * 2, color=colour, linewidth=3, alpha=0.6)
        for value in {one.low, one.high}:
            mark(axes, value, height, one.side, one.sure, size=7)
        axes.annotate(
            one.label,
            (one.high, height),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            fontsize=7.5,
        )
        axes.text(
            1.01,
            height,
            textwrap.fill(one.right, 44),
            transform=axes.get_yaxis_transform(),
            va="center",
            fontsize=7,
            linespacing=0.95,
        )
    top = -0.5
    for number, (_, band) in enumerate(groupby(statements, attrgetter("group"))):
        bottom = top + len(list(band))
        if number % 2 == 0:
            axes.axhspan(top, bottom, color="#F0F0F0", zorder=0)
        top = bottom
    names = (textwrap.fill(one.name, 44) for one in statements)
    name_rows(axes, names, fontsize=7, linespacing=0.95)
    axes.set_ylim(len(statements) - 0.5, -0.5)
    axes.spines[["top", "right", "left"]].set_visible(False)


def mark(axes: Axes, x: float, y: float, side: str, sure: bool, size: float) -> None:
    """A marker of a side; empty for a value known from recall only."""
    style = STYLES[side]
    face = style.colour if sure else "white"
    axes.plot(
        [x],
        [y],
        style.marker,
        color=style.colour,
        markerfacecolor=face,
        markersize=size,
        clip_on=False,
    )


def stated(low: float, high: float, qualifier: str, sure: bool = True) -> str:
    """A value as its source puts it.

    >>> stated(17, 23, "lower_bound"), stated(60, 60, "at_least"), stated(20, 20, "upper_bound")
    ('17 to 23', '60 or more', 'up to 20')
    """
    forms = {"about": "about {}", "at_least": "{} or more", "upper_bound": "up to {}"}
    forms["lower_bound"] = "from {}"
    if low != high:
        text = f"{in_figures(low)} to {in_figures(high)}"
    else:
        text = forms.get(qualifier, "{}").format(in_figures(low))
    return text if sure else f"{text} (unconfirmed)"


def in_dollars(amount: float, unit: str) -> float:
    """A sum in ``million old roubles`` and the like in million dollars of the time."""
    return convert(amount, unit.removeprefix("million ").removeprefix("US "), "dollars")


def statements_of(topic: str) -> pd.DataFrame:
    """The counts of a topic, a lower and an upper bound for one time as one statement."""
    # An ordinary frame: the attributes of a table are copied with each of its columns.
    rows = pd.DataFrame(queries.compare(topic)).reset_index()
    bound = rows.qualifier.isin(["lower_bound", "upper_bound"])
    rows["part"] = rows.qualifier.mask(bound, "range")
    one = rows.groupby(["series", "period", "part"], sort=False)
    joined = one.first()
    scale = joined.unit.map({"thousand tonnes": 1000}).fillna(1)
    joined["low"], joined["high"] = one.value.min() / scale, one.value.max() / scale
    joined = joined.reset_index()
    joined["sure"] = joined.confidence != "low"
    joined["source"] = joined.sources.str[0]
    joined["title"] = joined.series.map(tables.table("series_catalogue").set_index("id").title)
    joined["plain"] = [stated(r.low, r.high, r.qualifier) for r in joined.itertuples()]
    joined["label"] = joined.plain.where(joined.sure, joined.plain + " (unconfirmed)")
    return joined


def who(row: Any) -> str:
    """The counter of a row with its side."""
    return f"{row.counted_by} ({row.side})"


def line_of(row: Any, group: str, name: str, right: str) -> Statement:
    """A row of `statements_of` as a line to draw."""
    return Statement(group, name, row.low, row.high, row.side, row.sure, row.label, right)
