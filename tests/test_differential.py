"""Honest submissions get from this engine what stock nbgrader gives: every mark, every output.

Stock is nbgrader as it comes, with its own Execute and its own sanitising, on the
same files. On purpose the two differ in these only, and each is asserted below:

- what a test prints on standard error costs nothing; in stock it costs every point;
- a test's outputs are not cut into pieces by the clock;
- an empty free text scores 0; in stock, white space waits to be marked by hand;
- the student's code cannot see that it is graded, nor the machine, nor the network;
- an answer that is not plain data is refused before the test, not in it;
- an error while a result is displayed is shown once, not twice;
- a file that cannot be read scores 0 with a reason; stock leaves it without marks.
"""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from sinosoviet import courses, grading, simulate
from sinosoviet.courses import FOLDER_VARIABLE
from sinosoviet.demo import masters
from test_grading import FILE, NAME, cells_by_id, marks

#: How many simulated students; the issue's hundred with SINOSOVIET_LONG.
NUMBER = 100 if os.environ.get("SINOSOVIET_LONG") else 10
STOCK = """
c = get_config()
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput", "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec", "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.Execute", "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades", "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
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


def with_own_cells(course, student):
    """A submission with all of these cells among its answers."""
    folder = course.root / "submitted" / student / NAME
    release = course.root / "release" / NAME
    notebook = json.loads((release / FILE).read_text(encoding="utf-8"))
    empty = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
    own = [{**empty, "id": f"own-{n}", "source": text} for n, text in enumerate(OWN_CELLS)]
    notebook["cells"][4:4] = own
    cells_by_id(notebook)["q1"]["source"] = "q1 = '1960-07-25'"
    shutil.copytree(release, folder)
    (folder / FILE).write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """A course graded by this engine, and a copy of it graded by stock nbgrader."""
    folder = tmp_path_factory.mktemp("both")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.environ["PATH"])
        patch.setenv(FOLDER_VARIABLE, "")
        ours = courses.create(masters(), folder / "ours", {"id": "both", "title": "Both"})
        grading.release(ours, NAME)
        honest = 0
        written = simulate.write_class(ours, NAME, 2 * NUMBER, seed=11)
        for student, about in written.items():
            honest += about["kind"] not in simulate.BREAKS
            if about["kind"] in simulate.BREAKS or honest > NUMBER:
                shutil.rmtree(ours.root / "submitted" / student)
        with_own_cells(ours, "zz-own-cells")
        theirs = courses.find(shutil.copytree(ours.root, folder / "theirs"))
        config = theirs.root / "nbgrader_config.py"
        config.write_text(config.read_text(encoding="utf-8") + STOCK, encoding="utf-8")
        grading.grade(ours, NAME, grading.submitted(ours, NAME))
        command = [sys.executable, "-m", "nbgrader", "autograde", NAME]
        done = subprocess.run(command, cwd=theirs.root, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
        # The same plugged into stock.
        plugged = courses.find(shutil.copytree(ours.root, folder / "plugged"))
        (plugged.root / "gradebook.db").unlink()
        shutil.rmtree(plugged.root / "autograded")
        grading.release(plugged, NAME)
        done = subprocess.run(command, cwd=plugged.root, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
    return ours, theirs, plugged


def notebooks(course):
    paths = sorted((course.root / "autograded").glob(f"*/{NAME}/{FILE}"))
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


def test_every_mark_is_the_same(both):
    ours, theirs, plugged = map(marks, both)
    assert len(ours) == NUMBER + 1
    assert ours == theirs
    assert plugged == theirs


def test_the_notebooks_have_the_same_cells(both):
    ours, theirs, _ = map(notebooks, both)
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


def test_every_cell_of_the_class_has_the_same_outputs(both):
    ours, theirs, plugged = map(notebooks, both)
    compared = 0
    for student in set(theirs) - {"zz-own-cells"}:
        for place, other in enumerate(theirs[student]["cells"]):
            wanted = normal(other.get("outputs", []))
            assert normal(ours[student]["cells"][place].get("outputs", [])) == wanted
            assert normal(plugged[student]["cells"][place].get("outputs", [])) == wanted
            compared += bool(wanted)
    assert compared >= 20 * NUMBER


@pytest.mark.parametrize("number", range(len(OWN_CELLS)))
def test_every_kind_of_output_is_the_same(both, number):
    ours, theirs, _ = map(notebooks, both)
    mine = ours["zz-own-cells"]["cells"][4 + number]
    other = theirs["zz-own-cells"]["cells"][4 + number]
    assert mine["source"] == "".join(other["source"]) == OWN_CELLS[number]
    assert normal(mine["outputs"]) == normal(other["outputs"])
