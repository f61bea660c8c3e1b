"""Grade a class: read, run shut in, score outside, write, and note what is done.

Submissions flow through in a window, so that memory does not grow with the
class. Files come first, then the gradebook, then the journal: whatever is
interrupted is done again, to the same end.
"""

import gc
import queue
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import sinosoviet
from sinosoviet import submissions, tasks
from sinosoviet.courses import Course
from sinosoviet.grading import autograded, handout, journal, master, pool, sandbox, scoring
from sinosoviet.grading.gradebook import Entry, Writer
from sinosoviet.grading.jobs import Job, Limits, Options, Progress, Ran, Step
from sinosoviet.grading.journal import Outcome
from sinosoviet.grading.master import Master
from sinosoviet.grading.scoring import Marks
from sinosoviet.repair import blank, grade_id, rebuild

#: A batch for the gradebook is this large, or this old in seconds.
_BATCH, _BATCH_SECONDS = 32, 2.0


@dataclass
class Item:
    """One submission on its way through."""

    student: str
    notebook: dict[str, Any]
    files: dict[str, bytes]
    timestamp: Any
    unreadable: str
    looks: list[str]
    digest: str
    marks: Marks | None = None


class Run:
    """One run over a class.

    Parameters
    ----------
    course, assignment : what to grade.
    options : how.
    progress : called after each submission.
    """

    def __init__(
        self, course: Course, assignment: str, options: Options, progress: Progress
    ) -> None:
        self._course, self._assignment, self._options = course, assignment, options
        self._progress = progress
        self._api = handout.api(course)
        self._limits = Limits.of(course.limits)
        self._master = master.load(course, assignment, self._api.coursedir.db_url)
        tasks.verify(course, assignment)
        self._journal = journal.path(course.root, assignment)
        self._writer = Writer(self._api.coursedir, assignment, autograded.penalty(self._api.config))
        self._key = sha256(
            course.secret()
            + f"{sinosoviet.__version__} {self._limits} {self._master.digest}".encode()
        ).digest()
        self._batch: list[tuple[Entry, Outcome]] = []
        self._batch_since = time.monotonic()
        self._scorers: queue.SimpleQueue[scoring.Scorer] = queue.SimpleQueue()
        self._outcomes: dict[str, Outcome] = {}

    def grade(self, students: Iterable[str]) -> list[Outcome]:
        """Grade these students' submissions; the outcomes in order."""
        chosen = list(students)
        known = journal.read(self._journal)
        in_book = self._writer.students()
        items = self._items(chosen, known, in_book)
        gc.freeze()  # what is loaded stays loaded: it need not be searched for garbage
        try:
            with (
                pool.executor(self._options.workers, self._options.scheduler) as runners,
                ThreadPoolExecutor(1 + runners.window // 6, "score") as scoring_pool,
            ):
                for item in self._flow(items, runners, scoring_pool):
                    self._finish(item)
                    if self._batch_is_due():
                        self._flush()
                self._flush()
        finally:  # when no thread can start another
            while not self._scorers.empty():
                self._scorers.get().close()
        return [self._outcomes[student] for student in chosen]

    def _items(
        self, students: list[str], known: dict[str, Outcome], in_book: set[str]
    ) -> Iterator[Item]:
        """Read each submission; those that are as they were when graded are passed over."""
        for student in students:
            item = self._read(student)
            before = known.get(student)
            same = before is not None and before.digest == item.digest and student in in_book
            if same and not self._options.force and self._folder(student).is_dir():
                assert before is not None
                self._outcomes[student] = before
                self._progress(student, before.look)
            else:
                yield item

    def _folder(self, student: str) -> Path:
        return self._course.root / "autograded" / student / self._assignment

    def _read(self, student: str) -> Item:
        place = self._course.root / "submitted" / student / self._assignment
        found = submissions.read(
            place / f"{self._assignment}.ipynb",
            self._api.coursedir.ignore,
            int(self._limits.scratch_mb * 500_000),
        )
        content = found.notebook or blank(self._master)
        rebuilt = rebuild(self._master, content)
        digest = sha256(self._key + f"{self._options.isolation} {found.digest}".encode())
        looks = list(found.oddities)
        if found.notebook:
            strange = tasks.look(
                self._course, self._assignment, student, rebuilt.notebook, found.files
            )
            looks += [*rebuilt.remarks, *strange]
        timestamp = autograded.timestamp(found.files, looks)
        return Item(
            student=student,
            notebook=rebuilt.notebook,
            files=self._master.beside(found.files),
            timestamp=timestamp,
            unreadable=found.unreadable,
            looks=[found.unreadable] if found.unreadable else looks,
            digest=digest.hexdigest(),
        )

    def _flow(
        self, items: Iterator[Item], runners: pool.Runners, scoring_pool: Executor
    ) -> Iterator[Item]:
        """Run and score, so many at once; each item comes out when it is marked."""
        running: dict[Future[list[Ran]], list[Item]] = {}
        marking: dict[Future[None], Item] = {}
        starting: list[Future[None]] = []
        more = True
        while more or running or marking:
            under_way = sum(map(len, running.values())) + len(marking)
            while more and under_way < runners.window:
                batch = list(islice(items, runners.together))
                more = len(batch) == runners.together
                under_way += len(batch)
                jobs = [self._job(item) for item in batch if not item.unreadable]
                for item in batch:
                    if item.unreadable:
                        marked = scoring_pool.submit(self._mark, item, unread(item.student))
                        marking[marked] = item
                if jobs:
                    piece = runners.executor.submit(sandbox.run_all, jobs)
                    running[piece] = [item for item in batch if not item.unreadable]
                    if not starting:
                        starting.append(scoring_pool.submit(self._start_scorer))
            waiting: list[Future[Any]] = [*running, *marking]
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                if future in running:
                    for item, ran in zip(running.pop(future), future.result(), strict=True):
                        marking[scoring_pool.submit(self._mark, item, ran)] = item
                else:
                    future.result()
                    yield marking.pop(future)

    def _job(self, item: Item) -> Job:
        return job_of(
            self._master, item.student, item.notebook, item.files, self._limits,
            self._options.isolation,
        )  # fmt: skip

    def _start_scorer(self) -> None:
        """Have a scorer at hand when the first submission has run."""
        scorer = scoring.Scorer(self._course)
        scorer.start()
        self._scorers.put(scorer)

    def _mark(self, item: Item, ran: Ran) -> None:
        """Score an item, in a thread of the scoring pool."""
        try:
            scorer = self._scorers.get_nowait()
        except queue.Empty:
            scorer = scoring.Scorer(self._course)
        try:
            item.marks = scorer.score(self._master, item.notebook, ran, self._limits)
        finally:
            self._scorers.put(scorer)
        late = [place for place, outputs in ran.outputs.items() if _was_late(outputs)]
        if late:
            item.looks.append(
                f"{len(late)} of its cells took longer than the {self._limits.cell_seconds:g} "
                "seconds allowed and were stopped."
            )
        if ran.ended and not item.unreadable:
            item.looks.append(f"{ran.ended}; the questions before that were graded.")
        item.looks += item.marks.looks

    def _finish(self, item: Item) -> None:
        """Write an item's files; its marks go into the batch."""
        assert item.marks is not None
        content = autograded.text(item.notebook)
        autograded.write(self._folder(item.student), self._assignment, content, item.files)
        entry = Entry(
            student=item.student,
            timestamp=item.timestamp,
            points=item.marks.points,
            unanswered=_unanswered(self._master, item.notebook),
        )
        look = " ".join(item.looks)
        outcome = Outcome(
            item.student, not item.unreadable, look, item.digest, self._options.isolation
        )
        self._batch.append((entry, outcome))

    def _batch_is_due(self) -> bool:
        old = time.monotonic() - self._batch_since > _BATCH_SECONDS
        return len(self._batch) >= _BATCH or old

    def _flush(self) -> None:
        """Gradebook first, then the journal: what the journal calls done is done."""
        batch, self._batch = self._batch, []
        self._batch_since = time.monotonic()
        self._writer.write(entry for entry, _ in batch)
        journal.append(self._journal, (outcome for _, outcome in batch))
        for _, outcome in batch:
            self._outcomes[outcome.student] = outcome
            self._progress(outcome.student, outcome.look)


def unread(student: str) -> Ran:
    """What is marked of a submission that cannot be read: nothing of it was run."""
    return Ran(student, ended="the notebook could not be read")


def _was_late(outputs: list[dict[str, Any]]) -> bool:
    return any(output.get("ename") == "CellTimeoutError" for output in outputs)


def _unanswered(assignment: Master, notebook: dict[str, Any]) -> frozenset[str]:
    """The answer cells that are as they were released."""
    cells = {grade_id(cell): cell for cell in notebook["cells"]}
    return frozenset(
        name
        for name, cell in assignment.cells.items()
        if cell.answer and cells[name]["source"] == cell.source
    )


def job_of(
    assignment: Master,
    student: str,
    notebook: dict[str, Any],
    files: dict[str, bytes],
    limits: Limits,
    isolation: str,
) -> Job:
    """The job that runs a rebuilt notebook. It holds no test.

    Parameters
    ----------
    assignment : the master.
    student : the student's id.
    notebook : as `repair.rebuild` made it.
    files : what lies beside it.
    limits, isolation : see `Job`.
    """
    steps = []
    for place, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] != "code" or not scoring.runs(cell):
            continue
        about = assignment.cells.get(grade_id(cell) or "")
        if about is not None and about.test:
            steps.append(Step(place, None, assignment.takes[about.id]))
        else:
            steps.append(Step(place, cell["source"]))
    return Job(student, tuple(steps), files, limits, isolation)
