"""The links of the chain: canonical payloads and the hash of an entry (product_rules §8)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Protocol

GENESIS = "0" * 64

# The act of erasing the content of others: its own content names them and is never erased.
ERASED = "journal:erased"


class Link(Protocol):
    """What the hash of an entry covers."""

    seq: Any
    at: Any
    actor_id: Any
    on_behalf_of_id: Any
    tag: Any
    subject_type: Any
    subject_id: Any
    payload_digest: Any
    previous_hash: Any


def entry_hash(entry: Link) -> str:
    """Compute the hash of an entry from what it says and the hash before it."""
    parts = (
        str(entry.seq),
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(entry.actor_id or ""),
        str(entry.on_behalf_of_id or ""),
        entry.tag,
        entry.subject_type,
        entry.subject_id,
        entry.payload_digest,
        entry.previous_hash,
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def canonical_json(payload: Mapping[str, Any]) -> str:
    """Write a payload the same way each time, so that its digest can be checked later."""
    return json.dumps(
        payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return str(value)
