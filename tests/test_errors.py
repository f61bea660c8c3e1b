"""The course's errors: one sentence, no traceback."""

import os
import subprocess
import sys

import pytest

import sinosoviet as ss
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


TAKE_A_NAME = {
    "check": lambda name: ss.check(name, ""),
    "cite": ss.cite,
    "compare": ss.compare,
    "convert from": lambda name: ss.convert(1, name, "dollars"),
    "convert to": lambda name: ss.convert(1, "dollars", name),
    "convert at": lambda name: ss.convert(1, "old roubles", "new roubles", at=name),
    "events": lambda name: ss.events(side=name),
    "explore": ss.explore,
    "original": ss.original,
    "practice": ss.practice,
    "quiz": ss.quiz,
    "record": lambda name: ss.record("claims", name),
    "record of a table": lambda name: ss.record(name, "A12"),
    "reference": ss.reference,
    "series": ss.series,
    "source": ss.source,
    "table": ss.table,
}


@pytest.mark.parametrize("helper", TAKE_A_NAME)
def test_a_helper_that_wants_a_name_says_so_whatever_it_gets(helper):
    table = ss.table("claims")
    for wrong in ("a slip", "", 5, 1.5, True, ["A12"], ("A12",), {"A12": 1}, table, table.id):
        with pytest.raises(UnknownName, match=r"^There is no [^\n]+\. [^\n]+[.?]$") as raised:
            TAKE_A_NAME[helper](wrong)
        assert isinstance(wrong, str) or "in quotation marks" in str(raised.value)


@pytest.mark.parametrize("wrong", [5, ["trade"], ("trade",), {"trade"}, True])
def test_what_events_are_about_is_text(wrong):
    with pytest.raises(CourseError, match="in quotation marks, such as about="):
        ss.events(about=wrong)


@pytest.mark.parametrize("wrong", [None, "300", [300], {"sum": 300}])
def test_what_is_converted_is_a_number(wrong):
    with pytest.raises(CourseError, match="The amount is a number without quotation marks"):
        ss.convert(wrong, "dollars", "old roubles")


@pytest.mark.parametrize(
    "program",
    [
        "from sinosoviet.errors import CourseError\nraise CourseError('No such lesson: 99.')",
        "import sinosoviet as ss\nss.table('claims')['clam']",
        "import sinosoviet as ss\nss.sorce('x')",
    ],
    ids=["course", "column", "function"],
)
def test_a_notebook_shows_the_sentence_only(program, tmp_path):
    """IPython's own traceback would name this file, the line and the exception's class."""
    done = subprocess.run(
        [sys.executable, "-m", "IPython", "--no-banner", "--colors=NoColor", "-c", program],
        capture_output=True,
        text=True,
        timeout=30,
        env={**os.environ, "IPYTHONDIR": str(tmp_path)},
    )
    shown = done.stdout + done.stderr
    assert len(shown.strip().splitlines()) == 1, shown
    assert shown.strip().startswith(("No such lesson: 99.", "There is no "))


def test_validate_shows_the_whole_sentence_in_lines_that_fit(monkeypatch):
    sentence = "Something is wrong here, " * 8 + "mend it."
    assert CourseError(sentence)._render_traceback_() == [sentence]
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    lines = CourseError(sentence)._render_traceback_()
    assert " ".join(lines) == sentence
    assert max(map(len, lines)) <= 80
