"""The verbs `course` and `assignments`: begin a course; list, print and check its assignments."""

from pathlib import Path
from typing import Annotated

import typer

course = typer.Typer(no_args_is_help=True, help="Begin a course of your own.")


@course.command(
    epilog='Example: sinosoviet course init history-101 --title "Cold War" --variants 40'
)
def init(
    folder: Annotated[Path, typer.Argument(help="The new course's folder.")],
    title: Annotated[str, typer.Option(help="The course's name in reports.")],
    variants: Annotated[int, typer.Option(help="How many variants of each assignment.")] = 1,
) -> None:
    """Make a course: settings, a secret of its own, and the assignments."""
    from sinosoviet import courses
    from sinosoviet.demo import masters

    made = courses.init(masters(), folder, {"title": title, "variants": variants, "exchange": ""})
    print(f"The course is in {made.root}")
    print(f"Keep a backup of {made.root / 'secret.key'}: every key is made from it.")
    print(f"To begin: cd {made.root}, then sinosoviet release NAME")
