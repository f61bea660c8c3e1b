"""Specimens: true sentences rest on sure rows; planted errors are wrong and can be found."""

import re
import time
from collections import Counter
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sinosoviet as ss
import sinosoviet.bank.pool
from sinosoviet import dates, sources
from sinosoviet.bank.pool import graded
from sinosoviet.errors import CourseError, UnknownName
from sinosoviet.questions import plain
from sinosoviet.specimens import (
    CORRECTIONS,
    ERROR_KINDS,
    GROUPS,
    PARTS,
    THEMES,
    Planting,
    compose,
    draw_plantings,
    load,
    practice,
    worked,
)
from sinosoviet.specimens.draw import scheme
from sinosoviet.specimens.kinds import NEAR
from sinosoviet.specimens.rows import catalogue, every, ref, says

POOLS = {"practice": practice(), "graded": graded()}
PATTERNS = {name: p for pool in POOLS.values() for name, p in pool.patterns.items()}
PLANTINGS = {name: p for pool in POOLS.values() for name, p in pool.plantings.items()}
EVERY = [pytest.param(p, id=p.id) for p in PLANTINGS.values()]
in_each_pool = pytest.mark.parametrize("pool", POOLS.values(), ids=POOLS)
#: A word that finds more rows of a table than this is no way to find one of them.
FEW = 40
LEVELS = ("easy", "medium", "hard")


def sentence(error: Planting, version) -> str:
    return version.text or error.pattern.sentence(0, **version.says)


def test_there_are_patterns_enough_on_every_theme():
    assert len(graded().patterns) >= 200
    assert len(practice().patterns) >= 150
    for pool, least in ((graded(), 20), (practice(), 10)):
        assert set(pool.titles) == set(THEMES)
        assert min(Counter(p.theme for p in pool.patterns.values()).values()) >= least
    assert {theme for part in PARTS.values() for theme in part} == set(THEMES)


def test_the_two_pools_have_nothing_in_common():
    assert len(PATTERNS) == len(graded().patterns) + len(practice().patterns)
    assert not {t for titles in graded().titles.values() for t in titles} & {
        t for titles in practice().titles.values() for t in titles
    }


def test_every_kind_can_be_planted_in_every_part_of_the_story():
    for pool, least in ((graded(), 4), (practice(), 2)):
        for themes in PARTS.values():
            found = Counter(p.kind for p in pool.plantings.values() if p.pattern.theme in themes)
            assert set(found) == set(ERROR_KINDS)
            assert min(found.values()) >= least
    assert set(NEAR) == set(CORRECTIONS) == set(ERROR_KINDS)


def test_a_pool_whose_files_are_in_another_order_draws_the_same(tmp_path):
    def turned(toml: str) -> str:
        head, *entries = toml.split("[[pattern]]\n")
        return "[[pattern]]\n".join([head, *entries[::-1]])

    folder = Path(sinosoviet.bank.pool.__file__).parent / "patterns"
    for number, file in enumerate(sorted(folder.iterdir(), reverse=True), start=1):
        name = f"{number:02}{file.name[2:]}"
        (tmp_path / name).write_text(turned(file.read_text(encoding="utf-8")), encoding="utf-8")
    other = load(tmp_path)
    assert list(other.patterns) == list(graded().patterns)
    for variant in range(20):
        one, two = (draw_plantings("s", variant, pool=pool) for pool in (graded(), other))
        assert one == two
        assert compose(Random(1), plantings=one, pool=graded()) == compose(
            Random(1), plantings=two, pool=other
        )


def test_two_patterns_of_one_id_are_refused(tmp_path):
    entry = '[[pattern]]\nid = "a"\ntext = "It was."\nrows = ["events/yalta-agreement"]\n'
    (tmp_path / "01-yalta.toml").write_text(f'titles = ["T"]\n{entry}{entry}')
    with pytest.raises(ValueError, match="'a'"):
        load(tmp_path)


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_a_true_sentence_reads_as_one_and_rests_on_sure_rows(pattern):
    assert pattern.facts
    for key in pattern.matters:
        row = ref(key).row
        about = row.get("custom", row)
        assert about["confidence"] in ("high", "medium"), key
        assert about["basis"] != "recall", key
    for text in (pattern.sentence(n) for n in range(len(pattern.texts))):
        assert re.fullmatch(r"[A-Z“].*[^ ]\.", text), text
        assert not re.search(r"[{}“”\"]|  |\bnan\b|None", text), text
        assert 5 <= len(text.split()) <= 45, text


