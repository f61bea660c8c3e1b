"""A class of hostile submissions beside honest ones: nobody gains, learns, reaches out or delays.

Each file in tests/hostile is one submission; its first line says what it tries. It
stands in the cell of the first answer; of a file named first_... in a cell before
all others; a file named notebook_... changes the whole notebook instead, and one named
beside_... what is in the submission's folder. They are kept as text, so that nothing
runs them by accident.
"""

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from sinosoviet import courses, grading, simulate, tasks
from sinosoviet.courses import FOLDER_VARIABLE
from sinosoviet.demo import masters
from test_grading import FILE, NAME, cells_by_id, contents, marks, right_answers

FILES = sorted((Path(__file__).parent / "hostile").glob("*.txt"))
LIMITS = """
[limits]
cell_seconds = 2
total_seconds = 6
memory_mb = 300
processes = 16
scratch_mb = 8
output_kb = 100
"""
#: What a submission may take of a worker's time: its limit, the grace, and starting anew.
MOST_SECONDS = 6 + 3 + 5
HONEST = ("honest-1", "honest-2", "honest-3")
CANARY = "canary-in-the-environment"
#: What an attack prints when it has got what it wanted.
BOASTS = (
    "LEAK", "WROTE", "CONNECTED", "TRACED", "PEEKED", "UNSHARED", "CLONED", "BECAME ROOT", "OUT\n",
    "LINKED", "MADE", "OPENED", "RAN", "GOT", "TYPED", "SET\n", "RAISED", "GRADING", "GUESSED",
)  # fmt: skip


@dataclass(frozen=True)
class Besieged:
    """A class that was graded with the attackers in it."""

    course: courses.Course
    outcomes: dict[str, grading.Outcome]
    marks: dict
    before: dict[Path, bytes]
    seconds: float
    times: dict[str, float]
    children: set[int]

    def notebook(self, student):
        path = self.course.root / "autograded" / student / NAME / FILE
        return json.loads(path.read_text(encoding="utf-8"))


