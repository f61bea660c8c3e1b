"""The lessons' editions: what is in them, what is not, and what a second build leaves alone."""

import json
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from sinosoviet import editions, lessons
from sinosoviet.errors import CourseError

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
ONE, TWO = "09-withdrawal", "05-cost"


class Bars:
    """Progress bars that note what was done."""

    def __init__(self):
        self.titles = []
        self.done = []

    @contextmanager
    def __call__(self, title, total):
        self.titles.append((title, total))
        yield lambda name, look: self.done.append((title, name))

    def of(self, title):
        return [name for bar, name in self.done if bar == title]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Two lessons and their editions."""
    folder = tmp_path_factory.mktemp("editions")
    (folder / "notebooks").mkdir()
    for name in (ONE, TWO):
        shutil.copy(NOTEBOOKS / f"{name}.ipynb", folder / "notebooks")
    bars = Bars()
    assert editions.build(folder / "notebooks", folder / "made", bars) == 2
    return folder, bars


def text_of(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return notebook, "\n".join(map(lessons.source, notebook["cells"]))


def test_the_student_edition_has_no_teacher_cell_and_the_teachers_has_all(built):
    folder, _ = built
    _, whole = text_of(folder / "notebooks" / f"{ONE}.ipynb")
    student, said = text_of(folder / "made" / "student" / f"{ONE}.ipynb")
    _, teachers = text_of(folder / "made" / "teacher" / f"{ONE}.ipynb")
    assert teachers == whole
    assert "# Teacher: the answers" in teachers
    assert "Teacher" not in said
    assert all("teacher" not in lessons.tags(cell) for cell in student["cells"])


def test_outputs_are_kept_or_cleared(built, tmp_path):
    folder, _ = built
    kept, _ = text_of(folder / "made" / "student" / f"{TWO}.ipynb")
    assert any(cell.get("outputs") for cell in kept["cells"])
    (lesson, _) = lessons.read(folder / "notebooks")
    cleared = lesson.edition("student", outputs=False)
    assert not any(cell.get("outputs") for cell in cleared["cells"])


def test_an_output_that_is_to_be_guessed_waits_until_a_student_runs_the_cell(built):
    folder, _ = built
    for edition, kept in (("student", False), ("teacher", True)):
        notebook, _ = text_of(folder / "made" / edition / f"{TWO}.ipynb")
        guessed = [cell for cell in notebook["cells"] if "guess" in lessons.tags(cell)]
        assert [bool(cell["outputs"]) for cell in guessed] == [kept]


def test_the_site_for_students_gives_no_teachers_cell_away(built):
    folder, _ = built
    for page in (folder / "made" / "site").rglob("*"):
        if page.suffix in (".html", ".js", ".txt", ".ipynb"):
            said = page.read_text(encoding="utf-8")
            assert "Teacher: the answers" not in said, page
            assert "Teacher." not in said, page
    page = folder / "made" / "teacher-site" / "lessons" / f"{ONE}.html"
    assert "Teacher." in page.read_text(encoding="utf-8")


def test_the_quiz_becomes_folded_answers_where_no_kernel_runs(built):
    folder, _ = built
    for name in (ONE, TWO):
        page = (folder / "made" / "site" / "lessons" / f"{name}.html").read_text(encoding="utf-8")
        assert page.count('<details class="answers">') == 1
        assert "ss.quiz" not in page


def test_every_figure_of_the_site_has_its_description(built):
    folder, _ = built
    page = (folder / "made" / "site" / "lessons" / f"{TWO}.html").read_text(encoding="utf-8")
    images = page.split("<img ")[1:]
    assert len(images) >= 3
    assert all('alt="' in image.split(">")[0] for image in images)


def test_a_handout_has_every_card_of_its_lesson(built):
    folder, _ = built
    lesson = next(x for x in lessons.read(folder / "notebooks") if x.name == ONE)
    page = (folder / "made" / "handouts" / f"{ONE}.html").read_text(encoding="utf-8")
    assert len(lesson.cards) == 5
    assert page.count('class="source-card"') == 5
    assert all(f"<strong>{card}</strong>" in page for card in lesson.cards)
    assert "http-equiv" not in page
    assert "src=" not in page


def test_progress_is_shown_for_every_edition(built):
    _, bars = built
    assert bars.titles == [
        ("student", 2), ("teacher", 2), ("handouts", 2), ("site", 5), ("teacher-site", 5)
    ]  # fmt: skip
    assert len(bars.of("site")) == 5


def test_a_second_build_rebuilds_only_what_changed(built):
    folder, _ = built
    notebook = folder / "notebooks" / f"{ONE}.ipynb"
    before = stamps(folder / "made")
    bars = Bars()
    editions.build(folder / "notebooks", folder / "made", bars)
    assert bars.of("site") == []
    assert stamps(folder / "made") == before

    said = notebook.read_text(encoding="utf-8")
    notebook.write_text(said.replace("look, vote", "look, raise hands"), encoding="utf-8")
    bars = Bars()
    editions.build(folder / "notebooks", folder / "made", bars)
    notebook.write_text(said, encoding="utf-8")
    # The list of the lessons names it, and is made again with it.
    assert set(bars.of("site")) <= {f"lessons/{ONE}", "lessons/index"}
    page = (folder / "made" / "site" / "lessons" / f"{ONE}.html").read_text(encoding="utf-8")
    assert "look, raise hands" in page
    other = Path("student") / f"{TWO}.ipynb"
    assert stamps(folder / "made")[other] == before[other]


def stamps(folder):
    """When each file that a reader opens was written."""
    return {
        path.relative_to(folder): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix in (".html", ".ipynb")
        and path.relative_to(folder).parts[0] in ("student", "teacher", "handouts")
    }


def test_a_lesson_that_is_gone_leaves_the_site(built, tmp_path):
    folder, _ = built
    shutil.copytree(folder / "made", tmp_path / "made")
    (tmp_path / "notebooks").mkdir()
    shutil.copy(folder / "notebooks" / f"{TWO}.ipynb", tmp_path / "notebooks")
    editions.build(tmp_path / "notebooks", tmp_path / "made", Bars())
    opened = [path for path in (tmp_path / "made").glob("[a-z]*/**/*") if path.stem == ONE]
    assert opened == []
    assert ONE not in (tmp_path / "made" / "site" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "said", "sentence"),
    [
        ("09-broken.ipynb", "{", "is not a notebook"),
        ("09-broken.ipynb", '{"cells": 3}', "it has no cells"),
        ("09-broken.ipynb", '{"cells": []}', "has no line of the form"),
        ("notes.txt", "", "There are no lessons in"),
    ],
)
def test_what_is_no_lesson_is_named(tmp_path, name, said, sentence):
    (tmp_path / name).write_text(said)
    with pytest.raises(CourseError, match=sentence):
        editions.build(tmp_path, tmp_path / "made", Bars())
