"""The one writer of marks: nbgrader's own gradebook, a batch of submissions a transaction.

What is written is what nbgrader's Autograde would write: auto scores, who waits
for a person, automatic comments, late penalties. Marks and comments given by hand
stay. Writing the same batch twice gives the same gradebook.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sinosoviet.errors import CourseError

#: How long a gradebook that is locked or gone is waited for, in seconds.
PATIENCE = 60.0
_PAUSE = 0.5

T = TypeVar("T")


@dataclass(frozen=True)
class Entry:
    """What is to be written of one submission.

    Attributes
    ----------
    student : the student's id; the student is entered where unknown.
    timestamp : when it was submitted, as nbgrader notes it; None if that is not known.
    points : by graded cell; None where a person has to mark.
    unanswered : the answer cells that are as they were released.
    """

    student: str
    timestamp: Any
    points: dict[str, float | None]
    unanswered: frozenset[str]


class Writer:
    """Writes entries of one assignment.

    Parameters
    ----------
    coursedir : nbgrader's CourseDirectory.
    assignment : the assignment, and its notebook.
    penalty : the late penalty by student, score and seconds late.
    """

    def __init__(
        self,
        coursedir: Any,
        assignment: str,
        penalty: Callable[[str, float, float], float | None],
        patience: float = PATIENCE,
    ) -> None:
        self._coursedir, self._assignment, self._penalty = coursedir, assignment, penalty
        self._patience = patience

    @contextmanager
    def _open(self) -> Iterator[Any]:
        from nbgrader.api import Gradebook

        file = self._coursedir.db_url.removeprefix("sqlite:///")
        if file != self._coursedir.db_url and not Path(file).exists():
            raise FileNotFoundError(f"{file} is gone")  # SQLite would make an empty one
        with Gradebook(self._coursedir.db_url, self._coursedir.course_id) as gradebook:
            yield gradebook

    def students(self) -> set[str]:
        """Who has a submission of the assignment in the gradebook."""

        def ask() -> set[str]:
            with self._open() as gradebook:
                submissions = gradebook.assignment_submissions(self._assignment)
                return {submission.student_id for submission in submissions}

        return self._patiently(ask)

    def write(self, entries: Iterable[Entry]) -> None:
        """Write a batch, all of it or nothing.

        Raises
        ------
        CourseError : if the gradebook stays locked or away.
        """
        batch = list(entries)

        def act() -> None:
            with self._open() as gradebook:
                with gradebook.db.no_autoflush:
                    known = _Known(gradebook, self._assignment, [entry.student for entry in batch])
                    for entry in batch:
                        self._enter(known, entry)
                gradebook.db.commit()

        if batch:
            self._patiently(act)

    def _patiently(self, act: Callable[[], T]) -> T:
        """Do it again while the gradebook is locked or away."""
        from sqlalchemy.exc import IntegrityError, OperationalError

        until = time.monotonic() + self._patience
        while True:
            try:
                return act()
            except (OperationalError, IntegrityError, FileNotFoundError) as error:
                reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
                full = "full" in reason
                if full or time.monotonic() > until:
                    raise CourseError(
                        f"Cannot write the gradebook: {reason}. "
                        + ("Free some space" if full else "See that nothing else holds it")
                        + " and run the command again; what is graded stays."
                    ) from error
                time.sleep(_PAUSE)

    def _enter(self, known: "_Known", entry: Entry) -> None:
        submission = known.submission(entry)
        notebook = next(n for n in submission.notebooks if n.notebook is known.notebook)
        for grade in notebook.grades:
            name = known.graded.get(grade.cell_id)
            if name in entry.points:
                grade.auto_score = entry.points[name]
                by_hand = grade.manual_score is not None
                grade.needs_manual_grade = by_hand or grade.auto_score is None
        for comment in notebook.comments:
            name = known.answers.get(comment.cell_id)
            if name is not None:
                comment.auto_comment = "No response." if name in entry.unanswered else None
        notebook.late_submission_penalty = self._late(submission, notebook, entry.student)

    def _late(self, submission: Any, notebook: Any, student: str) -> float | None:
        if submission.total_seconds_late <= 0:
            return None
        score = sum(_score(grade) for grade in notebook.grades)
        penalty = self._penalty(student, score, submission.total_seconds_late)
        return None if penalty is None else min(max(penalty, 0), score)


def _score(grade: Any) -> float:
    """A grade's score before the database has worked it out."""
    given = grade.manual_score if grade.manual_score is not None else grade.auto_score
    return 0.0 if given is None else float(given + (grade.extra_credit or 0))


class _Known:
    """The assignment's cells and the students' submissions, looked up once for a batch."""

    def __init__(self, gradebook: Any, assignment: str, students: list[str]) -> None:
        from nbgrader.api import Student, SubmittedAssignment, SubmittedNotebook
        from sqlalchemy.orm import selectinload

        self._session = gradebook.db
        self._assignment = gradebook.find_assignment(assignment)
        self.notebook = gradebook.find_notebook(assignment, assignment)
        graded = [*self.notebook.grade_cells, *self.notebook.task_cells]
        self.graded = {cell.id: cell.name for cell in graded}
        self.answers = {cell.id: cell.name for cell in self.notebook.solution_cells}
        of_batch = self._session.query(Student).filter(Student.id.in_(students))
        self._students = {student.id: student for student in of_batch}
        notebooks = selectinload(SubmittedAssignment.notebooks)
        found = self._session.query(SubmittedAssignment).filter(
            SubmittedAssignment.assignment_id == self._assignment.id,
            SubmittedAssignment.student_id.in_(students),
        )
        found = found.options(
            notebooks.selectinload(SubmittedNotebook.grades),
            notebooks.selectinload(SubmittedNotebook.comments),
        )
        self._submissions = {submission.student_id: submission for submission in found}

    def submission(self, entry: Entry) -> Any:
        """The submission of a student, entered where it is not yet known."""
        from nbgrader.api import Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook

        session = self._session
        student = self._students.get(entry.student)
        if student is None:
            student = self._students[entry.student] = Student(id=entry.student)
            session.add(student)
        found = self._submissions.get(entry.student)
        if found is None:
            found = SubmittedAssignment(assignment=self._assignment, student=student)
            session.add(found)
            self._submissions[entry.student] = found
        if entry.timestamp is not None:
            found.timestamp = entry.timestamp
        if not found.notebooks:
            for notebook in self._assignment.notebooks:
                made = SubmittedNotebook(notebook=notebook, assignment=found)
                session.add(made)
                graded = [*notebook.grade_cells, *notebook.task_cells]
                session.add_all(Grade(cell_id=cell.id, notebook=made) for cell in graded)
                answers = [*notebook.solution_cells, *notebook.task_cells]
                session.add_all(Comment(cell_id=cell.id, notebook=made) for cell in answers)
        return found
