"""Feedback pages."""

from collections.abc import Callable

from sinosoviet.courses import Course
from sinosoviet.errors import CourseError
from sinosoviet.grading import journal
from sinosoviet.grading.handout import api, hushed, need_exchange, reason
from sinosoviet.grading.journal import Outcome


def feedback(
    course: Course, assignment: str, progress: Callable[[str, str], None]
) -> list[Outcome]:
    """Make the pages; see `grading.feedback`."""
    known = journal.read(journal.path(course.root, assignment)).values()
    graded = [outcome.student for outcome in known if outcome.graded]
    if not graded:
        raise CourseError(
            f"No submission of {assignment} has been graded; run 'sinosoviet grade {assignment}' "
            "first."
        )
    grader = api(course)
    outcomes = []
    for student in graded:
        with hushed():
            made = grader.generate_feedback(assignment, student, force=True)
        look = "" if made["success"] else f"no feedback page: {reason(made)}"
        outcomes.append(Outcome(student, made["success"], look))
        progress(student, look)
    if course.exchange is not None:
        need_exchange(course.exchange)
        put = grader.release_feedback(assignment)
        if not put["success"]:
            raise CourseError(f"Cannot put the feedback into the exchange: {reason(put)}")
    return outcomes
