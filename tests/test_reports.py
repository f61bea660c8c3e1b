"""The class report says what the gradebook says, on one page that anybody can read."""

import dataclasses
import json
import re
from html import escape, unescape
from html.parser import HTMLParser
from itertools import pairwise

import pandas as pd
import pytest

from sinosoviet import courses, reports
from sinosoviet.demo import masters
from sinosoviet.errors import CourseError
from test_grading import (
    NAME,
    UNGRADED,
    classroom,
    contents,
    graded,
    marks,
    said,
    surroundings,
)

__all__ = ["classroom", "surroundings"]


@pytest.fixture(scope="module")
def report(classroom):
    return reports.make(classroom.course, NAME)


@pytest.fixture(scope="module")
def page(report, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    reports.write(report, path)
    assert [p.name for p in path.parent.iterdir()] == ["report.html"]
    return path.read_text(encoding="utf-8")


class Page(HTMLParser):
    """The tables, headings, pictures and addresses of a page; every tag is closed."""

    VOID = frozenset({"meta", "img", "br", "link"})

    def __init__(self, text):
        super().__init__()
        self.tables, self.headings, self.pictures, self.addresses = [], [], [], []
        self.open = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.addresses += [v for n, v in attrs if n in ("src", "href", "action", "srcset")]
        if tag == "img":
            self.pictures.append(values)
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
        elif re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in ("td", "th"):
            self.tables[-1][-1][-1] += data


def table(page, heading):
    """The table whose first heading is given, a dict a row."""
    found = next(t for t in Page(page).tables if t[0][0] == heading and len(t[0]) != 3)
    return [dict(zip(found[0], row, strict=True)) for row in found[1:]]


def waiting(found):
    """Whether nobody has marked it yet; nbgrader asks for a review of manual marks as well."""
    return found["waits"] and found["manual"] is None


# Numbers ---------------------------------------------------------------------------------


def test_the_marks_are_those_of_the_gradebook(classroom, report):
    book = marks(classroom.course)
    assert set(report.marks.index) == set(graded(classroom)) < set(book)
    for student, row in report.marks.iterrows():
        for name, found in book[student].items():
            if waiting(found):
                assert pd.isna(row[name])
            else:
                assert row[name] == pytest.approx(found["score"]), (student, name)
        assert row.score == pytest.approx(sum(f["score"] for f in book[student].values()))
        assert row.max_score == sum(f["max"] for f in book[student].values()) == 34


def test_what_waits_to_be_marked_by_hand_is_counted(classroom, report):
    book = marks(classroom.course)
    for student, row in report.marks.iterrows():
        assert row.by_hand == sum(map(waiting, book[student].values()))


def test_a_mark_given_by_hand_counts_after_grading_again(report):
    assert report.marks.q10["right"] == 4.5
    assert report.marks.q1["right"] == 1


def test_the_columns_are_in_the_order_of_the_questions(report):
    names = [f"q{n}" for n in range(1, 11)]
    assert list(report.marks.columns) == [*names, "score", "max_score", "by_hand"]


def test_the_best_come_first(report):
    assert report.marks.score.is_monotonic_decreasing


def test_how_each_question_did(classroom, report):
    book = marks(classroom.course)
    assert list(report.questions.index) == [f"q{n}" for n in range(1, 10)]
    for name, row in report.questions.iterrows():
        scores = [book[student][name]["score"] for student in graded(classroom)]
        most = book["right"][name]["max"]
        assert row.points == most
        assert row["mean"] == pytest.approx(sum(scores) / len(scores) / most)
        assert row.zero == pytest.approx(scores.count(0) / len(scores))


def test_how_each_question_agrees_with_the_rest(report):
    automatic = report.marks[[f"q{n}" for n in range(1, 10)]]
    for name in automatic:
        rest = automatic.drop(columns=name).sum(axis=1)
        assert report.questions.tells[name] == pytest.approx(automatic[name].corr(rest))
    assert report.questions.tells.between(-1, 1).all()


def test_mistakes_are_counted_by_student(classroom, report):
    told = {student: said(classroom, student) for student in graded(classroom)}
    assert len(report.mistakes) > 5
    for question, says, students in report.mistakes.itertuples(index=False):
        assert students == sum(says in t[question].splitlines() for t in told.values())
    assert report.mistakes.students.is_monotonic_decreasing
    assert not report.mistakes.duplicated(["question", "says"]).any()


def test_praise_and_remarks_on_form_are_no_mistakes(report):
    for says in report.mistakes.says:
        assert not says.endswith("right.") or "not" in says
        assert not re.match(r"Complete|q\d|[\d.]+ of [\d.]+ points", says)


def test_those_who_need_a_look_are_named_graded_or_not(classroom, report):
    looks = {s: outcome.look for s, outcome in classroom.outcomes.items() if outcome.look}
    assert report.looks == looks
    assert {s for s, kind in classroom.kinds.items() if kind in UNGRADED} <= set(looks)


def test_making_a_report_changes_nothing(classroom):
    before = contents(classroom.course.root)
    reports.make(classroom.course, NAME)
    assert contents(classroom.course.root) == before


# The page --------------------------------------------------------------------------------


def test_the_page_s_marks_are_the_report_s(report, page):
    rows = {row.pop("Student"): row for row in table(page, "Student")}
    assert list(rows) == list(report.marks.index)
    for student, row in report.marks.iterrows():
        for name in [f"q{n}" for n in range(1, 11)]:
            assert rows[student][name] == ("–" if pd.isna(row[name]) else f"{row[name]:g}")
        assert rows[student]["Score"] == f"{row.score:g}"
        assert rows[student]["of"] == "34"
        assert rows[student]["To mark by hand"] == str(int(row.by_hand))


def test_an_answer_that_waits_is_a_dash_and_no_question_of_the_analysis(report, page):
    students = report.marks.index[report.marks.by_hand > 0].difference(["right"])
    rows = {row["Student"]: row for row in table(page, "Student")}
    assert len(students) > 5
    assert all(rows[student]["q10"] == "–" for student in students)
    assert "q10" not in [row["Question"] for row in table(page, "Question")]


def test_the_page_s_questions_are_the_report_s(report, page):
    rows = {row["Question"]: row for row in table(page, "Question")}
    for name, row in report.questions.iterrows():
        assert rows[name]["Points"] == f"{row.points:g}"
        assert rows[name]["Mean share of the points"] == f"{100 * row['mean']:.0f} %"
        assert rows[name]["Students with no point"] == f"{100 * row.zero:.0f} %"


def test_the_summary_is_that_of_the_marks(report, page):
    share = 100 * report.marks.score / report.marks.max_score
    for heading, text in {
        "Graded": str(len(share)),
        "Mean": f"{share.mean():.0f} %",
        "Median": f"{share.median():.0f} %",
        "Lowest and highest": f"{share.min():.0f}–{share.max():.0f} %",
        "Answers to mark by hand": str(report.marks.by_hand.sum()),
    }.items():
        assert f"<dt>{heading}</dt><dd>{text}</dd>" in page


def test_every_chart_has_alt_text_with_its_numbers(report, page):
    pictures = Page(page).pictures
    assert len(pictures) == 2
    histogram, bars = (picture["alt"] for picture in pictures)
    counts = [int(count) for count in re.findall(r"per cent: (\d+)", histogram)]
    assert len(counts) == 10
    assert sum(counts) == len(report.marks)
    for name, mean in report.questions["mean"].items():
        assert f"{name}: {100 * mean:.0f}" in bars


def test_the_page_needs_nothing_beside_it(page):
    addresses = Page(page).addresses
    assert addresses
    assert all(address.startswith("data:image/") for address in addresses)
    assert not re.search(r"https?://|url\(|@import|<script", page)


def test_headings_are_in_order_and_tables_have_head_cells(page):
    headings = Page(page).headings
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(headings))
    assert page.count('<th scope="col">') == page.count("<th") - page.count("<thead")


