"""What holds for every kind of question; the kinds have tests of their own."""

import json
import math
import re
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_samples import (
    ALL,
    ATTRIBUTION,
    CALCULATION,
    CARD,
    CHOICE,
    DAY,
    ERRORS,
    ESSAY,
    EVIDENCE,
    FALSE_DATE,
    FALSE_NUMBER,
    JSON,
    MARKED,
    QUANTITIES,
    attempts,
    every,
    few,
    marked,
    points,
    slips,
    turned,
    written,
)
from sinosoviet import questions
from sinosoviet.errors import UnknownName
from sinosoviet.questions import from_dict, plain, score, to_dict
from sinosoviet.questions.base import NotPlain, as_number


class LyingText(str):
    """Says that it is equal to everything."""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return hash(str(self))


class LyingNumber(float):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __hash__ = float.__hash__


class LyingDict(dict):
    def get(self, name, default=None):
        return "contradicted"

    def __getitem__(self, name):
        return "contradicted"


class Explosive:
    """Raises whatever is done with it."""

    def _raise(self, *args):
        raise RuntimeError("touched")

    __eq__ = __hash__ = __str__ = __repr__ = __iter__ = __len__ = __bool__ = _raise
    __getattr__ = __float__ = __int__ = _raise


class LyingClass(type):
    """A class that says that it is equal to every other class."""

    def __eq__(cls, other):
        return True

    __hash__ = type.__hash__


class Impostor(metaclass=LyingClass):
    pass


class NumpyImpostor:
    """Says that it comes from numpy, and then fails."""

    ndim = 0

    def item(self):
        raise RuntimeError("touched")


NumpyImpostor.__module__ = "numpy"


def recursive():
    inside = []
    inside.append(inside)
    return inside


def recursive_dict():
    inside = {}
    inside["verdict"] = inside
    return inside


def nested(depth):
    inside = "a"
    for _ in range(depth):
        inside = [inside]
    return inside