def test_no_sentence_stands_twice_and_none_is_true_here_and_false_there():
    true = [p.sentence(n) for p in PATTERNS.values() for n in range(len(p.texts))]
    false = {sentence(e, version) for e in PLANTINGS.values() for version in e.versions}
    assert len(true) == len(set(true))
    assert not set(true) & false


#: How a sentence puts a number that its source does not give exactly.
DOUBTS = {
    "about": "about|estimated",
    "at_least": "more than|at least",
    "lower_bound": "at least|from|lower|to ",
    "upper_bound": "no more than|at most",
}


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_a_number_is_put_no_more_exactly_than_its_source_does(pattern):
    for name, slot in pattern.slots.items():
        doubt = slot.row.get("qualifier", "exact") if slot.kind == "number" else "exact"
        for text in pattern.texts if doubt != "exact" else ():
            assert re.search(DOUBTS[doubt], text.partition("{" + name + "}")[0][-80:]), text


def test_dates_in_dispute_are_never_planted():
    def planted(error_id: str) -> set[str]:
        return {version.printed for version in PLANTINGS[error_id].versions}

    assert not planted("note/date_moved/day") & {"1960-07-18", "1960-06-16"}
    assert not planted("open-letter/date_moved/day") & {"1963-07-15"}
    assert not planted("khrushchev-falls/date_moved/day") & {"1964-10-16"}
    assert not planted("yalu/date_moved/day") & {"1950-10-18", "1950-10-25"}


@pytest.mark.parametrize("error", EVERY)
def test_a_planted_sentence_is_another_and_can_be_marked(error):
    true = {error.pattern.sentence(n) for n in range(len(error.pattern.texts))}
    assert error.versions
    for version in error.versions:
        text = sentence(error, version)
        assert text not in true
        assert re.fullmatch(r"[A-Z*\[].*[^ ]\.", text), text
        assert not re.search(r"[{}\"]|  ", text.replace("* * *", "X")), text
        assert version.level in LEVELS
        assert version.explanation.endswith(".")
        assert plain(version.correct) == version.correct
        kind, value = version.correct["as"], version.correct["value"]
        assert kind in ("date", "number", "text", "name", "none")
        if kind == "date":
            assert dates.parse(value)
        if kind == "number":
            assert value == float(value)
            assert version.printed != f"{value:g}"
        if kind in ("text", "name"):
            assert value
            assert version.correct["words"]
    assert error.evidence
    assert {s for group in error.evidence for s in group} <= set(sources.known())
    assert len({s for g in error.evidence for s in g}) == sum(map(len, error.evidence))


def of_kind(*kinds: str) -> list:
    return [param for param in EVERY if param.values[0].kind in kinds]


@pytest.mark.parametrize("error", of_kind("date_moved"))
def test_no_row_on_the_matter_has_the_planted_date(error):
    slot = error.pattern.slots[error.slot]
    own = dates.parse(str(slot.row[slot.column])) if slot.table != "projects" else None
    told = " ".join(says(key) for key in error.pattern.facts)
    for version in error.versions:
        planted = dates.parse(version.printed)
        assert planted.precision == dates.parse(version.correct["value"]).precision
        assert not re.search(rf"(?<!\d){dates.in_words(version.printed)}", told)
        if own:
            assert planted.latest < own.earliest or planted.earliest > own.latest
        cited = {s for group in error.evidence for s in group}
        issued = {sources.issued(sources.item(source)) for source in cited}
        assert version.printed not in issued


