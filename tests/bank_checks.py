"""What holds for every assignment of the bank, to be called from a test of each."""

import ast
import json
import re
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path
from random import Random
from statistics import mean

import sinosoviet as ss
from sinosoviet import bank, dates, slips, sources, tables
from sinosoviet.bank import statements
from sinosoviet.frames import Table
from sinosoviet.questions import score
from sinosoviet.tasks import draw

SOURCE = Path(__file__).parents[1] / "assignments" / "source"


def class_of(name, number=100):
    """The draws of a class: so many variants under one secret."""
    return [draw(name, b"a class", variant) for variant in range(1, number + 1)]


def marked(drawn):
    """The questions that are not marked by hand, with their keys."""
    return [(q, drawn.keys[n]) for n, q in drawn.questions.items() if q.kind != "free_text"]


def model_answers_earn_everything(draws):
    for drawn in draws:
        for question, key in marked(drawn):
            answer = question.model(key)
            assert question.problem(answer) is None, question
            assert score(question, answer, key).points == question.points, question
            assert not set(key.get("misconceptions", {})) & set(question.said(answer)), question


def blanks_earn_nothing(draws):
    for drawn in draws:
        for question, key in marked(drawn):
            assert score(question, question.blank(), key).points == 0


def guesses_earn_little(draws):
    random = Random(1)
    shares = [
        sum(score(q, slips.guess(q, random), key).points for q, key in marked(drawn))
        / sum(q.points for q, _ in marked(drawn))
        for drawn in draws
        for _ in range(3)
    ]
    assert mean(shares) < 0.15


def rests_on_sure_rows_only(monkeypatch, builder, tables_used):
    """Keys are the same when rows of low confidence or from recall are not there."""
    whole = tables.table

    def sure_only(name):
        frame = whole(name)
        if name in tables_used:
            frame = frame[(frame.basis != "recall") & (frame.confidence != "low")]
        return frame

    def keys():
        place = bank.Place(b"one", 1)
        made = (builder.build(Random(n), place) for n in range(30))
        return [[{**key, "misconceptions": None} for _, key in pairs] for pairs in made]

    expected = keys()
    monkeypatch.setattr(tables, "table", sure_only)
    statements._rows.cache_clear()
    try:
        assert keys() == expected
    finally:
        statements._rows.cache_clear()


def evidence_exists(draws):
    for drawn in draws:
        for _, key in marked(drawn):
            named = [s for group in key.get("groups", []) for s in group] + key.get("evidence", [])
            assert {source.partition("#")[0] for source in named} <= sources.known()


def sure(source):
    """Whether a key may rest on a source."""
    custom = sources.item(source)["custom"]
    return custom["confidence"] != "low" and custom["basis"] != "recall"


def unsure_rows():
    """Rows of events on which no key may rest."""
    events = tables.table("events")
    return set(events[(events.basis == "recall") | (events.confidence == "low")].id)


def text_of(question):
    return "\n".join([question.prompt, *question.material])


def stands_in(text, part):
    return re.search(rf"(?<![\w,.-]){re.escape(part)}(?![\w-]|[,.]\d)", text)


def right_values(question, key):
    """Days and larger numbers that a question asks for, as they are written out."""
    found = [key["date"]] if question.kind == "date" else list(key.get("values", {}).values())
    corrections = [*(e["correct"] for e in key.get("errors", [])), key.get("correct")]
    found += [c["value"] for c in corrections if c and c["as"] in ("date", "number")]
    written = [
        v if isinstance(v, str) else f"{v:,.10g}" for v in found if isinstance(v, str) or v >= 10
    ]
    return [dates.in_words(v) if v[:4].isdigit() and v[4:5] == "-" else v for v in written]


def no_question_tells_another_s_answer(draws):
    for drawn in draws:
        for question, key in marked(drawn):
            for value in right_values(question, key):
                for other in drawn.questions.values():
                    if other is not question:
                        # A number may be that of a day.
                        text = text_of(other)
                        rest = text if " " in value else re.sub(r"\d+ [A-Z]\w+ \d{4}", "", text)
                        assert not stands_in(rest, value), (value, question, other)


def misconceptions_reach_their_sentences(draws):
    reached = Counter()
    for drawn in draws:
        for question, key in marked(drawn):
            slipped = [(said, says) for said, says in key.get("misconceptions", {}).items()]
            slipped += [
                ((label, said), says)
                for label, known in key.get("slips", {}).items()
                for said, says in known.items()
            ]
            for said, says in slipped:
                result = score(question, _slip(question, key, said), key)
                assert any(says in line for line in result.feedback), (said, says, question)
                assert result.points < question.points
                reached[question.kind] += 1
    return reached


def _slip(question, key, said):
    """A right answer but for one known slip."""
    answer = question.model(key)
    match question.kind:
        case "date" | "choice":
            return said
        case "reference":
            return {**answer, "correct": said}
        case "quantities":
            return {**answer, next(iter(answer)): float(said)}
        case "calculation":
            return {**answer, said[0]: float(said[1])}
        case "verdict":
            return {**answer, "correct": said}
        case "evidence":
            return [said]
        case "attribution" | "sourcing_card":
            field, _, holder = said.partition("=")
            return {**answer, field: holder}
        case "find_errors":
            number, _, kind = said.partition("=")
            rows = [row for row in answer if row["sentence"] != int(number)]
            return [*rows, {"sentence": int(number), "kind": kind, "correct": ""}]
    raise AssertionError(question.kind)


