"""Whatever was done to a notebook, the master's cells come back and the answers stay."""

import copy
import json

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.utils import compute_checksum

from sinosoviet.demo import masters
from sinosoviet.grading.master import Master, MasterCell
from sinosoviet.repair import NOTE, blank, grade_id, rebuild

NAME = "corroboration"
WHOLE = json.loads((masters() / "source" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))


def as_master():
    cells = {}
    for cell in WHOLE["cells"]:
        if grade_id(cell):
            name, source = grade_id(cell), "".join(cell["source"])
            metadata = {**cell["metadata"], "nbgrader": {**cell["metadata"]["nbgrader"]}}
            released = source.split("### BEGIN HIDDEN")[0].rstrip()
            cells[name] = MasterCell(name, cell["cell_type"], source, released, metadata)
    return Master(NAME, masters(), cells, WHOLE["metadata"], {})


MASTER = as_master()


def released():
    """The notebook as a student has it."""
    notebook = copy.deepcopy(WHOLE)
    for cell in notebook["cells"]:
        if grade_id(cell):
            cell["source"] = MASTER.cells[grade_id(cell)].released
    return notebook


def ids(notebook):
    return [name for name in map(grade_id, notebook["cells"]) if name]


def cell(notebook, name):
    return next(c for c in notebook["cells"] if grade_id(c) == name)


def without(*names):
    notebook = released()
    notebook["cells"] = [c for c in notebook["cells"] if grade_id(c) not in names]
    return notebook


def is_whole(notebook):
    """Valid, each cell of the master once, and locked cells to the letter."""
    nbformat.validate(nbformat.from_dict(notebook))
    assert sorted(ids(notebook)) == sorted(MASTER.cells)
    for name, master in MASTER.cells.items():
        found = cell(notebook, name)
        assert found["cell_type"] == master.kind
        assert found["metadata"] == master.metadata
        if master.locked:
            assert found["source"] == master.source
        assert not found.get("outputs")


def test_an_untouched_notebook_gets_its_tests_back_and_no_remark():
    rebuilt = rebuild(MASTER, released())
    assert rebuilt.remarks == []
    assert ids(rebuilt.notebook) == list(MASTER.cells)
    is_whole(rebuilt.notebook)


def test_the_submitted_notebook_is_not_changed():
    notebook = released()
    before = copy.deepcopy(notebook)
    rebuild(MASTER, notebook)
    assert notebook == before


def test_the_student_s_own_cells_and_answers_stay_where_they_were():
    notebook = released()
    own = {"cell_type": "code", "id": "own", "metadata": {}, "source": ["1 +", " 1"]}
    notebook["cells"].insert(9, own)
    cell(notebook, "q1")["source"] = "q1 = '1960-07-16'"
    found = rebuild(MASTER, notebook).notebook
    assert found["cells"][9]["source"] == "1 + 1"
    assert found["cells"][9]["id"] == "own"
    assert cell(found, "q1")["source"] == "q1 = '1960-07-16'"
    is_whole(found)


@pytest.mark.parametrize(
    "missing",
    [
        ["title"],
        ["q10"],
        ["q1-test"],
        ["q2-test", "q6"],
        ["setup", "q1-show", "q5"],
        ["q9", "q9-test", "part-6", "q10-show", "q10"],
        list(MASTER.cells),
    ],
)
def test_missing_cells_come_back_in_the_master_s_order_and_are_named(missing):
    rebuilt = rebuild(MASTER, without(*missing))
    assert ids(rebuilt.notebook) == list(MASTER.cells)
    assert rebuilt.remarks[0].startswith(f"cells are missing: {', '.join(missing)}.")
    is_whole(rebuilt.notebook)


def test_a_restored_cell_stands_beside_its_question_among_the_student_s_own():
    notebook = without("q3", "q3-test")
    place = notebook["cells"].index(cell(notebook, "q3-show"))
    own = {"cell_type": "markdown", "metadata": {}, "source": "mine"}
    notebook["cells"].insert(place + 1, own)
    rebuilt = rebuild(MASTER, notebook).notebook
    assert ids(rebuilt) == list(MASTER.cells)
    assert [c["source"] for c in rebuilt["cells"]].count("mine") == 1


def test_cells_that_were_moved_are_left_where_they_are():
    notebook = without("q6")
    notebook["cells"].append(notebook["cells"].pop(notebook["cells"].index(cell(notebook, "q2"))))
    rebuilt = rebuild(MASTER, notebook).notebook
    assert [name for name in ids(rebuilt) if name != "q6"] == ids(notebook)