@pytest.mark.parametrize(
    "error", of_kind("exaggeration", "digits_run_together", "wrong_arithmetic")
)
def test_no_rival_count_has_the_planted_number(error):
    if error.slot == "text":
        return
    for key in error.rows:
        where = ref(key)
        if where.table != "series":
            continue
        about = catalogue()[where.id]
        rivals = [n for n, c in catalogue().items() if c["topic"] == about["topic"]]
        known = [float(row["value"]) for name in rivals for row in every("series")[name]]
        over = 1 if error.slot in error.pattern.computed else error.pattern.slots[error.slot].over
        for version in error.versions:
            planted = float(version.printed) * over
            assert not any(abs(planted - value) <= 0.02 * abs(value) for value in known)


@pytest.mark.parametrize(
    "error", of_kind("exaggeration", "digits_run_together", "wrong_arithmetic")
)
def test_the_number_that_mends_it_is_the_one_that_the_true_sentence_has(error):
    """Who takes the stray digits away, or works it out, has the key to its last figure."""
    if error.slot == "text":
        return
    for version in error.versions:
        assert f"{version.correct['value']:,}" in error.pattern.sentence()


@pytest.mark.parametrize("error", of_kind("order_reversed"))
def test_what_is_said_to_come_first_came_after(error):
    for wrong in error.pattern.wrongs_of("order_reversed"):
        first, second = (dates.parse(str(ref(key).value)) for key in wrong.order)
        assert first.latest < second.earliest
        assert first.text in {version.correct["value"] for version in error.versions}


@pytest.mark.parametrize("error", of_kind("contradiction"))
def test_a_contradiction_has_another_sentence_to_contradict(error):
    partner = error.partner
    assert partner is not None
    assert partner.id != error.pattern.id
    assert not any(p.pattern is partner and p.kind == "contradiction" for p in PLANTINGS.values())


@pytest.mark.parametrize("error", of_kind("invented_reference"))
def test_the_named_author_did_not_write_the_work(error):
    title = error.pattern.slots[error.slot].row["title"]
    for version in error.versions:
        for (row,) in every("sources").values():
            if str(row["title"]).split(":")[0] == title.split(":")[0] and isinstance(
                row["author"], list
            ):
                families = {author.get("family", "?") for author in row["author"]}
                assert not any(family in version.printed.split() for family in families)


@pytest.mark.parametrize("error", of_kind("name_blanked"))
def test_the_name_is_gone_and_the_rows_have_it(error):
    for version in error.versions:
        text = sentence(error, version)
        words = [" ".join(words) for words in version.correct["words"]]
        assert not any(re.search(rf"\b{re.escape(word)}\b", text) for word in words)
        assert any(word in says(key) for word in words for key in error.rows)


@lru_cache(maxsize=16)
def searchable(table: str) -> dict[str, str]:
    """What a student who looks for a word in a table looks through."""
    if table == "series":
        return {
            name: " ".join(str(c) for c in row.values()).casefold()
            for name, row in catalogue().items()
        }
    return {name: says(f"{table}/{name}").casefold() for name in every(table)}


