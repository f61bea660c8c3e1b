"""What a notebook may and may not do when it is run, with and without namespaces."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sinosoviet.errors import CourseError
from sinosoviet.grading import sandbox, seccomp
from sinosoviet.grading.jobs import Job, Limits, Options, Step
from sinosoviet.grading.warm import Unavailable

SMALL = Limits(cell_seconds=2, total_seconds=8, memory_mb=300, scratch_mb=4, output_kb=50)


@pytest.fixture(scope="module", params=["namespaces", "limits"])
def isolation(request):
    yield request.param
    sandbox.close()


def run(isolation, *sources, files=None, limits=SMALL, takes=()):
    steps = [Step(place, source) for place, source in enumerate(sources)]
    steps.append(Step(len(steps), None, tuple(takes)))
    return sandbox.run(Job("kim", tuple(steps), files or {}, limits, isolation))


def text(ran, place=0):
    return "".join(o.get("text", "") + o.get("ename", "") for o in ran.outputs[place])


def test_cells_run_in_order_and_values_come_out(isolation):
    ran = run(isolation, "x = 1", "x += 1\nprint(x)", takes=["x", "y"])
    assert text(ran, 1) == "2\n"
    assert ran.taken[2] == {"x": 2}
    assert ran.refused[2] == {}
    assert ran.ended == ""


def test_nothing_of_one_submission_reaches_the_next(isolation):
    run(isolation, "leak = 1; import builtins; builtins.leak = 1; open('leak', 'w').close()")
    ran = run(isolation, "import os; print('leak' in globals(), os.path.exists('leak'))\nleak")
    assert text(ran) == "False False\nNameError"


def test_nothing_that_passed_through_the_parent_is_left_in_the_memory_of_the_next(isolation):
    for number in range(3):
        answer = f"q1 = 'CLASSMATE-answer-{number}' * 3\nq1"
        later = [f"x = {n}  # CLASSMATE-source-{n}\n" + "y = 1\n" * 200 for n in range(20)]
        run(isolation, answer, *later, files={"a": b"CLASSMATE-file-1 " * 40}, takes=["q1"])
    spy = Path(__file__).parent / "hostile" / "read_earlier_memory.txt"
    assert text(run(isolation, spy.read_text(encoding="utf-8"))) == "True nothing []\n"


def test_a_job_may_be_larger_than_any_answer(isolation):
    wide = Limits(cell_seconds=20, total_seconds=60, memory_mb=900, scratch_mb=120)
    files = {"a": bytes(50_000_000)}
    ran = run(isolation, "import os; print(os.path.getsize('a'))", files=files, limits=wide)
    assert text(ran) == "50000000\n"


def test_a_notebook_meets_a_new_shell_although_the_parent_has_run_cells(isolation):
    seen = "print(*sorted(name for name in globals() if name[0] != '_'))"
    ran = run(isolation, seen, "print(In[0] + In[1][:5], Out, repr(_), repr(_i1[:5]))", "1")
    assert text(ran) == "In Out exit get_ipython open quit\n"
    assert text(ran, 1) == "print {} '' 'print'\n"
    assert ran.outputs[2][0]["execution_count"] == 3


def test_the_parent_that_was_begun_is_the_one_that_runs():
    sandbox.close()
    sandbox.begin("namespaces")
    begun = sandbox._IDLE["namespaces"].get()
    process = begun._process
    sandbox._IDLE["namespaces"].put(begun)
    run("namespaces", "1")
    assert sandbox._IDLE["namespaces"].qsize() == 1
    assert process.poll() is None
    sandbox.close()
    assert process.poll() is not None


def test_a_parent_that_is_not_needed_is_gone_when_it_is_closed():
    sandbox.begin("namespaces")
    begun = sandbox._IDLE["namespaces"].get()
    process = begun._process
    begun.close()
    assert process.returncode is not None


def test_files_lie_beside_the_notebook_and_can_be_changed(isolation):
    files = {"data/a.csv": b"a,b\n", "b.txt": b"b"}
    ran = run(
        isolation,
        "open('b.txt', 'a').write('c')\nprint(open('b.txt').read(), open('data/a.csv').read())",
        files=files,
    )
    assert text(ran) == "bc a,b\n\n"


def test_output_is_kept_up_to_a_limit_and_the_rest_is_counted(isolation):
    ran = run(isolation, "print('x' * 200_000)")
    assert text(ran).startswith("x" * 50_000)
    assert text(ran).endswith("... 150,001 more bytes were left out ...\n")


def test_a_file_that_grows_too_large_is_an_error_in_the_cell(isolation):
    ran = run(isolation, "open('big', 'wb').write(bytes(20_000_000))", "print('on')")
    assert text(ran).endswith("Error")
    assert text(ran, 1) == "on\n"


def test_too_much_memory_is_an_error_in_the_cell(isolation):
    ran = run(isolation, "x = bytearray(2_000_000_000)", "print('on')")
    assert text(ran) == "MemoryError"
    assert text(ran, 1) == "on\n"


def test_memory_that_counts_for_nobody_is_not_to_be_had():
    ways = ["mmap.mmap(-1, 4096)", "mmap.mmap(os.open('/dev/zero', os.O_RDWR), 4096)"]
    own = "mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)[0]"
    file = "open('a', 'wb').write(b'x'); mmap.mmap(os.open('a', os.O_RDWR), 1)[0]"
    ran = run("namespaces", *(f"import mmap, os; {way}" for way in (*ways, own, file)))
    assert [text(ran, place) for place in range(2)] == ["PermissionError", "FileNotFoundError"]
    assert [ran.outputs[place][0]["data"]["text/plain"] for place in (2, 3)] == ["0", "120"]
    pooled = "from multiprocessing import Pool, Array\nwith Pool(2) as p: print(p.map(abs, [-1]))"
    assert text(run("namespaces", pooled, "Array('d', 9)[0]")) == "[1]\n"


def test_a_loop_is_interrupted_and_the_next_cell_runs(isolation):
    ran = run(isolation, "while True: pass", "print('on')")
    assert text(ran) == "CellTimeoutError"
    assert text(ran, 1) == "on\n"
    assert ran.ended == ""


def test_a_cell_that_cannot_be_interrupted_ends_the_notebook(isolation):
    ran = run(
        isolation,
        "x = 1",
        "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass",
        "x = 2",
        takes=["x"],
    )
    assert ran.ended == "a cell ran for longer than the 2 seconds allowed and could not be stopped"
    assert set(ran.outputs) == {0}
    assert ran.taken == {}


def test_the_whole_may_take_so_long_and_no_longer(isolation):
    ran = run(isolation, *["import time; time.sleep(1.9)"] * 6)
    assert ran.ended == "it ran for longer than the 8 seconds allowed"
    assert 3 <= len(ran.outputs) <= 5


def test_leaving_is_not_the_end_of_the_notebook(isolation):
    ran = run(isolation, "exit()", "import sys; sys.exit()", "print('on')")
    assert text(ran, 2) == "on\n"


def test_ending_the_process_is(isolation):
    ran = run(isolation, "print('before')", "import os; os._exit(3)", "print('after')")
    assert ran.ended == "it ended itself in the middle"
    assert text(ran) == "before\n"
    assert set(ran.outputs) == {0}


@pytest.mark.parametrize("number", [1, 34, 35, 64])
def test_every_signal_that_ends_it_is_one_sentence(number):
    ran = run(
        "limits", f"import os, signal; signal.signal({number}, 0); os.kill(os.getpid(), {number})"
    )
    assert ran.ended.startswith("its Python broke down (")


def test_the_environment_of_the_instructor_is_not_there(isolation, monkeypatch):
    monkeypatch.setenv("CANARY", "yes")
    sandbox.close()
    ran = run(
        isolation, "import os; print(os.environ.get('CANARY'), 'NBGRADER_EXECUTION' in os.environ)"
    )
    assert text(ran) == "None False\n"


def test_random_numbers_differ_from_student_to_student(isolation):
    drawn = {
        text(run(isolation, "import random, numpy; print(random.random(), numpy.random.rand())"))
        for _ in range(3)
    }
    assert len(drawn) == 3


def test_trying_out_says_which_walls_hold():
    assert sandbox.try_out() == [
        "read-only system", "no network", "no capability", "processes of its own",
    ]  # fmt: skip


#: Writes into every folder, and looks whether an earlier submission could.
EVERYWHERE = """
import os
for outer, inner, names in os.walk("/"):
    if outer == "/proc":
        inner.clear()
        continue
    if "{earlier}" in names:
        print("FOUND", outer)
    try:
        open(outer + "/{own}", "w").close()
        if not outer.startswith(("/scratch", "/tmp", "/dev/shm")):
            print("WROTE", outer)
    except OSError:
        pass
