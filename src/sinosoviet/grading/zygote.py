"""The warm parent: it holds the libraries, forks for each job, watches, and buries.

Run as a program, in bubblewrap for students' code and outside it for the
tests. Jobs come by standard input and leave by standard output, as frames (see
`frames`). The one for students' code never runs a cell of theirs itself and holds no
secret; what its child says is handed on unread. A job, and what came of it, are the next
student's classmate's: they pass through memory that goes away before the next fork.
"""

import gc
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any

from sinosoviet.grading import frames
from sinosoviet.grading.jobs import Limits

#: A cell that ignores being interrupted is given this much longer, in seconds.
GRACE = 3.0
#: How often the processes of a submission are counted and weighed, in seconds.
_TICK = 0.2
#: What a submission may say in all, in bytes.
_MOST = 64_000_000
_CHUNK = 1 << 16
#: What is said at once is handed on in pieces of so many bytes.
_PIECE = 1 << 20


@dataclass
class Watch:
    """One child while it runs."""

    process: int
    pipe: int
    limits: Limits
    in_namespace: bool
    said: int = 0

    def until_it_ends(self, out: int) -> dict[str, Any]:
        """Hand on what the child says, and end it when it is over a limit.

        Returns
        -------
        dict : ``limit`` that was hit, or an empty text; ``status`` as `os.wait` gives it.
        """
        with closing(frames.Apart(_CHUNK)) as through:
            limit = self._watch(through, out)
            self._kill()
            _, status = os.waitpid(self.process, 0)
            self._drain(through, out)
        os.close(self.pipe)
        return {"limit": limit, "status": status}

    def _watch(self, through: frames.Apart, out: int) -> str:
        start = heard = time.monotonic()
        handle = os.pidfd_open(self.process)
        poll = select.poll()
        for descriptor in (self.pipe, handle, 0):
            poll.register(descriptor, select.POLLIN if descriptor else select.POLLHUP)
        own = _private_pages("self") if self.in_namespace else 0
        weighed = start
        try:
            while True:
                ready = {descriptor for descriptor, _ in poll.poll(_TICK * 1000)}
                if 0 in ready:
                    return "abandoned"
                if self.pipe in ready:
                    heard = time.monotonic()
                    if not self._hand_on(through, out):
                        poll.unregister(self.pipe)
                    if self.said > _MOST:
                        return "output"
                if handle in ready:
                    return ""
                now = time.monotonic()
                if now - start > self.limits.total_seconds:
                    return "total_seconds"
                if now - heard > self.limits.cell_seconds + GRACE:
                    return "cell_seconds"
                if self.in_namespace and now - weighed > _TICK:
                    weighed = now
                    if found := self._too_much(own):
                        return found
        finally:
            os.close(handle)

    def _hand_on(self, through: frames.Apart, out: int) -> bool:
        count = through.hand_on(self.pipe, out, b"c")
        self.said += count
        return bool(count)

    def _drain(self, through: frames.Apart, out: int) -> None:
        """The rest of what the child said; its processes are dead, or are not listened to."""
        os.set_blocking(self.pipe, False)
        with suppress(BlockingIOError):
            while self.said <= _MOST and self._hand_on(through, out):
                pass

    def _kill(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            # The first process of a namespace takes all others with it.
            os.kill(self.process, signal.SIGKILL)
        if not self.in_namespace:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process, signal.SIGKILL)

    def _too_much(self, own: int) -> str:
        """Count and weigh every process that is neither this one nor bubblewrap's first."""
        others = [name for name in os.listdir("/proc") if name.isdigit()]
        others = [name for name in others if name not in ("1", str(os.getpid()))]
        if len(others) > self.limits.processes:
            return "processes"
        pages = sum(max(0, _private_pages(name) - own) for name in others)
        if pages * os.sysconf("SC_PAGE_SIZE") > self.limits.memory_mb * 1_000_000:
            return "memory_mb"
        return ""


def _private_pages(process: str) -> int:
    try:
        with open(f"/proc/{process}/statm", encoding="ascii") as file:
            _, resident, shared = file.read().split()[:3]
        return int(resident) - int(shared)
    except OSError:  # it has just ended
        return 0


def serve(
    at_once: Callable[[frames.Apart], bytes | None],
    child: Callable[[dict[str, Any], int], None],
    in_namespace: bool,
) -> None:
    """Answer jobs until the coordinator goes away; before each comes what limits it.

    Parameters
    ----------
    at_once : gives the frames that answer a job for which no fork is needed, or None.
    child : what the forked process does with a job and the pipe to answer by; it never returns.
    in_namespace : whether each child gets a process namespace of its own.
    """
    jobs, out = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)
    gc.collect()
    gc.freeze()
    gc.enable()
    frames.write(out, b"r")
    while (head := frames.read(jobs)) is not None and (job := frames.read_apart(jobs)):
        limits = Limits(**frames.load(head))
        said = at_once(job)
        if said is None:
            ended = _one(child, job, limits, in_namespace, out)
        else:
            job.close()
            for start in range(0, len(said), _PIECE):
                frames.write(out, b"c" + said[start : start + _PIECE])
            ended = {"limit": "", "status": 0}
        frames.write(out, b"e" + frames.dump(ended))


def _one(
    child: Callable[[dict[str, Any], int], None],
    job: frames.Apart,
    limits: Limits,
    in_namespace: bool,
    out: int,
) -> dict[str, Any]:
    if in_namespace:
        from sinosoviet.grading import confine

        confine.new_process_namespace()
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            _become(writing)
            asked = frames.load(job.content())
            job.close()
            child(asked, 3)
        except BaseException as error:
            with suppress(BaseException):
                frames.write(3, frames.dump({"failed": f"{type(error).__name__}: {error}"}))
        finally:
            os._exit(0)
    os.close(writing)
    job.close()
    return Watch(process, reading, limits, in_namespace).until_it_ends(out)


def _become(writing: int) -> None:
    """Keep one descriptor of the parent's, the pipe to answer by, as number 3."""
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(writing, 3, inheritable=False)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.closerange(4, 4096)


def main() -> None:
    """Warm up and serve: ``students``, ``limits`` or ``tests``, as the argument says."""
    from sinosoviet.grading import child

    kind = sys.argv[1]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the coordinator decides when to stop
    gc.disable()  # nothing of what is loaded now will be garbage
    at_once, act = child.prepare(kind)
    serve(at_once, act, in_namespace=kind == "students")
    os._exit(0)  # there is nothing to put away, and it would take a while
