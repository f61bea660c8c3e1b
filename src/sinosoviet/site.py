"""The lessons as a static web site that opens from disk: Sphinx, with stored outputs."""

import copy
import io
import json
import shutil
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from sinosoviet import quizzes, sources, tables
from sinosoviet.errors import CourseError
from sinosoviet.files import write_changed
from sinosoviet.lessons import GUESS, TEACHER, Edition, Lesson, source, tags

#: Called after each page.
Done = Callable[[str, str], None]

_TITLE = "Alliance, Aid, Split"

_SETTINGS: dict[str, Any] = {
    "project": _TITLE,
    "language": "en_GB",
    "extensions": ["myst_nb"],
    "html_theme": "pydata_sphinx_theme",
    "html_title": _TITLE,
    "html_static_path": ["_static"],
    "html_css_files": ["course.css"],
    "html_show_sourcelink": False,
    "html_copy_source": False,
    "html_theme_options": {
        "show_prev_next": True,
        "navigation_with_keys": False,
        "secondary_sidebar_items": ["page-toc"],
        "navbar_end": [],
        "footer_start": ["copyright"],
        "footer_end": [],
        "pygments_light_style": "a11y-high-contrast-light",
    },
    "copyright": "text and data CC BY 4.0, code MIT",
    "html_context": {"default_mode": "light"},
    "html_sidebars": {"index": []},
    # The lessons hold their outputs, and say so themselves where a reader runs them.
    "nb_execution_mode": "off",
    "nb_merge_streams": True,
    "myst_enable_extensions": ["colon_fence"],
    "suppress_warnings": ["myst.header", "mystnb.unknown_mime_type"],
}

_READING = (
    "*This page is for reading: what its cells show was computed before. To change a cell, or to "
    "have an answer checked, open the lesson's notebook in JupyterLab.*"
)

#: What a lesson says of its quiz, and what a page says instead.
_RUN_QUIZ = "then run the cell below the last question and choose them there."
_OPEN_QUIZ = "then open the answers below the last question."

#: What opens an output that a reader is asked to guess first.
_GUESSED = "What the cell shows, when you have made your guess"

_CSS = """
.bd-article p { overflow-wrap: break-word }
.source-card p, .source-card li { overflow-wrap: anywhere }
.source-card th { white-space: nowrap; padding-right: 0.8em }
.highlight pre { white-space: pre-wrap }
figure.scrolls { overflow-x: auto }
figure.scrolls img { min-width: 640px }
.source-card table, table.dataframe { font-size: 0.9em }
.bd-main .bd-content .bd-article-container { max-width: 62em }
figure img { height: auto }
details.answers, details.guess { border-left: 6px solid #0072b2; padding: 0.2em 1em }
@media print { details.guess::details-content { content-visibility: visible; height: auto } }
"""


def build(lessons: list[Lesson], edition: Edition, target: Path, work: Path, done: Done) -> None:
    """Build the site; pages whose lesson did not change are kept from the last time.

    Parameters
    ----------
    lessons : the lessons, in order.
    edition : whether the site is for students, or for teachers with their notes.
    target : where the site goes; open ``index.html`` in it.
    work : where Sphinx keeps what it knows of the last build.
    done : called for each page.

    Raises
    ------
    CourseError : if Sphinx is not installed, or finds a fault in a page.
    """
    pages = _pages(lessons, edition)
    place = work / "source"
    changed = [name for name, text in pages.items() if write_changed(place / name, text)]
    gone = [path for path in place.rglob("*.*") if path.relative_to(place).as_posix() not in pages]
    for path in gone:
        path.unlink()
    # The navigation of every page shows what is in these.
    everything = any(not name.endswith(".ipynb") for name in changed) or not target.exists()
    if not changed and not everything:
        return
    _sphinx(place, work, None if everything else changed, done)
    made, last = work / "html", work / "last"
    shutil.rmtree(last, ignore_errors=True)
    shutil.copytree(made, last)
    shutil.rmtree(target, ignore_errors=True)
    last.rename(target)


def _sphinx(place: Path, work: Path, changed: list[str] | None, done: Done) -> None:
    """Build the pages that changed, or all of them."""
    try:
        from sphinx.application import Sphinx
        from sphinx.errors import SphinxError
        from sphinx.util.docutils import docutils_namespace
    except ImportError:
        raise CourseError(
            "The site needs Sphinx: python -m pip install 'sinosoviet[site]', then run again."
        ) from None
    if changed is None:
        shutil.rmtree(work / "html", ignore_errors=True)
    warnings = io.StringIO()
    try:
        with docutils_namespace():
            app = Sphinx(
                place, None, work / "html", work / "doctrees", "html",
                copy.deepcopy(_SETTINGS),
                status=None, warning=warnings, freshenv=changed is None,
            )  # fmt: skip
            app.connect("doctree-resolved", lambda _app, _tree, name: done(name, ""))
            app.build(filenames=[place / name for name in changed or []])
    except SphinxError as error:
        raise CourseError(f"The site could not be built: {error}") from error
    if warnings.getvalue().strip():
        raise CourseError(f"The site has a fault: {warnings.getvalue().strip().splitlines()[0]}")


