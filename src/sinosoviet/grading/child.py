"""What a forked child does: run a student's cells, or the instructor's tests.

Both go through the same `shell`. Which of the two a warm parent serves is fixed when
it starts; they never share a process.
"""

import base64
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sinosoviet.courses import STUDENT_VARIABLE
from sinosoviet.errors import CourseError
from sinosoviet.grading import confine, frames
from sinosoviet.grading.jobs import Limits
from sinosoviet.grading.shell import Shell

# pandas must not be imported before there is a shell: it would take this for a terminal.
Job = dict[str, Any]
Work = tuple[Callable[[frames.Apart], bytes | None], Callable[[Job, int], None]]

#: What a notebook's environment holds inside; the instructor's own is not there.
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "USER": "student",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
#: What notebooks and tests of the course do most, done beforehand.
_NOTEBOOK = (
    "import sinosoviet as ss",
    "ss.events(until='1945-08')",
    "counts = ss.compare('specialists withdrawn, 1960')\ncounts[['value', 'definition']]",
    "books = ss.table('sources')\nbooks[books.title.str.contains('Alliance')].head(3)",
)
_TESTS = ("print('1 of 2 points.')\n1.5",)


def prepare(kind: str) -> Work:
    """Import everything, warm it up, and say how a job is done.

    Returns
    -------
    tuple : what the warm parent answers to a job without a fork, None if nothing; and
        what each child does.
    """
    shell = Shell(one_stream=kind == "tests")
    shell.attach()
    if kind == "tests":
        shell.warm(_warm_tables, _TESTS)
        return _score_at_once, lambda job, pipe: _tests(shell, job, pipe)
    shell.warm(_warm_notebooks, _NOTEBOOK)
    in_namespace = kind == "students"
    return _nothing, lambda job, pipe: _student(shell, job, pipe, in_namespace)


def _warm_tables() -> None:
    from sinosoviet import tables

    data = tables.folder()
    for name in tables.resources(data):
        tables.load(name, data)


def _nothing(job: frames.Apart) -> None:
    """No submission is looked at before it is shut in."""
    del job


def _score_at_once(asked: frames.Apart) -> bytes | None:
    """Draw the student's variant, for every fork to find; score what needs none."""
    from sinosoviet.grading import at_once

    job = frames.load(asked.content())
    _draw(job)
    found = at_once.outputs(job) if job["at_once"] else None
    if found is None:
        return None
    messages: list[dict[str, Any]] = [{"cell": n, "outputs": o} for n, o in found.items()]
    return b"".join(frames.packed(frames.dump(m)) for m in [*messages, {"end": True}])


def _draw(job: Job) -> None:
    from sinosoviet import courses
    from sinosoviet.tasks import identity, records

    name = job["assignment"]
    with suppress(CourseError):  # it will be said when the test asks for it
        course = courses.find()
        variants = records.variants(course, name)
        records.verify(course, name, identity.variant_of(name, job["student"], variants))


def _warm_notebooks() -> None:
    """Load what notebooks of the course use, and draw once; never the question bank."""
    import io

    import matplotlib.pyplot as plt

    import sinosoviet

    _warm_tables()
    for name in sinosoviet.__all__:
        getattr(sinosoviet, name)
    figure, axes = plt.subplots()
    axes.plot([0, 1], label="warm")
    axes.set_title("warm")
    axes.legend()
    figure.savefig(io.BytesIO(), format="png")
    plt.close("all")


def _student(shell: Shell, job: dict[str, Any], pipe: int, in_namespace: bool) -> None:
    limits = Limits(**job["limits"])
    folder = _confine(limits, job, in_namespace)
    from numpy import random

    random.seed()  # each child would draw the same numbers
    most = int(limits.output_kb * 1000)
    frames.write(pipe, frames.dump({"ready": True}))
    for step in job["steps"]:
        place = step["place"]
        if step["source"] is None:
            frames.write(pipe, frames.dump({"test": place, **take(shell.scope, step["takes"])}))
            shell.skip()
            continue
        outputs = shell.run(place, step["source"], limits.cell_seconds, most)
        frames.write(pipe, frames.dump({"cell": place, "outputs": outputs}))
        for other in shell.outputs.touched - {place}:
            again = {"cell": other, "outputs": shell.outputs.cells[other]}
            frames.write(pipe, frames.dump(again))
    frames.write(pipe, frames.dump({"end": True}))
    if folder is not None:
        os.chdir("/")
        shutil.rmtree(folder, ignore_errors=True)


def _confine(limits: Limits, job: dict[str, Any], in_namespace: bool) -> Path | None:
    """Shut this process in and lay out its files; the folder to remove, if there is one."""
    if in_namespace:
        # Before the mounts: the kernel's own files are out of reach after them.
        confine.limit(limits)
        confine.isolate(limits, parent_is_root=job["root"])
        folder = confine.SCRATCH
    else:
        confine.limit(limits)
        folder = Path(tempfile.mkdtemp(prefix="sinosoviet-"))
        for name in ("work", "tmp"):
            (folder / name).mkdir()
    os.environ.clear()
    own = {"HOME": str(folder / "work"), "TMPDIR": str(folder / "tmp")}
    os.environ.update(_ENVIRONMENT | own | {STUDENT_VARIABLE: job["student"]})
    tempfile.tempdir = None
    for name, content in job["files"].items():
        path = folder / "work" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))
    os.chdir(folder / "work")
    if in_namespace:
        confine.limit_processes(limits)
        confine.disarm()
    confine.filter_calls()
    return None if in_namespace else folder


def take(scope: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """The values of some names as plain data, and why others were refused.

    A name without a value is in neither.

    >>> take({"q1": 5, "q2": {1}}, ["q1", "q2", "q3"])
    {'taken': {'q1': 5}, 'refused': {'q2': 'it holds a set'}}
    """
    from sinosoviet.grading import values

    taken, refused = {}, {}
    for name in names:
        if name not in scope:
            continue
        try:
            encoded = values.encode(scope[name])
            if len(frames.dump(encoded)) > values.LARGEST:
                raise values.NotPlain("it holds too much")
            taken[name] = encoded
        except values.NotPlain as error:
            refused[name] = str(error)
        except Exception:
            refused[name] = "it cannot be taken out"
    return {"taken": taken, "refused": refused}


def _tests(shell: Shell, job: dict[str, Any], pipe: int) -> None:
    """Run the instructor's set-up cells, then each test on the values that were taken for it."""
    from sinosoviet.grading import values

    limits = Limits(**job["limits"])
    os.environ[STUDENT_VARIABLE] = job["student"]
    os.chdir(job["folder"])
    most = int(limits.output_kb * 1000)
    for source in job["setup"]:
        outputs = shell.run(-1, source, limits.cell_seconds, most)
        wrong = [output for output in outputs if output["output_type"] == "error"]
        if wrong:
            said = f"{wrong[0]['ename']}: {wrong[0]['evalue']}"
            frames.write(pipe, frames.dump({"failed": said}))
            return
    for test in job["tests"]:
        for name in test["takes"]:
            shell.scope.pop(name, None)
        for name, value in test["values"].items():
            shell.scope[name] = values.decode(value)
        shell.count(test["count"])
        outputs = shell.run(test["place"], test["source"], limits.cell_seconds, most)
        frames.write(pipe, frames.dump({"cell": test["place"], "outputs": outputs}))
    frames.write(pipe, frames.dump({"end": True}))
