"""The task quantities: numbers looked up, worked out, judged and found wrong."""

import re
from functools import lru_cache

import pandas as pd
import pytest

import bank_checks as checks
import sinosoviet as ss
from sinosoviet import sources, tables
from sinosoviet.bank import amounts
from sinosoviet.bank.counts import COUNTS, GROWING, HEADS, LOANS, PARTS, RIVALS, SERIES
from sinosoviet.questions import score

NAME = "quantities"
DRAWS = checks.class_of(NAME)
TABLE = tables.table("series")
CATALOGUE = tables.table("series_catalogue").set_index("id")
LOAN = tables.table("loans").set_index("id")


@lru_cache
def number(series, year):
    """A value read off the table, as a student would."""
    shown = ss.series(series)
    (found,) = shown[shown.period == str(year)].value
    return float(found)


def named(text):
    """The series and loans whose ids stand in single quotation marks in a prompt."""
    quoted = re.findall("'([a-z][a-z0-9-]+)'", text)
    return [name for name in quoted if name in CATALOGUE.index or name in LOAN.index]


def years(text):
    return [int(year) for year in re.findall(r"\b19\d\d\b", text)]


def judged(drawn):
    return [(drawn.questions[n], drawn.keys[n]) for n in ("q7", "q8", "q9")]


def told(question):
    """The statement of which a question is a draw, and the number that it prints."""
    (text,) = question.material
    for count in COUNTS:
        before, after = count.text.split("{n}")
        if text.startswith(before) and text.endswith(after):
            return count, float(text[len(before) : len(text) - len(after)].replace(",", ""))
    raise AssertionError(text)


def test_eleven_questions_of_39_points_in_every_variant():
    shapes = {tuple((q.id, q.kind, q.points) for q in d.questions.values()) for d in DRAWS}
    assert len(shapes) == 1
    (shape,) = shapes
    assert [name for name, _, _ in shape] == [f"q{n}" for n in range(1, 12)]
    assert sum(points for _, _, points in shape) == 39
    assert shape[-1][1] == "free_text"


def test_model_answers_earn_everything_and_blank_ones_nothing():
    checks.model_answers_earn_everything(DRAWS)
    checks.blanks_earn_nothing(DRAWS)


def test_guessing_earns_little():
    checks.guesses_earn_little(DRAWS)


# Keys and data ---------------------------------------------------------------------------


def unsure(frame):
    return frame[(frame.confidence == "low") | (frame.basis == "recall")]


def test_a_value_that_is_not_sure_is_refused():
    rows = unsure(TABLE)
    assert len(rows)
    for row in rows.itertuples():
        if sum((TABLE.series == row.series) & (TABLE.period == row.period)) == 1:
            with pytest.raises(ValueError, match="not sure enough for a key"):
                amounts.counted(f"{row.series}@{row.period}")


def test_a_value_must_be_one():
    with pytest.raises(ValueError, match="means 20 values"):
        amounts.counted("grain-china-official-later")


def test_everything_that_can_be_drawn_is_sure():
    for rows in RIVALS.values():
        assert all(amounts.amount(row) > 0 for row in rows)
    for count in COUNTS:
        assert all(amounts.amount(row) > 0 for row in (count.row, *count.rivals))
    assert not set(LOANS) & set(unsure(LOAN).index)
    series = {*SERIES, *GROWING, *(p for part in PARTS for p in part[:2]), *(h[0] for h in HEADS)}
    for name in series:
        assert not {f"{name}@{year}" for year in amounts.years(name)} & {
            f"{row.series}@{row.period}" for row in unsure(TABLE).itertuples()
        }
        assert len(amounts.years(name)) >= 5


def test_values_that_are_looked_up_stand_in_the_series():
    for drawn in DRAWS:
        question, key = drawn.questions["q1"], drawn.keys["q1"]
        (series,) = named(question.prompt)
        assert f'(topic "{CATALOGUE.topic[series]}")' in question.prompt
        for line in question.material:
            label, year = line.split(": ")
            assert key["values"][label] == number(series, year)
        assert len(set(key["values"].values())) == 3


