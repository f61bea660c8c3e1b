"""The quarrel in texts, the historians who explain it, and the verdicts on the specimens."""

import textwrap
from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle
from matplotlib.transforms import Transform, offset_copy

from sinosoviet import dates, sources, tables
from sinosoviet.figures import exchange
from sinosoviet.figures.base import STYLES, legend_of_sides, new_axes
from sinosoviet.figures.events import bounds, mark_dates, months

#: Verdicts: fills made for black letters (Paul Tol's scheme 'light',
#: https://personal.sron.nl/~pault/), and a sign for print without colour.
VERDICTS = {
    "supported": ("#44BB99", "+"),
    "partly_supported": ("#BBCC33", "±"),
    "contradicted": ("#EE8866", "−"),
    "garbled": ("#FFAABB", "#"),
    "misleading": ("#EEDD88", "!"),
    "contested": ("#77AADD", "↔"),
    "interpretation": ("#99DDFF", "~"),
    "unverifiable": ("#DDDDDD", "?"),
}

#: So many points right of the line of time stands the column of accounts without a beginning.
_SIDE_COLUMN = 20

_SPECIMENS = {"A": "A: the popular article", "B": "B: the encyclopaedia page"}


def polemics(since: str = "1956", until: str = "1964") -> Axes:
    """The letters, articles and speeches of the quarrel on a line of time.

    Parameters
    ----------
    since, until : first and last date in EDTF, both included.

    Returns
    -------
    Axes : Chinese texts above, Soviet ones below, those of others between; each a
        numbered marker that tells who could read it. Arrows lead from a text to
        its answer. Dates and titles stand below, long ones cut short.

    Raises
    ------
    CourseError : if no text falls between the dates.

    >>> polemics("1963-06", "1963-07").get_title(loc="left")
    'Texts of the quarrel, June 1963 to July 1963'
    """
    start, end = bounds(since, until)
    rows = exchange.placed(since, until)
    figure, axes = new_axes(9, 0.2 * (rows.height.max() - rows.height.min()) + 0.07 * len(rows) + 2)
    exchange.draw_answers(axes, rows)
    for row in rows.itertuples():
        exchange.draw_text(axes, row)
    lanes = rows.groupby("lane").agg({"height": ["min", "max"], "side": "unique"})
    middles = lanes["height"].mean(axis=1)
    axes.set_yticks(middles, lanes["side"]["unique"].str.join("\n"), fontsize=9)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(rows.height.min() - 1, rows.height.max() + 1)
    margin = max(pd.Timedelta(days=3), (end - start) * exchange.APART)
    mark_dates(axes, start, end, margin)
    axes.grid(axis="x", color="#DDDDDD")
    axes.spines[["top", "right", "left"]].set_visible(False)
    title = f"Texts of the quarrel, {months(since, until)}"
    axes.set_title(title, loc="left", fontsize=11, pad=24)
    exchange.legend_of_access(axes, rows)
    exchange.print_titles(axes, rows)
    figure.describe(
        exchange.told(title, rows), [row[0] for row in rows.sources], exchange.note(rows)
    )
    return axes


def historians() -> Axes:
    """Accounts of the split by the cause they put first and by when they let it begin.

    Returns
    -------
    Axes : a lane for each main cause. The beginning is a bar over the days that it
        leaves open, with a marker in its middle; an account without a dated
        beginning stands in the column at the right. The marker tells the official
        statements of a side from the work of scholars.

    >>> historians().get_xlabel()
    'beginning of the split by this account'
    """
    rows = _in_lanes(tables.table("historiography"))
    figure, axes = new_axes(9, 0.235 * len(set(rows.height)) + 1.9)
    dated = rows[rows.beginning != ""]
    first, last = dated.earliest.min().year - 1, dated.latest.max().year + 2
    middle = pd.Timestamp((first + last) // 2, 7, 1)
    for row in rows.itertuples():
        _draw_account(axes, row, middle)
    lanes = rows.groupby("main_cause", sort=False).height.agg(["min", "max", "size"])
    for number, lane in enumerate(lanes.itertuples()):
        if number % 2 == 0:
            edges = lane.min - 0.5, lane.max + 0.5
            band = axes.axhspan(*edges, xmax=3, color="#F0F0F0", zorder=0, clip_on=False)
            band.set_in_layout(False)  # it runs out of the figure
    axes.set_yticks(
        (lanes["min"] + lanes["max"]) / 2,
        [f"{cause} ({n})" for cause, n in lanes["size"].items()],
        fontsize=9,
    )
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(rows.height.max() + 0.5, -0.5)
    axes.set_xlim(pd.Timestamp(first, 1, 1), pd.Timestamp(last, 1, 1))
    axes.xaxis.set_major_locator(mdates.YearLocator(2))  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))  # type: ignore[no-untyped-call]
    axes.grid(axis="x", color="#DDDDDD")
    axes.set_axisbelow(True)
    axes.set_xlabel("beginning of the split by this account", fontsize=9)
    title = "Main cause and beginning of the split, by account"
    axes.set_title(title, loc="left", fontsize=11, pad=22)
    column = f"no dated beginning ({len(rows) - len(dated)})"
    axes.text(1, 1.01, column, fontsize=9, transform=_beside(axes, axes.transAxes))
    legend_of_sides(axes, list(dict.fromkeys(rows.side)))
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, fontsize=8, frameon=False)
    told = "; ".join(
        f"{r.name}, {r.side}: {r.main_cause}, "
        + (f"from {dates.in_words(r.beginning)}" if r.beginning else "no dated beginning")
        for r in rows.itertuples()
    )
    figure.describe(
        f"{title}: {len(rows)} accounts, a lane for each cause, time across; {len(dated)} have a "
        f"dated beginning. {told}.",
        list(rows.work),
        "A beginning may be the first year of the period that a work treats: see the notes in "
        "the table, which does not say from where a scholar comes.",
    )
    return axes


