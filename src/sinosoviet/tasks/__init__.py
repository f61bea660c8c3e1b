"""The questions of an assignment: drawn from a secret, shown, checked, scored.

What a student receives (``task.json``) holds the questions only. The keys are
made again from the course's secret whenever an answer is scored, and only the
instructor's side has that secret.
"""

import hmac
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from random import Random
from types import ModuleType
from typing import TYPE_CHECKING

from sinosoviet import answers, courses
from sinosoviet.errors import CourseError, UnknownName
from sinosoviet.questions import Answer, Key, Question, Score, from_dict, score, to_dict
from sinosoviet.questions.base import NotPlain, plain

if TYPE_CHECKING:
    import ipywidgets as widgets  # type: ignore[import-untyped]

#: What reading a damaged file can raise.
_DAMAGE = (OSError, LookupError, ValueError, TypeError, AttributeError, RecursionError)

#: The file beside a notebook that holds its questions.
FILE = "task.json"


class AnswerNotReady(CourseError):
    """An answer that is missing or malformed; the message says which and why."""


@dataclass(frozen=True)
class Draw:
    """One variant of a task, with its keys. It never leaves the instructor's side."""

    questions: dict[str, Question]
    keys: dict[str, Key]


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
            given = plain(answer)
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
        drawn = draw(self.name, courses.find().secret(), self.variant)
        self.show(question_id)
        return score(drawn.questions[question_id], answer, drawn.keys[question_id])


@lru_cache(maxsize=64)
def draw(name: str, secret: bytes, variant: int = 1) -> Draw:
    """Draw a variant of a task: the same secret always gives the same one.

    Parameters
    ----------
    name : the assignment.
    secret : the course's secret.
    variant : the number of the variant, from 1.

    Raises
    ------
    UnknownName : if there is no such assignment.
    CourseError : if the question bank is not there, as on a student's machine.

    >>> sorted(draw("corroboration", b"example").questions)[0]
    'q1'
    """
    bank = _bank()
    if name not in bank.NAMES:
        raise UnknownName("assignment", name, bank.NAMES)
    seed = hmac.new(secret, f"{name}/{variant}".encode(), sha256).digest()
    builder = import_module(f"sinosoviet.bank.{name}")
    pairs = builder.build(Random(seed), bank.Place(secret, variant))
    return Draw(
        questions={question.id: question for question, _ in pairs},
        keys={question.id: key for question, key in pairs},
    )


def _bank() -> ModuleType:
    """The question bank, which only the instructor's side has."""
    try:
        return import_module("sinosoviet.bank")
    except ModuleNotFoundError:
        raise CourseError(
            "The questions are not in the installed package: they stay on the instructor's "
            "side. Clone the repository and run the command there."
        ) from None


def released(name: str, secret: bytes, variant: int = 1) -> str:
    """What a student receives of a task: the text of ``task.json``, without a key."""
    questions = draw(name, secret, variant).questions.values()
    content = {"task": name, "variant": variant, "questions": [to_dict(q) for q in questions]}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def task(name: str) -> Task:
    """The task of the assignment whose notebook is open.

    Parameters
    ----------
    name : the assignment, such as ``"corroboration"``.

    Raises
    ------
    CourseError : if ``task.json`` does not lie beside the notebook, or is damaged.
    """
    path = Path(FILE)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        questions = [from_dict(fields) for fields in content["questions"]]
        variant = int(content["variant"])
        found = str(content["task"])
    except FileNotFoundError:
        raise CourseError(
            f"There is no {FILE} in {Path.cwd()}. Put the notebook back beside it; an "
            f"instructor makes it with 'sinosoviet release {name}'."
        ) from None
    except (CourseError, *_DAMAGE) as error:
        raise CourseError(
            f"{path.resolve()} is damaged ({error}); fetch the assignment again."
        ) from None
    if found != name:
        raise CourseError(
            f"{path.resolve()} belongs to the assignment {found!r}, not to {name!r}; put each "
            "notebook into its own folder."
        )
    return Task(name, variant, {question.id: question for question in questions})


__all__ = ["FILE", "Answer", "AnswerNotReady", "Draw", "Task", "draw", "released", "task"]
