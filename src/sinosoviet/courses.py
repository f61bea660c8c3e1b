"""A course's folder: where it is, its settings, its secret, its configuration.

A course is nbgrader's folder with a ``course.toml`` in it. Who holds the secret
can make every key of the course; it never leaves this folder.
"""

import json
import os
import re
import secrets
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sinosoviet.errors import CourseError
from sinosoviet.files import write_text

#: Names the course's folder to the kernels that nbgrader starts for grading.
FOLDER_VARIABLE = "SINOSOVIET_COURSE"
#: Names the student to whatever runs or scores a submission.
STUDENT_VARIABLE = "SINOSOVIET_STUDENT"
#: So many variants of an assignment can be drawn that no two are too much alike.
MOST_VARIANTS = 1000
_SECRET = "secret.key"
_SECRET_BYTES = 32
#: Names of files and folders that are no part of a submission.
IGNORED = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", ".lock", _SECRET]


@dataclass(frozen=True)
class Course:
    """An nbgrader course folder and what its ``course.toml`` says.

    Attributes
    ----------
    root : the folder.
    id : nbgrader's course id.
    title : the course's name in reports.
    exchange : nbgrader's exchange folder, or None if the course uses none.
    variants : how many variants of each assignment are drawn.
    limits : what a submission may use, where the course sets it; see `grading.jobs.Limits`.
    db_url : the gradebook's address; empty for the file gradebook.db in the folder.
    """

    root: Path
    id: str
    title: str
    exchange: Path | None
    variants: int = 1
    limits: dict[str, float] = field(default_factory=dict)
    db_url: str = ""

    def secret(self) -> bytes:
        """The secret from which all keys of the course are made.

        It is made when it is first needed, readable by its owner only.

        Raises
        ------
        CourseError : if it cannot be read or made.
        """
        path = self.root / _SECRET
        if not path.exists():
            write_text(path, secrets.token_hex(_SECRET_BYTES) + "\n", mode=0o600)
        try:
            found = bytes.fromhex(path.read_text(encoding="ascii").strip())
            if len(found) != _SECRET_BYTES:
                raise ValueError("it is not whole")
            return found
        except (OSError, ValueError) as error:
            raise CourseError(
                f"Cannot read the course's secret {path}: {error}. Restore it from a backup; "
                "a new one would change every key."
            ) from error

    def source(self, assignment: str) -> Path:
        """The folder of an assignment's master notebook.

        Raises
        ------
        CourseError : if the course has no such assignment.
        """
        folder = self.root / "source" / assignment
        if not (folder / f"{assignment}.ipynb").is_file():
            there = sorted(p.parent.name for p in self.root.glob("source/*/*.ipynb"))
            raise CourseError(
                f"The course {self.root} has no assignment {assignment!r}; it has: "
                f"{', '.join(there) or 'none'}."
            )
        return folder


def find(folder: Path | None = None) -> Course:
    """The course that a command is about.

    Parameters
    ----------
    folder : the course's folder; without one, the folder named in the
        environment, the current folder, one above it, or ``assignments`` in it.

    Raises
    ------
    CourseError : if there is no course, or its ``course.toml`` cannot be read.
    """
    if folder is None:
        here = Path.cwd()
        named = os.environ.get(FOLDER_VARIABLE)
        places = [here, *here.parents, here / "assignments"]
        found = next((p for p in places if (p / "course.toml").is_file()), here)
        folder = Path(named) if named else found
    path = folder / "course.toml"
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
        exchange = settings.get("exchange", "")
        if not isinstance(exchange, str):
            raise ValueError("'exchange' is not a text in quotation marks")
        limits = settings.get("limits", {})
        if not isinstance(limits, dict):
            raise ValueError("'limits' is not a table, [limits]")
        return Course(
            root=folder.resolve(),
            id=str(settings["id"]),
            title=str(settings["title"]),
            exchange=Path(exchange).expanduser() if exchange else None,
            variants=_number(settings.get("variants", 1)),
            limits=limits,
            db_url=str(settings.get("db_url", "")),
        )
    except FileNotFoundError:
        raise CourseError(
            f"There is no course in {folder}: no course.toml. Go to the course's folder (in the "
            "project: assignments), or name it with --course."
        ) from None
    except OSError as error:
        raise CourseError(f"Cannot read {path}: {error.strerror}.") from error
    except (ValueError, KeyError, RuntimeError) as error:
        raise CourseError(
            f"{path} is not as it should be: {error}. It needs 'id' and 'title', and may have "
            "'exchange', 'variants', 'db_url' and [limits]."
        ) from error


def _number(variants: Any) -> int:
    if type(variants) is not int or not 1 <= variants <= MOST_VARIANTS:
        raise ValueError(f"'variants' is not a whole number from 1 to {MOST_VARIANTS}")
    return variants


