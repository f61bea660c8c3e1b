"""The task *capstone*: audit a text of one's own, go on from it, then argue a cause.

Eight questions. The first is a whole text with six errors, of which no two variants of
a class share more than half. The others ask about matters that do not occur in its part of
the story, from ``capstone.toml`` and the course's tables and documents.
"""

import tomllib
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Any

from sinosoviet.bank import Place, catalogue
from sinosoviet.bank.audit import find_errors
from sinosoviet.bank.documents import Pool
from sinosoviet.bank.pool import graded
from sinosoviet.bank.sheet import Made, Sheet, filled, shown
from sinosoviet.bank.statements import value
from sinosoviet.bank.voices import retold_card
from sinosoviet.bank.witnesses import Claim, read_claims
from sinosoviet.questions import Attribution, Calculation, Evidence, FreeText, Order
from sinosoviet.specimens import Specimen, compose, draw_plantings
from sinosoviet.specimens.themes import PARTS, part_of

_LENGTH = 13

_CAUSES = {
    "ideology": "ideology: what the parties believed and taught",
    "national_interest": "national interest: what each state wanted to gain or keep",
    "security": "security: fear of attack, borders, bases",
    "domestic_politics": "domestic politics: struggles at home, above all in China",
    "leadership": "leadership: the persons at the top and what they were like",
    "status_and_hierarchy": "status and hierarchy: who is above whom",
    "economy": "economy: aid, trade and debt",
    "third_parties": "third parties: other states, and what they did",
    "several": "several causes, none of which is put first",
}
_CAUSE_SLIPS = {
    ("leadership", "ideology"): "What is named first, a doctrine or persons?",
    ("status_and_hierarchy", "ideology"): "The quarrel was fought in words of doctrine: is that "
    "what this account puts first?",
    ("status_and_hierarchy", "national_interest"): "Is it gain that counts here, or rank?",
    ("several", "ideology"): "One cause is named: is it put first?",
    ("domestic_politics", "leadership"): "Is it the person, or the struggle in which he stood?",
    ("third_parties", "security"): "Whose quarrel was it at first?",
}

#: Years of which so many events are put in order.
_SPANS = ((1945, 1950, 1), (1951, 1957, 1), (1958, 1960, 1), (1961, 1989, 2))

#: Days that may lie between two events, to be counted.
_FEWEST, _MOST = 60, 1000

_RUBRIC = {
    "Causes weighed": {
        "2": "Puts one cause first, or shows why none is, against at least one other; says what "
        "speaks against it.",
        "1": "Names several causes, but sets them side by side.",
        "0": "Gives one cause as if there were no other, or tells what happened.",
    },
    "Evidence of three sides": {
        "2": "Cites sources by id that give the view of Moscow, of Beijing and of a third side, "
        "each for a definite point.",
        "1": "Two sides only, or sources that are named without a point.",
        "0": "One side, or sources that do not exist.",
    },
    "Historians": {
        "2": "Names two historians or more who differ, each with the cause that this account puts "
        "first and with what it rests on.",
        "1": "Names historians, one of them in the wrong place or none with evidence.",
        "0": "Names none, or gives them views that they do not hold.",
    },
    "What stays open": {
        "2": "Says what the sources cannot show, and which paper or archive would decide it.",
        "1": "Says in general that something is not known.",
        "0": "Leaves nothing open, or states a motive as a fact.",
    },
}


def build(random: Random, place: Place) -> list[Made]:
    """Draw the eight questions and their keys; see `sinosoviet.bank`."""
    return filled(lambda sheet: _fill(sheet, random, place))


