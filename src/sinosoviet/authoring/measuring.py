"""How simulated students do in an assignment: is it possible, selective, fair to every variant?"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from statistics import StatisticsError, correlation, fmean

from sinosoviet import simulate, slips
from sinosoviet.questions import score
from sinosoviet.tasks import Draw, draw

#: Somebody who knows nothing earns less than this of all that is marked by machine.
MOST_BY_CHANCE = 0.15
#: Variants of one question differ by this at most, in the mean of an average student.
MOST_APART = 0.10

_SECRET = b"for measuring"
_VARIANTS = 20
#: So many slips show how much an average student earns who does not know the answer.
_SLIPS = 80


@dataclass(frozen=True)
class Item:
    """What is known of one question after a class has tried it.

    Attributes
    ----------
    question, points : its id and what it is worth.
    difficulty : mean share of its points, from 0 (nobody) to 1 (everybody).
    discrimination : correlation with the rest of the score, from -1 to 1.
    lowest, highest : the mean share of an average student in the variant where it is
        hardest, and in the one where it is easiest.
    """

    question: str
    points: float
    difficulty: float
    discrimination: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Measured:
    """What a simulated class did in an assignment; free texts are left out.

    Attributes
    ----------
    assignment : its name.
    model, blank, guess : mean share of all points for model answers, for blank ones, and
        for blind guesses of the right form.
    items : the questions.
    """

    assignment: str
    model: float
    blank: float
    guess: float
    items: list[Item]

    def problems(self) -> list[str]:
        """What is not as it should be, a sentence each."""
        found = []
        if self.model < 1:
            found.append(f"{self.assignment}: model answers earn {self.model:.1%}, not all.")
        if self.blank > 0:
            found.append(f"{self.assignment}: blank answers earn {self.blank:.1%}.")
        if self.guess >= MOST_BY_CHANCE:
            found.append(
                f"{self.assignment}: blind guesses earn {self.guess:.1%}; less than "
                f"{MOST_BY_CHANCE:.0%} is wanted."
            )
        found += [
            f"{self.assignment}, {item.question}: an average student earns {item.lowest:.0%} in "
            f"one variant and {item.highest:.0%} in another; draw variants of like difficulty."
            for item in self.items
            if item.highest - item.lowest > MOST_APART
        ]
        return found


def measure(name: str, students: int = 1000, seed: int = 1) -> Measured:
    """Let a simulated class try an assignment.

    Parameters
    ----------
    name : the assignment.
    students : how many; strong, average and weak ones as in `simulate`.
    seed : the same seed gives the same class.
    """
    random = Random(seed)
    drawn = [draw(name, _SECRET, number) for number in range(1, _VARIANTS + 1)]
    asked = [q.id for q in drawn[0].questions.values() if q.kind != "free_text"]
    kinds = [kind for kind, (_, of_ten) in simulate.KINDS.items() for _ in range(of_ten)]
    rows = []
    for number in range(students):
        one = drawn[number % len(drawn)]
        answers = simulate.attempt(name, one, random.choice(kinds), random)
        rows.append({q: _share(one, q, answers[q]) for q in asked})
    worth = {q: drawn[0].questions[q].points for q in asked}
    return Measured(
        assignment=name,
        model=_mean(drawn, worth, lambda one, q: one.questions[q].model(one.keys[q])),
        blank=_mean(drawn, worth, lambda one, q: one.questions[q].blank()),
        guess=_mean(drawn * 10, worth, lambda one, q: slips.guess(one.questions[q], random)),
        items=[_item(q, worth, rows, drawn, random) for q in asked],
    )


def _share(one: Draw, question: str, answer: object) -> float:
    return score(one.questions[question], answer, one.keys[question]).share


def _mean(
    drawn: list[Draw], worth: dict[str, float], answer: Callable[[Draw, str], object]
) -> float:
    """The mean share of all points that some way of answering earns."""
    total = sum(worth.values())
    return fmean(
        sum(points * _share(one, q, answer(one, q)) for q, points in worth.items()) / total
        for one in drawn
    )


def _item(
    question: str,
    worth: dict[str, float],
    rows: list[dict[str, float]],
    drawn: list[Draw],
    random: Random,
) -> Item:
    own = [row[question] for row in rows]
    rest = [sum(p * row[q] for q, p in worth.items() if q != question) for row in rows]
    try:
        discrimination = correlation(own, rest)
    except StatisticsError:  # everybody did the same
        discrimination = 0.0
    means = [_average(one, question, random) for one in drawn]
    return Item(question, worth[question], fmean(own), discrimination, min(means), max(means))


def _average(one: Draw, question: str, random: Random) -> float:
    """What an average student earns in a variant: all, or what a slip is worth."""
    right = simulate.KINDS["average"][0]
    asked, key = one.questions[question], one.keys[question]
    wrong = fmean(_share(one, question, slips.wrong(asked, key, random)) for _ in range(_SLIPS))
    return right + (1 - right) * wrong
