"""Errors planted in a text: found, named, mended; and true sentences left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_samples import ERRORS, JSON, Sample, few, points
from sinosoviet.questions import ERROR_KINDS, from_dict, score, to_dict

#: Sentences with an error, and those without.
FALSE, TRUE = [2, 4, 5, 7], [1, 3, 6, 9, 10]


def row(sentence=None, kind="", correct=""):
    return {"sentence": sentence, "kind": kind, "correct": correct}


MOVED = row(2, "date_moved", "1960-07-16")
SUM = row(4, "wrong_arithmetic", 17.9)
CLASH = row(5, "contradiction")
NAME = row(7, "name_blanked", "Khrushchev")
MODEL = [MOVED, SUM, CLASH, NAME]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (MODEL, 4),
        (MODEL[:3], 3),
        ([MOVED], 1),
        ([row(2)], 0.5),
        ([row(2, "date_moved")], 0.75),
        ([row(2, "wrong_cause", "1960-07-16")], 0.88),
        ([row(2, "exaggeration", "1960-07-16")], 0.75),
        ([row(2, "date_moved", "1960-07")], 0.88),
        ([row(2, "", "1960-07-16")], 0.75),
        ([row(4, "wrong_arithmetic", "18.0 per cent")], 1),
        ([row(4, "wrong_arithmetic", 17)], 0.75),
        ([row(7, "name_blanked", "Mr N. S. Khrushchev")], 1),
        ([row(5)], 0.5),
        ([row(5, "contradiction", "anything")], 1),
        ([row(8, "contradiction")], 1),
        ([row(5, "contradiction"), row(8, "exaggeration")], 1),
        ([row(5, "exaggeration"), row(8, "exaggeration")], 0.62),
        ([row("2", "date_moved", "16 July 1960")], 1),
        ([row(2.0, "date_moved", "1960-07-16")], 1),
        ([row(2.5, "date_moved", "1960-07-16")], 0),
        ([row(0), row(11), row(-2), row(10**20)], 0),
        ([{"sentence": 2}], 0.5),
        ([2, 4, 5, 7], 0),
        ({"sentence": 2}, 0),
    ],
)
def test_finding_naming_and_mending_each_have_their_share(answer, expected):
    assert points(ERRORS, answer) == pytest.approx(expected, abs=0.006)


def test_rows_that_stay_as_they_are_change_nothing():
    assert points(ERRORS, [row(), *MODEL, row(), row()]) == 4
    assert points(ERRORS, [row(), MOVED]) == 1


def test_of_several_rows_on_one_sentence_the_first_counts():
    tries = [row(2, kind) for kind in ERROR_KINDS]
    assert points(ERRORS, tries) == points(ERRORS, tries[:1])
    assert points(ERRORS, [MOVED, *tries]) == 1


def marked(*sentences):
    return [row(n) for n in sentences]


@pytest.mark.parametrize(
    ("false", "expected"), [(0, 4), (1, 3.88), (2, 3.52), (3, 2.92), (4, 2.08), (5, 1)]
)
def test_true_sentences_marked_cost_little_at_first_and_much_together(false, expected):
    assert points(ERRORS, [*MODEL, *marked(*TRUE[:false])]) == expected


@pytest.mark.parametrize("kind", ["", *ERROR_KINDS])
def test_marking_every_sentence_earns_nothing(kind):
    assert points(ERRORS, [row(n, kind) for n in range(1, 11)]) == 0


@pytest.mark.parametrize("errors", range(1, 10))
def test_marking_every_sentence_earns_nothing_however_many_errors_there_are(errors):
    """Even with every kind right: what is left is what the corrections earn."""
    error = {"kind": "date_moved", "correct": {"as": "date", "value": "1960-07-16"}}
    key = {"errors": [{"sentence": n, **error} for n in range(1, errors + 1)]}
    asked = Sample(ERRORS.question, key, ())
    assert points(asked, [row(n, "date_moved") for n in range(1, 11)]) == 0


def test_a_text_full_of_errors_has_no_true_sentence_to_mark():
    error = {"kind": "date_moved", "correct": {"as": "none"}}
    key = {"errors": [{"sentence": n, **error} for n in range(1, 11)]}
    asked = Sample(ERRORS.question, key, ())
    assert points(asked, asked.question.model(key)) == 4


ROWS = st.lists(
    st.builds(
        row,
        st.integers(1, 10),
        st.sampled_from(["", *ERROR_KINDS]),
        st.sampled_from(["", "1960-07", "1960-07-16", 17.9, 5, "Khrushchev"]),
    ),
    max_size=8,
)


@few
@given(ROWS, st.sampled_from(MODEL), st.sampled_from(TRUE))
def test_one_more_right_row_never_costs_and_a_wrong_one_never_pays(rows, right, true):
    before = points(ERRORS, rows)
    assert points(ERRORS, [*rows, right]) >= before
    assert points(ERRORS, [*rows, row(true, "exaggeration")]) <= before


@few
@given(ROWS, st.sampled_from(MODEL), st.sampled_from(["kind", "correct"]))
def test_a_kind_or_a_correction_put_right_never_costs(rows, right, part):
    mended = [
        {**each, part: right[part]} if each["sentence"] == right["sentence"] else each
        for each in rows
    ]
    assert points(ERRORS, mended) >= points(ERRORS, rows)


@few
@given(ROWS)
def test_the_feedback_names_no_sentence_but_those_marked(rows):
    says = " ".join(score(ERRORS.question, rows, ERRORS.key).feedback)
    assert {int(n) for n in re.findall(r"entence (\d+)", says)} <= {r["sentence"] for r in rows}
    assert not any(kind in says for kind in ERROR_KINDS)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ([MOVED], "Sentence 2: there is an error. The kind is right. The correction is right."),
        ([row(2, "wrong_cause")],
         "Sentence 2: there is an error. The kind is near. No correction was given."),
        ([row(2, "", "1960-07")],
         "Sentence 2: there is an error. The kind is not right. The correction is near."),
        ([CLASH], "Sentence 5: there is an error. The kind is right."),
        ([row(3)], "Sentence 3: no error was found there."),
        ([MOVED], "3 of 4 errors were not found."),
    ],
)  # fmt: skip
def test_the_feedback_says_what_became_of_each_row(answer, says):
    assert says in score(ERRORS.question, answer, ERRORS.key).feedback


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ([], "no row is filled in yet"),
        ([row(), row()], "no row is filled in yet"),
        ([row("2", "date_moved", "1960")], "must be a number from 1 to 10"),
        ([row(11, "date_moved", "1960")], "must be a number from 1 to 10"),
        ([row(True, "date_moved", "1960")], "must be a number from 1 to 10"),
        ([row(None, "date_moved", "1960")], "must be a number from 1 to 10"),
        ([row(2)], "choose a 'kind' for sentence 2"),
        ([row(2, "date_move", "1960")], "Did you mean 'date_moved'"),
        ([row(2, ["date_moved"], "1960")], "no kind of error"),
        ([row(2, "date_moved")], "say in 'correct' what sentence 2 should say"),
        ([row(2, "date_moved", "16/7/1960")], "sentence 2: '16/7/1960' cannot be read"),
        ([MOVED, row(2, "exaggeration")], "sentence 2 stands in two rows"),
        ([{"sentence": 2}], "keep the brackets"),
        (MOVED, "keep the brackets"),
        (["2"], "keep the brackets"),
    ],
)
def test_finds_that_are_not_ready(answer, problem):
    assert problem in ERRORS.question.problem(answer)


@pytest.mark.parametrize("answer", [MODEL, [row(), MOVED, row()], [row(3, "exaggeration")]])
def test_finds_that_are_ready(answer):
    assert ERRORS.question.problem(answer) is None


@few
@given(st.lists(st.fixed_dictionaries({"sentence": JSON, "kind": JSON, "correct": JSON})))
def test_any_rows_are_scored(rows):
    assert 0 <= points(ERRORS, rows) <= 4


def test_the_text_is_numbered_where_it_is_shown():
    question = ERRORS.question
    assert f"  3. {question.material[2]}" in repr(question)
    html = question._repr_html_()
    assert re.search(r"<ol><li>[^<]+</li>", html)
    assert "<details><summary>Kinds of error</summary>" in html
    assert all(meaning in html for meaning in ERROR_KINDS.values())


def test_the_answer_begins_with_rows_to_fill_in():
    assert ERRORS.question.blank() == [row()] * 3
    more = from_dict({**to_dict(ERRORS.question), "rows": 5})
    assert more.blank() == [row()] * 5
