"""Draw a variant of a task from the course's secret, with its keys."""

import hmac
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from random import Random
from types import ModuleType

from sinosoviet.errors import CourseError, UnknownName
from sinosoviet.questions import Key, Question


@dataclass(frozen=True)
class Draw:
    """One variant of a task, with its keys. It never leaves the instructor's side."""

    questions: dict[str, Question]
    keys: dict[str, Key]


@lru_cache(maxsize=256)
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


def names() -> tuple[str, ...]:
    """The assignments of the question bank, in the order in which a course sets them.

    Raises
    ------
    CourseError : if the question bank is not there, as on a student's machine.
    """
    return tuple(_bank().NAMES)


def _bank() -> ModuleType:
    """The question bank, which only the instructor's side has."""
    try:
        return import_module("sinosoviet.bank")
    except ModuleNotFoundError:
        raise CourseError(
            "The questions are not in the installed package: they stay on the instructor's "
            "side. Clone the repository and run the command there."
        ) from None
