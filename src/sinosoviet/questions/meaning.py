"""What a student meant: options whatever their capitals and spaces, ids without their brackets."""

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sinosoviet.questions.base import Answer, Input, Question


#: Longer texts are no options.
_LONGEST = 200


def meant(question: "Question", answer: "Answer") -> "Answer":
    """An answer with options and source ids written as the question wants them; all else as it was.

    Capitals do no harm to an option, nor do spaces around it or in place of its underscores; the
    number of a sentence may stand between quotation marks; source ids may stand in one text, with
    commas between them.

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
        if not given.options and given.takes != "ids":
            continue
        *steps, last = "answer", *given.path
        place: Any = whole
        try:
            for step in steps:
                place = place[step]
            read = _ids if given.takes == "ids" else _option
            place[last] = read(given, place[last])
        except (LookupError, TypeError):
            continue
    return whole["answer"]


def _option(given: "Input", written: "Answer") -> "Answer":
    """The option that a text stands for; what is no option, as it is."""
    if type(written) is not str or len(written) > _LONGEST:
        return written
    fitting = [option for option in given.options if _plain(option) == _plain(written)]
    if len(fitting) != 1:
        return written
    return int(fitting[0]) if given.takes == "number" else fitting[0]


def _ids(_: "Input", written: "Answer") -> "Answer":
    """A list of ids, also from one text; what is neither, as it is."""
    if type(written) not in (str, list):
        return written
    found: list[Any] = []
    for item in written if type(written) is list else [written]:
        texts = re.split(r"[,;\n]", item) if type(item) is str else [item]
        found += [text.strip(" '\"[]") if type(text) is str else text for text in texts]
    return [item for item in found if item != ""]


def _plain(text: str) -> str:
    return "_".join(text.casefold().replace("_", " ").split())
