"""The `sinosoviet` command: every verb is a call into one module."""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sinosoviet import cli_authoring, cli_content, cli_practice
from sinosoviet.cli_terminal import Folder, bar
from sinosoviet.errors import CourseError

if TYPE_CHECKING:
    from sinosoviet.courses import Course
    from sinosoviet.grading import Outcome, Progress
    from sinosoviet.reports import Report

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Alliance, Aid, Split: teach source analysis, release, grade and report.",
    epilog="A first look at everything: sinosoviet demo",
)
app.add_typer(cli_content.data, name="data")
app.add_typer(cli_content.lessons, name="lessons")
app.add_typer(cli_authoring.course, name="course")
app.add_typer(cli_authoring.assignments, name="assignments")
app.command(epilog="Example: sinosoviet practice dates")(cli_practice.practice)
app.add_typer(cli_content.sources, name="sources")

Assignment = Annotated[str, typer.Argument(help="The assignment, such as corroboration.")]


def main() -> None:
    """Run the command; a mistake ends in one sentence and exit status 1."""
    gc.set_threshold(50_000)  # importing much makes little garbage to look for
    try:
        app()
    except CourseError as error:
        _fail(str(error))
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        _fail(f"Cannot use{where}: {error.strerror or error}.")
    except KeyboardInterrupt:
        _fail("Stopped. Run the command again to go on.")


