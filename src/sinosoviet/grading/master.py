"""The instructor's side of an assignment: its cells, its tests, what tests need, the points.

The cells stand in the gradebook and in the released notebook, where nbgrader put
them at release. Nothing of a submission is believed where this says otherwise.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from sinosoviet.courses import IGNORED, Course
from sinosoviet.errors import CourseError
from sinosoviet.grading import names


@dataclass(frozen=True)
class MasterCell:
    """A cell with an id of nbgrader's.

    Attributes
    ----------
    id : the id.
    kind : ``code``, ``markdown`` or ``raw``.
    source : its text, hidden tests and all, without solutions.
    released : its text as students received it.
    metadata : all of its metadata, nbgrader's among it.
    """

    id: str
    kind: str
    source: str
    released: str
    metadata: dict[str, Any]

    @property
    def about(self) -> dict[str, Any]:
        """nbgrader's part of the metadata."""
        found: dict[str, Any] = self.metadata["nbgrader"]
        return found

    @property
    def locked(self) -> bool:
        """Whether what a student wrote into it does not count."""
        return not self.answer and bool(self.about["grade"] or self.about["locked"])

    @property
    def answer(self) -> bool:
        """Whether the student writes into it."""
        return bool(self.about["solution"] or self.about.get("task"))

    @property
    def test(self) -> bool:
        """Whether it is code that gives marks."""
        return bool(self.about["grade"]) and self.kind == "code" and not self.answer

    @property
    def points(self) -> float:
        """The most it can give; 0 where it gives none."""
        return float(self.about.get("points", 0))


@dataclass(frozen=True)
class Master:
    """An assignment as it was released.

    Attributes
    ----------
    assignment : its name.
    folder : where the files beside the notebook lie.
    cells : its cells by id, in order.
    metadata : of the notebook.
    files : the files beside the notebook, by their path there.
    """

    assignment: str
    folder: Path
    cells: dict[str, MasterCell]
    metadata: dict[str, Any]
    files: dict[str, bytes] = field(repr=False)

    @cached_property
    def setup(self) -> tuple[str, ...]:
        """The locked cells that tests can rely on: those that need nothing of the student's."""
        return tuple(source for source, _ in self._setup())

    @cached_property
    def takes(self) -> dict[str, tuple[str, ...]]:
        """For each test the names that it reads and that no cell of the instructor's sets."""
        known = frozenset[str]().union(*(sets for _, sets in self._setup()))
        found = {}
        for cell in self.cells.values():
            if cell.test:
                reads, sets = names.of(cell.source)
                found[cell.id] = tuple(sorted(reads - known))
                known |= sets
        return found

    def beside(self, files: dict[str, bytes]) -> dict[str, bytes]:
        """What lies beside a submission: its own files, and the master's.

        Where the master has a file, or the notebook lies, a submission has neither a file nor
        a folder, and no file where the master has a folder.

        Parameters
        ----------
        files : what was handed in beside the notebook, by its path there.
        """
        kept = [PurePosixPath(name) for name in (*self.files, f"{self.assignment}.ipynb")]
        own = {
            name: content
            for name, content in files.items()
            if not any(
                place.is_relative_to(name) or PurePosixPath(name).is_relative_to(place)
                for place in kept
            )
        }
        return {**own, **self.files}

    def _setup(self) -> Iterator[tuple[str, frozenset[str]]]:
        known: frozenset[str] = frozenset()
        for cell in self.cells.values():
            if cell.kind == "code" and cell.locked and not cell.test:
                reads, sets = names.of(cell.source)
                if sets and reads - sets <= known:
                    known |= sets
                    yield cell.source, sets

    @cached_property
    def digest(self) -> str:
        """Changes whenever anything of the assignment changes that marks rest on."""
        cells = [[c.id, c.kind, c.source, c.metadata] for c in self.cells.values()]
        made = sha256(json.dumps([cells, self.metadata], sort_keys=True).encode())
        for name, content in sorted(self.files.items()):
            made.update(f"\0{name}\0{len(content)}\0".encode() + content)
        return made.hexdigest()


def load(course: Course, assignment: str, db_url: str) -> Master:
    """Read an assignment's master.

    Parameters
    ----------
    course, assignment : which.
    db_url : the address of the gradebook.

    Raises
    ------
    CourseError : if the assignment has not been released.
    """
    path = course.root / "release" / assignment / f"{assignment}.ipynb"
    again = f"{assignment} has not been released; run 'sinosoviet release {assignment}' first."
    if not path.is_file():
        raise CourseError(again)
    released = json.loads(path.read_text(encoding="utf-8"))
    sources, kernel = _from_gradebook(db_url, assignment, again)
    cells = {}
    for cell in released["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        name = about.get("grade_id")
        if name in sources:
            kind, source, checksum, points = sources[name]
            about = {**about, "checksum": checksum}
            if points is not None and points != about.get("points"):
                about["points"] = points
            metadata = {**cell["metadata"], "nbgrader": about}
            cells[name] = MasterCell(name, kind, source, "".join(cell["source"]), metadata)
    metadata = {"kernelspec": kernel or released["metadata"].get("kernelspec", {})}
    folder = course.source(assignment)
    return Master(assignment, folder, cells, metadata, _files(folder))


def _from_gradebook(
    db_url: str, assignment: str, again: str
) -> tuple[dict[str, tuple[str, str, str, float | None]], dict[str, Any]]:
    """Each cell's kind, source, checksum and points, and the kernel."""
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(db_url) as gradebook:
        try:
            notebook = gradebook.find_notebook(assignment, assignment)
        except MissingEntry:
            raise CourseError(again) from None
        graded = [*notebook.grade_cells, *notebook.task_cells]
        points = {cell.name: float(cell.max_score) for cell in graded}
        found = {
            cell.name: (cell.cell_type, cell.source or "", cell.checksum, points.get(cell.name))
            for cell in notebook.source_cells
        }
        return found, json.loads(notebook.kernelspec) if notebook.kernelspec else {}


def _files(folder: Path) -> dict[str, bytes]:
    """The files that lie beside the master notebook, and beside each submission after it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if not path.is_file() or path.suffix == ".ipynb":
            continue
        if not any(fnmatch(part, pattern) for part in inner.parts for pattern in IGNORED):
            found[inner.as_posix()] = path.read_bytes()
    return found
