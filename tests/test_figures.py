"""The figures: what they show, and that it can be known without seeing them."""

import gc
import itertools
import re
import weakref
from collections import Counter

import matplotlib as mpl
import pytest

mpl.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.markers import CARETLEFTBASE, CARETRIGHTBASE

from pictures import names_of_rows, printed_below, texts_within
from sinosoviet import figures, queries, sources, tables
from sinosoviet.errors import CourseError, UnknownName

#: Every eighth topic, and all of the withdrawal: each draws several figures.
ALL = sorted(set(tables.table("series_catalogue").topic))
TOPICS = sorted({*ALL[::8], *(topic for topic in ALL if topic.endswith("1960"))})
TOPIC = "specialists withdrawn, 1960"
CLAIMED = "yearly growth of industry in China from 1953"


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def shown(value):
    """A number as the figures print it."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.6g}"


def words(text, number):
    return re.search(rf"(?<![\d,]){re.escape(number)}(?![\d]|,\d)", text)


@pytest.mark.parametrize("topic", TOPICS)
def test_counts_describes_each_count_with_who_counted_and_on_which_side(topic):
    axes = figures.counts(topic)
    assert isinstance(axes, Axes)
    description = axes.figure.description
    titles = tables.table("series_catalogue").set_index("id").title
    for row in queries.compare(topic).itertuples():
        named = (
            rf"({re.escape(row.counted_by)}|{re.escape(titles[row.Index])})[^(;]* \({row.side}\)"
        )
        assert re.search(named, description), row
        assert words(description, shown(row.value)), row.value
        assert row.definition in description


@pytest.mark.parametrize("topic", TOPICS)
def test_no_two_bars_have_the_same_name(topic):
    labels = names_of_rows(figures.counts(topic))
    assert labels
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("topic", TOPICS)
def test_no_number_at_a_bar_is_cut_off(topic):
    figure = figures.counts(topic).figure
    seen = figure.get_tightbbox()
    assert seen.x0 >= -0.01
    assert seen.x1 <= figure.get_figwidth() + 0.01


@pytest.mark.parametrize("topic", TOPICS)
def test_values_of_several_times_are_not_drawn_as_one_uncertain_value(topic):
    """A lower and an upper bound belong to one time; 1959 and 1962 bound nothing."""
    axes = figures.counts(topic)
    rows = queries.compare(topic)
    for name, values in rows.groupby(level=0):
        if values.period.nunique() > 1:
            joined = f"{shown(values.value.min())} to {shown(values.value.max())}"
            assert joined not in axes.figure.description, name


@pytest.mark.parametrize("topic", TOPICS)
def test_counts_in_several_units_name_each_unit(topic):
    axes = figures.counts(topic)
    rows = queries.compare(topic)
    seen = " ".join([axes.get_xlabel(), *(text.get_text() for text in axes.texts)])
    for unit in set(rows.unit):
        assert unit in seen


def test_counts_prints_beside_each_bar_who_counted_and_how_many():
    axes = figures.counts(TOPIC)
    rows = queries.compare(TOPIC)
    labels = [name.replace("\n", " ") for name in names_of_rows(axes)]
    printed = texts_within(axes)
    assert len(labels) == len(printed) == rows.index.nunique()
    for row in rows.itertuples():
        assert f"{row.counted_by} ({row.side})" in labels
        assert any(words(text, shown(row.value)) for text in printed)


def test_where_a_counter_has_several_counts_each_bar_says_what_was_counted_and_by_whom():
    topic = "specialists in China, 1950-1960"
    labels = [name.split("\n") for name in names_of_rows(figures.counts(topic))]
    catalogue = tables.table("series_catalogue").set_index("title")
    assert {title for title, _ in labels} == set(catalogue.index[catalogue.topic == topic])
    for title, by in labels:
        surname = catalogue.counted_by[title].partition(",")[0].partition(" (")[0].split()[-1]
        assert surname in title + by


def bars(axes):
    """The bars of the figure by height: (left, right) of each."""
    found = {}
    for patch in axes.patches:
        height = round(patch.get_y() + patch.get_height() / 2)
        found.setdefault(height, []).append((patch.get_x(), patch.get_x() + patch.get_width()))
    return found


def test_a_lower_and_an_upper_bound_are_drawn_as_a_range():
    axes = figures.counts(TOPIC)
    rows = queries.compare(TOPIC)
    low, high = sorted(rows.value["technicians-present-us-state-department"])
    labels = names_of_rows(axes)
    (place,) = [n for n, label in enumerate(labels) if "Intelligence and Research" in label]
    assert (low, high) in bars(axes)[place]
    assert (0, low) in bars(axes)[place]
    assert f"{shown(low)} to {shown(high)}" in axes.figure.description
    assert "from a lower to an upper bound" in printed_below(axes.figure)


def test_a_single_count_is_drawn_as_long_as_it_is():
    axes = figures.counts(TOPIC)
    ends = {max(right for _, right in pairs) for pairs in bars(axes).values()}
    assert ends == set(queries.compare(TOPIC).groupby(level=0).value.max())


def test_a_topic_without_a_range_speaks_of_none():
    axes = figures.counts("aid projects, 1960")
    assert "upper bound" not in printed_below(axes.figure)


def test_a_count_from_recall_is_empty_and_called_unconfirmed():
    axes = figures.counts("nuclear specialists, 1960")
    assert "unconfirmed" in axes.figure.description
    assert to_hex(axes.patches[0].get_facecolor()) == "#ffffff"
    sure = figures.counts(TOPIC)
    assert to_hex(sure.patches[0].get_facecolor()) != "#ffffff"


def test_the_bars_of_two_sides_differ_in_colour_and_in_hatch():
    axes = figures.counts(TOPIC)
    labels = names_of_rows(axes)
    cues = {}
    for patch in axes.patches:
        side = labels[round(patch.get_y() + 0.35)].rpartition("(")[2].rstrip(")")
        cues.setdefault(side, set()).add((to_hex(patch.get_facecolor()), patch.get_hatch() or ""))
    assert {"soviet", "chinese", "american"} <= set(cues)
    assert all(len(found) == 1 for found in cues.values())
    for index in (0, 1):
        assert len({next(iter(found))[index] for found in cues.values()}) == len(cues)


def test_no_two_sides_share_a_colour_a_marker_or_a_hatch():
    for cue in ("colour", "marker", "hatch"):
        used = Counter(getattr(style, cue) for style in figures.STYLES.values())
        assert set(used.values()) == {1}, cue


def test_every_side_of_the_data_has_a_style():
    sides = {*tables.table("events").side, *tables.table("series_catalogue").side}
    assert sides <= set(figures.STYLES)


def test_an_unknown_topic_gets_the_nearest_one():
    with pytest.raises(UnknownName, match=r"no topic 'specialists'.*specialists"):
        figures.counts("specialists")
    assert plt.get_fignums() == []


def test_the_timeline_describes_each_event_with_date_and_side():
    axes = figures.timeline("1960-07", "1960-08")
    rows = queries.events("1960-07", "1960-08")
    assert isinstance(axes, Axes)
    assert f"{len(rows)} events" in axes.figure.description
    for row in rows.itertuples():
        assert f"{row.side}: {row.title}" in axes.figure.description


def test_the_timeline_has_a_lane_for_each_event_in_order():
    axes = figures.timeline("1960-07", "1960-08")
    titles = list(queries.events("1960-07", "1960-08").title)
    labels = names_of_rows(axes)
    assert len(labels) == len(titles)
    for label, title in zip(labels, titles, strict=True):
        assert label.endswith(title)
    assert axes.yaxis_inverted()


def test_a_period_is_a_bar_and_a_day_is_none():
    def lines(axes):
        return [line for line in axes.lines if len(line.get_xdata()) == 2]

    assert len(lines(figures.timeline("1960-07-28", "1960-09-01", "the period set"))) == 1
    assert lines(figures.timeline("1960-07-31", "1960-07-31", "called the recall a breach")) == []


def test_the_sides_on_a_timeline_differ_in_colour_and_in_marker():
    axes = figures.timeline("1960-07", "1960-09")
    cues = {
        line.get_label(): (line.get_color(), line.get_marker())
        for line in axes.get_legend().legend_handles
    }
    assert set(cues) == set(queries.events("1960-07", "1960-09").side)
    for index in (0, 1):
        assert len({cue[index] for cue in cues.values()}) == len(cues)


def test_an_unsure_event_has_an_open_marker_and_a_note_says_so():
    def note(axes):
        return printed_below(axes.figure)

    unsure = figures.timeline("1960-06-16", "1960-06-16", "Liu Xiao")
    assert "Open markers: low confidence" in note(unsure)
    assert "white" in [line.get_markerfacecolor() for line in unsure.lines]
    sure = figures.timeline("1960-07-31", "1960-07-31", side="chinese")
    assert "Open markers" not in note(sure)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("1993", "1994"), "No event between 1993 and 1994 fits; widen"),
        (("1960", "1961", "zeppelin"), "No event between 1960 and 1961 fits"),
        (("summer", "1961"), "'summer' is not a date"),
        (("1960", "1960/.."), "leave neither open"),
        (("../1960", "1961"), "leave neither open"),
        (("1961", "1960"), "No event"),
    ],
)
def test_a_timeline_that_cannot_be_drawn_says_why(arguments, message):
    with pytest.raises(CourseError, match=message):
        figures.timeline(*arguments)


@pytest.mark.parametrize(
    "draw",
    [
        lambda: figures.counts(TOPIC),
        lambda: figures.counts("military specialists, August 1960"),
        lambda: figures.timeline("1960-07", "1960-08"),
        lambda: figures.timeline("1960-05", "1960-10"),
    ],
    ids=["counts", "few counts", "timeline", "long timeline"],
)
def test_a_figure_has_alt_text_and_a_line_of_sources(draw):
    figure = draw().figure
    html = figure.html()
    (alt,) = re.findall(r'alt="([^"]*)"', html)
    assert alt
    assert html.count("<img") == 1
    assert "data:image/png;base64,iVBOR" in html
    printed = printed_below(figure)
    assert figure.source_line in printed
    assert figure.source_line.startswith("Sources: ")
    assert figure.description in repr(figure)


def test_a_notebook_gets_the_picture_with_its_alt_text_and_no_other(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, **_: shown.append(bundle))
    figure = figures.counts(TOPIC).figure
    figure._ipython_display_()
    (bundle,) = shown
    assert set(bundle) == {"text/html", "text/plain"}
    assert re.search(r'alt="Bars, [^"]+"', bundle["text/html"])
    assert figure.description in bundle["text/plain"]


def test_the_line_of_sources_cites_the_first_source_of_each_row_or_counts_the_rest():
    figure = figures.counts(TOPIC).figure
    firsts = {sources.cite(row[0]).strip("()") for row in queries.compare(TOPIC).sources}
    named = [name for name in firsts if name in figure.source_line]
    rest = re.search(r"and (\d+) more", figure.source_line)
    assert len(named) + (int(rest[1]) if rest else 0) == len(firsts)


def test_a_quotation_mark_in_the_description_does_not_end_the_alt_text():
    figure = figures.counts(TOPIC).figure
    figure.describe('A "quoted" <word>', ["luthi-2008"])
    (alt,) = re.findall(r'alt="([^"]*)"', figure.html())
    assert alt == "A &quot;quoted&quot; &lt;word&gt;"


def test_the_same_figure_is_the_same_picture():
    assert figures.counts(TOPIC).figure.html() == figures.counts(TOPIC).figure.html()


def test_a_closed_figure_leaves_the_memory_again():
    figure = weakref.ref(figures.counts(TOPIC).figure)
    plt.close("all")
    gc.collect()
    assert figure() is None


def test_two_statements_on_one_year_stay_apart_and_only_the_recalled_one_is_unconfirmed():
    labels = texts_within(figures.counts(CLAIMED))
    values = queries.series("industry-growth-claimed")
    year = values[values.period == "1958"]
    assert set(year.confidence) == {"medium", "low"}
    for row in year.itertuples():
        (label,) = [text for text in labels if words(text, shown(row.value)) and "to" not in text]
        assert ("unconfirmed" in label) == (row.confidence == "low")


def test_what_began_before_a_timeline_or_goes_on_after_it_has_an_arrowhead_at_the_frame():
    def heads(axes):
        return Counter(line.get_marker() for line in axes.lines) & Counter(
            {CARETLEFTBASE: 9, CARETRIGHTBASE: 9}
        )

    window = "1960-08-01", "1960-08-10"
    rows = tables.table("events").set_index("id").loc[queries.events(*window).index]
    axes = figures.timeline(*window)
    before, after = (rows.earliest < window[0]).sum(), (rows.latest > window[1]).sum()
    assert before
    assert after
    assert heads(axes) == {CARETLEFTBASE: before, CARETRIGHTBASE: after}
    assert "Arrowheads" in printed_below(axes.figure)
    whole = figures.timeline("1945", "1991", "Khrushchev")
    assert not heads(whole)
    assert "Arrowheads" not in printed_below(whole.figure)


def test_a_timeline_tells_in_words_which_markers_are_open():
    rows = tables.table("events")
    low = rows[rows.confidence == "low"].iloc[0]
    described = figures.timeline(
        str(low.earliest.date()), str(low.latest.date())
    ).figure.description
    assert f"{low.title} (low confidence)" in described
    assert described.count("(low confidence)") == 1


@pytest.mark.parametrize("until", ["1949", "1950", "1952", "1956-06", "1970", "1991"])
def test_a_timeline_of_any_length_has_a_few_ticks_and_warns_of_nothing(until):
    axes = figures.timeline("1945-01", until, "treaty")
    axes.figure.canvas.draw()
    assert 3 <= len(axes.get_xticklabels()) <= 12


def test_the_numbers_under_the_bars_do_not_touch():
    axes = figures.counts("Chinese dead in Korea")
    axes.figure.canvas.draw()
    boxes = [label.get_window_extent() for label in axes.get_xticklabels() if label.get_text()]
    assert all(a.x1 + 3 < b.x0 for a, b in itertools.pairwise(boxes))
    assert "50,000" in [label.get_text() for label in axes.get_xticklabels()]


def test_a_line_of_time_prints_no_month_in_its_corner():
    axes = figures.timeline("1949-12", "1950-02")
    axes.figure.canvas.draw()
    assert axes.xaxis.get_offset_text().get_text() == ""
