"""The questions of an assignment: drawn from a secret, shown, checked, scored.

What a student receives (``task.json``) holds the questions only. The keys are
made again from the course's secret whenever an answer is scored, and only the
instructor's side has that secret.
"""

import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sinosoviet import answers, courses
from sinosoviet.errors import CourseError, UnknownName
from sinosoviet.questions import Answer, Question, Score, score
from sinosoviet.questions.base import NotPlain, plain
from sinosoviet.questions.meaning import meant
from sinosoviet.tasks import identity, sheets
from sinosoviet.tasks.drawing import Draw, draw, names
from sinosoviet.tasks.records import prepare, verify
from sinosoviet.tasks.sheets import FILE, released
from sinosoviet.tasks.strangers import look
from sinosoviet.tasks.unanswered import explain_missing

if TYPE_CHECKING:
    import ipywidgets as widgets  # type: ignore[import-untyped]


class AnswerNotReady(CourseError):
    """An answer that is missing or malformed; the message says which and why."""


@dataclass(frozen=True)
class Task:
    """The questions of an assignment as a student meets them.

    Attributes
    ----------
    name : the assignment's name.
    variant : the number of the variant, from 1.
    questions : the questions by id.
    """

    name: str
    variant: int
    questions: dict[str, Question]

    def show(self, question_id: str) -> Question:
        """The question, for a notebook to display: prompt, material, form, points.

        Raises
        ------
        UnknownName : if the task has no such question.
        """
        if question_id not in self.questions:
            raise UnknownName("question", question_id, self.questions)
        return self.questions[question_id]

    def form(self, question_id: str) -> "widgets.VBox":
        """A form for the answer to a question, in place of typing it into the cell.

        It shows what has been saved, and saves into ``answers.json`` beside the
        notebook, which is handed in with it; see `answer`.

        Raises
        ------
        CourseError : if the question is answered in a text cell, or the file is damaged.
        """
        from sinosoviet import forms  # its widgets take a while to load

        question = self.show(question_id)

        def save(answer: Answer) -> None:
            answers.save(self.name, self.variant, question_id, answer)

        return forms.form(question, self.answer(question_id), save)

    def answer(self, question_id: str) -> Answer:
        """What was saved with the form; the blank answer if nothing was.

        Raises
        ------
        CourseError : if ``answers.json`` is damaged or belongs to another variant.
        """
        blank = self.show(question_id).blank()
        return answers.saved(self.name, self.variant).get(question_id, blank)

    def check(self, question_id: str, answer: object) -> None:
        """Say whether an answer is complete and well formed; not whether it is right.

        Raises
        ------
        AnswerNotReady : what is missing or malformed, in a sentence. While
            nbgrader grades, the sentence is printed instead, so that an
            incomplete answer still earns what it deserves.
        """
        question = self.show(question_id)
        try:
            given = meant(question, plain(answer))
            problem = question.problem(given)
            if problem and given == question.blank() != self.answer(question_id):
                problem = (
                    f"{question_id}: what you saved with the form counts only when the cell "
                    f"reads: {answers.cell_line(question_id)}"
                )
        except NotPlain as error:
            problem = f"{question_id}: the answer is not plain data: {error}."
        if problem is None:
            print("Complete.")
        elif os.environ.get("NBGRADER_EXECUTION") == "autograde":
            print(problem)
        else:
            raise AnswerNotReady(problem)

    def score(self, question_id: str, answer: object) -> float:
        """Score an answer with the key, print the feedback, return the points.

        For hidden tests: nbgrader takes a number that ends a test cell for the
        marks. It works on the instructor's side only, where the secret is.

        Raises
        ------
        CourseError : if the course's secret is not at hand.
        """
        result = self.result(question_id, answer)
        print(result)
        return result.points

    def result(self, question_id: str, answer: object) -> Score:
        """The score of an answer, as `score` prints it."""
        drawn = self._drawn
        self.show(question_id)
        return score(drawn.questions[question_id], answer, drawn.keys[question_id])

    @cached_property
    def _drawn(self) -> Draw:
        """The questions again, with their keys; only the instructor's side can have them."""
        course = courses.find()
        verify(course, self.name, self.variant)
        return draw(self.name, course.secret(), self.variant)


@dataclass(frozen=True)
class Unopened(Task):
    """Stands in for a task that cannot be opened while nbgrader validates a notebook.

    Validate shows only tests that fail. Without a task each would fail for want of a name;
    so the first of them says what keeps the task from opening, and the others are quiet.

    Attributes
    ----------
    unsaid : the sentence, until it has been said.
    """

    unsaid: list[str]

    def check(self, question_id: str, answer: object) -> None:
        """Say once why there is no task.

        Raises
        ------
        AnswerNotReady : the first time.
        """
        if self.unsaid:
            raise AnswerNotReady(self.unsaid.pop())

    def answer(self, question_id: str) -> Answer:
        """Nothing: what was saved with the form cannot be read without a task."""
        return None


def task(name: str, student: str | None = None) -> Task:
    """The task of the assignment whose notebook is open, in the student's own variant.

    Parameters
    ----------
    name : the assignment, such as ``"corroboration"``.
    student : your student id, where it cannot be asked for; it is remembered in
        ``student.txt`` beside the notebook. See `identity.who` for where it comes from else.

    Raises
    ------
    CourseError : if ``task.json`` does not lie beside the notebook, or is damaged; or if
        there are several variants and the student's id cannot be had.
    """
    try:
        return _open(name, student)
    except CourseError as error:
        if os.environ.get("NBGRADER_EXECUTION") != "validate":
            raise
        return Unopened(name, 0, {}, [str(error)])


def _open(name: str, student: str | None) -> Task:
    sheet = sheets.read(name)
    whose = identity.who(name, student) if sheet.variants > 1 else None
    variant = identity.variant_of(name, whose, sheet.variants) if whose else 1
    try:
        questions = sheet.questions(variant)
    except (CourseError, LookupError, TypeError, AttributeError) as error:
        raise sheets.damaged(error) from None
    explain_missing(questions)
    return Task(name, variant, questions)


__all__ = [
    "FILE",
    "Answer",
    "AnswerNotReady",
    "Draw",
    "Task",
    "draw",
    "look",
    "names",
    "prepare",
    "released",
    "task",
    "verify",
]
