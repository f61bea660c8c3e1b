"""The lessons' exercises, with an instant check: right, nearly, or not yet.

An exercise is a question with a public key, kept in ``lesson<number>.toml``
beside this file. Nothing graded is taken from here.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from sinosoviet.errors import CourseError, known_name
from sinosoviet.questions import Answer, Key, Question, from_dict, score
from sinosoviet.questions.base import NotPlain, plain
from sinosoviet.questions.meaning import meant

_MARKS = {"right": ("✔", "#00664B"), "nearly": ("≈", "#7A5200"), "not yet": ("…", "#8A2F00")}


@dataclass(frozen=True)
class Exercise:
    """A question of a lesson with its public key and its hint."""

    question: Question
    key: Key
    hint: str


@dataclass(frozen=True)
class Reply:
    """What a student reads at once: right, nearly or not yet, and a sentence.

    Attributes
    ----------
    word : ``right``, ``nearly`` or ``not yet``.
    says : what to look at; never the answer.
    """

    word: str
    says: str

    def __repr__(self) -> str:
        return f"{self.word.capitalize()}. {self.says}".strip()

    def _repr_html_(self) -> str:
        sign, colour = _MARKS[self.word]
        return (
            f'<p style="border-left:6px solid {colour};padding:0.2em 1em">'
            f"<strong>{sign} {self.word.capitalize()}.</strong> {escape(self.says)}</p>"
        )


def exercises(lesson: str = "") -> dict[str, Exercise]:
    """The exercises of a lesson, or of all, by id, such as ``L09-1``.

    Parameters
    ----------
    lesson : such as ``"L09"``; there are none of a lesson that does not exist.
    """
    found: dict[str, Exercise] = {}
    names = sorted(p.name for p in files(__package__).iterdir() if p.name.endswith(".toml"))
    for name in names:
        if lesson in ("", name.removesuffix(".toml").replace("lesson", "L")):
            found |= _read(name)
    return found


@cache
def _read(name: str) -> dict[str, Exercise]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return {name: _exercise(name, fields) for name, fields in tomllib.loads(text).items()}


def _exercise(name: str, fields: dict[str, Any]) -> Exercise:
    key, hint = fields.pop("key"), fields.pop("hint")
    return Exercise(from_dict({"id": name, "points": 1, **fields}), key, hint)


def check(exercise: str, answer: Answer) -> Reply:
    """Check an answer to an exercise of a lesson.

    Parameters
    ----------
    exercise : its id, such as ``"L09-1"``.
    answer : plain data of the form that the exercise asks for.

    Returns
    -------
    Reply : right (and why), or nearly or not yet (and what to look at, with a hint).

    Raises
    ------
    UnknownName : if there is no such exercise.

    >>> check("L09-1", "1960-07-16").word
    'right'
    """
    known = exercises(str(exercise).partition("-")[0]) or exercises()
    exercise = known_name("exercise", exercise, known)
    question, key, hint = known[exercise].question, known[exercise].key, known[exercise].hint
    try:
        problem = question.problem(meant(question, plain(answer)))
    except NotPlain as error:
        raise CourseError(
            f"{exercise}: the answer is not plain data: {error}. Write numbers, text in quotation "
            "marks, and lists or curly brackets of these."
        ) from None
    if problem:
        return Reply("not yet", _sentence(problem.removeprefix(f"{exercise}: ")))
    result = score(question, answer, key)
    if result.share == 1:
        return Reply("right", str(key.get("explanation", "")))
    word = "nearly" if result.share >= 0.5 else "not yet"
    return Reply(word, f"{' '.join(result.feedback)} Hint: {hint}")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
