"""The course's errors: one sentence, no traceback."""

import os
import subprocess
import sys

import pytest

from sinosoviet.errors import CourseError, UnknownName

FEW = ["events", "series", "claims"]
MANY = [f"L{n:02}" for n in range(1, 30)]


@pytest.mark.parametrize(
    ("name", "known", "hint"),
    [
        ("event", FEW, "Did you mean 'events'?"),
        ("clams", FEW, "Did you mean 'claims'?"),
        ("xyz", FEW, "There are: claims, events, series."),
        ("xyz", MANY, "There are 29, from 'L01' to 'L29'."),
        ("L9", MANY, "Did you mean "),
        (5, FEW, "There are: claims, events, series."),
        (["events"], FEW, "Did you mean 'events'?"),
        (None, FEW, "There are: claims, events, series."),
    ],
)
def test_an_unknown_name_comes_with_the_names_that_exist(name, known, hint):
    sentence = str(UnknownName("table", name, known))
    assert sentence.startswith(f"There is no table {name!r}. ")
    assert hint in sentence


def test_names_may_come_from_anything_that_can_be_run_through():
    assert "'events'" in str(UnknownName("table", "event", (name for name in FEW)))
    assert "'events'" in str(UnknownName("table", "event", dict.fromkeys(FEW)))


def test_where_there_are_no_names_the_sentence_is_still_one():
    sentence = str(UnknownName("exercise", "L09-1", []))
    assert sentence.startswith("There is no exercise 'L09-1'.")
    assert ": ." not in sentence


def test_an_unknown_name_can_be_caught_as_an_error_of_the_course():
    with pytest.raises(CourseError):
        raise UnknownName("table", "event", FEW)


def test_a_notebook_shows_the_sentence_only(tmp_path):
    """IPython's own traceback would name this file, the line and the exception's class."""
    program = "from sinosoviet.errors import CourseError\nraise CourseError('No such lesson: 99.')"
    done = subprocess.run(
        [sys.executable, "-m", "IPython", "--no-banner", "--colors=NoColor", "-c", program],
        capture_output=True,
        text=True,
        timeout=30,
        env={**os.environ, "IPYTHONDIR": str(tmp_path)},
    )
    shown = done.stdout + done.stderr
    assert "No such lesson: 99." in shown
    assert "Traceback" not in shown
    assert "CourseError" not in shown


def test_validate_shows_the_whole_sentence_in_lines_that_fit(monkeypatch):
    sentence = "Something is wrong here, " * 8 + "mend it."
    assert CourseError(sentence)._render_traceback_() == [sentence]
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    lines = CourseError(sentence)._render_traceback_()
    assert " ".join(lines) == sentence
    assert max(map(len, lines)) <= 80
