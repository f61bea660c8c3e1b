"""Rival counts of one thing as bars."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sinosoviet import dates, queries, tables
from sinosoviet.figures.base import STYLES, in_figures, name_rows, new_axes

#: Width of a letter at a bar, as a part of the axes'.
_LETTER = 0.016


def counts(topic: str) -> Axes:
    """Rival counts of one thing as bars, each with the name of who counted.

    Parameters
    ----------
    topic : such as ``"specialists withdrawn, 1960"``; see `queries.compare`.

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
    rows = _ranges(pd.DataFrame(queries.compare(topic)))
    figure, axes = new_axes(9, 0.5 * len(rows) + 1.4)
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
    name_rows(axes, (f"{r.name}\n{r.by}({r.side})" for r in rows.itertuples()), fontsize=8)
    axes.invert_yaxis()
    axes.set_xlim(0, max(r.high / (0.98 - _LETTER * len(r.label)) for r in rows.itertuples()))
    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: in_figures(value)))
    one_unit = rows.unit.nunique() == 1
    axes.set_xlabel(rows.unit.iloc[0] if one_unit else "number; the unit stands at each bar")
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(topic[:1].upper() + topic[1:], loc="left", fontsize=11)
    listed = "; ".join(
        f"{r.name}{', ' if r.by else ''}{r.by.strip()} ({r.side}): {r.label} - {r.definition}"
        for r in rows.itertuples()
    )
    figure.describe(
        f"Bars, {topic}, {len(rows)} counts made separately, largest first. {listed}.",
        [row[0] for row in rows.sources],
        "A pale bar reaches from a lower to an upper bound."
        if (rows.low < rows.high).any()
        else "",
    )
    return axes


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    """What to write at each bar, in `name` and `by`.

    The name is who counted; where one counter has several counts, it is what was counted, for
    all of them, and who counted stands in `by` unless the name has it already.
    """
    counted = rows.drop_duplicates("series").counted_by
    if not counted.duplicated().any():
        names = rows.counted_by
        by = pd.Series("", names.index)
    else:
        names = rows.series.map(tables.table("series_catalogue").set_index("id").title)
        short = rows.counted_by.str.split(r",| \(", regex=True).str[0]
        said = [who.split()[-1] in name for name, who in zip(names, short, strict=True)]
        by = (short + " ").mask(said, "")
    whens = names + ", " + rows.period.map(dates.in_words)
    names = names.mask((names + by).duplicated(keep=False), whens)
    values = names + ": " + rows.high.map(in_figures)  # two statements on one year
    return rows.assign(name=names.mask((names + by).duplicated(keep=False), values), by=by)


def _ranges(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a count: a lower and an upper bound for one time make a range."""
    rows = rows.reset_index()
    bound = rows.qualifier.isin(["lower_bound", "upper_bound"])
    rows["part"] = rows.value.astype(str).mask(bound, "range")
    one = rows.groupby(["series", "period", "part"], sort=False)
    joined = one.first().drop(columns="value")
    joined["low"], joined["high"] = one.value.min(), one.value.max()
    joined = _named(joined.reset_index())
    mixed = joined.unit.nunique() > 1
    joined["label"] = [_label(row, mixed) for row in joined.itertuples()]
    return joined.sort_values("high", ascending=False, kind="stable")


def _label(row: Any, with_unit: bool) -> str:
    """The number as its source puts it: about, or more, from one bound to another."""
    high, low = in_figures(row.high), in_figures(row.low)
    text = high if low == high else f"{low} to {high}"
    if row.qualifier == "about":
        text = f"about {text}"
    elif row.qualifier == "at_least":
        text = f"{text} or more"
    unit = f" {row.unit}" if with_unit else ""
    return text + unit + (" (unconfirmed)" if row.confidence == "low" else "")
