"""Corroboration: no question tells another, and what the withdrawal treats in every draw.

The statements and their keys are tested in ``test_tasks``.
"""

import re

import pytest

import bank_checks as checks
from sinosoviet import sources, tables
from sinosoviet.bank.sheet import clash
from sinosoviet.bank.withdrawal import STATEMENTS
from sinosoviet.questions import score
from sinosoviet.tasks import draw

NAME = "corroboration"
#: The variants of one class.
DRAWS = [draw(NAME, b"a class", n) for n in range(1, 101)]


def test_ten_questions_of_34_points_the_last_marked_by_hand():
    (shape,) = {tuple((q.id, q.kind, q.points) for q in d.questions.values()) for d in DRAWS}
    assert [name for name, _, _ in shape] == [f"q{n}" for n in range(1, 11)]
    assert sum(points for *_, points in shape) == 34
    assert [kind for _, kind, _ in shape].index("free_text") == 9


def test_guesses_earn_little():
    checks.guesses_earn_little(DRAWS)


def test_no_question_tells_another_s_answer():
    checks.no_question_tells_another_s_answer(DRAWS)


def test_a_planted_day_or_number_is_none_that_is_asked_for_elsewhere():
    for drawn in DRAWS:
        made = [(question, drawn.keys[name]) for name, question in drawn.questions.items()]
        for place, one in enumerate(made):
            assert not any(clash(one, other) for other in made[place + 1 :]), one[0]


def test_misconceptions_reach_their_sentences():
    checks.misconceptions_reach_their_sentences(DRAWS)


def test_the_feedback_keeps_the_answer():
    checks.the_feedback_keeps_the_answer(DRAWS)


def test_notebook_and_questions_agree():
    checks.notebook_and_questions_agree(NAME, DRAWS[0])


def test_two_students_rarely_share_a_statement_and_its_key():
    for name in ("q6", "q7", "q8"):
        assert checks.shared(DRAWS, name) <= 0.05


def test_the_recall_and_the_first_atomic_test_stand_in_every_time_line():
    titles = tables.table("events").set_index("id").title
    both = {titles["soviet-note-recall-1960"], titles["first-chinese-atomic-test-1964"]}
    for drawn in DRAWS:
        assert both <= set(drawn.questions["q5"].items.values())


@pytest.mark.parametrize(
    "words",
    [
        "found {people} Soviet specialists who worked in China from 1950",  # A09
        "offered to lend China grain",  # A33
        "no sample of an atomic bomb",  # A34
        "asked Moscow to think again",  # A35
        "exploded its first atomic device",  # A36
        "a serious blow to China, not a crippling one",  # B09
        "date from {day}",  # B10
        "bought goods for {sum} million dollars in the Soviet",  # B12
    ],
)
def test_claims_of_the_specimens_are_among_the_statements(words):
    (statement,) = [one for one in STATEMENTS if words in one.text]
    pattern = re.sub(r"\\{\w+\\}", ".+", re.escape(statement.text))
    texts = [question.material for d in DRAWS for question in d.questions.values()]
    assert any(re.fullmatch(pattern, line) for lines in texts for line in lines)


def test_further_sources_of_a_statement_exist():
    assert {s for statement in STATEMENTS for s in statement.also} <= sources.known()


def test_what_another_row_shows_is_evidence_too():
    """Garver dates the announcement to 16 July 1960 in the table of counts."""
    for drawn in DRAWS:
        for name in ("q6", "q7", "q8"):
            question, key = drawn.questions[name], drawn.keys[name]
            if "strictly confidential Soviet note" in question.material[0]:
                answer = {**question.model(key), "evidence": ["garver-2016"]}
                assert score(question, answer, key).points == question.points


def test_the_table_of_which_a_question_speaks_stands_below_it():
    order = list(checks.cells(NAME))
    for drawn in DRAWS:
        assert "in the table below" in drawn.questions["q4"].prompt
    assert order.index("q4-show") < order.index("q4-start") < order.index("q4")
