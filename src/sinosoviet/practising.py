"""Practice: endless fresh questions with an instant reply and an explanation.

They come from the patterns for practice and from chance alone: no course's secret
has a part in them, and no graded question can be met here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from random import Random
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
from IPython.display import display

from sinosoviet import forms, specimens
from sinosoviet.errors import known_name
from sinosoviet.questions import ERROR_KINDS, Answer, Choice, FindErrors, Key, Question, score
from sinosoviet.specimens import PARTS, Planting, Specimen, compose

#: What can be practised: texts, and single statements with one of these kinds of error or none.
KINDS: dict[str, tuple[str, ...]] = {
    "texts": tuple(ERROR_KINDS),
    "dates": ("date_moved", "order_reversed"),
    "numbers": ("digits_run_together", "wrong_arithmetic", "exaggeration"),
    "causes": ("wrong_cause", "motive_as_fact", "single_cause"),
    "names": ("name_blanked", "invented_reference"),
}
_LENGTH, _ERRORS, _POINTS = 10, 3, 6


@dataclass(frozen=True)
class Exercise:
    """One question to practise on.

    Attributes
    ----------
    question, key : as in a task.
    explanations : what is wrong and why, for after the answer.
    """

    question: Question
    key: Key
    explanations: tuple[str, ...]

    def reply(self, answer: Answer) -> list[str]:
        """What to say to an answer: its points, the feedback, the explanations."""
        result = score(self.question, answer, self.key)
        head = "Right." if result.share == 1 else f"{result.share:.0%} of the points."
        return [head, *result.feedback, *self.explanations]


def exercises(name: str, random: Random | None = None) -> Iterator[Exercise]:
    """Fresh exercises without end; none comes again before all have come.

    Parameters
    ----------
    name : what to practise, one of `KINDS`.
    random : where they come from; pure chance if not given.

    Raises
    ------
    UnknownName : if there is no such practice.

    >>> next(exercises("dates", Random(1))).question.title
    'Is anything wrong?'
    """
    name = known_name("practice", name, KINDS)
    chance = random or Random()
    return _texts(chance) if name == "texts" else _statements(chance, KINDS[name])


def _texts(random: Random) -> Iterator[Exercise]:
    while True:
        kinds = random.sample(list(ERROR_KINDS), _ERRORS)
        text = compose(random, theme=random.choice(list(PARTS)), length=_LENGTH, kinds=kinds)
        yield _text(text)


def _text(text: Specimen) -> Exercise:
    question = FindErrors(
        id="practice",
        title=text.title,
        points=_POINTS,
        prompt=f"{_ERRORS} of these {_LENGTH} sentences are wrong. Which, in what way, and what "
        "is right? All that you need is in the course's tables.",
        material=text.sentences,
        rows=_ERRORS,
    )
    errors = [
        {
            "sentence": [error.sentence, *error.also],
            "kind": error.kind,
            "near": error.near,
            "correct": error.correct,
        }
        for error in text.errors
    ]
    said = tuple(
        f"Sentence {error.sentence}, {error.kind}: {error.explanation} {_where(error.rows)}"
        for error in text.errors
    )
    return Exercise(question, {"errors": errors}, said)


def _statements(random: Random, kinds: tuple[str, ...]) -> Iterator[Exercise]:
    able = [
        planting for planting in specimens.practice().plantings.values() if planting.kind in kinds
    ]
    while True:
        for planting in random.sample(able, len(able)):
            yield _statement(random, planting, kinds)


def _statement(random: Random, planting: Planting, kinds: tuple[str, ...]) -> Exercise:
    """A statement with the error in one of two cases, else a true one of the same shape."""
    options = {"a": "nothing: it is as the data has it"}
    options |= {
        letter: f"{kind}: {ERROR_KINDS[kind]}" for letter, kind in zip("bcdef", kinds, strict=False)
    }
    pattern, wrong = planting.pattern, random.random() < 0.5
    if wrong:
        version = random.choice(planting.versions)
        statement = version.text or pattern.sentence(random.randrange(6), **version.says)
        right, said = "bcdef"[kinds.index(planting.kind)], f"{planting.kind}: {version.explanation}"
    else:
        statement = pattern.sentence(random.randrange(6))
        right, said = "a", "Nothing is wrong with it."
    question = Choice(
        id="practice",
        title="Is anything wrong?",
        points=1,
        prompt="Check this statement against the course's tables, then say what is wrong with it.",
        material=(statement,),
        options=options,
    )
    return Exercise(question, {"choice": right}, (f"{said} {_where(planting.rows)}",))


def _where(rows: tuple[str, ...]) -> str:
    """The call that shows a row on which an explanation rests."""
    table, _, name = rows[0].partition("/")
    name = name.split("@")[0].split("^")[0]
    calls = {"series": "series", "sources": "reference", "extracts": "source"}
    if table in calls:
        return f'See ss.{calls[table]}("{name.split("#")[0]}").'
    return f'See ss.record("{table}", "{name}").'


def practice(name: str = "texts") -> None:
    """Practise in a notebook: a question, fields for the answer, a reply at once, and the next.

    Nothing is stored and nothing is graded.

    Parameters
    ----------
    name : ``texts``, with planted errors to find; or single statements, each with one error
        or none: ``dates``, ``numbers``, ``causes``, ``names``.

    Raises
    ------
    UnknownName : if there is no such practice.

    >>> practice("date")
    Traceback (most recent call last):
    sinosoviet.errors.UnknownName: There is no practice 'date'. Did you mean 'dates'?
    """
    display(_sheet(exercises(name)))  # type: ignore[no-untyped-call]


def _sheet(coming: Iterator[Exercise]) -> widgets.VBox:
    """Question, fields, buttons and reply; the next question takes the place of the last."""
    sheet = widgets.VBox()
    checks = widgets.Button(description="Check", button_style="primary")
    goes_on = widgets.Button(description="Next question")
    reply = widgets.HTML()
    now: list[Any] = []

    def ask(_: object = None) -> None:
        exercise = next(coming)
        fields = forms.fields(exercise.question, exercise.question.blank())
        now[:] = [exercise, fields]
        reply.value = ""
        shown = widgets.HTML(exercise.question._repr_html_())
        sheet.children = [shown, *fields, widgets.HBox([checks, goes_on]), reply]

    def tell(_: object) -> None:
        exercise, fields = now
        answer = forms.entered(exercise.question, fields)
        problem = exercise.question.problem(answer)
        says = [problem] if problem else exercise.reply(answer)
        items = "".join(f"<li>{escape(sentence)}</li>" for sentence in says)
        reply.value = f'<ul role="status">{items}</ul>'

    checks.on_click(tell)
    goes_on.on_click(ask)
    ask()
    return sheet
