"""Check assignments: layout of the master, the questions drawn, keys in sight, the guide."""

from collections.abc import Iterator

from sinosoviet.authoring import layout, leaks, masters, trials
from sinosoviet.authoring.findings import Finding
from sinosoviet.courses import Course
from sinosoviet.tasks import draw

#: So many variants are tried, of a secret that no course has.
VARIANTS = 50
_SECRET = b"for trying out"


def review(course: Course, name: str) -> list[Finding]:
    """Everything that is to be put right in an assignment; each once, however often it occurs.

    Parameters
    ----------
    course : where the master lies.
    name : the assignment.

    Raises
    ------
    CourseError : if there is no such assignment, or its master cannot be read.
    """
    cells = masters.read(course.source(name) / f"{name}.ipynb")
    drawn = [draw(name, _SECRET, number) for number in range(1, VARIANTS + 1)]
    found = {
        **dict.fromkeys(layout.problems(cells, drawn[0].questions, drawn[0].keys)),
        **dict.fromkeys(leaks.problems(cells, drawn)),
        **dict.fromkeys(trials.problems(drawn)),
        **dict.fromkeys(_guide(course, name)),
    }
    return [Finding(name, place, says) for place, says in found]


def _guide(course: Course, name: str) -> Iterator[tuple[str, str]]:
    """The teacher's page, where the course keeps such pages."""
    folder = course.root / "guides"
    if folder.is_dir() and not (folder / f"{name}.md").is_file():
        yield "the guide", f"there is no page guides/{name}.md for teachers; write it"
