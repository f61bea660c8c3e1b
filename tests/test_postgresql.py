"""The gradebook in PostgreSQL: a real server, the same marks, and manual marks that stay."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from sinosoviet import courses, grading, reports, simulate
from sinosoviet.courses import FOLDER_VARIABLE
from sinosoviet.demo import masters
from test_grading import NAME, marks

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of a server of our own, on a socket in a temporary folder."""
    if not PROGRAMS:
        pytest.fail("These tests need PostgreSQL: install your system's package 'postgresql'.")
    # The server refuses to be run by root, and its user must reach the folder.
    folder = Path(subprocess.check_output(["mktemp", "-d", "/tmp/pg.XXXXXX"], text=True).strip())
    folder.chmod(0o755)
    data = folder / "data"
    data.mkdir()
    data.chmod(0o700)
    become = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        shutil.chown(data, "postgres")
        become = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

    def run(name, *words):
        command = [*become, str(PROGRAMS[0] / name), *words]
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr + done.stdout

    run("initdb", "-D", str(data), "-U", "grader", "--auth=trust", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-o", options, "-w", "start")
    try:
        run("createdb", "-h", str(folder), "-U", "grader", "course")
        yield f"postgresql+psycopg://grader@/course?host={folder}"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def course(server, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.environ["PATH"])
        patch.setenv(FOLDER_VARIABLE, "")
        settings = {"id": "server", "title": "Server", "db_url": server}
        made = courses.create(masters(), tmp_path_factory.mktemp("server") / "course", settings)
        grading.release(made, NAME)
        simulate.write_class(made, NAME, 8, seed=5)
        grading.grade(made, NAME, grading.submitted(made, NAME))
        yield made


@pytest.fixture(scope="module")
def beside(course, tmp_path_factory):
    """The same class, in a course whose gradebook is a file."""
    root = shutil.copytree(course.root, tmp_path_factory.mktemp("file") / "course")
    shutil.rmtree(root / "autograded")
    shutil.rmtree(root / "grading")
    (root / "course.toml").write_text('id = "file"\ntitle = "File"\n')
    made = courses.find(root)
    grading.release(made, NAME)
    grading.grade(made, NAME, grading.submitted(made, NAME))
    return made


def in_server(address):
    with Gradebook(address) as book:
        return {
            submission.student_id: {
                grade.name.removesuffix("-test"): (grade.score, grade.max_score)
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in book.assignment_submissions(NAME)
        }


def test_the_server_has_the_marks_that_a_file_has(server, course, beside):
    held = {
        student: {name: (mark["score"], mark["max"]) for name, mark in found.items()}
        for student, found in marks(beside).items()
    }
    assert in_server(server) == held
    assert not (course.root / "gradebook.db").exists()


def test_what_is_marked_by_hand_in_the_server_stays(server, course):
    student = grading.submitted(course, NAME)[0]
    with Gradebook(server) as book:
        book.find_grade("q10", NAME, NAME, student).manual_score = 5.5
        book.db.commit()
    grading.grade(course, NAME, [student], options=grading.Options(force=True))
    assert in_server(server)[student]["q10"] == (5.5, 6)


def test_feedback_and_report_read_the_server(course):
    assert all(page.look == "" for page in grading.feedback(course, NAME))
    assert len(reports.make(course, NAME).marks) == 8
