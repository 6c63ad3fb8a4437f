"""Putting the gender tag of a review's decision on an edition."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.outbox import services as outbox
from catalogue.records.models import Edition, GenderTag
from catalogue.records.vocabulary import TagMarker


def tag(
    session: Session,
    edition: Edition,
    *,
    marker: TagMarker,
    decision_id: int,
    rule: str,
    rule_version: int,
    decided_on: date,
    at: datetime,
) -> GenderTag:
    """Put the gender tag of a review's decision on an edition (product_rules §3).

    Insert-only, and once per decision: the same decision gives the tag that is there already. A
    later decision adds its own; the earlier one stays readable. Only review decisions call this.
    """
    found = session.scalars(
        sa.select(GenderTag).where(
            GenderTag.edition_id == edition.id, GenderTag.decision_id == decision_id
        )
    ).one_or_none()
    if found is not None:
        return found
    made = GenderTag(
        edition_id=edition.id,
        marker=marker,
        decision_id=decision_id,
        rule=rule,
        rule_version=rule_version,
        decided_on=decided_on,
        tagged_at=at,
    )
    session.add(made)
    session.flush()
    session.expire(edition, ["tags"])
    outbox.reindex(session, "edition", [edition.id], at=at)
    return made
