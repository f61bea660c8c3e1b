"""The course's figures: one function a figure, each returns the Axes.

Every figure carries a description for readers who cannot see it and a line that
names its sources.
"""

from sinosoviet.figures.bars import counts
from sinosoviet.figures.base import STYLES, CourseFigure
from sinosoviet.figures.credits import loans
from sinosoviet.figures.events import timeline
from sinosoviet.figures.index import output
from sinosoviet.figures.rates import growth, steel
from sinosoviet.figures.turnover import trade

__all__ = [
    "STYLES",
    "CourseFigure",
    "counts",
    "growth",
    "loans",
    "output",
    "steel",
    "timeline",
    "trade",
]
