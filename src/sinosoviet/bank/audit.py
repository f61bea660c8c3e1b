"""The question on a text to audit, and its key, which falls out of what was planted in it."""

from sinosoviet.bank.sheet import Made
from sinosoviet.questions import FindErrors, Key
from sinosoviet.specimens import Planted, Specimen

#: What is said to those who take one kind of error for another that is near it.
_TAKEN_FOR = {
    "date_moved=order_reversed": "An order needs two events: does the sentence name two?",
    "order_reversed=date_moved": "Does this sentence give a day that could be moved, or does it "
    "say what came first?",
    "order_reversed=wrong_cause": "The sentence says when, not why: set the two days side by side.",
    "exaggeration=digits_run_together": "Cover a part of the number: does what is left make the "
    "true one?",
    "digits_run_together=exaggeration": "Look at the figures one by one: can so odd a number have "
    "come about by accident?",
    "wrong_arithmetic=exaggeration": "Nobody need have boasted here: work the sentence out.",
    "wrong_arithmetic=digits_run_together": "Look at the figures beside it: does this one follow?",
    "motive_as_fact=wrong_cause": "A wrong cause can be shown to be wrong; can anybody show what a "
    "person wished?",
    "motive_as_fact=single_cause": "How many causes there are is one thing; what somebody wished "
    "is another.",
    "single_cause=exaggeration": "Is there a number that is too large, or a cause too few?",
    "single_cause=motive_as_fact": "Does the sentence say what somebody wished, or how many causes "
    "there were?",
    "wrong_cause=single_cause": "Would the sentence be right if it named other causes beside this "
    "one?",
    "contradiction=wrong_arithmetic": "There is nothing to add up: read the rest of the text.",
}

_ASKS = (
    "'{title}' is a text such as one finds on the web. {wrong} of its {all} sentences are wrong. "
    "Find them, say what kind of error each is, and put right what can be put right. If an order "
    "is reversed, write the date of what came first; if a cause is wrong, a word or two for the "
    "right one. Where nothing definite can be put in its place, as with a motive, leave 'correct' "
    "empty."
)


def find_errors(question_id: str, points: float, text: Specimen, asks: str = _ASKS) -> Made:
    """The question on a text, and its key.

    Parameters
    ----------
    question_id, points : as in a question.
    text : a text with planted errors.
    asks : the prompt; it may name the text's ``{title}``, how many sentences are ``{wrong}``,
        and how many there are in ``{all}``.
    """
    question = FindErrors(
        id=question_id,
        title="Find the errors",
        points=points,
        prompt=asks.format(title=text.title, wrong=len(text.errors), all=len(text.sentences)),
        material=text.sentences,
        rows=len(text.errors),
    )
    return question, {
        "errors": [_error(planted) for planted in text.errors],
        "misconceptions": {
            f"{planted.sentence}={other}": _TAKEN_FOR[f"{planted.kind}={other}"]
            for planted in text.errors
            for other in planted.near
            if f"{planted.kind}={other}" in _TAKEN_FOR
        },
    }


def _error(planted: Planted) -> Key:
    places = [planted.sentence, *planted.also]
    return {
        "sentence": places if planted.also else planted.sentence,
        "kind": planted.kind,
        "near": dict(planted.near),
        "correct": dict(planted.correct),
    }