ODD = {
    "lying text": lambda: LyingText("x"),
    "lying number": lambda: LyingNumber(1),
    "lying dict": lambda: LyingDict(verdict="x", correct="x", evidence=[]),
    "explosive": Explosive,
    "impostor of a class": Impostor,
    "impostor of numpy": NumpyImpostor,
    "not a number": lambda: math.nan,
    "infinite": lambda: math.inf,
    "minus infinite": lambda: -math.inf,
    "huge": lambda: 10**10000,
    "minus huge": lambda: -(10**10000),
    "recursive list": recursive,
    "recursive dict": recursive_dict,
    "nested": lambda: nested(50),
    "nested very deep": lambda: nested(20_000),
    "bytes": lambda: b"1960-07-16",
    "set": lambda: {"a", "b"},
    "frozen set": lambda: frozenset("ab"),
    "lone surrogate": lambda: "\ud800",
    "complex": lambda: 1 + 2j,
    "ellipsis": lambda: ...,
    "function": lambda: print,
    "class": lambda: str,
    "module": lambda: math,
    "generator": lambda: (n for n in "ab"),
    "range": lambda: range(3),
    "numpy nan": lambda: np.float64("nan"),
    "numpy array": lambda: np.array([1, 2]),
    "numpy date": lambda: np.datetime64("1960-07-16"),
    "numpy long double": lambda: np.longdouble(1),
    "numpy void": lambda: np.void(b"x"),
}
PLACES = {
    "alone": lambda odd: odd,
    "in a list": lambda odd: ["a", odd],
    "as the verdict": lambda odd: {"verdict": odd, "correct": "", "evidence": []},
    "as the correction": lambda odd: {"verdict": "supported", "correct": odd, "evidence": []},
    "as evidence": lambda odd: {"verdict": "supported", "correct": "", "evidence": [odd]},
    "as a number": lambda odd: {"a": odd, "b": odd, "c": odd, "share": odd},
    "as a field": lambda odd: {"field": odd, "correct": odd},
    "on a card": lambda odd: dict.fromkeys(["author", "date", "kind", "audience"], odd),
    "as a computed number": lambda odd: {"factor": odd, "growth": odd},
    "in a row": lambda odd: [{"sentence": odd, "kind": odd, "correct": odd}],
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_odd_objects_earn_nothing_and_never_stop_the_scoring(odd, place):
    for asked in ALL.values():
        result = score(asked.question, place(odd()), asked.key)
        assert result.points == 0
        assert result.feedback


def test_a_key_of_a_dict_can_be_odd_too():
    for asked in ALL.values():
        assert points(asked, {math.nan: "a"}) == 0
        assert points(asked, {b"verdict": "a"}) == 0
        assert points(asked, {("verdict",): "a"}) == 0


def test_two_entries_of_one_name_are_refused():
    """Which of them counted would depend on their order."""
    with pytest.raises(NotPlain, match="two entries of one name"):
        plain({1: "a", "1": "b"})


def test_a_small_object_that_unfolds_into_a_huge_one_is_refused_quickly():
    program = (
        "from sinosoviet.questions import DateQuestion, score\n"
        "bomb = [0] * 60\n"
        "for _ in range(6): bomb = [bomb] * 60\n"
        "question = DateQuestion(id='q1', title='t', points=1, prompt='p')\n"
        "print(score(question, bomb, {'date': '1960'}).points)\n"
    )
    limit = "import resource; resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))\n"
    try:
        done = subprocess.run(
            [sys.executable, "-c", limit + program], capture_output=True, text=True, timeout=5
        )
    except subprocess.TimeoutExpired:
        pytest.fail("scoring did not end in time")
    assert done.stdout.strip() == "0.0", done.stderr[-200:]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (np.int64(5), 5),
        (np.float64(0.5), 0.5),
        (np.str_("a"), "a"),
        (np.bool_(True), True),
        ((1, ("a",)), [1, ["a"]]),
        ({1: "a"}, {"1": "a"}),
    ],
)
def test_numbers_of_numpy_and_tuples_become_plain(value, expected):
    made = plain(value)
    assert made == expected
    assert type(made) is type(expected)


def test_plain_data_are_copied():
    inner = ["a"]
    made = plain({"evidence": inner})
    inner.append("b")
    assert made == {"evidence": ["a"]}


@few
@given(JSON)
def test_plain_data_stay_as_they_are_or_are_refused(value):
    try:
        made = plain(value)
    except NotPlain:
        return
    json.dumps(made, allow_nan=False)
    assert plain(made) == made


def is_dict(asked):
    return type(asked.question.blank()) is dict


# What holds for every kind ---------------------------------------------------------------


@marked
def test_the_model_answer_earns_every_point(asked):
    result = score(asked.question, asked.question.model(asked.key), asked.key)
    assert result.points == result.max_points == asked.question.points
    assert result.share == 1


@every
def test_the_model_answer_has_no_problem(asked):
    assert asked.question.problem(plain(asked.question.model(asked.key))) is None


@every
def test_a_blank_answer_earns_nothing_and_is_called_so(asked):
    for blank in (None, asked.question.blank()):
        result = score(asked.question, blank, asked.key)
        assert (result.points, result.feedback) == (0, ("No answer was given.",))


@marked
def test_a_blank_answer_is_not_ready(asked):
    assert asked.question.problem(asked.question.blank())


@marked
@pytest.mark.parametrize("answer", ["I do not know", 0, True, [], {}, [[]], "", {"x": 1}])
def test_an_answer_that_is_none_earns_nothing(asked, answer):
    assert points(asked, answer) == 0


@every
@few
@given(data=st.data())
def test_points_lie_between_nothing_and_everything(asked, data):
    answer = data.draw(attempts(asked))
    result = score(asked.question, answer, asked.key)
    assert 0 <= result.points <= result.max_points
    assert result.max_points == asked.question.points
    assert all(type(sentence) is str and sentence for sentence in result.feedback)


