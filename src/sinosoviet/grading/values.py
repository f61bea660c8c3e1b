"""Answers on their way out of the sandbox: plain data as JSON, by an allow-list of types.

`encode` runs beside the student's code and may be subverted by it; `decode` runs
on the trusted side, believes nothing, and calls nothing of what it reads. There
is no pickle. Beyond `questions.plain`, tuples stay tuples, and data frames and
series of plain columns are taken.
"""

import math
import re
from collections.abc import Callable
from datetime import datetime
from itertools import count, islice
from typing import Any

from sinosoviet.questions.base import NotPlain, plain

_DEPTH = 10
_ITEMS = 100_000
#: The largest encoded value, in characters.
LARGEST = 2_000_000
#: Types of columns, by numpy's letter for their kind; anything else must be plain by itself.
_COLUMN_KINDS = {"i": "int64", "u": "int64", "f": "float64", "b": "bool", "M": "datetime64[us]"}
#: A frame, and each of its columns, takes as long to make as so many items.
_FRAME = 100
#: Whole numbers from here on can be chosen so that every look into a dict takes long.
_LARGEST_KEY = 2**61 - 1
_TOO_MUCH = "it holds too much"
_BROKEN = "it did not come out whole"


__all__ = ["LARGEST", "NotPlain", "decode", "encode", "sentence"]


def encode(value: object) -> Any:
    """An answer as JSON's own types; containers are tagged.

    Parameters
    ----------
    value : whatever stood in the student's variable.

    Raises
    ------
    NotPlain : if it holds anything that is not on the list, or too much of it.

    >>> encode({"a": (1, 2)})
    {'dict': [['a', {'tuple': [1, 2]}]]}
    """
    return _encode(value, 0, count())


def _encode(value: Any, depth: int, items: "count[int]") -> Any:
    if depth > _DEPTH:
        raise NotPlain("it is nested too deep")
    _count(items)
    kind = type(value)
    if kind is list or kind is tuple:
        return {kind.__name__: [_encode(item, depth + 1, items) for item in value]}
    if kind is dict:
        pairs = [
            [_key(_encode(key, depth + 1, items)), _encode(item, depth + 1, items)]
            for key, item in value.items()
        ]
        return {"dict": pairs}
    if kind.__module__.startswith("pandas") and kind.__name__ in ("DataFrame", "Series"):
        import pandas as pd

        if kind is pd.DataFrame:
            return {"frame": _frame(value, depth, items)}
        if kind is pd.Series:
            return {"series": _frame(value.to_frame(name="values"), depth, items)}
    return plain(value)


def _count(items: "count[int]", more: int = 1) -> None:
    """Count what is about to be made, in items."""
    if more > _ITEMS or max(islice(items, more)) > _ITEMS:
        raise NotPlain(_TOO_MUCH)


def _key(key: Any) -> Any:
    if type(key) is int and abs(key) >= _LARGEST_KEY:
        raise NotPlain("it holds a name that is too large a number")
    return key


def _frame(frame: Any, depth: int, items: "count[int]") -> dict[str, Any]:
    _count(items, _FRAME * (1 + len(frame.columns)))
    if frame.size + len(frame) + len(frame.columns) > _ITEMS:
        raise NotPlain(_TOO_MUCH)
    labels = [_encode(label, depth + 1, items) for label in frame.columns.tolist()]
    columns = [_column(frame.iloc[:, place], depth, items) for place in range(len(labels))]
    index = [_encode(label, depth + 1, items) for label in frame.index.tolist()]
    return {"labels": labels, "index": index, "columns": columns}


def _column(column: Any, depth: int, items: "count[int]") -> list[Any]:
    kind = column.dtype.kind
    values = column.tolist()
    if kind == "M":
        texts = [None if value != value else value.isoformat() for value in values]
        return ["datetime64[us]", texts]
    if kind in _COLUMN_KINDS:
        gaps = [None if value != value else _encode(value, depth + 1, items) for value in values]
        return [_COLUMN_KINDS[kind], gaps]
    gaps = [
        None if type(value) is float and value != value else _encode(value, depth + 1, items)
        for value in values
    ]
    return ["object", gaps]


