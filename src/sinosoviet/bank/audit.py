"""A text to audit: composed anew for each draw, its key from what was planted in it."""

from collections.abc import Sequence
from random import Random

from sinosoviet.bank.pool import graded
from sinosoviet.bank.sheet import Made
from sinosoviet.questions import FindErrors, Key
from sinosoviet.specimens import Planted, Planting, Specimen, compose
from sinosoviet.specimens.draw import compatible

#: Sentences of a text: enough to hide the errors in, few enough for half an hour.
_LENGTH = 10

#: How far off a number may be, as a share of it: a figure that follows from others may be
#: rounded in more than one way, and a count that was exaggerated may be known in round figures.
_ROUNDING = {"wrong_arithmetic": 0.004, "exaggeration": 0.02}
#: A figure that follows is printed with one decimal, and may be given with more.
_DECIMAL = 0.051

#: What is said to those who take one kind of error for another that is near it.
_TAKEN_FOR = {
    ("date_moved", "order_reversed"): "An order needs two events: does the sentence name two?",
    ("order_reversed", "date_moved"): "Does this sentence give a day that could be moved, or does "
    "it say what came first?",
    ("order_reversed", "wrong_cause"): "The sentence says when, not why: set the two days side by "
    "side.",
    ("exaggeration", "digits_run_together"): "Cover a part of the number: does what is left make "
    "the true one?",
    ("digits_run_together", "exaggeration"): "Look at the figures one by one: can so odd a number "
    "have come about by accident?",
    ("wrong_arithmetic", "exaggeration"): "Nobody need have boasted here: work the sentence out.",
    ("motive_as_fact", "wrong_cause"): "A wrong cause can be shown to be wrong; can anybody show "
    "what a person wished?",
    ("motive_as_fact", "single_cause"): "How many causes there are is one thing; what somebody "
    "wished is another.",
    ("single_cause", "exaggeration"): "Is there a number that is too large, or a cause too few?",
    ("single_cause", "motive_as_fact"): "Does the sentence say what somebody wished, or how many "
    "causes there were?",
    ("wrong_cause", "single_cause"): "Would the sentence be right if it named other causes beside "
    "this one?",
    ("contradiction", "wrong_arithmetic"): "There is nothing to add up: read the rest of the text.",
}


def find_errors(
    question_id: str,
    points: float,
    random: Random,
    theme: str,
    groups: Sequence[Sequence[str]],
    also: Sequence[str] = (),
) -> Made:
    """A text on a theme with an error of each group of kinds, and its key.

    Parameters
    ----------
    question_id, points : as in a question.
    random : the only source of chance.
    theme : what the text is about.
    groups : kinds of error; one of each group is planted.
    also : further themes from which errors may come, if the class has met them.
    """
    text = compose(
        random,
        theme=theme,
        length=_LENGTH,
        plantings=_plantings(random, (theme, *also), groups),
        pool=graded(),
    )
    return audit(question_id, points, text)


def audit(question_id: str, points: float, text: Specimen) -> Made:
    """The question on a text, and its key.

    Parameters
    ----------
    question_id, points : as in a question.
    text : a text with planted errors.
    """
    question = FindErrors(
        id=question_id,
        title="Find the errors",
        points=points,
        prompt=f"'{text.title}' is a text such as one finds on the web. {len(text.errors)} of its "
        f"{len(text.sentences)} sentences are wrong. Find them, say what kind of error each is, "
        "and put right what can be put right. If an order is reversed, write the date of what came "
        "first; if a cause is wrong, a word or two for the right one. Where nothing definite can "
        "be put in its place, as with a motive, leave 'correct' empty.",
        material=text.sentences,
        rows=len(text.errors),
    )
    return question, {
        "errors": [_error(planted) for planted in text.errors],
        "misconceptions": {
            f"{planted.sentence}={other}": _TAKEN_FOR[planted.kind, other]
            for planted in text.errors
            for other in planted.near
            if (planted.kind, other) in _TAKEN_FOR
        },
    }


def _plantings(
    random: Random, themes: Sequence[str], groups: Sequence[Sequence[str]]
) -> list[Planting]:
    """An error of each group that can stand together, the scarcest group first."""
    pools = [
        [
            planting
            for planting in graded().plantings.values()
            if planting.kind in kinds and planting.pattern.theme in themes
        ]
        for kinds in groups
    ]
    found: list[Planting] = []
    for pool in sorted(pools, key=len):
        found.append(random.choice([p for p in pool if all(compatible(p, one) for one in found)]))
    return found


def correction(planted: Planted) -> Key:
    """What puts an error right, for a key: a number with how far off it may be.

    Parameters
    ----------
    planted : an error of a text.
    """
    right = dict(planted.correct)
    if right["as"] == "number" and planted.kind in _ROUNDING:
        decimal = _DECIMAL / abs(right["value"]) if planted.kind == "wrong_arithmetic" else 0.0
        right["tolerance"] = max(_ROUNDING[planted.kind], decimal)
    return right


def _error(planted: Planted) -> Key:
    places = [planted.sentence, *planted.also]
    return {
        "sentence": places if planted.also else planted.sentence,
        "kind": planted.kind,
        "near": dict(planted.near),
        "correct": correction(planted),
    }
