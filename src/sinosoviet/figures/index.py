"""Industrial output year by year, as an index or as growth, beside rival rates."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from sinosoviet import queries
from sinosoviet.errors import CourseError
from sinosoviet.figures.base import STYLES, in_figures, new_axes
from sinosoviet.figures.rates import LAST, PLAN, RATES, constant_growth, constant_in_words
from sinosoviet.figures.statements import mark, statements_of, who

_BY_YEAR = "yearly growth of industry in China from 1953"
_OFFICIAL = "gross-industrial-output-1952-prices"
#: Rival rates of the first plan for all industry.
_RIVALS = ("industry-growth-nie-1958", "industry-growth-chao")
#: What is printed beside a rate of one year, and on which side of it.
_NAMES = {
    "industry-growth-by-year-official": ("", 0),
    "industry-growth-claimed": ("claimed ", 0),
    "industry-growth-nie-13-59": ("NIE 13-59 ", -1),
    "industry-growth-snie-13-61": ("SNIE 13-61 ", -1),
    "industry-growth-snie-13-61-forecast": ("SNIE 13-61 forecast\na year from 1961: ", 1.6),
    "industry-growth-country-study-by-year": ("handbook 1987 ", -1),
}
_WORKED_OUT = "Worked out from official output (chinese)"
#: The series is named for prices of 1952; the pages that give its two sure values name none.
_PRICES = (
    "Official output is filed at prices of 1952; the pages read for 1952 and 1957 do not name "
    "their prices."
)


def output(as_index: bool = True) -> Axes:
    """Gross industrial output of China by year, beside rival rates.

    Parameters
    ----------
    as_index : True for an index, 1952 = 100, in 1949-1957; False for the growth on the
        year before, 1950-1962, with claims of the time and American estimates.

    Returns
    -------
    Axes : years across. A thin line shows the rise of the whole plan as constant growth.

    Raises
    ------
    CourseError : if ``as_index`` is neither True nor False.

    >>> output().get_ylabel()
    'gross industrial output, 1952 = 100'
    """
    if not isinstance(as_index, bool):
        raise CourseError(
            f"as_index is {as_index!r}; write True for an index, False for growth by year."
        )
    figure, axes = new_axes(9, 5.6)
    words, used = _draw_index(axes) if as_index else _draw_rates(axes)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="upper left" if as_index else "lower left", fontsize=8, frameon=False)
    figure.describe(
        f"{words}. Thin line: {constant_in_words()}.",
        used,
        f"Empty: recalled, not read, or worked out from recalled values. {_PRICES}",
    )
    return axes


def _official() -> pd.DataFrame:
    """The official output by year, its index, its growth on the year before, and how sure."""
    rows = queries.series(_OFFICIAL)
    rows["year"], rows["sure"] = rows.earliest.dt.year, rows.confidence != "low"
    base = rows.set_index("year").loc[PLAN[0]]
    rows["rate"] = (rows.value / rows.value.shift() - 1) * 100
    rows["rate_sure"] = rows.sure & rows.sure.shift(fill_value=False)
    return rows.assign(
        per_base=rows.value / base.value * 100,
        sure=rows.sure & base.sure,
        source=rows.sources.str[0],
    )


def _draw_index(axes: Axes) -> tuple[str, list[str]]:
    """The official output as an index, and rates of the first plan as constant growth."""
    rows, colour = _official(), STYLES["chinese"].colour
    axes.plot(rows.year, rows.per_base, ":", color=colour)
    axes.plot([], [], "o:", color=colour, label="Official output (chinese)")
    for row in rows.itertuples():
        mark(axes, row.year, row.per_base, "chinese", row.sure, 7)
        _print(axes, row.year, row.per_base, f"{row.per_base:.1f}", (-6, 6), "right")
    rivals = statements_of(RATES).set_index("series").loc[list(_RIVALS)]
    axes.plot(
        PLAN, _path(constant_growth()), color="#444444", linewidth=0.8, label=constant_in_words()
    )
    ends = []
    for row in rivals.itertuples():
        path = _path(row.low)
        form = "--" if row.sure else ":"
        axes.plot(PLAN, path, form, color=STYLES[row.side].colour, linewidth=1)
        mark(axes, PLAN[-1], path[-1], row.side, row.sure, 8)
        rate = f"{row.label} a year makes {path[-1]:.1f}"
        _print(axes, PLAN[-1], path[-1], f"{who(row)}:\n{rate}", (10, -6), "left")
        ends.append(f"{who(row)}, {rate}")
    axes.set_xticks(rows.year)
    axes.set_xlim(1948.3, 1960.7)
    axes.set_ylim(0, 260)
    axes.set_ylabel("gross industrial output, 1952 = 100")
    axes.set_title("Gross industrial output of China", loc="left", fontsize=11)
    listed = ", ".join(f"{row.year} {row.per_base:.1f}" for row in rows.itertuples())
    return (
        f"Line, gross industrial output of China, 1952 = 100. Official (chinese): {listed}. "
        f"Rival rates as constant growth to 1957: {'; '.join(ends)}",
        [*rows.source, *rivals.source],
    )


def _path(rate: float) -> list[float]:
    """Constant growth from 100 in the year before the plan to its last year."""
    return [100 * (1 + rate / 100) ** (year - PLAN[0]) for year in PLAN]


def _draw_rates(axes: Axes) -> tuple[str, list[str]]:
    """Growth on the year before: worked out from official output, stated, claimed, estimated."""
    rows, colour = _official().dropna(subset="rate"), STYLES["chinese"].colour
    faces = [colour if sure else "white" for sure in rows.rate_sure]
    axes.bar(rows.year, rows.rate, 0.5, color=faces, edgecolor=colour, label=_WORKED_OUT)
    for row in rows.itertuples():
        if row.year <= PLAN[0]:
            _print(axes, row.year, row.rate, f"{row.rate:.1f}", (0, 5), "center")
    rates = statements_of(_BY_YEAR)
    rates = rates[rates.period.isin([str(year) for year in range(1950, LAST + 1)])]
    for row in rates.itertuples():
        _draw_rate(axes, row)
    for side, name in (
        ("chinese", "Later official rates, or claims where marked (chinese)"),
        ("american", "American estimates (american)"),
    ):
        axes.plot([], [], STYLES[side].marker, color=STYLES[side].colour, label=name)
    span = [PLAN[0] + 0.5, PLAN[-1] + 0.5]
    axes.plot(
        span, [constant_growth()] * 2, color="#444444", linewidth=0.8, label=constant_in_words()
    )
    axes.axhline(0, color="black", linewidth=0.8)
    axes.set_xticks(range(1950, LAST + 1))
    axes.set_ylim(-48, 74)
    axes.set_ylabel("growth on the year before, per cent")
    axes.set_title("Growth of gross industrial output of China", loc="left", fontsize=11)
    worked = ", ".join(f"{row.year} {row.rate:.1f}" for row in rows.itertuples())
    listed = "; ".join(f"{r.period}, {who(r)}, {r.title}: {r.label}" for r in rates.itertuples())
    return (
        "Bars and markers, growth of gross industrial output of China on the year before, per "
        f"cent. {_WORKED_OUT}: {worked}. {listed}",
        [*rows.source, *rates.source],
    )


def _draw_rate(axes: Axes, row: Any) -> None:
    """A rate of one year; above the bar, or with its name to the left or the right."""
    name, shift = _NAMES.get(row.series, (f"{row.counted_by} ", 1))
    year = int(row.period) + 0.22 * shift
    mark(axes, year, row.low, row.side, row.sure, 7)
    if year in PLAN:
        _print(axes, year, row.low, in_figures(row.low), (0, 6), "center")
    else:
        place, align = ((-7, -3), "right") if shift < 0 else ((7, -3), "left")
        _print(axes, year, row.low, name + row.plain, place, align)


def _print(axes: Axes, x: float, y: float, text: str, place: tuple[int, int], align: str) -> None:
    axes.annotate(text, (x, y), place, textcoords="offset points", fontsize=7.5, ha=align)


def _thin_line(axes: Axes, years: Iterable[float], values: list[float]) -> None:
    """Constant growth, as the rise of the whole plan gives it."""
    axes.plot(list(years), values, color="#444444", linewidth=0.8, label=constant_in_words())
