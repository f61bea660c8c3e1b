"""A course's folder: found, made, configured; its secret made once and kept."""

import json
import stat
import subprocess
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

from sinosoviet import courses
from sinosoviet.courses import FOLDER_VARIABLE
from sinosoviet.demo import masters
from sinosoviet.errors import CourseError

SETTINGS = {"id": "history-101", "title": "Alliance, Aid, Split"}


@pytest.fixture(autouse=True)
def nowhere(tmp_path_factory, monkeypatch):
    """A current folder and an environment without a course; both are as before afterwards."""
    monkeypatch.setenv(FOLDER_VARIABLE, "")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.chdir(tmp_path_factory.mktemp("nowhere"))


@pytest.fixture
def course(tmp_path):
    return courses.create(masters(), tmp_path / "course", SETTINGS)


def refused(act):
    """The one sentence with which something is refused."""
    with pytest.raises(CourseError) as error:
        act()
    sentence = str(error.value)
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    return sentence


# The secret ------------------------------------------------------------------------------


def test_the_secret_is_made_once_and_read_by_its_owner_only(course):
    path = course.root / "secret.key"
    assert not path.exists()
    secret = course.secret()
    assert len(secret) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert course.secret() == courses.find(course.root).secret() == secret
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_every_course_has_a_secret_of_its_own(tmp_path):
    made = {courses.create(masters(), tmp_path / n, SETTINGS).secret() for n in "abc"}
    assert len(made) == 3


def test_making_a_course_again_keeps_its_secret(course):
    secret = course.secret()
    assert courses.create(masters(), course.root, SETTINGS).secret() == secret


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:40],
        lambda text: text[:63],
        lambda text: text + "00",
        lambda text: "",
        lambda text: "x" + text[1:],
        lambda text: "Хрущёв",
    ],
)
def test_a_damaged_secret_is_refused_and_left_as_it_is(course, damage):
    course.secret()
    path = course.root / "secret.key"
    hexes = path.read_text().strip()
    path.write_text(damage(hexes), encoding="utf-8")
    before = path.read_bytes()
    sentence = refused(course.secret)
    assert str(path) in sentence
    assert "backup" in sentence
    assert hexes[:16] not in sentence
    assert path.read_bytes() == before


def test_a_secret_that_is_a_folder_is_refused(course):
    (course.root / "secret.key").mkdir()
    assert "secret.key" in refused(course.secret)


# Finding ---------------------------------------------------------------------------------


def test_a_course_is_found_by_its_folder(course):
    assert courses.find(course.root) == course
    assert (course.id, course.title, course.exchange) == (*SETTINGS.values(), None)


@pytest.mark.parametrize("place", [".", "source", "source/corroboration"])
def test_a_course_is_found_from_inside(course, monkeypatch, place):
    monkeypatch.chdir(course.root / place)
    assert courses.find().root == course.root


def test_a_course_is_found_in_the_folder_assignments(tmp_path, monkeypatch):
    made = courses.create(masters(), tmp_path / "assignments", SETTINGS)
    monkeypatch.chdir(tmp_path)
    assert courses.find().root == made.root


def test_the_environment_names_a_course(course, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(course.root))
    assert courses.find() == course


def test_a_folder_that_is_named_comes_before_the_environment(course, tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "another"))
    assert courses.find(course.root) == course


def test_a_root_is_absolute_and_without_links(course, tmp_path, monkeypatch):
    (tmp_path / "link").symlink_to(course.root)
    monkeypatch.chdir(tmp_path)
    assert courses.find(Path("link")).root == course.root


def test_no_course_anywhere():
    sentence = refused(courses.find)
    assert str(Path.cwd()) in sentence
    assert "--course" in sentence


@pytest.mark.parametrize("kind", ["nowhere", "empty", "file"])
def test_no_course_in_a_folder(tmp_path, kind):
    folder = tmp_path / kind
    if kind == "empty":
        folder.mkdir()
    elif kind == "file":
        folder.touch()
    assert str(folder) in refused(lambda: courses.find(folder))


