"""Feedback pages: the marks, what the scoring rules say, the student's own notebook.

A page needs nothing beside it, calls nothing on the network, runs no script, and
shows no line of a test. It shows model answers only if the instructor asks for them, and
not before the due date; see `model_answers`. nbgrader's own command makes the same pages through
`FeedbackExporter`.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from html import escape
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from markupsafe import Markup
from nbconvert import filters
from nbconvert.exporters.exporter import Exporter
from traitlets import Unicode

from sinosoviet import tasks
from sinosoviet.courses import Course
from sinosoviet.errors import CourseError
from sinosoviet.files import write_text
from sinosoviet.grading import journal, model_answers, pool
from sinosoviet.grading.handout import api, need_exchange, reason
from sinosoviet.grading.journal import Outcome
from sinosoviet.repair import grade_id

Cell = dict[str, Any]
#: What stands above a mark already, or says nothing more.
_SAID = re.compile(r"-?[\d.]+ of [\d.]+ points?\.|Complete\.")
#: What a test stops with when the cell of the answer is gone or cannot be read as Python.
_NO_ANSWER = re.compile(r"name '(q\d+)' is not defined")
#: What nbgrader's exchange needs to give a page to its student.
_FOR_THE_EXCHANGE = ("timestamp.txt", "submission_secret.txt")
#: A longer text, and what comes after so many characters of a notebook, is shown as it stands: to
#: colour code, or to read Markdown, can take a time that grows with the square of its length.
_LONGEST, _MOST = 20_000, 80_000
_COLOURS = re.compile(r"\x1b\[[\d;]*+m")
_IMAGES = ("image/png", "image/jpeg", "image/gif")
_NO_MODELS: Mapping[str, str] = MappingProxyType({})


def marks(submitted: Any) -> dict[str, Any]:
    """What the gradebook holds on a submitted notebook, as plain data for `render`.

    Parameters
    ----------
    submitted : nbgrader's SubmittedNotebook.
    """
    return {
        "grades": {
            grade.name: [
                grade.score,
                grade.max_score,
                grade.auto_score is None and grade.manual_score is None,
            ]
            for grade in submitted.grades
        },
        "comments": {comment.name: comment.comment for comment in submitted.comments},
        "penalty": submitted.late_submission_penalty or 0,
    }


def render(
    title: str,
    notebook: dict[str, Any],
    held: dict[str, Any],
    models: Mapping[str, str] = _NO_MODELS,
) -> str:
    """The page of one submission.

    Parameters
    ----------
    title : the assignment's name.
    notebook : the autograded notebook, as JSON.
    held : see `marks`.
    models : the model answer to each question, as Python; see `model_answers.of`.
    """
    rows: dict[str, dict[str, Any]] = {}
    cells, heading, left = [], "", _MOST
    for cell in notebook["cells"]:
        name = grade_id(cell)
        heading = _heading(cell) or heading
        if name in held["grades"]:
            assert name is not None
            model = models.get(name.removesuffix("-test"), "")
            rows[name] = _row(name, heading, cell, *held["grades"][name]) | {
                "model": Markup(_code(model)) if model else ""
            }
        comment = held["comments"].get(name)
        about = cell["metadata"].get("nbgrader", {})
        test = bool(about.get("grade")) and not about.get("solution")
        left -= _size(cell)
        cells.append(
            {
                "row": rows.get(name or ""),
                "parts": [] if test else [Markup(part) for part in _parts(cell, left < 0)],
                "comment": Markup(_markdown(comment)) if comment else "",
            }
        )
    total = sum(score for score, _, _ in held["grades"].values()) - held["penalty"]
    page: str = _template().render(
        title=title,
        colours=Markup(_colours()),
        score=f"{max(total, 0):g}",
        most=f"{sum(most for _, most, _ in held['grades'].values()):g}",
        penalty=f"{held['penalty']:g}" if held["penalty"] else "",
        waiting=sum(waits for _, _, waits in held["grades"].values()),
        rows=rows.values(),
        cells=cells,
    )
    return page


@lru_cache(maxsize=1)
def _template() -> Any:
    from jinja2 import Environment

    text = files("sinosoviet.grading").joinpath("feedback.html").read_text(encoding="utf-8")
    return Environment(autoescape=True).from_string(text)


def _row(
    name: str, heading: str, cell: Cell, score: float, most: float, waits: bool
) -> dict[str, Any]:
    lines = ["It waits to be marked by hand."] if waits else _feedback(cell)
    return {
        "id": f"marks-{name}",
        "title": heading or name.removesuffix("-test"),
        "points": f"– of {most:g}" if waits else f"{score:g} of {most:g}",
        "most": most,
        "lost": not waits and score < most,
        "lines": lines,
    }


def _feedback(cell: Cell) -> list[str]:
    """What a test said, without any line of the test."""
    lines = []
    for output in cell.get("outputs", []):
        if output["output_type"] == "stream":
            lines += "".join(output["text"]).splitlines()
        elif output["output_type"] == "error":
            lines.append(_stopped(output["ename"], output["evalue"]))
    return [line for line in lines if line.strip() and not _SAID.fullmatch(line)]


def _stopped(name: str, says: str) -> str:
    """Why a test stopped, in a sentence where the reason is known."""
    if found := _NO_ANSWER.fullmatch(says):
        return (
            f"There is no {found[1]}: its cell is gone, or could not be run. Look for a bracket "
            "or a quotation mark that is missing."
        )
    return f"{name}: {says}"


def _heading(cell: Cell) -> str:
    """The words of the last heading in a text cell, without the points that it names."""
    if cell["cell_type"] != "markdown":
        return ""
    found = re.findall(r"^#{1,6} +(.+)$", _source(cell), re.MULTILINE)
    return re.sub(r"(?<! ) *+\([\d.]++ points?\)$", "", found[-1].strip()) if found else ""


def _source(cell: Cell) -> str:
    return "".join(cell["source"])


def _size(cell: Cell) -> int:
    """How many characters of a cell are Markdown or code."""
    shown = (output.get("data", {}) for output in cell.get("outputs", []))
    return len(_source(cell)) + sum(len(_joined(data.get("text/markdown", ""))) for data in shown)


def _dressed(how: Callable[[str], str], text: str, plain: bool) -> str:
    return f"<pre>{escape(text)}</pre>" if plain or len(text) > _LONGEST else how(text)


def _parts(cell: Cell, plain: bool) -> Iterator[str]:
    """A cell's source and outputs, as HTML."""
    if cell["cell_type"] == "markdown":
        yield _dressed(_markdown, _source(cell), plain)
        return
    if cell["cell_type"] == "code" and _source(cell).strip():
        yield _dressed(_code, _source(cell), plain)
    for output in cell.get("outputs", []):
        yield f'<div class="output">{_output(output, plain)}</div>'


