"""A simulated class: the same from the same seed, of every kind, plausible."""

import ast
import json
import shutil
from collections import Counter

import pytest

from sinosoviet import courses, simulate, tasks
from sinosoviet.errors import CourseError
from test_grading import FILE, NAME, classroom, contents, surroundings

__all__ = ["classroom", "surroundings"]


@pytest.fixture
def course(classroom, tmp_path):
    """A course of its own in which the assignment is released and nobody has submitted."""
    return courses.find(shutil.copytree(classroom.released, tmp_path / "course"))


def written(course, number, seed):
    shutil.rmtree(course.root / "submitted", ignore_errors=True)
    students = simulate.write_class(course, NAME, number, seed)
    folder = course.root / "submitted"
    return students, {p.relative_to(folder): c for p, c in contents(folder).items()}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(course):
    first, again, other = (written(course, 12, seed) for seed in (7, 7, 8))
    assert first == again
    assert first[0] != other[0]
    assert first[1] != other[1]


def test_a_class_does_not_depend_on_chance_elsewhere(course):
    import random

    random.seed(1)
    first = written(course, 12, 7)
    random.seed(2)
    assert written(course, 12, 7) == first


@pytest.mark.parametrize("seed", [1, 2, 1960])
def test_a_class_of_thirty_has_every_kind(course, seed):
    kinds = Counter(about["kind"] for about in written(course, 30, seed)[0].values())
    assert set(kinds) == {"strong", "average", "weak", "blank", *simulate.BREAKS}
    assert all(kinds[kind] == 1 for kind in simulate.BREAKS)


@pytest.mark.parametrize("number", [1, 9, 10, 15, 300])
def test_so_many_students_with_names_of_their_own(course, number):
    students, _ = written(course, number, 1)
    assert len(students) == number
    assert all(name.isascii() and name.isalnum() for name in students)
    folders = {path.name for path in (course.root / "submitted").iterdir()}
    assert folders == set(students)


@pytest.mark.parametrize("number", [0, -1, 5001])
def test_a_number_out_of_range_is_refused(course, number):
    with pytest.raises(CourseError, match=rf"1 to 5000 students, not {number}\."):
        simulate.write_class(course, NAME, number)
    assert not (course.root / "submitted").exists()


def test_an_assignment_that_is_not_released_is_refused(tmp_path):
    from sinosoviet.demo import masters

    made = courses.create(masters(), tmp_path / "course", {"id": "a", "title": "b"})
    with pytest.raises(CourseError, match=r"run 'sinosoviet release corroboration' first"):
        simulate.write_class(made, NAME, 3)


def test_a_real_submission_under_a_simulated_name_is_not_overwritten(course):
    name = next(iter(written(course, 3, 1)[0]))
    shutil.rmtree(course.root / "submitted")
    real = course.root / "submitted" / name / NAME / FILE
    real.parent.mkdir(parents=True)
    real.write_text("a student's own work")
    with pytest.raises(CourseError, match=name):
        simulate.write_class(course, NAME, 3, 1)
    assert real.read_text() == "a student's own work"
    assert [path.name for path in real.parent.parent.parent.iterdir()] == [name]


def test_the_same_class_can_be_written_again(course):
    first = simulate.write_class(course, NAME, 12, 7)
    before = contents(course.root / "submitted")
    assert simulate.write_class(course, NAME, 12, 7) == first
    assert contents(course.root / "submitted") == before


def test_strong_students_score_more_than_weak_ones_on_average(course):
    drawn = tasks.draw(NAME, course.secret())
    task = tasks.Task(NAME, 1, drawn.questions)
    most = sum(q.points for q in drawn.questions.values() if q.kind != "free_text")
    shares = {"strong": [], "average": [], "weak": [], "blank": []}
    for about in written(course, 60, 1)[0].values():
        if about["kind"] in shares:
            points = [
                task.result(name, answer).points
                for name, answer in about["answers"].items()
                if drawn.questions[name].kind != "free_text"
            ]
            shares[about["kind"]].append(sum(points) / most)
    mean = {kind: sum(found) / len(found) for kind, found in shares.items()}
    assert mean["strong"] > mean["average"] + 0.05 > mean["weak"] + 0.1
    assert mean["weak"] > 0.1
    assert mean["strong"] > 0.85
    assert mean["blank"] == 0


def test_each_break_is_what_its_name_says(course):
    students, _ = written(course, 30, 1)
    master = json.loads((course.root / "release" / NAME / FILE).read_text(encoding="utf-8"))
    for student, about in students.items():
        path = course.root / "submitted" / student / NAME / FILE
        kind = about["kind"]
        assert path.exists() == (kind != "no-notebook")
        if kind == "empty":
            assert path.read_bytes() == b""
        elif kind == "not-json":
            with pytest.raises(ValueError, match="line"):
                json.loads(path.read_text(encoding="utf-8"))
        elif kind != "no-notebook":
            notebook = json.loads(path.read_text(encoding="utf-8"))
            extra = {"cells-missing": -2, "cells-twice": 1}.get(kind, 0)
            assert len(notebook["cells"]) == len(master["cells"]) + extra
            assert (notebook == master) == (kind == "blank")
            other = notebook["metadata"]["kernelspec"]["name"] != "python3"
            assert other == (kind == "other-kernel")


@pytest.mark.parametrize(
    "answer",
    [
        "1960-07-16",
        'it\'s "quoted"\nand \\ broken',
        "Хрущёв 毛泽东 🚀",
        {"a": 1390.0, "b": None},
        ["c", "a", "b"],
        [],
        {"verdict": "", "correct": 7, "evidence": ["shen-2003"]},
    ],
)
def test_fill_writes_valid_python_that_gives_the_answer_back(course, answer):
    master = json.loads((course.root / "release" / NAME / FILE).read_text(encoding="utf-8"))
    before = json.dumps(master)
    filled = simulate.fill(master, {"q1": answer, "q10": "An argument."})
    assert json.dumps(master) == before
    changed = [
        (was, now) for was, now in zip(master["cells"], filled["cells"], strict=True) if was != now
    ]
    assert [now["metadata"]["nbgrader"]["grade_id"] for _, now in changed] == ["q1", "q10"]
    (line,) = ast.parse(changed[0][1]["source"]).body
    assert line.targets[0].id == "q1"
    assert ast.literal_eval(line.value) == answer
    assert changed[1][1]["source"] == "An argument."


def test_every_answer_of_a_class_is_valid_python(course):
    for student, about in written(course, 30, 5)[0].items():
        if about["kind"] in {"not-json", "empty", "no-notebook"}:
            continue
        path = course.root / "submitted" / student / NAME / FILE
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                ast.parse("".join(cell["source"]))
