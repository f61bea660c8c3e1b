"""What a table schema cannot say of the data package: references and lists.

Used by ``sinosoviet doctor`` and the tests; types, required cells and foreign
keys are the schema's affair and are checked with frictionless in the tests.
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
    try:
        known = set(tables.load("sources", data)["id"])
    except CourseError as error:
        return [str(error)]
    found: list[str] = []
    for name, resource in tables.resources(data).items():
        try:
            frame = tables.load(name, data)
        except CourseError as error:
            found.append(str(error))
            continue
        found += _references(frame, resource, known)
        found += _doubles(frame, resource["path"])
        found += _recalled(frame, resource["path"])
    return found


def _references(frame: pd.DataFrame, resource: dict[str, Any], known: set[str]) -> Iterator[str]:
    """Source ids that are not in the table of sources."""
    keys = resource["schema"].get("foreignKeys", [])
    single = {k["fields"][0] for k in keys if k["reference"]["resource"] == "sources"}
    lists = {f["name"] for f in resource["schema"]["fields"] if f.get("references") == "sources"}
    for column in sorted(single | lists):
        for line, cell in enumerate(frame[column], start=2):
            for source in cell if isinstance(cell, tuple) else (cell,):
                if source not in known:
                    yield (
                        f"{resource['path']}, line {line}: the source {source!r} is not in "
                        "sources.json; add it there or correct the id."
                    )


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
