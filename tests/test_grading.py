"""A class with every kind of submission, graded once: marks, feedback, files.

The class is made once and shared: test_repair, test_reports and test_simulate use it too.
"""

import json
import os
import pickle
import re
import shutil
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from nbgrader.api import Gradebook

from sinosoviet import courses, dates, grading, simulate, tasks
from sinosoviet.courses import FOLDER_VARIABLE, Course
from sinosoviet.demo import masters
from sinosoviet.errors import CourseError
from sinosoviet.questions import VERDICTS

NAME = "corroboration"
FILE = f"{NAME}.ipynb"
#: From the simulated class of thirty, one of each kind is graded.
KINDS = ("strong", "weak", "blank", *simulate.BREAKS)
UNGRADED = {"not-json", "empty", "no-notebook"}
MANUAL = {"q10": (4.5, "A clear argument: <b>well</b> done."), "q1": (1.0, "See me.")}


@dataclass(frozen=True)
class Classroom:
    """A graded class.

    Attributes
    ----------
    course : the course.
    released : a copy of the course's folder as it was before anybody submitted.
    kinds : the kind of each student.
    answers : what counts as each student's answer to each question; None if there is none.
    outcomes : what grading said, by student.
    submitted : every submitted file with its bytes, before grading.
    first, last : the gradebook after grading, and after some were marked by hand and all
        of them graded again; by student and question.
    pages : what making the feedback said.
    """

    course: Course
    released: Path
    kinds: dict[str, str]
    answers: dict[str, dict[str, Any]]
    outcomes: dict[str, grading.Outcome]
    submitted: dict[Path, bytes]
    first: dict[str, dict[str, dict[str, Any]]]
    last: dict[str, dict[str, dict[str, Any]]]
    pages: list[grading.Outcome]

    def student(self, kind):
        return next(student for student, its in self.kinds.items() if its == kind)

    def autograded(self, student):
        path = self.course.root / "autograded" / student / NAME / FILE
        return json.loads(path.read_text(encoding="utf-8"))


