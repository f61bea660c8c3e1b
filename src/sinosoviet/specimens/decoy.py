"""A wrong version of a sentence, with its correction: what the makers of decoys have in common."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Decoy:
    """One wrong version of one place of a pattern.

    Attributes
    ----------
    level : ``easy``, ``medium`` or ``hard``.
    correct : the correction: ``as`` (date, number, text, name or none), ``value``; for words
        ``words``, for a number ``tolerance``, a share of it.
    explanation : one sentence for feedback.
    says : the wrong words for each slot that changes.
    text : the false sentence, where it was written out.
    printed : the wrong value in plain form: repeating it is no correction.
    date : where the wrong version has another date to sort by, that date.
    """

    level: str
    correct: dict[str, Any]
    explanation: str
    says: dict[str, str] = field(default_factory=dict)
    text: str | None = None
    printed: str = ""
    date: str | None = None
