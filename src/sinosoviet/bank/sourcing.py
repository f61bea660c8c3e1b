"""The task *sourcing*: who made it, when, for whom, and who is heard in it?

Nine questions. Each draw takes other documents, statements, events and claims, from
``documents.toml`` and ``sourcing.toml``; no document serves two questions of one draw.
"""

import tomllib
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Any

from sinosoviet.bank import Place, catalogue
from sinosoviet.bank.calendar import after, calendar
from sinosoviet.bank.documents import Pool
from sinosoviet.bank.voices import own_card, retold_card, voices
from sinosoviet.questions import Attribution, Evidence, FreeText, Key, Question

_KINDS = {
    "then": "primary, made at the time",
    "later": "primary, but remembered: a memoir or an interview",
    "secondary": "secondary: a study of such sources",
    "tertiary": "tertiary: a work that sums up others",
    "dataset": "a set of data",
}
_KIND_SLIPS = {
    ("then", "secondary"): "Is a text of the time a study of the time?",
    ("then", "tertiary"): "Does it sum up what others have written, or report what is new?",
    ("later", "secondary"): "Its maker was there: does he study sources, or is he one?",
    ("later", "then"): "Look at the line 'document', and at the years between event and text.",
    ("secondary", "tertiary"): "Does it rest on sources of the time, or only on other works?",
    ("tertiary", "secondary"): "Look at the line 'document': does such a work study sources?",
    ("dataset", "tertiary"): "What does it hold: words or measurements?",
}

_RUBRIC = {
    "Sourcing": {
        "2": "Says of both sources who made them, when, for whom and how the maker could know, "
        "and draws a conclusion from it.",
        "1": "Says who made them and when, but draws nothing from it, or treats one source only.",
        "0": "Retells what the sources say.",
    },
    "Use": {
        "2": "Says for each source what it can tell on this question and what it cannot, with "
        "numbered points.",
        "1": "Says in general which is 'better' or 'more reliable', with little from the points.",
        "0": "Does not come to the question.",
    },
    "Comparison": {
        "2": "Sets the two against each other, says where they could depend on each other, and "
        "names a third source that would help.",
        "1": "Puts them side by side, with one point of comparison.",
        "0": "Does not compare them.",
    },
}


def build(random: Random, place: Place) -> list[tuple[Question, Key]]:
    """Draw the nine questions and their keys; see `sinosoviet.bank`."""
    pool, events = Pool(random), _data()["events"]
    usefulness, claim = _usefulness(pool), _evidence(pool)
    return [
        own_card(pool),
        retold_card(pool),
        _kinds(pool),
        voices(pool),
        calendar(pool, events),
        after(pool, events, "q6"),
        after(pool, events, "q7"),
        claim,
        usefulness,
    ]


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    text = (files("sinosoviet.bank") / "sourcing.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _kinds(pool: Pool) -> tuple[Question, Key]:
    free = {kind: pool.free(sources) for kind, sources in _data()["kinds"].items()}
    extra = pool.random.choice(["later", "secondary", "tertiary"])
    drawn = [(pool.random.choice(free[kind]), kind) for kind in _KINDS if kind != extra]
    drawn += [(source, extra) for source in pool.random.sample(free[extra], 2)]
    pool.random.shuffle(drawn)
    lettered = dict(zip("abcdef", drawn, strict=True))
    question = Attribution(
        id="q3",
        title="What kind of source?",
        points=3,
        prompt="Of what kind is each of these sources, for the history of the alliance and its "
        "end? The id stands before the colon.",
        items={a: f"{s}: {catalogue.work(s)['title']}" for a, (s, _) in lettered.items()},
        options=_KINDS,
        headings=("Sources", "Kinds"),
    )
    return question, {
        "pairs": {a: kind for a, (_, kind) in lettered.items()},
        "misconceptions": {
            f"{a}={taken}": f"{a}: {says}"
            for a, (_, kind) in lettered.items()
            for (true, taken), says in _KIND_SLIPS.items()
            if true == kind
        },
    }


def _evidence(pool: Pool) -> tuple[Question, Key]:
    claims = [(c, [source for group in c["groups"] for source in group]) for c in _data()["claims"]]
    claim, fitting = pool.random.choice([(c, f) for c, f in claims if pool.free(f) == f])
    pool.use(*map(catalogue.sure, fitting), *claim.get("tells", ()))
    question = Evidence(
        id="q8",
        title="Two witnesses, not one twice",
        points=4,
        prompt="Name sources that carry this claim. At least two must be independent: what one "
        "witness, or one government, says in several papers goes back to one origin, and so does "
        "a study of a single paper. And two different sides must be heard; scholars count as no "
        "side. One source too many does no harm; more cost something.",
        material=(claim["text"],),
        need={"independent": 2, "sides": 2},
    )
    return question, {"groups": claim["groups"]}


def _usefulness(pool: Pool) -> tuple[Question, Key]:
    pair = pool.random.choice(_data()["pairs"])
    pool.use(*pair["sources"], *pair.get("tells", ()))
    question = FreeText(
        id="q9",
        title="Compare two sources",
        points=6,
        prompt="How useful are these two sources for the question below? Write 150 to 250 words. "
        "Useful is not the same as true: say what each can tell and what it cannot, and give the "
        "numbers of the points that you use.",
        material=(pair["question"], *(f'ss.source("{source}")' for source in pair["sources"])),
        rubric=_RUBRIC,
    )
    return question, {}
