"""Tasks: drawn from a secret, released without a key, checked, scored."""

import json
import re
import stat
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from sinosoviet import bank, courses, dates, sources, tables, tasks
from sinosoviet.bank import corroboration, statements
from sinosoviet.errors import CourseError, UnknownName
from sinosoviet.questions import VERDICTS, Reference, Verdict, score
from sinosoviet.tasks import AnswerNotReady, draw, released
from sinosoviet.tasks.identity import variant_of

MASTER = Path(__file__).parents[1] / "assignments"
NAME = "corroboration"
#: Somebody who has the last of three variants.
STUDENT = next(f"student{n}" for n in range(99) if variant_of(NAME, f"student{n}", 3) == 3)
SECRETS = [f"secret {n}".encode() for n in range(200)]
DRAWS = [draw(NAME, secret) for secret in SECRETS]


def by_hand(question):
    return question.kind == "free_text"


def stands_in(text, part):
    return re.search(rf"(?<![\w,.-]){re.escape(part)}(?![\w-]|[,.]\d)", text)


def in_words(value):
    return dates.in_words(value) if isinstance(value, str) else f"{value:,.0f}"


# Drawing ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", bank.NAMES)
def test_the_same_secret_draws_the_same_task(name):
    first, again = draw(name, b"one"), draw.__wrapped__(name, b"one")
    assert first is not again
    assert first == again
    assert released(name, b"one") == released(name, b"one")


@pytest.mark.parametrize("name", bank.NAMES)
def test_other_secrets_and_other_variants_draw_other_tasks(name):
    texts = {released(name, f"secret {n}".encode()) for n in range(20)}
    assert len(texts) >= 19
    assert len({str(draw(name, b"one", n).questions) for n in range(1, 21)}) >= 19


def test_a_draw_does_not_depend_on_chance_elsewhere():
    import random

    random.seed(1)
    first = draw.__wrapped__(NAME, b"one")
    random.seed(2)
    assert draw.__wrapped__(NAME, b"one") == first


def test_an_unknown_assignment_is_named():
    with pytest.raises(UnknownName, match=r"no assignment 'coroboration'.*'corroboration'"):
        draw("coroboration", b"one")


def test_every_draw_has_the_same_questions_kinds_and_points():
    shapes = {tuple((q.id, q.kind, q.points) for q in d.questions.values()) for d in DRAWS}
    assert len(shapes) == 1
    (shape,) = shapes
    assert [name for name, _, _ in shape] == [f"q{n}" for n in range(1, len(shape) + 1)]
    assert any(kind == "free_text" for _, kind, _ in shape)


def test_every_question_that_is_drawn_varies_over_the_secrets():
    for name, question in DRAWS[0].questions.items():
        if not by_hand(question):
            assert len({str(d.questions[name]) for d in DRAWS}) > 1, name


@pytest.mark.parametrize("drawn", DRAWS[:200:8])
def test_every_question_has_a_title_a_prompt_and_a_form(drawn):
    for question in drawn.questions.values():
        assert question.title
        assert question.prompt
        assert question.form
        assert question.points > 0
        assert "{" not in " ".join(question.material)


def test_the_model_answers_earn_every_point():
    for drawn in DRAWS:
        for name, question in drawn.questions.items():
            if by_hand(question):
                continue
            key = drawn.keys[name]
            result = score(question, question.model(key), key)
            assert result.points == question.points
            assert question.problem(question.model(key)) is None


def test_the_blank_answers_earn_nothing():
    for drawn in DRAWS:
        for name, question in drawn.questions.items():
            assert score(question, question.blank(), drawn.keys[name]).points == 0


def test_no_known_misconception_is_the_right_answer():
    for drawn in DRAWS:
        for name, question in drawn.questions.items():
            key = drawn.keys[name]
            said = question.said(question.model(key))
            assert not set(said) & set(key.get("misconceptions", {})), (name, said)


