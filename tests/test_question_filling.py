"""Answers taken apart and put together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_samples import ALL, ERRORS, ESSAY, MARKED, ORDER, attempts, few
from sinosoviet.questions import plain
from sinosoviet.questions.base import NotPlain
from sinosoviet.questions.filling import contents, filled

every = pytest.mark.parametrize("asked", ALL.values(), ids=ALL.keys())
marked = pytest.mark.parametrize("asked", MARKED.values(), ids=MARKED.keys())


@marked
def test_the_model_answer_comes_back_whole(asked):
    if asked is ERRORS:  # it has more rows than the form
        return
    model = asked.question.model(asked.key)
    assert filled(asked.question, contents(asked.question, model)) == model


@every
def test_nothing_filled_in_is_the_blank_answer(asked):
    question = asked.question
    for nothing in (None, "", []):
        assert filled(question, [nothing] * len(question.inputs())) == question.blank()
    assert filled(question, contents(question, question.blank())) == question.blank()


@every
@few
@given(data=st.data())
def test_any_answer_can_be_taken_apart(asked, data):
    try:
        answer = plain(data.draw(attempts(asked)))
    except NotPlain:
        return
    assert len(contents(asked.question, answer)) == len(asked.question.inputs())


def test_rows_are_filled_in_one_by_one():
    values = [2, "date_moved", "1960", None, "", None, 7, None, None]
    assert filled(ERRORS.question, values) == [
        {"sentence": 2, "kind": "date_moved", "correct": "1960"},
        {"sentence": None, "kind": "", "correct": ""},
        {"sentence": 7, "kind": "", "correct": ""},
    ]


def test_an_order_closes_up_where_a_place_is_left_empty():
    assert filled(ORDER.question, [None, "c", None, "a"]) == ["c", "a"]


def test_a_text_marked_by_hand_has_no_inputs():
    assert ESSAY.question.inputs() == []


@every
def test_every_input_has_a_name_and_options_where_they_are_needed(asked):
    for each in asked.question.inputs():
        assert each.label
        assert each.options or each.takes != "option"
        assert not each.options or each.takes in ("option", "number")