# course.toml -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (b"id = ", "Invalid value"),
        (b"", "'id'"),
        (b'title = "No id"', "'id'"),
        (b'id = "no-title"', "'title'"),
        (b'id = "a"\nid = "b"\ntitle = "Twice"', "course.toml"),
        (b'id = "a"\ntitle = "\xff\xfe"', "course.toml"),
        (b'id = "a"\ntitle = "t"\nexchange = 3', "exchange"),
        (b'id = "a"\ntitle = "t"\nexchange = ["/srv"]', "exchange"),
        (b'id = "a"\ntitle = "t"\nexchange = true', "exchange"),
        (b'id = "a"\ntitle = "t"\nexchange = "~nobody-of-that-name/x"', "exchange"),
        (b"\x00\x01\x02", "course.toml"),
    ],
)
def test_a_broken_course_toml_is_named_with_what_is_wrong(tmp_path, text, named):
    (tmp_path / "course.toml").write_bytes(text)
    sentence = refused(lambda: courses.find(tmp_path))
    assert str(tmp_path / "course.toml") in sentence
    assert named in sentence


def test_a_course_toml_that_is_a_folder(tmp_path):
    (tmp_path / "course.toml").mkdir()
    assert "course.toml" in refused(lambda: courses.find(tmp_path))


def test_the_exchange_is_a_folder_or_none(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    text = 'id = "a"\ntitle = "t"\nexchange = "{}"\n'
    for said, meant in {"": None, "/srv/x": Path("/srv/x"), "~/x": tmp_path / "x"}.items():
        (tmp_path / "course.toml").write_text(text.format(said))
        assert courses.find(tmp_path).exchange == meant


def test_the_project_s_own_settings_are_sound():
    found = courses.find(masters())
    assert (found.id, found.exchange) == ("sinosoviet", None)
    assert found.title


# Making ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        'The "unbreakable" friendship',
        "C:\\courses\\new",
        "It's 'quoted'",
        "Хрущёв 毛泽东 Lüthi",
        "two\nlines\tand a tab",
        "brackets [b] {x} # no comment",
        "🚀 Sputnik",
        "\x7f",
    ],
)
def test_a_course_keeps_its_settings_to_the_letter(tmp_path, title):
    exchange = 'a "b" \\ c'
    made = courses.create(
        masters(), tmp_path / "course", {"id": "x", "title": title, "exchange": exchange}
    )
    assert (made.id, made.title, made.exchange) == ("x", title, Path(exchange))
    assert tomllib.loads((made.root / "course.toml").read_text(encoding="utf-8"))["title"] == title


def test_a_new_course_holds_the_masters_and_guides_to_the_byte(course):
    own = {p.relative_to(course.root) for p in course.root.rglob("*") if p.is_file()}
    places = [*masters().glob("source/*/*.ipynb"), *masters().glob("guides/*.md")]
    shipped = {path.relative_to(masters()) for path in places}
    assert len(shipped) == 16
    assert own == {*shipped, Path("nbgrader_config.py"), Path("course.toml")}
    for name in {*shipped, Path("nbgrader_config.py")}:
        assert (course.root / name).read_bytes() == (masters() / name).read_bytes()


def test_no_secret_of_the_project_s_is_copied(tmp_path):
    master = tmp_path / "master"
    made = courses.create(masters(), master, SETTINGS)
    made.secret()
    other = courses.create(master, tmp_path / "other", SETTINGS)
    assert not (other.root / "secret.key").exists()


def test_making_a_course_again_keeps_what_is_there(course):
    kept = course.root / "submitted" / "kim" / "corroboration" / "corroboration.ipynb"
    kept.parent.mkdir(parents=True)
    kept.write_text("work")
    master = course.source("corroboration") / "corroboration.ipynb"
    master.write_text("outdated")
    courses.create(masters(), course.root, SETTINGS)
    assert kept.read_text() == "work"
    assert json.loads(master.read_text(encoding="utf-8"))["cells"]


def test_a_place_where_no_course_can_be_made(tmp_path):
    (tmp_path / "file").touch()
    sentence = refused(lambda: courses.create(masters(), tmp_path / "file" / "x", SETTINGS))
    assert "Cannot write" in sentence


def test_an_unknown_assignment_is_named_with_those_there_are(course):
    assert course.source("corroboration").name == "corroboration"
    sentence = refused(lambda: course.source("coroboration"))
    assert "'coroboration'" in sentence
    assert "corroboration" in sentence


