"""Specimens: short texts in the voice of a popular article, with planted errors and their keys.

A text is composed of sentence patterns that rest on rows of the data; some of its
sentences are made wrong, each in a way that the two real specimens of the course
show too. The key falls out of the planting.

>>> from random import Random
>>> from sinosoviet.specimens import compose
>>> text = compose(Random(1), length=12)
>>> len(text.sentences), len(text.errors)
(12, 6)
"""

from sinosoviet.questions import ERROR_KINDS
from sinosoviet.specimens.draw import GROUPS, draw_plantings
from sinosoviet.specimens.kinds import CORRECTIONS
from sinosoviet.specimens.pool import Planting, Pool, load, practice
from sinosoviet.specimens.text import Planted, Specimen, compose
from sinosoviet.specimens.themes import PARTS, THEMES
from sinosoviet.specimens.worked import worked

__all__ = [
    "CORRECTIONS",
    "ERROR_KINDS",
    "GROUPS",
    "PARTS",
    "THEMES",
    "Planted",
    "Planting",
    "Pool",
    "Specimen",
    "compose",
    "draw_plantings",
    "load",
    "practice",
    "worked",
]
