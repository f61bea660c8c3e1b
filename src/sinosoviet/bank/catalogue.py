"""Sources and historians' accounts on which a key may rest."""

from functools import lru_cache
from typing import Any

from sinosoviet import sources, tables


def work(source: str) -> dict[str, Any]:
    """A source, as CSL-JSON, that a key may rest on.

    Raises
    ------
    ValueError : if it is known from recall only, or its confidence is low.

    >>> work("luthi-2008")["title"]
    'The Sino-Soviet Split: Cold War in the Communist World'
    """
    item = sources.item(source)
    return _sure(item, item["custom"], source)


def sure(source: str) -> str:
    """The id of a source that a key may rest on; see `work`."""
    work(source)
    return source


def account(source: str) -> dict[str, Any]:
    """What the table of historiography says of a work, if a key may rest on it.

    Raises
    ------
    ValueError : if it is known from recall only, or its confidence is low.

    >>> account("zagoria-1962")["main_cause"]
    'ideology'
    """
    row = accounts()[source]
    return _sure(row, row, source)


@lru_cache(maxsize=1)
def accounts() -> dict[str, dict[str, Any]]:
    """The rows of the table of historiography by work; some may be too unsure for a key."""
    return {row["work"]: row for row in tables.table("historiography").to_dict("records")}


def _sure(found: dict[str, Any], about: dict[str, Any], source: str) -> dict[str, Any]:
    if about["confidence"] == "low" or about["basis"] == "recall":
        raise ValueError(f"{source} is not sure enough for a key")
    return found


@lru_cache(maxsize=256)
def day(source: str) -> str:
    """The date of a source in EDTF.

    >>> day("yudin-mao-1955-03-08")
    '1955-03-12'
    """
    return sources.issued(work(source))


def side(source: str) -> str:
    """The side of a source: whose view it gives."""
    return str(work(source)["custom"]["side"])


def families(source: str) -> list[str]:
    """The family names of a work's authors."""
    return [author["family"] for author in work(source)["author"]]


def written_by(source: str) -> str:
    """The names of a work's authors, given names first.

    >>> written_by("goncharov-1993")
    'Sergei N. Goncharov, John W. Lewis and Litai Xue'
    """
    *others, last = (f"{author['given']} {author['family']}" for author in work(source)["author"])
    return f"{', '.join(others)} and {last}" if others else last
