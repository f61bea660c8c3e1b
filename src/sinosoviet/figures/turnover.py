"""Trade by year, as each side counted it."""

from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from sinosoviet import dates, queries, tables
from sinosoviet.figures.base import STYLES, new_axes
from sinosoviet.figures.statements import in_dollars, mark, stated

_SOVIET = ("ussr-exports-china-soviet-count", "ussr-imports-china-soviet-count")
_CHINESE = "china-trade-ussr-chinese-count"
#: Counts of the whole trade of single years, with the name printed beside the marker.
#: Sums of one direction, of part of a year or in other money are not here.
_SINGLE = {
    "china-trade-ussr-mofcom-roubles": "Chinese ministry",
    "china-trade-ussr-cia-1972": "CIA",
    "china-trade-ussr-diplomats-1982": "diplomats",
    "china-trade-ussr-cia-1984": "CIA",
    "china-trade-ussr-csm-1984": "CS Monitor",
    "china-trade-ussr-nyt-1985": "NY Times",
    "china-trade-ussr-zeit-1988": "Die Zeit",
}
#: Where a name stands, in points from its marker, where there is no room to its right.
_PLACES = {
    ("china-trade-ussr-mofcom-roubles", "1957"): (-50, -62),
    ("china-trade-ussr-cia-1972", "1969/1970"): (-36, 38),
    ("china-trade-ussr-diplomats-1982", "1979"): (-60, 24),
    ("china-trade-ussr-diplomats-1982", "1981"): (36, -23),
    ("china-trade-ussr-zeit-1988", "1981"): (36, -11),
    ("china-trade-ussr-csm-1984", "1984"): (-108, -3),
    ("china-trade-ussr-nyt-1985", "1985"): (-150, -3),
    ("china-trade-ussr-zeit-1988", "1988"): (-66, -26),
}
#: What was foretold for a year that was not over.
_EXPECTED = {
    ("china-trade-ussr-cia-1984", "1984"),
    ("china-trade-ussr-nyt-1985", "1985"),
    ("china-trade-ussr-zeit-1988", "1988"),
}


def trade() -> Axes:
    """Soviet-Chinese trade by year as Moscow and Beijing counted it, in dollars.

    Returns
    -------
    Axes : years across, exports and imports together upwards. The Soviet roubles
        are converted at the official rate; counts by others are single markers.

    >>> trade().get_ylabel()
    'exports and imports together, million US dollars'
    """
    soviet, chinese, single = _soviet_turnover(), _turnover(_CHINESE), _single_counts()
    figure, axes = new_axes(9, 5.8)
    for row in single.itertuples():
        _draw_single(axes, row)
    for name, side, rows in (
        ("Soviet trade statistics, roubles converted", "soviet", soviet),
        ("Chinese figures in dollars", "chinese", chinese),
    ):
        _draw_line(axes, rows, side, name)
    for side in ("american", "other"):
        style = STYLES[side]
        axes.plot([], [], style.marker, color=style.colour, label=f"Single counts ({side})")
    both = soviet.merge(chinese, on="year", suffixes=("_soviet", "_chinese"))
    _label_years(axes, both)
    axes.set_xlim(1949, 1992)
    axes.set_ylim(-60, 3200)
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.set_ylabel("exports and imports together, million US dollars")
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#DDDDDD")
    axes.set_axisbelow(True)
    axes.legend(loc="upper left", bbox_to_anchor=(0.3, 1.0), fontsize=8, frameon=False)
    axes.set_title("Trade between the USSR and China, in two countings", loc="left", fontsize=11)
    figure.describe(
        _trade_in_words(soviet, chinese, single, both),
        list(pd.concat([soviet.source, soviet.source_imports, chinese.source, single.source])),
        "Empty markers and dotted lines: values recalled, not read; no line where years lack a "
        "count. Roubles at the official rate: a dollar is 4 old or 0.90 new ones.",
    )
    return axes


def _turnover(series: str) -> pd.DataFrame:
    """One series by year in dollars, with whether a value is sure."""
    rows = queries.series(series)
    return pd.DataFrame(
        {
            "series": series,
            "period": rows.period,
            "year": (rows.earliest.dt.year + rows.latest.dt.year) / 2,
            "value": [in_dollars(v, rows.attrs["unit"]) for v in rows.value],
            "qualifier": rows.qualifier,
            "sure": rows.confidence != "low",
            "source": rows.sources.str[0],
        }
    )


