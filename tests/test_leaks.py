"""Nothing that a student receives holds a key: wheel, release, exchange, lessons; all searched."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from leaks import BANK, as_json, leaks, public_lists, received
from sinosoviet import bank, courses, grading, lessons, tasks
from sinosoviet.bank.pool import graded
from sinosoviet.demo import masters
from sinosoviet.questions import to_dict
from sinosoviet.specimens import practice

ROOT = Path(__file__).parents[1]
VARIANTS = 5


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course in which every assignment is released, also through an exchange."""
    folder = tmp_path_factory.mktemp("course")
    exchange = folder / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    settings = {"title": "Leaks", "variants": VARIANTS, "exchange": str(exchange)}
    made = courses.init(masters(), folder / "c", settings)
    (made.root / "secret.key").write_text(
        "1950" * 16 + "\n"
    )  # every run searches for the same keys
    for name in bank.NAMES:
        grading.release(made, name)
    return made


@pytest.fixture(scope="module")
def drawn(course):
    return {
        f"{name}, variant {number},": tasks.draw(name, course.secret(), number)
        for name in bank.NAMES
        for number in range(1, VARIANTS + 1)
    }


@pytest.fixture(scope="module")
def given(course, tmp_path_factory):
    """Everything that a student gets."""
    folder = tmp_path_factory.mktemp("student")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder / "wheel")]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True)
    shutil.copytree(course.root / "release", folder / "release")
    (outbound,) = Path(course.exchange).glob("*/outbound")
    shutil.copytree(outbound, folder / "outbound")
    (folder / "lessons").mkdir()
    for lesson in lessons.read(ROOT / "notebooks"):
        text = json.dumps(lesson.edition("student"), ensure_ascii=False)
        (folder / "lessons" / f"{lesson.name}.ipynb").write_text(text, encoding="utf-8")
    return folder


def test_nothing_that_a_student_receives_holds_a_key(course, drawn, given):
    files = received(given)
    assert len([name for name in files if name.endswith(".ipynb")]) >= 2 * len(bank.NAMES) + 13
    assert any(name.endswith("sinosoviet/tasks/__init__.py") for name in files)
    assert any(name.endswith("sinosoviet/data/events.csv") for name in files)
    found = leaks(files, course.secret(), drawn)
    assert not found, "\n".join(found[:20])


def test_no_line_of_a_teacher_s_guide_is_handed_out(course, given):
    guides = sorted((course.root / "guides").glob("*.md"))
    assert {guide.stem for guide in guides} == set(bank.NAMES)
    files = received(given).values()
    for guide in guides:
        long = [line for line in guide.read_text(encoding="utf-8").splitlines() if len(line) > 120]
        assert long, guide.name
        assert not [line for line in long if any(line in text for text in files)]


def test_a_released_task_holds_its_questions_and_nothing_more(course, drawn, given, monkeypatch):
    for folder in [*(given / "release").iterdir(), *(given / "outbound").iterdir()]:
        monkeypatch.chdir(folder)
        sheet = tasks.sheets.read(folder.name)
        content = json.loads((folder / tasks.FILE).read_text(encoding="utf-8"))
        assert set(content) == {"task", "questions", "variants"}
        for number in range(1, VARIANTS + 1):
            questions = drawn[f"{folder.name}, variant {number},"].questions
            assert sheet.questions(number) == questions
            for common, question in zip(content["questions"], questions.values(), strict=True):
                own = content["variants"][number - 1].get(question.id, {})
                assert common | own == json.loads(json.dumps(to_dict(question)))


def test_no_sentence_of_a_graded_text_can_be_looked_up_in_the_package():
    shown = {p.sentence(n) for p in practice().patterns.values() for n in range(len(p.texts))}
    hidden = {p.sentence(n) for p in graded().patterns.values() for n in range(len(p.texts))}
    assert not shown & hidden
    for name in bank.NAMES:
        for variant in range(1, 21):
            for question in tasks.draw(name, b"any", variant).questions.values():
                assert question.kind != "find_errors" or not shown & set(question.material)


# The search finds what it is to find -------------------------------------------------------


def first(drawn, kind, fits=lambda key: True):
    """A question of a kind, with its key; one whose key fits, if that matters."""
    for one in drawn.values():
        for name, question in one.questions.items():
            if question.kind == kind and fits(one.keys[name]):
                return name, question, one.keys[name]
    raise AssertionError(f"no question is of the kind {kind}")


def in_notebook(folder, text):
    path = next((folder / "release").rglob("*.ipynb"))
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "source": [text]})
    path.write_text(json.dumps(notebook), encoding="utf-8")


def in_task(folder, field, value):
    path = next((folder / "outbound").rglob("task.json"))
    content = json.loads(path.read_text(encoding="utf-8"))
    content["questions"][0][field] = value
    path.write_text(json.dumps(content), encoding="utf-8")


def leak_date(folder, course, drawn):
    name, _, key = first(drawn, "date")
    in_notebook(folder, f"# solution of {name}: {key['date']}")


def leak_number(folder, course, drawn):
    name, label, value = next(
        (name, label, value)
        for one in drawn.values()
        for name, question in one.questions.items()
        if question.kind == "quantities"
        for label, value in one.keys[name]["values"].items()
        if value >= 100
    )
    in_notebook(folder, f"{name} = {{'{label}': {value:g}}}")


def leak_whole_key(folder, course, drawn):
    _, _, key = first(drawn, "verdict")
    in_task(folder, "key", key)


def leak_evidence(folder, course, drawn):
    key = next(
        one.keys[name]
        for one in drawn.values()
        for name, question in one.questions.items()
        if question.kind == "verdict"
        and len(one.keys[name]["evidence"]) > 2
        and as_json(one.keys[name]["evidence"]) not in public_lists()
    )
    in_notebook(folder, f"fits = {key['evidence']}")


def leak_order(folder, course, drawn):
    _, _, key = first(drawn, "order")
    in_task(folder, "right", key["order"])


def leak_sentence(folder, course, drawn):
    _, _, key = first(drawn, "date")
    in_notebook(folder, next(iter(key["misconceptions"].values())))


def leak_secret(folder, course, drawn):
    (folder / "release" / "note.txt").write_text(course.secret().hex())


def leak_module(folder, course, drawn):
    shutil.copy(BANK / "withdrawal.py", folder / "release" / "helper.py")


def leak_pattern(folder, course, drawn):
    shutil.copy(BANK / "patterns" / "01-yalta.toml", folder / "lessons" / "more.toml")


def leak_in_the_wheel(folder, course, drawn):
    import zipfile

    (wheel,) = (folder / "wheel").glob("*.whl")
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.write(BANK / "corroboration.py", "sinosoviet/bank/corroboration.py")


LEAKS = [
    leak_date, leak_number, leak_whole_key, leak_evidence, leak_order, leak_sentence, leak_secret,
    leak_module, leak_pattern, leak_in_the_wheel,
]  # fmt: skip


@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: leak.__name__)
def test_a_leaked_key_is_found(course, drawn, given, tmp_path, leak):
    folder = shutil.copytree(given, tmp_path / "student")
    leak(folder, course, drawn)
    changed = {
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not (
            (given / path.relative_to(folder)).is_file()
            and (given / path.relative_to(folder)).read_bytes() == path.read_bytes()
        )
    }
    assert len(changed) == 1
    assert leaks(received(*changed), course.secret(), drawn)