def test_counters_gave_the_numbers_and_one_is_left_over():
    for drawn in DRAWS:
        question, key = drawn.questions["q2"], drawn.keys["q2"]
        topics = [t for t in ss.topics() if f'"{t}"' in question.prompt]
        table = pd.concat([ss.compare(topic) for topic in topics])
        for letter, text in question.items.items():
            counter = question.options[key["pairs"][letter]]
            rows = table[table.counted_by == counter]
            shown = float(re.match(r"[\d,.]+", text)[0].rstrip(",").replace(",", ""))
            assert shown in set(rows.value)
        assert len(set(key["pairs"].values())) == 4 < len(question.options)


def test_shares_and_points_follow_from_the_table():
    for drawn in DRAWS:
        prompt, values = drawn.questions["q3"].prompt, drawn.keys["q3"]["values"]
        part, whole = named(prompt)
        first, later = years(prompt)
        shares = [100 * number(part, y) / number(whole, y) for y in (first, later)]
        assert values["first"] == pytest.approx(shares[0], abs=0.01)
        assert values["later"] == pytest.approx(shares[1], abs=0.01)
        assert values["points"] == pytest.approx(shares[1] - shares[0], abs=0.01)


def test_growth_follows_from_the_table():
    for drawn in DRAWS:
        prompt, values = drawn.questions["q4"].prompt, drawn.keys["q4"]["values"]
        (series,) = named(prompt)
        first, last = years(prompt)[:2]
        start, end = number(series, first), number(series, last)
        assert values["index"] == pytest.approx(100 * end / start, abs=0.01)
        assert values["rise"] == pytest.approx(values["index"] - 100, abs=0.01)
        grown = start * (1 + values["rate"] / 100) ** (last - first)
        assert grown == pytest.approx(end, rel=0.002)


def test_money_is_converted_as_the_lessons_do_it():
    for drawn in DRAWS:
        prompt, values = drawn.questions["q5"].prompt, drawn.keys["q5"]["values"]
        *_, name = named(prompt)
        old = LOAN.amount[name] if name in LOAN.index else number(name, *years(prompt))
        assert values["dollars"] == pytest.approx(ss.convert(old, "old roubles", "dollars"), 1e-4)
        abroad = ss.convert(old, "old roubles", "new roubles")
        at_home = ss.convert(old, "old roubles", "new roubles", at="home")
        assert values["new roubles"] == pytest.approx(abroad, 1e-4)
        assert values["short"] == pytest.approx(abroad - at_home, 1e-3)


UNITS = {"100 million yuan": 1e8, "million tonnes": 1e9, "thousand tonnes": 1e6, "TWh": 1e9}


def test_an_amount_a_head_has_the_right_magnitude():
    for drawn in DRAWS:
        prompt, values = drawn.questions["q6"].prompt, drawn.keys["q6"]["values"]
        series, population = named(prompt)
        (year,) = years(prompt)
        unit = UNITS[CATALOGUE.unit[series].partition(",")[0]]
        assert CATALOGUE.unit[population] == "10 thousand persons"
        persons = number(population, year) * 1e4
        true = number(series, year) * unit / persons
        assert values["a head"] == pytest.approx(true, 1e-3)


def test_three_statements_anothers_number_a_wrong_magnitude_and_a_true_one():
    places = set()
    for drawn in DRAWS:
        kinds = []
        for question, key in judged(drawn):
            count, printed = told(question)
            true = amounts.amount(count.row) / count.over
            if key["correct"] is None:
                kinds.append("true")
                assert printed == pytest.approx(true)
            else:
                tenfold = printed == pytest.approx(true * 10) or printed == pytest.approx(true / 10)
                kinds.append("magnitude" if tenfold else "rival")
                assert key["correct"]["value"] == pytest.approx(true)
            assert key["verdict"] == ("supported" if key["correct"] is None else "contradicted")
            assert set(key["evidence"]) <= sources.known()
            assert set(amounts.counted(count.row)["sources"]) <= set(key["evidence"])
        assert sorted(kinds) == ["magnitude", "rival", "true"]
        places.add(kinds.index("true"))
    assert places == {0, 1, 2}