def test_a_restored_code_answer_is_blank_and_says_so():
    rebuilt = rebuild(MASTER, without("q6")).notebook
    source = cell(rebuilt, "q6")["source"]
    assert source.startswith(f"# {NOTE}\n")
    scope = {}
    exec(source, scope)
    assert scope["q6"] == {"verdict": "", "correct": "", "evidence": []}


@pytest.mark.parametrize("text", [None, "", " \n\t"])
def test_a_free_text_that_is_missing_or_empty_does_not_wait_to_be_marked(text):
    notebook = released()
    if text is None:
        notebook = without("q10")
    else:
        cell(notebook, "q10")["source"] = text
    found = nbformat.from_dict(cell(rebuild(MASTER, notebook).notebook, "q10"))
    blank_cell = nbformat.from_dict(cell(rebuild(MASTER, released()).notebook, "q10"))
    # nbgrader gives 0 to what is as it was released, and calls it "No response."
    assert compute_checksum(found) == compute_checksum(blank_cell)


def test_of_a_cell_that_stands_twice_the_last_counts():
    notebook = released()
    place = notebook["cells"].index(cell(notebook, "q1"))
    notebook["cells"].insert(place, {**copy.deepcopy(notebook["cells"][place]), "source": "q1 = 1"})
    cell_after = notebook["cells"][place + 1]
    cell_after["source"] = "q1 = 2"
    rebuilt = rebuild(MASTER, notebook)
    assert cell(rebuilt.notebook, "q1")["source"] == "q1 = 2"
    assert rebuilt.notebook["cells"][place]["metadata"] == {}
    assert rebuilt.remarks == ["cells stand twice: q1. The last of each was graded."]


def test_points_locks_and_checksums_come_from_the_master_only():
    notebook = released()
    about = cell(notebook, "q1-test")["metadata"]["nbgrader"]
    about.update(points=1000, locked=False, solution=True, grade=False, checksum="0" * 32)
    about = cell(notebook, "q1")["metadata"]["nbgrader"]
    about.update(grade=True, points=500)
    is_whole(rebuild(MASTER, notebook).notebook)


def test_an_edited_test_and_a_retyped_cell_are_put_right_and_named():
    notebook = released()
    cell(notebook, "q2-test")["source"] = "2"
    cell(notebook, "q3")["cell_type"] = "markdown"
    rebuilt = rebuild(MASTER, notebook)
    assert "of another kind: q3" in rebuilt.remarks[0]
    assert "locked cells were changed: q2-test" in rebuilt.remarks[1]
    is_whole(rebuilt.notebook)


def test_a_cell_with_an_id_of_nbgrader_s_that_the_master_lacks_is_an_ordinary_cell():
    notebook = released()
    extra = copy.deepcopy(cell(notebook, "q1-test"))
    extra["metadata"]["nbgrader"]["grade_id"] = "bonus"
    notebook["cells"].append(extra)
    rebuilt = rebuild(MASTER, notebook).notebook
    assert rebuilt["cells"][-1]["metadata"] == {"tags": ["raises-exception"]}


def test_doubled_ids_of_cells_are_numbered_anew():
    notebook = released()
    notebook["cells"][3]["id"] = notebook["cells"][2]["id"]
    rebuilt = rebuild(MASTER, notebook)
    assert rebuilt.remarks == ["1 cell ids stand twice; they were numbered anew."]
    is_whole(rebuilt.notebook)


def test_the_blank_notebook_is_whole():
    is_whole(rebuild(MASTER, blank(MASTER)).notebook)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["nbgrader", "grade_id", "tags", "source", "cell_type", "x"]), inner
        )
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(WHOLE["cells"]) - 1),
            st.sampled_from(["metadata", "source", "cell_type", "id", "outputs", "all", "drop"]),
            ANYTHING,
        ),
        max_size=6,
    )
)
def test_whatever_is_done_to_its_cells_the_notebook_can_be_graded(changes):
    notebook = released()
    for place, part, value in changes:
        if place >= len(notebook["cells"]):
            continue
        if part == "drop":
            del notebook["cells"][place]
        elif part == "all":
            notebook["cells"][place] = value
        elif isinstance(notebook["cells"][place], dict):
            notebook["cells"][place][part] = value
    rebuilt = rebuild(MASTER, notebook)
    is_whole(rebuilt.notebook)
    json.dumps(rebuilt.notebook, ensure_ascii=False).encode("utf-8")
    assert all(remark.endswith(".") for remark in rebuilt.remarks)


def test_tags_that_cannot_be_written_are_left_out():
    own = {"cell_type": "code", "metadata": {"tags": ["\udcff", "\x1b", "mine"]}, "source": "1"}
    made = rebuild(as_master(), {"cells": [own]}).notebook
    assert ["mine"] in [cell["metadata"].get("tags") for cell in made["cells"]]
    json.dumps(made, ensure_ascii=False).encode("utf-8")
