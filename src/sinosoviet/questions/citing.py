"""Questions answered with evidence: which sources carry a claim, and do they count twice?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from sinosoviet import sources, tables
from sinosoviet.questions.base import Answer, Input, Key, Part, Question, scaled

#: Sources that have nothing to do with the matter cost credit beyond this many.
_SPARE = 1

#: Each further one costs so much of what the others earn.
_COST = 0.25

_WRITTEN = {"soviet": "Soviet", "chinese": "Chinese", "american": "American"}


def cited(answer: Answer) -> list[str]:
    """The sources of an answer, each once: ids, perhaps with an extract's number.

    >>> cited(["shen-2003", "shen-2003 ", "chen-2001#2", 5])
    ['shen-2003', 'chen-2001#2']
    """
    listed = answer if type(answer) is list else []
    return list(dict.fromkeys(item.strip() for item in listed if type(item) is str))


def fits(source: str, fitting: Iterable[str]) -> bool:
    """Whether a source is among the fitting ones; any of its extracts is, if it is named whole.

    >>> fits("chen-2001#2", ["chen-2001"]), fits("chen-2001", ["chen-2001#2"])
    (True, False)
    """
    return source in fitting or source.partition("#")[0] in fitting


def relevance(strays: int) -> float:
    """What the fitting sources are still worth beside some that do not fit.

    >>> relevance(1), relevance(2), relevance(9)
    (1.0, 0.75, 0.0)
    """
    return max(0.0, 1 - _COST * max(0, strays - _SPARE))


def problem(answer: Answer, where: str = "the list 'evidence'") -> str | None:
    """What is wrong with a list of sources, in a sentence; None if nothing is."""
    if type(answer) is not list:
        return f"{where} wants its square brackets, with source ids in it: ['griffith-1966']."
    if not answer:
        return f"put at least one source id into {where}."
    known = sources.known()
    for item in answer:
        name, mark, number = item.strip().partition("#") if type(item) is str else (item, "", "")
        if type(name) is not str or name not in known:
            return f"{sources.unknown(name)} An id is wanted, as on a source's card."
        if mark and (name, number) not in _extracts():
            return f"the source {name!r} has no extract {number!r}; ss.source shows them."
    return None


@lru_cache(maxsize=1)
def _extracts() -> frozenset[tuple[str, str]]:
    """The source and the number of every extract."""
    extracts = tables.table("extracts")
    return frozenset(zip(extracts["source"], extracts["number"].astype(str), strict=True))


@dataclass(frozen=True, kw_only=True, repr=False)
class Evidence(Question):
    """The sources on which a claim rests.

    Key: ``groups``, lists of fitting source ids; those of one group go back to one
    origin and count once. An id may name an extract, such as ``shen-2003#2``: then only
    that one fits. A misconception is a source id.

    Half the points go to independent sources; the other half, where more is needed,
    goes to that, in equal shares. Each source beyond one that does not fit takes a
    quarter of all away. So one more fitting source never lowers the points.

    Attributes
    ----------
    need : how many are needed: ``independent`` sources (1 if left out); different
        ``sides``, scholars not counted; or sources of a kind (``primary``,
        ``secondary``) or a side (``soviet``, ``chinese``).
    """

    need: dict[str, int] = field(default_factory=dict)
    kind = "evidence"

    @property
    def _need(self) -> dict[str, int]:
        return {"independent": 1, **self.need}

    @property
    def form(self) -> str:
        wanted = ", ".join(
            f"{number} {_named(what, number)}" for what, number in self._need.items()
        )
        return f"a list of source ids, such as ['griffith-1966']. At least: {wanted}."

    def blank(self) -> Answer:
        return []

    def problem(self, answer: Answer) -> str | None:
        few = f"name at least {self._need['independent']} sources."
        if type(answer) is list and 0 < len(answer) < self._need["independent"]:
            return f"{self.id}: {few}"
        found = problem(answer, "the list")
        if not found and len(cited(answer)) < self._need["independent"]:
            found = few
        return f"{self.id}: {found}" if found else None

    def parts(self, answer: Answer, key: Key) -> list[Part]:
        named = cited(answer)
        hits = [[source for source in named if fits(source, group)] for group in key["groups"]]
        fitting = {source for group in hits for source in group}
        if not fitting:
            none = "None of the sources cited is among those that our data gives here."
            return [Part(1, 0, none if named else "No evidence was given.")]
        have = {what: _count(what, hits) for what in self._need}
        parts = [
            Part(
                self._weight(what),
                min(have[what] / wanted, 1.0),
                f"{min(have[what], wanted)} of {wanted} {_named(what, wanted)}.",
            )
            for what, wanted in self._need.items()
        ]
        if have["independent"] < len({source.partition("#")[0] for source in fitting}):
            parts.append(Part(0, 0, "Sources that go back to one origin count once."))
        strays = len(named) - len(fitting)
        if strays > _SPARE:
            says = f"{strays} of the sources cited are not among those that our data gives here."
            parts.append(Part(0, 0, says))
        return scaled(parts, relevance(strays))

    def _weight(self, what: str) -> float:
        if len(self._need) == 1:
            return 1.0
        return 0.5 if what == "independent" else 0.5 / (len(self._need) - 1)

    def model(self, key: Key) -> Answer:
        """Source by source, whatever brings the answer on."""
        answer: list[str] = []
        for source in [source for group in key["groups"] for source in group]:
            if self._share([*answer, source], key) > self._share(answer, key):
                answer.append(source)
        return answer

    def _share(self, answer: list[str], key: Key) -> float:
        return sum(part.weight * part.credit for part in self.parts(answer, key))

    def inputs(self) -> list[Input]:
        return [Input((), self.title, "ids")]

    def said(self, answer: Answer) -> list[str]:
        return cited(answer)


def _count(what: str, hits: list[list[str]]) -> int:
    """How much there is of what is needed, among fitting sources in groups of one origin."""
    if what == "independent":
        return sum(map(bool, hits))
    if what == "sides":
        sides = {_about(source)[1] for group in hits for source in group}
        return len(sides - {"scholarly"})
    return sum(any(what in _about(source) for source in group) for group in hits)


def _about(source: str) -> tuple[str, str]:
    """The kind and the side of a source."""
    custom = sources.item(source.partition("#")[0])["custom"]
    return custom["kind"], custom["side"]


def _named(what: str, number: int) -> str:
    """What is needed, in words.

    >>> _named("primary", 1), _named("soviet", 2), _named("sides", 2)
    ('fitting primary source', 'fitting Soviet sources', 'different sides')
    """
    if what == "sides":
        return "side" if number == 1 else "different sides"
    of_kind = (
        "independent fitting" if what == "independent" else f"fitting {_WRITTEN.get(what, what)}"
    )
    return f"{of_kind} source" if number == 1 else f"{of_kind} sources"
