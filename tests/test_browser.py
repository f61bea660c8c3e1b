"""JupyterLab in a real browser: the lesson runs, the assignment validates."""

import os
import shutil
from pathlib import Path

import pytest

from sinosoviet import courses, grading, quizzes
from sinosoviet.demo import masters
from sinosoviet.exercises import exercises

lab = pytest.importorskip("lab", reason="the browser tests need playwright")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(lab.CHROMIUM is None and "CI" not in os.environ, reason=lab.WITHOUT),
]
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A folder with the lesson and a course whose assignment has been released."""
    folder = tmp_path_factory.mktemp("room")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    course = courses.create(masters(), folder / "course", {"id": "room", "title": "Room"})
    grading.release(course, "corroboration")
    shutil.copytree(course.root / "release" / "corroboration", folder / "corroboration")
    return folder


@pytest.fixture(scope="module")
def address(room):
    with lab.jupyterlab(room, f"--course={room / 'course'}") as address:
        yield address


@pytest.fixture
def page():
    assert lab.CHROMIUM, lab.WITHOUT
    with lab.browser() as page:
        yield page


def test_the_lesson_runs_and_its_figures_have_alt_text(page, address):
    lab.open_notebook(page, address, "notebooks/09-withdrawal.ipynb")
    lab.run_all(page)
    assert no_cell_failed(page)
    # Cells out of sight are drawn when they are scrolled to.
    figure = page.locator(".jp-OutputArea img[alt^='Bars, specialists withdrawn, 1960']")
    lab.show_cell(page, "hook-figure")
    figure.first.wait_for()
    assert "1,390" in figure.first.get_attribute("alt")
    assert figure.first.evaluate("image => image.naturalWidth") > 400


def no_cell_failed(page):
    outputs = page.evaluate(
        """() => window.jupyterapp.shell.currentWidget.content.widgets
            .filter(c => c.model.type === 'code')
            .flatMap(c => c.model.outputs.toJSON())"""
    )
    return [output for output in outputs if output["output_type"] == "error"] == []


def test_the_exit_quiz_answers_a_click(page, address):
    lab.open_notebook(page, address, "notebooks/00-specimens.ipynb")
    lab.run_all(page)
    assert no_cell_failed(page)
    lab.show_cell(page, "quiz-sheet")
    sheet = page.locator(".jp-OutputArea").filter(has=page.locator(".widget-toggle-buttons"))
    first = sheet.locator(".widget-toggle-buttons").first
    for letter in quizzes.questions("L00")["L00-Q1"].options:
        first.get_by_role("button", name=letter, exact=True).click()
        right = letter == exercises()["L00-Q1"].key["choice"]
        sheet.get_by_text("Right." if right else "Not yet.").first.wait_for()
        sheet.get_by_text(f"1 answered, {int(right)} right.").wait_for()


def test_a_slider_moves_the_line_of_time(page, address):
    lab.open_notebook(page, address, "notebooks/10-polemics.ipynb")
    lab.run_all(page)
    assert no_cell_failed(page)
    lab.show_cell(page, "corroborate-figure")
    page.locator("img[alt^='Timeline, 1956 to 1964: nuclear, 16 events']").wait_for()
    page.locator(".noUi-handle-lower").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.locator("img[alt^='Timeline, 1959 to 1964: nuclear, 10 events']").wait_for()


def test_validate_says_what_is_missing_in_the_released_assignment(page, address):
    lab.open_notebook(page, address, "corroboration/corroboration.ipynb")
    page.locator(".jp-ToolbarButtonComponent-label:text-is('Validate')").click()
    dialog = page.locator(".jp-Dialog, .validate-modal, [role=dialog]").first
    dialog.wait_for(timeout=120_000)
    page.wait_for_function(
        "() => document.body.innerText.includes('write a date between the quotation marks')",
        timeout=120_000,
    )
    assert "Traceback" not in dialog.inner_text()


def test_validate_passes_a_complete_assignment(page, address, room):
    from sinosoviet import simulate, tasks

    course = courses.find(room / "course")
    drawn = tasks.draw("corroboration", course.secret())
    answers = {name: question.model(drawn.keys[name]) for name, question in drawn.questions.items()}
    folder = room / "complete"
    shutil.copytree(room / "corroboration", folder, dirs_exist_ok=True)
    path = folder / "corroboration.ipynb"
    path.write_text(_filled(path, {**answers, "q10": "An argument."}, simulate))
    lab.open_notebook(page, address, "complete/corroboration.ipynb")
    page.locator(".jp-ToolbarButtonComponent-label:text-is('Validate')").click()
    page.wait_for_function(
        "() => document.body.innerText.includes('Success! Your notebook passes all the tests')",
        timeout=120_000,
    )


def _filled(path, answers, simulate):
    import json

    return json.dumps(simulate.fill(json.loads(path.read_text()), answers))


def test_a_form_is_filled_in_by_its_labels_and_handed_in(page, address, room):
    """Somebody who does not program: one line to open the form, one to hand it in."""
    import json

    folder = room / "form"
    shutil.copytree(room / "corroboration", folder, dirs_exist_ok=True)
    path = folder / "corroboration.ipynb"
    notebook = json.loads(path.read_text())
    first = [cell for cell in notebook["cells"] if "ss.task(" in "".join(cell["source"])]
    form, answer = (
        {"cell_type": "code", "id": name, "source": source, "metadata": {}, "outputs": [],
         "execution_count": None}
        for name, source in (("form", 'task.form("q9")'), ("answer", 'task.answer("q9")'))
    )  # fmt: skip
    path.write_text(json.dumps({**notebook, "cells": [*first, form, answer]}))
    lab.open_notebook(page, address, "form/corroboration.ipynb")
    lab.run_all(page)
    lab.show_cell(page, "form")
    page.get_by_label("wrong field").select_option(index=2)
    page.get_by_label("it should say").fill("A better title")
    page.get_by_role("button", name="Save q9").click()
    status = page.get_by_role("status").filter(has_text="Saved, and complete.")
    status.wait_for()
    assert 'q9 = task.answer("q9")' in status.inner_text()
    lab.run_all(page)
    lab.show_cell(page, "form")
    assert page.get_by_label("it should say").input_value() == "A better title"
    page.locator(".jp-OutputArea-output", has_text="'correct': 'A better title'").wait_for()


def test_the_formgrader_shows_the_course(page, address):
    base = address.split("/lab")[0]
    token = address.split("token=")[1]
    page.goto(f"{base}/formgrader/manage_assignments?token={token}")
    page.wait_for_selector("text=corroboration")
