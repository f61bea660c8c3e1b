"""How near a correction comes to the right one: a date, a number, a name or a text."""

import re
from calendar import month_name
from types import NoneType
from unicodedata import combining, normalize

from sinosoviet import dates
from sinosoviet.questions.base import Answer, Key, as_number

#: What people write where there is nothing to write.
_NOTHING = ("", "none", "nothing", "n/a", "no correction")

#: So many words more than the full correction may a name have, or a text: room for given
#: names or a whole sentence, but not for a list of all that could be meant.
_ROOM = {"name": 3, "text": 25}

_MONTH = rf"(?:{'|'.join(month_name[1:])})"
_NTH = r"(?:the )?\d{1,2}(?:st|nd|rd|th)?"
#: What is meant for a day and nothing else: three numbers, or a month with numbers.
_MEANT_FOR_DAY = re.compile(
    rf"\d{{1,4}}([./–-])\d{{1,2}}\1\d{{1,4}}\.?"
    rf"|{_NTH}(?: of)? {_MONTH},?(?: \d{{4}})?|{_MONTH} {_NTH},?(?: \d{{4}})?",
    re.IGNORECASE,
)

#: Of a longer text only the beginning is read.
_LONGEST = 1000


def closeness(given: Answer, right: Key) -> float:
    """How near a correction comes, from 0 to 1.

    Parameters
    ----------
    given : what the student wrote.
    right : ``as`` is ``date``, ``number``, ``name`` or ``text``; ``value``, the full
        correction, empty where nothing is to be written; for a number perhaps
        ``tolerance``, a share of it; for a name or a text perhaps ``words``, lists of
        words each of which is enough.

    Returns
    -------
    float : for a date see `dates.closeness`; else 1 or 0.

    >>> closeness("16 July 1960", {"as": "date", "value": "1960-07-16"})
    1.0
    >>> closeness("the 1,390", {"as": "number", "value": 1390}), closeness(
    ...     "Lüthi", {"as": "name", "value": "Lorenz M. Lüthi", "words": [["Luthi"]]})
    (0.0, 1.0)
    """
    if right["as"] == "date":
        return dates.closeness(_day(given), right["value"])
    if right["as"] == "number":
        number, true = as_number(given), float(right["value"])
        off = abs(true) * float(right.get("tolerance", 0)) + 1e-9
        return float(number is not None and abs(number - true) <= off)
    written, full = words(given), words(right["value"])
    if not full:
        return float(is_empty(given))
    short = len(written) <= len(full) + _ROOM[right["as"]]
    enough = [words(" ".join(wanted)) for wanted in right.get("words", [])] or [full]
    return float(short and any(set(wanted) <= set(written) for wanted in enough))


def is_empty(given: Answer) -> bool:
    """Whether a correction says that there is none.

    >>> is_empty("—"), is_empty(None), is_empty(0)
    (True, True, False)
    """
    return given is None or (type(given) is str and given.strip(" .-–—").casefold() in _NOTHING)


def misshapen(given: Answer) -> str | None:
    """What is wrong with the form of a correction, in a sentence; None if nothing is.

    Of a text only what is a day and nothing else is looked at: any other is right as it stands.

    >>> misshapen("2/7/1959")
    "'2/7/1959' cannot be read as a day: write it as '1949-10-01' or as '1 October 1949'."
    >>> misshapen("7 February") is None, misshapen("7.2.1959"), misshapen("1959-02-07")
    (False, None, None)
    """
    if type(given) not in (str, int, float, NoneType):
        return "a correction is a text or a number."
    text = " ".join(given[:_LONGEST].split()) if type(given) is str else ""
    if not _MEANT_FOR_DAY.fullmatch(text) or dates.from_words(text) != text:
        return None
    try:
        dates.parse(text)
    except dates.BadDate:
        return f"{text!r} cannot be read as a day: write it as '1949-10-01' or as '1 October 1949'."
    return None


def words(value: Answer) -> list[str]:
    """The words of a text, without accents, marks and capitals.

    >>> words("Lüthi, L. M.")
    ['luthi', 'l', 'm']
    """
    plain = normalize("NFKD", str(value)[:_LONGEST]).casefold()
    return "".join(c if c.isalnum() else " " * (not combining(c)) for c in plain).split()


def _day(given: Answer) -> str:
    """A date in EDTF, also from a day written out or a year given as a number."""
    if type(given) is int:
        return str(given)
    return dates.from_words(given) if type(given) is str else ""
