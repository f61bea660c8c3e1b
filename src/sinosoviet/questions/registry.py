"""Questions written down as plain data, and read again."""

from dataclasses import asdict
from typing import Any

from sinosoviet.errors import UnknownName
from sinosoviet.questions.base import Question
from sinosoviet.questions.cards import SourcingCard
from sinosoviet.questions.citing import Evidence
from sinosoviet.questions.counting import Calculation, Quantities
from sinosoviet.questions.dating import DateQuestion
from sinosoviet.questions.finding import FindErrors
from sinosoviet.questions.letters import Attribution, Choice, Order
from sinosoviet.questions.references import Reference
from sinosoviet.questions.verdict import Verdict
from sinosoviet.questions.writing import FreeText

_KINDS: dict[str, type[Question]] = {
    kind.kind: kind
    for kind in (
        Attribution,
        Calculation,
        Choice,
        DateQuestion,
        Evidence,
        FindErrors,
        FreeText,
        Order,
        Quantities,
        Reference,
        SourcingCard,
        Verdict,
    )
}


def from_dict(fields: dict[str, Any]) -> Question:
    """A question from its JSON form, as `to_dict` made it.

    Raises
    ------
    UnknownName : if there is no such kind of question.

    >>> from_dict({"kind": "date", "id": "q1", "title": "t", "points": 2, "prompt": "p"}).points
    2
    """
    rest: dict[str, Any] = {
        k: tuple(v) if k in ("material", "labels", "captions") else v for k, v in fields.items()
    }
    kind = rest.pop("kind", None)
    if kind not in _KINDS:
        raise UnknownName("kind of question", kind, _KINDS)
    return _KINDS[kind](**rest)


def to_dict(question: Question) -> dict[str, Any]:
    """The JSON form of a question.

    >>> from sinosoviet.questions import DateQuestion
    >>> to_dict(DateQuestion(id="q1", title="t", points=2, prompt="p"))["kind"]
    'date'
    """
    return {"kind": question.kind, **asdict(question)}
