"""The map of the projects: every project with a town, once, and told for what it is."""

import json
import re

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex
from matplotlib.path import Path

from pictures import printed_below
from sinosoviet import figures, tables
from sinosoviet.errors import CourseError, UnknownName
from sinosoviet.figures.placing import Block, places

PROJECTS = tables.table("projects").set_index("id")
KNOWN = PROJECTS[PROJECTS.city != "town not known"]
SURE = KNOWN.confirmed.map(lambda fields: "place" in fields)


@pytest.fixture(scope="module")
def axes():
    yield figures.projects_map()
    plt.close("all")


@pytest.fixture(autouse=True)
def close_new_figures():
    before = set(plt.get_fignums())
    yield
    for number in set(plt.get_fignums()) - before:
        plt.close(number)


def signs(axes):
    return {line.get_gid(): line for line in axes.lines if line.get_gid()}


def blocks(axes):
    """The block of each town: west, south, east, north."""
    named = [c for c in axes.collections if isinstance(c, PolyCollection) and c.get_gid()]
    corners = {c.get_gid(): c.get_paths()[0].vertices for c in named}
    return {town: (*at.min(axis=0), *at.max(axis=0)) for town, at in corners.items()}


def test_each_project_with_a_known_town_has_one_sign(axes):
    assert isinstance(axes, Axes)
    drawn = [line.get_gid() for line in axes.lines if line.get_gid()]
    assert sorted(drawn) == sorted(KNOWN.index)


def test_a_sign_stands_in_the_block_of_its_own_town(axes):
    found = blocks(axes)
    assert set(found) == set(KNOWN.city)
    for name, line in signs(axes).items():
        west, south, east, north = found[KNOWN.city[name]]
        assert west < line.get_xdata()[0] < east, name
        assert south < line.get_ydata()[0] < north, name


def test_no_block_stands_in_another_country(axes):
    states = json.loads((tables.folder() / "basemap.json").read_text(encoding="utf-8"))["features"]
    abroad = {
        state["properties"]["name"]: Path(ring)
        for state in states
        for polygon in state["geometry"]["coordinates"]
        for ring in polygon
        if state["properties"]["name"] not in ("China", "Taiwan")
    }
    for town, (west, south, east, north) in blocks(axes).items():
        middle = ((west + east) / 2, (south + north) / 2)
        assert [name for name, land in abroad.items() if land.contains_point(middle)] == [], town


def test_a_block_stands_on_its_town_or_a_line_leads_from_it_to_the_town(axes):
    lines = [line.get_xydata() for line in axes.lines if len(line.get_xdata()) == 2]
    for row in KNOWN.drop_duplicates("city").itertuples():
        west, south, east, north = blocks(axes)[row.city]
        middle = np.array([(west + east) / 2, (south + north) / 2])
        home = (row.longitude, row.latitude)
        assert any(np.allclose(line, [home, middle]) for line in lines), row.city


def test_no_block_and_no_name_lies_over_another(axes):
    renderer = axes.figure.canvas.get_renderer()
    axes.figure.draw(renderer)
    boxes = [
        axes.transData.transform(np.reshape(box, (2, 2))).ravel() for box in blocks(axes).values()
    ]
    boxes += [text.get_window_extent(renderer).extents for text in axes.texts]
    for number, (left, bottom, right, top) in enumerate(boxes):
        for west, south, east, north in boxes[:number]:
            across = min(right, east) - max(left, west)
            up = min(top, north) - max(bottom, south)
            assert min(across, up) < 2.5, "more than two pixels of overlap"


def test_civil_and_defence_differ_in_marker_and_in_colour(axes):
    cues = {True: set(), False: set()}
    for name, line in signs(axes).items():
        cues[KNOWN.defence[name]].add((line.get_marker(), to_hex(line.get_color())))
    (defence,), (civil,) = cues[True], cues[False]
    assert defence[0] != civil[0]
    assert defence[1] != civil[1]
    # The colours of the sides would say that one side built the one kind.
    used = {style.colour.lower() for style in figures.STYLES.values()}
    assert {defence[1], civil[1]}.isdisjoint(used)