def test_the_page_names_the_course_and_its_language(page):
    assert '<html lang="en-GB">' in page
    title = f'The <b>"room"</b> & more: {NAME}'
    assert f"<title>{escape(title)}</title>" in page
    assert f"<h1>{escape(title)}</h1>" in page
    assert "{{" not in page


@pytest.mark.parametrize(
    "name", ["<b>", "</td><script>alert(1)</script>", 'a"b', "a&b", "{{marks}}", "{{looks}}", "\\1"]
)
def test_a_student_s_id_is_shown_to_the_letter(report, tmp_path, name):
    worst = report.marks.index[-1]
    odd = dataclasses.replace(
        report,
        title=f"Course {name}",
        marks=report.marks.rename(index={worst: name}),
        looks={name: f"it names the kernel {name!r}."},
        mistakes=report.mistakes.assign(says=name),
    )
    reports.write(odd, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert [row["Student"] for row in table(page, "Student")][-1] == name
    assert f"<strong>{escape(name)}</strong>: " in page
    assert f"<h1>{escape(f'Course {name}: {NAME}')}</h1>" in page
    assert len(Page(page).tables) == 3
    assert escape(f"it names the kernel {name!r}.") in page
    assert name in unescape(page)


def test_a_class_without_a_remark(report, tmp_path):
    reports.write(dataclasses.replace(report, looks={}), tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Nobody: every submission was graded without a remark." in text


def test_a_page_that_cannot_be_written(report, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CourseError, match=r"Cannot write .*report\.html"):
        reports.write(report, tmp_path / "file" / "report.html")


# Small and odd classes -------------------------------------------------------------------


def only(classroom, tmp_path, *students):
    """A course in which only these have been graded."""
    import shutil

    root = shutil.copytree(classroom.course.root, tmp_path / "course")
    path = root / "grading" / f"{NAME}.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if json.loads(line)["student"] in students]
    path.write_text("".join(kept), encoding="utf-8")
    return courses.find(root)


def test_a_class_of_one(classroom, tmp_path):
    made = reports.make(only(classroom, tmp_path, "wrong"), NAME)
    reports.write(made, tmp_path / "report.html")
    assert list(made.marks.index) == ["wrong"]
    assert made.questions.tells.isna().all()
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "nan" not in unescape(re.sub(r"data:image[^\"]*", "", page)).lower()


def test_a_small_class_has_no_correlations(classroom, tmp_path):
    made = reports.make(only(classroom, tmp_path, "wrong", "right", "unruly"), NAME)
    assert made.questions.tells.isna().all()


def test_nothing_is_graded_yet(tmp_path):
    course = courses.create(masters(), tmp_path / "course", {"id": "a", "title": "b"})
    with pytest.raises(CourseError, match=r"run 'sinosoviet grade corroboration' first"):
        reports.make(course, NAME)


def test_nobody_could_be_graded(classroom, tmp_path):
    course = only(classroom, tmp_path, classroom.student("empty"))
    with pytest.raises(CourseError, match=r"run 'sinosoviet grade corroboration' first"):
        reports.make(course, NAME)


def test_a_gradebook_that_was_deleted_is_a_sentence(classroom, tmp_path):
    course = only(classroom, tmp_path, *graded(classroom))
    (course.root / "gradebook.db").unlink()
    with pytest.raises(CourseError, match="gradebook"):
        reports.make(course, NAME)


def test_a_journal_whose_last_line_was_cut_short_is_read_without_it(classroom, tmp_path):
    course = only(classroom, tmp_path, "wrong")
    path = course.root / "grading" / f"{NAME}.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + '{"student": "ri', encoding="utf-8")
    assert list(reports.make(course, NAME).marks.index) == ["wrong"]