def test_feedback_on_any_misconception_does_not_tell_the_answer():
    for drawn in DRAWS:
        for name in ("q1", "q2"):
            key = drawn.keys[name]
            for slip in key["misconceptions"]:
                feedback = "\n".join(score(drawn.questions[name], slip, key).feedback)
                assert not stands_in(feedback, key["date"])
                assert not stands_in(feedback, dates.in_words(key["date"]))
        key = drawn.keys["q3"]
        for slip in key["misconceptions"]:
            answer = dict.fromkeys(key["values"], float(slip))
            feedback = "\n".join(score(drawn.questions["q3"], answer, key).feedback)
            for value in key["values"].values():
                assert not stands_in(feedback, f"{value:,.0f}")


# Statements ------------------------------------------------------------------------------


def trio(drawn):
    """The verdict questions with their keys."""
    return [(q, drawn.keys[n]) for n, q in drawn.questions.items() if q.kind == "verdict"]


def test_each_trio_has_a_true_statement_a_wrong_date_and_a_wrong_number():
    for drawn in DRAWS:
        found = sorted(key["correct"]["as"] if key["correct"] else "true" for _, key in trio(drawn))
        assert found == ["date", "number", "true"]


def test_the_three_statements_are_about_three_things():
    for drawn in DRAWS:
        texts = {re.sub(r"\d[\d,]*", "#", q.material[0]) for q, _ in trio(drawn)}
        assert len(texts) == 3


def test_the_true_statement_stands_in_every_place():
    places = {
        tuple(key["correct"] is None for _, key in trio(drawn)).index(True) for drawn in DRAWS
    }
    assert places == {0, 1, 2}


def test_the_verdict_follows_from_what_was_planted():
    for drawn in DRAWS:
        for _, key in trio(drawn):
            assert key["verdict"] == ("contradicted" if key["correct"] else "supported")
            assert key["verdict"] not in key["near"]
            assert set(key["near"]) <= set(VERDICTS)
            assert all(0 < credit < 1 for credit in key["near"].values())


def test_a_planted_value_differs_from_the_true_one_and_hides_it():
    for drawn in DRAWS:
        for question, key in trio(drawn):
            if key["correct"] is None:
                continue
            (text,) = question.material
            true = key["correct"]["value"]
            *_, planted = key["misconceptions"]  # known slips stand before it
            wrong = planted if isinstance(true, str) else float(planted)
            assert wrong != true
            assert stands_in(text, in_words(wrong))
            assert not stands_in(text, in_words(true))


def test_repeating_a_planted_value_is_told_and_earns_nothing_for_the_correction():
    for drawn in DRAWS:
        for question, key in trio(drawn):
            if key["correct"] is None:
                continue
            *_, planted = key["misconceptions"]  # known slips stand before it
            answer = {"verdict": key["verdict"], "correct": planted, "evidence": key["evidence"]}
            result = score(question, answer, key)
            assert key["misconceptions"][planted] in result.feedback
            assert result.points < question.points


def test_true_and_false_statements_draw_on_the_same_texts():
    """Else a student could tell by the wording which is true."""
    true, false = set(), set()
    for drawn in DRAWS:
        for question, key in trio(drawn):
            text = re.sub(r"\b\d[\d,]*( [A-Z][a-z]+ \d{4})?", "#", question.material[0])
            (false if key["correct"] else true).add(text)
    assert true == false


def test_evidence_for_a_statement_exists():
    for drawn in DRAWS:
        for _, key in trio(drawn):
            assert key["evidence"]
            assert set(key["evidence"]) <= sources.known()


# What a key may rest on ------------------------------------------------------------------


def unsure(table):
    frame = tables.table(table)
    name = "id" if table == "events" else "series"
    return sorted(set(frame[(frame.basis == "recall") | (frame.confidence == "low")][name]))


@pytest.mark.parametrize("table", ["events", "series"])
def test_a_row_that_is_not_sure_is_refused(table):
    assert unsure(table)
    for row in unsure(table):
        with pytest.raises(ValueError, match="not sure enough for a key"):
            statements.fact(table, row)


