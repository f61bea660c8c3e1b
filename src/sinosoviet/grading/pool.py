"""Where submissions run: on this machine's cores, or on a Dask cluster."""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sinosoviet.errors import CourseError
from sinosoviet.grading import sandbox

_SECONDS = 20
#: So many submissions go to a worker of a cluster at once: each piece of work has to be told of.
_TOGETHER = 4
#: Fewer pieces of work than this are done before other processes have started.
_FEW = 60


@dataclass(frozen=True)
class Runners:
    """What runs submissions.

    Attributes
    ----------
    executor : for `sandbox.run_all`.
    window : how many submissions to have under way.
    together : how many go in one piece of work.
    """

    executor: Executor
    window: int
    together: int


@contextmanager
def executor(workers: int, scheduler: str) -> Iterator[Runners]:
    """What runs submissions on this machine or on a cluster.

    Each local thread only waits for the warm process that does its work.

    Parameters
    ----------
    workers : how many on this machine; 0 for as many as there are cores.
    scheduler : the address of a Dask scheduler; empty for this machine.

    Raises
    ------
    CourseError : if there is no such scheduler, or Dask is not installed.
    """
    if scheduler:
        with _cluster(scheduler) as made:
            yield made
        return
    number = workers or len(os.sched_getaffinity(0))
    with ThreadPoolExecutor(number, "run") as local:
        try:
            yield Runners(local, window=number + 2 + number // 2, together=1)
        finally:
            local.shutdown(cancel_futures=True)
            sandbox.close()


@contextmanager
def processes(pieces: int) -> Iterator[Executor]:
    """An executor for work of Python's own: processes for much of it, else this one."""
    if pieces < _FEW:
        with ThreadPoolExecutor(1) as alone:
            yield alone
        return
    context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    if os.name == "posix":
        context.set_forkserver_preload(["sinosoviet.grading.pages"])
    with ProcessPoolExecutor(len(os.sched_getaffinity(0)), mp_context=context) as several:
        yield several


@contextmanager
def _cluster(scheduler: str) -> Iterator[Runners]:
    try:
        import distributed
    except ImportError as error:
        raise CourseError(
            "Grading on a cluster needs Dask; install it with: pip install 'sinosoviet[cluster]'"
        ) from error
    connect: Any = distributed.Client
    try:
        client = connect(scheduler, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CourseError(
            f"There is no Dask scheduler at {scheduler}. Start one with 'dask scheduler', and "
            f"workers with 'dask worker {scheduler}'."
        ) from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise CourseError(
                f"The Dask scheduler at {scheduler} has no workers; start some with 'dask worker "
                f"{scheduler}'."
            )
        executor = client.get_executor(retries=3)
        yield Runners(executor, window=(2 * threads + 2) * _TOGETHER, together=_TOGETHER)
