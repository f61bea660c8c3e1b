"""Rebuild a submitted notebook: the instructor's cells as they were, the student's answers.

Whatever was deleted, copied, retyped, renamed or edited, the result has each of the
master's cells once, the student's own cells where they stood, and no output.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sinosoviet.grading import markup
from sinosoviet.grading.master import Master, MasterCell

#: Stands before an answer that was missing; a free text stays blank, and so scores 0.
NOTE = "This cell was missing from the submission and was put back for grading."

_KINDS = ("code", "markdown", "raw")
_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
Cell = dict[str, Any]


@dataclass(frozen=True)
class Rebuilt:
    """A notebook that can be run and marked.

    Attributes
    ----------
    notebook : in nbformat 4.5, as JSON.
    remarks : what was put right, a sentence each.
    """

    notebook: dict[str, Any]
    remarks: list[str]


def rebuild(master: Master, notebook: dict[str, Any]) -> Rebuilt:
    """Put a submission's cells into order.

    Parameters
    ----------
    master : the assignment.
    notebook : parsed JSON with a list ``cells``; it is not changed.

    Returns
    -------
    Rebuilt : see there.
    """
    cells, told = [], _Told()
    last = {name: place for place, name in enumerate(map(grade_id, notebook["cells"])) if name}
    for place, found in enumerate(notebook["cells"]):
        if not isinstance(found, dict):
            told.broken += 1
            continue
        name = grade_id(found)
        if name in master.cells and last[name] == place:
            cells.append(_as_master(master.cells[name], found, told))
        else:
            if name in master.cells:
                told.doubled.append(name)
            cells.append(_own(found, told))
    for name in master.cells:
        if name not in last:
            told.missing.append(name)
            cells.insert(_place(cells, master.cells, name), _restored(master.cells[name]))
    for cell in cells:
        if cell["cell_type"] != "code":
            source = cell["source"]
            cell["source"] = markup.markdown(source)
            told.active += cell["source"] != source
    told.renumbered = _number(cells)
    metadata = dict(master.metadata)
    made = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return Rebuilt(made, told.sentences())


def blank(master: Master) -> dict[str, Any]:
    """A notebook in which nothing was answered, for a file that cannot be read."""
    return {"cells": [_restored(cell, note=False) for cell in master.cells.values()]}


def grade_id(cell: Any) -> str | None:
    """The nbgrader id of a cell that anybody may have written; None if it has none."""
    about = _dict(_dict(cell).get("metadata")).get("nbgrader")
    name = _dict(about).get("grade_id")
    return name if isinstance(name, str) else None


@dataclass
class _Told:
    """What is found on the way."""

    missing: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    retyped: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    broken: int = 0
    active: int = 0
    renumbered: int = 0

    def sentences(self) -> list[str]:
        said = []
        if self.missing:
            said.append(
                f"cells are missing: {', '.join(self.missing)}. Tests were put back; an answer "
                "that is gone scores 0."
            )
        if self.doubled:
            said.append(
                f"cells stand twice: {', '.join(dict.fromkeys(self.doubled))}. The last of each "
                "was graded."
            )
        elif self.renumbered:
            said.append(f"{self.renumbered} cell ids stand twice; they were numbered anew.")
        if self.retyped:
            said.append(f"cells were of another kind: {', '.join(self.retyped)}. Put right.")
        if self.edited:
            said.append(f"locked cells were changed: {', '.join(self.edited)}. Put right.")
        if self.active:
            said.append(f"{self.active} texts held active HTML; it is shown as text.")
        if self.broken:
            said.append(f"{self.broken} cells were damaged; what could be read was graded.")
        return said


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def text_of(cell: Cell) -> str | None:
    """The source of a cell, whichever way it is written; None if it is neither."""
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return None
    return source.encode("utf-8", "replace").decode("utf-8")


def _cell(kind: str, source: str, metadata: dict[str, Any]) -> Cell:
    cell: Cell = {"cell_type": kind, "metadata": metadata, "source": source}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell


def _own(found: Cell, told: _Told) -> Cell:
    """A cell of the student's own."""
    kind, source = found.get("cell_type"), text_of(found)
    if kind not in _KINDS or source is None:
        told.broken += 1
    tags, kept = _dict(found.get("metadata")).get("tags"), {}
    if isinstance(tags, list):
        kept["tags"] = [tag for tag in tags if isinstance(tag, str) and tag.isprintable()]
    made = _cell(kind if kind in _KINDS else "raw", source or "", kept)
    return made | {"id": found.get("id")}


def _as_master(cell: MasterCell, found: Cell, told: _Told) -> Cell:
    """One of the master's cells, with the student's text if it is an answer."""
    source = text_of(found)
    if source is None:
        told.broken += 1
    elif found.get("cell_type") != cell.kind:
        told.retyped.append(cell.id)
    elif cell.locked and source not in (cell.released, cell.source):
        told.edited.append(cell.id)
    text = cell.source if source is None or cell.locked or not source.strip() else source
    return _cell(cell.kind, text, dict(cell.metadata)) | {"id": found.get("id")}


def _restored(cell: MasterCell, note: bool = True) -> Cell:
    text = cell.source
    if note and cell.answer and not cell.about["grade"]:
        text = f"{'# ' * (cell.kind == 'code')}{NOTE}\n\n{text}"
    return _cell(cell.kind, text, dict(cell.metadata))


def _place(cells: list[Cell], order: Iterable[str], name: str) -> int:
    """Where a cell belongs: after the last of those that come before it."""
    before = list(order)
    before = before[: before.index(name)]
    places = [number for number, cell in enumerate(cells, 1) if grade_id(cell) in before]
    return max(places, default=0)


def _number(cells: list[Cell]) -> int:
    """Let each cell keep its id, if it is sound and no other has it; how many had another's."""
    seen: set[str] = set()
    doubled = 0
    for number, cell in enumerate(cells):
        name = cell.get("id")
        if not isinstance(name, str) or not _ID.fullmatch(name) or name in seen:
            doubled += isinstance(name, str) and name in seen
            free = (f"cell-{spare}" for spare in count(number))
            name = next(spare for spare in free if spare not in seen)
        seen.add(name)
        cell["id"] = name
    return doubled
