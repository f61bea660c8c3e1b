"""What the tests of every assignment's questions ask: of its draws and of its notebook."""

import ast
import json
from itertools import combinations
from pathlib import Path
from random import Random
from statistics import mean

import sinosoviet as ss
from sinosoviet import slips
from sinosoviet.questions import score
from sinosoviet.tasks import draw

ASSIGNMENTS = Path(__file__).parents[1] / "assignments"


def class_of(name, number=100, secret=b"a class"):
    """The draws of a class."""
    return [draw(name, secret, variant) for variant in range(1, number + 1)]


def marked(drawn):
    """The questions of a draw that are not marked by hand, each with its key."""
    return [(q, drawn.keys[n]) for n, q in drawn.questions.items() if q.kind != "free_text"]


def check_model_answers(draws):
    for drawn in draws:
        for question, key in marked(drawn):
            model = question.model(key)
            assert question.problem(model) is None, question
            assert score(question, model, key).points == question.points, question
            known = set(key.get("misconceptions", {}))
            assert not known & set(question.said(model)), question


def check_blank_answers(draws):
    for drawn in draws:
        for name, question in drawn.questions.items():
            assert score(question, question.blank(), drawn.keys[name]).points == 0


def check_guesses(draws, below=0.15):
    """A blind guess at everything earns little of all points, in the mean."""
    random = Random(1)
    earned = [
        sum(score(q, slips.guess(q, random), key).points for q, key in marked(drawn))
        / sum(q.points for q in drawn.questions.values())
        for drawn in draws
        for _ in range(3)
    ]
    assert mean(earned) < below


def shared(draws, name):
    """How many pairs of draws have one key for a question, as a share of all pairs."""
    keys = [json.dumps(drawn.keys[name], sort_keys=True) for drawn in draws]
    return mean(one == other for one, other in combinations(keys, 2))


def check_errors_differ(draws, name):
    """No two texts share more than half of their errors; the sentences tell them."""
    wrong = [
        {
            drawn.questions[name].material[error["sentence"] - 1][:40]
            for error in drawn.keys[name]["errors"]
        }
        for drawn in draws
    ]
    most = max(len(one & other) for one, other in combinations(wrong, 2))
    assert most <= len(wrong[0]) / 2


def cells(name):
    """The cells of an assignment's notebook."""
    path = ASSIGNMENTS / "source" / name / f"{name}.ipynb"
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def source(cell):
    return "".join(cell["source"])


def check_notebook(name, drawn):
    """The notebook asks what the task has: each question once, with its points and its form."""
    by_id = {c["metadata"]["nbgrader"]["grade_id"]: c for c in cells(name) if _of_nbgrader(c)}
    for question in drawn.questions.values():
        title = source(by_id[f"{question.id}-title"])
        assert f"{question.title} ({question.points:g} points)" in title
        assert source(by_id[f"{question.id}-show"]) == f'task.show("{question.id}")  # locked'
        answer, graded = by_id[question.id], by_id.get(f"{question.id}-test")
        assert not answer["metadata"]["nbgrader"]["locked"]
        assert "### BEGIN SOLUTION" in source(answer)
        if question.kind == "free_text":
            assert answer["cell_type"] == "markdown"
            assert answer["metadata"]["nbgrader"]["points"] == question.points
            continue
        stub = source(answer).partition("###")[0].removeprefix(f"{question.id} = ")
        assert ast.literal_eval(stub) == question.blank()
        visible, hidden = source(graded).split("### BEGIN HIDDEN TESTS")
        assert visible.strip() == f'task.check("{question.id}", {question.id})  # locked'
        assert f'task.score("{question.id}", {question.id})' in hidden
        assert graded["metadata"]["nbgrader"]["points"] == question.points
        assert graded["metadata"]["nbgrader"]["locked"]
        assert "raises-exception" in graded["metadata"]["tags"]
    tests = [c for c in by_id.values() if c["metadata"]["nbgrader"]["grade"]]
    assert len(tests) == len(drawn.questions)
    total = sum(question.points for question in drawn.questions.values())
    by_hand = sum(q.points for q in drawn.questions.values() if q.kind == "free_text")
    assert f"**Points.** {total:g}, of which {by_hand:g} are marked by hand." in source(
        cells(name)[0]
    )


def _of_nbgrader(cell):
    return "nbgrader" in cell["metadata"]


def starting_cells(name):
    """What a student finds before the answers, run as it stands: the last value of each cell."""
    found = []
    for cell in cells(name):
        if cell["cell_type"] == "code" and not _of_nbgrader(cell):
            *lines, last = ast.parse(source(cell)).body
            names = {"ss": ss}
            exec(compile(ast.Module(lines, []), name, "exec"), names)
            if isinstance(last, ast.Expr):
                found.append(eval(compile(ast.Expression(last.value), name, "eval"), names))
    return found
