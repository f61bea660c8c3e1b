"""Reading lists with errors in them: one to be corrected, one to be reported on."""

import re
from typing import Any

from sinosoviet.bank.catalogue import families, written_by
from sinosoviet.bank.shelf import Shelf, books, listed, telling, title, with_subtitle, year
from sinosoviet.questions import FindErrors, FreeText, Key, Question

#: A book of before the archives opened, such as the list needs one.
_OLD = 1991

#: So far at least a year is moved.
_MOVED = 4

_REASONS = (
    "the characters of two leaders",
    "the American embargo",
    "the line of a border",
    "the price of Soviet aid",
)

_RUBRIC = {
    "Search": {
        "2": "Says for each entry what was looked for, by title and by author, and where; says "
        "that the course's list is not a library.",
        "1": "Says that the list was searched, but not how, or leaves an entry out.",
        "0": "Tells results without a search.",
    },
    "Findings": {
        "2": "Finds every false entry, says which real works come near, and confirms the others.",
        "1": "Misses a false entry, or mends one without a word on the repair.",
        "0": "Finds none, or calls true entries false.",
    },
    "Judgement": {
        "2": "Speaks of the entries and not of the scholars named in them, and says what to order "
        "and what a library still has to settle.",
        "1": "Gives advice, but goes further than the search does.",
        "0": "Blames a scholar for a book that somebody else made up, or gives no advice.",
    },
}


def find_errors(shelf: Shelf) -> tuple[Question, Key]:
    """A list of seven works with a sentence before and two after: four errors, one a sentence."""
    random = shelf.random
    works = _seven(shelf)
    old, young, stolen, broken, moved, *_ = works
    wrong_year = random.choice(_wrong_years(moved))
    true = [work for work in works if work not in (stolen, broken, moved)]
    random.shuffle(works)
    place = {work: number for number, work in enumerate(works, start=2)}
    false = {
        stolen: {"author": shelf.another_author(stolen, besides=works)},
        broken: {"title": shelf.another_title(broken)},
        moved: {"year": str(wrong_year)},
    }
    author = {"as": "name", "value": written_by(stolen), "words": [[n] for n in families(stolen)]}
    words = [telling(broken, false[broken]["title"])]
    errors = [
        _error(place[stolen], "invented_reference", author),
        _error(
            place[broken],
            "invented_reference",
            {"as": "text", "value": title(broken), "words": words},
        ),
        _error(place[moved], "date_moved", {"as": "date", "value": str(year(moved))}),
    ]
    planted = random.choice(["contradiction", "order_reversed", "single_cause"])
    texts, error = _around(planted, old, young, random.choice(_REASONS))
    if planted == "contradiction":
        error["sentence"] = [1, *sorted(place[work] for work in true if year(work) < _OLD)]
    question = FindErrors(
        id="q8",
        title="Find four errors in a reading list",
        points=8,
        prompt="Four of the ten sentences of this reading list have an error in them. Look up each "
        "work by its title and by its author, and compare the sentences with each other. The few "
        "words after the year, on what a work holds, are right.",
        material=(texts[0], *(_entry(work, **false.get(work, {})) for work in works), *texts[1:]),
        rows=4,
    )
    return question, {
        "errors": [*errors, error],
        "misconceptions": {
            f"{place[stolen]}=date_moved": "The year is right: search by title and by author.",
            f"{place[broken]}=date_moved": "The year is right: search by title and by author.",
            f"{place[moved]}=invented_reference": "Such a work exists: which field does not fit?",
        },
    }


def _seven(shelf: Shelf) -> list[str]:
    """Seven books, no two by one author.

    The first is old, the second young, and the fourth has a subtitle.
    """
    every = books()
    wanted = [
        [book for book in every if year(book) < _OLD],
        [book for book in every if year(book) > _OLD],
        every,
        list(with_subtitle()),
        *[every] * 3,
    ]
    chosen: list[str] = []
    for pool in wanted:
        names = {name for work in chosen for name in families(work)}
        chosen += shelf.take([book for book in pool if not names & set(families(book))])
    return chosen


def _wrong_years(work: str) -> list[int]:
    """Years of other books in which this one could have been printed, and was not."""
    told = [int(number) for number in re.findall(r"\d{4}", title(work))]
    years = sorted({year(book) for book in books()})
    return [y for y in years if y > max(told, default=0) and abs(y - year(work)) >= _MOVED]


def _error(sentence: int, kind: str, correct: dict[str, Any]) -> Key:
    return {"sentence": sentence, "kind": kind, "correct": correct}


def _around(planted: str, first: str, second: str, reason: str) -> tuple[list[str], Key]:
    """The sentences around the works, one of them false, and the error in it."""
    older, younger = (" and ".join(families(work)) for work in (first, second))
    nothing = {"as": "none", "value": ""}
    opens = {
        True: "Here are seven works to begin with; they differ in age and in judgement.",
        False: f"Here are seven works to begin with, all of them printed after {_OLD}.",
    }
    compares = {
        True: f"The work of {older} was printed before that of {younger} and could not use it.",
        False: f"The work of {younger} was printed before that of {older}, which could use it.",
    }
    closes = {
        True: "What broke the alliance is disputed, so ask each of them for the evidence.",
        False: f"Historians are agreed by now that the alliance broke for one reason, {reason}.",
    }
    kinds = ("contradiction", "order_reversed", "single_cause")
    near = {
        "contradiction": {"exaggeration": 0.5, "date_moved": 0.25},
        "order_reversed": {"contradiction": 1.0, "date_moved": 0.25},
        "single_cause": {"exaggeration": 0.5, "motive_as_fact": 0.25},
    }
    texts = [
        text[kind != planted] for text, kind in zip((opens, compares, closes), kinds, strict=True)
    ]
    number = {"contradiction": 1, "order_reversed": 9, "single_cause": 10}[planted]
    return texts, {**_error(number, planted, nothing), "near": near[planted]}


def _entry(work: str, **false: str) -> str:
    """The line of a work in a reading list, perhaps with a false field."""
    said = {"author": written_by(work), "title": title(work), "year": str(year(work)), **false}
    remark = listed()["books"][work]["remark"]
    return f"{said['author']}, ‘{said['title']}’ ({said['year']}): {remark}."


def report(shelf: Shelf) -> tuple[Question, Key]:
    """Four entries to be reported on, two of which are made up."""
    (broken,) = shelf.take(list(with_subtitle()))
    stolen, *others = shelf.take(books(), 3)
    works = [stolen, broken, *others]
    false = {
        stolen: {"author": shelf.another_author(stolen, besides=works)},
        broken: {"title": shelf.another_title(broken)},
    }
    shelf.random.shuffle(works)
    question = FreeText(
        id="q9",
        title="Report on a reading list",
        points=6,
        prompt="A friend has found these four entries on the web and asks whether to order the "
        "books. Check them in the course's list of sources and write a report of 150 to 250 "
        "words: what you searched and how, what you found, which real works come near, and what "
        "a library would still have to settle.",
        material=tuple(_entry(work, **false.get(work, {})) for work in works),
        rubric=_RUBRIC,
    )
    return question, {}
