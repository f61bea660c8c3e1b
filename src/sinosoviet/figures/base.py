"""What all figures share: the style of each side, alt text, and the line of sources.

Sides are told apart by colour and by marker or hatch, in the palette of Okabe and
Ito (https://jfly.uni-koeln.de/color/), which is safe for colour-blind eyes.
"""

import base64
import gc
import io
import textwrap
from collections.abc import Iterable
from html import escape
from typing import Any, NamedTuple, cast

import matplotlib.pyplot as plt
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine, TightLayoutEngine
from matplotlib.transforms import offset_copy

from sinosoviet import sources

# Tens of thousands of objects of pandas and matplotlib stay loaded: to look through them for
# garbage again would stop a lesson for a tenth of a second, and a restart for three.
gc.freeze()


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

#: Letters keep their own shapes and distances, which also draws them a fifth quicker, and
#: a title its place, which matplotlib would else look for among the texts at each drawing.
_LOOK = rc_context({"text.hinting": "none", "axes.titley": 1.0})

#: Files are smaller and made in half the time than as matplotlib packs them.
_PACKED = {"compress_level": 3}

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

    @_LOOK
    def add_subplot(self, *args: Any, **kwargs: Any) -> Any:
        """Axes whose title keeps its place; see `Figure.add_subplot`."""
        return super().add_subplot(*args, **kwargs)

    @_LOOK
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
        for axis in (axis for axes in self.axes for axis in (axes.xaxis, axes.yaxis)):
            if not axis.get_label_text():  # or a place for it is looked for at each drawing
                axis.set_label_coords(0, 0)
        text = self.text(0.01, 0.005, below, fontsize=7, color="#444444", va="bottom")
        top = text.get_window_extent().ymax / self.bbox.height + 0.02
        # Worked out once, here, and not at each of the three times a notebook draws.
        if self.legends:  # what stands beside the axes needs the solver
            engine = ConstrainedLayoutEngine(rect=(0, top, 1, 1 - top))
            for _ in range(2):  # what is beside the axes moves when they have moved
                engine.execute(self)
        else:  # without a rectangle it looks at all texts once, with one twice
            if len(self.axes) == 1:
                self.axes[0].spines[:].set_in_layout(False)
            TightLayoutEngine(pad=0.5, rect=None).execute(self)  # type: ignore[arg-type]
            now = self.subplotpars
            shrunk = (now.top - now.bottom) / (now.top - now.bottom - top)
            self.subplots_adjust(bottom=now.bottom + top, hspace=now.hspace * shrunk)
        self.stale = False

    def _ipython_display_(self) -> None:
        """Shown as one picture with its alt text, which image outputs of Jupyter cannot carry."""
        from IPython.display import display

        bundle = {"text/html": self.html(), "text/plain": repr(self)}
        display(bundle, raw=True)  # type: ignore[no-untyped-call]

    @_LOOK
    def html(self) -> str:
        """The figure as HTML that stands alone: the picture with its alt text."""
        picture = io.BytesIO()
        self.savefig(
            picture,
            format="png",
            dpi="figure",
            metadata={"Software": None},
            pil_kwargs=_PACKED,
        )
        data = base64.b64encode(picture.getvalue()).decode("ascii")
        return (
            f'<figure style="margin:0"><img src="data:image/png;base64,{data}" '
            f'alt="{escape(self.description)}" style="max-width:100%"></figure>'
        )

    def __repr__(self) -> str:
        return f"[Figure: {self.description}]"


def new_figure(width: float, height: float) -> CourseFigure:
    """A figure of the course, of so many inches; `describe` makes room below for its sources."""
    # Not within `_LOOK`: the settings that a notebook makes with its first figure have to stay.
    made = plt.figure(FigureClass=CourseFigure, figsize=(width, height), dpi=_DPI)
    return cast(CourseFigure, made)


def new_axes(width: float, height: float) -> tuple[CourseFigure, Axes]:
    """A figure of the course with one diagram; see `new_figure`."""
    figure = new_figure(width, height)
    return figure, figure.add_subplot()


def name_rows(axes: Axes, names: Iterable[str], **look: Any) -> None:
    """Name the rows of a figure, from 0 on, at its left.

    As texts: a tick is five drawings, and is looked at three times as often.
    """
    axes.yaxis.set_visible(False)
    look |= {"ha": "right", "va": "center_baseline", "gid": "name of a row"}
    place = offset_copy(
        axes.get_yaxis_transform(), axes.get_figure(root=True), x=-7, units="points"
    )
    for height, name in enumerate(names):
        axes.text(0, height, name, transform=place, **look)


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
