"""Whatever happens while a class is graded, no mark is lost or doubled, no file half-written."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from sinosoviet import courses, grading, simulate
from sinosoviet.courses import FOLDER_VARIABLE
from sinosoviet.demo import masters
from sinosoviet.errors import CourseError
from sinosoviet.grading import journal, sandbox
from sinosoviet.grading.gradebook import Entry, Writer
from sinosoviet.grading.jobs import Job, Step
from test_grading import FILE, NAME, marks

#: How many random moments to kill at; the issue's hundred with SINOSOVIET_LONG.
MOMENTS = 100 if os.environ.get("SINOSOVIET_LONG") else 3
CLASS = 8
#: Run the command, and kill it at the nth of its steps on the disk, before or after it.
KILLED_AT = """
import os, signal, sys
from sinosoviet import cli
from sinosoviet.grading import autograded, gradebook, journal
left = int(sys.argv.pop(1))
def guard(owner, name):
    act = getattr(owner, name)
    def guarded(*a, **k):
        step()
        made = act(*a, **k)
        step()
        return made
    setattr(owner, name, guarded)
def step():
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
guard(autograded, "write")
guard(gradebook.Writer, "write")
guard(journal, "append")
guard(os, "rename")
cli.main()
"""


@pytest.fixture(autouse=True)
def surroundings(monkeypatch):
    monkeypatch.setenv("PATH", os.environ["PATH"])
    monkeypatch.setenv(FOLDER_VARIABLE, "")


@pytest.fixture(scope="module")
def ungraded(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.environ["PATH"])
        patch.setenv(FOLDER_VARIABLE, "")
        folder = tmp_path_factory.mktemp("ungraded") / "course"
        course = courses.create(masters(), folder, {"id": "faults", "title": "Faults"})
        grading.release(course, NAME)
        simulate.write_class(course, NAME, CLASS, seed=5)
    return course


@pytest.fixture(scope="module")
def expected(ungraded, tmp_path_factory):
    """The marks of a run that nothing disturbs, and what it said of each."""
    course = copy(ungraded, tmp_path_factory.mktemp("expected"))
    outcomes = grading.grade(course, NAME, grading.submitted(course, NAME))
    return marks(course), outcomes


@pytest.fixture
def course(ungraded, tmp_path):
    return copy(ungraded, tmp_path)


def copy(course, folder):
    return courses.find(shutil.copytree(course.root, folder / "course"))


def grade(course, **options):
    there = grading.submitted(course, NAME)
    seen = []
    options = grading.Options(**options)
    chosen = grading.to_do(course, NAME, there, options)
    outcomes = grading.grade(course, NAME, chosen, lambda *told: seen.append(told), options)
    assert len(seen) == len(outcomes)
    return outcomes


def run(course, *words, code=None):
    program = ["-m", "sinosoviet.cli"] if code is None else ["-c", KILLED_AT, str(code)]
    command = [sys.executable, *program, *words, "--course", str(course.root)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def is_sound(course):
    """Nothing is half-written: the gradebook is whole, each notebook can be read."""
    database = sqlite3.connect(course.root / "gradebook.db")
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    doubles = "SELECT COUNT(*) FROM grade GROUP BY cell_id, notebook_id HAVING COUNT(*) > 1"
    assert database.execute(doubles).fetchall() == []
    database.close()
    for path in course.root.glob(f"autograded/*/{NAME}/{FILE}"):
        assert json.loads(path.read_text(encoding="utf-8"))["cells"]


def ends_well(course, expected):
    done = run(course, "grade", NAME)
    out, err = done.communicate(timeout=300)
    assert done.returncode == 0, (out, err)
    assert marks(course) == expected[0]
    is_sound(course)
    assert sorted(journal.read(journal.path(course.root, NAME))) == sorted(expected[0])
    left = [p for p in course.root.rglob(".*") if p.name not in (".lock",)]
    assert left == []


@pytest.mark.parametrize("steps", [[1, 3, 7], [9, 30, 41]])
def test_killed_at_any_step_on_the_disk_it_goes_on_to_the_same_marks(course, expected, steps):
    for step in steps:
        killed = run(course, "grade", NAME, code=step)
        killed.communicate(timeout=300)
        assert killed.returncode in (-signal.SIGKILL, 0)
        is_sound(course)
    ends_well(course, expected)


def test_killed_at_random_moments_it_goes_on_to_the_same_marks(course, expected):
    moments = random.Random(1960)
    for _ in range(MOMENTS):
        running = run(course, "grade", NAME, "--force")
        time.sleep(moments.uniform(0.5, 9))
        running.kill()
        running.communicate()
        is_sound(course)
    ends_well(course, expected)


def test_after_a_kill_no_process_of_a_student_is_left(course):
    path = course.root / "submitted" / "zz" / NAME / FILE
    path.parent.mkdir(parents=True)
    release = json.loads((course.root / "release" / NAME / FILE).read_text(encoding="utf-8"))
    marker = f"import time\nmarker = {os.getpid()}\ntime.sleep(1000)"
    release["cells"][3]["source"] = marker
    path.write_text(json.dumps(release))
    running = run(course, "grade", NAME, "--student", "zz")
    until = time.monotonic() + 60
    while not (started := warm_parents(running.pid)) and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(3)
    started = warm_parents(running.pid)
    running.kill()
    running.communicate()
    assert started
    until = time.monotonic() + 10
    while any(map(runs, started)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(runs, started))


def runs(process):
    return Path(f"/proc/{process}").exists()


def warm_parents(process):
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True
    )
    own = [int(word) for word in found.stdout.split()]
    return own + [below for one in own for below in warm_parents(one)]


def test_what_has_not_changed_is_passed_over_and_what_has_is_graded_again(course, expected):
    first = grade(course)
    before = stamps(course)
    assert grade(course) == first == expected[1]
    assert stamps(course) == before
    student = next(o.student for o in first if o.graded)
    path = course.root / "submitted" / student / NAME / FILE
    notebook = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(simulate.fill(notebook, {"q1": "1900"})), encoding="utf-8")
    grade(course)
    assert {s for s, stamp in stamps(course).items() if stamp != before[s]} == {student}
    assert marks(course)[student]["q1"]["score"] == 0


def stamps(course):
    paths = course.root.glob(f"autograded/*/{NAME}/{FILE}")
    return {path.parts[-3]: path.stat().st_mtime_ns for path in paths}


def test_force_grades_everything_again(course, expected):
    grade(course)
    before = stamps(course)
    grade(course, force=True)
    assert not set(before.items()) & set(stamps(course).items())
    assert marks(course) == expected[0]


def test_only_failed_grades_those_who_needed_a_look(course):
    broken = course.root / "submitted" / "zz" / NAME / FILE
    broken.parent.mkdir(parents=True)
    broken.write_text("no JSON")
    grade(course)
    before = stamps(course)
    release = course.root / "release" / NAME / FILE
    broken.write_bytes(release.read_bytes())
    (outcome,) = grade(course, only_failed=True)
    assert outcome == grading.Outcome("zz", True, "")
    assert {s for s, stamp in stamps(course).items() if stamp != before[s]} == {"zz"}


def test_a_gradebook_that_was_lost_is_filled_again(course, expected, ungraded):
    grade(course)
    shutil.copy(ungraded.root / "gradebook.db", course.root / "gradebook.db")
    grade(course)
    assert marks(course) == expected[0]


def test_a_journal_that_was_cut_or_lost_costs_time_and_no_mark(course, expected):
    grade(course)
    path = journal.path(course.root, NAME)
    path.write_bytes(path.read_bytes()[:-20])
    grade(course)
    assert marks(course) == expected[0]
    assert set(journal.read(path)) == set(expected[0])
    path.unlink()
    grade(course)
    assert marks(course) == expected[0]


def writer(course, patience):
    coursedir = grading.api(course).coursedir
    return Writer(coursedir, NAME, lambda *about: None, patience)


ENTRY = Entry("kim", None, {"q1-test": 1.5}, frozenset())


def test_a_gradebook_that_is_locked_for_a_while_is_waited_for(course):
    holder = sqlite3.connect(course.root / "gradebook.db", check_same_thread=False)
    holder.execute("BEGIN EXCLUSIVE")
    threading.Timer(7, holder.close).start()
    writer(course, patience=30).write([ENTRY])
    assert marks(course)["kim"]["q1"]["score"] == 1.5


def test_a_gradebook_that_stays_locked_is_a_sentence(course):
    holder = sqlite3.connect(course.root / "gradebook.db")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CourseError, match=r"gradebook: database is locked.*run the command again"):
        writer(course, patience=1).write([ENTRY])
    holder.close()
    assert "kim" not in marks(course)


def test_a_gradebook_that_is_gone_for_a_while_is_waited_for(course):
    place = course.root / "gradebook.db"
    place.rename(place.with_name("away"))
    threading.Timer(2, lambda: place.with_name("away").rename(place)).start()
    writer(course, patience=30).write([ENTRY])
    assert marks(course)["kim"]["q1"]["score"] == 1.5


def test_a_batch_is_written_whole_or_not_at_all(course):
    broken = SimpleNamespace(**{**ENTRY.__dict__, "student": "lee", "points": {"q1-test": "x"}})
    with pytest.raises(Exception, match="float"):
        writer(course, patience=1).write([ENTRY, broken])
    assert "kim" not in marks(course)


def test_writing_twice_gives_the_same_and_keeps_what_was_given_by_hand(course):
    writer(course, patience=1).write([ENTRY])
    first = marks(course)
    writer(course, patience=1).write([ENTRY])
    assert marks(course) == first
    database = sqlite3.connect(course.root / "gradebook.db")
    database.execute("UPDATE grade SET manual_score = 2")
    database.commit()
    database.close()
    writer(course, patience=1).write([ENTRY])
    assert marks(course)["kim"]["q1"]["manual"] == 2
    assert marks(course)["kim"]["q1"]["waits"]


@pytest.mark.parametrize("seconds", [0, 0.2, 1], ids=["starting", "warming", "at work"])
def test_a_worker_that_is_lost_is_started_anew(seconds):
    job = Job("kim", (Step(0, "import time\ntime.sleep(2)\nprint('done')"),), {})
    before = set(warm_parents(os.getpid()))
    result = []
    thread = threading.Thread(target=lambda: result.append(sandbox.run(job)))
    thread.start()
    until = time.monotonic() + 60
    while not (new := set(warm_parents(os.getpid())) - before) and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(seconds)
    for process in new:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    thread.join(timeout=120)
    sandbox.close()
    assert result[0].outputs[0][0]["text"] == "done\n"
    assert result[0].ended == ""


def test_a_run_that_stops_at_once_leaves_no_process_behind(course, monkeypatch):
    def gone(job):
        raise CourseError("The machine has no more room.")

    before = set(warm_parents(os.getpid()))
    monkeypatch.setattr(sandbox, "run", gone)
    with pytest.raises(CourseError, match="no more room"):
        grade(course)
    left = set(warm_parents(os.getpid())) - before
    assert all(not Path(f"/proc/{pid}").exists() for pid in left)  # `ps` itself is gone


def test_two_instructors_at_once_do_not_grade_each_other_s_class_twice(course, expected):
    both = [run(course, "grade", NAME) for _ in range(2)]
    ended = [(process.communicate(timeout=300), process.returncode) for process in both]
    codes = sorted(code for _, code in ended)
    assert codes in ([0, 2], [0, 0])
    for (_, err), code in ended:
        assert code == 0 or "Another command is at work" in err
    ends_well(course, expected)


def test_a_clock_that_jumps_changes_nothing(course, expected, monkeypatch):
    jumps = random.Random(5)
    monkeypatch.setattr(time, "time", lambda: jumps.uniform(0, 4e9))
    grade(course)
    assert marks(course) == expected[0]
