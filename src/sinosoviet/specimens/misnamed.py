"""Names blotted out, and books put down to somebody else."""

from functools import lru_cache

from sinosoviet.specimens import wording
from sinosoviet.specimens.decoy import Decoy
from sinosoviet.specimens.pattern import Pattern
from sinosoviet.specimens.rows import Ref, Row, every, sure

_BLANKS = {
    "easy": ("* * *", "[name left out]"),
    "medium": ("a certain person", "a person whose name is not given"),
    "hard": ("a well-known figure", "a figure of some weight"),
}
#: Words of titles that say nothing of what a book is about.
_COMMON = {"history", "international", "study"}


def blanked(pattern: Pattern, name: str) -> list[Decoy]:
    """Versions of a sentence with a name left out."""
    slot = pattern.slots[name]
    full = wording.name_words(str(slot.row["name"]))
    words = _name_words(slot)
    return [
        Decoy(
            level,
            {"as": "name", "value": full, "words": words},
            f"The name has been left out: {full}.",
            {name: blank},
            printed=blank,
        )
        for level, blanks in _BLANKS.items()
        for blank in blanks
        # A name that the rest of the sentence gives away is not left out.
        if not any(" ".join(w) in pattern.sentence(0, **{name: blank}) for w in words)
    ]


def _name_words(slot: Ref) -> list[list[str]]:
    """Words each of which will do for a name: the whole, or a part that nobody else has."""
    row = slot.row
    whole = wording.name_words(str(row["name"])).split()
    others = {
        part
        for (other,) in every("people").values()
        if other["id"] != row["id"]
        for part in wording.name_words(str(other["name"])).split()
    }
    alone = [[part] for part in (whole[0], whole[-1]) if part not in others and len(part) > 2]
    latin = [other.split() for other in row["other_names"] if other.isascii()]
    return [whole, *alone, *latin]


def invented(pattern: Pattern, name: str) -> list[Decoy]:
    """Versions of a reference with the author of another book."""
    own = pattern.slots[name].row
    kin = set(wording.surnames(own))
    right = wording.authors(own)
    found = []
    for other in _books():
        names = wording.surnames(other)
        if kin & set(names) or _wrote(names, own["title"]):
            continue
        false = wording.authors(other)
        found.append(
            Decoy(
                "hard" if _alike(own, other) else "medium",
                {"as": "name", "value": right, "words": [[surname] for surname in sorted(kin)]},
                f"The work is by {right}; {false} wrote {other['title']}.",
                {name: false},
                printed=false,
            )
        )
    return found


@lru_cache(maxsize=1)
def _books() -> tuple[Row, ...]:
    """Sure books of scholars, whose authors one could take for the author of another."""
    books = (row for (row,) in every("sources").values() if row["type"] == "book" and sure(row))
    return tuple(
        book
        for book in books
        if book["custom"]["side"] == "scholarly"
        and isinstance(book["author"], list)
        and all("family" in author for author in book["author"])
        and isinstance(book["issued"], dict)
        and "[" not in book["title"]
    )


def _wrote(names: list[str], title: str) -> bool:
    """Whether any source gives one of the names a work with the same main title."""
    main = title.split(":")[0].casefold()
    for (row,) in every("sources").values():
        authors = row["author"] if isinstance(row["author"], list) else []
        same = str(row["title"]).split(":")[0].casefold() == main
        if same and set(names) & {author.get("family") for author in authors}:
            return True
    return False


def _alike(own: Row, other: Row) -> bool:
    """Whether two titles have a telling word in common."""
    first, second = (
        {word for word in str(book["title"]).casefold().replace(":", " ").split() if len(word) > 4}
        for book in (own, other)
    )
    return bool(first & second - _COMMON)
