"""The capstone: a text of one's own, keys that the data bears out, nothing told twice."""

from itertools import combinations, pairwise
from random import Random

import pytest

import bank_checks as checks
import sinosoviet as ss
from sinosoviet import dates, sources
from sinosoviet.bank import capstone
from sinosoviet.bank.documents import statements
from sinosoviet.bank.pool import graded
from sinosoviet.bank.statements import fact
from sinosoviet.questions import Evidence, score
from sinosoviet.questions.base import Question
from sinosoviet.questions.corrections import closeness
from sinosoviet.specimens import compose, draw_plantings
from sinosoviet.specimens.themes import PARTS, part_of
from sinosoviet.tasks import draw

NAME = "capstone"
SECRET = b"a class"
#: The variants of one class.
DRAWS = [draw(NAME, SECRET, n) for n in range(1, 101)]
DATA = capstone._data()
CLAIMS = capstone._claims()


def planted(variant):
    return draw_plantings(SECRET.hex(), variant - 1, pool=graded())


def test_eight_questions_of_42_points_the_last_marked_by_hand():
    (shape,) = {tuple((q.id, q.kind, q.points) for q in d.questions.values()) for d in DRAWS}
    assert [name for name, _, _ in shape] == [f"q{n}" for n in range(1, 9)]
    assert sum(points for *_, points in shape) == 42
    assert [kind for _, kind, _ in shape].index("free_text") == 7
    assert len({kind for _, kind, _ in shape}) == 7


def test_model_answers_earn_everything():
    checks.model_answers_earn_everything(DRAWS)


def test_blanks_earn_nothing():
    checks.blanks_earn_nothing(DRAWS)


def test_guesses_earn_little():
    checks.guesses_earn_little(DRAWS)


def test_no_key_rests_on_an_unsure_row(monkeypatch):
    checks.rests_on_sure_rows_only(monkeypatch, capstone, ("events",))


def test_evidence_exists():
    checks.evidence_exists(DRAWS)


def test_no_question_tells_another_s_answer():
    checks.no_question_tells_another_s_answer(DRAWS)


def test_misconceptions_reach_their_sentences():
    reached = checks.misconceptions_reach_their_sentences(DRAWS)
    assert set(reached) == {"find_errors", "attribution", "sourcing_card", "calculation"}


def test_the_feedback_keeps_the_answer():
    checks.the_feedback_keeps_the_answer(DRAWS)


def test_two_students_rarely_share_a_question_and_its_key():
    for name in DRAWS[0].questions:
        bound = {"q2": 0.1, "q3": 0.1, "q6": 0.09, "q8": 1}.get(name, 0.01)
        assert checks.shared(DRAWS, name) <= bound, name


def test_notebook_and_questions_agree():
    checks.notebook_and_questions_agree(NAME, DRAWS[0])


# The text ---------------------------------------------------------------------------------


def test_a_text_of_thirteen_sentences_with_six_errors():
    for drawn in DRAWS:
        assert len(drawn.questions["q1"].material) == 13
        assert len(drawn.keys["q1"]["errors"]) == drawn.questions["q1"].rows == 6


def test_no_two_variants_of_a_class_share_more_than_half_of_the_errors():
    errors = [{planting.id for planting in planted(n)} for n in range(1, 101)]
    assert max(len(a & b) for a, b in combinations(errors, 2)) <= 3


def test_another_course_deals_other_errors():
    assert planted(1) != draw_plantings(b"another".hex(), 0, pool=graded())


def test_half_the_errors_earn_half():
    for drawn in DRAWS[:20]:
        question, key = drawn.questions["q1"], drawn.keys["q1"]
        assert score(question, question.model(key)[:3], key).points == question.points / 2


def mended_with(question, key, error, number):
    """What a perfect answer earns when one correction is given otherwise."""
    answer = question.model(key)
    (row,) = [row for row in answer if row["sentence"] == error["sentence"]]
    row["correct"] = number
    return score(question, answer, key).points


def test_a_figure_may_be_given_with_more_decimals_than_were_printed():
    found = 0
    for drawn in DRAWS:
        question, key = drawn.questions["q1"], drawn.keys["q1"]
        for error in key["errors"]:
            if error["kind"] == "wrong_arithmetic":
                number = error["correct"]["value"]
                found += 1
                assert mended_with(question, key, error, number + 0.04) == question.points
                assert mended_with(question, key, error, 1.03 * number + 0.1) < question.points
                assert mended_with(question, key, error, 0.97 * number - 0.1) < question.points
    assert found > 10


def test_what_the_text_prints_is_never_near_enough():
    for number in range(1, 101):
        text = compose(Random(number), plantings=planted(number), length=13, pool=graded())
        for error in text.errors:
            right = error.correct
            if right["as"] == "number":
                assert closeness(error.printed, right) == 0, error


# What the others ask about -------------------------------------------------------------------


def asked_about(question: Question):
    return capstone._named((question, {}))


def test_no_question_is_about_what_the_text_could_tell():
    for number, drawn in enumerate(DRAWS, start=1):
        part = part_of(planted(number)[0].pattern.theme)
        told = capstone._told(part)
        for name in ("q2", "q3", "q4", "q7"):
            assert not asked_about(drawn.questions[name]) & told
        for name in ("q2", "q3"):
            (text,) = drawn.questions[name].material
            (claim,) = [claim for claim in CLAIMS if claim.text == text]
            assert claim.part != part


