"""What holds for every graded task, whatever it asks: used by the tests of each of them."""

import json
from collections import Counter
from itertools import pairwise
from math import comb
from pathlib import Path
from random import Random
from statistics import mean

from sinosoviet import slips, sources, tables
from sinosoviet.questions import score
from sinosoviet.tasks import draw

MASTER = Path(__file__).parents[1] / "assignments"


def draws(name, number=100):
    """So many draws of a task."""
    return [draw(name, f"secret {n}".encode()) for n in range(number)]


def asked(drawn):
    """The questions of a draw that are not marked by hand, each with its key."""
    return [(q, drawn.keys[n]) for n, q in drawn.questions.items() if q.kind != "free_text"]


def model_answers_earn_every_point(drawn):
    for question, key in asked(drawn):
        model = question.model(key)
        assert question.problem(model) is None, question.id
        assert score(question, model, key).points == question.points, question.id


def blank_answers_earn_nothing(drawn):
    for question, key in asked(drawn):
        assert score(question, question.blank(), key).points == 0, question.id


def guessed(drawn, random):
    """The share of a task's points that a blind guess earns."""
    every = sum(question.points for question in drawn.questions.values())
    found = sum(score(q, slips.guess(q, random), key).points for q, key in asked(drawn))
    return found / every


def guesses_earn_little(drawn_often):
    random = Random(1)
    assert mean(guessed(drawn, random) for drawn in drawn_often for _ in range(3)) < 0.15


def shared(drawn_often, name):
    """How many pairs of draws have the same key for a question, as a share of all pairs."""
    keys = Counter(repr(drawn.keys[name]) for drawn in drawn_often)
    return sum(comb(n, 2) for n in keys.values()) / comb(len(drawn_often), 2)


def spread(drawn_often, name, alike):
    """How far the marks of an average student lie apart between sorts of variants.

    Such a student is right in two answers of three, and makes a slip in the others.
    """
    random = Random(2)
    marks = {}
    for drawn in drawn_often:
        question, key = drawn.questions[name], drawn.keys[name]
        earned = [score(question, slips.wrong(question, key, random), key).share for _ in range(10)]
        marks.setdefault(alike(drawn), []).extend(earned)
    means = sorted(mean(found) for found in marks.values() if len(found) >= 30)
    return (means[-1] - means[0]) / 3


def every_misconception_reaches_its_sentence(drawn, answer):
    """``answer(question, key, said)`` is an answer in which a misconception is said."""
    for question, key in asked(drawn):
        for said, says in key.get("misconceptions", {}).items():
            given = answer(question, key, said)
            result = score(question, given, key)
            assert says in result.feedback, (question.id, said)
            assert result.points < question.points, (question.id, said)


def sure(source):
    custom = sources.item(source)["custom"]
    return custom["confidence"] != "low" and custom["basis"] != "recall"


def notebook(name):
    path = MASTER / "source" / name / f"{name}.ipynb"
    return json.loads(path.read_text(encoding="utf-8"))


def _cells(name):
    return {
        cell["metadata"]["nbgrader"]["grade_id"]: cell
        for cell in notebook(name)["cells"]
        if "nbgrader" in cell["metadata"]
    }


def _text(cell):
    return "".join(cell["source"])


def notebook_and_questions_agree(name, drawn):
    cells = _cells(name)
    solutions = [n for n, c in cells.items() if c["metadata"]["nbgrader"]["solution"]]
    assert solutions == list(drawn.questions)
    graded = {
        n.removesuffix("-test"): c["metadata"]["nbgrader"]["points"]
        for n, c in cells.items()
        if c["metadata"]["nbgrader"]["grade"]
    }
    assert graded == {n: q.points for n, q in drawn.questions.items()}
    total, by_hand = sum(graded.values()), graded[solutions[-1]]
    assert f"**Points.** {total:g}, of which {by_hand:g} are marked by hand" in _text(
        cells["title"]
    )
    for name_, question in drawn.questions.items():
        assert _text(cells[f"{name_}-show"]) == f'task.show("{name_}")  # locked'
        if question.kind == "free_text":
            continue
        number = name_.removeprefix("q")
        title = f"### Question {number}: {question.title} ({question.points:g} points)"
        assert _text(cells[f"{name_}-title"]).splitlines()[0] == title
        answer, mark = _text(cells[name_]).split("### BEGIN SOLUTION")
        found = {}
        exec(answer, found)
        assert found[name_] == question.blank()
        assert mark == "\n### END SOLUTION"
        visible, hidden = _text(cells[f"{name_}-test"]).split("### BEGIN HIDDEN TESTS")
        assert visible == f'task.check("{name_}", {name_})  # locked\n'
        assert hidden == f'\ntask.score("{name_}", {name_})\n### END HIDDEN TESTS'


def headings_are_in_order(name):
    levels = [
        len(line) - len(line.lstrip("#"))
        for cell in notebook(name)["cells"]
        if cell["cell_type"] == "markdown"
        for line in _text(cell).splitlines()
        if line.startswith("#") and "SOLUTION" not in line
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def unsure_rows():
    """Rows of events on which no key may rest."""
    events = tables.table("events")
    return set(events[(events.basis == "recall") | (events.confidence == "low")].id)
