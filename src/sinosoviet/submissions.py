"""Look at a submission before it is graded: can it be read, is it whole?

Nothing here runs a student's code or changes a file.
"""

import json
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

#: Larger notebooks are not read; the masters are below a hundredth of this.
_LARGEST = 20_000_000


@dataclass
class Inspection:
    """What was seen in a submission.

    Attributes
    ----------
    unreadable : why it cannot be graded at all, in a sentence; None if it can.
    oddities : what a grader should know, a sentence each; it is graded all the same.
    """

    unreadable: str | None = None
    oddities: list[str] = field(default_factory=list)


def cell_ids(notebook: dict[str, Any]) -> list[str]:
    """The nbgrader ids of a notebook's cells, in order."""
    return [
        str(cell["metadata"]["nbgrader"]["grade_id"])
        for cell in notebook.get("cells", [])
        if "grade_id" in cell.get("metadata", {}).get("nbgrader", {})
    ]


def inspect(path: Path, master: Path) -> Inspection:
    """Compare a submitted notebook with the one that was released.

    Parameters
    ----------
    path : the submitted notebook.
    master : the released notebook.

    Returns
    -------
    Inspection : see there; every sentence says what is wrong and what to do.
    """
    name = path.name
    if path.is_symlink() or path.parent.is_symlink():
        return Inspection(f"{name} is a link to another place; ask for the file itself.")
    if not path.is_file():
        others = sorted(" ".join(p.name.split()) for p in path.parent.glob("*.ipynb"))
        renamed = f" There is {', '.join(others)}: rename it if it is the one." if others else ""
        return Inspection(f"there is no {name} in the folder; ask for it.{renamed}")
    size = path.stat().st_size
    if size == 0:
        return Inspection(f"{name} is empty; ask for the file again.")
    if size > _LARGEST:
        return Inspection(
            f"{name} is {size // 1_000_000} MB large; clear its outputs and grade it again."
        )
    try:
        notebook = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return Inspection(f"{name} is not a notebook: it is not JSON; ask for the file again.")
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        return Inspection(f"{name} is not a notebook: it has no cells; ask for the file again.")
    try:
        doubled = _doubled([str(cell["id"]) for cell in notebook["cells"] if "id" in cell])
        _validate(notebook)
        ids = cell_ids(notebook)
    except Exception as error:  # a stranger's JSON can stop the validation in any way
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        return Inspection(f"{name} is damaged ({reason}); ask for the file again.")
    wanted = cell_ids(json.loads(master.read_text(encoding="utf-8")))
    return Inspection(None, _oddities(notebook, ids, wanted, doubled))


def _doubled(names: list[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)


def _validate(notebook: dict[str, Any]) -> None:
    """Raise if the JSON is no notebook that nbgrader could read.

    The cells are numbered first: ids that are doubled or lost do not stop grading.
    """
    if notebook.get("nbformat") != 4:
        raise ValueError(f"it is of version {notebook.get('nbformat')!r}, not 4")
    cells = notebook["cells"]
    if notebook.get("nbformat_minor", 0) >= 5:  # cells have had ids since 4.5
        cells = [{**cell, "id": f"c{number}"} for number, cell in enumerate(cells)]
    numbered = {**notebook, "cells": cells}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nbformat.validate(nbformat.from_dict(numbered))  # type: ignore[no-untyped-call]


def _oddities(
    notebook: dict[str, Any], ids: list[str], wanted: list[str], doubled_cells: list[str]
) -> list[str]:
    found = []
    kernel = notebook.get("metadata", {}).get("kernelspec", {}).get("name", "python3")
    if kernel != "python3":
        found.append(
            f"it names the kernel {kernel!r}; it was run with Python. Look at its outputs."
        )
    missing = [name for name in wanted if name not in ids]
    if missing:
        found.append(
            f"cells are missing: {', '.join(missing)}. Tests were put back; an answer that is "
            "gone scores 0."
        )
    doubled = _doubled([name for name in ids if name in wanted])
    if doubled:
        found.append(f"cells stand twice: {', '.join(doubled)}. The last of each was graded.")
    elif doubled_cells:
        found.append(f"{len(doubled_cells)} cell ids stand twice; they were numbered anew.")
    return found
