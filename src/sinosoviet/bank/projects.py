"""The task *projects*: the 156 projects, and what one counts when one counts them.

Ten questions on promises, lists and works. Each draw takes other days, counts,
rows, shares and statements from the data, and plants other errors; see `works`.
"""

from functools import partial
from random import Random

from sinosoviet import tables
from sinosoviet.bank import Place, passage, promises, shares, works
from sinosoviet.bank.audit import find_errors
from sinosoviet.bank.sheet import Made, Sheet, filled
from sinosoviet.bank.statements import fact, make, value
from sinosoviet.questions import (
    Attribution,
    Calculation,
    DateQuestion,
    FreeText,
    Key,
    Order,
    Quantities,
)

#: The kinds of error in the text, one of each row.
_ERRORS = (
    ("date_moved",),
    ("wrong_arithmetic",),
    ("exaggeration", "digits_run_together"),
    (
        "order_reversed",
        "wrong_cause",
        "single_cause",
        "motive_as_fact",
        "contradiction",
        "name_blanked",
    ),
)

#: Branches and provinces with rows of which the field is not confirmed, so that the filter matters.
_SECTORS = ("machinery", "coal", "power", "aviation", "electronics", "ordnance", "shipbuilding")
_PROVINCES = (
    "Heilongjiang", "Jilin", "Shanxi", "Henan", "Hebei", "Hunan", "Beijing", "Yunnan",
)  # fmt: skip
_YEARS = (
    ("start_year", 1950, 1952),
    ("start_year", 1952, 1953),
    ("start_year", 1953, 1954),
    ("start_year", 1954, 1955),
    ("start_year", 1955, 1956),
    ("finish_year", 1953, 1956),
    ("finish_year", 1955, 1956),
    ("finish_year", 1956, 1957),
    ("finish_year", 1958, 1959),
    ("finish_year", 1959, 1962),
)

_SEQUENCE = (
    "credit-agreement-1950",
    "military-credit-1951",
    "shipyard-company-1951",
    "sixty-divisions-credit-1952",
    "agreement-91-projects-1953",
    "naval-agreement-1953",
    "fifteen-projects-1954",
    "uranium-1955",
    "sixteen-projects-1955",
    "peaceful-atom-1955",
    "agreement-55-projects-1956",
    "atomic-industry-1956",
    "new-defence-technology-1957",
    "research-122-items-1958",
    "agreement-78-projects-1959",
)

_RUBRIC = {
    "What is one": {
        "2": "Says for each number which stage it counts (agreed, announced, listed, begun) and "
        "what counts as one project.",
        "1": "Names stages or units, but leaves one of the numbers without them.",
        "0": "Takes all the numbers for counts of one thing.",
    },
    "Who counts": {
        "2": "Names each counter by a source's id, and says for whom he counts and what he could "
        "not know.",
        "1": "Names the counters, but uses their numbers as if they were neutral.",
        "0": "Names nobody, or sources that do not exist.",
    },
    "Answer": {
        "2": "Says which number to print for which question, why, and what stays open; averages "
        "nothing.",
        "1": "Chooses a number with a reason that holds in part.",
        "0": "Chooses none, or takes the mean, the largest or the best known without a reason.",
    },
}


def build(random: Random, place: Place) -> list[Made]:
    """Draw the ten questions and their keys; see `sinosoviet.bank`."""
    return filled(lambda sheet: _fill(sheet, random))


def _fill(sheet: Sheet, random: Random) -> None:
    sheet.take(lambda: find_errors("q9", 6, passage.drawn(random, "projects", _ERRORS)))
    for drawn in (_argument, _counts, _counters, _day, _rows, _shares, _order):
        sheet.take(partial(drawn, random))
    # At least one of the two statements is wrong; which, and whether both are, is drawn.
    wrong = random.choice([(True, False), (False, True), (True, True)])
    for number, is_wrong in enumerate(wrong, start=7):
        sheet.take(partial(_statement, f"q{number}", random, is_wrong))


def _statement(question_id: str, random: Random, is_wrong: bool) -> Made:
    statement = random.choice(promises.STATEMENTS)
    planted = random.choice(list(statement.slots)) if is_wrong else None
    return make(question_id, 4, statement, planted, random)


def _day(random: Random) -> Made:
    row = random.choice(list(works.DAYS))
    asked, slips = works.DAYS[row]
    question = DateQuestion(
        id="q1",
        title="Date a promise or a works",
        points=2,
        prompt=f"On which day {asked}? A promise, a beginning and an opening have days of their "
        "own.",
    )
    return question, {"date": value("events", row), "misconceptions": slips}


