"""nbgrader's life cycle through a real exchange folder, from both chairs."""

import getpass
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from sinosoviet import courses, simulate, tasks
from sinosoviet.demo import masters
from sinosoviet.files import write_text
from sinosoviet.tasks.identity import variant_of

NAME = "corroboration"


@pytest.fixture(scope="module")
def exchange(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exchange")
    folder.chmod(0o777)
    return folder


@pytest.fixture(scope="module")
def course(tmp_path_factory, exchange):
    folder = tmp_path_factory.mktemp("instructor") / "course"
    settings = {"id": "cycle", "title": "A course", "exchange": str(exchange), "variants": 5}
    write_text(folder / "secret.key", "19" * 32 + "\n", mode=0o600)
    return courses.create(masters(), folder, settings)


@pytest.fixture(scope="module")
def drawn(course):
    """The variant of the student who is logged in here."""
    number = variant_of(NAME, getpass.getuser(), 5)
    return tasks.draw(NAME, course.secret(), number)


@pytest.fixture(scope="module")
def student(tmp_path_factory):
    return tmp_path_factory.mktemp("student")


def teach(course, *words):
    """A command of the instructor's."""
    command = [sys.executable, "-m", "sinosoviet.cli", *words, "--course", str(course.root)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def learn(student, exchange, *words):
    """A command of the student's, who has nbgrader and the exchange, and no course folder."""
    command = [sys.executable, "-m", "nbgrader", *words, f"--Exchange.root={exchange}"]
    done = subprocess.run(command, cwd=student, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def fetched(course, exchange, student):
    released = teach(course, "release", NAME)
    assert released.returncode == 0, released.stderr
    learn(student, exchange, "fetch_assignment", NAME, "--course", "cycle")
    return student / NAME


def test_what_a_student_fetches_holds_no_key(course, fetched):
    names = {path.name for path in fetched.rglob("*") if path.is_file()}
    assert names == {f"{NAME}.ipynb", tasks.FILE}
    text = "".join(path.read_text() for path in fetched.iterdir())
    assert "HIDDEN" not in text
    assert "task.score" not in text
    assert course.secret().hex() not in text
    keys = tasks.draw(NAME, course.secret()).keys
    content = json.loads((fetched / tasks.FILE).read_text())
    assert len(content["variants"]) == 5
    for question in content["questions"]:
        fields = set(question).union(*(own.get(question["id"], {}) for own in content["variants"]))
        shared = fields & set(keys[question["id"]])
        assert not shared, f"{question['id']} carries {shared}"


def test_validate_without_an_id_says_once_that_the_id_is_not_known(student, exchange, fetched):
    said = learn(student, exchange, "validate", str(fetched / f"{NAME}.ipynb"))
    assert said.count("Your questions depend on your student id") == 1
    assert "with your id between the quotation marks." in " ".join(said.split())
    assert "NameError" not in said
    assert not (fetched / "student.txt").exists()


@pytest.fixture(scope="module")
def answered(drawn, fetched):
    """The fetched notebook with every answer right but one date and one order."""
    code = f'import sinosoviet as ss; ss.task("{NAME}", student="{getpass.getuser()}")'
    subprocess.run([sys.executable, "-c", code], cwd=fetched, check=True)
    answers = {name: q.model(drawn.keys[name]) for name, q in drawn.questions.items()}
    answers["q2"] = answers["q2"].split("/")[0]
    answers["q5"] = answers["q5"][::-1]
    answers["q10"] = "The note names the treatment of the specialists."
    path = fetched / f"{NAME}.ipynb"
    path.write_text(json.dumps(simulate.fill(json.loads(path.read_text()), answers)))
    return answers


def test_validate_is_content_with_a_complete_notebook(student, exchange, fetched, answered):
    said = learn(student, exchange, "validate", str(fetched / f"{NAME}.ipynb"))
    assert "Success" in said


@pytest.fixture(scope="module")
def graded(course, exchange, student, answered):
    learn(student, exchange, "submit", NAME, "--course", "cycle")
    done = teach(course, "grade", NAME)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_marks_are_those_of_the_scoring_rule(course, graded, answered, drawn):
    assert "1 of 1 graded" in graded
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "cycle") as gradebook:
        submission = gradebook.find_submission(NAME, getpass.getuser())
        found = {
            grade.name.removesuffix("-test"): grade.score
            for notebook in submission.notebooks
            for grade in notebook.grades
        }
        waiting = submission.needs_manual_grade
    task = tasks.Task(NAME, 1, drawn.questions)
    for name, answer in answered.items():
        if name != "q10":
            expected = tasks.score(drawn.questions[name], answer, drawn.keys[name]).points
            assert found[name] == expected, name
            assert task.show(name).points >= expected
    assert waiting


def test_feedback_comes_back_to_the_student(course, exchange, student, graded):
    made = teach(course, "feedback", NAME)
    assert made.returncode == 0, made.stderr
    learn(student, exchange, "fetch_feedback", NAME, "--course", "cycle")
    pages = list((student / NAME / "feedback").rglob("*.html"))
    assert pages
    page = pages[0].read_text()
    assert "both ends of the period" in page
    assert "10 of 10 pairs stand the wrong way round" in page
    assert course.secret().hex() not in page


def test_a_copy_is_marked_by_the_copier_s_own_variant_and_told(course, fetched, graded):
    own = variant_of(NAME, getpass.getuser(), 5)
    copier = next(s for s in map("student{}".format, range(99)) if variant_of(NAME, s, 5) != own)
    shutil.copytree(fetched, course.root / "submitted" / copier / NAME)
    done = teach(course, "grade", NAME, "--student", copier)
    assert done.returncode == 1
    assert "0 of 1 graded" not in done.stdout
    assert f"student.txt names '{getpass.getuser()}'" in " ".join(done.stdout.split())
    assert f"the answers fit variant {own}" in " ".join(done.stdout.split())
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "cycle") as gradebook:
        first, second = (
            gradebook.find_submission(NAME, name).score for name in (getpass.getuser(), copier)
        )
    assert second < 0.8 * first


def test_a_second_submission_replaces_the_first(course, exchange, student, fetched, graded):
    path = fetched / f"{NAME}.ipynb"
    notebook = json.loads(path.read_text())
    path.write_text(json.dumps(simulate.fill(notebook, {"q1": "1900"})))
    learn(student, exchange, "submit", NAME, "--course", "cycle")
    assert teach(course, "grade", NAME, "--student", getpass.getuser()).returncode == 0
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "cycle") as gradebook:
        grades = gradebook.find_submission(NAME, getpass.getuser()).notebooks[0].grades
        assert {g.name: g.score for g in grades}["q1-test"] == 0


def test_without_its_exchange_folder_the_course_says_so(course, tmp_path):
    other = courses.create(
        masters(),
        tmp_path / "other",
        {"id": "other", "title": "Other", "exchange": str(Path(tmp_path) / "gone")},
    )
    done = teach(other, "release", NAME)
    assert done.returncode == 1
    assert "exchange folder" in done.stderr
    assert "mkdir" in done.stderr