def _output(output: dict[str, Any], plain: bool) -> str:
    if output["output_type"] == "stream":
        return f'<pre class="said">{_terminal("".join(output["text"]))}</pre>'
    if output["output_type"] == "error":
        return f'<pre class="wrong">{_terminal(chr(10).join(output["traceback"]))}</pre>'
    data = {mime: _joined(content) for mime, content in output["data"].items()}
    if "text/html" in data:
        return data["text/html"]
    for mime in _IMAGES:
        if mime in data:
            source = "".join(data[mime].split())
            return (
                f'<img src="data:{mime};base64,{escape(source)}" '
                f'alt="A figure: {escape(data.get("text/plain", ""))}">'
            )
    if "text/markdown" in data:
        return _dressed(_markdown, data["text/markdown"], plain)
    return f'<pre class="said">{_terminal(data.get("text/plain", ""))}</pre>'


def _joined(content: Any) -> str:
    return "".join(content) if isinstance(content, list) else str(content)


def _terminal(text: str) -> str:
    if len(text) > _LONGEST:
        return escape(_COLOURS.sub("", text))
    return str(filters.ansi2html(text))  # type: ignore[no-untyped-call]


# Most cells are the same for a whole class.
@lru_cache(maxsize=2000)
def _markdown(text: str) -> str:
    return str(filters.markdown2html(text))


