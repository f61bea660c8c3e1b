"""Start a warm parent (see `zygote`), ask it, and do without it when it is gone.

For students' code it is started in bubblewrap: a read-only view of Python, its
packages, this library and its data, and nothing else of this machine. For the
tests it is an ordinary process of the instructor's.
"""

import os
import select
import shutil
import signal
import site
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sinosoviet import tables
from sinosoviet.errors import CourseError
from sinosoviet.grading import confine, frames

#: Parts of the system that Python's libraries need, where they are there.
_SYSTEM = (
    "/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/share/zoneinfo",
    "/usr/share/fonts", "/usr/local/share/fonts", "/etc/fonts", "/etc/ld.so.cache",
    "/etc/localtime",
)  # fmt: skip
#: The builders of graded questions, which must not be seen inside.
_BANK = Path(__file__).parents[1] / "bank"
_CAPABILITIES = ("SYS_ADMIN", "SETUID", "SETGID", "SETPCAP", "KILL")
_START_SECONDS = 120
#: What a parent that was killed ends with, itself or inside bubblewrap.
_KILLED = (-signal.SIGKILL, 128 + signal.SIGKILL)
#: How much later than its own limits a warm parent is given up, in seconds.
_LATE = 15.0

#: Where the warm parent finds the list of fonts; its children see their own files there.
_FONTS = str(confine.SCRATCH / "matplotlib")
_INSIDE = {"MPLCONFIGDIR": _FONTS, "TMPDIR": str(confine.SCRATCH), "HOME": str(confine.SCRATCH)}

_PROGRAM = (
    "import sys; sys.path.insert(0, {folder!r}); from sinosoviet.grading.zygote import main; main()"
)


class Unavailable(CourseError):
    """Isolation cannot be had on this machine; the message says why and what to do."""


@dataclass
class Warm:
    """A warm parent.

    Attributes
    ----------
    kind : ``students``, ``limits`` (students' code without namespaces) or ``tests``.
    environment : what its environment holds beyond the necessary.
    """

    kind: str
    environment: dict[str, str] = field(default_factory=dict)
    _process: "subprocess.Popen[bytes] | None" = None
    _ready: bool = False

    def ask(self, job: dict[str, Any], seconds: float) -> tuple[bytes, dict[str, Any]]:
        """Have a child do a job.

        Parameters
        ----------
        job : see `child`.
        seconds : the most it takes by its own limits.

        Returns
        -------
        tuple : what the child said, unread, and how it ended.

        Raises
        ------
        Unavailable : if a warm parent cannot be started.
        EOFError : if it was killed, starting or in the middle; the job can be asked again.
        """
        self.start()
        assert self._process is not None
        assert self._process.stdin is not None
        said: list[bytes] = []
        root = os.name == "posix" and os.geteuid() == 0
        try:
            for content in (job["limits"], {**job, "root": root}):
                frames.write(self._process.stdin.fileno(), frames.dump(content))
            while True:
                frame = self._read(seconds + _LATE)
                if frame[:1] == b"c":
                    said.append(frame[1:])
                else:
                    return b"".join(said), frames.load(frame[1:])
        except OSError as error:
            raise EOFError(str(error)) from error
        except BaseException:
            self.close()
            raise

    def start(self) -> None:
        """Start the parent where it is not running, and wait for it; for the errors see `ask`."""
        self.begin()
        if not self._ready:
            self._wait()

    def begin(self) -> None:
        """Start the parent where it is not running, and do not wait: it takes a second or two.

        Raises
        ------
        Unavailable : if it can be seen at once that it cannot be started.
        """
        if self._process is None or self._process.poll() is not None:
            self._begin()

    def _read(self, seconds: float) -> bytes:
        assert self._process is not None
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        ready, _, _ = select.select([descriptor], [], [], seconds)
        frame = frames.read(descriptor) if ready else None
        if frame is None:
            self.close()
            raise EOFError("the process that runs the cells went away")
        return frame

    def _begin(self) -> None:
        self.close()
        folder = str(Path(__file__).parents[2])
        program = [sys.executable, "-I", "-c", _PROGRAM.format(folder=folder), self.kind]
        environment = {
            "LANG": "C.UTF-8",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            **self.environment,
        }
        with _walls(self.kind, environment) as (walls, descriptors):
            self._process = subprocess.Popen(
                [*walls, *program],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment,
                pass_fds=descriptors,
                start_new_session=True,
                bufsize=0,
            )

    def _wait(self) -> None:
        started = self._process
        assert started is not None
        try:
            if self._read(_START_SECONDS) != b"r":
                raise EOFError
        except EOFError:
            if started.returncode in _KILLED:
                raise  # for want of memory, say: no fault of the machine's walls
            raise Unavailable(
                "Students' code cannot be shut in on this machine"
                + (f" ({self._last_words})" if self._last_words else "")
                + ". Run 'sinosoviet doctor' to see what is missing, or grade with "
                "--isolation=limits, which bounds time and memory but hides nothing."
            ) from None
        self._ready = True

    _last_words: str = ""

    def close(self) -> None:
        """End the parent, and with it whatever it runs."""
        process, self._process, self._ready = self._process, None, False
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stderr is not None:
            words = process.stderr.read()[-2000:].decode("utf-8", "replace").strip()
            self._last_words = words.splitlines()[-1][:200] if words else ""
            process.stderr.close()


