"""Run tests of the course's own form in the warm parent itself: no fork, no shell.

Nearly every test is ``task.check(...)`` and ``task.score(...)`` on one answer. These are
this library's own functions, on plain data, and leave nothing behind that a fork would
have to take away. Whatever else a test does, and whatever goes wrong here, a fork does.
"""

import ast
import io
import os
import signal
from contextlib import redirect_stderr, redirect_stdout
from functools import lru_cache
from typing import Any

from sinosoviet import tasks
from sinosoviet.courses import STUDENT_VARIABLE
from sinosoviet.grading import values
from sinosoviet.grading.outputs import Output
from sinosoviet.grading.shell import CellTimeoutError

#: The one locked cell of such an assignment.
_SETUP = 'import sinosoviet as ss\ntask = ss.task("{}")'
_METHODS = ("check", "score")

#: A method of the task, and what it is called with: the name of an answer, or a text.
Call = tuple[str, tuple[ast.Name | ast.Constant, ...]]


def outputs(job: dict[str, Any]) -> dict[int, list[Output]] | None:
    """What the tests of a job put out, by the number of the cell; None to leave it to a fork.

    Parameters
    ----------
    job : as `scoring` makes it.
    """
    if [_tree(source) for source in job["setup"]] != [_tree(_SETUP.format(job["assignment"]))]:
        return None
    calls = [calls_of(test["source"]) for test in job["tests"]]
    if not all(calls):
        return None
    os.environ[STUDENT_VARIABLE] = job["student"]
    os.chdir(job["folder"])
    signal.setitimer(signal.ITIMER_REAL, job["limits"]["cell_seconds"])
    try:
        task = tasks.task(job["assignment"])
        pairs = zip(job["tests"], calls, strict=True)
        found = {test["place"]: _run(task, test, wanted) for test, wanted in pairs}
    except (Exception, CellTimeoutError):  # a fork will say it as a notebook would
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    most = job["limits"]["output_kb"] * 1000
    short = all(len(output.get("text", "")) < most for test in found.values() for output in test)
    return found if short else None


def _tree(source: str) -> str:
    try:
        return ast.dump(ast.parse(source))
    except (SyntaxError, ValueError):  # IPython's own, perhaps
        return source


@lru_cache(maxsize=256)
def calls_of(source: str) -> tuple[Call, ...]:
    """The calls of which a test consists; none if it is of any other form.

    >>> [method for method, _ in calls_of('task.check("q1", q1)\\ntask.score("q1", q1)')]
    ['check', 'score']
    >>> calls_of('task.score("q1", q1) / 2')
    ()
    """
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return ()
    found: list[Call] = []
    for statement in body:
        match statement:
            case ast.Expr(ast.Call(ast.Attribute(ast.Name("task"), method), given, [])):
                plain = [a for a in given if isinstance(a, ast.Name | ast.Constant)]
                if method not in _METHODS or len(plain) != len(given):
                    return ()
                found.append((method, tuple(plain)))
            case _:
                return ()
    # IPython does not show what a line with a semicolon gives.
    return () if ";" in source else tuple(found)


def _run(task: tasks.Task, test: dict[str, Any], calls: tuple[Call, ...]) -> list[Output]:
    given = {name: values.decode(value) for name, value in test["values"].items()}
    said, result = io.StringIO(), None
    with redirect_stdout(said), redirect_stderr(said):
        for method, words in calls:
            meant = [given[w.id] if isinstance(w, ast.Name) else w.value for w in words]
            result = getattr(task, method)(*meant)
    made: list[Output] = []
    if said.getvalue():
        made.append({"output_type": "stream", "name": "stdout", "text": said.getvalue()})
    if result is not None:
        number = {"execution_count": test["count"], "metadata": {}}
        data = {"text/plain": repr(result)}
        made.append({"output_type": "execute_result", **number, "data": data})
    return made
