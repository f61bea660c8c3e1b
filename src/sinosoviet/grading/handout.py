"""Before grading: nbgrader's API for a course, release, collection, who has submitted."""

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sinosoviet.courses import Course
from sinosoviet.errors import CourseError


def api(course: Course) -> Any:
    """nbgrader's API for a course, configured by its ``nbgrader_config.py``.

    Raises
    ------
    CourseError : if the configuration cannot be read.
    """
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config.loader import PyFileConfigLoader

    path = course.root / "nbgrader_config.py"
    try:
        config = PyFileConfigLoader(path.name, path=str(course.root)).load_config()
        made = NbGraderAPI(CourseDirectory(config=config), config=config)
    except Exception as error:  # the file is the instructor's: anything can be in it
        raise CourseError(f"Cannot use {path}: {error}") from error
    # Its log reaches us in what each call returns.
    made.log.handlers = [logging.NullHandler()]
    made.log.propagate = False
    return made


def reason(result: dict[str, Any]) -> str:
    """The sentence in what nbgrader's API says of a failure."""
    log = result.get("log", "")
    raised = re.findall(r"^ +((?:\w+\.)*\w+(?:Error|Exception|Entry): [^\n]+)", log, re.MULTILINE)
    errors = re.findall(r"^\[ERROR\] (?!Traceback|There was|Please see)([^\n]+)", log, re.MULTILINE)
    last = result.get("error", "nbgrader gave no reason").strip().splitlines()[-1:]
    said = str([*last, *errors[-1:], *raised[-1:]][-1]).rstrip(".") + "."
    if "disk is full" in said or "No space left" in said:
        said += " Free some space and run the command again."
    return said


@contextmanager
def hushed() -> Iterator[None]:
    """Keep the notices of nbgrader's libraries from the terminal; they are not for its user."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def release(course: Course, assignment: str) -> Path:
    """Draw an assignment's questions and make what students receive.

    Parameters
    ----------
    course : the course.
    assignment : its name.

    Returns
    -------
    Path : the folder to hand out; it is also put into the exchange, if the
        course has one.

    Raises
    ------
    CourseError : if the assignment is unknown, or nbgrader refuses it.
    """
    from sinosoviet import tasks

    tasks.prepare(course, assignment)
    grader = api(course)
    with hushed():
        made = grader.generate_assignment(assignment, force=True, create=True)
    if not made["success"]:
        raise CourseError(f"Cannot release {assignment}: {reason(made)}")
    if course.exchange is not None:
        need_exchange(course.exchange)
        put = grader.release_assignment(assignment)
        if not put["success"]:
            raise CourseError(f"Cannot put {assignment} into the exchange: {reason(put)}")
    return course.root / "release" / assignment


def need_exchange(folder: Path) -> None:
    """Raise a CourseError if the exchange's folder is missing."""
    if not folder.is_dir():
        raise CourseError(
            f"The exchange folder {folder} does not exist. Make it with 'mkdir -p {folder} && "
            f"chmod 777 {folder}', or leave 'exchange' in course.toml empty."
        )


def collect(course: Course, assignment: str) -> None:
    """Bring new submissions from the exchange, if the course has one.

    Raises
    ------
    CourseError : if the exchange cannot be read.
    """
    if course.exchange is None:
        return
    need_exchange(course.exchange)
    got = api(course).collect(assignment, update=True)
    if not got["success"]:
        raise CourseError(f"Cannot collect {assignment} from the exchange: {reason(got)}")


def submitted(course: Course, assignment: str) -> list[str]:
    """The students with a submission folder, in order.

    Raises
    ------
    CourseError : if there is none, or no such assignment.
    """
    course.source(assignment)
    folders = sorted((course.root / "submitted").glob(f"*/{assignment}"))
    students = [folder.parent.name for folder in folders if folder.is_dir()]
    if not students:
        raise CourseError(
            f"There is no submission of {assignment} in {course.root / 'submitted'}. Put each "
            f"student's files into submitted/<student>/{assignment}/."
        )
    return students
