"""The task *corroboration*: who counted what when the specialists went home in 1960?

Ten questions on the withdrawal. Each draw takes other dates, counts and
statements from the data, and other errors are planted; see `statements` and `withdrawal`.
"""

from random import Random

from sinosoviet import sources
from sinosoviet.bank import Place
from sinosoviet.bank.sheet import Made, Sheet, filled
from sinosoviet.bank.statements import Statement, fact, make, value
from sinosoviet.bank.withdrawal import STATEMENTS
from sinosoviet.questions import DateQuestion, FreeText, Order, Quantities, Reference
from sinosoviet.questions.base import in_digits

_DAYS = {
    "chinese-reply-1960": (
        "did China reply to the Soviet note on the specialists",
        {"1960-07-25": "That is the day of the second Soviet notice."},
    ),
    "soviet-timetable-1960": (
        "did the second Soviet notice, with the timetable of the departures, reach China",
        {"1960-07-16": "That is the day of the first note, which held no timetable."},
    ),
    "soviet-letter-on-bomb-sample-1959": (
        "is the Soviet letter dated that put off the sample of an atomic bomb",
        {"1959-06-26": "That is the day on which the letter was handed over."},
    ),
    "inr-memorandum-august-1960": (
        "is the memorandum dated in which the State Department weighed the exodus",
        {
            "1960-08-12": "That is the day from which the press reported the exodus.",
            "1960-08-18": "That is the day of a meeting of the National Security Council.",
        },
    ),
}

_PERIODS = {
    "departure-of-specialists-1960": (
        "By Chinese accounts of the second Soviet notice, between which days were the specialists "
        "to leave China?",
        {"1960-07-26/1960-08-21": "That is the period of one province only."},
    ),
    "departure-from-heilongjiang-1960": (
        "Between which days did the Soviet specialists leave the province of Heilongjiang, by its "
        "own files?",
        {"1960-07-28/1960-09-01": "That is the period set for the whole country."},
    ),
}

_COUNTS = (
    "specialists-recalled-chinese-count",
    "specialists-present-soviet-embassy",
    "specialists-present-khrushchev-letter",
    "specialists-recalled-garver",
    "technicians-left-in-china-nsc",
    "specialists-recalled-heilongjiang",
)
_LABELS = {
    "specialists-recalled-chinese-count": "usual Chinese figure for those recalled",
    "specialists-present-soviet-embassy": "Soviet embassy, at work in China just before the recall",
    "specialists-present-khrushchev-letter": "Khrushchev to the East German party",
    "specialists-recalled-garver": "the historian John Garver",
    "technicians-left-in-china-nsc": "Herter and Dulles, still in China after the recall",
    "specialists-recalled-heilongjiang": "files of Heilongjiang, that province only",
}
_COUNT_SLIPS = {
    "1300": "1,300 or more is the public Chinese figure of 1963.",
    "1390": "1,390 is the usual Chinese figure for those recalled.",
    "2000": "2,000 is the lower end of an American estimate.",
}

_SHARES = {
    "embassy-count-second-machine": "the Second Ministry of Machine Building (nuclear industry)",
    "embassy-count-first-machine": "the First Ministry of Machine Building",
    "embassy-count-metallurgy": "the Ministry of Metallurgical Industry",
    "embassy-count-economic": "economic construction as a whole",
}

#: Events in order of time; those of `_ALWAYS` stand in every time line.
_SEQUENCE = (
    "new-defence-technology-agreement-1957",
    "soviet-letter-on-bomb-sample-1959",
    "bucharest-clash-1960",
    "soviet-note-recall-1960",
    "soviet-timetable-1960",
    "chinese-reply-1960",
    "press-reports-of-exodus-1960",
    "inr-memorandum-august-1960",
    "soviet-grain-offer-1961",
    "first-chinese-atomic-test-1964",
)
_ALWAYS = ("soviet-note-recall-1960", "first-chinese-atomic-test-1964")

#: Books, with the words that are enough to name their publisher.
_BOOKS = {
    "garver-2016": [["Oxford"], ["OUP"]],
    "jersild-2014": [["North", "Carolina"], ["UNC"]],
    "li-xia-2018": [["Lexington"], ["Rowman", "Littlefield"]],
    "li-mingjiang-2012": [["Routledge"]],
    "luthi-2008": [["Princeton"]],
}

_RUBRIC = {
    "Sourcing": {
        "2": "Says for each source who made it, when and for whom, and lets that weigh.",
        "1": "Names the sources, but uses them as if they were neutral.",
        "0": "Names no source, or sources that do not exist.",
    },
    "Corroboration": {
        "2": "Sets at least two sides against each other and says where they agree and differ.",
        "1": "Uses two sides one after the other without comparing them.",
        "0": "Follows one side only.",
    },
    "Argument": {
        "2": "Gives a clear answer, tells stated from inferred motives, and says what stays open.",
        "1": "Gives an answer that the evidence carries in part.",
        "0": "Gives no answer, or one that the evidence does not carry.",
    },
}


def build(random: Random, place: Place) -> list[Made]:
    """Draw the ten questions and their keys; see `sinosoviet.bank`."""
    return filled(lambda sheet: _fill(sheet, random))


def _fill(sheet: Sheet, random: Random) -> None:
    # What one question asks for, no statement is about, and the counts of question 3 are others.
    day, share = random.choice(list(_DAYS)), random.choice(list(_SHARES))
    used = {day, share}
    sheet.take(lambda: _day(day))
    sheet.take(lambda: _period(random.choice(list(_PERIODS))))
    sheet.take(lambda: _share(share))
    sheet.take(lambda: _order(random))
    sheet.take(lambda: _reference(random))
    # One statement has a wrong day, one a wrong number, and one is true.
    for number, wrong in enumerate(random.sample(("day", "number", None), 3), start=6):
        used |= _judge(sheet, f"q{number}", random, wrong, used)
    sheet.take(lambda: _quantities(random, without=used))
    sheet.take(_argument)


