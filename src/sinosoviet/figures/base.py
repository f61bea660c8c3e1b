"""What all figures share: the style of each side, alt text, and the line of sources.

Sides are told apart by colour and by marker or hatch, in the palette of Okabe and
Ito (https://jfly.uni-koeln.de/color/), which is safe for colour-blind eyes.
"""

import base64
import io
import textwrap
from html import escape
from typing import NamedTuple, cast

import matplotlib.pyplot as plt
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine, TightLayoutEngine

from sinosoviet import sources


class Style(NamedTuple):
    """How a side is drawn: a colour and a second cue, marker or hatch."""

    colour: str
    marker: str
    hatch: str


STYLES = {
    "soviet": Style("#D55E00", "s", "//"),
    "chinese": Style("#0072B2", "o", ""),
    "american": Style("#009E73", "^", ".."),
    "other": Style("#767676", "D", "--"),
    "joint": Style("#CC79A7", "P", "xx"),
    "scholarly": Style("#E69F00", "X", "\\\\"),
}


#: Letters of the line below a figure to an inch of its width.
_LINE = 17

#: Dots to an inch, on the screen and in the file: one size, so that texts are measured once.
_DPI = 110

#: Letters keep their own shapes and distances, which also draws them a fifth quicker.
_UNHINTED = rc_context({"text.hinting": "none"})

#: So many sources are named below a figure; the rest stand in its table.
_NAMED = 8


class CourseFigure(Figure):
    """A figure that shows its description as alt text in a notebook.

    Attributes
    ----------
    description : what there is to see, in words.
    source_line : the sources, as printed below the figure.
    """

    description: str = ""
    source_line: str = ""

    @_UNHINTED
    def describe(self, description: str, source_ids: list[str], note: str = "") -> None:
        """Give the figure its alt text, and print its source line and a note below it."""
        names = list(dict.fromkeys(sources.cite(s).strip("()") for s in source_ids))
        more = (
            f"; and {len(names) - _NAMED} more, named in the table" if len(names) > _NAMED else ""
        )
        self.description = description
        self.source_line = f"Sources: {'; '.join(names[:_NAMED])}{more}".rstrip(".") + "."
        below = f"{note} {self.source_line}".strip()
        letters = int(_LINE * self.get_figwidth())
        below = textwrap.fill(below, letters, break_on_hyphens=False)
        text = self.text(0.01, 0.005, below, fontsize=7, color="#444444", va="bottom")
        top = text.get_window_extent().ymax / self.bbox.height + 0.02
        # Worked out once, here, and not at each of the three times a notebook draws.
        if len(self.axes) == 1 and not self.legends:
            # Without a rectangle it looks at all texts once, with one twice.
            TightLayoutEngine(pad=0.5, rect=None).execute(self)  # type: ignore[arg-type]
            self.subplots_adjust(bottom=self.subplotpars.bottom + top)
        else:  # panels, and what stands beside them, need the solver
            engine = ConstrainedLayoutEngine(rect=(0, top, 1, 1 - top))
            for _ in range(2):  # what is beside the axes moves when they have moved
                engine.execute(self)
        self.stale = False

    def _ipython_display_(self) -> None:
        """Shown as one picture with its alt text, which image outputs of Jupyter cannot carry."""
        from IPython.display import display

        bundle = {"text/html": self.html(), "text/plain": repr(self)}
        display(bundle, raw=True)  # type: ignore[no-untyped-call]

    @_UNHINTED
    def html(self) -> str:
        """The figure as HTML that stands alone: the picture with its alt text."""
        picture = io.BytesIO()
        self.savefig(picture, format="png", dpi="figure", metadata={"Software": None})
        data = base64.b64encode(picture.getvalue()).decode("ascii")
        return (
            f'<figure style="margin:0"><img src="data:image/png;base64,{data}" '
            f'alt="{escape(self.description)}" style="max-width:100%"></figure>'
        )

    def __repr__(self) -> str:
        return f"[Figure: {self.description}]"


def new_axes(width: float, height: float) -> tuple[CourseFigure, Axes]:
    """A figure of the course, of so many inches; `describe` makes room below for its sources."""
    figure = cast(
        CourseFigure,
        plt.figure(
            FigureClass=CourseFigure,
            figsize=(width, height),
            dpi=_DPI,
        ),
    )
    return figure, figure.add_subplot()


def legend_of_sides(axes: Axes, sides: list[str]) -> None:
    """Name the sides that a figure shows, each with its colour and marker."""
    for side in sides:
        style = STYLES[side]
        axes.plot([], [], marker=style.marker, color=style.colour, linestyle="none", label=side)
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=8, frameon=False)


def in_figures(value: float) -> str:
    """A number as figures print it: thousands set off, decimals only where there are any.

    >>> in_figures(1390.0), in_figures(128.6)
    ('1,390', '128.6')
    """
    return f"{value:,.0f}" if value == round(value) else f"{value:,.6g}"