def _fill(sheet: Sheet, random: Random, place: Place) -> None:
    plantings = draw_plantings(place.secret.hex(), place.variant - 1, pool=graded())
    text = compose(random, plantings=plantings, length=_LENGTH, pool=graded())
    part = part_of(plantings[0].pattern.theme)
    sheet.take(lambda: find_errors("q1", 14, text))
    # What the text could tell, or a question has asked about, no later question asks.
    used = set(_told(part))
    one, two = (other for other in PARTS if other != part)
    used |= _named(sheet.take(lambda: _evidence("q2", random, one, used)))
    used |= _named(sheet.take(lambda: _evidence("q3", random, two, used)))
    used |= _named(sheet.take(lambda: _order(random, used)))
    sheet.take(lambda: _days(random, used))
    sheet.take(lambda: _causes(random, text))
    sheet.take(lambda: _card(random, text))
    sheet.take(_argument)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    text = (files("sinosoviet.bank") / "capstone.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def _claims() -> tuple[Claim, ...]:
    return read_claims(_data()["claims"])


@lru_cache(maxsize=4)
def _told(part: str) -> frozenset[str]:
    """The events that any sentence on a part of the story could tell."""
    return frozenset(
        row.removeprefix("events/").partition(":")[0]
        for pattern in graded().patterns.values()
        if part_of(pattern.theme) == part
        for row in pattern.facts
        if row.startswith("events/")
    )


def _named(made: Made) -> set[str]:
    """The events that a question speaks of."""
    text, data = shown(made[0]), _data()
    named = {event for event, words in data["events"].items() if words in text}
    return named | {claim.event for claim in _claims() if claim.text in text}


def _evidence(question_id: str, random: Random, part: str, used: set[str]) -> Made:
    claim = random.choice([c for c in _claims() if c.part == part and c.event not in used])
    question = Evidence(
        id=question_id,
        title="Two witnesses of two sides",
        points=3,
        prompt="This is true; your text does not speak of it. Find what it is about, and name "
        "sources that carry it. At least two must be independent, and two different sides must be "
        "heard; scholars count as no side.",
        material=(claim.text,),
        need={"independent": 2, "sides": 2},
    )
    return question, {"groups": [list(group) for group in claim.groups()]}


def _day(event: str) -> date:
    return date.fromisoformat(str(value("events", event)))


def _order(random: Random, used: set[str]) -> Made:
    events = _data()["events"]
    free = [event for event in events if event not in used]
    drawn = [
        event
        for first, last, number in _SPANS
        for event in random.sample([e for e in free if first <= _day(e).year <= last], number)
    ]
    random.shuffle(drawn)
    letters = dict(zip("abcde", drawn, strict=True))
    question = Order(
        id="q4",
        title="From alliance to normal relations",
        points=3,
        prompt="Put these events in order of time, earliest first.",
        items={letter: events[event] for letter, event in letters.items()},
    )
    return question, {"order": sorted(letters, key=lambda letter: _day(letters[letter]))}


def _read() -> dict[str, str]:
    """The works of which somebody of the course has read something, each with its cause."""
    return {
        work: catalogue.account(work)["main_cause"]
        for work, row in catalogue.accounts().items()
        if row["basis"] == "read" and row["confidence"] in ("high", "medium")
    }


def _causes(random: Random, text: Specimen) -> Made:
    told = {row.removeprefix("historiography/") for error in text.errors for row in error.rows}
    accounts = catalogue.accounts()
    causes = {work: c for work, c in _read().items() if accounts[work]["id"] not in told}
    while True:
        drawn = dict(zip("abcde", random.sample(list(causes), 5), strict=True))
        right = {letter: causes[work] for letter, work in drawn.items()}
        if len(set(right.values())) >= 4:
            break
    question = Attribution(
        id="q5",
        title="Who puts which cause first?",
        points=4,
        prompt="Which cause of the break does each of these accounts put first? A cause can serve "
        "twice, and some serve not at all.",
        items={a: f"{accounts[w]['scholar']}, {accounts[w]['year']}" for a, w in drawn.items()},
        options=_CAUSES,
        headings=("Accounts", "Causes"),
    )
    return question, {
        "pairs": right,
        "misconceptions": {
            f"{letter}={taken}": f"{letter}: {says}"
            for letter, cause in right.items()
            for (true, taken), says in _CAUSE_SLIPS.items()
            if true == cause
        },
    }


def _card(random: Random, text: Specimen) -> Made:
    documents = Pool(random)
    documents.use(*(source for e in text.errors for group in e.evidence for source in group))
    question, key = retold_card(documents)
    return replace(question, id="q6", points=4), key


def _days(random: Random, used: set[str]) -> Made:
    events = _data()["events"]
    free = sorted((event for event in events if event not in used), key=_day)
    pairs = [
        (first, last)
        for first in free
        for last in free
        if _FEWEST <= (_day(last) - _day(first)).days <= _MOST
    ]
    drawn = dict(zip("ab", random.sample(pairs, 2), strict=True))
    days = {a: float((_day(last) - _day(first)).days) for a, (first, last) in drawn.items()}
    question = Calculation(
        id="q7",
        title="How long did it take?",
        points=3,
        prompt="How many days lie between the two events of each pair? From 1 May to 3 May are two "
        "days.",
        units=dict.fromkeys(drawn, "days"),
        material=tuple(
            f"{a}: from the day on which {events[first]}, to the day on which {events[last]}"
            for a, (first, last) in drawn.items()
        ),
    )
    slips = {
        a: {
            f"{number + 1:g}": "Both ends are counted here: look at the example in the question.",
            f"{-number:g}": "The earlier day is taken away from the later one.",
        }
        for a, number in days.items()
    }
    return question, {"values": days, "slips": slips}


def _argument() -> Made:
    question = FreeText(
        id="q8",
        title="Argue a cause",
        points=8,
        prompt="Why did the alliance break? Write about two hundred words; a quarter more or less "
        "does no harm. Put a cause first, or say why none can be; weigh it against another. Give "
        "sources of three sides by their ids, each for a definite point, name two historians who "
        "differ, and say what stays open.",
        rubric=_RUBRIC,
    )
    return question, {}