@contextmanager
def _walls(kind: str, environment: dict[str, str]) -> Iterator[tuple[list[str], tuple[int, ...]]]:
    """The command that shuts a students' parent in, and the descriptors it needs."""
    if kind != "students":
        yield [], ()
        return
    program = shutil.which("bwrap")
    if sys.platform != "linux" or program is None:
        what = "bubblewrap is not installed" if sys.platform == "linux" else "it needs Linux"
        raise Unavailable(
            f"Students' code cannot be shut in on this machine: {what}. Grade on a Linux machine "
            "with the package 'bubblewrap', or with --isolation=limits, which bounds time and "
            "memory but hides nothing."
        )
    command = [program, "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    command += ["--unshare-cgroup-try", "--new-session", "--hostname", "sandbox"]
    command += ["--cap-drop", "ALL"]
    command += [word for name in _CAPABILITIES for word in ("--cap-add", f"CAP_{name}")]
    command += [*_view(), "--clearenv"]
    for name, value in {**environment, **_INSIDE}.items():
        command += ["--setenv", name, value]
    command += ["--chdir", "/"]
    if os.geteuid() != 0:
        yield [*command, "--unshare-user", "--"], ()
        return
    # Started by root: a second user, so that students' code is not root's even outside.
    users = _two_users()
    try:
        yield [*command, "--userns", str(users), "--"], (users,)
    finally:
        os.close(users)


def _view() -> list[str]:
    """The file system inside: bubblewrap's options."""
    words: list[str] = []
    for place in _SYSTEM:
        path = Path(place)
        if path.is_symlink():
            words += ["--symlink", os.readlink(path), place]
        elif path.exists():
            words += ["--ro-bind", place, place]
    for path in _python():
        for outer in reversed(path.parents[:-1]):  # bubblewrap would keep them to itself
            words += ["--dir", str(outer)]
        words += ["--ro-bind", str(path), str(path)]
    if _BANK.is_dir():  # its builders name the rows on which keys rest
        words += ["--tmpfs", str(_BANK), "--remount-ro", str(_BANK)]
    words += ["--proc", "/proc", "--tmpfs", "/dev", "--dir", "/dev/shm", "--dir", "/tmp"]
    for device in ("null", "full", "random", "urandom"):  # zero gives memory that nobody counts
        words += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    words += ["--remount-ro", "/dev", "--tmpfs", str(confine.SCRATCH)]
    for cache in _font_lists():
        words += ["--ro-bind", str(cache), f"{_FONTS}/{cache.name}"]
    return [*words, "--remount-ro", "/"]


def _python() -> list[Path]:
    """Python, its packages, this library and its data; no folder within another of them."""
    packages = [p for p in sys.path if p.endswith(("site-packages", "dist-packages"))]
    packages += [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    library = Path(__file__).parents[1]
    wanted = {Path(p) for p in (sys.base_prefix, sys.prefix, *packages)}
    wanted |= {Path(os.path.realpath(sys.executable)).parent, library, tables.folder()}
    there = sorted((path for path in wanted if path.exists()), key=lambda path: len(path.parts))
    kept: list[Path] = []
    for path in there:
        if not any(path.is_relative_to(outer) for outer in kept):
            kept.append(path)
    return kept


def _font_lists() -> list[Path]:
    """matplotlib's list of fonts, which takes seconds to make."""
    from matplotlib import font_manager, get_cachedir

    del font_manager  # importing it makes the list where there is none
    return sorted(Path(get_cachedir()).glob("fontlist-*.json"))


def _two_users() -> int:
    """A descriptor of a user namespace that knows root and one user who owns nothing."""
    holder = subprocess.Popen(["unshare", "--user", "cat"], stdin=subprocess.PIPE)
    try:
        own = os.readlink("/proc/self/ns/user")
        patience = time.monotonic() + 5
        while os.readlink(f"/proc/{holder.pid}/ns/user") == own:
            if holder.poll() is not None or time.monotonic() > patience:
                raise Unavailable(
                    "Students' code cannot be shut in: this machine allows no user namespaces. "
                    "Grade elsewhere, or with --isolation=limits, which bounds time and memory "
                    "but hides nothing."
                )
            time.sleep(0.001)
        users = f"0 0 1\n{confine.NOBODY} {confine.NOBODY} 1\n"
        for which in ("uid_map", "gid_map"):
            Path(f"/proc/{holder.pid}/{which}").write_text(users, encoding="ascii")
        return os.open(f"/proc/{holder.pid}/ns/user", os.O_RDONLY)
    except OSError as error:
        raise Unavailable(
            f"Students' code cannot be shut in: no user namespace ({error.strerror}). Grade "
            "elsewhere, or with --isolation=limits, which bounds time and memory but hides nothing."
        ) from error
    finally:
        assert holder.stdin is not None
        holder.stdin.close()
        holder.wait()
