"""Growth, output and steel as drawn: every value is one of the data, and says who counted."""

import re
from itertools import pairwise

import matplotlib as mpl
import pytest

mpl.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.colors import to_hex

from pictures import names_of_rows, printed_below
from sinosoviet import queries, tables
from sinosoviet.errors import CourseError
from sinosoviet.figures import STYLES, growth, output, steel
from sinosoviet.figures.rates import a_year, over_five_years

RATES = "growth of industry 1952-1957, a year"
RISES = "growth of industry 1952-1957, whole period"
BY_YEAR = "yearly growth of industry in China from 1953"
OFFICIAL = "gross-industrial-output-1952-prices"
STEEL = ("steel output of China", "steel targets of China 1958-1962")
FIGURES = {
    "growth": growth,
    "index": output,
    "rates": lambda: output(as_index=False),
    "steel": steel,
}


@pytest.fixture(scope="module")
def drawn():
    axes = {name: draw() for name, draw in FIGURES.items()}
    yield axes
    for one in axes.values():
        plt.close(one.figure)


def markers(axes):
    """What is drawn: (x, y, side, empty) of each marker that stands alone."""
    sides = {style.marker: side for side, style in STYLES.items()}
    return [
        (
            round(float(line.get_xdata()[0]), 3),
            round(float(line.get_ydata()[0]), 3),
            sides[line.get_marker()],
            to_hex(line.get_markerfacecolor()) == "#ffffff",
        )
        for line in axes.lines
        if len(line.get_xdata()) == 1 and line.get_marker() in sides
    ]


def rates_by_year():
    rows = queries.compare(BY_YEAR)
    return rows[rows.period.astype(int) <= 1962]


def steel_rows():
    for topic in STEEL:
        for row in queries.compare(topic).itertuples():
            if re.fullmatch("195[7-9]|196[0-2]", row.period):
                value = row.value / 1000 if row.unit == "thousand tonnes" else row.value
                yield row, round(value, 3)


def test_growth_draws_every_rate_stated_and_every_rise_turned_into_a_rate(drawn):
    stated = [
        (round(r.value, 3), r.side, r.confidence == "low")
        for r in queries.compare(RATES).itertuples()
    ]
    worked_out = [
        (round(a_year(r.value), 1), r.side, r.confidence == "low")
        for r in queries.compare(RISES).itertuples()
    ]
    found = [(x, side, empty) for x, _, side, empty in markers(drawn["growth"])]
    assert sorted(found) == sorted(stated + worked_out)


def test_growth_says_of_each_rate_who_counted_and_what(drawn):
    axes = drawn["growth"]
    names = [name.replace("\n", " ") for name in names_of_rows(axes)]
    beside = [text.get_text().replace("\n", " ") for text in axes.texts]
    for row in queries.compare(RATES).itertuples():
        assert f"{row.counted_by} ({row.side})" in names
        assert row.definition in beside
        assert f"{row.counted_by} ({row.side}): " in axes.figure.description
    assert sum("Worked out here" in text for text in beside) == len(queries.compare(RISES))


def test_a_range_is_one_line_from_its_lower_to_its_upper_bound(drawn):
    axes = drawn["growth"]
    low, high = sorted(queries.series("industry-growth-liu-yeh").value)
    ranges = [list(line.get_xdata()) for line in axes.lines if len(set(line.get_xdata())) == 2]
    assert ranges == [[low, high]]
    assert f"{low:.0f} to {high:.0f}" in [text.get_text() for text in axes.texts]


def test_two_values_of_one_year_that_are_no_bounds_stay_two(drawn):
    """A figure of the day and one of a later communique are two statements, not a range."""
    claims = queries.series("steel-china-claimed")
    claims = claims[claims.period == "1958"]
    lines = [line for line in drawn["steel"].lines if len(set(line.get_xdata())) == 2]
    assert len(claims) == 2
    assert sorted(claims.value) not in [sorted(line.get_xdata()) for line in lines]