def test_no_draw_rests_on_a_row_that_is_not_sure(monkeypatch):
    """A draw is the same when rows of low confidence or from recall are not there."""
    whole = tables.table

    def sure_only(name):
        frame = whole(name)
        if name in ("events", "series"):
            frame = frame[(frame.basis != "recall") & (frame.confidence != "low")]
        return frame

    expected = [corroboration.build(Random(n), bank.Place(b"one", 1)) for n in range(50)]
    monkeypatch.setattr(tables, "table", sure_only)
    statements._rows.cache_clear()
    try:
        assert [
            corroboration.build(Random(n), bank.Place(b"one", 1)) for n in range(50)
        ] == expected
    finally:
        statements._rows.cache_clear()


def test_no_draw_rests_on_a_source_of_low_confidence():
    for drawn in DRAWS:
        titles = {item["title"]: item for item in map(sources.item, sources.known())}
        entry = drawn.questions["q9"].entry
        assert titles[entry["title"]]["custom"]["confidence"] != "low"


# The other questions ---------------------------------------------------------------------


def test_the_order_has_no_ties():
    spans = {row.title: (row.earliest, row.latest) for row in tables.table("events").itertuples()}
    for drawn in DRAWS:
        question, key = drawn.questions["q5"], drawn.keys["q5"]
        assert sorted(key["order"]) == sorted(question.items)
        in_order = [spans[question.items[letter]] for letter in key["order"]]
        for (_, ends), (begins, _) in pairwise(in_order):
            assert ends < begins


def test_the_order_is_not_given_away_by_the_letters():
    orders = {"".join(d.keys["q5"]["order"]) for d in DRAWS}
    assert len(orders) > 50


def test_the_items_to_be_ordered_name_no_year():
    for drawn in DRAWS:
        for title in drawn.questions["q5"].items.values():
            assert not re.search(r"\b19\d\d\b", title)


def true_entry(title):
    for name in sources.known():
        item = sources.item(name)
        if item["title"] == title:
            return {
                "author": " and ".join(f"{a['given']} {a['family']}" for a in item["author"]),
                "title": item["title"],
                "publisher": item["publisher"],
                "year": str(item["issued"]["date-parts"][0][0]),
            }
    raise AssertionError(f"no source has the title {title!r}")


def test_a_reference_differs_from_the_true_one_in_exactly_one_field():
    for drawn in DRAWS:
        question, key = drawn.questions["q9"], drawn.keys["q9"]
        true = true_entry(question.entry["title"])
        wrong = [name for name in true if true[name] != question.entry[name]]
        assert wrong == [key["field"]]
        assert true[key["field"]] == key["value"]
        assert all(f"  {n}: {text}\n" in repr(question) for n, text in question.entry.items())


def test_a_share_is_computed_from_one_count():
    frame = tables.table("series")
    embassy = frame[frame.series.str.startswith("embassy-count-")].value
    (whole,) = frame[frame.series == "specialists-present-soviet-embassy"].value
    shares = {round(100 * part / whole, 1) for part in embassy}
    for drawn in DRAWS:
        (share,) = drawn.keys["q4"]["values"].values()
        assert share in shares


def test_the_counts_asked_for_differ():
    """Two labels with one number could be told apart by nobody."""
    for drawn in DRAWS:
        values = list(drawn.keys["q3"]["values"].values())
        assert len(set(values)) == len(values)


# What is released ------------------------------------------------------------------------

KEY_FIELDS = {
    "verdict",
    "near",
    "correct",
    "evidence",
    "misconceptions",
    "tolerance",
    "values",
    "value",
    "order",
    "date",
    "field",
    "choice",
    "key",
    "keys",
    "planted",
    "secret",
}


def names(content):
    if isinstance(content, dict):
        return set(content).union(*map(names, content.values()))
    return set().union(*map(names, content)) if isinstance(content, list) else set()


def test_what_is_released_has_no_field_of_a_key():
    for secret in SECRETS:
        assert not names(json.loads(released(NAME, secret))) & KEY_FIELDS


