"""Release, grade and give feedback through nbgrader's own API, a student at a time.

A submission that cannot be graded never stops the others: it ends in the
outcome with a sentence that says why and what to do.
"""

import json
import logging
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sinosoviet import answers, submissions, tasks
from sinosoviet.courses import Course
from sinosoviet.errors import CourseError
from sinosoviet.files import write_text

#: What is called after each student: the student's id, and the sentence if there is one.
Progress = Callable[[str, str], None]


@dataclass(frozen=True)
class Outcome:
    """What became of one submission.

    Attributes
    ----------
    student : the student's id.
    graded : whether there are marks.
    look : what the instructor should look at, in a sentence; empty if nothing.
    """

    student: str
    graded: bool
    look: str


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


def _reason(result: dict[str, Any]) -> str:
    """The sentence in what nbgrader's API says of a failure."""
    log = result.get("log", "")
    raised = re.findall(r"^ +((?:\w+\.)*\w+(?:Error|Exception|Entry): [^\n]+)", log, re.MULTILINE)
    errors = re.findall(r"^\[ERROR\] (?!Traceback|There was|Please see)([^\n]+)", log, re.MULTILINE)
    last = result.get("error", "nbgrader gave no reason").strip().splitlines()[-1:]
    reason = str([*last, *errors[-1:], *raised[-1:]][-1]).rstrip(".") + "."
    if "disk is full" in reason or "No space left" in reason:
        reason += " Free some space and run the command again."
    return reason


def _quiet(student: str, look: str) -> None:
    """Progress that nobody watches."""
    del student, look


@contextmanager
def _hushed() -> Iterator[None]:
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
    tasks.prepare(course, assignment)
    grader = api(course)
    with _hushed():
        made = grader.generate_assignment(assignment, force=True, create=True)
    if not made["success"]:
        raise CourseError(f"Cannot release {assignment}: {_reason(made)}")
    if course.exchange is not None:
        _need_exchange(course.exchange)
        put = grader.release_assignment(assignment)
        if not put["success"]:
            raise CourseError(f"Cannot put {assignment} into the exchange: {_reason(put)}")
    return course.root / "release" / assignment


def _need_exchange(folder: Path) -> None:
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
    _need_exchange(course.exchange)
    got = api(course).collect(assignment, update=True)
    if not got["success"]:
        raise CourseError(f"Cannot collect {assignment} from the exchange: {_reason(got)}")


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


def grade(
    course: Course,
    assignment: str,
    students: Iterable[str],
    progress: Progress = _quiet,
) -> list[Outcome]:
    """Grade submissions, one after the other, into nbgrader's gradebook.

    Marks given by hand are kept. What happened is also written to
    ``grading/<assignment>.json`` in the course's folder.

    Parameters
    ----------
    course, assignment : what to grade.
    students : whose submissions.
    progress : called after each.

    Returns
    -------
    list of Outcome : one for each student, in order.

    Raises
    ------
    CourseError : if the assignment has not been released.
    """
    master = course.root / "release" / assignment / f"{assignment}.ipynb"
    if not master.is_file():
        raise CourseError(
            f"{assignment} has not been released; run 'sinosoviet release {assignment}' first."
        )
    tasks.verify(course, assignment)
    grader = api(course)
    outcomes = []
    for student in students:
        outcome = _grade_one(course, grader, assignment, student, master)
        outcomes.append(outcome)
        progress(student, outcome.look)
    _remember(course, assignment, outcomes)
    return outcomes


def _grade_one(course: Course, grader: Any, assignment: str, student: str, master: Path) -> Outcome:
    path = course.root / "submitted" / student / assignment / master.name
    seen = submissions.inspect(path, master)
    if seen.unreadable:
        return Outcome(student, False, seen.unreadable)
    with _hushed():
        result = grader.autograde(assignment, student, force=True, create=True)
    if not result["success"]:
        return Outcome(student, False, f"it could not be graded: {_reason(result)}")
    beside = (path.parent / name for name in (answers.FILE, tasks.identity.FILE))
    files = {p.name: p.read_bytes() for p in beside if p.is_file() and not p.is_symlink()}
    notebook = json.loads(path.read_bytes())
    strange = tasks.look(course, assignment, student, notebook, files)
    return Outcome(student, True, " ".join([*seen.oddities, *strange]))


def _remember(course: Course, assignment: str, outcomes: list[Outcome]) -> None:
    known = {outcome.student: outcome for outcome in last_outcomes(course, assignment)}
    known |= {outcome.student: outcome for outcome in outcomes}
    text = json.dumps([asdict(known[student]) for student in sorted(known)], indent=1)
    write_text(course.root / "grading" / f"{assignment}.json", text + "\n")


def last_outcomes(course: Course, assignment: str) -> list[Outcome]:
    """What became of each submission when it was last graded; empty before that."""
    path = course.root / "grading" / f"{assignment}.json"
    if not path.is_file():
        return []
    try:
        return [Outcome(**fields) for fields in json.loads(path.read_text(encoding="utf-8"))]
    except (ValueError, TypeError) as error:
        raise CourseError(
            f"{path} is damaged ({error}); delete it and run 'sinosoviet grade {assignment}' again."
        ) from error


def feedback(course: Course, assignment: str, progress: Progress = _quiet) -> list[Outcome]:
    """Make a feedback page for each graded submission.

    The pages lie in ``feedback/<student>/<assignment>/``, and in the exchange if
    the course has one.

    Raises
    ------
    CourseError : if nothing has been graded.
    """
    graded = [outcome.student for outcome in last_outcomes(course, assignment) if outcome.graded]
    if not graded:
        raise CourseError(
            f"No submission of {assignment} has been graded; run 'sinosoviet grade {assignment}' "
            "first."
        )
    grader = api(course)
    outcomes = []
    for student in graded:
        with _hushed():
            made = grader.generate_feedback(assignment, student, force=True)
        look = "" if made["success"] else f"no feedback page: {_reason(made)}"
        outcomes.append(Outcome(student, made["success"], look))
        progress(student, look)
    if course.exchange is not None:
        _need_exchange(course.exchange)
        put = grader.release_feedback(assignment)
        if not put["success"]:
            raise CourseError(f"Cannot put the feedback into the exchange: {_reason(put)}")
    return outcomes
