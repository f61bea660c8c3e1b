"""Feedback with model answers: a student's own, and not before the due date."""

import json
import os
import re
import shutil
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from sinosoviet import courses, grading, tasks
from sinosoviet.courses import FOLDER_VARIABLE
from sinosoviet.demo import masters
from sinosoviet.errors import CourseError
from sinosoviet.grading import model_answers
from sinosoviet.tasks.identity import variant_of

NAME = "quantities"
FIRST, SECOND = (
    next(s for s in map("student{}".format, range(99)) if variant_of(NAME, s, 2) == number)
    for number in (1, 2)
)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Two students of two variants, graded; both notebooks are blank."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.environ["PATH"])
        patch.setenv(FOLDER_VARIABLE, "")
        folder = tmp_path_factory.mktemp("models") / "course"
        made = courses.create(masters(), folder, {"id": "m", "title": "M", "variants": 2})
        release = grading.release(made, NAME)
        for student in (FIRST, SECOND):
            shutil.copytree(release, made.root / "submitted" / student / NAME)
        grading.grade(made, NAME, [FIRST, SECOND])
        yield made


def set_due(course, due, extension=None):
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        book.find_assignment(NAME).duedate = due and due.astimezone(UTC).replace(tzinfo=None)
        book.find_submission(NAME, SECOND).extension = extension
        book.db.commit()


def page(course, student):
    path = course.root / "feedback" / student / NAME / f"{NAME}.html"
    return unescape(re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8")))


def shown(course, text, variant):
    """How many model answers of a variant a page shows."""
    student = {1: FIRST, 2: SECOND}[variant]
    lines = model_answers.of(course, NAME, student).values()
    return sum(line in text for line in lines)


@pytest.mark.parametrize("due", [None, datetime.now(UTC) - timedelta(minutes=1)])
def test_each_student_sees_the_own_answers_only(course, due):
    set_due(course, due)
    assert all(outcome.graded for outcome in grading.feedback(course, NAME, answers=True))
    questions = tasks.draw(NAME, course.secret()).questions.values()
    machine = sum(question.kind != "free_text" for question in questions)
    for student, own in ((FIRST, 1), (SECOND, 2)):
        text = page(course, student)
        assert text.count("An answer that earns every point:") == machine
        assert shown(course, text, own) == machine
        assert shown(course, text, 3 - own) < machine / 2


def test_a_model_answer_is_what_a_student_would_write(course):
    drawn = tasks.draw(NAME, course.secret(), 2)
    for name, line in model_answers.of(course, NAME, SECOND).items():
        found = {}
        exec(line, found)
        score = tasks.score(drawn.questions[name], found[name], drawn.keys[name])
        assert score.share == 1


def test_without_being_asked_no_page_shows_them(course):
    set_due(course, None)
    grading.feedback(course, NAME)
    for student, own in ((FIRST, 1), (SECOND, 2)):
        assert "earns every point" not in page(course, student)
        assert shown(course, page(course, student), own) == 0


@pytest.mark.parametrize(
    ("due", "extension"),
    [
        (timedelta(hours=1), None),
        (timedelta(days=40), None),
        (timedelta(days=-1), timedelta(days=2)),
    ],
)
def test_before_the_due_date_or_an_extension_is_over_it_is_refused(course, due, extension):
    set_due(course, datetime.now(UTC) + due, extension)
    shutil.rmtree(course.root / "feedback", ignore_errors=True)
    with pytest.raises(CourseError, match=r"^quantities can be handed in until \d{4}-") as error:
        grading.feedback(course, NAME, answers=True)
    assert "\n" not in str(error.value)
    assert not (course.root / "feedback").exists()
    assert len(grading.feedback(course, NAME)) == 2


def test_the_day_is_that_of_this_machine_s_clock(course, monkeypatch):
    due = datetime.now().astimezone() + timedelta(days=3)
    set_due(course, due)
    with pytest.raises(CourseError, match=f"{due:%Y-%m-%d %H:%M %Z}"):
        grading.feedback(course, NAME, answers=True)


def test_questions_that_were_not_released_are_not_answered(course, tmp_path):
    set_due(course, None)
    other = courses.find(shutil.copytree(course.root, tmp_path / "other"))
    path = other.root / "released" / f"{NAME}.json"
    held = json.loads(path.read_text(encoding="utf-8"))
    held["questions"][0] = "0" * 32
    path.write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(CourseError, match="no longer those that were released"):
        grading.feedback(other, NAME, answers=True)


def test_the_command_has_a_switch_for_it(course):
    from sinosoviet.cli import app

    set_due(course, None)
    words = ["feedback", NAME, "--course", str(course.root)]
    assert CliRunner().invoke(app, [*words, "--answers"]).exit_code == 0
    assert "earns every point" in page(course, FIRST)
    assert CliRunner().invoke(app, words).exit_code == 0
    assert "earns every point" not in page(course, FIRST)


def test_releasing_again_keeps_the_due_date(course):
    set_due(course, datetime.now(UTC) + timedelta(days=1))
    grading.release(course, NAME)
    with pytest.raises(CourseError, match="can be handed in until"):
        grading.feedback(course, NAME, answers=True)
