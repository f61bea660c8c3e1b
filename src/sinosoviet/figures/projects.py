"""The projects counted by branch, region or year, beside the published counts."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sinosoviet import queries, tables
from sinosoviet.errors import CourseError, known_name
from sinosoviet.figures.base import STYLES, Style, in_figures, new_axes
from sinosoviet.figures.completion import INK, by_year, first_sources

#: What is counted, and the field that must be confirmed for a project to be drawn filled.
_FIELDS = {"sector": "sector", "region": "place", "year": "finish_year"}
#: Branches that Bo Yibo counts under the name of a group.
_GROUPS = {
    "chemicals": "p156-built-group-chemicals",
    "machinery": "p156-built-group-machinery",
    "light industry and drugs": "p156-built-group-light-and-drugs",
}
#: Two branches of the table that he counts as one.
_JOINED = {
    "light industry": "light industry and drugs",
    "pharmaceuticals": "light industry and drugs",
}
#: The regions of today, with their provinces.
_REGIONS = {
    "north-east": "Heilongjiang Jilin Liaoning",
    "north": "Beijing Tianjin Hebei Shanxi Inner-Mongolia",
    "north-west": "Shaanxi Gansu Qinghai Ningxia Xinjiang",
    "central-south": "Henan Hubei Hunan Guangdong Guangxi Hainan",
    "south-west": "Chongqing Sichuan Guizhou Yunnan Tibet",
    "east": "Shanghai Jiangsu Zhejiang Anhui Fujian Jiangxi Shandong",
}
_REMARKS = {
    "sector": "Chemicals, machinery, and light industry with drugs are groups in "
    "the published count; the works of unknown branch are numbered defence plants.",
    "region": "Jiangxi is counted in the east; works without a known town, by province.",
}


def projects(by: str = "sector") -> Axes:
    """The 150 projects of the table counted, beside the published counts where there are any.

    Parameters
    ----------
    by : ``"sector"`` (branch), ``"region"`` or ``"year"`` (of completion).

    Returns
    -------
    Axes : a bar for each count of the table, filled as far as branch, place or
        year is confirmed, and empty beyond.

    Raises
    ------
    UnknownName : if the projects cannot be counted that way.

    >>> projects("region").get_title(loc="left")
    'The 150 projects by region of today'
    """
    by = known_name("way to count the projects", by, _FIELDS)
    rows = tables.table("projects")
    rows["sure"] = rows.confirmed.map(lambda fields: _FIELDS[by] in fields)
    if by == "year":
        return by_year(rows)
    rows["group"] = _branches(rows) if by == "sector" else _regions(rows)
    return _beside(_counts(rows, by), by, rows)


def _branches(rows: pd.DataFrame) -> pd.Series:
    names = rows.sector.str.replace("_", " ")
    return names.replace(_JOINED).replace({"other": "branch unknown"})


def _regions(rows: pd.DataFrame) -> pd.Series:
    of = {name.replace("-", " "): r for r, names in _REGIONS.items() for name in names.split()}
    found = rows.province.map(of)
    if found.isna().any():
        raise CourseError(f"No region has the province {rows.province[found.isna()].iloc[0]!r}.")
    return found


def _published(group: str, by: str) -> str:
    """The series that counts a group; a name that no series has, where none does."""
    stem = "p156-built-branch-" if by == "sector" else "p156-region-"
    return _GROUPS.get(group, stem + group.replace(" ", "-"))


def _counts(rows: pd.DataFrame, by: str) -> list[Any]:
    """A row a group: how many in the table, how many of them sure, and the published series."""
    known = set(tables.table("series_catalogue").id)
    counts = rows.groupby("group").sure.agg(table="size", sure="sum").reset_index()
    names = [_published(group, by) for group in counts.group]
    counts["series"] = [queries.series(name) if name in known else None for name in names]
    counts["alone"] = counts.series.isna()
    order = counts.sort_values(["alone", "table", "group"], ascending=[True, False, True])
    return list(order.itertuples())


def _beside(counts: list[Any], by: str, rows: pd.DataFrame) -> Axes:
    """Each count of the table as a bar, and the published count below it as a pin."""
    series = [count.series for count in counts if count.series is not None]
    who, side = series[0].attrs["counted_by"], series[0].attrs["side"]
    low = any((found.confidence == "low").any() for found in series)
    figure, axes = new_axes(9, 0.4 * len(counts) + 1.7)
    right = 1.34 * max(count.table for count in counts)
    axes.set(xlim=(0, right), ylim=(len(counts) - 0.4, -0.95), xlabel="projects")
    for height, count in enumerate(counts):
        _bar(axes, height, count)
        if count.series is not None:
            _pin(axes, height, count.series)
        told, differs = _difference(count)
        if differs:
            axes.axhspan(height - 0.5, height + 0.5, color="#FFF3C4", zorder=0)
        weight = "bold" if differs else "normal"
        axes.text(right, height, told, ha="right", va="center", fontsize=9, weight=weight)
    axes.text(right, -0.7, "the table has", ha="right", va="center", fontsize=9, color=INK)
    axes.set_yticks(range(len(counts)), [count.group for count in counts], fontsize=9)
    axes.spines[["top", "right"]].set_visible(False)
    word = "branch" if by == "sector" else "region of today"
    title = f"The {len(rows)} projects by {word}"
    axes.set_title(title, loc="left", fontsize=11, pad=24)
    field = "branch" if by == "sector" else "place"
    _legend(axes, field, STYLES[side], f"{who} ({side})", low)
    note = f"A shaded band: the two counts differ. {_REMARKS[by]}"
    if low:
        note += " Empty pins: known from recall only (unconfirmed)."
    listed = "; ".join(_in_words(count) for count in counts)
    figure.describe(
        f"Bars, {title}: the table of the course, filled as far as the {field} is confirmed, "
        f"beside the count by {who} ({side}). {listed}. {note}",
        [*(found.sources.iloc[0][0] for found in series), *first_sources(rows)],
        note,
    )
    return axes


def _bar(axes: Axes, height: float, count: Any) -> None:
    """The table's count: filled as far as it is sure, empty beyond."""
    bar: dict[str, Any] = {"height": 0.36, "edgecolor": INK, "linewidth": 1.2}
    middle = height if count.series is None else height - 0.2
    axes.barh(middle, count.sure, color=INK, **bar)
    axes.barh(middle, count.table - count.sure, left=count.sure, color="white", **bar)
    sure = "all" if count.sure == count.table else "none" if not count.sure else count.sure
    axes.annotate(
        f"{count.table}, {sure} confirmed",
        (count.table, middle),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        fontsize=8,
    )


