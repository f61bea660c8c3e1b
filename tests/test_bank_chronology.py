"""The task chronology: days, orders and a text, drawn so that nothing gives another away."""

import re
from datetime import date

import pandas as pd
import pytest

import bank_checks as checks
import sinosoviet as ss
from sinosoviet import dates, sources, tables
from sinosoviet.bank.chronicle import EVENTS, THREADS
from sinosoviet.bank.days import DAYS, ON_A_DAY, PAIRS, PERIODS
from sinosoviet.bank.statements import value
from sinosoviet.questions import score
from sinosoviet.tasks import released

NAME = "chronology"
DRAWS = checks.class_of(NAME)
TABLE = tables.table("events").set_index("id")
POOL = set(EVENTS) | set(DAYS) | set(PERIODS) | set(ON_A_DAY)
FORMS = "came before|came after|followed|preceded"
ROW = {words: row for row, words in EVENTS.items()}
ASKED = {asked.prompt: row for pool in (DAYS, PERIODS) for row, asked in pool.items()}


def day(row):
    return date.fromisoformat(TABLE.loc[row, "date"])


def words(row):
    return [dates.in_words(end) for end in TABLE.loc[row, "date"].split("/")]


def prints(text, days):
    return any(re.search(rf"(?<!\d){day}", text) for day in days)


def judged(drawn):
    return [(drawn.questions[n], drawn.keys[n]) for n in ("q7", "q8", "q9")]


def told(question):
    """The rows of a statement: that of a day, or two in an order, as they stand in it."""
    (text,) = question.material
    for row, sentence in ON_A_DAY.items():
        before, after = sentence.split("{day}")
        if text.startswith(before) and text.endswith(after):
            return [row]
    named = [(text.lower().find(words.lower()), row) for row, words in EVENTS.items()]
    return [row for at, row in sorted(named) if at >= 0]


def rows(drawn):
    """Every row on which a question rests, the text apart."""
    q = drawn.questions
    found = [ASKED[q["q1"].prompt], ASKED[q["q2"].prompt]]
    for name in ("q3", "q4", "q5"):
        found += [ROW[text] for text in q[name].items.values()]
    found += [ROW[line.partition(": ")[2].rstrip(".")] for line in q["q5"].material]
    found += [row for pair in pairs(drawn) for row in pair]
    return found + [row for question, _ in judged(drawn) for row in told(question)]


def pairs(drawn):
    """The two pairs of question 6."""
    found = []
    for line in drawn.questions["q6"].material:
        ends = line.partition(": from ")[2]
        halves = [(ends[: to.start()], ends[to.end() :]) for to in re.finditer(" to ", ends)]
        (pair,) = [(ROW[a], ROW[b]) for a, b in halves if a in ROW and b in ROW]
        found.append(pair)
    return found


def test_eleven_questions_of_37_points_in_every_variant():
    shapes = {tuple((q.id, q.kind, q.points) for q in d.questions.values()) for d in DRAWS}
    assert len(shapes) == 1
    (shape,) = shapes
    assert [name for name, _, _ in shape] == [f"q{n}" for n in range(1, 12)]
    assert sum(points for _, _, points in shape) == 37
    assert shape[-1][1] == "free_text"


def test_model_answers_earn_everything_and_blank_ones_nothing():
    checks.model_answers_earn_everything(DRAWS)
    checks.blanks_earn_nothing(DRAWS)


def test_guessing_earns_little():
    checks.guesses_earn_little(DRAWS)


# Keys and data ---------------------------------------------------------------------------


@pytest.mark.parametrize("row", sorted(POOL | {row for pair in PAIRS for row in pair}))
def test_a_key_rests_on_sure_rows_only(row):
    assert TABLE.loc[row, "confidence"] in ("high", "medium")
    assert TABLE.loc[row, "basis"] != "recall"
    assert dates.parse(value("events", row)).precision in ("day", "interval")


def test_threads_run_in_order_without_two_events_of_a_day():
    for thread in THREADS.values():
        in_order = [day(row) for row in thread]
        assert in_order == sorted(set(in_order))


def test_days_and_periods_are_those_of_the_table():
    for drawn in DRAWS:
        for name in ("q1", "q2"):
            row = ASKED[drawn.questions[name].prompt]
            assert drawn.keys[name]["date"] == TABLE.loc[row, "date"]


def test_lines_are_in_the_order_of_the_table():
    for drawn in DRAWS:
        for name in ("q3", "q4"):
            items = drawn.questions[name].items
            in_order = [day(ROW[items[letter]]) for letter in drawn.keys[name]["order"]]
            assert in_order == sorted(set(in_order))
            assert len(in_order) == 6


def test_the_letters_do_not_give_the_order_away():
    assert len({"".join(drawn.keys["q4"]["order"]) for drawn in DRAWS}) > 50


def test_what_came_between_did_so_by_the_table():
    for drawn in DRAWS:
        question, key = drawn.questions["q5"], drawn.keys["q5"]
        first, second = (day(ROW[m.partition(": ")[2][:-1]]) for m in question.material)
        assert first < second
        for letter, text in question.items.items():
            at = day(ROW[text])
            place = "before" if at < first else "after" if at > second else "between"
            assert key["pairs"][letter] == place
        assert set(key["pairs"].values()) == {"before", "between", "after"}


def test_days_are_counted_from_the_table():
    for drawn in DRAWS:
        counted = [(day(b) - day(a)).days for a, b in pairs(drawn)]
        assert list(drawn.keys["q6"]["values"].values()) == counted
        assert all(20 <= number <= 400 for number in counted)