#: What stands in a new ``course.toml``.
_HEAD = "# The course's settings. Change them, save, and run the next command."
_ABOUT = {
    "variants": "# How many variants of each assignment are drawn; a student's own follows from "
    "the student id.\n# Leave it as it is once an assignment has been released.",
    "exchange": "# nbgrader's exchange folder, where students on one machine fetch and submit.\n"
    "# Empty: no exchange; hand the files in release/ out, and put what comes back\n"
    "# into submitted/<student>/<assignment>/.",
}

#: What must not go into a repository of the course: the secret, and what a course makes of itself.
_IGNORE = f"""\
# Whoever has the secret can make every key. Keep a backup of it elsewhere.
{_SECRET}
source/*/task.json
release/
released/
submitted/
autograded/
feedback/
grading/
gradebook.db
report.html
.lock
"""


def init(master: Path, folder: Path, settings: dict[str, str | int]) -> Course:
    """Begin a course: its folder with settings, secret, masters, guides and a ``.gitignore``.

    Parameters
    ----------
    master, folder, settings : as in `create`; the id is made of the title if it is not given.

    Raises
    ------
    CourseError : if there is a course already, the folder cannot be written, or there
        cannot be so many variants.
    """
    try:
        _number(settings.get("variants", 1))
    except ValueError as error:
        raise CourseError(f"{folder} was not made: {error}.") from None
    names = ("course.toml", _SECRET, ".gitignore", "source", "guides")
    there = [name for name in names if (folder / name).exists()]
    if there:
        raise CourseError(f"{folder} has a {there[0]} already; name a new folder.")
    slug = "-".join(re.findall(r"[a-z0-9]+", str(settings["title"]).casefold()))
    write_text(folder / ".gitignore", _IGNORE)
    course = create(master, folder, {"id": slug or "course", **settings})
    course.secret()
    return course


def create(master: Path, folder: Path, settings: dict[str, str | int]) -> Course:
    """Make a course of one's own from the project's assignments.

    Parameters
    ----------
    master : the folder with the assignments as the project ships them.
    folder : the new course's folder; what is there already is kept, but for
        the masters of the assignments and the teacher's guides, which are brought up to date.
    settings : what ``course.toml`` is to say.

    Raises
    ------
    CourseError : if the folder cannot be written.
    """
    # A JSON string is a TOML string, backslashes and all, but for one character.
    texts = {n: json.dumps(v, ensure_ascii=False) for n, v in settings.items()}
    lines = [_HEAD]
    for name, text in texts.items():
        said = f"{name} = {text}".replace("\x7f", "\\u007f")
        lines.append(f"{_ABOUT[name]}\n{said}" if name in _ABOUT else said)
    write_text(folder / "course.toml", "\n\n".join(lines) + "\n")
    guides = sorted(master.glob("guides/*.md"))
    masters = sorted(master.glob("source/*/*.ipynb"))
    for source in [*guides, *masters, master / "nbgrader_config.py"]:
        write_text(folder / source.relative_to(master), source.read_text(encoding="utf-8"))
    return find(folder)


def configure(config: Any, folder: Path) -> None:
    """Set nbgrader up for a course; called from its ``nbgrader_config.py``.

    Parameters
    ----------
    config : nbgrader's configuration object.
    folder : the course's folder.
    """
    course = find(folder)
    os.environ[FOLDER_VARIABLE] = str(course.root)
    # nbgrader calls the command `alembic` by name, also where no environment is active.
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", "")])
    config.CourseDirectory.root = str(course.root)
    config.CourseDirectory.course_id = course.id
    config.CourseDirectory.ignore = IGNORED
    # Submissions are rebuilt, run shut in and scored outside by stock nbgrader too.
    config.Autograde.exporter_class = "sinosoviet.grading.plugin.Reader"
    config.Autograde.sanitize_preprocessors = ["nbgrader.preprocessors.CheckCellMetadata"]
    config.Autograde.autograde_preprocessors = [
        "sinosoviet.grading.plugin.RunIsolated",
        "nbgrader.preprocessors.IgnorePattern",
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        "nbgrader.preprocessors.LimitOutput",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    config.GenerateFeedback.exporter_class = "sinosoviet.grading.pages.FeedbackExporter"
    config.GenerateFeedback.preprocessors = []
    # The formgrader shows students' outputs to the instructor: no script in them is run.
    config.HTMLExporter.sanitize_html = True
    config.ClearSolutions.code_stub = {"python": "# Fill in the line above, then run this cell."}
    # Kernels talk over the loopback interface; their notice of it is not news.
    config.Execute.extra_arguments = [
        "--HistoryManager.hist_file=:memory:",
        "--IPKernelApp.log_level=40",
    ]
    if course.db_url:
        config.CourseDirectory.db_url = course.db_url
    if course.exchange is not None:
        config.Exchange.root = str(course.exchange)
