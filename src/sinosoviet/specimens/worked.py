"""The two real specimens, restated, as worked examples: the claims with their kinds of error."""

from functools import lru_cache
from typing import Any, Literal

from sinosoviet.specimens.kinds import NEAR
from sinosoviet.specimens.rows import every, independent
from sinosoviet.specimens.text import Planted, Specimen

_TITLES = {
    "A": "The popular article, restated in 41 claims",
    "B": "The encyclopaedia page, restated in 20 claims",
}
_NONE: dict[str, Any] = {"as": "none", "value": ""}

#: Claim, kind of error, correction, and other claims that may be named instead.
_ERRORS: tuple[tuple[str, str, dict[str, Any], tuple[str, ...]], ...] = (
    ("A03", "contradiction", _NONE, ("A40",)),
    (
        "A04",
        "wrong_cause",
        {
            "as": "text",
            "value": "agreed postponements and a quarrel over industry",
            "words": [["postponement"], ["postponements"], ["delay"], ["industry"]],
        },
        (),
    ),
    ("A11", "digits_run_together", {"as": "number", "value": 128.6}, ()),
    ("A12", "wrong_arithmetic", {"as": "number", "value": 18.0}, ()),
    ("A13", "exaggeration", {"as": "number", "value": 150}, ()),
    ("A14", "motive_as_fact", _NONE, ()),
    (
        "A17",
        "wrong_cause",
        {
            "as": "text",
            "value": "General Order No. 1",
            "words": [["general", "order"], ["surrender", "order"]],
        },
        (),
    ),
    (
        "A20",
        "name_blanked",
        {"as": "name", "value": "Mao Zedong", "words": [["mao"]]},
        (),
    ),
    (
        "A21",
        "name_blanked",
        {"as": "name", "value": "Mao Zedong", "words": [["mao"]]},
        (),
    ),
    ("A23", "order_reversed", {"as": "date", "value": "1948-10-09"}, ()),
    ("A27", "motive_as_fact", _NONE, ()),
    ("A34", "motive_as_fact", _NONE, ()),
    ("A35", "motive_as_fact", _NONE, ()),
    ("A36", "date_moved", {"as": "date", "value": "1964-10-16"}, ()),
    ("A37", "order_reversed", {"as": "date", "value": "1960-07-16"}, ()),
    ("A39", "exaggeration", _NONE, ()),
    ("A41", "single_cause", _NONE, ()),
    ("B07", "single_cause", _NONE, ()),
    ("B14", "order_reversed", {"as": "date", "value": "1969"}, ()),
    ("B16", "contradiction", _NONE, ("B03", "B05")),
    (
        "B18",
        "invented_reference",
        {"as": "name", "value": "Lorenz M. Lüthi", "words": [["lüthi"], ["luthi"]]},
        (),
    ),
    (
        "B19",
        "invented_reference",
        {"as": "name", "value": "Li Danhui and Xia Yafeng", "words": [["xia"], ["danhui"]]},
        (),
    ),
)

#: Claims that show a second kind of error as plainly as the first.
_ALSO = {"A35": "name_blanked", "A39": "contradiction"}


@lru_cache(maxsize=2)
def worked(text: Literal["A", "B"]) -> Specimen:
    """One of the two real specimens, restated, with the errors that the course finds in it.

    Parameters
    ----------
    text : ``A``, the popular article, or ``B``, the encyclopaedia page.

    >>> [error.kind for error in worked("A").errors if error.sentence == 36]
    ['date_moved']
    """
    claims = [row for (row,) in every("claims").values() if row["text"] == text]
    number = {claim["id"]: place for place, claim in enumerate(claims, start=1)}
    by_id = {claim["id"]: claim for claim in claims}
    errors = tuple(
        Planted(
            sentence=number[claim],
            kind=kind,
            planting=f"{claim}/{kind}",
            correct=dict(correct),
            near=NEAR[kind] | ({_ALSO[claim]: 1.0} if claim in _ALSO else {}),
            rows=(f"claims/{claim}",),
            evidence=independent(by_id[claim]["evidence"]),
            explanation=str(by_id[claim]["explanation"]),
            also=tuple(number[other] for other in also),
        )
        for claim, kind, correct, also in _ERRORS
        if claim in by_id
    )
    return Specimen(_TITLES[text], tuple(claim["claim"] for claim in claims), errors)
