"""Specialists, withdrawal and divisions as drawn: every value is one of the data."""

from collections import Counter

import matplotlib as mpl
import pytest

mpl.use("Agg")

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.colors import to_hex

from pictures import printed_below
from sinosoviet import dates, sources, tables
from sinosoviet.figures import STYLES, divisions, specialists, withdrawal

IN_CHINA = [
    "specialists in China, 1950-1960",
    "specialists after the recall",
    "specialists withdrawn, 1960",
]
PROJECTS = ["aid projects, 1960", "science projects cancelled, 1960", "nuclear projects, 1960"]
SOVIET, CHINESE = (
    "Soviet divisions on the Chinese border",
    "Chinese divisions near the Soviet border",
)
SIDES = {style.marker: side for side, style in STYLES.items()}
COLOURS = {style.colour.lower(): side for side, style in STYLES.items()}
HATCHES = {style.hatch: side for side, style in STYLES.items()}


def of_module(draw):
    @pytest.fixture(scope="module")
    def panels():
        axes = draw()
        yield axes
        plt.close(axes[0].figure)

    return panels


of_specialists = of_module(specialists)
of_withdrawal = of_module(withdrawal)
of_divisions = of_module(divisions)


def data(*topics):
    """The rows of some topics with who counted, read without the figures' own helpers."""
    catalogue = tables.table("series_catalogue").rename(columns={"id": "series"})
    rows = tables.table("series").merge(catalogue.drop(columns="unit"), on="series")
    return rows[rows.topic.isin(topics)]


def values(rows):
    return sorted((row.value, row.side, row.confidence == "low") for row in rows.itertuples())


def alone(axes):
    """The markers that stand alone."""
    lines = [line for line in axes.lines if len(line.get_xdata()) == 1]
    return [line for line in lines if line.get_marker() in SIDES]


def markers(axes, along="x"):
    """The markers that stand alone, as (value, side, empty), by what carries the value."""
    drawn = []
    for line in alone(axes):
        side = SIDES[line.get_marker()]
        assert COLOURS[to_hex(line.get_color())] == side
        value = line.get_xdata()[0] if along == "x" else line.get_ydata()[0]
        drawn.append((float(value), side, to_hex(line.get_markerfacecolor()) == "#ffffff"))
    return sorted(drawn)


def bars(axes):
    """The bars as (value, side, empty); an empty one has the colour at its edge."""
    drawn = []
    for patch in axes.patches:
        side = HATCHES[patch.get_hatch() or ""]
        face, edge = to_hex(patch.get_facecolor()), to_hex(patch.get_edgecolor())
        assert patch.get_x() == 0
        assert COLOURS[edge if face == "#ffffff" else face] == side
        drawn.append((patch.get_width(), side, face == "#ffffff"))
    return sorted(drawn)


def labels(axes):
    return [label.get_text().replace("\n", " ") for label in axes.get_yticklabels()]


def printed(figure):
    return printed_below(figure)


def test_every_count_of_specialists_is_drawn_once_as_a_marker_or_a_bar(of_specialists):
    _, stocks, _, totals = of_specialists
    rows = data(*IN_CHINA)
    people = rows[rows.unit != "per cent"]
    assert sorted(markers(stocks) + bars(totals)) == values(people)


def test_a_count_for_a_period_is_a_bar_and_one_of_people_present_a_marker(of_specialists):
    _, stocks, _, totals = of_specialists
    rows = data(*IN_CHINA)
    people = rows[rows.unit != "per cent"]
    long = people.period.map(lambda text: dates.parse(text).precision in ("interval", "year"))
    assert set(values(people[long])) <= set(bars(totals))
    present = people[people.definition.str.contains("estimated to be in China|at work in|moment")]
    assert len(present) == 4
    assert set(values(present)) <= set(markers(stocks))
    arrived = people[people.definition.str.contains("came with|had come|recalled|recall was")]
    assert set(values(arrived)) <= set(bars(totals))


def test_a_stock_and_a_total_have_scales_and_labels_of_their_own(of_specialists):
    _, stocks, _, totals = of_specialists
    assert "present" in stocks.get_xlabel()
    assert "total" in totals.get_xlabel()
    assert not stocks.patches
    assert totals.get_xlim()[1] > 4 * stocks.get_xlim()[1]
    assert "do not compare" in printed(stocks.figure)


