"""Documents of 1945 to 1960 and what is said in them, for questions on sourcing.

They are listed in ``documents.toml``: how a document is called, by which names its
writer and its speakers are known, what form and reader its card gives it. Day and side
are those of the card.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Any

from sinosoviet.bank import catalogue

FORMS = {
    "telegram": "a telegram, cable or radio message",
    "record": "a record of a conversation or a meeting",
    "letter": "a letter",
    "note": "a note from one government to another",
    "report": "a report or policy paper",
    "estimate": "an intelligence estimate",
    "speech": "a speech or an answer in a parliament or council",
    "treaty": "a treaty or an agreement",
    "press": "a press report",
}

READERS = {
    "home": "the writer's own government, party leaders or ministry at home",
    "post": "an embassy or envoy of the writer's own state",
    "abroad": "a leader, party, government or embassy of another state",
    "signers": "those who signed it",
    "public": "a parliament, the press or the public",
    "self": "nobody but the writer",
}


@dataclass(frozen=True)
class Document:
    """A document as a sourcing question needs it.

    Attributes
    ----------
    source : its id.
    called : the document in a sentence, without its day.
    writer : names each of which is enough; none if the card leaves the writer open.
    form : one of `FORMS`.
    reader : one of `READERS`; empty where more than one would do.
    """

    source: str
    called: str
    writer: tuple[str, ...]
    form: str
    reader: str

    @property
    def day(self) -> str:
        """The day of the document, in EDTF."""
        return catalogue.day(self.source)

    @property
    def pen(self) -> str:
        """The side on which it was written."""
        return catalogue.side(self.source)


@dataclass(frozen=True)
class Statement:
    """Something said in a document.

    Attributes
    ----------
    document : where it is said.
    point : the number of the extract that says so.
    voice : the side of the one whose words they are.
    text : what is said, without the names of speaker and writer.
    speaker : names each of which is enough for the speaker; none if the writer speaks, or
        somebody without a name.
    """

    document: Document
    point: int
    voice: str
    text: str
    speaker: tuple[str, ...]

    @property
    def retold(self) -> bool:
        """Whether it was written down on another side than that of the speaker."""
        return self.voice != self.document.pen


@lru_cache(maxsize=1)
def documents() -> dict[str, Document]:
    """The documents by id."""
    return {
        source: Document(
            source,
            about["called"],
            tuple(about.get("writer", ())),
            about["form"],
            about.get("reader", ""),
        )
        for source, about in _listed().items()
    }


@lru_cache(maxsize=1)
def statements() -> tuple[Statement, ...]:
    """What is said in the documents."""
    return tuple(
        Statement(
            documents()[source],
            said["point"],
            said["voice"],
            said["text"],
            tuple(said.get("speaker", ())),
        )
        for source, about in _listed().items()
        for said in about.get("said", ())
    )


def _listed() -> dict[str, dict[str, Any]]:
    text = (files("sinosoviet.bank") / "documents.toml").read_text(encoding="utf-8")
    listed: dict[str, dict[str, Any]] = tomllib.loads(text)
    return listed


class Pool:
    """The documents that no question of a draw has used, so that none gives another away.

    Attributes
    ----------
    random : the draw's only source of chance.
    """

    def __init__(self, random: Random) -> None:
        self.random = random
        self._used: set[str] = set()

    def documents(self) -> list[Document]:
        """The documents that are still free."""
        return [d for source, d in documents().items() if source not in self._used]

    def statements(self) -> list[Statement]:
        """What is said in them."""
        return [s for s in statements() if s.document.source not in self._used]

    def free(self, names: Iterable[str]) -> list[str]:
        """Those of other things, such as events, that are still free."""
        return [name for name in names if name not in self._used]

    def use(self, *names: str) -> None:
        """Take documents, or other things, out of the pool."""
        self._used.update(names)
