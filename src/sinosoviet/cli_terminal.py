"""What the verbs of the command share: the course's folder, and a progress bar."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sinosoviet.grading import Progress

Folder = Annotated[
    Path | None,
    typer.Option("--course", help="The course's folder; by default the one you are in."),
]


@contextmanager
def bar(title: str, total: int) -> Iterator["Progress"]:
    """A progress bar: done, to go, rate, how many need a look, time left."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    columns = (TextColumn("{task.description:>9}"), BarColumn(), MofNCompleteColumn())
    looks, start = 0, time.monotonic()
    with Progress(*columns, TextColumn("{task.fields[note]}"), TimeLeft()) as progress:
        task = progress.add_task(title, total=total, note="")

        def done(student: str, look: str) -> None:
            nonlocal looks
            looks += bool(look)
            progress.advance(task)
            rate = progress.tasks[0].completed / max(time.monotonic() - start, 0.001)
            note = f"{rate:.1f}/s" + (f" · {looks} need a look" if looks else "")
            progress.update(task, note=note if student else "")
            if look:
                progress.console.print(f"{student}: {look}", markup=False, highlight=False)

        yield done
