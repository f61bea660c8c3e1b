"""The task on the polemics: right answers, blind ones, and what a student can find."""

import re
from collections import Counter
from itertools import pairwise
from random import Random

import pytest

import bank_checks as checks
import sinosoviet as ss
from sinosoviet import dates, sources
from sinosoviet.bank import letters, polemics, quarrel
from sinosoviet.bank.pool import graded
from sinosoviet.bank.statements import fact, value
from sinosoviet.questions import score
from sinosoviet.specimens.rows import ref, says, sure
from sinosoviet.tasks import draw

NAME = "polemics"
DRAWS = [draw(NAME, f"secret {n}".encode()) for n in range(100)]


def test_ten_questions_of_thirty_eight_points_the_last_marked_by_hand():
    shapes = {tuple((q.id, q.kind, q.points) for q in d.questions.values()) for d in DRAWS}
    (shape,) = shapes
    assert [name for name, _, _ in shape] == [f"q{n}" for n in range(1, 11)]
    assert sum(points for *_, points in shape) == 38
    assert [kind for _, kind, _ in shape].index("free_text") == 9
    assert len({kind for _, kind, _ in shape}) >= 7


def test_model_answers_earn_everything():
    checks.model_answers_earn_everything(DRAWS)


def test_blanks_earn_nothing():
    checks.blanks_earn_nothing(DRAWS)


def test_guesses_earn_little():
    checks.guesses_earn_little(DRAWS)


def test_no_key_rests_on_an_unsure_row(monkeypatch):
    checks.rests_on_sure_rows_only(monkeypatch, polemics, ("events", "polemics"))


@pytest.mark.parametrize("claims", [quarrel.ORDERS, quarrel.MOTIVES, quarrel.MATTERS])
def test_no_claim_rests_on_an_unsure_row(claims):
    assert all(sure(ref(row).row) for claim in claims for row in claim.rows)
    assert all(set(claim.also) <= sources.known() for claim in claims)


def test_no_point_rests_on_an_unsure_row():
    for name, text in letters.TEXTS.items():
        assert sources.item(name)["custom"]["side"] == text.side
        assert all(sure(ref(f"extracts/{name}#{number}").row) for number in text.points)


def test_evidence_exists():
    checks.evidence_exists(DRAWS)


def test_no_question_tells_another_s_answer():
    checks.no_question_tells_another_s_answer(DRAWS)


def test_misconceptions_reach_their_sentences():
    reached = checks.misconceptions_reach_their_sentences(DRAWS)
    kinds = {"date", "sourcing_card", "evidence", "verdict", "find_errors"}
    assert kinds == set(reached)


def test_the_feedback_keeps_the_answer():
    checks.the_feedback_keeps_the_answer(DRAWS)


def test_two_students_rarely_share_a_question_and_its_key():
    for name in DRAWS[0].questions:
        bound = {"q4": 0.13, "q5": 0.13, "q6": 0.13, "q7": 0.09, "q8": 0.09, "q10": 1}
        assert checks.shared(DRAWS, name) <= bound.get(name, 0.03), name


def test_two_students_never_share_all():
    bodies = {"".join(map(repr, drawn.questions.values())) for drawn in DRAWS}
    assert len(bodies) == len(DRAWS)


def test_notebook_and_questions_agree():
    checks.notebook_and_questions_agree(NAME, DRAWS[0])


def test_starting_cells_show_all_their_rows():
    checks.starting_cells_show_all_their_rows(NAME)


# What a student can find ------------------------------------------------------------------


def table_of(*columns):
    return ss.table("polemics").set_index(list(columns))


def test_the_theme_of_a_card_finds_one_text_and_all_of_its_card():
    rows = ss.table("polemics")
    for drawn in DRAWS:
        question, card = drawn.questions["q1"], drawn.keys["q1"]["card"]
        (text,) = rows[rows.theme == question.material[0]].to_dict("records")
        assert (text["date"], text["side"], text["public"]) == (
            card["date"],
            card["side"],
            card["access"],
        )
        answered = rows.set_index("id").loc[text["answers"]]
        assert question.fields["answers"][card["answers"]] == answered.title
        assert len(set(question.fields["answers"].values())) == 5


def test_a_point_stands_on_the_card_of_its_text():
    for drawn in DRAWS[:20]:
        for letter, name in drawn.keys["q2"]["pairs"].items():
            card = repr(ss.source(name))
            assert all(f"[{number}] " in card for number in letters.TEXTS[name].points)
            assert drawn.questions["q2"].items[letter] in letters.TEXTS[name].points.values()


def test_no_two_points_are_alike_and_none_names_its_side():
    points = [point for text in letters.TEXTS.values() for point in text.points.values()]
    assert len(points) == len(set(points))
    assert not any(re.search(r"Soviet|Chin|Moscow|Beijing|Khrushchev|Mao", p) for p in points)


def test_both_sides_are_among_those_who_may_speak():
    for drawn in DRAWS:
        sides = Counter(letters.TEXTS[name].side for name in drawn.questions["q2"].options)
        assert sides == {"soviet": 3, "chinese": 3}