def test_the_line_of_years_has_the_day_or_the_period_of_each_count(of_specialists):
    days, stocks, periods, totals = of_specialists
    rows = data(*IN_CHINA)
    rows = rows[rows.unit != "per cent"].drop_duplicates(["series", "period"])
    spans = [tuple(line.get_xdata()) for line in periods.lines]
    single = [mdates.num2date(line.get_xdata()[0]).date() for line in alone(days)]
    drawn = [(pd.Timestamp(a), pd.Timestamp(b)) for a, b in spans]
    known = Counter(zip(rows.earliest, rows.latest, strict=True))
    assert not Counter(drawn) - known
    left = Counter(first.date() for first, _ in (known - Counter(drawn)).elements())
    assert left == Counter(single)
    assert len(labels(days)) == len(single) == len(stocks.texts)
    assert len(labels(periods)) == len(spans) == len(totals.texts)


def test_what_is_known_from_recall_only_is_empty_and_dotted(of_specialists):
    _, _, periods, totals = of_specialists
    rows = data(*IN_CHINA)
    low = rows[rows.confidence == "low"]
    assert len(low)
    assert [bar for bar in bars(totals) if bar[2]] == values(low)
    assert [line.get_linestyle() for line in periods.lines].count(":") == len(low)
    assert "from recall" in printed(totals.figure)
    assert sum("(unconfirmed)" in text.get_text() for text in totals.texts) == len(low)


def test_visits_are_not_passed_off_as_persons(of_specialists):
    (text,) = [t.get_text() for t in of_specialists[3].texts if "18,000" in t.get_text()]
    assert "person-visits" in text


def test_the_gap_without_a_count_of_people_present_is_named(of_specialists):
    figure = of_specialists[0].figure
    for text in (figure.description, printed(figure)):
        assert "between January 1950 and July 1960" in text


def test_the_share_that_no_axis_of_persons_can_show_is_given_in_words(of_specialists):
    figure = of_specialists[0].figure
    for text in (figure.description, printed(figure)):
        assert "73 per cent" in text


@pytest.mark.parametrize(
    ("panels", "topics"),
    [
        ("of_specialists", IN_CHINA),
        (
            "of_withdrawal",
            ["specialists withdrawn, 1960", "contracts cancelled, 1960", *PROJECTS],
        ),
        ("of_divisions", [SOVIET, CHINESE]),
    ],
)
def test_the_alt_text_gives_each_counter_and_value_and_the_source_line_cites(
    panels, topics, request
):
    figure = request.getfixturevalue(panels)[0].figure
    rows = data(*topics)
    for row in rows.itertuples():
        assert f"{row.counted_by} ({row.side})" in figure.description
        assert f"{row.value:,.0f}" in figure.description
    firsts = {sources.cite(row[0]).strip("()") for row in rows.sources}
    named = [name for name in firsts if name in figure.source_line]
    assert len(named) >= min(8, len(firsts))
    assert figure.source_line in printed(figure)
    assert 'alt="' in figure.html()


def test_the_withdrawal_draws_every_count_in_the_panel_of_its_unit(of_withdrawal):
    present, recalled, contracts, projects, _ = of_withdrawal
    assert sorted(markers(present) + bars(recalled)) == values(data("specialists withdrawn, 1960"))
    assert bars(contracts) == values(data("contracts cancelled, 1960"))
    assert bars(projects) == values(data(*PROJECTS))


def test_the_number_to_be_recalled_is_not_among_the_people_present(of_withdrawal):
    present, recalled, *_ = of_withdrawal
    assert 1292 in [value for value, _, _ in markers(present)]
    assert {1390, 78} <= {value for value, _, _ in bars(recalled)}


def test_a_unit_other_than_that_of_the_axis_stands_at_the_bar(of_withdrawal):
    projects = of_withdrawal[3]
    said = [text.get_text() for text in projects.texts]
    assert sum("enterprises" in text for text in said) == 3
    assert any("contracts and supplements" in t.get_text() for t in of_withdrawal[2].texts)


def test_each_panel_of_the_withdrawal_goes_by_side_and_names_who_gives_no_count(of_withdrawal):
    order = list(STYLES)
    for axes in of_withdrawal[1:4]:
        sides = [HATCHES[patch.get_hatch() or ""] for patch in axes.patches]
        assert sides == sorted(sides, key=order.index)
        title = axes.get_title(loc="left")
        for side in ("soviet", "chinese", "american"):
            assert (side.capitalize() in title) == (side not in sides)
            assert not (side not in sides and "no " not in title)


