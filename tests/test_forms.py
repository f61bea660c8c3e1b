"""A form's fields fill the answer that typing would; saved, it survives a restart and counts."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import ipywidgets as widgets
import pytest

from question_samples import (
    ALL,
    CALCULATION,
    CARD,
    CHOICE,
    DAY,
    ERRORS,
    ESSAY,
    EVIDENCE,
    FALSE_NUMBER,
    MARKED,
    ORDER,
    QUANTITIES,
)
from sinosoviet import courses, forms, grading, simulate, tasks
from sinosoviet.answers import FILE
from sinosoviet.errors import CourseError
from test_grading import FILE as NOTEBOOK
from test_grading import NAME, classroom, marks, surroundings

__all__ = ["classroom", "surroundings"]

marked = pytest.mark.parametrize("asked", MARKED.values(), ids=MARKED.keys())


class Filled:
    """A form as a student meets it: fields by label, a button, and the line below."""

    def __init__(self, box):
        *self.fields, self.button, self.line = box.children

    def put(self, label, value):
        (field,) = [field for field in self.fields if field.description == label]
        field.value = value

    def save(self):
        self.button.click()
        return self.line.value


@pytest.fixture
def task(tmp_path, monkeypatch):
    """A task of every kind of question, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tasks.Task("sample", 3, {name: asked.question for name, asked in ALL.items()})


def opened(asked, answer=None):
    """A form, and what it saves."""
    kept = []
    blank = asked.question.blank() if answer is None else answer
    return Filled(forms.form(asked.question, blank, kept.append)), kept


@marked
def test_the_model_answer_fills_the_fields_and_is_saved_as_it_was(asked):
    if asked is ERRORS:  # more rows than the form
        return
    model = asked.question.model(asked.key)
    filled, kept = opened(asked, model)
    assert "Saved, and complete." in filled.save()
    (answer,) = kept
    assert asked.question.problem(answer) is None
    assert asked.question.parts(answer, asked.key) == asked.question.parts(model, asked.key)


@marked
def test_an_empty_form_saves_the_blank_answer_and_says_what_is_missing(asked):
    filled, kept = opened(asked)
    said = filled.save()
    assert kept == [asked.question.blank()]
    assert "Saved, not complete yet. q1: " in said


@marked
def test_every_field_has_a_label_of_its_own_and_menus_begin_with_nothing(asked):
    filled, _ = opened(asked)
    labels = [field.description for field in filled.fields]
    assert len(set(labels)) == len(labels)
    assert all(labels)
    for field in filled.fields:
        if isinstance(field, widgets.Dropdown):
            assert field.options[0][1] == "" == field.value


def test_each_kind_of_field_gives_the_plain_answer():
    for asked, fields, expected in [
        (CHOICE, {"A title": "b"}, "b"),
        (DAY, {"A title": " 1960-07-16 "}, "1960-07-16"),
        (
            QUANTITIES,
            {"a (persons)": "1,390", "b (persons)": "1292", "c (persons)": "about 80"},
            {"a": 1390, "b": 1292, "c": "about 80"},
        ),
        (CALCULATION, {"factor (times)": "2.29"}, {"factor": 2.29, "growth": None}),
        (ORDER, {"earliest": "c", "number 2": "a", "number 4": "b"}, ["c", "a", "b"]),
        (EVIDENCE, {"A title": "shen-2003\n'westad-1998', x"}, ["shen-2003", "westad-1998", "x"]),
        (
            CARD,
            {"kind": "primary", "date": "1960"},
            {"author": "", "date": "1960", "kind": "primary", "audience": ""},
        ),
        (
            FALSE_NUMBER,
            {"verdict": "contradicted", "correct": "1390", "evidence": "taubman-1996"},
            {"verdict": "contradicted", "correct": "1390", "evidence": ["taubman-1996"]},
        ),
        (
            ERRORS,
            {
                "error 2: sentence": "4",
                "error 2: kind": "date_moved",
                "error 2: it should say": "1960",
            },
            [
                {"sentence": None, "kind": "", "correct": ""},
                {"sentence": 4, "kind": "date_moved", "correct": "1960"},
                {"sentence": None, "kind": "", "correct": ""},
            ],
        ),
    ]:
        filled, kept = opened(asked)
        for label, value in fields.items():
            filled.put(label, value)
        filled.save()
        assert kept == [expected]


@pytest.mark.parametrize("text", ["nan", "inf", "1e400", "9" * 400, "١٢", "--5", "1.2.3", "12 t"])
def test_what_is_no_number_is_kept_and_named(text):
    filled, kept = opened(QUANTITIES)
    filled.put("a (persons)", text)
    said = filled.save()
    assert kept[0]["a"] == text
    assert "write a plain number for &#x27;a&#x27;" in said


def test_the_line_below_is_announced_and_holds_no_markup_of_the_student_s():
    filled, _ = opened(EVIDENCE)
    filled.put("A title", "<script>x</script>\nshen-2003")
    assert filled.line.value.startswith('<p role="status">Changed, not saved yet.')
    said = filled.save()
    assert said.startswith('<p role="status">Saved, not complete yet.')
    assert "<script>" not in said
    assert "<code>q1 = task.answer(&quot;q1&quot;)</code>" in said


def test_a_text_marked_by_hand_has_no_form():
    with pytest.raises(CourseError, match="q1 has no form: write your answer into its text cell"):
        opened(ESSAY)


# Saved beside the notebook ---------------------------------------------------------------


