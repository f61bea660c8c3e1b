"""The assignments of a course, and the key of one variant as a sheet for the instructor."""

from typing import NamedTuple

from sinosoviet.authoring import layout, masters
from sinosoviet.courses import Course
from sinosoviet.errors import CourseError
from sinosoviet.questions import Key, Question
from sinosoviet.tasks import draw, identity, records, verify


class Entry(NamedTuple):
    """An assignment in a list.

    Attributes
    ----------
    name : its name.
    points, by_hand : what it is worth, and how much of that is marked by hand.
    questions : how many.
    minutes : how long it takes, such as ``60-90``; empty if it does not say so.
    """

    name: str
    points: float
    by_hand: float
    questions: int
    minutes: str


def entries(course: Course) -> list[Entry]:
    """The assignments whose masters a course has, by name.

    Raises
    ------
    CourseError : if a master cannot be read.
    """
    return [
        _entry(path.parent.name, masters.read(path))
        for path in sorted(course.root.glob("source/*/*.ipynb"))
        if path.parent.name == path.stem
    ]


def _entry(name: str, cells: list[masters.Cell]) -> Entry:
    graded = [(cell, cell.points) for cell in cells if cell.points is not None]
    said = layout.MINUTES.search(cells[0].visible) if cells else None
    return Entry(
        name=name,
        points=sum(points for _, points in graded),
        by_hand=sum(points for cell, points in graded if cell.answer),
        questions=len(graded),
        minutes=f"{said[1]}-{said[2]}" if said else "",
    )


def key_sheet(course: Course, name: str, variant: int = 1, student: str = "") -> str:
    """Questions, model answers and keys of one variant, as text. For the instructor only.

    Parameters
    ----------
    course, name : the assignment.
    variant : its number, from 1.
    student : a student's id, in place of the number.

    Raises
    ------
    CourseError : if there is no such assignment or variant, or if it was released with
        other questions.
    """
    number = max(course.variants, records.variants(course, name))
    verify(course, name)
    if student:
        variant = identity.variant_of(name, student, number)
    if not 1 <= variant <= number:
        raise CourseError(f"{name} has variants 1 to {number}, not {variant}.")
    drawn = draw(name, course.secret(), variant)
    head = f"{name}, variant {variant} of {number}" + f", of {student}" * bool(student)
    sheets = [_sheet(question, drawn.keys[id_]) for id_, question in drawn.questions.items()]
    return "\n\n".join([head, *sheets])


def _sheet(question: Question, key: Key) -> str:
    lines = [repr(question)]
    if question.kind == "free_text":
        lines.append("Model answer: marked by hand; see the guide.")
    else:
        lines.append(f"Model answer: {question.model(key)!r}")
    known = key.get("misconceptions", {})
    rest = {name: value for name, value in key.items() if name != "misconceptions"}
    lines += [f"Key, {name}: {value!r}" for name, value in rest.items()]
    lines += [f"Known mistake {said!r}: {says}" for said, says in known.items()]
    return "\n".join(lines)
