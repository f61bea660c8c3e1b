"""The task *chronology*: when was it, what came first, and what does the order show?

Eleven questions on days, periods and orders. No day is asked for twice in one task,
and none stands in a text or statement of it, unless as an error.
"""

from datetime import date
from itertools import combinations
from random import Random

from sinosoviet import dates
from sinosoviet.bank import Place, passage
from sinosoviet.bank.audit import find_errors
from sinosoviet.bank.chronicle import EVENTS, THREADS
from sinosoviet.bank.days import DAYS, ON_A_DAY, PAIRS, PERIODS, Asked
from sinosoviet.bank.judged import verdict
from sinosoviet.bank.statements import fact, value
from sinosoviet.questions import (
    Attribution,
    Calculation,
    DateQuestion,
    FreeText,
    Key,
    Order,
    Question,
)
from sinosoviet.specimens import Specimen
from sinosoviet.specimens.certainty import date_is_wrong

_GROUPS = (("date_moved",), ("order_reversed",), ("date_moved",), ("order_reversed",))
_LETTERS = "abcdef"
#: A moved day is so many days off, and so many days lie between two ends to be counted.
_MOVED = range(20, 366)
_COUNTED = range(20, 401)

_RULE = (
    "Give a verdict on this statement, with your evidence. Check the day, or the order of what "
    "is told. A wrong day, or a reversed order, makes the statement 'contradicted'. In 'correct' "
    "write the right day; where the order is reversed, the day of what came first."
)

_AUDIT = (
    "Four of these ten sentences are wrong: in two a day, month or year has been moved, in two the "
    "order of things has been reversed. Find them, name the kind, and write in 'correct' what is "
    "right: the true date, or for a reversed order the date of what came first."
)

_RUBRIC = {
    "Sequence": {
        "2": "Dates both events from sources, with their precision, and says what lies between.",
        "1": "Gives the order, but not how surely or how closely it is known.",
        "0": "Gives no order, or a wrong one.",
    },
    "After and because": {
        "2": "Keeps 'after' and 'because' apart: the order can refute a cause, not prove one.",
        "1": "Sees that the order is not enough, but does not say what it can do.",
        "0": "Takes what came later for an answer to what came before.",
    },
    "What would show more": {
        "2": "Names a source that could show a link, from our data or yet to be found, and why.",
        "1": "Asks for more sources in general.",
        "0": "Asks for nothing more.",
    },
}


class _Fresh:
    """What may still be asked for in one task."""

    def __init__(self, text: Specimen) -> None:
        self._text = text
        self._told = passage.told(text)
        self._used: set[str] = set()

    def of(self, rows: "list[str] | dict[str, str] | dict[str, Asked]") -> list[str]:
        """Those rows of which no day was used yet, nor stands in the text."""
        return [row for row in rows if self.free(row)]

    def free(self, row: str) -> bool:
        """Whether nothing in the task tells the days of a row."""
        return f"events/{row}" not in self._told and not any(
            day in self._used or passage.gives_day(self._text, day) for day in _ends(row)
        )

    def take(self, rows: list[str]) -> list[str]:
        """The same rows; their days are used from now on."""
        for row in rows:
            self._used.update(_ends(row))
        return rows


def _ends(row: str) -> list[str]:
    return str(value("events", row)).split("/")


def _day(row: str) -> date:
    return date.fromisoformat(str(value("events", row)))


def build(random: Random, place: Place) -> list[tuple[Question, Key]]:
    """Draw the eleven questions and their keys; see `sinosoviet.bank`."""
    text = passage.dealt(random, place, None, _GROUPS)
    fresh = _Fresh(text)
    statements = _statements(random, fresh)
    day = _date("q1", "Date a day", DAYS, random, fresh)
    period = _date("q2", "Date a period", PERIODS, random, fresh)
    threads = random.sample(list(THREADS), len(THREADS))
    # What needs most of a thread comes first.
    between = _between(random, fresh, threads)
    dense = _order("q4", "One thread", random, _some(random, fresh, threads, 6))
    long = [_some(random, fresh, threads, 1)[0] for _ in range(6)]
    intervals = _intervals(random, fresh, threads)
    return [
        day,
        period,
        _order("q3", "A long line", random, long),
        dense,
        between,
        intervals,
        *statements,
        find_errors("q10", 6, text, _AUDIT),
        _argument(),
    ]


def _date(
    name: str, title: str, pool: dict[str, Asked], random: Random, fresh: _Fresh
) -> tuple[Question, Key]:
    (row,) = fresh.take([random.choice(fresh.of(pool))])
    question = DateQuestion(id=name, title=title, points=2, prompt=pool[row].prompt)
    return question, {"date": value("events", row), "misconceptions": pool[row].slips}


def _some(random: Random, fresh: _Fresh, threads: list[str], number: int) -> list[str]:
    """So many rows, in no order, of the first thread that has them; the thread is used up."""
    thread = next(name for name in threads if len(fresh.of(THREADS[name])) >= number)
    threads.remove(thread)
    return fresh.take(random.sample(fresh.of(THREADS[thread]), number))


def _order(name: str, title: str, random: Random, rows: list[str]) -> tuple[Question, Key]:
    random.shuffle(rows)
    letters = dict(zip(rows, _LETTERS, strict=True))
    question = Order(
        id=name,
        title=title,
        points=3,
        prompt="Put these in order of time, earliest first.",
        items={letter: EVENTS[row] for row, letter in letters.items()},
    )
    return question, {"order": [letters[row] for row in sorted(rows, key=_day)]}


