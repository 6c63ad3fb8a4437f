"""What can be done with a text sent back, as data: buttons, checks and journal tags read this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.permissions import Permission
from review.findings.vocabulary import ReturnState

_S = ReturnState
_READER = frozenset({Permission.REVIEW_FILL})
# The chair of the committee; the secretariat in their name.
_REQUESTER = frozenset({Permission.NEEDS_DRAFT, Permission.REVIEW_ASSIGN})


@dataclass(frozen=True, slots=True)
class ReturnAct:
    """One act on a list of findings: where it must stand (None: there is none yet), and who."""

    sources: frozenset[ReturnState | None]
    permissions: frozenset[Permission]
    tag: str


RETURN_ACTS: Mapping[str, ReturnAct] = {
    "prepare": ReturnAct(frozenset({None}), _READER, "findings:prepared"),
    "edit": ReturnAct(frozenset({_S.DRAFT}), _READER, "findings:edited"),
    "drop": ReturnAct(frozenset({_S.DRAFT}), _READER, "findings:dropped"),
    "send": ReturnAct(frozenset({_S.DRAFT}), _READER, "findings:sent"),
    "reply": ReturnAct(frozenset({_S.SENT}), _REQUESTER, "finding:replied"),
    "answer": ReturnAct(frozenset({_S.SENT}), _REQUESTER, "findings:answered"),
    "check": ReturnAct(frozenset({_S.SENT, _S.ANSWERED}), _READER, "finding:checked"),
}
