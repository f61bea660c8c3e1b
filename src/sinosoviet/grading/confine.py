"""Shut the process that is to run a student's code in, for good.

The warm parent already sits in bubblewrap's read-only file system, without a
network. Each child of it leaves that parent's namespaces too: it sees no other
process, owns one scratch directory of limited size, and holds no capability.
Linux only; called in a freshly forked child and nowhere else.
"""

import ctypes
import os
import platform
import resource
import signal
from pathlib import Path

from sinosoviet.grading import seccomp
from sinosoviet.grading.jobs import Limits

#: Where a submission's files lie inside; everything else is read-only.
SCRATCH = Path("/scratch")
#: The user in the sandbox to whom the kernel gives a root instructor's students.
NOBODY = 65534

_NEWNS, _NEWCGROUP, _NEWUTS, _NEWIPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
_NEWUSER, _NEWPID, _NEWNET = 0x10000000, 0x20000000, 0x40000000
_NOSUID, _NODEV, _NOEXEC, _READ_ONLY = 2, 4, 8, 1
_BIND, _PRIVATE_BELOW = 4096, (1 << 18) | 16384
_PR_SET_DUMPABLE, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 4, 24, 38
_INSIDE = 1000
_MB = 1_000_000
_LIBC = ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), what)


def new_process_namespace() -> None:
    """Make the next child the first process of a namespace of its own.

    The kernel allows one namespace to wait for a child at a time, so the caller's
    own is chosen again first.
    """
    own = os.open("/proc/self/ns/pid", os.O_RDONLY)
    try:
        _check(_LIBC.setns(own, _NEWPID), "setns")
    finally:
        os.close(own)
    _check(_LIBC.unshare(_NEWPID), "unshare")


def isolate(limits: Limits, parent_is_root: bool) -> None:
    """Leave every namespace of the parent; afterwards the scratch directory is all there is.

    Parameters
    ----------
    limits : how large the scratch directory may become.
    parent_is_root : whether the parent runs as root of its namespace with a
        second user to hand; the child then becomes that user first.

    Raises
    ------
    OSError : if the kernel refuses any part; the process must then end.
    """
    if parent_is_root:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        _check(_LIBC.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0), "dumpable")  # else /proc/self is root's
    user, group = os.getuid(), os.getgid()
    apart = _NEWUSER | _NEWNS | _NEWNET | _NEWIPC | _NEWUTS | _NEWCGROUP
    _check(_LIBC.unshare(apart), "unshare")
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{_INSIDE} {user} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{_INSIDE} {group} 1", encoding="ascii")
    _mount("none", "/", None, _PRIVATE_BELOW)
    size = f"size={int(limits.scratch_mb * _MB)},nr_inodes=4096,mode=0700"
    _mount("tmpfs", str(SCRATCH), "tmpfs", _NOSUID | _NODEV, size)
    for name in ("work", "tmp"):
        (SCRATCH / name).mkdir()
    for place in ("/tmp", "/dev/shm"):
        if not os.listdir(place):  # a library that is installed below /tmp stays in sight
            _mount(str(SCRATCH / "tmp"), place, None, _BIND)
    # A /proc would show the parent; nothing that a notebook does needs one.
    _mount("tmpfs", "/proc", "tmpfs", _NOSUID | _NODEV | _NOEXEC | _READ_ONLY, "size=4k")


def _mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    result = _LIBC.mount(
        source.encode(),
        target.encode(),
        kind.encode() if kind else None,
        ctypes.c_ulong(flags),
        options.encode() if options else None,
    )
    _check(result, f"mount {target}")


def disarm() -> None:
    """Give up every capability, and the chance to gain one."""
    for capability in range(64):
        if _LIBC.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break  # past the last one that this kernel knows
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _check(_LIBC.capset(header, (ctypes.c_uint32 * 6)()), "capset")
    _check(_LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")


def limit(limits: Limits) -> None:
    """Set the kernel's limits on this process and on each that it starts."""
    wanted = {
        "CPU": limits.total_seconds + 1,
        "NOFILE": limits.open_files,
        "FSIZE": limits.scratch_mb * _MB,
        "CORE": 0,
    }
    memory = Path("/proc/self/statm")
    if memory.exists():  # what is used already does not count; elsewhere it cannot be told
        pages = int(memory.read_text(encoding="ascii").split()[0])
        used = pages * os.sysconf("SC_PAGE_SIZE")
        wanted |= {"AS": used + limits.memory_mb * _MB, "MEMLOCK": 0, "MSGQUEUE": 0}
    for name, value in wanted.items():
        _lower(getattr(resource, f"RLIMIT_{name}", None), int(value))
    # A file that grows too large is an error in the notebook, not the end of it.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def limit_processes(limits: Limits) -> None:
    """Limit how many processes there may be, where the kernel counts the submission's alone.

    Before Linux 5.14 it counts all that the user runs anywhere; there the warm
    parent's own counting is all there is.
    """
    numbers = platform.release().split("-")[0].split(".")[:2]
    if [int(number) for number in numbers if number.isdigit()] >= [5, 14]:
        _lower(resource.RLIMIT_NPROC, int(limits.processes))


def _lower(which: int | None, value: int) -> None:
    if which is not None:
        _, most = resource.getrlimit(which)
        least = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(which, (least, least))


def filter_calls() -> None:
    """Set the seccomp filter, where this machine has one."""
    if seccomp.offered():
        seccomp.apply()
