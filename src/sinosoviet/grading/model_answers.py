"""Model answers for feedback pages: each student's own, once the due date is past."""

from datetime import UTC, datetime
from pprint import pformat
from typing import Any

from sinosoviet import tasks
from sinosoviet.courses import Course
from sinosoviet.errors import CourseError
from sinosoviet.questions import Answer

#: Answers are broken into lines of this length.
_WIDTH = 88


def need_past_due(coursedir: Any, assignment: str) -> None:
    """Make sure that nobody may still hand in an assignment in time.

    Parameters
    ----------
    coursedir : nbgrader's; its gradebook has the due date and the extensions.
    assignment : its name; where no due date is set, there is nothing to wait for.

    Raises
    ------
    CourseError : before the due date, or before the last extension ends.
    """
    from nbgrader.api import Gradebook

    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        found = gradebook.find_assignment(assignment)
        dates = [found.duedate, *(submission.duedate for submission in found.submissions)]
    last = max((date.replace(tzinfo=UTC) for date in dates if date is not None), default=None)
    if last is not None and datetime.now(UTC) < last:
        raise CourseError(
            f"{assignment} can be handed in until {last.astimezone():%Y-%m-%d %H:%M %Z}; model "
            "answers are shown after that. Leave --answers out, or change the due date in the "
            "formgrader."
        )


def of(course: Course, assignment: str, student: str) -> dict[str, str]:
    """The model answers of a student's own variant, as the student would write them.

    Parameters
    ----------
    course, assignment : a released assignment.
    student : the student's id.

    Returns
    -------
    dict : a line of Python by question; none for what is marked by hand.
    """
    number = tasks.records.variants(course, assignment)
    variant = tasks.identity.variant_of(assignment, student, number)
    drawn = tasks.draw(assignment, course.secret(), variant)
    models = {
        name: question.model(drawn.keys[name])
        for name, question in drawn.questions.items()
        if question.kind != "free_text"
    }
    return {name: _written(f"{name} = ", model) for name, model in models.items()}


def _written(start: str, answer: Answer) -> str:
    """An answer in as many lines as it needs, one below the other.

    >>> print(_written("q1 = ", [{"sentence": n, "kind": "x" * 40} for n in (1, 2)]))
    q1 = [{'sentence': 1, 'kind': 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'},
          {'sentence': 2, 'kind': 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'}]
    """
    lines = pformat(answer, width=_WIDTH, sort_dicts=False)
    return start + lines.replace("\n", "\n" + " " * len(start))