def the_feedback_keeps_the_answer(draws):
    """On a slip a student reads no day and no number that the key holds."""
    for drawn in draws:
        for question, key in marked(drawn):
            if question.kind not in ("date", "quantities", "verdict"):
                continue
            for said in key.get("misconceptions", {}):
                told = "\n".join(score(question, _slip(question, key, said), key).feedback)
                for value in right_values(question, key):
                    assert not stands_in(told, value), (told, value)


def no_place_is_mostly_wrong(draws, name):
    """Who marks the first sentences of a text unread finds no more than by chance."""
    places = Counter(
        place
        for drawn in draws
        for error in drawn.keys[name]["errors"]
        for place in ([error["sentence"]] if type(error["sentence"]) is int else error["sentence"])
    )
    assert max(places.values()) <= 0.65 * len(draws), places


def shared(draws, name):
    """How often two of the draws have the same question and key."""
    texts = []
    for drawn in draws:
        key = {k: v for k, v in drawn.keys[name].items() if k not in ("misconceptions", "slips")}
        texts.append(f"{drawn.questions[name]!r}{key}")
    return mean(a == b for a, b in combinations(texts, 2))


def texts_share_at_most_half_of_their_errors(draws, name):
    wrong = [
        {drawn.questions[name].material[e["sentence"] - 1][:40] for e in drawn.keys[name]["errors"]}
        for drawn in draws
    ]
    assert max(len(one & other) for one, other in combinations(wrong, 2)) <= len(wrong[0]) / 2


def spread(draws, name, alike):
    """How far the marks of an average student lie apart between sorts of variants.

    Such a student is right in two answers of three, and makes a slip in the others.
    """
    random = Random(2)
    marks = {}
    for drawn in draws:
        question, key = drawn.questions[name], drawn.keys[name]
        earned = [score(question, slips.wrong(question, key, random), key).share for _ in range(10)]
        marks.setdefault(alike(drawn), []).extend(earned)
    means = sorted(mean(found) for found in marks.values() if len(found) >= 30)
    return (means[-1] - means[0]) / 3


def cells(name):
    notebook = json.loads((SOURCE / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    return {cell["id"]: cell for cell in notebook["cells"]}


def starting_cells(name):
    """What a student finds before the answers, run as it stands: the last value of each cell."""
    found, names = [], {"ss": ss}
    for cell in cells(name).values():
        if cell["cell_type"] == "code" and "nbgrader" not in cell["metadata"]:
            *lines, last = ast.parse(_text(cell)).body
            exec(compile(ast.Module(lines, []), name, "exec"), names)
            if isinstance(last, ast.Expr):
                found.append(eval(compile(ast.Expression(last.value), name, "eval"), names))
    return found


def _text(cell):
    return "".join(cell["source"])


def starting_cells_show_all_their_rows(name):
    """A longer table is cut in the middle when a notebook shows it; what is looked for is gone."""
    for shown in starting_cells(name):
        if isinstance(shown, Table):
            assert ">...<" not in shown._repr_html_(), shown.head(1)


def notebook_and_questions_agree(name, drawn):
    found = cells(name)
    assert f'task = ss.task("{name}")' in _text(found["setup"])
    total = sum(question.points for question in drawn.questions.values())
    by_hand = sum(q.points for q in drawn.questions.values() if q.kind == "free_text")
    assert f"**Points.** {total:g}, of which {by_hand:g} are marked by hand." in _text(
        found["title"]
    )
    told = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["metadata"]["nbgrader"]
        for cell in found.values()
        if "nbgrader" in cell["metadata"]
    }
    assert [n for n, cell in told.items() if cell["solution"]] == list(drawn.questions)
    assert {n: cell["points"] for n, cell in told.items() if cell["grade"]} == {
        n if q.kind == "free_text" else f"{n}-test": q.points for n, q in drawn.questions.items()
    }
    for number, question in drawn.questions.items():
        assert _text(found[f"{number}-show"]) == f'task.show("{number}")  # locked'
        assert not told[number]["locked"]
        if question.kind == "free_text":
            assert found[number]["cell_type"] == "markdown"
            continue
        heading = f"### Question {number[1:]}: {question.title} ({question.points:g} points)"
        assert _text(found[f"{number}-title"]).splitlines()[0] == heading
        _answer_cells_are_whole(number, question, found)
        assert told[f"{number}-test"]["locked"]
    _headings_are_in_order(found)


def _answer_cells_are_whole(number, question, found):
    answer, mark = _text(found[number]).split("### BEGIN SOLUTION")
    assert mark == "\n### END SOLUTION"
    scope = {}
    exec(answer, scope)
    assert scope[number] == question.blank()
    assert question.problem(question.blank())
    visible, hidden = _text(found[f"{number}-test"]).split("### BEGIN HIDDEN TESTS")
    assert visible == f'task.check("{number}", {number})  # locked\n'
    assert hidden == f'\ntask.score("{number}", {number})\n### END HIDDEN TESTS'
    assert "raises-exception" in found[f"{number}-test"]["metadata"]["tags"]


def _headings_are_in_order(found):
    levels = [
        len(line) - len(line.lstrip("#"))
        for cell in found.values()
        if cell["cell_type"] == "markdown"
        for line in _text(cell).splitlines()
        if line.startswith("#") and "SOLUTION" not in line
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
