"""The task *references*: does this work exist, who wrote it, when, and what does it hold?

Nine questions. Each draw takes other works, historians and documents, from
``references.toml``; no work serves two questions of one draw. See `shelf` and `readinglist`.
"""

from random import Random
from typing import Any

from sinosoviet.bank import Place, catalogue
from sinosoviet.bank.catalogue import account, accounts, day, families, sure, written_by
from sinosoviet.bank.readinglist import find_errors, report
from sinosoviet.bank.shelf import Shelf, books, listed, telling, title, with_subtitle, year
from sinosoviet.questions import (
    Attribution,
    DateQuestion,
    Evidence,
    Key,
    Order,
    Question,
    Reference,
)
from sinosoviet.questions.corrections import words

_FINDINGS = {
    "real": "author and title belong together, and it is a book",
    "other_author": "the title is that of a book by somebody else",
    "joined": "the title is joined from the titles of two works",
    "part": "author and title belong together, but it is an article or a chapter",
}

_REPEATED = "The correction repeats what the entry says."


def build(random: Random, place: Place) -> list[tuple[Question, Key]]:
    """Draw the nine questions and their keys; see `sinosoviet.bank`."""
    shelf = Shelf(random)
    # Who needs most of a work comes first, so that the shelf is never empty.
    historians, book = _historians(shelf), _book(shelf)
    existence, article = _existence(shelf), _article(shelf)
    errors, reported = find_errors(shelf), report(shelf)
    return [
        book,
        article,
        existence,
        historians,
        _support(random),
        _day(random),
        _order(shelf),
        errors,
        reported,
    ]


def _book(shelf: Shelf) -> tuple[Question, Key]:
    elsewhere = listed()["elsewhere"]["books"]
    (book,) = shelf.take([b for b in with_subtitle() if b not in elsewhere])
    true = {
        "author": written_by(book),
        "title": title(book),
        "publisher": catalogue.work(book)["publisher"],
        "year": str(year(book)),
    }
    field = shelf.random.choice(list(true))
    presses = [catalogue.work(b)["publisher"] for b in books() if not _share(b, book)]
    # A later year could be that of a reprint; an earlier one is wrong for certain.
    earlier = year(book) - shelf.random.choice([2, 3, 5, 6, 10])
    match field:
        case "author":
            false = shelf.another_author(book)
        case "title":
            false = shelf.another_title(book)
        case "publisher":
            false = shelf.random.choice(presses)
        case _:
            false = str(earlier)
    enough = {
        "author": [[name] for name in families(book)],
        "title": [telling(book, false)],
        "publisher": listed()["books"][book]["press"],
        "year": [[true["year"]]],
    }[field]
    return _reference(
        "q1", "Check a book", "a book in its first edition", true, field, false, enough
    )


def _share(one: str, other: str) -> bool:
    """Whether two books can be known by the same words for their press."""
    presses = [listed()["books"][book]["press"] for book in (one, other)]
    return any(enough in presses[1] for enough in presses[0])


def _article(shelf: Shelf) -> tuple[Question, Key]:
    journals = listed()["articles"]
    (article,) = shelf.take(list(journals))
    true = {
        "author": written_by(article),
        "title": title(article),
        "journal": _journal(article),
        "year": str(year(article)),
    }
    field = shelf.random.choice(["author", "journal", "year"])
    others = [a for a in journals if not set(families(a)) & set(families(article))]
    false = {
        "author": written_by(shelf.random.choice(others)),
        "journal": shelf.random.choice(
            sorted({j for j in map(_journal, others) if not _is_named(j, journals[article])})
        ),
        "year": str(shelf.random.choice(_false_years(article))),
    }[field]
    enough = {
        "author": [[name] for name in families(article)],
        "journal": journals[article],
        "year": [[true["year"]]],
    }[field]
    return _reference("q2", "Check an article", "a journal article", true, field, false, enough)


def _false_years(article: str) -> list[int]:
    """Years near that of an article, none of them later than that of the newest book."""
    newest = max(map(year, books()))
    return [y for y in (year(article) + shift for shift in (-6, -4, -3, 3, 4)) if y <= newest]


def _journal(article: str) -> str:
    return str(catalogue.work(article)["container-title"])


def _is_named(journal: str, enough: list[list[str]]) -> bool:
    """Whether a journal has the words that would be enough for another one."""
    return any(set(words(" ".join(wanted))) <= set(words(journal)) for wanted in enough)


def _reference(
    question_id: str,
    name: str,
    of_what: str,
    true: dict[str, str],
    field: str,
    false: str,
    enough: list[list[str]],
) -> tuple[Question, Key]:
    question = Reference(
        id=question_id,
        title=name,
        points=3,
        prompt=f"One field of this entry of {of_what} is wrong. Which, and what should it say?",
        entry={**true, field: false},
    )
    return question, {
        "field": field,
        "value": true[field],
        "words": enough,
        "misconceptions": {false: _REPEATED},
    }


