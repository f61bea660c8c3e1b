"""Figures with controls: what is shown at first, and what when a control is moved."""

import re
from html import unescape

import matplotlib as mpl
import pytest

mpl.use("Agg")

import ipywidgets as widgets
import matplotlib.pyplot as plt
import pandas as pd

from sinosoviet import controls as module
from sinosoviet import figures, queries, tables
from sinosoviet.errors import UnknownName


class Screen:
    """What a notebook would show, in place of IPython's display."""

    def __init__(self):
        self.outputs = []

    def display(self, shown, raw=False, display_id=None):
        self.outputs.append(shown)
        assert raw == isinstance(shown, dict)
        return self if display_id else None

    def update(self, shown, raw=False):
        assert raw
        self.outputs[-1] = shown

    @property
    def picture(self):
        return self.outputs[-1]


@pytest.fixture
def screen(monkeypatch):
    screen = Screen()
    monkeypatch.setattr(module, "display", screen.display)
    return screen


@pytest.fixture
def controls(screen):
    """The controls of the timeline: years, side, word."""
    module.explore("timeline")
    box, _ = screen.outputs
    assert isinstance(box, widgets.VBox)
    return box.children


def told(screen):
    (alt,) = re.findall(r'alt="([^"]*)"', screen.picture["text/html"])
    return alt


def test_it_begins_with_the_picture_that_prints(screen, controls):
    years, side, word = controls
    first, last = map(str, years.value)
    axes = figures.timeline(first, last, word.value)
    assert side.value == ""
    assert screen.picture == {"text/html": axes.figure.html(), "text/plain": repr(axes.figure)}
    plt.close("all")


def test_the_controls_have_names_and_offer_all_years_and_sides(controls):
    years, side, word = controls
    assert [years.description, side.description, word.description] == ["years", "side", "word"]
    assert (years.min, years.max) == (1945, 1991)
    offered = [value for _, value in side.options if value]
    assert set(tables.table("events").side) <= set(offered)
    assert all(isinstance(queries.events(side=value), pd.DataFrame) for value in offered)


def test_moving_a_control_draws_the_picture_anew_in_its_place(screen, controls):
    years, side, word = controls
    before = screen.picture
    years.value = (1963, 1963)
    assert screen.picture != before
    assert len(screen.outputs) == 2
    assert told(screen).startswith("Timeline, 1963 to 1963: nuclear")
    side.value = "chinese"
    shown = queries.events("1963", "1963", "nuclear", "chinese")
    assert f"{len(shown)} event" in told(screen)
    assert "soviet:" not in told(screen)
    word.value = " test ban "
    assert told(screen).startswith("Timeline, 1963 to 1963: test ban")
    word.value = ""
    assert told(screen).startswith("Timeline, 1963 to 1963, ")


def test_an_error_is_its_sentence_and_the_next_picture_is_shown_again(screen, controls, capsys):
    word = controls[2]
    for text, sentence in [
        ("zeppelin", "No event between 1956 and 1964 fits; widen"),
        ("", "events fit, and a timeline can be read with up to"),
        ("<b>$x$", "No event between 1956 and 1964 fits"),
    ]:
        word.value = text
        assert sentence in screen.picture["text/plain"]
        assert screen.picture["text/html"] == f"<p>{screen.picture['text/plain']}</p>"
    assert capsys.readouterr() == ("", "")
    word.value = "nuclear"
    assert told(screen).startswith("Timeline, 1956 to 1964: nuclear")
    assert plt.get_fignums() == []  # or the notebook would show the picture a second time


def test_recognition_begins_with_its_figure_and_lists_the_states_of_the_years(screen):
    module.explore("recognition")
    picture, box, below = screen.outputs
    (years,) = box.children
    assert picture["text/plain"] == repr(figures.recognition()[0].figure)
    assert "<img" in picture["text/html"]
    plt.close("all")
    assert "Soviet Union" in below["text/html"]
    years.value = (1971, 1972)
    assert screen.outputs[0] == picture
    rows = tables.table("recognition").set_index("country")
    within = pd.Series(False, rows.index)
    for act in ("date_recognised", "date_relations"):
        within |= rows[act].str[:4].isin(["1971", "1972"])
    listed = re.findall(r"<th[^>]*>([^<]+)</th>", screen.picture["text/html"])
    countries = [unescape(name) for name in listed if unescape(name) in set(rows.index)]
    assert countries == list(rows.index[within])
    years.value = (1945, 1946)
    assert screen.picture["text/html"] == (
        "<p>The table of states has none for 1945 to 1946; choose other years.</p>"
    )
    assert plt.get_fignums() == []


def test_another_figure_is_not_known(screen):
    with pytest.raises(UnknownName, match=r"no figure to explore 'timelin'. Did you mean"):
        module.explore("timelin")
    assert screen.outputs == []
