"""How fast Chinese industry grew by rate, and steel year by year, by who counted."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from sinosoviet import queries
from sinosoviet.figures.base import in_figures, new_axes
from sinosoviet.figures.statements import (
    draw_statements,
    line_of,
    statements_of,
    who,
)

#: The topic of the rival rates of the first plan.
RATES = "growth of industry 1952-1957, a year"
_RISES = "growth of industry 1952-1957, whole period"
#: The rise that the thin line of constant growth is worked out from.
_RISE = "industry-rise-china-org"
#: Years of the first plan and its base, and the last year drawn.
PLAN, LAST = range(1952, 1958), 1962
#: Later figures stand last in the band of a year; the grey bar is the last of all.
_LATER = {"steel-china-official": 1, "steel-china-cow": 2}


def growth() -> Axes:
    """Growth of Chinese industry a year in the first plan, by who counted.

    Returns
    -------
    Axes : a line for each statement, slowest first; per cent a year below, and above
        the rise over five years that follows by compound growth.

    >>> growth().get_xlabel()
    'per cent a year'
    """
    rises = statements_of(_RISES)
    rises["definition"] = "Worked out here from " + rises.label + " per cent over five years"
    rises[["low", "high"]] = a_year(rises[["low", "high"]]).round(1)
    rises["label"] = [f"{rate:.1f}" for rate in rises.low]
    rows = pd.concat([statements_of(RATES), rises]).sort_values(["low", "high"], kind="stable")
    figure, axes = new_axes(9, 0.32 * len(rows) + 2.2)
    axes.axvline(constant_growth(), color="#A0A0A0", linewidth=0.8, zorder=0.5)
    draw_statements(axes, [line_of(r, r.series, who(r), r.definition) for r in rows.itertuples()])
    axes.set_xlim(11.5, 33)
    axes.set_xticks(range(12, 34, 2))
    axes.set_xlabel("per cent a year")
    above = axes.secondary_xaxis("top", functions=(over_five_years, a_year))
    above.set_xlabel("the same as a rise over five years, per cent")
    above.set_xticks([80, 100, 120, 140, 160, 180, 200, 240, 280])
    axes.set_title("Growth of Chinese industry, 1952-1957", loc="left", fontsize=11, pad=32)
    listed = "; ".join(f"{who(r)}: {r.label} - {r.definition}" for r in rows.itertuples())
    figure.describe(
        f"Markers, growth of Chinese industry, per cent a year, 1952-1957, {len(rows)} "
        f"statements, slowest first. {listed}. Thin line: {constant_in_words()}.",
        list(rows.source),
        f"Empty markers: recalled, not read. Thin line: {constant_in_words()}.",
    )
    return axes


def steel() -> Axes:
    """Steel output of China 1957-1962: targets, claims, forecasts, and later figures.

    Returns
    -------
    Axes : a band for each year, in it a line for each statement; the grey bar of a
        band reaches to the output of that year in the later series.

    >>> steel().get_xlabel()
    'million tonnes'
    """
    topics = ("steel targets of China 1958-1962", "steel output of China")
    rows = pd.concat([statements_of(topic) for topic in topics], ignore_index=True)
    rows["later"] = rows.series.map(_LATER).fillna(0)
    rows = rows[rows.period.isin([str(year) for year in range(PLAN[-1], LAST + 1)])]
    rows = rows.sort_values(["period", "later"], kind="stable").reset_index(drop=True)
    rows["name"] = [
        r.title if r.period in r.title else f"{r.period}: {r.title}" for r in rows.itertuples()
    ]
    figure, axes = new_axes(9, 0.25 * len(rows) + 1.6)
    draw_statements(axes, [line_of(r, r.period, r.name, who(r)) for r in rows.itertuples()])
    for _, band in rows.groupby("period"):
        middle = (band.index[0] + band.index[-1]) / 2
        axes.barh(middle, band.low[band.later == 2], len(band), color="#C8C8C8", zorder=0.5)
    axes.set_xlim(0, 36)
    axes.set_xlabel("million tonnes")
    axes.set_title("Steel of China, 1957-1962, year by year", loc="left", fontsize=11)
    listed = "; ".join(f"{r.name}, {who(r)}: {r.label}" for r in rows.itertuples())
    figure.describe(
        f"Markers, steel output of China in million tonnes, 1957-1962, {len(rows)} statements by "
        f"year; a grey bar reaches to the output in the later series. {listed}.",
        list(rows.source),
        "Grey bars: output in the later series. Empty markers: recalled, not read.",
    )
    return axes


def a_year(rise: Any) -> Any:
    """The constant growth a year that makes such a rise over five years, both in per cent.

    >>> round(a_year(128.6), 1)
    18.0
    """
    return ((1 + rise / 100) ** (1 / 5) - 1) * 100


def over_five_years(rate: Any) -> Any:
    """The rise over five years that such growth a year makes, both in per cent.

    >>> round(over_five_years(19), 1)
    138.6
    """
    return ((1 + rate / 100) ** 5 - 1) * 100


def constant_growth() -> float:
    """The growth a year that follows from the rise of the whole plan."""
    return float(a_year(queries.series(_RISE).value[0]))


def constant_in_words() -> str:
    """Such as: 128.6 per cent over five years is 18.0 per cent a year."""
    rise = queries.series(_RISE).value[0]
    return f"{in_figures(rise)} per cent over five years is {constant_growth():.1f} per cent a year"