def _existence(shelf: Shelf) -> tuple[Question, Key]:
    findings = [*_FINDINGS, shelf.random.choice(list(_FINDINGS))]
    shelf.random.shuffle(findings)
    lettered = dict(zip("abcde", findings, strict=True))
    items: dict[str, str] = {}
    slips: dict[str, str] = {}
    for a, finding in lettered.items():
        (work,) = shelf.take(_fitting(finding))
        author = shelf.another_author(work) if finding == "other_author" else written_by(work)
        shown = shelf.another_title(work) if finding == "joined" else title(work)
        items[a] = f"{author}, ‘{shown}’"
        slips |= _existence_slips(a, finding)
    question = Attribution(
        id="q3",
        title="Does this book exist?",
        points=5,
        prompt="Each of these works is recommended to you as a book. Search the course's list of "
        "sources by title and by author, each alone. What do you find?",
        items=items,
        options=_FINDINGS,
        headings=("Recommended", "What the list shows"),
    )
    return question, {"pairs": lettered, "misconceptions": slips}


def _fitting(finding: str) -> list[str]:
    """The works from which a recommendation can be made."""
    if finding == "part":
        return list(listed()["parts"]["works"])
    return list(with_subtitle()) if finding == "joined" else books()


def _existence_slips(a: str, finding: str) -> dict[str, str]:
    says = {
        "part": {"real": "in what was it printed?"},
        "joined": {
            "real": "read the title to its end.",
            "other_author": "search by author: is the first half of the title there?",
        },
        "other_author": {"real": "whose name stands beside this title in the list?"},
    }
    return {f"{a}={taken}": f"{a}: {text}" for taken, text in says.get(finding, {}).items()}


def _historians(shelf: Shelf) -> tuple[Question, Key]:
    """Five positions and seven who may hold them; no two of these share a person."""
    every = listed()["accounts"]
    works = shelf.random.sample(list(every), len(every))
    kin: set[str] = set()
    chosen: list[str] = []
    for work in works:
        of = every[work].get("kin", work)
        if of not in kin and len(chosen) < 7:
            kin.add(of)
            chosen.append(sure(work))
    for work in chosen:
        shelf.use(work)
    holders = sorted(chosen, key=lambda work: str(account(work)["scholar"]))
    letter = dict(zip(holders, "pqrstuv", strict=True))
    lettered = dict(zip("abcde", chosen[:5], strict=True))
    question = Attribution(
        id="q4",
        title="Who holds what?",
        points=5,
        prompt="Whose position is each of these, by the course's table of historiography? They are "
        "shortened and name nobody; two of the seven hold none of them.",
        items={a: every[work]["says"] for a, work in lettered.items()},
        options={letter[work]: str(account(work)["scholar"]) for work in holders},
    )
    causes = {work: account(work)["main_cause"] for work in chosen}
    return question, {
        "pairs": {a: letter[work] for a, work in lettered.items()},
        "misconceptions": {
            f"{a}={letter[other]}": f"{a}: the same cause comes first there, for other reasons."
            for a, work in lettered.items()
            for other in chosen
            if other != work and causes[other] == causes[work]
        },
    }


def _day(random: Random) -> tuple[Question, Key]:
    source = random.choice(list(listed()["documents"]))
    about = listed()["documents"][source]
    question = DateQuestion(
        id="q6",
        title="Date a document for a note",
        points=2,
        prompt=f"You cite {about['called']}. Which day goes into the note: on which day was it "
        "written, sent or printed, by its entry in the course's list of sources?",
    )
    slip = "That is the day of which it tells, or on which something else was done."
    return question, {"date": day(source), "misconceptions": {about["other"]: slip}}


def _order(shelf: Shelf) -> tuple[Question, Key]:
    chosen: list[str] = []
    for _ in range(5):
        years = {year(work) for work in chosen}
        chosen += shelf.take([w for w in [*books(), *listed()["articles"]] if year(w) not in years])
    lettered = dict(zip("abcde", chosen, strict=True))
    question = Order(
        id="q7",
        title="In the order of print",
        points=3,
        prompt="Put these works in the order in which they were first printed, earliest first. "
        "The years in a title are those of which a work tells.",
        items={a: f"{written_by(work)}, ‘{title(work)}’" for a, work in lettered.items()},
    )
    return question, {"order": sorted(lettered, key=lambda a: year(lettered[a]))}


def _support(random: Random) -> tuple[Question, Key]:
    asked = random.choice(listed()["lists"])
    groups: dict[str, list[str]] = {}
    for row in accounts().values():
        if asked["holds"] in row[asked["column"]] and _is_sure(row):
            groups.setdefault(_voice(row["work"], groups), []).append(row["work"])
    question = Evidence(
        id="q5",
        title="Three works, not one thrice",
        points=4,
        prompt=f"Name three works that {asked['text']}, by the course's table of historiography. "
        "Works that share an author count once, and so do works that speak for one party. Give "
        "the ids in the column 'work'.",
        need={"independent": 3},
    )
    return question, {"groups": list(groups.values())}


def _is_sure(row: dict[str, Any]) -> bool:
    return bool(row["confidence"] != "low" and row["basis"] != "recall")


def _voice(work: str, groups: dict[str, list[str]]) -> str:
    """The group that a work shares an author or a party with, or a new one of its own."""
    voice = listed()["voices"].get(work, work)
    for name, members in groups.items():
        if voice in members or any(_people(work) & _people(member) for member in members):
            return name
    return str(work)


def _people(work: str) -> set[tuple[str, str]]:
    """The authors of a work, by full name."""
    authors = catalogue.work(work).get("author", [])
    return {(a.get("family", a.get("literal", "")), a.get("given", "")) for a in authors}
