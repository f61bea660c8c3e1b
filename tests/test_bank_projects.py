"""The task on the 156 projects: right answers, blind ones, and what a student can find."""

import re
from collections import Counter
from itertools import pairwise

import pytest

import bank_checks as checks
import sinosoviet as ss
from sinosoviet import dates, sources
from sinosoviet.bank import projects, promises, shares, sheet, works
from sinosoviet.bank.statements import value
from sinosoviet.questions import DateQuestion, Quantities, score
from sinosoviet.tasks import draw

NAME = "projects"
DRAWS = [draw(NAME, f"secret {n}".encode()) for n in range(100)]


def test_ten_questions_of_forty_points_the_last_marked_by_hand():
    shapes = {tuple((q.id, q.kind, q.points) for q in d.questions.values()) for d in DRAWS}
    (shape,) = shapes
    assert [name for name, _, _ in shape] == [f"q{n}" for n in range(1, 11)]
    assert sum(points for *_, points in shape) == 40
    assert [kind for _, kind, _ in shape].index("free_text") == 9
    assert len({kind for _, kind, _ in shape}) >= 7


def test_model_answers_earn_everything():
    checks.model_answers_earn_everything(DRAWS)


def test_blanks_earn_nothing():
    checks.blanks_earn_nothing(DRAWS)


def test_guesses_earn_little():
    checks.guesses_earn_little(DRAWS)


def test_no_key_rests_on_an_unsure_row(monkeypatch):
    used = ("events", "series", "agreements", "projects")
    checks.rests_on_sure_rows_only(monkeypatch, projects, used)


def test_evidence_exists():
    checks.evidence_exists(DRAWS)


def test_no_question_tells_another_s_answer():
    checks.no_question_tells_another_s_answer(DRAWS)


def test_misconceptions_reach_their_sentences():
    reached = checks.misconceptions_reach_their_sentences(DRAWS)
    kinds = {"date", "quantities", "calculation", "verdict", "find_errors"}
    assert kinds == set(reached)


def test_the_feedback_keeps_the_answer():
    checks.the_feedback_keeps_the_answer(DRAWS)


def test_two_students_rarely_share_a_question_and_its_key():
    for name in DRAWS[0].questions:
        bound = {"q1": 0.09, "q10": 1}.get(name, 0.04)
        assert checks.shared(DRAWS, name) <= bound, name


def test_notebook_and_questions_agree():
    checks.notebook_and_questions_agree(NAME, DRAWS[0])


def test_starting_cells_show_all_their_rows():
    checks.starting_cells_show_all_their_rows(NAME)


# What a student can find ------------------------------------------------------------------


def starting(cell):
    return "".join(checks.cells(NAME)[cell]["source"])


def test_the_day_asked_for_stands_in_the_list_of_events():
    found = set(ss.events(since="1950", until="1960").date)
    for drawn in DRAWS:
        assert drawn.keys["q1"]["date"] in found


@pytest.mark.parametrize("row", works.DAYS)
def test_a_word_of_the_question_finds_the_day(row):
    asked = works.DAYS[row].asked
    words = set(re.findall(r"[A-Z]\w+|\b\d+\b|works|plan|atomic|tube|dam|items", asked))
    found = set()
    for word in words - {"People", "Daily", "Soviet"}:
        found |= set(ss.search(word).query("found_in == 'events'").id)
    assert row in found


def test_every_count_stands_in_a_topic_that_the_notebook_names():
    topics = re.findall(r"- `(.+)`", starting("q2-title"))
    shown = {row for topic in topics for row in ss.compare(topic).index}
    assert {row for group in works.COUNTS for row in group} <= shown


def test_the_starting_cell_of_the_count_gives_the_key():
    code = starting("q4-start")
    for drawn in DRAWS[:20]:
        key, material = drawn.keys["q4"]["values"], drawn.questions["q4"].material
        branch = material[0].rpartition(" in ")[2]
        assert counted(code, "sector", "sector")[branch] == key["branch"]
        province = material[1].rpartition(" in ")[2]
        assert counted(code, "place", "province")[province] == key["province"]
        first, last, column = re.search(r"(\d{4}) to (\d{4}) \((\w+)\)", material[2]).groups()
        years = counted(code, column, column)
        assert years.loc[int(first) : int(last)].sum() == key["years"]


def test_without_the_filter_the_count_is_another():
    table = ss.table("projects")
    for drawn in DRAWS:
        key, material = drawn.keys["q4"]["values"], drawn.questions["q4"].material
        assert key["branch"] < sum(table.sector == material[0].rpartition(" in ")[2])
        assert key["province"] < sum(table.province == material[1].rpartition(" in ")[2])
        first, last, column = re.search(r"(\d{4}) to (\d{4}) \((\w+)\)", material[2]).groups()
        assert key["years"] < table[column].between(int(first), int(last)).sum()


def counted(code, field, column):
    changed = code.replace('"sector", "sector"  #', f'"{field}", "{column}"  #')
    *lines, last = changed.splitlines()
    scope = {"ss": ss}
    exec("\n".join(lines), scope)
    return eval(last, scope)


