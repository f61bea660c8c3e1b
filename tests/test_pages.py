"""The feedback page of one submission: what it says of a test that stopped."""

import time

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


def of_cells(*cells):
    made = [{"metadata": {}, "outputs": [], **cell} for cell in cells]
    return pages.render("a", {"cells": made}, {"grades": {}, "comments": {}, "penalty": 0})


@pytest.mark.parametrize(
    ("kind", "piece"),
    [
        ("markdown", "\\begin{a}"),
        ("markdown", "\\\\["),
        ("markdown", "# a" + " " * 4000 + "b\n"),
        ("markdown", "# a" + " " * 300_000 + "b"),
        ("code", "\n "),
    ],
)
def test_a_page_takes_its_time_whatever_a_student_wrote(kind, piece):
    short = {"cell_type": kind, "source": (piece * 3000)[:5000]}
    long = {"cell_type": kind, "source": (piece * (1 + 1_000_000 // len(piece)))[:1_000_000]}
    said = {"output_type": "display_data", "data": {"text/markdown": short["source"]}}
    start = time.process_time()
    of_cells(*[short] * 100, *[long] * 5, {**short, "outputs": [said] * 200})
    assert time.process_time() - start < 20


def test_coloured_output_without_end_is_shown_in_black():
    said = {"output_type": "stream", "name": "stdout", "text": "\x1b[1;31m<b>\x1b[0m" * 100_000}
    start = time.process_time()
    text = of_cells({"cell_type": "code", "source": "1", "outputs": [said]})
    assert time.process_time() - start < 5
    assert "&lt;b&gt;&lt;b&gt;" in text
    assert "\x1b" not in text


def test_texts_of_an_ordinary_length_are_dressed():
    texts = [{"cell_type": "markdown", "source": f"An *essay*, {n}. " * 150} for n in range(20)]
    assert of_cells(*texts).count("<em>essay</em>") == 3000
