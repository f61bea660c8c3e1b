"""The recognition of the People's Republic as drawn: every state once, in its year."""

from collections import Counter

import matplotlib as mpl
import pytest

mpl.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.colors import to_hex

from pictures import printed_below
from sinosoviet import sources, tables
from sinosoviet.figures import STYLES, recognition

#: States with several rows: a rival date, a higher rank, a liaison office.
SEVERAL = {
    "soviet-union-3-october": "soviet-union",
    "netherlands-1954": "netherlands",
    "netherlands-1972": "netherlands",
    "united-kingdom-1954": "united-kingdom",
    "united-kingdom-1972": "united-kingdom",
    "united-states-1973": None,
    "united-states-1979": "united-states",
    "european-economic-community": None,
    "tanzania": None,
}


@pytest.fixture(scope="module")
def panels():
    axes = recognition()
    yield axes
    plt.close(axes[0].figure)


@pytest.fixture(scope="module")
def states():
    """For each state the year of its first act, of its relations, and if it is from recall."""
    found = {}
    for row in tables.table("recognition").itertuples():
        state = SEVERAL.get(row.id, row.id)
        if state is not None:
            acts = [d[:4] for d in (row.date_recognised, row.date_relations) if d]
            first = min(int(year) for year in acts)
            relations = int(row.date_relations[:4]) if row.date_relations else 9999
            old = found.get(state, (9999, 9999, True))
            low = row.confidence == "low" and old[2]
            found[state] = (min(first, old[0]), min(relations, old[1]), low)
    return {state: acts for state, acts in found.items() if acts[0] <= 1991}


def heights(axes):
    """Heights of the bars by year, and by how they are drawn."""
    found = {}
    for patch in axes.patches:
        if patch.get_height() > 0:
            look = "empty" if to_hex(patch.get_facecolor()) == "#ffffff" else "full"
            look = "hatched" if patch.get_hatch() else look
            year = int(patch.get_x())
            found.setdefault(look, Counter())[year] += round(patch.get_height())
    return found


def line(axes, form):
    (found,) = [
        one for one in axes.lines if one.get_linestyle() == form and len(one.get_xdata()) > 9
    ]
    return dict(zip(found.get_xdata(), found.get_ydata(), strict=True))


def test_each_state_is_a_part_of_one_bar_the_one_of_its_first_act(panels, states):
    drawn = sum(heights(panels[1]).values(), Counter())
    assert drawn == Counter(first for first, _, _ in states.values())


def test_the_bars_tell_recognition_first_and_recall_from_the_rest(panels, states):
    drawn = heights(panels[1])
    assert drawn["empty"] == Counter(first for first, _, low in states.values() if low)
    assert drawn["hatched"] == Counter(
        first for first, relations, low in states.values() if not low and relations > first
    )
    named = panels[0].figure.description.split("Recognised first: ")[1].split(". ")[0]
    assert {"India", "United Kingdom", "Netherlands", "Israel"} <= set(named.split(", "))


def test_the_line_counts_the_states_by_the_end_of_each_year_and_never_falls(panels, states):
    counted = line(panels[0], "-")
    for year in range(1949, 1992):
        assert counted[year + 1] == sum(first <= year for first, _, _ in states.values())
    assert sorted(counted.values()) == list(counted.values())


def test_a_dotted_line_leaves_out_what_is_known_from_recall_only(panels, states):
    known = line(panels[0], ":")
    assert known[1992] == sum(not low for _, _, low in states.values())
    assert known[1992] < line(panels[0], "-")[1992]
    assert f"{known[1992]} without those known from recall only" in panels[0].figure.description


def test_a_higher_rank_or_a_rival_date_makes_no_second_state(panels, states):
    """Britain and the Netherlands of 1972 and the liaison office of 1973 are not new states."""
    rows = tables.table("recognition")
    drawn = sum(sum(heights(panels[1]).values(), Counter()).values())
    assert drawn == len(states) < len(rows)
    for year in (1972, 1973):
        new = sum(first == year for first, _, _ in states.values())
        assert sum(count[year] for count in heights(panels[1]).values()) == new


def test_the_way_of_counting_stands_below_the_figure(panels):
    note = printed_below(panels[0].figure)
    for words in ("counts once", "rival date", "liaison office", "Breaks", "Tanzania"):
        assert words in note


def test_the_waves_are_years_with_many_new_states_and_are_named_from_the_table(panels, states):
    drawn = Counter(first for first, _, _ in states.values())
    countries = set(tables.table("recognition").country)
    covered = set()
    for text in panels[1].texts:
        span, number, first, last = text.get_text().split("\n")
        start, _, end = span.partition("-")
        years = range(int(start), int(start[:2] + (end or start[2:])) + 1)
        assert int(number.split()[0]) == sum(drawn[year] for year in years)
        assert {first.removeprefix("first "), last.removeprefix("last ")} <= countries
        covered |= set(years)
    assert covered == {year for year, number in drawn.items() if number >= 5}


def test_what_others_published_is_a_marker_of_their_side(panels):
    catalogue = tables.table("series_catalogue").set_index("id")
    rows = tables.table("series")
    rows = rows[rows.series.str.contains("states-(?:recognising|relations)-prc")]
    assert len(rows)
    drawn = [
        (float(one.get_ydata()[0]), one.get_marker(), one.get_color(), int(one.get_xdata()[0]))
        for one in panels[0].lines
        if len(one.get_xdata()) == 1
    ]
    expected = []
    for row in rows.itertuples():
        style = STYLES[catalogue.side[row.series]]
        expected.append((row.value, style.marker, style.colour, row.earliest.year))
        assert catalogue.counted_by[row.series] in panels[0].figure.description
        assert f"{row.value:,.0f}" in [text.get_text() for text in panels[0].texts]
    assert sorted(drawn) == sorted(expected)


def test_states_with_relations_with_taipei_are_not_among_them(panels):
    assert 67 not in [one.get_ydata()[0] for one in panels[0].lines if len(one.get_xdata()) == 1]


def test_the_alt_text_gives_every_year_and_the_source_line_cites_the_published_count(
    panels, states
):
    figure = panels[0].figure
    for year, number in Counter(first for first, _, _ in states.values()).items():
        assert f"{year} {number}" in figure.description
    assert f"{len(states)} by the end of 1991" in figure.description
    assert sources.cite("crimson-1970-10-15").strip("()") in figure.source_line
    assert figure.source_line in printed_below(figure)
    assert 'alt="States that recognised' in figure.html()
