"""Opening a public enquiry, putting off its last day, closing it, showing its draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.documents.models import Document
from catalogue.enquiry.guards import record, reindex, require_version
from catalogue.enquiry.models import Enquiry, EnquiryExtension
from catalogue.enquiry.queries import running_enquiry
from catalogue.enquiry.rules import state_of
from catalogue.enquiry.vocabulary import EnquiryState, Ground
from catalogue.errors import DomainError, Invalid
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from catalogue.policy.services import number_of
from catalogue.work_programme import services as programme
from catalogue.work_programme.guards import (
    enquiry_days,
    need_date_not_future,
    need_reason,
    require_manager,
    touch,
)
from catalogue.work_programme.guards import (
    require_version as require_item_version,
)
from catalogue.work_programme.history import standing
from catalogue.work_programme.models import StageEvent, TextVersion, WorkItem
from catalogue.work_programme.stage_acts import ENQUIRY_CLOSED, ENQUIRY_OPENED, events_of

_PROBLEMS = N_("L’enquête n’est pas ouverte : corrigez les réponses indiquées.")
LONGEST_DAYS = 730  # an enquiry of more than two years is a typing error


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAccess:
    """Whether anybody may download the draft; if not, why, and where to ask for it."""

    published: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What is decided when an enquiry opens.

    ``opens_on`` may be left out where the stage 40.20 is recorded already: its day stands.
    ``ground`` and ``short_reason`` allow fewer days than the setting; ``stage_reason`` is asked
    when the item comes to 40.20 out of the usual order.
    """

    closes_on: date
    draft: DraftAccess
    opens_on: date | None = None
    text_version_id: int | None = None
    ground: Ground | None = None
    short_reason: str = ""
    stage_reason: str = ""


def proposed_end(session: Session, opens_on: date, *, on: date) -> date:
    """Give the last day of an enquiry that lasts as long as the setting asks."""
    return opens_on + timedelta(days=number_of(session, "enquiry_minimum_days", on=on) - 1)