def test_no_event_serves_two_questions():
    for drawn in DRAWS:
        for a, b in combinations(("q2", "q3", "q4", "q7"), 2):
            assert not asked_about(drawn.questions[a]) & asked_about(drawn.questions[b])


@pytest.mark.parametrize("part", PARTS)
def test_enough_claims_of_each_part_whatever_the_text_is_about(part):
    for other in set(PARTS) - {part}:
        told = capstone._told(other)
        assert len([c for c in CLAIMS if c.part == part and c.event not in told]) >= 8


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.about)
def test_a_claim_has_two_origins_and_two_sides(claim):
    groups = claim.groups()
    assert len(groups) >= 2
    items = [sources.item(source)["custom"] for group in groups for source in group]
    assert len({item["side"] for item in items} - {"scholarly"}) >= 2
    assert not [item for item in items if item["confidence"] == "low"]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.about)
def test_a_witness_wrote_when_it_had_happened_or_was_planned(claim):
    """A paper of weeks before cannot tell of a talk; a plan or a request of days before can."""
    if not claim.event:
        return
    day = dates.parse(fact("events", claim.event)["date"]).earliest
    written = {s: sources.issued(sources.item(s)) for group in claim.groups() for s in group}
    early = {s: dates.parse(d).latest for s, d in written.items() if d}
    assert not [s for s, last in early.items() if last and day and (day - last).days > 13]


def test_what_proves_a_claim_elsewhere_in_the_data_counts_too():
    (recall,) = [c for c in CLAIMS if c.event == "departure-of-specialists-1960"]
    question = Evidence(id="q2", title="", points=3, prompt="", need={"independent": 2, "sides": 2})
    key = {"groups": [list(group) for group in recall.groups()]}
    for answer in (
        ["soviet-note-1960-07-16", "prc-note-1960-07-31"],
        ["khrushchev-letter-sed-1960-07-18", "cia-briefing-1960-08-17"],
        ["soviet-note-1960-07-16", "cpc-1963-09-06"],
    ):
        assert score(question, answer, key).points == 3


def test_many_specialists_came_is_among_the_claims():
    (came,) = [c for c in CLAIMS if "claims/A09" in c.also]
    carried = {source for group in came.groups() for source in group}
    assert carried >= {"goncharenko-1998", "shen-2003", "inr-1985", "soviet-note-1960-07-16"}


def test_events_have_a_day_and_no_two_the_same():
    days = [fact("events", event)["date"] for event in DATA["events"]]
    assert all(dates.parse(day).precision == "day" for day in days)
    assert len(set(days)) == len(days)


def test_no_phrase_gives_its_year():
    assert not [words for words in DATA["events"].values() if "19" in words]


def test_the_order_is_that_of_the_days():
    event_of = {words: event for event, words in DATA["events"].items()}
    for drawn in DRAWS:
        items = drawn.questions["q4"].items
        days = [capstone._day(event_of[items[letter]]) for letter in drawn.keys["q4"]["order"]]
        assert all(a < b for a, b in pairwise(days))


def test_the_starting_cell_counts_the_days():
    code = "".join(checks.cells(NAME)["q7-start"]["source"])
    *lines, last = code.splitlines()
    scope = {}
    exec("\n".join(lines), scope)
    assert eval(last, scope) == 2


def test_causes_stand_in_the_table_under_the_name_that_is_shown():
    table = ss.table("historiography")
    for drawn in DRAWS:
        question, right = drawn.questions["q5"], drawn.keys["q5"]["pairs"]
        for letter, shown in question.items.items():
            scholar, _, year = shown.rpartition(", ")
            (row,) = table[(table.scholar == scholar) & (table.year == int(year))].to_dict(
                "records"
            )
            assert row["main_cause"] == right[letter]
            assert row["basis"] == "read"
        assert len(set(right.values())) >= 4


def test_every_cause_of_the_table_is_an_option():
    assert set(ss.table("historiography").main_cause) == set(capstone._CAUSES)


def test_the_document_is_none_that_shows_an_error():
    for number, drawn in enumerate(DRAWS, start=1):
        (quoted,) = drawn.questions["q6"].material
        (said,) = [s for s in statements() if f"“{s.text}”" == quoted]
        shown = {s for p in planted(number) for group in p.evidence for s in group}
        assert said.document.source not in shown


@pytest.mark.parametrize(
    ("pattern", "answers"),
    [
        ("estimate-wrong", ["1956", "1956-11", "November 1956", "reached by 30 November 1956"]),
        ("border-talks-result", ["1991", 1991, "1991-05-16", "fixed in 1991"]),
    ],
)
def test_a_contradiction_is_put_right_with_what_the_text_says_elsewhere(pattern, answers):
    """The sentence that contradicts gives no day, so none can be asked for."""
    (wrong,) = [w for w in graded().patterns[pattern].wrongs if w.kind == "contradiction"]
    assert [closeness(answer, wrong.correct) for answer in answers] == [1] * len(answers)
    assert closeness("1960", wrong.correct) == 0


def test_texts_can_treat_who_built_the_works():
    """Claim A08, which no other question meets."""
    rows = {row for pattern in graded().patterns.values() for row in pattern.matters}
    assert "claims/A08" in rows
