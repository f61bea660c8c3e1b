"""Questions answered with evidence: relevance, independence, sides and kinds."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_samples import CIRCLED, EVIDENCE, EXTRACT, KNOWN, few, points, sample
from sinosoviet.questions import Evidence, score

NOTE, REPLY, TAUBMAN = "soviet-note-1960-07-16", "prc-note-1960-07-31", "taubman-1996"
BOOK, AGAIN = CIRCLED
FITTING = [NOTE, REPLY, TAUBMAN, BOOK, AGAIN]
BESIDE = [source for source in KNOWN if source not in FITTING]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ([NOTE, REPLY, BOOK], 4),
        ([NOTE, REPLY, BOOK, AGAIN, TAUBMAN], 4),
        ([NOTE, REPLY], 3.33),  # no secondary source
        ([NOTE, BOOK], 3.33),  # no Chinese source
        ([BOOK, AGAIN], 1.67),  # both go back to one origin
        ([BOOK], 1.67),
        ([NOTE], 1.67),
        ([NOTE, TAUBMAN], 2.33),  # one origin, but a secondary source more
        (["griffith-1966"], 0),
        ([], 0),
        (NOTE, 1.67),  # without the brackets
        (f"{NOTE}, {REPLY}, {BOOK}", 4),
        ({"ids": NOTE}, 0),
        ([[NOTE]], 0),
        ([f" {NOTE}", f"{REPLY}#3", BOOK], 4),
    ],
)
def test_evidence(answer, expected):
    assert points(EVIDENCE, answer) == expected


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ([BOOK, AGAIN], "Sources that go back to one origin count once."),
        ([BOOK, AGAIN], "1 of 2 independent fitting sources."),
        ([BOOK], "0 of 1 fitting Chinese source."),
        ([NOTE, REPLY, BOOK], "1 of 1 fitting secondary source."),
        (["griffith-1966"], "None of the sources cited is among those that our data gives here."),
        ([NOTE, *BESIDE[:3]], "3 of the sources cited are not among those that our data gives "
         "here."),
    ],
)  # fmt: skip
def test_the_feedback_says_what_is_missing(answer, says):
    assert says in score(EVIDENCE.question, answer, EVIDENCE.key).feedback


def test_an_extract_s_number_named_twice_is_no_second_source():
    result = score(EVIDENCE.question, [f"{NOTE}#1", f"{NOTE}#2"], EVIDENCE.key)
    assert result.points == points(EVIDENCE, [NOTE])
    assert not any("one origin" in sentence for sentence in result.feedback)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [([f"{NOTE}#4"], 4), ([NOTE], 0), ([f"{NOTE}#5"], 0), (["garver-2016#9"], 4)],
)
def test_a_key_can_ask_for_one_extract(answer, expected):
    assert points(EXTRACT, answer) == expected


@pytest.mark.parametrize(("strays", "share"), [(0, 1), (1, 1), (2, 0.75), (3, 0.5), (5, 0), (9, 0)])
def test_one_source_beside_the_point_is_forgiven_and_each_further_one_costs(strays, share):
    assert points(EVIDENCE, [NOTE, REPLY, BOOK, *BESIDE[:strays]]) == 4 * share


def test_citing_everything_earns_nothing():
    assert points(EVIDENCE, KNOWN) == 0


@few
@given(
    st.lists(st.sampled_from([*FITTING, *BESIDE[:6]]), max_size=8),
    st.sampled_from(FITTING),
    st.sampled_from(BESIDE[:9]),
)
def test_one_more_fitting_source_never_costs_and_a_stray_never_pays(cited, fitting, stray):
    before = points(EVIDENCE, cited)
    assert points(EVIDENCE, [*cited, fitting]) >= before
    assert points(EVIDENCE, [*cited, stray]) <= before


@few
@given(st.permutations([*FITTING, *BESIDE[:2]]), st.integers(0, 7))
def test_the_order_of_the_sources_does_not_matter(cited, length):
    assert points(EVIDENCE, cited[:length]) == points(EVIDENCE, sorted(cited[:length]))


def test_different_sides_are_counted_and_scholars_are_none():
    groups = {"groups": [[source] for source in FITTING]}
    asked = sample("evidence", groups, (), need={"sides": 2})
    assert points(asked, [BOOK, AGAIN]) == 2
    assert points(asked, [BOOK, NOTE]) == 3
    assert points(asked, [REPLY, NOTE]) == 4


def test_what_is_needed_is_said():
    form = EVIDENCE.question.form
    assert "2 independent fitting sources" in form
    assert "1 fitting Soviet source" in form
    assert "1 fitting secondary source" in form


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ([], "at least one source id"),
        (NOTE, "square brackets"),
        ([NOTE], "at least 2 sources"),
        ([NOTE, "prc-note-1960"], f"Did you mean '{REPLY}'"),
        ([NOTE, 5], "no source 5"),
        ([NOTE, f"{REPLY}#99"], "has no extract '99'"),
        ([NOTE, f"{REPLY}#"], "has no extract ''"),
    ],
)
def test_evidence_that_is_not_ready(answer, problem):
    assert problem in EVIDENCE.question.problem(answer)


def test_extracts_that_exist_are_no_problem():
    assert EVIDENCE.question.problem([f"{NOTE}#4", f"{REPLY}#1"]) is None


def test_a_source_without_its_brackets_is_told_so_and_named_twice_is_one():
    question = Evidence(id="q2", title="", points=3, prompt="", need={"independent": 2})
    assert "wants its square brackets" in question.problem("shen-2003")
    assert question.problem([]) == "q2: put at least one source id into the list."
    assert question.problem(["shen-2003", "shen-2003 "]) == "q2: name at least 2 sources."


def test_a_list_without_end_is_looked_through_at_once():
    start = time.process_time()
    found = EVIDENCE.question.problem(["soviet-note-1960-07-16#4"] * 9000)
    assert found
    assert time.process_time() - start < 1
