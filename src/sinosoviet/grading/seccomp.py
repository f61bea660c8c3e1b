"""A seccomp filter: the system calls that a student's code has no business with.

Written as the kernel's own small program (classic BPF), because the machine may
lack libseccomp and the list is short. A forbidden call fails with EPERM.
"""

import ctypes
import os
import platform
import struct

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _FOURTH_ARGUMENT = 0, 4, 16, 40
_EPERM, _ENOSYS = 1, 38
_AF_UNIX = 1
#: Every flag of clone(2) that makes a namespace.
_NEW_NAMESPACES = 0x7E020000
#: Of mmap(2): memory that processes share and that belongs to none of them, nor to a file.
_SHARED, _ANONYMOUS = 0x01, 0x20
_X32 = 0x40000000

#: For each machine: the kernel's name of the architecture, and the numbers of the calls.
_MACHINES: dict[str, tuple[int, dict[str, int]]] = {
    "x86_64": (
        0xC000003E,
        {
            "socket": 41, "clone": 56, "clone3": 435, "unshare": 272, "setns": 308, "mount": 165,
            "umount2": 166, "pivot_root": 155, "chroot": 161, "open_tree": 428, "move_mount": 429,
            "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433, "mount_setattr": 442,
            "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312,
            "pidfd_getfd": 438, "bpf": 321, "perf_event_open": 298, "userfaultfd": 323,
            "keyctl": 250, "add_key": 248, "request_key": 249, "io_uring_setup": 425,
            "io_uring_enter": 426, "io_uring_register": 427, "memfd_create": 319,
            "memfd_secret": 447, "shmget": 29, "semget": 64, "msgget": 68, "mq_open": 240,
            "init_module": 175, "finit_module": 313, "delete_module": 176, "kexec_load": 246,
            "kexec_file_load": 320, "reboot": 169, "swapon": 167, "swapoff": 168, "acct": 163,
            "quotactl": 179, "syslog": 103, "sync": 162, "syncfs": 306, "personality": 135,
            "name_to_handle_at": 303, "open_by_handle_at": 304, "mknod": 133, "mknodat": 259,
            "iopl": 172, "ioperm": 173, "modify_ldt": 154, "settimeofday": 164,
            "clock_settime": 227, "adjtimex": 159, "clock_adjtime": 305, "vhangup": 153,
            "lookup_dcookie": 212, "uselib": 134, "fanotify_init": 300, "mmap": 9,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "socket": 198, "clone": 220, "clone3": 435, "unshare": 97, "setns": 268, "mount": 40,
            "umount2": 39, "pivot_root": 41, "chroot": 51, "open_tree": 428, "move_mount": 429,
            "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433, "mount_setattr": 442,
            "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272,
            "pidfd_getfd": 438, "bpf": 280, "perf_event_open": 241, "userfaultfd": 282,
            "keyctl": 219, "add_key": 217, "request_key": 218, "io_uring_setup": 425,
            "io_uring_enter": 426, "io_uring_register": 427, "memfd_create": 279,
            "memfd_secret": 447, "shmget": 194, "semget": 190, "msgget": 186, "mq_open": 180,
            "init_module": 105, "finit_module": 273, "delete_module": 106, "kexec_load": 104,
            "kexec_file_load": 294, "reboot": 142, "swapon": 224, "swapoff": 225, "acct": 89,
            "quotactl": 60, "syslog": 116, "sync": 81, "syncfs": 267, "personality": 92,
            "name_to_handle_at": 264, "open_by_handle_at": 265, "mknodat": 33,
            "settimeofday": 170, "clock_settime": 112, "adjtimex": 171, "clock_adjtime": 266,
            "vhangup": 58, "lookup_dcookie": 18, "fanotify_init": 262, "mmap": 222,
        },
    ),
}  # fmt: skip


def offered() -> bool:
    """Whether there is a filter for this machine and its kernel takes one."""
    return platform.system() == "Linux" and platform.machine() in _MACHINES and _kernel_takes_it()


def _kernel_takes_it() -> bool:
    # PR_GET_SECCOMP answers 0 where filters are built in and none is set, 2 where one is.
    return bool(ctypes.CDLL(None).prctl(21, 0, 0, 0, 0) in (0, 2))


def program(machine: str) -> bytes:
    """The filter for a machine, as the kernel reads it: eight bytes an instruction.

    >>> len(program("x86_64")) % 8
    0
    """
    architecture, calls = _MACHINES[machine]
    refuse = _ERRNO | _EPERM
    code = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_JUMP_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if machine == "x86_64":
        code += [(_JUMP_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, refuse)]
    special = {"socket", "mmap", "clone", "clone3"}
    for number in sorted(number for name, number in calls.items() if name not in special):
        code += [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, refuse)]
    code += [
        # The C library falls back to clone, whose flags can be read here; clone3's cannot.
        (_JUMP_EQUAL, 0, 1, calls["clone3"]),
        (_RETURN, 0, 0, _ERRNO | _ENOSYS),
        (_JUMP_EQUAL, 0, 4, calls["clone"]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_JUMP_ANY_BIT, 0, 1, _NEW_NAMESPACES),
        (_RETURN, 0, 0, refuse),
        (_RETURN, 0, 0, _ALLOW),
        # Nobody's memory is in nobody's limit.
        (_JUMP_EQUAL, 0, 5, calls["mmap"]),
        (_LOAD, 0, 0, _FOURTH_ARGUMENT),
        (_JUMP_ANY_BIT, 0, 2, _ANONYMOUS),
        (_JUMP_ANY_BIT, 0, 1, _SHARED),
        (_RETURN, 0, 0, refuse),
        (_RETURN, 0, 0, _ALLOW),
        (_JUMP_EQUAL, 0, 3, calls["socket"]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_JUMP_EQUAL, 1, 0, _AF_UNIX),
        (_RETURN, 0, 0, refuse),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def apply() -> None:
    """Set the filter for this process and all that it starts, for good.

    Raises
    ------
    OSError : if the kernel refuses it.
    """
    code = program(platform.machine())
    libc = ctypes.CDLL(None, use_errno=True)
    filter_ = _Program(len(code) // 8, code)
    if (
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0
        or libc.prctl(_PR_SET_SECCOMP, _FILTER_MODE, ctypes.byref(filter_), 0, 0) != 0
    ):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), "seccomp")
