"""The feedback page of one submission: what it says of a test that stopped."""

import pytest

from sinosoviet.grading import pages


def page(ename, evalue):
    test = {
        "cell_type": "code",
        "source": "",
        "metadata": {"nbgrader": {"grade_id": "q9-test", "grade": True, "solution": False}},
        "outputs": [
            {"output_type": "error", "ename": ename, "evalue": evalue, "traceback": [evalue]}
        ],
    }
    held = {"grades": {"q9-test": [0, 6, False]}, "comments": {}, "penalty": 0}
    return pages.render("polemics", {"cells": [test], "metadata": {}}, held)


def test_an_answer_whose_cell_could_not_be_run_is_told_in_a_sentence():
    text = page("NameError", "name 'q9' is not defined")
    assert "There is no q9: its cell is gone, or could not be run." in text
    assert "NameError" not in text


@pytest.mark.parametrize("says", ["name 'pd' is not defined", "division by zero"])
def test_any_other_error_is_told_as_python_tells_it(says):
    assert "SomeError: " in page("SomeError", says)