@every
@few
@given(data=st.data())
def test_scoring_is_pure_and_knows_no_order_of_names(asked, data):
    answer = data.draw(attempts(asked))
    before, key = repr(answer), json.dumps(asked.key)
    first = score(asked.question, answer, asked.key)
    assert score(asked.question, answer, asked.key) == first
    assert (repr(answer), json.dumps(asked.key)) == (before, key)
    try:
        plain(answer)
    except NotPlain:
        return
    assert score(asked.question, turned(answer), asked.key) == first


@every
@few
@given(data=st.data())
def test_any_plain_answer_has_a_problem_in_a_sentence_or_none(asked, data):
    answer = data.draw(attempts(asked))
    try:
        answer = plain(answer)
    except NotPlain:
        return
    problem = asked.question.problem(answer)
    assert problem is None or problem.startswith("q1: ")


@pytest.mark.parametrize("value", [[], {}, ["1960"], {"date": "1960"}, 1960, True, None, 0.5])
def test_a_date_that_is_not_text_has_a_problem(value):
    assert DAY.question.problem(value).startswith("q1: ")
    assert points(DAY, value) == 0


@pytest.mark.parametrize("text", ["/" * 5_000, "9" * 100_000, "(" * 5_000, "x" * 1_000_000])
def test_a_long_text_is_scored_like_a_short_one(text):
    for asked in ALL.values():
        for place in PLACES.values():
            assert points(asked, place(text)) == points(asked, place("?"))


def gives_away(text, secret):
    return re.search(rf"(?<![\w,.-]){re.escape(secret)}(?![\w-]|[,.]\d)", text)


@marked
@few
@given(data=st.data())
def test_feedback_on_a_wrong_answer_never_gives_the_key_away(asked, data):
    answer = data.draw(attempts(asked))
    result = score(asked.question, answer, asked.key)
    if result.share < 1:
        for secret in asked.secrets:
            if secret not in written(answer):
                assert not gives_away("\n".join(result.feedback), secret)


@pytest.mark.parametrize("name", sorted(n for n, a in MARKED.items() if is_dict(a)))
@few
@given(data=st.data())
def test_one_part_put_right_never_earns_less(name, data):
    asked = MARKED[name]
    model = plain(asked.question.model(asked.key))
    answer = data.draw(slips(asked) | attempts(asked))
    answer = answer if type(answer) is dict else {}
    part = data.draw(st.sampled_from(sorted(model)))
    before = {key: value for key, value in answer.items() if key in model}
    assert points(asked, {**before, part: model[part]}) >= points(asked, before)


@every
def test_a_question_survives_being_written_down(asked):
    written = json.loads(json.dumps(to_dict(asked.question)))
    assert from_dict(written) == asked.question
    assert to_dict(from_dict(written)) == to_dict(asked.question)


@every
def test_what_is_written_down_of_a_question_holds_nothing_of_its_key(asked):
    written = to_dict(asked.question)
    names = {"choice", "date", "values", "tolerance", "order", "near", "evidence", "verdict"}
    assert not (names | {"misconceptions", "correct", "value", "field"}) & set(written)


@every
def test_a_question_shows_title_points_prompt_and_the_answer_s_form(asked):
    for text in (str(asked.question), asked.question._repr_html_()):
        assert asked.question.title in text
        assert "4 points" in text
        assert asked.question.prompt in text
        assert "Answer:" in text


def test_what_stands_in_a_question_cannot_become_markup():
    question = from_dict({**to_dict(DAY.question), "prompt": "<script>", "material": ["<b>x"]})
    assert "<script>" not in question._repr_html_()
    assert "<b>" not in question._repr_html_()


@pytest.mark.parametrize("kind", ["dates", None, "", 5])
def test_an_unknown_kind_is_named(kind):
    with pytest.raises(UnknownName, match="no kind of question"):
        from_dict({**to_dict(DAY.question), "kind": kind})


def test_a_score_reads_as_points_and_sentences():
    text = str(score(DAY.question, "1960-07-20", DAY.key))
    assert text.splitlines()[0] == "2 of 4 points."
    assert len(text.splitlines()) > 1


