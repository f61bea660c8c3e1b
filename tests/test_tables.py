"""The tables as a lesson loads them."""

import json

import pandas as pd
import pytest

from sinosoviet import tables
from sinosoviet.errors import CourseError, UnknownName

NAMES = sorted(tables.resources(tables.folder()))


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
    fields = tables.resources(tables.folder())[name]["schema"]["fields"]
    dated = [field["name"] for field in fields if field.get("rdfType") == tables.EDTF]
    for field in fields:
        if field["type"] == "list":
            assert all(isinstance(cell, tuple) for cell in frame[field["name"]])
        elif field["type"] in ("number", "integer", "year"):
            assert pd.api.types.is_numeric_dtype(frame[field["name"]])
        elif field["type"] == "boolean":
            assert pd.api.types.is_bool_dtype(frame[field["name"]])
    for column in dated:
        prefix = f"{column}_" if len(dated) > 1 else ""
        given = frame[column] != ""
        closed = given & ~frame[column].str.contains(r"\.\.")
        assert given.any()
        assert (frame[f"{prefix}earliest"][closed] <= frame[f"{prefix}latest"][closed]).all()
        assert frame[f"{prefix}earliest"][~given].isna().all()


def test_units_of_columns_and_how_to_cite_stand_in_the_attributes():
    attrs = tables.table("projects").attrs
    assert attrs["units"]["planned_investment"] == "ten thousand yuan of the time"
    assert "projects" in attrs["citation"]
    assert tables.table("places").attrs["units"] == {"latitude": "degrees", "longitude": "degrees"}


def test_a_number_that_no_source_gives_is_missing_and_not_nought():
    projects = tables.table("projects")
    raw = pd.read_csv(tables.folder() / "projects.csv", dtype=str, keep_default_na=False)
    assert projects.start_year.isna().sum() == (raw.start_year == "").sum() > 0
    assert (projects.start_year.dropna() > 1940).all()


def test_a_record_is_looked_up_by_its_id():
    assert tables.record("people", "zhou-enlai").name_native == "周恩来"
    with pytest.raises(UnknownName, match=r"record in 'people' 'zhou-en-lai'.*'zhou-enlai'"):
        tables.record("people", "zhou-en-lai")
    with pytest.raises(CourseError, match="have no ids"):
        tables.record("extracts", "1")
    with pytest.raises(UnknownName, match="no table 'person'"):
        tables.record("person", "zhou-enlai")


def test_changing_a_table_does_not_change_the_next_one():
    frame = tables.table("events")
    frame.loc[0, "summary"] = "changed"
    frame["title"] = "changed"
    frame.attrs["title"] = "changed"
    again = tables.table("events")
    assert "changed" not in {*again.title, *again.summary}
    assert again.attrs["title"] != "changed"


def test_an_unknown_table_gets_the_nearest_name():
    with pytest.raises(UnknownName, match=r"no table 'event'.*'events'"):
        tables.table("event")


def test_an_empty_cell_of_text_is_empty_and_not_missing():
    assert not tables.table("events").note.isna().any()
    assert "" in set(tables.table("events").note)


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
