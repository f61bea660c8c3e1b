"""The task *polemics*: how a quarrel in secret letters became one before the world.

Ten questions on texts, sides, days and motives. Each draw takes other texts,
points and statements from the data, and plants other errors; see `letters` and `quarrel`.
"""

from collections.abc import Sequence
from functools import partial
from random import Random

from sinosoviet import tables
from sinosoviet.bank import Place, letters, passage, quarrel
from sinosoviet.bank.audit import find_errors
from sinosoviet.bank.sheet import Made, Sheet, filled
from sinosoviet.bank.statements import fact, value
from sinosoviet.bank.witnesses import witnesses
from sinosoviet.questions import (
    Attribution,
    DateQuestion,
    Evidence,
    FreeText,
    Key,
    Order,
    SourcingCard,
    Verdict,
)
from sinosoviet.specimens.rows import independent, ref, sure

#: The kinds of error in the text, one of each row, and the lessons from which they may come.
_ERRORS = (
    ("order_reversed",),
    ("motive_as_fact", "single_cause"),
    ("date_moved",),
    ("contradiction", "exaggeration", "name_blanked", "wrong_cause", "digits_run_together"),
)
_EARLIER = ("cracks", "withdrawal")

#: Whether the statement on an order is true, and what that on a motive is.
_VERDICTS = (
    (False, "supported"),
    (True, "interpretation"),
    (False, "interpretation"),
    (True, "contradicted"),
    (False, "contradicted"),
)

_ACCESS = {
    "public": "all could read it when it was made",
    "secret": "it was kept from the public, and no print of that time is known",
    "published_later": "it was kept from the public at first and printed later",
}
#: What comes near each verdict on a motive.
_NEAR_MOTIVE = {
    "supported": {"partly_supported": 0.5},
    "interpretation": {"unverifiable": 0.5, "contested": 0.5, "misleading": 0.5},
    "contradicted": {"partly_supported": 0.5, "garbled": 0.5, "misleading": 0.25},
}
_SIDES = {"soviet": "Soviet", "chinese": "Chinese", "joint": "of both sides together"}

_RUBRIC = {
    "Two days": {
        "2": "Keeps apart, for at least three texts or facts, the day of the act and the day on "
        "which the public learnt of it.",
        "1": "Does so for one or two, or mixes the days of one.",
        "0": "Gives one day for each, or none.",
    },
    "Both sides": {
        "2": "Names by their ids a Soviet and a Chinese source, says to whom each speaks, and sets "
        "them against each other.",
        "1": "Names sources of both sides without saying to whom they speak.",
        "0": "Follows one side, or names no source that exists.",
    },
    "After and because": {
        "2": "Shows what the order of events proves, says which reasons are inferred and whose "
        "inference they are, and what stays open.",
        "1": "Gives an order and reasons, but lets one stand for the other once.",
        "0": "Tells motives as facts, or takes *after* for *because* throughout.",
    },
}


def build(random: Random, place: Place) -> list[Made]:
    """Draw the ten questions and their keys; see `sinosoviet.bank`."""
    return filled(lambda sheet: _fill(sheet, random))


def _fill(sheet: Sheet, random: Random) -> None:
    sheet.take(lambda: find_errors("q9", 6, passage.drawn(random, "polemics", _ERRORS, _EARLIER)))
    # At least one of the two statements is wrong; no verdict can be guessed with even chances.
    order, motive = random.choice(_VERDICTS)
    sheet.take(partial(_first, random, order))
    sheet.take(partial(_motive, random, motive))
    for drawn in (_argument, _witnesses, _speakers, _card, _closed, _told, _order):
        sheet.take(partial(drawn, random))


def _sources(rows: Sequence[str], also: Sequence[str]) -> list[str]:
    """Some sources, and those of some rows, each once."""
    return list(witnesses([*(f"sources/{source}" for source in also), *rows]))


def _card(random: Random) -> Made:
    row = random.choice(letters.CARDS)
    text = fact("polemics", row)
    answered = text["answers"]
    others = _others(random, row, answered)
    listed = [answered, *others]
    random.shuffle(listed)
    by_letter = dict(zip("abcde", listed, strict=True))
    by_row = {name: letter for letter, name in by_letter.items()}
    question = SourcingCard(
        id="q1",
        title="The card of a text",
        points=4,
        prompt="Find this text in the table of polemics by what it argues, and fill in its card: "
        "its day; whose text it is; who could read it; and which of the texts below it answers.",
        material=(text["theme"],),
        fields={
            "date": {},
            "side": _SIDES,
            "access": _ACCESS,
            "answers": {a: fact("polemics", name)["title"] for a, name in by_letter.items()},
        },
    )
    slips = {
        f"answers={letter}": "That text answers this one: which way does the arrow go?"
        for name, letter in by_row.items()
        if fact("polemics", name)["answers"] == row
    }
    if text["public"] == "published_later":
        slips["access=public"] = "It can be read now; could it be read on its day?"
        slips["access=secret"] = "At first, yes; what does 'where_published' say?"
    if text["public"] == "secret":
        slips["access=published_later"] = "Which print does 'where_published' name?"
    key: Key = {
        "card": {
            "date": value("polemics", row),
            "side": text["side"],
            "access": text["public"],
            "answers": by_row[answered],
        },
        "misconceptions": slips,
        "days": [value("polemics", answered)],
    }
    return question, key


