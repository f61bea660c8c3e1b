"""Honest submissions get from this engine what stock nbgrader gives: every mark, every output.

Stock is nbgrader as it comes, with its own Execute and its own sanitising, on the
same files. On purpose the two differ in these only; docs/grading.md says it to the user:

- what a test prints on standard error costs nothing; in stock it costs every point;
- a test's outputs are not cut into pieces by the clock;
- an empty free text scores 0; in stock, white space waits to be marked by hand;
- the student's code cannot see that it is graded, nor the machine, nor the network;
- an answer that is not plain data is refused before the test, not in it;
- an error while a result is displayed is shown once, not twice;
- a file that cannot be read scores 0 with a reason; stock leaves it without marks (test_plugin).
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from itertools import zip_longest

import pytest

from sinosoviet import bank, courses, grading, simulate
from sinosoviet.courses import FOLDER_VARIABLE
from sinosoviet.demo import masters
from stock import unplug
from test_grading import FILE, NAME, cells_by_id, marks

#: How many simulated students of each assignment; the issue's hundred with SINOSOVIET_LONG.
NUMBER = 100 if os.environ.get("SINOSOVIET_LONG") else 2
#: Which of them are taken first.
KINDS = ("average", "weak", "blank", "strong")
OWN = "zz-own-cells"
#: nbgrader's command, once for each assignment in one process.
AUTOGRADE = """
import sys
from nbgrader.apps import AutogradeApp
for name in sys.argv[1:]:
    AutogradeApp.launch_instance([name])
    AutogradeApp.clear_instance()
