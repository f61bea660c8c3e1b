"""What every question has, and the one function that scores an answer."""

import math
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import count
from typing import Any, ClassVar, Literal, NamedTuple

from sinosoviet.questions.meaning import meant

#: Plain data: None, bool, int, float, str, and lists and dicts of these.
Answer = Any
#: What makes one question markable; its content depends on the kind.
Key = dict[str, Any]

_DEPTH = 8
_ITEMS = 10_000
_LARGEST = 10**30

_CELL = 'style="text-align:left;vertical-align:top"'

#: A number at the beginning of a text, or after a word that calls it a round one.
_NUMBER = re.compile(
    r"\s*(?:(?:about|almost|approximately|around|ca\.?|circa|nearly|roughly|some|[~≈])\s*)?"
    r"([-−]?\d[\d,\u00a0 ]*(?:\.\d+)?)",
    re.ASCII | re.IGNORECASE,
)

#: Longer lists beside a question are folded until they are asked for.
_FOLDED = 7


@dataclass(frozen=True)
class Score:
    """What an answer is worth and what its author reads about it.

    Attributes
    ----------
    points, max_points : marks given, and marks to be had.
    feedback : sentences; none of them tells the right answer.
    """

    points: float
    max_points: float
    feedback: tuple[str, ...]

    @property
    def share(self) -> float:
        """Points as a share of the maximum, from 0 to 1."""
        return self.points / self.max_points if self.max_points else 0.0

    def __str__(self) -> str:
        return "\n".join([f"{self.points:g} of {in_points(self.max_points)}.", *self.feedback])


class Part(NamedTuple):
    """One thing that is looked at in an answer.

    Attributes
    ----------
    weight : its share of the question's points; the weights add up to 1.
    credit : how much of it is right, from 0 to 1.
    says : the sentence for the student.
    """

    weight: float
    credit: float
    says: str


class Input(NamedTuple):
    """One thing to fill in, for a form to ask for.

    Attributes
    ----------
    path : where it stands in the answer: names in dicts, places in lists; empty
        if it is the whole answer.
    label : what it is called.
    takes : a number (one of the options, if there are any), a date, a text, one of the
        options, or a list of source ids.
    options : what can be chosen, each with what it stands for.
    """

    path: tuple[str | int, ...]
    label: str
    takes: Literal["number", "date", "text", "option", "ids"]
    options: dict[str, str] = {}  # noqa: RUF012 - never changed


class NotPlain(ValueError):
    """An answer that holds something other than plain data."""


def plain(value: object) -> Answer:
    """A copy of an answer that holds plain data only.

    Exact types only: an object that merely behaves like a number or a text is
    refused, and nothing of it is called. Tuples become lists; numpy's numbers
    become Python's.

    Raises
    ------
    NotPlain : if anything else is found, or there is too much of it.

    >>> plain({"evidence": ("a", "b")})
    {'evidence': ['a', 'b']}
    """
    return _plain(value, 0, count())


def _plain(value: Any, depth: int, items: "count[int]") -> Answer:
    if depth > _DEPTH:
        raise NotPlain("it is nested too deep")
    if next(items) > _ITEMS:
        raise NotPlain("it holds too much")
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind is int:
        if abs(value) >= _LARGEST:
            raise NotPlain("it holds a number with too many digits")
        return value
    if kind is float:
        if not math.isfinite(value):
            raise NotPlain("it holds a number that is not finite")
        return value
    if kind is str:
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise NotPlain("it holds characters that cannot be written") from None
        return value
    if kind is list or kind is tuple:
        return [_plain(item, depth + 1, items) for item in value]
    if kind is dict:
        made = {
            str(_plain(key, depth + 1, items)): _plain(item, depth + 1, items)
            for key, item in value.items()
        }
        if len(made) < len(value):
            raise NotPlain("it has two entries of one name")
        return made
    if any(kind is number for number in _numpy_numbers()):
        return _plain(value.item(), depth + 1, items)
    raise NotPlain(f"it holds a {type.__getattribute__(kind, '__name__')}")


@lru_cache(maxsize=1)
def _numpy_numbers() -> tuple[type, ...]:
    import numpy

    return tuple(set(numpy.sctypeDict.values()))


