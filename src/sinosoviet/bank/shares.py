"""Shares to compute in the counts of the 156 projects, and the known wrong ways to them."""

from typing import NamedTuple

from sinosoviet.bank.statements import value

#: How far off a share may be, in per cent: rounding differs from hand to hand.
ROUNDING = 0.1

_AGREED, _KEPT = "p156-agreed-by-batch-bo", "p156-kept-by-batch-bo"
_BUILT = "p156-built"
_ALL = ("p156-agreed-total-bo",)
_LIST = ("p156-after-checking",)


class Share(NamedTuple):
    """A share to compute.

    Attributes
    ----------
    words : what it is, as it follows *what per cent*.
    part, whole : values of series, each added up.
    """

    words: str
    part: tuple[str, ...]
    whole: tuple[str, ...]

    @property
    def per_cent(self) -> float:
        """The share."""
        return 100 * _sum(self.part) / _sum(self.whole)

    def slips(self) -> dict[str, str]:
        """What known wrong ways lead to, but for those that come near the right one or another."""
        true, part = self.per_cent, _sum(self.part)
        ways = {100 * _sum(self.whole) / part: "Part and whole have changed places."}
        ways[100 - true] = "That is the rest: what is asked for is the other part."
        if self.whole[0].startswith("p156"):
            for other in ("p156-announced", *_ALL, *_LIST, _BUILT):
                ways[100 * part / _sum((other,))] = "That is a share of another total."
        found: dict[float, str] = {}
        for way, says in ways.items():
            if all(abs(way - other) > 3 * ROUNDING for other in (true, *found)):
                found[way] = says
        return {f"{way:.1f}": says for way, says in found.items()}


def _sum(rows: tuple[str, ...]) -> float:
    return sum(float(value("series", row)) for row in rows)


#: Shares of the agreements, all by Bo Yibo.
OF_AGREEMENTS = (
    Share("of the first list, of 1950, stayed in the list that was kept", (f"{_KEPT}@1950",),
           (f"{_AGREED}@1950",)),
    Share("of the projects agreed in May 1953 stayed in the list that was kept",
           (f"{_KEPT}@1953-05",), (f"{_AGREED}@1953-05",)),
    Share("of the projects agreed in October 1954 stayed in the list that was kept",
           (f"{_KEPT}@1954-10",), (f"{_AGREED}@1954-10",)),
    Share("of the projects agreed in March 1955 stayed in the list that was kept",
           (f"{_KEPT}@1955-03",), (f"{_AGREED}@1955-03",)),
    Share("of all projects agreed were agreed in May 1953", (f"{_AGREED}@1953-05",), _ALL),
    Share("of all projects agreed were agreed in 1955, in writing or by word of mouth",
           (f"{_AGREED}@1955-03", f"{_AGREED}@1955"), _ALL),
    Share("of the list after checking came by the agreement of May 1953", (f"{_KEPT}@1953-05",),
           _LIST),
    Share("of the list after checking came by the first list, of 1950", (f"{_KEPT}@1950",), _LIST),
    Share("of the list after checking came by the agreements of 1955",
           (f"{_KEPT}@1955-03", f"{_KEPT}@1955"), _LIST),
    Share("of all projects agreed saw their building begun", (_BUILT,), _ALL),
)  # fmt: skip

_GROUP, _BRANCH = "p156-built-group-", "p156-built-branch-"
_CHINESE, _RUSSIAN = "aid-projects-agreed-chinese-count", "aid-enterprises-agreed-1956"

#: Shares of what was built, finished or sent.
OF_WORKS = (
    Share("of the 150 built were for defence, by Bo Yibo", (f"{_GROUP}defence",), (_BUILT,)),
    Share("of the 150 built were for energy, by Bo Yibo", (f"{_GROUP}energy",), (_BUILT,)),
    Share("of the 150 built were in machinery, by Bo Yibo", (f"{_GROUP}machinery",), (_BUILT,)),
    Share("of the 150 built were in metallurgy, by Bo Yibo", (f"{_GROUP}metallurgy",), (_BUILT,)),
    Share("of the defence projects built were in aviation, by Bo Yibo", (f"{_BRANCH}aviation",),
           (f"{_GROUP}defence",)),
    Share("of the defence projects built were in ordnance, by Bo Yibo", (f"{_BRANCH}ordnance",),
           (f"{_GROUP}defence",)),
    Share("of the defence projects built were in electronics, by Bo Yibo",
           (f"{_BRANCH}electronics",), (f"{_GROUP}defence",)),
    Share("of the energy projects built were in coal, by Bo Yibo", (f"{_BRANCH}coal",),
           (f"{_GROUP}energy",)),
    Share("of the projects agreed since the first plan, as a Chinese page counts them, were "
           "finished by the middle of 1960", ("aid-projects-finished-chinese-count",), (_CHINESE,)),
    Share("of the enterprises under agreements about 1956, by files in Moscow, were wholly "
           "finished", ("aid-enterprises-finished-1956",), (_RUSSIAN,)),
    Share("of the enterprises under agreements about 1956, by files in Moscow, worked wholly or "
           "in part", ("aid-enterprises-finished-1956", "aid-enterprises-part-finished-1956"),
           (_RUSSIAN,)),
    Share("of the enterprises that files in Moscow count as built or promised by 1960 were "
           "industrial", ("aid-enterprises-russian-industrial",),
           ("aid-enterprises-russian-count",)),
    Share("of the projects in Heilongjiang were finished, by an unsigned article",
           ("p156-heilongjiang-finished",), ("p156-heilongjiang",)),
    Share("of the works in Soviet design in 1952 stood in the north-east",
           ("p156-in-design-1952-north-east",), ("p156-in-design-1952",)),
    Share("of the technical documents of 1953 to 1962, by Shen Zhihua, were drawings of machines",
           ("documents-shen-machine-drawings@1953/1962",), ("documents-shen-all@1953/1962",)),
)  # fmt: skip
