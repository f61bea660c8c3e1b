"""Stock nbgrader with the plug-ins: what cannot be read gets its result there, too."""

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
from test_grading import marks

NAME = "sourcing"
FILE = f"{NAME}.ipynb"
DAMAGED = {
    "cut-short": "it is not JSON",
    "empty": "is empty",
    "binary": "it is not JSON",
    "too-deep": "it is not JSON",
    "a-list": "it has no cells",
    "a-link": "is a link",
}


def damage(student, whole, path):
    path.unlink()
    if student == "a-link":
        path.symlink_to(path.parents[3] / "release" / NAME / FILE)
        return
    path.write_bytes(
        {
            "cut-short": whole[: len(whole) // 2],
            "empty": b"",
            "binary": bytes(range(256)),
            "too-deep": b"[" * 100_000,
            "a-list": b"[]",
        }[student]
    )


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A released assignment: one blank notebook, one of rubbish cells, and the damaged ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.environ["PATH"])
        patch.setenv(FOLDER_VARIABLE, "")
        settings = {"id": "p", "title": "P"}
        made = courses.create(masters(), tmp_path_factory.mktemp("plugin") / "course", settings)
        release = grading.release(made, NAME)
        whole = (release / FILE).read_bytes()
        rubbish = {"nbformat": 4, "metadata": "?", "cells": [1, {"cell_type": 5}]}
        for student in ("blank", "rubbish", *DAMAGED):
            path = shutil.copytree(release, made.root / "submitted" / student / NAME) / FILE
            if student in DAMAGED:
                damage(student, whole, path)
            elif student == "rubbish":
                path.write_text(json.dumps(rubbish))
        yield made


def autograde(course):
    command = [sys.executable, "-m", "nbgrader", "autograde", NAME]
    return subprocess.run(command, cwd=course.root, capture_output=True, text=True)


@pytest.fixture(scope="module")
def done(course):
    """What nbgrader's command said."""
    return autograde(course)


def test_a_file_that_cannot_be_read_scores_0_and_is_named(course, done):
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    found = marks(course, NAME)
    assert set(found) == {"blank", "rubbish", *DAMAGED}
    for student, why in DAMAGED.items():
        assert all(held["score"] == 0 and not held["waits"] for held in found[student].values())
        (line,) = [line for line in done.stderr.splitlines() if f" {student}: " in line]
        assert why in line
        assert "WARNING" in line


def test_it_ends_as_a_notebook_that_says_so(course, done):
    for student in DAMAGED:
        path = course.root / "autograded" / student / NAME / FILE
        text = path.read_text(encoding="utf-8")
        assert "This question was not reached: the notebook could not be read." in text


def sources(notebook):
    return ["".join(cell["source"]) for cell in notebook["cells"]]


def test_marks_and_notebooks_are_those_of_the_engine(course, done, tmp_path):
    ours = courses.find(shutil.copytree(course.root, tmp_path / "ours", symlinks=True))
    for made in ("gradebook.db", "autograded"):
        path = ours.root / made
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    grading.release(ours, NAME)
    outcomes = grading.grade(ours, NAME, grading.submitted(ours, NAME))
    assert {outcome.student for outcome in outcomes if not outcome.graded} == set(DAMAGED)
    assert marks(ours, NAME) == marks(course, NAME)
    for student in marks(ours, NAME):
        mine, its = (
            json.loads((c.root / "autograded" / student / NAME / FILE).read_text(encoding="utf-8"))
            for c in (ours, course)
        )
        assert sources(mine) == sources(its)


def test_stock_leaves_such_a_file_without_marks(course, done, tmp_path):
    stock = courses.find(shutil.copytree(course.root, tmp_path / "stock", symlinks=True))
    shutil.rmtree(stock.root / "autograded")
    shutil.rmtree(stock.root / "submitted" / "rubbish")
    unplug(stock.root)
    said = autograde(stock)
    assert said.returncode != 0
    assert "Traceback" in said.stderr
    left = {path.name for path in (stock.root / "autograded").iterdir() if list(path.iterdir())}
    assert left == {"blank", "a-link"}
