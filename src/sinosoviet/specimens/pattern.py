"""Sentence patterns: read from an entry of a pattern file, and put into words.

A pattern holds no key. It says what a sentence states, which rows carry it and
what could be wrong in it; which sentence of a text is wrong comes from the
random numbers of the one who composes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sinosoviet import dates
from sinosoviet.specimens import wording
from sinosoviet.specimens.arithmetic import result
from sinosoviet.specimens.rows import Ref, ref


@dataclass(frozen=True)
class Wrong:
    """A false version of a sentence that was written out.

    Attributes
    ----------
    kind : the kind of error.
    text : the false sentence, with the slots of the pattern.
    why : the sentence for feedback.
    level : ``easy``, ``medium`` or ``hard``: how much it takes to see it.
    correct : the correction, as in a key.
    rows : rows that show it, besides the pattern's own.
    order : for an order, the rows of the earlier and of the later event.
    partner : for a contradiction, the pattern whose sentence it contradicts.
    """

    kind: str
    text: str
    why: str
    level: str = "medium"
    correct: dict[str, Any] = field(default_factory=lambda: {"as": "none", "value": ""})
    rows: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    partner: str | None = None


@dataclass(frozen=True)
class Pattern:
    """A sentence that rests on rows of the data.

    Attributes
    ----------
    id, theme : its own name, and the theme of its file.
    texts : wordings of the true sentence, with slots in braces.
    slots : what stands in the braces.
    computed : slots worked out from others: the operation and its slots.
    rows : rows that the sentence rests on besides its slots'.
    fixed : slots in which no error is planted.
    exaggerate, digits : number slots in which these errors can be planted.
    wrongs : false versions that were written out.
    when : an EDTF date to sort by, where no slot gives it.
    last : whether the sentence belongs at the end of a text, as a reading list does.
    """

    id: str
    theme: str
    texts: tuple[str, ...]
    slots: dict[str, Ref]
    computed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rows: tuple[str, ...] = ()
    fixed: frozenset[str] = frozenset()
    exaggerate: tuple[str, ...] = ()
    digits: tuple[str, ...] = ()
    wrongs: tuple[Wrong, ...] = ()
    when: str = ""
    last: bool = False

    @cached_property
    def words(self) -> dict[str, str]:
        """What stands in each brace of the true sentence."""
        found = {}
        for name, slot in self.slots.items():
            if slot.kind == "book":
                book = slot.row
                found[name] = wording.authors(book)
                found |= {
                    f"{name}_title": str(book["title"]),
                    f"{name}_press": str(book["publisher"]),
                    f"{name}_year": str(book["issued"]["date-parts"][0][0]),
                }
            else:
                found[name] = in_words(slot)
        for name in self.computed:
            found[name] = wording.number_words(self.worked_out(name))
        return found

    def worked_out(self, name: str) -> float:
        """The figure that follows from others of the sentence."""
        operation, *parts = self.computed[name]
        return result(operation, self.numbers(parts))

    def numbers(self, parts: Sequence[str]) -> list[float]:
        """The numbers of some slots, in the units of the sentence; a part can be a plain number."""
        return [self.slots[part].number if part in self.slots else float(part) for part in parts]

    def sentence(self, choice: int = 0, **wrong: str) -> str:
        """The true sentence in one of its wordings, or with other words in some slots."""
        text = self.texts[choice % len(self.texts)]
        return wording.sentence(text.format(**(self.words | wrong)))

    def wrongs_of(self, kind: str) -> tuple[Wrong, ...]:
        """The false versions of a kind that were written out."""
        return tuple(wrong for wrong in self.wrongs if wrong.kind == kind)

    @cached_property
    def matters(self) -> frozenset[str]:
        """The rows that it speaks of; two sentences that share one speak of one matter."""
        also = (row for wrong in self.wrongs for row in (*wrong.rows, *wrong.order))
        return frozenset([*self.facts, *also])

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The rows that carry the true sentence."""
        spoken = [s.key for s in self.slots.values() if s.table not in ("people", "places")]
        return tuple(dict.fromkeys([*self.rows, *spoken]))

    @cached_property
    def date(self) -> str:
        """The date at which the sentence stands in a text that goes by time, in EDTF."""
        if self.when:
            return self.when
        for slot in self.slots.values():
            if slot.kind == "date":
                return str(slot.value)
        keys = [slot.key for slot in self.slots.values()] + list(self.rows)
        for key in keys:
            found = ref(key).row
            if "date" in found or "period" in found:
                return str(found.get("date") or found["period"])
        return "1991"

    @cached_property
    def day(self) -> int:
        """The first day of `date` as a number."""
        first = dates.parse(self.date).earliest
        assert first is not None
        return first.toordinal()


def in_words(slot: Ref) -> str:
    """The value of a slot as its sentence has it."""
    if slot.kind == "date":
        return wording.date_words(str(slot.value))
    if slot.kind == "number":
        return wording.number_words(slot.number)
    return wording.name_words(str(slot.value))


def read(theme: str, entry: dict[str, Any]) -> Pattern:
    """A pattern as an entry of a pattern file gives it."""
    texts = entry["text"]
    return Pattern(
        id=entry["id"],
        theme=theme,
        texts=(texts,) if isinstance(texts, str) else tuple(texts),
        slots={name: ref(where) for name, where in entry.get("slots", {}).items()},
        computed={name: tuple(map(str, how)) for name, how in entry.get("computed", {}).items()},
        rows=tuple(entry.get("rows", ())),
        fixed=frozenset(entry.get("fixed", ())),
        exaggerate=tuple(entry.get("exaggerate", ())),
        digits=tuple(entry.get("digits", ())),
        wrongs=tuple(_wrong(wrong) for wrong in entry.get("wrong", ())),
        when=entry.get("when", ""),
        last=entry.get("last", False),
    )


def _wrong(entry: dict[str, Any]) -> Wrong:
    fields = dict(entry)
    for name in ("rows", "order"):
        fields[name] = tuple(entry.get(name, ()))
    return Wrong(**fields)
