"""The doctor finds each single fault and says how to mend it."""

import importlib.metadata
import os
import shutil
import sys
from importlib.metadata import PackageNotFoundError

import pytest

from sinosoviet import cli, courses, doctor, tables
from sinosoviet.courses import FOLDER_VARIABLE
from sinosoviet.demo import masters


@pytest.fixture(autouse=True)
def surroundings(tmp_path_factory, monkeypatch):
    """A current folder and an environment without a course; both are as before afterwards."""
    monkeypatch.setenv(FOLDER_VARIABLE, "")
    monkeypatch.setenv("PATH", os.environ["PATH"])
    monkeypatch.chdir(tmp_path_factory.mktemp("nowhere"))


@pytest.fixture
def course(tmp_path):
    (tmp_path / "exchange").mkdir()
    settings = {"id": "x", "title": "Course", "exchange": str(tmp_path / "exchange")}
    made = courses.create(masters(), tmp_path / "course", settings)
    made.secret()
    return made


def status(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["sinosoviet", "doctor", *map(str, arguments)])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    return stop.value.code or 0


def the_fault(course, monkeypatch, capsys):
    """The one thing that is not as it should be; the command says the same."""
    faults = [f for f in doctor.examine(course.root) if f.needed and not f.ok]
    assert len(faults) == 1, faults
    (fault,) = faults
    assert "\n" not in fault.what + fault.mend
    assert "Traceback" not in fault.what + fault.mend
    assert status(monkeypatch, "--course", course.root) == 1
    shown = capsys.readouterr()
    assert f"✘ {fault.what}\n    {fault.mend}\n" in shown.out
    assert shown.out.endswith("1 to mend.\n")
    assert shown.err == ""
    return fault


def test_a_good_course_is_all_well(course, monkeypatch, capsys):
    findings = list(doctor.examine(course.root))
    assert [f for f in findings if f.needed and not f.ok] == []
    assert status(monkeypatch, "--course", course.root) == 0
    shown = capsys.readouterr().out
    assert "✘" not in shown
    assert shown.endswith("All is well.\n")


def test_everything_is_looked_at(course):
    seen = "\n".join(finding.what for finding in doctor.examine(course.root))
    for what in (
        "Python 3", "nbgrader 0", "jupyterlab 4", "extension", "kernel python3", "data package",
        "course 'Course'", "can be written", "configuration", "secret.key", "exchange",
    ):  # fmt: skip
        assert what in seen, what


def test_looking_changes_nothing(course):
    def contents():
        return {p: p.read_bytes() for p in course.root.rglob("*") if p.is_file()}

    before = contents()
    list(doctor.examine(course.root))
    assert contents() == before


def test_without_a_course_only_the_installation_is_looked_at(monkeypatch, capsys):
    assert status(monkeypatch) == 0
    assert "no course here" in capsys.readouterr().out


def test_a_course_that_was_named_must_be_there(tmp_path, monkeypatch, capsys):
    assert status(monkeypatch, "--course", tmp_path / "nowhere") == 1
    shown = capsys.readouterr().out
    assert "✘ no course here" in shown
    assert str(tmp_path / "nowhere") in shown


def test_a_secret_readable_by_others(course, monkeypatch, capsys):
    secret = course.root / "secret.key"
    for mode in (0o640, 0o604, 0o644):
        secret.chmod(mode)
        fault = the_fault(course, monkeypatch, capsys)
        assert f"{mode:o}" in fault.what
        assert fault.mend == f"Run: chmod 600 {secret}"


def test_a_cut_secret(course, monkeypatch, capsys):
    secret = course.root / "secret.key"
    secret.write_text(secret.read_text()[:20])
    fault = the_fault(course, monkeypatch, capsys)
    assert "secret" in fault.what
    assert "backup" in fault.mend


def test_an_exchange_that_is_missing(course, monkeypatch, capsys):
    course.exchange.rmdir()
    fault = the_fault(course, monkeypatch, capsys)
    assert str(course.exchange) in fault.what
    assert fault.mend.startswith(f"Run: mkdir -p {course.exchange}")


