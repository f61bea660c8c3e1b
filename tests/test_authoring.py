"""Assignments are listed, their keys printed, and every kind of mistake in a master is found."""

import copy
import json
import shutil
from dataclasses import replace
from functools import lru_cache

import pytest

from sinosoviet import authoring, bank, cli, courses, tasks
from sinosoviet.authoring import leaks, masters, trials
from sinosoviet.authoring.review import VARIANTS
from sinosoviet.demo import masters as project
from sinosoviet.errors import CourseError
from sinosoviet.questions import (
    Calculation,
    DateQuestion,
    Evidence,
    FindErrors,
    FreeText,
    Quantities,
    Verdict,
)
from sinosoviet.tasks import Draw

NAME = "corroboration"
MASTER = json.loads((project() / "source" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course") / "c"
    return courses.init(project(), folder, {"title": "A course", "variants": 7})


@pytest.mark.parametrize("name", bank.NAMES)
def test_the_project_s_own_assignments_have_nothing_to_mend(course, name):
    assert authoring.review(course, name) == []


# The layout ------------------------------------------------------------------------------


def cell(notebook, name):
    cells = notebook["cells"]
    return next(c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == name)


def about(notebook, name):
    return cell(notebook, name)["metadata"]["nbgrader"]


def source(name, old, new):
    def change(notebook):
        found = cell(notebook, name)
        text = "".join(found["source"])
        assert old in text
        found["source"] = text.replace(old, new)

    return change


def remove(name):
    return lambda notebook: notebook["cells"].remove(cell(notebook, name))


def mark(name, **fields):
    return lambda notebook: about(notebook, name).update(fields)


def add(text, kind="code", **metadata):
    new = {"cell_type": kind, "metadata": metadata, "source": text}
    return lambda notebook: notebook["cells"].append(new)


BROKEN = {
    "an id twice": (mark("q2-show", grade_id="q1-show"), "q1-show", "stands in 2 cells"),
    "no show cell": (remove("q1-show"), "q1", 'add task.show("q1")'),
    "no answer cell": (remove("q3"), "q3", "no cell for the answer"),
    "an answer that is not one": (mark("q3", solution=False), "q3", "mark it 'solution'"),
    "no test cell": (remove("q3-test"), "q3", "there is no test cell"),
    "a test without points": (mark("q3-test", grade=False), "q3", "there is no test cell"),
    "other points": (mark("q3-test", points=5), "q3-test", "5 points here and 4 in the question"),
    "other points by hand": (mark("q10", points=5), "q10", "5 points here and 6"),
    "a free text in code": (
        lambda notebook: cell(notebook, "q10").update(cell_type="code"),
        "q10",
        "graded Markdown cell",
    ),
    "another total": (source("title", "34", "35"), "title", "34, of which 6 are marked by hand"),
    "no minutes": (source("title", "**Time.**", "Time:"), "title", "how long it takes"),
    "an unlocked test": (mark("q3-test", locked=False), "q3-test", "lock it"),
    "an unlocked heading": (mark("q3-title", locked=False), "q3-title", "lock it"),
    "a locked answer": (mark("q3", locked=True), "q3", "unlock it"),
    "a loose call": (add('task.show("q1")'), "a cell without an id", "not locked"),
    "a question nobody drew": (
        add('q99 = ""', nbgrader={"grade_id": "q99", "solution": True}),
        "q99",
        "no such question",
    ),
    "no check": (source("q3-test", 'task.check("q3", q3)', "q3"), "q3-test", "visible part"),
    "a check of another": (
        source("q3-test", 'task.check("q3", q3)', 'task.check("q4", q3)'),
        "q3-test",
        'task.check("q3", q3) is missing',
    ),
    "no score": (source("q3-test", 'task.score("q3", q3)', "4"), "q3-test", "hidden region"),
    "a score in sight": (
        source("q3-test", "### BEGIN HIDDEN TESTS\n", ""),
        "q3-test",
        "outside the hidden region",
    ),
    "a region without an end": (
        source("q3-test", "### END HIDDEN TESTS", ""),
        "q3-test",
        "does not end",
    ),
    "a hidden test in an answer": (
        source("q3", "### BEGIN SOLUTION", "### BEGIN HIDDEN TESTS\nx\n### END HIDDEN TESTS"),
        "q3",
        "no test cell",
    ),
    "a test of something else": (
        source("q3-test", "# locked", "# locked\nassert helper"),
        "q3-test",
        "it reads helper",
    ),
    "a test of a method": (
        source("q3-test", "# locked", "# locked\nq3.values()"),
        "q3-test",
        "plain data",
    ),
    "a test that is no Python": (source("q3-test", "# locked", "#\nif"), "q3-test", "Python"),
    "no blank": (source("q1", 'q1 = ""', "pass"), "q1", "does not begin with q1 = ''"),
    "stored outputs": (
        lambda notebook: cell(notebook, "q1-show").update(outputs=[{"output_type": "stream"}]),
        "q1-show",
        "clear them",
    ),
    "a key in sight": (
        add("It was on 1960-07-31.", "markdown"),
        "a cell",
        "tells '1960-07-31', an answer to q1",
    ),
    "a key in words in sight": (
        add("It was on 31 July 1960.", "markdown"),
        "a cell",
        "tells '31 July 1960'",
    ),
}


@pytest.mark.parametrize(("change", "place", "says"), BROKEN.values(), ids=BROKEN)
def test_a_broken_master_is_told_where_and_what_to_do(course, tmp_path, change, place, says):
    folder = shutil.copytree(course.root, tmp_path / "c")
    notebook = copy.deepcopy(MASTER)
    change(notebook)
    (folder / "source" / NAME / f"{NAME}.ipynb").write_text(json.dumps(notebook))
    found = authoring.review(courses.find(folder), NAME)
    matching = [f for f in found if f.place.startswith(place) and says in f.says]
    assert matching, found
    assert str(matching[0]).startswith(f"{NAME}, {place}")
    assert all(str(f).endswith(".") and "\n" not in str(f) for f in found)


def test_an_answer_cell_that_earns_before_anything_is_filled_in(course, tmp_path):
    drawn = tasks.draw(NAME, b"for trying out", 1)
    folder = shutil.copytree(course.root, tmp_path / "c")
    notebook = copy.deepcopy(MASTER)
    cell(notebook, "q1")["source"] = f"q1 = {drawn.keys['q1']['date']!r}"
    (folder / "source" / NAME / f"{NAME}.ipynb").write_text(json.dumps(notebook))
    found = authoring.review(courses.find(folder), NAME)
    assert any(f.place == "q1" and "begin with blanks" in f.says for f in found)


def test_a_guide_is_wanted_where_there_are_guides(course, tmp_path):
    folder = shutil.copytree(course.root, tmp_path / "c")
    (folder / "guides" / f"{NAME}.md").unlink()
    (finding,) = authoring.review(courses.find(folder), NAME)
    assert str(finding) == (
        f"{NAME}, the guide: there is no page guides/{NAME}.md for teachers; write it."
    )
    (folder / "guides" / f"{NAME}.md").write_text("# Guide\n")
    assert authoring.review(courses.find(folder), NAME) == []


def test_a_master_that_is_no_notebook(course, tmp_path):
    folder = shutil.copytree(course.root, tmp_path / "c")
    (folder / "source" / NAME / f"{NAME}.ipynb").write_text("{")
    with pytest.raises(CourseError, match="cannot be read as a notebook"):
        authoring.review(courses.find(folder), NAME)


# What is drawn ---------------------------------------------------------------------------

DATE = DateQuestion(id="q1", title="t", points=2, prompt="p")
RUBRIC = {"a": {"1": "good", "0": "none"}, "b": {"1": "x", "0": "y"}, "c": {"2": "x", "0": "y"}}
TEXT = FreeText(id="q2", title="t", points=4, prompt="p", rubric=RUBRIC)
NUMBERS = Quantities(id="q1", title="t", points=2, prompt="p", labels=("a",), unit="persons")
SUM = Calculation(id="q1", title="t", points=2, prompt="p", units={"rise": "per cent"})
PROOF = Evidence(id="q1", title="t", points=2, prompt="p", need={"independent": 2})
FIND = FindErrors(id="q1", title="t", points=2, prompt="p", material=("One.", "Two.", "Three."))
VERDICT = Verdict(id="q1", title="t", points=2, prompt="p")
MOVED = {"sentence": 1, "kind": "date_moved", "correct": {"as": "date", "value": "1960-07-16"}}

DRAWN = {
    "nothing wrong": (DATE, {"date": "1960-07-16", "misconceptions": {"1960": "No."}}, None),
    "a mistake said otherwise": (
        NUMBERS,
        {"values": {"a": 1390}, "tolerance": 0, "misconceptions": {"1300.0": "No."}},
        "nobody can be told of the mistake '1300.0'",
    ),
    "a mistake that is right": (
        NUMBERS,
        {"values": {"a": 1390}, "tolerance": 0.1, "misconceptions": {"1300": "No."}},
        "'1300' earns every point",
    ),
    "a slip within the tolerance": (
        SUM,
        {
            "values": {"rise": 18},
            "tolerance": {"rise": {"absolute": 3}},
            "slips": {"rise": {"20": "No."}},
        },
        "the slip '20' is within the tolerance of 'rise'",
    ),
    "a slip that is told": (
        SUM,
        {"values": {"rise": 18}, "slips": {"rise": {"25.7": "Compound."}}},
        None,
    ),
    "a need that cannot be met": (
        PROOF,
        {"groups": [["shen-2003"]]},
        "it needs more than its key can give",
    ),
    "a need that can": (PROOF, {"groups": [["shen-2003"], ["griffith-1966"]]}, None),
    "a mistaken source": (
        PROOF,
        {"groups": [["shen-2003"], ["griffith-1966"]], "misconceptions": {"chen-2001": "No."}},
        None,
    ),
    "a model answer that is malformed": (
        VERDICT,
        {"verdict": "contradicted", "correct": None, "evidence": ["shen-2003"]},
        "called malformed",
    ),
    "a mistaken sentence": (FIND, {"errors": [MOVED], "misconceptions": {"2": "True."}}, None),
    "a mistaken kind": (
        FIND,
        {"errors": [MOVED], "misconceptions": {"1=order_reversed": "No."}},
        None,
    ),
    "a sentence that is not there": (
        FIND,
        {"errors": [MOVED], "misconceptions": {"9": "True."}},
        "nobody can be told of the mistake '9'",
    ),
    "a good rubric": (TEXT, {}, None),
    "two rows": (replace(TEXT, rubric=dict(list(RUBRIC.items())[:2])), {}, "has 2 rows"),
    "five rows": (replace(TEXT, rubric=dict.fromkeys("vwxyz", RUBRIC["a"])), {}, "has 5 rows"),
    "no descriptor": (
        replace(TEXT, rubric={**RUBRIC, "c": {"2": "x", "0": " "}}),
        {},
        "'c' lacks a descriptor",
    ),
    "a rubric worth less": (replace(TEXT, points=6), {}, "gives 4 points and it is worth 6"),
}


@pytest.mark.parametrize(("question", "key", "says"), DRAWN.values(), ids=DRAWN)
def test_a_question_that_cannot_be_marked_as_it_should(question, key, says):
    found = list(trials.problems([Draw({question.id: question}, {question.id: key})]))
    if says is None:
        assert found == []
    else:
        assert [place for place, _ in found] == [question.id] * len(found)
        assert any(says in sentence for _, sentence in found), found


def test_variants_of_different_shapes_are_told():
    one = Draw({"q1": DATE}, {"q1": {"date": "1960"}})
    other = Draw({"q1": replace(DATE, points=3)}, {"q1": {"date": "1960"}})
    ((place, says),) = trials.problems([one, other])
    assert place == "the questions"
    assert "differ" in says


def test_what_a_question_offers_is_no_leak():
    drawn = [tasks.draw(NAME, b"for trying out", n) for n in range(1, VARIANTS + 1)]
    text = "supported, contradicted, 'a', ['griffith-1966'], 12, 78"
    shown = masters.Cell("markdown", {}, text, "", True, False)
    assert list(leaks.problems([shown], drawn)) == []


# The list and the key --------------------------------------------------------------------


def test_the_list_has_points_questions_and_minutes(course):
    (entry,) = [e for e in authoring.entries(course) if e.name == NAME]
    assert entry == (NAME, 34, 6, 10, "60-90")


@lru_cache(maxsize=1)
def models(secret, variant):
    drawn = tasks.draw(NAME, secret, variant)
    return [q.model(drawn.keys[n]) for n, q in drawn.questions.items() if q.kind != "free_text"]


def test_the_key_has_every_model_answer_of_the_variant(course):
    for variant in (1, 7):
        sheet = authoring.key_sheet(course, NAME, variant)
        assert sheet.startswith(f"{NAME}, variant {variant} of 7\n")
        assert all(
            f"Model answer: {model!r}" in sheet for model in models(course.secret(), variant)
        )


def test_the_key_of_a_student_is_that_of_the_student_s_variant(course):
    number = tasks.identity.variant_of(NAME, "kim", 7)
    sheet = authoring.key_sheet(course, NAME, student="kim")
    assert sheet.splitlines()[0] == f"{NAME}, variant {number} of 7, of kim"
    assert sheet.splitlines()[1:] == authoring.key_sheet(course, NAME, number).splitlines()[1:]


@pytest.mark.parametrize("variant", [0, 8])
def test_a_variant_that_there_is_not(course, variant):
    with pytest.raises(CourseError, match=f"variants 1 to 7, not {variant}"):
        authoring.key_sheet(course, NAME, variant)


# The command -----------------------------------------------------------------------------


@pytest.fixture
def command(course, monkeypatch, capsys):
    def run(*words, at=course):
        line = ["sinosoviet", "assignments", *words, "--course", str(at.root)]
        monkeypatch.setattr("sys.argv", line)
        try:
            cli.main()
            status = 0
        except SystemExit as stop:
            status = stop.code or 0
        return status, *capsys.readouterr()

    return run


def test_the_command_lists_prints_and_checks(command):
    status, out, _ = command("list")
    assert status == 0
    assert any(line.split() == [NAME, "34", "6", "10", "60-90"] for line in out.splitlines())
    assert command("key", NAME, "--student", "kim")[1].startswith(f"{NAME}, variant")
    assert command("check", NAME)[:2] == (0, f"All is well: {NAME}.\n")


def test_the_command_ends_in_status_1_if_there_is_something_to_mend(command, course, tmp_path):
    folder = shutil.copytree(course.root, tmp_path / "c")
    (folder / "guides" / f"{NAME}.md").unlink()
    status, out, _ = command("check", NAME, at=courses.find(folder))
    assert status == 1
    assert out.endswith("1 to mend.\n")


def test_an_unknown_assignment_is_one_sentence(command):
    for verb in ("key", "check"):
        status, _, err = command(verb, "corrobation")
        assert status == 1
        assert err.count("\n") == 1
