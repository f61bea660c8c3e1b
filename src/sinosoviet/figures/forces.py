"""Soviet specialists in China, their withdrawal, and the divisions on the border."""

import textwrap

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sinosoviet import dates, tables
from sinosoviet.figures.base import STYLES
from sinosoviet.figures.rows import (
    counts_of,
    draw_days,
    draw_rows,
    head,
    in_words,
    legend_above,
    middles,
    name_rows,
    panels,
)
from sinosoviet.figures.statements import mark, who

#: Counts of people who came or were recalled, though dated to a day or a month.
_MOVED = "recalled|with-liu-shaoqi"
#: The steps of the withdrawal, with two rival dates of the note.
_STEPS = [
    "memoir-date-of-note-liu-xiao",
    "soviet-note-recall-1960",
    "archive-date-of-note-1960-07-18",
    "khrushchev-letter-to-sed-1960",
    "soviet-timetable-1960",
    "departure-of-specialists-1960",
    "military-specialists-told-1960",
    "chinese-reply-1960",
    "state-council-notice-on-farewells-1960",
    "notes-read-to-specialists-1960",
    "nsc-meeting-august-1960",
    "inr-memorandum-august-1960",
    "nsc-meeting-september-1960",
]
#: Not the whole force on the border: a part or a kind of it, or a reserve.
_PARTS = [
    "soviet-divisions-ready-cia-1970",
    "soviet-divisions-north-east-cia-1970",
    "soviet-divisions-central-asia-cia-1970",
    "soviet-divisions-reserve-cia-1970",
    "soviet-divisions-full-strength-helms",
    "soviet-divisions-far-east-district-japan",
    "soviet-motor-rifle-divisions-volynets",
]
#: A forecast, and an army of which the force near the border is only a part.
_APART = ["soviet-divisions-expected-cia-1970", "chinese-army-divisions-helms"]
#: The headings of the key of the divisions.
_FORCES = ["Soviet: the border force", "Soviet: a part or kind of it, or a reserve", "Chinese"]
#: The order of the sides in the panels.
_ORDER = list(STYLES)


def specialists() -> list[Axes]:
    """Soviet specialists in China: who counted how many, and when.

    Returns
    -------
    list of Axes : when and how many for the people present at one time, as markers;
        when and how many for those who came, worked or were recalled in the
        course of a period, as bars. Each of the two has a scale of its own.

    >>> [axes.get_xlabel() for axes in specialists()][1::2]
    ['persons present at that time', 'persons, total of the whole period']
    """
    rows = counts_of(
        "specialists in China, 1950-1960",
        "specialists after the recall",
        "specialists withdrawn, 1960",
    )
    people, share = rows[rows.unit != "per cent"], rows[rows.unit == "per cent"]
    periods = people.period.map(lambda text: dates.parse(text).precision in ("interval", "year"))
    moved = periods | people.series.str.contains(_MOVED)
    stocks, totals = people[~moved], people[moved]
    figure, grid = panels(8.8, [len(stocks), len(totals)], [2, 7])
    titles = ("Present at one time", "Came, worked or were recalled over a period: totals")
    units = ("persons present at that time", "persons, total of the whole period")
    for (when, how_many), part, title, unit in zip(
        grid, (stocks, totals), titles, units, strict=True
    ):
        draw_rows(how_many, part, bars=part is totals, unit=unit)
        draw_days(when, part, bars=part is totals, size=5)
        name_rows(when, list(part.name))
        how_many.tick_params(axis="y", labelleft=False, length=0)
        when.set_xlim(pd.Timestamp("1946-06"), pd.Timestamp("1963-06"))
        when.xaxis.set_major_locator(mdates.YearLocator(5))  # type: ignore[no-untyped-call]
        head(when, "When")
        head(how_many, title)
    legend_above(figure, list(people.side))
    after = stocks["first"].diff().argmax()
    gap = f"{stocks['last'].iloc[after - 1]:%B %Y} and {stocks['first'].iloc[after]:%B %Y}"
    apart = "; ".join(f"{r.title}, {who(r)}: {r.label} {r.unit}" for r in share.itertuples())
    figure.describe(
        "Soviet specialists in China by date and source, two lists with scales of their own. "
        f"Markers, present at one time, {len(stocks)} counts, none between {gap}: "
        f"{in_words(stocks)}. Bars, totals of those who came, worked or were recalled over a "
        f"period, {len(totals)} counts: {in_words(totals)}. Not drawn: {apart}.",
        list(people.source),
        "Left: when; right: how many. A marker is a number of people present at one time, a bar "
        "a total over a period: do not compare them. Two markers joined: lower and upper bound. "
        f"Empty or dotted: from recall only. No count of people present between {gap} was found. "
        f"Not drawn: {apart}.",
    )
    return [axes for row in grid for axes in row]