def test_what_is_released_does_not_hold_the_secret_or_a_whole_key():
    for secret, drawn in zip(SECRETS, DRAWS, strict=True):
        text = released(NAME, secret)
        assert secret.decode() not in text
        assert secret.hex() not in text
        assert drawn.keys["q2"]["date"] not in text
        assert json.dumps(drawn.keys["q5"]["order"]) not in text
        for sentence in drawn.keys["q1"]["misconceptions"].values():
            assert sentence not in text
        for _, key in trio(drawn):
            assert not any(source in text for source in key["evidence"])


def test_what_is_released_is_read_back_as_the_questions(tmp_path, monkeypatch):
    for secret, drawn in zip(SECRETS[:20], DRAWS, strict=False):
        (tmp_path / tasks.FILE).write_text(released(NAME, secret), encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        assert tasks.task(NAME).questions == drawn.questions


# In a student's hands --------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A student's folder with a released task, and no course anywhere."""
    monkeypatch.delenv(courses.FOLDER_VARIABLE, raising=False)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    place = tmp_path / "student"
    place.mkdir()
    (place / tasks.FILE).write_text(released(NAME, SECRETS[0]), encoding="utf-8")
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def model():
    drawn = DRAWS[0]
    return {name: q.model(drawn.keys[name]) for name, q in drawn.questions.items()}


def test_show_gives_the_question(folder):
    task = tasks.task(NAME)
    for name, question in task.questions.items():
        assert task.show(name) is question
        assert question.prompt in task.show(name)._repr_html_().replace("&#x27;", "'").replace(
            "&quot;", '"'
        ).replace("&amp;", "&")


def test_show_of_an_unknown_question(folder):
    with pytest.raises(UnknownName, match="no question 'q99'"):
        tasks.task(NAME).show("q99")


def test_check_says_that_an_answer_is_complete(folder, model, capsys):
    task = tasks.task(NAME)
    for name, answer in model.items():
        assert task.check(name, answer) is None
        assert capsys.readouterr().out == "Complete.\n"


def test_check_does_not_say_whether_an_answer_is_right(folder, capsys):
    tasks.task(NAME).check("q1", "1917-11-07")
    assert capsys.readouterr().out == "Complete.\n"


def test_check_stops_at_an_answer_that_is_not_ready(folder, capsys):
    task = tasks.task(NAME)
    for name, question in task.questions.items():
        if by_hand(question):
            continue
        with pytest.raises(AnswerNotReady, match=f"^{name}: "):
            task.check(name, question.blank())
        with pytest.raises(AnswerNotReady, match="not plain data"):
            task.check(name, {1, 2})
    assert capsys.readouterr().out == ""


def test_check_of_a_list_where_a_date_is_asked_for(folder):
    with pytest.raises(AnswerNotReady, match=r"^q1: "):
        tasks.task(NAME).check("q1", ["1960-07-16"])


def test_while_nbgrader_grades_the_sentence_is_printed(folder, monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    task = tasks.task(NAME)
    task.check("q1", "")
    assert capsys.readouterr().out.startswith("q1: write a date")
    task.check("q1", {1, 2})
    assert "not plain data" in capsys.readouterr().out
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(AnswerNotReady):
        task.check("q1", "")


def test_what_keeps_a_task_from_opening_is_said_once_while_it_is_validated(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    task = tasks.task(NAME)
    with pytest.raises(AnswerNotReady, match=r"^There is no task\.json in "):
        task.check("q1", task.answer("q1"))
    task.check("q2", "")
    with pytest.raises(UnknownName):
        task.show("q1")


def one_sentence(error):
    text = str(error.value)
    assert "\n" not in text
    assert "Traceback" not in text
    return text


def test_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError, match=r"There is no task\.json in ") as error:
        tasks.task(NAME)
    assert str(tmp_path) in one_sentence(error)
    assert "sinosoviet release corroboration" in one_sentence(error)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "{}",
        '"text"',
        '{"task": "corroboration", "questions": []}',
        '{"task": "corroboration", "variants": [{}], "questions": null}',
        '{"task": "corroboration", "variants": [{}], "questions": [1]}',
        '{"task": "corroboration", "variants": [{}], "questions": [{}]}',
        '{"task": "corroboration", "variants": [{}], "questions": [{"id": "q", "kind": "dates"}]}',
        '{"task": "corroboration", "variants": [{}], "questions": [{"id": "q", "kind": ["date"]}]}',
        '{"task": "corroboration", "variants": [{}], "questions": [{"id": "q", "kind": "date"}]}',
        '{"task": "corroboration", "variants": [{"q": {"extra": 1}}], "questions": [{"id": "q"}]}',
        '{"task": "corroboration", "variants": [1], "questions": [{"id": "q"}]}',
        '{"task": "corroboration", "variants": [], "questions": []}',
        '{"task": "corroboration", "variants": 1, "questions": []}',
        "[" * 100_000,
    ],
    ids=lambda text: text[-40:] if len(text) < 1000 else "nested",
)
def test_a_damaged_file(folder, text):
    (folder / tasks.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=r"task\.json is damaged") as error:
        tasks.task(NAME)
    assert "fetch the assignment again" in one_sentence(error)


