"""What a machine lacks is said once; in continuous integration a test fails instead."""

import os
import shutil
from pathlib import Path

import pytest

SHUT_IN = "No bubblewrap: install your system's package (Debian: apt-get install bubblewrap)."
DATABASE = "No PostgreSQL: install your system's package (Debian: apt-get install postgresql)."
#: Modules that grade submissions shut in.
GRADING = (
    "browser", "cli", "cluster", "differential", "faults", "files", "forms", "grading", "hostile",
    "leaks", "lifecycle", "lifecycle_all", "model_answers", "plugin", "postgresql", "repair",
    "sandbox",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a program that is not there, with the sentence that says which."""
    if "CI" in os.environ:
        return
    lacking = {}
    if shutil.which("bwrap") is None:
        lacking |= dict.fromkeys((f"test_{name}" for name in GRADING), SHUT_IN)
    if not list(Path("/usr/lib/postgresql").glob("*/bin/postgres")):
        lacking["test_postgresql"] = DATABASE
    for item in items:
        if item.path.stem in lacking:
            item.add_marker(pytest.mark.skip(reason=lacking[item.path.stem]))
