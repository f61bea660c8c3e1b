"""The kinds of question: each rule of scoring, and what holds for all of them."""

import json
import math
import re
import subprocess
import sys
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinosoviet import questions, sources
from sinosoviet.errors import UnknownName
from sinosoviet.questions import VERDICTS, Question, from_dict, plain, score, to_dict
from sinosoviet.questions.base import NotPlain, as_number


@dataclass(frozen=True)
class Sample:
    """A question with its key, and the texts that would give the key away."""

    question: Question
    key: dict
    secrets: tuple[str, ...]


def sample(kind, key, secrets, **fields):
    base = {"kind": kind, "id": "q1", "title": "A title", "points": 4, "prompt": "A prompt"}
    return Sample(from_dict({**base, **fields}), key, secrets)


CHOICE = sample(
    "choice",
    {"choice": "b", "misconceptions": {"c": "That would be a year too late."}},
    ("'b'", "the second thing"),
    options={"a": "the first thing", "b": "the second thing", "c": "the third thing"},
)
DAY = sample(
    "date",
    {
        "date": "1960-07-16",
        "misconceptions": {"1960-07-18": "Is a copy made on the day of the original?"},
    },
    ("1960-07-16", "16 July"),
)
PERIOD = sample("date", {"date": "1960-07-28/1960-09-01"}, ("1960-07-28", "28 July", "1960-09-01"))
QUANTITIES = sample(
    "quantities",
    {
        "values": {"a": 1390, "b": 1292, "c": 78},
        "tolerance": 0,
        "misconceptions": {"1500": "That is a round number."},
    },
    ("1390", "1,390", "1292", "1,292", "78"),
    labels=["a", "b", "c"],
    unit="persons",
)
SHARE = sample(
    "quantities",
    {"values": {"share": 19.5}, "tolerance": 0.003},
    ("19.5",),
    labels=["share"],
    unit="per cent",
)
ORDER = sample(
    "order",
    {"order": ["c", "a", "d", "b"]},
    ("cadb", "c, a, d, b", "['c', 'a', 'd', 'b']"),
    items={letter: f"thing {letter}" for letter in "abcd"},
)
REFERENCE = sample(
    "reference",
    {"field": "year", "value": "2008"},
    ("2008", "year"),
    entry={"author": "Lorenz Lüthi", "title": "The Sino-Soviet Split", "year": "2018"},
)
FALSE_DATE = sample(
    "verdict",
    {
        "verdict": "contradicted",
        "near": {"partly_supported": 0.5, "misleading": 0.25},
        "correct": {"as": "date", "value": "1960-07-16"},
        "evidence": ["soviet-note-1960-07-16", "westad-1998"],
        "misconceptions": {"1964-10-16": "The correction repeats what the statement says."},
    },
    ("contradicted", "1960-07-16", "16 July", "westad-1998"),
)
FALSE_NUMBER = sample(
    "verdict",
    {
        "verdict": "contradicted",
        "near": {},
        "correct": {"as": "number", "value": 1390.0},
        "evidence": ["taubman-1996"],
        "misconceptions": {"1500": "The correction repeats what the statement says."},
    },
    ("contradicted", "1390", "1,390", "taubman-1996"),
)
FALSE_NAME = sample(
    "verdict",
    {
        "verdict": "garbled",
        "near": {},
        "correct": {"as": "text", "value": "Khrushchev"},
        "evidence": ["taubman-1996"],
    },
    ("garbled", "Khrushchev", "taubman-1996"),
)
TRUE = sample(
    "verdict",
    {
        "verdict": "supported",
        "near": {"partly_supported": 0.5},
        "correct": None,
        "evidence": ["garver-2016", "luthi-2008"],
    },
    ("supported", "garver-2016", "luthi-2008"),
)
ESSAY = sample("free_text", {}, (), rubric={"Argument": {"2": "Clear.", "0": "None."}})

MARKED = {
    "choice": CHOICE,
    "day": DAY,
    "period": PERIOD,
    "quantities": QUANTITIES,
    "share": SHARE,
    "order": ORDER,
    "reference": REFERENCE,
    "false date": FALSE_DATE,
    "false number": FALSE_NUMBER,
    "false name": FALSE_NAME,
    "true": TRUE,
}
ALL = {**MARKED, "free text": ESSAY}
KNOWN = sorted(sources.known())

marked = pytest.mark.parametrize("asked", MARKED.values(), ids=MARKED.keys())
every = pytest.mark.parametrize("asked", ALL.values(), ids=ALL.keys())


def points(asked, answer):
    return score(asked.question, answer, asked.key).points


few = settings(max_examples=50, deadline=None)

