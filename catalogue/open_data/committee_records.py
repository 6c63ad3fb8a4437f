"""Read one committee of ISO Open Data."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from catalogue.messages import N_
from catalogue.open_data import cells
from catalogue.open_data.cells import Raw, Refused

_RULES = "1"  # of what is made of a record: changed, every record is read anew
_FIELDS = (
    "id",
    "reference",
    "status",
    "title.en",
    "secretariat",
    "creationDate",
    "scope.en",
    "parentId",
    "pMembers",
    "oMembers",
    "sortKey",
)
_MOST_MEMBERS = 500
_LONGEST_ACRONYM = 60


def digest_of(raw: Raw) -> str:
    """Sum up what ISO wrote of a committee."""
    facts = [_RULES, *(raw.get(name) for name in _FIELDS)]
    written = json.dumps(facts, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()
    return hashlib.blake2b(written, digest_size=16).hexdigest()


def facts_of(raw: Raw) -> dict[str, Any]:
    """Give what is kept of a committee beside its number and digest; raises Refused."""
    reference = cells.text(raw, "reference", 160)
    if reference is None:
        raise Refused(N_("Le champ « reference » est vide."))
    return {
        "reference": reference,
        "sort_key": cells.text(raw, "sortKey", 160) or reference,
        "status": cells.text(raw, "status", 40),
        "title_en": cells.text(raw, "title.en", 2_000),
        "scope_en": cells.text(raw, "scope.en", 200_000, several_lines=True),
        "secretariat": _acronym(raw.get("secretariat")),
        "created_on": cells.day(raw, "creationDate"),
        "parent_iso_id": cells.whole(raw, "parentId", least=1),
        "p_members": _members(raw, "pMembers"),
        "o_members": _members(raw, "oMembers"),
    }


def _members(raw: Raw, name: str) -> list[str]:
    members = raw.get(name)
    if members is None:
        return []
    if not isinstance(members, list) or len(members) > _MOST_MEMBERS:
        raise Refused(N_("Le champ « %(name)s » n’est pas une liste de membres.", name=name))
    return sorted({acronym for one in members if (acronym := _acronym(one))})


def _acronym(member: object) -> str | None:
    if not isinstance(member, dict):
        return None
    return cells.text(member, "acronym", _LONGEST_ACRONYM)
