"""The verbs `course` and `assignments`: begin a course; list, print and check its assignments."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from sinosoviet.cli_terminal import Folder

course = typer.Typer(no_args_is_help=True, help="Begin a course of your own.")

assignments = typer.Typer(
    no_args_is_help=True, help="List assignments, print their keys, check and measure them."
)


@course.command(
    epilog='Example: sinosoviet course init history-101 --title "Cold War" --variants 40'
)
def init(
    folder: Annotated[Path, typer.Argument(help="The new course's folder.")],
    title: Annotated[str, typer.Option(help="The course's name in reports.")],
    variants: Annotated[int, typer.Option(help="How many variants of each assignment.")] = 1,
) -> None:
    """Make a course: settings, a secret of its own, the assignments, the teacher's guides."""
    from sinosoviet import courses
    from sinosoviet.demo import masters

    made = courses.init(masters(), folder, {"title": title, "variants": variants, "exchange": ""})
    print(f"The course is in {made.root}")
    print(f"Keep a backup of {made.root / 'secret.key'}: every key is made from it.")
    print(f"A page for the teacher on each assignment: {made.root / 'guides'}")
    print(f"To begin: cd {made.root}, then sinosoviet release NAME")


@assignments.command("list", epilog="Example: sinosoviet assignments list")
def list_(course: Folder = None) -> None:
    """List the assignments of a course: points, questions, minutes."""
    from sinosoviet import authoring, courses

    print(f"{'assignment':<16}{'points':>7}{'by hand':>9}{'questions':>11}{'minutes':>10}")
    for entry in authoring.entries(courses.find(course)):
        numbers = f"{entry.points:>7g}{entry.by_hand:>9g}{entry.questions:>11}{entry.minutes:>10}"
        print(f"{entry.name:<16}{numbers}")


@assignments.command(epilog="Example: sinosoviet assignments key corroboration --student kim")
def key(
    name: Annotated[str, typer.Argument(help="The assignment, such as corroboration.")],
    variant: Annotated[int, typer.Option(help="The variant's number.")] = 1,
    student: Annotated[str, typer.Option(help="A student's id, in place of the number.")] = "",
    course: Folder = None,
) -> None:
    """Print questions, model answers and keys of a variant, for the instructor only."""
    from sinosoviet import authoring, courses

    print(authoring.key_sheet(courses.find(course), name, variant, student))


@assignments.command(epilog="Example: sinosoviet assignments check")
def check(
    names: Annotated[
        list[str] | None, typer.Argument(help="The assignments; all of them without one.")
    ] = None,
    course: Folder = None,
) -> None:
    """Check assignments before they are released. Exit status 1 if there is something to mend."""
    from sinosoviet import authoring, courses

    found = courses.find(course)
    chosen = names or [entry.name for entry in authoring.entries(found)]
    findings = [finding for name in chosen for finding in authoring.review(found, name)]
    for finding in findings:
        print(finding)
    print(f"{len(findings)} to mend." if findings else f"All is well: {', '.join(chosen)}.")
    sys.exit(1 if findings else 0)


@assignments.command(epilog="Example: sinosoviet assignments measure corroboration")
def measure(
    names: Annotated[
        list[str] | None, typer.Argument(help="The assignments; all of them without one.")
    ] = None,
    students: Annotated[int, typer.Option(min=10, help="How many.")] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same class.")] = 1,
) -> None:
    """Let simulated students try assignments. Exit status 1 if one is not as it should be."""
    from sinosoviet import authoring, tasks

    problems = []
    for name in names or tasks.names():
        found = authoring.measure(name, students, seed)
        print(
            f"{name}: model answers {found.model:.1%}, blank {found.blank:.1%}, "
            f"guesses {found.guess:.1%}"
        )
        print(f"{'':>6}{'points':>8}{'mean':>7}{'tells':>7}   average student, by variant")
        for item in found.items:
            numbers = f"{item.points:>8g}{item.difficulty:>7.0%}{item.discrimination:>7.2f}"
            print(f"{item.question:>6}{numbers}   {item.lowest:.0%} to {item.highest:.0%}")
        problems += found.problems()
    for sentence in problems:
        print(sentence)
    sys.exit(1 if problems else 0)
