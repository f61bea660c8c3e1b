"""Counts below each other in panels, a marker or a bar each: what figures of people share."""

from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.legend_handler import HandlerTuple
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sinosoviet import dates
from sinosoviet.figures.base import STYLES, CourseFigure, in_figures, new_figure
from sinosoviet.figures.statements import mark, statements_of, who

#: A longer name of a count stands in two lines.
_LONG = 60


def counts_of(*topics: str) -> pd.DataFrame:
    """The counts of some topics in order of time, each with its first and last day and a name."""
    rows = pd.concat([statements_of(topic).assign(topic=topic) for topic in topics])
    spans = rows.period.map(dates.parse)
    rows["first"] = pd.to_datetime([span.earliest for span in spans])
    rows["last"] = pd.to_datetime([span.latest for span in spans])
    rows["name"] = [_name(row) for row in rows.itertuples()]
    return rows.sort_values(["first", "last"], kind="stable", ignore_index=True)


def middles(rows: pd.DataFrame) -> pd.Series:
    """The middle of the time of each row of `counts_of`, in years.

    >>> middles(counts_of("states with relations, October 1970")).round(1).unique().tolist()
    [1970.8]
    """
    days = rows["first"] + (rows["last"] - rows["first"]) / 2
    return days.dt.year + (days.dt.day_of_year - 1) / 366


def panels(
    height: float, rows: list[int], widths: list[int]
) -> tuple[CourseFigure, list[list[Axes]]]:
    """A figure of panels, each as high as so many lines need; a row shares its y axis."""
    figure = new_figure(9, height)
    ratios = {"height_ratios": [number + 1 for number in rows], "width_ratios": widths}
    grid = figure.subplots(len(rows), len(widths), squeeze=False, sharey="row", gridspec_kw=ratios)
    return figure, grid.tolist()


def head(axes: Axes, title: str) -> None:
    """The title of a panel."""
    axes.set_title(title, loc="left", fontsize=9, fontweight="bold")


def legend_above(figure: CourseFigure, sides: list[str]) -> None:
    """Name the sides above the panels, each with its colour, hatch and marker."""
    shown = [side for side in STYLES if side in sides]
    handles: list[Any] = []
    for style in (STYLES[side] for side in shown):
        patch = Patch(facecolor=style.colour, edgecolor="white", hatch=style.hatch)
        marker = Line2D([], [], linestyle="none", marker=style.marker, color=style.colour)
        handles.append((patch, marker))
    figure.legend(
        handles=handles,
        labels=shown,
        loc="outside upper right",
        ncols=len(shown),
        fontsize=8,
        frameon=False,
        handlelength=4.5,
        handler_map={tuple: HandlerTuple(ndivide=None)},
    )


def draw_rows(axes: Axes, rows: pd.DataFrame, bars: bool, unit: str) -> None:
    """Counts below each other, as bars or as markers, each with its name, number and date."""
    for height, row in enumerate(rows.itertuples()):
        if bars:
            _draw_bar(axes, height, row)
        else:
            axes.plot([row.low, row.high], [height] * 2, color=STYLES[row.side].colour)
            for value in {row.low, row.high}:
                mark(axes, value, height, row.side, row.sure, size=7)
        own_unit = "" if row.unit in unit else f" {row.unit}"
        axes.annotate(
            f"{row.label}{own_unit}, {dates.in_words(row.period)}",
            (row.high, height),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            fontsize=7.5,
        )
    axes.set_xlim(0, rows.high.max() * 1.75)
    axes.xaxis.set_major_formatter(lambda value, _: in_figures(value))
    axes.set_xlabel(unit, fontsize=8)
    name_rows(axes, list(rows.name))


def name_rows(axes: Axes, names: list[str]) -> None:
    """Name the rows at the left, the first one on top."""
    axes.set_yticks(range(len(names)), names, fontsize=7.5)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="x", labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)


def draw_days(axes: Axes, rows: pd.DataFrame, bars: bool, size: float) -> None:
    """When: a marker at the first day of each row; with bars, a line from its first to its last."""
    for height, row in enumerate(rows.itertuples()):
        if bars:
            # The ends are marked, so that a day is seen on a line of years.
            days, form = [row.first, row.last], "|-" if row.sure else "|:"
            colour = STYLES[row.side].colour
            axes.plot(days, [height] * 2, form, markersize=5, color=colour, linewidth=5)
        else:
            mark(axes, mdates.date2num(row.first), height, row.side, row.sure, size)  # type: ignore[no-untyped-call]
    axes.grid(axis="x", color="#DDDDDD")
    axes.set_axisbelow(True)


def in_words(rows: pd.DataFrame) -> str:
    """Each count with who counted, when, how many and what."""
    return "; ".join(
        f"{who(r)}, {dates.in_words(r.period)}: {r.label} {r.unit} - {r.definition}"
        for r in rows.itertuples()
    )


def _name(row: Any) -> str:
    """The title of a count, with the counter if it does not name him."""
    named = ": " in row.title or row.counted_by.split()[0] in row.title
    name = str(row.title) if named else f"{row.title}: {row.counted_by.split(',')[0]}"
    return name if len(name) <= _LONG else name.replace(": ", ":\n")


def _draw_bar(axes: Axes, height: int, row: Any) -> None:
    style = STYLES[row.side]
    axes.barh(
        height,
        row.high,
        height=0.7,
        color=style.colour if row.sure else "white",
        edgecolor="white" if row.sure else style.colour,
        hatch=style.hatch,
    )
