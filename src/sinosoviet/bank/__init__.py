"""The question bank: what graded tasks are drawn from. It is left out of the wheel.

Each module is an assignment, with a function ``build``; its questions name the
rows of the data on which their keys rest. So it stays with the repository, on the
instructor's side: what a student installs has no such module.
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
