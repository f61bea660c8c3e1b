"""Questions on what the writer of a document could know, by the calendar alone."""

from datetime import date
from functools import lru_cache

from sinosoviet import dates
from sinosoviet.bank.documents import Pool
from sinosoviet.bank.statements import fact, value
from sinosoviet.questions import Attribution, Key, Question, Verdict

#: Events with an undisputed day, each as a sentence goes on after 'written after'.
Events = dict[str, str]

#: So many days may lie between a document and an event on which it is tested.
_REACH = 500

_SLIP = "That is the day of the document: when did the event happen?"


def calendar(pool: Pool, events: Events) -> tuple[Question, Key]:
    """What was the last of six events before each of four documents?

    The documents fall into three places at least; no event rests on one of them, and no two
    of all these have the same day.
    """
    while True:
        drawn = sorted(pool.random.sample(pool.free(events), 6), key=_event_day)
        days = [_event_day(event) for event in drawn]
        chosen = pool.random.sample(pool.documents(), 4)
        done = [sum(day < _date(d.day) for day in days) for d in chosen]
        told = {source for event in drawn for source in fact("events", event)["sources"]}
        clear = len({*days, *(_date(d.day) for d in chosen)}) == 10
        clear = clear and not told & {d.source for d in chosen}
        if clear and min(done) > 0 and len(set(done)) >= 3:
            break
    pool.use(*drawn, *(d.source for d in chosen))
    letters = "pqrstu"
    shown = dict(zip(letters, pool.random.sample(drawn, 6), strict=True))
    letter = {event: name for name, event in shown.items()}
    pairs, slips = {}, {}
    for a, before in zip("abcd", done, strict=True):
        pairs[a] = letter[drawn[before - 1]]
        for number, event in enumerate(drawn, start=1):
            if number < before:
                slips[f"{a}={letter[event]}"] = f"{a}: it had, but one of the six came after it."
            elif number > before:
                slips[f"{a}={letter[event]}"] = f"{a}: that had not happened yet."
    question = Attribution(
        id="q5",
        title="What could they know?",
        points=4,
        prompt="Go by the calendar alone. Which of the six events was the last to happen before "
        "each of these documents was written? It is the newest of the six that its writer could "
        "know of, if anybody told him. The document's id stands before the colon.",
        items={a: f"{d.source}: {d.called}" for a, d in zip("abcd", chosen, strict=True)},
        options={name: events[event] for name, event in shown.items()},
        headings=("Documents", "Events, in no order"),
    )
    return question, {"pairs": pairs, "misconceptions": slips}


def after(pool: Pool, events: Events, question_id: str) -> tuple[Question, Key]:
    """A statement that a document is younger than an event; in two draws of three it is not."""
    true = pool.random.random() < 1 / 3
    pairs = [
        (document, event)
        for document in pool.documents()
        for event in pool.free(events)
        if document.source not in fact("events", event)["sources"]
        and 0 < (_date(document.day) - _event_day(event)).days * (1 if true else -1) <= _REACH
    ]
    document = pool.random.choice(sorted({d for d, _ in pairs}, key=lambda d: d.source))
    event = pool.random.choice([e for d, e in pairs if d == document])
    pool.use(document.source, event)
    happened = str(value("events", event))
    question = Verdict(
        id=question_id,
        title="Could the writer know?",
        points=4,
        prompt="Give a verdict on this statement, by the calendar alone. The day of the document "
        "is right; look for the day of the event. If the event came later, the statement is "
        "'contradicted', and 'correct' is the day of the event; if not, it is 'supported', and "
        "'correct' stays empty. As evidence give a source on which the event rests.",
        material=(
            f"{document.called[0].upper()}{document.called[1:]}, of "
            f"{dates.in_words(document.day)}, was written after {events[event]}.",
        ),
    )
    key: Key = {"verdict": "supported", "near": {"partly_supported": 0.25}, "correct": None}
    if not true:
        key = {
            "verdict": "contradicted",
            "near": {"misleading": 0.5, "partly_supported": 0.25},
            "correct": {"as": "date", "value": happened},
            "misconceptions": dict.fromkeys([document.day, dates.in_words(document.day)], _SLIP),
        }
    evidence = [*fact("events", event)["sources"], document.source]
    return question, key | {"evidence": list(dict.fromkeys(evidence))}


def _date(edtf: str) -> date:
    found = dates.parse(edtf).earliest
    assert found is not None
    return found


@lru_cache(maxsize=256)
def _event_day(event: str) -> date:
    return _date(str(value("events", event)))
