"""Trade and loans as drawn: every value is one of the data, and says who counted."""

import re

import matplotlib as mpl
import pytest

mpl.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.colors import to_hex

from pictures import names_of_rows, printed_below
from sinosoviet import queries, sources, tables
from sinosoviet.figures import STYLES, loans, trade
from sinosoviet.figures.statements import in_dollars, stated
from sinosoviet.money import convert

TOPIC = "trade between the USSR and China"
EXPORTS, IMPORTS = "ussr-exports-china-soviet-count", "ussr-imports-china-soviet-count"
CHINESE = "china-trade-ussr-chinese-count"
#: Whole trade of whole years, counted by others.
SINGLE = [
    "china-trade-ussr-mofcom-roubles",
    "china-trade-ussr-cia-1972",
    "china-trade-ussr-diplomats-1982",
    "china-trade-ussr-cia-1984",
    "china-trade-ussr-csm-1984",
    "china-trade-ussr-nyt-1985",
    "china-trade-ussr-zeit-1988",
]


@pytest.fixture(scope="module")
def of_trade():
    axes = trade()
    yield axes
    plt.close(axes.figure)


@pytest.fixture(scope="module")
def of_loans():
    panels = loans()
    yield panels
    plt.close(panels[0].figure)


def markers(axes):
    """What is drawn: (x, y, side, empty) of each marker that stands alone."""
    sides = {style.marker: side for side, style in STYLES.items()}
    return [
        (
            round(float(line.get_xdata()[0]), 6),
            round(float(line.get_ydata()[0]), 6),
            sides[line.get_marker()],
            to_hex(line.get_markerfacecolor()) == "#ffffff",
        )
        for line in axes.lines
        if len(line.get_xdata()) == 1 and line.get_marker() in sides
    ]


def yearly(series):
    """Value in dollars and confidence of a series by year."""
    rows = queries.series(series)
    unit = rows.attrs["unit"].removeprefix("million ").removeprefix("US ")
    return {
        (r.earliest.year + r.latest.year) / 2: (convert(r.value, unit, "dollars"), r.confidence)
        for r in rows.itertuples()
    }


def test_trade_draws_every_value_of_both_countings_and_of_the_single_counts_and_no_other(of_trade):
    exports, imports = yearly(EXPORTS), yearly(IMPORTS)
    expected = [
        (
            year,
            round(value + imports[year][0], 6),
            "soviet",
            "low" in (confidence, imports[year][1]),
        )
        for year, (value, confidence) in exports.items()
    ]
    catalogue = tables.table("series_catalogue").set_index("id")
    for series in (CHINESE, *SINGLE):
        expected += [
            (year, round(value, 6), catalogue.side[series], confidence == "low")
            for year, (value, confidence) in yearly(series).items()
        ]
    assert sorted(markers(of_trade)) == sorted(expected)


def test_the_soviet_count_is_exports_and_imports_at_the_official_rate_of_ninety_kopecks(of_trade):
    drawn = {x: y for x, y, side, _ in markers(of_trade) if side == "soviet"}
    roubles = sum(queries.series(s).set_index("period").value["1959"] for s in (EXPORTS, IMPORTS))
    assert drawn[1959] == pytest.approx(roubles / 0.90, rel=1e-4)


def test_a_sum_of_another_kind_of_money_or_of_part_of_a_year_is_not_drawn(of_trade):
    """Swiss francs and the New Zealand dollar have no rate; nine months are not a year."""
    description = of_trade.figure.description
    left_out = ["Los Angeles Times", "The Press", "Cheng", "Dikötter", "Volynets"]
    assert [name for name in left_out if name in description] == []


def test_no_count_of_whole_years_in_dollars_or_known_roubles_is_lost():
    """The roubles of 1959 are the page's own dollars of 1959 before it converts them."""
    catalogue = tables.table("series_catalogue").set_index("id")
    rows = catalogue[(catalogue.topic == TOPIC) & ~catalogue.unit.str.contains("Swiss|Zealand")]
    whole = rows[rows.definition.str.contains("Imports and exports together|Trade expected")]
    assert set(whole.index) - {CHINESE, *SINGLE} == {"china-trade-ussr-1959-roubles"}


def test_the_fall_after_1959_is_there_to_be_seen_in_both_countings(of_trade):
    for side in ("soviet", "chinese"):
        drawn = {x: y for x, y, s, _ in markers(of_trade) if s == side and x == round(x)}
        assert max(drawn, key=drawn.get) == 1959
        assert drawn[1970] < drawn[1959] / 20


def test_no_line_leads_over_years_without_a_count_or_solid_to_an_unconfirmed_value(of_trade):
    axes = of_trade
    empty = {(x, y) for x, y, _, empty in markers(axes) if empty}
    lines = [line for line in axes.lines if len(line.get_xdata()) == 2]
    assert lines
    for line in lines:
        assert line.get_xdata()[1] - line.get_xdata()[0] == 1
        ends = {(round(x, 6), round(y, 6)) for x, y in line.get_xydata()}
        assert line.get_linestyle() == (":" if ends & empty else "-")


def test_trade_prints_both_counts_of_the_peak_and_of_the_widest_gap(of_trade):
    printed = " ".join(text.get_text() for text in of_trade.texts)
    exports, imports, chinese = yearly(EXPORTS), yearly(IMPORTS), yearly(CHINESE)
    soviet = {year: exports[year][0] + imports[year][0] for year in exports}
    gap = max(soviet.keys() & chinese, key=lambda year: abs(soviet[year] - chinese[year][0]))
    for year in (1959, gap):
        assert f"{year:.0f}\nChinese {chinese[year][0]:,.0f}\nSoviet {soviet[year]:,.0f}" in printed