def _counts(random: Random) -> Made:
    chosen = [random.choice(list(group)) for group in works.COUNTS]
    said = {name: words for group in works.COUNTS for name, words in group.items()}
    random.shuffle(chosen)
    by_label = dict(zip("abcd", chosen, strict=True))
    question = Quantities(
        id="q2",
        title="How many, of what?",
        points=4,
        prompt="Find each of these numbers. They count different things, at different times.",
        labels=tuple(by_label),
        unit="projects, works or enterprises",
        material=tuple(f"{label}: {said[name]}" for label, name in by_label.items()),
    )
    values = {label: value("series", name) for label, name in by_label.items()}
    slips = {n: says for n, says in works.COUNT_SLIPS.items() if float(n) not in values.values()}
    return question, {"values": values, "tolerance": 0, "misconceptions": slips}


def _counters(random: Random) -> Made:
    named = random.sample(list(works.COUNTERS), 6)
    right = dict(zip("abcd", named, strict=False))
    for holder in right.values():
        fact(*works.COUNTER_ROWS[holder])
    question = Attribution(
        id="q3",
        title="Who counted that?",
        points=4,
        prompt="Who counted what? Write after each letter the name of the one who counted it, or "
        "in whose work or paper the count stands. Two names are left over.",
        items={letter: works.COUNTERS[holder][1] for letter, holder in right.items()},
        options={holder: works.COUNTERS[holder][0] for holder in sorted(named)},
        headings=("Counts", "Counted by"),
    )
    return question, {"pairs": right}


def _rows(random: Random) -> Made:
    sector, province = random.choice(_SECTORS), random.choice(_PROVINCES)
    column, first, last = random.choice(_YEARS)
    projects = tables.table("projects")
    years = projects[column].between(first, last).fillna(False).astype(bool)
    asked = {
        "branch": (projects["sector"] == sector, "sector"),
        "province": (projects["province"] == province, "place"),
        "years": (years, column),
    }
    confirmed = {
        label: projects["confirmed"].map(lambda fields, name=name: name in fields)
        for label, (_, name) in asked.items()
    }
    some = projects["confirmed"].map(len) > 0
    values = {label: float((mask & confirmed[label]).sum()) for label, (mask, _) in asked.items()}
    slips = {
        **{
            f"{(mask & some).sum()}": "In these rows something is confirmed, but is it the field "
            "by which you count?"
            for mask, _ in asked.values()
        },
        **{
            f"{mask.sum()}": "This number has rows in it of which the field is not confirmed: "
            "filter by 'confirmed' first."
            for mask, _ in asked.values()
        },
    }
    verb = "begun" if column == "start_year" else "finished"
    question = Quantities(
        id="q4",
        title="Count what is confirmed",
        points=3,
        prompt="How many rows of the table of projects are there of each kind? Count a row only if "
        "'confirmed' holds the field by which you count: 'sector' for a branch, 'place' for a "
        f"province, '{column}' for these years.",
        labels=tuple(asked),
        unit="rows",
        material=(
            f"branch: projects in {sector}",
            f"province: projects in {province}",
            f"years: projects {verb} in the years {first} to {last} ({column})",
        ),
    )
    known = {n: says for n, says in slips.items() if float(n) not in values.values()}
    return question, {"values": values, "tolerance": 0, "misconceptions": known}


def _shares(random: Random) -> Made:
    asked = {
        "first": random.choice(shares.OF_AGREEMENTS),
        "second": random.choice(shares.OF_WORKS),
    }
    question = Calculation(
        id="q5",
        title="Compute two shares",
        points=4,
        prompt="What per cent, to one decimal? For the first take all numbers from Bo Yibo. Part "
        "and whole must come from one count.",
        units=dict.fromkeys(asked, "per cent"),
        material=tuple(f"{label}: what per cent {share.words}?" for label, share in asked.items()),
    )
    key: Key = {
        "values": {label: round(share.per_cent, 2) for label, share in asked.items()},
        "tolerance": {label: {"absolute": shares.ROUNDING} for label in asked},
        "slips": {label: share.slips() for label, share in asked.items()},
    }
    return question, key


def _order(random: Random) -> Made:
    rows = random.sample(_SEQUENCE, 5)
    letters = dict(zip("abcde", rows, strict=True))
    question = Order(
        id="q6",
        title="Order of agreements",
        points=3,
        prompt="Put these agreements in order of time, earliest first.",
        items={letter: fact("agreements", row)["title"] for letter, row in letters.items()},
    )
    in_order = sorted(letters, key=lambda letter: _SEQUENCE.index(letters[letter]))
    return question, {"order": in_order}


def _argument(_: Random) -> Made:
    question = FreeText(
        id="q10",
        title="Argue",
        points=6,
        prompt="A newspaper asks you how many works the Soviet Union helped China to build in the "
        "1950s. It knows the number after which the projects are called, and has seen larger and "
        "smaller ones. Choose three other totals from the tables: say why they differ from each "
        "other and from the known one, and what you tell the newspaper. Write about 200 words. "
        "Name at least three sources by their ids.",
        rubric=_RUBRIC,
    )
    return question, {}
