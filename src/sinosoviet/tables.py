"""The tables of the data package as DataFrames, with types and provenance.

The package is described in ``data/datapackage.json`` (Data Package v2); what a
column holds is read from there and nowhere else.
"""

import json
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sinosoviet import dates
from sinosoviet.errors import CourseError, known_name
from sinosoviet.frames import shown

#: A column whose cells are dates in EDTF carries this type in the schema.
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"


@lru_cache(maxsize=1)
def folder() -> Path:
    """Where the data package lies: inside the installed package, or in the repository.

    >>> (folder() / "datapackage.json").exists()
    True
    """
    installed = Path(str(files("sinosoviet"))) / "data"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "data"


@lru_cache(maxsize=8)
def package(data: Path) -> dict[str, Any]:
    """The descriptor of a data package.

    Parameters
    ----------
    data : the folder that holds ``datapackage.json``.

    Raises
    ------
    CourseError : if the descriptor is missing or is not JSON.
    """
    path = data / "datapackage.json"
    try:
        descriptor: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CourseError(f"Cannot read {path}: {error.strerror}.") from error
    except ValueError as error:
        raise CourseError(f"{path} is not JSON: {error}.") from error
    return descriptor


def resources(data: Path) -> dict[str, dict[str, Any]]:
    """The tables that a data package describes, by name."""
    listed = package(data)["resources"]
    return {resource["name"]: resource for resource in listed if "schema" in resource}


def table(name: str) -> pd.DataFrame:
    """A whole table of the data package.

    Parameters
    ----------
    name : such as ``events``, ``series``, ``agreements``, ``loans``, ``projects``,
        ``people``, ``places``, ``glossary``, ``claims``, ``extracts`` or ``sources``.

    Returns
    -------
    DataFrame : one row a record. A list in a cell is a tuple; a number that no
        source gives is missing; a date in EDTF is a string, with the days
        between which it lies in ``earliest`` and ``latest`` (in a table with
        several dates, ``born_earliest`` and so on). ``.attrs`` holds the title,
        the description, the units of the columns, the licence, the file and how
        to cite it.

    Raises
    ------
    UnknownName : if there is no such table.

    >>> len(table("claims"))
    61
    """
    return shown(load(_known(name), folder()).copy(deep=False))  # pandas copies what is changed


def record(name: str, record_id: str) -> pd.Series:
    """One record of a table, by its id.

    Parameters
    ----------
    name : the table, such as ``people``.
    record_id : such as ``mao-zedong``.

    Raises
    ------
    UnknownName : if there is no such table, or no such record in it.

    >>> record("claims", "A12").verdict
    'contradicted'
    """
    frame = load(_known(name), folder())
    if "id" not in frame:
        raise CourseError(f"The rows of {name!r} have no ids; use table({name!r}).")
    found = known_name(f"record in {name!r}", record_id, list(frame["id"]))
    return frame.set_index("id").loc[found]


def _known(name: object) -> str:
    return known_name("table", name, resources(folder()))


@lru_cache(maxsize=32)
def load(name: str, data: Path) -> pd.DataFrame:
    """A table of the data package in a given folder; see `table`."""
    known = resources(data)
    resource = known[known_name("table", name, known)]
    path = data / resource["path"]
    try:
        if path.suffix == ".json":
            frame = _from_json(path)
        else:
            frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CourseError(
            f"Cannot read the table {name!r} from {path}: {error}. Mend the file, or restore it."
        ) from error
    fields = resource["schema"]["fields"]
    several = sum(field.get("rdfType") == EDTF for field in fields) > 1
    columns: dict[str, Any] = dict(frame.items())
    for field in fields:
        name, kind = field["name"], field["type"]
        if name not in columns and path.suffix == ".csv":
            raise CourseError(f"{path} has no column {name!r}; add it.")
        if field.get("rdfType") == EDTF:
            columns |= _days(columns[name], field, f"{name}_" if several else "", path)
        elif kind == "list":
            columns[name] = list(map(_parts, columns[name].tolist()))
        elif kind == "boolean":
            columns[name] = columns[name] == "true"
        elif kind in ("number", "integer", "year"):
            columns[name] = _numbers(columns[name], field, path)
    frame = pd.DataFrame(columns, copy=False)
    about = package(data)
    frame.attrs = {
        "title": resource["title"],
        "description": resource["description"],
        "units": {field["name"]: field["unit"] for field in fields if "unit" in field},
        "licence": about["licenses"][0]["name"],
        "file": resource["path"],
        "citation": f"{about['title']}, version {about['version']}, table {resource['name']!r}.",
    }
    return frame


def _from_json(path: Path) -> pd.DataFrame:
    """A table of a JSON array of objects, each with an id."""
    items = json.loads(path.read_bytes())
    if not isinstance(items, list) or not items:
        raise ValueError("it is not a list of sources")
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict) or not isinstance(item.get("id"), str):
            raise ValueError(f"entry {number} has no 'id'")
    return pd.DataFrame(items, dtype=object)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def _numbers(column: pd.Series, field: dict[str, Any], path: Path) -> pd.Series:
    """A column as numbers; an empty cell is missing where the schema allows it."""
    numbers = pd.to_numeric(column, errors="coerce")
    required = _required(field)
    bad = numbers.isna() & ((column != "") | required)
    if bad.any():
        row = numbers.index[bad][0]
        raise CourseError(
            f"{path}, line {row + 2}, column {field['name']!r}: {column[row]!r} is not a number; "
            "write a plain one, such as 1390."
        )
    return numbers if field["type"] == "number" or required else numbers.astype("Int64")


def _required(field: dict[str, Any]) -> bool:
    return bool(field.get("constraints", {}).get("required", False))


def _days(column: pd.Series, field: dict[str, Any], prefix: str, path: Path) -> dict[str, Any]:
    """The first and the last day of each date in EDTF, as two columns more."""
    codes, texts = pd.factorize(column)  # each text is read once
    spans = []
    for text in texts.tolist():
        try:
            spans.append(dates.parse(text) if text or _required(field) else None)
        except dates.BadDate as error:
            line = int(column.index[column == text][0]) + 2
            raise CourseError(f"{path}, line {line}, column {field['name']!r}: {error}") from None
    days = {}
    for end in ("earliest", "latest"):
        numbers = [_day_number(getattr(span, end, None)) for span in spans]
        days[prefix + end] = np.array(numbers, "int64").view("datetime64[D]")[codes]
    return days


def _day_number(day: date | None) -> int:
    """Days since 1 January 1970, as numpy counts them."""
    return _NO_DAY if day is None else day.toordinal() - _EPOCH


_EPOCH = date(1970, 1, 1).toordinal()
_NO_DAY = int(np.iinfo("int64").min)  # numpy's NaT
