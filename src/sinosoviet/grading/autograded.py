"""What lies in nbgrader's folder ``autograded``, and what it takes from nbgrader's settings."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sinosoviet.errors import CourseError
from sinosoviet.files import cannot_write

_MODE = 0o444


def text(notebook: dict[str, Any]) -> str:
    """A notebook as nbformat reads it, on one line: to indent it takes longer than all the rest."""
    import nbformat
    from nbgrader.preprocessors import LimitOutput

    limiter = LimitOutput()
    for cell in notebook["cells"]:
        if _is_long(cell):
            limited, _ = limiter.preprocess_cell(nbformat.from_dict(cell), {}, 0)  # type: ignore[no-untyped-call]
            cell["outputs"] = limited["outputs"]
    return json.dumps(notebook, ensure_ascii=False) + "\n"


def _is_long(cell: dict[str, Any]) -> bool:
    outputs = cell.get("outputs", [])
    lines = sum(output.get("text", "").count("\n") for output in outputs)
    return lines > 900 or any(len(output.get("traceback", [])) > 90 for output in outputs)


def write(folder: Path, assignment: str, content: str, files: dict[str, bytes]) -> None:
    """Put a graded submission into its folder, whole or not at all.

    Raises
    ------
    CourseError : if it cannot be written; what was there before is still there.
    """
    made = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        for left in folder.parent.glob(f".{folder.name}.*"):  # by a run that was killed
            shutil.rmtree(left, ignore_errors=True)
        made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
        made.chmod(0o755)
        for name, data in {**files, f"{assignment}.ipynb": content.encode("utf-8")}.items():
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            path.chmod(_MODE)
        old = made.with_name(made.name + ".old")
        with suppress(FileNotFoundError):
            os.rename(folder, old)
        os.rename(made, folder)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise CourseError(cannot_write(folder, error)) from error
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)


def timestamp(files: dict[str, bytes], looks: list[str]) -> Any:
    """When a submission was handed in, by nbgrader's file; None where that is not said."""
    from nbgrader.utils import parse_utc

    said = files.get("timestamp.txt", b"").decode("utf-8", "replace").strip()
    try:
        return parse_utc(said[:100]) if said else None
    except (ValueError, OverflowError, TypeError):
        looks.append("its timestamp.txt cannot be read; it counts as handed in on time.")
        return None


def penalty(config: Any) -> Callable[[str, float, float], float | None]:
    """The late penalty that nbgrader's configuration names, by student, score, seconds late."""
    from nbgrader.preprocessors import AssignLatePenalties

    late = AssignLatePenalties(config=config)
    late.init_plugin()

    def ask(student: str, score: float, seconds: float) -> float | None:
        found = late.plugin_inst.late_submission_penalty(student, score, seconds)
        return None if found is None else float(found)

    return ask
