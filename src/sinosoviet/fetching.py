"""Fetch originals in the public domain to this machine, each held to its checksum.

What can be fetched stands in the table ``originals``. pooch keeps the files and
holds each to its SHA-256 sum: the one in the table or, where none could be known
beforehand, the one that the first fetch wrote into ``originals.lock`` beside them.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from sinosoviet import tables
from sinosoviet.errors import CourseError, UnknownName
from sinosoviet.files import cannot_write, write_text

#: Called with the file's name, the bytes that have come and, if known, how many there are.
Progress = Callable[[str, int, int | None], None]

State = Literal["here", "verified", "recorded", "as_recorded", "failed"]

_CHUNK = 64 * 1024
_PATIENCE = 60  # seconds without a byte before a transfer counts as broken


@dataclass(frozen=True)
class Fetched:
    """What became of one file.

    Attributes
    ----------
    file : its name.
    state : ``here`` (whole already), ``verified`` (fetched, its sum was known
        beforehand), ``recorded`` (fetched for the first time, its sum written
        down), ``as_recorded`` (fetched again, its sum is the one written down)
        or ``failed``.
    sentence : what to tell the user.
    """

    file: str
    state: State
    sentence: str


def folder() -> Path:
    """Where fetched files lie: the user's cache, or what SINOSOVIET_ORIGINALS names."""
    import pooch

    named = os.environ.get("SINOSOVIET_ORIGINALS")
    return Path(named) if named else Path(pooch.os_cache("sinosoviet")) / "originals"


def fetch(
    chosen: list[str], progress: Progress = lambda *_: None, data: Path | None = None
) -> Iterator[Fetched]:
    """Fetch the files that hold some sources; what is here already is not fetched again.

    Parameters
    ----------
    chosen : ids of sources; empty for all that can be fetched.
    progress : told how far each file has come.
    data : the data package's folder; by default the course's own.

    Returns
    -------
    iterator of Fetched : one a file, as soon as it is done. A transfer that broke
        goes on where it stopped when it is fetched again.

    Raises
    ------
    UnknownName : if a source cannot be fetched.
    CourseError : if there is no network, or the folder cannot be written.
    """
    table = tables.load("originals", data or tables.folder()).set_index("source")
    for source in chosen:
        if source not in table.index:
            raise UnknownName("original to fetch for", source, list(table.index))
    files = (table.loc[chosen] if chosen else table).drop_duplicates("file")
    for row in files.itertuples():
        yield _fetch_file(row.file, row.url, row.sha256, progress)


def _fetch_file(name: str, url: str, known: str, progress: Progress) -> Fetched:
    import pooch
    import requests

    pooch.get_logger().setLevel("ERROR")  # we say ourselves what happens
    place, lock = folder() / name, _lock()
    wanted = known or lock.get(name, {}).get("sha256", "")
    if place.exists() and wanted and pooch.file_hash(str(place)) == wanted:
        return Fetched(name, "here", f"{name} is here already, and whole.")
    try:
        pooch.retrieve(
            url,
            f"sha256:{wanted}" if wanted else None,
            fname=name,
            path=folder(),
            downloader=lambda url, to, _: _transfer(url, Path(to), place, progress),
        )
    except CourseError as error:
        return Fetched(name, "failed", str(error))
    except requests.RequestException as error:
        raise CourseError(
            f"Cannot reach {url}. Is there a network? Nothing that is here already was touched."
        ) from error
    except ValueError:
        whose = "the course's table" if known else f"{_lock_file().name} recorded at the first time"
        return Fetched(
            name,
            "failed",
            f"{name} is not the file that {whose} knows (its SHA-256 sum differs): it was thrown "
            f"away. If {url} was changed on purpose, correct the sum there.",
        )
    except OSError as error:
        _forget(_part(place))
        _forget(_tag(place))
        raise CourseError(cannot_write(place, error)) from error
    return _kept(place, url, known, wanted)


def _kept(place: Path, url: str, known: str, wanted: str) -> Fetched:
    """Say which sum a new file was held to; write its sum down if there was none."""
    import pooch

    name = place.name
    if known:
        return Fetched(name, "verified", f"{name} was fetched; its sum was known and agrees.")
    if wanted:
        sentence = f"{name} was fetched; its sum is the one recorded at the first time."
        return Fetched(name, "as_recorded", sentence)
    sum_ = pooch.file_hash(str(place))
    entry = {"sha256": sum_, "url": url, "fetched": date.today().isoformat()}
    lock = {**_lock(), name: entry}
    write_text(_lock_file(), json.dumps(lock, indent=2, sort_keys=True) + "\n")
    return Fetched(
        name,
        "recorded",
        f"{name} was fetched for the first time; no sum was known beforehand, so it is now "
        f"recorded in {_lock_file()} and later fetches are held to it.",
    )


def _transfer(url: str, to: Path, place: Path, progress: Progress) -> None:
    """Bring a file to ``to``, by way of a part beside its place that a broken transfer leaves."""
    import requests

    part, tag = _part(place), _tag(place)
    headers = {"Accept-Encoding": "identity", "User-Agent": "sinosoviet"}
    if part.exists() and tag.exists():
        # If-Range: the rest is sent only if the file is still the same one.
        headers |= {"Range": f"bytes={part.stat().st_size}-", "If-Range": tag.read_text("utf-8")}
    with requests.get(url, headers=headers, stream=True, timeout=_PATIENCE) as answer:
        if answer.status_code == 416:  # the part was whole, or longer: begin again
            _forget(part)
            _forget(tag)
            return _transfer(url, to, place, progress)
        if not answer.ok:
            raise CourseError(f"{url} answers {answer.status_code}: {place.name} was not fetched.")
        goes_on = answer.status_code == 206
        come = part.stat().st_size if goes_on else 0
        rest = answer.headers.get("Content-Length")
        total = come + int(rest) if rest else None
        etag = answer.headers.get("ETag", "")
        _forget(tag)
        if etag and not etag.startswith("W/"):
            tag.write_text(etag, "utf-8")
        with part.open("ab" if goes_on else "wb") as file:
            try:
                for chunk in answer.iter_content(_CHUNK):
                    file.write(chunk)
                    come += len(chunk)
                    progress(place.name, come, total)
            except requests.RequestException:
                come = -1
        if come == -1 or (total is not None and come != total):
            raise _BrokenOff(place)
    part.replace(to)
    _forget(tag)
    return None


class _BrokenOff(CourseError):
    """A transfer that ended before the file did."""

    def __init__(self, place: Path) -> None:
        kept = _tag(place).exists()  # without a tag nobody can say that the rest is of this file
        if not kept:
            _forget(_part(place))
        what = "What has come is kept: run the command again to go on."
        super().__init__(
            f"The transfer of {place.name} broke off. "
            + (what if kept else "Nothing was kept: run the command again.")
        )


def _part(place: Path) -> Path:
    return place.with_name(f"{place.name}.part")


def _tag(place: Path) -> Path:
    return place.with_name(f"{place.name}.part.etag")


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _lock_file() -> Path:
    return folder() / "originals.lock"


def _lock() -> dict[str, Any]:
    path = _lock_file()
    if not path.exists():
        return {}
    try:
        lock = json.loads(path.read_text("utf-8"))
        if isinstance(lock, dict) and all(isinstance(entry, dict) for entry in lock.values()):
            return lock
    except (OSError, ValueError):
        pass
    raise CourseError(
        f"{path} cannot be read; restore it, or remove it and the files beside it and fetch again."
    )