def test_a_damaged_file_in_another_encoding(folder):
    (folder / tasks.FILE).write_bytes(b'{"task": "\xff\xfe"}')
    with pytest.raises(CourseError, match=r"task\.json is damaged"):
        tasks.task(NAME)


def test_the_file_of_another_assignment(folder):
    content = json.loads((folder / tasks.FILE).read_text(encoding="utf-8"))
    (folder / tasks.FILE).write_text(json.dumps({**content, "task": "polemics"}), encoding="utf-8")
    with pytest.raises(CourseError, match="belongs to the assignment 'polemics', not to") as error:
        tasks.task(NAME)
    one_sentence(error)


# On the instructor's side ----------------------------------------------------------------


@pytest.fixture
def course(tmp_path):
    return courses.create(MASTER, tmp_path / "course", {"id": "hist101", "title": "A course"})


@pytest.fixture
def graded(course, folder, monkeypatch):
    """A released task of the course, in a process that knows the course."""
    text = released(NAME, course.secret(), 3)
    (folder / tasks.FILE).write_text(text, encoding="utf-8")
    monkeypatch.setenv(courses.FOLDER_VARIABLE, str(course.root))
    monkeypatch.setenv(courses.STUDENT_VARIABLE, STUDENT)
    return draw(NAME, course.secret(), 3)


def test_scoring_without_the_course_s_secret_is_refused(folder):
    with pytest.raises(CourseError, match="no course"):
        tasks.task(NAME).score("q1", "1960-07-16")


def test_scoring_prints_the_feedback_and_gives_the_points(graded, capsys):
    task = tasks.task(NAME)
    assert task.variant == 3
    for name, question in graded.questions.items():
        if by_hand(question):
            continue
        points = task.score(name, question.model(graded.keys[name]))
        assert points == question.points
        printed = capsys.readouterr().out
        assert printed.startswith(f"{question.points:g} of {question.points:g} points.")


def test_a_wrong_answer_is_scored_and_told(graded, capsys):
    task = tasks.task(NAME)
    assert task.score("q1", "1917-11-07") == 0
    out = capsys.readouterr().out
    assert out.startswith("0 of 2 points.")
    assert "The date is not right" in out


def test_any_answer_is_scored(graded, capsys):
    task = tasks.task(NAME)
    for answer in (None, 5, "x", [], ["x"], {}, {"x": []}, {1}, float("nan"), object()):
        for name in task.questions:
            assert task.score(name, answer) == 0


def test_questions_that_a_student_has_changed_do_not_change_the_mark(graded, folder, capsys):
    content = json.loads((folder / tasks.FILE).read_text(encoding="utf-8"))
    content["questions"][0]["points"] = 100
    (folder / tasks.FILE).write_text(json.dumps(content), encoding="utf-8")
    task = tasks.task(NAME)
    assert task.questions["q1"].points == 100
    assert task.score("q1", graded.keys["q1"]["date"]) == graded.questions["q1"].points == 2


def test_another_course_has_another_secret_and_other_keys(course, tmp_path):
    other = courses.create(MASTER, tmp_path / "other", {"id": "hist102", "title": "Another"})
    assert other.secret() != course.secret()
    assert released(NAME, other.secret()) != released(NAME, course.secret())


