"""The card of a source, filled in."""

import pytest

from question_samples import CARD, points
from sinosoviet.questions import score


def card(author="", date="", kind="", audience=""):
    return {"author": author, "date": date, "kind": kind, "audience": audience}


RIGHT = card("Stepan Chervonenko", "1960-12-26", "primary", "b")


@pytest.mark.parametrize(
    ("changed", "expected", "says"),
    [
        ({}, 4, "author: right."),
        ({"author": "Ambassador S. V. Chervonenko"}, 4, "author: right."),
        ({"author": "Tscherwonenko"}, 4, "author: right."),
        ({"author": "Yudin"}, 3, "author: not right."),
        ({"author": "Yudin, Chervonenko, Mao, Zhou, Deng or Peng"}, 3, "author: not right."),
        ({"author": ""}, 3, "author: nothing was given."),
        ({"date": "26 December 1960"}, 4, "date: right."),
        ({"date": "1960-12"}, 3.5, "date: near, not exact."),
        ({"date": "1960"}, 3.25, "date: near, not exact."),
        ({"date": 1960}, 3.25, "date: near, not exact."),
        ({"date": "1961-01-10"}, 3, "date: not right."),
        ({"kind": "secondary"}, 3.5, "kind: near, not exact."),
        ({"kind": "tertiary"}, 3, "kind: not right."),
        ({"audience": "a"}, 3, "audience: not right."),
        ({"audience": ["b"]}, 3, "audience: not right."),
    ],
)
def test_a_card_earns_by_field(changed, expected, says):
    result = score(CARD.question, {**RIGHT, **changed}, CARD.key)
    assert result.points == expected
    assert says in result.feedback


def test_a_field_that_is_missing_costs_no_more_than_itself():
    assert points(CARD, {"author": "Chervonenko"}) == 1


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"author": " "}, "nothing stands yet in 'author'"),
        ({"date": "December"}, "is not a date in EDTF"),
        ({"date": ["1960"]}, "is not a date in EDTF"),
        ({"kind": "first-hand"}, "'kind' must be one of primary, secondary, tertiary"),
        ({"audience": None}, "nothing stands yet in 'audience'"),
        ({"side": "soviet"}, "names of the fields"),
    ],
)
def test_a_card_that_is_not_ready(changed, problem):
    assert problem in CARD.question.problem({**RIGHT, **changed})


@pytest.mark.parametrize("date", ["1960-12-26", "26 December 1960", 1960, "1960/1961"])
def test_dates_that_are_ready(date):
    assert CARD.question.problem({**RIGHT, "date": date}) is None


def test_the_form_and_the_lists_say_what_can_be_written():
    assert "'author' is a few words; 'date' is a date in EDTF" in CARD.question.form
    assert "'kind' is one of primary, secondary, tertiary" in CARD.question.form
    assert "  b: the leadership" in repr(CARD.question)