@pytest.mark.parametrize("error", EVERY)
def test_some_word_of_the_sentence_finds_a_row_that_shows_the_error(error):
    for version in error.versions[:: max(1, len(error.versions) // 4)]:
        words = set(re.findall(r"[^\W\d_]{4,}", sentence(error, version).casefold()))
        numbers = set(re.findall(r"\b(?:1[89]|20)\d\d\b", sentence(error, version)))

        def found(key: str, words=words | numbers) -> bool:
            where = ref(key)
            texts = searchable(where.table)
            return any(
                word in texts[where.id] and sum(word in text for text in texts.values()) <= FEW
                for word in words
            )

        assert any(map(found, error.rows)), sentence(error, version)


@pytest.mark.parametrize("error", of_kind("date_moved")[::12])
def test_the_courses_own_search_finds_the_row(error):
    key = error.rows[0]
    words = sorted(re.findall(r"[A-Za-z]{4,}", error.pattern.sentence()), key=len, reverse=True)
    if ref(key).table == "events":
        shared = [word for word in words if word in says(key)][:5]
        assert any(ref(key).id in set(ss.search(word).id) for word in shared)


def test_easy_errors_are_larger_than_hard_ones():
    for error in PLANTINGS.values():
        levels = {level: [v for v in error.versions if v.level == level] for level in LEVELS}
        if error.kind == "date_moved" and levels["easy"] and levels["hard"]:

            def apart(version) -> int:
                true, planted = dates.parse(version.correct["value"]), dates.parse(version.printed)
                return abs((true.earliest - planted.earliest).days)

            assert min(map(apart, levels["easy"])) > max(map(apart, levels["hard"]))
        assert all(version in error.versions for level in LEVELS for version in error.of(level))


SEEDS = st.integers(min_value=0, max_value=10_000)
ABOUT = [None, *PARTS, *THEMES]


@in_each_pool
@settings(max_examples=60, deadline=None)
@given(
    seed=SEEDS,
    theme=st.sampled_from(ABOUT),
    length=st.integers(10, 14),
    difficulty=st.sampled_from(LEVELS),
)
def test_a_text_is_whole_and_the_same_from_the_same_seed(seed, theme, length, difficulty, pool):
    how = {"theme": theme, "length": length, "difficulty": difficulty, "pool": pool}
    text = compose(Random(seed), **how)
    assert text == compose(Random(seed), **how)
    assert len(text.sentences) == len(set(text.sentences)) == length
    assert len(text.errors) == length // 2
    assert [e.sentence for e in text.errors] == sorted(e.sentence for e in text.errors)
    assert len({e.sentence for e in text.errors}) == len(text.errors)
    for error in text.errors:
        assert pool.planting(error.planting).kind == error.kind
        assert error.kind not in error.near
        for other in error.also:
            assert 1 <= other <= length
            assert other not in {e.sentence for e in text.errors}


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.permutations(list(ERROR_KINDS)))
def test_the_kinds_asked_for_are_planted(seed, kinds):
    text = compose(Random(seed), theme="split", kinds=kinds[:6])
    assert {error.kind for error in text.errors} == set(kinds[:6])


def variant_of_a_class(secret: str, variant: int, of: int):
    errors = draw_plantings(secret, variant, of=of, pool=graded())
    return compose(Random(variant), plantings=errors, pool=graded())


def test_a_planted_matter_is_spoken_of_nowhere_else():
    by_text = {p.sentence(n): p for p in PATTERNS.values() for n in range(len(p.texts))}
    for seed in range(60):
        text = variant_of_a_class("class", seed, of=60)
        true = [by_text[s] for s in text.sentences if s in by_text]
        for error in map(graded().planting, (e.planting for e in text.errors)):
            same = [p for p in true if p.matters & error.pattern.matters]
            assert same in ([], [error.partner])


@pytest.mark.parametrize("theme", ["projects", "polemics"])
def test_a_text_on_a_theme_keeps_to_it(theme):
    """A class that has had one lesson is not asked for what comes later."""
    by_text = {p.sentence(n): p for p in graded().patterns.values() for n in range(len(p.texts))}
    kinds = ("date_moved", "exaggeration", "order_reversed")
    for seed in range(20):
        text = compose(Random(seed), theme=theme, length=10, kinds=kinds, pool=graded())
        found = [by_text[s].theme for s in text.sentences if s in by_text]
        assert sum(other != theme for other in found) <= 1


def test_true_sentences_of_the_same_shape_stand_beside_the_planted_ones():
    kinds_of = {}
    for error in PLANTINGS.values():
        kinds_of.setdefault(error.pattern.id, set()).add(error.kind)
    by_text = {p.sentence(): p.id for p in PATTERNS.values()}
    missing = Counter()
    for seed in range(100):
        text = variant_of_a_class("class", seed, of=100)
        beside = [kinds_of.get(by_text.get(s), set()) for s in text.sentences]
        missing.update(e.kind for e in text.errors if not any(e.kind in k for k in beside))
    assert sum(missing.values()) <= 100, missing


@pytest.mark.parametrize("secret", ["one class", "another"])
def test_no_two_of_a_thousand_variants_share_more_than_half_of_their_errors(secret):
    drawn = [{p.id for p in draw_plantings(secret, v, pool=graded())} for v in range(1000)]
    assert {len(variant) for variant in drawn} == {len(GROUPS)}
    assert max(len(a & b) for a, b in combinations(drawn, 2)) <= len(GROUPS) // 2
    used = Counter(graded().planting(error).kind for variant in drawn for error in variant)
    assert set(used) == set(ERROR_KINDS)
    assert max(used.values()) <= 1000


def test_groups_of_ones_own_share_no_more_than_half_either():
    groups = (("date_moved",), ("order_reversed",), ("date_moved",), ("order_reversed",))
    drawn = scheme("a secret", None, 500, graded(), groups).variants(500)
    assert {tuple(p.kind for p in variant) for variant in drawn} == {
        tuple(kind for (kind,) in groups)
    }
    names = [{p.id for p in variant} for variant in drawn]
    assert max(len(a & b) for a, b in combinations(names, 2)) <= 2


def test_the_secret_decides_which_errors_a_variant_gets():
    first, second = ([draw_plantings(s, v, pool=graded()) for v in range(30)] for s in ("a", "b"))
    assert first == [draw_plantings("a", v, pool=graded()) for v in range(30)]
    assert sum(a == b for a, b in zip(first, second, strict=True)) <= 1


def test_a_thousand_texts_are_composed_in_fifteen_seconds():
    draw_plantings("speed", 0, pool=graded())
    start = time.process_time()
    for variant in range(1000):
        variant_of_a_class("speed", variant, of=1000)
    assert time.process_time() - start < 15


def test_texts_of_one_class_do_not_read_alike():
    texts = [set(variant_of_a_class("s", v, of=60).sentences) for v in range(60)]
    alike = [len(a & b) for a, b in combinations(texts, 2)]
    assert sum(alike) / len(alike) < 1
    assert max(alike) <= 7


def test_mistakes_get_one_sentence():
    with pytest.raises(CourseError, match="10 to 14 sentences, not 3"):
        compose(Random(1), length=3)
    with pytest.raises(UnknownName, match="theme"):
        compose(Random(1), theme="moon")
    with pytest.raises(UnknownName, match="kind of error"):
        compose(Random(1), kinds=["typo"])
    with pytest.raises(UnknownName, match="difficulty"):
        compose(Random(1), difficulty="fiendish")  # type: ignore[arg-type]
    with pytest.raises(UnknownName, match="planting"):
        practice().planting("no/such/thing")
    with pytest.raises(CourseError, match="variants 0 to 999"):
        draw_plantings("s", 1000, pool=graded())
    with pytest.raises(CourseError, match="errors are too many"):
        compose(Random(1), kinds=list(ERROR_KINDS))


def test_a_single_theme_has_too_few_plantings_for_a_class():
    with pytest.raises(CourseError, match=r"too few|so little"):
        draw_plantings("s", 0, theme="normal", of=1000, pool=graded())


def test_the_two_real_specimens_are_worked_examples():
    first, second = worked("A"), worked("B")
    assert (len(first.sentences), len(second.sentences)) == (41, 20)
    kinds = {error.kind for error in (*first.errors, *second.errors)}
    assert kinds == set(ERROR_KINDS)
    bomb = next(error for error in first.errors if error.sentence == 36)
    assert (bomb.kind, bomb.correct["value"]) == ("date_moved", "1964-10-16")
    verdicts = ss.table("claims").set_index("id").verdict
    for error in (*first.errors, *second.errors):
        assert verdicts[error.rows[0].partition("/")[2]] != "unheard of"
        assert {s for group in error.evidence for s in group} <= set(sources.known())


def test_a_text_shows_well_in_a_notebook_and_in_a_terminal():
    text = compose(Random(3))
    assert text._repr_html_().count("<li>") == len(text.sentences)
    assert str(text).splitlines()[0] == text.title
    assert " 1. " in str(text)
