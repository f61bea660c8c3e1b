"""Whether a data package is whole: what its schema says, and what no schema can say.

Types, required cells and foreign keys are checked by frictionless (the extra
``check``); references in lists, and recall that claims to be more, by `problems`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from sinosoviet import tables
from sinosoviet.errors import CourseError


def problems(data: Path) -> list[str]:
    """Everything wrong with the references of a data package, a sentence each.

    Parameters
    ----------
    data : the folder of the data package.

    Returns
    -------
    list of str : empty if every source id resolves, every id is used once, and
        no row of high confidence rests on recall.

    >>> problems(tables.folder())
    []
    """
    found: list[str] = []
    try:
        resources = tables.resources(data)
    except CourseError as error:
        return [str(error)]
    for name, resource in resources.items():
        try:
            frame = tables.load(name, data)
        except CourseError as error:
            found.append(str(error))
            continue
        found += _references(frame, resource, data)
        found += _doubles(frame, resource["path"])
        found += _recalled(frame, resource["path"])
    return found


def _references(frame: pd.DataFrame, resource: dict[str, Any], data: Path) -> Iterator[str]:
    """Ids that are not in the table to which a column refers."""
    keys = resource["schema"].get("foreignKeys", [])
    columns = {key["fields"][0]: key["reference"]["resource"] for key in keys}
    fields = resource["schema"]["fields"]
    columns |= {field["name"]: field["references"] for field in fields if "references" in field}
    for column, other in sorted(columns.items()):
        try:
            known = set(tables.load(other, data)["id"])
        except CourseError:
            continue  # said once, of that table itself
        where = tables.resources(data)[other]["path"]
        for line, cell in enumerate(frame[column], start=2):
            for name in cell if isinstance(cell, tuple) else (cell,):
                if name and name not in known:
                    yield (
                        f"{resource['path']}, line {line}: the {_WORD.get(other, 'id')} {name!r} "
                        f"is not in {where}; add it there or correct the id."
                    )


_WORD = {"sources": "source", "series_catalogue": "series", "glossary": "term"}


def _doubles(frame: pd.DataFrame, path: str) -> Iterator[str]:
    """Ids that are used twice."""
    if "id" in frame:
        for row in frame.index[frame["id"].duplicated()]:
            where = path if path.endswith(".json") else f"{path}, line {row + 2}"
            yield f"{where}: the id {frame['id'][row]!r} stands twice; rename one of them."


def _recalled(frame: pd.DataFrame, path: str) -> Iterator[str]:
    """Rows known from recall that claim more confidence than that."""
    if {"basis", "confidence"} <= set(frame):
        for row in frame.index[(frame["basis"] == "recall") & (frame["confidence"] != "low")]:
            yield (
                f"{path}, line {row + 2}: a row known from recall has confidence 'low'; change "
                "its confidence, or its basis."
            )


def by_schema(data: Path) -> list[str]:
    """Everything in which a data package differs from its schema, a sentence each.

    Parameters
    ----------
    data : the folder of the data package.

    Returns
    -------
    list of str : empty if frictionless finds the package valid.

    Raises
    ------
    CourseError : if frictionless is not installed, or there is no descriptor.
    """
    try:
        from frictionless import FrictionlessException, Package
    except ImportError as error:
        raise CourseError(
            "Checking needs the library frictionless; install it with: "
            "pip install 'sinosoviet[check]'"
        ) from error
    tables.package(data)  # its own sentence, if it is missing or broken
    try:
        report = Package(str(data / "datapackage.json")).validate()
    except FrictionlessException as error:
        return [f"{data / 'datapackage.json'}: {error.error.note}. Correct it."]
    found = [_sentence("datapackage.json", error) for error in report.errors]
    for task in report.tasks:
        found += [_sentence(task.place, error) for error in task.errors]
    return list(dict.fromkeys(found))


def _sentence(path: str, error: Any) -> str:
    """An error of frictionless as one of our sentences."""
    line, column = getattr(error, "row_number", None), getattr(error, "field_name", None)
    where = path + (f", line {line}" if line else "") + (f", column {column!r}" if column else "")
    cell, note = getattr(error, "cell", ""), error.note.rstrip(".")
    if error.type == "foreign-key":
        return f"{where}: {note}; add it there or correct it."
    if error.type in ("missing-cell", "extra-cell"):
        much = "few" if error.type == "missing-cell" else "many"
        return f"{path}, line {line}: it has too {much} cells; put its commas and quotes right."
    if 'constraint "required"' in note:
        return f"{where}: the cell is empty; fill it in."
    if 'constraint "enum"' in note:
        words = note.split('"')[3].strip("[]").replace("'", "")
        return f"{where}: {cell!r} is not one of {words}; write one of these."
    if error.type in ("constraint-error", "type-error"):
        return f"{where}: {cell!r} does not fit ({note}); correct it."
    return f"{where}: {note or error.message}; correct it."
