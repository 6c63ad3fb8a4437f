"""Whose turn it is to write in SQLite, among the threads and processes of one machine."""

from __future__ import annotations

import os
import threading
import time
from typing import Any

try:
    import fcntl
except ImportError:  # not POSIX: one process serves, and commands wait as SQLite has them wait
    fcntl = None  # type: ignore[assignment]

_HELD = "normes_turn"
_PAUSE_SECONDS = 0.001


class Turn:
    """The writers of one database, one after the other.

    SQLite lets those who wait sleep, up to a tenth of a second at a time, and serves whoever wakes
    first: with many people writing, some would wait for seconds. Here the threads of a process
    queue, and processes take turns: one that waits keeps the gate, so that the one writing cannot
    pass before it again. The system gives back what a process killed held. Without ``database``
    (one in memory) there are no other processes. After ``patience`` seconds, SQLite is left to
    say that it is busy.
    """

    def __init__(self, database: str, *, patience: float) -> None:
        self._patience = patience
        self._place = threading.Lock()
        self._files = _Files(database) if fcntl and database not in {"", ":memory:"} else None

    def take(self, info: dict[Any, Any]) -> None:
        """Wait for the place; after as long as SQLite would wait, leave it to SQLite to say so."""
        until = time.monotonic() + self._patience
        if not self._place.acquire(timeout=self._patience):
            return
        info[_HELD] = True
        if self._files is not None:
            self._files.take(until)

    def give_back(self, info: dict[Any, Any]) -> None:
        """Let the next one in; nothing when this connection has no place."""
        if info.pop(_HELD, False):
            if self._files is not None:
                self._files.give_back()
            self._place.release()


class _Files:
    """Two files beside the database: the gate, held while waiting, and the place, while writing."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._opened_in = 0
        self._gate = self._place = -1

    def take(self, until: float) -> None:
        """Come after the other processes; without them when they take longer than allowed."""
        self._open()
        if _locked(self._gate, until):
            _locked(self._place, until)
            fcntl.flock(self._gate, fcntl.LOCK_UN)

    def give_back(self) -> None:
        """Let another process write."""
        fcntl.flock(self._place, fcntl.LOCK_UN)

    def _open(self) -> None:
        """Open the files in this process: a lock taken before a copy belongs to both copies."""
        if self._opened_in == os.getpid():
            return
        self._opened_in = os.getpid()
        self._gate, self._place = (
            os.open(f"{self._database}-{name}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            for name in ("gate", "turn")
        )


def _locked(file: int, until: float) -> bool:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(_PAUSE_SECONDS)
        else:
            return True
