"""The course's figures: one function a figure, each returns the Axes.

Every figure carries a description for readers who cannot see it and a line that
names its sources.
"""

from sinosoviet.figures.bars import counts
from sinosoviet.figures.base import STYLES, CourseFigure
from sinosoviet.figures.credits import loans
from sinosoviet.figures.debate import claims, historians, polemics
from sinosoviet.figures.events import timeline
from sinosoviet.figures.forces import divisions, specialists, withdrawal
from sinosoviet.figures.index import output
from sinosoviet.figures.maps import projects_map
from sinosoviet.figures.projects import projects
from sinosoviet.figures.rates import growth, steel
from sinosoviet.figures.recognition import recognition
from sinosoviet.figures.turnover import trade

__all__ = [
    "STYLES",
    "CourseFigure",
    "claims",
    "counts",
    "divisions",
    "growth",
    "historians",
    "loans",
    "output",
    "polemics",
    "projects",
    "projects_map",
    "recognition",
    "specialists",
    "steel",
    "timeline",
    "trade",
    "withdrawal",
]
