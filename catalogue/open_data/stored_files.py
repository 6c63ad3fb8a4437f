"""Files received and not dealt with yet, kept in the data folder under their SHA-256."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from catalogue.messages import N_
from catalogue.open_data.files import MEBIBYTE, OpenDataFile, Unreadable
from catalogue.open_data.vocabulary import Dataset

_BLOCK = MEBIBYTE
_WAITING = ".part"
_DAY = 24 * 60 * 60  # seconds


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file received whole: where it is, what it describes."""

    path: Path
    sha256: str
    size: int
    dataset: Dataset


def folder_of(data_dir: Path) -> Path:
    """Give the folder of files received, closed to other accounts."""
    folder = data_dir / "open_data"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def path_of(data_dir: Path, sha256: str) -> Path:
    """Give the place of a file received."""
    return folder_of(data_dir) / sha256


def store(stream: IO[bytes], data_dir: Path, *, largest: int) -> StoredFile:
    """Copy a file into the data folder, block by block; raises Unreadable, leaving nothing.

    ``largest`` is in bytes, as received (compressed or not).
    """
    digest, size = hashlib.sha256(), 0
    handle, name = tempfile.mkstemp(suffix=_WAITING, dir=folder_of(data_dir))
    waiting = Path(name)
    try:
        with os.fdopen(handle, "wb") as copy:
            while block := stream.read(_BLOCK):
                size += len(block)
                _refuse_larger(size, largest)
                digest.update(block)
                copy.write(block)
            copy.flush()
            os.fsync(copy.fileno())
        with OpenDataFile(waiting) as opened:
            dataset = opened.dataset
        path = path_of(data_dir, digest.hexdigest())
        waiting.replace(path)
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise
    return StoredFile(path, digest.hexdigest(), size, dataset)


def _refuse_larger(size: int, largest: int) -> None:
    if size > largest:
        raise Unreadable(
            N_(
                "Ce fichier dépasse %(size)d Mo : choisissez-le compressé (.gz), ou faites relever "
                "la limite.",
                size=largest // MEBIBYTE,
            )
        )


def forget(data_dir: Path, sha256: str) -> None:
    """Remove a file that has been dealt with."""
    path_of(data_dir, sha256).unlink(missing_ok=True)


def forget_all_but(data_dir: Path, wanted: frozenset[str]) -> None:
    """Remove what a process that was killed has left: every file but those still wanted.

    A copy that is still being made is left alone for a day.
    """
    yesterday = time.time() - _DAY
    for path in folder_of(data_dir).iterdir():
        left = path.stat().st_mtime < yesterday if path.suffix == _WAITING else True
        if left and path.name not in wanted:
            path.unlink(missing_ok=True)
