"""What is done: one line a graded submission, appended when its marks are in the gradebook.

A run that was killed goes on where the journal ends. The last line of a student
counts; a line that was cut short counts for nothing.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sinosoviet.errors import CourseError
from sinosoviet.files import cannot_write


@dataclass(frozen=True)
class Outcome:
    """What became of one submission.

    Attributes
    ----------
    student : the student's id.
    graded : whether its answers could be read; if not, it has no points.
    look : what the instructor should look at, in a sentence or two; empty if nothing.
    digest : of all that the marks rest on; empty if that is not known.
    isolation : how its code was shut in; see `jobs.Options`.
    """

    student: str
    graded: bool
    look: str
    digest: str = field(default="", compare=False)
    isolation: str = field(default="namespaces", compare=False)


def read(path: Path) -> dict[str, Outcome]:
    """The last outcome of each student; empty where there is no journal."""
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise CourseError(f"Cannot read {path}: {error.strerror}.") from error
    found = {}
    for line in lines:
        try:
            outcome = Outcome(**json.loads(line))
        except (ValueError, TypeError):
            continue
        found[outcome.student] = outcome
    return dict(sorted(found.items()))


def append(path: Path, outcomes: Iterable[Outcome]) -> None:
    """Add outcomes, and have them on the disk before going on.

    Raises
    ------
    CourseError : if they cannot be written.
    """
    text = "".join(json.dumps(asdict(outcome)) + "\n" for outcome in outcomes)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            # A line that was cut short must not swallow the next.
            if file.tell() and not _ends_whole(path):
                file.write(b"\n")
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise CourseError(cannot_write(path, error)) from error


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def path(root: Path, assignment: str) -> Path:
    """Where the journal of an assignment lies."""
    return root / "grading" / f"{assignment}.jsonl"