def open_enquiry(
    session: Session,
    item: WorkItem,
    opening: Opening,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> Enquiry:
    """Open the public enquiry on an item's text: the stage 40.20, its page, its form.

    Where the stage is recorded already, its day is the enquiry's first. A new enquiry may follow a
    closed one. Raises :class:`Invalid` for days that cannot be, too few days without a ground and
    a reason, a text that is not the item's.
    """
    require_manager(actor)
    if running_enquiry(session, item.id) is not None:
        raise DomainError(N_("Une enquête est déjà ouverte sur ce sujet : closez-la d’abord."))
    recorded = item.stage_code == ENQUIRY_OPENED
    opens_on = item.stage_on if recorded else opening.opens_on
    problems = _opening_problems(session, item, opening, opens_on, today=today)
    if problems or opens_on is None:
        raise Invalid(_PROBLEMS, problems)
    if recorded:
        require_item_version(item, seen_version, {})
        event = standing(events_of(session, item))[-1]
    else:
        event = _stage_reached(
            session, item, opening, opens_on, actor=actor, seen=seen_version, at=at, today=today
        )
    before = session.scalar(
        sa.select(sa.func.max(Enquiry.rank)).where(Enquiry.work_item_id == item.id)
    )
    enquiry = Enquiry(
        work_item_id=item.id,
        rank=(before or 0) + 1,
        text_version_id=opening.text_version_id,
        opens_on=opens_on,
        closes_on=opening.closes_on,
        ground=opening.ground,
        short_reason=opening.short_reason or None,
        draft_published=opening.draft.published,
        draft_note=opening.draft.note or None,
        opening_event_id=event.id,
        opened_at=at,
        opened_by_id=actor.account_id,
    )
    session.add(enquiry)
    item.enquiry_from, item.enquiry_to = opens_on, opening.closes_on
    touch(item)
    record(
        session,
        enquiry,
        "enquiry:opened",
        actor=actor,
        at=at,
        changes={
            "work_item": item.id,
            "opens_on": opens_on,
            "closes_on": opening.closes_on,
            "text_version": opening.text_version_id,
            "draft_published": opening.draft.published,
            "ground": opening.ground,
        },
        reason=opening.short_reason or None,
    )
    reindex(session, item, at=at)
    return enquiry


def extend_enquiry(
    session: Session,
    enquiry: Enquiry,
    *,
    closes_on: date,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> EnquiryExtension:
    """Put off the last day of an enquiry that is not closed, with a reason that is published."""
    require_manager(actor)
    require_version(enquiry, seen_version, {"closes_on": f"{enquiry.closes_on:%d/%m/%Y}"})
    _require_not_closed(enquiry, today)
    problems: dict[str, Message] = {} if reason else {"reason": need_reason()}
    if closes_on <= enquiry.closes_on or closes_on < today:
        problems["closes_on"] = N_(
            "Choisissez un dernier jour à venir, après le %(day)s.", day=enquiry.closes_on
        )
    elif (closes_on - enquiry.opens_on).days >= LONGEST_DAYS:
        problems["closes_on"] = _too_long()
    if problems:
        raise Invalid(N_("L’enquête n’est pas prolongée : complétez ce qui suit."), problems)
    extension = EnquiryExtension(
        enquiry_id=enquiry.id,
        closed_before_on=enquiry.closes_on,
        closes_on=closes_on,
        reason=reason,
        extended_at=at,
        extended_by_id=actor.account_id,
    )
    session.add(extension)
    changes = {"closes_on": [enquiry.closes_on, closes_on]}
    enquiry.closes_on = closes_on
    item = enquiry.work_item
    item.enquiry_to = closes_on
    record(session, enquiry, "enquiry:extended", actor=actor, at=at, changes=changes, reason=reason)
    reindex(session, item, at=at)
    return extension


def close_enquiry(
    session: Session,
    enquiry: Enquiry,
    *,
    closed_on: date,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> Enquiry:
    """Close an enquiry: the stage 40.60. Before its last day, only with a reason.

    What follows for the enquiry follows from the stage (:mod:`catalogue.enquiry.following`).
    """
    require_manager(actor)
    require_version(enquiry, seen_version, {})
    _require_not_closed(enquiry, today)
    item = enquiry.work_item
    problems: dict[str, Message] = {}
    if closed_on > today:
        problems["closed_on"] = need_date_not_future()
    elif closed_on < enquiry.opens_on:
        problems["closed_on"] = N_(
            "L’enquête s’est ouverte le %(day)s : donnez un jour qui ne le précède pas.",
            day=enquiry.opens_on,
        )
    elif closed_on < enquiry.closes_on and not reason:
        problems["reason"] = N_(
            "L’enquête est annoncée jusqu’au %(day)s : écrivez pourquoi elle se clôt avant.",
            day=enquiry.closes_on,
        )
    if problems:
        raise Invalid(N_("L’enquête n’est pas close : complétez ce qui suit."), problems)
    enquiry.closes_on = min(enquiry.closes_on, closed_on)
    session.flush()
    try:
        programme.record_stage(
            session,
            item,
            code=ENQUIRY_CLOSED,
            reached_on=closed_on,
            reason=reason or enquiry.short_reason or "",
            actor=actor,
            seen_version=item.version,
            at=at,
            today=today,
        )
    except Invalid as error:
        raise _renamed(error, {"code": "", "reached_on": "closed_on"}) from error
    record(
        session,
        enquiry,
        "enquiry:closed",
        actor=actor,
        at=at,
        changes={"closed_on": closed_on},
        reason=reason or None,
    )
    return enquiry


def change_draft_access(
    session: Session,
    enquiry: Enquiry,
    draft: DraftAccess,
    *,
    text_version_id: int | None,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> Enquiry:
    """Say whether anybody may download the draft, which text it is, and where to ask for it."""
    require_manager(actor)
    require_version(enquiry, seen_version, {})
    problems = _draft_problems(session, enquiry.work_item_id, draft, text_version_id)
    if problems:
        raise Invalid(N_("Rien n’est changé : corrigez les réponses indiquées."), problems)
    changes = {
        "draft_published": [enquiry.draft_published, draft.published],
        "text_version": [enquiry.text_version_id, text_version_id],
    }
    enquiry.draft_published, enquiry.draft_note = draft.published, draft.note or None
    enquiry.text_version_id = text_version_id
    record(session, enquiry, "enquiry:draft_access_changed", actor=actor, at=at, changes=changes)
    return enquiry


def _opening_problems(
    session: Session, item: WorkItem, opening: Opening, opens_on: date | None, *, today: date
) -> dict[str, Message]:
    problems = _draft_problems(session, item.id, opening.draft, opening.text_version_id)
    if opens_on is None:
        problems["opens_on"] = N_("Donnez le premier jour de l’enquête.")
        return problems
    if opens_on > today:
        problems["opens_on"] = need_date_not_future()
    days = enquiry_days(opens_on, opening.closes_on) or 0
    least = number_of(session, "enquiry_minimum_days", on=today)
    if days <= 0:
        problems["closes_on"] = N_("Le dernier jour ne peut pas précéder le premier.")
    elif opening.closes_on < today:
        problems["closes_on"] = N_(
            "Ce dernier jour est passé : le public ne pourrait plus rien dire. Choisissez un jour "
            "à venir."
        )
    elif days > LONGEST_DAYS:
        problems["closes_on"] = _too_long()
    elif days < least:
        if opening.ground is None:
            problems["ground"] = N_(
                "L’enquête dure %(days)d jours ; il en faut au moins %(least)d, sauf urgence. "
                "Choisissez l’urgence, ou un dernier jour plus lointain.",
                days=days,
                least=least,
            )
        if not opening.short_reason:
            problems["short_reason"] = N_("Écrivez en quoi consiste l’urgence : ce sera publié.")
    return problems


def _draft_problems(
    session: Session, item_id: int, draft: DraftAccess, text_version_id: int | None
) -> dict[str, Message]:
    problems: dict[str, Message] = {}
    found = session.execute(
        sa.select(TextVersion.id, Document.sha256)
        .join(Document, Document.id == TextVersion.document_id)
        .where(TextVersion.id == text_version_id, TextVersion.work_item_id == item_id)
    ).one_or_none()
    if text_version_id is not None and found is None:
        problems["text_version_id"] = N_("Choisissez un texte de ce sujet.")
    elif draft.published and (found is None or found.sha256 is None):
        problems["draft_published"] = N_(
            "Pour que le projet se télécharge, choisissez un texte joint comme fichier. S’il n’y "
            "est pas, joignez-le d’abord au sujet."
        )
    if not draft.published and not draft.note:
        problems["draft_note"] = N_(
            "Écrivez pourquoi le projet n’est pas en ligne et où le demander : toute personne "
            "intéressée peut l’obtenir (code de l’OMC, annexe 3, M)."
        )
    return problems


def _stage_reached(
    session: Session,
    item: WorkItem,
    opening: Opening,
    opens_on: date,
    *,
    actor: Actor,
    seen: int,
    at: datetime,
    today: date,
) -> StageEvent:
    try:
        return programme.record_stage(
            session,
            item,
            code=ENQUIRY_OPENED,
            reached_on=opens_on,
            reason=opening.stage_reason,
            actor=actor,
            seen_version=seen,
            at=at,
            today=today,
        )
    except Invalid as error:
        names = {"code": "", "reached_on": "opens_on", "reason": "stage_reason"}
        raise _renamed(error, names) from error


def _renamed(error: Invalid, names: dict[str, str]) -> Invalid:
    """Give a refusal of the stage under the names of our own form."""
    problems = {names.get(name, name): message for name, message in error.problems.items()}
    return Invalid(error.message, problems)


def _require_not_closed(enquiry: Enquiry, today: date) -> None:
    if state_of(enquiry, on=today) in {EnquiryState.CLOSED, EnquiryState.CANCELLED}:
        raise DomainError(N_("Cette enquête est close : ouvrez-en une nouvelle s’il le faut."))


def _too_long() -> Message:
    return N_("Une enquête dure deux ans au plus : vérifiez l’année.")
