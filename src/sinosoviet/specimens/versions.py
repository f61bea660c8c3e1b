"""Every wrong version of a place of a pattern, by kind of error; each is wrong for certain."""

from typing import Any

from sinosoviet.specimens import certainty, miscounted, misdated, misnamed, wording
from sinosoviet.specimens.decoy import Decoy
from sinosoviet.specimens.pattern import Pattern, Wrong
from sinosoviet.specimens.rows import ref

_MAKERS = {
    "date_moved": misdated.moved,
    "invented_reference": misnamed.invented,
    "name_blanked": misnamed.blanked,
    "wrong_arithmetic": miscounted.results,
    "exaggeration": miscounted.exaggerated,
    "digits_run_together": miscounted.merged,
}


def versions(pattern: Pattern, kind: str, slot: str) -> tuple[Decoy, ...]:
    """Every wrong version of a place; none if the pattern does not rest on sure rows.

    Parameters
    ----------
    pattern, kind, slot : the place; ``slot`` is ``text`` for what was written out.
    """
    if not all(certainty.is_sure(ref(key)) for key in pattern.matters):
        return ()
    if slot == "text":
        return tuple(_written(wrong) for wrong in pattern.wrongs_of(kind))
    return tuple(_MAKERS[kind](pattern, slot))


def _written(wrong: Wrong) -> Decoy:
    return Decoy(
        level=wrong.level,
        correct=_correction(wrong),
        explanation=wrong.why,
        text=wording.sentence(wrong.text),
    )


def _correction(wrong: Wrong) -> dict[str, Any]:
    """What was written, or for an order the date of what came first."""
    if wrong.kind == "order_reversed":
        return {"as": "date", "value": str(ref(wrong.order[0]).value).rstrip("?~%")}
    if wrong.kind == "exaggeration" and wrong.correct["as"] == "number":
        return {"tolerance": miscounted.ROUND_FIGURES, **wrong.correct}
    return dict(wrong.correct)
