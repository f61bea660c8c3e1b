"""A master notebook taken apart: cells, nbgrader's marks, visible and hidden text."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sinosoviet.errors import CourseError

_REGION = re.compile(r"^#{3} (BEGIN|END) (SOLUTION|HIDDEN TESTS)\s*$")


@dataclass(frozen=True)
class Cell:
    """A cell of a master.

    Attributes
    ----------
    kind : ``code`` or ``markdown``.
    about : nbgrader's part of the metadata; empty in a cell for trying things out.
    visible : the text that students get.
    hidden : the text of hidden tests.
    regions_hold : whether each region that begins also ends, and none is inside another.
    outputs : whether outputs are stored with it.
    """

    kind: str
    about: dict[str, Any]
    visible: str
    hidden: str
    regions_hold: bool
    outputs: bool

    @property
    def id(self) -> str:
        """nbgrader's id of it; empty if it has none."""
        return str(self.about.get("grade_id", ""))

    @property
    def answer(self) -> bool:
        """Whether the student writes into it."""
        return bool(self.about.get("solution"))

    @property
    def points(self) -> float | None:
        """What it is worth; None if it is not graded."""
        return float(self.about.get("points", 0)) if self.about.get("grade") else None


def read(path: Path) -> list[Cell]:
    """The cells of a master notebook.

    Raises
    ------
    CourseError : if the file is no notebook.
    """
    try:
        return list(map(_cell, json.loads(path.read_text(encoding="utf-8"))["cells"]))
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise CourseError(f"{path} cannot be read as a notebook ({error}).") from error


def _cell(cell: dict[str, Any]) -> Cell:
    source = "".join(cell["source"])
    visible: list[str] = []
    hidden: list[str] = []
    for region, line in _lines(source):
        if region == "HIDDEN TESTS":
            hidden.append(line)
        elif region is None:
            visible.append(line)
    return Cell(
        kind=cell["cell_type"],
        about=cell["metadata"].get("nbgrader", {}),
        visible="\n".join(visible),
        hidden="\n".join(hidden),
        regions_hold=_hold(source),
        outputs=bool(cell.get("outputs")),
    )


def _lines(source: str) -> Iterator[tuple[str | None, str]]:
    """Each line with the region in which it stands; the lines that mark regions are left out."""
    region = None
    for line in source.splitlines():
        if mark := _REGION.match(line):
            region = mark[2] if mark[1] == "BEGIN" else None
        else:
            yield region, line


def _hold(source: str) -> bool:
    marks = [m for line in source.splitlines() if (m := _REGION.match(line))]
    expected = [word for _ in marks[::2] for word in ("BEGIN", "END")]
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return [m[1] for m in marks] == expected and all(a[2] == b[2] for a, b in pairs)
