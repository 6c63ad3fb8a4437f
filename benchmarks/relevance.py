"""Does a reader find what was meant?  Success in the first ten, and mean reciprocal rank.

A query is «clear» when at most ten different titles hold what was typed, word for word; «at best»
is what a perfect ranking would reach that cannot guess which of the others was meant.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from iso_records import documents, where
from queries import Case, Makers

from catalogue.search.contract import Query, SearchIndex
from catalogue.search.documents import SearchDocument
from catalogue.search.index import WhooshIndex

_FIRST = 10
_RECIPROCALS = [sum(1 / place for place in range(1, last + 1)) for last in range(_FIRST + 1)]


def rank(index: SearchIndex, case: Case, *, everything: bool) -> int | None:
    """Give the place of the first right answer among the first ten; None when it is not there."""
    page = index.search(
        Query(case.typed, page_size=_FIRST, include_withdrawn=everything, facets=())
    )
    keys = [hit.document.key for hit in page.hits]
    return next((place for place, key in enumerate(keys, 1) if key in case.right), None)


def measure(
    index: SearchIndex,
    library: Sequence[SearchDocument],
    *,
    seed: int,
    count: int,
    show: int = 0,
) -> None:
    """Print a table for records in force, and for records of any status, as search is by default.

    A last table asks again for records of any status with withdrawn documents included.
    """
    in_force = [one for one in library if not one.withdrawn]
    populations = (
        ("in force", in_force, False),
        ("any status", library, False),
        ("any status, withdrawn included", library, True),
    )
    for name, records, everything in populations:
        makers = Makers(library, seed)
        print(f"\n{name}, seed {seed}, {count} queries a class")
        print(
            f"{'':24}{'first ten':>10}{'at best':>9}{'MRR':>8}{'at best':>9}{'clear':>8}{'of clear':>10}"
        )
        reciprocal: list[float] = []
        best_reciprocal: list[float] = []
        for kind in makers.classes:
            cases = makers.cases(kind, records, count)
            places = [rank(index, case, everything=everything) for case in cases]
            clear = [
                place for case, place in zip(cases, places, strict=True) if case.titles <= _FIRST
            ]
            best = sum(min(1, _FIRST / case.titles) for case in cases) / count
            best_ranks = [_RECIPROCALS[min(_FIRST, one.titles)] / one.titles for one in cases]
            ranks = [1 / place if place else 0.0 for place in places]
            reciprocal += ranks
            best_reciprocal += best_ranks
            print(
                f"{kind:24}{_share(places):10.3f}{best:9.3f}"
                f"{sum(ranks) / count:8.3f}{sum(best_ranks) / count:9.3f}"
                f"{len(clear) / count:8.2f}{_share(clear):10.3f}"
            )
            missed = [case for case, place in zip(cases, places, strict=True) if not place]
            for case in [case for case in missed if case.titles <= _FIRST][:show]:
                title = case.made_from.title_fr or case.made_from.title_en
                print(f"    {case.typed!r} <- {case.made_from.reference} {title!r}")
        queries = len(reciprocal)
        ours, best = sum(reciprocal) / queries, sum(best_reciprocal) / queries
        print(f"{'all':24}{'':19}{ours:8.3f}{best:9.3f}")


def _share(places: Sequence[int | None]) -> float:
    return sum(place is not None for place in places) / max(1, len(places))


def main() -> None:
    """Build the index and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", help="deliverables, JSON lines, plain or .gz")
    parser.add_argument("--seed", type=int, default=2025)
    parser.add_argument("--count", type=int, default=150, help="queries of each class")
    parser.add_argument("--show", type=int, default=0, help="failures shown of each class")
    parser.add_argument("--index", type=Path, help="an index already built of the same file")
    asked = parser.parse_args()
    library = documents(where(asked.file))
    with tempfile.TemporaryDirectory() as folder:
        index = WhooshIndex(asked.index or Path(folder))
        if not index.document_count():
            index.replace_all(library)
        measure(index, library, seed=asked.seed, count=asked.count, show=asked.show)


if __name__ == "__main__":
    main()
