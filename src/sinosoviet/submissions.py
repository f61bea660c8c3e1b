"""Read what a student handed in: the notebook, and the files beside it.

Nothing here runs a student's code, changes a file, or follows a link.
"""

import json
import os
import stat
from dataclasses import dataclass, field
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path
from typing import Any

#: Larger notebooks are not read; the masters are below a hundredth of this.
_LARGEST = 20_000_000
_MOST_CELLS = 5_000
_MOST_FILES = 500
#: So many notebooks of another name are named.
_MOST_NAMED = 3
#: A file in more folders than this is left out: each needs a place in the scratch directory.
_MOST_FOLDERS = 5
#: What the smallest file takes there, in bytes.
_BLOCK = 4096


@dataclass
class Submission:
    """What was found in a submission's folder.

    Attributes
    ----------
    notebook : the notebook as JSON, with a list ``cells``; None if it cannot be read.
    unreadable : why not, in a sentence; empty if it can.
    files : what lies beside it, by its path there.
    oddities : what a grader should know, a sentence each.
    digest : changes whenever any of this does.
    """

    notebook: dict[str, Any] | None = None
    unreadable: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    oddities: list[str] = field(default_factory=list)
    digest: str = ""


def read(path: Path, ignored: list[str], most_bytes: int) -> Submission:
    """Read a submission.

    Parameters
    ----------
    path : where the notebook should be.
    ignored : patterns of names that are no part of a submission.
    most_bytes : the files beside the notebook are taken up to this many bytes.

    Returns
    -------
    Submission : see there; every sentence says what is wrong and what to do.
    """
    found = Submission()
    if path.parent.is_symlink():
        found.unreadable = f"{path.name} is a link to another place; ask for the file itself."
        return found
    found.files = _beside(path.parent, ignored, most_bytes, found.oddities)
    content = _content(path)
    parsed = content if isinstance(content, str) else _parse(path.name, content)
    found.digest = _digest(content, found.files)
    if isinstance(parsed, str):
        found.unreadable = parsed
        return found
    found.notebook = parsed
    kernel = _dict(_dict(parsed.get("metadata")).get("kernelspec")).get("name", "python3")
    if kernel != "python3":
        found.oddities.append(
            f"it names the kernel {str(kernel)[:40]!r}; it was run with Python. Look at its "
            "outputs."
        )
    return found


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _legible(path: Path) -> str:
    """A name that somebody else gave, for a sentence and a terminal."""
    words = " ".join(path.name.split())
    return "".join(letter if letter.isprintable() else "?" for letter in words)


def _content(path: Path) -> bytes | str:
    """What a notebook's file holds, or why that cannot be said."""
    name = path.name
    if path.is_symlink():
        return f"{name} is a link to another place; ask for the file itself."
    if not path.is_file():
        others = sorted(map(_legible, path.parent.glob("*.ipynb")))[:_MOST_NAMED]
        renamed = f" There is {', '.join(others)}: rename it if it is the one." if others else ""
        return f"there is no {name} in the folder; ask for it.{renamed}"
    size = path.stat().st_size
    if size == 0:
        return f"{name} is empty; ask for the file again."
    if size > _LARGEST:
        return f"{name} is {size // 1_000_000} MB large; clear its outputs and grade it again."
    try:
        return path.read_bytes()
    except OSError as error:
        return f"{name} cannot be read ({error.strerror}); put it right and grade it again."


def _parse(name: str, content: bytes) -> dict[str, Any] | str:
    """The notebook, or why there is none."""
    try:
        notebook = json.loads(content)
    except (ValueError, RecursionError):
        return f"{name} is not a notebook: it is not JSON; ask for the file again."
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        return f"{name} is not a notebook: it has no cells; ask for the file again."
    if notebook.get("nbformat") != 4:
        version = str(notebook.get("nbformat"))[:20]
        return f"{name} is a notebook of version {version!r}, not 4; ask for the file again."
    if len(notebook["cells"]) > _MOST_CELLS:
        return f"{name} has {len(notebook['cells'])} cells; ask for the file again."
    return notebook


def _digest(content: bytes | str, files: dict[str, bytes]) -> str:
    made = sha256(content.encode() if isinstance(content, str) else content)
    for name, data in sorted(files.items()):
        made.update(f"\0{name}\0{len(data)}\0".encode() + data)
    return made.hexdigest()


def _beside(
    folder: Path, ignored: list[str], most_bytes: int, oddities: list[str]
) -> dict[str, bytes]:
    """The plain files in a folder, but for notebooks."""
    found: dict[str, bytes] = {}
    left, skipped = most_bytes, 0
    for outer, folders, names in os.walk(folder):
        folders[:] = sorted(n for n in folders if not any(fnmatch(n, p) for p in ignored))
        deep = len(Path(outer).relative_to(folder).parts) > _MOST_FOLDERS
        for name in sorted(names):
            if name.endswith(".ipynb") or any(fnmatch(name, pattern) for pattern in ignored):
                continue
            path = Path(outer) / name
            full = deep or len(found) >= _MOST_FILES
            content = None if full else _plain_file(path, left)
            if content is None:
                skipped += 1
            else:
                left -= max(len(content), _BLOCK)
                found[path.relative_to(folder).as_posix()] = content
    if skipped:
        oddities.append(
            f"{skipped} files beside the notebook were left out: links, or too large, too many, or "
            "in too many folders."
        )
    return found


def _plain_file(path: Path, most_bytes: int) -> bytes | None:
    """What a file holds; None if it is a link, a device, or too large."""
    try:
        path.relative_to(path.anchor).as_posix().encode("utf-8")
        opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (OSError, UnicodeEncodeError):
        return None
    with os.fdopen(opened, "rb") as file:
        about = os.fstat(opened)
        if not stat.S_ISREG(about.st_mode) or about.st_size > most_bytes:
            return None
        return file.read(most_bytes)
