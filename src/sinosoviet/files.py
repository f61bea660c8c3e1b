"""Files written whole or not at all, and a folder used by one process at a time."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from sinosoviet.errors import CourseError


def write_text(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a text file through a temporary file beside it and a rename.

    Parameters
    ----------
    path : the file to write; its folder is made where it is missing.
    text : what the file holds afterwards, in UTF-8.
    mode : the permission bits of the new file.

    Raises
    ------
    CourseError : if the file cannot be written; the old file is then unchanged.

    >>> folder = Path(tempfile.mkdtemp())
    >>> write_text(folder / "note.txt", "recalled")
    >>> (folder / "note.txt").read_text()
    'recalled'
    """
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except OSError as error:
        raise CourseError(cannot_write(path, error)) from error
    finally:
        with suppress(OSError):
            os.unlink(temporary)


def write_changed(path: Path, text: str) -> bool:
    """Write a text file as `write_text` does, unless it says just that already.

    Returns
    -------
    bool : whether it was written.

    Raises
    ------
    CourseError : if the file cannot be written; the old file is then unchanged.
    """
    if path.is_file() and path.read_bytes() == text.encode("utf-8"):
        return False
    write_text(path, text)
    return True


def cannot_write(path: Path | str, error: OSError) -> str:
    """Say in one sentence that a place cannot be written, why, and what to do.

    >>> cannot_write("/mnt/course", OSError(30, "Read-only file system"))
    'Cannot write /mnt/course: Read-only file system. Choose a folder you may write to.'
    """
    reason = error.strerror or str(error)
    todo = (
        "Free some space and run the command again."
        if error.errno == 28
        else "Choose a folder you may write to."
    )
    return f"Cannot write {path}: {reason}. {todo}"


@contextmanager
def alone(folder: Path, doing: str) -> Iterator[None]:
    """Hold a folder for one process; a second one is told so at once.

    Parameters
    ----------
    folder : the folder to hold; it is made where it is missing.
    doing : what the holder does, for the other's message.

    Raises
    ------
    CourseError : if another process holds the folder, or it cannot be written.
    """
    lock = FileLock(folder / ".lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise CourseError(
            f"Another command is at work in {folder}; wait until it has ended, then {doing} again."
        ) from None
    except OSError as error:
        raise CourseError(cannot_write(folder, error)) from error
    try:
        yield
    finally:
        lock.release()
