"""The course's own errors: each is one sentence, shown without a traceback."""

import os
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from textwrap import shorten, wrap

#: nbgrader's Validate shows so many characters of a line, and cuts the rest off.
_WIDTH = 80


class CourseError(Exception):
    """Something a user can put right: what is wrong, where, and what to do.

    In a notebook only the sentence is shown: IPython asks an exception for
    ``_render_traceback_`` before it prints a traceback of its own.

    >>> str(CourseError("No such lesson: 99."))
    'No such lesson: 99.'
    """

    def _render_traceback_(self) -> list[str]:
        if os.environ.get("NBGRADER_EXECUTION") == "validate":
            return wrap(str(self), _WIDTH)
        return [str(self)]


class UnknownName(CourseError):
    """A name that the course does not have, with the nearest names that it has.

    Parameters
    ----------
    kind : what sort of name was asked for, such as ``"source"``.
    name : the name that was asked for.
    known : the names that exist.

    >>> str(UnknownName("table", "event", ["events", "series"]))
    "There is no table 'event'. Did you mean 'events'?"
    """

    def __init__(self, kind: str, name: object, known: Iterable[str]) -> None:
        names = sorted(known)
        near = near_names(str(name), names)
        said = repr(name) if isinstance(name, str) else shorten(repr(name), 60)
        if near:
            hint = "Did you mean " + " or ".join(repr(n) for n in near) + "?"
        elif not names:
            hint = "There is none."
        elif len(names) <= 12:
            hint = "There are: " + ", ".join(names) + "."
        else:
            hint = f"There are {len(names)}, from {names[0]!r} to {names[-1]!r}."
        if not isinstance(name, str):
            hint = f"Write one name in quotation marks. {hint}"
        super().__init__(f"There is no {kind} {said}. {hint}")


def near_names(name: str, known: Collection[str]) -> list[str]:
    """Up to three known names that hold the given one or are spelt much like it.

    >>> near_names("event", ["events", "series"])
    ['events']
    """
    asked = name.casefold()
    holding = [one for one in known if asked and asked in one.casefold()]
    return list(dict.fromkeys((holding + get_close_matches(name, known, n=3, cutoff=0.5))[:3]))


class NoColumn(UnknownName, KeyError):
    """A table was asked for a row or a column that it does not have."""

    def __str__(self) -> str:
        return str(self.args[0])  # a KeyError would put it in quotation marks


class OneBracket(CourseError, KeyError):
    """Several columns were asked for without a list around their names."""

    def __init__(self, names: Iterable[str]) -> None:
        said = ", ".join(map(repr, names))
        super().__init__(f"Several columns want two pairs of square brackets: [[{said}]].")

    def __str__(self) -> str:
        return str(self.args[0])


class NoAttribute(UnknownName, AttributeError):
    """What was asked for after a dot is not there."""


def known_name(kind: str, name: object, known: Collection[str]) -> str:
    """The name, if it is text and one of those that exist.

    Parameters
    ----------
    kind, name, known : as for `UnknownName`.

    Raises
    ------
    UnknownName : if it is not.

    >>> known_name("table", "events", ["events", "series"])
    'events'
    """
    if not isinstance(name, str) or name not in known:
        raise UnknownName(kind, name, known)
    return name
