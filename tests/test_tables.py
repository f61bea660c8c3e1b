"""The tables as a lesson uses them."""

import json

import pandas as pd
import pytest

from sinosoviet import tables
from sinosoviet.dates import BadDate
from sinosoviet.errors import CourseError, UnknownName

NAMES = sorted(tables.resources(tables.folder()))
TOPICS = sorted(set(tables.table("series_catalogue").topic))


@pytest.mark.parametrize("name", NAMES)
def test_a_table_says_what_it_is_and_where_it_comes_from(name):
    frame = tables.table(name)
    assert len(frame) > 0
    assert {"title", "description", "licence", "file"} <= set(frame.attrs)
    assert frame.attrs["licence"] == "CC-BY-4.0"
    assert (tables.folder() / frame.attrs["file"]).is_file()


@pytest.mark.parametrize("name", NAMES)
def test_columns_have_the_types_that_the_description_gives_them(name):
    frame = tables.table(name)
    for field in tables.resources(tables.folder())[name]["schema"]["fields"]:
        if field["type"] == "list":
            assert all(isinstance(cell, tuple) for cell in frame[field["name"]])
        elif field["type"] in ("number", "integer"):
            assert pd.api.types.is_numeric_dtype(frame[field["name"]])
        if field.get("rdfType") == tables.EDTF:
            assert (frame.earliest <= frame.latest).all()


def test_changing_a_table_does_not_change_the_next_one():
    frame = tables.table("events")
    frame["title"] = "changed"
    frame.attrs["title"] = "changed"
    again = tables.table("events")
    assert "changed" not in set(again.title)
    assert again.attrs["title"] != "changed"


def test_an_unknown_table_gets_the_nearest_name():
    with pytest.raises(UnknownName, match=r"no table 'event'.*'events'"):
        tables.table("event")


def test_an_empty_cell_of_text_is_empty_and_not_missing():
    assert not tables.table("events").note.isna().any()
    assert "" in set(tables.table("events").note)


def test_events_are_in_order_of_time_with_source_and_confidence():
    frame = tables.events()
    assert list(frame) == ["date", "title", "side", "sources", "confidence"]
    assert len(frame) == len(tables.table("events"))
    days = tables.table("events").set_index("id").loc[frame.index]
    assert days.earliest.is_monotonic_increasing
    assert all(frame.sources)


def test_events_begin_and_end_with_the_limits_both_included():
    inside = tables.events(since="1960-07-16", until="1960-07-31")
    assert {"soviet-note-recall-1960", "chinese-reply-1960"} <= set(inside.index)
    days = tables.table("events").set_index("id").loc[inside.index]
    assert (days.latest >= "1960-07-16").all()
    assert (days.earliest <= "1960-07-31").all()
    outside = set(tables.events().index) - set(inside.index)
    rest = tables.table("events").set_index("id").loc[sorted(outside)]
    assert ((rest.latest < "1960-07-16") | (rest.earliest > "1960-07-31")).all()


def test_a_year_as_a_limit_reaches_to_its_last_day():
    assert set(tables.events(since="1960", until="1960").index) == set(
        tables.events(since="1960-01-01", until="1960-12-31").index
    )


@pytest.mark.parametrize("word", ["specialists", "SPECIALISTS", "Specialists"])
def test_about_looks_in_titles_and_summaries_in_any_case(word):
    found = tables.events(about=word)
    texts = tables.table("events").set_index("id")
    assert len(found) > 3
    for name in found.index:
        assert "specialists" in f"{texts.title[name]} {texts.summary[name]}".lower()


def test_about_finds_a_category_too():
    nuclear = tables.table("events").set_index("id").category == "nuclear"
    assert set(nuclear[nuclear].index) <= set(tables.events(about="nuclear").index)


@pytest.mark.parametrize("text", ["(", "[a-z]+", "*", "."])
def test_about_is_taken_letter_by_letter(text):
    titles = tables.table("events")
    expected = (
        (titles.title + " " + titles.summary + " " + titles.category)
        .map(lambda words: text in words)
        .sum()
    )
    assert len(tables.events(about=text)) == expected


def test_a_notebook_shows_lists_in_words_and_texts_in_full():
    frame = tables.table("events").head(10)
    html = frame._repr_html_()
    assert "(&#x27;" not in html
    assert "('" not in html
    for row in frame.itertuples():
        assert ", ".join(row.sources) in html
    assert "..." not in html


def test_what_stands_in_a_table_cannot_become_markup():
    frame = tables.table("events").head(1)
    frame["title"] = "<script>alert(1)</script>"
    assert "<script" not in frame._repr_html_()


def test_a_part_of_a_table_is_still_one_that_reads_well():
    frame = tables.table("events")
    assert type(frame[frame.side == "soviet"]) is type(frame) is type(tables.events())
    assert type(frame) is type(tables.compare(TOPICS[0]))


def test_events_of_one_side():
    assert set(tables.events(side="american").side) == {"american"}


def test_an_unknown_side_gets_the_nearest_one():
    with pytest.raises(UnknownName, match=r"no side 'china'.*'chinese'"):
        tables.events(side="china")


@pytest.mark.parametrize("limit", ["since", "until"])
def test_a_limit_that_is_no_date_is_refused(limit):
    with pytest.raises(BadDate, match="'summer 1960' is not a date"):
        tables.events(**{limit: "summer 1960"})


@pytest.mark.parametrize(("limit", "text"), [("since", "../1960-07"), ("until", "1960-07/..")])
def test_an_open_limit_is_no_limit_or_is_refused_but_hides_nothing(limit, text):
    try:
        found = tables.events(**{limit: text})
    except CourseError:
        return
    assert len(found) == len(tables.events())


@pytest.mark.parametrize("topic", TOPICS)
def test_a_comparison_keeps_every_count_apart(topic):
    frame = tables.compare(topic)
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
        tables.compare("specialists withdrawn 1960")


def test_a_descriptor_that_is_missing_is_named(tmp_path):
    with pytest.raises(CourseError, match=r"Cannot read .*datapackage\.json: No such file"):
        tables.package(tmp_path)


def test_a_descriptor_that_is_not_json_is_named(tmp_path):
    (tmp_path / "datapackage.json").write_text('{"name": ', encoding="utf-8")
    with pytest.raises(CourseError, match=r"datapackage\.json is not JSON"):
        tables.package(tmp_path)


def test_the_data_lies_beside_the_library():
    descriptor = json.loads((tables.folder() / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["name"] == "sinosoviet"