def contents(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def gradebook(course):
    return Gradebook(f"sqlite:///{course.root / 'gradebook.db'}")


def marks(course, name=NAME):
    """What nbgrader's gradebook holds, by student and question."""
    found = {}
    with gradebook(course) as book:
        for submission in book.assignment_submissions(name):
            (notebook,) = submission.notebooks
            comments = {comment.name: comment.comment for comment in notebook.comments}
            found[submission.student.id] = {
                grade.name.removesuffix("-test"): {
                    "score": grade.score,
                    "max": grade.max_score,
                    "auto": grade.auto_score,
                    "manual": grade.manual_score,
                    "waits": bool(grade.needs_manual_grade),
                    "comment": comments.get(grade.name),
                }
                for grade in notebook.grades
            }
    return found


def cells_by_id(notebook):
    return {
        cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in notebook["cells"]
    }


def right_answers(drawn):
    return {
        name: "An argument." if question.kind == "free_text" else question.model(drawn.keys[name])
        for name, question in drawn.questions.items()
    }


def wrong_answers(drawn):
    """Answers in good form that are wrong everywhere, with a wrong correction for each verdict."""
    answers = {}
    for name, question in drawn.questions.items():
        key = drawn.keys[name]
        answers[name] = {
            "date": lambda key: "1901-01-01",
            "quantities": lambda key: dict.fromkeys(key["values"], 7.0),
            "order": lambda key: key["order"][::-1],
            "verdict": lambda key: {
                "verdict": next(v for v in VERDICTS if v not in {key["verdict"], *key["near"]}),
                "correct": "1901-01-01",
                "evidence": ["griffith-1966"],
            },
            "reference": lambda key: {"field": "title", "correct": "?"},
            "free_text": lambda key: "No idea.",
        }[question.kind](key)
    return answers


def submit(course, student, answers, change=lambda cells, notebook: None):
    release = course.root / "release" / NAME
    notebook = simulate.fill(json.loads((release / FILE).read_text(encoding="utf-8")), answers)
    change(cells_by_id(notebook), notebook)
    folder = course.root / "submitted" / student / NAME
    shutil.copytree(release, folder)
    (folder / FILE).write_text(json.dumps(notebook), encoding="utf-8")


def unruly(cells, notebook):
    """Noise in one cell, an exception in a second, an unknown name in a third."""
    cells["q1"]["source"] = f"print('0 of 2 points.')\n{cells['q1']['source']}\nprint(5)\n100"
    cells["q3"]["source"] = "raise ValueError('I give up')"
    cells["q7"]["source"] = "q7 = undefined"


def without_q6(cells, notebook):
    notebook["cells"].remove(cells["q6"])
    notebook["cells"].remove(cells["q6-test"])


def spoil_first_copy(course, student):
    """Of a cell that stands twice the last is graded; the first is made wrong here."""
    path = course.root / "submitted" / student / NAME / FILE
    notebook = json.loads(path.read_text(encoding="utf-8"))
    first = next(c for c in notebook["cells"] if "q1" in cells_by_id({"cells": [c]}))
    first["source"] = "q1 = '1901-01-01'"
    path.write_text(json.dumps(notebook), encoding="utf-8")


def mark_by_hand(course, student):
    with gradebook(course) as book:
        for name, (points, comment) in MANUAL.items():
            cell = name if name == "q10" else f"{name}-test"
            grade = book.find_grade(cell, NAME, NAME, student)
            grade.manual_score, grade.needs_manual_grade = points, False
            book.find_comment(name, NAME, NAME, student).manual_comment = comment
        book.db.commit()


def make_classroom(folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER_VARIABLE, "")
        patch.setenv("PATH", os.environ["PATH"])
        settings = {"id": "room", "title": 'The <b>"room"</b> & more'}
        course = courses.create(masters(), folder / "course", settings)
        grading.release(course, NAME)
        released = shutil.copytree(course.root, folder / "released")

        written = simulate.write_class(course, NAME, 30, seed=3)
        kinds = {}
        for kind in KINDS:
            kinds[next(s for s, about in written.items() if about["kind"] == kind)] = kind
        for student in written.keys() - kinds.keys():
            shutil.rmtree(course.root / "submitted" / student)
        answers = {student: dict(written[student]["answers"]) for student in kinds}
        by_kind = {kind: student for student, kind in kinds.items()}
        spoil_first_copy(course, by_kind["cells-twice"])

        drawn = tasks.draw(NAME, course.secret())
        right = right_answers(drawn)
        submit(course, "right", right)
        submit(course, "unruly", right, unruly)
        submit(course, "without-q6", right, without_q6)
        submit(course, "wrong", wrong_answers(drawn))
        own = ("right", "unruly", "without-q6", "wrong")
        kinds |= {student: student for student in own}
        answers |= {student: dict(right) for student in own}
        answers["wrong"] = wrong_answers(drawn)
        answers["unruly"] |= {"q3": None, "q7": None}
        for student in ("without-q6", by_kind["cells-missing"]):
            answers[student]["q6"] = drawn.questions["q6"].blank()

        before = contents(course.root / "submitted")
        outcomes = grading.grade(course, NAME, grading.submitted(course, NAME))
        first = marks(course)
        mark_by_hand(course, "right")
        some = ["right", by_kind["cells-missing"], by_kind["empty"]]
        again = grading.grade(course, NAME, some, options=grading.Options(force=True))
        assert [outcomes[[o.student for o in outcomes].index(o.student)] for o in again] == again
        pages = grading.feedback(course, NAME)
    return Classroom(
        course=course,
        released=released,
        kinds=kinds,
        answers=answers,
        outcomes={outcome.student: outcome for outcome in outcomes},
        submitted=before,
        first=first,
        last=marks(course),
        pages=pages,
    )


@pytest.fixture(scope="session")
def classroom(tmp_path_factory):
    """The class; workers of pytest-xdist share one, whoever comes first makes it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "classroom"
    made = folder / "classroom.pickle"
    with FileLock(f"{folder}.lock"):
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            made.write_bytes(pickle.dumps(make_classroom(folder)))
    return pickle.loads(made.read_bytes())


@pytest.fixture(autouse=True)
def surroundings(classroom, monkeypatch):
    """The course in the environment, as for nbgrader; both are as before afterwards."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(classroom.course.root))
    monkeypatch.setenv("PATH", os.environ["PATH"])


@pytest.fixture
def drawn(classroom):
    return tasks.draw(NAME, classroom.course.secret())


def graded(classroom):
    return [s for s, kind in classroom.kinds.items() if kind not in UNGRADED]


def automatic(drawn):
    return [name for name, question in drawn.questions.items() if question.kind != "free_text"]


def points(found, names):
    return {name: found[name]["score"] for name in names}


# Outcomes --------------------------------------------------------------------------------


def test_everybody_has_an_outcome(classroom):
    assert set(classroom.outcomes) == set(classroom.kinds)
    assert list(classroom.outcomes) == sorted(classroom.outcomes)


@pytest.mark.parametrize("kind", simulate.BREAKS)
def test_a_broken_submission_gets_one_clear_sentence(classroom, kind):
    outcome = classroom.outcomes[classroom.student(kind)]
    assert outcome.graded == (kind not in UNGRADED)
    named = {
        "not-json": "not JSON",
        "empty": "empty",
        "other-kernel": "'ir'",
        "cells-missing": "q2-test, q6",
        "cells-twice": "twice: q1",
        "no-notebook": f"no {FILE}",
    }
    assert named[kind] in outcome.look
    assert outcome.look.isprintable()
    assert outcome.look.endswith(".")
    assert not re.search(r"Traceback|Error|Exception|/\w+/", outcome.look)


@pytest.mark.parametrize("kind", ["strong", "weak", "blank", "right", "wrong", "unruly"])
def test_a_whole_submission_is_graded_without_a_remark(classroom, kind):
    student = classroom.student(kind)
    assert classroom.outcomes[student] == grading.Outcome(student, True, "")


def test_everybody_has_marks_and_who_could_not_be_read_has_none_of_the_points(classroom):
    assert set(classroom.first) == set(classroom.kinds)
    for student, found in classroom.first.items():
        assert set(found) == {f"q{n}" for n in range(1, 11)}
        if classroom.kinds[student] in UNGRADED:
            assert all(mark["auto"] == 0 and not mark["waits"] for mark in found.values())


@pytest.mark.parametrize("kind", sorted(UNGRADED))
def test_what_cannot_be_read_ends_as_a_notebook_that_says_so(classroom, kind):
    cells = cells_by_id(classroom.autograded(classroom.student(kind)))
    text = "".join(cells["q1-test"]["outputs"][0]["text"])
    assert text == "This question was not reached: the notebook could not be read.\n"


def test_the_outcomes_are_kept_in_a_file_that_is_whole(classroom):
    path = classroom.course.root / "grading" / f"{NAME}.jsonl"
    kept = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert {one["student"]: grading.Outcome(**one) for one in kept} == classroom.outcomes
    assert grading.last_outcomes(classroom.course, NAME) == list(classroom.outcomes.values())


def test_nothing_is_left_behind(classroom):
    left = {path.name for path in classroom.course.root.iterdir()}
    assert left <= {
        "autograded", "course.toml", "feedback", "gradebook.db", "grading", "nbgrader_config.py",
        "guides", "release", "released", "secret.key", "source", "submitted",
    }  # fmt: skip


# Marks -----------------------------------------------------------------------------------


def test_the_gradebook_has_the_marks_of_the_scoring_rules(classroom, drawn):
    task = tasks.Task(NAME, 1, drawn.questions)
    for student in graded(classroom):
        for name in automatic(drawn):
            answer = classroom.answers[student][name]
            expected = 0 if answer is None else task.result(name, answer).points
            found = classroom.first[student][name]
            assert found["score"] == pytest.approx(expected), (classroom.kinds[student], name)
            assert found["max"] == drawn.questions[name].points
            assert not found["waits"]


def test_the_model_answers_earn_every_automatic_point(classroom, drawn):
    found = classroom.first["right"]
    for name in automatic(drawn):
        assert found[name]["score"] == drawn.questions[name].points


def test_wrong_answers_and_a_blank_notebook_earn_nothing_or_little(classroom, drawn):
    assert sum(points(classroom.first["wrong"], automatic(drawn)).values()) <= 1
    blank = classroom.first[classroom.student("blank")]
    assert sum(points(blank, automatic(drawn)).values()) == 0


def test_an_answer_that_fails_loses_its_own_question_only(classroom, drawn):
    found = points(classroom.first["unruly"], automatic(drawn))
    assert {name for name, score in found.items() if score == 0} == {"q3", "q7"}
    for name in found.keys() - {"q3", "q7"}:
        assert found[name] == drawn.questions[name].points


def test_a_solution_missing_with_its_test_scores_0_and_the_others_keep_theirs(classroom, drawn):
    found = points(classroom.first["without-q6"], automatic(drawn))
    assert found["q6"] == 0
    for name in found.keys() - {"q6"}:
        assert found[name] == drawn.questions[name].points
    look = classroom.outcomes["without-q6"].look
    assert "missing: q6, q6-test." in look


def test_of_a_cell_that_stands_twice_the_last_counts(classroom, drawn):
    student = classroom.student("cells-twice")
    task = tasks.Task(NAME, 1, drawn.questions)
    expected = task.result("q1", classroom.answers[student]["q1"]).points
    assert classroom.first[student]["q1"]["score"] == expected


def test_an_argument_waits_to_be_marked_by_hand(classroom):
    for student in graded(classroom):
        found = classroom.first[student]["q10"]
        assert found["manual"] is None
        if classroom.kinds[student] != "blank":
            assert found["waits"]


def test_grading_again_gives_the_same_marks(classroom):
    for student in graded(classroom):
        if student == "right":
            continue
        assert classroom.last[student] == classroom.first[student]
    for name in classroom.first["right"].keys() - MANUAL.keys():
        assert classroom.last["right"][name] == classroom.first["right"][name]


def test_grading_again_keeps_marks_and_comments_given_by_hand(classroom):
    for name, (given, _) in MANUAL.items():
        found = classroom.last["right"][name]
        assert found["manual"] == given
        assert found["score"] == given
    with gradebook(classroom.course) as book:
        for name, (_, comment) in MANUAL.items():
            kept = book.find_comment(name, NAME, NAME, "right")
            assert kept.manual_comment == comment


def test_submissions_are_byte_identical_after_grading(classroom):
    assert contents(classroom.course.root / "submitted") == classroom.submitted


# Feedback --------------------------------------------------------------------------------


def page(classroom, student):
    path = classroom.course.root / "feedback" / student / NAME / f"{NAME}.html"
    return path.read_text(encoding="utf-8")


def said(classroom, student):
    """What the test cells printed, by question."""
    cells = cells_by_id(classroom.autograded(student))
    return {
        name.removesuffix("-test"): "".join(
            "".join(output.get("text", "")) for output in cell["outputs"]
        )
        for name, cell in cells.items()
        if name and name.endswith("-test")
    }


def stands_in(text, part):
    return re.search(rf"(?<![\w,.-]){re.escape(part)}(?![\w-]|[,.]\d)", text)


def test_each_graded_student_has_a_feedback_page(classroom):
    assert {p.student for p in classroom.pages} == set(graded(classroom))
    assert all(p.graded and p.look == "" for p in classroom.pages)
    for student in graded(classroom):
        assert "</html>" in page(classroom, student)


def test_the_pages_hold_the_feedback_sentences(classroom, drawn):
    task = tasks.Task(NAME, 1, drawn.questions)
    for student in ("wrong", "right", classroom.student("weak")):
        text = unescape(page(classroom, student))
        for name in automatic(drawn):
            result = task.result(name, classroom.answers[student][name])
            assert str(result) in said(classroom, student)[name]
            by_hand = student == "right" and name in MANUAL
            for sentence in str(result).splitlines()[by_hand:]:
                assert sentence in text, (student, name, sentence)


def test_a_page_shows_no_test_calls_nobody_and_runs_no_script(classroom):
    for student in graded(classroom):
        text = page(classroom, student)
        assert "task.check(" not in text
        assert "task.score(" not in text
        assert "<script" not in text
        assert not re.search(r"(?:src|href)=\"(?!data:|#)", text)
        assert "default-src 'none'" in text


def test_a_page_shows_the_marks_of_the_gradebook_and_what_waits(classroom, drawn):
    text = page(classroom, "right")
    assert "<strong>1 of 2 points.</strong>" in text
    assert "<strong>4.5 of 6 points.</strong>" in text
    weak = classroom.student("weak")
    text = page(classroom, weak)
    assert "wait to be marked by hand: 1" in text
    total = sum(mark["score"] for mark in classroom.last[weak].values())
    assert f"<strong>{total:g} of 34 points.</strong>" in text


def test_nbgrader_s_own_command_makes_the_same_pages(classroom):
    student = classroom.student("weak")
    ours = page(classroom, student)
    made = grading.api(classroom.course).generate_feedback(NAME, student, force=True)
    assert made["success"], made
    assert page(classroom, student) == ours


def test_a_comment_given_by_hand_is_on_the_page(classroom):
    assert "A clear argument: " in page(classroom, "right")


def secrets_of(key):
    """The texts that would tell the answer to a question."""
    values = [key.get("date"), key.get("value"), *(key.get("values") or {}).values()]
    values += [(key.get("correct") or {}).get("value")]
    for value in (v for v in values if v is not None):
        if isinstance(value, float):
            yield from {f"{value:g}", f"{value:,.0f}" if value == int(value) else f"{value:,}"}
        else:
            yield str(value)
            if re.match(r"\d{4}-\d\d", str(value)):
                yield dates.in_words(value)
    if "order" in key:
        yield repr(key["order"])


def test_feedback_on_wrong_answers_does_not_tell_the_right_ones(classroom, drawn):
    told = said(classroom, "wrong")
    looked_at = 0
    for name in automatic(drawn):
        assert told[name]
        for text in secrets_of(drawn.keys[name]):
            looked_at += 1
            assert not stands_in(told[name], text), (name, text)
    assert looked_at >= 10


def test_no_page_and_nothing_handed_out_holds_the_secret_or_a_key(classroom, drawn):
    root = classroom.course.root
    secret = (root / "secret.key").read_text().strip()
    handed_out = contents(root / "feedback") | contents(root / "release")
    handed_out |= {p: c for p, c in contents(root / "autograded").items() if p.name != FILE}
    assert len(handed_out) > 12
    for path, content in handed_out.items():
        text = content.decode()
        assert secret not in text, path
        assert "misconceptions" not in text, path
        assert "'near'" not in text, path
        assert str(drawn.keys["q6"]) not in unescape(text), path
    for path in (root / "release").rglob("*.ipynb"):
        assert "task.score" not in path.read_text(encoding="utf-8")


# Refusals --------------------------------------------------------------------------------


@pytest.fixture
def fresh(classroom, tmp_path):
    """A course of its own in which the assignment is released and nobody has submitted."""
    return courses.find(shutil.copytree(classroom.released, tmp_path / "course"))


def test_an_assignment_that_is_not_released_is_not_graded(tmp_path):
    course = courses.create(masters(), tmp_path / "course", {"id": "a", "title": "b"})
    with pytest.raises(CourseError, match=rf"not been released; run 'sinosoviet release {NAME}'"):
        grading.grade(course, NAME, ["kim"])


def test_nobody_has_submitted(fresh):
    with pytest.raises(CourseError, match=r"no submission of corroboration in .*submitted/<stud"):
        grading.submitted(fresh, NAME)


def test_feedback_before_grading(fresh):
    with pytest.raises(CourseError, match=r"run 'sinosoviet grade corroboration' first"):
        grading.feedback(fresh, NAME)


def test_an_unknown_assignment(fresh):
    for act in (grading.release, grading.submitted):
        with pytest.raises(CourseError, match=r"no assignment 'nothing'; it has: .*corroboration"):
            act(fresh, "nothing")


def test_what_cannot_be_read_scores_nothing_and_is_remembered(fresh):
    folder = fresh.root / "submitted" / "kim" / NAME
    folder.mkdir(parents=True)
    (folder / FILE).write_text("no JSON")
    seen = []
    outcomes = grading.grade(fresh, NAME, ["kim"], lambda *told: seen.append(told))
    assert seen == [("kim", outcomes[0].look)]
    assert not outcomes[0].graded
    assert grading.last_outcomes(fresh, NAME) == outcomes
    assert {mark["score"] for mark in marks(fresh)["kim"].values()} == {0}


def test_a_notebook_of_odd_json_does_not_stop_the_others(fresh):
    master = json.loads((fresh.root / "release" / NAME / FILE).read_text(encoding="utf-8"))
    damaged = {"kim": {**master, "cells": [7]}, "lee": {**master, "nbformat": 99}, "wu": []}
    for student, notebook in damaged.items():
        folder = fresh.root / "submitted" / student / NAME
        folder.mkdir(parents=True)
        (folder / FILE).write_text(json.dumps(notebook))
    outcomes = grading.grade(fresh, NAME, sorted(damaged))
    assert [outcome.student for outcome in outcomes] == sorted(damaged)
    assert [outcome.graded for outcome in outcomes] == [True, False, False]
    assert "cells are missing" in outcomes[0].look
    assert "1 cells were damaged" in outcomes[0].look


def test_an_exchange_that_does_not_exist_is_named(fresh):
    path = fresh.root / "course.toml"
    path.write_text(path.read_text() + f'exchange = "{fresh.root / "exchange"}"\n')
    with pytest.raises(CourseError, match=r"exchange folder .*/exchange does not exist.*mkdir -p"):
        grading.collect(courses.find(fresh.root), NAME)


def test_without_an_exchange_nothing_is_collected(fresh):
    before = contents(fresh.root)
    grading.collect(fresh, NAME)
    assert contents(fresh.root) == before


def test_the_master_notebook_is_whole_after_release(classroom):
    source = Path("source") / NAME / FILE
    assert (classroom.course.root / source).read_bytes() == (masters() / source).read_bytes()


def test_what_is_released_has_the_cells_of_the_master(classroom):
    release = json.loads((classroom.released / "release" / NAME / FILE).read_text("utf-8"))
    master = json.loads((masters() / "source" / NAME / FILE).read_text("utf-8"))
    assert list(cells_by_id(release)) == list(cells_by_id(master))