def test_the_steps_are_events_of_the_data_in_order_with_the_rival_dates_of_the_note(of_withdrawal):
    steps = of_withdrawal[4]
    events = tables.table("events")
    shown = [label.split(": ", 1)[1] for label in labels(steps)]
    rows = events.set_index("title").loc[shown]
    days = [
        (mdates.num2date(line.get_xdata()[0]).date(), SIDES[line.get_marker()])
        for line in alone(steps)
    ]
    assert days == [(row.earliest.date(), row.side) for row in rows.itertuples()]
    assert days == sorted(days, key=lambda day: day[0])
    empty = [e for _, _, e in markers(steps)]
    assert sum(empty) == (rows.confidence == "low").sum() == 1
    note = [label for label in labels(steps) if "note" in label.lower()]
    assert {label.split(":")[0] for label in note} >= {"16 June", "16 July", "18 July"}
    for row in rows.itertuples():
        assert f"{row.side}: {row.Index}" in steps.figure.description


def test_the_divisions_are_all_drawn_but_a_forecast_and_a_whole_army(of_divisions):
    left, right = of_divisions
    apart = ["soviet-divisions-expected-cia-1970", "chinese-army-divisions-helms"]
    for axes, topic in ((left, SOVIET), (right, CHINESE)):
        rows = data(topic)
        assert markers(axes, along="y") == values(rows[~rows.series.isin(apart)])
    for text in (left.figure.description, printed(left.figure)):
        assert "Not drawn: " in text
        assert "162" in text
        assert "42 to 48" in text


def test_each_count_of_divisions_stands_in_its_year(of_divisions):
    rows = data(SOVIET)
    rows = rows[rows.series != "soviet-divisions-expected-cia-1970"]
    drawn = sorted(
        (float(line.get_ydata()[0]), int(line.get_xdata()[0])) for line in alone(of_divisions[0])
    )
    assert drawn == sorted((row.value, row.earliest.year) for row in rows.itertuples())


def test_a_lower_and_an_upper_bound_of_divisions_are_joined_by_a_vertical_bar(of_divisions):
    upright = {
        tuple(line.get_ydata())
        for axes in of_divisions
        for line in axes.lines
        if len(line.get_xdata()) == 2
        and line.get_xdata()[0] == line.get_xdata()[1]
        and line.get_ydata()[0] != line.get_ydata()[1]
    }
    assert upright == {(11, 12), (37, 41), (29, 33)}


def test_the_letters_of_the_divisions_are_those_of_the_key_one_a_source(of_divisions):
    left, _ = of_divisions
    (legend,) = left.figure.legends
    key = [text.get_text().replace("\n", " ") for text in legend.get_texts()]
    letters = [line.split()[0] for line in key if line[1:3] == "  "]
    used = {text.get_text().strip() for axes in of_divisions for text in axes.texts}
    assert len(letters) == len(set(letters)) == len(used)
    assert set(letters) == used
    drawn = data(SOVIET, CHINESE).series.nunique() - 2
    assert len(letters) == drawn
    (line,) = [line for line in key if "CIA, October 1970" in line]
    assert "11 to 12 (1965), 37 to 41 (October 1970)" in line


def test_a_part_of_the_border_force_is_smaller_than_the_whole(of_divisions):
    sizes = {float(line.get_ydata()[0]): line.get_markersize() for line in alone(of_divisions[0])}
    assert max(sizes[value] for value in (1, 6, 8, 10, 18, 29, 33)) < min(
        sizes[value] for value in (11, 12, 15, 37, 41, 46, 59)
    )


def test_both_armies_are_on_one_scale(of_divisions):
    left, right = of_divisions
    assert left.get_ylim() == right.get_ylim()
    assert left.get_ylim()[0] == 0


def test_no_text_is_under_seven_points_and_no_figure_wider_than_nine_inches(
    of_specialists, of_withdrawal, of_divisions
):
    for panels in (of_specialists, of_withdrawal, of_divisions):
        figure = panels[0].figure
        assert figure.get_figwidth() <= 9
        texts = [text for axes in panels for text in (*axes.texts, *axes.get_yticklabels())]
        texts += [text for legend in figure.legends for text in legend.get_texts()]
        assert min(text.get_fontsize() for text in texts) >= 7