def _others(random: Random, row: str, answered: str) -> list[str]:
    """Four texts that a text does not answer; if one answers it, that is among them."""
    frame = tables.table("polemics")
    known = frame[(frame["confidence"] != "low") & (frame["basis"] != "recall")]
    back = known[known["answers"] == row]["id"].tolist()
    asked = sorted({fact("polemics", name)["answers"] for name in letters.CARDS})
    rest = [name for name in asked if name not in (row, answered, *back)]
    return [*back[:1], *random.sample(rest, 4 - len(back[:1]))]


def _speakers(random: Random) -> Made:
    chosen = [
        name
        for side in ("soviet", "chinese")
        for name in random.sample([n for n, t in letters.TEXTS.items() if t.side == side], 3)
    ]
    right = dict(zip("abcd", random.sample(chosen, 4), strict=True))
    points = {}
    for letter, name in right.items():
        number = random.choice(list(letters.TEXTS[name].points))
        if not sure(ref(f"extracts/{name}#{number}").row):
            raise ValueError(f"{name}#{number} is not sure enough for a key")
        points[letter] = letters.TEXTS[name].points[number]
    question = Attribution(
        id="q2",
        title="Who speaks?",
        points=4,
        prompt="Each of these points stands in one of the texts below; names are left out. In "
        "which? Write its id after the letter. Two texts are left over.",
        items=points,
        options={name: letters.TEXTS[name].name for name in sorted(chosen)},
        headings=("Points", "Texts"),
    )
    return question, {"pairs": right}


def _order(random: Random) -> Made:
    rows = random.sample(list(letters.EXCHANGE), 5)
    by_letter = dict(zip("abcde", rows, strict=True))
    question = Order(
        id="q3",
        title="Order of the exchange",
        points=3,
        prompt="Put these in order of time, earliest first, by the day on which each was done or "
        "said.",
        items={letter: letters.EXCHANGE[row] for letter, row in by_letter.items()},
    )
    in_order = sorted(by_letter, key=lambda letter: str(value(*by_letter[letter])))
    return question, {"order": in_order}


def _closed(random: Random) -> Made:
    day = random.choice(letters.CLOSED)
    return _day("q4", "A day behind closed doors", day)


def _told(random: Random) -> Made:
    day = random.choice(letters.TOLD)
    return _day("q5", "A day in public", day)


def _day(question_id: str, title: str, day: letters.Day) -> Made:
    question = DateQuestion(
        id=question_id, title=title, points=2, prompt=f"On which day {day.asked}?"
    )
    return question, {"date": value("polemics", day.row), "misconceptions": day.slips}


def _witnesses(random: Random) -> Made:
    matter = random.choice(quarrel.MATTERS)
    question = Evidence(
        id="q6",
        title="Witnesses from both sides",
        points=4,
        prompt=f"Name sources which show that {matter.claim}. Take at least one Soviet and one "
        "Chinese source.",
        need={"independent": 2, "soviet": 1, "chinese": 1},
    )
    groups = independent(tuple(_sources(matter.rows, matter.also)))
    return question, {"groups": [list(group) for group in groups], "misconceptions": matter.slips}


def _first(random: Random, is_true: bool) -> Made:
    pair = random.choice(quarrel.ORDERS)
    days = [str(ref(row).value) for row in pair.rows]
    question = Verdict(
        id="q7",
        title="What came first?",
        points=4,
        prompt="Give a verdict on this statement, with your evidence. If it turns the order round, "
        "it is 'contradicted': then write in 'correct' the day of what came first.",
        material=(pair.true if is_true else pair.false,),
    )
    key: Key = {
        "verdict": "supported",
        "near": {"partly_supported": 0.5},
        "correct": None,
        "evidence": _sources(pair.rows, pair.also),
        "days": [end for day in days for end in day.split("/")],
    }
    if not is_true:
        key |= {
            "verdict": "contradicted",
            "near": {"partly_supported": 0.25, "misleading": 0.5, "garbled": 0.25},
            "correct": {"as": "date", "value": days[0]},
            "misconceptions": {days[1].split("/")[0]: "That is the day of what came second."},
        }
    return question, key


def _motive(random: Random, verdict: str) -> Made:
    motive = random.choice(quarrel.MOTIVES)
    forms = {
        "supported": motive.true,
        "interpretation": motive.told,
        "contradicted": motive.wrong,
    }
    question = Verdict(
        id="q8",
        title="Who knows why?",
        points=3,
        prompt="Give a verdict on this statement, with your evidence. If it tells as a fact what "
        "somebody wished, feared or felt, it is 'interpretation', and 'correct' stays empty. If it "
        "only reports what was done or what somebody said or holds, judge the report: with a wrong "
        "name or number in it, it is 'contradicted', and 'correct' takes the right one.",
        material=(forms[verdict],),
    )
    key: Key = {
        "verdict": verdict,
        "near": _NEAR_MOTIVE[verdict],
        "correct": None,
        "evidence": _sources(motive.rows, motive.also),
    }
    if verdict == "contradicted":
        key["correct"] = {
            "as": "text",
            "value": motive.right[0],
            "words": [[right] for right in motive.right],
        }
    return question, key


def _argument(_: Random) -> Made:
    question = FreeText(
        id="q10",
        title="Argue",
        points=6,
        prompt="When and why did a secret quarrel become a public one? Write about 200 words. Name "
        "at least one Soviet and one Chinese source by their ids, and give for each fact the day "
        "on which it was done and the day on which it was told, where they differ.",
        rubric=_RUBRIC,
    )
    return question, {}