def test_the_words_of_trade_name_each_counter_and_what_was_only_expected(of_trade):
    description = of_trade.figure.description
    catalogue = tables.table("series_catalogue").set_index("id")
    for series in SINGLE:
        row = catalogue.loc[series]
        assert f"{row.counted_by} ({row.side})" in description
        for value, _ in yearly(series).values():
            assert f"{value:,.0f}" in description
    assert "1984 CIA (american) expected: about 1,200" in description
    assert "1982 New York Times (other) about 300" in description
    for year, (value, _) in yearly(CHINESE).items():
        if year in yearly(EXPORTS):
            assert re.search(rf"{year:.0f} [\d,]+ against {value:,.0f}", description)


def statements():
    rows = tables.table("loans")
    return rows[rows.unit != "million yuan"], rows[rows.unit == "million yuan"]


def test_loans_draws_every_sum_in_dollars_on_its_line_with_the_side_that_states_it(of_loans):
    rows, _ = statements()
    expected = sorted(
        (round(in_dollars(r.amount, r.unit), 6), r.side, r.confidence == "low")
        for r in rows.itertuples()
    )
    drawn = sorted((x, side, empty) for axes in of_loans for x, _, side, empty in markers(axes))
    assert drawn == expected


def test_each_sum_stands_beside_its_marker_in_its_own_unit_with_who_states_it(of_loans):
    rows, _ = statements()
    printed = [text.get_text().replace("\n", " ") for axes in of_loans for text in axes.texts]
    for row in rows.itertuples():
        amount = f"{row.amount:,.0f}" if row.amount == round(row.amount) else f"{row.amount}"
        assert any(f"{amount} {row.unit}" in text for text in printed)
        assert f"{row.counted_by} ({row.side})" in printed
    assert sum("(unconfirmed)" in text for text in printed) == (rows.confidence == "low").sum()


def test_the_rouble_sum_and_the_dollar_sum_of_1950_are_one_sum(of_loans):
    upper, _ = of_loans
    heights = {x: [] for x, *_ in markers(upper)}
    labels = {round(text.xy[1]): text.get_text() for text in upper.texts if hasattr(text, "xyann")}
    for x, y, *_ in markers(upper):
        heights[x].append(labels[y])
    at_300 = [label for x, found in heights.items() if abs(x - 300) < 0.5 for label in found]
    assert sorted(at_300) == ["1,200 million old roubles", "300 million US dollars"]


def test_statements_on_one_credit_stand_together(of_loans):
    rows, _ = statements()
    order = []
    for axes in of_loans:
        for name in names_of_rows(axes):
            purpose = name.replace("\n", " ").split(": ", 1)[1]
            order.append(rows.loan[rows.purpose == purpose].iloc[0])
    runs = [one for one, before in zip(order, [None, *order], strict=False) if one != before]
    assert len(runs) == rows.loan.nunique()


def test_sums_in_yuan_are_named_below_and_not_drawn(of_loans):
    _, yuan = statements()
    figure = of_loans[0].figure
    assert len(yuan)
    note = printed_below(figure)
    for row in yuan.itertuples():
        assert f"{row.amount:,.0f} million yuan" in note
    assert "no rate" in note


@pytest.mark.parametrize("which", ["trade", "loans"])
def test_alt_text_a_line_of_sources_and_a_note_on_empty_markers(which, of_trade, of_loans):
    figure = of_trade.figure if which == "trade" else of_loans[0].figure
    assert len(figure.description) > 200
    assert figure.source_line.startswith("Sources: ")
    printed = printed_below(figure)
    assert figure.source_line in printed
    assert "Empty markers" in printed


def test_the_lines_at_the_foot_do_not_run_into_the_axes(of_trade, of_loans):
    for axes in (of_trade, of_loans[1]):
        axes.figure.canvas.draw()
        foot = axes.figure.texts[-1].get_window_extent()
        assert foot.ymax < axes.get_tightbbox().ymin


def test_the_line_of_sources_of_trade_cites_both_soviet_series(of_trade):
    firsts = {
        sources.cite(row[0]).strip("()")
        for series in (EXPORTS, IMPORTS, CHINESE, *SINGLE)
        for row in queries.series(series).sources
    }
    line = of_trade.figure.source_line
    rest = re.search(r"and (\d+) more", line)
    assert sum(name in line for name in firsts) + (int(rest[1]) if rest else 0) == len(firsts)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ((300, 300, "exact"), "300"),
        ((1200, 1200, "about"), "about 1,200"),
        ((500, 500, "at_least"), "500 or more"),
        ((20, 20, "upper_bound"), "up to 20"),
        ((2650, 2650, "lower_bound"), "from 2,650"),
        ((10.7, 11.5, "upper_bound"), "10.7 to 11.5"),
        ((14.4, 14.4, "exact", False), "14.4 (unconfirmed)"),
    ],
)
def test_a_value_is_printed_as_its_source_puts_it(given, text):
    assert stated(*given) == text


def test_no_sum_of_a_loan_runs_into_the_words_at_the_right():
    panels = loans()
    figure = panels[0].figure
    figure.set_dpi(110)  # as it is shown: text grows in steps, so other sizes do not tell
    figure.canvas.draw()
    for axes in panels:
        sums = [text.get_window_extent() for text in axes.texts if text.get_ha() == "left"]
        assert not [
            (one, two)
            for one in sums
            for two in sums
            if one.x0 < two.x0 - 1 and one.x1 > two.x0 and one.y0 < two.y1 and two.y0 < one.y1
        ]
    plt.close(figure)
