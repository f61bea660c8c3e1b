"""A composed text to audit; two variants of a class share at most half of its errors."""

import re
from functools import lru_cache
from random import Random

from sinosoviet import dates
from sinosoviet.bank import Place
from sinosoviet.bank.audit import correction
from sinosoviet.bank.pool import graded
from sinosoviet.questions import FindErrors, Key
from sinosoviet.specimens import Planting, Specimen, compose
from sinosoviet.specimens.draw import scheme

#: From so many variants on the errors of a text come again.
_OF = 300
#: So many signs at its end tell a sentence from all others.
_TAIL = 25


def text(
    random: Random, place: Place, theme: str | None, groups: tuple[tuple[str, ...], ...]
) -> Specimen:
    """A text of ten sentences, with an error of each group of kinds.

    Parameters
    ----------
    random : words, other sentences and sizes of errors come from it.
    place : the errors come from it: they are dealt out over the variants of a class.
    theme : a theme or a part of the story; None for the whole of it.
    groups : the kinds of error.
    """
    dealt = _dealt(place.secret, theme, groups)
    return compose(random, length=10, plantings=dealt[(place.variant - 1) % _OF], pool=graded())


@lru_cache(maxsize=16)
def _dealt(
    secret: bytes, theme: str | None, groups: tuple[tuple[str, ...], ...]
) -> tuple[tuple[Planting, ...], ...]:
    kinds = "+".join(kind for group in groups for kind in group)
    return scheme(f"{secret.hex()}/{kinds}", theme, _OF, graded(), groups).variants(_OF)


def told(specimen: Specimen) -> frozenset[str]:
    """The rows of the data of which a text speaks, as ``table/id``.

    Rows of series have their period after an ``@``.
    """
    rows = {
        row
        for error in specimen.errors
        for row in (*error.rows, *graded().planting(error.planting).pattern.matters)
    }
    for sentence in specimen.sentences:
        rows |= _ends().get(sentence[-_TAIL:], frozenset())
    return frozenset(rows)


@lru_cache(maxsize=1)
def _ends() -> dict[str, frozenset[str]]:
    """The rows of each true sentence, by its end: its beginning changes with its neighbour."""
    return {
        pattern.sentence(number)[-_TAIL:]: pattern.matters
        for pattern in graded().patterns.values()
        for number in range(len(pattern.texts))
    }


def gives_day(specimen: Specimen, day: str) -> bool:
    """Whether a text prints a day, in EDTF, with or without its year."""
    words = dates.in_words(day).rpartition(" ")[0]
    return any(re.search(rf"(?<!\d){words}", sentence) for sentence in specimen.sentences)


def find_errors(
    question_id: str, points: float, prompt: str, specimen: Specimen, slips: dict[str, str]
) -> tuple[FindErrors, Key]:
    """The question on a text, and its key.

    Parameters
    ----------
    question_id, points, prompt : as in a question.
    specimen : the text.
    slips : a sentence for those who take an error of one kind for one of another,
        by ``kind=other``.
    """
    question = FindErrors(
        id=question_id,
        title="Audit a text",
        points=points,
        prompt=prompt,
        material=specimen.sentences,
        rows=len(specimen.errors),
    )
    errors = [
        {
            "sentence": error.sentence,
            "kind": error.kind,
            "near": error.near,
            "correct": correction(error),
        }
        for error in specimen.errors
    ]
    known = {
        f"{error.sentence}={other}": says
        for error in specimen.errors
        for kinds, says in slips.items()
        for kind, other in [kinds.split("=")]
        if kind == error.kind
    }
    return question, {"errors": errors, "misconceptions": known}