def test_shares_are_of_numbers_that_compare_shows():
    asked = [*shares.OF_AGREEMENTS, *shares.OF_WORKS]
    topics = [t for t in ss.topics() if "156" in t or "aid" in t or "documents" in t]
    shown = {row for topic in topics for row in ss.compare(topic).index}
    used = {row.partition("@")[0] for share in asked for row in (*share.part, *share.whole)}
    assert used <= shown
    assert all(0 < share.per_cent < 100 for share in asked)


def test_agreements_stand_in_order_without_ties():
    table = ss.table("agreements").set_index("title")
    for drawn in DRAWS:
        items, order = drawn.questions["q6"].items, drawn.keys["q6"]["order"]
        spans = [dates.parse(table.loc[items[letter]].date) for letter in order]
        assert all(a.latest < b.earliest for a, b in pairwise(spans))
        assert not any(re.search(r"\b19\d\d\b", title) for title in items.values())


def test_a_count_is_found_with_its_counter():
    for holder, (name, _) in works.COUNTERS.items():
        table, row = works.COUNTER_ROWS[holder]
        if table == "events":
            assert name in ss.record("events", row).title
            continue
        catalogue = ss.record("series_catalogue", row)
        cited = " ".join(sources.reference(s) for s in ss.series(row).sources.iloc[0])
        surnames = re.findall(r"[A-Z]\w+", name)
        assert any(s in catalogue.counted_by or s in cited for s in surnames), holder


def test_statements_cite_what_compare_and_events_show():
    for drawn in DRAWS:
        for name in ("q7", "q8"):
            assert 1 <= len(drawn.keys[name]["evidence"]) <= 12


def test_at_least_one_statement_is_wrong_and_each_place_is_both():
    wrong = Counter(
        tuple(drawn.keys[name]["verdict"] == "contradicted" for name in ("q7", "q8"))
        for drawn in DRAWS
    )
    assert set(wrong) == {(True, False), (False, True), (True, True)}


@pytest.mark.parametrize("statement", promises.STATEMENTS, ids=lambda s: s.text[:30])
def test_a_decoy_differs_from_what_it_stands_for_and_from_the_rest(statement):
    true = {name: value(slot.table, slot.row) for name, slot in statement.slots.items()}
    for name, slot in statement.slots.items():
        for decoy in slot.decoys:
            assert value(slot.table, decoy) not in true.values(), (name, decoy)


def test_no_sentence_of_a_text_is_mostly_wrong_by_its_place():
    checks.no_place_is_mostly_wrong(DRAWS, "q9")


def test_four_errors_of_four_groups_of_kinds():
    for drawn in DRAWS:
        kinds = [error["kind"] for error in drawn.keys["q9"]["errors"]]
        assert all(sum(kind in group for kind in kinds) == 1 for group in projects._ERRORS)


def test_a_half_found_text_earns_a_part():
    for drawn in DRAWS[:20]:
        question, key = drawn.questions["q9"], drawn.keys["q9"]
        half = score(question, question.model(key)[:2], key)
        assert half.points == question.points / 2


# The sheet --------------------------------------------------------------------------------


def test_a_question_that_tells_another_is_not_taken():
    made = iter(["1953-05-15", "1954-10-12"])
    taken = sheet.Sheet()
    counting = Quantities(
        id="q2", title="t", points=1, prompt="What was agreed on 15 May 1953?", labels=("a",),
        unit="projects",
    )  # fmt: skip
    taken.take(lambda: (counting, {"values": {"a": 91.0}}))
    day = DateQuestion(id="q1", title="t", points=1, prompt="On which day?")
    _, key = taken.take(lambda: (day, {"date": next(made)}))
    assert key["date"] == "1954-10-12"
    assert [question.id for question, _ in taken.questions()] == ["q1", "q2"]


def test_a_sheet_that_cannot_be_filled_says_so():
    taken = sheet.Sheet()
    day = DateQuestion(id="q1", title="t", points=1, prompt="Was it on 15 May 1953?")
    taken.take(lambda: (day, {"date": "1960-07-16"}))
    other = DateQuestion(id="q2", title="t", points=1, prompt="When?")
    with pytest.raises(sheet.DeadEnd, match="q2: every question"):
        taken.take(lambda: (other, {"date": "1953-05-15"}))


def test_a_sheet_that_cannot_be_filled_is_begun_again():
    told = iter(["15 May 1953", "12 October 1954"])

    def take_all(taken):
        prompt = f"Was it on {next(told)}?"
        first = DateQuestion(id="q1", title="t", points=1, prompt=prompt)
        second = DateQuestion(id="q2", title="t", points=1, prompt="When?")
        taken.take(lambda: (first, {"date": "1960-07-16"}))
        taken.take(lambda: (second, {"date": "1953-05-15"}))

    made = sheet.filled(take_all)
    assert [question.id for question, _ in made] == ["q1", "q2"]
    assert "1954" in made[0][0].prompt