"""
#: Cells that students write beyond their answers, each with another kind of output.
OWN_CELLS = [
    "print('one'); print('two', end='')",
    "import sys\nprint('out'); print('err', file=sys.stderr); print('out again')",
    "1 + 1",
    "'text'",
    "None",
    "1 / 0",
    "def f(x):\n    return g(x)\ndef g(x):\n    raise KeyError('deep')\nf(1)",
    "this is no Python",
    "undefined_name",
    "import pandas as pd\npd.DataFrame({'a': [1, 2.5], 'b': ['x', None]})",
    "pd.Series(range(100), name='many')",
    "ss.events(since='1960-07', until='1960-09')",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 3, 2])",
    "figure, axes = plt.subplots()\naxes.bar(['a', 'b'], [1, 2])\nplt.show()\nprint('after')",
    "from IPython.display import HTML, Markdown, display, clear_output\ndisplay(HTML('<b>x</b>'))",
    "display(Markdown('*x*'), 'two')\nprint('between')\ndisplay({'text/plain': 'raw'}, raw=True)",
    "print('gone'); clear_output(); print('stays')",
    "shown = display('first', display_id=True)\nshown.update('second')",
    "shown.update('third')",
    "import warnings\nwarnings.warn('careful')",
    "sys.exit(3)",
    "raise SystemExit",
    "input('name?')",
    "%time_is_no_magic",
    "ss.table?",
    "for n in range(3):\n    print(n)\nn",
    "import asyncio\nawait asyncio.sleep(0)\nprint('awaited')",
    "print('flushed', flush=True); print('twice')",
    "_",
    "Out[3] if 3 in Out else In[1]",
    "x = 5;",
    "x;",
    "assert x == 6, 'not six'",
    "print('é 中 ' + chr(128512))",
    "print('a' * 3000)",
    "print('\\n'.join(str(n) for n in range(2000)))",
    "class A:\n    def __repr__(self):\n        return 'an A'\nA()",
    "class B:\n    def _repr_html_(self):\n        return '<i>b</i>'\nB()",
    "open('mine.txt', 'w').write('x')\nprint(open('mine.txt').read())",
    "with open('task.json') as file:\n    print(len(file.read()) > 100)",
    "ss.figures.timeline('1958', '1961')",
    "ss.compare('specialists withdrawn, 1960')",
    "ss.source('soviet-note-1960-07-16')",
    "ss.nothing",
    "ss.source('nobody-1999')",
    "",
    "# only a comment",
    "%%time_no\nx",
    "%config InlineBackend.figure_format = 'svg'\nplt.plot([1])\nNone",
]


def write_honest(course, name):
    """So many submissions that are whole, the kinds of student in turn."""
    written = simulate.write_class(course, name, max(20, 2 * NUMBER), seed=11)
    by_kind = [[s for s, about in written.items() if about["kind"] == kind] for kind in KINDS]
    chosen = [student for turn in zip_longest(*by_kind) for student in turn if student][:NUMBER]
    for student in set(written) - set(chosen):
        shutil.rmtree(course.root / "submitted" / student / name)


def with_own_cells(course):
    """A submission with all of these cells among its answers."""
    folder = course.root / "submitted" / OWN / NAME
    release = course.root / "release" / NAME
    notebook = json.loads((release / FILE).read_text(encoding="utf-8"))
    empty = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
    own = [{**empty, "id": f"own-{n}", "source": text} for n, text in enumerate(OWN_CELLS)]
    notebook["cells"][4:4] = own
    cells_by_id(notebook)["q1"]["source"] = "q1 = '1960-07-25'"
    shutil.copytree(release, folder)
    (folder / FILE).write_text(json.dumps(notebook), encoding="utf-8")


@contextmanager
def autograded(course):
    """nbgrader grades a course in the background."""
    command = [sys.executable, "-c", AUTOGRADE, *bank.NAMES]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, cwd=course.root, stdout=log, stderr=log)
        try:
            yield
        finally:
            status = process.wait()
        log.seek(0)
        assert status == 0, log.read()[-2000:]


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """A course graded by this engine, a copy graded by stock nbgrader, one by both together."""
    folder = tmp_path_factory.mktemp("both")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.environ["PATH"])
        patch.setenv(FOLDER_VARIABLE, "")
        settings = {"id": "both", "title": "Both", "variants": 3}
        ours = courses.create(masters(), folder / "ours", settings)
        for name in bank.NAMES:
            grading.release(ours, name)
            write_honest(ours, name)
        with_own_cells(ours)
        theirs = courses.find(shutil.copytree(ours.root, folder / "theirs"))
        unplug(theirs.root)
        # The same plugged into stock.
        plugged = courses.find(shutil.copytree(ours.root, folder / "plugged"))
        with autograded(theirs), autograded(plugged):
            for name in bank.NAMES:
                grading.grade(ours, name, grading.submitted(ours, name))
    return ours, theirs, plugged


def notebooks(course, name=NAME):
    paths = sorted((course.root / "autograded").glob(f"*/{name}/{name}.ipynb"))
    return {p.parts[-3]: json.loads(p.read_text(encoding="utf-8")) for p in paths}


def text(value):
    value = "".join(value) if isinstance(value, list) else str(value)
    value = re.sub(r"0x[0-9a-f]+", "0x", value)
    value = re.sub(r"/[\w/]*/ipykernel_\d+/", "/ipykernel/", value)
    return re.sub(r"<\d+ more|id=\"[0-9a-f-]+\"|[0-9a-f]{10,}", "#", value)


def normal(outputs):
    """Outputs without times, addresses and pieces."""
    made = []
    for output in outputs:
        if output["output_type"] == "stream":
            if made and made[-1][:2] == ("stream", output["name"]):
                made[-1] = (*made[-1][:2], made[-1][2] + text(output["text"]))
            else:
                made.append(("stream", output["name"], text(output["text"])))
        elif output["output_type"] == "error":
            trace = "\n".join(output["traceback"])
            if output["ename"] == "StdinNotImplementedError":
                trace = ""  # it goes through the kernel's own lines
            made.append(("error", output["ename"], text(output["evalue"]), text(trace)))
        else:
            data = {mime: text(content) for mime, content in output["data"].items()}
            if "image/svg+xml" in data:  # it holds the time, and names made by chance
                data["image/svg+xml"] = data["image/svg+xml"].count("<path")
            kind = (output["output_type"], output.get("execution_count"))
            made.append((*kind, data, output["metadata"]))
    return made


@pytest.mark.parametrize("name", bank.NAMES)
def test_every_mark_is_the_same(both, name):
    ours, theirs, plugged = (marks(course, name) for course in both)
    assert len(ours) == NUMBER + (name == NAME)
    assert ours == theirs
    assert plugged == theirs
    assert any(grade["score"] for grades in ours.values() for grade in grades.values())


@pytest.mark.parametrize("name", bank.NAMES)
def test_the_notebooks_have_the_same_cells(both, name):
    ours, theirs, _ = (notebooks(course, name) for course in both)
    assert set(ours) == set(theirs)
    for student, their in theirs.items():
        our = ours[student]
        assert our["metadata"] == their["metadata"]
        assert len(our["cells"]) == len(their["cells"])
        for mine, other in zip(our["cells"], their["cells"], strict=True):
            other["metadata"].pop("execution", None)
            assert "".join(mine["source"]) == "".join(other["source"])
            assert mine["metadata"] == other["metadata"]
            assert mine["cell_type"] == other["cell_type"]
            assert mine["id"] == other["id"]
            assert mine.get("execution_count") == other.get("execution_count")


@pytest.mark.parametrize("name", bank.NAMES)
def test_every_cell_of_the_class_has_the_same_outputs(both, name):
    ours, theirs, plugged = (notebooks(course, name) for course in both)
    compared = 0
    for student in set(theirs) - {OWN}:
        for place, other in enumerate(theirs[student]["cells"]):
            wanted = normal(other.get("outputs", []))
            assert normal(ours[student]["cells"][place].get("outputs", [])) == wanted
            assert normal(plugged[student]["cells"][place].get("outputs", [])) == wanted
            compared += bool(wanted)
    assert compared >= 12 * NUMBER


@pytest.mark.parametrize("number", range(len(OWN_CELLS)))
def test_every_kind_of_output_is_the_same(both, number):
    ours, theirs, _ = map(notebooks, both)
    mine = ours[OWN]["cells"][4 + number]
    other = theirs[OWN]["cells"][4 + number]
    assert mine["source"] == "".join(other["source"]) == OWN_CELLS[number]
    assert normal(mine["outputs"]) == normal(other["outputs"])
