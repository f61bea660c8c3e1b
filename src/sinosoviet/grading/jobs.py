"""What goes to a worker and what comes back: plain, picklable, and without a key.

A job holds what the student's process may see. The tests stay with the
coordinator; a job only says which values are wanted where.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from sinosoviet.errors import CourseError

#: What is called after each student: the student's id, and the sentence if there is one.
Progress = Callable[[str, str], None]


@dataclass(frozen=True)
class Options:
    """How to grade.

    Attributes
    ----------
    workers : how many submissions at once; 0 for as many as there are cores.
    scheduler : the address of a Dask scheduler; empty for this machine alone.
    isolation : ``namespaces`` or ``limits``.
    force : grade also what has not changed.
    only_failed : leave out those who need no look.
    """

    workers: int = 0
    scheduler: str = ""
    isolation: str = "namespaces"
    force: bool = False
    only_failed: bool = False

    def __post_init__(self) -> None:
        if self.isolation not in ("namespaces", "limits"):
            raise CourseError(
                f"There is no isolation {self.isolation!r}; there are: namespaces, limits."
            )


@dataclass(frozen=True)
class Limits:
    """What a submission may use.

    Attributes
    ----------
    cell_seconds, total_seconds : wall time of a cell, and of all of them.
    memory_mb : what its processes may take beyond the warm start, in MB.
    processes, open_files : how many at once.
    scratch_mb : its own files, in MB.
    output_kb : what a cell may print or draw and have kept, in kB; the rest is counted.
    """

    cell_seconds: float = 30
    total_seconds: float = 120
    memory_mb: float = 1024
    processes: float = 32
    open_files: float = 256
    scratch_mb: float = 64
    output_kb: float = 2000

    @classmethod
    def of(cls, settings: dict[str, Any]) -> "Limits":
        """The limits that a course sets, the others as they are.

        Raises
        ------
        CourseError : if one is unknown or is not a number above 0.

        >>> Limits.of({"cell_seconds": 5}).cell_seconds
        5
        """
        known = asdict(cls())
        for name, value in settings.items():
            if name not in known:
                raise CourseError(
                    f"There is no limit {name!r} in course.toml; there are: {', '.join(known)}."
                )
            if type(value) not in (int, float) or not 0 < value < 1e6:
                raise CourseError(f"The limit {name} in course.toml must be a number above 0.")
        return cls(**settings)


@dataclass(frozen=True)
class Step:
    """One code cell of a submission, in the order of the notebook.

    Attributes
    ----------
    place : the cell's number in the notebook, from 0.
    source : what to run; None at a test, which does not run here.
    takes : the names whose values are taken out here, for a test.
    """

    place: int
    source: str | None
    takes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """One submission to run.

    Attributes
    ----------
    student : the student's id, by which the notebook finds its variant.
    steps : what to do, in order.
    files : what lies beside the notebook, by its path there.
    limits : what it may use.
    isolation : ``namespaces`` or ``limits``.
    """

    student: str
    steps: tuple[Step, ...]
    files: dict[str, bytes]
    limits: Limits = Limits()
    isolation: str = "namespaces"


@dataclass
class Ran:
    """What came of running a submission; all of it has been checked.

    Attributes
    ----------
    student : the student's id.
    outputs : nbformat's outputs by the cell's number, for each cell that ran.
    taken : for each test that was reached, the encoded values by name.
    refused : for each test, why a name's value was not taken, by name.
    ended : why not all cells ran, in a sentence; empty if they did.
    seconds : the wall time.
    """

    student: str
    outputs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    taken: dict[int, dict[str, Any]] = field(default_factory=dict)
    refused: dict[int, dict[str, str]] = field(default_factory=dict)
    ended: str = ""
    seconds: float = 0.0
