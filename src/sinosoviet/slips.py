"""Wrong answers as people give them: slips of those who tried, and blind guesses."""

from collections.abc import Callable
from random import Random

from sinosoviet import sources
from sinosoviet.questions import ERROR_KINDS, VERDICTS, Answer, Input, Key, Question, score
from sinosoviet.questions.filling import filled

#: Kinds of error that are suspected where nothing is wrong.
_SUSPECTED = ("exaggeration", "motive_as_fact", "single_cause", "wrong_cause", "date_moved")

#: A slip can lead to the right answer by chance; then another is made, so often.
_TRIES = 100


def wrong(question: Question, key: Key, random: Random) -> Answer:
    """An answer with a slip in it, so that it does not earn every point.

    Parameters
    ----------
    question, key : any question that is not marked by hand.
    random : the only source of chance.

    Returns
    -------
    Answer : known misconceptions above all, things left out, mixed up or half done.
    """
    answers = (_WRONG[question.kind](question, key, random) for _ in range(_TRIES))
    return next(a for a in answers if score(question, a, key).share < 1)


def guess(question: Question, random: Random) -> Answer:
    """An answer of the right form by somebody who knows nothing.

    >>> from sinosoviet.questions import Choice
    >>> q = Choice(id="q1", title="t", points=2, prompt="p", options={"a": "x", "b": "y"})
    >>> guess(q, Random(1)) in ("a", "b")
    True
    """
    inputs = question.inputs()
    if question.kind == "order":
        return random.sample(list(inputs[0].options), len(inputs))
    return filled(question, [_guessed(given, random) for given in inputs])


def _guessed(given: Input, random: Random) -> Answer:
    match given.takes:
        case "option":
            return random.choice(list(given.options))
        case "number":
            return int(random.choice(list(given.options) or [str(random.randint(1, 2000))]))
        case "ids":
            return random.sample(sorted(sources.known()), 2)
        case "date":
            return f"{random.randint(1945, 1989)}-{random.randint(1, 12):02d}"
        case "text":
            return str(random.randint(1945, 1989))


def _known(key: Key) -> list[str]:
    """Known misconceptions, as they are written."""
    return list(key.get("misconceptions", {}))


def _choice(question: Question, key: Key, random: Random) -> Answer:
    letters = [given for given in question.inputs()[0].options if given != key["choice"]]
    return random.choice([*_known(key), *letters])


def _date(question: Question, key: Key, random: Random) -> Answer:
    known = [said for said in _known(key) if said != key["date"]]
    return random.choice([*known, key["date"][:7], "1961-01-01", "last summer"])


def _quantities(question: Question, key: Key, random: Random) -> Answer:
    values = list(key["values"].values())
    random.shuffle(values)
    known = [float(said) for said in _known(key)]
    changed = dict(zip(key["values"], values, strict=True))
    slip = random.choice([*known, values[0] * 10, values[0] * 1.01, None])
    changed[random.choice(list(changed))] = slip
    return changed


def _calculation(question: Question, key: Key, random: Random) -> Answer:
    answer = dict(question.model(key))
    label = random.choice(list(answer))
    known = [float(said) for said in [*key.get("slips", {}).get(label, {}), *_known(key)]]
    true = answer[label]
    answer[label] = random.choice([*known * 2, true / 100, true * 1000, round(true) + 1, None])
    return answer


def _order(question: Question, key: Key, random: Random) -> Answer:
    order = list(key["order"])
    place = random.randrange(len(order) - 1)
    order[place], order[place + 1] = order[place + 1], order[place]
    return random.choice([order, order[::-1], order[:-1]])


def _attribution(question: Question, key: Key, random: Random) -> Answer:
    answer = dict(question.model(key))
    known = [said.split("=", 1) for said in _known(key)]
    if known and random.random() < 0.5:
        letter, holder = random.choice(known)
        return {**answer, letter: holder}
    one, other = random.sample(list(answer), 2)
    swapped = {**answer, one: answer[other], other: answer[one]}
    options = question.inputs()[0].options
    return random.choice([swapped, {**answer, one: random.choice(list(options))}])


def _verdict(question: Question, key: Key, random: Random) -> Answer:
    answer = dict(question.model(key))
    answer["verdict"] = random.choice(list(VERDICTS))
    if random.random() < 0.5:
        answer["correct"] = random.choice(["", *_known(key)])
    if random.random() < 0.4:
        answer["evidence"] = random.choice([[], ["griffith-1966"], "shen-2003"])
    return answer


def _reference(question: Question, key: Key, random: Random) -> Answer:
    entry = question.inputs()[0].options
    field = random.choice([key["field"], *entry])
    return {"field": field, "correct": random.choice([*_known(key), entry[field], "unknown"])}


def _evidence(question: Question, key: Key, random: Random) -> Answer:
    group = random.choice(key["groups"])
    beside = [*_known(key), *random.sample(sorted(sources.known()), 3)]
    model = question.model(key)
    return random.choice([group[:1], group, model[:-1], [*model, *beside], beside])


def _card(question: Question, key: Key, random: Random) -> Answer:
    answer = dict(question.model(key))
    for given in random.sample(question.inputs(), min(2, len(answer))):
        (field,) = given.path
        known = [said.split("=", 1)[1] for said in _known(key) if said.startswith(f"{field}=")]
        if given.takes == "date":
            known += [answer[field][:4], "1961-01-01"]
        answer[field] = random.choice([*known, *(given.options or ["unknown"])])
    return answer


def _finds(question: Question, key: Key, random: Random) -> Answer:
    """Some errors missed, some taken for others or not mended, a true sentence suspected."""
    model = question.model(key)
    kept = random.sample(model, random.randint(len(model) // 3, max(len(model) - 1, 0)))
    rows = []
    for row in sorted(kept, key=lambda row: int(row["sentence"])):
        if random.random() < 0.3:
            near = next(e for e in key["errors"] if e["kind"] == row["kind"]).get("near", {})
            row = {**row, "kind": random.choice([*near, *_SUSPECTED])}
        if random.random() < 0.4:
            row = {**row, "correct": str(row["correct"])[:4] * (random.random() < 0.5)}
        rows.append(row)
    known = [int(said) for said in _known(key) if said.isdecimal()]
    others = [*known, *random.sample(range(1, len(question.material) + 1), 2)]
    kind = random.choice([*_SUSPECTED, *ERROR_KINDS])
    for number in others[: random.randint(0, 2)]:
        rows.append({"sentence": number, "kind": kind, "correct": ""})
    return rows


_WRONG: dict[str, Callable[[Question, Key, Random], Answer]] = {
    "attribution": _attribution,
    "calculation": _calculation,
    "choice": _choice,
    "date": _date,
    "evidence": _evidence,
    "find_errors": _finds,
    "order": _order,
    "quantities": _quantities,
    "reference": _reference,
    "sourcing_card": _card,
    "verdict": _verdict,
}
