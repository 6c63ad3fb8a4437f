"""Answering comments, one or several at once; taking an answer back; showing the whole table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.enquiry.commenting import ask_for_answers_mailed
from catalogue.enquiry.guards import (
    record,
    require_answering,
    require_stage,
    require_version,
)
from catalogue.enquiry.models import Enquiry, EnquiryComment
from catalogue.enquiry.queries import tallies
from catalogue.enquiry.rules import state_of
from catalogue.enquiry.vocabulary import LONGEST_TEXT, NEED_REASON, EnquiryState, Outcome
from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from catalogue.work_programme.guards import need_reason, require_manager


def answer_comments(
    session: Session,
    enquiry: Enquiry,
    comments: Sequence[EnquiryComment],
    *,
    outcome: Outcome | None,
    answer: str,
    actor: Actor,
    seen_versions: Mapping[int, int],
    at: datetime,
    today: date,
) -> int:
    """Give one answer to each of these comments; give how many it changed.

    What is rejected, or accepted in part, is explained. Who left an address is told. The answer
    that stood before stays in the journal. ``seen_versions`` maps a comment's id to its version as
    this person saw it.
    """
    item = enquiry.work_item
    require_answering(session, actor, item, on=today)
    require_stage(item)
    problems: dict[str, Message] = {}
    if not comments:
        problems["chosen"] = N_("Cochez au moins une remarque.")
    if outcome is None:
        problems["outcome"] = N_("Choisissez une réponse.")
    elif outcome in NEED_REASON and not answer:
        problems["answer"] = N_(
            "Écrivez le motif : la personne qui a fait la remarque doit le comprendre."
        )
    if len(answer) > LONGEST_TEXT:
        problems["answer"] = N_("Écrivez %(longest)d caractères au plus.", longest=LONGEST_TEXT)
    if problems:
        raise Invalid(N_("La réponse n’est pas enregistrée : complétez ce qui suit."), problems)
    for one in comments:
        current = {"outcome": one.outcome or "", "answer": one.answer}
        require_version(one, seen_versions.get(one.id, 0), current)
    acts = []
    changed = []
    for one in comments:
        before = {"outcome": one.outcome, "answer": one.answer}
        changes = journal.diff(before, {"outcome": outcome, "answer": answer})
        if not changes:
            continue
        one.outcome, one.answer = outcome, answer
        one.answered_at, one.answered_by_id = at, actor.account_id
        changed.append(one)
        acts.append(journal.Act("enquiry:comment_answered", one, changes))
    journal.record_all(session, acts, actor=actor, at=at)
    ask_for_answers_mailed(session, changed, at=at)
    return len(changed)


def withdraw_answer(
    session: Session,
    enquiry: Enquiry,
    comment: EnquiryComment,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> EnquiryComment:
    """Take an answer back, with a reason: the comment waits again; the journal keeps the answer."""
    require_answering(session, actor, enquiry.work_item, on=today)
    require_stage(enquiry.work_item)
    require_version(comment, seen_version, {})
    if comment.outcome is None:
        raise DomainError(N_("Cette remarque n’a pas de réponse."))
    if not reason:
        raise DomainError(need_reason(), field="reason")
    changes = {"outcome": [comment.outcome, None], "answer": [comment.answer, ""]}
    comment.outcome = comment.answered_at = comment.answered_by_id = None
    comment.answer = ""
    record(
        session,
        comment,
        "enquiry:answer_withdrawn",
        actor=actor,
        at=at,
        changes=changes,
        reason=reason,
    )
    return comment


def publish_table(
    session: Session,
    enquiry: Enquiry,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> Enquiry:
    """Let anybody read the comments with their answers: once the enquiry is over and all have one.

    Names and addresses of people are never among them.
    """
    require_manager(actor)
    require_version(enquiry, seen_version, {})
    if enquiry.table_published_at is not None:
        raise DomainError(N_("Le tableau est déjà publié."))
    if state_of(enquiry, on=today) is EnquiryState.OPEN:
        raise DomainError(N_("L’enquête est encore ouverte : publiez le tableau après sa fin."))
    tally = tallies(session, [enquiry.id]).get(enquiry.id)
    if tally is not None and tally.left:
        raise DomainError(
            N_(
                "Remarques sans réponse : %(count)d. Répondez à chacune, puis publiez le tableau.",
                count=tally.left,
            )
        )
    enquiry.table_published_at = at
    record(session, enquiry, "enquiry:table_published", actor=actor, at=at)
    return enquiry


def withdraw_table(
    session: Session,
    enquiry: Enquiry,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> Enquiry:
    """Take the published table back, with a reason."""
    require_manager(actor)
    require_version(enquiry, seen_version, {})
    if enquiry.table_published_at is None:
        raise DomainError(N_("Le tableau n’est pas publié."))
    if not reason:
        raise DomainError(need_reason(), field="reason")
    enquiry.table_published_at = None
    record(session, enquiry, "enquiry:table_withdrawn", actor=actor, at=at, reason=reason)
    return enquiry
