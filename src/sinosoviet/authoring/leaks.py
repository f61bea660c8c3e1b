"""Whether what students see of a master gives an answer away."""

import re
from collections.abc import Iterator

from sinosoviet import dates
from sinosoviet.authoring.masters import Cell
from sinosoviet.questions import Answer
from sinosoviet.tasks import Draw

#: A shorter text, or a smaller number, can stand anywhere.
_SHORTEST, _LEAST = 6, 101

#: Where in an assignment, and what is wrong and what to do.
Says = tuple[str, str]


def problems(cells: list[Cell], drawn: list[Draw]) -> Iterator[Says]:
    """Right answers of some variants that stand in a cell that students see.

    Parameters
    ----------
    cells : of the master.
    drawn : the variants. What their questions themselves offer, such as options and
        source ids, is no secret.
    """
    told = {(name, text) for one in drawn for name, text in _answers(one)}
    for cell in cells:
        place = cell.id or "a cell without an id"
        for name, text in sorted(told):
            if re.search(rf"(?<![\w,.-]){re.escape(text)}(?![\w-]|[,.]\d)", cell.visible):
                yield place, f"it tells {text!r}, an answer to {name} in some variants; take it out"


def _answers(one: Draw) -> Iterator[tuple[str, str]]:
    for question in one.questions.values():
        if question.kind == "free_text":
            continue
        offered = {name for given in question.inputs() for name in given.options}
        for leaf in _leaves(question.model(one.keys[question.id])):
            if type(leaf) in (int, float) and abs(leaf) >= _LEAST:
                yield from ((question.id, f"{leaf:{form}}") for form in (",.10g", ".10g"))
            elif type(leaf) is str and len(leaf) >= _SHORTEST and leaf not in offered:
                yield question.id, leaf
                if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", leaf):
                    yield question.id, dates.in_words(leaf)


def _leaves(answer: Answer) -> Iterator[Answer]:
    """The texts and numbers of an answer, but for the ids of sources."""
    if type(answer) is dict:
        for name, value in answer.items():
            if name != "evidence":
                yield from _leaves(value)
    elif type(answer) is list:
        for value in answer:
            yield from _leaves(value)
    else:
        yield answer
