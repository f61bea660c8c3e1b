"""All editions of the lessons in one go: student, teacher, handouts, site."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from sinosoviet import handouts, lessons, site
from sinosoviet.files import write_changed
from sinosoviet.lessons import Edition, Lesson

#: Opens a progress bar with a title and a total; gives the function to call after each.
Bar = Callable[[str, int], AbstractContextManager[site.Done]]

#: The folder of each edition's pages.
_SITES: dict[Edition, str] = {"student": "site", "teacher": "teacher-site"}


def build(notebooks: Path, folder: Path, bar: Bar, outputs: bool = True) -> int:
    """Make every edition of the lessons; what did not change is left alone.

    Parameters
    ----------
    notebooks : the folder with the lessons' notebooks.
    folder : where the editions go: ``student``, ``teacher``, ``handouts``, ``site``,
        ``teacher-site``.
    bar : shows progress.
    outputs : whether the notebooks keep their stored outputs; students' notebooks do
        not keep those that are to be guessed.

    Returns
    -------
    int : how many lessons there are.

    Raises
    ------
    CourseError : if there are no lessons, one is damaged, or a file cannot be written.
    """
    found = list(lessons.read(notebooks))
    for edition in _SITES:
        with bar(edition, len(found)) as done:
            pages = {
                f"{lesson.name}.ipynb": _notebook(lesson, edition, outputs) for lesson in found
            }
            _write(folder / edition, pages, done)
    with bar("handouts", len(found)) as done:
        _write(folder / "handouts", {f"{x.name}.html": handouts.page(x) for x in found}, done)
    for edition, name in _SITES.items():
        with bar(name, site.length(found)) as done:
            site.build(found, edition, folder / name, folder / f".{name}", done)
    return len(found)


def _notebook(lesson: Lesson, edition: Edition, outputs: bool) -> str:
    made = lesson.edition(edition, outputs)
    for cell in made["cells"]:
        if edition == "student" and lessons.GUESS in lessons.tags(cell):
            cell["outputs"] = []  # seen when the cell is run
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def _write(folder: Path, texts: dict[str, str], done: site.Done) -> None:
    """Bring a folder up to date, and remove what belongs to a lesson that is gone."""
    for name, text in texts.items():
        write_changed(folder / name, text)
        done(name, "")
    for path in folder.iterdir():
        if path.is_file() and path.name not in texts:
            path.unlink()
