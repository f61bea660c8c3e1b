"""The question on a text: its key takes what is right in whatever form, and nothing else."""

from random import Random

import pytest

from sinosoviet.bank.audit import _TAKEN_FOR, find_errors
from sinosoviet.bank.pool import graded
from sinosoviet.questions import score
from sinosoviet.questions.corrections import closeness
from sinosoviet.specimens import compose
from sinosoviet.specimens.arithmetic import exact
from sinosoviet.specimens.kinds import NEAR
from sinosoviet.specimens.wording import number_words


def of_kind(kind):
    return [p for p in graded().plantings.values() if p.kind == kind]


def asked(planting):
    return find_errors("q1", 6, compose(Random(3), plantings=[planting], pool=graded()))


@pytest.mark.parametrize("planting", of_kind("contradiction"), ids=str)
def test_a_contradiction_may_be_found_at_either_sentence(planting):
    question, key = asked(planting)
    (error,) = key["errors"]
    assert len(error["sentence"]) == 2
    (row,) = question.model(key)
    for sentence in error["sentence"]:
        assert score(question, [{**row, "sentence": sentence}], key).points == 6


NUMBERS = [
    planting
    for kind in ("wrong_arithmetic", "exaggeration", "digits_run_together")
    for planting in of_kind(kind)
    if planting.slot != "text"
]


@pytest.mark.parametrize("planting", NUMBERS, ids=lambda planting: planting.id)
def test_a_number_may_be_written_as_the_sentence_has_it_and_never_as_it_was_planted(planting):
    for version in planting.versions:
        assert closeness(number_words(float(version.correct["value"])), version.correct) == 1
        assert closeness(version.printed, version.correct) == 0


@pytest.mark.parametrize("planting", of_kind("wrong_arithmetic"), ids=lambda planting: planting.id)
def test_a_result_may_be_left_as_the_calculator_shows_it(planting):
    operation, *parts = planting.pattern.computed[planting.slot]
    shown = exact(operation, planting.pattern.numbers(parts))
    for version in planting.versions:
        assert closeness(shown, version.correct) == 1
        assert closeness(f"about {shown:.2f}", version.correct) == 1


def test_every_known_confusion_is_of_kinds_that_are_near():
    for known in _TAKEN_FOR:
        kind, _, other = known.partition("=")
        assert other in NEAR[kind]


def test_a_prompt_of_one_s_own_replaces_the_usual_one():
    text = compose(Random(3), length=10, plantings=of_kind("date_moved")[:2], pool=graded())
    usual, _ = find_errors("q1", 6, text)
    own, _ = find_errors("q1", 6, text, "{wrong} of {all} are wrong.")
    assert text.title in usual.prompt
    assert "2 of its 10 sentences" in usual.prompt
    assert own.prompt == "2 of 10 are wrong."
