"""Statements made from rows of the data, true or with one planted error.

A statement has slots; each slot takes its value from a row. An error is planted
by putting the value of another row into one slot, so that the key falls out of
the planting: which slot was changed, and what stood there.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from typing import Any, Literal

from sinosoviet import dates, tables
from sinosoviet.questions import Key
from sinosoviet.questions.verdict import Verdict

#: A statement with a wrong date or number is contradicted, even if the rest is right.
RULE = (
    "Check every date and every number. One wrong date or number makes the statement "
    "'contradicted', even if the rest of it is right."
)


@dataclass(frozen=True)
class Slot:
    """A place in a statement that a row of the data fills.

    Attributes
    ----------
    table : ``events`` for a date, ``series`` for a number.
    row : the row with the true value.
    decoys : rows whose value would be wrong here, whatever the account.
    """

    table: Literal["events", "series"]
    row: str
    decoys: tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """A sentence with named slots in braces.

    Attributes
    ----------
    text : the sentence.
    slots : what stands in the braces.
    also : sources that carry the statement besides those of its rows.
    slips : known wrong corrections, with the sentence that each deserves.
    """

    text: str
    slots: dict[str, Slot]
    also: tuple[str, ...] = ()
    slips: dict[str, str] = field(default_factory=dict)

    def rows(self) -> set[str]:
        """The rows that the true statement rests on."""
        return {slot.row for slot in self.slots.values()}


@lru_cache(maxsize=8)
def _rows(table: str) -> dict[str, dict[str, Any]]:
    """The rows of a table by name; a series' name alone means its first value."""
    records = tables.table(table).to_dict("records")
    if table != "series":
        return {row["id"]: row for row in records}
    found: dict[str, dict[str, Any]] = {}
    for row in records:
        found.setdefault(row["series"], row)
        found.setdefault(f"{row['series']}@{row['period']}", row)
    return found


@lru_cache(maxsize=8)
def _unsure(table: str) -> frozenset[str]:
    """Rows known from recall only or of low confidence; a series is, if any value of it is."""
    frame = tables.table(table)
    low = (frame.basis == "recall") | (frame.confidence == "low")
    return frozenset(frame[low]["series" if table == "series" else "id"])


def fact(table: str, row: str) -> dict[str, Any]:
    """A row that a key may rest on.

    Parameters
    ----------
    table : any table with confidence and basis, such as ``events`` or ``polemics``.
    row : its id; for a value of a series ``name@period``, or the name for the first.

    Raises
    ------
    ValueError : if the row is known from recall only, or its confidence is low.

    >>> fact("events", "soviet-note-recall-1960")["date"]
    '1960-07-16'
    """
    found = _rows(table)[row]
    if row.partition("@")[0] in _unsure(table):
        raise ValueError(f"{table}/{row} is not sure enough for a key")
    return found


def value(table: str, row: str) -> str | float:
    """The date (EDTF) or the number of a row that a key may rest on.

    >>> value("series", "p156-agreed-by-batch-bo@1953-05")
    91.0
    """
    found = fact(table, row)
    return float(found["value"]) if table == "series" else str(found["date"])


def in_words(content: str | float) -> str:
    """A date or a number as a statement has it.

    >>> in_words("1960-07-16"), in_words(1390.0)
    ('16 July 1960', '1,390')
    """
    return dates.in_words(content) if isinstance(content, str) else f"{content:,.0f}"


def make(
    question_id: str, points: float, statement: Statement, planted: str | None, random: Random
) -> tuple[Verdict, Key]:
    """A question on a statement, true or with an error, and its key.

    Parameters
    ----------
    question_id, points : as in a question.
    statement : the statement.
    planted : the slot to be made wrong, or None for a true statement.
    random : chooses among the slot's decoys.

    Returns
    -------
    tuple : the question and its key.
    """
    content = {name: value(slot.table, slot.row) for name, slot in statement.slots.items()}
    rows = [(slot.table, slot.row) for slot in statement.slots.values()]
    key: Key = {"verdict": "supported", "near": {"partly_supported": 0.5}, "correct": None}
    if planted is not None:
        slot, true = statement.slots[planted], content[planted]
        decoy = random.choice(slot.decoys)
        content[planted] = false = value(slot.table, decoy)
        # What is known of the wrong value tells that it belongs elsewhere.
        rows.append((slot.table, decoy))
        repeated = false if isinstance(false, str) else f"{false:g}"
        key = {
            "verdict": "contradicted",
            "near": {"partly_supported": 0.5, "garbled": 0.5, "misleading": 0.25},
            "correct": {"as": "date" if slot.table == "events" else "number", "value": true},
            "misconceptions": {
                **statement.slips,
                repeated: "The correction repeats what the statement says.",
            },
        }
    cited = [source for table, row in rows for source in fact(table, row)["sources"]]
    evidence = list(dict.fromkeys([*cited, *statement.also]))
    question = Verdict(
        id=question_id,
        title="Is the statement true?",
        points=points,
        prompt=f"Give a verdict on this statement, with your evidence. {RULE}",
        material=(statement.text.format(**{k: in_words(v) for k, v in content.items()}),),
    )
    return question, {**key, "evidence": evidence}