@dataclass(frozen=True, kw_only=True, repr=False)
class Question(ABC):
    """A question as a student sees it.

    Attributes
    ----------
    id : the name of the answer's variable, such as ``q3``.
    title : a few words, for headings and reports.
    points : marks to be had.
    prompt : what is asked.
    material : what the question is about, such as a statement; a line each.
    """

    id: str
    title: str
    points: float
    prompt: str
    material: tuple[str, ...] = ()

    kind: ClassVar[str] = ""
    #: Whether the lines of the material are numbered.
    numbered: ClassVar[bool] = False

    @property
    @abstractmethod
    def form(self) -> str:
        """How the answer is to be written, in a sentence."""

    @abstractmethod
    def blank(self) -> Answer:
        """An answer with nothing filled in."""

    @abstractmethod
    def problem(self, answer: Answer) -> str | None:
        """What is missing or malformed in an answer, in one sentence; None if nothing is."""

    @abstractmethod
    def parts(self, answer: Answer, key: Key) -> list[Part]:
        """The parts of an answer with their credit; never raises."""

    @abstractmethod
    def model(self, key: Key) -> Answer:
        """An answer that earns every point."""

    @abstractmethod
    def inputs(self) -> list[Input]:
        """What there is to fill in, for a form; empty if no form can take the answer."""

    def legend(self) -> dict[str, dict[str, str]]:
        """Lists that belong to the question: what can be written, and what it stands for."""
        return {}

    def said(self, answer: Answer) -> list[str]:
        """What in an answer can be a known misconception, as texts."""
        return [str(answer)]

    def _repr_html_(self) -> str:
        lines = "".join(f"<li>{escape(line)}</li>" for line in self.material)
        tag = "ol" if self.numbered else "ul"
        name = escape(f"{self.id} · {self.title}")
        return (
            f'<div role="group" aria-label="{name}" '
            'style="border-left:6px solid #0072B2;padding:0.2em 1em;max-width:46em">'
            f"<p><strong>{name}</strong> ({in_points(self.points)})</p><p>{escape(self.prompt)}</p>"
            + (f"<{tag}>{lines}</{tag}>" if lines else "")
            + "".join(_listed(title, rows) for title, rows in self.legend().items())
            + f"<p><strong>Answer:</strong> {escape(self.form)}</p></div>"
        )

    def __repr__(self) -> str:
        lines = [f"{self.id} · {self.title} ({in_points(self.points)})", self.prompt]
        marks = [f"{n}." if self.numbered else "-" for n in range(1, len(self.material) + 1)]
        lines += [f"  {mark} {line}" for mark, line in zip(marks, self.material, strict=True)]
        for title, rows in self.legend().items():
            lines += [f"{title}:", *(f"  {name}: {text}" for name, text in rows.items())]
        return "\n".join([*lines, f"Answer: {self.form}"])


def _listed(title: str, rows: dict[str, str]) -> str:
    """A list beside a question as a table with a caption; a long one is folded."""
    cells = "".join(
        f'<tr><th scope="row" {_CELL}>{escape(name)}</th><td {_CELL}>{escape(text)}</td></tr>'
        for name, text in rows.items()
    )
    if len(rows) > _FOLDED:
        table = f'<table aria-label="{escape(title)}">{cells}</table>'
        return f"<details><summary>{escape(title)}</summary>{table}</details>"
    caption = f'<caption style="text-align:left;white-space:nowrap">{escape(title)}</caption>'
    return f"<table>{caption}{cells}</table>"


def score(question: Question, answer: object, key: Key) -> Score:
    """Score an answer: pure, and total over everything a student can write.

    Parameters
    ----------
    question : the question as it was set.
    answer : whatever the student left in the answer's variable.
    key : the question's key; ``misconceptions`` maps known wrong answers to
        a sentence of their own.

    Returns
    -------
    Score : the points, rounded to two places, and the feedback.

    >>> from sinosoviet.questions import DateQuestion
    >>> q = DateQuestion(id="q1", title="The note", points=2, prompt="When?")
    >>> score(q, "1960-07-18", {"date": "1960-07-16"}).points
    1.0
    """
    try:
        given = meant(question, plain(answer))
    except NotPlain as error:
        return Score(
            0.0,
            question.points,
            (f"The answer is not plain data: {error}. Use text, numbers, lists and dicts.",),
        )
    if given is None or given == question.blank():
        return Score(0.0, question.points, ("No answer was given.",))
    parts = question.parts(given, key)
    feedback = [part.says for part in parts if part.says]
    known = key.get("misconceptions", {})
    feedback += [known[said] for said in dict.fromkeys(question.said(given)) if said in known]
    share = sum(part.weight * part.credit for part in parts)
    points = min(round(question.points * share, 2), question.points)
    return Score(points, question.points, tuple(dict.fromkeys(feedback)))


def scaled(parts: list[Part], factor: float) -> list[Part]:
    """The same parts, each with only a share of its credit.

    >>> scaled([Part(1, 0.5, "")], 0.5)
    [Part(weight=1, credit=0.25, says='')]
    """
    return [part._replace(credit=part.credit * factor) for part in parts]


def as_number(value: Answer) -> float | None:
    """The number that a value is or begins with; None if there is none.

    A word such as *about* may stand before it; a comma before one or two last digits is a point.

    >>> as_number("about 1,390 specialists"), as_number("2,9"), as_number("many")
    (1390.0, 2.9, None)
    """
    if type(value) in (int, float):
        try:
            return float(value)
        except OverflowError:
            return None
    if type(value) is str and (found := _NUMBER.match(value[:64])):
        bare = re.sub(r"[\u00a0 ]", "", found[1]).replace("−", "-")
        return float(re.sub(r",(\d{1,2})$", r".\1", bare).replace(",", ""))
    return None


def in_points(number: float) -> str:
    """Points to be had, in words.

    >>> in_points(1), in_points(2), in_points(0.5)
    ('1 point', '2 points', '0.5 points')
    """
    return f"{number:g} point" + "s" * (number != 1)


def in_digits(number: float) -> str:
    """A number as keys of misconceptions write it: plain digits, no power of ten.

    >>> in_digits(1390.0), in_digits(986000000.0), in_digits(128.6)
    ('1390', '986000000', '128.6')
    """
    return f"{number:.12g}"
