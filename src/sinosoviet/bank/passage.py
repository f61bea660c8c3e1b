"""Texts to audit: what is planted in each, and of what it tells."""

import re
from collections.abc import Sequence
from functools import lru_cache
from random import Random

from sinosoviet import dates
from sinosoviet.bank import Place
from sinosoviet.bank.pool import graded
from sinosoviet.specimens import Planting, Specimen, compose
from sinosoviet.specimens.draw import compatible, scheme

#: Sentences of a text: enough to hide the errors in, few enough for half an hour.
_LENGTH = 10
#: From so many variants on the errors of a text come again.
_OF = 1000
#: So many signs at its end tell a sentence from all others.
_TAIL = 25


def dealt(
    random: Random, place: Place, theme: str | None, groups: tuple[tuple[str, ...], ...]
) -> Specimen:
    """A text with an error of each group of kinds; two variants share at most half of them.

    Parameters
    ----------
    random : words, other sentences and sizes of errors come from it.
    place : the errors come from it: they are dealt out over the variants of a class.
    theme : a theme or a part of the story; None for the whole of it.
    groups : the kinds of error.
    """
    plantings = _variants(place.secret, theme, groups)[(place.variant - 1) % _OF]
    return compose(random, length=_LENGTH, plantings=plantings, pool=graded())


@lru_cache(maxsize=16)
def _variants(
    secret: bytes, theme: str | None, groups: tuple[tuple[str, ...], ...]
) -> tuple[tuple[Planting, ...], ...]:
    kinds = "+".join(kind for group in groups for kind in group)
    return scheme(f"{secret.hex()}/{kinds}", theme, _OF, graded(), groups).variants(_OF)


def drawn(
    random: Random, theme: str, groups: Sequence[Sequence[str]], also: Sequence[str] = ()
) -> Specimen:
    """A text on a theme with an error of each group of kinds.

    Parameters
    ----------
    random : the only source of chance.
    theme : what the text is about.
    groups : kinds of error; one of each group is planted.
    also : further themes that the class has met: errors may come from them, and true
        sentences too, so that a sentence on such a matter is not always a wrong one.
    """
    plantings = _plantings(random, (theme, *also), groups)
    return compose(
        random, theme=theme, also=also, length=_LENGTH, plantings=plantings, pool=graded()
    )


def _plantings(
    random: Random, themes: Sequence[str], groups: Sequence[Sequence[str]]
) -> list[Planting]:
    """An error of each group that can stand together, the scarcest group first."""
    pools = [
        [
            planting
            for planting in graded().plantings.values()
            if planting.kind in kinds and planting.pattern.theme in themes
        ]
        for kinds in groups
    ]
    found: list[Planting] = []
    for pool in sorted(pools, key=len):
        found.append(random.choice([p for p in pool if all(compatible(p, one) for one in found)]))
    return found


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
    words, text = dates.in_words(day).rpartition(" ")[0], "\n".join(specimen.sentences)
    return words in text and re.search(rf"(?<!\d){words}", text) is not None
