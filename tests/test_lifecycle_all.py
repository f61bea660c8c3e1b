"""The life cycle of all eight assignments in one course: from release to feedback and report."""

import json
import os
import shutil
from dataclasses import dataclass
from html import unescape
from itertools import count
from random import Random

import pytest
from nbgrader.api import Gradebook

from sinosoviet import bank, courses, grading, reports, simulate, tasks
from sinosoviet.courses import FOLDER_VARIABLE, Course
from sinosoviet.demo import masters
from sinosoviet.tasks.identity import variant_of
from test_grading import marks

#: What each student of an assignment hands in; each has another variant.
KINDS = ("model", "blank", "mix")
COMMENT = "Well argued."


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.environ["PATH"])
        patch.setenv(FOLDER_VARIABLE, "")
        folder = tmp_path_factory.mktemp("eight") / "course"
        yield courses.init(masters(), folder, {"title": "Eight", "variants": len(KINDS)})


@dataclass(frozen=True)
class Cycle:
    """An assignment on its way; by kind: who, and what was answered. Before and after by hand."""

    name: str
    course: Course
    students: dict[str, str]
    drawn: dict[str, tasks.Draw]
    answers: dict[str, dict]
    outcomes: list[grading.Outcome]
    waiting: set[str]
    first: dict
    last: dict

    @property
    def by_hand(self):
        questions = self.drawn["model"].questions.values()
        return next(question.id for question in questions if question.kind == "free_text")


def answers(name, kind, drawn):
    if kind == "mix":
        return simulate.attempt(name, drawn, "average", Random(name))
    if kind == "blank":
        return {}
    return {
        question.id: question.model(drawn.keys[question.id]) or "An argument."
        for question in drawn.questions.values()
    }


def waits_in_formgrader(course, name):
    """Who is to be marked by hand, as the formgrader's page on the assignment lists them."""
    rows = grading.api(course).get_notebook_submissions(name, name)
    return {row["student"] for row in rows if row["needs_manual_grade"]}


@pytest.fixture(scope="module", params=bank.NAMES)
def cycle(request, course):
    name = request.param
    release = grading.release(course, name)
    master = json.loads((release / f"{name}.ipynb").read_text(encoding="utf-8"))
    students, drawn, given = {}, {}, {}
    for number, kind in enumerate(KINDS, 1):
        ids = (f"{kind}{n}" for n in count())
        students[kind] = next(s for s in ids if variant_of(name, s, len(KINDS)) == number)
        drawn[kind] = tasks.draw(name, course.secret(), number)
        given[kind] = answers(name, kind, drawn[kind])
        folder = shutil.copytree(release, course.root / "submitted" / students[kind] / name)
        notebook = simulate.fill(master, given[kind])
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    outcomes = grading.grade(course, name, grading.submitted(course, name))
    waiting = waits_in_formgrader(course, name)
    first = marks(course, name)
    by_hand = next(q.id for q in drawn["mix"].questions.values() if q.kind == "free_text")
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        for kind in ("model", "mix"):
            grade = book.find_grade(by_hand, name, name, students[kind])
            grade.manual_score, grade.needs_manual_grade = 3.5, False
            book.find_comment(by_hand, name, name, students[kind]).manual_comment = COMMENT
        book.db.commit()
    grading.feedback(course, name)
    last = marks(course, name)
    return Cycle(name, course, students, drawn, given, outcomes, waiting, first, last)


def expected(cycle, kind):
    drawn = cycle.drawn[kind]
    return {
        name: tasks.score(question, cycle.answers[kind].get(name), drawn.keys[name])
        for name, question in drawn.questions.items()
    }


def test_everybody_is_graded_without_a_remark(cycle):
    assert [(o.student, o.graded, o.look) for o in cycle.outcomes] == [
        (student, True, "") for student in sorted(cycle.students.values())
    ]


def test_marks_are_what_scoring_says(cycle):
    for kind, student in cycle.students.items():
        wanted = {name: score.points for name, score in expected(cycle, kind).items()}
        assert {name: held["score"] for name, held in cycle.first[student].items()} == wanted
    worth = {name: question.points for name, question in cycle.drawn["model"].questions.items()}
    found = cycle.first[cycle.students["model"]]
    assert {name: held["max"] for name, held in found.items()} == worth
    assert all(held["score"] == worth[n] for n, held in found.items() if n != cycle.by_hand)
    total = sum(held["score"] for held in cycle.first[cycle.students["mix"]].values())
    assert 0 < total < sum(worth.values())


def test_the_text_waits_in_the_formgrader_and_a_blank_one_does_not(cycle):
    waits = {
        kind: [name for name, held in cycle.first[student].items() if held["waits"]]
        for kind, student in cycle.students.items()
    }
    assert waits == {"model": [cycle.by_hand], "mix": [cycle.by_hand], "blank": []}
    assert cycle.waiting == {cycle.students["model"], cycle.students["mix"]}
    assert waits_in_formgrader(cycle.course, cycle.name) == set()


def test_feedback_says_what_scoring_says_and_no_more(cycle):
    for kind, student in cycle.students.items():
        folder = cycle.course.root / "feedback" / student / cycle.name
        page = unescape((folder / f"{cycle.name}.html").read_text(encoding="utf-8"))
        for name, score in expected(cycle, kind).items():
            if name != cycle.by_hand:
                assert all(line in page for line in score.feedback), name
        total = sum(held["score"] for held in cycle.last[student].values())
        assert f"{total:g} of {sum(h['max'] for h in cycle.last[student].values()):g}" in page
        assert (COMMENT in page) == (kind != "blank")
        assert "HIDDEN" not in page
        assert "task.score" not in page
        assert cycle.course.secret().hex() not in page


def test_the_report_has_every_student_and_question(cycle):
    report = reports.make(cycle.course, cycle.name)
    table = report.marks
    assert set(table.index) == set(cycle.students.values())
    assert list(table.columns[:-3]) == list(cycle.drawn["model"].questions)
    for student in cycle.students.values():
        assert table.score[student] == sum(h["score"] for h in cycle.last[student].values())
    assert not report.looks
