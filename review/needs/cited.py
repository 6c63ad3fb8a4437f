"""The standards that a fiche cites (fields 23 and 24), read from what its chair wrote."""

from __future__ import annotations

import re

from catalogue.records.designation import key, parse

_AFTER = re.compile(r"\s*[,;(]|\s+[-–—]\s")


def references_in(text: str | None) -> list[str]:
    """Give the references written one per line, each once; a line that holds none is left out.

    «ISO 20345:2021, chaussures de sécurité» gives «ISO 20345:2021»; «aucune» gives nothing.
    """
    found: dict[str, str] = {}
    for line in (text or "").splitlines():
        written = line.strip(" \t-–•*.")
        for candidate in (written, _AFTER.split(written)[0].strip()):
            if candidate and parse(candidate) is not None:
                found.setdefault(key(candidate), candidate)
                break
    return list(found.values())
