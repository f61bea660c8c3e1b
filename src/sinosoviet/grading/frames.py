"""Frames: pieces of bytes with their length before them, and JSON in them."""

import json
import os
from typing import Any

#: The largest frame that is read, in bytes.
LARGEST = 64_000_000
_HEAD = 8


def packed(content: bytes) -> bytes:
    """A frame.

    >>> packed(b"ab")
    b'\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02ab'
    """
    return len(content).to_bytes(_HEAD, "big") + content


def write(descriptor: int, content: bytes) -> None:
    """Write a frame, all of it."""
    left = memoryview(packed(content))
    while left:
        left = left[os.write(descriptor, left) :]


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
