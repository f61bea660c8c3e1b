"""Verdicts on statements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_samples import FALSE_DATE, FALSE_NAME, FALSE_NUMBER, KNOWN, TRUE, few, points
from sinosoviet.questions import VERDICTS


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
        (verdict("contradicted", "7 February", [NOTE]), "'7 February' cannot be read"),
        (verdict("contradicted", "1959/02/07", [NOTE]), "cannot be read as a day"),
        (verdict("supported"), "at least one source id"),
        ({**verdict("supported"), "evidence": NOTE}, "square brackets"),
        (verdict("supported", "", ["soviet-note-1960"]), f"Did you mean '{NOTE}'"),
        (verdict("supported", "", [["x"]]), "no source"),
        ({"verdict": "supported"}, "curly brackets"),
        ("supported", "curly brackets"),
    ],
)
def test_a_verdict_that_is_not_ready(answer, problem):
    assert problem in TRUE.question.problem(answer)