def test_above_the_rates_stand_the_rises_over_five_years_that_follow(drawn):
    (above,) = drawn["growth"].child_axes
    assert "over five years" in above.get_xlabel()
    low, high = drawn["growth"].get_xlim()
    drawn["growth"].figure.canvas.draw()
    assert above.get_xlim() == pytest.approx((over_five_years(low), over_five_years(high)))
    assert len([tick for tick in above.get_xticks() if above.get_xlim()[0] < tick]) >= 5


@pytest.mark.parametrize(
    ("rise", "rate"), [(128.6, 18.0), (138.6, 19.0), (110.0, 16.0), (0, 0), (-50, -12.9)]
)
def test_growth_a_year_compounds_to_the_rise_and_back(rise, rate):
    assert a_year(rise) == pytest.approx(rate, abs=0.05)
    assert over_five_years(a_year(rise)) == pytest.approx(rise)


def test_the_index_draws_the_official_output_by_year_with_1952_as_100(drawn):
    rows = queries.series(OFFICIAL)
    base = rows[rows.period == "1952"].iloc[0]
    expected = {
        int(r.period): (
            round(r.value / base.value * 100, 3),
            "low" in (r.confidence, base.confidence),
        )
        for r in rows.itertuples()
    }
    found = {x: (y, empty) for x, y, side, empty in markers(drawn["index"]) if side == "chinese"}
    assert found == expected
    printed = [text.get_text() for text in drawn["index"].texts]
    for value, _ in expected.values():
        assert f"{value:.1f}" in printed


@pytest.mark.parametrize("name", ["index", "rates"])
def test_output_says_that_its_pages_do_not_name_their_prices(drawn, name):
    axes = drawn[name]
    assert "do not name their prices" in printed_below(axes.figure)
    assert "1952 prices" not in axes.figure.description
    assert not [text for text in axes.get_legend().get_texts() if "prices" in text.get_text()]


def test_the_thin_line_of_the_index_goes_from_100_to_the_whole_rise(drawn):
    rise = queries.series("industry-rise-china-org").value[0]
    (line,) = [line for line in drawn["index"].lines if "over five years" in line.get_label()]
    assert list(line.get_xdata()) == list(range(1952, 1958))
    ends = line.get_ydata()
    assert (ends[0], ends[-1]) == pytest.approx((100, 100 + rise))
    steps = {round(after / before, 9) for before, after in pairwise(ends)}
    assert len(steps) == 1
    assert f"{rise} per cent over five years is {a_year(rise):.1f}" in line.get_label()
    assert line.get_linewidth() < 1


def test_rival_rates_end_where_five_years_of_them_lead_each_with_its_side(drawn):
    rates = queries.compare(RATES)
    ends = {
        (round(100 + over_five_years(r.value), 3), r.side, r.confidence == "low")
        for r in rates.itertuples()
    }
    found = {(y, s, empty) for x, y, s, empty in markers(drawn["index"]) if s != "chinese"}
    assert {side for _, side, _ in found} == {"american", "scholarly"}
    assert found <= ends


def test_growth_by_year_draws_every_statement_beside_its_year(drawn):
    expected = sorted(
        (int(r.period), round(r.value, 3), r.side, r.confidence == "low")
        for r in rates_by_year().itertuples()
    )
    found = sorted((round(x), y, side, empty) for x, y, side, empty in markers(drawn["rates"]))
    assert found == expected


def test_growth_by_year_has_a_bar_for_each_year_of_official_output_empty_if_either_is_unsure(drawn):
    rows = queries.series(OFFICIAL)
    bars = {round(p.get_x() + p.get_width() / 2): p for p in drawn["rates"].patches}
    assert set(bars) == {int(period) for period in rows.period[1:]}
    for before, after in zip(rows.itertuples(), rows[1:].itertuples(), strict=False):
        bar = bars[int(after.period)]
        assert bar.get_height() == pytest.approx((after.value / before.value - 1) * 100)
        unsure = "low" in (before.confidence, after.confidence)
        assert (to_hex(bar.get_facecolor()) == "#ffffff") == unsure


