"""Several processes behind one address: one interpreter alone cannot use a second processor.

The process that was started only watches. Those it starts answer pages, and one does what waits
(the outbox); whichever ends unasked is started again. When the first is stopped, all stop after
what they have in hand; when it is killed, they end at once, as if killed with it: nothing is ever
acknowledged before it is committed.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType
from typing import NoReturn

logger = logging.getLogger("normes.processes")

# What one process does until it is stopped: it returns, or SystemExit is raised in it.
Role = Callable[[], None]

PATIENCE_SECONDS = 40.0  # to finish what is in hand, longer than the outbox takes to stop
AGAIN_SECONDS = 1.0  # before a process that ended unasked is started again
_STOPS = frozenset({signal.SIGINT, signal.SIGTERM})


def available() -> bool:
    """Tell whether this system can copy a process; elsewhere one process does everything."""
    return hasattr(os, "fork")


def processors() -> int:
    """Count the processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def keep_running(roles: Sequence[Role]) -> None:
    """Run each role in a process of its own until stopped (Ctrl-C, SIGTERM).

    To be called while this process has a single thread and holds no connection: both would be
    copied.
    """
    watched, held = os.pipe()
    running: dict[int, Role] = {}
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        for role in roles:
            running[_start(role, watched, held)] = role
        while True:
            ended, status = os.wait()
            role = running.pop(ended)
            logger.error("a process ended unasked (%s) and is started again", status)
            time.sleep(AGAIN_SECONDS)
            running[_start(role, watched, held)] = role
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        _stop(set(running))
        os.close(held)
        os.close(watched)
        signal.signal(signal.SIGTERM, before)


def _start(role: Role, watched: int, held: int) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    # A stop that came between the copy and its own way out would be answered by the first's.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    started = os.fork()
    if started:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return started
    # Nothing of the first process's own way out may run in a copy of it.
    try:
        os.close(held)
        signal.signal(signal.SIGTERM, _leave)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        threading.Thread(target=_end_with_the_first, args=(watched,), daemon=True).start()
        role()
        code = 0
    except (KeyboardInterrupt, SystemExit):
        code = 0
    except BaseException:
        logger.exception("a process failed")
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def _end_with_the_first(watched: int) -> None:
    """End when the first process is gone: its end of the pipe closes with it, however it ends."""
    os.read(watched, 1)
    os._exit(1)


def _stop(running: set[int]) -> None:
    """Ask every process to finish what it has in hand; end those that take too long."""
    for one in running:
        os.kill(one, signal.SIGTERM)
    until = time.monotonic() + PATIENCE_SECONDS
    while running:
        ended, _status = os.waitpid(-1, os.WNOHANG)
        running.discard(ended)
        if not ended:
            time.sleep(0.02)
        if running and time.monotonic() > until:
            for one in running:
                os.kill(one, signal.SIGKILL)
            until += PATIENCE_SECONDS


def wait_until_stopped() -> None:
    """Do nothing until this process is stopped: its threads work."""
    threading.Event().wait()
