"""Run a submission shut in, and believe nothing of what comes out.

`run_all` is what every executor calls, on this machine or on another: plain `Job`s
in, plain `Ran`s out. Each thread that calls it has a warm parent to itself.
"""

import atexit
import base64
import queue
import signal
import time
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from sinosoviet.grading import frames, outputs, values
from sinosoviet.grading.jobs import Job, Ran, Step
from sinosoviet.grading.warm import Unavailable, Warm

_IDLE: dict[str, "queue.SimpleQueue[Warm]"] = {
    "namespaces": queue.SimpleQueue(),
    "limits": queue.SimpleQueue(),
}
_KINDS = {"namespaces": "students", "limits": "limits"}
#: The largest single message of a submission that is parsed, in bytes.
_LARGEST = 6_000_000
_TRIES = 3

_LIMITS = {
    "total_seconds": "it ran for longer than the {} seconds allowed",
    "cell_seconds": "a cell ran for longer than the {} seconds allowed and could not be stopped",
    "memory_mb": "its processes took more than the {} MB allowed",
    "processes": "it started more than the {} processes allowed",
    "output": "it put out too much",
}


def run(job: Job) -> Ran:
    """Run a submission's cells.

    Raises
    ------
    Unavailable : if this machine cannot isolate as the job asks.
    """
    start = time.monotonic()
    asked = {
        "steps": [asdict(step) for step in job.steps],
        "files": {n: base64.b64encode(c).decode("ascii") for n, c in job.files.items()},
        "limits": asdict(job.limits),
        "student": job.student,
    }
    idle = _IDLE[job.isolation]
    try:
        warm = idle.get_nowait()
    except queue.Empty:
        warm = Warm(_KINDS[job.isolation])
    for turn in range(_TRIES):
        try:
            said, end = warm.ask(asked, job.limits.total_seconds)
            break
        except EOFError as error:
            if turn == _TRIES - 1:
                raise Unavailable(
                    "The isolated process went away three times while running "
                    f"{job.student}'s notebook; see 'sinosoviet doctor'."
                ) from error
    idle.put(warm)
    ran = read(job, said, end)
    ran.seconds = time.monotonic() - start
    return ran


def run_all(jobs: list[Job]) -> list[Ran]:
    """Run several submissions one after another; see `run`."""
    return [run(job) for job in jobs]


def begin(isolation: str) -> None:
    """Start a warm parent, to be ready when the first submission comes.

    Parameters
    ----------
    isolation : see `Job`.
    """
    warm = Warm(_KINDS[isolation])
    with suppress(Unavailable):  # `run` will say so
        warm.begin()
        _IDLE[isolation].put(warm)


#: Tries each wall from inside; what it prints is what held.
_TRIAL = """
import os, socket, sys
held = []
def must_fail(what, act):
    try:
        act()
    except OSError:
        held.append(what)
must_fail("read-only system", lambda: open("/new", "w"))
must_fail("no network", lambda: socket.create_connection(("127.0.0.1", 9), 1))
must_fail("no capability", lambda: os.chroot("."))
if os.getpid() == 1:
    held.append("processes of its own")
open("mine", "w").close()
print(*held, sep=",")
"""


def try_out() -> list[str]:
    """Run a trial notebook shut in, and say which walls held.

    Raises
    ------
    Unavailable : if isolation cannot be had here.
    """
    ran = run(Job("doctor", (Step(0, _TRIAL),), {}))
    said = "".join(output.get("text", "") for output in ran.outputs.get(0, []))
    held = said.strip().split(",")
    if len(held) < 4:
        raise Unavailable(f"Students' code could get out: only these walls held: {said.strip()}.")
    return held


@atexit.register
def close() -> None:
    """End every idle warm parent of this process."""
    for idle in _IDLE.values():
        while not idle.empty():
            idle.get().close()


def read(job: Job, said: bytes, end: dict[str, Any]) -> Ran:
    """Make a result of what a submission's process said, checking all of it.

    Parameters
    ----------
    job : what was asked.
    said : everything it wrote; any part can be missing, doubled or made up.
    end : how it ended, from the warm parent, which can be believed.

    Raises
    ------
    Unavailable : if the process could not be shut in; no cell was run then.
    """
    ran = Ran(job.student)
    code = {step.place for step in job.steps if step.source is not None}
    tests = {step.place: step.takes for step in job.steps if step.source is None}
    whole = False
    messages = [_parsed(frame) for frame in frames.split(said, _LARGEST)]
    # Only the first can come from before the student's code had a word.
    if messages and "failed" in messages[0]:
        raise Unavailable(
            f"Students' code cannot be shut in on this machine ({messages[0]['failed']}). Run "
            "'sinosoviet doctor', or grade with --isolation=limits, which bounds time and "
            "memory but hides nothing."
        )
    for message in messages[1:]:
        place = message.get("cell", message.get("test"))
        if type(place) is int and place in code and "cell" in message:
            ran.outputs[place] = outputs.checked(message.get("outputs"))
        elif type(place) is int and place in tests and place not in ran.taken:
            _keep(ran, place, tests[place], message)
        elif message.get("end") is True:
            whole = True
    reached = {*ran.outputs, *ran.taken}
    if not (whole and reached >= {*code, *tests}) or end["limit"]:
        ran.ended = _why(job, end)
    return ran


def _parsed(frame: bytes) -> dict[str, Any]:
    """A message; an empty one for what is none."""
    try:
        message = frames.load(frame)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def _keep(ran: Ran, place: int, wanted: tuple[str, ...], message: dict[str, Any]) -> None:
    """Keep the values that were asked for; each is decoded on trial."""
    taken, refused = message.get("taken"), message.get("refused")
    ran.taken[place], ran.refused[place] = {}, {}
    for name in wanted:
        if isinstance(refused, dict) and name in refused:
            ran.refused[place][name] = values.sentence(refused[name])
        elif isinstance(taken, dict) and name in taken:
            try:
                values.decode(taken[name])
                if len(frames.dump(taken[name])) > values.LARGEST:
                    raise values.NotPlain("it holds too much")
            except values.NotPlain as error:
                ran.refused[place][name] = values.sentence(str(error))
            else:
                ran.taken[place][name] = taken[name]


def _why(job: Job, end: dict[str, Any]) -> str:
    """Why a submission did not run to its end, in a sentence without a full stop."""
    limit, status = end["limit"], end["status"]
    if limit in _LIMITS:
        return _LIMITS[limit].format(f"{getattr(job.limits, limit, 0):g}")
    number = status & 0x7F
    if number in (signal.SIGXCPU, signal.SIGKILL):
        return "it was stopped for the time or the memory that it took"
    if number:
        return f"its Python broke down ({signal.strsignal(number) or number})"
    return "it ended itself in the middle"
