"""Questions on bibliographic entries."""

import pytest

from question_samples import REFERENCE, Sample, points


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