# What students write ---------------------------------------------------------------------

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["a", "b", "contradicted", "supported", "1390", "1960-07-16", "1960", "year"])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6) | SCALARS, inner)
    ),
    max_leaves=12,
)
ATTEMPTS = st.one_of(
    JSON,
    st.fixed_dictionaries(
        {
            "verdict": st.sampled_from(sorted(VERDICTS)) | JSON,
            "correct": st.sampled_from(["", "1960-07-16", "1960-07", 1390, "1,390", 1400]) | JSON,
            "evidence": st.lists(st.sampled_from(KNOWN) | SCALARS, max_size=5) | JSON,
        }
    ),
    st.fixed_dictionaries(
        {label: st.sampled_from([1390, 1292, 78, 1300, "1,390", 13900]) | JSON for label in "abc"}
    ),
    st.fixed_dictionaries({"share": st.floats(0, 100) | JSON}),
    st.fixed_dictionaries(
        {"field": st.sampled_from(["author", "title", "year"]) | JSON, "correct": JSON}
    ),
    st.lists(st.sampled_from("abcde"), max_size=6),
    st.dates().map(str),
    st.text(alphabet="0123456789-/X?~.", max_size=21),
)


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
@given(answer=ATTEMPTS)
def test_points_lie_between_nothing_and_everything(asked, answer):
    result = score(asked.question, answer, asked.key)
    assert 0 <= result.points <= result.max_points
    assert result.max_points == asked.question.points
    assert all(type(sentence) is str and sentence for sentence in result.feedback)


@every
@few
@given(answer=ATTEMPTS)
def test_scoring_twice_gives_the_same(asked, answer):
    assert score(asked.question, answer, asked.key) == score(asked.question, answer, asked.key)


@every
@few
@given(answer=ATTEMPTS)
def test_any_plain_answer_has_a_problem_in_a_sentence_or_none(asked, answer):
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
@given(answer=ATTEMPTS)
def test_feedback_on_a_wrong_answer_never_gives_the_key_away(asked, answer):
    result = score(asked.question, answer, asked.key)
    if result.share < 1:
        for secret in asked.secrets:
            assert not gives_away("\n".join(result.feedback), secret)


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


def test_a_question_without_points_can_be_scored():
    free = from_dict({**to_dict(DAY.question), "points": 0})
    assert score(free, "1960-07-16", DAY.key).share == 0


# Each kind -------------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "expected"), [("b", 4), ("a", 0), ("B ", 0), ("z", 0)])
def test_choice(answer, expected):
    assert points(CHOICE, answer) == expected


def test_a_choice_outside_the_options_has_a_problem():
    assert "a, b, c" in CHOICE.question.problem("z")
    assert CHOICE.question.problem("a") is None


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
    ],
)
def test_a_known_misconception_has_a_sentence_of_its_own(asked, answer, sentence):
    feedback = score(asked.question, answer, asked.key).feedback
    assert sum(sentence in line for line in feedback) == 1


@marked
def test_the_right_answer_is_no_misconception(asked):
    feedback = score(asked.question, asked.question.model(asked.key), asked.key).feedback
    assert not set(asked.key.get("misconceptions", {}).values()) & set(feedback)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("1960-07-16", 4),
        ("1960-07-20", 2),
        ("1960-07", 2),
        ("1960-08-16", 1),
        ("1960", 1),
        ("1959-07-16", 0),
        ("16 July 1960", 0),
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

    if same(one) >= same(two):
        assert points(DAY, one) >= points(DAY, two)


@pytest.mark.parametrize("answer", ["1960-07-28/1960-09-02", "1960-07-28", "1960-07-28/.."])
def test_one_right_end_of_a_period_earns_a_part(answer):
    assert 0 < points(PERIOD, answer) < 4


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


@few
@given(st.floats(0, 3000), st.floats(0, 3000))
def test_a_nearer_number_never_earns_less(one, two):
    def earned(number):
        return points(SHARE, {"share": number})

    if abs(one - 19.5) <= abs(two - 19.5):
        assert earned(one) >= earned(two)


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


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"field": "year", "correct": "2008"}, 4),
        ({"field": "year", "correct": 2008}, 4),
        ({"field": "year", "correct": " 2008. "}, 4),
        ({"field": "year", "correct": "2009"}, 2),
        ({"field": "year", "correct": ""}, 2),
        ({"field": "author", "correct": "2008"}, 0),
        ({"field": ["year"], "correct": "2008"}, 0),
    ],
)
def test_reference(answer, expected):
    assert points(REFERENCE, answer) == expected


def test_a_correction_may_differ_in_case_and_punctuation():
    asked = Sample(REFERENCE.question, {"field": "author", "value": "Lorenz M. Lüthi"}, ())
    assert points(asked, {"field": "author", "correct": "lorenz m lüthi"}) == 4


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"field": "pages", "correct": "5"}, "must be one of author, title, year"),
        ({"field": "year", "correct": "  "}, "say in 'correct'"),
        ({"field": "year"}, "curly brackets"),
        ("year", "curly brackets"),
    ],
)
def test_a_reference_that_is_not_ready(answer, problem):
    assert problem in REFERENCE.question.problem(answer)


