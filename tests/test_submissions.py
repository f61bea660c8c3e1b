"""Damaged submissions are seen for what they are, in one sentence, and nothing is run."""

import copy
import json
import os

import pytest

from sinosoviet.demo import masters
from sinosoviet.submissions import cell_ids, inspect

NAME = "corroboration.ipynb"
MASTER = masters() / "source" / "corroboration" / NAME
WHOLE = json.loads(MASTER.read_text(encoding="utf-8"))


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "petrov" / "corroboration"
    folder.mkdir(parents=True)
    return folder / NAME


def by_id(notebook, name):
    return next(cell for cell in notebook["cells"] if cell_ids({"cells": [cell]}) == [name])


def changed(change):
    """The text of the whole notebook after a change."""
    notebook = copy.deepcopy(WHOLE)
    change(notebook)
    return json.dumps(notebook)


def is_a_sentence(text):
    return text.isprintable() and text.strip() and text[-1] in ".?" and "Traceback" not in text


def look(path):
    """What `inspect` sees; its sentences are sentences, and the file stays as it was."""
    before = path.read_bytes() if path.is_file() else None
    seen = inspect(path, MASTER)
    for sentence in [*([seen.unreadable] if seen.unreadable else []), *seen.oddities]:
        assert is_a_sentence(sentence), sentence
    assert before is None or path.read_bytes() == before
    return seen


def test_a_whole_submission_has_nothing_odd(path):
    path.write_text(json.dumps(WHOLE))
    seen = look(path)
    assert seen.unreadable is None
    assert seen.oddities == []


def test_a_kernel_s_name_may_be_left_out(path):
    path.write_text(changed(lambda nb: nb["metadata"].pop("kernelspec")))
    assert look(path).oddities == []


def put(name, value):
    return lambda notebook: notebook.update({name: value})


def in_first(**fields):
    return lambda notebook: notebook["cells"][2].update(fields)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b" \n", id="white space"),
        pytest.param(b"no JSON", id="text"),
        pytest.param(json.dumps(WHOLE).encode()[:4000], id="cut short"),
        pytest.param(bytes(range(256)) * 40, id="binary junk"),
        pytest.param(b"PK\x03\x04" + bytes(2000), id="zip"),
        pytest.param(b"\xff\xfe" + "{}".encode("utf-16-le"), id="UTF-16 object"),
        pytest.param(b"[]", id="list"),
        pytest.param(b"null", id="null"),
        pytest.param(b"7", id="number"),
        pytest.param(b'"cells"', id="string"),
        pytest.param(b"{}", id="no cells"),
        pytest.param(b'{"cells": {}}', id="cells an object"),
        pytest.param(b'{"cells": []}', id="cells alone"),
        pytest.param(b'{"worksheets": [], "nbformat": 3, "nbformat_minor": 0}', id="nbformat 3"),
        pytest.param(b"[" * 100_000, id="brackets"),
        pytest.param(b"[" * 100_000 + b"]" * 100_000, id="nested 100,000 deep"),
        pytest.param(b"1" * 10_000, id="long number"),
    ],
)
def test_what_is_no_notebook_is_refused(path, content):
    path.write_bytes(content)
    seen = look(path)
    assert seen.unreadable.startswith(f"{NAME} is ")
    assert "ask for the file again" in seen.unreadable


