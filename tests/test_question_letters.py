"""Questions answered with letters: choice, order, attribution."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_samples import ATTRIBUTION, CHOICE, ORDER, few, points
from sinosoviet.questions import Attribution, from_dict, score, to_dict


@pytest.mark.parametrize(("answer", "expected"), [("b", 4), ("a", 0), ("B ", 4), ("z", 0)])
def test_choice(answer, expected):
    assert points(CHOICE, answer) == expected


def test_a_choice_outside_the_options_has_a_problem():
    assert "a, b, c" in CHOICE.question.problem("z")
    assert CHOICE.question.problem("a") is None


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (list("cadb"), 4),
        (list("acdb"), 2.67),
        (list("acbd"), 1.33),
        (list("bdac"), 0),
        (list("cad"), 0),
        (list("cadbb"), 0),
        ("cadb", 0),
    ],
)
def test_order_earns_by_pairs(answer, expected):
    assert points(ORDER, answer) == expected


@few
@given(st.permutations("abcd"), st.integers(0, 2))
def test_mending_a_pair_of_neighbours_never_costs_anything(letters, place):
    first, second = letters[place], letters[place + 1]
    if ORDER.key["order"].index(first) > ORDER.key["order"].index(second):
        mended = list(letters)
        mended[place : place + 2] = [second, first]
        assert points(ORDER, mended) >= points(ORDER, list(letters))


@pytest.mark.parametrize("answer", [["a"], list("abcc"), "cadb", [["a"]], {}, [1, 2, 3, 4]])
def test_an_order_that_is_not_ready(answer):
    assert "each of the letters a, b, c, d once" in ORDER.question.problem(answer)


def pairs(a="", b="", c=""):
    return {"a": a, "b": b, "c": c}


@pytest.mark.parametrize(
    ("answer", "expected", "says"),
    [
        (pairs("luthi-2008", "shen-2003", "luthi-2008"), 4, "a: right."),
        (pairs("luthi-2008", "westad-1998", "luthi-2008"), 4, "b: right."),
        (pairs("luthi-2008", "garver-2016", "luthi-2008"), 2.67, "b: not this one."),
        (pairs("luthi-2008"), 1.33, "c: nothing was given."),
        ({"a": "luthi-2008"}, 1.33, "c: nothing was given."),
        (pairs("Lüthi", ["shen-2003"], True), 0, "a: not this one."),
        (pairs("luthi-2008", "luthi-2008", "luthi-2008"), 2.67, "b: not this one."),
    ],
)
def test_attribution_earns_by_pairs(answer, expected, says):
    result = score(ATTRIBUTION.question, answer, ATTRIBUTION.key)
    assert result.points == expected
    assert says in result.feedback


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (pairs("luthi-2008", "", "luthi-2008"), "nothing stands yet after 'b'"),
        (pairs("luthi-2008", "luthi", "luthi-2008"), "after 'b' write one of luthi-2008, shen"),
        (pairs("luthi-2008", ["shen-2003"], "luthi-2008"), "after 'b' write one of"),
        ({"a": "luthi-2008"}, "curly brackets"),
        (["luthi-2008"], "curly brackets"),
    ],
)
def test_an_attribution_that_is_not_ready(answer, problem):
    assert problem in ATTRIBUTION.question.problem(answer)


@pytest.mark.parametrize("asked", [CHOICE, ORDER, ATTRIBUTION])
def test_what_the_letters_stand_for_is_shown(asked):
    for titles in asked.question.legend().values():
        for letter, text in titles.items():
            assert f"  {letter}: {text}" in repr(asked.question)
            assert f">{letter}</th>" in asked.question._repr_html_()
            assert f">{text}</td>" in asked.question._repr_html_()


@pytest.mark.parametrize("written", ["B", "b ", " b"])
def test_a_capital_or_a_space_does_no_harm_to_a_choice(written):
    right = CHOICE.key["choice"]
    answer = written.replace("b", right).replace("B", right.upper())
    assert CHOICE.question.problem(answer) is None
    assert score(CHOICE.question, answer, CHOICE.key).share == 1


def test_the_two_lists_of_an_attribution_can_have_captions_of_their_own():
    asked = Attribution(
        id="q1",
        title="What came between?",
        points=2,
        prompt="Before or after?",
        items={"a": "the alliance"},
        options={"before": "before Korea", "after": "after Korea"},
        captions=("Events", "Place"),
    )
    assert list(asked.legend()) == ["Events", "Place"]
    assert "Held by" not in repr(asked)
    assert from_dict(json.loads(json.dumps(to_dict(asked)))) == asked