def verdict(word="", correct="", evidence=()):
    return {"verdict": word, "correct": correct, "evidence": list(evidence)}


NOTE = "soviet-note-1960-07-16"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (verdict("contradicted", "1960-07-16", [NOTE]), 4),
        (verdict("contradicted", "1960-07-16", [NOTE, "westad-1998"]), 4),
        (verdict("contradicted", "1960-07-16", ["luthi-2008"]), 3),
        (verdict("contradicted", "1960-07", [NOTE]), 3.5),
        (verdict("contradicted", "", [NOTE]), 3),
        (verdict("contradicted"), 2),
        (verdict("partly_supported", "1960-07-16", [NOTE]), 3),
        (verdict("misleading", "1960-07-16", [NOTE]), 2.5),
        (verdict("supported", "", [NOTE]), 1),
        (verdict("supported"), 0),
        (verdict("", "1960-07-16"), 1),
    ],
)
def test_verdict_on_a_false_date(answer, expected):
    assert points(FALSE_DATE, answer) == expected


@pytest.mark.parametrize(
    ("correct", "expected"),
    [(1390, 4), ("1390", 4), ("1,390", 4), (1390.0, 4), (1391, 3), ("many", 3), (True, 3)],
)
def test_verdict_on_a_false_number(correct, expected):
    assert points(FALSE_NUMBER, verdict("contradicted", correct, ["taubman-1996"])) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (verdict("supported", "", ["garver-2016"]), 4),
        (verdict("supported", None, ["garver-2016"]), 4),
        (verdict("supported", "1960", ["garver-2016"]), 3),
        (verdict("partly_supported", "", ["garver-2016"]), 3),
    ],
)
def test_verdict_on_a_true_statement(answer, expected):
    assert points(TRUE, answer) == expected


def test_a_name_may_differ_in_case():
    assert points(FALSE_NAME, verdict("garbled", " khrushchev ", ["taubman-1996"])) == 4


@few
@given(
    st.lists(st.sampled_from([*TRUE.key["evidence"], *KNOWN[:6]]), max_size=8),
    st.sampled_from(TRUE.key["evidence"]),
    st.sampled_from(["garver-2016-x", *KNOWN[:6]]),
)
def test_more_fitting_evidence_never_costs_and_strays_never_pay(cited, fitting, stray):
    before = points(TRUE, verdict("supported", "", cited))
    assert points(TRUE, verdict("supported", "", [*cited, fitting])) >= before
    assert points(TRUE, verdict("supported", "", [*cited, stray])) <= before


@pytest.mark.parametrize(
    ("strays", "expected"), [(0, 4), (1, 4), (2, 3.75), (3, 3.5), (4, 3.25), (5, 3), (9, 3)]
)
def test_one_source_beside_the_point_is_forgiven_and_each_further_one_costs(strays, expected):
    beside = [source for source in KNOWN if source not in TRUE.key["evidence"]][:strays]
    assert points(TRUE, verdict("supported", "", ["garver-2016", *beside])) == expected


def test_citing_everything_earns_nothing_for_evidence():
    everything = points(TRUE, verdict("supported", "", KNOWN))
    assert everything == points(TRUE, verdict("supported", "", []))


@pytest.mark.parametrize("asked", [FALSE_DATE, FALSE_NUMBER, FALSE_NAME, TRUE])
@few
@given(st.data())
def test_a_verdict_with_one_more_part_right_never_earns_less(asked, data):
    """From any well-formed answer, putting one part right costs nothing."""
    answer = verdict(
        data.draw(st.sampled_from(["", *VERDICTS])),
        data.draw(st.sampled_from(["", "1960-07", "1964-10-16", 1500, "someone"])),
        data.draw(st.lists(st.sampled_from(KNOWN), max_size=4)),
    )
    model = asked.question.model(asked.key)
    for part in model:
        assert points(asked, {**answer, part: model[part]}) >= points(asked, answer)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (verdict(), "choose a 'verdict'"),
        (verdict("contradict", "1960", [NOTE]), "Did you mean 'contradicted'"),
        (verdict(["contradicted"], "1960", [NOTE]), "no verdict"),
        (verdict("contradicted", "  ", [NOTE]), "say in 'correct'"),
        (verdict("supported"), "at least one source id"),
        ({**verdict("supported"), "evidence": NOTE}, "at least one source id"),
        (verdict("supported", "", ["soviet-note-1960"]), f"Did you mean '{NOTE}'"),
        (verdict("supported", "", [["x"]]), "no source"),
        ({"verdict": "supported"}, "curly brackets"),
        ("supported", "curly brackets"),
    ],
)
def test_a_verdict_that_is_not_ready(answer, problem):
    assert problem in TRUE.question.problem(answer)


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
        ("about 12", None),
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
