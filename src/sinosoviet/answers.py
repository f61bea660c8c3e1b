"""Answers saved beside the notebook, in a file that is handed in with it."""

import json
from pathlib import Path

from sinosoviet.errors import CourseError
from sinosoviet.files import write_text
from sinosoviet.questions import Answer
from sinosoviet.questions.base import NotPlain, plain

#: The file that a form fills.
FILE = "answers.json"

#: A longer file was not made by a form.
_LONGEST = 1_000_000


def saved(task: str, variant: int) -> dict[str, Answer]:
    """The answers that lie beside the notebook, by question; none if there is no file.

    Parameters
    ----------
    task, variant : whose answers they have to be.

    Raises
    ------
    CourseError : if the file is damaged, or belongs to another task or variant.
    """
    path = Path(FILE)
    if not path.is_file():
        return {}
    try:
        text = path.read_bytes()[: _LONGEST + 1]
        if len(text) > _LONGEST:
            raise ValueError("it is too long")
        content = plain(json.loads(text))
        found, answers = (str(content["task"]), int(content["variant"])), dict(content["answers"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError, NotPlain) as error:
        raise CourseError(
            f"{path.resolve()} is damaged ({error}); delete it and fill in the form again."
        ) from None
    if found != (task, variant):
        raise CourseError(
            f"{path.resolve()} holds answers to variant {found[1]} of {found[0]!r}, not to variant "
            f"{variant} of {task!r}; delete it and fill in the form again."
        )
    return answers


def save(task: str, variant: int, question_id: str, answer: Answer) -> None:
    """Save an answer beside the notebook; the others stay as they are.

    Raises
    ------
    CourseError : if the file cannot be read or written, or the notebook is a course's
        master: what lies beside that goes to every student.
    """
    here = Path.cwd()
    if here.parent.name == "source" and (here.parent.parent / "course.toml").is_file():
        raise CourseError(
            f"Nothing is saved in {here}: what lies beside a master goes to every student. Try "
            "the form in the released folder."
        )
    answers = {**saved(task, variant), question_id: answer}
    content = {"task": task, "variant": variant, "answers": answers}
    write_text(Path(FILE), json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def cell_line(question_id: str) -> str:
    """What the cell of an answer has to read so that the form's answer counts.

    >>> cell_line("q3")
    'q3 = task.answer("q3")'
    """
    return f'{question_id} = task.answer("{question_id}")'
