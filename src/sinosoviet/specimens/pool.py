"""Pools of patterns, and their plantings: places of a pattern that can be made wrong.

The pool of this package is for practice. Graded texts are drawn from another one,
which stays with the question bank: nobody who has the package can tell by the
wording which of their sentences are true.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from sinosoviet.errors import UnknownName
from sinosoviet.specimens.decoy import Decoy
from sinosoviet.specimens.kinds import NEAR
from sinosoviet.specimens.pattern import Pattern, read
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
    partner : for a contradiction, the pattern whose sentence must stand in the text too.
    """

    id: str
    pattern: Pattern = field(compare=False, repr=False)
    kind: str = field(compare=False)
    slot: str = field(compare=False)
    partner: Pattern | None = field(default=None, compare=False, repr=False)

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


@dataclass(frozen=True, eq=False)
class Pool:
    """The patterns that texts are composed from, in the order of their ids.

    Attributes
    ----------
    patterns : the patterns, by id.
    titles : the titles that a text on a theme can have.
    """

    patterns: dict[str, Pattern] = field(repr=False)
    titles: dict[str, tuple[str, ...]] = field(repr=False)

    @cached_property
    def plantings(self) -> dict[str, Planting]:
        """Every planting, by id, in the order of the patterns."""
        found = {}
        for pattern in self.patterns.values():
            for kind, slot in _places(pattern):
                name = f"{pattern.id}/{kind}/{slot}"
                planting = Planting(name, pattern, kind, slot, self._partner(pattern, kind))
                if planting.versions:
                    found[name] = planting
        return found

    def _partner(self, pattern: Pattern, kind: str) -> Pattern | None:
        if kind != "contradiction":
            return None
        (wrong,) = pattern.wrongs_of(kind)
        return self.patterns[str(wrong.partner)]

    def planting(self, planting_id: str) -> Planting:
        """The planting of that id.

        Raises
        ------
        UnknownName : if there is none.
        """
        if planting_id not in self.plantings:
            raise UnknownName("planting", planting_id, self.plantings)
        return self.plantings[planting_id]

    @cached_property
    def kinds(self) -> dict[str, frozenset[str]]:
        """The kinds of error that can be planted in each pattern, by its id."""
        kinds: dict[str, set[str]] = {name: set() for name in self.patterns}
        for planting in self.plantings.values():
            kinds[planting.pattern.id].add(planting.kind)
        return {name: frozenset(found) for name, found in kinds.items()}


def load(folder: Traversable) -> Pool:
    """The pool in a folder of pattern files, ``01-yalta.toml`` and the like, one a theme.

    Raises
    ------
    ValueError : if two patterns have one id.
    """
    found: dict[str, Pattern] = {}
    titles = {}
    for theme, content in _files(folder).items():
        titles[theme] = tuple(content["titles"])
        for pattern in (read(theme, entry) for entry in content["pattern"]):
            if pattern.id in found:
                raise ValueError(f"two patterns are called {pattern.id!r}")
            found[pattern.id] = pattern
    return Pool(dict(sorted(found.items())), titles)


def _files(folder: Traversable) -> dict[str, dict[str, Any]]:
    named = sorted((file.name, file) for file in folder.iterdir() if file.name.endswith(".toml"))
    return {name[3:-5]: tomllib.loads(file.read_text(encoding="utf-8")) for name, file in named}


@lru_cache(maxsize=1)
def practice() -> Pool:
    """The pool of this package: for practice, and for whatever is not graded.

    >>> {planting.kind for planting in practice().plantings.values()} == set(NEAR)
    True
    """
    return load(files("sinosoviet.specimens") / "patterns")


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
