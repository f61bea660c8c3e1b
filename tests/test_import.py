"""Importing the library is quick, and every public name is there."""

import subprocess
import sys

import pytest

import sinosoviet

HEAVY = [
    "matplotlib",
    "pandas",
    "numpy",
    "nbgrader",
    "nbformat",
    "edtf",
    "pypandoc",
    "frictionless",
    "IPython",
    "sqlalchemy",
    "typer",
]


def run(program):
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_import_loads_nothing_heavy():
    loaded = set(run("import sinosoviet, sys; print(*sys.modules)"))
    assert "sinosoviet" in loaded
    assert loaded.isdisjoint(HEAVY)


@pytest.mark.parametrize("name", ["source", "events", "check", "task"])
def test_what_needs_no_figure_loads_no_matplotlib_and_no_nbgrader(name):
    loaded = set(run(f"import sinosoviet, sys; sinosoviet.{name}; print(*sys.modules)"))
    assert loaded.isdisjoint({"matplotlib", "nbgrader", "pypandoc", "frictionless"})


@pytest.mark.parametrize("name", sinosoviet.__all__)
def test_every_public_name_is_there_and_explained(name):
    value = getattr(sinosoviet, name)
    assert value.__doc__
    assert getattr(sinosoviet, name) is value


def test_every_public_name_can_be_imported_alone():
    for name in sinosoviet.__all__:
        namespace = {}
        exec(f"from sinosoviet import {name}", namespace)
        assert namespace[name] is getattr(sinosoviet, name)


def test_a_star_brings_the_public_names():
    namespace = {}
    exec("from sinosoviet import *", namespace)
    assert set(sinosoviet.__all__) <= set(namespace)


def test_dir_lists_the_public_names_before_they_are_used():
    listed = run("import sinosoviet; print(*dir(sinosoviet))")
    assert set(sinosoviet.__all__) <= set(listed)
    assert "__version__" in listed


def test_the_public_names_are_in_order_and_unique():
    assert list(sinosoviet.__all__) == sorted(set(sinosoviet.__all__))


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match=r"no function .*'evnets'\. Did you mean 'events'"):
        _ = sinosoviet.evnets
    assert not hasattr(sinosoviet, "evnets")


def test_the_version_is_that_of_the_package():
    from importlib.metadata import version

    assert version("sinosoviet") == sinosoviet.__version__
