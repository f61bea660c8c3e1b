"""A statement to be judged, true or with an error, and its key."""

from sinosoviet.questions import Key, Verdict

#: What a wrong date, number or order makes of a statement, and what comes near it.
_NEAR = {"partly_supported": 0.5, "garbled": 0.5, "misleading": 0.25}


def verdict(
    question_id: str,
    points: float,
    prompt: str,
    statement: str,
    evidence: list[str],
    correct: Key | None,
    slips: dict[str, str],
) -> tuple[Verdict, Key]:
    """A question on a statement, and its key.

    Parameters
    ----------
    question_id, points, prompt : as in a question.
    statement : the sentence to be judged.
    evidence : fitting source ids.
    correct : what the statement should say, as in a key; None if it is true.
    slips : known wrong corrections, each with a sentence; of no use if it is true.
    """
    question = Verdict(
        id=question_id,
        title="Is the statement true?",
        points=points,
        prompt=prompt,
        material=(statement,),
    )
    key: Key = {"verdict": "supported", "near": {"partly_supported": 0.5}, "correct": None}
    if correct is not None:
        key = {
            "verdict": "contradicted",
            "near": _NEAR,
            "correct": correct,
            "misconceptions": slips,
        }
    return question, {**key, "evidence": list(dict.fromkeys(evidence))}