@pytest.mark.parametrize("depth", [100, 300, 600, 900, 2000, 20_000, 90_000])
@pytest.mark.parametrize("bracket", ["[]", "{}"])
def test_deep_nesting_inside_a_notebook_is_refused_or_read(path, depth, bracket):
    step = '{"a":' if bracket == "{}" else "["
    nested = step * depth + "1" + bracket[1] * depth
    text = changed(lambda nb: nb["cells"][2]["metadata"].update(deep="DEEP"))
    path.write_text(text.replace('"DEEP"', nested))
    look(path)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(put("cells", [1, 2]), id="cells are numbers"),
        pytest.param(put("cells", [None]), id="cells are null"),
        pytest.param(put("cells", ["id", "no"]), id="cells are strings"),
        pytest.param(put("cells", [[], ["id"]]), id="cells are lists"),
        pytest.param(put("cells", [{}]), id="cells are empty objects"),
        pytest.param(lambda nb: nb["cells"].append(7), id="one cell is a number"),
        pytest.param(lambda nb: nb["cells"].append("an id"), id="one cell is a string"),
        pytest.param(put("metadata", None), id="metadata null"),
        pytest.param(put("metadata", []), id="metadata a list"),
        pytest.param(put("metadata", {"kernelspec": []}), id="kernelspec a list"),
        pytest.param(put("metadata", {"kernelspec": None}), id="kernelspec null"),
        pytest.param(
            put("metadata", {"kernelspec": {"name": 3, "display_name": "R"}}), id="kernel a number"
        ),
        pytest.param(put("nbformat", None), id="nbformat null"),
        pytest.param(put("nbformat", "4"), id="nbformat a string"),
        pytest.param(put("nbformat", 99), id="nbformat of the future"),
        pytest.param(put("nbformat", -1), id="nbformat below zero"),
        pytest.param(put("nbformat", {}), id="nbformat an object"),
        pytest.param(put("nbformat_minor", "5"), id="minor a string"),
        pytest.param(lambda nb: nb.pop("nbformat"), id="nbformat missing"),
        pytest.param(lambda nb: nb.pop("metadata"), id="metadata missing"),
        pytest.param(in_first(metadata=None), id="a cell's metadata null"),
        pytest.param(in_first(metadata=[]), id="a cell's metadata a list"),
        pytest.param(in_first(source=None), id="a cell's source null"),
        pytest.param(in_first(source=[1]), id="a cell's source numbers"),
        pytest.param(in_first(source={"a": "b"}), id="a cell's source an object"),
        pytest.param(in_first(cell_type=None), id="a cell's kind null"),
        pytest.param(in_first(cell_type="spell"), id="a cell's kind unknown"),
        pytest.param(in_first(outputs="x"), id="a cell's outputs a string"),
        pytest.param(in_first(outputs=[None]), id="a cell's output null"),
        pytest.param(in_first(metadata={"nbgrader": None}), id="nbgrader null"),
        pytest.param(in_first(metadata={"nbgrader": 3}), id="nbgrader a number"),
    ],
)
def test_a_damaged_notebook_is_refused(path, change):
    path.write_text(changed(change))
    seen = look(path)
    assert seen.unreadable is not None
    assert "ask for the file again" in seen.unreadable


@pytest.mark.parametrize(
    "metadata",
    [
        {"nbgrader": []},
        {"nbgrader": "grade_id"},
        {"nbgrader": ["grade_id"]},
        {"nbgrader": {"grade_id": None}},
        {"nbgrader": {"grade_id": ["q1"]}},
        {"nbgrader": {"grade_id": {"a": "b\nc"}}},
        {"nbgrader": {"grade_id": "q1\nq2"}},
    ],
)
def test_odd_metadata_of_nbgrader_is_refused_or_remarked_on(path, metadata):
    path.write_text(changed(in_first(metadata=metadata)))
    seen = look(path)
    assert seen.unreadable or seen.oddities


@pytest.mark.parametrize("identity", [None, 5, "", "a b", ["x"], "x" * 100])
def test_an_odd_id_of_a_cell_does_not_stop_the_inspection(path, identity):
    path.write_text(changed(in_first(id=identity)))
    look(path)


def test_cells_without_ids_as_older_editors_write_them_are_read(path):
    def change(notebook):
        notebook["nbformat_minor"] = 4
        for cell in notebook["cells"]:
            cell.pop("id", None)

    path.write_text(changed(change))
    seen = look(path)
    assert seen.unreadable is None
    assert seen.oddities == []


def test_cells_that_have_lost_their_ids_are_not_a_warning_at_the_terminal(path):
    path.write_text(changed(lambda nb: [cell.pop("id", None) for cell in nb["cells"]]))
    look(path)


