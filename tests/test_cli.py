"""The command: exit status, one sentence for a mistake, nothing half-done."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from sinosoviet import cli, courses, tables
from sinosoviet.courses import FOLDER_VARIABLE
from sinosoviet.demo import masters

NAME = "corroboration"
FILE = f"{NAME}.ipynb"
VERBS = ("lab", "release", "simulate", "grade", "feedback", "report", "doctor", "demo")
HOLDER = (
    "import sys; from pathlib import Path; from sinosoviet.files import alone\n"
    "with alone(Path(sys.argv[1]), 'grade'):\n"
    "    print('held', flush=True)\n"
    "    sys.stdin.read()\n"
)
#: Runs commands one after the other in one process; prints status, output and errors of each.
SEVERAL = """
import contextlib, io, json, sys, traceback
from sinosoviet import cli
results = []
for command in json.loads(sys.argv[1]):
    sys.argv, status, out, err = ["sinosoviet", *command], 0, io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            cli.main()
        except SystemExit as stop:
            status = stop.code or 0
        except BaseException:
            traceback.print_exc()
            status = -1
    results.append([status, out.getvalue(), err.getvalue()])
print("\\n" + json.dumps(results))
"""


@pytest.fixture(autouse=True)
def surroundings(tmp_path_factory, monkeypatch):
    """A current folder and an environment without a course; both are as before afterwards."""
    monkeypatch.setenv(FOLDER_VARIABLE, "")
    monkeypatch.setenv("PATH", os.environ["PATH"])
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path_factory.mktemp("nowhere"))


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command; gives exit status, output, errors."""

    def running(*arguments):
        monkeypatch.setattr(sys, "argv", ["sinosoviet", *map(str, arguments)])
        status = 0
        try:
            cli.main()
        except SystemExit as stop:
            status = stop.code or 0
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return running


@pytest.fixture
def refused(run):
    """Run a command that could not do its work; gives its one sentence."""

    def running(*arguments):
        status, out, err = run(*arguments)
        assert status == (2 if arguments[0] == "grade" else 1), (out, err)
        return the_sentence(err)

    return running


def the_sentence(err):
    assert err.endswith("\n")
    assert err.count("\n") == 1, err
    assert "Traceback" not in err
    return err.strip()


def contents(folder):
    found = {}
    for path in sorted(folder.rglob("*")):
        found[path.relative_to(folder)] = path.read_bytes() if path.is_file() else None
    return found


def command(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "sinosoviet.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        **options,
    )