def _soviet_turnover() -> pd.DataFrame:
    """Exports and imports of one year together; as sure as the less sure of the two."""
    exports, imports = (_turnover(series) for series in _SOVIET)
    both = exports.merge(imports, on="year", suffixes=("", "_imports"))
    both["value"] += both.value_imports
    both["sure"] &= both.sure_imports
    return both[[*exports.columns, "source_imports"]]


def _single_counts() -> pd.DataFrame:
    """The counts of single years, with side and name."""
    rows = pd.concat([_turnover(series) for series in _SINGLE])
    catalogue = tables.table("series_catalogue").set_index("id")
    expected = [key in _EXPECTED for key in zip(rows.series, rows.period, strict=True)]
    return rows.assign(
        side=rows.series.map(catalogue.side),
        counted_by=rows.series.map(catalogue.counted_by),
        text=[
            ("expected: " if guess else "") + stated(value, value, qualifier)
            for value, qualifier, guess in zip(rows.value, rows.qualifier, expected, strict=True)
        ],
    )


def _draw_line(axes: Axes, rows: pd.DataFrame, side: str, name: str) -> None:
    style = STYLES[side]
    for one, two in pairwise(rows.itertuples()):
        if two.year - one.year == 1:  # no line over years without a count
            form = "-" if one.sure and two.sure else ":"
            axes.plot([one.year, two.year], [one.value, two.value], form, color=style.colour)
    for row in rows.itertuples():
        mark(axes, row.year, row.value, side, row.sure, size=6)
    sure = rows.sure.any()
    axes.plot(
        [],
        [],
        f"{style.marker}{'-' if sure else ':'}",
        color=style.colour,
        markerfacecolor=style.colour if sure else "white",
        label=f"{name} ({side})",
    )


def _draw_single(axes: Axes, row: Any) -> None:
    place = _PLACES.get((row.series, row.period), (8, -3))
    mark(axes, row.year, row.value, row.side, row.sure, size=7)
    axes.annotate(
        f"{_SINGLE[row.series]} {row.text}",
        (row.year, row.value),
        xytext=place,
        textcoords="offset points",
        fontsize=7,
        arrowprops={"arrowstyle": "-", "color": "#888888", "linewidth": 0.5, "shrinkB": 4},
    ).set_in_layout(False)


def _label_years(axes: Axes, both: pd.DataFrame) -> None:
    """Print both counts of the first year, the peak, the low, and the widest gap."""
    gap = (both.value_soviet - both.value_chinese).abs()
    peak, low = both.value_soviet.idxmax(), both.value_soviet.idxmin()
    places = {0: (18, -14), gap.idxmax(): (-70, 20), peak: (-8, 26), low: (4, 70)}
    for index, place in places.items():
        row = both.loc[index]
        axes.annotate(
            f"{row.year:.0f}\nChinese {row.value_chinese:,.0f}\nSoviet {row.value_soviet:,.0f}",
            (row.year, max(row.value_soviet, row.value_chinese)),
            xytext=place,
            textcoords="offset points",
            fontsize=8,
            arrowprops={"arrowstyle": "-", "color": "#888888", "linewidth": 0.5, "shrinkB": 5},
        ).set_in_layout(False)


def _trade_in_words(
    soviet: pd.DataFrame, chinese: pd.DataFrame, single: pd.DataFrame, both: pd.DataFrame
) -> str:
    def of(rows: pd.DataFrame) -> str:
        first, last = rows.iloc[0], rows.iloc[-1]
        peak, low = rows.loc[rows.value.idxmax()], rows.loc[rows.value.idxmin()]
        points = (("first", first), ("peak", peak), ("low", low), ("last", last))
        return ", ".join(f"{word} {row.value:,.0f} in {row.year:.0f}" for word, row in points)

    pairs = "; ".join(
        f"{r.year:.0f} {r.value_soviet:,.0f} against {r.value_chinese:,.0f}"
        for r in both.itertuples()
    )
    others = "; ".join(
        f"{dates.in_words(r.period)} {r.counted_by} ({r.side}) {r.text}"
        for r in single.itertuples()
    )
    return (
        "Lines, trade between the USSR and China by year, exports and imports together, in "
        f"million US dollars. Soviet trade statistics (soviet), converted: {of(soviet)}. Chinese "
        f"figures (chinese): {of(chinese)}. Soviet against Chinese count: {pairs}. "
        f"Single counts: {others}."
    )