def length(lessons: list[Lesson]) -> int:
    """How many pages the site has."""
    return len(lessons) + 3  # the first page, the list of lessons, the glossary


def _pages(lessons: list[Lesson], edition: Edition) -> dict[str, str]:
    """The text of every file that Sphinx reads, by its name."""
    made = {f"lessons/{lesson.name}.ipynb": _notebook(lesson, edition) for lesson in lessons}
    listed = "\n".join(["# Lessons", "", *_contents(*(lesson.name for lesson in lessons))])
    return {
        "index.md": _index(lessons),
        "lessons/index.md": listed,
        "glossary.md": _glossary(),
        "_static/course.css": _CSS,
        **made,
    }


def _notebook(lesson: Lesson, edition: Edition) -> str:
    notebook = lesson.edition(edition)
    title, *cells = map(_cell, notebook["cells"])
    notebook["cells"] = [title, _markdown("reading-only", _READING), *cells]
    return json.dumps(notebook, ensure_ascii=False)


def _markdown(name: str, text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": text}


def _cell(cell: dict[str, Any]) -> dict[str, Any]:
    """A cell as a page can show it, where nothing can be run."""
    text = source(cell)
    if cell["cell_type"] == "markdown":
        return {**cell, "source": text.replace(_RUN_QUIZ, _OPEN_QUIZ)}
    if text.startswith("ss.quiz("):
        return _markdown(cell["id"], quizzes.answers(text.split('"')[1]))
    if "ss.check(" in text and TEACHER not in tags(cell):
        return {**cell, "outputs": []}  # an empty answer's 'not yet' is no news
    folded = GUESS in tags(cell)
    return {**cell, "outputs": [_output(output, folded) for output in cell.get("outputs", [])]}


def _output(output: dict[str, Any], folded: bool) -> dict[str, Any]:
    """An output for a page: a figure can be scrolled, what is to be guessed is folded."""
    html = "".join(output.get("data", {}).get("text/html", ""))
    if not html:
        return output
    # In a narrow window a figure keeps its size and is scrolled, also by keyboard.
    html = html.replace("<figure ", '<figure class="scrolls" tabindex="0" ', 1)
    if folded:
        html = f'<details class="guess"><summary>{_GUESSED}</summary>{html}</details>'
    return {**output, "data": {**output["data"], "text/html": html}}


def _index(lessons: list[Lesson]) -> str:
    listed = [
        f"- [{lesson.number} · {lesson.title}](lessons/{lesson.name}.ipynb)  \n"
        f"  {_capital(lesson.question)} *Skill: {lesson.skill}.*"
        for lesson in lessons
    ]
    return "\n".join(
        [
            f"# {_TITLE}",
            "",
            "A course in source analysis, taught on one story: how the Soviet Union and China "
            "became allies (1945–1950), how the years of aid went (1950–1959), and how and why "
            "they split (1956–1989). Each lesson takes fifty minutes.",
            "",
            "These pages are for reading: figures, tables and source cards stand as they were "
            "computed. To change a cell and to have an answer checked, open the lesson's notebook "
            "in JupyterLab.",
            "",
            "## The lessons",
            "",
            *listed,
            "",
            "The words that the lessons use stand in the [glossary](glossary.md).",
            "",
            *_contents("lessons/index", "glossary", hidden=True),
        ]
    )  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _contents(*names: str, hidden: bool = False) -> list[str]:
    """The lines of a table of contents."""
    return ["```{toctree}", *[":hidden:"] * hidden, "", *names, "```", ""]


def _glossary() -> str:
    entries = tables.table("glossary").sort_values("term", key=lambda terms: terms.str.casefold())
    lines = [
        f"<dt>{escape(row['term'])} <span lang='mul'>{escape(row['term_native'] or '')}</span></dt>"
        f"<dd>{escape(row['definition'])} ({_cited(row['sources'])})</dd>"
        for row in entries.to_dict("records")
    ]
    return "\n".join(["# Glossary", "", "<dl>", *lines, "</dl>", ""])


def _cited(ids: list[str]) -> str:
    return "; ".join(escape(sources.cite(name).strip("()")) for name in ids)
