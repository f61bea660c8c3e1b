"""The projects counted by year of completion."""

from textwrap import fill
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator

from sinosoviet import dates, queries
from sinosoviet.figures.base import in_figures, new_axes

#: The colour of what the course's own table counts: it is no side's.
INK = "#4D4D4D"
#: Published totals of works working or finished by a year.
_TOTALS = ["p156-working-by-1957", "p156-finished-encyclopaedia"]


def first_sources(rows: pd.DataFrame) -> list[str]:
    """The first source of each project, the one that most rest on first."""
    return list(rows.sources.str[0].value_counts().index)


def by_year(rows: pd.DataFrame) -> Axes:
    """Projects finished in each year, the confirmed years at the foot of the bar.

    Parameters
    ----------
    rows : the projects, with a column ``sure``: whether the year is confirmed.

    Returns
    -------
    Axes : years across; projects without a year are counted in the note.
    """
    years = rows[rows.finish_year.notna()].groupby("finish_year").sure.agg(["size", "sum"])
    figure, axes = new_axes(9, 4.8)
    _year_bars(axes, years)
    missing = int(rows.finish_year.isna().sum())
    title = f"The projects by year of completion: {len(rows) - missing} of {len(rows)}"
    axes.set_title(title, loc="left", fontsize=11)
    totals = [queries.series(name) for name in _TOTALS]
    beside = [_running(years["size"], series) for series in totals]
    lines = ["Published totals, of other things:", *beside]
    text = "\n\n".join(fill(line, 46) for line in lines)
    axes.text(0.67, 0.8, text, fontsize=8, va="top", transform=axes.transAxes)
    note = (
        f"No year of completion is given for {missing}. Most years are unconfirmed: look at "
        "the filled parts before a rise or a fall is explained."
    )
    listed = "; ".join(
        f"{year}: {number}, of which {sure} confirmed" for year, number, sure in years.itertuples()
    )
    figure.describe(
        f"Bars, {title}, counted from the table of the course. {listed}. {' '.join(beside)} {note}",
        [*(series.sources.iloc[0][0] for series in totals), *first_sources(rows)],
        note,
    )
    return axes


def _year_bars(axes: Axes, years: pd.DataFrame) -> None:
    sure, rest = years["sum"], years["size"] - years["sum"]
    bar: dict[str, Any] = {"width": 0.7, "edgecolor": INK, "linewidth": 1.2}
    axes.bar(years.index, sure, color=INK, label="year confirmed", **bar)
    axes.bar(years.index, rest, bottom=sure, color="white", label="year unconfirmed", **bar)
    words: dict[str, Any] = {"textcoords": "offset points", "ha": "center"}
    for year, number, confirmed in years.itertuples():
        axes.annotate(str(number), (year, number), xytext=(0, 3), fontsize=9, **words)
        if 1 < confirmed < number:
            inside = {**words, "xytext": (0, -10), "fontsize": 8, "color": "white"}
            axes.annotate(str(confirmed), (year, confirmed), **inside)
    axes.set(xlabel="year of completion", ylabel="projects finished in the year")
    axes.xaxis.set_major_locator(MultipleLocator(1))
    axes.tick_params(axis="x", labelsize=8)
    axes.margins(y=0.1)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="upper left", bbox_to_anchor=(0.66, 1), fontsize=8, frameon=False)


def _running(finished: pd.Series, series: pd.DataFrame) -> str:
    """A published total, with what the table has finished by then."""
    row, about = series.iloc[0], series.attrs
    own = finished[finished.index <= row.latest.year].sum()
    what = about["definition"][:1].lower() + about["definition"][1:]
    who = about["counted_by"] + (", unconfirmed" if row.confidence == "low" else "")
    when = dates.in_words(row.period)
    return f"{when}: {in_figures(row.value)} {what} ({who}); the table has {own} finished by then."
