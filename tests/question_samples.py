"""Questions with keys, one of each sort, and what students write in answer to them."""

import json
from dataclasses import dataclass

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from sinosoviet import sources
from sinosoviet.questions import ERROR_KINDS, VERDICTS, Question, from_dict, plain, score


@dataclass(frozen=True)
class Sample:
    """A question with its key, and the texts that would give the key away."""

    question: Question
    key: dict
    secrets: tuple[str, ...]


def sample(kind, key, secrets, **fields):
    base = {"kind": kind, "id": "q1", "title": "A title", "points": 4, "prompt": "A prompt"}
    return Sample(from_dict({**base, **fields}), key, secrets)


CHOICE = sample(
    "choice",
    {"choice": "b", "misconceptions": {"c": "That would be a year too late."}},
    ("'b'", "the second thing"),
    options={"a": "the first thing", "b": "the second thing", "c": "the third thing"},
)
DAY = sample(
    "date",
    {
        "date": "1960-07-16",
        "misconceptions": {"1960-07-18": "Is a copy made on the day of the original?"},
    },
    ("1960-07-16", "16 July"),
)
PERIOD = sample("date", {"date": "1960-07-28/1960-09-01"}, ("1960-07-28", "28 July", "1960-09-01"))
QUANTITIES = sample(
    "quantities",
    {
        "values": {"a": 1390, "b": 1292, "c": 78},
        "tolerance": 0,
        "misconceptions": {"1500": "That is a round number."},
    },
    ("1390", "1,390", "1292", "1,292", "78"),
    labels=["a", "b", "c"],
    unit="persons",
)
SHARE = sample(
    "quantities",
    {"values": {"share": 19.5}, "tolerance": 0.003},
    ("19.5",),
    labels=["share"],
    unit="per cent",
)
ORDER = sample(
    "order",
    {"order": ["c", "a", "d", "b"]},
    ("cadb", "c, a, d, b", "['c', 'a', 'd', 'b']"),
    items={letter: f"thing {letter}" for letter in "abcd"},
)
REFERENCE = sample(
    "reference",
    {"field": "year", "value": "2008"},
    ("2008", "year"),
    entry={"author": "Lorenz Lüthi", "title": "The Sino-Soviet Split", "year": "2018"},
)
FALSE_DATE = sample(
    "verdict",
    {
        "verdict": "contradicted",
        "near": {"partly_supported": 0.5, "misleading": 0.25},
        "correct": {"as": "date", "value": "1960-07-16"},
        "evidence": ["soviet-note-1960-07-16", "westad-1998"],
        "misconceptions": {"1964-10-16": "The correction repeats what the statement says."},
    },
    ("contradicted", "1960-07-16", "16 July", "westad-1998"),
)
FALSE_NUMBER = sample(
    "verdict",
    {
        "verdict": "contradicted",
        "near": {},
        "correct": {"as": "number", "value": 1390.0},
        "evidence": ["taubman-1996"],
        "misconceptions": {"1500": "The correction repeats what the statement says."},
    },
    ("contradicted", "1390", "1,390", "taubman-1996"),
)
FALSE_NAME = sample(
    "verdict",
    {
        "verdict": "garbled",
        "near": {},
        "correct": {"as": "text", "value": "Khrushchev"},
        "evidence": ["taubman-1996"],
    },
    ("garbled", "Khrushchev", "taubman-1996"),
)
TRUE = sample(
    "verdict",
    {
        "verdict": "supported",
        "near": {"partly_supported": 0.5},
        "correct": None,
        "evidence": ["garver-2016", "luthi-2008"],
    },
    ("supported", "garver-2016", "luthi-2008"),
)
CALCULATION = sample(
    "calculation",
    {
        "values": {"factor": 2.286, "growth": 17.98},
        "tolerance": {"factor": {"absolute": 0.01}, "growth": {"relative": 0.005}},
        "slips": {
            "factor": {"1.286": "That is what was added, not the whole."},
            "growth": {
                "25.72": "Growth compounds: each year builds on the one before.",
                "18.2": "This is the mean of the yearly rates.",
            },
        },
        "misconceptions": {"128.6": "This is what the text says; compute it."},
    },
    ("2.286", "2.29", "17.98", "18.0", "18"),
    units={"factor": "times", "growth": "per cent"},
    start="first, last = 34.9, 79.8\nlast / first",
)
CIRCLED = ["shen-2003", "westad-1998"]
EVIDENCE = sample(
    "evidence",
    {
        "groups": [["soviet-note-1960-07-16", "taubman-1996"], ["prc-note-1960-07-31"], CIRCLED],
        "misconceptions": {"griffith-1966": "It was written before the notes were known."},
    },
    ("soviet-note-1960-07-16", "taubman-1996", "prc-note-1960-07-31", *CIRCLED),
    need={"independent": 2, "soviet": 1, "chinese": 1, "secondary": 1},
)
EXTRACT = sample(
    "evidence",
    {"groups": [["soviet-note-1960-07-16#4"], ["garver-2016"]]},
    ("soviet-note-1960-07-16", "#4", "garver-2016"),
)
CARD = sample(
    "sourcing_card",
    {
        "card": {
            "author": "Stepan Chervonenko",
            "date": "1960-12-26",
            "kind": "primary",
            "audience": "b",
        },
        "words": {"author": [["Chervonenko"], ["Tscherwonenko"]]},
        "near": {"kind": {"secondary": 0.5}},
        "misconceptions": {
            "kind=tertiary": "It is no handbook.",
            "date=1961-01-10": "On this day it was sent.",
        },
    },
    ("Chervonenko", "1960-12-26", "26 December", "primary", "'b'", "the leadership"),
    fields={
        "author": {},
        "date": {},
        "kind": {"primary": "made at the time", "secondary": "made later", "tertiary": ""},
        "audience": {"a": "the public", "b": "the leadership", "c": "the other side"},
    },
)
ATTRIBUTION = sample(
    "attribution",
    {
        "pairs": {"a": "luthi-2008", "b": ["shen-2003", "westad-1998"], "c": "luthi-2008"},
        "misconceptions": {"a=garver-2016": "He stresses the nation."},
    },
    ("luthi-2008", "shen-2003", "westad-1998"),
    items={"a": "ideology drove it", "b": "leaders drove it", "c": "it began in 1956"},
    options={
        "luthi-2008": "Lorenz Lüthi",
        "shen-2003": "Shen Zhihua",
        "westad-1998": "Odd Arne Westad",
        "garver-2016": "John Garver",
    },
)
ERRORS = sample(
    "find_errors",
    {
        "errors": [
            {
                "sentence": 2,
                "kind": "date_moved",
                "near": {"wrong_cause": 0.5},
                "correct": {"as": "date", "value": "1960-07-16"},
            },
            {
                "sentence": 4,
                "kind": "wrong_arithmetic",
                "correct": {"as": "number", "value": 17.9, "tolerance": 0.01},
            },
            {
                "sentence": [5, 8],
                "kind": "contradiction",
                "near": {"exaggeration": 0.25},
                "correct": {"as": "none"},
            },
            {
                "sentence": 7,
                "kind": "name_blanked",
                "correct": {"as": "name", "value": "Nikita Khrushchev", "words": [["Khrushchev"]]},
            },
        ],
        "misconceptions": {
            "3": "It sounds too good, and is true.",
            "4=exaggeration": "Take the two figures and divide.",
        },
    },
    ("1960-07-16", "16 July", "17.9", "Khrushchev", *ERROR_KINDS),
    material=[f"This is what the text tells in place {n}." for n in range(1, 11)],
    rows=3,
)
ESSAY = sample("free_text", {}, (), rubric={"Argument": {"2": "Clear.", "0": "None."}})

