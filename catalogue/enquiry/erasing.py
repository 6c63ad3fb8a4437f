"""Names and addresses of the public are kept for a time only, then erased for good."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.enquiry.guards import record
from catalogue.enquiry.models import Enquiry, EnquiryComment
from catalogue.permissions import system_actor
from catalogue.policy.services import number_of


def erase_people(session: Session, at: datetime) -> None:
    """Erase who commented on enquiries that ended long enough ago.

    The delay is a setting, counted from the last day for comments. Organisation, comment and
    answer stay: they are the record of the enquiry.
    """
    today = at.date()
    days = number_of(session, "enquiry_people_days", on=today)
    ended = session.scalars(
        sa.select(Enquiry).where(
            Enquiry.closes_on < today - timedelta(days=days), Enquiry.people_erased_at.is_(None)
        )
    ).all()
    for enquiry in ended:
        erased = session.scalars(
            sa.update(EnquiryComment)
            .where(
                EnquiryComment.enquiry_id == enquiry.id,
                sa.or_(EnquiryComment.author_name.is_not(None), EnquiryComment.email.is_not(None)),
            )
            .values(author_name=None, email=None)
            .returning(EnquiryComment.id)
            .execution_options(synchronize_session=False)
        ).all()
        enquiry.people_erased_at = at
        record(
            session,
            enquiry,
            "enquiry:people_erased",
            actor=system_actor(),
            at=at,
            changes={"comments": len(erased)},
        )
