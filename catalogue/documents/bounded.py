"""Reading other people's files in a process of its own, with limits of time and memory."""

from __future__ import annotations

import json
import logging
import resource
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

MEMORY_BYTES = 1024 * 1024 * 1024


def ask(module: str, path: Path, *arguments: str, seconds: int) -> dict[str, Any]:
    """Have one of our modules read a file; what it says, or nothing when it fell over.

    The module runs in a child process that answers with one JSON object and leaves nothing
    behind; a broken or hostile file can only end that process.
    """
    command = [sys.executable, "-m", module, str(path), *arguments, str(seconds)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, on a path that we chose
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds + 2,
            check=False,
            text=True,
            encoding="utf-8",
        )
        told: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, json.JSONDecodeError, UnicodeDecodeError):
        return {}
    return told


def follow(module: str, path: Path, *arguments: str, seconds: int) -> Iterator[dict[str, Any]]:
    """Have one of our modules read a file and give what it says as it says it.

    The module runs as in :func:`ask` and prints one JSON object a line. When it falls over or takes
    longer than ``seconds``, the last object given is ``{"fault": "broken"}``.
    """
    command = [sys.executable, "-m", module, str(path), *arguments, str(seconds)]
    with subprocess.Popen(  # noqa: S603 - our own module, on a path that we chose
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        clock = threading.Timer(seconds + 2, process.kill)
        clock.start()
        try:
            for line in process.stdout or ():
                yield json.loads(line)
            if process.wait() != 0:
                yield {"fault": "broken"}
        except (json.JSONDecodeError, UnicodeDecodeError):
            yield {"fault": "broken"}
        finally:
            clock.cancel()
            process.kill()


def answer(read: Callable[..., Mapping[str, Any]]) -> None:
    """In the child: set the limits, read the file named on the command line, print the answer."""
    path, arguments = _limited()
    sys.stdout.buffer.write(json.dumps(read(path, *arguments)).encode())


def tell(read: Callable[..., Iterable[Mapping[str, Any]]]) -> None:
    """In the child: set the limits, then print what the reading gives, line by line."""
    path, arguments = _limited()
    for told in read(path, *arguments):
        sys.stdout.buffer.write(json.dumps(told).encode() + b"\n")
        sys.stdout.buffer.flush()


def _limited() -> tuple[Path, list[str]]:
    path, *arguments, seconds = sys.argv[1:]
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    return Path(path), arguments
