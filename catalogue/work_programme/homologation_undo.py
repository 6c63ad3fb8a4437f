"""Undoing an act of homologation as a whole: nothing is deleted, everything stands as before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor
from catalogue.records.models import Edition, Relation
from catalogue.records.vocabulary import EditionStatus
from catalogue.work_programme import hooks
from catalogue.work_programme.guards import need_reason, require_manager
from catalogue.work_programme.history import standing
from catalogue.work_programme.models import HomologationAct, HomologationLine, StageEvent, WorkItem
from catalogue.work_programme.vocabulary import WorkItemStatus

MOST_NAMED = 5


def undo_homologation(
    session: Session, act: HomologationAct, *, reason: str, actor: Actor, at: datetime
) -> None:
    """Take a whole act back, with a reason, when nothing later stands on it.

    Its editions become void and free their references, which stay readable; items return to the
    stage and status they had, by new events; editions that the act withdrew are in force again.
    Raises :class:`DomainError` naming what stands on the act: a later edition, an item revising one
    of its standards, a reading opened on one of them.
    """
    require_manager(actor)
    if act.undone_at is not None:
        raise DomainError(N_("Cet acte est déjà défait : rien n’a été fait une seconde fois."))
    if not reason:
        raise Invalid(N_("Cet acte n’est pas défait : dites pourquoi."), {"reason": need_reason()})
    lines = session.scalars(
        sa.select(HomologationLine)
        .where(HomologationLine.act_id == act.id)
        .options(
            joinedload(HomologationLine.work_item),
            joinedload(HomologationLine.edition),
            joinedload(HomologationLine.withdrew),
        )
    ).all()
    blocking = what_stands_on(session, act, lines)
    if blocking:
        raise DomainError(
            N_(
                "Cet acte ne peut pas être défait, car d’autres enregistrements s’y appuient : "
                "%(names)s. Revenez d’abord sur ceux-ci.",
                names=" ; ".join(str(one) for one in blocking[:MOST_NAMED]),
            )
        )
    act.undone_at, act.undone_by_id, act.undo_reason = at, actor.account_id, reason
    events = _events_by_item(session, [line.work_item_id for line in lines])
    for line in lines:
        _return_item(session, line, events[line.work_item_id], reason, actor=actor, at=at)
        _void(line.edition)
        if line.withdrew is not None and line.withdrew.withdrawn_on == act_day(act):
            line.withdrew.withdrawn_on = None
            line.withdrew.status = EditionStatus.PUBLISHED
    journal.record(
        session,
        actor=actor,
        tag="programme:homologation_undone",
        subject=act,
        at=at,
        changes={"lines": {line.work_item.number: line.reference for line in lines}},
        reason=reason,
    )
    restored = [line.withdrew_edition_id for line in lines if line.withdrew_edition_id is not None]
    outbox.reindex(session, "edition", [*(line.edition_id for line in lines), *restored], at=at)
    outbox.reindex(session, "work_item", [line.work_item_id for line in lines], at=at)


def what_stands_on(
    session: Session, act: HomologationAct, lines: Sequence[HomologationLine]
) -> list[Message]:
    """Name the later editions, items and readings that need the editions of an act."""
    ours = [line.edition_id for line in lines]
    named: dict[int | None, str] = {line.edition_id: line.reference for line in lines}
    standards = {line.edition.standard_id: line.reference for line in lines}
    other = (Edition.id.not_in(ours), Edition.status != EditionStatus.VOID)
    found: list[Message] = []
    related = session.execute(
        sa.select(Edition.reference, Relation.target_edition_id)
        .join(Relation, Relation.edition_id == Edition.id)
        .where(Relation.target_edition_id.in_(ours), *other)
        .union(
            sa.select(Edition.reference, Edition.base_edition_id).where(
                Edition.base_edition_id.in_(ours), *other
            )
        )
    )
    for reference, target in related:
        found.append(N_("%(later)s s’appuie sur %(ours)s", later=reference, ours=named[target]))
    day = sa.func.coalesce(Edition.homologated_on, Edition.cnncq_adopted_on)
    later = session.execute(
        sa.select(Edition.reference, Edition.standard_id).where(
            Edition.standard_id.in_(standards), day > act_day(act), *other
        )
    )
    for reference, standard_id in later:
        found.append(
            N_("%(later)s est postérieure à %(ours)s", later=reference, ours=standards[standard_id])
        )
    revising = session.execute(
        sa.select(WorkItem.number, WorkItem.revises_edition_id).where(
            WorkItem.revises_edition_id.in_(ours), WorkItem.status != WorkItemStatus.ABANDONED
        )
    )
    for number, target in revising:
        found.append(N_("le sujet %(number)s révise %(ours)s", number=number, ours=named[target]))
    for said in hooks.standing_on_editions:
        found.extend(said(session, ours))
    return found


def act_day(act: HomologationAct) -> object:
    """Give the day the act took effect: its own, or the council's if it has none."""
    return act.homologated_on or act.cnncq_on


def _events_by_item(session: Session, item_ids: Sequence[int]) -> dict[int, list[StageEvent]]:
    events: dict[int, list[StageEvent]] = {item_id: [] for item_id in item_ids}
    for event in session.scalars(
        sa.select(StageEvent).where(StageEvent.work_item_id.in_(item_ids)).order_by(StageEvent.id)
    ):
        events[event.work_item_id].append(event)
    return events


def _return_item(
    session: Session,
    line: HomologationLine,
    events: list[StageEvent],
    reason: str,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Annul what the act recorded, and a publication recorded since; the rest stands again."""
    stood = standing(events)
    annulled = [one for one in stood if one.homologation_act_id == line.act_id or one.code >= "60"]
    session.add_all(
        StageEvent(
            work_item_id=line.work_item_id,
            code=one.code,
            reached_on=one.reached_on,
            annuls=True,
            reason=reason,
            recorded_at=at,
            recorded_by_id=actor.account_id,
            corrects_id=one.id,
            homologation_act_id=line.act_id,
        )
        for one in annulled
    )
    last = [one for one in stood if one not in annulled][-1]
    item = line.work_item
    item.stage_code, item.stage_on = last.code, last.reached_on
    item.status, item.status_since = line.previous_status, line.previous_status_since
    item.edition_id = None


def _void(edition: Edition) -> None:
    """Keep the edition readable, out of every list and count; its reference may be given again."""
    edition.status = EditionStatus.VOID
    edition.reference_key = f"void:{edition.id}"
