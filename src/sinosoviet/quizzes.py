"""Exit quizzes: the letters to choose from, with an instant reply, for a running kernel."""

from html import escape
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
from IPython.display import display

from sinosoviet.errors import known_name
from sinosoviet.exercises import check, exercises
from sinosoviet.questions import Choice


def quiz(lesson: str) -> None:
    """Show the answer sheet of a lesson's exit quiz; a chosen letter is answered at once.

    The questions stand above it in the lesson, so that they print and can be read
    without a kernel; nothing is stored and nothing is graded.

    Parameters
    ----------
    lesson : the lesson, such as ``"L09"``.

    Raises
    ------
    UnknownName : if there is no quiz for that lesson.

    >>> quiz("L99")
    Traceback (most recent call last):
    sinosoviet.errors.UnknownName: There is no quiz 'L99'. Did you mean 'L09'?
    """
    asked = questions(lesson)
    replies: dict[str, str] = {}
    # One look for all: each its own would each be sent to the browser.
    total = widgets.HTML()
    look = widgets.ToggleButtonsStyle(button_width="3em", description_width="6em")
    rows: list[widgets.Widget] = []
    for number, (name, question) in enumerate(asked.items(), start=1):
        rows += _row(number, name, question, replies, total, look)
    _count(total, replies)
    display(widgets.VBox([*rows, total], layout=total.layout))  # type: ignore[no-untyped-call]


def questions(lesson: str) -> dict[str, Choice]:
    """The questions of a lesson's exit quiz by id, in order.

    Raises
    ------
    UnknownName : if there is no quiz for that lesson.

    >>> list(questions("L09"))[0]
    'L09-Q1'
    """
    every = exercises(str(lesson)) or exercises()
    known_name("quiz", lesson, {name.partition("-Q")[0] for name in every if "-Q" in name})
    found = {}
    for name in sorted(name for name in every if "-Q" in name):
        question = every[name].question
        assert isinstance(question, Choice), name
        found[name] = question
    return found


def _row(
    number: int,
    name: str,
    question: Choice,
    replies: dict[str, str],
    total: widgets.HTML,
    look: widgets.ToggleButtonsStyle,
) -> list[widgets.Widget]:
    letters: Any = widgets.ToggleButtons(
        options=list(question.options),
        value=None,
        description=f"Question {number}",
        tooltips=[f"{letter}: {text}" for letter, text in question.options.items()],
        layout=total.layout,
        style=look,
    )
    says = widgets.HTML(layout=total.layout, style=total.style)

    def chosen(change: dict[str, Any]) -> None:
        reply = check(name, change["new"])
        replies[name] = reply.word
        says.value = reply._repr_html_()
        _count(total, replies)

    letters.observe(chosen, names="value")
    return [letters, says]


def _count(total: widgets.HTML, replies: dict[str, str]) -> None:
    right = sum(word == "right" for word in replies.values())
    total.value = f"<p role='status'>{len(replies)} answered, {right} right.</p>"


def answers(lesson: str) -> str:
    """The answers of a lesson's exit quiz with their reasons, folded, as HTML.

    For pages on which no kernel runs.

    >>> answers("L09").startswith("<details")
    True
    """
    every = exercises(lesson)
    items = "".join(
        f"<li><strong>{escape(str(every[name].key['choice']))}</strong>: "
        f"{escape(str(every[name].key.get('explanation', '')))}</li>"
        for name in questions(lesson)
    )
    return (
        '<details class="answers"><summary>The answers, when you have chosen yours</summary>'
        f"<ol>{items}</ol></details>"
    )
