"""What holds for every assignment of the bank, to be called from a test of each."""

import json
import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from random import Random
from statistics import mean

import sinosoviet
from sinosoviet import bank, dates, slips, sources, tables
from sinosoviet.bank import statements
from sinosoviet.questions import score

SOURCE = Path(__file__).parents[1] / "assignments" / "source"


def marked(drawn):
    """The questions that are not marked by hand, with their keys."""
    return [(q, drawn.keys[n]) for n, q in drawn.questions.items() if q.kind != "free_text"]


def model_answers_earn_everything(draws):
    for drawn in draws:
        for question, key in marked(drawn):
            answer = question.model(key)
            assert question.problem(answer) is None
            assert score(question, answer, key).points == question.points, question


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


def cells(name):
    notebook = json.loads((SOURCE / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    return {cell["id"]: cell for cell in notebook["cells"]}


def starting_cells_show_all_their_rows(name):
    """A longer table is cut in the middle when a notebook shows it; what is looked for is gone."""
    scope = {"ss": sinosoviet}
    for cell in cells(name).values():
        if cell["cell_type"] == "code" and not cell["metadata"].get("nbgrader"):
            *lines, last = "".join(cell["source"]).splitlines()
            exec("\n".join(lines), scope)
            result = eval(last, scope)
            shown = result._repr_html_() if isinstance(result, tables.Table) else ""
            assert ">...<" not in shown, cell["id"]


def notebook_and_questions_agree(name, drawn):
    found = cells(name)
    assert f'task = ss.task("{name}")' in "".join(found["setup"]["source"])
    total = sum(question.points for question in drawn.questions.values())
    by_hand = sum(q.points for q in drawn.questions.values() if q.kind == "free_text")
    title = "".join(found["title"]["source"])
    assert f"**Points.** {total}, of which {by_hand} are marked by hand." in title
    graded = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["metadata"]["nbgrader"]["points"]
        for cell in found.values()
        if cell["metadata"].get("nbgrader", {}).get("grade")
    }
    expected = {
        n if q.kind == "free_text" else f"{n}-test": q.points for n, q in drawn.questions.items()
    }
    assert graded == expected
    for number, question in drawn.questions.items():
        assert "".join(found[f"{number}-show"]["source"]) == f'task.show("{number}")  # locked'
        if question.kind == "free_text":
            continue
        heading = f"### Question {number[1:]}: {question.title} ({question.points} points)"
        assert "".join(found[f"{number}-title"]["source"]).startswith(heading)
        scope = {}
        exec("".join(found[number]["source"]), scope)
        assert scope[number] == question.blank()
        assert question.problem(question.blank())
