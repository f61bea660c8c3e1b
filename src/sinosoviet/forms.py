"""A form for an answer: fields and menus in place of brackets and quotation marks."""

import re
from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]

from sinosoviet.answers import cell_line
from sinosoviet.errors import CourseError
from sinosoviet.questions import Answer, Input, Question
from sinosoviet.questions.filling import contents, filled

#: So much of a long option is shown in a menu.
_SHOWN = 80

_STYLE: dict[str, Any] = {
    "style": {"description_width": "16em"},
    "layout": {"width": "46em", "max_width": "98%"},
}
#: What is typed is sent when a field is left, and not key by key: on a busy machine the click
#: on the button can overtake the last keys.
_TYPED: dict[str, Any] = {**_STYLE, "continuous_update": False}
_HINTS = {
    "number": "such as 1390 or 19.5",
    "date": "such as 1949-10-01 or 1949-10",
    "text": "",
    "ids": "one source id a line",
}


def form(question: Question, answer: Answer, save: Callable[[Answer], None]) -> widgets.VBox:
    """A form that fills in the answer to a question.

    Each field has a label; a button saves all of them, and a line below says what is
    still missing, and what the answer's cell has to read.

    Parameters
    ----------
    question : what is asked.
    answer : what the fields show at first.
    save : called with the answer when the button is pressed.

    Raises
    ------
    CourseError : if the question is answered in a text cell.
    """
    if not question.inputs():
        raise CourseError(f"{question.id} has no form: write your answer into its text cell.")
    filled_in = fields(question, answer)
    button = widgets.Button(description=f"Save {question.id}", button_style="primary")
    line = widgets.HTML(_line("Nothing has been changed yet."))

    def saves(_: widgets.Button) -> None:
        made = entered(question, filled_in)
        try:
            save(made)
        except CourseError as error:
            line.value = _line(str(error))
            return
        problem = question.problem(made)
        word = f"Saved, not complete yet. {problem}" if problem else "Saved, and complete."
        line.value = _line(word, cell_line(question.id))

    def changed(_: object) -> None:
        line.value = _line("Changed, not saved yet.")

    button.on_click(saves)
    for field in filled_in:
        field.observe(changed, names="value")
    return widgets.VBox([*filled_in, button, line])


def fields(question: Question, answer: Answer) -> list[widgets.Widget]:
    """A labelled field for each thing to fill in, with what stands in an answer so far."""
    values = zip(question.inputs(), contents(question, answer), strict=True)
    return [_field(given, value) for given, value in values]


def entered(question: Question, filled_in: list[widgets.Widget]) -> Answer:
    """The answer that stands in a question's fields."""
    pairs = zip(question.inputs(), filled_in, strict=True)
    return filled(question, [_read(given, field) for given, field in pairs])


def _line(text: str, code: str = "") -> str:
    """A line below the form, which a screen reader reads out when it changes."""
    rest = f" The answer's cell has to read: <code>{escape(code)}</code>" if code else ""
    return f'<p role="status">{escape(text)}{rest}</p>'


def _field(given: Input, value: Answer) -> widgets.Widget:
    """A field with its label, filled with what stands in the answer so far."""
    if given.options:
        menu = [("– choose –", ""), *((_shown(*item), item[0]) for item in given.options.items())]
        chosen = str(value) if str(value) in given.options else ""
        return widgets.Dropdown(options=menu, value=chosen, description=given.label, **_STYLE)
    hint = _HINTS[given.takes]
    if given.takes == "ids":
        listed = "\n".join(map(str, value)) if type(value) is list else ""
        return widgets.Textarea(listed, placeholder=hint, description=given.label, **_TYPED)
    text = "" if value is None else str(value)
    return widgets.Text(text, placeholder=hint, description=given.label, **_TYPED)


def _shown(name: str, text: str) -> str:
    whole = f"{name}: {text}" if text else name
    return whole if len(whole) <= _SHOWN else f"{whole[: _SHOWN - 1]}…"


def _read(given: Input, field: widgets.Widget) -> Answer:
    """What stands in a field, as it stands in an answer."""
    text = str(field.value).strip()
    if given.takes == "ids":
        return [name for name in re.split(r"[\s,;'\"\[\]]+", text) if name]
    return _number(text) if given.takes == "number" else text


def _number(text: str) -> Answer:
    """A number; a text that is none stays a text, so that the form can say so."""
    bare = text.replace(",", "").replace("\u00a0", "")
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", bare, re.ASCII):
        return text
    return float(bare) if "." in bare else int(bare)