def withdrawal() -> list[Axes]:
    """The withdrawal of 1960: what each side counted, and the steps day by day.

    Returns
    -------
    list of Axes : specialists present on a day, as markers; specialists recalled,
        contracts, and projects, as bars; and the steps, by the side whose act each was.

    >>> withdrawal()[2].get_xlabel()
    'contracts'
    """
    people = counts_of("specialists withdrawn, 1960")
    moved = people.series.str.contains(_MOVED)
    projects = ["science projects cancelled, 1960", "aid projects, 1960", "nuclear projects, 1960"]
    counted = {
        "Specialists present on a day": ("persons present", people[~moved]),
        "Specialists recalled": ("persons recalled", people[moved]),
        "Contracts cancelled": ("contracts", counts_of("contracts cancelled, 1960")),
        "Projects": ("projects, or as said at the bar", counts_of(*projects)),
    }
    events = tables.table("events").set_index("id").loc[_STEPS]
    steps = events.assign(
        first=events.earliest, last=events.latest, sure=events.confidence != "low"
    )
    heights = [*(len(rows) for _, rows in counted.values()), len(steps)]
    figure, grid = panels(9.6, heights, [1])
    words = []
    for (axes,), (title, (unit, rows)) in zip(grid, counted.items(), strict=False):
        by_side = rows.sort_values("side", key=lambda s: s.map(_ORDER.index), kind="stable")
        draw_rows(axes, by_side, bars=unit != "persons present", unit=unit)
        silent = [side.capitalize() for side in _ORDER[:3] if side not in set(rows.side)]
        none = f"no {' or '.join(silent)} count in the data" if silent else ""
        head(axes, title + (f" ({none})" if none else ""))
        words.append(f"{title}: {in_words(by_side)}" + (f"; {none}" if none else ""))
    last = grid[-1][0]
    draw_days(last, steps, bars=True, size=7)
    draw_days(last, steps, bars=False, size=7)
    name_rows(
        last,
        [f"{dates.in_words(r.date).replace(' 1960', '')}: {r.title}" for r in steps.itertuples()],
    )
    last.xaxis.set_major_locator(mdates.DayLocator([1, 15]))  # type: ignore[no-untyped-call]
    last.xaxis.set_major_formatter(lambda day, _: _day(day))
    head(last, "Steps in 1960, by the side whose act each was")
    legend_above(figure, [*people.side, *steps.side])
    listed = "; ".join(f"{dates.in_words(r.date)}, {r.side}: {r.title}" for r in steps.itertuples())
    figure.describe(
        "The withdrawal of the Soviet specialists in 1960: counts in four panels, each with its "
        f"own unit, and {len(steps)} steps. {'. '.join(words)}. Steps: {listed}.",
        [s for _, rows in counted.values() for s in rows.source] + [s[0] for s in steps.sources],
        "A marker is a number present on a day; a bar a number recalled, cancelled, agreed or "
        "built. Two markers joined: lower and upper bound. Empty: low confidence. The note has "
        "three dates.",
    )
    return [row[0] for row in grid]