def test_doubled_cell_ids_alone_do_not_stop_grading(path):
    path.write_text(changed(lambda nb: nb["cells"][3].update(id=nb["cells"][2]["id"])))
    seen = look(path)
    assert seen.unreadable is None
    assert seen.oddities == ["1 cell ids stand twice; they were numbered anew."]


def test_a_huge_file_is_not_read(path):
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    assert inspect(path, MASTER).unreadable == (
        f"{NAME} is 3000 MB large; clear its outputs and grade it again."
    )


def test_another_kernel_is_named(path):
    kernel = {"name": "ir", "display_name": "R", "language": "R"}
    path.write_text(changed(lambda nb: nb["metadata"].update(kernelspec=kernel)))
    seen = look(path)
    assert seen.unreadable is None
    assert len(seen.oddities) == 1
    assert "kernel 'ir'" in seen.oddities[0]


def test_missing_cells_are_named_in_the_master_s_order(path):
    path.write_text(
        changed(lambda nb: [nb["cells"].remove(by_id(nb, name)) for name in ("q6", "q2-test")])
    )
    seen = look(path)
    assert seen.unreadable is None
    assert len(seen.oddities) == 1
    assert "missing: q2-test, q6." in seen.oddities[0]


def test_all_cells_missing_is_remarked_on_and_not_refused(path):
    path.write_text(changed(put("cells", [])))
    seen = look(path)
    assert seen.unreadable is None
    assert len(seen.oddities) == 1


def test_a_copied_cell_is_named(path):
    path.write_text(changed(lambda nb: nb["cells"].insert(3, copy.deepcopy(by_id(nb, "q1")))))
    seen = look(path)
    assert seen.unreadable is None
    assert len(seen.oddities) == 1
    assert "twice: q1." in seen.oddities[0]


def test_cells_of_the_student_s_own_are_no_oddity(path):
    own = {"cell_type": "markdown", "id": "own", "metadata": {}, "source": "A note."}
    path.write_text(changed(lambda nb: nb["cells"].append(own)))
    assert look(path).oddities == []


def test_no_folder_and_no_file(path):
    assert look(path).unreadable == f"there is no {NAME} in the folder; ask for it."
    path.parent.rmdir()
    assert look(path).unreadable == f"there is no {NAME} in the folder; ask for it."


@pytest.mark.parametrize("other", ["Corroboration (1).ipynb", "corroboration.IPYNB.ipynb"])
def test_a_notebook_under_another_name_is_named(path, other):
    path.with_name(other).write_text(json.dumps(WHOLE))
    seen = look(path)
    assert other in seen.unreadable
    assert "rename it" in seen.unreadable


def test_a_name_with_a_line_break_does_not_break_the_sentence(path):
    path.with_name("two\nlines.ipynb").write_text("{}")
    assert "rename it" in look(path).unreadable


def test_a_folder_in_place_of_the_file(path):
    path.mkdir()
    assert look(path).unreadable


def test_a_pipe_in_place_of_the_file_does_not_block(path):
    os.mkfifo(path)
    assert look(path).unreadable


@pytest.mark.parametrize("target", ["nowhere.ipynb", NAME, ".", "/dev/zero"])
def test_a_link_to_nothing_to_itself_to_a_folder_or_to_a_device(path, target):
    path.symlink_to(target)
    assert look(path).unreadable


def test_a_link_out_of_the_submission_is_not_followed(path, tmp_path):
    # Another student's work, or any file of the instructor's, is no submission.
    other = tmp_path / "kim" / "corroboration" / NAME
    other.parent.mkdir(parents=True)
    other.write_text(json.dumps(WHOLE))
    path.symlink_to(other)
    assert look(path).unreadable


def test_code_is_never_run(path, tmp_path):
    mark = tmp_path / "mark"
    code = f"open({str(mark)!r}, 'w').close()"
    path.write_text(changed(lambda nb: [cell.update(source=code) for cell in nb["cells"]]))
    look(path)
    assert not mark.exists()
