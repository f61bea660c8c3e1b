"""Questions that are answered with a calculation: shares, growth, money, amounts a head."""

from itertools import combinations
from random import Random

from sinosoviet.bank.amounts import amount, years
from sinosoviet.bank.counts import GROWING, HEADS, LOANS, PARTS
from sinosoviet.money import convert
from sinosoviet.questions import Calculation, Key, Question
from sinosoviet.specimens.rows import ref

#: What the text of the task tells, as ``table/id``; nothing is computed from it.
Told = frozenset[str]

#: Rounding differs from hand to hand.
_TENTH = {"absolute": 0.1}
_CLOSE = {"relative": 0.004}
#: Growth of so much a year is fast enough for the ways to go wrong to lie apart.
_FAST = 1.035
#: Millions of old roubles: exports of food to the Soviet Union, year by year.
_FOOD = "china-food-exports-ussr-apuz"


def _untold(series: str, told: Told) -> list[str]:
    """The years of a series of which a text tells nothing."""
    return [year for year in years(series) if f"series/{series}@{year}" not in told]


def _slips(
    true: dict[str, float], wrong: dict[str, dict[float, str]], apart: float
) -> dict[str, dict[str, str]]:
    """Wrong results of each label that lie far enough from the true one, and from each other."""
    kept = {}
    for label, found in wrong.items():
        seen = [true[label]]
        for number in found:
            if min(abs(number - other) for other in seen) > apart:
                seen.append(number)
        kept[label] = {f"{round(number, 4):.12g}": found[number] for number in seen[1:]}
    return kept


def share(name: str, random: Random, told: Told) -> tuple[Question, Key]:
    """A share in two years, and by how many points it moved.

    Parameters
    ----------
    name : the question's id.
    random : the only source of chance.
    told : what the text of the task tells.
    """
    found = random.choice(PARTS)
    both = [year for year in _untold(found.part, told) if year in _untold(found.whole, told)]
    shares = {y: 100 * amount(f"{found.part}@{y}") / amount(f"{found.whole}@{y}") for y in both}
    first, later = random.choice(
        [
            (a, b)
            for a, b in combinations(both, 2)
            if int(b) - int(a) > 1 and abs(shares[b] - shares[a]) > 1
        ]
    )
    true = {"first": shares[first], "later": shares[later], "points": shares[later] - shares[first]}
    over = {year: 1e4 / shares[year] for year in (first, later)}
    wrong = {
        "first": {over[first]: "The whole was divided by the part."},
        "later": {over[later]: "The whole was divided by the part."},
        "points": {
            100 * (shares[later] / shares[first] - 1): "That is the change in per cent of the "
            "first share: points are one share less the other."
        },
    }
    question = Calculation(
        id=name,
        title="A share that moved",
        points=3,
        prompt=f"What was the share, in per cent, of {found.words} in {first} ('first') and in "
        f"{later} ('later')? By how many points did it move from the one to the other ('points', "
        f"with a minus sign if it fell)? One decimal is enough. The series are '{found.part}' and "
        f"'{found.whole}'.",
        units={"first": "per cent", "later": "per cent", "points": "points"},
    )
    return question, {
        "values": {label: round(number, 2) for label, number in true.items()},
        "tolerance": {"first": _TENTH, "later": _TENTH, "points": {"absolute": 0.15}},
        "slips": _slips(true, wrong, 0.5),
    }


def growth(name: str, random: Random, told: Told) -> tuple[Question, Key]:
    """Index, rise and growth a year of a series; for the parameters see `share`."""
    series = random.choice(GROWING)
    first, last = random.choice(_spans(series, told))
    steps, ratio = int(last) - int(first), amount(f"{series}@{last}") / amount(f"{series}@{first}")
    true = {
        "index": 100 * ratio,
        "rise": 100 * (ratio - 1),
        "rate": 100 * (ratio ** (1 / steps) - 1),
    }
    wrong = {
        "index": {
            true["rise"]: "That is the rise: in an index the hundred of the first year is left in.",
            100 / ratio: "The earlier value was divided by the later.",
        },
        "rise": {
            true["index"]: "That is the index: take off the hundred of the first year.",
            100 * (1 - 1 / ratio): "The rise was set against the later value.",
        },
        "rate": {
            true["rise"] / steps: "The rise was divided by the years; each year grows on the one "
            "before.",
            100 * (ratio ** (1 / (steps + 1)) - 1): "A step too many: count the gaps between the "
            "years, not the years.",
            100 * (ratio ** (1 / (steps - 1)) - 1): "A step too few: the first one begins in the "
            "base year.",
        },
    }
    question = Calculation(
        id=name,
        title="Index, rise, growth a year",
        points=3,
        prompt=f"Take the values for {first} and {last} of the series '{series}'. Work out the "
        f"'index' of {last} with {first} = 100, the 'rise' from {first} to {last} in per cent, and "
        "the 'rate', the growth a year in per cent. One decimal is enough.",
        units={"index": f"points, {first} = 100", "rise": "per cent", "rate": "per cent a year"},
    )
    return question, {
        "values": {label: round(number, 2) for label, number in true.items()},
        "tolerance": dict.fromkeys(true, _TENTH),
        "slips": _slips(true, wrong, 0.3),
    }