def test_three_statements_a_moved_day_a_reversed_order_and_a_true_one():
    places = set()
    for drawn in DRAWS:
        kinds = []
        for question, key in judged(drawn):
            found = told(question)
            correct = key["correct"]
            if correct is None:
                kinds.append("true")
            else:
                kinds.append("moved" if len(found) == 1 else "reversed")
                first = min(found, key=day)
                assert correct == {"as": "date", "value": TABLE.loc[first, "date"]}
            assert set(key["evidence"]) <= sources.known()
            assert set(TABLE.loc[found[0], "sources"]) <= set(key["evidence"])
        assert sorted(kinds) == ["moved", "reversed", "true"]
        places.add(kinds.index("true"))
    assert places == {0, 1, 2}


def test_a_statement_is_true_or_false_by_the_table():
    for drawn in DRAWS:
        for question, key in judged(drawn):
            (text,) = question.material
            found = told(question)
            if len(found) == 1:
                true = words(found[0])[0] in text
            else:
                first, second = map(day, found)
                before = bool(re.search("came before|preceded", text))
                true = (first < second) == before
            assert key["verdict"] == ("supported" if true else "contradicted")


def test_true_and_false_statements_are_worded_alike():
    """Else a student could tell by the wording which is true."""
    forms = {True: set(), False: set()}
    days = {True: set(), False: set()}
    for drawn in DRAWS:
        for question, key in judged(drawn):
            true, found = key["correct"] is None, told(question)
            if len(found) == 1:
                days[true].update(found)
            else:
                forms[true].update(re.findall(FORMS, question.material[0])[-1:])
    assert forms[True] == forms[False] == set(FORMS.split("|"))
    assert len(days[True] & days[False]) > len(ON_A_DAY) / 2


def test_the_evidence_is_there():
    checks.evidence_exists(DRAWS)


# Nothing given away ----------------------------------------------------------------------


def test_no_day_is_used_twice_in_a_task():
    for drawn in DRAWS:
        used = [end for row in rows(drawn) for end in TABLE.loc[row, "date"].split("/")]
        assert len(used) == len(set(used))


def test_no_day_that_is_asked_for_stands_in_the_text_even_without_its_year():
    for drawn in DRAWS:
        text = " ".join(drawn.questions["q10"].material)
        for row in rows(drawn):
            assert not prints(text, [end.rpartition(" ")[0] for end in words(row)]), row


def test_a_statement_tells_no_day_but_its_own():
    for drawn in DRAWS:
        for question, _ in judged(drawn):
            others = set(rows(drawn)) - set(told(question))
            for row in others:
                assert not prints(question.material[0], words(row)), row


def test_events_are_named_without_their_year_and_so_that_two_fit_into_a_sentence():
    for row, text in EVENTS.items():
        assert "," not in text
        assert TABLE.loc[row, "date"][:4] not in text
    for pool in (DAYS, PERIODS):
        for row, asked in pool.items():
            for end in words(row):
                assert end not in asked.prompt


def test_the_starting_cells_show_nothing_that_is_asked_for():
    for shown in checks.starting_cells(NAME):
        if isinstance(shown, pd.DataFrame):
            ids = set(shown.index) | set(shown.get("id", ()))
            assert not ids & POOL


def test_what_is_released_holds_no_sentence_of_a_key():
    for number, drawn in enumerate(DRAWS[:20], start=1):
        text = released(NAME, b"a class", number)
        for _, key in checks.marked(drawn):
            for says in key.get("misconceptions", {}).values():
                assert says not in text


# In a student's hands --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "text"),
    [
        *EVENTS.items(),
        *((row, asked.prompt) for row, asked in {**DAYS, **PERIODS}.items()),
        *ON_A_DAY.items(),
    ],
)
def test_a_word_of_the_question_finds_the_event(row, text):
    found = [set(ss.events(about=word).index) for word in re.findall(r"[^\W\d]{4,}", text)]
    assert min(len(ids) for ids in found if row in ids) <= 30


def test_a_day_printed_elsewhere_gets_its_own_sentence():
    for pool, name in ((DAYS, "q1"), (PERIODS, "q2")):
        for row, asked in pool.items():
            assert all(dates.parse(slip) for slip in asked.slips)
            drawn = next((d for d in DRAWS if d.questions[name].prompt == asked.prompt), None)
            for slip, says in asked.slips.items() if drawn else ():
                result = score(drawn.questions[name], slip, drawn.keys[name])
                assert says in result.feedback
                assert result.share <= 0.25
                assert slip != TABLE.loc[row, "date"]


def test_every_known_slip_reaches_its_sentence():
    reached = checks.misconceptions_reach_their_sentences(DRAWS)
    assert set(reached) == {"date", "calculation", "verdict", "find_errors"}


def test_the_feedback_keeps_the_answer():
    checks.the_feedback_keeps_the_answer(DRAWS)


# Variants --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "most"),
    [("q1", 0.08), ("q2", 0.1), *((f"q{n}", 0.03) for n in range(3, 11))],
)
def test_two_students_rarely_share_a_key(name, most):
    assert checks.shared(DRAWS, name) <= most


def test_two_texts_share_at_most_half_of_their_errors():
    checks.texts_share_at_most_half_of_their_errors(DRAWS, "q10")
    kinds = {tuple(sorted(e["kind"] for e in d.keys["q10"]["errors"])) for d in DRAWS}
    assert kinds == {("date_moved",) * 2 + ("order_reversed",) * 2}


def test_the_notebook_asks_what_the_task_has():
    checks.notebook_and_questions_agree(NAME, DRAWS[0])
