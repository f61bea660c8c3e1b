"""Source cards, numbered extracts, and citations in Chicago author-date form.

Sources are kept as CSL-JSON in ``data/sources.json``; `citations` has rendered
their citations into ``data/citations.csv``, so that reading one is quick.
"""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from typing import Any

from sinosoviet import dates, tables
from sinosoviet.errors import CourseError, UnknownName


@dataclass(frozen=True)
class SourceCard:
    """A source as a historian questions it: who, when, for whom, why, what it says.

    Attributes
    ----------
    id : the source's id, used as evidence in answers.
    citation, citation_html : the bibliographic entry, Chicago author-date, plain
        and with the titles in italics.
    side : whose view it gives: soviet, chinese, american, other, joint, scholarly.
    kind : primary, secondary, tertiary or dataset.
    about : what else is known of it (document, date, audience, purpose, tells,
        cannot_tell, locator, rights), in the order in which a card shows it.
    points : the numbered extracts, in our own words.
    url : where the original can be read, or None.
    """

    id: str
    citation: str
    citation_html: str
    side: str
    kind: str
    about: tuple[tuple[str, str], ...]
    points: tuple[str, ...]
    url: str | None

    def _rows(self) -> list[tuple[str, str]]:
        return [("side", self.side), ("kind", self.kind), *self.about]

    def __repr__(self) -> str:
        lines = [self.citation, *(f"  {label}: {text}" for label, text in self._rows())]
        lines += [f"  [{n}] {point}" for n, point in enumerate(self.points, start=1)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left">{escape(label)}</th>'
            f'<td style="text-align:left">{escape(text)}</td></tr>'
            for label, text in self._rows()
        )
        points = "".join(f"<li>{escape(point)}</li>" for point in self.points)
        link = f'<p><a href="{escape(self.url)}">The original</a></p>' if self.url else ""
        return (
            '<div class="source-card" style="border:1px solid #767676;border-left-width:6px;'
            'padding:0.5em 1em;max-width:46em">'
            f"<p><strong>{escape(self.id)}</strong><br>{self.citation_html}</p>"
            f"<table>{rows}</table>"
            + (f"<p>What it says, in our words:</p><ol>{points}</ol>" if points else "")
            + link
            + "</div>"
        )


@lru_cache(maxsize=1)
def _items() -> dict[str, dict[str, Any]]:
    path = tables.folder() / "sources.json"
    return {item["id"]: item for item in json.loads(path.read_text(encoding="utf-8"))}


def item(source_id: str) -> dict[str, Any]:
    """A source as CSL-JSON, with the course's own fields in ``custom``.

    Raises
    ------
    CourseError : if the course has no such source; it says which id is near.
    """
    items = _items()
    if not isinstance(source_id, str) or source_id not in items:
        raise unknown(source_id)
    return items[source_id]


def unknown(name: object) -> CourseError:
    """What to say to a name that is no source's id; a citation in a text is told its id.

    >>> str(unknown("Clubb 1946a"))
    "'Clubb 1946a' is a citation. The id of this source is 'frus1946v10-d854'."
    """
    for source_id, (in_text, _) in _citations().items():
        if isinstance(name, str) and name.strip("() ") == _plain(in_text):
            return CourseError(f"{name!r} is a citation. The id of this source is {source_id!r}.")
    return UnknownName("source", name, _items())


def known() -> frozenset[str]:
    """The ids of all sources of the course.

    >>> "soviet-note-1960-07-16" in known()
    True
    """
    return frozenset(_items())


def issued(item: dict[str, Any]) -> str:
    """The date of a CSL-JSON item in EDTF; empty if it has none.

    >>> issued({"issued": {"date-parts": [[1960, 7, 16]]}})
    '1960-07-16'
    """
    parts = item.get("issued", {}).get("date-parts", [])
    ends = ["-".join(f"{n:04d}" if i == 0 else f"{n:02d}" for i, n in enumerate(p)) for p in parts]
    return "/".join(ends)


def source(source_id: str) -> SourceCard:
    """The card of a source.

    Parameters
    ----------
    source_id : such as ``"soviet-note-1960-07-16"``.

    Raises
    ------
    CourseError : if the course has no such source; it says which id is near.

    >>> source("soviet-note-1960-07-16").kind
    'primary'
    """
    found = item(source_id)
    custom = found.get("custom", {})
    when = issued(found)
    facts = {
        "document": custom.get("document"),
        "date": dates.in_words(when) if when else None,
        "made for": custom.get("audience"),
        "made to": custom.get("purpose"),
        "can tell us": custom.get("tells"),
        "cannot tell us": custom.get("cannot_tell"),
        "where": custom.get("locator"),
        "rights": custom.get("rights"),
        "read by us": {
            "read": "the text, or the part used",
            "summary": "a summary or another author's report of it",
            "recall": "not seen: known from memory only",
        }.get(custom.get("basis", "")),
        "note": custom.get("note"),
    }
    extracts = tables.table("extracts")
    chosen = extracts[extracts["source"] == source_id].sort_values("number")
    points = [f"{row.point} ({row.locator})" for row in chosen.itertuples()]
    return SourceCard(
        id=source_id,
        citation=reference(source_id),
        citation_html=_citation(source_id)[1],
        side=custom["side"],
        kind=custom["kind"],
        about=tuple((label, text) for label, text in facts.items() if text),
        points=tuple(points),
        url=found.get("URL"),
    )


@lru_cache(maxsize=1)
def _citations() -> dict[str, tuple[str, str]]:
    rows = tables.load("citations", tables.folder())
    return dict(zip(rows.id, zip(rows.in_text, rows.reference, strict=True), strict=True))


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def _citation(source_id: str) -> tuple[str, str]:
    found = item(source_id)
    if source_id not in _citations():
        raise CourseError(
            f"The source {source_id!r} ({found['title']}) has no citation yet; "
            "run 'sinosoviet data cite'."
        )
    return _citations()[source_id]


def cite(*source_ids: str) -> str:
    """A citation for running text, Chicago author-date.

    Parameters
    ----------
    source_ids : the sources, in the order in which they are to stand.

    Raises
    ------
    CourseError : if the course has no such source; it says which id is near.

    >>> cite("luthi-2008")
    '(Lüthi 2008)'
    """
    return "(" + "; ".join(_plain(_citation(s)[0]) for s in source_ids) + ")"


def reference(source_id: str) -> str:
    """The bibliographic entry of a source, Chicago author-date.

    Raises
    ------
    CourseError : if the course has no such source; it says which id is near.

    >>> reference("luthi-2008").startswith("Lüthi, Lorenz M. 2008. ")
    True
    """
    return _plain(_citation(source_id)[1])
