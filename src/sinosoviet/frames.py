"""A DataFrame that reads well in a notebook, and answers a slip in one sentence."""

import re
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import pandas as pd

from sinosoviet.errors import CourseError, NoAttribute, NoColumn, OneBracket


def _saying(method: Callable[..., Any]) -> Callable[..., Any]:
    """A method of a table that names the column or row which the table does not have."""

    @wraps(method)
    def said(self: Any, *asked: Any, **also: Any) -> Any:
        try:
            return method(self, *asked, **also)
        except KeyError:
            frame = getattr(self, "obj", self)
            names = {*map(str, frame.columns), *frame.index.names}
            if isinstance(self, _Rows):
                for level in range(frame.index.nlevels):
                    names.update(map(str, frame.index.get_level_values(level)))
            missing = [text for text in _texts([asked, also]) if text not in names]
            if not missing:
                if asked and type(asked[0]) is tuple and not isinstance(self, _Rows):
                    raise OneBracket(_texts(asked[0])) from None
                raise
            kind = "row or column" if isinstance(self, _Rows) else "column"
            raise NoColumn(kind, missing[0], names - {None}) from None
        except ValueError as error:
            if "duplicate entries" not in str(error):
                raise
            raise CourseError(
                "Two rows want the same cell of the grid. Leave out rows first, or give index= "
                "a list with one more column that tells the rows apart."
            ) from None

    return said


def _texts(asked: Any) -> Iterator[str]:
    """Every name or number in what a method was asked for, as text."""
    if isinstance(asked, str | int):
        yield str(asked)
    elif isinstance(asked, list | tuple | dict):
        for part in asked.values() if isinstance(asked, dict) else asked:
            yield from _texts(part)
    elif isinstance(asked, slice):
        yield from _texts((asked.start, asked.stop))


class _Rows(type(pd.DataFrame().loc)):  # type: ignore[misc]
    """What stands behind ``.loc`` of a table."""

    __getitem__ = _saying(type(pd.DataFrame().loc).__getitem__)


class Table(pd.DataFrame):  # type: ignore[misc]
    """A DataFrame that reads well in a notebook: text to the left, in full, lists in words.

    Where a lesson's pandas would answer a slip in a name with a page of traceback,
    it says which column or row there is not, and which are near.

    >>> Table({"claim": []})["clam"]
    Traceback (most recent call last):
    sinosoviet.errors.NoColumn: There is no column 'clam'. Did you mean 'claim'?
    """

    __getitem__ = _saying(pd.DataFrame.__getitem__)
    _grouped = _saying(pd.DataFrame.groupby)
    pivot = _saying(pd.DataFrame.pivot)
    set_index = _saying(pd.DataFrame.set_index)
    sort_values = _saying(pd.DataFrame.sort_values)

    def head(self, n: int = 5) -> "Table":
        """The first rows.

        >>> Table({"claim": []}).head("3")
        Traceback (most recent call last):
        sinosoviet.errors.CourseError: head wants a number without quotation marks, such as head(3).
        """
        if isinstance(n, str):
            raise CourseError("head wants a number without quotation marks, such as head(3).")
        first: Table = super().head(n)
        return first

    @property
    def _constructor(self) -> "type[Table]":
        return Table

    def groupby(self, by: Any = None, *more: Any, **also: Any) -> Any:
        """Groups of rows, as pandas has it; the names of several columns stand in one list."""
        if more and isinstance(more[0], str):
            names = ", ".join(f'"{name}"' for name in _texts([by, more]))
            raise CourseError(f"Put the names into one list, in square brackets: ([{names}]).")
        return self._grouped(by, *more, **also)

    @property
    def loc(self) -> _Rows:
        """Rows by their index, or rows and columns, as pandas has it."""
        return _Rows("loc", self)

    def __getattr__(self, name: str) -> Any:
        try:
            return super().__getattr__(name)
        except AttributeError:
            if name.startswith("_"):
                raise
            known = {*map(str, self.columns), *dir(pd.DataFrame)}
            raise NoAttribute("column or method", name, known) from None

    def _repr_html_(self) -> str:
        text = pd.DataFrame(self.map(lambda c: ", ".join(c) if isinstance(c, tuple) else c))
        if "confidence" in text:
            text["confidence"] = text["confidence"].replace("low", "low (unconfirmed)")
        with pd.option_context("display.max_colwidth", None):
            html = text.to_html(border=0, justify="left", max_rows=60, na_rep="")
        cell = 'style="text-align:left;vertical-align:top;padding:0.2em 0.8em 0.2em 0'
        html = re.sub(r"<td>([-\d.,~?/X]+)</td>", rf'<td {cell};white-space:nowrap">\1</td>', html)
        return html.replace("<td>", f'<td {cell}">').replace("<th>", f'<th {cell}">')


def shown(frame: pd.DataFrame) -> Table:
    """A DataFrame as a `Table`, with its ``.attrs``."""
    table = Table(frame)
    table.attrs = dict(frame.attrs)
    return table