def test_the_thin_line_of_growth_by_year_is_level_over_the_plan(drawn):
    rise = queries.series("industry-rise-china-org").value[0]
    (line,) = [line for line in drawn["rates"].lines if "over five years" in line.get_label()]
    assert set(line.get_ydata()) == {a_year(rise)}
    assert tuple(line.get_xdata()) == (1952.5, 1957.5)


def test_claims_are_marked_as_claims_and_american_estimates_by_name(drawn):
    printed = [text.get_text() for text in drawn["rates"].texts]
    claims = queries.series("industry-growth-claimed")
    assert sum(text.startswith("claimed ") for text in printed) == len(claims)
    assert sum(text.startswith("NIE 13-59 ") for text in printed) == 1
    assert any(text.startswith("SNIE 13-61 forecast") for text in printed)


def test_growth_by_year_describes_each_statement_with_year_and_counter(drawn):
    description = drawn["rates"].figure.description
    for row in rates_by_year().itertuples():
        assert f"{row.period}, {row.counted_by} ({row.side})" in description


@pytest.mark.parametrize("given", ["growth", 1, None])
def test_output_asked_for_neither_as_index_nor_as_growth_says_what_to_write(given):
    with pytest.raises(CourseError, match="True for an index, False for growth"):
        output(as_index=given)
    with pytest.raises(CourseError, match="True for an index"):
        output(given)


def test_steel_draws_every_target_claim_and_count_of_1957_to_1962_in_million_tonnes(drawn):
    expected = sorted((value, row.side, row.confidence == "low") for row, value in steel_rows())
    found = sorted((x, side, empty) for x, _, side, empty in markers(drawn["steel"]))
    assert found == expected


def test_steel_of_one_year_shares_a_band_and_its_bar_reaches_to_the_later_output(drawn):
    axes = drawn["steel"]
    later = queries.series("steel-china-cow").set_index("period").value
    bars = sorted(
        (p.get_y(), p.get_y() + p.get_height(), p.get_width())
        for container in axes.containers
        for p in container
    )
    assert [width for *_, width in bars] == [later[str(y)] / 1000 for y in range(1957, 1963)]
    for (_, end, _), (start, _, _) in pairwise(bars):
        assert end == pytest.approx(start)
    names = [name.replace("\n", " ") for name in names_of_rows(axes)]
    for year, (start, end, _) in zip(range(1957, 1963), bars, strict=True):
        for name in names[round(start + 0.5) : round(end + 0.5)]:
            assert str(year) in name


def test_steel_names_each_who_set_claimed_or_counted(drawn):
    axes = drawn["steel"]
    beside = [text.get_text().replace("\n", " ") for text in axes.texts]
    titles = tables.table("series_catalogue").set_index("id").title
    for row, _ in steel_rows():
        assert f"{row.counted_by} ({row.side})" in beside
        assert f"{titles[row.Index]}, {row.counted_by} ({row.side}): " in axes.figure.description


@pytest.mark.parametrize("name", FIGURES)
def test_alt_text_a_line_of_sources_and_a_note_on_what_is_empty(drawn, name):
    figure = drawn[name].figure
    assert len(figure.description) > 200
    assert figure.source_line.startswith("Sources: ")
    printed = printed_below(figure)
    assert figure.source_line in printed
    assert re.search("Empty.*recalled, not read", printed)


@pytest.mark.parametrize("name", FIGURES)
def test_the_lines_at_the_foot_do_not_run_into_the_axes_and_no_text_is_tiny(drawn, name):
    axes = drawn[name]
    axes.figure.canvas.draw()
    assert axes.figure.texts[-1].get_window_extent().ymax < axes.get_tightbbox().ymin
    assert min(text.get_fontsize() for text in [*axes.texts, *axes.figure.texts]) >= 7
    assert axes.figure.get_size_inches()[0] <= 9
