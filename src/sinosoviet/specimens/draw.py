"""Which errors each variant of a class gets, so that no two share more than half of them.

The plantings of a part of the story are dealt into groups of kinds, and those of
a group into *q* lots, in an order that only the secret gives. A variant takes
from group number *j* a planting of the lot that stands at the value of a
polynomial over the field of *q* elements at *j*. Two polynomials of degree *d*
agree in at most *d* places, so two variants share at most *d* errors (the code
of Reed and Solomon 1960, Journal of the Society for Industrial and Applied
Mathematics 8, 300-304). Variants of different parts share none.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice
from random import Random

from sinosoviet.errors import CourseError
from sinosoviet.specimens.pattern import Pattern
from sinosoviet.specimens.pool import Planting, Pool
from sinosoviet.specimens.themes import PARTS, members

#: One error of each group goes into a text of six errors; the rarer kinds share a group.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("wrong_cause", "order_reversed"),
    ("motive_as_fact", "single_cause"),
    ("contradiction", "invented_reference"),
    ("digits_run_together", "wrong_arithmetic"),
    ("exaggeration", "name_blanked"),
    ("date_moved",),
)


def compatible(first: Planting, second: Planting) -> bool:
    """Whether two errors can stand in one text: neither speaks of the other's matter."""
    firsts, seconds = _patterns(first), _patterns(second)
    return not any(one.matters & other.matters for one in firsts for other in seconds)


def _patterns(planting: Planting) -> list[Pattern]:
    partner = planting.partner
    return [planting.pattern, partner] if partner else [planting.pattern]


@dataclass(frozen=True)
class Scheme:
    """The groups of one pool in their lots, and the polynomials in their secret order.

    Attributes
    ----------
    groups : for each group its lots, a prime number of them, of one or more plantings.
    degree : the highest degree of a polynomial.
    seed : what the order of the variants, and the choice in a lot, come from.
    """

    groups: tuple[tuple[tuple[Planting, ...], ...], ...]
    degree: int
    seed: str

    @property
    def order(self) -> int:
        """The number of elements of the field, and of lots in a group."""
        return len(self.groups[0])

    def variants(self, number: int) -> tuple[tuple[Planting, ...], ...]:
        """So many variants; those whose errors cannot stand in one text are passed over.

        Raises
        ------
        CourseError : if there are not so many.
        """
        random = Random(self.seed)
        codes = list(range(self.order ** (self.degree + 1)))
        random.shuffle(codes)
        words = (self._word(code, random) for code in codes)
        good = (word for word in words if all(compatible(a, b) for a, b in combinations(word, 2)))
        found = tuple(islice(good, number))
        if len(found) < number:
            raise CourseError(
                f"There are only {len(found)} variants here that share so little; "
                f"{number} were asked for. Take a wider theme."
            )
        return found

    def _word(self, code: int, random: Random) -> tuple[Planting, ...]:
        q = self.order
        coefficients = [code // q**power % q for power in range(self.degree + 1)]
        return tuple(
            random.choice(group[sum(c * at**power for power, c in enumerate(coefficients)) % q])
            for at, group in enumerate(self.groups)
        )


def scheme(
    secret: str,
    theme: str | None,
    enough: int,
    pool: Pool,
    groups: tuple[tuple[str, ...], ...] = GROUPS,
) -> Scheme:
    """The scheme of a theme or part under a secret.

    Parameters
    ----------
    secret : any text that the students do not know.
    theme : a theme or a part; None for the whole story.
    enough : how many variants are wanted.
    pool : where the plantings come from.
    groups : the kinds of error of each group; a text gets one error of each.

    Raises
    ------
    CourseError : if the theme has too few plantings.
    """
    seed = f"{secret}/{theme}"
    dealt = _dealt(Random(seed), pool, members(theme), groups)
    largest = min(len(group) for group in dealt)
    q = next((n for n in range(largest, 1, -1) if _is_prime(n)), 0)
    if q < len(groups):
        raise CourseError(f"The theme {theme!r} has too few plantings for a class.")
    half = len(groups) // 2
    degree = half if q**half < 3 * enough else half - 1
    lots = tuple(tuple(group[lot::q] for lot in range(q)) for group in dealt)
    return Scheme(lots, degree, seed)


def _dealt(
    random: Random, pool: Pool, themes: tuple[str, ...], kinds_of: tuple[tuple[str, ...], ...]
) -> list[tuple[Planting, ...]]:
    """The plantings in groups; a pattern serves one group only, the scarcest first."""
    found = [planting for planting in pool.plantings.values() if planting.pattern.theme in themes]
    random.shuffle(found)
    groups: list[list[Planting]] = [[] for _ in kinds_of]
    taken: set[str] = set()
    # The groups are filled in turn, so that none takes what another needs.
    queues = [[p for p in found if p.kind in kinds] for kinds in kinds_of]
    while any(queues):
        for group, queue in sorted(zip(groups, queues, strict=True), key=lambda gq: len(gq[0])):
            while queue and queue[0].pattern.id in taken:
                queue.pop(0)
            if queue:
                planting = queue.pop(0)
                taken.add(planting.pattern.id)
                group.append(planting)
                break
    return [tuple(group) for group in groups]


def _is_prime(number: int) -> bool:
    return number > 1 and all(number % factor for factor in range(2, int(number**0.5) + 1))


def draw_plantings(
    secret: str, variant: int, *, pool: Pool, theme: str | None = None, of: int = 1000
) -> tuple[Planting, ...]:
    """The errors of one variant of a class: six, of six groups of kinds.

    Parameters
    ----------
    secret : any text that the students do not know.
    variant : from 0 to ``of`` less one.
    pool : where the plantings come from; that for practice is too small for a class.
    theme : a theme or a part; None deals the variants out over the three parts.
    of : how many variants there can be; another number deals the errors anew, so a
        class keeps the one that it began with.

    Raises
    ------
    CourseError : if there is no such variant, or the theme has not enough plantings.

    >>> from sinosoviet.bank.pool import graded
    >>> first, second = (draw_plantings("s", n, pool=graded()) for n in (0, 1))
    >>> len({p.id for p in first} & {p.id for p in second}) <= 3
    True
    """
    if not 0 <= variant < of:
        raise CourseError(f"There are variants 0 to {of - 1}, not {variant}.")
    if theme is not None:
        return _variants(secret, theme, of, pool)[variant]
    parts = list(PARTS)
    Random(f"{secret}/parts").shuffle(parts)
    number, which = divmod(variant, len(parts))
    return _variants(secret, parts[which], -(-of // len(parts)), pool)[number]


@lru_cache(maxsize=16)
def _variants(secret: str, theme: str, number: int, pool: Pool) -> tuple[tuple[Planting, ...], ...]:
    return scheme(secret, theme, number, pool).variants(number)
