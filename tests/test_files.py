"""Files are written whole or not at all; a folder has one user at a time."""

import errno
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sinosoviet.errors import CourseError
from sinosoviet.files import alone, cannot_write, write_text

HOLDER = (
    "import sys, time; from pathlib import Path; from sinosoviet.files import alone\n"
    "with alone(Path(sys.argv[1]), 'grade'):\n"
    "    print('held', flush=True)\n"
    "    time.sleep(60)\n"
)


def fail(number):
    def failing(*args, **kwargs):
        raise OSError(number, os.strerror(number))

    return failing


def interrupt(*args, **kwargs):
    raise KeyboardInterrupt


@pytest.fixture
def note(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("old", encoding="utf-8")
    return path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def unharmed(note):
    return note.read_text(encoding="utf-8") == "old" and names(note.parent) == ["note.txt"]


def test_a_file_is_written_as_it_is_in_utf_8(tmp_path):
    path = tmp_path / "a" / "b" / "note.txt"
    text = "Хрущёв\n毛泽东\r\nLüthi\n"
    write_text(path, text)
    assert path.read_bytes() == text.encode()
    assert names(path.parent) == ["note.txt"]


def test_an_old_file_is_replaced(note):
    write_text(note, "new")
    assert note.read_text(encoding="utf-8") == "new"
    assert names(note.parent) == ["note.txt"]


@pytest.mark.parametrize("mode", [0o644, 0o600])
def test_a_file_has_the_mode_asked_for_from_its_first_moment(tmp_path, mode, monkeypatch):
    seen = []
    replace = os.replace

    def watched(source, target):
        seen.append(stat.S_IMODE(Path(source).stat().st_mode))
        replace(source, target)

    monkeypatch.setattr(os, "replace", watched)
    write_text(tmp_path / "note.txt", "x", mode=mode)
    assert seen == [mode]
    assert stat.S_IMODE((tmp_path / "note.txt").stat().st_mode) == mode


@pytest.mark.parametrize("call", ["replace", "fsync", "chmod"])
@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "Free some space and run the command again"),
        (errno.EACCES, "Choose a folder you may write to"),
        (errno.EROFS, "Choose a folder you may write to"),
        (errno.EIO, "Cannot write"),
    ],
)
def test_a_failure_leaves_the_old_file_and_nothing_else(note, monkeypatch, call, number, advice):
    monkeypatch.setattr(os, call, fail(number))
    with pytest.raises(CourseError, match=advice) as error:
        write_text(note, "new")
    monkeypatch.undo()
    assert str(note) in str(error.value)
    assert os.strerror(number) in str(error.value)
    assert unharmed(note)


@pytest.mark.parametrize("call", ["replace", "fsync"])
def test_an_interruption_leaves_the_old_file_and_nothing_else(note, monkeypatch, call):
    monkeypatch.setattr(os, call, interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_text(note, "new")
    monkeypatch.undo()
    assert unharmed(note)


def test_a_text_that_cannot_be_written_leaves_the_old_file_and_nothing_else(note):
    with pytest.raises((CourseError, ValueError)):
        write_text(note, "new \ud800")
    assert unharmed(note)


def test_a_folder_that_is_a_file_is_named(note):
    with pytest.raises(CourseError, match=r"Cannot write .*inside\.txt"):
        write_text(note / "inside.txt", "new")
    assert unharmed(note)


def test_a_target_that_is_a_folder_is_named(tmp_path):
    (tmp_path / "note.txt").mkdir()
    with pytest.raises(CourseError, match=r"Cannot write .*note\.txt"):
        write_text(tmp_path / "note.txt", "new")
    assert names(tmp_path) == ["note.txt"]


def test_a_reader_finds_the_old_text_or_the_new_one_and_never_a_part(note):
    texts = {"old", "A" * 200_000, "B" * 200_000}
    seen, stop = set(), threading.Event()

    def read():
        while not stop.is_set():
            seen.add(note.read_text(encoding="utf-8"))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(10):
            for letter in "AB":
                write_text(note, letter * 200_000)
    finally:
        stop.set()
        reader.join()
    assert seen <= texts


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_the_sentence_says_where_why_and_what_to_do(number):
    sentence = cannot_write("/mnt/course", OSError(number, os.strerror(number)))
    assert sentence.startswith(f"Cannot write /mnt/course: {os.strerror(number)}. ")
    assert sentence.endswith(".")


def test_the_sentence_on_an_error_without_a_number():
    assert "disk on fire" in cannot_write("/mnt", OSError("disk on fire"))


@pytest.fixture
def holder(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_process_is_told_at_once(holder, tmp_path):
    with (
        pytest.raises(CourseError, match=r"Another command is at work in .*then grade again") as e,
        alone(tmp_path, "grade"),
    ):
        pytest.fail("both processes hold the folder")
    assert str(tmp_path) in str(e.value)


def test_a_killed_holder_frees_the_folder(holder, tmp_path):
    holder.kill()
    holder.wait()
    with alone(tmp_path, "grade"):
        pass


def test_a_folder_is_free_again_afterwards(tmp_path):
    for _ in range(2):
        with alone(tmp_path, "grade"):
            pass


def test_a_folder_is_free_again_after_an_error(tmp_path):
    with pytest.raises(ZeroDivisionError), alone(tmp_path, "grade"):
        raise ZeroDivisionError
    with alone(tmp_path, "grade"):
        pass


def test_two_users_in_one_process_are_kept_apart(tmp_path):
    with (
        alone(tmp_path, "grade"),
        pytest.raises(CourseError, match="Another command"),
        alone(tmp_path, "grade"),
    ):
        pytest.fail("both hold the folder")


def test_two_folders_do_not_get_in_each_other_s_way(tmp_path):
    with alone(tmp_path / "one", "grade"), alone(tmp_path / "two", "grade"):
        pass


def test_a_folder_that_cannot_be_made_is_named(note):
    with (
        pytest.raises(CourseError, match=r"Cannot write .*inside"),
        alone(note / "inside", "grade"),
    ):
        pytest.fail("a file is no folder")