def _pin(axes: Axes, height: float, series: pd.DataFrame) -> None:
    """The published count: a thin line with the marker of the side that counted."""
    value, style = series.value.iloc[0], STYLES[series.attrs["side"]]
    low = series.confidence.iloc[0] == "low"
    axes.plot([0, value], [height + 0.22] * 2, color=style.colour, linestyle=":" if low else "-")
    face = "white" if low else style.colour
    marker: dict[str, Any] = {"marker": style.marker, "markersize": 7, "markerfacecolor": face}
    axes.plot([value], [height + 0.22], color=style.colour, linestyle="none", **marker)
    axes.annotate(
        in_figures(value),
        (value, height + 0.22),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        fontsize=8,
    )


def _difference(count: Any) -> tuple[str, bool]:
    """What the table has more or less than the published count, and whether they differ."""
    if count.series is None:
        return "no published count", False
    more = count.table - count.series.value.iloc[0]
    if not more:
        return "the same", False
    return f"{in_figures(abs(more))} {'more' if more > 0 else 'fewer'}", True


def _in_words(count: Any) -> str:
    told, _ = _difference(count)
    own = f"{count.group}: table {count.table}, of which {count.sure} confirmed"
    if count.series is None:
        return f"{own}; {told}"
    return f"{own}, published {in_figures(count.series.value.iloc[0])} ({told})"


def _legend(axes: Axes, field: str, style: Style, who: str, low: bool) -> None:
    face = "white" if low else style.colour
    handles = [
        Patch(facecolor=INK, edgecolor=INK, label=f"the table, {field} confirmed"),
        Patch(facecolor="white", edgecolor=INK, label=f"the table, {field} unconfirmed"),
        Line2D(
            [],
            [],
            color=style.colour,
            marker=style.marker,
            markerfacecolor=face,
            linestyle=":" if low else "-",
            label=who,
        ),
    ]
    where: dict[str, Any] = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0.2}
    axes.legend(handles=handles, ncols=3, columnspacing=1.2, fontsize=8, frameon=False, **where)
