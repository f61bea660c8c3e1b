"""nbgrader's configuration of this course; the settings are in course.toml."""

from pathlib import Path

from sinosoviet.courses import configure

configure(get_config(), Path(__file__).parent)  # noqa: F821
