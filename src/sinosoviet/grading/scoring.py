"""Score outside: the instructor's tests on values that were taken out as plain data.

The tests run in a warm process of the instructor's own, which never sees a line
of the student's code; what they print becomes the outputs of the test cells.
"""

import math
import os
from dataclasses import asdict, dataclass, field
from typing import Any

from sinosoviet.courses import FOLDER_VARIABLE, Course
from sinosoviet.errors import CourseError
from sinosoviet.grading import frames, outputs
from sinosoviet.grading.jobs import Limits, Ran
from sinosoviet.grading.master import Master, MasterCell
from sinosoviet.grading.warm import Warm
from sinosoviet.questions.base import in_points
from sinosoviet.repair import grade_id

_LARGEST = 8_000_000
_SECONDS = Limits.total_seconds


@dataclass
class Marks:
    """What a submission earned by machine.

    Attributes
    ----------
    points : by cell; None where a person has to mark.
    looks : what the instructor should look at, a sentence each.
    """

    points: dict[str, float | None] = field(default_factory=dict)
    looks: list[str] = field(default_factory=list)


class Scorer:
    """A warm process that runs the tests of one course."""

    def __init__(self, course: Course) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        grading = {FOLDER_VARIABLE: str(course.root), "NBGRADER_EXECUTION": "autograde"}
        self._warm = Warm("tests", {**kept, **grading})

    def start(self) -> None:
        """Start the process, which takes a second or two, before there is something to score."""
        self._warm.start()

    def close(self) -> None:
        """End the process."""
        self._warm.close()

    def score(self, master: Master, notebook: dict[str, Any], ran: Ran, limits: Limits) -> Marks:
        """Write the outputs of a run into a notebook, run its tests, and mark it.

        Parameters
        ----------
        master : the assignment.
        notebook : as `repair.rebuild` made it; its cells receive their outputs.
        ran : what the sandbox gave.
        limits : for the tests too.

        Returns
        -------
        Marks : by cell.

        Raises
        ------
        CourseError : if the instructor's own set-up cells fail.
        """
        places = fill(notebook, ran)
        tests = []
        for cell in master.cells.values():
            if cell.test and cell.source.strip() and not _refusal(cell, places[cell.id], ran):
                tests.append(self._test(cell, master, notebook, places[cell.id], ran))
        found = self._run(master, tests, ran.student, limits) if tests else {}
        marks = Marks()
        for cell in master.cells.values():
            if cell.about["grade"]:
                _mark(cell, notebook["cells"][places[cell.id]], found, ran, places, marks)
        return marks

    def _test(
        self, cell: MasterCell, master: Master, notebook: dict[str, Any], place: int, ran: Ran
    ) -> dict[str, Any]:
        return {
            "place": place,
            "source": cell.source,
            "takes": master.takes[cell.id],
            "values": ran.taken.get(place, {}),
            "count": notebook["cells"][place]["execution_count"],
        }

    def _run(
        self, master: Master, tests: list[dict[str, Any]], student: str, limits: Limits
    ) -> dict[int, list[dict[str, Any]]]:
        """The outputs of each test that ended."""
        job = {
            "setup": master.setup,
            "tests": tests,
            "assignment": master.assignment,
            "at_once": True,
            "student": student,
            "folder": str(master.folder),
            "limits": asdict(limits),
        }
        try:
            said, _ = self._warm.ask(job, limits.total_seconds)
        except EOFError:
            said, _ = self._warm.ask({**job, "at_once": False}, limits.total_seconds)
        found = {}
        for frame in frames.split(said, _LARGEST):
            message = frames.load(frame)
            if "failed" in message:
                raise CourseError(
                    f"The locked cells of {master.assignment} cannot be run: {message['failed']}. "
                    "Put them right in source/, release the assignment again, and grade."
                )
            if "cell" in message:
                found[message["cell"]] = outputs.checked(message["outputs"])
        return found


def fill(notebook: dict[str, Any], ran: Ran) -> dict[str, int]:
    """Write outputs and execution counts into a notebook.

    Returns
    -------
    dict : the place of each cell that has an nbgrader id.
    """
    from ipykernel.ipkernel import IPythonKernel

    notebook["metadata"]["language_info"] = dict(IPythonKernel.language_info)
    places, number = {}, 0
    for place, cell in enumerate(notebook["cells"]):
        name = grade_id(cell)
        if name is not None:
            places[name] = place
        if cell["cell_type"] == "code" and runs(cell):
            number += 1
            if place in ran.outputs or place in ran.taken or not ran.ended:
                cell["execution_count"] = number
                cell["outputs"] = ran.outputs.get(place, [])
    return places


def runs(cell: dict[str, Any]) -> bool:
    """Whether a code cell is run at all, by nbclient's rules."""
    return bool(cell["source"].strip()) and "skip-execution" not in cell["metadata"].get("tags", [])


def _refusal(cell: MasterCell, place: int, ran: Ran) -> str | None:
    """Why a test cannot be run on what the student left; None if it can."""
    if ran.ended and place not in ran.taken:
        return f"This question was not reached: {ran.ended}."
    refused = ran.refused.get(place)
    if refused:
        name, reason = next(iter(refused.items()))
        return (
            f"0 of {in_points(cell.points)}.\nThe answer {name} is not plain data: {reason}. Use "
            "text, numbers, lists and dicts."
        )
    return None


def _mark(
    master: MasterCell,
    cell: dict[str, Any],
    found: dict[int, list[dict[str, Any]]],
    ran: Ran,
    places: dict[str, int],
    marks: Marks,
) -> None:
    """Give one cell its outputs and its points."""
    place = places[master.id]
    if not master.test:
        given = cell["source"].strip()
        nothing = not given or given == master.source.strip()
        marks.points[master.id] = 0.0 if nothing and master.answer else None
        return
    refusal = _refusal(master, place, ran)
    if refusal is not None:
        cell["outputs"] = _said(refusal)
        marks.points[master.id] = 0.0
    elif place in found or not master.source.strip():
        cell["outputs"] = found.get(place, [])
        marks.points[master.id] = _points(master, cell, marks)
    else:
        cell["outputs"] = _said("The test did not come to an end with this answer.")
        marks.points[master.id] = 0.0
        marks.looks.append(f"the test {master.id} did not come to an end; look at the answer.")


def _said(text: str) -> list[dict[str, Any]]:
    """Outputs that say something and are worth nothing."""
    number: dict[str, Any] = {
        "output_type": "execute_result",
        "execution_count": None,
        "metadata": {},
    }
    return [
        {"output_type": "stream", "name": "stdout", "text": f"{text}\n"},
        number | {"data": {"text/plain": "0.0"}},
    ]


def _points(master: MasterCell, cell: dict[str, Any], marks: Marks) -> float:
    """The points of a test by what it put out, as nbgrader reads it.

    An error gives nothing, a number that ends the cell is the points, and a test
    that only ends gives all. A number that nbgrader would stumble over is
    written anew.
    """
    for output in cell["outputs"]:
        if output["output_type"] == "error":
            return 0.0
        if output["output_type"] == "execute_result":
            said = output["data"].get("text/plain", "")
            try:
                number = float(said)
            except ValueError:
                return master.points
            points = min(max(number, 0.0), master.points) if math.isfinite(number) else 0.0
            if points != number:
                output["data"] = {"text/plain": repr(points)}
                marks.looks.append(
                    f"the test {master.id} gave {said[:20]} of {master.points:g} points; it "
                    f"counts as {points:g}."
                )
            return points
    return master.points
