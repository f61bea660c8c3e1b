"""Questions on dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_samples import DAY, PERIOD, few, points
from sinosoviet.questions import DateQuestion, score


@pytest.mark.parametrize("value", [[], {}, ["1960"], {"date": "1960"}, 1960, True, None, 0.5])
def test_a_date_that_is_not_text_has_a_problem(value):
    assert DAY.question.problem(value).startswith("q1: ")
    assert points(DAY, value) == 0


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("1960-07-16", 4),
        ("1960-07-20", 2),
        ("1960-07", 2),
        ("1960-08-16", 1),
        ("1960", 1),
        ("1959-07-16", 0),
        ("16 July 1960", 4),
    ],
)
def test_a_date_earns_by_how_near_it_is(answer, expected):
    assert points(DAY, answer) == expected


@few
@given(st.dates().map(str), st.dates().map(str))
def test_a_nearer_date_never_earns_less(one, two):
    def same(text):
        pairs = zip(text.split("-"), ["1960", "07", "16"], strict=True)
        equal = [a == b for a, b in pairs]
        return 3 if all(equal) else 2 if all(equal[:2]) else int(equal[0])

    # The date of something else is not near, whatever its day.
    if one not in DAY.key["misconceptions"] and same(one) >= same(two):
        assert points(DAY, one) >= points(DAY, two)


@pytest.mark.parametrize("answer", ["1960-07-28/1960-09-02", "1960-07-28", "1960-07-28/.."])
def test_one_right_end_of_a_period_earns_a_part(answer):
    assert 0 < points(PERIOD, answer) < 4


def test_a_day_written_out_is_a_date():
    question = DateQuestion(id="q1", title="t", points=2, prompt="p")
    assert question.problem("16 July 1960") is None
    assert score(question, "16 July 1960", {"date": "1960-07-16"}).points == 2


def test_a_known_mistake_in_the_right_month_is_not_sent_to_look_at_the_month():
    question = DateQuestion(id="q1", title="t", points=2, prompt="p")
    key = {"date": "1960-07-16", "misconceptions": {"1960-07-18": "The heading of a copy."}}
    said = score(question, "1960-07-18", key).feedback
    assert said == ("This is the date of something else.", "The heading of a copy.")
