"""The same rebuilding, isolation and scoring in stock nbgrader's own autograder.

`courses.configure` puts these two in place of nbgrader's sanitising and of its
Execute, for ``nbgrader autograde`` and the formgrader's button. The gradebook and
the files stay nbgrader's business there.
"""

import atexit
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from sinosoviet import courses, submissions, tasks
from sinosoviet.grading import engine, master, sandbox, scoring
from sinosoviet.grading.jobs import Limits
from sinosoviet.repair import rebuild

Resources = dict[str, Any]


_SCORERS: dict[Path, scoring.Scorer] = {}


def _scorer(course: courses.Course) -> scoring.Scorer:
    """One warm process for all that this process grades of a course."""
    if course.root not in _SCORERS:
        _SCORERS[course.root] = scoring.Scorer(course)
        atexit.register(_SCORERS[course.root].close)
    return _SCORERS[course.root]


class _OfACourse(NbGraderPreprocessor):  # type: ignore[misc]
    """What both need: the course, and the assignment's master."""

    @staticmethod
    def _look_up(resources: Resources) -> tuple[courses.Course, master.Master]:
        about = resources["nbgrader"]
        course = courses.find()
        return course, master.load(course, about["assignment"], about["db_url"])


class Rebuild(_OfACourse):
    """Puts a submission's cells into order; see `repair`."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Rebuild a notebook.

        Parameters
        ----------
        nb : the submitted notebook.
        resources : nbgrader's; names the assignment and the database.
        """
        _, assignment = self._look_up(resources)
        rebuilt = rebuild(assignment, nb)
        for remark in rebuilt.remarks:
            self.log.warning("%s", remark)
        return nbformat.from_dict(rebuilt.notebook), resources  # type: ignore[no-untyped-call]


class RunIsolated(_OfACourse):
    """Runs a rebuilt notebook shut in, and scores it outside; see `sandbox` and `scoring`."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Fill in the outputs of every cell, those of the tests included.

        Parameters
        ----------
        nb : as `Rebuild` left it.
        resources : nbgrader's; names the student and the assignment.
        """
        course, assignment = self._look_up(resources)
        limits = Limits.of(course.limits)
        about = resources["nbgrader"]
        student, name = about["student"], about["assignment"]
        tasks.verify(course, name)
        path = course.root / "submitted" / student / name / f"{about['notebook']}.ipynb"
        found = submissions.read(path, courses.IGNORED, int(limits.scratch_mb * 500_000))
        files = {**found.files, **assignment.files}
        _drop_links(course.root / "autograded" / student / name, files)
        job = engine.job_of(assignment, student, nb, files, limits, "namespaces")
        ran = sandbox.run(job)
        marks = _scorer(course).score(assignment, nb, ran, limits)
        for look in [ran.ended, *marks.looks]:
            if look:
                self.log.warning("%s", look)
        return nbformat.from_dict(nb), resources  # type: ignore[no-untyped-call]


def _drop_links(folder: Path, files: dict[str, bytes]) -> None:
    """Remove what nbgrader copied through a link out of the submission."""
    for path in folder.rglob("*"):
        inner = path.relative_to(folder).as_posix()
        if not path.is_dir() and path.suffix != ".ipynb" and inner not in files:
            path.unlink()
