"""Whose turn it is to write: one at a time, whoever was killed holds nobody up."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from catalogue.turns import Turn

HOLD = """
import sys
from catalogue.turns import Turn
Turn(sys.argv[1], patience=5).take({})
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "normes.sqlite3")


@pytest.fixture
def elsewhere(database: str):
    """Another process that is writing."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, database], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_the_threads_of_a_process_write_one_after_the_other(database):
    turn, inside, most = Turn(database, patience=30), [], []

    def write() -> None:
        info: dict[object, object] = {}
        turn.take(info)
        inside.append(1)
        most.append(len(inside))
        inside.pop()
        turn.give_back(info)

    threads = [threading.Thread(target=write) for _ in range(20)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert most == [1] * 20


def test_another_process_is_waited_for(database, elsewhere):
    turn, info = Turn(database, patience=30), {}
    waiting = threading.Thread(target=turn.take, args=(info,))
    waiting.start()
    waiting.join(0.05)
    assert waiting.is_alive()
    elsewhere.stdin.close()  # it ends, and what it held is given back
    waiting.join(30)
    assert not waiting.is_alive()
    turn.give_back(info)


def test_one_killed_while_writing_holds_nobody_up(database, elsewhere):
    elsewhere.kill()
    elsewhere.wait()
    turn, info = Turn(database, patience=30), {}
    turn.take(info)
    turn.give_back(info)
    assert info == {}


@pytest.mark.usefixtures("elsewhere")
def test_after_long_enough_it_is_left_to_sqlite_to_say_so(database):
    turn, info = Turn(database, patience=0.01), {}
    turn.take(info)  # goes on, to be told by the database
    turn.give_back(info)
    turn.take(info)
    turn.give_back(info)


def test_a_database_in_memory_has_no_other_processes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    turn, info = Turn(":memory:", patience=30), {}
    turn.take(info)
    turn.give_back(info)
    assert list(tmp_path.iterdir()) == []
