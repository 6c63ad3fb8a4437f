"""Time the search engine over the ISO catalogue, against SQLite FTS5 holding the same rows.

One run prints everything, so that figures stand beside those they are compared with.  Each query
is asked once, of both in turn, and was never asked before; nothing keeps answers.  Times are of
the processor (what a query costs on a quiet machine); the clock's are printed beside them.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from iso_records import documents, where
from pages import compare_pages
from relevance import measure

from catalogue.search.contract import Query, SearchIndex
from catalogue.search.documents import SearchDocument
from catalogue.search.index import WhooshIndex

_QUERIES = 200
_FEW = 5000
_SOME_CHANGES = 100
_MEGABYTE = 1024 * 1024


class Fts5:
    """SQLite's full-text search, folding accents, in memory."""

    def __init__(self, library: Sequence[SearchDocument]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE record USING fts5(reference, title_fr, title_en,"
            " tokenize='unicode61 remove_diacritics 2')"
        )
        self._database.executemany(
            "INSERT INTO record VALUES (?, ?, ?)",
            ((one.reference, one.title_fr, one.title_en) for one in library),
        )
        self._database.commit()

    def search(self, typed: str) -> int:
        """Give the number of results among the first ten, having marked their titles."""
        words = " ".join(f'"{word}"' for word in re.findall(r"\w+", typed))
        rows = self._database.execute(
            "SELECT reference, highlight(record, 1, '[', ']'), highlight(record, 2, '[', ']')"
            " FROM record WHERE record MATCH ? ORDER BY rank LIMIT 10",
            (words,),
        )
        return len(rows.fetchall())


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of the processor and of the clock."""

    processor: float
    clock: float

    def __str__(self) -> str:
        return f"{self.processor:.2f} s ({self.clock:.2f} s on the clock)"


def spent(work: Callable[[], object]) -> Spent:
    """Time some work."""
    processor, clock = time.thread_time(), time.perf_counter()
    work()
    return Spent(time.thread_time() - processor, time.perf_counter() - clock)


def title_queries(library: Sequence[SearchDocument], seed: int) -> list[str]:
    """Make queries of whole titles, and of one to five words of a title."""
    rng = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < _QUERIES:
        one = rng.choice(library)
        words = (one.title_fr if one.title_fr and rng.random() < 2 / 3 else one.title_en).split()
        count = len(words) if rng.random() < 1 / 3 else rng.randint(1, 5)
        start = rng.randint(0, max(0, len(words) - count))
        typed = " ".join(words[start : start + count])
        if re.search(r"\w", typed):
            found[typed] = None
    return list(found)


def compare_queries(index: SearchIndex, fts5: Fts5, queries: Sequence[str]) -> None:
    """Ask both each query once and print the ratios."""
    ours, ours_bare, theirs = [], [], []
    index.search(Query("première recherche"))
    fts5.search("première recherche")
    for typed in queries:
        theirs.append(spent(partial(fts5.search, typed)))
        ours.append(spent(partial(index.search, Query(typed, page_size=10))))
    for typed in queries:  # a second time, so with what is kept of terms
        asked = Query(typed, page_size=10, facets=())
        ours_bare.append(spent(partial(index.search, asked)))
    for name, times in (("with eight facets", ours), ("asked again, no facets", ours_bare)):
        ratios = sorted(a.processor / b.processor for a, b in zip(times, theirs, strict=True))
        whole = sum(a.processor for a in times) / sum(b.processor for b in theirs)
        print(
            f"  {name}: median ratio {statistics.median(ratios):.2f}, worst {ratios[-1]:.1f}, "
            f"of all together {whole:.2f}"
        )
    for name, times in (("engine", ours), ("FTS5", theirs)):
        milliseconds = sorted(one.processor * 1000 for one in times)
        print(
            f"  {name}: median {statistics.median(milliseconds):.2f} ms, "
            f"p95 {milliseconds[int(0.95 * len(milliseconds))]:.1f} ms, "
            f"worst {milliseconds[-1]:.1f} ms"
        )


def built(folder: Path, library: Sequence[SearchDocument]) -> tuple[WhooshIndex, Spent]:
    """Build an index and time it."""
    shutil.rmtree(folder, ignore_errors=True)
    index = WhooshIndex(folder)
    return index, spent(lambda: index.replace_all(library))


def size_of(folder: Path) -> float:
    """Give the size of a folder in megabytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / _MEGABYTE


def memory_of(folder: Path) -> None:
    """Print what a process takes that opens an index and answers all kinds of questions."""
    asked = (
        "import sys; sys.path.insert(0, sys.argv[2]); import memory; memory.answering(sys.argv[1])"
    )
    here = str(Path(__file__).parent)
    subprocess.run([sys.executable, "-c", asked, str(folder), here], check=True)


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", help="deliverables, JSON lines, plain or .gz")
    parser.add_argument("--seed", type=int, default=2025)
    parser.add_argument("--datasette", help="the datasette command, to compare pages with")
    parser.add_argument("--relevance", action="store_true", help="relevance too, a minute or two")
    asked = parser.parse_args()
    library = documents(where(asked.file))
    print(f"{len(library):,} records")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "index"
        few, few_spent = built(folder, library[:_FEW])
        print(f"index of {_FEW:,}: {few_spent}, {size_of(folder):.0f} MB on disk")
        queries = title_queries(library[:_FEW], asked.seed + 1)
        compare_queries(few, Fts5(library[:_FEW]), queries)
        index, many_spent = built(folder, library)
        print(f"index of {len(library):,}: {many_spent}, {size_of(folder):.0f} MB on disk")
        kept: list[Fts5] = []
        print(f"FTS5 of the same rows: {spent(lambda: kept.append(Fts5(library)))}")
        print(f"opened and warm: {spent(index.warm)}")
        compare_queries(index, kept[0], title_queries(library, asked.seed))
        changed = [replace(one, title_en=one.title_en + " X") for one in library[:_SOME_CHANGES]]
        for turn in ("first", "second"):
            took = spent(lambda: index.apply(changed, []))
            seen = spent(lambda: index.search(Query("first search after")))
            print(f"{_SOME_CHANGES} changes, the {turn} time: {took}; the next search: {seen}")
        index.replace_all(library)
        index.warm()
        memory_of(folder)
        times = [
            spent(partial(index.suggest, typed)).processor * 1000
            for typed in ("s", "se", "sec", "sécurité des ma", "iso 9", "iso 90", "9001", "meth")
        ]
        print(f"completion: median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms")
        compare_pages(library, asked.datasette or shutil.which("datasette"))
        if asked.relevance:
            measure(index, library, seed=asked.seed, count=150)


if __name__ == "__main__":
    main()
