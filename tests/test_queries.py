"""What a lesson asks of the tables."""

import pytest

from sinosoviet import queries, tables
from sinosoviet.dates import BadDate
from sinosoviet.errors import CourseError, UnknownName

TOPICS = sorted(set(tables.table("series_catalogue").topic))


def test_events_are_in_order_of_time_with_source_and_confidence():
    frame = queries.events()
    assert list(frame) == ["date", "title", "side", "sources", "confidence"]
    assert len(frame) == len(tables.table("events"))
    days = tables.table("events").set_index("id").loc[frame.index]
    assert days.earliest.is_monotonic_increasing
    assert all(frame.sources)


def test_events_begin_and_end_with_the_limits_both_included():
    inside = queries.events(since="1960-07-16", until="1960-07-31")
    assert {"soviet-note-recall-1960", "chinese-reply-1960"} <= set(inside.index)
    days = tables.table("events").set_index("id").loc[inside.index]
    assert (days.latest >= "1960-07-16").all()
    assert (days.earliest <= "1960-07-31").all()
    outside = set(queries.events().index) - set(inside.index)
    rest = tables.table("events").set_index("id").loc[sorted(outside)]
    assert ((rest.latest < "1960-07-16") | (rest.earliest > "1960-07-31")).all()


def test_a_year_as_a_limit_reaches_to_its_last_day():
    assert set(queries.events(since="1960", until="1960").index) == set(
        queries.events(since="1960-01-01", until="1960-12-31").index
    )


@pytest.mark.parametrize("word", ["specialists", "SPECIALISTS", "Specialists"])
def test_about_looks_in_titles_and_summaries_in_any_case(word):
    found = queries.events(about=word)
    texts = tables.table("events").set_index("id")
    assert len(found) > 3
    for name in found.index:
        assert "specialists" in f"{texts.title[name]} {texts.summary[name]}".lower()


def test_about_finds_a_category_too():
    nuclear = tables.table("events").set_index("id").category == "nuclear"
    assert set(nuclear[nuclear].index) <= set(queries.events(about="nuclear").index)


@pytest.mark.parametrize("text", ["(", "[a-z]+", "*", "."])
def test_about_is_taken_letter_by_letter(text):
    titles = tables.table("events")
    expected = (
        (titles.title + " " + titles.summary + " " + titles.category)
        .map(lambda words: text in words)
        .sum()
    )
    assert len(queries.events(about=text)) == expected


def test_events_of_one_side():
    assert set(queries.events(side="american").side) == {"american"}


def test_an_unknown_side_gets_the_nearest_one():
    with pytest.raises(UnknownName, match=r"no side 'china'.*'chinese'"):
        queries.events(side="china")


@pytest.mark.parametrize("limit", ["since", "until"])
def test_a_limit_that_is_no_date_is_refused(limit):
    with pytest.raises(BadDate, match="'summer 1960' is not a date"):
        queries.events(**{limit: "summer 1960"})


@pytest.mark.parametrize(("limit", "text"), [("since", "../1960-07"), ("until", "1960-07/..")])
def test_an_open_limit_is_no_limit_or_is_refused_but_hides_nothing(limit, text):
    try:
        found = queries.events(**{limit: text})
    except CourseError:
        return
    assert len(found) == len(queries.events())


@pytest.mark.parametrize("topic", TOPICS)
def test_a_comparison_keeps_every_count_apart(topic):
    frame = queries.compare(topic)
    series, catalogue = tables.table("series"), tables.table("series_catalogue")
    names = set(catalogue[catalogue.topic == topic].id)
    expected = series[series.series.isin(names)]
    assert sorted(frame.value) == sorted(expected.value)
    assert sorted(frame.unit) == sorted(expected.unit)
    assert set(frame.index) == names
    assert frame.counted_by.all()
    assert frame.definition.all()


def test_an_unknown_topic_gets_the_nearest_one():
    with pytest.raises(UnknownName, match="Did you mean 'specialists withdrawn, 1960'"):
        queries.compare("specialists withdrawn 1960")


def test_a_series_comes_in_order_of_time_and_says_who_counted_what():
    catalogue = tables.table("series_catalogue").set_index("id")
    whole = tables.table("series")
    for name in catalogue.index:
        frame = queries.series(name)
        assert len(frame) == (whole.series == name).sum() > 0
        assert frame.earliest.is_monotonic_increasing
        for key in ("unit", "definition", "counted_by", "side", "caveat", "comparable"):
            assert frame.attrs[key] == catalogue[key][name]


def test_an_unknown_series_gets_the_nearest_one():
    with pytest.raises(UnknownName, match="Did you mean 'specialists-recalled-chinese-count'"):
        queries.series("specialists-recalled-chinese")