@pytest.fixture(scope="session")
def shown(tmp_path_factory):
    """A demonstration with three students, made by the command itself; its folder and output."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shown"
    said = folder / "said.txt"
    with FileLock(f"{folder}.lock"):
        if not said.exists():
            shutil.rmtree(folder, ignore_errors=True)
            done = command("demo", "--folder", folder / "demo", "--students", 3, "--seed", 5)
            assert done.returncode == 0, done.stderr
            assert done.stderr == ""
            said.write_text(done.stdout, encoding="utf-8")
    return folder / "demo", said.read_text(encoding="utf-8")


@pytest.fixture
def course(shown, tmp_path):
    """A copy of the demonstration: released, submitted, graded."""
    return courses.find(shutil.copytree(shown[0], tmp_path / "course"))


@pytest.fixture
def new(tmp_path):
    """A course in which nothing has been done yet."""
    return courses.create(masters(), tmp_path / "new", {"id": "new", "title": "New"})


def students(course):
    return sorted(path.name for path in (course.root / "submitted").iterdir())


# Help ------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [*VERBS, "data check", "data cite"])
def test_help_has_an_example(run, verb):
    status, out, err = run(*verb.split(), "--help")
    assert status == 0
    assert err == ""
    assert f"Example: sinosoviet {verb}" in out


def test_help_names_every_verb_and_a_first_step(run):
    status, out, _ = run("--help")
    assert status == 0
    for verb in (*VERBS, "data"):
        assert f" {verb} " in out
    assert "sinosoviet demo" in out


def test_an_unknown_verb_and_an_unknown_option_are_refused(run):
    assert run("grad")[0] == 2
    assert run("grade", NAME, "--students", "kim")[0] == 2


# Names -----------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["release", "simulate", "grade", "feedback", "report"])
def test_no_course(refused, verb):
    sentence = refused(verb, NAME)
    assert "no course" in sentence
    assert "--course" in sentence


def test_a_course_that_is_not_there(refused, tmp_path):
    assert str(tmp_path / "x") in refused("grade", NAME, "--course", tmp_path / "x")


@pytest.mark.parametrize("verb", ["release", "simulate", "grade", "feedback", "report"])
def test_an_unknown_assignment(refused, course, verb):
    before = contents(course.root)
    assert "coroboration" in refused(verb, "coroboration", "--course", course.root)
    assert contents(course.root).keys() - before.keys() <= {Path(".lock")}


def test_an_unknown_student(refused, course):
    there = students(course)
    sentence = refused("grade", NAME, "--student", f"{there[0]}x", "--course", course.root)
    assert sentence.startswith(f"There is no submission of '{there[0]}x'. Did you mean")


def test_not_released(refused, new):
    folder = new.root / "submitted" / "kim" / NAME
    folder.mkdir(parents=True)
    for verb in ("simulate", "grade"):
        sentence = refused(verb, NAME, "--course", new.root)
        assert f"run 'sinosoviet release {NAME}' first" in sentence


def test_no_submissions(refused, course):
    shutil.rmtree(course.root / "submitted")
    assert "no submission of corroboration" in refused("grade", NAME, "--course", course.root)


def test_nothing_graded(refused, new):
    for verb in ("feedback", "report"):
        assert "sinosoviet grade" in refused(verb, NAME, "--course", new.root)


@pytest.mark.parametrize("number", ["0", "-1", "5001"])
def test_a_class_of_an_impossible_size(refused, course, number):
    sentence = refused("simulate", NAME, f"--students={number}", "--course", course.root)
    assert f"not {number}." in sentence


@pytest.mark.parametrize("text", ["id = ", 'title = "t"', 'id = "a"\ntitle = "t"\nexchange = 3'])
def test_a_broken_course_toml(refused, course, text):
    (course.root / "course.toml").write_text(text)
    for verb in ("release", "report"):
        assert "course.toml" in refused(verb, NAME, "--course", course.root)


@pytest.mark.parametrize(
    "text", ["this is no Python", "1 / 0", "get_config().CourseDirectory.root = 5", None]
)
def test_a_broken_configuration_of_nbgrader(refused, course, text):
    path = course.root / "nbgrader_config.py"
    if text is None:
        path.unlink()
    else:
        path.write_text(text)
    for verb in ("grade", "report"):
        assert str(path) in refused(verb, NAME, "--course", course.root)


# Grading and reporting -------------------------------------------------------------------


def test_grade_exits_0_when_nothing_needs_a_look(run, course):
    student = students(course)[0]
    status, out, err = run("grade", NAME, "--student", student, "--course", course.root)
    assert (status, err) == (0, "")
    assert out.endswith("1 of 1 graded · 0 need a look\n")


def test_grade_writes_lines_for_programs(run, course):
    student = students(course)[0]
    status, out, err = run(
        "grade", NAME, "--json", "--force", "--student", student, "--course", course.root
    )
    assert (status, err) == (0, "")
    lines = [json.loads(line) for line in out.splitlines()]
    assert lines == [
        {"student": student, "look": ""},
        {"graded": 1, "of": 1, "isolation": "namespaces"},
    ]


def test_grade_without_isolation_says_so(run, course):
    student = students(course)[0]
    status, out, _ = run(
        "grade", NAME, "--isolation", "limits", "--student", student, "--course", course.root
    )
    assert status == 0
    assert "Nothing hid the rest of this machine" in out
    status, out, _ = run("report", NAME, "--course", course.root)
    assert status == 0
    assert "1 submissions were graded with --isolation=limits" in " ".join(out.split())


def test_grade_where_it_cannot_isolate_exits_2(run, course, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    status, _, err = run("grade", NAME, "--force", "--course", course.root)
    assert status == 2
    assert "--isolation=limits" in err.splitlines()[-1]
    assert "Traceback" not in err


def test_grade_exits_1_when_something_needs_a_look(run, course):
    folder = course.root / "submitted" / "kim" / NAME
    folder.mkdir(parents=True)
    (folder / FILE).write_text("no JSON")
    status, out, err = run("grade", NAME, "--student", "kim", "--course", course.root)
    assert (status, err) == (1, "")
    assert f"kim: {FILE} is not a notebook" in out
    assert out.endswith("0 of 1 graded · 1 need a look (listed)\n")


def test_the_course_is_the_one_you_are_in(run, course, monkeypatch):
    monkeypatch.chdir(course.root / "source")
    status, out, _ = run("report", NAME)
    assert status == 0
    for student in students(course):
        assert student in out
    assert (course.root / "report.html").stat().st_size > 10_000


def test_a_report_goes_where_it_is_wanted(run, course, tmp_path):
    page = tmp_path / "deep" / "page.html"
    assert run("report", NAME, "--to", page, "--course", course.root)[0] == 0
    assert "</html>" in page.read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written(refused, course, tmp_path):
    (tmp_path / "file").touch()
    page = tmp_path / "file" / "page.html"
    assert str(page) in refused("report", NAME, "--to", page, "--course", course.root)


@pytest.mark.parametrize("title", ["History [spring]", "A [/b] B", "[bold]C"])
def test_a_title_in_brackets_is_shown_to_the_letter(run, course, title):
    (course.root / "course.toml").write_text(f'id = "x"\ntitle = "{title}"\n')
    status, out, err = run("report", NAME, "--course", course.root)
    assert (status, err) == (0, "")
    assert f"{title}: {NAME}" in out


# One at a time ---------------------------------------------------------------------------


def test_a_second_command_is_told_to_wait(refused, course):
    before = contents(course.root)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(course.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        for verb in ("release", "simulate", "grade", "feedback"):
            sentence = refused(verb, NAME, "--course", course.root)
            assert f"Another command is at work in {course.root}" in sentence
        assert "Another command" in refused("demo", "--folder", course.root)
        holder.stdin.close()
    before.pop(Path(".lock"), None)
    after = contents(course.root)
    after.pop(Path(".lock"), None)
    assert after == before


# Disks -----------------------------------------------------------------------------------


def mounted(mount, commands):
    """Status, output and errors of commands, run where `mount` (shell) has been done."""
    user = [] if os.geteuid() == 0 else ["--map-root-user"]
    shell = f'{mount} || exit 99; exec "$@"'
    done = subprocess.run(
        ["unshare", *user, "--mount", "sh", "-c", shell, "sh", sys.executable, "-c", SEVERAL,
         json.dumps(commands)],
        capture_output=True,
        text=True,
        timeout=300,
    )  # fmt: skip
    if done.returncode != 0:
        return None, done.stderr
    return json.loads(done.stdout.splitlines()[-1]), done.stderr


def test_a_read_only_course_is_a_sentence_for_every_verb(course):
    before = contents(course.root)
    verbs = ("release", "simulate", "grade", "feedback", "report")
    commands = [[verb, NAME, "--course", str(course.root)] for verb in verbs]
    commands.append(["demo", "--folder", str(course.root)])
    results, err = mounted(
        f"mount --bind '{course.root}' '{course.root}' && mount -o remount,bind,ro '{course.root}'",
        commands,
    )
    if results is None and os.geteuid() != 0:
        subprocess.run(["chmod", "-R", "a-w", str(course.root)], check=True)
        try:
            done = subprocess.run(
                [sys.executable, "-c", SEVERAL, json.dumps(commands)],
                capture_output=True,
                text=True,
                timeout=300,
            )
            results, err = json.loads(done.stdout.splitlines()[-1]), done.stderr
        finally:
            subprocess.run(["chmod", "-R", "u+w", str(course.root)], check=True)
    if results is None:
        pytest.fail(f"Cannot make a read-only folder here: {err}")
    for asked, (status, out, err) in zip(commands, results, strict=True):
        assert status == (2 if asked[0] == "grade" else 1), (asked, out, err)
        sentence = the_sentence(err)
        assert str(course.root) in sentence, asked
        assert "Cannot write" in sentence, asked
        assert "folder you may write to" in sentence, asked
    assert contents(course.root) == before


def on_a_small_disk(tmp_path, size, *commands, prepare="true"):
    """Run commands where {disk} is a disk of that size; gives results and a copy of the disk."""
    disk, left = tmp_path / "disk", tmp_path / "left"
    disk.mkdir()
    script = f"{SEVERAL}\nimport shutil; shutil.copytree({str(disk)!r}, {str(left)!r})\n"
    user = [] if os.geteuid() == 0 else ["--map-root-user"]
    mount = f"mount -t tmpfs -o size={size} tmpfs '{disk}' || exit 99; {prepare}; exec \"$@\""
    asked = [[part.format(disk=disk) for part in one] for one in commands]
    done = subprocess.run(
        ["unshare", *user, "--mount", "sh", "-c", mount, "sh", sys.executable, "-c", script,
         json.dumps(asked)],
        capture_output=True,
        text=True,
        timeout=300,
    )  # fmt: skip
    if done.returncode != 0:
        pytest.fail(f"Cannot make a small disk here: {done.stderr}")
    line = next(line for line in reversed(done.stdout.splitlines()) if line.startswith("[["))
    return json.loads(line), left


def nothing_is_half_written(left):
    """Every file is whole: as it was shipped, valid in its format, and no temporary file."""
    for path in left.rglob("*"):
        if not path.is_file():
            continue
        assert path.name in (".lock", ".gitignore") or not path.name.startswith("."), path
        text = path.read_bytes()
        if path.suffix in (".ipynb", ".json"):
            json.loads(text)
        elif path.name == "nbgrader_config.py":
            assert text == (masters() / path.name).read_bytes()
        elif path.suffix == ".db":
            with sqlite3.connect(path) as database:
                assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            database.close()
        elif path.name == "secret.key":
            assert len(text) == 65


@pytest.mark.parametrize("size", ["12k", "64k"])
def test_a_full_disk_is_a_sentence_and_nothing_is_half_written(tmp_path, size):
    ((status, out, err),), left = on_a_small_disk(
        tmp_path, size, ["demo", "--folder", "{disk}/demo", "--students", "3"]
    )
    assert status == 1, (out, err)
    sentence = the_sentence(err)
    assert "No space left" in sentence or "full" in sentence
    assert "Free some space" in sentence
    assert not (left / "demo" / "report.html").exists()
    nothing_is_half_written(left)


def test_a_disk_that_is_full_while_grading_keeps_every_mark(course, tmp_path):
    size = sum(4096 * (1 + path.stat().st_size // 4096) for path in course.root.rglob("*"))
    where = "{disk}/course"
    ((status, out, err),), left = on_a_small_disk(
        tmp_path,
        size + 4096,
        ["grade", NAME, "--force", "--student", students(course)[0], "--course", where],
        prepare=f"cp -a '{course.root}' '{tmp_path}/disk/course'; "
        f"head -c 10000000 /dev/zero > '{tmp_path}/disk/filler' 2>/dev/null",
    )
    assert status == 2, (out, err)
    assert "Traceback" not in out + err
    (left / "filler").unlink()
    nothing_is_half_written(left)
    book = (
        "SELECT name, auto_score, manual_score FROM grade JOIN base_cell USING (id) ORDER BY 1, 2"
    )
    assert rows(left / "course" / "gradebook.db", book) == rows(course.root / "gradebook.db", book)


def rows(path, query):
    database = sqlite3.connect(path)
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()


# The demonstration -----------------------------------------------------------------------


def test_the_demonstration_goes_from_release_to_report(shown):
    folder, said = shown
    assert "3 of 3 graded · 0 need a look" in said
    assert (folder / "report.html").is_file()
    assert len(list((folder / "feedback").rglob("*.html"))) == 3


def test_a_demonstration_over_an_earlier_one(course):
    folder = course.root
    stray = folder / "submitted" / "stray" / NAME / FILE
    stray.parent.mkdir(parents=True)
    stray.write_text("from before")
    done = command("demo", "--folder", folder, "--students", 1, "--seed", 5)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert not stray.parent.parent.exists()
    assert len(students(course)) == 1
    assert "1 of 1 graded · 0 need a look" in done.stdout


OTHER = "A student's thesis."


@pytest.mark.parametrize(
    "there",
    [
        {"thesis.txt": OTHER},
        {"course.toml": 'id = "history"\ntitle = "A real course"\n', "secret.key": "00"},
        {"course.toml": "id = ", "source/a/a.ipynb": OTHER},
        {"source/thesis/thesis.ipynb": OTHER, "nbgrader_config.py": "c = get_config()\n"},
        {"source/thesis.txt": OTHER},
        {".git/config": OTHER},
    ],
    ids=["file", "course", "broken course", "nbgrader course", "folder source", "hidden"],
)
def test_a_demonstration_leaves_anything_else_alone(refused, tmp_path, there):
    folder = tmp_path / "folder"
    for name, text in there.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    before = contents(folder)
    sentence = refused("demo", "--folder", folder, "--students", "1")
    assert str(folder) in sentence
    assert "--folder" in sentence
    assert contents(folder) == before


def test_a_demonstration_in_place_of_a_file(refused, tmp_path):
    (tmp_path / "file").write_text(OTHER)
    assert str(tmp_path / "file") in refused("demo", "--folder", tmp_path / "file")
    assert (tmp_path / "file").read_text() == OTHER


# A course of one's own -------------------------------------------------------------------


def test_a_course_is_begun_and_released(run, refused, tmp_path):
    folder = tmp_path / "history"
    init = ("course", "init", folder, "--title", "History", "--variants", 3)
    status, out, _ = run(*init)
    assert status == 0
    assert str(folder / "secret.key") in out
    before = contents(folder)
    assert "name a new folder" in refused(*init)
    assert contents(folder) == before
    assert run("release", NAME, "--course", folder)[0] == 0
    sheet = json.loads((folder / "release" / NAME / "task.json").read_text(encoding="utf-8"))
    assert len(sheet["variants"]) == 3
    assert not list((folder / "release").rglob("*secret*"))


def test_a_course_is_begun_with_a_number_of_variants_that_can_be_drawn(refused, tmp_path):
    assert "1 to 1000" in refused("course", "init", tmp_path / "c", "--title", "T", "--variants", 0)
    assert not list(tmp_path.iterdir())


# Data ------------------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path):
    return shutil.copytree(tables.folder(), tmp_path / "data")


def test_data_check_of_the_package_itself(run):
    assert run("data", "check") == (0, "The data package is whole.\n", "")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("luthi-2008", "nobody-1999", "'nobody-1999'"),
        (",1960-07-16,", ",16 July 1960,", "'16 July 1960'"),
    ],
)
def test_data_check_of_a_broken_copy(run, data, old, new, named):
    path = data / "events.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    status, out, err = run("data", "check", "--folder", data)
    assert (status, err) == (1, "")
    assert out.count("\n") == 2
    assert named in out
    assert "events.csv, line" in out
    assert out.endswith("1 to correct.\n")


def test_data_check_of_a_folder_that_is_not_there(run, tmp_path):
    status, out, err = run("data", "check", "--folder", tmp_path / "nowhere")
    assert status == 1
    assert str(tmp_path / "nowhere") in out + err


def test_data_cite_renders_what_is_stored(run, data):
    pytest.importorskip("pypandoc", reason="rendering citations needs the 'dev' extra")
    (data / "citations.csv").unlink()
    status, out, err = run("data", "cite", "--folder", data)
    assert (status, err) == (0, "")
    assert str(data / "citations.csv") in out
    stored = tables.folder() / "citations.csv"
    assert (data / "citations.csv").read_bytes() == stored.read_bytes()


@pytest.mark.parametrize("text", ["[{", "{}", '[{"title": "No id"}]', None])
def test_data_cite_of_broken_sources(refused, data, text):
    before = (data / "citations.csv").read_bytes()
    if text is None:
        (data / "sources.json").unlink()
    else:
        (data / "sources.json").write_text(text)
    assert "sources.json" in refused("data", "cite", "--folder", data)
    assert (data / "citations.csv").read_bytes() == before
