"""The verbs `lessons`, `data` and `sources`: editions, the data package, originals."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from sinosoviet.cli_terminal import bar

lessons = typer.Typer(no_args_is_help=True, help="Make the lessons' editions.")
data = typer.Typer(no_args_is_help=True, help="Look after the data package.")
sources = typer.Typer(no_args_is_help=True, help="Bring originals to this machine.")


@lessons.command(epilog="Example: sinosoviet lessons build")
def build(
    notebooks: Annotated[Path, typer.Option(help="The folder with the lessons.")] = Path(
        "notebooks"
    ),
    to: Annotated[Path, typer.Option(help="Where the editions go.")] = Path("build/lessons"),
    outputs: Annotated[bool, typer.Option(help="Keep the stored outputs in notebooks.")] = True,
) -> None:
    """Make the editions of the lessons: student, teacher, handouts and a web site."""
    from sinosoviet import editions
    from sinosoviet.files import alone

    with alone(to, "build the lessons"):
        number = editions.build(notebooks, to, bar, outputs)
    print(f"{number} lessons are in {to}:")
    print(f"notebooks for students  {to / 'student'}")
    print(f"notebooks for teachers  {to / 'teacher'}")
    print(f"source cards to print   {to / 'handouts'}")
    print(f"pages for students      {to / 'site' / 'index.html'}")
    print(f"pages for teachers      {to / 'teacher-site' / 'index.html'}")


@data.command(epilog="Example: sinosoviet data check")
def check(
    folder: Annotated[Path | None, typer.Option(help="The folder of the data package.")] = None,
) -> None:
    """Check a data package against its schema, and that every source and date holds."""
    from sinosoviet import integrity, tables

    place = folder or tables.folder()
    found = integrity.by_schema(place) or integrity.problems(place)
    for sentence in found:
        print(sentence)
    print("The data package is whole." if not found else f"{len(found)} to correct.")
    sys.exit(1 if found else 0)


@data.command(epilog="Example: sinosoviet data cite")
def cite(
    folder: Annotated[Path | None, typer.Option(help="The folder of the data package.")] = None,
) -> None:
    """Render the citation of every source anew, after sources.json has changed."""
    from sinosoviet import citations, tables

    number = citations.write(folder or tables.folder())
    print(f"{number} citations are in {(folder or tables.folder()) / 'citations.csv'}")


@sources.command(epilog="Example: sinosoviet sources fetch frus1958-60v19-d348")
def fetch(
    source: Annotated[
        list[str] | None, typer.Argument(help="Ids of sources; without any, all of them.")
    ] = None,
) -> None:
    """Fetch originals in the public domain, each held to its checksum."""
    from rich.progress import BarColumn, DownloadColumn, Progress

    from sinosoviet import fetching
    from sinosoviet.files import alone

    failed = 0
    with (
        alone(fetching.folder(), "fetch"),
        Progress("{task.description}", BarColumn(), DownloadColumn(), transient=True) as bars,
    ):
        task = bars.add_task("fetching", total=None)

        def show(name: str, come: int, total: int | None) -> None:
            bars.update(task, description=name, completed=come, total=total)

        for fetched in fetching.fetch(source or [], show):
            bars.console.print(fetched.sentence, markup=False, highlight=False, soft_wrap=True)
            failed += fetched.state == "failed"
    print(f"The originals are in {fetching.folder()}" + (f"; {failed} failed." * bool(failed)))
    sys.exit(1 if failed else 0)
