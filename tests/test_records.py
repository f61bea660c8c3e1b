"""What was released is remembered: answers are marked by the keys of their own questions."""

import json

import pytest

from sinosoviet import courses, tasks
from sinosoviet.bank import corroboration
from sinosoviet.demo import masters
from sinosoviet.errors import CourseError
from sinosoviet.tasks import drawing, records

NAME = "corroboration"


@pytest.fixture
def course(tmp_path):
    made = courses.create(masters(), tmp_path / "c", {"id": "a", "title": "b", "variants": 3})
    tasks.prepare(made, NAME)
    return made


@pytest.fixture
def changed(monkeypatch):
    """Lets the question bank change under a course that has released."""

    def change():
        build = corroboration.build
        monkeypatch.setattr(corroboration, "build", lambda random, place: build(random, place)[:-1])
        forget()

    yield change
    monkeypatch.undo()
    forget()


def forget():
    drawing.draw.cache_clear()
    records.fingerprint.cache_clear()


def remembered(course):
    return course.root / "released" / f"{NAME}.json"


def submit(course):
    (course.root / "submitted" / "kim" / NAME).mkdir(parents=True)


def test_a_release_leaves_no_key_in_what_it_remembers(course):
    content = json.loads(remembered(course).read_text())
    assert set(content) == {"package", "questions"}
    assert len(content["questions"]) == records.variants(course, NAME) == 3
    assert all(len(digest) == 32 for digest in content["questions"])
    assert {p.name for p in (course.root / "source" / NAME).iterdir()} == {
        f"{NAME}.ipynb",
        tasks.FILE,
    }


def test_what_has_not_changed_can_be_marked_and_released_again(course):
    before = remembered(course).read_bytes()
    submit(course)
    tasks.verify(course, NAME)
    tasks.verify(course, NAME, 2)
    tasks.prepare(course, NAME)
    assert remembered(course).read_bytes() == before


def test_a_changed_bank_stops_the_marking_with_what_to_do(course, changed):
    changed()
    for variant in (None, 1):
        with pytest.raises(CourseError, match=r"no longer those that were released.*version") as e:
            tasks.verify(course, NAME, variant)
        assert "\n" not in str(e.value)


def test_no_answer_is_scored_by_a_changed_bank(course, changed, monkeypatch):
    monkeypatch.setenv(courses.FOLDER_VARIABLE, str(course.root))
    questions = tasks.draw(NAME, course.secret(), 1).questions
    assert tasks.Task(NAME, 1, questions).result("q1", "").points == 0
    changed()
    with pytest.raises(CourseError, match="no longer those that were released"):
        tasks.Task(NAME, 1, questions).result("q1", "")


def test_a_changed_bank_is_released_again_only_while_nobody_has_answered(course, changed):
    changed()
    tasks.prepare(course, NAME)
    tasks.verify(course, NAME)
    submit(course)
    forget()
    tasks.prepare(course, NAME)


def test_answers_are_not_left_without_their_questions(course, changed):
    submit(course)
    before = (course.root / "source" / NAME / tasks.FILE).read_bytes()
    changed()
    with pytest.raises(CourseError, match=r"1 submissions answer those.*delete .*released"):
        tasks.prepare(course, NAME)
    assert (course.root / "source" / NAME / tasks.FILE).read_bytes() == before
    remembered(course).unlink()
    tasks.prepare(course, NAME)


def test_another_number_of_variants_is_another_release(course):
    submit(course)
    text = (course.root / "course.toml").read_text().replace("variants = 3", "variants = 4")
    (course.root / "course.toml").write_text(text)
    with pytest.raises(CourseError, match="other questions than before"):
        tasks.prepare(courses.find(course.root), NAME)


def test_another_secret_is_noticed(course):
    (course.root / "secret.key").write_text("0" * 64)
    with pytest.raises(CourseError, match="secret"):
        tasks.verify(course, NAME)


def test_what_was_never_recorded_is_taken_as_it_is(course):
    remembered(course).unlink()
    tasks.verify(course, NAME)
    assert records.variants(course, NAME) == 1


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"package": "1", "questions": 5}'])
def test_a_damaged_record_is_told(course, text):
    remembered(course).write_text(text)
    with pytest.raises(CourseError, match=r"corroboration\.json is damaged"):
        tasks.verify(course, NAME)
