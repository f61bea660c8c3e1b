"""What the lessons and their editions cost."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import nbformat
from nbclient import NotebookClient

from sinosoviet import editions

LESSONS = Path(__file__).parents[1] / "notebooks"


def run_all(notebook: nbformat.NotebookNode) -> tuple[float, float]:
    """Seconds to run a notebook in a fresh kernel, the best of three.

    To the end of the kernel, and to the end of the last cell alone.
    """
    whole, cells = [], []
    for _ in range(3):
        ended: list[float] = []
        start = time.perf_counter()
        NotebookClient(
            notebook,
            timeout=120,
            kernel_name="python3",
            on_cell_executed=lambda ended=ended, **told: ended.append(time.perf_counter()),
        ).execute(cwd=str(LESSONS))
        whole.append(time.perf_counter() - start)
        cells.append(ended[-1] - start)
    return min(whole), min(cells)


def lessons() -> list[tuple[str, str]]:
    """Each lesson against a notebook that imports pandas and matplotlib and draws nothing."""
    new, cell = nbformat.v4.new_notebook, nbformat.v4.new_code_cell
    bare = new(cells=[cell("import pandas\nimport matplotlib.pyplot as plt\nplt.figure()")])
    floor = run_all(bare)
    took = [run_all(nbformat.read(path, 4)) for path in sorted(LESSONS.glob("*.ipynb"))]
    whole = [one[0] / floor[0] for one in took]
    cells = [one[1] / floor[1] for one in took]
    return [
        ("a lesson's 'Run all' / an empty figure's, median (at most 1.5)", f"{median(whole):.2f}"),
        ("the slowest lesson's / the same", f"{max(whole):.2f}"),
        ("the same without the kernels' ending, median", f"{median(cells):.2f}"),
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
