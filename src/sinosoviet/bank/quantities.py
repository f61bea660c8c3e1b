"""The task *quantities*: who counted, in which unit, and does the number follow?

Eleven questions on numbers. What one of them tells is not asked for in another: neither
the same count, nor the same topic where a number is looked up.
"""

from random import Random

from sinosoviet import dates
from sinosoviet.bank import Place, passage, sums
from sinosoviet.bank.amounts import about, amount, counted, is_wrong, rivals, years
from sinosoviet.bank.audit import find_errors
from sinosoviet.bank.counts import COUNTS, RIVALS, SERIES, Count
from sinosoviet.bank.judged import verdict
from sinosoviet.questions import Attribution, FreeText, Key, Quantities, Question
from sinosoviet.specimens.wording import number_words

_GROUPS = (
    ("wrong_arithmetic",),
    ("digits_run_together",),
    ("exaggeration",),
    ("wrong_arithmetic",),
)
_AUDIT = (
    "Four of these ten sentences are wrong in what they say of amounts: one goes far beyond what "
    "was counted or seen, in one digits of a year have run into a number, in two a number does not "
    "follow from the figures beside it. Find them, name the kind, and write in 'correct' the right "
    "number in the unit of the sentence: what the data has or the figures give; nothing, if there "
    "is none."
)
_RULE = (
    "Give a verdict on this statement, with your evidence. Check the number: is it the one that "
    "this counter gives for this thing, and is its magnitude right? A wrong number makes the "
    "statement 'contradicted'. In 'correct' write the right number, in the unit of the statement."
)
_RUBRIC = {
    "Who counted what": {
        "2": "Says who counted, what exactly, when, for whom, and in which unit or prices.",
        "1": "Names the counter, but not what is in the number and what is not.",
        "0": "Takes the number as it stands.",
    },
    "A second count": {
        "2": "Sets a rival or a check sum beside it and says whether both count the same thing.",
        "1": "Names a second number without asking whether the two can be compared.",
        "0": "Has no second number.",
    },
    "What may be written": {
        "2": "Says for what the number is good enough, for what not, and words it accordingly.",
        "1": "Calls it reliable or unreliable as a whole.",
        "0": "Draws no conclusion.",
    },
}


class _Topics:
    """The topics of the data that no question, and no sentence of the text, has used yet."""

    def __init__(self, told: frozenset[str]) -> None:
        series = [row.removeprefix("series/") for row in told if row.startswith("series/")]
        self._used = {about(name)["topic"] for name in series}

    def fresh(self, rows: tuple[str, ...]) -> bool:
        """Whether nothing is told yet of the topics of some rows."""
        return not self._used & {about(row)["topic"] for row in rows}

    def take(self, rows: tuple[str, ...]) -> None:
        """From now on these topics are used."""
        self._used |= {about(row)["topic"] for row in rows}


def build(random: Random, place: Place) -> list[tuple[Question, Key]]:
    """Draw the eleven questions and their keys; see `sinosoviet.bank`."""
    text = passage.dealt(random, place, "aid", _GROUPS)
    told = passage.told(text)
    topics = _Topics(told)
    who = _who(random, topics)
    statements = _statements(random, topics)
    return [
        _look_up(random, topics),
        who,
        sums.share("q3", random, told),
        sums.growth("q4", random, told),
        sums.money("q5", random, told),
        sums.a_head("q6", random, told),
        *statements,
        find_errors("q10", 6, text, _AUDIT),
        _argument(),
    ]


def _look_up(random: Random, topics: _Topics) -> tuple[Question, Key]:
    series = random.choice([name for name in SERIES if topics.fresh((name,))])
    drawn = random.sample(years(series), 3)
    while len({amount(f"{series}@{year}") for year in drawn}) < 3:
        drawn = random.sample(years(series), 3)
    labels = dict(zip("abc", sorted(drawn), strict=True))
    values = {label: amount(f"{series}@{year}") for label, year in labels.items()}
    slips = {
        amount(f"{series}@{year}"): "That is the value of another year." for year in years(series)
    }
    for year in drawn:
        for number in rivals(f"{series}@{year}"):
            slips[number] = "That is another series of the topic: who counted it?"
    question = Quantities(
        id="q1",
        title="Look it up",
        points=3,
        prompt=f"Give three values of the series '{series}' (topic \"{about(series)['topic']}\"). "
        "Other series of the topic may have other numbers: somebody else counted, or something "
        "else.",
        labels=tuple(labels),
        unit=about(series)["unit"],
        material=tuple(f"{label}: {year}" for label, year in labels.items()),
    )
    known = {f"{n:.12g}": says for n, says in slips.items() if n not in values.values()}
    return question, {"values": values, "tolerance": 0, "misconceptions": known}


