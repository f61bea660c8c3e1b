"""The lessons' exercises, with an instant check: right, nearly, or not yet.

An exercise is a question with a public key, kept in ``lesson<number>.toml``
beside this file. Nothing graded is taken from here.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import Any

from sinosoviet.errors import CourseError, known_name
from sinosoviet.questions import Answer, Key, Question, from_dict, score
from sinosoviet.questions.base import NotPlain, plain

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


@lru_cache(maxsize=1)
def exercises() -> dict[str, Exercise]:
    """All exercises of the lessons by id, such as ``L09-1``."""
    found = {}
    lessons = [p for p in files(__package__).iterdir() if p.name.endswith(".toml")]
    for path in sorted(lessons, key=lambda p: p.name):
        for name, fields in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found[name] = _exercise(name, dict(fields))
    return found


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
    Reply : right, nearly (and what to look at), or not yet (and a hint).

    Raises
    ------
    UnknownName : if there is no such exercise.

    >>> check("L09-1", "1960-07-16").word
    'right'
    """
    known = exercises()
    exercise = known_name("exercise", exercise, known)
    question, key, hint = known[exercise].question, known[exercise].key, known[exercise].hint
    try:
        problem = question.problem(plain(answer))
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
    says = " ".join(result.feedback)
    if result.share >= 0.5:
        return Reply("nearly", says)
    return Reply("not yet", f"{says} Hint: {hint}")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
