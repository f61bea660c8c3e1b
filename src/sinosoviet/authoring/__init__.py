"""For those who write assignments: list them, print their keys, check them, measure them.

It works on the masters of a course and on the question bank, on the instructor's
side; the wheel has the code, but nothing that it could work on.
"""

from sinosoviet.authoring.findings import Finding
from sinosoviet.authoring.listing import Entry, entries, key_sheet
from sinosoviet.authoring.measuring import Item, Measured, measure
from sinosoviet.authoring.review import review

__all__ = ["Entry", "Finding", "Item", "Measured", "entries", "key_sheet", "measure", "review"]
