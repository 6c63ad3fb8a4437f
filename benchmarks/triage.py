"""How good the order of «normes à examiner» is, against titles judged by hand.

    python -m benchmarks.triage [deliverables.jsonl.gz]

Prints, over the whole ISO catalogue and the shipped lists: the share of documents worth opening
among the first 50 and 100 rows (a title nobody judged counts as not worth it), where the judged
titles of the middle of the first list stand now, and where the entries of the reference list would
stand if they were not in it. The judgements are in ``tests/catalogue/triage/judgements.csv``; they
were made from titles, by the people who wrote the lists, the first sample before any tuning.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.iso_records import rows, where
from catalogue.open_data.stages import stage_code, standing_of
from catalogue.open_data.vocabulary import Standing
from catalogue.records.designation import identifier, key, sort_key
from catalogue.shipped_lists import rows_of
from catalogue.triage.nearness import Entry
from catalogue.triage.ranking import Prompt, Ranked
from catalogue.triage.scoring import FLOOR, Document, rank_all
from catalogue.triage.series import in_series, series_key
from catalogue.triage.vocabulary import Source

AIMS = {50: 0.8, 100: 0.7}
JUDGEMENTS = Path(__file__).parents[1] / "tests" / "catalogue" / "triage" / "judgements.csv"
_GONE = frozenset({Standing.WITHDRAWN, Standing.ABANDONED})
_DEPTHS = (500, 1000, 2000)


def main(arguments: list[str]) -> None:
    """Rank the catalogue twice, with and without the reference list, and print the figures."""
    found = list(documents(where(arguments[0] if arguments else None)))
    listed = [row for row in rows_of("reference_list.csv") if row["reference"]]
    begun = time.process_time()
    order = ranking(found, listed, known=True)
    spent = time.process_time() - begun
    print(
        f"{len(found)} documents in force or in preparation, ranked in {spent:.1f} s of processor"
    )
    print(f"{len(order)} rows of {FLOOR:g} points or more")
    print_precision(order)
    print_reference_list(found, listed)


def documents(path: Path) -> Iterable[Document]:
    """Give what could be examined, as ``catalogue.triage.scoring`` reads it from the database."""
    for row in rows(path):
        code = stage_code(row["currentStage"])
        published = row["publicationDate"] is not None
        if row["supplementType"] == "Cor" or standing_of(code, published=published) in _GONE:
            continue
        yield _document(row, code)


def _document(row: Mapping[str, Any], code: str | None) -> Document:
    titles, scope = row.get("title") or {}, row.get("scope") or {}
    english, french = titles.get("en"), titles.get("fr")
    if french and (french == english or french.startswith("Titre manque")):
        french = None
    return Document(
        source=Source.ISO,
        source_id=row["id"],
        reference=row["reference"],
        reference_key=key(row["reference"]),
        identifier_key=key(identifier(row["reference"])),
        body_code="ISO",
        title_fr=french,
        title_en=english,
        committee=row["ownerCommittee"],
        ics=tuple(row["icsCode"] or ()),
        stage_code=code,
        supplement=bool(row["supplementType"]),
        scope_fr=scope.get("fr"),
        scope_en=scope.get("en"),
    )


def ranking(
    found: list[Document], listed: list[dict[str, str]], *, known: bool
) -> list[tuple[Document, Ranked]]:
    """Give the first document of each series, as the page does; ``known``: the list is there."""
    here = {key(identifier(row["reference"])): row["reference"] for row in listed}
    inside = {key(row["reference"]) for row in listed}
    entries = [_entry(row) for row in listed if row["verified_in_source"] == "yes"]
    every = rank_all(
        found,
        entries=entries if known else [],
        listed=here if known else {},
        prompts=[
            Prompt(row["ics"], row["level"], row["prompt_fr"]) for row in rows_of("ics_prompts.csv")
        ],
        ics_names={},
    )
    kept = [
        pair
        for pair in every
        if pair[1].score >= FLOOR and not (known and pair[0].reference_key in inside)
    ]
    if not known:
        return sorted(kept, key=_order)
    groups = in_series(kept, key=lambda pair: series_key(pair[0].reference), order=_order)
    return [group.first for group in groups]


def _order(pair: tuple[Document, Ranked]) -> tuple[object, ...]:
    return (-pair[1].score, sort_key(pair[0].reference))


def _entry(row: Mapping[str, str]) -> Entry:
    return Entry(
        row["reference"],
        key(identifier(row["reference"])),
        row["title_fr"],
        row["title_en"],
        row["committee"] or None,
        "",
        0.6 if row["relevance"] == "potential" else 1.0,
    )


def print_precision(order: list[tuple[Document, Ranked]]) -> None:
    """Print the share worth opening among the first rows, and where the middle sample stands."""
    with JUDGEMENTS.open(encoding="utf-8", newline="") as file:
        judged = {row["reference"]: row for row in csv.DictReader(file)}
    references = [document.reference for document, _found in order]
    for depth, aim in AIMS.items():
        first = references[:depth]
        yes = sum(judged.get(one, {}).get("relevant") == "yes" for one in first)
        unknown = sum(one not in judged for one in first)
        print(f"P@{depth}: {yes / depth:.2f} (aim {aim}), {unknown} not judged, counted as wrong")
    places = {one: place for place, one in enumerate(references, 1)}
    last = len(references) + 1
    for answer in ("yes", "no"):
        middle = [
            places.get(row["reference"], last)
            for row in judged.values()
            if row["sample"] == "middle" and row["relevant"] == answer
        ]
        print(f"middle sample, {answer}: {len(middle)} titles, median rank {median(middle):.0f}")


def print_reference_list(found: list[Document], listed: list[dict[str, str]]) -> None:
    """Print where entries of the list would stand without it: no nearness, no other edition."""
    order = ranking(found, listed, known=False)
    places = {document.reference_key: place for place, (document, _) in enumerate(order, 1)}
    present = {document.reference_key for document in found}
    wanted = [key(row["reference"]) for row in listed if key(row["reference"]) in present]
    ranks = [places.get(one, len(order) + 1) for one in wanted]
    within = ", ".join(f"{sum(rank <= depth for rank in ranks)} in {depth}" for depth in _DEPTHS)
    print(
        f"reference list, {len(ranks)} entries ranked blind: median {median(ranks):.0f}, {within}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
