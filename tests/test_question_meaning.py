"""Nothing right is refused for a capital, a space, or a number between quotation marks."""

import copy
from functools import reduce

import pytest

from question_samples import CARD, EVIDENCE, FALSE_DATE, MARKED
from sinosoviet.questions import score
from sinosoviet.tasks import Task


def carelessly(question, answer):
    """An answer with its options in capitals, with spaces where they have none, and as texts."""
    whole = {"answer": copy.deepcopy(answer)}
    for given in question.inputs():
        *steps, last = "answer", *given.path
        place = reduce(lambda within, step: within[step], steps, whole)
        if given.options:
            place[last] = f" {str(place[last]).replace('_', ' ').upper()} "
    return whole["answer"]


@pytest.mark.parametrize("asked", MARKED.values(), ids=MARKED)
def test_what_is_right_but_for_its_looks_is_complete_and_earns_every_point(asked, capsys):
    answer = carelessly(asked.question, asked.question.model(asked.key))
    Task("a task", 1, {"q1": asked.question}).check("q1", answer)
    assert capsys.readouterr().out == "Complete.\n"
    assert score(asked.question, answer, asked.key).points == asked.question.points


@pytest.mark.parametrize("asked", [EVIDENCE, FALSE_DATE])
def test_ids_in_one_text_are_read(asked, capsys):
    right = asked.question.model(asked.key)
    if type(right) is dict:
        answer = {**right, "evidence": str(right["evidence"])}
    else:
        answer = [", ".join(right)]
    Task("a task", 1, {"q1": asked.question}).check("q1", answer)
    assert capsys.readouterr().out == "Complete.\n"
    assert score(asked.question, answer, asked.key).points == asked.question.points


def test_what_was_written_is_not_changed():
    answer = {**CARD.question.model(CARD.key), "side": "SOVIET"}
    score(CARD.question, answer, CARD.key)
    assert answer["side"] == "SOVIET"


def test_a_known_mistake_in_a_day_is_met_however_it_is_written():
    key = {**CARD.key, "misconceptions": {"date=1960-12-20": "That is another day."}}
    answer = {**CARD.question.model(CARD.key), "date": "20 December 1960"}
    assert "That is another day." in score(CARD.question, answer, key).feedback


def test_a_list_without_brackets_is_told_so():
    for asked, answer in (
        (EVIDENCE, "shen-2003"),
        (FALSE_DATE, {**FALSE_DATE.question.model(FALSE_DATE.key), "evidence": "shen-2003"}),
    ):
        assert "square brackets" in asked.question.problem(answer)
    assert "'evidence'" not in EVIDENCE.question.problem([])
