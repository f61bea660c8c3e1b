"""Answers taken apart into what was filled in, and put together again."""

from collections.abc import Iterable
from typing import Any

from sinosoviet.questions.base import Answer, Question


def contents(question: Question, answer: Answer) -> list[Answer]:
    """What stands at each of a question's inputs, in their order; None where nothing does.

    >>> from sinosoviet.questions import Order
    >>> q = Order(id="q1", title="t", points=2, prompt="p", items={"a": "Yalta", "b": "Korea"})
    >>> contents(q, ["b"])
    ['b', None]
    """
    return [_at(answer, given.path) for given in question.inputs()]


def _at(answer: Answer, path: tuple[str | int, ...]) -> Answer:
    for step in path:
        try:
            answer = answer[step]
        except (LookupError, TypeError):
            return None
    return answer


def filled(question: Question, values: Iterable[Answer]) -> Answer:
    """An answer with a value at each of the question's inputs.

    Parameters
    ----------
    question : the question; its blank answer is what is filled in.
    values : one for each input, in order; None, or an empty text or list, leaves it as it is.

    >>> from sinosoviet.questions import Order
    >>> q = Order(id="q1", title="t", points=2, prompt="p", items={"a": "Yalta", "b": "Korea"})
    >>> filled(q, ["b", None])
    ['b']
    """
    whole: dict[str, Any] = {"answer": question.blank()}
    for given, value in zip(question.inputs(), values, strict=True):
        if value in (None, "", []):
            continue
        *steps, last = "answer", *given.path
        place = _at(whole, tuple(steps))
        if type(place) is list and last not in range(len(place)):
            place.append(value)
        else:
            place[last] = value
    return whole["answer"]
