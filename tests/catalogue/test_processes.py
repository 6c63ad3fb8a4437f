"""Several processes at one address: one that ends is started again, and none outlives the first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from catalogue import processes

pytestmark = pytest.mark.skipif(not processes.available(), reason="cannot copy a process here")

PATIENCE_SECONDS = 60
ROLE = """
import os, signal, sys
from pathlib import Path
from catalogue import processes
# A shell lets what it starts in the background ignore Ctrl-C, and the tests may be started so.
signal.signal(signal.SIGINT, signal.default_int_handler)
processes.AGAIN_SECONDS = 0
def role():
    with Path(sys.argv[1]).open("a") as told:
        told.write(f"{os.getpid()}\\n")
    processes.wait_until_stopped()
processes.keep_running([role, role])
"""


@pytest.fixture
def told(tmp_path: Path) -> Path:
    return tmp_path / "told.txt"


@pytest.fixture
def first(told: Path):
    script = [sys.executable, "-c", ROLE, str(told)]
    with subprocess.Popen(script, stderr=subprocess.DEVNULL) as process:
        yield process
        process.kill()


def soon(answer):
    """Ask until it is true: other processes are at work."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not (found := answer()):
        assert time.monotonic() < until
        threading.Event().wait(0.02)
    return found


def started(told: Path, count: int) -> list[int]:
    def pids() -> list[int]:
        text = told.read_text() if told.exists() else ""
        return [int(one) for one in text.split()] if text.count("\n") >= count else []

    return soon(pids)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    # One that nobody waits for any more is listed until the system forgets it.
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z"


def test_one_that_is_killed_is_started_again(first, told):
    killed, other = started(told, 2)
    os.kill(killed, signal.SIGKILL)
    assert len(set(started(told, 3))) == 3
    assert not gone(other)
    assert first.poll() is None


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_stopped_all_stop(first, told, asked):
    both = started(told, 2)
    first.send_signal(asked)
    assert first.wait(PATIENCE_SECONDS) == 0
    assert all(gone(one) for one in both)


def test_when_the_first_is_killed_none_goes_on(first, told):
    both = started(told, 2)
    first.kill()
    first.wait(PATIENCE_SECONDS)
    for one in both:
        soon(lambda one=one: gone(one))
