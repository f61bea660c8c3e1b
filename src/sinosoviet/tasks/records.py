"""What was released of each assignment: kept beside the secret, never released itself.

The same secret draws other questions once the question bank or the data has
changed. So a release is remembered by a hash of every variant's questions, and
answers are marked only by the keys of the questions that they were given to.
"""

import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import sinosoviet
from sinosoviet.courses import Course
from sinosoviet.errors import CourseError
from sinosoviet.files import write_text
from sinosoviet.questions import to_dict
from sinosoviet.tasks import sheets
from sinosoviet.tasks.drawing import draw


@lru_cache(maxsize=1024)
def fingerprint(name: str, secret: bytes, variant: int) -> str:
    """A hash of the questions that a variant has now."""
    questions = [to_dict(q) for q in draw(name, secret, variant).questions.values()]
    return sha256(json.dumps(questions, sort_keys=True).encode()).hexdigest()[:32]


def _path(course: Course, name: str) -> Path:
    return course.root / "released" / f"{name}.json"


def prepare(course: Course, name: str) -> None:
    """Write the questions of an assignment beside its master, and remember them.

    Parameters
    ----------
    course, name : the assignment is drawn in as many variants as the course has.

    Raises
    ------
    CourseError : if students have already answered other questions.
    """
    source = course.source(name)
    secret = course.secret()
    now = [fingerprint(name, secret, number) for number in range(1, course.variants + 1)]
    before = _read(course, name)
    answered = list((course.root / "submitted").glob(f"*/{name}"))
    if before and before["questions"] != now and answered:
        raise CourseError(
            f"{name} would be released with other questions than before, and {len(answered)} "
            f"submissions answer those. {_go_back(before)} To release it anew all the same, "
            f"delete {_path(course, name)}."
        )
    write_text(source / sheets.FILE, sheets.released(name, secret, course.variants))
    content = {"package": sinosoviet.__version__, "questions": now}
    write_text(_path(course, name), json.dumps(content, indent=1) + "\n")


def verify(course: Course, name: str, variant: int | None = None) -> None:
    """Make sure that what was released is what would be marked now.

    Parameters
    ----------
    course, name : a released assignment; one that was never recorded is taken as it is.
    variant : only this one; all of them if not given.

    Raises
    ------
    CourseError : if the questions are no longer those that were released.
    """
    before = _read(course, name)
    if not before:
        return
    secret, known = course.secret(), before["questions"]
    chosen = range(1, len(known) + 1) if variant is None else [variant]
    if any(n > len(known) or fingerprint(name, secret, n) != known[n - 1] for n in chosen):
        raise CourseError(
            f"The questions of {name} are no longer those that were released: the course's "
            f"secret, the question bank or the data has changed since. {_go_back(before)} If "
            "nobody has answered yet, release it again."
        )


def variants(course: Course, name: str) -> int:
    """How many variants an assignment was released in; 1 where that was not recorded."""
    before = _read(course, name)
    return len(before["questions"]) if before else 1


def _go_back(before: dict[str, Any]) -> str:
    return f"Go back to the state of the repository that released it (version {before['package']})."


def _read(course: Course, name: str) -> dict[str, Any]:
    """What was remembered of a release; empty if there was none."""
    path = _path(course, name)
    if not path.is_file():
        return {}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {"package": str(content["package"]), "questions": list(content["questions"])}
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise CourseError(
            f"{path} is damaged ({error}); restore it from a backup, or delete it and release "
            f"{name} again if nobody has answered yet."
        ) from error