def test_one_point_is_no_plural():
    one = from_dict({**to_dict(DAY.question), "points": 1})
    assert "(1 point)" in repr(one)
    assert "(1 point)" in one._repr_html_()
    assert str(score(one, "", DAY.key)).startswith("0 of 1 point.")
    assert "(4 points)" in repr(DAY.question)


def test_a_question_without_points_can_be_scored():
    free = from_dict({**to_dict(DAY.question), "points": 0})
    assert score(free, "1960-07-16", DAY.key).share == 0


@pytest.mark.parametrize(
    ("asked", "answer", "sentence"),
    [
        (CHOICE, "c", "a year too late"),
        (DAY, "1960-07-18", "Is a copy made on the day"),
        (QUANTITIES, {"a": 1500, "b": 1292, "c": 78}, "a round number"),
        (QUANTITIES, {"a": "1,500", "b": 1, "c": 2}, "a round number"),
        (FALSE_DATE, {"verdict": "x", "correct": "1964-10-16", "evidence": []}, "repeats"),
        (FALSE_NUMBER, {"verdict": "x", "correct": 1500, "evidence": []}, "repeats"),
        (FALSE_NUMBER, {"verdict": "x", "correct": "1,500", "evidence": []}, "repeats"),
        (CALCULATION, {"factor": 128.6, "growth": 1}, "what the text says"),
        (CALCULATION, {"factor": 1.286, "growth": 1}, "what was added"),
        (CALCULATION, {"factor": "1.29", "growth": 18.25}, "the mean of the yearly rates"),
        (EVIDENCE, ["shen-2003", "griffith-1966"], "before the notes were known"),
        (CARD, {"author": "", "date": "", "kind": "tertiary", "audience": ""}, "no handbook"),
        (CARD, {"date": "1961-01-10"}, "On this day it was sent"),
        (ATTRIBUTION, {"a": "garver-2016", "b": "", "c": ""}, "stresses the nation"),
        (ERRORS, [{"sentence": 3, "kind": "", "correct": ""}], "sounds too good"),
        (ERRORS, [{"sentence": 4, "kind": "exaggeration", "correct": ""}], "and divide"),
    ],
)
def test_a_known_misconception_has_a_sentence_of_its_own(asked, answer, sentence):
    feedback = score(asked.question, answer, asked.key).feedback
    assert sum(sentence in line for line in feedback) == 1


@marked
def test_the_right_answer_is_no_misconception(asked):
    feedback = score(asked.question, asked.question.model(asked.key), asked.key).feedback
    assert not set(asked.key.get("misconceptions", {}).values()) & set(feedback)


@pytest.mark.parametrize("text", ["", "A short essay.", "x" * 5_000])
def test_free_text_is_left_to_the_hand(text):
    assert ESSAY.question.problem(text) is None
    result = score(ESSAY.question, text, ESSAY.key)
    assert result.points == 0
    if text:
        assert result.feedback == ("This answer is marked by hand.",)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, 5),
        (0.5, 0.5),
        ("1,390 specialists", 1390),
        ("1 390", 1390),
        ("1\u00a0390", 1390),
        ("-3.5", -3.5),
        ("  12", 12),
        ("", None),
        ("many", None),
        ("about 12", 12),
        ("Approximately 1,646 million", 1646),
        ("~ 12", 12),
        ("some 12 of them", 12),
        ("−3.5", -3.5),
        ("2,9", 2.9),
        ("195,05 million tonnes", 195.05),
        ("1,390,5", 1390.5),
        ("somebody counted 12", None),
        ("not about 12", None),
        (True, None),
        (None, None),
        ([5], None),
        (10**400, None),
    ],
)
def test_the_number_that_a_value_begins_with(value, expected):
    assert as_number(value) == expected


@few
@given(JSON)
def test_any_value_has_a_number_or_none(value):
    found = as_number(value)
    assert found is None or type(found) is float


def test_the_public_names_exist():
    for name in questions.__all__:
        assert getattr(questions, name) is not None
