"""Whether a submission answers somebody else's variant: what a grader should look at.

Only what stands in the submission as text is looked at; none of it is run.
"""

import ast
import json
from collections.abc import Callable, Mapping
from typing import Any

from sinosoviet import answers
from sinosoviet.courses import Course
from sinosoviet.questions import Answer, score
from sinosoviet.tasks import identity, records
from sinosoviet.tasks.drawing import Draw, draw

#: From so many answers on, in which their variants differ, the fit of another variant tells.
_FEWEST = 3
#: The answers fit their own variant less than this, another at least so much, and more by this.
_LOW, _HIGH, _APART = 0.5, 0.65, 0.35


def look(
    course: Course,
    assignment: str,
    student: str,
    notebook: dict[str, Any],
    files: Mapping[str, bytes],
) -> list[str]:
    """What a grader should know of a submission's identity, a sentence each.

    Parameters
    ----------
    course, assignment, student : whose submission it is, by its folder.
    notebook : the submitted notebook, as JSON.
    files : what lies beside it, by name.

    Returns
    -------
    list of str : empty if all is as it should be, or if the assignment has one variant.
    """
    variants = records.variants(course, assignment)
    if variants == 1:
        return []
    own = identity.variant_of(assignment, student, variants)
    found = []
    named = identity.said(files.get(identity.FILE, b""))
    if named and named != identity.plain_id(student):
        found.append(
            f"{identity.FILE} names {named[:40]!r}: the questions may have been somebody else's."
        )
    saved = _saved(files.get(answers.FILE, b""))
    if saved.get("variant", own) != own:
        found.append(f"{answers.FILE} answers another variant; what it holds was not counted.")
    given = {**_answers(saved), **written(notebook)}
    secret = course.secret()
    other = better(lambda number: draw(assignment, secret, number), variants, own, given)
    if other is not None:
        found.append(
            f"the answers fit variant {other}, not the student's own variant {own}: were they "
            "copied, or given under another id?"
        )
    return found


def written(notebook: dict[str, Any]) -> dict[str, Answer]:
    """The answers that stand in a notebook as plain values, by question.

    >>> cell = {"cell_type": "code", "source": "q1 = '1960'", "metadata": {}}
    >>> written({"cells": [{**cell, "metadata": {"nbgrader": {"grade_id": "q1"}}}]})
    {'q1': '1960'}
    """
    found: dict[str, Answer] = {}
    for cell in notebook.get("cells", []):
        try:
            name = cell["metadata"]["nbgrader"]["grade_id"]
            for line in ast.parse("".join(cell["source"])[:20_000]).body:
                if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == name:
                    found[name] = ast.literal_eval(line.value)
        except (LookupError, TypeError, ValueError, SyntaxError, MemoryError, RecursionError):
            continue  # what is no plain value is not looked at here
    return found


def better(
    drawn: Callable[[int], Draw], variants: int, own: int, given: dict[str, Answer]
) -> int | None:
    """The variant that answers fit much better than their own; None if there is none.

    Only questions count that differ between the two variants and that were answered.

    Parameters
    ----------
    drawn : gives a variant by its number.
    variants : how many there are.
    own : the number of the student's own, from 1.
    given : answers by question.
    """
    mine = drawn(own)
    points = {
        name: score(question, given[name], mine.keys[name]).share
        for name, question in mine.questions.items()
        if name in given and question.kind != "free_text" and given[name] != question.blank()
    }
    if len(points) < _FEWEST or sum(points.values()) >= _HIGH * len(points):
        return None
    best, fit = None, 0.0
    for number in range(1, variants + 1):
        other = drawn(number)
        differ = [n for n in points if n in other.questions and other.keys[n] != mine.keys[n]]
        if len(differ) < _FEWEST:
            continue
        here = sum(points[n] for n in differ) / len(differ)
        there = sum(score(other.questions[n], given[n], other.keys[n]).share for n in differ)
        there /= len(differ)
        if here < _LOW and there >= _HIGH and there - here >= _APART and there > fit:
            best, fit = number, there
    return best


def _saved(content: bytes) -> dict[str, Any]:
    """What a form has saved; empty if it cannot be read."""
    try:
        found = json.loads(content[:1_000_000])
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _answers(saved: dict[str, Any]) -> dict[str, Answer]:
    found = saved.get("answers")
    return found if isinstance(found, dict) else {}
