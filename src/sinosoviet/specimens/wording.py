"""How a value is put into words in a sentence: dates, numbers, names, books."""

from typing import Any

from sinosoviet import dates

#: Family names that stand first, as in the table of people.
_CHINESE = {"Bo", "Chen", "Cheng", "Li", "Qian", "Shen", "Wang", "Xia", "Xue", "Yang", "Zhang"}


def date_words(date: str) -> str:
    """A date as a sentence has it.

    >>> date_words("1960-07-16")
    '16 July 1960'
    """
    return dates.in_words(date)


def number_words(value: float) -> str:
    """A number as a sentence has it.

    >>> number_words(1390), number_words(5.35)
    ('1,390', '5.35')
    """
    rounded = plain(value)
    return f"{rounded:,}" if isinstance(rounded, int) else f"{rounded:,.10g}"


def plain(value: float) -> float:
    """A number as exactly as a sentence has it, without a useless point.

    >>> plain(15.0), plain(5.35), plain(5.48530001)
    (15, 5.35, 5.485)
    """
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded


def name_words(name: str) -> str:
    """A person's name, without what stands in brackets after it.

    >>> name_words("Jiang Jieshi (Chiang Kai-shek)")
    'Jiang Jieshi'
    """
    return name.split(" (")[0]


def authors(book: dict[str, Any]) -> str:
    """The authors of a book; a Chinese family name stands first.

    >>> authors({"author": [{"family": "Westad", "given": "Odd Arne"}]})
    'Odd Arne Westad'
    """
    names = [_full(author) for author in book["author"]]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _full(author: dict[str, Any]) -> str:
    family, given = author["family"], author.get("given", "")
    return f"{family} {given}" if family in _CHINESE else f"{given} {family}".strip()


def surnames(book: dict[str, Any]) -> list[str]:
    """The family names of a book's authors."""
    return [author["family"] for author in book["author"]]


def sentence(text: str) -> str:
    """A text with a capital at its beginning.

    >>> sentence("a certain person spoke.")
    'A certain person spoke.'
    """
    return text[:1].upper() + text[1:]