def test_the_exchange_has_no_ties_and_names_no_year():
    for drawn in DRAWS:
        items, order = drawn.questions["q3"].items, drawn.keys["q3"]["order"]
        by_words = {words: row for row, words in letters.EXCHANGE.items()}
        spans = [dates.parse(str(value(*by_words[items[letter]]))) for letter in order]
        assert all(a.latest < b.earliest for a, b in pairwise(spans))
        assert not any(re.search(r"\b19\d\d\b", words) for words in items.values())


def test_closed_days_and_public_ones_stand_in_the_cells_that_show_them():
    public = table_of("id").public
    assert all(public[day.row] != "public" for day in letters.CLOSED)
    assert all(public[day.row] == "public" for day in letters.TOLD)
    for day in (*letters.CLOSED, *letters.TOLD):
        assert len(str(value("polemics", day.row))) == 10
        assert value("polemics", day.row) not in day.slips


def test_a_text_that_was_printed_later_leads_to_the_day_of_its_print():
    printed = table_of("id").where_published
    kept = ["outline-on-peaceful-transition", "ccp-statement-bucharest-1960"]
    assert all("first commentary" in printed[name] for name in kept)
    assert printed["suslov-report-1964"].endswith("3 April 1964")


@pytest.mark.parametrize("matter", quarrel.MATTERS, ids=lambda m: m.claim[:30])
def test_a_matter_has_witnesses_from_both_sides(matter):
    fitting = polemics._sources(matter.rows, matter.also)
    sides = {sources.item(source)["custom"]["side"] for source in fitting}
    assert {"soviet", "chinese"} <= sides
    assert not set(matter.slips) & set(fitting)
    assert set(matter.slips) <= sources.known()
    question, key = next(
        made
        for made in (polemics._witnesses(Random(n)) for n in range(300))
        if matter.claim in made[0].prompt
    )
    for side in ("soviet", "chinese"):
        one = [s for s in fitting if sources.item(s)["custom"]["side"] == side][:1]
        assert 0 < score(question, one, key).points < question.points


@pytest.mark.parametrize("pair", quarrel.ORDERS, ids=lambda p: p.true[:30])
def test_an_order_is_sure(pair):
    first, second = (dates.parse(str(ref(row).value)) for row in pair.rows)
    assert first.precision == "day"
    assert first.latest < second.earliest


@pytest.mark.parametrize("pair", quarrel.MOTIVES, ids=lambda p: p.true[:30])
def test_a_true_form_claims_no_motive_of_its_own(pair):
    for report in (pair.true, pair.wrong):
        assert not re.search(r"because|in order to|since Moscow|wanted to|wished", report)
    assert re.search(r"because|in order to|since Moscow", pair.told)


@pytest.mark.parametrize("pair", quarrel.MOTIVES, ids=lambda p: p.true[:30])
def test_a_wrong_report_is_put_right_by_what_a_row_says(pair):
    first = rf"\b{pair.right[0].split()[0]}\b"
    assert re.search(first, " ".join(map(says, pair.rows)), re.IGNORECASE)
    assert not any(re.search(rf"\b{right}\b", pair.wrong) for right in pair.right)


def test_at_least_one_statement_is_wrong_and_no_verdict_is_an_even_chance():
    pairs = Counter(tuple(drawn.keys[name]["verdict"] for name in ("q7", "q8")) for drawn in DRAWS)
    assert set(pairs) == {
        ("contradicted", "supported"),
        ("supported", "interpretation"),
        ("contradicted", "interpretation"),
        ("supported", "contradicted"),
        ("contradicted", "contradicted"),
    }
    motives = Counter(drawn.keys["q8"]["verdict"] for drawn in DRAWS)
    assert max(motives.values()) < len(DRAWS) / 2


def test_a_wrong_report_is_mended_by_the_right_word_in_a_sentence_too():
    for drawn in DRAWS:
        question, key = drawn.questions["q8"], drawn.keys["q8"]
        if key["verdict"] == "contradicted":
            model = question.model(key)
            whole = {**model, "correct": f"it should say {model['correct']} there"}
            assert score(question, whole, key).points == question.points
            same = {**model, "correct": question.material[0]}
            assert score(question, same, key).points < question.points


def test_a_motive_told_as_a_fact_is_near_to_what_cannot_be_shown():
    drawn = next(d for d in DRAWS if d.keys["q8"]["verdict"] == "interpretation")
    question, key = drawn.questions["q8"], drawn.keys["q8"]
    model = question.model(key)
    near = score(question, {**model, "verdict": "unverifiable"}, key)
    assert question.points / 2 < near.points < question.points


def test_there_are_many_orders_to_reverse():
    themes = ("polemics", *polemics._EARLIER)
    orders = [p for p in graded().plantings.values() if p.kind == "order_reversed"]
    assert sum(p.pattern.theme in themes for p in orders) >= 15


def test_no_sentence_of_a_text_is_mostly_wrong_by_its_place():
    checks.no_place_is_mostly_wrong(DRAWS, "q9")


def test_four_errors_of_four_groups_of_kinds():
    for drawn in DRAWS:
        kinds = [error["kind"] for error in drawn.keys["q9"]["errors"]]
        assert all(sum(kind in group for kind in kinds) == 1 for group in polemics._ERRORS)


def test_every_card_answers_a_text_whose_day_is_sure():
    for name in letters.CARDS:
        answered = fact("polemics", name)["answers"]
        assert fact("polemics", answered)["date"] < fact("polemics", name)["date"]
