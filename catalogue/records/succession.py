"""What takes the place of a withdrawn standard: the link its withdrawal makes, and takes back."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.outbox import services as outbox
from catalogue.records.designation import key
from catalogue.records.models import Edition, Relation
from catalogue.records.vocabulary import EditionStatus, RelationKind


def join_successor(
    session: Session, edition: Edition, reference: str, *, on: date, at: datetime
) -> None:
    """Say that the successor, if the register has it, replaces the withdrawn edition."""
    successor = session.scalars(
        sa.select(Edition).where(
            Edition.reference_key == key(reference), Edition.status != EditionStatus.VOID
        )
    ).one_or_none()
    if successor is None:
        return
    said = sa.select(Relation.id).where(
        Relation.edition_id == successor.id,
        Relation.kind == RelationKind.REPLACES,
        Relation.target_edition_id == edition.id,
    )
    if session.scalar(said.limit(1)) is None:
        session.add(
            Relation(
                edition_id=successor.id,
                kind=RelationKind.REPLACES,
                target_reference=edition.reference,
                target_edition_id=edition.id,
                effective_on=on,
                by_withdrawal=True,
            )
        )
        outbox.reindex(session, "edition", [successor.id], at=at)


def leave_successors(session: Session, edition: Edition, *, at: datetime) -> None:
    """Take back the link that the withdrawal of an edition had made; others stay."""
    made = session.scalars(
        sa.select(Relation).where(
            Relation.target_edition_id == edition.id, Relation.by_withdrawal.is_(True)
        )
    ).all()
    outbox.reindex(session, "edition", [one.edition_id for one in made], at=at)
    for one in made:
        session.delete(one)
