"""A data package with one thing broken: one clear sentence about it."""

import csv
import json
import re
import shutil

import pytest

from sinosoviet import integrity, tables

ADVICE = re.compile(r"\b(add|correct|rename|write|restore|remove|give|mend|put)\b", re.IGNORECASE)


@pytest.fixture
def data(tmp_path):
    return shutil.copytree(tables.folder(), tmp_path / "data")


def rewrite(path, change):
    """Read a table as rows, let `change` alter them, and write it again."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def put(column, text, line=5):
    """A change: another text in one cell; lines count from 1, with the header."""

    def change(rows):
        rows[line - 1][rows[0].index(column)] = text

    return change


def drop(column):
    def change(rows):
        place = rows[0].index(column)
        for row in rows:
            del row[place]

    return change


def repeat_id(rows):
    rows[6][rows[0].index("id")] = rows[3][rows[0].index("id")]


def the_one_sentence(data):
    found = integrity.problems(data)
    assert len(found) == 1, found
    assert "Traceback" not in found[0]
    assert "\n" not in found[0]
    return found[0]


def test_the_data_package_is_sound(data):
    assert integrity.problems(data) == []


@pytest.mark.parametrize(
    ("file", "change", "named"),
    [
        ("events.csv", put("sources", "luthi-2008;nobody-1999"), ["line 5", "'nobody-1999'"]),
        ("extracts.csv", put("source", "nobody-1999"), ["line 5", "'nobody-1999'"]),
        ("claims.csv", put("evidence", "nobody-1999", 20), ["line 20", "'nobody-1999'"]),
        ("events.csv", put("date", "16 July 1960"), ["line 5", "'date'", "'16 July 1960'"]),
        ("events.csv", put("date", ""), ["line 5", "'date'"]),
        ("series.csv", put("period", "summer 1960"), ["line 5", "'period'", "'summer 1960'"]),
        ("series.csv", put("value", "about 1,390"), ["line 5", "'value'", "about 1,390"]),
        ("extracts.csv", put("number", "first"), ["line 5", "'number'", "first"]),
        ("events.csv", drop("confidence"), ["'confidence'"]),
        ("series.csv", drop("sources"), ["'sources'"]),
        ("series.csv", drop("period"), ["'period'"]),
        ("events.csv", repeat_id, ["line 7", "twice"]),
        ("claims.csv", repeat_id, ["line 7", "twice"]),
    ],
)
def test_one_broken_cell_gives_one_sentence_that_names_it(data, file, change, named):
    rewrite(data / file, change)
    sentence = the_one_sentence(data)
    for expected in (file, *named):
        assert expected in sentence
    assert ADVICE.search(sentence), sentence


def test_a_row_from_recall_that_claims_to_be_sure(data):
    def change(rows):
        put("basis", "recall")(rows)
        put("confidence", "high")(rows)

    rewrite(data / "events.csv", change)
    sentence = the_one_sentence(data)
    assert "events.csv, line 5" in sentence
    assert "confidence 'low'" in sentence


@pytest.mark.parametrize(
    "text", ["[{", "not JSON", "", "{}", "[]", '["luthi-2008"]', '[{"title": "No id"}]']
)
def test_a_file_of_sources_that_is_damaged(data, text):
    (data / "sources.json").write_text(text, encoding="utf-8")
    sentence = the_one_sentence(data)
    assert "sources.json" in sentence
    assert ADVICE.search(sentence), sentence


def test_a_source_with_its_id_twice(data):
    path = data / "sources.json"
    items = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps([*items, items[0]]), encoding="utf-8")
    sentence = the_one_sentence(data)
    assert "sources.json" in sentence
    assert items[0]["id"] in sentence


@pytest.mark.parametrize("file", ["events.csv", "sources.json", "datapackage.json"])
def test_a_file_that_is_missing(data, file):
    (data / file).unlink()
    assert file in the_one_sentence(data)


def test_a_file_that_is_not_in_utf_8(data):
    path = data / "events.csv"
    path.write_bytes(path.read_bytes() + b"\xff\xfe\n")
    assert "events.csv" in the_one_sentence(data)


def test_several_faults_are_all_found(data):
    rewrite(data / "events.csv", put("sources", "nobody-1999"))
    rewrite(data / "series.csv", put("period", "summer 1960"))
    rewrite(data / "claims.csv", put("evidence", "nobody-1998"))
    found = integrity.problems(data)
    assert len(found) == 3
    for file in ("events.csv", "series.csv", "claims.csv"):
        assert any(file in sentence for sentence in found)
