"""Credits and debts, statement by statement."""

from typing import Any

from matplotlib.axes import Axes

from sinosoviet import dates, tables
from sinosoviet.figures.base import in_figures, new_axes
from sinosoviet.figures.statements import (
    Statement,
    draw_statements,
    in_dollars,
    stated,
)


def loans() -> list[Axes]:
    """What each source says of each Soviet credit, in dollars of the time.

    Returns
    -------
    list of Axes : single credits, and totals and debts. A band for each credit, in it
        a line for each statement: what for, the sum as stated, and who states it.

    >>> [axes.get_title(loc="left") for axes in loans()]
    ['Single credits', 'Totals and debts']
    """
    rows = tables.table("loans")
    in_yuan = rows[rows.unit == "million yuan"]
    rows = rows[rows.unit != "million yuan"]
    rows = rows.assign(dollars=[in_dollars(r.amount, r.unit) for r in rows.itertuples()])
    rows["since"] = rows.groupby("loan").earliest.transform("min")
    rows = rows.sort_values(["since", "loan", "dollars"], ascending=[True, True, False])
    single = rows.loan.str.startswith("credit-")
    figure, upper = new_axes(9, 0.245 * len(rows) + 2.2)
    grid = figure.add_gridspec(2, 1, height_ratios=[single.sum(), (~single).sum()])
    upper.set_subplotspec(grid[0])
    lower = figure.add_subplot(grid[1])
    for axes, chosen, title in (
        (upper, rows[single], "Single credits"),
        (lower, rows[~single], "Totals and debts"),
    ):
        draw_statements(axes, [_of_loan(row) for row in chosen.itertuples()])
        axes.set_xlim(0, chosen.dollars.max() * 2.4)
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.set_title(title, loc="left", fontsize=11)
    lower.set_xlabel("million US dollars at the official rate; the label gives the sum as stated")
    listed = "; ".join(
        f"{dates.in_words(r.date)}, {r.purpose}: {_stated_sum(r)}, in dollars "
        f"{in_figures(round(r.dollars, 1))} million, {r.counted_by} ({r.side})"
        for r in rows.itertuples()
    )
    yuan = "; ".join(f"{_stated_sum(r)}, {r.counted_by}" for r in in_yuan.itertuples())
    figure.describe(
        f"Markers, Soviet credits to China, {len(rows)} statements on {rows.loan.nunique()} "
        f"credits and debts, in million US dollars. {listed}.",
        list(rows.sources.str[0]),
        "The two scales differ. Empty markers: unconfirmed. A dollar is 4 old or 0.90 new roubles. "
        f"Not drawn, since no rate is given: {yuan}.",
    )
    return [upper, lower]


def _stated_sum(row: Any) -> str:
    """Such as ``about 400 million US dollars``."""
    sure = row.confidence != "low"
    text = stated(row.amount, row.amount, row.qualifier)
    return f"{text} {row.unit}" + ("" if sure else " (unconfirmed)")


def _of_loan(row: Any) -> Statement:
    return Statement(
        group=row.loan,
        name=f"{dates.in_words(row.date)}: {row.purpose}",
        low=row.dollars,
        high=row.dollars,
        side=row.side,
        sure=row.confidence != "low",
        label=_stated_sum(row),
        right=f"{row.counted_by} ({row.side})",
    )
