"""The question bank: what graded tasks are drawn from. It is left out of the wheel.

The module of an assignment has a function ``build(random, place)``. It gives the
questions in order, each with its key; ``random`` is the only source of chance, so that
the same state gives the same questions, and ``place`` says which draw it is. The
questions name the rows of the data on which their keys rest. So the bank stays with the
repository, on the instructor's side: what a student installs has no such module.
"""

from typing import NamedTuple

#: The assignments, in the order in which a course sets them.
NAMES = (
    "sourcing", "chronology", "quantities", "projects", "corroboration", "references",
    "polemics", "capstone",
)  # fmt: skip


class Place(NamedTuple):
    """Which draw it is, for what must differ between the variants of one class.

    Attributes
    ----------
    secret : the course's secret.
    variant : the number of the variant, from 1.
    """

    secret: bytes
    variant: int