def _spans(series: str, told: Told) -> list[tuple[str, str]]:
    """First and last years between which a series grows fast."""
    return [
        (a, b)
        for a, b in combinations(_untold(series, told), 2)
        if 4 <= int(b) - int(a) <= 8
        and amount(f"{series}@{b}") > amount(f"{series}@{a}") * _FAST ** (int(b) - int(a))
        # A rise of just a hundred per cent could be read off the formula.
        and abs(amount(f"{series}@{b}") / amount(f"{series}@{a}") - 2) > 0.01
        and (series, a, b) != ("steel-china-cow", "1952", "1957")  # worked out in lesson 6
    ]


def money(name: str, random: Random, told: Told) -> tuple[Question, Key]:
    """Old roubles in dollars and new roubles, and what a wrong rate takes away; see `share`."""
    sums = {
        words + f" (table 'loans', row '{row}')": ref(f"loans/{row}").number
        for row, words in LOANS.items()
        if f"loans/{row}" not in told
    }
    sums |= {
        f"China's exports of food to the Soviet Union in {year} (series '{_FOOD}')": amount(
            f"{_FOOD}@{year}"
        )
        for year in _untold(_FOOD, told)
        if year > "1950"  # the rate was another in the first weeks of 1950
    }
    what = random.choice(list(sums))
    old = sums[what]
    new = convert(old, "old roubles", "new roubles")
    home = convert(old, "old roubles", "new roubles", at="home")
    true = {
        "dollars": convert(old, "old roubles", "dollars"),
        "new roubles": new,
        "short": new - home,
    }
    wrong = {
        "dollars": {
            4 * old: "You have multiplied by four: a dollar was several old roubles.",
            home: "The rate of ten is for prices inside the Soviet Union; it buys no dollars.",
        },
        "new roubles": {
            home: "You have divided by ten: that is for prices and wages at home.",
            10 * old: "You have multiplied by ten: a new rouble was worth more than an old one.",
        },
        "short": {old - new: "That is what is left of the old roubles: take new from new."},
    }
    question = Calculation(
        id=name,
        title="Which roubles?",
        points=3,
        prompt=f"Look up, in million old roubles: {what}. What is it in 'dollars', and in 'new "
        "roubles' by the rate for trade and debts abroad? Somebody divides it by ten instead: how "
        "many million new roubles does that fall 'short'?",
        units={
            "dollars": "million US dollars",
            "new roubles": "million new roubles",
            "short": "million new roubles",
        },
    )
    return question, {
        "values": {label: round(number, 3) for label, number in true.items()},
        "tolerance": dict.fromkeys(true, _CLOSE),
        "slips": _slips(true, wrong, 0.1),
    }


def a_head(name: str, random: Random, told: Told) -> tuple[Question, Key]:
    """An amount to each person: two tables, two units, one magnitude; see `share`."""
    found = random.choice(HEADS)
    year = random.choice(_untold(found.series, told))
    true = (
        amount(f"{found.series}@{year}")
        * found.units
        / (amount(f"population-china-nbs@{year}") * 1e4)
    )
    unit, _, of = found.words.partition(" of ")
    question = Calculation(
        id=name,
        title="Keep the magnitude",
        points=2,
        prompt=f"How many {unit} of {of} came to each person in China in {year}? Take the series "
        f"'{found.series}' and 'population-china-nbs' of the same year, and mind their units.",
        units={"a head": f"{unit} a head"},
    )
    says = "The population is given in tens of thousands, not in {}."
    wrong = {
        "a head": {
            true * 1e4: says.format("persons"),
            true * 10: says.format("thousands"),
            true / 100: says.format("millions"),
        }
    }
    return question, {
        "values": {"a head": float(f"{true:.5g}")},
        "tolerance": {"a head": {"relative": 0.006}},
        "slips": _slips({"a head": true}, wrong, 0),
    }
