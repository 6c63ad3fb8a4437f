"""Where an enquiry stands, and who may read and answer what the public says of it."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Mandate
from catalogue.committees.vocabulary import MandateRole
from catalogue.enquiry.models import Enquiry
from catalogue.enquiry.vocabulary import EnquiryState
from catalogue.permissions import Actor, Permission
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.rules import internal_facts, manages_programme

# Who answers for a committee, beside the account that chairs it.
ANSWERING_ROLES = (MandateRole.CHAIR, MandateRole.SECRETARY)


def state_of(enquiry: Enquiry, *, on: date) -> EnquiryState:
    """Tell where an enquiry stands on a day: it takes comments until the end of its last day."""
    if enquiry.cancelled_at is not None:
        return EnquiryState.CANCELLED
    if enquiry.closed_on is not None:
        return EnquiryState.CLOSED
    return EnquiryState.OPEN if on <= enquiry.closes_on else EnquiryState.ENDED


def takes_comments(enquiry: Enquiry, *, on: date) -> bool:
    """Tell whether the public may comment on a day."""
    return state_of(enquiry, on=on) is EnquiryState.OPEN


def in_enquiry(item: WorkItem) -> bool:
    """Tell whether the item is in the enquiry stage, so that comments and answers still move."""
    return item.stage_code[:2] == "40"


def committees_answered_for(session: Session, actor: Actor, *, on: date) -> frozenset[int]:
    """Give the committees for which this person answers comments: they chair it, or keep it."""
    if actor.person_id is None:
        return actor.committee_ids
    kept = session.scalars(
        sa.select(Mandate.committee_id).where(
            Mandate.person_id == actor.person_id,
            Mandate.role.in_(ANSWERING_ROLES),
            Mandate.valid_from <= on,
            sa.or_(Mandate.valid_to.is_(None), Mandate.valid_to >= on),
        )
    )
    return actor.committee_ids | frozenset(kept)


def may_answer(session: Session, actor: Actor, item: WorkItem, *, on: date) -> bool:
    """Tell whether this person answers the comments on an item."""
    return manages_programme(actor) or (
        item.committee_id is not None
        and actor.signed_in
        and item.committee_id in committees_answered_for(session, actor, on=on)
    )


def may_read_comments(session: Session, actor: Actor, item: WorkItem, *, on: date) -> bool:
    """Tell whether this person reads comments that are not published."""
    return internal_facts.allows(actor, item) or may_answer(session, actor, item, on=on)


def sees_people(actor: Actor) -> bool:
    """Tell whether this person sees who commented: the secretariat, to be able to answer."""
    return actor.may(Permission.PROGRAMME_MANAGE)
