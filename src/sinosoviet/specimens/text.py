"""Compose a specimen: choose sentences, plant errors, put them in order, say what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from random import Random
from typing import Any, Literal

from sinosoviet import dates
from sinosoviet.errors import CourseError, UnknownName
from sinosoviet.questions import ERROR_KINDS
from sinosoviet.specimens import wording
from sinosoviet.specimens.decoy import Decoy
from sinosoviet.specimens.draw import compatible
from sinosoviet.specimens.pattern import Pattern
from sinosoviet.specimens.pool import Planting, Pool, practice
from sinosoviet.specimens.themes import PART_TITLES, members, part_of

Difficulty = Literal["easy", "medium", "hard"]

#: The share of sentences that open with the time since the one before.
_OPENED = 0.6
#: So many sentences of a text at most belong to its end.
_LAST = 2
#: Of so many sentences that fit the nearest is taken.
_CHOICE = 8
_YEAR = 366


@dataclass(frozen=True)
class Planted:
    """One planted error of a text, with what its key needs.

    Attributes
    ----------
    sentence : its number, from 1.
    kind : the kind of error.
    planting : the identity of the error, the same in every text that has it.
    correct : ``as`` (date, number, text, name or none), ``value``; for words ``words``, for a
        number ``tolerance``.
    near : other kinds, with the credit that they deserve.
    rows : the rows of the data that show it, as ``table/id``.
    evidence : fitting source ids, in groups that are independent of each other.
    explanation : one sentence for feedback.
    also : other sentences that may be named instead, for a contradiction.
    printed : the wrong value in plain form; to repeat it is no correction.
    """

    sentence: int
    kind: str
    planting: str
    correct: dict[str, Any]
    near: dict[str, float]
    rows: tuple[str, ...]
    evidence: tuple[tuple[str, ...], ...]
    explanation: str
    also: tuple[int, ...] = ()
    printed: str = ""


@dataclass(frozen=True)
class Specimen:
    """A text with planted errors.

    Attributes
    ----------
    title, sentences : the text.
    errors : what is wrong in it, by number of sentence.
    """

    title: str
    sentences: tuple[str, ...]
    errors: tuple[Planted, ...]

    def __str__(self) -> str:
        lines = [f"{number:>2}. {text}" for number, text in enumerate(self.sentences, start=1)]
        return "\n".join([self.title, *lines])

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{escape(text)}</li>" for text in self.sentences)
        return f"<h3>{escape(self.title)}</h3><ol>{items}</ol>"


@dataclass(frozen=True)
class _Line:
    """A sentence on its way into a text."""

    pattern: Pattern
    text: str
    date: str
    planting: Planting | None = None
    version: Decoy | None = None

    @property
    def place(self) -> tuple[bool, int]:
        first = dates.parse(self.date).earliest
        return self.pattern.last, first.toordinal() if first else 0


def compose(
    random: Random,
    *,
    theme: str | None = None,
    also: Sequence[str] = (),
    length: int = 12,
    kinds: Sequence[str] | None = None,
    plantings: Sequence[Planting] | None = None,
    difficulty: Difficulty = "medium",
    pool: Pool | None = None,
) -> Specimen:
    """Compose a text of true sentences and planted errors.

    Parameters
    ----------
    random : all choices come from it; the same state gives the same text.
    theme : a theme or a part of the story; chosen at random if nothing is given.
    also : further themes from which true sentences come as readily as from the theme.
    length : the number of sentences, 10 to 14.
    kinds : the kinds of error to plant, one each; half as many as sentences if not given.
    plantings : the very errors to plant, see `draw_plantings`; replaces ``kinds``.
    difficulty : ``easy`` errors are large, ``hard`` ones small and plausible.
    pool : where the sentences come from, and the plantings too; the pool for practice
        if not given.

    Raises
    ------
    CourseError : if the length is out of range, or so many errors do not fit.
    UnknownName : if there is no such theme, kind or difficulty.
    """
    if not 10 <= length <= 14:
        raise CourseError(f"A specimen has 10 to 14 sentences, not {length}.")
    if difficulty not in ("easy", "medium", "hard"):
        raise UnknownName("difficulty", difficulty, ["easy", "medium", "hard"])
    pool = pool or practice()
    if plantings is None:
        if theme is None:
            theme = part_of(random.choice(members(None)))
        plantings = _drawn(random, pool, theme, _kinds(random, kinds, length))
    if len(plantings) > length // 2 + 1:
        raise CourseError(f"{len(plantings)} errors are too many for {length} sentences.")
    lines = [_planted(random, planting, difficulty) for planting in plantings]
    partners = [partner for planting in plantings if (partner := planting.partner)]
    lines += [_true(random, partner) for partner in partners]
    themes = _themes(theme, plantings)
    near = (*members(theme), *also) if theme else themes
    fillers = _fillers(random, pool, lines, themes, near, length)
    lines += [_true(random, filler) for filler in fillers]
    lines.sort(key=lambda line: line.place)
    if difficulty != "easy":
        lines = _apart(lines)
    return _specimen(random, pool, lines, themes)


def _kinds(random: Random, kinds: Sequence[str] | None, length: int) -> list[str]:
    if kinds is None:
        return random.sample(list(ERROR_KINDS), length // 2)
    for kind in kinds:
        if kind not in ERROR_KINDS:
            raise UnknownName("kind of error", kind, ERROR_KINDS)
    return list(kinds)


def _drawn(random: Random, pool: Pool, theme: str, kinds: Sequence[str]) -> list[Planting]:
    """One planting of each kind, in the theme if it has one, that can stand together."""
    near, wide = members(theme), members(part_of(members(theme)[0]))
    found: list[Planting] = []
    for kind in kinds:
        able = [p for p in pool.plantings.values() if p.kind == kind]
        random.shuffle(able)
        able.sort(key=lambda p: (p.pattern.theme not in near, p.pattern.theme not in wide))
        fitting = (p for p in able if all(compatible(p, other) for other in found))
        chosen = next(fitting, None)
        if chosen is None:
            raise CourseError(f"No further error of the kind {kind!r} fits into this text.")
        found.append(chosen)
    return found


def _themes(theme: str | None, planted: Sequence[Planting]) -> tuple[str, ...]:
    """The themes that the text is about, the nearest first."""
    own = list(dict.fromkeys(p.pattern.theme for p in planted))
    part = members(part_of(own[0])) if own else members(None)
    return tuple(dict.fromkeys([*(members(theme) if theme else ()), *own, *part]))


def _planted(random: Random, planting: Planting, difficulty: Difficulty) -> _Line:
    version = random.choice(planting.of(difficulty))
    pattern = planting.pattern
    text = version.text or pattern.sentence(random.randrange(6), **version.says)
    # A date that is far off stays where it belongs, and stands out; a near one does not.
    date = pattern.date if difficulty == "easy" or not version.date else version.date
    return _Line(pattern, text, date, planting, version)


def _true(random: Random, pattern: Pattern) -> _Line:
    return _Line(pattern, pattern.sentence(random.randrange(6)), pattern.date)


def _fillers(
    random: Random,
    pool: Pool,
    lines: list[_Line],
    themes: tuple[str, ...],
    near: tuple[str, ...],
    length: int,
) -> list[Pattern]:
    """True sentences that speak of nothing that another sentence speaks of, the near themes first.

    There is one in which an error of each planted kind could stand, so that no
    kind of sentence is always a wrong one.
    """
    wanted: list[str | None] = [line.planting.kind for line in lines if line.planting]
    free = [pattern for pattern in pool.patterns.values() if pattern.theme in themes]
    random.shuffle(free)
    free.sort(key=lambda pattern: pattern.theme not in near)
    told = [line.pattern for line in lines]
    while len(told) < length:
        kind = wanted.pop(0) if wanted else None
        good = [
            pattern
            for pattern in free
            if (kind is None or kind in pool.kinds[pattern.id]) and _fits(pattern, told)
        ]
        if good:
            # One of a wanted kind is any of them; the others are near in theme and time.
            nearest = min(good[:_CHOICE], key=lambda pattern: _distance(pattern, told))
            told.append(good[0] if kind else nearest)
        elif kind is None:
            raise CourseError(f"There are not {length} sentences that go together here.")
    return told[len(lines) :]


def _fits(pattern: Pattern, told: list[Pattern]) -> bool:
    """Whether a true sentence can be added to a text."""
    full = pattern.last and sum(other.last for other in told) >= _LAST
    return not full and not any(pattern.matters & other.matters for other in told)


def _distance(pattern: Pattern, told: list[Pattern]) -> int:
    """Days to the nearest sentence of a text, more for another theme."""
    return min(
        abs(pattern.day - other.day) + _YEAR * (pattern.theme != other.theme) for other in told
    )


def _apart(lines: list[_Line]) -> list[_Line]:
    """The lines with a sentence between two that contradict each other, where there is room."""
    partners = [(line, line.planting.partner) for line in lines if line.planting]
    for line, partner in partners:
        if partner is None:
            continue
        at = lines.index(line)
        other = next(n for n, one in enumerate(lines) if one.pattern is partner)
        further = at + 2 * (at - other)
        if abs(at - other) == 1 and 0 <= further < len(lines) and not lines[further].pattern.last:
            lines.insert(further, lines.pop(at))
    return lines


def _specimen(random: Random, pool: Pool, lines: list[_Line], themes: tuple[str, ...]) -> Specimen:
    sentences = [lines[0].text]
    for before, line in pairwise(lines):
        sentences.append(_opened(before, line) if random.random() < _OPENED else line.text)
    number = {line.pattern.id: place for place, line in enumerate(lines, start=1)}
    errors = tuple(
        Planted(
            sentence=number[line.pattern.id],
            kind=line.planting.kind,
            planting=line.planting.id,
            correct=dict(line.version.correct),
            near=dict(line.planting.near),
            rows=line.planting.rows,
            evidence=line.planting.evidence,
            explanation=line.version.explanation,
            also=(number[partner.id],) if (partner := line.planting.partner) else (),
            printed=line.version.printed,
        )
        for line in lines
        if line.planting and line.version
    )
    return Specimen(_title(random, pool, lines, themes), tuple(sentences), errors)


def _title(random: Random, pool: Pool, lines: list[_Line], themes: tuple[str, ...]) -> str:
    """A title of the theme that most of the text is about, or of the part that it tells."""
    counts = {theme: sum(line.pattern.theme == theme for line in lines) for theme in themes}
    most = max(themes, key=lambda theme: counts[theme])
    own = counts[most] > len(lines) // 2
    return random.choice(pool.titles[most] if own else PART_TITLES[part_of(most)])


def _opened(before: _Line, line: _Line) -> str:
    """A sentence that begins with its day, tied to the one before, where the days allow it."""
    if any(one.version and one.version.date for one in (before, line)) or line.pattern.last:
        return line.text
    if len(line.date) != 10 or len(before.date) != 10 or before.date > line.date:
        return line.text
    words = wording.date_words(line.date)
    start = f"On {words} "
    if not line.text.startswith(start) and not line.text.startswith(f"On {words}, "):
        return line.text
    rest = line.text[len(start) - 1 :].lstrip(" ,")
    short = words.rpartition(" ")[0]
    if line.date == before.date:
        return f"On the same day {rest}" if before.text.find(words) >= 0 else line.text
    if line.date[:7] == before.date[:7] and words[-4:] in before.text:
        return f"Later in the same month, on {short}, {rest}"
    if line.date[:4] == before.date[:4] and words[-4:] in before.text:
        return f"Later in the same year, on {short}, {rest}"
    return line.text
