"""The projects on a base map that works offline."""

import json
import math
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.textpath import TextPath

from sinosoviet import tables
from sinosoviet.errors import CourseError, known_name
from sinosoviet.figures.base import new_axes
from sinosoviet.figures.completion import first_sources
from sinosoviet.figures.placing import Block, Place, places

#: What the map shows: degrees east and north, from and to.
_EAST, _NORTH = (80.0, 136.0), (20.0, 51.5)
#: Points of print to a degree of longitude and of latitude, at 36 degrees north.
_PER_EAST, _PER_NORTH = 10.6, 10.6 / math.cos(math.radians(36))
#: From the middle of one sign to the next, and the size of the letters, in points: with many
#: projects, and with few.
_SMALL, _LARGE = (6.0, 7.0), (9.0, 8.5)
#: More projects than these are many.
_MANY = 60
_GREY, _LAND = "#555555", "#F3EFE6"
#: Marker, edge and face: neither kind wears the colour of a side of the quarrel.
_SIGNS = {"civil": ("o", "#1B6FA3", "#56B4E9"), "defence": ("s", "#222222", "#222222")}
#: Names on the ground, with degrees east and north.
_NAMES = [
    ("Russia (then Soviet Union)", 107.5, 50.8),
    ("Kazakhstan", 82.4, 48.6),
    ("(then USSR)", 82.4, 47.8),
    ("Mongolia", 101.0, 47.0),
    ("China", 95.0, 37.0),
    ("North Korea", 127.2, 39.9),
    ("Japan", 133.5, 34.6),
]
_NAME_SIZE = 7.0
#: A neighbour in which no block may stand, in boxes: degrees west, south, east and north.
_ABROAD = [(125.0, 37.8, 128.6, 41.0), (127.2, 41.0, 130.2, 42.2)]
_CENTRED: dict[str, Any] = {"ha": "center", "va": "center"}
_NO_TOWN = "town not known"


def projects_map(sector: str | None = None) -> Axes:
    """The projects on a map: one block a town, one sign in it a project.

    Parameters
    ----------
    sector : one branch, such as ``"coal"``; all branches if left out.

    Returns
    -------
    Axes : degrees east across, degrees north up. A block grows with its number,
        which is printed; a sign whose place is unconfirmed is empty.

    Raises
    ------
    UnknownName : if there is no such branch.
    CourseError : if no project of the branch has a known town.

    >>> projects_map("oil").get_title(loc="left")
    'Where the projects stood: oil, 2 of 2 projects'
    """
    rows = _chosen(sector)
    known = rows[rows.city != _NO_TOWN]
    if known.empty:
        raise CourseError(f"No project of the branch {sector!r} has a known town; try another.")
    towns = [town for _, town in known.groupby(["city", "latitude", "longitude"])]
    towns.sort(key=lambda town: (-len(town), town.city.iloc[0]))
    figure, axes = new_axes(9, 7.15)
    _ground(axes)
    pitch, letters = _SMALL if len(known) > _MANY else _LARGE
    for town, place in zip(towns, _places(towns, pitch, letters), strict=True):
        _draw_signs(axes, town, place.block, pitch)
        name = axes.text(*_degrees(*place.label), _label(town), fontsize=letters, **_CENTRED)
        name.set_path_effects([withStroke(linewidth=1.8, foreground=_LAND)])
    _legend(axes, known)
    branch = "all branches" if sector is None else sector.replace("_", " ")
    title = f"Where the projects stood: {branch}, {len(known)} of {len(rows)} projects"
    axes.set_title(title, loc="left", fontsize=11)
    off = len(rows) - len(known)
    left_off = f"Left off, for no town is known: {off}. " if off else ""
    note = (
        "Borders are today's (Natural Earth, public domain), some of them disputed. A block is a "
        "town, not a works; a line leads to the town where the block had to move. "
        f"{left_off}Empty: the place is unconfirmed."
    )
    listed = "; ".join(_in_words(town) for town in towns)
    figure.describe(
        f"Map, {title}, in {len(towns)} towns, largest number first. {listed}. {note}",
        first_sources(known),
        note,
    )
    return axes


def _chosen(sector: str | None) -> pd.DataFrame:
    """The projects of a branch: civil or defence, and with a confirmed place or not."""
    rows = pd.DataFrame(tables.table("projects"))
    if sector is not None:
        rows = rows[rows.sector == known_name("branch", sector, sorted(set(rows.sector)))]
    kind = rows.defence.map({True: "defence", False: "civil"})
    sure = rows.confirmed.map(lambda fields: "place" in fields)
    return rows.assign(kind=kind, sure=sure).sort_values(
        ["kind", "sure", "id"], ascending=[True, False, True]
    )


def _in_words(town: pd.DataFrame) -> str:
    parts = [f"{number} {kind}" for kind, number in town.kind.value_counts(sort=False).items()]
    unsure = int((~town.sure).sum())
    return f"{town.city.iloc[0]} {len(town)} ({', '.join(parts)}" + (
        f"; {unsure} unconfirmed)" if unsure else ")"
    )


