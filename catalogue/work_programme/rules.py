"""Who may see which items of the programme, and which of their facts."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.documents.models import Document
from catalogue.permissions import Actor, Permission, Predicate, granted
from catalogue.work_programme.models import ProgrammeView, StageEvent, TextVersion, WorkItem
from catalogue.work_programme.vocabulary import WorkItemStatus

# A chair follows the items of the committees they chair.
own_committee: Predicate[WorkItem] = Predicate(
    lambda actor, item: item.committee_id in actor.committee_ids,
    lambda actor: WorkItem.committee_id.in_(actor.committee_ids),
)

# Status, texts, reviews and journal are the agency's own business (product_rules §1).
internal_facts: Predicate[WorkItem] = granted(Permission.PROGRAMME_READ_INTERNAL) | own_committee

_published: Predicate[WorkItem] = Predicate(
    lambda _actor, item: item.status is not WorkItemStatus.ABANDONED,
    lambda _actor: WorkItem.status != WorkItemStatus.ABANDONED,
)

# Everybody reads what is in preparation and what was homologated; not what was abandoned.
visible_items: Predicate[WorkItem] = _published | internal_facts


own_views: Predicate[ProgrammeView] = Predicate(
    lambda actor, view: actor.signed_in and view.account_id == actor.account_id,
    lambda actor: ProgrammeView.account_id == (actor.account_id or 0),
)
_shared: Predicate[ProgrammeView] = Predicate(
    lambda actor, view: actor.signed_in and view.shared,
    lambda actor: sa.and_(ProgrammeView.shared, sa.literal(actor.signed_in)),
)
_keeper: Predicate[ProgrammeView] = Predicate(
    lambda actor, view: view.shared and manages_programme(actor),
    lambda actor: sa.and_(ProgrammeView.shared, sa.literal(manages_programme(actor))),
)

# A shared view is the house's: the secretariat keeps it, whoever made it.
readable_views: Predicate[ProgrammeView] = own_views | _shared
changes_view: Predicate[ProgrammeView] = own_views | _keeper


def sees_some_internal_facts(actor: Actor) -> bool:
    """Tell whether this person sees the inside of at least some items."""
    return actor.may(Permission.PROGRAMME_READ_INTERNAL) or bool(actor.committee_ids)


def manages_programme(actor: Actor) -> bool:
    """Tell whether this person keeps the programme; an import or a command does so by itself."""
    by_itself = actor.account_id is None and not actor.roles
    return by_itself or actor.may(Permission.PROGRAMME_MANAGE)


def may_set_forecast(actor: Actor) -> bool:
    """Tell whether this person may set a forecast: the focal point, or who keeps the programme."""
    return actor.may(Permission.OPINION_GIVE) or manages_programme(actor)


def may_read_document(session: Session, actor: Actor, document: Document) -> bool:
    """Tell whether a document may be read because an item this person sees inside holds it."""
    if not sees_some_internal_facts(actor):
        return False
    held = sa.or_(
        sa.exists().where(
            TextVersion.work_item_id == WorkItem.id, TextVersion.document_id == document.id
        ),
        sa.exists().where(
            StageEvent.work_item_id == WorkItem.id,
            StageEvent.evidence_document_id == document.id,
        ),
    )
    query = sa.select(WorkItem.id).where(internal_facts.where(actor), held).limit(1)
    return session.scalar(query) is not None
