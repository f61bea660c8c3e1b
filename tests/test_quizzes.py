"""Exit quizzes: a letter gets its reply at once, and the answers for pages."""

import re

import ipywidgets as widgets
import pytest

from sinosoviet import quizzes as module
from sinosoviet.errors import UnknownName
from sinosoviet.exercises import exercises

LESSONS = sorted({name[:3] for name in exercises()})


@pytest.fixture
def sheet(monkeypatch):
    """The answer sheet of lesson 9: letters and reply by question, and the count."""
    shown = []
    monkeypatch.setattr(module, "display", shown.append)
    module.quiz("L09")
    (box,) = shown
    *rows, total = box.children
    return list(zip(rows[::2], rows[1::2], strict=True)), total


def test_nothing_is_chosen_and_nothing_said_at_first(sheet):
    rows, total = sheet
    assert [letters.value for letters, _ in rows] == [None] * 5
    assert {says.value for _, says in rows} == {""}
    assert "0 answered, 0 right" in total.value


def test_each_letter_gets_its_reply_and_the_right_ones_are_counted(sheet):
    rows, total = sheet
    for number, (letters, says) in enumerate(rows, start=1):
        key = exercises()[f"L09-Q{number}"].key
        wrong = next(o for o in letters.options if o != key["choice"])
        letters.value = wrong
        assert "Not yet." in says.value
        assert f"{number} answered, {number - 1} right" in total.value
        letters.value = key["choice"]
        assert "Right." in says.value
    assert "5 answered, 5 right" in total.value


def test_a_changed_mind_counts_once(sheet):
    rows, total = sheet
    letters, _ = rows[0]
    for letter in letters.options:
        letters.value = letter
    assert "1 answered" in total.value


def test_a_letter_says_what_it_stands_for(sheet):
    (letters, _), *_ = sheet[0]
    options = exercises()["L09-Q1"].question.options
    assert letters.tooltips == tuple(f"{letter}: {text}" for letter, text in options.items())
    assert isinstance(letters, widgets.ToggleButtons)


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_lesson_has_five_questions_and_their_answers_with_reasons(lesson):
    assert list(module.questions(lesson)) == [f"{lesson}-Q{n}" for n in range(1, 6)]
    reasons = re.findall(r"<li><strong>(\w)</strong>: ([^<]+)</li>", module.answers(lesson))
    assert [letter for letter, _ in reasons] == [
        exercises()[f"{lesson}-Q{n}"].key["choice"] for n in range(1, 6)
    ]
    assert all(len(reason) > 20 for _, reason in reasons)


def test_a_quiz_that_does_not_exist_is_named():
    with pytest.raises(UnknownName, match="There is no quiz 'L9'"):
        module.quiz("L9")
