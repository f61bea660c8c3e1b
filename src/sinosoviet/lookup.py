"""Search events, extracts, sources and terms by word, under every name of a place or person."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from sinosoviet import dates, sources
from sinosoviet.errors import CourseError, UnknownName, near_names
from sinosoviet.frames import Table, shown
from sinosoviet.tables import table


def search(text: str) -> pd.DataFrame:
    """Whatever in events, extracts, the glossary and sources speaks of something.

    Case and accents do not matter. A person or a place is found under every name
    that the tables ``people`` and ``places`` know: ``"Port Arthur"`` finds Lüshun too.

    Parameters
    ----------
    text : a word, a name or a phrase; the beginning of a word will do.

    Returns
    -------
    DataFrame : columns found_in (events, extracts, glossary or sources), id, date
        and what is said there; events first, each kind in order of time. An extract's id
        is that of its source, with the number of the point after ``#``.

    Raises
    ------
    CourseError : if nothing speaks of it; the nearest names are offered, if there are any.

    >>> set(search("Port Arthur").found_in) >= {"events", "extracts", "sources"}
    True
    """
    if not isinstance(text, str) or not text.strip():
        raise CourseError('Say what to look for, such as search("Port Arthur").')
    names = _names(text)
    wanted = re.compile("|".join(_pattern(name) for name in sorted(names)))
    found = [row[:4] for row in _entries() if wanted.search(_folded(row[4]))]
    if not found:
        known = sorted({name for row in _named() for name in row})
        if near_names(text, known):
            raise UnknownName("mention of", text, known)
        raise CourseError(f"There is no mention of {text!r}. Try another word, or its beginning.")
    rows = pd.DataFrame(found, columns=["found_in", "id", "date", "text"])
    rows["order"] = [_first_day(date) for date in rows.date]
    rows = rows.sort_values(["found_in", "order"], kind="stable").drop(columns="order")
    result: Table = shown(rows.reset_index(drop=True))
    return result


def _folded(text: str) -> str:
    """Without case, accents and apostrophes, so that Lushun finds Lüshun."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "").replace("'", ""))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _pattern(name: str) -> str:
    """A folded name at the start of a word; Chinese has no spaces between words."""
    spaced = r"[\s-]+".join(re.escape(word) for word in name.split())
    return spaced if re.match(r"[^\u0000-\u052f]", name) else rf"(?<!\w){spaced}"


def _named() -> Iterator[list[str]]:
    """All names of each place and person."""
    for which in ("places", "people"):
        for row in table(which).itertuples():
            yield [name for name in (row.name, row.name_native, *row.other_names) if name]


def _names(text: str) -> set[str]:
    asked = " ".join(_folded(text).split())
    also = (row for row in map(_all_folded, _named()) if asked in row)
    return {asked}.union(*also)


def _all_folded(names: Iterable[str]) -> set[str]:
    return {_folded(name) for name in names}


def _entries() -> Iterator[tuple[str, str, str, str, str]]:
    """Where, id, date, what is shown, what is searched."""
    for row in table("events").itertuples():
        searched = f"{row.title} {row.summary} {row.place} {' '.join(row.actors)} {row.note}"
        yield "events", row.id, row.date, f"{row.title}. {row.summary}", searched
    items = {source: sources.item(source) for source in sources.known()}
    for row in table("extracts").itertuples():
        when = sources.issued(items[row.source])
        yield "extracts", f"{row.source}#{row.number}", when, row.point, row.point
    for row in table("glossary").itertuples():
        said = f"{row.term}: {row.definition}"
        yield "glossary", row.id, "", said, f"{said} {row.term_native}"
    for source, item in sorted(items.items()):
        reference = sources.reference(source)
        yield "sources", source, sources.issued(item), reference, _about(item, reference)


def _about(item: dict[str, Any], reference: str) -> str:
    """What is searched of a source: its reference, its authors as they are spoken of, its card."""
    custom = item["custom"]
    parts = [custom.get(key, "") for key in ("document", "audience", "tells", "cannot_tell")]
    for author in item.get("author", []):
        family, given = author.get("family", ""), author.get("given", "")
        parts += [f"{family} {given}", f"{given} {family}"]
    return " ".join([reference, item.get("original-title", ""), *parts])


def _first_day(date: str) -> str:
    """Something to sort by: what has no date comes last."""
    first = dates.parse(date).earliest if date else None
    return first.isoformat() if first else "9999"