def _between(random: Random, fresh: _Fresh, threads: list[str]) -> tuple[Question, Key]:
    rows = sorted(_some(random, fresh, threads, len(_LETTERS) + 2), key=_day)
    first = random.choice([1, 2, 3])
    second = first + random.choice([2, 3])
    places = {
        row: "before" if n < first else "between" if n < second else "after"
        for n, row in enumerate(rows)
        if n not in (first, second)
    }
    items = dict(zip(_LETTERS, random.sample(list(places), len(places)), strict=True))
    question = Attribution(
        id="q5",
        title="What came between?",
        points=3,
        prompt="Two events stand fixed. Say of each of the others whether it came before both, "
        "between them, or after both.",
        material=(f"First: {EVENTS[rows[first]]}.", f"Second: {EVENTS[rows[second]]}."),
        items={letter: EVENTS[row] for letter, row in items.items()},
        options={
            "before": "before the first",
            "between": "after the first and before the second",
            "after": "after the second",
        },
        headings=("Events", "Where they can stand"),
    )
    return question, {"pairs": {letter: places[row] for letter, row in items.items()}}


def _intervals(random: Random, fresh: _Fresh, threads: list[str]) -> tuple[Question, Key]:
    pairs = dict(zip(("first", "second"), _pairs(random, fresh, threads), strict=True))
    question = Calculation(
        id="q6",
        title="Count the days",
        points=3,
        prompt="How many days passed from the one to the other? Subtract the earlier day from the "
        "later.",
        material=tuple(
            f"{label}: from {EVENTS[a]} to {EVENTS[b]}" for label, (a, b) in pairs.items()
        ),
        units=dict.fromkeys(pairs, "days"),
    )
    days = {label: (_day(b) - _day(a)).days for label, (a, b) in pairs.items()}
    slips = {
        label: {
            f"{number + 1}": "Both ends are counted: from one day to the next it is one day.",
            f"{number - 1}": "A day too few: only the day on which you begin is left out.",
        }
        for label, number in days.items()
    }
    return question, {"values": days, "slips": slips}


def _pairs(random: Random, fresh: _Fresh, threads: list[str]) -> list[tuple[str, ...]]:
    """Two pairs of rows, each of one thread, neither too near nor too far apart."""
    found: list[tuple[str, ...]] = []
    for thread in threads:
        rows = sorted(fresh.of(THREADS[thread]), key=_day)
        apart = [(a, b) for a, b in combinations(rows, 2) if (_day(b) - _day(a)).days in _COUNTED]
        if apart and len(found) < 2:
            found.append(tuple(fresh.take(list(random.choice(apart)))))
    return found


def _statements(random: Random, fresh: _Fresh) -> list[tuple[Question, Key]]:
    """Three statements: a moved day, a reversed order, and one that is true."""
    kinds = [(_on_a_day, True), (_in_order, True), (random.choice([_on_a_day, _in_order]), False)]
    random.shuffle(kinds)
    return [
        made(name, random, fresh, wrong=wrong)
        for name, (made, wrong) in zip(("q7", "q8", "q9"), kinds, strict=True)
    ]


def _on_a_day(name: str, random: Random, fresh: _Fresh, *, wrong: bool) -> tuple[Question, Key]:
    free = fresh.of(ON_A_DAY)
    if wrong:
        free = [row for row in free if _near(row, fresh)]
    rows = fresh.take([random.choice(free)])
    row = rows[0]
    true = printed = str(value("events", row))
    if wrong:
        rows += fresh.take([random.choice(_near(row, fresh))])
        printed = str(value("events", rows[1]))
    return verdict(
        name,
        3,
        _RULE,
        ON_A_DAY[row].format(day=dates.in_words(printed)),
        _cited(rows),
        {"as": "date", "value": true} if wrong else None,
        {printed: "The correction repeats what the statement says."},
    )


def _near(row: str, fresh: _Fresh) -> list[str]:
    """Events whose day is wrong for a row, but not far from it."""
    return [
        other
        for other in fresh.of(EVENTS)
        if abs((_day(other) - _day(row)).days) in _MOVED
        and date_is_wrong((f"events/{row}",), str(value("events", other)))
    ]


def _in_order(name: str, random: Random, fresh: _Fresh, *, wrong: bool) -> tuple[Question, Key]:
    pair = random.choice([pair for pair in PAIRS if all(map(fresh.free, pair))])
    earlier, later = fresh.take(list(pair))
    first, second = (EVENTS[later], EVENTS[earlier]) if wrong else (EVENTS[earlier], EVENTS[later])
    form = random.choice(
        ["{0} came before {1}.", "{1} came after {0}.", "{1} followed {0}.", "{0} preceded {1}."]
    )
    said = form.format(first, second)
    return verdict(
        name,
        3,
        _RULE,
        said[0].upper() + said[1:],
        _cited([earlier, later]),
        {"as": "date", "value": value("events", earlier)} if wrong else None,
        {str(value("events", later)): "This is the day of what came second."},
    )


def _cited(rows: list[str]) -> list[str]:
    return [source for row in rows for source in fact("events", row)["sources"]]


def _argument() -> tuple[Question, Key]:
    question = FreeText(
        id="q11",
        title="After, or because?",
        points=6,
        prompt="Take from question 4 or 5 two events of which the later has been, or could be, "
        "taken for an answer to the earlier. What can their order show, what can it not show, and "
        "which source would show more? Write 150 to 250 words, and name sources by their ids.",
        rubric=_RUBRIC,
    )
    return question, {}
