"""Putting a standard of the register in the state a test needs, and reading its pages."""

from __future__ import annotations

from datetime import date

from catalogue.records.models import GenderTag, IcsCode
from tests.conftest import NOW


def tag(session, edition, marker, decision=1):
    session.add(
        GenderTag(
            edition_id=edition.id,
            marker=marker,
            decision_id=decision,
            rule="strict",
            rule_version=1,
            decided_on=date(2026, 3, 2),
            tagged_at=NOW,
        )
    )
    session.flush()


def ics(session, *codes):
    return [session.get_one(IcsCode, code) for code in codes]


def text(answer):
    return answer.get_data(as_text=True).replace("\u00a0", " ")
