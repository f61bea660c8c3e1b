"""Questions answered with numbers: looked up, or computed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_samples import CALCULATION, QUANTITIES, SHARE, Sample, few, points
from sinosoviet.questions import score


@pytest.mark.parametrize(
    ("answer", "expected", "says"),
    [
        ({"a": 1390, "b": 1292, "c": 78}, 4, "a: right"),
        ({"a": "1,390", "b": "1292 persons", "c": 78.0}, 4, "a: right"),
        ({"a": 1390, "b": 1, "c": 1}, 1.33, "b: not right"),
        ({"a": 1391, "b": 1, "c": 1}, 0.67, "a: very near"),
        ({"a": 1292, "b": 1, "c": 1}, 0, "a: this is the number of another label"),
        ({"a": 13900, "b": 1, "c": 1}, 0, "a: wrong by a power of ten"),
        ({"a": 1.39, "b": 1, "c": 1}, 0, "a: wrong by a power of ten"),
        ({"a": "many", "b": 1, "c": 1}, 0, "a: no number was given"),
        ({"a": True, "b": 1, "c": 1}, 0, "a: no number was given"),
        ({"a": 1390}, 1.33, "b: no number was given"),
    ],
)
def test_quantities(answer, expected, says):
    result = score(QUANTITIES.question, answer, QUANTITIES.key)
    assert result.points == expected
    assert any(says in sentence for sentence in result.feedback)


@pytest.mark.parametrize(("share", "right"), [(19.5, 4), (19.45, 4), (19.55, 4), (19.6, 2), (1, 0)])
def test_a_computed_share_may_be_rounded(share, right):
    assert points(SHARE, {"share": share}) == right


NUMBERS = st.floats(0, 3000) | st.floats(15, 22) | st.sampled_from([17.98, 18.2, 18.1, 18.09])


@pytest.mark.parametrize(
    ("asked", "label", "true"), [(SHARE, "share", 19.5), (CALCULATION, "growth", 17.98)]
)
@few
@given(one=NUMBERS, two=NUMBERS)
def test_a_nearer_number_never_earns_less(asked, label, true, one, two):
    if abs(one - true) <= abs(two - true):
        assert points(asked, {label: one}) >= points(asked, {label: two})


def test_a_nearer_number_never_earns_less_for_being_another_label_s():
    """1,400 and 1,390 lie within a fiftieth of each other."""
    asked = Sample(QUANTITIES.question, {"values": {"a": 1390, "b": 1400, "c": 78}}, ())
    earned = [points(asked, {"a": number}) for number in (1390, 1394, 1396, 1400, 1410)]
    assert earned == [1.33, 0.67, 0, 0, 0]


@pytest.mark.parametrize(
    ("answer", "expected", "says"),
    [
        ({"factor": 2.286, "growth": 17.98}, 4, "growth: right"),
        ({"factor": 2.28, "growth": "18.0 %"}, 4, "growth: right"),
        ({"factor": 2.29, "growth": 17.9}, 4, "factor: right"),
        ({"factor": 2.3, "growth": 0}, 1, "factor: very near; round only at the end"),
        ({"factor": 1.286, "growth": 0}, 0, "factor: That is what was added"),
        ({"factor": 0, "growth": 25.7}, 0, "growth: Growth compounds"),
        ({"factor": 0, "growth": 18.2}, 0, "growth: This is the mean"),
        ({"factor": 17.98, "growth": 0}, 0, "factor: this is the number of another label"),
        ({"factor": 0, "growth": 0.1798}, 0, "growth: this is a share of one; per cent means"),
        ({"factor": 0.02286, "growth": 0}, 0, "factor: wrong by a power of ten; the unit is times"),
        ({"factor": 2286, "growth": 0}, 0, "factor: wrong by a power of ten; the unit is times"),
        ({"factor": -2.286, "growth": 0}, 0, "factor: the sign is the wrong way round"),
        ({"factor": 5, "growth": 0}, 0, "factor: not right; write down each step"),
        ({"factor": "more than double"}, 0, "factor: no number was given"),
        ({"growth": 17.98}, 2, "factor: no number was given"),
    ],
)
def test_calculation(answer, expected, says):
    result = score(CALCULATION.question, answer, CALCULATION.key)
    assert result.points == expected
    assert any(sentence.startswith(says) for sentence in result.feedback)


def test_each_number_has_its_unit_in_the_form_of_the_answer():
    assert "'factor' in times, 'growth' in per cent" in CALCULATION.question.form


def test_lines_to_begin_with_are_shown_and_lead_to_the_answer():
    question = CALCULATION.question
    assert question.start in repr(question)
    assert f"<pre>{question.start}</pre>" in question._repr_html_()
    *first, last = question.start.splitlines()
    names = {}
    exec("\n".join(first), names)
    assert round(eval(last, names), 3) == 2.287
    assert "begin" not in repr(SHARE.question)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"a": None, "b": 1, "c": 2}, "no number yet for 'a'"),
        ({"a": 1, "b": "", "c": 2}, "no number yet for 'b'"),
        ({"a": 1, "b": "2", "c": 2}, "a plain number for 'b'"),
        ({"a": 1, "b": True, "c": 2}, "a plain number for 'b'"),
        ({"a": 1, "b": 2}, "no number yet for 'c'"),
        ([1, 2, 3], "curly brackets"),
    ],
)
def test_quantities_that_are_not_ready(answer, problem):
    assert problem in QUANTITIES.question.problem(answer)