def _day(row: str) -> Made:
    asked, slips = _DAYS[row]
    question = DateQuestion(
        id="q1",
        title="Date a document",
        points=2,
        prompt=f"On which day {asked}?",
    )
    return question, {"date": value("events", row), "misconceptions": slips}


def _period(row: str) -> Made:
    asked, slips = _PERIODS[row]
    question = DateQuestion(id="q2", title="Date a process", points=2, prompt=asked)
    return question, {"date": value("events", row), "misconceptions": slips}


def _quantities(random: Random, without: set[str]) -> Made:
    series = random.sample([name for name in _COUNTS if name not in without], 4)
    question = Quantities(
        id="q3",
        title="Who counted how many?",
        points=4,
        prompt="How many Soviet specialists does each of these give? They do not all count the "
        "same people.",
        labels=tuple("abcd"),
        unit="persons",
        material=tuple(f"{a}: {_LABELS[name]}" for a, name in zip("abcd", series, strict=True)),
    )
    values = {a: value("series", name) for a, name in zip("abcd", series, strict=True)}
    slips = {n: says for n, says in _COUNT_SLIPS.items() if float(n) not in values.values()}
    return question, {"values": values, "tolerance": 0, "misconceptions": slips}


def _share(row: str) -> Made:
    part, whole = value("series", row), value("series", "specialists-present-soviet-embassy")
    label = "share"
    question = Quantities(
        id="q4",
        title="Recompute a share",
        points=2,
        prompt="By the count that the Soviet embassy made just before the recall, what share of "
        f"all Soviet specialists worked in {_SHARES[row]}? Give per cent, to one decimal. The "
        "parts are in the table below; the embassy's total stands in that of question 3.",
        labels=(label,),
        unit="per cent",
    )
    share = 100 * float(part) / float(whole)
    key = {
        "values": {label: round(share, 1)},
        "tolerance": 0.003,
        "misconceptions": {
            f"{share / 100:.3g}": "Per cent means of a hundred: multiply by 100.",
            **{
                in_digits(
                    round(100 * float(part) / other, 1)
                ): "Divide by the embassy's own total of all "
                "specialists: parts and whole must come from one count."
                for other in (1390, 1150, 993)
                if other != part
            },
        },
    }
    return question, key


def _order(random: Random) -> Made:
    rows = [*_ALWAYS, *random.sample([row for row in _SEQUENCE if row not in _ALWAYS], 3)]
    random.shuffle(rows)
    letters = dict(zip("abcde", rows, strict=True))
    in_order = sorted(rows, key=_SEQUENCE.index)
    question = Order(
        id="q5",
        title="Build the time line",
        points=3,
        prompt="Put these events in order of time, earliest first.",
        items={letter: fact("events", row)["title"] for letter, row in letters.items()},
    )
    by_row = {row: letter for letter, row in letters.items()}
    return question, {"order": [by_row[row] for row in in_order]}


def _judge(
    sheet: Sheet, question_id: str, random: Random, wrong: str | None, used: set[str]
) -> set[str]:
    """Take a statement with a wrong day or number, or a true one; return the rows that it is on."""
    fitting = [
        statement
        for statement in STATEMENTS
        if not statement.rows() & used
        and (wrong is None or ("day" in statement.slots) == (wrong == "day"))
    ]
    drawn: list[Statement] = []

    def one() -> Made:
        statement = random.choice(fitting)
        drawn.append(statement)
        slot = random.choice(list(statement.slots)) if wrong else None
        return make(question_id, 4, statement, slot, random)

    sheet.take(one)
    return drawn[-1].rows()


def _reference(random: Random) -> Made:
    book, other = random.sample(list(_BOOKS), 2)
    true, others = _entry(book), _entry(other)
    name = random.choice(["author", "year", "publisher"])
    # A later year could be that of a reprint; an earlier one is wrong for certain.
    earlier = str(int(true["year"]) - random.choice([2, 3, 5, 6, 10]))
    entry = {**true, name: earlier if name == "year" else others[name]}
    surnames = [author["family"] for author in sources.item(book)["author"]]
    words = {"author": [surnames], "year": [[true["year"]]], "publisher": _BOOKS[book]}
    question = Reference(
        id="q9",
        title="Check a reference",
        points=3,
        prompt="One field of this entry of a first edition is wrong. Which, and what should it "
        "say? A reading list with such an entry cannot be trusted.",
        entry=entry,
    )
    return question, {"field": name, "value": true[name], "words": words[name]}


def _entry(book: str) -> dict[str, str]:
    """The first edition of a book that a key may rest on."""
    item = sources.item(book)
    if item["custom"]["confidence"] == "low":
        raise ValueError(f"{book} is not sure enough for a key")
    return {
        "author": " and ".join(f"{a['given']} {a['family']}" for a in item["author"]),
        "title": item["title"],
        "publisher": item["publisher"],
        "year": str(item["issued"]["date-parts"][0][0]),
    }


def _argument() -> Made:
    question = FreeText(
        id="q10",
        title="Argue",
        points=6,
        prompt="Why did Moscow recall its specialists in July 1960? Write 150 to 250 words. Use at "
        "least one Soviet and one Chinese source and one historian, and name them by their ids.",
        rubric=_RUBRIC,
    )
    return question, {}