@lru_cache(maxsize=2000)
def _code(text: str) -> str:
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    return str(highlight(text, PythonLexer(), HtmlFormatter(cssclass="code")))


@lru_cache(maxsize=1)
def _colours() -> str:
    from pygments.formatters import HtmlFormatter

    return str(HtmlFormatter(style="default").get_style_defs(".code"))


class FeedbackExporter(Exporter):
    """The same page from nbgrader's own ``generate_feedback`` and the formgrader."""

    file_extension = Unicode(".html").tag(config=True)
    output_mimetype = "text/html"

    def from_notebook_node(  # type: ignore[override]
        self, nb: Any, resources: Any = None, **more: Any
    ) -> tuple[str, dict[str, Any]]:
        """Make a page of a notebook.

        Parameters
        ----------
        nb : the autograded notebook.
        resources : nbgrader's; names the student, the assignment and the database.
        more : what nbconvert passes on.
        """
        from nbgrader.api import Gradebook

        nb, resources = super().from_notebook_node(nb, resources, **more)
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            found = gradebook.find_submission_notebook(
                about["notebook"], about["assignment"], about["student"]
            )
            page = render(about["notebook"], nb, marks(found))
        return page, resources


def feedback(
    course: Course, assignment: str, progress: Callable[[str, str], None], answers: bool
) -> list[Outcome]:
    """Make the pages of a class; see `grading.feedback`."""
    known = journal.read(journal.path(course.root, assignment)).values()
    graded = [outcome.student for outcome in known if outcome.graded]
    if not graded:
        raise CourseError(
            f"No submission of {assignment} has been graded; run 'sinosoviet grade {assignment}' "
            "first."
        )
    grader = api(course)
    if answers:
        model_answers.need_past_due(grader.coursedir, assignment)
        tasks.verify(course, assignment)
    held = _held(grader.coursedir, assignment)
    outcomes = []
    with pool.processes(len(graded)) as executor:
        pages = [(course, assignment, student, held.get(student), answers) for student in graded]
        for student, look in zip(graded, executor.map(_page, pages, chunksize=4), strict=True):
            outcomes.append(Outcome(student, not look, look))
            progress(student, look)
    if course.exchange is not None:
        need_exchange(course.exchange)
        put = grader.release_feedback(assignment)
        if not put["success"]:
            raise CourseError(f"Cannot put the feedback into the exchange: {reason(put)}")
    return outcomes


def _held(coursedir: Any, assignment: str) -> dict[str, dict[str, Any]]:
    """What the gradebook holds, by student."""
    from nbgrader.api import Gradebook

    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        return {
            submission.student_id: marks(notebook)
            for submission in gradebook.assignment_submissions(assignment)
            for notebook in submission.notebooks
            if notebook.name == assignment
        }


def _page(task: tuple[Course, str, str, dict[str, Any] | None, bool]) -> str:
    """Write one page; what went wrong, or an empty text."""
    course, assignment, student, held, answers = task
    path = course.root / "autograded" / student / assignment / f"{assignment}.ipynb"
    if held is None or not path.is_file():
        return f"no feedback page: it is not graded; run 'sinosoviet grade {assignment}'."
    folder = course.root / "feedback" / student / assignment
    try:
        models = model_answers.of(course, assignment, student) if answers else _NO_MODELS
        page = render(assignment, json.loads(path.read_bytes()), held, models)
        write_text(folder / f"{assignment}.html", page)
        for beside in map(path.with_name, _FOR_THE_EXCHANGE):
            if beside.is_file():
                write_text(folder / beside.name, beside.read_text(encoding="utf-8"))
    except CourseError as error:
        return f"no feedback page: {error}"
    except Exception as error:  # one page must not stop the others
        return f"no feedback page: {type(error).__name__}: {error}."
    return ""
