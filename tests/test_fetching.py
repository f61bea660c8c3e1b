"""Fetching originals from a server of our own: sums, broken transfers, no network, a full disk."""

import csv
import hashlib
import http.server
import json
import re
import sys
import threading
from pathlib import Path

import pytest

from sinosoviet import cli, fetching, tables
from sinosoviet.errors import CourseError, UnknownName

TEI = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><div xml:id="d1"><p>One.</p></div></TEI>'
LONG = b"<!-- a long file -->" * 40_000  # 800 kB


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves `files`; `cut` closes the connection after so many bytes."""

    files: dict[str, bytes]
    asked: list[tuple[str, str | None]]
    cut: int | None
    tagged: bool

    def do_GET(self):
        name, wanted = self.path.lstrip("/"), self.headers.get("Range")
        self.asked.append((name, wanted))
        if name not in self.files:
            self.send_error(404)
            return
        body, tag = self.files[name], f'"{hashlib.md5(self.files[name]).hexdigest()}"'
        start = 0
        if wanted and self.headers.get("If-Range") == tag:
            start = int(re.fullmatch(r"bytes=(\d+)-", wanted)[1])
        if start and start >= len(body):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body) - start))
        if self.tagged:
            self.send_header("ETag", tag)
        self.end_headers()
        end = len(body) if self.cut is None else min(len(body), start + self.cut)
        self.wfile.write(body[start:end])

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    handler = type("Own", (Handler,), {"files": {}, "asked": [], "cut": None, "tagged": True})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        handler.address = f"http://127.0.0.1:{running.server_port}"
        yield handler
        running.shutdown()


@pytest.fixture
def data(tmp_path, monkeypatch, server):
    """A data package with a table of originals only, on the server of this test."""
    monkeypatch.setenv("SINOSOVIET_ORIGINALS", str(tmp_path / "originals"))
    folder = tmp_path / "data"
    folder.mkdir()
    fields = [{"name": n, "type": "string"} for n in ("source", "file", "part", "url", "sha256")]
    descriptor = {
        "title": "Test",
        "version": "1",
        "licenses": [{"name": "CC-BY-4.0"}],
        "resources": [
            {
                "name": "originals",
                "path": "originals.csv",
                "title": "Originals",
                "description": "",
                "schema": {"fields": fields},
            }
        ],
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor))

    def write(*rows):
        with (folder / "originals.csv").open("w", newline="") as file:
            csv.writer(file).writerows([[f["name"] for f in fields], *rows])
        return folder

    return write


def row(server, source, name, body, sum_=None):
    server.files[name] = body
    known = hashlib.sha256(body).hexdigest() if sum_ is True else (sum_ or "")
    return [source, name, "d1", f"{server.address}/{name}", known]


def states(folder, *chosen):
    return {done.file: done.state for done in fetching.fetch(list(chosen), data=folder)}


def left():
    """What lies in the folder of originals, but for the lock."""
    return {path.name for path in fetching.folder().iterdir()} - {"originals.lock", ".lock"}


def test_a_known_sum_is_checked_and_a_second_fetch_asks_for_nothing(data, server):
    folder = data(row(server, "a", "a.xml", TEI, True))
    assert states(folder) == {"a.xml": "verified"}
    assert (fetching.folder() / "a.xml").read_bytes() == TEI
    assert states(folder) == {"a.xml": "here"}
    assert len(server.asked) == 1
    assert not (fetching.folder() / "originals.lock").exists()


def test_an_unknown_sum_is_recorded_once_and_every_later_fetch_is_held_to_it(data, server):
    folder = data(row(server, "a", "a.xml", TEI))
    (first,) = fetching.fetch([], data=folder)
    assert first.state == "recorded"
    assert "first time" in first.sentence
    lock = json.loads((fetching.folder() / "originals.lock").read_text())
    assert lock["a.xml"]["sha256"] == hashlib.sha256(TEI).hexdigest()
    (fetching.folder() / "a.xml").unlink()
    assert states(folder) == {"a.xml": "as_recorded"}
    server.files["a.xml"] = TEI + b" "
    (fetching.folder() / "a.xml").unlink()
    (later,) = fetching.fetch([], data=folder)
    assert later.state == "failed"
    assert "originals.lock" in later.sentence
    assert left() == set()


def test_a_local_copy_that_was_changed_is_fetched_anew(data, server):
    folder = data(row(server, "a", "a.xml", TEI, True))
    states(folder)
    (fetching.folder() / "a.xml").write_bytes(b"spoilt")
    assert states(folder) == {"a.xml": "verified"}
    assert (fetching.folder() / "a.xml").read_bytes() == TEI


def test_a_wrong_sum_is_one_sentence_and_nothing_is_left(data, server):
    folder = data(row(server, "a", "a.xml", TEI, "0" * 64), row(server, "b", "b.xml", TEI, True))
    first, second = fetching.fetch([], data=folder)
    assert first.state == "failed"
    assert "SHA-256" in first.sentence
    assert "\n" not in first.sentence
    assert second.state == "verified"
    assert left() == {"b.xml"}


def test_a_broken_transfer_goes_on_where_it_stopped(data, server):
    folder = data(row(server, "a", "a.xml", LONG, True))
    server.cut = 300_000
    (broken,) = fetching.fetch([], data=folder)
    assert broken.state == "failed"
    assert "broke off" in broken.sentence
    assert not (fetching.folder() / "a.xml").exists()
    server.cut = None
    assert states(folder) == {"a.xml": "verified"}
    assert (fetching.folder() / "a.xml").read_bytes() == LONG
    start = int(server.asked[-1][1].removeprefix("bytes=").rstrip("-"))
    assert 0 < start <= 300_000
    assert left() == {"a.xml"}


def test_a_file_that_changed_meanwhile_is_not_pieced_together(data, server):
    folder = data(row(server, "a", "a.xml", LONG))
    server.cut = 300_000
    states(folder)
    server.cut, server.files["a.xml"] = None, LONG[::-1]
    assert states(folder) == {"a.xml": "recorded"}
    assert (fetching.folder() / "a.xml").read_bytes() == LONG[::-1]


def test_without_a_tag_from_the_server_a_broken_transfer_begins_again(data, server):
    folder = data(row(server, "a", "a.xml", LONG, True))
    server.cut, server.tagged = 300_000, False
    (broken,) = fetching.fetch([], data=folder)
    assert "Nothing was kept" in broken.sentence
    assert left() == set()
    server.cut = None
    assert states(folder) == {"a.xml": "verified"}


def test_a_part_that_is_whole_already_does_not_stop_the_next_fetch(data, server):
    folder = data(row(server, "a", "a.xml", TEI, True))
    fetching.folder().mkdir(parents=True)
    (fetching.folder() / "a.xml.part").write_bytes(TEI)
    tag = f'"{hashlib.md5(TEI).hexdigest()}"'
    (fetching.folder() / "a.xml.part.etag").write_text(tag)
    assert states(folder) == {"a.xml": "verified"}
    assert left() == {"a.xml"}


def test_an_address_that_is_gone_is_named_and_the_rest_is_fetched(data, server):
    folder = data(row(server, "a", "a.xml", TEI), row(server, "b", "b.xml", TEI))
    del server.files["a.xml"]
    first, second = fetching.fetch([], data=folder)
    assert first.state == "failed"
    assert "answers 404" in first.sentence
    assert second.state == "recorded"


def test_no_network_is_one_sentence(data, server):
    folder = data(["a", "a.xml", "d1", "http://127.0.0.1:9/a.xml", ""])
    with pytest.raises(CourseError, match=r"Cannot reach .*Is there a network\?") as caught:
        list(fetching.fetch([], data=folder))
    assert "\n" not in str(caught.value)
    assert left() == set()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the kernel's full disk is Linux's")
def test_a_full_disk_is_one_sentence_and_nothing_is_left(data, server):
    folder = data(row(server, "a", "a.xml", LONG, True))
    fetching.folder().mkdir(parents=True)
    (fetching.folder() / "a.xml.part").symlink_to("/dev/full")
    with pytest.raises(CourseError, match=r"a\.xml: No space left on device\. Free some space"):
        list(fetching.fetch([], data=folder))
    assert left() == set()


def test_volumes_that_hold_several_documents_are_fetched_once(data, server):
    rows = [row(server, source, "v.xml", TEI) for source in ("a", "b", "c")]
    folder = data(*rows)
    assert states(folder, "b", "c") == {"v.xml": "recorded"}
    assert len(server.asked) == 1


def test_only_what_is_asked_for_is_fetched(data, server):
    folder = data(row(server, "a", "a.xml", TEI), row(server, "b", "b.xml", TEI))
    assert states(folder, "b") == {"b.xml": "recorded"}
    with pytest.raises(UnknownName, match="no original to fetch for 'z'"):
        list(fetching.fetch(["z"], data=folder))


def test_progress_is_told_and_reaches_the_end(data, server):
    folder = data(row(server, "a", "a.xml", LONG, True))
    told = []
    list(fetching.fetch([], lambda *step: told.append(step), data=folder))
    assert told[-1] == ("a.xml", len(LONG), len(LONG))
    assert [come for _, come, _ in told] == sorted(come for _, come, _ in told)


@pytest.mark.parametrize("text", ["{", "[]", '{"a.xml": 1}'])
def test_a_spoilt_lock_is_named_and_not_overwritten(data, server, text):
    folder = data(row(server, "a", "a.xml", TEI))
    fetching.folder().mkdir(parents=True)
    (fetching.folder() / "originals.lock").write_text(text)
    with pytest.raises(CourseError, match=r"originals\.lock cannot be read"):
        list(fetching.fetch([], data=folder))
    assert (fetching.folder() / "originals.lock").read_text() == text


def command(monkeypatch, capsys, folder, *arguments):
    monkeypatch.setattr(tables, "folder", lambda: folder)
    monkeypatch.setattr(sys, "argv", ["sinosoviet", "sources", "fetch", *arguments])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    shown = capsys.readouterr()
    return stop.value.code, shown.out + shown.err


def test_the_command_says_which_sums_were_known_and_where_the_files_are(
    data, server, monkeypatch, capsys
):
    folder = data(row(server, "a", "a.xml", TEI, True), row(server, "b", "b.xml", LONG))
    status, said = command(monkeypatch, capsys, folder)
    assert status == 0
    assert "a.xml was fetched; its sum was known" in said
    assert "b.xml was fetched for the first time" in said
    assert str(fetching.folder()) in said
    assert command(monkeypatch, capsys, folder, "a")[1].startswith("a.xml is here already")


def test_the_command_ends_with_status_1_when_a_file_failed_or_is_unknown(
    data, server, monkeypatch, capsys
):
    folder = data(row(server, "a", "a.xml", TEI, "0" * 64))
    status, said = command(monkeypatch, capsys, folder)
    assert status == 1
    assert "1 failed" in said
    status, said = command(monkeypatch, capsys, folder, "nothing")
    assert status == 1
    assert "no original to fetch for 'nothing'" in said
    assert "Traceback" not in said