def decode(value: Any) -> Any:
    """The answer that `encode` wrote, built anew from parsed JSON that nobody vouches for.

    Raises
    ------
    NotPlain : if it is not what `encode` could have written.

    >>> decode({"dict": [["a", {"tuple": [1, 2]}]]})
    {'a': (1, 2)}
    """
    try:
        return _decode(value, 0, count())
    except NotPlain:
        raise
    except Exception as error:  # whatever pandas makes of what it has never met
        raise NotPlain(_BROKEN) from error


def _decode(value: Any, depth: int, items: "count[int]") -> Any:
    if depth > _DEPTH:
        raise NotPlain("it is nested too deep")
    _count(items)
    if type(value) is not dict:
        if type(value) is list:
            raise NotPlain(_BROKEN)
        return plain(value)
    if len(value) != 1:
        raise NotPlain(_BROKEN)
    ((tag, content),) = value.items()
    if tag in ("frame", "series"):
        frame = _frame_again(content, depth, items)
        return frame if tag == "frame" else frame.iloc[:, 0].rename(None)
    if tag not in _CONTAINERS or type(content) is not list:
        raise NotPlain(_BROKEN)
    return _CONTAINERS[tag](content, lambda item: _decode(item, depth + 1, items))


def _dict_again(pairs: list[Any], inner: Callable[[Any], Any]) -> dict[Any, Any]:
    made: dict[Any, Any] = {}
    for pair in pairs:
        if type(pair) is not list or len(pair) != 2 or type(pair[0]) is dict:
            raise NotPlain(_BROKEN)
        made[_key(inner(pair[0]))] = inner(pair[1])
    return made


_CONTAINERS: dict[str, Callable[[list[Any], Callable[[Any], Any]], Any]] = {
    "list": lambda content, inner: [inner(item) for item in content],
    "tuple": lambda content, inner: tuple(inner(item) for item in content),
    "dict": _dict_again,
}


def _frame_again(content: Any, depth: int, items: "count[int]") -> Any:
    import pandas as pd

    if type(content) is not dict or set(content) != {"labels", "index", "columns"}:
        raise NotPlain(_BROKEN)
    labels, index, columns = content["labels"], content["index"], content["columns"]
    if not all(type(part) is list for part in (labels, index, columns)):
        raise NotPlain(_BROKEN)
    if len(labels) != len(columns) or len(index) * len(columns) > _ITEMS:
        raise NotPlain(_BROKEN)
    _count(items, _FRAME * (1 + len(columns)))
    series = [_column_again(column, len(index), depth, items) for column in columns]
    frame = pd.concat(series, axis=1) if series else pd.DataFrame(index=range(len(index)))
    if any(type(label) is dict for label in labels + index):
        raise NotPlain("its labels are not plain")
    frame.columns = pd.Index([_decode(label, depth + 1, items) for label in labels], dtype=object)
    rows = [_decode(label, depth + 1, items) for label in index]
    if rows != list(range(len(rows))):
        frame.index = pd.Index(rows)
    return frame


def _column_again(column: Any, rows: int, depth: int, items: "count[int]") -> Any:
    import pandas as pd

    if type(column) is not list or len(column) != 2 or type(column[1]) is not list:
        raise NotPlain(_BROKEN)
    kind, values = column
    if len(values) != rows or kind not in {*_COLUMN_KINDS.values(), "object"}:
        raise NotPlain(_BROKEN)
    try:
        if kind == "datetime64[us]":
            moments = [None if text is None else datetime.fromisoformat(text) for text in values]
            return pd.Series(moments, dtype=kind)
        again = [None if value is None else _decode(value, depth + 1, items) for value in values]
        if kind == "float64":
            return pd.Series([math.nan if v is None else float(v) for v in again], dtype=kind)
        if kind == "object" and all(v is None or type(v) is str for v in again):
            return pd.Series(again, dtype="str")
        return pd.Series(again, dtype=kind)
    except NotPlain:
        raise
    except (ValueError, TypeError, OverflowError) as error:
        raise NotPlain(_BROKEN) from error


def sentence(reason: object) -> str:
    """The reason why a value was refused, made safe to print: one short line.

    >>> sentence("it holds a set")
    'it holds a set'
    >>> sentence(["no", "text"])
    'it cannot be taken out'
    """
    if type(reason) is not str or not 0 < len(reason) <= 200:
        return "it cannot be taken out"
    return re.sub(r"[^\w ,.'()-]", "?", reason)
