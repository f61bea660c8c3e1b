"""What a table schema cannot say of the data package: references and lists.

Used by ``sinosoviet doctor`` and the tests; types, required cells and foreign
keys are the schema's affair and are checked with frictionless in the tests.
"""

from pathlib import Path

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
        known = set(tables.load("sources", data)["id"])
    except CourseError as error:
        return [str(error)]
    for name, resource in tables.resources(data).items():
        try:
            frame = tables.load(name, data)
        except CourseError as error:
            found.append(str(error))
            continue
        where = resource["path"]
        for field in resource["schema"]["fields"]:
            if field.get("references") != "sources":
                continue
            for line, cell in enumerate(frame[field["name"]], start=2):
                for source in cell if isinstance(cell, tuple) else (cell,):
                    if source not in known:
                        found.append(
                            f"{where}, line {line}: the source {source!r} is not in "
                            "sources.json; add it there or correct the id."
                        )
        if "id" in frame:
            for double in sorted(set(frame["id"][frame["id"].duplicated()])):
                found.append(f"{where}: the id {double!r} stands twice; rename one of them.")
        if {"basis", "confidence"} <= set(frame):
            wrong = (frame["basis"] == "recall") & (frame["confidence"] != "low")
            for line in frame.index[wrong]:
                found.append(
                    f"{where}, line {line + 2}: a row known from recall has confidence 'low'."
                )
    return found
