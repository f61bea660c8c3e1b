"""Read a lesson's notebook, and make its editions for students and for teachers."""

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sinosoviet.errors import CourseError

Edition = Literal["student", "teacher"]

#: The tag of cells that students do not get.
TEACHER = "teacher"

#: The tag of cells whose output is to be guessed before it is seen.
GUESS = "guess"
_WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class Lesson:
    """A lesson as its notebook has it.

    Attributes
    ----------
    name : the notebook's name without its ending, such as ``09-withdrawal``.
    notebook : the notebook as JSON, with everything that is for teachers only.
    """

    name: str
    notebook: dict[str, Any]

    @property
    def number(self) -> int:
        """The lesson's place in the course, from 0."""
        return int(self.name[:2])

    @property
    def title(self) -> str:
        """The title without the number."""
        return self._found(r"^# \d+ · ([^\n]+)")

    @property
    def question(self) -> str:
        """The central question."""
        return self._found(r"\*\*Central question: (.+?)\*\*")

    @property
    def skill(self) -> str:
        """The skill of source analysis that the lesson teaches, by name."""
        return self._found(r"skill of this lesson is \*\*(.+?)\*\*")

    @property
    def cards(self) -> list[str]:
        """The ids of the sources whose cards students read, in order."""
        text = "\n".join(source(cell) for cell in self.edition("student")["cells"])
        return list(dict.fromkeys(re.findall(r'ss\.source\("([^"]+)"\)', text)))

    def edition(self, edition: Edition, outputs: bool = True) -> dict[str, Any]:
        """The notebook for students, without the teacher's cells, or for teachers.

        Parameters
        ----------
        edition : for whom.
        outputs : whether the stored outputs stay.
        """
        made = copy.deepcopy(self.notebook)
        made.get("metadata", {}).pop("widgets", None)  # the state of controls, which are left out
        if edition == "student":
            made["cells"] = [cell for cell in made["cells"] if TEACHER not in tags(cell)]
        for cell in made["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"] = _without_widgets(cell["outputs"]) if outputs else []
                cell["execution_count"] = None
        return made

    def _found(self, pattern: str) -> str:
        for cell in self.notebook["cells"]:
            hit = re.search(pattern, source(cell), re.MULTILINE | re.DOTALL)
            if hit:
                return " ".join(hit[1].split())
        raise CourseError(f"{self.name}.ipynb has no line of the form {pattern!r}.")


def source(cell: dict[str, Any]) -> str:
    """The text of a cell, which a notebook may store in lines."""
    text = cell["source"]
    return text if isinstance(text, str) else "".join(text)


def tags(cell: dict[str, Any]) -> list[str]:
    """The tags of a cell."""
    return list(cell["metadata"].get("tags", []))


def read(folder: Path) -> Iterator[Lesson]:
    """The lessons of a folder in order.

    Raises
    ------
    CourseError : if there is none, or one is no notebook.
    """
    paths = sorted(folder.glob("[0-9][0-9]-*.ipynb"))
    if not paths:
        raise CourseError(f"There are no lessons in {folder}; name the folder with the notebooks.")
    for path in paths:
        try:
            notebook = json.loads(path.read_text(encoding="utf-8"))
            if not isinstance(notebook["cells"], list):
                raise ValueError("it has no cells")
        except (ValueError, LookupError, TypeError) as error:
            raise CourseError(f"{path} is not a notebook: {error}.") from None
        yield Lesson(path.stem, notebook)


def _without_widgets(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Outputs without controls, which show nothing where no kernel runs."""
    return [output for output in outputs if _WIDGET not in output.get("data", {})]
