"""Room for labelled blocks on a crowded map: each near its home, none over another."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: Left, bottom, right, top of boxes, in points.
Boxes = NDArray[np.float64]
#: So far, in points, a block may move; and how far it would sooner move than touch a line.
_REACH, _TOUCH = 70, 5
#: Room around a block and at its label, in points.
_ROOM, _LINE = 0.5, 8.0


class Block(NamedTuple):
    """A block to be placed: the town it belongs to, its size, and its label's width, in points."""

    home: tuple[float, float]
    width: float
    height: float
    letters: float


class Place(NamedTuple):
    """Where a block was put: its middle, and its label's middle."""

    block: tuple[float, float]
    label: tuple[float, float]


def places(blocks: list[Block], taken: Boxes, frame: tuple[float, ...]) -> list[Place]:
    """A place for each block and its label, as near to its home as there is room.

    Parameters
    ----------
    blocks : what to place, the most important first.
    taken : boxes that must stay free.
    frame : left, bottom, right and top, beyond which nothing may be put.

    Returns
    -------
    list : a place each. Nothing is covered as long as there is room; a line from a
        block to its home crosses as little as may be.

    >>> near = [Block((50, 50), 10, 10, 20), Block((60, 50), 10, 10, 20)]
    >>> first, second = places(near, np.empty((0, 4)), (0, 0, 100, 100))
    >>> first.block, second.block == (60, 50)
    ((50.0, 50.0), False)
    """
    homes = [_box(np.array([block.home]), 2, 2) for block in blocks]
    lines = np.empty((0, 4))
    found = []
    for n, block in enumerate(blocks):
        place = _nearest(block, np.concatenate([taken, *homes[:n], *homes[n + 1 :]]), lines, frame)
        found.append(place)
        taken = np.concatenate([taken, *_covered(block, *map(np.array, place))])
        lines = np.concatenate([lines, _line(block.home, place.block)])
    return found


def _nearest(block: Block, others: Boxes, lines: Boxes, frame: tuple[float, ...]) -> Place:
    """The best place that is free; where there is none, at home all the same."""
    middles, labels = _spots(block)
    within = np.concatenate(_covered(block, middles, labels))
    reach = np.concatenate([within[:, :2].min(0), within[:, 2:].max(0)])[None]
    others = others[_meets(others, reach) > 0]
    free = np.ones(len(middles), bool)
    for boxes in _covered(block, middles, labels):
        inside = (boxes[:, :2] > frame[:2]).all(1) & (boxes[:, 2:] < frame[2:]).all(1)
        free &= inside & (_meets(boxes, others) == 0)
    best, least = np.intp(0), math.inf
    for n in np.flatnonzero(free):
        far = math.dist(block.home, middles[n])
        if far >= least:
            break
        line = _line(block.home, middles[n])
        boxes = np.concatenate([*_covered(block, middles[n], labels[n])])
        touched = _meets(line, np.concatenate([others, lines])).sum() + _meets(boxes, lines).sum()
        if far + _TOUCH * touched < least:
            best, least = n, far + _TOUCH * touched
    return Place(tuple(middles[best].tolist()), tuple(labels[best].tolist()))


def _spots(block: Block) -> tuple[Boxes, Boxes]:
    """Middles of block and label to try, the nearest first: right, left, above, below."""
    rings = [(far, turn) for far in range(0, _REACH, 2) for turn in range(24 if far else 1)]
    far, turn = np.array(rings, float).T
    angle = turn * math.pi / 12
    middles = block.home + np.stack([far * np.cos(angle), far * np.sin(angle)], 1)
    aside = (block.width + block.letters) / 2 + _ROOM + 1
    above = (block.height + _LINE) / 2 + _ROOM
    offsets = np.array([(aside, 0), (-aside, 0), (0, above), (0, -above)])
    labels = middles[:, None, :] + offsets
    return np.repeat(middles, len(offsets), axis=0), labels.reshape(-1, 2)


def _covered(block: Block, middle: Boxes, label: Boxes) -> tuple[Boxes, Boxes]:
    """What a block and its label cover, at one place or at many."""
    ground = _box(middle.reshape(-1, 2), block.width + 2 * _ROOM, block.height + 2 * _ROOM)
    return ground, _box(label.reshape(-1, 2), block.letters, _LINE)


def _line(home: tuple[float, float], middle: Boxes | tuple[float, float]) -> Boxes:
    """The line from a block to its home as small boxes; none beside the home itself.

    Some towns lie two points apart: the line of one cannot but pass the other.
    """
    far = math.dist(home, middle)
    along = np.arange(4, far, 2)[:, None] / (far or 1)
    return _box(np.array(home) + (np.array(middle) - home) * along, 2, 2)


def _box(middles: Boxes, width: float, height: float) -> Boxes:
    half = np.array([width / 2, height / 2])
    return np.concatenate([middles - half, middles + half], axis=1)


def _meets(some: Boxes, others: Boxes) -> NDArray[np.int64]:
    """How many of the others each box lies over."""
    one, two = some[:, None, :], others[None, :, :]
    # One comparison a side: `all` over an axis of four is three times slower.
    over = (one[..., 0] < two[..., 2]) & (two[..., 0] < one[..., 2])
    over &= (one[..., 1] < two[..., 3]) & (two[..., 1] < one[..., 3])
    count: NDArray[np.int64] = over.sum(axis=1)
    return count
