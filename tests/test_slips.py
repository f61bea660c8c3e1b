"""Wrong answers and guesses: of the right form mostly, worth less than right ones."""

import json
from random import Random
from statistics import mean

import pytest

from question_samples import ATTRIBUTION, CALCULATION, ERRORS, ESSAY, EVIDENCE, MARKED, points
from sinosoviet import slips
from sinosoviet.questions import plain, score

TURNS = range(200)

marked = pytest.mark.parametrize("name", sorted(MARKED))


def wrong(asked):
    return [slips.wrong(asked.question, asked.key, Random(turn)) for turn in TURNS]


@marked
def test_a_wrong_answer_is_plain_data_and_the_same_for_the_same_chance(name):
    asked = MARKED[name]
    answers = wrong(asked)
    assert [plain(answer) for answer in answers] == answers == wrong(asked)
    assert len({json.dumps(answer) for answer in answers}) >= 2


@marked
def test_a_wrong_answer_never_earns_everything_but_something_now_and_then(name):
    asked = MARKED[name]
    earned = [points(asked, answer) for answer in wrong(asked)]
    assert max(earned) < asked.question.points
    assert mean(earned) < 0.7 * asked.question.points
    if name not in ("choice", "extract"):  # all or nothing
        assert max(earned) > 0


@marked
def test_most_wrong_answers_are_well_formed(name):
    asked = MARKED[name]
    assert mean(asked.question.problem(answer) is None for answer in wrong(asked)) > 0.2


@pytest.mark.parametrize(
    ("asked", "slipped"),
    [
        (CALCULATION, "Growth compounds"),
        (EVIDENCE, "before the notes were known"),
        (EVIDENCE, "go back to one origin"),
        (ATTRIBUTION, "stresses the nation"),
        (ERRORS, "sounds too good"),
    ],
)
def test_people_fall_for_what_is_known_to_mislead(asked, slipped):
    told = [" ".join(score(asked.question, a, asked.key).feedback) for a in wrong(asked)]
    assert 0.03 < mean(slipped in sentences for sentences in told) < 0.9


@marked
def test_guesses_are_of_the_right_form_and_earn_little(name):
    asked = MARKED[name]
    guesses = [slips.guess(asked.question, Random(turn)) for turn in TURNS]
    assert mean(points(asked, answer) for answer in guesses) < 0.4 * asked.question.points
    problems = [asked.question.problem(answer) for answer in guesses]
    doubled = [problem for problem in problems if problem and "two rows" not in problem]
    assert len(doubled) <= 0.2 * len(guesses), set(doubled)


def test_nothing_is_guessed_where_a_text_is_to_be_written():
    assert slips.guess(ESSAY.question, Random(1)) == ""
