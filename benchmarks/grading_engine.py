"""What grading costs: against stock nbgrader and the floor, as the class grows, on a cluster."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from sinosoviet import courses, grading, simulate
from sinosoviet.courses import Course
from sinosoviet.demo import masters
from sinosoviet.grading import engine, master, sandbox
from sinosoviet.grading.jobs import Limits
from sinosoviet.repair import rebuild
from stock import unplug

NAME = "corroboration"
CORES = 2
#: Grades in a process of its own; says how long the submissions took once the first were done,
#: and the most memory that the process had, in kB (`getrusage` would tell its parent's).
MEASURED = """
import json, re, sys, time
from pathlib import Path
from sinosoviet import courses, grading
course, scheduler = courses.find(Path(sys.argv[1])), sys.argv[2]
stamps = []
start = time.perf_counter()
outcomes = grading.grade(
    course, "corroboration", grading.submitted(course, "corroboration"),
    lambda *told: stamps.append(time.perf_counter()),
    grading.Options(workers=2, scheduler=scheduler, force=True),
)
first = sum(stamp < stamps[0] + 0.2 for stamp in stamps)
each = (stamps[-1] - stamps[first - 1]) / max(1, len(stamps) - first)
memory = int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])
print(json.dumps({"each": each, "memory": memory, "all": stamps[-1] - start}))
"""


def make(folder: Path, students: int) -> Course:
    course = courses.create(masters(), folder, {"id": "bench", "title": "Bench"})
    grading.release(course, NAME)
    simulate.write_class(course, NAME, students)
    return course


def timed(act: Callable[[], object]) -> float:
    """Seconds on the clock."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def command(folder: Path, *words: str) -> Callable[[], object]:
    return lambda: subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, capture_output=True, check=False
    )


def measured(course: Course, scheduler: str = "") -> dict[str, float]:
    command = [sys.executable, "-c", MEASURED, str(course.root), scheduler]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def floor(course: Course) -> Callable[[], object]:
    """Fork and run the cells of each submission, in as many processes, and no more."""
    assignment = master.load(course, NAME, grading.api(course).coursedir.db_url)
    limits = Limits()
    jobs = []
    for path in sorted(course.root.glob(f"submitted/*/{NAME}/{NAME}.ipynb")):
        try:
            notebook = rebuild(assignment, json.loads(path.read_bytes())).notebook
        except ValueError:
            continue
        job = engine.job_of(assignment, "x", notebook, assignment.files, limits, "limits")
        jobs.append(job)

    def act() -> None:
        with ThreadPoolExecutor(CORES) as executor:
            list(executor.map(sandbox.run, jobs))
        sandbox.close()

    return act


def against_stock(students: int = 200) -> list[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        course = make(Path(folder) / "ours", students)
        theirs = Path(folder) / "theirs"
        shutil.copytree(course.root, theirs)
        unplug(theirs)
        again = [Path(shutil.copytree(course.root, Path(folder) / f"{n}")) for n in range(2)]
        grade = ("sinosoviet.cli", "grade", NAME, "--workers", "2", "--course")
        ours = median([timed(command(p, *grade, str(p))) for p in (course.root, *again)])
        least = median([timed(floor(course)) for _ in range(3)])
        stock = timed(command(theirs, "nbgrader", "autograde", NAME))
        pages = timed(command(course.root, "sinosoviet.cli", "feedback", NAME))
        stock_pages = timed(command(theirs, "nbgrader", "generate_feedback", NAME))
        assert list(theirs.glob(f"feedback/*/{NAME}/*.html"))
    what = f"{students} students"
    return [
        (
            f"`nbgrader autograde` / `sinosoviet grade`, {what} (at least 20)",
            f"{stock / ours:.1f}",
        ),
        (
            f"`sinosoviet grade` / fork and run the cells, {what} (at most 2)",
            f"{ours / least:.2f}",
        ),
        (
            f"`nbgrader generate_feedback` / `sinosoviet feedback`, {what} (at least 2)",
            f"{stock_pages / pages:.1f}",
        ),
    ]


def as_it_grows(few: int = 50, more: int = 500, many: int = 2000) -> list[tuple[str, str]]:
    """What one submission more takes in a small class and in a large one, and the memory."""
    found = {}
    for number in (few, more, many):
        with tempfile.TemporaryDirectory() as folder:
            course = make(Path(folder) / "course", number)
            runs = [measured(course) for _ in range(3 if number < many else 1)]
            found[number] = {key: median(run[key] for run in runs) for key in runs[0]}
    small = (found[more]["all"] - found[few]["all"]) / (more - few)
    large = (found[many]["all"] - found[more]["all"]) / (many - more)
    memory = found[many]["memory"] / found[few]["memory"]
    what = f"a submission more, {more} to {many} / {few} to {more} students"
    return [
        (f"time of {what} (0.9 to 1.1)", f"{large / small:.2f}"),
        (f"memory of the coordinator, {many} / {few} students (at most 1.2)", f"{memory:.2f}"),
    ]


@contextmanager
def _cluster() -> Iterator[str]:
    command = [sys.executable, "-m"]
    scheduler = subprocess.Popen(
        [*command, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
         "--no-dashboard"], stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert scheduler.stderr is not None
    address = next(
        found[0] for line in scheduler.stderr if (found := re.search(r"tcp://[\d.]+:\d+", line))
    )
    workers = [
        subprocess.Popen(
            [*command, "distributed.cli.dask_worker", address, "--nthreads", "1",
             "--no-dashboard", "--no-nanny"], stderr=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]  # fmt: skip
    time.sleep(6)
    try:
        yield address
    finally:
        for process in [*workers, scheduler]:
            process.kill()
            process.wait()


def on_a_cluster(students: int = 200) -> list[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        course = make(Path(folder) / "course", students)
        with _cluster() as address:
            measured(course, address)  # the workers warm up, as the local pool does
            ratios = []
            for _ in range(3):
                local, remote = measured(course), measured(course, address)
                ratios.append(local["each"] / remote["each"])
    ratio = median(ratios)
    return [
        ("two Dask workers / the local pool, submissions a second (at least 0.85)", f"{ratio:.2f}")
    ]


if __name__ == "__main__":
    os.chdir(tempfile.gettempdir())
    for measure in (against_stock, as_it_grows, on_a_cluster):
        for row in measure():
            print(row, flush=True)
