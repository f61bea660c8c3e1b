"""What a check of an assignment found: where, what, and what to do."""

from typing import NamedTuple


class Finding(NamedTuple):
    """One thing to put right in an assignment.

    Attributes
    ----------
    assignment : its name.
    place : the cell, by its nbgrader id, or the question.
    says : what is wrong, and what to do.

    >>> print(Finding("polemics", "q3-test", "is not locked; lock it"))
    polemics, q3-test: is not locked; lock it.
    """

    assignment: str
    place: str
    says: str

    def __str__(self) -> str:
        return f"{self.assignment}, {self.place}: {self.says}."
