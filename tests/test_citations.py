"""The stored citations are those that pandoc renders now."""

import csv
import json
import shutil

import pytest

from sinosoviet import citations, tables
from sinosoviet.errors import CourseError


def read_sources():
    return json.loads((tables.folder() / "sources.json").read_text(encoding="utf-8"))


def test_the_stored_citations_are_up_to_date(tmp_path):
    for name in ("sources.json", "datapackage.json"):
        shutil.copy(tables.folder() / name, tmp_path)
    number = citations.write(tmp_path)
    written = (tmp_path / "citations.csv").read_bytes()
    stored = (tables.folder() / "citations.csv").read_bytes()
    assert number == len(read_sources())
    assert written == stored, "data/citations.csv is out of date: run `sinosoviet data cite`"


def test_the_written_table_has_a_row_for_each_source_in_their_order(tmp_path):
    few = read_sources()[:3]
    shutil.copy(tables.folder() / "datapackage.json", tmp_path)
    (tmp_path / "sources.json").write_text(json.dumps(few), encoding="utf-8")
    assert citations.write(tmp_path) == 3
    with (tmp_path / "citations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [source["id"] for source in few]


def source(**fields):
    return {
        "id": "a-book",
        "type": "book",
        "title": "Brothers & Rivals",
        "author": [{"family": "Lüthi", "given": "Lorenz"}],
        "issued": {"date-parts": [[2008]]},
        **fields,
    }


def test_a_book_is_cited_by_author_and_year_with_its_title_in_italics():
    in_text, reference = citations.render([source()])["a-book"]
    assert in_text == "Lüthi 2008"
    assert reference.startswith("Lüthi, Lorenz. 2008. <em>Brothers &amp; Rivals</em>")


def test_two_works_of_one_author_and_year_are_told_apart():
    pair = citations.render([source(), source(id="b-book", title="Another")])
    assert len({in_text for in_text, _ in pair.values()}) == 2


def test_the_course_s_own_fields_are_not_printed():
    plain, ours = citations.render([source()]), citations.render([source(custom={"note": "ZZZ"})])
    assert plain == ours


def test_a_source_that_the_style_does_not_print_is_named():
    with pytest.raises(CourseError, match=r"sources\.json.*'talk'.*'interview'.*another CSL type"):
        citations.render([source(), source(id="talk", type="interview")])
