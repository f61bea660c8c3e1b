"""Originals in the public domain, read by paragraph once they were fetched.

What can be fetched stands in the table ``originals``: volumes of Foreign Relations of
the United States as TEI, and papers of the CIA as PDF; `fetching` brings them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from sinosoviet import tables
from sinosoviet.errors import CourseError, known_name
from sinosoviet.fetching import folder


@dataclass(frozen=True)
class Original:
    """A document's own text.

    Attributes
    ----------
    source : the source's id.
    paragraphs : its paragraphs in order, footnotes left out.
    """

    source: str
    paragraphs: tuple[str, ...]

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{escape(text)}</li>" for text in self.paragraphs)
        return f"<ol>{items}</ol>"


def original(source: str) -> Original:
    """The text of a source in the public domain, once it was fetched.

    Parameters
    ----------
    source : such as ``frus1958-60v19-d348``.

    Returns
    -------
    Original : its paragraphs, without footnotes.

    Raises
    ------
    UnknownName : if the source is not one that can be fetched.
    CourseError : if it has not been fetched, or holds no text.
    """
    table = tables.load("originals", tables.folder()).set_index("source")
    source = known_name("original to fetch for", source, list(table.index))
    row = table.loc[source]
    path = folder() / row.file
    if not path.exists():
        raise CourseError(
            f"The original of {source!r} is not on this machine; "
            f"fetch it with: sinosoviet sources fetch {source}"
        )
    paragraphs = _from_tei(path, row.part) if path.suffix == ".xml" else _from_pdf(path)
    if not paragraphs:
        raise CourseError(f"{path} holds no text that can be read here; open the file itself.")
    return Original(source, tuple(paragraphs))


_TEI = "{http://www.tei-c.org/ns/1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def _from_tei(path: Path, part: str) -> list[str]:
    """The paragraphs and list items of one document of a TEI volume."""
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        raise CourseError(f"{path} is not well-formed XML ({error}); fetch it again.") from None
    for division in root.iter(f"{_TEI}div"):
        if division.get(_XML_ID) == part:
            return [text for text in map(_words, _blocks(division)) if text]
    raise CourseError(f"{path} has no document {part!r}; correct its row in originals.csv.")


def _blocks(division: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The elements that hold one paragraph each, footnotes left out."""
    for child in division:
        if child.tag in (f"{_TEI}p", f"{_TEI}item") and child.find(f"{_TEI}p") is None:
            yield child
        elif child.tag != f"{_TEI}note":
            yield from _blocks(child)


def _words(element: ElementTree.Element) -> str:
    return " ".join("".join(_text(element)).split())


def _text(element: ElementTree.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag != f"{_TEI}note":
            yield " " if child.tag in (f"{_TEI}lb", f"{_TEI}pb") else ""
            yield from _text(child)
        yield child.tail or ""


def _from_pdf(path: Path) -> list[str]:
    """The paragraphs of a PDF that carries its text, page after page."""
    import pypdf

    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    except (pypdf.errors.PyPdfError, OSError, ValueError) as error:
        raise CourseError(f"{path} cannot be read as a PDF ({error}); fetch it again.") from None
    blocks = re.split(r"\n\s*\n", "\n\n".join(pages))
    return [" ".join(block.split()) for block in blocks if block.strip()]
