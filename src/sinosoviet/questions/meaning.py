"""What a student meant: an option counts whatever its capitals, its spaces and its type."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sinosoviet.questions.base import Answer, Input, Question


def meant(question: "Question", answer: "Answer") -> "Answer":
    """An answer with each option written as the question writes it; all else as it was.

    Capitals do no harm, nor do spaces around an option or in place of its underscores; the
    number of a sentence may stand between quotation marks.

    Parameters
    ----------
    question : the question; its inputs say where options stand.
    answer : plain data; it is changed in place where it is a list or a dict.

    >>> from sinosoviet.questions import Attribution
    >>> q = Attribution(id="q1", title="t", points=1, prompt="p", items={"a": "Yalta"},
    ...     options={"first_hand": "", "second_hand": ""})
    >>> meant(q, {"a": " Second hand"})
    {'a': 'second_hand'}
    """
    whole: dict[str, Any] = {"answer": answer}
    for given in question.inputs():
        if not given.options:
            continue
        *steps, last = "answer", *given.path
        place: Any = whole
        try:
            for step in steps:
                place = place[step]
            place[last] = _option(given, place[last])
        except (LookupError, TypeError):
            continue
    return whole["answer"]


def _option(given: "Input", written: "Answer") -> "Answer":
    """The option that a text stands for; what is no option, as it is."""
    if type(written) is not str:
        return written
    fitting = [option for option in given.options if _plain(option) == _plain(written)]
    if len(fitting) != 1:
        return written
    return int(fitting[0]) if given.takes == "number" else fitting[0]


def _plain(text: str) -> str:
    return "_".join(text.casefold().replace("_", " ").split())