def _fail(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    sys.exit(1)


def _find(folder: Path | None) -> "Course":
    from sinosoviet import courses

    return courses.find(folder)


def _console() -> Any:
    from rich.console import Console

    return Console(highlight=False)


@app.command(epilog="Example: sinosoviet lab")
def lab(
    course: Folder = None,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8888,
) -> None:
    """Open JupyterLab with the lessons and nbgrader's extensions."""
    # Our settings ask no question and make no request about news: no network is needed.
    settings = [str(Path(__file__).parent / "jupyter")]
    try:
        settings.insert(0, str(_find(course).root))
    except CourseError:
        if course is not None:
            raise
        print("There is no course here: JupyterLab opens without one.")
    settings += [path for path in [os.environ.get("JUPYTER_CONFIG_PATH", "")] if path]
    environment = {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(settings)}
    command = [sys.executable, "-m", "jupyterlab", f"--port={port}"]
    command += [f"--ServerApp.root_dir={Path.cwd()}"]
    command += [] if browser else ["--no-browser"]
    command += ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    sys.exit(subprocess.call(command, env=environment))


@app.command(epilog="Example: sinosoviet release corroboration")
def release(assignment: Assignment, course: Folder = None) -> None:
    """Draw an assignment's questions and make what students receive."""
    from sinosoviet import grading
    from sinosoviet.files import alone

    found = _find(course)
    with alone(found.root, "release"), bar("releasing", 1) as done:
        folder = grading.release(found, assignment)
        done("", "")
    print(f"{assignment} is ready to hand out: {folder}")
    if found.exchange is not None:
        print(f"It is also in the exchange {found.exchange}, where students fetch it.")


@app.command(epilog="Example: sinosoviet simulate corroboration --students 30 --seed 7")
def simulate(
    assignment: Assignment,
    students: Annotated[int, typer.Option(help="How many.")] = 30,
    seed: Annotated[int, typer.Option(help="The same seed gives the same class.")] = 1,
    course: Folder = None,
) -> None:
    """Write a class of plausible submissions, to try a course out."""
    from sinosoviet import simulate
    from sinosoviet.files import alone

    found = _find(course)
    with alone(found.root, "simulate"):
        written = simulate.write_class(found, assignment, students, seed)
    print(f"{len(written)} submissions are in {found.root / 'submitted'}")


@app.command(epilog="Example: sinosoviet grade corroboration --workers 4")
def grade(
    assignment: Assignment,
    student: Annotated[
        list[str] | None, typer.Option(help="Only this student; may be repeated.")
    ] = None,
    course: Folder = None,
    workers: Annotated[
        int, typer.Option(min=0, help="How many submissions at once; 0: as many as cores.")
    ] = 0,
    scheduler: Annotated[
        str, typer.Option(help="A Dask scheduler, such as tcp://10.0.0.5:8786.")
    ] = "",
    isolation: Annotated[
        str, typer.Option(help="namespaces, or limits where these cannot be had.")
    ] = "namespaces",
    force: Annotated[bool, typer.Option("--force", help="Also what has not changed.")] = False,
    only_failed: Annotated[
        bool, typer.Option("--only-failed", help="Only those who need a look.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="A line of JSON each, for programs.")] = (
        False
    ),
) -> None:
    """Grade what was submitted, each notebook shut in by itself.

    What has not changed since is passed over. Exit status 0: all graded; 1: some
    need a look, and are listed; 2: it could not run.
    """
    from sinosoviet import grading
    from sinosoviet.errors import UnknownName
    from sinosoviet.files import alone

    with _status_2():
        options = grading.Options(workers, scheduler, isolation, force, only_failed)
        found = _find(course)
        with alone(found.root, "grade"):
            grading.begin(options)
            grading.collect(found, assignment)
            there = grading.submitted(found, assignment)
            for name in student or []:
                if name not in there:
                    raise UnknownName("submission of", name, there)
            chosen = grading.to_do(found, assignment, student or there, options)
            with _lines() if as_json else bar("grading", len(chosen)) as done:
                outcomes = grading.grade(found, assignment, chosen, done, options)
    if as_json:
        _print_json(graded=sum(o.graded for o in outcomes), of=len(outcomes), isolation=isolation)
    else:
        _summary(outcomes)
        if isolation != "namespaces":
            print("Nothing hid the rest of this machine from the students' code.")
    if any(outcome.look for outcome in outcomes):
        sys.exit(1)


@contextmanager
def _status_2() -> Iterator[None]:
    """End with exit status 2 where a command could not run at all."""
    try:
        yield
    except CourseError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("Stopped. Run the command again to go on.", file=sys.stderr)
        sys.exit(2)


def _print_json(**fields: object) -> None:
    print(json.dumps(fields, ensure_ascii=False), flush=True)


@contextmanager
def _lines() -> Iterator["Progress"]:
    """Progress as lines of JSON."""
    yield lambda student, look: _print_json(student=student, look=look)


def _summary(outcomes: list["Outcome"]) -> None:
    graded = sum(outcome.graded for outcome in outcomes)
    looks = sum(bool(outcome.look) for outcome in outcomes)
    print(f"{graded} of {len(outcomes)} graded · {looks} need a look" + (" (listed)" * bool(looks)))


@app.command(epilog="Example: sinosoviet feedback corroboration")
def feedback(
    assignment: Assignment,
    course: Folder = None,
    answers: Annotated[
        bool,
        typer.Option(
            "--answers", help="With each student's own model answers: after the due date."
        ),
    ] = False,
) -> None:
    """Make a feedback page for each graded submission."""
    from sinosoviet import grading
    from sinosoviet.files import alone

    found = _find(course)
    with alone(found.root, "make feedback"):
        total = sum(outcome.graded for outcome in grading.last_outcomes(found, assignment))
        with bar("feedback", total) as done:
            outcomes = grading.feedback(found, assignment, done, answers)
    made = sum(outcome.graded for outcome in outcomes)
    print(f"{made} feedback pages are in {found.root / 'feedback'}")
    if made < len(outcomes):
        sys.exit(1)


@app.command(epilog="Example: sinosoviet report corroboration --open")
def report(
    assignment: Assignment,
    course: Folder = None,
    to: Annotated[Path | None, typer.Option(help="Where to write the page.")] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Show the class report, and write it as a page with charts."""
    from sinosoviet import reports

    found = _find(course)
    made = reports.make(found, assignment)
    page = to or found.root / "report.html"
    reports.write(made, page)
    _print_report(made)
    print(f"The report with charts: {page}")
    if open_it:
        typer.launch(str(page))


def _print_report(made: "Report") -> None:
    from rich.table import Table
    from rich.text import Text

    marks = made.marks
    table = Table(title=Text(f"{made.title}: {made.assignment}"), title_justify="left")
    table.add_column("student")
    for name in marks.columns[:-3]:
        table.add_column(name, justify="right")
    table.add_column("score", justify="right")
    for student, row in marks.iterrows():
        points = ["–" if value != value else f"{value:g}" for value in row.iloc[:-3]]
        table.add_row(Text(str(student)), *points, f"{row.score:g} of {row.max_score:g}")
    share = 100 * marks.score / marks.max_score
    table.caption = (
        f"mean {share.mean():.0f} % · median {share.median():.0f} % · "
        f"{int(marks.by_hand.sum())} answers to mark by hand (–)"
    )
    _console().print(table)
    for student, look in sorted(made.looks.items()):
        _console().print(f"{student}: {look}", markup=False)


@app.command(epilog="Example: sinosoviet doctor")
def doctor(course: Folder = None) -> None:
    """Check the installation and the course, and say how to mend what is missing."""
    from sinosoviet import doctor

    bad = 0
    for finding in doctor.examine(course):
        sign = "✔" if finding.ok else ("✘" if finding.needed else "·")
        print(f"{sign} {finding.what}" + ("" if finding.ok else f"\n    {finding.mend}"))
        bad += finding.needed and not finding.ok
    print("All is well." if not bad else f"{bad} to mend.")
    sys.exit(1 if bad else 0)


@app.command(epilog="Example: sinosoviet demo --students 30")
def demo(
    folder: Annotated[Path, typer.Option(help="Where the course is made.")] = Path("build/demo"),
    students: Annotated[int, typer.Option(help="How many students.")] = 30,
    seed: Annotated[int, typer.Option(help="The same seed gives the same class.")] = 1960,
) -> None:
    """Make a course and a class, and go from release to report."""
    from sinosoviet import demo

    shown = demo.run(folder, students, seed, bar)
    _print_report(shown.report)
    _summary(shown.outcomes)
    print(f"\nThe report with charts:  {shown.page}")
    print(f"The feedback pages:      {shown.course.root / 'feedback'}")
    print(f"To open the course:      sinosoviet lab --course {shown.course.root}")


@app.command(epilog="Example: sinosoviet coverage")
def coverage(
    folder: Annotated[
        Path, typer.Argument(help="The folder with the folders notebooks and assignments.")
    ] = Path(),
) -> None:
    """Show which lessons and questions treat which claim. Exit status 1 if one is missing."""
    from sinosoviet import coverage

    lessons = sorted((folder / "notebooks").glob("*.ipynb"))
    masters = sorted((folder / "assignments" / "source").glob("*/*.ipynb"))
    if not lessons:
        _fail(f"There are no lessons in {folder / 'notebooks'}; name the course's own folder.")
    rows = coverage.coverage([*lessons, *masters])
    for name, row in rows.iterrows():
        asked = f"; asked in {', '.join(row.asked_in)}" if row.asked_in else ""
        print(f"{name}  {', '.join(row.treated_in) or '-'}{asked}")
    met = int((rows.cells > 0).sum())
    print(f"{met} of {len(rows)} claims are treated.")
    sys.exit(0 if met == len(rows) else 1)


if __name__ == "__main__":
    main()
