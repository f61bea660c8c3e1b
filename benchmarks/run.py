"""What the course costs, as ratios within one run; writes benchmarks/results.md.

Times of one machine say little of another, so each figure is set against
something that was measured beside it.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import nbformat
import pandas as pd
from nbclient import NotebookClient
from rich.progress import track

from sinosoviet import courses, dates, editions, grading, simulate, tables, tasks
from sinosoviet.demo import masters

NAME = "corroboration"
LESSONS = Path(__file__).parents[1] / "notebooks"


def seconds(act: Callable[[], object], times: int = 5) -> float:
    """The best of several runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return min(taken)


def python(code: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)


def imports() -> list[tuple[str, str]]:
    bare = seconds(python("pass"))
    ours = seconds(python("import sinosoviet"))
    pandas = seconds(python("import pandas"))
    events = seconds(python("import sinosoviet; sinosoviet.events()"))
    return [
        ("`import sinosoviet` / a bare Python", f"{ours / bare:.2f}"),
        ("`import sinosoviet` over a bare Python, ms (at most 50)", f"{1000 * (ours - bare):.0f}"),
        ("`sinosoviet.events()` in a new Python / `import pandas`", f"{events / pandas:.2f}"),
    ]


def loading() -> list[tuple[str, str]]:
    """Every table with nothing cached, against pandas reading the same files."""
    data = tables.folder()
    paths = [data / resource["path"] for resource in tables.resources(data).values()]

    def ours() -> None:
        tables.package.cache_clear()
        dates._parse.cache_clear()
        for name in tables.resources(data):
            tables.load.__wrapped__(name, data)

    def theirs() -> None:
        for path in paths:
            (pd.read_json if path.suffix == ".json" else pd.read_csv)(path)

    ratio = seconds(ours, 20) / seconds(theirs, 20)
    return [("every table, cold / `pandas` reading the same files (at most 1.5)", f"{ratio:.2f}")]


def scoring() -> list[tuple[str, str]]:
    drawn = tasks.draw(NAME, b"benchmark")
    answers = {name: q.model(drawn.keys[name]) for name, q in drawn.questions.items()}

    def score() -> None:
        for name, answer in answers.items():
            tasks.score(drawn.questions[name], answer, drawn.keys[name])

    def as_json() -> None:
        for answer in answers.values():
            json.loads(json.dumps(answer))

    ratio = seconds(score, 50) / seconds(as_json, 50)
    return [("scoring a whole task / its answers through JSON and back", f"{ratio:.1f}")]


def grade(students: int = 8) -> list[tuple[str, str]]:
    """Our verb against nbgrader's own command, on the same files."""
    with tempfile.TemporaryDirectory() as folder:
        course = courses.create(masters(), Path(folder), {"id": "bench", "title": "Bench"})
        grading.release(course, NAME)
        simulate.write_class(course, NAME, students)
        there = grading.submitted(course, NAME)
        start = time.perf_counter()
        grading.grade(course, NAME, there)
        ours = time.perf_counter() - start
        start = time.perf_counter()
        command = [sys.executable, "-m", "nbgrader", "autograde", NAME, "--force"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        stock = time.perf_counter() - start
    return [
        (f"`sinosoviet grade` / `nbgrader autograde`, {students} students", f"{ours / stock:.2f}")
    ]


def run_all(notebook: nbformat.NotebookNode) -> float:
    """Seconds to run a notebook in a fresh kernel."""
    start = time.perf_counter()
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute(cwd=str(LESSONS))
    return time.perf_counter() - start


def lessons() -> list[tuple[str, str]]:
    """Each lesson against a notebook that imports pandas and matplotlib and draws nothing."""
    new, cell = nbformat.v4.new_notebook, nbformat.v4.new_code_cell
    bare = new(cells=[cell("import pandas\nimport matplotlib.pyplot as plt\nplt.figure()")])
    floor = min(run_all(bare) for _ in range(3))
    paths = sorted(LESSONS.glob("*.ipynb"))
    ratios = [run_all(nbformat.read(path, 4)) / floor for path in paths]
    return [
        ("a lesson's 'Run all' / an empty figure's, median (at most 1.5)", f"{median(ratios):.2f}"),
        ("the slowest lesson's / the same", f"{max(ratios):.2f}"),
    ]


def site() -> list[tuple[str, str]]:
    """Every edition of every lesson, from nothing and after one lesson changed."""
    with tempfile.TemporaryDirectory() as name:
        made, notebooks = Path(name) / "made", Path(name) / "notebooks"
        shutil.copytree(LESSONS, notebooks)

        @contextmanager
        def bar(title: str, total: int) -> Iterator[Callable[[str, str], None]]:
            yield lambda name, look: None

        start = time.perf_counter()
        editions.build(notebooks, made, bar)
        nothing = time.perf_counter() - start
        lesson = notebooks / "09-withdrawal.ipynb"
        said = lesson.read_text(encoding="utf-8")
        lesson.write_text(said.replace("look, vote", "look and vote"), encoding="utf-8")
        start = time.perf_counter()
        editions.build(notebooks, made, bar)
        one = time.perf_counter() - start
    return [
        ("all editions and both sites from nothing, s (at most 180)", f"{nothing:.0f}"),
        ("the same after one lesson changed, s (at most 20)", f"{one:.1f}"),
    ]


def main() -> None:
    rows = []
    for measure in track(
        (imports, loading, lessons, site, scoring, grade), description="measuring"
    ):
        rows += measure()
    page = [
        "# Measured",
        "",
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}, "
        f"{platform.system()}. Ratios of one run; below 1 is faster than what it is set against.",
        "",
        "| what | ratio |",
        "|---|---|",
        *(f"| {what} | {ratio} |" for what, ratio in rows),
    ]
    target = Path(__file__).parent / "results.md"
    target.write_text("\n".join(page) + "\n", encoding="utf-8")
    print(target.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
