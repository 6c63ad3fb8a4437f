"""Telling whether texts changed: a short version for a form, a digest for the record."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping


def version_of(texts: Mapping[str, str]) -> int:
    """Give the version of a set of texts: a number that changes with any of them.

    Two people who change different parts of one record may both save; the same part changed twice
    is caught.
    """
    return zlib.crc32(_canonical(texts)) % 10**9


def digest_of(texts: Mapping[str, str]) -> str:
    """Give the SHA-256 of a set of texts, for the journal: it proves them and tells none."""
    return hashlib.sha256(_canonical(texts)).hexdigest()


def _canonical(texts: Mapping[str, str]) -> bytes:
    return json.dumps(dict(texts), ensure_ascii=False, sort_keys=True).encode()
