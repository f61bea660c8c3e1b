"""Tests that are scored without a fork: the same outputs, and a fork for all others."""

import os
import signal
from pathlib import Path
from random import Random
from time import sleep

import pytest

from sinosoviet import bank, courses, grading, simulate, tasks
from sinosoviet.courses import FOLDER_VARIABLE
from sinosoviet.demo import masters
from sinosoviet.grading import at_once, frames, master, shell, values
from sinosoviet.grading.jobs import Limits, Ran
from sinosoviet.grading.scoring import Scorer
from sinosoviet.grading.warm import Warm
from sinosoviet.repair import blank

KINDS = ("strong", "average", "weak")
LIMITS = {"cell_seconds": 1, "total_seconds": 20, "output_kb": 2000}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER_VARIABLE, "")
        folder = tmp_path_factory.mktemp("once") / "course"
        made = courses.init(masters(), folder, {"title": "Once", "variants": 2})
        patch.setenv(FOLDER_VARIABLE, str(made.root))
        patch.setenv("NBGRADER_EXECUTION", "autograde")
        patch.setenv(courses.STUDENT_VARIABLE, "")
        yield made


@pytest.fixture(scope="module")
def parent(course):
    started = Warm("tests", {FOLDER_VARIABLE: str(course.root), "NBGRADER_EXECUTION": "autograde"})
    yield started
    started.close()


@pytest.fixture(autouse=True)
def as_in_a_warm_parent():
    here, before = Path.cwd(), signal.signal(signal.SIGALRM, shell._too_long)
    yield
    signal.signal(signal.SIGALRM, before)
    os.chdir(here)


def job_of(course, name, answers, student="kim", **more):
    if not (course.root / "release" / name).exists():
        grading.release(course, name)
    found = master.load(course, name, grading.api(course).coursedir.db_url)
    tests = [
        {
            "place": place,
            "source": cell.source,
            "takes": found.takes[cell.id],
            "values": {n: values.encode(answers[n]) for n in found.takes[cell.id] if n in answers},
            "count": place + 1,
        }
        for place, cell in enumerate(found.cells.values())
        if cell.test
    ]
    about = {"assignment": name, "student": student, "folder": str(found.folder), "at_once": False}
    return {"setup": found.setup, "tests": tests, "limits": LIMITS, **about, **more}


def by_a_fork(parent, job):
    said, _ = parent.ask(job, 20)
    messages = map(frames.load, frames.split(said, 8_000_000))
    return {m["cell"]: m["outputs"] for m in messages if "cell" in m}


@pytest.mark.parametrize("name", bank.NAMES)
def test_what_is_said_is_what_a_notebook_would_say(course, parent, name):
    for kind in KINDS:
        variant = tasks.identity.variant_of(name, kind, 2)
        drawn = tasks.draw(name, course.secret(), variant)
        answers = simulate.attempt(name, drawn, kind, Random(kind))
        job = job_of(course, name, answers, student=kind)
        found = at_once.outputs(job)
        assert found == by_a_fork(parent, job)
        assert len(found) == len(job["tests"]) > 5


@pytest.mark.parametrize(
    "odd", ["", None, {"verdict": "?"}, [1, 2], 10**9, "x" * 100_000, {"a": {"b": [None]}}]
)
def test_odd_answers_are_scored_alike(course, parent, odd):
    job = job_of(course, "corroboration", {f"q{number}": odd for number in range(1, 11)})
    assert at_once.outputs(job) == by_a_fork(parent, job)


@pytest.mark.parametrize(
    "source",
    [
        'print("a")\ntask.score("q1", q1)',
        'task.score("q1", q1) / 2',
        'task.score("q1", q1);',
        'task.score("q1", answer=q1)',
        'task.score("q1", q1 + "a")',
        'task.result("q1", q1)',
        'other.score("q1", q1)',
        '%timeit task.score("q1", q1)',
        "assert q1",
        "",
    ],
)
def test_a_test_of_any_other_form_is_left_to_a_fork(source):
    assert at_once.calls_of(source) == ()


def test_a_course_of_another_form_is_left_to_a_fork(course):
    job = job_of(course, "corroboration", {"q1": ""})
    own = ["import sinosoviet as ss\n\ntask = ss.task('corroboration')\ntask.mine = 1"]
    assert at_once.outputs({**job, "setup": own}) is None
    assert at_once.outputs({**job, "setup": [*job["setup"], "limit = 3"]}) is None


def test_what_a_test_misses_is_said_as_a_notebook_says_it(course, parent):
    job = job_of(course, "corroboration", {"q1": "a"}, at_once=True)
    assert at_once.outputs(job) is None
    errors = [output for said in by_a_fork(parent, job).values() for output in said]
    assert {output.get("ename") for output in errors} >= {"NameError"}


def test_what_does_not_come_to_an_end_is_left_to_a_fork(course, monkeypatch):
    job = job_of(course, "corroboration", dict.fromkeys(f"q{n}" for n in range(1, 11)))
    monkeypatch.setattr(tasks.Task, "score", lambda *given: sleep(30))
    assert at_once.outputs(job) is None


def test_what_kills_the_parent_is_scored_in_a_fork(course):
    asked = []

    class Dying:
        def ask(self, job, seconds):
            asked.append(job["at_once"])
            if len(asked) == 1:
                raise EOFError
            return b"", {"limit": "", "status": 0}

    job_of(course, "corroboration", {})
    found = master.load(course, "corroboration", grading.api(course).coursedir.db_url)
    scorer = Scorer(course)
    scorer._warm = Dying()
    notebook = {**blank(found), "metadata": {}}
    steps = [place for place, cell in enumerate(notebook["cells"])]
    scorer.score(found, notebook, Ran("kim", taken={p: {} for p in steps}), Limits())
    assert asked == [True, False]
