"""Whose notebook it is, and which variant of an assignment that student has.

A student's variant follows from the assignment and the student's id alone: the
SHA-256 hash of ``assignment/id``, as a number, modulo the number of variants, plus
one. There is no list to keep, students are spread evenly, and a student has another
number in every assignment. The number is no secret; the keys are.
"""

import os
import unicodedata
from hashlib import sha256
from pathlib import Path

from sinosoviet.courses import STUDENT_VARIABLE
from sinosoviet.errors import CourseError
from sinosoviet.files import write_text

#: The file beside the notebook in which a student's id is remembered.
FILE = "student.txt"

_LONGEST = 200


def plain_id(student: str) -> str:
    """An id without what people write now one way, now another: case, spaces around it.

    >>> plain_id(" Kim@Example.edu ")
    'kim@example.edu'
    """
    return unicodedata.normalize("NFC", student).strip().casefold()


def variant_of(assignment: str, student: str, variants: int) -> int:
    """The number of a student's variant, from 1.

    Parameters
    ----------
    assignment : the assignment's name.
    student : the student's id.
    variants : how many variants there are.

    >>> variant_of("corroboration", "kim", 40), variant_of("corroboration", "Kim ", 40)
    (15, 15)
    """
    digest = sha256(f"{assignment}/{plain_id(student)}".encode()).digest()
    return int.from_bytes(digest, "big") % variants + 1


def who(assignment: str, given: str | None = None) -> str | None:
    """The id of the student whose notebook is open.

    While it is graded, that is the name of the submission's folder, whatever the
    notebook says. Else it is JupyterHub's user name, what was given, what
    ``student.txt`` says, or what the student answers when asked; the last is remembered.

    Parameters
    ----------
    assignment : for the message, if the id cannot be had.
    given : an id that the student wrote into the notebook.

    Returns
    -------
    str or None : None in the course's own folders, where the instructor tries things out.

    Raises
    ------
    CourseError : if nobody can be asked, or there is no answer.
    """
    here = Path.cwd()
    if graded := os.environ.get(STUDENT_VARIABLE):
        return graded
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":
        return here.parent.name
    if hub := os.environ.get("JUPYTERHUB_USER"):
        return hub
    if here.parent.name in ("source", "release") and (here.parents[1] / "course.toml").is_file():
        return given
    known = given or said(_read(here / FILE))
    found = plain_id(known or _ask(assignment))
    if found != said(_read(here / FILE)):
        write_text(here / FILE, f"{found}\n")
    return found


def said(content: bytes) -> str:
    """The id that a file ``student.txt`` names; empty if it names none."""
    first = content[:_LONGEST].decode("utf-8", errors="replace").strip().splitlines()[:1]
    return plain_id("".join(first))


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _ask(assignment: str) -> str:
    """Ask the student, in the notebook or the terminal."""
    try:
        answer = input("Your student id, as your instructor writes it: ")
    except (EOFError, OSError, NotImplementedError):
        answer = ""
    if not answer.strip():
        raise CourseError(
            "Your questions depend on your student id, which is not known here yet. Run the first "
            "code cell of the notebook and type it there when you are asked; or run "
            f'ss.task("{assignment}", student="...") in a cell of your own, with your id between '
            "the quotation marks."
        )
    return answer[:_LONGEST]
