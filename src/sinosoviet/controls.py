"""Figures with controls, for a notebook with a running kernel."""

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
import matplotlib.pyplot as plt
from IPython.display import display
from matplotlib.axes import Axes

from sinosoviet import figures, tables
from sinosoviet.errors import CourseError, known_name
from sinosoviet.frames import shown

#: What a notebook shows, by kind of content.
_Shown = dict[str, str]


def explore(figure: str) -> None:
    """Show a figure with controls; what depends on them is made anew when one is moved.

    What is shown at first is the figure that prints: without a kernel it stays.

    Parameters
    ----------
    figure : ``timeline``, with the years, a side and a word to choose; or
        ``recognition``, with the years of which the states are listed.

    Raises
    ------
    UnknownName : if there are no controls for that figure.

    >>> explore("lines")
    Traceback (most recent call last):
    sinosoviet.errors.UnknownName: There is no figure to explore 'lines'. Did you mean 'timeline'?
    """
    _VIEWS[known_name("figure to explore", figure, _VIEWS)]()


def _timeline() -> None:
    years = _years(1956, 1964)
    sides = ["soviet", "chinese", "american", "other", "joint"]
    options = [("all", ""), *zip(sides, sides, strict=True)]
    side = widgets.Dropdown(options=options, description="side")
    word = widgets.Text(value="nuclear", placeholder="any", description="word", **_WIDE)

    def drawn() -> _Shown:
        first, last = map(str, years.value)
        axes = figures.timeline(first, last, word.value.strip() or None, side.value or None)
        return _picture(axes)

    _show([years, side, word], drawn)


def _recognition() -> None:
    display(_picture(figures.recognition()[0]), raw=True)  # type: ignore[no-untyped-call]
    years = _years(1949, 1950)
    _show([years], lambda: _states(*years.value))


_VIEWS: dict[str, Callable[[], None]] = {"timeline": _timeline, "recognition": _recognition}

_WIDE: dict[str, Any] = {"layout": {"width": "36em"}, "continuous_update": False}


def _years(first: int, last: int) -> widgets.IntRangeSlider:
    span = {"value": (first, last), "min": 1945, "max": 1991}
    return widgets.IntRangeSlider(description="years", **span, **_WIDE)


def _show(controls: list[widgets.Widget], shown: Callable[[], _Shown]) -> None:
    """Display controls, and below them what is shown anew when one of them is moved."""
    display(widgets.VBox(controls))  # type: ignore[no-untyped-call]
    below = display(_or_sentence(shown), raw=True, display_id=True)  # type: ignore[no-untyped-call]
    for control in controls:
        control.observe(lambda _: below.update(_or_sentence(shown), raw=True), names="value")


def _or_sentence(shown: Callable[[], _Shown]) -> _Shown:
    """What is to be shown, or the sentence that says why it cannot be."""
    try:
        return shown()
    except CourseError as error:
        return {"text/html": f"<p>{escape(str(error))}</p>", "text/plain": str(error)}


def _picture(axes: Axes) -> _Shown:
    figure = axes.get_figure(root=True)
    assert isinstance(figure, figures.CourseFigure)
    plt.close(figure)  # or the notebook would show it a second time
    return {"text/html": figure.html(), "text/plain": repr(figure)}


def _states(first: int, last: int) -> _Shown:
    """The states that recognised the People's Republic or entered into relations in some years."""
    rows = tables.table("recognition")
    within = [
        (rows[f"{act}_earliest"].dt.year <= last) & (rows[f"{act}_latest"].dt.year >= first)
        for act in ("date_recognised", "date_relations")
    ]
    rows = rows[within[0] | within[1]]
    if rows.empty:
        raise CourseError(
            f"The table of states has none for {first} to {last}; choose other years."
        )
    columns = ["country", "date_recognised", "date_relations", "sources", "confidence"]
    listed = shown(rows[columns].set_index("country"))
    return {"text/html": listed._repr_html_(), "text/plain": listed.to_string()}
