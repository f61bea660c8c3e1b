"""Which lessons and assignments treat which claim of the specimens, from tags in the notebooks."""

import json
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from sinosoviet.errors import CourseError
from sinosoviet.tables import shown, table

_TAG = "claim:"


def coverage(notebooks: Iterable[Path]) -> pd.DataFrame:
    """Where each of the 61 claims is treated.

    Parameters
    ----------
    notebooks : the lessons and the masters of the assignments; a cell that treats
        a claim carries a tag such as ``claim:A36``.

    Returns
    -------
    DataFrame : columns claim, cells (how many) and treated_in (names of notebooks);
        the index is the claim's id.

    Raises
    ------
    CourseError : if a notebook cannot be read, or a tag names no claim.

    >>> int(coverage([]).cells.sum())
    0
    """
    claims = table("claims").set_index("id")
    cells = dict.fromkeys(claims.index, 0)
    where: dict[str, dict[str, None]] = {name: {} for name in claims.index}
    for path in notebooks:
        for name in _tagged(path):
            if name not in cells:
                raise CourseError(f"{path}: the tag '{_TAG}{name}' names no claim; correct it.")
            cells[name] += 1
            where[name][path.stem] = None
    return shown(
        pd.DataFrame(
            {
                "claim": claims.claim,
                "cells": pd.Series(cells),
                "treated_in": pd.Series({name: tuple(names) for name, names in where.items()}),
            }
        )
    )


def _tagged(path: Path) -> list[str]:
    """The claims that the cells of a notebook carry as tags, one for each cell."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        tags = [tag for cell in notebook["cells"] for tag in cell["metadata"].get("tags", [])]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CourseError(
            f"{path} cannot be read as a notebook; restore it, or save it anew in JupyterLab."
        ) from error
    return [tag.removeprefix(_TAG) for tag in tags if tag.startswith(_TAG)]
