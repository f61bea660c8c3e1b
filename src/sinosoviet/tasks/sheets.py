"""``task.json``: the questions of all variants of a task, as students receive them, without a key.

What all variants have in common stands there once; each variant adds what is its own.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sinosoviet.errors import CourseError
from sinosoviet.questions import Question, from_dict, to_dict
from sinosoviet.tasks.drawing import draw

#: The file beside a notebook that holds its questions.
FILE = "task.json"

#: What reading a damaged file can raise.
_DAMAGE = (OSError, LookupError, ValueError, TypeError, AttributeError, RecursionError)

#: A question in its JSON form, or a part of it.
Fields = dict[str, Any]


def released(name: str, secret: bytes, variants: int = 1) -> str:
    """What students receive of a task: the text of ``task.json``.

    Parameters
    ----------
    name : the assignment.
    secret : the course's secret.
    variants : how many variants.
    """
    drawn = [draw(name, secret, number).questions for number in range(1, variants + 1)]
    sheets = [{q.id: to_dict(q) for q in questions.values()} for questions in drawn]
    common = [_common([sheet[name] for sheet in sheets]) for name in sheets[0]]
    own = [
        {q["id"]: rest for q in common if (rest := _without(sheet[q["id"]], q))} for sheet in sheets
    ]
    content = {"task": name, "questions": common, "variants": own}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _common(questions: Sequence[Fields]) -> Fields:
    """The fields that a question has alike in every variant."""
    first, *others = questions
    return {
        name: value
        for name, value in first.items()
        if all(name in other and other[name] == value for other in others)
    }


def _without(question: Fields, common: Fields) -> Fields:
    return {name: value for name, value in question.items() if name not in common}


@dataclass(frozen=True)
class Sheet:
    """The content of a ``task.json``.

    Attributes
    ----------
    task : the assignment's name.
    common : what the questions have in common in all variants.
    own : for each variant, what it adds to each question.
    """

    task: str
    common: list[Fields]
    own: list[dict[str, Fields]]

    @property
    def variants(self) -> int:
        """How many variants there are."""
        return len(self.own)

    def questions(self, variant: int) -> dict[str, Question]:
        """The questions of a variant, counted from 1, by id."""
        own = self.own[variant - 1]
        return {q["id"]: from_dict({**q, **own.get(q["id"], {})}) for q in self.common}


def read(name: str) -> Sheet:
    """Read the file beside the notebook.

    Raises
    ------
    CourseError : if it is not there, is damaged, or belongs to another assignment.
    """
    path = Path(FILE)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        sheet = Sheet(str(content["task"]), list(content["questions"]), list(content["variants"]))
        sheet.questions(1)
    except FileNotFoundError:
        raise CourseError(
            f"There is no {FILE} in {Path.cwd()}. Put the notebook back beside it; an "
            f"instructor makes it with 'sinosoviet release {name}'."
        ) from None
    except (CourseError, *_DAMAGE) as error:
        raise damaged(error) from None
    if sheet.task != name:
        raise CourseError(
            f"{path.resolve()} belongs to the assignment {sheet.task!r}, not to {name!r}; put "
            "each notebook into its own folder."
        )
    return sheet


def damaged(error: Exception) -> CourseError:
    """What to say of a file that cannot be used."""
    return CourseError(f"{Path(FILE).resolve()} is damaged ({error}); fetch the assignment again.")