def test_nothing_saved_is_the_blank_answer(task):
    for name, asked in ALL.items():
        assert task.answer(name) == asked.question.blank()


def test_what_is_saved_is_there_again_and_other_answers_stay(task):
    for name, letter in (("choice", "b"), ("day", "1960-07-16"), ("choice", "c")):
        filled = Filled(task.form(name))
        filled.put("A title", letter)
        filled.save()
    assert (task.answer("choice"), task.answer("day")) == ("c", "1960-07-16")
    assert Filled(task.form("choice")).fields[0].value == "c"
    assert [path.name for path in Path.cwd().iterdir()] == [FILE]


def test_an_answer_survives_a_restart(task, tmp_path):
    program = (
        "from question_samples import ALL\n"
        "from sinosoviet import tasks\n"
        "task = tasks.Task('sample', 3, {n: a.question for n, a in ALL.items()})\n"
    )
    first = program + (
        "box = task.form('order')\n"
        "for field, letter in zip(box.children, 'cadb'): field.value = letter\n"
        "box.children[-2].click()\n"
    )
    second = program + "print(task.answer('order'), task.form('order').children[1].value)\n"
    tests = Path(__file__).parent
    paths = os.pathsep.join([str(tests), str(tests.parent / "src")])
    for code, out in ((first, ""), (second, "['c', 'a', 'd', 'b'] a\n")):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": paths},
        )
        assert (done.stdout, done.returncode) == (out, 0), done.stderr


def test_an_empty_cell_beside_a_saved_answer_is_told_how_to_use_it(task, monkeypatch, capsys):
    filled = Filled(task.form("choice"))
    filled.put("A title", "b")
    filled.save()
    says = r'what you saved .* reads: choice = task\.answer\("choice"\)'
    with pytest.raises(tasks.AnswerNotReady, match=says):
        task.check("choice", "")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    task.check("choice", "")
    assert "what you saved with the form" in capsys.readouterr().out
    task.check("choice", task.answer("choice"))
    assert capsys.readouterr().out == "Complete.\n"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        '{"task": "sample", "variant": 3}',
        '{"task": "sample", "variant": 3, "answers": [1]}',
        '{"task": "sample", "variant": 3, "answers": {"q1": NaN}}',
        '{"task": "sample", "variant": null, "answers": {}}',
        "[" * 100_000,
        "x" * 2_000_000,
        "\udcff",
    ],
)
def test_a_damaged_file_ends_in_a_sentence_and_is_left_alone(task, tmp_path, content):
    path = tmp_path / FILE
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    before = path.read_bytes()
    for attempt in (task.answer, task.form):
        with pytest.raises(CourseError, match=r"answers\.json is damaged .*delete it and fill in"):
            attempt("choice")
    assert path.read_bytes() == before


@pytest.mark.parametrize(("name", "variant"), [("sample", 2), ("other", 3)])
def test_answers_to_another_variant_are_refused(task, tmp_path, name, variant):
    content = {"task": name, "variant": variant, "answers": {"choice": "b"}}
    (tmp_path / FILE).write_text(json.dumps(content))
    with pytest.raises(CourseError, match=f"variant {variant} of '{name}', not to variant 3"):
        task.answer("choice")


def test_a_folder_that_cannot_be_written_is_said_in_the_form(task, tmp_path):
    filled = Filled(task.form("choice"))
    (tmp_path / FILE).mkdir()
    assert "Cannot write" in filled.save()


def test_nothing_is_saved_beside_a_master(task, tmp_path, monkeypatch):
    (tmp_path / "course.toml").write_text('id = "a"\ntitle = "b"\n')
    master = tmp_path / "source" / "sample"
    master.mkdir(parents=True)
    monkeypatch.chdir(master)
    filled = Filled(task.form("choice"))
    assert "what lies beside a master goes to every student" in filled.save()
    assert list(master.iterdir()) == []


def test_grading_sees_what_a_form_has_saved(classroom, tmp_path, monkeypatch):
    course = courses.find(shutil.copytree(classroom.released, tmp_path / "course"))
    drawn = tasks.draw(NAME, course.secret())
    release = course.root / "release" / NAME
    folder = course.root / "submitted" / "lin" / NAME
    shutil.copytree(release, folder)
    monkeypatch.chdir(folder)
    task = tasks.task(NAME)
    for name in ("q1", "q5"):
        box = task.form(name)
        right = forms.contents(drawn.questions[name], drawn.questions[name].model(drawn.keys[name]))
        for field, value in zip(box.children, right, strict=False):
            field.value = value
        box.children[-2].click()
    master = json.loads((release / NOTEBOOK).read_text(encoding="utf-8"))
    filled = simulate.fill(master, {})
    for cell in filled["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in ("q1", "q5"):
            cell["source"] = f'{name} = task.answer("{name}")'
    (folder / NOTEBOOK).write_text(json.dumps(filled), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (outcome,) = grading.grade(course, NAME, ["lin"])
    assert outcome.graded, outcome.look
    points = {name: grade["auto"] for name, grade in marks(course)["lin"].items()}
    assert (points["q1"], points["q5"]) == (2, 3)
    assert sum(points.values()) == 5


def test_what_is_typed_is_sent_whole_when_the_field_is_left():
    """Key by key, the click on the button can overtake the last keys on a busy machine."""
    for asked in (DAY, QUANTITIES, EVIDENCE, ERRORS):
        filled, _ = opened(asked)
        typed = [f for f in filled.fields if isinstance(f, widgets.Text | widgets.Textarea)]
        assert typed
        assert not any(field.continuous_update for field in typed)
