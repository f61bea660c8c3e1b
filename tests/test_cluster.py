"""Grading on a Dask cluster: a real scheduler, two real workers, and one that dies on the way."""

import os
import pickle
import re
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from sinosoviet import grading
from sinosoviet.errors import CourseError
from sinosoviet.grading import pool, sandbox
from test_faults import course, expected, surroundings, ungraded
from test_grading import NAME, marks

__all__ = ["course", "expected", "surroundings", "ungraded"]


def start(*words):
    command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]]
    environment = {**os.environ, "DASK_DISTRIBUTED__ADMIN__TICK__LIMIT": "60s"}
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)


def worker(address):
    return start("worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny")


@pytest.fixture
def cluster():
    """The scheduler's address and its workers, as processes of their own."""
    scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    for line in scheduler.stderr:
        if found := re.search(r"tcp://127\.0\.0\.1:\d+", line):
            break
    threading.Thread(target=scheduler.stderr.read, daemon=True).start()
    workers = [worker(found[0]), worker(found[0])]
    for one in workers:
        threading.Thread(target=one.stderr.read, daemon=True).start()
    until = time.monotonic() + 60
    while connected(found[0]) < 2 and time.monotonic() < until:
        time.sleep(0.2)
    yield found[0], workers
    for process in [*workers, scheduler]:
        process.kill()
        process.wait()
        process.stderr.close()


def connected(address):
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        return len(client.nthreads())


def test_a_class_graded_on_a_cluster_has_the_marks_of_this_machine(course, expected, cluster):
    address, _ = cluster
    options = grading.Options(scheduler=address)
    outcomes = grading.grade(course, NAME, grading.submitted(course, NAME), options=options)
    assert outcomes == expected[1]
    assert marks(course) == expected[0]


def test_a_worker_that_is_killed_on_the_way_loses_nothing(course, expected, cluster):
    address, workers = cluster
    options = grading.Options(scheduler=address)
    killer = threading.Timer(4, workers[0].kill)
    killer.start()
    outcomes = grading.grade(course, NAME, grading.submitted(course, NAME), options=options)
    killer.cancel()
    assert outcomes == expected[1]
    assert marks(course) == expected[0]


def test_no_key_and_no_test_goes_to_a_worker(course):
    sent = []

    class Seen(ThreadPoolExecutor):
        def submit(self, act, jobs):
            sent.append(pickle.dumps(jobs))
            return super().submit(act, jobs)

    @contextmanager
    def seen(workers, scheduler):
        with Seen(1) as executor:
            yield pool.Runners(executor, window=2, together=1)
        sandbox.close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "executor", seen)
        grading.grade(course, NAME, grading.submitted(course, NAME)[:2])
    assert len(sent) == 2
    for content in sent:
        assert b"task.show" in content
        for text in (b"task.score", b"HIDDEN", course.secret(), course.secret().hex().encode()):
            assert text not in content


def test_no_scheduler_is_a_sentence(course, monkeypatch):
    monkeypatch.setattr("sinosoviet.grading.pool._SECONDS", 2)
    options = grading.Options(scheduler="tcp://127.0.0.1:9")
    with pytest.raises(CourseError, match=r"no Dask scheduler at tcp://127\.0\.0\.1:9"):
        grading.grade(course, NAME, grading.submitted(course, NAME), options=options)
