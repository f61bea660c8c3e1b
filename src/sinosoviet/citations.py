"""Render the citation of every source with pandoc's citation processor.

The result is a table of the data package, ``data/citations.csv``: who reads a
lesson needs no citation processor. Run it again, with ``sinosoviet data cite``,
whenever ``sources.json`` has changed; a test compares the two.
"""

import csv
import io
import json
import tempfile
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from sinosoviet import tables
from sinosoviet.errors import CourseError
from sinosoviet.files import write_text


class _Page(HTMLParser):
    """Collects the in-text citations and the entries of pandoc's page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[tuple[str, str], str] = {}
        self._target: tuple[str, str] | None = None
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if values.get("class") == "citation":
            self._target, self._depth = (values["data-cites"], "in_text"), 0
        elif values.get("class") == "csl-entry":
            self._target, self._depth = (values["id"].removeprefix("ref-"), "reference"), 0
        if tag == "em":
            self._add("<em>")
        self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "em":
            self._add("</em>")
        self._depth -= 1
        if self._depth == 0:
            self._target = None

    def handle_data(self, data: str) -> None:
        self._add(escape(data, quote=False))

    def _add(self, text: str) -> None:
        if self._target:
            self.found[self._target] = self.found.get(self._target, "") + text


def render(sources: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    """Citations of sources in CSL-JSON, Chicago author-date.

    Parameters
    ----------
    sources : items of ``sources.json``.

    Returns
    -------
    dict : for each id the citation for running text, without brackets, and the
        bibliographic entry as HTML with its titles in ``<em>``.

    Raises
    ------
    CourseError : if pandoc is not installed, or prints nothing for a source.
    """
    try:
        import pypandoc
    except ImportError:
        raise CourseError(
            "Rendering citations needs pandoc; install the course with its 'dev' extra."
        ) from None
    items = [{k: v for k, v in source.items() if k != "custom"} for source in sources]
    text = "\n\n".join(f"[@{{{item['id']}}}]" for item in items)
    with tempfile.TemporaryDirectory() as folder:
        bibliography = Path(folder) / "sources.json"
        bibliography.write_text(json.dumps(items), encoding="utf-8")
        html = pypandoc.convert_text(
            text,
            "html",
            format="markdown",
            extra_args=[
                "--citeproc",
                f"--bibliography={bibliography}",
                "--metadata=lang:en-GB",
                "--wrap=none",
            ],
        )
    page = _Page()
    page.feed(html)
    for item in items:
        if not page.found.get((item["id"], "reference"), "").strip():
            raise CourseError(
                f"sources.json: the style prints nothing for {item['id']!r}, of type "
                f"{item['type']!r}; give it another CSL type."
            )
    return {
        item["id"]: (
            page.found[item["id"], "in_text"].strip()[1:-1],
            page.found[item["id"], "reference"].strip(),
        )
        for item in items
    }


def write(data: Path) -> int:
    """Write ``citations.csv`` of a data package anew; returns the number of sources.

    Raises
    ------
    CourseError : if pandoc is missing or the file cannot be written.
    """
    tables.load("sources", data)  # says what is wrong with the file, if anything is
    sources = json.loads((data / "sources.json").read_text(encoding="utf-8"))
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["id", "in_text", "reference"])
    for source, (in_text, reference) in render(sources).items():
        rows.writerow([source, in_text, reference])
    write_text(data / "citations.csv", out.getvalue())
    return len(sources)
