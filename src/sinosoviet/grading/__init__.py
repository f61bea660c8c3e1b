"""Release, grade and give feedback: nbgrader's files and gradebook, students' code shut in.

A submission that cannot be graded never stops the others: it ends in the
outcome with a sentence that says why and what to do.
"""

from collections.abc import Iterable

from sinosoviet.courses import Course
from sinosoviet.grading import journal
from sinosoviet.grading.handout import api, collect, release, submitted
from sinosoviet.grading.jobs import Options, Progress
from sinosoviet.grading.journal import Outcome

_USUAL = Options()


def _quiet(student: str, look: str) -> None:
    """Progress that nobody watches."""
    del student, look


def grade(
    course: Course,
    assignment: str,
    students: Iterable[str],
    progress: Progress = _quiet,
    options: Options = _USUAL,
) -> list[Outcome]:
    """Grade submissions into nbgrader's gradebook, several at a time.

    What has not changed since it was graded is passed over. Marks given by
    hand are kept. What happened is also noted in ``grading/<assignment>.jsonl``.

    Parameters
    ----------
    course, assignment : what to grade.
    students : whose submissions.
    progress : called after each.
    options : how to grade; see `Options`.

    Returns
    -------
    list of Outcome : one for each student, in order.

    Raises
    ------
    CourseError : if the assignment has not been released, or this machine cannot isolate.
    """
    from sinosoviet.grading.engine import Run

    return Run(course, assignment, options, progress).grade(students)


def begin(options: Options) -> None:
    """Begin to start what `grade` will need, while its caller does something else."""
    from sinosoviet.grading import sandbox

    if not options.scheduler:
        sandbox.begin(options.isolation)


def to_do(course: Course, assignment: str, students: list[str], options: Options) -> list[str]:
    """Whom to grade: all of these students, or only those who needed a look when last graded."""
    known = {outcome.student: outcome for outcome in last_outcomes(course, assignment)}
    if options.only_failed:
        return [s for s in students if s not in known or known[s].look]
    return students


def last_outcomes(course: Course, assignment: str) -> list[Outcome]:
    """What became of each submission when it was last graded; empty before that."""
    return list(journal.read(journal.path(course.root, assignment)).values())


def feedback(
    course: Course, assignment: str, progress: Progress = _quiet, answers: bool = False
) -> list[Outcome]:
    """Make a feedback page for each graded submission.

    The pages lie in ``feedback/<student>/<assignment>/``, and in the exchange if
    the course has one.

    Parameters
    ----------
    course, assignment : what has been graded.
    progress : called after each.
    answers : show each student the model answers to the student's own questions, too.

    Raises
    ------
    CourseError : if nothing has been graded, or answers are asked for before the due date.
    """
    from sinosoviet.grading import pages

    return pages.feedback(course, assignment, progress, answers)


__all__ = [
    "Options",
    "Outcome",
    "Progress",
    "api",
    "begin",
    "collect",
    "feedback",
    "grade",
    "last_outcomes",
    "release",
    "submitted",
    "to_do",
]
