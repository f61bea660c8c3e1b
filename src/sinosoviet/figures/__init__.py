"""The course's figures: one function a figure, each returns the Axes.

Every figure carries a description for readers who cannot see it and a line that
names its sources.
"""

from sinosoviet.figures.bars import counts
from sinosoviet.figures.base import STYLES, CourseFigure
from sinosoviet.figures.events import timeline

__all__ = ["STYLES", "CourseFigure", "counts", "timeline"]
