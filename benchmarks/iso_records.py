"""The 54,785 ISO deliverables as the search index takes them, for the benchmarks."""

import datetime as dt
import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from catalogue.search.documents import Kind, RecordStatus, SearchDocument

VARIABLE = "ISO_DELIVERABLES"
_USUAL = "shared/data/iso_deliverables_2025-06-02.jsonl.gz"  # beside the clone
_PUBLISHED, _WITHDRAWN = 6000, 9599
_FIRST_DAY = "-01-01"  # of the year or the month, where no more is known


def where(given: str | None) -> Path:
    """Find the file: as given, as the variable says, or beside the clone."""
    if chosen := given or os.environ.get(VARIABLE):
        return Path(chosen)
    root = Path(__file__).resolve().parents[1]
    usual = [folder / _USUAL for folder in root.parents]
    found = next((path for path in usual if path.exists()), None)
    if found is None:
        raise SystemExit(f"give the path of the deliverables (JSON lines), or set {VARIABLE}")
    return found


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Read ISO's JSON lines, plain or compressed."""
    opener = gzip.open if path.suffix == ".gz" else Path.open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def documents(path: Path) -> list[SearchDocument]:
    """Give one search document a deliverable."""
    return [_document(row) for row in rows(path)]


def _document(row: dict[str, Any]) -> SearchDocument:
    titles = row.get("title") or {}
    english, french = titles.get("en") or "", titles.get("fr") or ""
    published = row["publicationDate"]
    return SearchDocument(
        key=f"edition:{row['id']}",
        kind=Kind.STANDARD,
        status=_status(row["currentStage"]),
        reference=row["reference"],
        title_fr="" if french == english or french.startswith("Titre manque") else french,
        title_en=english,
        body=row["reference"].split()[0],
        ics=tuple(row["icsCode"] or ()),
        committee=row["ownerCommittee"] or "",
        year=int(published[:4]) if published else None,
        languages=tuple(row["languages"] or ()),
        date=dt.date.fromisoformat((published + _FIRST_DAY)[:10]) if published else None,
    )


def _status(stage: int | None) -> RecordStatus:
    if stage is not None and stage < _PUBLISHED:
        return RecordStatus.IN_PREPARATION
    return RecordStatus.WITHDRAWN if stage == _WITHDRAWN else RecordStatus.PUBLISHED