def divisions() -> list[Axes]:
    """Soviet and Chinese divisions on the border by year, as different sources count them.

    Returns
    -------
    list of Axes : the Soviet divisions, and the Chinese ones on the same scale. A
        vertical bar reaches from a lower to an upper bound; the letters lead to the key.

    >>> [axes.get_title(loc="left") for axes in divisions()]
    ['Soviet divisions', 'Chinese divisions']
    """
    rows = counts_of(
        "Soviet divisions on the Chinese border", "Chinese divisions near the Soviet border"
    )
    rows["year"] = middles(rows)
    apart, rows = (rows[rows.series.isin(_APART) == out] for out in (True, False))
    chinese, part = rows.topic.str.startswith("Chinese"), rows.series.isin(_PARTS)
    figure, ((left, right),) = panels(7.4, [1], [4, 1])
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    key: list[Line2D] = []
    groups = (
        (left, rows[~chinese & ~part], 7),
        (left, rows[~chinese & part], 4),
        (right, rows[chinese], 7),
    )
    for (axes, group, size), force in zip(groups, _FORCES, strict=True):
        key.append(Line2D([], [], linestyle="none", label=force))
        for _, counter in group.groupby("series", sort=False):
            key.append(_draw_counter(axes, counter, next(letters), size))
    head(left, "Soviet divisions")
    head(right, "Chinese divisions")
    left.set_ylabel("divisions")
    left.set_xlim(1960, 1983)
    right.set_xlim(1967, 1971)
    right.set_xticks([1968, 1970])
    for axes in (left, right):
        axes.set_ylim(0, rows.high.max() * 1.08)
        axes.grid(axis="y", color="#DDDDDD")
        axes.spines[["top", "right"]].set_visible(False)
    legend = figure.legend(handles=key, loc="outside right upper", fontsize=7, frameon=False)
    for text in legend.get_texts():
        text.set_fontweight("bold" if text.get_text() in _FORCES else "normal")
    out = "; ".join(f"{r.title}, {who(r)}: {r.label}" for r in apart.itertuples())
    figure.describe(
        "Divisions on the Soviet-Chinese border by year and source, two panels on one scale. "
        f"Soviet divisions: {in_words(rows[~chinese])}. Chinese divisions: "
        f"{in_words(rows[chinese])}. Not drawn: {out}.",
        list(rows.source),
        "Colour and marker tell who counted. A vertical bar reaches from a lower to an upper "
        "bound; thin lines join the counts of one source. The sources count different areas, and "
        f"divisions of unlike strength. Not drawn: {out}.",
    )
    return [left, right]


def _draw_counter(axes: Axes, rows: pd.DataFrame, letter: str, size: float) -> Line2D:
    """The counts of one source over the years; returns its line of the key."""
    counts = list(rows.itertuples())
    side = counts[0].side
    style, years = STYLES[side], [one.year for one in counts]
    axes.plot(years, rows.low, years, rows.high, color=style.colour, linewidth=0.8)
    for one in counts:
        span = [one.low, one.high]
        axes.plot([one.year] * 2, span, color=style.colour, linewidth=size, alpha=0.5)
        for value in set(span):
            mark(axes, one.year, value, side, one.sure, size)
        axes.text(one.year, one.low, f"   {letter}", fontsize=8, va="center")
    values = ", ".join(f"{r.label} ({dates.in_words(r.period)})" for r in counts)
    name = counts[0].name.removeprefix("Divisions: ")
    name = name[:1].upper() + name[1:]
    label = textwrap.fill(f"{letter}  {name} ({side}): {values}", 48)
    (handle,) = axes.plot([], [], style.marker, color=style.colour, markersize=size, label=label)
    return handle


def _day(number: float) -> str:
    day = mdates.num2date(number)  # type: ignore[no-untyped-call]
    return f"{day.day} {day:%B}"