def _in_lanes(rows: pd.DataFrame) -> pd.DataFrame:
    """The accounts by cause, the commonest first, those with several last; each with a height.

    In a lane the dated and the undated accounts are counted from the top separately.
    """
    often = rows.main_cause.map(rows.main_cause.value_counts())
    rows = rows.assign(often=often.where(rows.main_cause != "several", 0))
    rows["main_cause"] = rows.main_cause.str.replace("_", " ")
    order = ["often", "main_cause", "earliest", "year", "scholar"]
    rows = rows.sort_values(order, ascending=[False, *[True] * 4]).reset_index(drop=True)
    rows["name"] = [f"{r.scholar.partition(' (')[0]} ({r.year})" for r in rows.itertuples()]
    rows["side"] = [sources.item(work)["custom"]["side"] for work in rows.work]
    within = rows.groupby(["main_cause", rows.beginning == ""]).cumcount()
    size = (within + 1).groupby(rows.main_cause, sort=False).max()
    rows["height"] = within + rows.main_cause.map(size.cumsum() - size)
    return rows


def _draw_account(axes: Axes, row: Any, middle: pd.Timestamp) -> None:
    style = STYLES[row.side]
    face = "white" if row.confidence == "low" else style.colour
    marker: dict[str, Any] = {"markerfacecolor": face, "markersize": 7, "clip_on": False}
    marker |= {"marker": style.marker, "color": style.colour, "linestyle": "none"}
    text: dict[str, Any] = {"va": "center", "fontsize": 7.5, "linespacing": 1}
    if not row.beginning:
        place: dict[str, Any] = {"transform": _beside(axes, axes.get_yaxis_transform())}
        axes.plot([1], [row.height], **place, **marker)
        axes.text(
            1, row.height, textwrap.indent(textwrap.fill(row.name, 40), "   "), **place, **text
        )
        return
    axes.plot([row.earliest, row.latest], [row.height] * 2, color=style.colour, lw=4, alpha=0.5)
    when = row.earliest + (row.latest - row.earliest) / 2
    axes.plot([when], [row.height], **marker)
    name = textwrap.fill(row.name + (f": {row.beginning}" if "?" in row.beginning else ""), 44)
    left = when > middle
    end, shift, ha = (row.earliest, -6, "right") if left else (row.latest, 6, "left")
    text |= {"xytext": (shift, 0), "textcoords": "offset points", "ha": ha}
    axes.annotate(name, (end, row.height), **text)


def _beside(axes: Axes, transform: Transform) -> Transform:
    """Moved to the column at the right."""
    return offset_copy(transform, axes.get_figure(root=True), x=_SIDE_COLUMN, units="points")


def claims() -> Axes:
    """The verdicts on the claims of the two specimens, a cell a claim.

    Returns
    -------
    Axes : the claims of text A and then of text B in order, ten in a row; colour and
        sign tell the verdict, and the legend how often it was given.

    >>> claims().get_title(loc="left")
    '61 claims of two texts, and what the evidence allows'
    """
    rows = tables.table("claims")
    figure, axes = new_axes(9, 5.2)
    top = 0.0
    for text, name in _SPECIMENS.items():
        chosen = rows[rows.text == text].sort_values("id")
        axes.text(0, top + 0.75, f"{name}, {len(chosen)} claims", fontsize=9, va="bottom")
        for place, row in enumerate(chosen.itertuples()):
            _draw_claim(axes, row, place % 10, top + 0.85 + place // 10)
        top += 1.1 + (len(chosen) + 9) // 10
    axes.set(xlim=(-0.05, 10), ylim=(top, 0))
    axes.axis("off")
    title = f"{len(rows)} claims of two texts, and what the evidence allows"
    axes.set_title(title, loc="left", fontsize=11)
    numbers = {verdict: rows[rows.verdict == verdict] for verdict in VERDICTS}
    handles = [
        Patch(color=VERDICTS[v][0], label=f"{VERDICTS[v][1]}  {v.replace('_', ' ')}: {len(found)}")
        for v, found in numbers.items()
    ]
    axes.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(1, 0.93), fontsize=9, frameon=False
    )
    listed = "; ".join(
        f"{v.replace('_', ' ')}, {len(found)}: {', '.join(found.id) or 'none'}"
        for v, found in numbers.items()
    )
    low = ", ".join(rows.id[rows.confidence == "low"])
    figure.describe(
        f"{title}, one cell a claim in the order of the texts. {listed}."
        + (f" Low confidence: {low}." if low else ""),
        [evidence[0] for evidence in rows.evidence],
        "Empty, dotted: low confidence." if low else "",
    )
    return axes


def _draw_claim(axes: Axes, row: Any, left: float, top: float) -> None:
    (colour, sign), sure = VERDICTS[row.verdict], row.confidence != "low"
    edge: dict[str, Any] = {"edgecolor": colour, "linestyle": "-" if sure else ":", "linewidth": 2}
    face = colour if sure else "white"
    axes.add_patch(Rectangle((left, top), 0.9, 0.88, facecolor=face, **edge))
    axes.text(left + 0.45, top + 0.25, row.id, fontsize=7.5, ha="center", va="center")
    axes.text(left + 0.45, top + 0.62, sign, fontsize=12, ha="center", va="center", weight="bold")
