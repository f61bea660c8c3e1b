"""Frames: pieces of bytes with their length before them, and JSON in them."""

import json
import mmap
import os
from typing import Any

#: The largest frame that is read of what may be made up, in bytes.
LARGEST = 64_000_000
_HEAD = 8
#: Forks have such memory as it was; what they write into it is their own.
_OWN = {"flags": mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS} if os.name == "posix" else {}


def packed(content: bytes) -> bytes:
    """A frame.

    >>> packed(b"ab")
    b'\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02ab'
    """
    return len(content).to_bytes(_HEAD, "big") + content


def write(descriptor: int, content: bytes) -> None:
    """Write a frame, all of it."""
    _pour(descriptor, memoryview(packed(content)))


def _pour(descriptor: int, left: memoryview) -> None:
    while left:
        left = left[os.write(descriptor, left) :]


class Apart:
    """Memory that goes away whole: what passes through it leaves nothing for a later fork to find.

    Whatever Python itself reads stays where it was, freed and legible, until something else
    is put there.
    """

    def __init__(self, size: int) -> None:
        self._memory = mmap.mmap(-1, max(size, 1), **_OWN)
        self._size = size

    def content(self) -> bytes:
        """A copy of what is there, which is like any other bytes."""
        return self._memory[: self._size]

    def close(self) -> None:
        """Let go of it."""
        self._memory.close()

    def fill(self, descriptor: int) -> bool:
        """Read until it is full; False if the other side has gone before."""
        with memoryview(self._memory) as whole:
            done = 0
            while done < self._size:
                with whole[done : self._size] as left:
                    count = os.readv(descriptor, [left])
                if not count:
                    return False
                done += count
        return True

    def hand_on(self, source: int, target: int, mark: bytes) -> int:
        """Read a piece and write it as a frame that begins with a mark; how many bytes it had."""
        start = _HEAD + len(mark)
        with memoryview(self._memory) as whole:
            with whole[start:] as room:
                count = os.readv(source, [room])
            if count:
                whole[:start] = (len(mark) + count).to_bytes(_HEAD, "big") + mark
                with whole[: start + count] as frame:
                    _pour(target, frame)
        return count


def read_apart(descriptor: int) -> Apart | None:
    """Read a frame of any length into memory of its own; None if the other side has gone."""
    head = _exactly(descriptor, _HEAD)
    if head is None:
        return None
    held = Apart(int.from_bytes(head, "big"))
    return held if held.fill(descriptor) else None


def read(descriptor: int) -> bytes | None:
    """Read a frame; None if the other side has gone.

    Raises
    ------
    ValueError : if it is longer than any frame should be.
    """
    head = _exactly(descriptor, _HEAD)
    if head is None:
        return None
    length = int.from_bytes(head, "big")
    if length > LARGEST:
        raise ValueError(f"a frame of {length} bytes")
    return _exactly(descriptor, length)


def _exactly(descriptor: int, length: int) -> bytes | None:
    parts, left = [], length
    while left:
        part = os.read(descriptor, min(left, 1 << 20))
        if not part:
            return None
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def split(stream: bytes, largest: int) -> list[bytes]:
    """The whole frames at the start of a stream that may be cut short or made up.

    Parameters
    ----------
    stream : what came.
    largest : a frame that claims more bytes than this ends the reading.

    >>> split((2).to_bytes(8, "big") + b"ab" + b"cut", 10)
    [b'ab']
    """
    found, place = [], 0
    while place + _HEAD <= len(stream):
        length = int.from_bytes(stream[place : place + _HEAD], "big")
        start = place + _HEAD
        if length > largest or start + length > len(stream):
            break
        found.append(stream[start : start + length])
        place = start + length
    return found


def dump(content: object) -> bytes:
    """JSON as bytes; what cannot be encoded in UTF-8 is escaped."""
    return json.dumps(content, ensure_ascii=True).encode("ascii")


def load(content: bytes) -> Any:
    """Parse JSON that may be hostile: no NaN, no infinity.

    Raises
    ------
    ValueError, RecursionError : if it is not JSON.
    """

    def refuse(constant: str) -> Any:
        raise ValueError(f"{constant} is not JSON")

    return json.loads(content, parse_constant=refuse)
