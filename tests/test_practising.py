"""Practice: fresh questions without end, an instant reply, never a graded question."""

import io
from collections import Counter
from itertools import islice
from random import Random

import ipywidgets as widgets
import pytest

import sinosoviet as ss
from sinosoviet import cli, practising
from sinosoviet.bank.pool import graded
from sinosoviet.errors import UnknownName
from sinosoviet.practising import KINDS, exercises

every_practice = pytest.mark.parametrize("name", KINDS)


def some(name, number=60, seed=1):
    return list(islice(exercises(name, Random(seed)), number))


@every_practice
def test_questions_are_fresh_and_go_on(name):
    shown = [exercise.question.material for exercise in some(name, 40)]
    assert len(set(shown)) >= 30
    assert shown != [e.question.material for e in some(name, 40, seed=2)]
    pure = [e.question.material for e in islice(exercises(name), 10)]
    assert pure != [e.question.material for e in islice(exercises(name), 10)]


@every_practice
def test_the_right_answer_is_told_right_and_explained(name):
    for exercise in some(name):
        answer = exercise.question.model(exercise.key)
        assert exercise.question.problem(answer) is None
        head, *_, last = exercise.reply(answer)
        assert head == "Right."
        assert last == exercise.explanations[-1]
        assert "See ss." in last
        assert exercise.reply(exercise.question.blank())[0] != "Right."


@every_practice
def test_an_explanation_names_a_call_that_works(name):
    for exercise in some(name, 15):
        for explanation in exercise.explanations:
            call = explanation.rpartition("See ")[2].rstrip(".")
            assert eval(call, {"ss": ss}) is not None


@pytest.mark.parametrize("name", [name for name in KINDS if name != "texts"])
def test_about_every_second_statement_is_true_and_every_kind_comes(name):
    right = Counter(exercise.key["choice"] for exercise in some(name, 300))
    assert 0.35 < right["a"] / 300 < 0.65
    assert len(right) == len(KINDS[name]) + 1


def test_no_sentence_of_practice_is_one_of_a_graded_text():
    hidden = {p.sentence(n) for p in graded().patterns.values() for n in range(len(p.texts))}
    for name in KINDS:
        for exercise in some(name):
            assert not hidden & set(exercise.question.material)


def test_an_unknown_practice_is_named():
    with pytest.raises(UnknownName, match="no practice 'poems'"):
        ss.practice("poems")


# In a notebook -----------------------------------------------------------------------------


def test_the_sheet_replies_and_goes_on():
    sheet = practising._sheet(exercises("dates", Random(3)))
    first = next(exercises("dates", Random(3)))
    question, menu, buttons, reply = sheet.children
    checks, goes_on = buttons.children
    assert first.question.material[0] in question.value.replace("&#x27;", "'")
    checks.click()
    assert "choose one letter" in reply.value
    menu.value = first.key["choice"]
    checks.click()
    assert "Right." in reply.value
    goes_on.click()
    assert reply.value == ""
    assert sheet.children[0].value != question.value


def test_the_sheet_of_a_text_has_fields_for_every_error():
    sheet = practising._sheet(exercises("texts", Random(3)))
    fields = [
        child for child in sheet.children if isinstance(child, widgets.Dropdown | widgets.Text)
    ]
    assert len(fields) == 9


# In the terminal ---------------------------------------------------------------------------


@pytest.fixture
def session(monkeypatch, capsys):
    def run(name, *lines):
        monkeypatch.setattr("sys.argv", ["sinosoviet", "practice", name])
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        status = 0
        try:
            cli.main()
        except SystemExit as stop:
            status = stop.code or 0
        return status, *capsys.readouterr()

    return run


def test_statements_in_the_terminal(session):
    status, out, err = session("dates", "a", "z", "b", "q")
    assert (status, err) == (0, "")
    assert "2 answered" in out
    assert out.count("See ss.") == 2


def test_a_text_in_the_terminal(session):
    status, out, _ = session("texts", "1", "date_moved", "1960-07-16", "", "q")
    assert status == 0
    assert out.count("Sentence ") >= 3
    assert "1 answered" in out


def test_the_end_of_the_input_ends_it(session):
    assert session("numbers", "a")[0] == 0


def test_an_unknown_practice_in_the_terminal(session):
    status, _, err = session("poems")
    assert status == 1
    assert err.count("\n") == 1