@pytest.mark.parametrize("count", COUNTS, ids=lambda count: count.row)
def test_a_rival_is_wrong_for_certain(count):
    for rival in count.rivals:
        planted = amounts.amount(rival) / count.over
        true = amounts.amount(count.row) / count.over
        assert abs(planted - true) > 0.02 * true
        same = TABLE[(TABLE.series == count.row.partition("@")[0])].value / count.over
        if count.row.partition("@")[0] != rival.partition("@")[0]:
            assert not any(abs(planted - value) <= 0.02 * value for value in same)


def test_the_evidence_is_there():
    checks.evidence_exists(DRAWS)


# Nothing given away ----------------------------------------------------------------------


def topic(row):
    return CATALOGUE.topic[row.partition("@")[0]]


def test_what_a_question_prints_is_not_asked_for_in_another():
    """Numbers are printed in the rivals, the statements and the text; each has its own topics."""
    for drawn in DRAWS:
        (series,) = named(drawn.questions["q1"].prompt)
        asked = [{topic(series)}]
        asked.append({t for t in ss.topics() if f'"{t}"' in drawn.questions["q2"].prompt})
        for question, _ in judged(drawn):
            count, _ = told(question)
            asked.append({topic(row) for row in (count.row, *count.rivals)})
        for number_, one in enumerate(asked[1:], start=1):
            assert not any(one & other for other in asked[number_ + 1 :])
            assert not one & asked[0]


def test_the_text_does_not_tell_what_is_to_be_looked_up_for_a_sum():
    for drawn in DRAWS:
        text = " ".join(drawn.questions["q10"].material)
        printed = {float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}
        for name in ("q4", "q5"):
            prompt = drawn.questions[name].prompt
            *_, what = named(prompt)
            if what in LOAN.index:
                assert LOAN.amount[what] not in printed
            else:
                assert not {number(what, year) for year in years(prompt)[:2]} <= printed


def test_the_starting_cells_show_nothing_that_is_asked_for():
    pool = {*SERIES, *LOANS, *(row.partition("@")[0] for rows in RIVALS.values() for row in rows)}
    pool |= {count.row.partition("@")[0] for count in COUNTS}
    for shown in checks.starting_cells(NAME):
        if isinstance(shown, pd.DataFrame):
            assert not set(shown.index) & pool


# In a student's hands --------------------------------------------------------------------


@pytest.mark.parametrize("count", COUNTS, ids=lambda count: count.row)
def test_a_word_of_a_statement_finds_its_topic(count):
    words = re.findall(r"[^\W\d]{4,}", count.text)
    found = [CATALOGUE[CATALOGUE.definition.str.contains(w, case=False)].topic for w in words]
    assert min(len(t) for t in found if topic(count.row) in set(t)) <= 30


def test_a_figure_may_be_rounded_in_the_text():
    for drawn in DRAWS:
        question, key = drawn.questions["q10"], drawn.keys["q10"]
        model = question.model(key)
        for row in model:
            if row["kind"] == "wrong_arithmetic":
                row["correct"] *= 1.002
        assert score(question, model, key).points == question.points


def test_every_known_slip_reaches_its_sentence():
    reached = checks.misconceptions_reach_their_sentences(DRAWS)
    assert set(reached) == {"quantities", "attribution", "calculation", "verdict", "find_errors"}


def test_the_feedback_keeps_the_answer():
    checks.the_feedback_keeps_the_answer(DRAWS)


# Variants --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "most"), [("q5", 0.1), *((f"q{n}", 0.03) for n in (1, 2, 3, 4, 6, 7, 8, 9, 10))]
)
def test_two_students_rarely_share_a_key(name, most):
    assert checks.shared(DRAWS, name) <= most


def test_two_texts_share_at_most_half_of_their_errors():
    checks.texts_share_at_most_half_of_their_errors(DRAWS, "q10")
    kinds = {tuple(sorted(e["kind"] for e in d.keys["q10"]["errors"])) for d in DRAWS}
    assert kinds == {
        ("digits_run_together", "exaggeration", "wrong_arithmetic", "wrong_arithmetic")
    }


def test_the_notebook_asks_what_the_task_has():
    checks.notebook_and_questions_agree(NAME, DRAWS[0])