# Beginning a course ----------------------------------------------------------------------


def test_a_course_is_begun_with_all_that_it_needs(tmp_path):
    made = courses.init(
        masters(), tmp_path / "new", {"title": "The Cold War, 1945–1991", "variants": 40}
    )
    assert (made.id, made.variants, made.exchange) == ("the-cold-war-1945-1991", 40, None)
    assert stat.S_IMODE((made.root / "secret.key").stat().st_mode) == 0o600
    assert {path.name for path in (made.root / "source").iterdir()} == {
        path.name for path in (masters() / "source").iterdir()
    }
    assert (made.root / "nbgrader_config.py").is_file()


def test_git_leaves_out_the_secret_and_all_that_is_a_students(tmp_path):
    root = courses.init(masters(), tmp_path / "new", {"title": "t"}).root
    for name in (
        "released/a.json",
        "submitted/kim/a/a.ipynb",
        "source/a/task.json",
        "gradebook.db",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    git = ["git", "-c", f"safe.directory={root}", "-C", str(root)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    listed = subprocess.run([*git, "ls-files"], check=True, capture_output=True, text=True).stdout
    kept = set(listed.split())
    assert {"course.toml", "nbgrader_config.py", ".gitignore"} <= kept
    assert not [name for name in kept if "secret" in name or name.endswith((".json", ".db"))]
    assert not [name for name in kept if name.startswith(("released", "submitted"))]


@pytest.mark.parametrize("name", ["course.toml", "secret.key", ".gitignore", "source", "guides"])
def test_nothing_is_overwritten(tmp_path, name):
    (tmp_path / name).mkdir() if name in ("source", "guides") else (tmp_path / name).write_text(
        "mine"
    )
    sentence = refused(lambda: courses.init(masters(), tmp_path, {"title": "t"}))
    assert str(tmp_path) in sentence
    assert name in sentence
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("said", ["0", "-1", "1001", "2.5", "true", '"40"'])
def test_a_number_of_variants_that_is_none(tmp_path, said):
    (tmp_path / "course.toml").write_text(f'id = "a"\ntitle = "t"\nvariants = {said}\n')
    assert "'variants' is not a whole number from 1 to 1000" in refused(
        lambda: courses.find(tmp_path)
    )


# Configuration ---------------------------------------------------------------------------


def configured(folder):
    names = ("CourseDirectory", "Autograde", "ClearSolutions", "Execute", "Exchange")
    names += ("GenerateFeedback", "HTMLExporter")
    config = SimpleNamespace(**{name: SimpleNamespace() for name in names})
    courses.configure(config, folder)
    return config


def test_nbgrader_is_told_of_the_course(course):
    import os

    config = configured(course.root)
    assert config.CourseDirectory.root == str(course.root)
    assert config.CourseDirectory.course_id == "history-101"
    assert "secret.key" in config.CourseDirectory.ignore
    assert not hasattr(config.Exchange, "root")
    assert os.environ[FOLDER_VARIABLE] == str(course.root)


def test_nbgrader_is_told_of_the_database_and_the_limits_are_read(course):
    assert not hasattr(configured(course.root).CourseDirectory, "db_url")
    toml = course.root / "course.toml"
    text = toml.read_text() + 'db_url = "postgresql://grader@db/course"\n[limits]\n'
    toml.write_text(text + "cell_seconds = 5\n")
    assert configured(course.root).CourseDirectory.db_url == "postgresql://grader@db/course"
    assert courses.find(course.root).limits == {"cell_seconds": 5}


def test_limits_that_are_no_table_are_a_sentence(course):
    toml = course.root / "course.toml"
    toml.write_text(toml.read_text() + "limits = 5\n")
    with pytest.raises(CourseError, match="'limits' is not a table"):
        courses.find(course.root)


def test_nbgrader_is_told_of_the_exchange(course):
    text = (course.root / "course.toml").read_text() + 'exchange = "/srv/exchange"\n'
    (course.root / "course.toml").write_text(text)
    assert configured(course.root).Exchange.root == "/srv/exchange"


def test_alembic_is_found_although_no_environment_is_active(course):
    import os
    import shutil

    configured(course.root)
    assert shutil.which("alembic")
    once = os.environ["PATH"]
    configured(course.root)
    assert os.environ["PATH"] == once