def _who(random: Random, topics: _Topics) -> tuple[Question, Key]:
    name = random.choice([name for name, rows in RIVALS.items() if topics.fresh(rows)])
    topics.take(RIVALS[name])
    *rows, other = random.sample(RIVALS[name], 5)
    counters = random.sample([*rows, other], 5)
    options = dict(zip("vwxyz", (about(row)["counted_by"] for row in counters), strict=True))
    named = {row: letter for letter, row in zip("vwxyz", counters, strict=True)}
    found = " or ".join(f'"{topic}"' for topic in sorted({about(r)["topic"] for r in RIVALS[name]}))
    question = Attribution(
        id="q2",
        title="Who counted what?",
        points=4,
        prompt=f"These numbers are taken for answers to one question: {name}. Who gives which? One "
        f"of the five counters is left over. Compare the topic {found}.",
        items={letter: _printed(row) for letter, row in zip("abcd", rows, strict=True)},
        options=options,
        headings=("Numbers", "Given by"),
    )
    letters = dict(zip(rows, "abcd", strict=True))
    says = "This one gives another number: look at what was counted."
    return question, {
        "pairs": {letter: named[row] for row, letter in letters.items()},
        "misconceptions": {f"{letter}={named[other]}": says for letter in letters.values()},
    }


def _printed(row: str) -> str:
    found = counted(row)
    return f"{number_words(amount(row))} {found['unit']}, {dates.in_words(found['period'])}"


def _statements(random: Random, topics: _Topics) -> list[tuple[Question, Key]]:
    """Three statements: with another's number, with a wrong magnitude, and true."""
    chosen: list[Count] = []
    for statement in random.sample(COUNTS, len(COUNTS)):
        rows = (statement.row, *statement.rivals)
        if len(chosen) < 3 and topics.fresh(rows):
            topics.take(rows)
            chosen.append(statement)
    kinds = random.sample(["rival", "magnitude", "true"], 3)
    return [
        _judged(name, statement, kind, random)
        for name, statement, kind in zip(("q7", "q8", "q9"), chosen, kinds, strict=True)
    ]


def _judged(name: str, statement: Count, kind: str, random: Random) -> tuple[Question, Key]:
    true = printed = amount(statement.row) / statement.over
    evidence = list(counted(statement.row)["sources"])
    others = {amount(row) / statement.over: row for row in statement.rivals}
    if kind == "rival":
        printed = random.choice(list(others))
        evidence += counted(others[printed])["sources"]
    elif kind == "magnitude":
        printed = random.choice(
            [
                number
                for number in (true * 10, true / 10)
                if is_wrong(statement.row, number, statement.over)
                # Half a person, or a tenth of a project, would show the error at once.
                and (number == int(number) or true != int(true))
            ]
        )
    slips = dict.fromkeys(
        (f"{number:.12g}" for number in others), "That number belongs to something else."
    )
    slips[f"{printed:.12g}"] = "The correction repeats what the statement says."
    return verdict(
        name,
        3,
        _RULE,
        statement.text.format(n=number_words(printed)),
        evidence,
        None if kind == "true" else {"as": "number", "value": float(f"{true:.12g}")},
        slips,
    )


def _argument() -> tuple[Question, Key]:
    question = FreeText(
        id="q11",
        title="How far can it be trusted?",
        points=6,
        prompt="Choose one number that you met in this assignment. How far can it be trusted, and "
        "what may be written with it? Set at least one other number beside it. Write 150 to 250 "
        "words, and name sources by their ids.",
        rubric=_RUBRIC,
    )
    return question, {}