def write(course, name, path):
    release = course.root / "release" / NAME
    notebook = json.loads((release / FILE).read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8")
    content = None
    scope = {}
    if path.name.startswith(("notebook_", "beside_")):
        exec(text, scope)
    if "damage" in scope:
        content = scope["damage"](notebook)
    elif path.name.startswith("first_"):
        own = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
        notebook["cells"].insert(0, {**own, "id": "first", "source": text})
    elif not scope:
        cells_by_id(notebook)["q1"]["source"] = text
    folder = course.root / "submitted" / name / NAME
    folder.mkdir(parents=True)
    (folder / tasks.FILE).write_bytes((release / tasks.FILE).read_bytes())
    (folder / FILE).write_bytes(content if content is not None else json.dumps(notebook).encode())
    if "lay" in scope:
        scope["lay"](folder)


def processes():
    """Every process of this machine that is a descendant of this one."""
    parents = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents[int(place.parent.name)] = int(fields[1])
    found = {os.getpid()}
    while more := {p for p, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {os.getpid()}


@pytest.fixture(scope="module")
def besieged(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.environ["PATH"])
        patch.setenv(FOLDER_VARIABLE, "")
        patch.setenv("SINOSOVIET_CANARY", CANARY)
        settings = {"id": "siege", "title": "Siege"}
        course = courses.create(masters(), tmp_path_factory.mktemp("siege") / "course", settings)
        toml = course.root / "course.toml"
        toml.write_text(toml.read_text(encoding="utf-8") + LIMITS, encoding="utf-8")
        course = courses.find(course.root)
        grading.release(course, NAME)
        right = right_answers(tasks.draw(NAME, course.secret()))
        for path in FILES:
            write(course, path.stem, path)
        release = json.loads((course.root / "release" / NAME / FILE).read_text(encoding="utf-8"))
        for student in HONEST:
            folder = course.root / "submitted" / student / NAME
            folder.mkdir(parents=True)
            (folder / FILE).write_text(json.dumps(simulate.fill(release, right)))
        before = contents(course.root)
        already = processes()
        start, stamps = time.monotonic(), {}
        outcomes = grading.grade(
            course,
            NAME,
            grading.submitted(course, NAME),
            lambda student, look: stamps.update({student: time.monotonic() - start}),
        )
        seconds = time.monotonic() - start
        return Besieged(
            course=course,
            outcomes={outcome.student: outcome for outcome in outcomes},
            marks=marks(course),
            before=before,
            seconds=seconds,
            times=stamps,
            children=processes() - already,
        )


def test_there_are_enough_and_each_says_what_it_tries():
    assert len(FILES) >= 60
    for path in FILES:
        assert path.read_text(encoding="utf-8").startswith("# Tries to "), path.name


@pytest.mark.parametrize("name", [path.stem for path in FILES])
def test_no_attack_gains_a_point_and_each_has_a_result(besieged, name):
    found = besieged.marks[name]
    assert set(found) == {f"q{n}" for n in range(1, 11)}
    earned = {question: mark["auto"] for question, mark in found.items() if mark["auto"]}
    assert earned == {}, earned
    assert sum(mark["max"] for mark in found.values()) == 34
    outcome = besieged.outcomes[name]
    assert outcome.look == "" or outcome.look.endswith(".")
    assert outcome.look.isprintable()
    cells = cells_by_id(besieged.notebook(name))
    for question in range(1, 10):
        test = cells[f"q{question}-test"]
        assert "task.score" in test["source"]
        assert test["outputs"], question


@pytest.mark.parametrize("name", [path.stem for path in FILES])
def test_no_attack_learns_anything(besieged, name):
    secret = (besieged.course.root / "secret.key").read_text().strip()
    for cell in besieged.notebook(name)["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            continue
        shown = json.dumps(cell.get("outputs", []))
        for text in (secret, CANARY, "BEGIN HIDDEN", "task.score(", str(besieged.course.root)):
            source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
            assert text not in shown or text in source, text
        printed = "".join(
            output.get("text", "")
            for output in cell.get("outputs", [])
            if output["output_type"] == "stream"
        )
        for boast in BOASTS:
            assert boast not in printed, printed[:300]


@pytest.mark.parametrize(
    "name",
    ["script_outputs", "notebook_html_text", "hostile_repr", "surrogate_metadata", "slow_html"],
)
def test_nothing_that_the_instructor_looks_at_runs(besieged, name):
    for cell in besieged.notebook(name)["cells"]:
        if cell["cell_type"] == "markdown":
            assert "<script" not in cell["source"]
            assert "<img" not in cell["source"]
        for output in cell.get("outputs", []):
            shown = output.get("data", {})
            assert "application/javascript" not in shown
            assert "<img src=x" not in shown.get("text/html", "") + shown.get(
                "text/vnd.mermaid", ""
            )
            assert "onerror" not in json.dumps(output.get("metadata", {}))
            assert "filenames" not in output.get("metadata", {})


def test_honest_students_beside_them_have_every_mark_and_no_remark(besieged):
    for student in HONEST:
        assert besieged.outcomes[student] == grading.Outcome(student, True, "")
        assert sum(mark["score"] for mark in besieged.marks[student].values()) == 28


def test_nothing_outside_was_touched(besieged):
    after = contents(besieged.course.root)
    for path, content in besieged.before.items():
        if path.name != "gradebook.db":
            assert after.get(path) == content, path
    new = {path.relative_to(besieged.course.root).parts[0] for path in after}
    old = {path.relative_to(besieged.course.root).parts[0] for path in besieged.before}
    assert new - old == {"autograded", "grading"}
    for place in ("/tmp/owned", "/intruder", "/tmp/intruder", "/scratch"):
        assert not Path(place).exists()


def test_no_process_outlives_the_run(besieged):
    assert not besieged.children & processes()


def test_nobody_holds_the_class_up_for_longer_than_the_limit(besieged):
    wasters = [o for o in besieged.outcomes.values() if "longer than" in o.look or "took" in o.look]
    workers = len(os.sched_getaffinity(0))
    allowed = MOST_SECONDS * (len(wasters) + 20) / workers + 0.5 * len(FILES)
    assert besieged.seconds < allowed


def test_what_ran_before_the_end_is_there_and_the_limit_is_named(besieged):
    for name in ("endless_loop", "endless_output"):
        assert "1 of its cells took longer than the 2 seconds" in besieged.outcomes[name].look
    for name in ("endless_sleep", "fork_bomb", "exit_quietly", "crash"):
        outcome = besieged.outcomes[name]
        assert outcome.graded
        assert "the questions before that were graded" in outcome.look, name
        cells = cells_by_id(besieged.notebook(name))
        assert cells["q1-show"]["outputs"]
        assert "not reached" in cells["q1-test"]["outputs"][0]["text"]
