"""A submission that answers somebody else's variant is told to the grader; an honest one is not."""

import json
import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinosoviet import courses, grading, simulate, tasks
from sinosoviet.demo import masters
from sinosoviet.grading.engine import Run
from sinosoviet.tasks.identity import variant_of
from sinosoviet.tasks.strangers import better, look, written

NAME = "corroboration"
SECRET = b"a secret"
VARIANTS = 12
STUDENTS = [f"student{n}" for n in range(100)]


def drawn(number):
    return tasks.draw(NAME, SECRET, number)


def answers(number, kind, random):
    return simulate.attempt(NAME, drawn(number), kind, random)


# By the answers --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["strong", "average", "weak", "blank"])
def test_honest_students_are_left_in_peace(kind):
    random = Random(1)
    for _ in range(40):
        own = random.randint(1, VARIANTS)
        assert better(drawn, VARIANTS, own, answers(own, kind, random)) is None


def test_copied_answers_are_told_with_the_variant_they_come_from():
    random = Random(2)
    for _ in range(20):
        own, other = random.sample(range(1, VARIANTS + 1), 2)
        assert better(drawn, VARIANTS, own, answers(other, "strong", random)) == other


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.sampled_from([f"q{n}" for n in range(1, 12)]), JSON))
def test_any_answers_can_be_looked_at(given_answers):
    assert better(drawn, 3, 1, given_answers) in (None, 2, 3)


# By the notebook -------------------------------------------------------------------------


def cell(source, name="q1"):
    return {"cell_type": "code", "source": source, "metadata": {"nbgrader": {"grade_id": name}}}


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ('q1 = "1960"', {"q1": "1960"}),
        (["# first\n", "q1 = {'a': 1.5}\n"], {"q1": {"a": 1.5}}),
        ("q1 = 1\nq1 = 2", {"q1": 2}),
        ("q1 = task.answer('q1')", {}),
        ("q1 = ", {}),
        ("q2 = 5", {}),
        ("q1 = " + "(" * 5000, {}),
        (7, {}),
        ([1], {}),
        ("q1 = 1 \x00", {}),
    ],
    ids=str,
)
def test_only_plain_values_are_read_and_nothing_is_run(source, read):
    assert written({"cells": [cell(source)]}) == read


@pytest.mark.parametrize("bad", [None, 5, {}, {"metadata": None}, {"metadata": {"nbgrader": 1}}])
def test_cells_that_are_none_are_passed_over(bad):
    assert written({"cells": [bad, cell("q1 = 1")]}) == {"q1": 1}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    made = courses.create(masters(), folder, {"id": "a", "title": "b", "variants": VARIANTS})
    tasks.prepare(made, NAME)
    return made


def notebook_of(course, number):
    draw = tasks.draw(NAME, course.secret(), number)
    model = {name: q.model(draw.keys[name]) for name, q in draw.questions.items()}
    return {"cells": [cell(f"{name} = {answer!r}", name) for name, answer in model.items()]}


def test_an_honest_submission_is_silent(course):
    for student in STUDENTS[:5]:
        own = variant_of(NAME, student, VARIANTS)
        saved = {"task": NAME, "variant": own, "answers": {}}
        files = {
            "student.txt": student.upper().encode(),
            "answers.json": json.dumps(saved).encode(),
        }
        assert look(course, NAME, student, notebook_of(course, own), files) == []


def test_whoever_hands_in_somebody_elses_is_told(course):
    own = variant_of(NAME, "student1", VARIANTS)
    other = own % VARIANTS + 1
    saved = {"task": NAME, "variant": other, "answers": {}}
    files = {"student.txt": b"lee\n", "answers.json": json.dumps(saved).encode()}
    name, form, copied = look(course, NAME, "student1", notebook_of(course, other), files)
    assert "'lee'" in name
    assert "answers.json" in form
    assert f"variant {other}" in copied
    assert f"own variant {own}" in copied
    assert all(sentence.endswith((".", "?")) for sentence in (name, form, copied))


@pytest.mark.parametrize(
    "saved",
    [b"", b"{", b"[1]", b"null", b'{"answers": 5}', b'{"variant": []}', b"\xff", b"[" * 9999],
)
def test_a_damaged_file_of_answers_stops_nothing(course, saved):
    found = look(course, NAME, "student1", {"cells": []}, {"answers.json": saved})
    assert isinstance(found, list)


def test_with_one_variant_there_is_nothing_to_see(tmp_path):
    made = courses.create(masters(), tmp_path, {"id": "a", "title": "b"})
    tasks.prepare(made, NAME)
    assert look(made, NAME, "kim", {"cells": []}, {"student.txt": b"lee"}) == []


def test_an_answer_that_stands_a_thousand_times_is_read_once(tmp_path):
    about = {"id": "a", "title": "b", "variants": VARIANTS}
    made = courses.create(masters(), tmp_path / "course", about)
    grading.release(made, NAME)
    folder = made.root / "submitted" / "kim" / NAME
    folder.mkdir(parents=True)
    cells = [cell("q1 = 1;" * 2800)] * 900
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    (folder / f"{NAME}.ipynb").write_text(text)
    run = Run(made, NAME, grading.Options(), lambda student, look: None)
    start = time.process_time()
    run._read("kim")
    assert time.process_time() - start < 5
