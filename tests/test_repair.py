"""Cells that a student deleted come back in their place; nothing else changes."""

import copy

import nbformat
import pytest
from nbgrader.preprocessors import DeduplicateIds

from sinosoviet.repair import RestoreCells
from sinosoviet.submissions import cell_ids
from test_grading import FILE, NAME, classroom, surroundings

__all__ = ["classroom", "surroundings"]
NOTE = "This cell was missing from the submission and was put back for grading."


@pytest.fixture
def master(classroom):
    path = classroom.course.root / "release" / NAME / FILE
    return nbformat.read(path, as_version=4)


@pytest.fixture
def restore(classroom):
    """Run the preprocessor on a notebook as nbgrader does."""

    def run(notebook):
        about = {
            "notebook": NAME,
            "assignment": NAME,
            "db_url": f"sqlite:///{classroom.course.root / 'gradebook.db'}",
        }
        resources = {"nbgrader": about}
        restored, same = RestoreCells().preprocess(notebook, resources)
        assert same is resources
        return restored

    return run


def remove(notebook, *names):
    """A copy of a notebook without the cells of these ids."""
    found = copy.deepcopy(notebook)
    found.cells = [cell for cell in found.cells if not {*cell_ids({"cells": [cell]})} & {*names}]
    return found


def cell(notebook, name):
    return next(cell for cell in notebook.cells if cell_ids({"cells": [cell]}) == [name])


def test_an_untouched_notebook_is_unchanged(restore, master):
    assert restore(copy.deepcopy(master)) == master


def test_a_notebook_with_cells_of_the_student_s_own_is_unchanged(restore, master):
    notebook = copy.deepcopy(master)
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell("First."))
    notebook.cells.insert(9, nbformat.v4.new_code_cell("1 + 1"))
    notebook.cells.append(nbformat.v4.new_code_cell("q1"))
    assert restore(copy.deepcopy(notebook)) == notebook


@pytest.mark.parametrize(
    "missing",
    [
        ["title"],
        ["q10"],
        ["q1"],
        ["q1-test"],
        ["q2", "q2-test"],
        ["q2-test", "q6"],
        ["setup", "q1-show", "q5"],
        ["q9", "q9-test", "part-6", "q10-show", "q10"],
        ["title", "material", "setup", "part-1"],
    ],
)
def test_missing_cells_come_back_in_the_master_s_order(restore, master, missing):
    restored = restore(remove(master, *missing))
    assert cell_ids(restored) == cell_ids(master)
    nbformat.validate(restored)


def test_a_notebook_without_any_cell_gets_them_all(restore, master):
    empty = copy.deepcopy(master)
    empty.cells = []
    restored = restore(empty)
    assert cell_ids(restored) == cell_ids(master)
    nbformat.validate(restored)


def test_a_restored_cell_stands_beside_its_question_among_the_student_s_own(restore, master):
    notebook = remove(master, "q3", "q3-test")
    place = notebook.cells.index(cell(notebook, "q3-show"))
    notebook.cells.insert(place + 1, nbformat.v4.new_code_cell("mine = 1"))
    restored = restore(notebook)
    assert cell_ids(restored) == cell_ids(master)
    assert [c.source for c in restored.cells if c.source == "mine = 1"] == ["mine = 1"]


def test_cells_that_were_moved_are_left_where_they_are(restore, master):
    notebook = remove(master, "q6")
    notebook.cells.append(notebook.cells.pop(notebook.cells.index(cell(notebook, "q2"))))
    ids = cell_ids(notebook)
    restored = restore(notebook)
    assert [name for name in cell_ids(restored) if name != "q6"] == ids
    assert sorted(cell_ids(restored)) == sorted(cell_ids(master))


def test_locked_cells_keep_their_source_to_the_letter(restore, master):
    locked = [n for n in cell_ids(master) if cell(master, n).metadata.nbgrader.locked]
    restored = restore(remove(master, *locked))
    for name in locked:
        back = cell(restored, name)
        assert NOTE not in back.source
        # A test comes back with what was hidden from the student.
        assert back.source.startswith(cell(master, name).source)
        assert back.metadata.nbgrader.checksum == cell(master, name).metadata.nbgrader.checksum \
            or name.endswith("-test")  # fmt: skip


def test_a_restored_test_scores(restore, master):
    restored = restore(remove(master, "q4-test"))
    assert 'task.score("q4", q4)' in cell(restored, "q4-test").source


def test_restored_cells_have_nbgrader_s_settings(restore, master):
    for name in ("title", "q1", "q1-test", "q10", "q10-show"):
        was = dict(cell(master, name).metadata.nbgrader)
        back = cell(restore(remove(master, name)), name)
        now = dict(back.metadata.nbgrader)
        for field in ("grade", "grade_id", "locked", "schema_version", "solution", "task"):
            assert now[field] == was[field], (name, field)
        assert now.get("points") == was.get("points")
        assert back.cell_type == cell(master, name).cell_type


def test_a_restored_answer_is_blank_and_says_so(restore, master):
    restored = restore(remove(master, "q6", "q10"))
    code, text = cell(restored, "q6"), cell(restored, "q10")
    assert code.source.startswith(f"# {NOTE}\n")
    assert code.source.endswith(cell(master, "q6").source)
    assert text.source.startswith(NOTE)
    scope = {}
    exec(code.source, scope)
    assert scope["q6"] == {"verdict": "", "correct": "", "evidence": []}


def test_what_is_left_of_a_copied_cell_is_an_ordinary_cell(restore, master):
    notebook = copy.deepcopy(master)
    place = notebook.cells.index(cell(notebook, "q1"))
    notebook.cells.insert(place, copy.deepcopy(notebook.cells[place]))
    notebook, _ = DeduplicateIds().preprocess(notebook, {})
    restored = restore(notebook)
    assert cell_ids(restored) == cell_ids(master)
    assert "nbgrader" not in restored.cells[place].metadata


def test_other_cells_are_not_touched(restore, master):
    notebook = remove(master, "q2-test", "q6")
    kept = {name: copy.deepcopy(cell(notebook, name)) for name in cell_ids(notebook)}
    restored = restore(notebook)
    for name, was in kept.items():
        assert cell(restored, name) == was
