"""Whether the questions that an assignment draws can be answered and marked as they should."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import product

from sinosoviet.questions import Answer, FreeText, Key, Question, Score, score
from sinosoviet.questions.filling import contents, filled
from sinosoviet.tasks import Draw

#: Where in an assignment, and what is wrong and what to do.
Says = tuple[str, str]


def problems(drawn: list[Draw]) -> Iterator[Says]:
    """What is wrong with the questions of some variants.

    Parameters
    ----------
    drawn : the variants.
    """
    shapes = {tuple((q.id, q.kind, q.points) for q in d.questions.values()) for d in drawn}
    if len(shapes) > 1:
        yield "the questions", "variants differ in ids, kinds or points; draw the same of each"
    for one in drawn:
        for question in one.questions.values():
            key = one.keys[question.id]
            for says in _question(question, key):
                yield question.id, says


def _question(question: Question, key: Key) -> Iterator[str]:
    if isinstance(question, FreeText):
        yield from _rubric(question)
        return
    model = question.model(key)
    best = score(question, model, key)
    if best.points != question.points:
        yield _missed(question, best)
    elif problem := question.problem(model):
        yield f"the model answer is called malformed ({problem}); put the key right"
    for said, says in key.get("misconceptions", {}).items():
        yield from _misconception(question, key, said, says)
    for label, slips in key.get("slips", {}).items():
        for said, says in slips.items():
            result = score(question, {**question.model(key), label: float(said)}, key)
            if result.points == question.points:
                yield f"the slip {said!r} is within the tolerance of {label!r}; narrow it"
            elif not any(says in sentence for sentence in result.feedback):
                yield f"the slip {said!r} of {label!r} does not reach its sentence; write it anew"


def _missed(question: Question, best: Score) -> str:
    if getattr(question, "need", None):
        return (
            "it needs more than its key can give "
            f"({' '.join(best.feedback)}); ask for less, or give the key more"
        )
    return f"the model answer earns {best.points:g} of {best.max_points:g} points; mend the key"


def _rubric(question: FreeText) -> Iterator[str]:
    rows = question.rubric
    if not 3 <= len(rows) <= 4:
        yield f"its rubric has {len(rows)} rows; write three or four"
    most = 0.0
    for row, levels in rows.items():
        if len(levels) < 2 or not all(text.strip() for text in levels.values()):
            yield f"the row {row!r} lacks a descriptor; write one for each level"
        most += max((float(level) for level in levels), default=0)
    if most != question.points:
        yield f"its rubric gives {most:g} points and it is worth {question.points:g}; make equal"


def _misconception(question: Question, key: Key, said: str, says: str) -> Iterator[str]:
    tries = [answer for answer in saying(question, key, said) if said in question.said(answer)]
    results = [score(question, answer, key) for answer in tries]
    if not any(says in result.feedback for result in results):
        yield f"nobody can be told of the mistake {said!r}; write it as an answer would say it"
    if any(result.points == question.points for result in results):
        yield f"the known mistake {said!r} earns every point; narrow the tolerance, or drop it"


def saying(question: Question, key: Key, said: str) -> Iterator[Answer]:
    """Answers that could say a known mistake: it stands at each place, alone or beside the model.

    Parameters
    ----------
    question, key : any question that is not marked by hand.
    said : the mistake as the key writes it.
    """
    if question.kind == "find_errors":
        number, _, kind = said.partition("=")
        if number.isdecimal():
            yield [{"sentence": int(number), "kind": kind, "correct": ""}]
    whole, after = said, said.partition("=")[2]
    values: list[Answer] = [whole, after, [whole]]
    with suppress(ValueError):
        values.append(float(said))
    places = range(len(question.inputs()))
    for base, place, value in product((question.blank(), question.model(key)), places, values):
        parts = contents(question, base)
        parts[place] = value
        with suppress(LookupError, TypeError):  # not every value can stand everywhere
            yield filled(question, parts)
