"""The tables of the data package as DataFrames, with types and provenance.

The package is described in ``data/datapackage.json`` (Data Package v2); what a
column holds is read from there and nowhere else.
"""

import json
import re
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from sinosoviet import dates
from sinosoviet.errors import CourseError, UnknownName

#: A column whose cells are dates in EDTF carries this type in the schema.
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"


class Table(pd.DataFrame):  # type: ignore[misc]
    """A DataFrame that reads well in a notebook: text to the left, in full, lists in words."""

    @property
    def _constructor(self) -> "type[Table]":
        return Table

    def _repr_html_(self) -> str:
        shown = self.map(lambda cell: ", ".join(cell) if isinstance(cell, tuple) else cell)
        with pd.option_context("display.max_colwidth", None):
            html = pd.DataFrame(shown).to_html(border=0, justify="left", max_rows=60)
        cell = 'style="text-align:left;vertical-align:top;padding:0.2em 0.8em 0.2em 0'
        html = re.sub(r"<td>([-\d.,~?/X]+)</td>", rf'<td {cell};white-space:nowrap">\1</td>', html)
        return html.replace("<td>", f'<td {cell}">').replace("<th>", f'<th {cell}">')


def _shown(frame: pd.DataFrame) -> Table:
    table = Table(frame)
    table.attrs = dict(frame.attrs)
    return table


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
    return {resource["name"]: resource for resource in package(data)["resources"]}


def table(name: str) -> pd.DataFrame:
    """A whole table of the data package.

    Parameters
    ----------
    name : ``events``, ``series``, ``series_catalogue``, ``claims``, ``extracts`` or ``sources``.

    Returns
    -------
    DataFrame : one row a record. A list in a cell is a tuple; a date in EDTF is
        a string, with the days between which it lies in ``earliest`` and
        ``latest``. ``.attrs`` holds the title, the description, the licence and
        the file.

    Raises
    ------
    UnknownName : if there is no such table.

    >>> len(table("claims"))
    61
    """
    return _shown(load(name, folder()).copy())


@lru_cache(maxsize=32)
def load(name: str, data: Path) -> pd.DataFrame:
    """A table of the data package in a given folder; see `table`."""
    known = resources(data)
    if name not in known:
        raise UnknownName("table", name, known)
    resource = known[name]
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
    for field in resource["schema"]["fields"]:
        if field["name"] not in frame and path.suffix == ".csv":
            raise CourseError(f"{path} has no column {field['name']!r}; add it.")
        frame = _typed(frame, field, path)
    frame.attrs = {
        "title": resource["title"],
        "description": resource["description"],
        "licence": package(data)["licenses"][0]["name"],
        "file": resource["path"],
    }
    return frame


def _from_json(path: Path) -> pd.DataFrame:
    """A table of a JSON array of objects, each with an id."""
    items = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(items, list) or not items:
        raise ValueError("it is not a list of sources")
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict) or not isinstance(item.get("id"), str):
            raise ValueError(f"entry {number} has no 'id'")
    return pd.DataFrame(items, dtype=object)


_LIST: Callable[[str], tuple[str, ...]] = lambda cell: tuple(p for p in cell.split(";") if p)  # noqa: E731


def _typed(frame: pd.DataFrame, field: dict[str, Any], path: Path) -> pd.DataFrame:
    name = field["name"]
    if field.get("rdfType") == EDTF:
        return _with_days(frame, name, path)
    if field["type"] == "list":
        frame[name] = frame[name].map(_LIST)
    elif field["type"] in ("number", "integer"):
        numbers = pd.to_numeric(frame[name], errors="coerce")
        if numbers.isna().any():
            row = numbers.index[numbers.isna()][0]
            raise CourseError(
                f"{path}, line {row + 2}, column {name!r}: {frame[name][row]!r} is not a number; "
                "write a plain one, such as 1390."
            )
        frame[name] = numbers
    return frame


def _with_days(frame: pd.DataFrame, name: str, path: Path) -> pd.DataFrame:
    spans = []
    for number, text in enumerate(frame[name], start=2):
        try:
            spans.append(dates.parse(text))
        except dates.BadDate as error:
            raise CourseError(f"{path}, line {number}, column {name!r}: {error}") from None
    frame["earliest"] = pd.to_datetime([span.earliest for span in spans])
    frame["latest"] = pd.to_datetime([span.latest for span in spans])
    return frame


def events(
    since: str | None = None,
    until: str | None = None,
    about: str | None = None,
    side: str | None = None,
) -> pd.DataFrame:
    """Events in order of time, each with its date, side, sources and confidence.

    Parameters
    ----------
    since, until : first and last date in EDTF, both included.
    about : a word or phrase looked for in title, summary and category, in any case.
    side : ``soviet``, ``chinese``, ``american``, ``other`` or ``joint``.

    Returns
    -------
    DataFrame : columns date, title, side, sources, confidence; the index is the
        event's id. The whole table is ``table("events")``.

    Raises
    ------
    BadDate : if ``since`` or ``until`` is not EDTF.
    UnknownName : if there is no such side.

    >>> "Soviet note recalling all specialists" in list(events(since="1960-07-16").title)
    True
    """
    frame = table("events").set_index("id").sort_values(["earliest", "latest"], kind="stable")
    if since is not None:
        first = dates.parse(since).earliest
        frame = frame if first is None else frame[frame.latest >= pd.Timestamp(first)]
    if until is not None:
        last = dates.parse(until).latest
        frame = frame if last is None else frame[frame.earliest <= pd.Timestamp(last)]
    if side is not None:
        if side not in set(frame.side) | {"soviet", "chinese", "american", "other", "joint"}:
            raise UnknownName("side", side, ["soviet", "chinese", "american", "other", "joint"])
        frame = frame[frame.side == side]
    if about is not None:
        text = frame.title + " " + frame.summary + " " + frame.category
        frame = frame[text.str.contains(about, case=False, regex=False)]
    return _shown(frame[["date", "title", "side", "sources", "confidence"]])


def topics() -> list[str]:
    """What `compare` can compare.

    >>> "specialists withdrawn, 1960" in topics()
    True
    """
    return sorted(set(table("series_catalogue").topic))


def compare(topic: str) -> pd.DataFrame:
    """Every count of one thing: who counted, what they counted, and how many.

    Parameters
    ----------
    topic : such as ``"specialists withdrawn, 1960"``; `topics` lists them.

    Returns
    -------
    DataFrame : columns counted_by, side, value, qualifier, unit, definition,
        caveat, period, sources, confidence; the index is the series' id. Rival counts stay
        apart: they are never added up or averaged.

    Raises
    ------
    UnknownName : if no series treats that topic.

    >>> compare("specialists withdrawn, 1960").side.nunique() > 2
    True
    """
    catalogue = table("series_catalogue").rename(columns={"id": "series"})
    if topic not in set(catalogue.topic):
        raise UnknownName("topic", topic, topics())
    series = table("series")
    rows = series.merge(catalogue[catalogue.topic == topic].drop(columns=["unit"]), on="series")
    rows.attrs = series.attrs
    columns = ["counted_by", "side", "value", "qualifier", "unit", "definition", "caveat", "period"]
    return _shown(rows.set_index("series")[[*columns, "sources", "confidence"]])
