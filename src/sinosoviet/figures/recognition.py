"""The states that recognised the People's Republic of China, year by year."""

import textwrap
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from sinosoviet import dates, tables
from sinosoviet.figures.base import STYLES
from sinosoviet.figures.rows import counts_of, head, in_words, middles, panels
from sinosoviet.figures.statements import mark, who

_FIRST, _LAST = 1949, 1991
#: Years in a row with so many new states or more are a wave.
_WAVE = 5
#: The union of Tanganyika and Zanzibar, both counted before, and a community of states.
_NOT_COUNTED = ["tanzania", "european-economic-community"]
#: Series of the number of states at one time, as published.
_PUBLISHED = "states-(?:recognising|relations)-prc"
_AT_ONCE, _RECOGNISED, _RECALL = (
    "in relations the same year",
    "recognised first, in relations later or not at all",
    "known from recall only",
)
_BARS: dict[str, dict[str, Any]] = {
    _AT_ONCE: {"color": "#555555", "edgecolor": "white"},
    _RECOGNISED: {"color": "#C8C8C8", "edgecolor": "#333333", "hatch": "////"},
    _RECALL: {"color": "white", "edgecolor": "#333333"},
}


class _Wave(NamedTuple):
    first: int
    last: int
    states: pd.DataFrame

    def __str__(self) -> str:
        span = f"{self.first}" if self.first == self.last else f"{self.first}-{self.last % 100}"
        ends = self.states.country.iloc[0], self.states.country.iloc[-1]
        return f"{span}: {len(self.states)} states, first {ends[0]}, last {ends[1]}"


def recognition() -> list[Axes]:
    """States that recognised the People's Republic or entered into relations, 1949-1991.

    A state counts once, on the day of its first act. A second row of it in the table (a
    rival date, a higher rank, a liaison office) adds nothing, and a break takes nothing off.

    Returns
    -------
    list of Axes : the running number, with the numbers that others published as
        markers; the new states of each year as bars, with the waves named.

    >>> [axes.get_ylabel() for axes in recognition()]
    ['states so far', 'new states in the year']
    """
    states = _states()
    years = pd.crosstab(states.year, states.kind)
    years = years.reindex(range(_FIRST, _LAST + 1), columns=list(_BARS), fill_value=0)
    waves = _waves(states, years.sum(axis=1))
    figure, ((upper,), (lower,)) = panels(7, [6, 5], [1])
    _draw_running(upper, states, waves)
    published = _published()
    _draw_published(upper, published)
    _draw_years(lower, years, waves)
    for axes in (upper, lower):
        axes.set_xlim(_FIRST - 0.5, _LAST + 1)
        axes.grid(axis="y", color="#DDDDDD")
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
    listed = ", ".join(f"{year} {number}" for year, number in years.sum(axis=1).items() if number)
    early = ", ".join(states.country[states.kind == _RECOGNISED])
    kinds = ", ".join(f"{number} {kind}" for kind, number in years.sum().items())
    figure.describe(
        "States that recognised the People's Republic of China or entered into relations with "
        f"it, {_FIRST} to {_LAST}, two panels. Line, running number: "
        f"{', '.join(f'{_by(states, w.last)} by the end of {w.last}' for w in waves)}, "
        f"{len(states)} by the end of {_LAST}; {(states.kind != _RECALL).sum()} without those "
        f"known from recall only. Published numbers: {in_words(published)}. "
        f"Bars, new states by year: {listed}. Of them {kinds}. Recognised first: {early}. "
        f"Waves, years with {_WAVE} or more: {'; '.join(map(str, waves))}.",
        [*published.source, *states.source.value_counts().index],
        "A state counts once, at its first act: a rival date, a higher rank or a liaison office "
        "adds nothing, and of rival days the earlier holds. Breaks are not taken off, since not "
        "all are dated, so that the line stands above the number in relations at the time. Left "
        "out: Tanzania (its two parts are counted) and the European Community, which is no state.",
    )
    return [upper, lower]


