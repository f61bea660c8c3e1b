"""Books and articles of the course, and references made from the parts of two of them."""

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Any

from sinosoviet import sources
from sinosoviet.bank.catalogue import families, sure, work, written_by
from sinosoviet.questions.corrections import words


@lru_cache(maxsize=1)
def listed() -> dict[str, Any]:
    """What ``references.toml`` says."""
    text = (files("sinosoviet.bank") / "references.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def title(source: str) -> str:
    """The title of a work, with the capitals and the apostrophes that its reference has.

    >>> title("hirata-2024"), title("zhang-1998")
    ('Making Mao’s Steelworks', 'Sino-Soviet Economic Cooperation')
    """
    raw = re.sub(r"(?<=\w)'(?=\w)", "’", str(work(source)["title"]))
    raw = re.sub(r"""'([^']+)'|"([^"]+)\"""", lambda found: f"“{found[1] or found[2]}”", raw)
    shown = sources.reference(source)
    capitals = shown[_level(shown).index(_level(raw)) :]
    return "".join(r if r in "“”" else c for r, c in zip(raw, capitals, strict=False))


def _level(text: str) -> str:
    """A text in which capitals and the kinds of quotation marks make no difference."""
    return re.sub("[‘’“”]", "'", text).lower()


def year(source: str) -> int:
    """The year of a work's first print."""
    return int(work(source)["issued"]["date-parts"][0][0])


def joined(first: str, second: str) -> str:
    """A title that is not there: the main title of one book with the subtitle of another.

    >>> joined("shen-xia-2015", "jersild-2014")
    'Mao and the Sino-Soviet Partnership, 1945-1959: An International History'
    """
    return f"{_halves(first)[0]}: {_halves(second)[1]}"


def telling(source: str, false: str) -> list[str]:
    """Two words of a book's subtitle that a false title of it lacks, enough to know it by."""
    taken = set(words(false))
    return [w for w in words(_halves(source)[1]) if len(w) > 3 and w not in taken][:2]


def _halves(source: str) -> tuple[str, str]:
    main, _, sub = title(source).partition(": ")
    return main, sub


class Shelf:
    """The works that no question of a draw has used, so that none gives another away.

    Attributes
    ----------
    random : the draw's only source of chance.
    """

    def __init__(self, random: Random) -> None:
        self.random = random
        self._used: set[str] = set()

    def free(self, works: list[str]) -> list[str]:
        """Those of some works that are still free."""
        return [source for source in works if source not in self._used]

    def take(self, works: list[str], number: int = 1) -> list[str]:
        """So many of some works at random, none of which is used again."""
        taken = self.random.sample(self.free(works), number)
        self._used.update(map(sure, taken))
        return taken

    def use(self, source: str) -> None:
        """Take a work out."""
        self._used.add(sure(source))

    def another_author(self, source: str, besides: Iterable[str] = ()) -> str:
        """The author of a book, but of none ``besides``, nor of one with this main title."""
        kin = {name for work in (source, *besides) for name in families(work)}
        kin |= _writers(sources.item(source)["title"].partition(": ")[0].casefold())
        return written_by(self.random.choice([b for b in books() if not kin & set(families(b))]))

    def another_title(self, source: str) -> str:
        """A title that begins as the book's own, and goes on as that of a work not used so far."""
        own = _people(source)
        others = [*with_subtitle(), *listed()["lenders"]["works"]]
        fitting = [
            other
            for other in others
            if not own & _people(other)
            and len(telling(source, joined(source, other))) == 2
            and not _halves(other)[1].startswith(_halves(source)[0])
        ]
        (other,) = self.take(fitting)
        return joined(source, other)


def _people(source: str) -> set[str]:
    """The family names of a work's authors, or of its editors."""
    item = work(source)
    return {person["family"] for person in item.get("author", item.get("editor", []))}


def books() -> list[str]:
    """The books that questions may be about."""
    return list(listed()["books"])


@lru_cache(maxsize=1)
def with_subtitle() -> tuple[str, ...]:
    """Books whose subtitle has two telling words at least."""
    return tuple(b for b in books() if len(telling(b, "")) == 2)


@lru_cache(maxsize=256)
def _writers(main: str) -> frozenset[str]:
    """The family names of all who have a work with this main title."""
    items = (sources.item(source) for source in sources.known())
    return frozenset(
        author.get("family", "")
        for item in items
        if item["title"].partition(": ")[0].casefold() == main
        for author in item.get("author", [])
    )