def test_a_broken_row_of_the_data(course, monkeypatch, capsys, tmp_path):
    broken = shutil.copytree(tables.folder(), tmp_path / "data")
    text = (broken / "events.csv").read_text(encoding="utf-8")
    (broken / "events.csv").write_text(text.replace("luthi-2008", "nobody-1999", 1), "utf-8")
    monkeypatch.setattr(tables, "folder", lambda: broken)
    fault = the_fault(course, monkeypatch, capsys)
    assert "'nobody-1999'" in fault.what
    assert "sinosoviet data check" in fault.mend


@pytest.mark.parametrize("file", ["events.csv", "sources.json", "datapackage.json"])
def test_a_file_of_the_data_that_is_missing(course, monkeypatch, capsys, tmp_path, file):
    broken = shutil.copytree(tables.folder(), tmp_path / "data")
    (broken / file).unlink()
    monkeypatch.setattr(tables, "folder", lambda: broken)
    assert file in the_fault(course, monkeypatch, capsys).what


def test_a_package_that_is_missing(course, monkeypatch, capsys):
    def version(name):
        if name == "rich":
            raise PackageNotFoundError(name)
        return importlib.metadata.version(name)

    monkeypatch.setattr(doctor, "version", version)
    fault = the_fault(course, monkeypatch, capsys)
    assert fault.what == "rich is not installed"
    assert fault.mend == f"Run: {sys.executable} -m pip install 'rich>=14'"


def test_a_package_that_is_too_old(course, monkeypatch, capsys):
    version = importlib.metadata.version
    monkeypatch.setattr(doctor, "version", lambda n: "0.8" if n == "nbgrader" else version(n))
    fault = the_fault(course, monkeypatch, capsys)
    assert fault.what == "nbgrader 0.8"
    assert "nbgrader>=0.9.6" in fault.mend


def test_packages_of_the_extras_are_not_needed(monkeypatch):
    wanted = importlib.metadata.requires
    monkeypatch.setattr(
        doctor, "requires", lambda name: [*wanted(name), "no-such-package; extra == 'dev'"]
    )
    assert not any("no-such-package" in finding.what for finding in doctor.examine(None))


def test_the_extension_is_missing(course, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("jupyter_core.paths.jupyter_path", lambda *parts: [str(tmp_path)])
    fault = the_fault(course, monkeypatch, capsys)
    assert "extension" in fault.what
    assert "pip install" in fault.mend


def test_the_kernel_is_missing(course, monkeypatch, capsys):
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    def missing(self, name):
        raise NoSuchKernel(name)

    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", missing)
    fault = the_fault(course, monkeypatch, capsys)
    assert "kernel" in fault.what
    assert fault.mend == f"Run: {sys.executable} -m ipykernel install --sys-prefix"


def test_a_kernel_of_another_python(course, monkeypatch, capsys):
    from types import SimpleNamespace

    from jupyter_client.kernelspec import KernelSpecManager

    other = SimpleNamespace(argv=["/opt/old/bin/python", "-m", "ipykernel_launcher"])
    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", lambda self, name: other)
    assert "/opt/old/bin/python" in the_fault(course, monkeypatch, capsys).what


@pytest.mark.parametrize(
    "text",
    [
        "this is not Python",
        "raise ValueError('no')",
        "1 / 0",
        "get_config().CourseDirectory.root = 5",
        "",
    ],
)
def test_a_configuration_that_cannot_be_used(course, monkeypatch, capsys, text):
    path = course.root / "nbgrader_config.py"
    if text:
        path.write_text(text)
    else:
        path.unlink()
    fault = the_fault(course, monkeypatch, capsys)
    assert "configuration" in fault.what
    assert str(path) in fault.mend


def test_a_folder_that_cannot_be_written(course, monkeypatch, capsys):
    access = os.access

    def read_only(path, mode):
        return access(path, mode) and not (path == course.root and mode & os.W_OK)

    monkeypatch.setattr(os, "access", read_only)
    fault = the_fault(course, monkeypatch, capsys)
    assert "can be written" in fault.what
    assert "Copy the course" in fault.mend