print("done")
"""
#: Runs each notebook of one cell that is given, in one warm parent; prints what came out.
SEVERAL = """
import sys
from sinosoviet.grading import sandbox
from sinosoviet.grading.jobs import Job, Step
for source in sys.argv[1:]:
    ran = sandbox.run(Job("kim", (Step(0, source),), {}))
    print(ran.ended, *[output.get("text", output) for output in ran.outputs[0]])
sandbox.close()
"""


@pytest.mark.parametrize("user", [0, 1000], ids=["root", "an ordinary user"])
def test_whoever_grades_no_submission_leaves_anything_to_the_next(user):
    become = ["unshare", "--user", f"--map-user={user}", f"--map-group={user}"]
    as_whom = [] if user == os.geteuid() else become
    first = EVERYWHERE.format(own="a", earlier="-")
    second = EVERYWHERE.format(own="b", earlier="a")
    command = [*as_whom, sys.executable, "-c", SEVERAL, first, second]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.stderr == ""
    assert done.stdout.split() == ["done", "done"]


def test_without_bubblewrap_it_says_so_and_what_to_do(monkeypatch, tmp_path):
    sandbox.close()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unavailable, match=r"bubblewrap is not installed.*--isolation=limits"):
        run("namespaces", "1")


def test_where_namespaces_are_forbidden_it_says_so(monkeypatch, tmp_path):
    sandbox.close()
    for name in ("bwrap", "unshare"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\necho 'No permissions to create new namespace' >&2\nexit 1\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(Unavailable, match=r"--isolation=limits"):
        run("namespaces", "1")


def test_an_isolation_that_does_not_exist_is_named():
    with pytest.raises(CourseError, match="no isolation 'jail'; there are: namespaces, limits"):
        Options(isolation="jail")


@pytest.mark.parametrize(
    ("settings", "said"),
    [({"cell_second": 1}, "no limit 'cell_second'"), ({"cell_seconds": "1"}, "above 0"),
     ({"memory_mb": -1}, "above 0"), ({"memory_mb": True}, "above 0")],
)  # fmt: skip
def test_a_limit_that_is_none_is_a_sentence(settings, said):
    with pytest.raises(CourseError, match=said):
        Limits.of(settings)


def test_the_filter_of_each_machine_ends_in_a_verdict():
    for machine in ("x86_64", "aarch64"):
        code = seccomp.program(machine)
        assert len(code) % 8 == 0
        assert code[-8:-6] == b"\x06\x00"  # return
