"""Look at the installation and the course, and say how to mend what is missing."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from sinosoviet import courses, grading, integrity, tables
from sinosoviet.errors import CourseError


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes
    ----------
    what : what was looked at, and what was seen.
    ok : whether it is as it should be.
    mend : what to do if it is not.
    needed : False for what only some uses need.
    """

    what: str
    ok: bool
    mend: str = ""
    needed: bool = True


def examine(folder: Path | None) -> Iterator[Finding]:
    """Look at everything, one thing after the other.

    Parameters
    ----------
    folder : the course's folder, or None for the one that is found from here.
    """
    yield Finding(
        f"Python {sys.version.split()[0]}", sys.version_info >= (3, 11), "Install Python 3.11."
    )
    yield from _packages()
    yield _extension()
    yield _kernel()
    yield _data()
    yield from _isolation()
    yield from _course(folder)
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    yield Finding(
        f"Chromium for the browser tests: {browser or 'none'}",
        browser is not None,
        "Only the project's own tests need it: install your system's package 'chromium'.",
        needed=False,
    )


def _packages() -> Iterator[Finding]:
    from packaging.requirements import Requirement

    for text in requires("sinosoviet") or []:
        wanted = Requirement(text)
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
            continue
        mend = f"Run: {sys.executable} -m pip install '{wanted.name}{wanted.specifier}'"
        try:
            found = version(wanted.name)
        except PackageNotFoundError:
            yield Finding(f"{wanted.name} is not installed", False, mend)
            continue
        yield Finding(
            f"{wanted.name} {found}", wanted.specifier.contains(found, prereleases=True), mend
        )


def _extension() -> Finding:
    from jupyter_core.paths import jupyter_path

    places = [Path(p) / "@jupyter" / "nbgrader" for p in jupyter_path("labextensions")]
    there = any((place / "package.json").is_file() for place in places)
    return Finding(
        f"nbgrader's extension of JupyterLab: {'installed' if there else 'missing'}",
        there,
        f"Run: {sys.executable} -m pip install --force-reinstall --no-deps nbgrader",
    )


def _kernel() -> Finding:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    mend = f"Run: {sys.executable} -m ipykernel install --sys-prefix"
    try:
        command = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        return Finding("no Jupyter kernel named python3", False, mend)
    ours = command in ("python", "python3", sys.executable)
    return Finding(f"Jupyter kernel python3: {command}", ours, mend)


def _data() -> Finding:
    found = integrity.problems(tables.folder())
    return Finding(
        f"data package: {'whole' if not found else found[0]}",
        not found,
        "Correct the row, or restore the data folder; 'sinosoviet data check' lists everything.",
    )


def _isolation() -> Iterator[Finding]:
    """What this machine offers to shut students' code in; grading tries the whole of it once."""
    from sinosoviet.grading import sandbox, seccomp

    what = "students' code is shut in when it is graded"
    try:
        parts = sandbox.try_out()
    except CourseError as error:
        yield Finding("students' code cannot be shut in when it is graded", False, str(error))
        return
    filtered = seccomp.offered()
    yield Finding(f"{what}: {', '.join(parts)}", True)
    yield Finding(
        f"seccomp filter of system calls: {'yes' if filtered else 'no'}",
        filtered,
        "Nothing to do: the namespaces hold without it.",
        needed=False,
    )


def _course(folder: Path | None) -> Iterator[Finding]:
    try:
        course = courses.find(folder)
    except CourseError as error:
        yield Finding("no course here", False, str(error), needed=folder is not None)
        return
    yield Finding(f"course {course.title!r} in {course.root}", True)
    yield Finding(
        f"{course.root} can be written",
        os.access(course.root, os.W_OK),
        "Copy the course to a folder of yours, or have it opened to you.",
    )
    yield _tried("nbgrader's configuration", lambda: str(grading.api(course).coursedir.course_id))
    secret = course.root / "secret.key"
    if secret.exists() and os.name == "posix":
        mode = secret.stat().st_mode & 0o777
        yield Finding(
            f"the secret {secret.name} is readable by its owner only ({mode:o})",
            mode & 0o077 == 0,
            f"Run: chmod 600 {secret}",
        )
    if secret.exists():
        yield _tried("the secret is whole", lambda: f"{8 * len(course.secret())} bits")
    if course.exchange is not None:
        yield Finding(
            f"exchange {course.exchange}",
            course.exchange.is_dir() and os.access(course.exchange, os.W_OK),
            f"Run: mkdir -p {course.exchange} && chmod 777 {course.exchange}",
        )


def _tried(what: str, act: Callable[[], str]) -> Finding:
    try:
        return Finding(f"{what}: {act()}", True)
    except CourseError as error:
        return Finding(what, False, str(error))
