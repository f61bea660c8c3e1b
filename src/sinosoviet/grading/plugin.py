"""The same rebuilding, isolation and scoring in stock nbgrader's own autograder.

`courses.configure` puts these two in place of nbgrader's reading and sanitising and of
its Execute, for ``nbgrader autograde`` and the formgrader's button. The gradebook and
the files stay nbgrader's business there.
"""

import atexit
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from sinosoviet import courses, submissions, tasks
from sinosoviet.grading import engine, master, sandbox, scoring
from sinosoviet.grading.jobs import Limits
from sinosoviet.repair import blank, rebuild

Resources = dict[str, Any]


_SCORERS: dict[Path, scoring.Scorer] = {}


def _scorer(course: courses.Course) -> scoring.Scorer:
    """One warm process for all that this process grades of a course."""
    if course.root not in _SCORERS:
        _SCORERS[course.root] = scoring.Scorer(course)
        atexit.register(_SCORERS[course.root].close)
    return _SCORERS[course.root]


def _look_up(resources: Resources) -> tuple[courses.Course, master.Master]:
    """What both need: the course, and the assignment's master."""
    about = resources["nbgrader"]
    course = courses.find()
    return course, master.load(course, about["assignment"], about["db_url"])


def _submission(course: courses.Course, resources: Resources) -> submissions.Submission:
    """What was handed in, read as `engine` reads it."""
    about = resources["nbgrader"]
    folder = course.root / "submitted" / about["student"] / about["assignment"]
    most = int(Limits.of(course.limits).scratch_mb * 500_000)
    return submissions.read(folder / f"{about['notebook']}.ipynb", courses.IGNORED, most)


class Reader(NotebookExporter):
    """Reads a submission and puts its cells into order; see `repair`.

    nbgrader asks its exporter to read twice: what was handed in, and then what came of that.
    A file that is no notebook is taken for one in which nothing was answered.
    """

    def from_file(
        self, file_stream: Any, resources: Any = None, **more: Any
    ) -> tuple[Any, Resources]:
        """Read a file and run nbgrader's preprocessors on it.

        Parameters
        ----------
        file_stream : the open file; it has a name.
        resources : nbgrader's; names the student, the assignment and the database.
        more : what nbconvert passes on.
        """
        course, assignment = _look_up(resources)
        if Path(file_stream.name).absolute().is_relative_to(course.root / "autograded"):
            return super().from_file(file_stream, resources, **more)
        found = _submission(course, resources)
        rebuilt = rebuild(assignment, found.notebook or blank(assignment))
        remarks = rebuilt.remarks if found.notebook else [found.unreadable]
        for remark in remarks:
            self.log.warning("%s: %s", resources["nbgrader"]["student"], remark)
        notebook = nbformat.from_dict(rebuilt.notebook)  # type: ignore[no-untyped-call]
        made: tuple[Any, Resources]
        made = self.from_notebook_node(notebook, resources, **more)  # type: ignore[no-untyped-call]
        return made


class RunIsolated(NbGraderPreprocessor):  # type: ignore[misc]
    """Runs a rebuilt notebook shut in, and scores it outside; see `sandbox` and `scoring`."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Fill in the outputs of every cell, those of the tests included.

        Parameters
        ----------
        nb : as `Reader` made it.
        resources : nbgrader's; names the student and the assignment.
        """
        course, assignment = _look_up(resources)
        limits = Limits.of(course.limits)
        about = resources["nbgrader"]
        student, name = about["student"], about["assignment"]
        tasks.verify(course, name)
        found = _submission(course, resources)
        files = assignment.beside(found.files)
        _drop_links(course.root / "autograded" / student / name, files)
        if found.unreadable:  # `Reader` has said so
            _scorer(course).score(assignment, nb, engine.unread(student), limits)
            return nbformat.from_dict(nb), resources  # type: ignore[no-untyped-call]
        ran = sandbox.run(engine.job_of(assignment, student, nb, files, limits, "namespaces"))
        marks = _scorer(course).score(assignment, nb, ran, limits)
        for look in [ran.ended, *marks.looks]:
            if look:
                self.log.warning("%s: %s", student, look)
        return nbformat.from_dict(nb), resources  # type: ignore[no-untyped-call]


def _drop_links(folder: Path, files: dict[str, bytes]) -> None:
    """Remove what nbgrader copied through a link out of the submission."""
    for path in folder.rglob("*"):
        inner = path.relative_to(folder).as_posix()
        if not path.is_dir() and path.suffix != ".ipynb" and inner not in files:
            path.unlink()