#: By kind of question, all but the one that is marked by hand.
MARKED = {
    "choice": CHOICE,
    "day": DAY,
    "period": PERIOD,
    "quantities": QUANTITIES,
    "share": SHARE,
    "order": ORDER,
    "reference": REFERENCE,
    "false date": FALSE_DATE,
    "false number": FALSE_NUMBER,
    "false name": FALSE_NAME,
    "true": TRUE,
    "calculation": CALCULATION,
    "evidence": EVIDENCE,
    "extract": EXTRACT,
    "card": CARD,
    "attribution": ATTRIBUTION,
    "errors": ERRORS,
}
ALL = {**MARKED, "free text": ESSAY}
KNOWN = sorted(sources.known())

marked = pytest.mark.parametrize("asked", MARKED.values(), ids=MARKED.keys())
every = pytest.mark.parametrize("asked", ALL.values(), ids=ALL.keys())


def points(asked, answer):
    return score(asked.question, answer, asked.key).points


few = settings(max_examples=40, deadline=None)

# What students write ---------------------------------------------------------------------

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["a", "b", "contradicted", "supported", "1390", "1960-07-16", "1960", "year"])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6) | SCALARS, inner)
    ),
    max_leaves=12,
)
ATTEMPTS = st.one_of(
    JSON,
    st.fixed_dictionaries(
        {
            "verdict": st.sampled_from(sorted(VERDICTS)) | JSON,
            "correct": st.sampled_from(["", "1960-07-16", "1960-07", 1390, "1,390", 1400]) | JSON,
            "evidence": st.lists(st.sampled_from(KNOWN) | SCALARS, max_size=5) | JSON,
        }
    ),
    st.fixed_dictionaries(
        {label: st.sampled_from([1390, 1292, 78, 1300, "1,390", 13900]) | JSON for label in "abc"}
    ),
    st.fixed_dictionaries({"share": st.floats(0, 100) | JSON}),
    st.fixed_dictionaries(
        {"field": st.sampled_from(["author", "title", "year"]) | JSON, "correct": JSON}
    ),
    st.fixed_dictionaries(
        {
            "factor": st.sampled_from([2.286, 2.3, 1.286, 17.98, 0.02286, -2.286]) | JSON,
            "growth": st.sampled_from([17.98, 18.2, 18.05, 25.72, 0.1798]) | JSON,
        }
    ),
    st.lists(st.sampled_from([*EVIDENCE.secrets, *KNOWN[:4], "griffith-1966"]) | SCALARS),
    st.fixed_dictionaries(
        {
            "author": st.sampled_from(["Chervonenko", "S. Chervonenko", "Yudin"]) | JSON,
            "date": st.sampled_from(["1960-12-26", "1960", "1961-01-10"]) | JSON,
            "kind": st.sampled_from(["primary", "secondary", "tertiary"]) | JSON,
            "audience": st.sampled_from("abc") | JSON,
        }
    ),
    st.fixed_dictionaries(
        {letter: st.sampled_from(sorted(ATTRIBUTION.question.options)) | JSON for letter in "abc"}
    ),
    st.lists(
        st.fixed_dictionaries(
            {
                "sentence": st.integers(0, 12) | st.sampled_from(["4", 4.0, None]) | JSON,
                "kind": st.sampled_from(sorted(ERROR_KINDS)) | JSON,
                "correct": st.sampled_from(["", "1960-07-16", 17.9, "Khrushchev", "?"]) | JSON,
            }
        )
        | JSON,
        max_size=10,
    ),
    st.lists(st.sampled_from("abcde"), max_size=6),
    st.dates().map(str),
    st.text(alphabet="0123456789-/X?~.", max_size=21),
)


