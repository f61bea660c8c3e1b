"""Which lessons, and which of their questions, treat which claim, from tags in the notebooks."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from sinosoviet.errors import CourseError
from sinosoviet.frames import shown
from sinosoviet.tables import table

_TAG = "claim:"
#: What a cell asks: an exercise that it checks, or a question of the exit quiz, by the cell's id.
_CHECKED = re.compile(r"""check\(["'](L\d\d-\w+)""")
_QUIZ = re.compile(r"quiz-(\d)")


def coverage(notebooks: Iterable[Path]) -> pd.DataFrame:
    """Where each of the 61 claims is treated.

    Parameters
    ----------
    notebooks : the lessons and the masters of the assignments; a cell that treats
        a claim carries a tag such as ``claim:A36``.

    Returns
    -------
    DataFrame : columns claim, cells (how many), treated_in (names of notebooks) and
        asked_in (exercises and questions of exit quizzes); the index is the claim's id.

    Raises
    ------
    CourseError : if a notebook cannot be read, or a tag names no claim.

    >>> int(coverage([]).cells.sum())
    0
    """
    claims = table("claims").set_index("id")
    cells = dict.fromkeys(claims.index, 0)
    where: dict[str, dict[str, None]] = {name: {} for name in claims.index}
    asked: dict[str, set[str]] = {name: set() for name in claims.index}
    for path in notebooks:
        for name, questions in _tagged(path):
            if name not in cells:
                raise CourseError(f"{path}: the tag '{_TAG}{name}' names no claim; correct it.")
            cells[name] += 1
            where[name][path.stem] = None
            asked[name].update(questions)
    return shown(
        pd.DataFrame(
            {
                "claim": claims.claim,
                "cells": pd.Series(cells),
                "treated_in": pd.Series({name: tuple(names) for name, names in where.items()}),
                "asked_in": pd.Series({name: tuple(sorted(q)) for name, q in asked.items()}),
            }
        )
    )


def _tagged(path: Path) -> list[tuple[str, list[str]]]:
    """The claims that the cells of a notebook carry as tags, with what each cell asks."""
    found = []
    try:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            tags = cell["metadata"].get("tags", [])
            asks = [] if "teacher" in tags else _asks(cell, path.stem[:2])
            found += [(t.removeprefix(_TAG), asks) for t in tags if t.startswith(_TAG)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CourseError(
            f"{path} cannot be read as a notebook; restore it, or save it anew in JupyterLab."
        ) from error
    return found


def _asks(cell: dict[str, Any], lesson: str) -> list[str]:
    """The exercises and questions of a cell, by id."""
    quiz = _QUIZ.fullmatch(cell.get("id", ""))
    return _CHECKED.findall("".join(cell["source"])) + ([f"L{lesson}-Q{quiz[1]}"] if quiz else [])
