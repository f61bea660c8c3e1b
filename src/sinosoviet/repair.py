"""An nbgrader preprocessor that puts a damaged submission's cells back into place.

nbgrader's own option for this knows test cells only, and stops at a notebook
whose cells were copied (seen with 0.9.6). This one runs in its place among the
sanitising preprocessors; see `courses.configure`.
"""

import json
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from sinosoviet import courses
from sinosoviet.submissions import cell_ids

_NOTE = "This cell was missing from the submission and was put back for grading."


class RestoreCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Adds the cells of the assignment that a submission lacks, in their order."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Restore what is missing.

        Parameters
        ----------
        nb : the submitted notebook; changed in place.
        resources : nbgrader's; names the notebook, the assignment and the database.
        """
        for cell in nb.cells:
            if "nbgrader" in cell.metadata and "grade_id" not in cell.metadata.nbgrader:
                # What nbgrader leaves of the first of two cells with one id.
                del cell.metadata["nbgrader"]
        about = resources["nbgrader"]
        name, assignment = about["notebook"], about["assignment"]
        master = courses.find().root / "release" / assignment / f"{name}.ipynb"
        wanted = cell_ids(json.loads(master.read_text(encoding="utf-8")))
        there = set(cell_ids(nb))
        missing = [cell_id for cell_id in wanted if cell_id not in there]
        if missing:
            with Gradebook(about["db_url"]) as gradebook:
                notebook = gradebook.find_notebook(name, assignment)
                for cell_id in missing:
                    before = wanted[: wanted.index(cell_id)]
                    nb.cells.insert(_place(nb, before), _cell(notebook, cell_id))
        return nb, resources


def _place(nb: NotebookNode, before: list[str]) -> int:
    """Where a cell belongs: after the last of those that come before it."""
    places = [
        number
        for number, cell in enumerate(nb.cells, start=1)
        if cell.metadata.get("nbgrader", {}).get("grade_id") in before
    ]
    return max(places, default=0)


def _cell(notebook: Any, cell_id: str) -> NotebookNode:
    """A cell of the assignment as the gradebook has it."""
    source = next(cell for cell in notebook.source_cells if cell.name == cell_id)
    points = {cell.name: cell.max_score for cell in notebook.grade_cells}
    code = source.cell_type == "code"
    # A locked cell must stay as it was, to the letter: its checksum is looked at.
    text = source.source if source.locked else f"{'# ' * code}{_NOTE}\n\n{source.source}"
    cell: NotebookNode = (new_code_cell if code else new_markdown_cell)(text)  # type: ignore[no-untyped-call]
    cell.metadata["nbgrader"] = {
        "schema_version": 3,
        "grade_id": cell_id,
        "grade": cell_id in points,
        "solution": cell_id in {cell.name for cell in notebook.solution_cells},
        "locked": source.locked,
        "task": False,
        "cell_type": source.cell_type,
        "checksum": source.checksum,
        **({"points": points[cell_id]} if cell_id in points else {}),
    }
    return cell
