"""Which lesson treats which claim."""

import sys
from pathlib import Path

import nbformat
import pytest

from sinosoviet import cli
from sinosoviet.coverage import coverage
from sinosoviet.errors import CourseError

ROOT = Path(__file__).parents[1]


def write(path, *tags):
    cells = [nbformat.v4.new_markdown_cell("text", metadata={"tags": list(t)}) for t in tags]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def test_claims_are_counted_by_cell_and_named_by_notebook(tmp_path):
    one = write(tmp_path / "01-one.ipynb", ["claim:A01", "claim:A02"], ["claim:A01"], ["teacher"])
    two = write(tmp_path / "02-two.ipynb", ["claim:A01"])
    rows = coverage([one, two])
    assert len(rows) == 61
    assert rows.cells["A01"] == 3
    assert rows.treated_in["A01"] == ("01-one", "02-two")
    assert rows.treated_in["A02"] == ("01-one",)
    assert rows.cells.sum() == 4


def test_the_questions_on_a_claim_are_named_but_not_those_in_the_teachers_answers(tmp_path):
    code = nbformat.v4.new_code_cell
    cells = [
        code('answer = ""\nss.check("L01-2", answer)', metadata={"tags": ["claim:A01"]}),
        code('ss.check("L01-3", "a")', metadata={"tags": ["claim:A01", "teacher"]}),
        code('ss.check("L01-4", "a")'),
        nbformat.v4.new_markdown_cell("?", id="quiz-5", metadata={"tags": ["claim:A01"]}),
    ]
    path = tmp_path / "01-one.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    rows = coverage([path])
    assert rows.asked_in["A01"] == ("L01-2", "L01-Q5")
    assert rows.asked_in["A02"] == ()


def test_a_tag_that_names_no_claim_is_an_error(tmp_path):
    path = write(tmp_path / "01-one.ipynb", ["claim:A99"])
    with pytest.raises(CourseError, match="'claim:A99' names no claim; correct it"):
        coverage([path])


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": [1]}'])
def test_a_broken_notebook_is_named(tmp_path, text):
    path = tmp_path / "01-one.ipynb"
    path.write_text(text)
    with pytest.raises(CourseError, match=r"01-one\.ipynb cannot be read as a notebook"):
        coverage([path])


def command(monkeypatch, capsys, folder):
    monkeypatch.setattr(sys, "argv", ["sinosoviet", "coverage", str(folder)])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    shown = capsys.readouterr()
    return stop.value.code, shown.out, shown.err


def test_the_command_says_what_is_missing(tmp_path, monkeypatch, capsys):
    write(tmp_path / "notebooks" / "01-one.ipynb", ["claim:B20"])
    status, out, _ = command(monkeypatch, capsys, tmp_path)
    assert status == 1
    assert "B20  01-one" in out
    assert out.endswith("1 of 61 claims are treated.\n")


def test_the_command_outside_a_course_is_one_sentence(tmp_path, monkeypatch, capsys):
    status, _, err = command(monkeypatch, capsys, tmp_path)
    assert status == 1
    assert "There are no lessons in" in err


def test_every_claim_of_the_specimens_is_treated_in_a_lesson(monkeypatch, capsys):
    status, out, _ = command(monkeypatch, capsys, ROOT)
    assert status == 0
    assert out.endswith("61 of 61 claims are treated.\n")
    lessons = coverage(sorted((ROOT / "notebooks").glob("*.ipynb")))
    assert len(lessons) == 61
    assert (lessons.cells > 0).all()