def test_a_sign_is_empty_just_where_the_place_is_unconfirmed(axes):
    for name, line in signs(axes).items():
        empty = to_hex(line.get_markerfacecolor()) == "#ffffff"
        assert empty != SURE[name], name


def test_a_town_with_several_projects_prints_its_number_and_has_a_larger_block(axes):
    printed = [text.get_text() for text in axes.texts]
    numbers = KNOWN.city.value_counts()
    for town, number in numbers.items():
        assert (town if number == 1 else f"{town} {number}") in printed
    areas = {
        t: (east - west) * (north - south) for t, (west, south, east, north) in blocks(axes).items()
    }
    assert areas[numbers.index[0]] == max(areas.values())
    assert areas["Urumqi"] == pytest.approx(min(areas.values()))


def test_the_alt_text_tells_each_town_with_kinds_and_doubts(axes):
    text = axes.figure.description
    for town, rows in KNOWN.groupby("city"):
        told = re.search(rf"{town} {len(rows)} \(([^)]*)\)", text)
        assert told, town
        for kind, number in (("defence", rows.defence.sum()), ("civil", (~rows.defence).sum())):
            assert (f"{number} {kind}" in told[1]) == (number > 0)
        unsure = int((~SURE[rows.index]).sum())
        assert (f"{unsure} unconfirmed" in told[1]) == (unsure > 0)


def test_the_note_says_whose_borders_and_what_is_left_off(axes):
    printed = printed_below(axes.figure)
    assert "Borders are today's" in printed
    assert "A block is a town, not a works" in printed
    assert f"no town is known: {len(PROJECTS) - len(KNOWN)}." in printed
    assert axes.figure.source_line in printed
    assert axes.figure.source_line.startswith("Sources: ")


@pytest.mark.parametrize("sector", ["coal", "ordnance"])
def test_a_branch_alone(sector):
    axes = figures.projects_map(sector)
    assert sorted(signs(axes)) == sorted(KNOWN.index[KNOWN.sector == sector])
    assert sector in axes.get_title(loc="left")


def test_bad_input_gets_its_sentence_and_no_figure():
    before = plt.get_fignums()
    with pytest.raises(UnknownName, match=r"no branch 'steel'.*'iron_and_steel'"):
        figures.projects_map("steel")
    with pytest.raises(UnknownName, match="no branch"):
        figures.projects_map(tables.table("projects").sector)
    with pytest.raises(CourseError, match="No project of the branch 'other' has a known town"):
        figures.projects_map("other")
    assert plt.get_fignums() == before


def test_a_base_map_that_cannot_be_read_is_named(monkeypatch, tmp_path):
    rows = tables.table("projects")
    monkeypatch.setattr("sinosoviet.tables.table", lambda name: rows)
    monkeypatch.setattr("sinosoviet.tables.folder", lambda: tmp_path)
    with pytest.raises(CourseError, match=r"Cannot read the base map .*basemap\.json"):
        figures.projects_map("oil")


def test_the_base_map_says_where_it_comes_from_and_covers_every_town():
    path = tables.folder() / "basemap.json"
    assert path.stat().st_size < 60_000
    base = json.loads(path.read_text(encoding="utf-8"))
    assert "Natural Earth" in base["source"]
    assert base["licence"] == "Public domain"
    assert "those of today" in base["note"]
    (china,) = [f for f in base["features"] if f["properties"]["name"] == "China"]
    rings = [np.array(polygon[0]) for polygon in china["geometry"]["coordinates"]]
    for row in KNOWN.itertuples():
        # A coast drawn for small maps cuts off harbours: half a degree is allowed.
        assert any(
            mpl.path.Path(ring).contains_point((row.longitude, row.latitude))
            or np.hypot(*(ring - (row.longitude, row.latitude)).T).min() < 0.5
            for ring in rings
        ), row.city


def test_where_there_is_no_room_a_block_stays_at_home():
    here = Block((5.0, 5.0), 8, 8, 30)
    (place,) = places([here], np.empty((0, 4)), (0, 0, 10, 10))
    assert place.block == (5.0, 5.0)
