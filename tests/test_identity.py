"""Whose notebook it is: found, asked for once, remembered; and evenly spread over the variants."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinosoviet import courses, tasks
from sinosoviet.errors import CourseError
from sinosoviet.tasks.identity import plain_id, said, variant_of, who

NAME = "corroboration"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A student's folder, on a machine that says nothing of who it is."""
    for name in (courses.STUDENT_VARIABLE, "NBGRADER_EXECUTION", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv(courses.FOLDER_VARIABLE, raising=False)
    place = tmp_path / "somewhere" / NAME
    place.mkdir(parents=True)
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def answering(monkeypatch):
    """Lets somebody answer what is asked; gives the questions asked."""

    def answer(text):
        asked = []
        monkeypatch.setattr("builtins.input", lambda prompt="": asked.append(prompt) or text)
        return asked

    return answer


# The number ------------------------------------------------------------------------------


@given(st.text(), st.integers(1, 1000))
def test_everybody_has_a_variant_and_always_the_same(student, variants):
    number = variant_of(NAME, student, variants)
    assert 1 <= number <= variants
    assert variant_of(NAME, f" {student}\n", variants) == number


def test_students_are_spread_evenly():
    counts = Counter(variant_of(NAME, f"student{n:04}", 40) for n in range(8000))
    assert set(counts) == set(range(1, 41))
    assert sum((count - 200) ** 2 / 200 for count in counts.values()) < 80


def test_a_student_has_another_number_in_another_assignment():
    students = [f"student{n}" for n in range(1000)]
    same = sum(variant_of(NAME, s, 40) == variant_of("polemics", s, 40) for s in students)
    assert same < 60


def test_the_numbers_are_for_good():
    """Another rule would give a class that has begun other questions."""
    assert [variant_of(NAME, s, 40) for s in ("kim", "lee", "müller")] == [15, 36, 7]


@pytest.mark.parametrize("written", ["Kim", "KIM ", "\tkim", "kim\n"])
def test_an_id_may_be_written_large_or_with_spaces(written):
    assert plain_id(written) == "kim"


# Who it is -------------------------------------------------------------------------------


def test_the_hub_knows_its_user_and_nobody_is_asked(folder, monkeypatch, answering):
    asked = answering("lee")
    monkeypatch.setenv("JUPYTERHUB_USER", "kim")
    assert who(NAME) == who(NAME, "park") == "kim"
    assert not asked
    assert not list(folder.iterdir())


def test_a_student_is_asked_once_and_remembered(folder, answering):
    asked = answering(" Kim ")
    assert who(NAME) == "kim"
    assert (folder / "student.txt").read_text() == "kim\n"
    assert who(NAME) == "kim"
    assert len(asked) == 1
    assert "student id" in asked[0]


def test_an_id_that_is_given_is_remembered(folder):
    assert who(NAME, "Kim") == "kim"
    assert who(NAME) == "kim"
    assert who(NAME, "lee") == who(NAME) == "lee"


@pytest.mark.parametrize("error", [EOFError, OSError, NotImplementedError])
def test_where_nobody_can_be_asked_it_says_what_to_do(monkeypatch, error):
    def refuse(prompt=""):
        raise error

    monkeypatch.setattr("builtins.input", refuse)
    with pytest.raises(CourseError, match=r'run ss\.task\("corroboration", student="\.\.\."\)'):
        who(NAME)


def test_an_empty_answer_is_not_taken_for_an_id(folder, answering):
    answering("  ")
    with pytest.raises(CourseError, match="student id"):
        who(NAME)
    assert not list(folder.iterdir())


@pytest.mark.parametrize("content", [b"", b"\n\n", b"  "])
def test_an_empty_file_is_as_good_as_none(folder, answering, content):
    (folder / "student.txt").write_bytes(content)
    answering("kim")
    assert who(NAME) == "kim"


@given(st.binary(max_size=400))
def test_whatever_the_file_holds_it_names_one_line_or_nobody(content):
    name = said(content)
    assert name == name.strip()
    assert len(name.splitlines()) <= 1


# In grading ------------------------------------------------------------------------------


def test_while_nbgrader_grades_the_folder_names_the_student(tmp_path, monkeypatch):
    place = tmp_path / "autograded" / "kim" / NAME
    place.mkdir(parents=True)
    (place / "student.txt").write_text("lee\n")
    monkeypatch.chdir(place)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv("JUPYTERHUB_USER", "instructor")
    assert who(NAME) == who(NAME, "lee") == "kim"
    assert (place / "student.txt").read_text() == "lee\n"


def test_the_engine_names_the_student_before_all_else(folder, monkeypatch):
    (folder / "student.txt").write_text("lee\n")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv(courses.STUDENT_VARIABLE, "kim")
    assert who(NAME) == "kim"


# In the course's own folders -------------------------------------------------------------


@pytest.mark.parametrize("inside", ["source", "release"])
def test_in_the_course_itself_nobody_is_asked_and_nothing_is_left(
    tmp_path, monkeypatch, answering, inside
):
    asked = answering("kim")
    place = tmp_path / "course" / inside / NAME
    place.mkdir(parents=True)
    (tmp_path / "course" / "course.toml").write_text('id = "a"\ntitle = "b"\n')
    monkeypatch.chdir(place)
    assert who(NAME) is None
    assert who(NAME, "kim") == "kim"
    assert not asked
    assert not list(place.iterdir())


# Through the task ------------------------------------------------------------------------


def test_each_student_meets_the_own_variant(folder, monkeypatch):
    (folder / tasks.FILE).write_text(tasks.released(NAME, b"one", 40), encoding="utf-8")
    for student in ("kim", "lee", "park"):
        met = tasks.task(NAME, student=student)
        number = variant_of(NAME, student, 40)
        assert met.variant == number
        assert met.questions == tasks.draw(NAME, b"one", number).questions


def test_with_one_variant_nobody_is_asked(folder, answering):
    asked = answering("kim")
    (folder / tasks.FILE).write_text(tasks.released(NAME, b"one"), encoding="utf-8")
    assert tasks.task(NAME).variant == 1
    assert not asked
    assert [path.name for path in Path().iterdir()] == [tasks.FILE]


def test_the_first_variant_is_the_same_however_many_there_are(folder):
    for number in (1, 40):
        (folder / tasks.FILE).write_text(tasks.released(NAME, b"one", number), encoding="utf-8")
        sheet = tasks.sheets.read(NAME)
        assert sheet.questions(1) == tasks.draw(NAME, b"one", 1).questions


def test_forty_variants_are_small():
    assert len(tasks.released(NAME, b"one", 40).encode()) < 500_000
