"""The main job from end to end: a course of its own, a class, marks, feedback, a report."""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from sinosoviet import courses, grading, reports, simulate
from sinosoviet.courses import Course
from sinosoviet.errors import CourseError
from sinosoviet.files import alone

ASSIGNMENT = "corroboration"
_ID = "sinosoviet-demonstration"

#: Opens a progress bar with a title and a total; gives the function to call after each.
Bar = Callable[[str, int], AbstractContextManager[grading.Progress]]


@dataclass(frozen=True)
class Shown:
    """What a demonstration made."""

    course: Course
    outcomes: list[grading.Outcome]
    report: reports.Report
    page: Path


def masters() -> Path:
    """The project's own assignments, beside the library in the repository.

    Raises
    ------
    CourseError : if the library is installed without the repository.
    """
    folder = Path(__file__).parents[2] / "assignments"
    if not (folder / "nbgrader_config.py").is_file():
        raise CourseError(
            "The assignments are not in the installed package: they stay on the instructor's "
            "side. Clone the repository and run the command there."
        )
    return folder


def run(folder: Path, students: int, seed: int, bar: Bar) -> Shown:
    """Make a course, release, simulate a class, grade it, make feedback and a report.

    Parameters
    ----------
    folder : where; a demonstration that is there is replaced, anything else is left alone.
    students : how many.
    seed : the same seed gives the same class.
    bar : shows progress.

    Raises
    ------
    CourseError : if the folder holds something else, is in use, or cannot be written.
    """
    _ours(folder)
    with alone(folder, "run it"):
        _clear(folder)
        course = courses.init(
            masters(), folder, {"id": _ID, "title": "Demonstration", "variants": 8}
        )
        with bar("releasing", 1) as done:
            grading.release(course, ASSIGNMENT)
            done("", "")
        simulate.write_class(course, ASSIGNMENT, students, seed)
        there = grading.submitted(course, ASSIGNMENT)
        with bar("grading", len(there)) as done:
            outcomes = grading.grade(course, ASSIGNMENT, there, done, _options())
        with bar("feedback", sum(outcome.graded for outcome in outcomes)) as done:
            grading.feedback(course, ASSIGNMENT, done)
        report = reports.make(course, ASSIGNMENT)
        page = course.root / "report.html"
        reports.write(report, page)
    return Shown(course, outcomes, report, page)


def _options() -> grading.Options:
    """Isolation where it can be had; the demonstration's notebooks are our own."""
    from sinosoviet.grading import sandbox

    try:
        sandbox.try_out()
    except CourseError:
        return grading.Options(isolation="limits")
    return grading.Options()


def _ours(folder: Path) -> None:
    """Refuse a folder that holds anything but a demonstration, whole or cut short."""
    if not folder.exists() or (folder.is_dir() and not _content(folder)):
        return
    try:
        ours = courses.find(folder).id == _ID
    except CourseError:
        ours = False
    if not ours:
        raise CourseError(
            f"{folder} holds something other than a demonstration; name an empty folder with "
            "--folder."
        )


def _content(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name != ".lock"]


def _clear(folder: Path) -> None:
    """Empty the folder of an earlier demonstration."""
    _ours(folder)
    # The settings go last: while they are there, the rest is known to be ours.
    for path in sorted(_content(folder), key=lambda path: path.name == "course.toml"):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