def test_the_secret_stays_the_same_and_is_for_its_owner_only(course):
    first = course.secret()
    assert len(first) >= 16
    assert courses.find(course.root).secret() == first
    (path,) = [p for p in course.root.iterdir() if "secret" in p.name]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_secret_is_not_replaced(course):
    course.secret()
    (path,) = [p for p in course.root.iterdir() if "secret" in p.name]
    path.write_text("not a secret", encoding="ascii")
    with pytest.raises(CourseError, match="Restore it from a backup"):
        course.secret()
    assert path.read_text(encoding="ascii") == "not a secret"


def test_an_emptied_secret_is_not_taken_for_one(course):
    course.secret()
    (path,) = [p for p in course.root.iterdir() if "secret" in p.name]
    path.write_text("", encoding="ascii")
    with pytest.raises(CourseError, match="Restore it from a backup"):
        course.secret()


AUTHORS = [
    ("Lorenz M. Lüthi", "luthi-2008", ["Lüthi, Lorenz M.", "Luthi", "Lorenz Lüthi", "LÜTHI"]),
    ("Danhui Li and Yafeng Xia", "li-xia-2018", ["Li and Xia", "Li, Danhui, and Yafeng Xia"]),
]


@pytest.mark.parametrize(("full", "book", "forms"), AUTHORS)
def test_an_author_may_be_named_as_a_catalogue_does(full, book, forms):
    question = Reference(
        id="q9", title="t", points=2, prompt="p", entry={"author": "Someone Else", "year": "2000"}
    )
    surnames = [author["family"] for author in sources.item(book)["author"]]
    key = {"field": "author", "value": full, "words": [surnames]}
    for form in [full, *forms]:
        assert score(question, {"field": "author", "correct": form}, key).points == 2, form
    many = "Garver Jersild Li Xia Lüthi Radchenko Shen Chen Westad Zubok"
    for wrong in ["Someone Else", "Garver", surnames[0][:1], "", many]:
        assert score(question, {"field": "author", "correct": wrong}, key).points <= 1, wrong


def test_a_planted_year_is_earlier_than_the_first_edition():
    """A later one could be the year of a reprint."""
    for drawn in DRAWS:
        key, question = drawn.keys["q9"], drawn.questions["q9"]
        if key["field"] == "year":
            assert int(question.entry["year"]) < int(key["value"])


@pytest.mark.parametrize("form", ["1960-08-26", "26 August 1960", " 26 August 1960 "])
def test_a_correction_may_be_a_date_in_edtf_or_in_words(form):
    question = Verdict(id="q6", title="t", points=4, prompt="p")
    key = {
        "verdict": "contradicted",
        "correct": {"as": "date", "value": "1960-08-26"},
        "evidence": ["shen-2003"],
    }
    answer = {"verdict": "contradicted", "correct": form, "evidence": ["shen-2003"]}
    assert score(question, answer, key).points == 4


@pytest.mark.parametrize("form", ["", None, "none", "Nothing.", "-"])
def test_nothing_to_correct_may_be_said_in_words(form):
    question = Verdict(id="q6", title="t", points=4, prompt="p")
    key = {"verdict": "supported", "evidence": ["shen-2003"]}
    answer = {"verdict": "supported", "correct": form, "evidence": ["shen-2003"]}
    assert score(question, answer, key).points == 4


def test_what_shows_that_a_wrong_value_belongs_elsewhere_is_evidence():
    """The source of the 257 projects shows that they are not 257 contracts."""
    found = 0
    for drawn in DRAWS:
        for question, key in trio(drawn):
            if "257 contracts" in question.material[0]:
                found += 1
                assert "zhang-wentian-nianpu" in key["evidence"]
    assert found


def test_a_known_mistake_in_a_date_earns_little_however_near_it_is():
    for drawn in DRAWS:
        for name in ("q1", "q2"):
            for slip in drawn.keys[name]["misconceptions"]:
                result = score(drawn.questions[name], slip, drawn.keys[name])
                assert result.share <= 0.25
                assert drawn.keys[name]["misconceptions"][slip] in result.feedback
