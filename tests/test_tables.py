"""The tables as a lesson loads them."""

import json

import pandas as pd
import pytest

from sinosoviet import queries, tables
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


def test_a_row_that_is_not_confirmed_says_so_in_a_notebook():
    loans = tables.table("loans")
    assert "low (unconfirmed)" in loans[loans.confidence == "low"]._repr_html_()
    assert "unconfirmed" not in loans[loans.confidence == "high"].head(3)._repr_html_()


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
    assert type(frame[frame.side == "soviet"]) is type(frame) is type(queries.events())
    assert type(frame) is type(queries.compare("specialists withdrawn, 1960"))


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


SLIPS = {
    "a column": lambda claims: claims["clam"],
    "one of several columns": lambda claims: claims[["kind", "clam"]],
    "after a dot": lambda claims: claims.clam,
    "grouping": lambda claims: claims.groupby("clam"),
    "grouping by two": lambda claims: claims.groupby(["kind", "clam"]),
    "sorting": lambda claims: claims.sort_values("clam"),
    "a column of rows": lambda claims: claims.loc[["A12"], ["clam"]],
    "a cell": lambda claims: claims.loc["A12", "clam"],
    "a column for the index": lambda claims: claims.set_index("clam"),
    "a grid": lambda claims: claims.pivot(index="clam", columns="kind", values="claim"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_the_name_of_a_column_is_answered_with_the_column(slip):
    claims = tables.table("claims").set_index("id")
    with pytest.raises(UnknownName, match=r"There is no .*column.* 'clam'\. .* 'claim'"):
        SLIPS[slip](claims)


def test_a_row_that_is_not_there_is_named():
    claims = tables.table("claims")
    with pytest.raises(KeyError, match="There is no row or column 'A12'"):
        claims.loc["A12"]
    claims = claims.set_index("id")
    with pytest.raises(KeyError, match=r"There is no row or column 'A1'\. Did you mean"):
        claims.loc[["A12", "A1"], ["claim"]]
    with pytest.raises(KeyError, match="There is no row or column '99'"):
        tables.table("claims").loc[99]
    points = tables.table("extracts").set_index(["source", "number"])
    with pytest.raises(KeyError, match="There is no row or column 'soviet-note'"):
        points.loc[[("soviet-note", 1)], ["point"]]


def test_pandas_may_still_ask_whether_a_column_is_there():
    claims = tables.table("claims")
    assert claims.get("clam") is None
    assert not hasattr(claims, "clam")
    assert claims.loc[claims.kind == "nothing", ["claim"]].empty


def test_columns_to_group_by_that_stand_in_no_list_are_asked_for_in_one():
    claims = tables.table("claims")
    with pytest.raises(CourseError, match=r'one list.*\(\["kind", "verdict"\]\)'):
        claims.groupby("kind", "verdict")
    assert claims.groupby(["kind", "verdict"]).size().sum() == len(claims)
    assert claims.groupby("kind", sort=False).size().sum() == len(claims)
    assert claims.groupby(claims.kind.str[:1]).size().sum() == len(claims)


def test_a_grid_with_two_rows_for_a_cell_says_so():
    claims = tables.table("claims")
    with pytest.raises(CourseError, match="Two rows want the same cell"):
        claims.pivot(index="kind", columns="verdict", values="claim")
    assert claims.pivot(index="id", columns="verdict", values="claim").shape[0] == len(claims)


def test_columns_without_a_list_around_them_and_a_number_in_quotation_marks_are_told_so():
    claims = tables.table("claims")
    with pytest.raises(CourseError, match=r"two pairs of square brackets: \[\['kind', 'claim'\]\]"):
        claims["kind", "claim"]
    with pytest.raises(CourseError, match="without quotation marks"):
        claims.head("3")
    assert len(claims.head(3)) == 3
    assert len(claims.head()) == 5
