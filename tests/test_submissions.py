"""Damaged submissions are seen for what they are, in one sentence, and nothing is run."""

import copy
import json
import os

import pytest

from sinosoviet.courses import IGNORED
from sinosoviet.demo import masters
from sinosoviet.repair import grade_id
from sinosoviet.submissions import read

NAME = "corroboration.ipynb"
MASTER = masters() / "source" / "corroboration" / NAME
WHOLE = json.loads(MASTER.read_text(encoding="utf-8"))


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "petrov" / "corroboration"
    folder.mkdir(parents=True)
    return folder / NAME


def by_id(notebook, name):
    return next(cell for cell in notebook["cells"] if grade_id(cell) == name)


def changed(change):
    """The text of the whole notebook after a change."""
    notebook = copy.deepcopy(WHOLE)
    change(notebook)
    return json.dumps(notebook)


def is_a_sentence(text):
    return text.isprintable() and text.strip() and text[-1] in ".?" and "Traceback" not in text


def look(path):
    """What is read; its sentences are sentences, and the file stays as it was."""
    before = path.read_bytes() if path.is_file() else None
    seen = read(path, IGNORED, 1_000_000)
    assert (seen.notebook is None) == bool(seen.unreadable)
    for sentence in [*([seen.unreadable] if seen.unreadable else []), *seen.oddities]:
        assert is_a_sentence(sentence), sentence
    assert before is None or path.read_bytes() == before
    return seen


def test_a_whole_submission_has_nothing_odd(path):
    path.write_text(json.dumps(WHOLE))
    seen = look(path)
    assert not seen.unreadable
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


@pytest.mark.parametrize("version", [None, "4", 99, -1, {}, 3])
def test_a_notebook_of_another_version_is_refused(path, version):
    path.write_text(changed(put("nbformat", version)))
    assert "ask for the file again" in look(path).unreadable


def test_a_notebook_of_too_many_cells_is_refused(path):
    path.write_text(changed(put("cells", [{}] * 6000)))
    assert "6000 cells" in look(path).unreadable


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(put("cells", [1, None, "no", [], {}]), id="cells are anything"),
        pytest.param(put("metadata", None), id="metadata null"),
        pytest.param(put("metadata", {"kernelspec": []}), id="kernelspec a list"),
        pytest.param(lambda nb: nb.pop("metadata"), id="metadata missing"),
        pytest.param(in_first(metadata=None), id="a cell's metadata null"),
    ],
)
def test_a_damaged_notebook_is_read_for_what_is_left_of_it(path, change):
    path.write_text(changed(change))
    assert look(path).oddities == []


def test_a_huge_file_is_not_read(path):
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    assert read(path, IGNORED, 1_000_000).unreadable == (
        f"{NAME} is 3000 MB large; clear its outputs and grade it again."
    )


def test_another_kernel_is_named(path):
    kernel = {"name": "ir", "display_name": "R", "language": "R"}
    path.write_text(changed(lambda nb: nb["metadata"].update(kernelspec=kernel)))
    seen = look(path)
    assert not seen.unreadable
    assert len(seen.oddities) == 1
    assert "kernel 'ir'" in seen.oddities[0]


def test_cells_of_the_student_s_own_are_no_oddity(path):
    own = {"cell_type": "markdown", "id": "own", "metadata": {}, "source": "A note."}
    path.write_text(changed(lambda nb: nb["cells"].append(own)))
    assert look(path).oddities == []


def test_files_beside_the_notebook_are_read_and_links_are_not(path, tmp_path):
    path.write_text(json.dumps(WHOLE))
    (tmp_path / "secret.key").write_text("secret")
    path.with_name("notes.txt").write_text("mine")
    path.with_name("link.txt").symlink_to(tmp_path / "secret.key")
    path.with_name("folder").mkdir()
    (path.with_name("folder") / "data.csv").write_bytes(b"a,b")
    path.with_name("away").symlink_to(tmp_path)
    os.mkfifo(path.with_name("pipe"))
    seen = look(path)
    assert seen.files == {"notes.txt": b"mine", "folder/data.csv": b"a,b"}
    assert "2 files beside the notebook were left out" in seen.oddities[0]


def test_files_beside_the_notebook_are_read_up_to_a_size(path):
    path.write_text(json.dumps(WHOLE))
    path.with_name("large.bin").write_bytes(bytes(2_000_000))
    seen = look(path)
    assert seen.files == {}
    assert "left out" in seen.oddities[0]


def test_the_digest_changes_with_every_file(path):
    path.write_text(json.dumps(WHOLE))
    digests = {look(path).digest}
    path.with_name("a").write_text("1")
    digests.add(look(path).digest)
    path.with_name("a").write_text("2")
    digests.add(look(path).digest)
    path.write_text(json.dumps(WHOLE) + " ")
    digests.add(look(path).digest)
    assert len(digests) == 4


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


def test_files_in_too_many_folders_are_left_out(path):
    path.write_text(json.dumps(WHOLE))
    for depth in (5, 6):
        place = path.parent.joinpath(*(f"{depth}-{n}" for n in range(depth)))
        place.mkdir(parents=True)
        (place / "x").write_text("x")
    found = read(path, IGNORED, 10**6)
    assert list(found.files) == ["5-0/5-1/5-2/5-3/5-4/x"]
    assert "1 files beside the notebook were left out" in found.oddities[0]


def test_small_files_count_for_the_place_that_they_take(path):
    path.write_text(json.dumps(WHOLE))
    for number in range(9):
        (path.parent / f"{number}").write_text("x")
    assert len(read(path, IGNORED, 5 * 4096).files) == 5


def test_a_name_that_is_no_text_does_not_break_the_sentence(path):
    os.mkfifo(path)
    for number in range(9):
        os.close(os.open(os.fsencode(path.parent) + b"/%d\xff\x1b[2J.ipynb" % number, os.O_CREAT))
    found = read(path, IGNORED, 10**6)
    assert is_a_sentence(found.unreadable)
    assert len(found.unreadable) < 200
    assert found.digest