def _ground(axes: Axes) -> None:
    """Land with today's borders, and the names of the larger states."""
    path = tables.folder() / "basemap.json"
    try:
        states = json.loads(path.read_text(encoding="utf-8"))["features"]
    except (OSError, ValueError, KeyError) as error:
        raise CourseError(f"Cannot read the base map {path}: restore the file.") from error
    rings = [ring for s in states for polygon in s["geometry"]["coordinates"] for ring in polygon]
    land = PolyCollection(
        [np.asarray(ring) for ring in rings],
        facecolors=_LAND,
        edgecolors="#A9A294",
        linewidths=0.7,
        zorder=0,
    )
    axes.add_collection(land, autolim=False)
    for name, east, north in _NAMES:
        axes.text(east, north, name, fontsize=_NAME_SIZE, color="#7A7263", **_CENTRED)
    axes.set_facecolor("#D3E3EE")
    axes.set(xlim=_EAST, ylim=_NORTH, xlabel="degrees east", ylabel="degrees north")
    axes.set_aspect(_PER_NORTH / _PER_EAST)
    axes.tick_params(labelsize=8)


def _draw_signs(axes: Axes, town: pd.DataFrame, middle: tuple[float, float], pitch: float) -> None:
    """A town's block: its ground, a line to the town if it had to move, and its signs."""
    home = (town.longitude.iloc[0], town.latitude.iloc[0])
    columns, rows = _shape(len(town))
    left, right = (middle[0] + side * columns * pitch / 2 for side in (-1, 1))
    bottom, top = (middle[1] + side * rows * pitch / 2 for side in (-1, 1))
    axes.plot(*zip(home, _degrees(*middle), strict=True), color=_GREY, linewidth=0.8, zorder=2)
    axes.plot(*home, marker=".", markersize=4, color=_GREY, zorder=2)
    corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
    ground = PolyCollection([[_degrees(*corner) for corner in corners]], zorder=3)
    ground.set(facecolor="white", edgecolor=_GREY, linewidth=0.6, gid=town.city.iloc[0])
    axes.add_collection(ground)
    signs = zip(town.id, town.kind, town.sure, strict=True)
    for number, (project, kind, sure) in enumerate(signs):
        down, across = divmod(number, columns)
        axes.plot(
            *_degrees(left + (across + 0.5) * pitch, top - (down + 0.5) * pitch),
            **_sign(kind, sure),
            markersize=0.7 * pitch,
            gid=project,
            zorder=4,
        )


def _sign(kind: str, sure: bool) -> dict[str, Any]:
    marker, edge, face = _SIGNS[kind]
    return {
        "marker": marker,
        "color": edge,
        "markerfacecolor": face if sure else "white",
        "markeredgewidth": 0.9,
        "linestyle": "none",
    }


def _label(town: pd.DataFrame) -> str:
    name = str(town.city.iloc[0])
    return name if len(town) == 1 else f"{name} {len(town)}"


def _points(east: float, north: float) -> tuple[float, float]:
    return east * _PER_EAST, north * _PER_NORTH


def _degrees(x: float, y: float) -> tuple[float, float]:
    return x / _PER_EAST, y / _PER_NORTH


def _places(towns: list[pd.DataFrame], pitch: float, letters: float) -> list[Place]:
    """Room for the towns, the largest first, clear of the names on the ground."""
    names = [(*_points(east, north), _width(name, _NAME_SIZE) / 2) for name, east, north in _NAMES]
    blocks = []
    for town in towns:
        columns, rows = _shape(len(town))
        home = _points(town.longitude.iloc[0], town.latitude.iloc[0])
        blocks.append(Block(home, columns * pitch, rows * pitch, _width(_label(town), letters)))
    abroad = [(*_points(*box[:2]), *_points(*box[2:])) for box in _ABROAD]
    return places(
        blocks,
        np.array([*((x - half, y - 4, x + half, y + 4) for x, y, half in names), *abroad]),
        (*_points(_EAST[0], _NORTH[0]), *_points(_EAST[1], _NORTH[1])),
    )


def _width(text: str, size: float) -> float:
    """How wide a text is printed, in points."""
    # The points that its curves are drawn from; their own extents take a hundred times as long.
    return float(np.ptp(TextPath((0, 0), text, size=size).vertices[:, 0])) + 2


def _shape(number: int) -> tuple[int, int]:
    """Columns and rows of a block, as near to a square as may be."""
    columns = math.ceil(math.sqrt(number))
    return columns, math.ceil(number / columns)


def _legend(axes: Axes, rows: pd.DataFrame) -> None:
    handles = [
        Line2D(
            [],
            [],
            **_sign(kind, sure),
            markersize=6,
            label=f"{kind}, place {'confirmed' if sure else 'unconfirmed'}",
        )
        for kind, sure in rows[["kind", "sure"]].drop_duplicates().itertuples(index=False)
    ]
    axes.legend(handles=handles, loc="lower left", fontsize=8, title="One sign, one project")
