"""What the course costs, as ratios within one run; writes benchmarks/results.md.

Times of one machine say little of another, so each figure is set against
something that was measured beside it.
"""

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from rich.progress import track

from grading_engine import against_stock, as_it_grows, on_a_cluster
from sinosoviet import bank, dates, tables, tasks
from teaching import lessons, site

NAME = "corroboration"


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


def drawing() -> list[tuple[str, str]]:
    """1,000 variants of each assignment, each drawn anew, keys and all."""
    tasks.draw(NAME, b"benchmark")
    rows = []
    for name in bank.NAMES:
        start = time.process_time()
        for variant in range(1, 1001):
            tasks.draw.__wrapped__(name, b"benchmark", variant)
        taken = time.process_time() - start
        rows.append((f"drawing 1,000 variants of *{name}*, s (at most 30)", f"{taken:.1f}"))
    return rows


def main() -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python keeps what it compiled
    rows = []
    measures = (
        imports,
        loading,
        lessons,
        site,
        scoring,
        drawing,
        against_stock,
        as_it_grows,
        on_a_cluster,
    )
    for measure in track(measures, description="measuring"):
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
