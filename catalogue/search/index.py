"""The search index kept in files by Whoosh, and searched from memory.

Whoosh keeps the records of each term, the columns beside them and the order of commits; what it
keeps is read into a :class:`Snapshot`, once per change.  Whoosh unpickles its files, so the
directory is as sensitive as code: it is closed to other accounts, and never shared or restored
from a backup (it is rebuilt).
"""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader

from catalogue import bitmaps
from catalogue.search import documents
from catalogue.search.completion import complete
from catalogue.search.contract import IndexBusy, IndexDamaged, Query, SearchPage, Suggestion
from catalogue.search.documents import SearchDocument
from catalogue.search.engine import answer, matching_keys
from catalogue.search.filing import filed
from catalogue.search.segment_files import Files, Leaf, damage_told, schema, write
from catalogue.search.snapshot import Segment, Snapshot

_FORMAT = "3"  # of the files; written otherwise, the index is to be rebuilt
_POINTER = "current"  # the file that names the format, the folder in use and its last commit
_LOCK = "writing"
_PAUSES = (0.0, 0.02, 0.06)  # seconds before reading again what could not be read
_FOLDER = "index-"


class WhooshIndex:
    """The embedded search engine: one directory, one writer at a time, any number of readers.

    ``directory`` is created closed to other accounts (0700).  ``patience`` is how many seconds a
    writer waits for another one before IndexBusy.
    """

    def __init__(self, directory: Path, *, patience: float = 30.0) -> None:
        self._directory = Path(directory)
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._directory.chmod(0o700)
        self._patience = patience
        self._lock = RLock()
        self._pointer = ""
        self._segments: dict[str, Segment] = {}
        self._snapshot = self._warmed = Snapshot([])

    def prepare(self) -> None:
        """Nothing is needed but the directory, which is made when the index is opened."""

    def search(self, query: Query) -> SearchPage:
        """Answer a query; raises IndexDamaged when the files cannot be read."""
        return answer(self._current(), query)

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete what a reader is typing; raises IndexDamaged."""
        return complete(self._current(), prefix, limit)

    def matching_keys(self, query: Query, limit: int) -> frozenset[str] | None:
        """Give the key of every document that answers; None when there are more than ``limit``."""
        return matching_keys(self._current(), query, limit)

    def document_count(self) -> int:
        """Count the documents that can be found; raises IndexDamaged."""
        return self._current().live.bit_count()

    def keys(self) -> frozenset[str]:
        """Give the key of every document; raises IndexDamaged."""
        return self._current().keys

    def fingerprint(self) -> str:
        """Sum up the documents held, as documents.fingerprint does; raises IndexDamaged."""
        snapshot = self._current()
        live = bitmaps.positions(snapshot.live)
        return documents.fingerprint(snapshot.stored(record) for record in live)

    def warm(self) -> None:
        """Read ahead what the first search and the first typing error would wait for.

        Searches go on meanwhile; costs nothing while no document has changed.  Raises IndexDamaged.
        """
        snapshot = self._current()
        if snapshot is not self._warmed:
            answer(snapshot, Query("lecture"))
            snapshot.corrections("lectrue")
            self._warmed = snapshot

    def replace_all(self, documents: Iterable[SearchDocument]) -> None:
        """Build the index anew beside the old one, then switch; raises IndexBusy."""
        with self._writing():
            self._build(documents)

    def apply(self, changed: Iterable[SearchDocument], removed: Iterable[str]) -> None:
        """Take changed documents in and removed keys out in one commit.

        Raises IndexBusy, and IndexDamaged when there is nothing sound to change.
        """
        added = {document.key: document for document in changed}
        gone = added.keys() | set(removed)
        if not gone:
            return
        with self._writing():
            if not self._read_pointer():
                self._build(added.values())
                return
            deleted = self._current().positions_of(gone)
            name = self._pointer.split()[1]
            with self._opened(name) as opened:
                index = opened
            write(index, map(filed, added.values()), deleted)
            self._point_to(name)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Be the only writer, in this process and any other."""
        lock = FileStorage(str(self._directory)).lock(_LOCK)
        deadline = time.monotonic() + self._patience
        while not lock.acquire():
            if time.monotonic() > deadline:
                raise IndexBusy
            time.sleep(0.02)
        try:
            yield
        finally:
            lock.release()

    def _build(self, documents: Iterable[SearchDocument]) -> None:
        folder = self._directory / f"{_FOLDER}{secrets.token_hex(8)}"
        folder.mkdir(mode=0o700)
        try:
            index = FileIndex.create(Files(folder), schema())
            write(index, map(filed, documents), ())
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._point_to(folder.name)
        for other in self._directory.glob(f"{_FOLDER}*"):
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)

    def _point_to(self, name: str) -> None:
        """Show the work done to every reader, this process's and others'."""
        waiting = self._directory / f"{_POINTER}.new"
        waiting.write_text(f"{_FORMAT} {name} {secrets.token_hex(8)}", encoding="ascii")
        waiting.replace(self._directory / _POINTER)

    def _current(self) -> Snapshot:
        """Give the snapshot of the last commit, reading only the segments not read yet."""
        pointer = self._read_pointer()
        with self._lock:
            if pointer != self._pointer:
                self._snapshot, self._pointer = self._read_last(pointer)
            return self._snapshot

    def _read_last(self, pointer: str) -> tuple[Snapshot, str]:
        """Read what a pointer shows, or what was built or tidied in its place meanwhile."""
        pauses = iter(_PAUSES)
        while True:
            try:
                return self._read(pointer), pointer
            except IndexDamaged:
                gone, pointer = pointer, self._read_pointer()
                pause = next(pauses, None) if pointer == gone else 0
                if pause is None:
                    raise
                time.sleep(pause)

    def _read_pointer(self) -> str:
        try:
            return (self._directory / _POINTER).read_text("ascii", errors="replace")
        except FileNotFoundError:
            return ""

    def _read(self, pointer: str) -> Snapshot:
        if not pointer:
            return Snapshot([])
        version, name, *_ = [*pointer.split(), "", ""]
        if version != _FORMAT:
            message = f"format {version!r}, where this version reads {_FORMAT}"
            raise IndexDamaged(message)
        known: dict[str, Segment] = {}
        laid = []
        with self._opened(name) as index:
            for leaf, _ in index.reader().leaf_readers():
                if not isinstance(leaf, SegmentReader):
                    continue  # an index in which nothing was ever written
                identity = f"{name}/{leaf.segment().segment_id()}"
                segment = self._segments.get(identity) or Segment(Leaf(leaf))
                known[identity] = segment
                deleted = bitmaps.from_positions(leaf.segment().deleted_docs(), segment.size)
                laid.append((segment, deleted))
        self._segments = known
        return Snapshot(laid)

    @contextmanager
    def _opened(self, name: str) -> Iterator[Any]:
        """Open the index of a folder; raises IndexDamaged."""
        files = Files(self._directory / name)
        try:
            with damage_told():
                yield FileIndex(files, schema=schema())
        except IndexDamaged:
            files.close_left_open()
            raise