@st.composite
def slips(draw, asked):
    """The model answer with something in it changed: what students nearly write."""
    answer = plain(asked.question.model(asked.key))
    for _ in range(draw(st.integers(1, 3))):
        answer = _changed(draw, answer)
    return answer


def _changed(draw, answer):
    if type(answer) is dict and answer and draw(st.integers(0, 4)):
        name = draw(st.sampled_from(sorted(answer)))
        if draw(st.integers(0, 5)) == 0:
            return {key: value for key, value in answer.items() if key != name}
        return {**answer, name: _changed(draw, answer[name])}
    if type(answer) is list and answer and draw(st.integers(0, 4)):
        place = draw(st.integers(0, len(answer) - 1))
        rest = answer[:place] + answer[place + 1 :]
        change = draw(st.sampled_from(["drop", "double", "move", "mend"]))
        if change == "mend":
            return [*answer[:place], _changed(draw, answer[place]), *answer[place + 1 :]]
        return {"drop": rest, "double": [*answer, answer[place]], "move": [*rest, answer[place]]}[
            change
        ]
    if type(answer) in (int, float):
        return draw(st.sampled_from([answer + 1, answer * 10, -answer, str(answer), f"{answer} t"]))
    if type(answer) is str:
        return draw(st.sampled_from([answer[:7], answer[:4], f" {answer} ", answer[::-1], ""]))
    return draw(SCALARS)


def attempts(asked):
    """What students write in answer to a question, wholly wrong or nearly right."""
    return ATTEMPTS | slips(asked)


def turned(answer):
    """The same answer with every dict in another order."""
    if type(answer) is dict:
        return {name: turned(answer[name]) for name in reversed(answer)}
    return [turned(item) for item in answer] if type(answer) is list else answer


def written(answer):
    """What a student wrote, as a text to search."""
    return json.dumps(answer, ensure_ascii=False, default=str)
