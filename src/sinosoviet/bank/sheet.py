"""The questions of a draw as they come together: none is taken that tells another's answer."""

import re
from calendar import month_name
from collections.abc import Callable
from itertools import chain

from sinosoviet import dates
from sinosoviet.bank.statements import in_words
from sinosoviet.questions import Attribution, Key, Question

Made = tuple[Question, Key]

#: So many makings of one question are tried, and so many beginnings of a sheet.
_TRIES = 200
_SHEETS = 20
#: A smaller number stands in too many sentences to tell anything.
_TELLING = 10
_DAY = re.compile(rf"(?:\d{{1,2}} )?(?:{'|'.join(month_name[1:])}) \d{{4}}")
#: A date in EDTF; some ids of sources begin with a year too.
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}[~?%]?(?:/|$)")
_YEAR = re.compile(r"(?<=[a-z]) \d{4}$")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?")
_IN_WORDS = {
    11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen",
    17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty", 30: "thirty", 50: "fifty",
    60: "sixty", 91: "ninety-one",
}  # fmt: skip


class DeadEnd(Exception):
    """What was taken so far leaves no question that tells nothing."""


class Sheet:
    """Questions with their keys, none of which gives another away."""

    def __init__(self) -> None:
        self._made: list[Made] = []

    def take(self, make: Callable[[], Made]) -> Made:
        """Take a question that fits to those taken before.

        Parameters
        ----------
        make : draws a question and its key; it is called until they fit.

        Raises
        ------
        DeadEnd : if none of many fits.
        """
        for _ in range(_TRIES):
            made = make()
            if not any(clash(one, made) for one in self._made):
                self._made.append(made)
                return made
        raise DeadEnd(f"{make()[0].id}: every question that was drawn tells too much")

    def questions(self) -> list[Made]:
        """What was taken, in the order of the questions' numbers."""
        return sorted(self._made, key=lambda made: int(made[0].id.removeprefix("q")))


def filled(take_all: Callable[[Sheet], None]) -> list[Made]:
    """The questions of a sheet; one that cannot be filled is begun again.

    Parameters
    ----------
    take_all : takes all questions into an empty sheet; chance makes each time another.

    Raises
    ------
    DeadEnd : if no beginning leads to an end.
    """
    for beginning in range(_SHEETS):
        sheet = Sheet()
        try:
            take_all(sheet)
        except DeadEnd:
            if beginning == _SHEETS - 1:
                raise
        else:
            break
    return sheet.questions()


def clash(one: Made, other: Made) -> bool:
    """Whether two questions cannot stand together: one tells the other, or both ask for one day."""
    same = _days(*one) & _days(*other)
    return bool(same) or tells(one, other) or tells(other, one)


def tells(teller: Made, asked: Made) -> bool:
    """Whether one question shows what another one asks for."""
    text = shown(teller[0])
    return any(_stands(answer, text) for answer in answers(*asked))


def shown(question: Question) -> str:
    """What a student reads of a question, but for the form of the answer."""
    rows = question.legend().values() if question.kind not in ("verdict", "find_errors") else ()
    listed = chain.from_iterable([*row, *row.values()] for row in rows)
    return "\n".join([question.prompt, *question.material, *listed])


def answers(question: Question, key: Key) -> list[str | float]:
    """What a question asks for: dates in EDTF, numbers, names and ids.

    ``days`` of a key are further dates of what it is about.
    """
    found: list[str | float] = [*key.get("values", {}).values(), *key.get("days", [])]
    found += [source for group in key.get("groups", []) for source in group]
    corrections = [error["correct"] for error in key.get("errors", [])]
    if question.kind == "verdict":
        # That a statement is true is an answer too.
        found += _values("\n".join(question.material))
        corrections.append(key.get("correct") or {"as": "none"})
    found += [right["value"] for right in corrections if right["as"] in ("date", "number", "name")]
    if question.kind == "date":
        found.append(key["date"])
    if isinstance(question, Attribution):
        found += [question.options[holder] for holder in key["pairs"].values()]
    if question.kind == "sourcing_card":
        found.append(key["card"]["date"])
    return found


def _days(question: Question, key: Key) -> set[str]:
    """The days that a question asks for or is about."""
    return {a for a in answers(question, key) if isinstance(a, str) and _DATE.match(a)}


def _values(text: str) -> list[str | float]:
    """The days and the numbers in a text, but for years."""
    rest = _DAY.sub(" ", text)
    numbers = [float(found.replace(",", "")) for found in _NUMBER.findall(rest)]
    days = [dates.from_words(found) for found in _DAY.findall(text)]
    return [*days, *(number for number in numbers if not 1900 < number < 2000)]


def _stands(answer: str | float, text: str) -> bool:
    """Whether an answer can be read in a text."""
    if isinstance(answer, str):
        words = _as_words(answer)
        # The id of a source can end with its day, and a text can give the year of a day before.
        return answer in text or any(_has(text, form) for form in (words, _YEAR.sub("", words)))
    if abs(answer) < _TELLING:
        return False
    rest = _DAY.sub(" ", text)
    forms = (in_words(float(answer)) if answer == int(answer) else f"{answer:g}", f"{answer:g}")
    return any(_has(rest, form) for form in (*forms, *filter(None, [_IN_WORDS.get(int(answer))])))


def _as_words(answer: str) -> str:
    """A date written out; a name as it is."""
    return dates.in_words(answer) if _DATE.match(answer) else answer


def _has(text: str, part: str) -> bool:
    found = rf"(?<![\w,.-]){re.escape(part)}(?![\w-]|[,.]\d)"
    return re.search(found, text, re.IGNORECASE) is not None
