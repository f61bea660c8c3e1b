"""Plantings: each is one place of one pattern that can be made wrong, with its wrong versions."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from sinosoviet.errors import UnknownName
from sinosoviet.specimens.decoy import Decoy
from sinosoviet.specimens.kinds import NEAR
from sinosoviet.specimens.pattern import Pattern, patterns
from sinosoviet.specimens.rows import cited, independent, ref
from sinosoviet.specimens.versions import versions

LEVELS = ("easy", "medium", "hard")


@dataclass(frozen=True)
class Planting:
    """One error that can be planted.

    Attributes
    ----------
    id : ``pattern/kind/slot``; two texts share an error if they share this.
    pattern, kind, slot : where and what; the slot is ``text`` for what was written out.
    """

    id: str
    pattern: Pattern = field(compare=False, repr=False)
    kind: str = field(compare=False)
    slot: str = field(compare=False)

    @cached_property
    def versions(self) -> tuple[Decoy, ...]:
        """Every wrong version that is wrong for certain."""
        return versions(self.pattern, self.kind, self.slot)

    def of(self, level: str) -> tuple[Decoy, ...]:
        """The versions of a difficulty, or of the nearest one that there is."""
        at = LEVELS.index(level)
        for near in sorted(LEVELS, key=lambda other: abs(LEVELS.index(other) - at)):
            if found := tuple(version for version in self.versions if version.level == near):
                return found
        return ()

    @property
    def partner(self) -> Pattern | None:
        """The pattern whose sentence must stand in the text too, for a contradiction."""
        if self.kind != "contradiction":
            return None
        (wrong,) = self.pattern.wrongs_of(self.kind)
        return patterns()[str(wrong.partner)]

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The rows of the data that show it."""
        if self.slot == "text":
            wrongs = self.pattern.wrongs_of(self.kind)
            also = [row for wrong in wrongs for row in (*wrong.order, *wrong.rows)]
            own = [*also, *self.pattern.facts]
        elif self.slot in self.pattern.computed:
            parts = self.pattern.computed[self.slot]
            own = [self.pattern.slots[part].key for part in parts if part in self.pattern.slots]
        else:
            slot = self.pattern.slots[self.slot]
            own = [slot.key] if slot.key in self.pattern.facts else list(self.pattern.facts)
        return tuple(dict.fromkeys(own))

    @cached_property
    def evidence(self) -> tuple[tuple[str, ...], ...]:
        """Fitting source ids, in groups that are independent of each other."""
        return independent(tuple(source for key in self.rows for source in cited(ref(key))))

    @property
    def near(self) -> dict[str, float]:
        """Other kinds with the credit that they deserve."""
        return NEAR[self.kind]


@lru_cache(maxsize=1)
def plantings() -> dict[str, Planting]:
    """Every planting, by id, in the order of the patterns.

    >>> plantings()["credit-1950/date_moved/day"].kind
    'date_moved'
    """
    found = {}
    for pattern in patterns().values():
        for kind, slot in _places(pattern):
            planting = Planting(f"{pattern.id}/{kind}/{slot}", pattern, kind, slot)
            if planting.versions:
                found[planting.id] = planting
    return found


def _places(pattern: Pattern) -> list[tuple[str, str]]:
    """Kind and slot of everything in a pattern that can be made wrong."""
    found = []
    for name, slot in pattern.slots.items():
        if name in pattern.fixed:
            continue
        if slot.kind == "date":
            found.append(("date_moved", name))
        elif slot.kind == "book":
            found.append(("invented_reference", name))
        elif slot.table == "people":
            found.append(("name_blanked", name))
    found += [("wrong_arithmetic", name) for name in pattern.computed]
    # A figure from which another follows would make that one wrong too.
    used = {part for how in pattern.computed.values() for part in how}
    found += [("exaggeration", name) for name in pattern.exaggerate if name not in used]
    found += [("digits_run_together", name) for name in pattern.digits]
    found += [(kind, "text") for kind in dict.fromkeys(wrong.kind for wrong in pattern.wrongs)]
    return found


def planting(planting_id: str) -> Planting:
    """The planting of that id.

    Raises
    ------
    UnknownName : if there is none.
    """
    if planting_id not in plantings():
        raise UnknownName("planting", planting_id, plantings())
    return plantings()[planting_id]
