"""Whether a master notebook is laid out as nbgrader and the question bank need it."""

import ast
import builtins
import re
from collections import Counter
from collections.abc import Iterator

from sinosoviet.authoring.masters import Cell
from sinosoviet.questions import Key, Question, score
from sinosoviet.tasks.strangers import written

_STATED = re.compile(r"\*\*Points\.\*\* (\d[\d.]*?), of which (\d[\d.]*?) are marked by hand")
MINUTES = re.compile(r"\*\*Time\.\*\* (\d+) to (\d+) minutes")
_CALLS = re.compile(r"\bss\.task\(|\btask\.(?:show|check|score)\(")

_BUILTINS = frozenset(dir(builtins))

#: Where in an assignment, and what is wrong and what to do.
Says = tuple[str, str]


def problems(
    cells: list[Cell], questions: dict[str, Question], keys: dict[str, Key]
) -> Iterator[Says]:
    """What is wrong with the layout of a master.

    Parameters
    ----------
    cells : of the notebook.
    questions, keys : one draw of the question bank.
    """
    counts = Counter(cell.id for cell in cells if cell.id)
    for name, count in counts.items():
        if count > 1:
            yield name, f"this id stands in {count} cells; give each cell its own"
    by_id = {cell.id: cell for cell in cells if cell.id}
    for question in questions.values():
        yield from _question(question, keys[question.id], by_id, cells)
    for cell in cells:
        yield from _cell(cell, questions)
    yield from _stated(cells, questions)


def _question(
    question: Question, key: Key, by_id: dict[str, Cell], cells: list[Cell]
) -> Iterator[Says]:
    """The cells that a question needs."""
    name = question.id
    answer = by_id.get(name)
    if not any(f'task.show("{name}")' in cell.visible for cell in cells):
        yield name, f'no cell shows the question; add task.show("{name}")  # locked'
    if answer is None or not answer.answer:
        yield name, "there is no cell for the answer; add one with this id and mark it 'solution'"
        return
    if question.kind == "free_text":
        if answer.kind != "markdown" or answer.points is None:
            yield name, "a free text is answered in a graded Markdown cell; change the cell"
        yield from _worth(name, answer, question)
        return
    yield from _blank(question, key, answer)
    test = by_id.get(f"{name}-test")
    if test is None or test.points is None:
        yield name, f"there is no test cell; add a graded one with the id {name}-test"
        return
    yield from _worth(test.id, test, question)
    yield from _test(name, test)


def _worth(place: str, cell: Cell, question: Question) -> Iterator[Says]:
    if cell.points is not None and cell.points != question.points:
        yield (
            place,
            f"it is worth {cell.points:g} points here and {question.points:g} in the question "
            "bank; make them equal",
        )


def _blank(question: Question, key: Key, cell: Cell) -> Iterator[Says]:
    """Whether what stands in an answer cell at first is an answer, and earns nothing."""
    about = {"metadata": {"nbgrader": {"grade_id": question.id}}}
    found = written({"cells": [{**about, "source": cell.visible}]})
    if question.id not in found:
        yield question.id, f"the cell does not begin with {question.id} = {question.blank()!r}"
    elif points := score(question, found[question.id], key).points:
        yield question.id, f"left as it is, the cell earns {points:g} points; begin with blanks"


def _test(name: str, cell: Cell) -> Iterator[Says]:
    """A test checks visibly, scores hidden, and reads nothing but the answer."""
    for text, call, where in (
        (cell.visible, "check", "the visible part"),
        (cell.hidden, "score", "the hidden region"),
    ):
        if f'task.{call}("{name}", {name})' not in text:
            yield cell.id, f'task.{call}("{name}", {name}) is missing from {where}; add it'
    try:
        tree = ast.parse(f"{cell.visible}\n{cell.hidden}")
    except SyntaxError as error:
        yield cell.id, f"it is no Python ({error.msg}, line {error.lineno}); put it right"
        return
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    known = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    read = {node.id for node in names} - known
    strange = sorted(read - {"task", "ss", name} - _BUILTINS)
    if strange:
        yield (
            cell.id,
            f"it reads {', '.join(strange)}, which is no plain answer; a test may use task, ss "
            f"and {name} only",
        )
    if any(_asks_more(node, name) for node in ast.walk(tree)):
        yield (
            cell.id,
            f"it calls or takes apart {name} itself; an answer is plain data, so give it to task",
        )


def _asks_more(node: ast.AST, name: str) -> bool:
    """Whether an attribute of the answer is taken, or the answer is called."""
    inner = node.value if isinstance(node, ast.Attribute) else None
    inner = node.func if isinstance(node, ast.Call) else inner
    return isinstance(inner, ast.Name) and inner.id == name


def _cell(cell: Cell, questions: dict[str, Question]) -> Iterator[Says]:
    """What holds for every cell."""
    place = cell.id or "a cell without an id"
    if cell.answer:
        if cell.id not in questions:
            yield place, "the question bank has no such question; remove the cell, or draw one"
        if cell.about.get("locked"):
            yield place, "the answer's cell is locked; unlock it"
    elif cell.about and not cell.about.get("locked"):
        yield place, "it is not locked; lock it"
    elif not cell.about and cell.kind == "code" and _CALLS.search(cell.visible):
        yield place, f"{_first(cell)} is not locked; make it a read-only cell with an id"
    if not cell.regions_hold:
        yield place, "a region begins and does not end, or stands inside another; pair the marks"
    if re.search(r"\bscore\(", cell.visible):
        yield place, "task.score stands outside the hidden region; move it inside"
    if cell.hidden and (cell.points is None or cell.answer):
        yield place, "it has a hidden test and is no test cell; move the test to one"
    if cell.outputs:
        yield place, f"outputs are stored with {_first(cell)}; clear them"


def _first(cell: Cell) -> str:
    return repr(cell.visible.splitlines()[0][:40]) if cell.visible else "an empty cell"


def _stated(cells: list[Cell], questions: dict[str, Question]) -> Iterator[Says]:
    """What the introduction says of points and time."""
    place = cells[0].id if cells else "the notebook"
    text = cells[0].visible if cells else ""
    by_hand = sum(q.points for q in questions.values() if q.kind == "free_text")
    total = sum(q.points for q in questions.values())
    should = f"**Points.** {total:g}, of which {by_hand:g} are marked by hand"
    stated = _STATED.search(text)
    if stated is None or (float(stated[1]), float(stated[2])) != (total, by_hand):
        yield place, f"it does not say '{should}'; say so"
    if MINUTES.search(text) is None:
        yield place, "it does not say '**Time.** 60 to 90 minutes'; say how long it takes"
