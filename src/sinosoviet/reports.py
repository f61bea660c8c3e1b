"""The class report: marks, how each question did, what went wrong most, who needs a look.

The marks come from nbgrader's gradebook, the feedback from the autograded
notebooks. The page holds its charts and styles itself and opens from a file.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from sinosoviet import grading
from sinosoviet.courses import Course
from sinosoviet.errors import CourseError
from sinosoviet.files import write_text

#: Feedback that says that something is right is not a mistake to be counted.
_GOOD = re.compile(r"right\.$|fits\.$|^\d[\d.]* of [\d.]+ points?\.$|^Complete\.$")
#: What `check` says of the form of an answer, for instance "q3: there is no number yet".
_FORM = re.compile(r"^q\d+: ")


@dataclass(frozen=True)
class Report:
    """What a class did in one assignment.

    Attributes
    ----------
    title, assignment : of the course, and the assignment's name.
    marks : one row a student: a column a question (missing while it waits to be
        marked by hand), ``score``, ``max_score``, ``by_hand`` (how many wait).
    questions : one row a question: ``points``, ``mean`` (share of the points),
        ``zero`` (share of students without a point), ``tells`` (correlation with
        the rest of the score, from -1 to 1, missing in a small class).
    mistakes : feedback sentences with how many students got each.
    looks : students and the sentence that says what to look at.
    """

    title: str
    assignment: str
    marks: pd.DataFrame
    questions: pd.DataFrame
    mistakes: pd.DataFrame
    looks: dict[str, str]


def make(course: Course, assignment: str) -> Report:
    """Gather the report of an assignment.

    Raises
    ------
    CourseError : if nothing has been graded.
    """
    outcomes = grading.last_outcomes(course, assignment)
    if not any(outcome.graded for outcome in outcomes):
        raise CourseError(
            f"No submission of {assignment} has been graded; run 'sinosoviet grade {assignment}' "
            "first."
        )
    graded = [outcome.student for outcome in outcomes if outcome.graded]
    cells = _gradebook(course, assignment, graded)
    points = cells.pivot_table(
        index="student", columns="question", values="score", sort=False, dropna=False
    )
    most = cells.groupby("question", sort=False).max_score.first()
    marks = points.assign(
        score=points.sum(axis=1),
        max_score=most.sum(),
        by_hand=cells.groupby("student").by_hand.sum(),
    )
    return Report(
        title=course.title,
        assignment=assignment,
        marks=marks.sort_values("score", ascending=False, kind="stable"),
        questions=_items(points, most, cells),
        mistakes=_mistakes(course, assignment, graded),
        looks={outcome.student: outcome.look for outcome in outcomes if outcome.look}
        | _unshielded(outcomes),
    )


def _unshielded(outcomes: list[grading.Outcome]) -> dict[str, str]:
    """A remark on a class whose code was run without isolation."""
    number = sum(outcome.isolation != "namespaces" for outcome in outcomes)
    if not number:
        return {}
    return {
        "The class": f"{number} submissions were graded with --isolation=limits: nothing hid the "
        "rest of the machine from their code."
    }


def _gradebook(course: Course, assignment: str, students: list[str]) -> pd.DataFrame:
    """One row a student and graded cell."""
    from nbgrader.api import Gradebook

    rows = []
    with Gradebook(grading.api(course).coursedir.db_url) as gradebook:
        for submission in gradebook.assignment_submissions(assignment):
            if submission.student.id not in students:
                continue
            for notebook in submission.notebooks:
                rows += [
                    {
                        "student": submission.student.id,
                        "question": grade.name.removesuffix("-test"),
                        "score": float("nan") if _waits(grade) else grade.score,
                        "max_score": grade.max_score,
                        "by_hand": int(_waits(grade)),
                    }
                    for grade in notebook.grades
                ]
    if not rows:
        raise CourseError(
            f"The gradebook of {course.root} has no marks of {assignment}; run 'sinosoviet grade "
            f"{assignment}' again."
        )
    cells = pd.DataFrame(rows)
    number = cells.question.str.extract(r"(\d+)$")[0].astype(float)
    return cells.assign(number=number).sort_values(["student", "number"]).reset_index(drop=True)


def _waits(grade: Any) -> bool:
    """Whether an answer has no mark yet, from the machine or by hand."""
    return grade.auto_score is None and grade.manual_score is None


def _items(points: pd.DataFrame, most: pd.Series, cells: pd.DataFrame) -> pd.DataFrame:
    """How each question did; what is still to be marked by hand is left out."""
    rows = []
    waiting = set(cells.question[cells.by_hand > 0])
    marked = [name for name in points if name not in waiting]
    for name in marked:
        rest = points[marked].drop(columns=name).sum(axis=1)
        varied = points[name].std() > 0 and rest.std() > 0 and len(points) >= 10
        rows.append(
            {
                "question": name,
                "points": most[name],
                "mean": points[name].mean() / most[name],
                "zero": float((points[name] == 0).mean()),
                "tells": points[name].corr(rest) if varied else float("nan"),
            }
        )
    return pd.DataFrame(rows).set_index("question")


def _mistakes(course: Course, assignment: str, students: list[str]) -> pd.DataFrame:
    """Feedback sentences by question with the number of students who got them."""
    seen: Counter[tuple[str, str]] = Counter()
    for student in students:
        path = course.root / "autograded" / student / assignment / f"{assignment}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        seen.update({pair for cell in notebook["cells"] for pair in _said(cell)})
    rows = [(question, says, count) for (question, says), count in seen.most_common()]
    return pd.DataFrame(rows, columns=["question", "says", "students"])


def _said(cell: dict[str, Any]) -> list[tuple[str, str]]:
    name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
    if not name.endswith("-test"):
        return []
    text = "".join(
        "".join(output["text"])
        for output in cell["outputs"]
        if output["output_type"] == "stream" and output["name"] == "stdout"
    )
    return [
        (name.removesuffix("-test"), line)
        for line in text.splitlines()
        if line and not _GOOD.search(line) and not _FORM.match(line)
    ]


def write(report: Report, path: Path) -> None:
    """Write the report as one HTML page that needs nothing beside it.

    Raises
    ------
    CourseError : if the page cannot be written.
    """
    template = files("sinosoviet").joinpath("report.html").read_text(encoding="utf-8")
    marks, questions = report.marks, report.questions
    share = 100 * marks.score / marks.max_score
    by_hand = int(marks.by_hand.sum())
    fields = {
        "title": escape(f"{report.title}: {report.assignment}"),
        "students": str(len(marks)),
        "mean": f"{share.mean():.0f}",
        "median": f"{share.median():.0f}",
        "lowest": f"{share.min():.0f}",
        "highest": f"{share.max():.0f}",
        "by_hand": str(by_hand),
        "looks": _looks(report.looks),
        "histogram": _histogram(share),
        "bars": _bars(questions),
        "questions": _table(
            questions.assign(
                mean=(100 * questions["mean"]).map("{:.0f} %".format),
                zero=(100 * questions["zero"]).map("{:.0f} %".format),
                tells=questions["tells"].round(2),
            ).reset_index(),
            {
                "question": "Question",
                "points": "Points",
                "mean": "Mean share of the points",
                "zero": "Students with no point",
                "tells": "Agreement with the rest of the score",
            },
        ),
        "mistakes": _table(
            report.mistakes.head(20),
            {"question": "Question", "says": "What they were told", "students": "Students"},
        ),
        "marks": _table(
            marks.reset_index(),
            {
                "student": "Student",
                **{name: name for name in marks.columns[:-3]},
                "score": "Score",
                "max_score": "of",
                "by_hand": "To mark by hand",
            },
        ),
    }
    page = re.sub(r"\{\{(\w+)\}\}", lambda place: fields[place[1]], template)
    write_text(path, page)


def _looks(looks: dict[str, str]) -> str:
    if not looks:
        return "<p>Nobody: every submission was graded without a remark.</p>"
    items = "".join(
        f"<li><strong>{escape(student)}</strong>: {escape(look)}</li>"
        for student, look in sorted(looks.items())
    )
    return f"<ul>{items}</ul>"


def _table(frame: pd.DataFrame, headings: dict[str, str]) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in headings.values())
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(_cell(row[name]))}</td>" for name in headings) + "</tr>"
        for row in frame.to_dict("records")
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "–" if pd.isna(value) else f"{value:g}"
    return str(value)


def _histogram(share: pd.Series) -> str:
    from matplotlib.ticker import MaxNLocator

    from sinosoviet.figures import STYLES, CourseFigure

    figure = CourseFigure(figsize=(6, 3), layout="constrained")
    axes = figure.add_subplot()
    counts, _, _ = axes.hist(
        share, bins=range(0, 101, 10), color=STYLES["chinese"].colour, rwidth=0.9
    )
    axes.set_xlabel("score, per cent of the points")
    axes.set_ylabel("students")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    tens = (f"{10 * n} to {10 * n + 10} per cent: {count:.0f}" for n, count in enumerate(counts))
    figure.description = "Histogram of the scores. Students with " + "; ".join(tens) + "."
    return figure.html()


def _bars(questions: pd.DataFrame) -> str:
    from sinosoviet.figures import STYLES, CourseFigure

    figure = CourseFigure(figsize=(6, 3), layout="constrained")
    axes = figure.add_subplot()
    axes.bar(
        questions.index,
        100 * questions["mean"],
        color=STYLES["soviet"].colour,
        hatch="//",
        edgecolor="white",
    )
    axes.set_ylim(0, 100)
    axes.set_ylabel("mean, per cent of the points")
    axes.spines[["top", "right"]].set_visible(False)
    each = (f"{name}: {100 * mean:.0f}" for name, mean in questions["mean"].items())
    figure.description = "Mean share of the points by question, per cent. " + "; ".join(each) + "."
    return figure.html()
