"""Questions on who made a document and who is heard in it: two cards, and five voices."""

import re

from sinosoviet.bank.documents import FORMS, READERS, Document, Pool, Statement
from sinosoviet.questions import Attribution, Key, Question, SourcingCard

_SIDES = {
    "soviet": "the Soviet side",
    "chinese": "the Chinese side, whichever party",
    "american": "the American side",
    "other": "another state or the United Nations",
    "joint": "two sides together",
    "scholarly": "scholars",
}

#: Whose voice, in whose paper.
_VOICES = {
    "soviet_in_soviet": "a Soviet voice, in a Soviet paper",
    "soviet_in_chinese": "a Soviet voice, in a Chinese paper",
    "soviet_in_american": "a Soviet voice, in an American paper",
    "chinese_in_soviet": "a Chinese voice, in a Soviet paper",
    "chinese_in_chinese": "a Chinese voice, in a Chinese paper",
    "chinese_in_american": "a Chinese voice, in an American paper",
    "american_in_american": "an American voice, in an American paper",
}

_NEAR_FORMS = {
    "letter": {"note": 0.5},
    "report": {"estimate": 0.5},
    "estimate": {"report": 0.5},
}


def own_card(pool: Pool) -> tuple[Question, Key]:
    """The card of a document in which its writer speaks."""
    said = pool.random.choice(
        [
            s
            for s in pool.statements()
            if not s.retold and not s.speaker and s.document.writer and s.document.reader
        ]
    )
    document = said.document
    pool.use(document.source)
    question = SourcingCard(
        id="q1",
        title="Fill in a source card",
        points=5,
        prompt="One document of the course says this, in our words. Find the document and fill in "
        "its card: the family name of its writer (or the name of the office), the day on which it "
        "was written, its form, the side on which it was written, and for whom.",
        material=_quoted(said),
        fields={"writer": {}, "date": {}, "form": FORMS, "side": _SIDES, "reader": READERS},
    )
    card = {
        "writer": document.writer[0],
        "date": document.day,
        "form": document.form,
        "side": document.pen,
        "reader": document.reader,
    }
    slips = {"side=joint": "Two sides may speak in it: which of them wrote it down?"}
    if document.reader == "home":
        slips["reader=abroad"] = "Look at the line 'made for': who speaks is not always who reads."
        slips["reader=public"] = "Look at the line 'made for': printed later is not made for print."
    return question, {
        "card": card,
        "words": {"writer": [[name] for name in document.writer]},
        "near": {"form": _NEAR_FORMS.get(document.form, {})},
        "misconceptions": slips | _day_slip(document),
    }


def retold_card(pool: Pool) -> tuple[Question, Key]:
    """The card of a document in which somebody of another side is heard."""
    said = pool.random.choice(
        [s for s in pool.statements() if s.retold and s.speaker and s.document.writer]
    )
    document = said.document
    pool.use(document.source)
    question = SourcingCard(
        id="q2",
        title="Who speaks, and who holds the pen?",
        points=5,
        prompt="In one document of the course somebody other than its writer is heard saying this. "
        "Find it. Give the family names of the writer and of the speaker, the side of the writer "
        "('pen') and of the speaker ('voice'), and the day on which the document was written.",
        material=_quoted(said),
        fields={"writer": {}, "pen": _SIDES, "speaker": {}, "voice": _SIDES, "date": {}},
    )
    card = {
        "writer": document.writer[0],
        "pen": document.pen,
        "speaker": said.speaker[0],
        "voice": said.voice,
        "date": document.day,
    }
    return question, {
        "card": card,
        "words": {
            "writer": [[name] for name in document.writer],
            "speaker": [[name] for name in said.speaker],
        },
        "misconceptions": {
            f"pen={said.voice}": "That is the side of the speaker: who wrote the words down?",
            f"voice={document.pen}": "That is the side of the paper: whose words are they?",
            f"writer={said.speaker[0]}": "He speaks: is he also the one who writes?",
            **_day_slip(document),
        },
    }


def _quoted(statement: Statement) -> tuple[str, ...]:
    return (f"“{statement.text}”",)


def _day_slip(document: Document) -> dict[str, str]:
    """The day of the talk, where the record of it is of another day."""
    found = re.search(r"\d{4}-\d\d-\d\d$", document.source)
    if found is None or found[0] == document.day:
        return {}
    return {f"date={found[0]}": "That is the day of the talk: when was it written down?"}


def voices(pool: Pool) -> tuple[Question, Key]:
    """Five statements of five documents: three written down on another side, two on their own."""
    fitting = [s for s in pool.statements() if _voice(s) in _VOICES]
    retold = pool.random.sample(sorted({_voice(s) for s in fitting if s.retold}), 3)
    own = pool.random.sample(sorted({_voice(s) for s in fitting if not s.retold}), 2)
    chosen: list[Statement] = []
    for wanted in [*retold, *own]:
        taken = {s.document.source for s in chosen}
        chosen.append(
            pool.random.choice(
                [s for s in fitting if _voice(s) == wanted and s.document.source not in taken]
            )
        )
    pool.random.shuffle(chosen)
    pool.use(*(s.document.source for s in chosen))
    lettered = dict(zip("abcde", chosen, strict=True))
    slips = {}
    for a, said in lettered.items():
        if said.retold:
            slips[f"{a}={said.voice}_in_{said.voice}"] = (
                f"{a}: whose words they are is one thing, who wrote them down another."
            )
            slips[f"{a}={said.document.pen}_in_{said.document.pen}"] = (
                f"{a}: a paper of one side can hold the words of the other."
            )
    question = Attribution(
        id="q4",
        title="Whose voice, in whose paper?",
        points=5,
        prompt="Each of these statements stands in a document of the course, in our words. On "
        "which side is the one whose words they are, and on which side were they written down?",
        items={a: said.text for a, said in lettered.items()},
        options=_VOICES,
        headings=("Statements", "Voice and paper"),
    )
    key: Key = {"pairs": {a: _voice(said) for a, said in lettered.items()}}
    return question, key | {"misconceptions": slips}


def _voice(said: Statement) -> str:
    return f"{said.voice}_in_{said.document.pen}"
