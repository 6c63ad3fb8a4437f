"""What can be done with a draft of the checklist: buttons, checks and journal tags read this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.permissions import Permission


@dataclass(frozen=True, slots=True)
class DraftAct:
    """One act on the open draft, by whoever carries the permission."""

    permission: Permission
    tag: str


def _act(tag: str) -> DraftAct:
    return DraftAct(Permission.CHECKLIST_EDIT, tag)


DRAFT_ACTS: Mapping[str, DraftAct] = {
    "start": _act("checklist:draft_started"),
    "edit": _act("checklist:criterion_edited"),
    "add": _act("checklist:criterion_added"),
    "withdraw": _act("checklist:criterion_withdrawn"),
    "restore": _act("checklist:criterion_restored"),
    "publish": _act("checklist:published"),
    "abandon": _act("checklist:abandoned"),
}
