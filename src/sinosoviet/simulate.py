"""Write a class of plausible submissions, from a seed, to try a course out.

The answers are made from the course's own keys: strong students are mostly
right, average ones partly, weak ones fall for the known misconceptions, some
hand in a blank notebook, and some a broken one.
"""

import copy
import json
from pathlib import Path
from random import Random
from typing import Any

from sinosoviet import slips, tasks
from sinosoviet.courses import Course
from sinosoviet.errors import CourseError
from sinosoviet.files import write_text
from sinosoviet.questions import Answer, Question

#: The share of right answers of each kind of student, and how many of ten are of the kind.
KINDS = {"strong": (0.92, 3), "average": (0.65, 4), "weak": (0.3, 2)}
#: In a class of ten or more, each of these comes once before any comes twice.
BREAKS = ("not-json", "empty", "other-kernel", "cells-missing", "cells-twice", "no-notebook")

_NAMES = """
abebe adair alvarez amin anand baker banda bauer becker bianchi bose boyle brandt cardoso castro
chandra chen cohen costa dalton daniel diallo dietrich dubois duran eriksen farah fischer fofana
fontaine franco gomez gupta haddad hansen harris herrera hoang horvat ibrahim ito ivanova jansen
jensen johnson kamau kapoor keller khan kim kovacs kruger kumar larsen lee leroy lima lopez lund
mahdi marin mbeki mendes meyer molina moreau musa nakamura nguyen nilsen novak okafor olsen ortega
osman park patel pereira petrov pham popov ramos rao reyes rossi ruiz saito salem santos sato
schmidt silva singh sokolov sommer suzuki tanaka torres traore tran vargas vega virtanen wagner
wang weber wolf wu yamada yilmaz zhang zhou
"""


def write_class(
    course: Course, assignment: str, number: int, seed: int = 1
) -> dict[str, dict[str, Any]]:
    """Write submissions into nbgrader's ``submitted`` folder.

    Parameters
    ----------
    course, assignment : a released assignment.
    number : how many students.
    seed : the same seed gives the same class.

    Returns
    -------
    dict : for each student the kind, and the answers by question.

    Raises
    ------
    CourseError : if the assignment has not been released, the number is out of
        range, or a student of that name has already submitted something else.
    """
    if not 1 <= number <= 5000:
        raise CourseError(f"A class has 1 to 5000 students, not {number}.")
    path = course.root / "release" / assignment / f"{assignment}.ipynb"
    if not path.is_file():
        raise CourseError(
            f"{assignment} has not been released; run 'sinosoviet release {assignment}' first."
        )
    master = json.loads(path.read_text(encoding="utf-8"))
    sheet = (path.parent / tasks.FILE).read_text(encoding="utf-8")
    secret, variants = course.secret(), tasks.records.variants(course, assignment)
    random = Random(seed)
    students = {}
    texts: dict[Path, str] = {}
    for student, kind in zip(_students(number, random), _kinds(number, random), strict=True):
        folder = course.root / "submitted" / student / assignment
        number = tasks.identity.variant_of(assignment, student, variants)
        answers = attempt(assignment, tasks.draw(assignment, secret, number), kind, random)
        texts[folder / tasks.FILE] = sheet
        notebook = _notebook(master, kind, answers)
        if notebook is not None:
            texts[folder / path.name] = notebook
        elif (folder / path.name).exists():
            _refuse(folder)
        students[student] = {"kind": kind, "answers": answers}
    for place, text in texts.items():
        if place.exists() and place.read_text(encoding="utf-8", errors="replace") != text:
            _refuse(place.parent)
    for place, text in texts.items():
        write_text(place, text)
    return students


def _refuse(folder: Path) -> None:
    raise CourseError(
        f"{folder} holds another submission; it was left alone. Simulate in a course of its own."
    )


def _students(number: int, random: Random) -> list[str]:
    every = _NAMES.split()
    names = [
        name if turn == 0 else f"{name}{turn + 1}"
        for turn in range(number // len(every) + 1)
        for name in random.sample(every, len(every))
    ]
    return sorted(names[:number])


def _kinds(number: int, random: Random) -> list[str]:
    """One blank and one or more broken in ten; the others strong, average and weak."""
    broken = [BREAKS[n % len(BREAKS)] for n in range(number // 5 if number >= 10 else 0)]
    blank = ["blank"] * (number // 15)
    pattern = [kind for kind, (_, of_ten) in KINDS.items() for _ in range(of_ten)]
    rest = [pattern[n % len(pattern)] for n in range(number - len(broken) - len(blank))]
    kinds = rest + blank + broken
    random.shuffle(kinds)
    return kinds


def attempt(assignment: str, drawn: tasks.Draw, kind: str, random: Random) -> dict[str, Answer]:
    """The answers of a simulated student.

    Parameters
    ----------
    assignment : its name.
    drawn : the student's variant.
    kind : ``strong``, ``average``, ``weak`` or ``blank``; whoever hands in a broken
        notebook is average.
    random : the only source of chance.
    """
    level = kind if kind in KINDS else "average"
    right = KINDS[level][0]
    answers: dict[str, Answer] = {}
    for name, question in drawn.questions.items():
        key = drawn.keys[name]
        if question.kind == "free_text":
            answers[name] = _essay(assignment, question, level)
        elif kind == "blank":
            answers[name] = question.blank()
        elif random.random() < right:
            answers[name] = question.model(key)
        else:
            answers[name] = slips.wrong(question, key, random)
    return answers


def _essay(assignment: str, question: Question, level: str) -> str:
    """A free text; they stay with the question bank, where no student can copy them from."""
    from sinosoviet.bank.essays import essay

    return essay(assignment, question, level)


def fill(master: dict[str, Any], answers: dict[str, Answer]) -> dict[str, Any]:
    """A copy of a released notebook with answers written into its cells.

    Parameters
    ----------
    master : the released notebook as JSON.
    answers : an answer for each question; a text goes into a text cell.
    """
    notebook = copy.deepcopy(master)
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in answers:
            code = cell["cell_type"] == "code"
            cell["source"] = f"{name} = {answers[name]!r}" if code else str(answers[name])
    return notebook


def _notebook(master: dict[str, Any], kind: str, answers: dict[str, Answer]) -> str | None:
    """The text of a submitted notebook, broken as its kind says; None if there is none."""
    if kind in ("no-notebook", "empty"):
        return "" if kind == "empty" else None
    notebook = copy.deepcopy(master) if kind == "blank" else fill(master, answers)
    cells = notebook["cells"]
    by_id = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in cells}
    if kind == "other-kernel":
        notebook["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    elif kind == "cells-missing":
        cells.remove(by_id["q2-test"])
        cells.remove(by_id["q6"])
    elif kind == "cells-twice":
        cells.insert(cells.index(by_id["q1"]), copy.deepcopy(by_id["q1"]))
    text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    return text[: len(text) // 2] if kind == "not-json" else text
