"""Receiving the comments of the public: from the form and from tables, by the same checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.accounts.attempts import Counted, Limit, free_again_at
from catalogue.accounts.attempts import count as count_attempt
from catalogue.enquiry.facts import CommentFacts, problems_of
from catalogue.enquiry.guards import record
from catalogue.enquiry.models import Enquiry, EnquiryComment, EnquiryRefusal
from catalogue.enquiry.rules import takes_comments
from catalogue.enquiry.vocabulary import Channel, RefusalKind
from catalogue.errors import DomainError, Invalid
from catalogue.messages import N_
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor

MAIL_TOPIC = "enquiry_mail"
_RECEIVED, _ANSWERED = "received", "answered"

# An office, or a town behind one address of its provider, may well send this many in an hour.
PER_ADDRESS = Limit("enquiry-comment", 40, timedelta(hours=1))
# More than any enquiry has heard in a day: what comes then is no public.
PER_DAY = 500


def receive_comment(
    session: Session, enquiry: Enquiry, facts: CommentFacts, *, actor: Actor, at: datetime,
    today: date,
) -> EnquiryComment:  # fmt: skip
    """Take one comment of the public and give it its number; who left an address is written to.

    Raises :class:`DomainError` once the enquiry is over, :class:`Invalid` by field.
    """
    if not takes_comments(enquiry, on=today):
        raise DomainError(
            N_(
                "L’enquête s’est terminée le %(day)s : elle ne reçoit plus de remarques. "
                "Écrivez au secrétariat de l’agence si votre remarque ne peut pas attendre.",
                day=enquiry.closes_on,
            )
        )
    problems = problems_of(facts)
    if problems:
        raise Invalid(N_("Votre remarque n’est pas envoyée : complétez ce qui suit."), problems)
    [comment] = add_comments(session, enquiry, [facts], channel=Channel.FORM, actor=actor, at=at)
    if comment.email:
        ask_for_mail(session, _RECEIVED, [comment.id], at=at)
    return comment


def add_comments(
    session: Session,
    enquiry: Enquiry,
    given: Sequence[CommentFacts],
    *,
    channel: Channel,
    actor: Actor,
    at: datetime,
    sheet_id: int | None = None,
) -> list[EnquiryComment]:
    """Put checked comments on the record, numbered after the last; call as a writer."""
    last = session.scalar(
        sa.select(sa.func.max(EnquiryComment.number)).where(EnquiryComment.enquiry_id == enquiry.id)
    )
    comments = [
        EnquiryComment(
            enquiry_id=enquiry.id,
            number=number,
            channel=channel,
            sheet_id=sheet_id,
            organisation=facts.organisation,
            author_name=facts.author_name or None,
            email=facts.email or None,
            code=facts.code,
            line=facts.line,
            clause=facts.clause,
            place=facts.place,
            kind=facts.kind,
            comment=facts.comment,
            proposed_change=facts.proposed_change,
            about_gender=facts.about_gender,
            received_at=at,
        )
        for number, facts in enumerate(given, start=(last or 0) + 1)
    ]
    session.add_all(comments)
    session.flush()
    if channel is Channel.FORM:
        for one in comments:
            record(
                session,
                one,
                "enquiry:comment_received",
                actor=actor,
                at=at,
                changes={"enquiry": enquiry.id, "number": one.number, "kind": one.kind},
            )
    return comments


def ask_for_mail(session: Session, kind: str, comment_ids: Sequence[int], *, at: datetime) -> None:
    """Ask for one mail about comments of one person; the address stays with the comments."""
    outbox.enqueue(session, MAIL_TOPIC, {"kind": kind, "comments": list(comment_ids)}, at=at)


def ask_for_answers_mailed(
    session: Session, comments: Sequence[EnquiryComment], *, at: datetime
) -> None:
    """Ask for each person who left an address to be told, once, what was answered to them."""
    by_address: dict[str, list[int]] = {}
    for one in comments:
        if one.email:
            by_address.setdefault(one.email.lower(), []).append(one.id)
    for ids in by_address.values():
        ask_for_mail(session, _ANSWERED, ids, at=at)


def limit_reached(
    session: Session, enquiry: Enquiry, counted: Counted, *, at: datetime, day_began: datetime
) -> tuple[RefusalKind, datetime | None] | None:
    """Tell which limit the form has reached, and when it is free again where that is known."""
    free_at = free_again_at(session, [counted], at=at)
    if free_at is not None:
        return RefusalKind.ADDRESS_LIMIT, free_at
    today = session.scalar(
        sa.select(sa.func.count())
        .select_from(EnquiryComment)
        .where(
            EnquiryComment.enquiry_id == enquiry.id,
            EnquiryComment.channel == Channel.FORM,
            EnquiryComment.received_at >= day_began,
        )
    )
    return (RefusalKind.DAY_LIMIT, None) if (today or 0) >= PER_DAY else None


def count_sending(session: Session, counted: Counted, *, at: datetime) -> None:
    """Count one comment for the address it came from, kept as a digest for a day."""
    count_attempt(session, [counted], at=at)


def count_refusal(session: Session, enquiry: Enquiry, kind: RefusalKind, *, on: date) -> None:
    """Count one sending turned away; call as a writer."""
    row = session.get(EnquiryRefusal, (enquiry.id, on, kind))
    if row is None:
        row = EnquiryRefusal(enquiry_id=enquiry.id, day=on, kind=kind, count=0)
        session.add(row)
    row.count += 1
