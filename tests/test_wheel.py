"""The wheel holds the data and no key, and works outside the repository."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_it_holds_the_whole_data_package_and_nothing_of_the_assignments(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for path in (ROOT / "data").iterdir():
        assert f"sinosoviet/data/{path.name}" in names
    assert not [name for name in names if name.endswith(".ipynb") or "secret" in name]
    assert not [name for name in names if "/bank/" in name]
    assert "sinosoviet/py.typed" in names
    assert [name for name in names if name.endswith("LICENSE-CONTENT")]


def test_it_works_where_the_repository_is_not(wheel, tmp_path):
    """Installed without the repository, and only with the libraries that it names."""
    site = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, "--target", str(site), str(wheel)], check=True, capture_output=True)
    code = (
        f"import sys; sys.path.insert(0, {str(site)!r}); import sinosoviet as ss; "
        "print(ss.__file__); print(ss.events()); print(ss.source('soviet-note-1960-07-16')); "
        "print(ss.check('L09-1', '1960-07-16')); from sinosoviet import tasks\n"
        "try: tasks.draw('corroboration', b'guess')\n"
        "except ss.errors.CourseError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    first, *rest = done.stdout.splitlines()
    assert first.startswith(str(site))
    assert "Embassy of the USSR in Beijing" in "".join(rest)
    assert rest[-2].startswith("Right.")
    assert rest[-1].startswith("The questions are not in the installed package")