def _states() -> pd.DataFrame:
    """One row a state, in the order of their first acts."""
    rows = tables.table("recognition")
    rows = rows[~rows.id.isin(_NOT_COUNTED) & (rows.level != "liaison_office")]
    acts = rows.assign(
        # A state with several rows has a year or a day at the end of their ids.
        state=rows.id.str.replace(r"-\d.*", "", regex=True),
        day=rows[["date_recognised_earliest", "date_relations_earliest"]].min(axis=1),
        source=rows.sources.str[0],
    )
    states = acts.sort_values("day", kind="stable").groupby("state", sort=False)
    first = states.first()
    relations = states.date_relations_earliest.min().dt.year
    first["year"] = first.day.dt.year
    first["kind"] = pd.Series(_AT_ONCE, first.index).mask(relations != first.year, _RECOGNISED)
    first["kind"] = first.kind.mask(first.confidence == "low", _RECALL)
    return first[first.year <= _LAST]


def _by(states: pd.DataFrame, year: int) -> int:
    return int((states.year <= year).sum())


def _waves(states: pd.DataFrame, numbers: pd.Series) -> list[_Wave]:
    """Years in a row with many new states, and the states of each."""
    many = [year for year, number in numbers.items() if number >= _WAVE]
    runs = pd.Series(many).groupby([year - place for place, year in enumerate(many)])
    spans = [(int(run.min()), int(run.max())) for _, run in runs]
    return [_Wave(a, b, states[states.year.between(a, b)]) for a, b in spans]


def _draw_running(axes: Axes, states: pd.DataFrame, waves: list[_Wave]) -> None:
    """The running number at the end of each year; dotted without what is from recall."""
    ends = range(_FIRST, _LAST + 1)
    known = states[states.kind != _RECALL]
    marks = [_FIRST, *(year + 1 for year in ends)]
    for rows, form, name in (
        (states, "-", "all in the table"),
        (known, ":", "without those known from recall only"),
    ):
        axes.plot(
            marks, [0, *(_by(rows, year) for year in ends)], form, color="#333333", label=name
        )
    ends_of_waves = [wave.last for wave in waves]
    for rows, year in [*((states, year) for year in [*ends_of_waves, _LAST]), (known, _LAST)]:
        axes.annotate(
            f"{_by(rows, year)}",
            (year + 1, _by(rows, year)),
            xytext=(-2, 5),
            textcoords="offset points",
            ha="right",
            fontsize=8,
        )
    axes.set_ylabel("states so far")
    axes.set_ylim(0, len(states) * 1.15)
    head(axes, "Running number, at the end of each year")


def _published() -> pd.DataFrame:
    """The numbers of states that others published, each for a time."""
    catalogue = tables.table("series_catalogue")
    rows = counts_of(*set(catalogue.topic[catalogue.id.str.match(_PUBLISHED)]))
    return rows[rows.series.str.match(_PUBLISHED)]


def _draw_published(axes: Axes, published: pd.DataFrame) -> None:
    """The published numbers as markers, with who published them in the legend."""
    for year, row in zip(middles(published), published.itertuples(), strict=True):
        mark(axes, year, row.low, row.side, row.sure, size=7)
        axes.annotate(
            row.label,
            (year, row.low),
            xytext=(0, -8),
            textcoords="offset points",
            ha="center",
            va="top",
            fontsize=8,
        )
    for _, rows in published.groupby("series", sort=False):
        style, row = STYLES[rows.side.iloc[0]], rows.iloc[0]
        whens = ", ".join(f"{r.label} in {dates.in_words(r.period)}" for r in rows.itertuples())
        name = textwrap.fill(f"published: {who(row)}, {whens}", 64)
        axes.plot([], [], style.marker, color=style.colour, label=name)
    axes.legend(loc="upper left", fontsize=8, frameon=False)


def _draw_years(axes: Axes, years: pd.DataFrame, waves: list[_Wave]) -> None:
    """The new states of each year, one bar a year, with the waves named."""
    places = [year + 0.5 for year in years.index]
    below = years[_AT_ONCE] * 0
    for kind, look in _BARS.items():
        # A bar of no height would still have an edge.
        tops = years[kind].where(years[kind] > 0)
        axes.bar(places, tops, bottom=below, width=0.8, label=kind, **look)
        below = below + years[kind]
    for wave in waves:
        top = below.loc[wave.first : wave.last].max()
        text = (
            str(wave).replace(": ", "\n").replace(", first", "\nfirst").replace(", last", "\nlast")
        )
        axes.text(wave.first + 0.1, top + 0.4, text, fontsize=7.5)
    axes.set_ylabel("new states in the year")
    axes.set_ylim(0, below.max() * 1.5)
    axes.legend(loc="upper right", fontsize=8, frameon=False)
    head(axes, f"New states by year; waves, years in a row with {_WAVE} or more, are named")
