"""Tests that an instructor added: marked as stock nbgrader marks them, but for what the
documentation lists (docs/grading.md), each of which is held here on both sides."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from sinosoviet import courses, grading
from sinosoviet.courses import FOLDER_VARIABLE
from sinosoviet.demo import masters
from stock import unplug
from test_grading import FILE, NAME, cells_by_id, marks

#: An instructor's own tests, each worth a point, on what students write into q1.
TESTS = {
    "fails": "assert q1 == 'never'",
    "passes": "assert len(q1) < 20",
    "half": "print('half')\n0.5",
    "random": "import random\nrandom.seed(1)\nassert round(random.random(), 3) == 0.134",
    "helped": "assert shorter('long') == 'lon'",
    "noisy": "import sys\nprint('noted', file=sys.stderr)\nassert True",
    "below": "-3 if q1 == 'below' else 1",
    "above": "50 if q1 == 'above' else 1",
    "stateful": "sys.modules['sinosoviet'].left = sys.modules.get('left', 0)\nassert not hasattr("
    "sys.modules['sinosoviet'], 'right')\nsys.modules['sinosoviet'].right = 1",
}
STUDENTS = ("plain", "below", "above", "white")


def graded(name, source):
    about = {"grade": True, "grade_id": f"own-{name}", "locked": True, "points": 1}
    about |= {"schema_version": 3, "solution": False, "task": False}
    cell = {"cell_type": "code", "id": f"own-{name}", "metadata": {"nbgrader": about}}
    return {**cell, "source": source, "execution_count": None, "outputs": []}


def add_tests(course):
    """What an instructor does to the master in JupyterLab."""
    path = course.source(NAME) / FILE
    notebook = json.loads(path.read_text(encoding="utf-8"))
    setup = cells_by_id(notebook)["setup"]
    setup["source"] = "".join(setup["source"]) + "\n\ndef shorter(text):\n    return text[:3]"
    notebook["cells"] += [graded(name, source) for name, source in TESTS.items()]
    path.write_text(json.dumps(notebook), encoding="utf-8")


def hand_in(course):
    for student in STUDENTS:
        folder = course.root / "submitted" / student / NAME
        shutil.copytree(course.root / "release" / NAME, folder)
        notebook = json.loads((folder / FILE).read_text(encoding="utf-8"))
        cells = cells_by_id(notebook)
        cells["q1"]["source"] = f"q1 = {student!r}"
        cells["q10"]["source"] = " \n\n " if student == "white" else "An argument."
        (folder / FILE).write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The marks of this engine, with what is to be looked at, and those of stock nbgrader."""
    folder = tmp_path_factory.mktemp("own")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.environ["PATH"])
        patch.setenv(FOLDER_VARIABLE, "")
        course = courses.create(masters(), folder / "ours", {"id": "own", "title": "Own"})
        add_tests(course)
        grading.release(course, NAME)
        hand_in(course)
        theirs = courses.find(shutil.copytree(course.root, folder / "theirs"))
        unplug(theirs.root)
        outcomes = grading.grade(course, NAME, grading.submitted(course, NAME))
        command = [sys.executable, "-m", "nbgrader", "autograde", NAME]
        subprocess.run(command, cwd=theirs.root, capture_output=True, check=False)
    looks = {outcome.student: outcome.look for outcome in outcomes}
    return marks(course), looks, marks(theirs)


def points(found, student, test):
    return found[student][f"own-{test}"]["score"]


@pytest.mark.parametrize(
    ("test", "wanted"),
    [("fails", 0), ("passes", 1), ("half", 0.5), ("random", 1), ("helped", 1), ("stateful", 1)],
)
@pytest.mark.parametrize("student", ["plain", "below"])
def test_own_tests_are_marked_as_by_stock(both, student, test, wanted):
    ours, _, theirs = both
    assert points(ours, student, test) == points(theirs, student, test) == wanted


def test_what_a_test_prints_on_standard_error_costs_nothing(both):
    ours, looks, theirs = both
    assert points(theirs, "plain", "noisy") == 0
    assert points(ours, "plain", "noisy") == 1
    assert looks["plain"] == ""


def test_a_negative_number_is_no_point_and_is_told(both):
    ours, looks, theirs = both
    assert points(theirs, "below", "below") != 0
    assert points(ours, "below", "below") == 0
    assert "own-below gave -3 of 1 points" in looks["below"]


def test_more_points_than_there_are_do_not_lose_the_submission(both):
    ours, looks, theirs = both
    assert points(theirs, "above", "above") == points(theirs, "above", "stateful") == 0
    assert points(ours, "above", "above") == points(ours, "above", "stateful") == 1
    assert "own-above gave 50 of 1 points" in looks["above"]


def test_a_text_of_white_space_does_not_wait_to_be_marked(both):
    ours, _, theirs = both
    assert theirs["white"]["q10"]["waits"]
    assert not ours["white"]["q10"]["waits"]
    assert ours["white"]["q10"]["score"] == 0
    assert ours["plain"]["q10"]["waits"]
    assert theirs["plain"]["q10"]["waits"]
