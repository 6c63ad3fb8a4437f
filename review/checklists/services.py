"""Acts on the draft of the checklist as a whole: start it, publish it, abandon it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import DomainError, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor
from review.checklists.differences import compare
from review.checklists.models import ChecklistVersion, Question
from review.checklists.ordering import in_page_order
from review.checklists.queries import highest_number, latest_published, open_draft
from review.checklists.wording import TEXTS, wording_of
from review.checklists.workflow import DRAFT_ACTS

COPIED = ("code", "answer_kind", "part", "required", "stages", "sources", *TEXTS)


@dataclass(frozen=True, slots=True)
class Publication:
    """What a person says of the version they publish: its title, what changes, its date."""

    title: str
    note: str
    dated_on: date


def start_draft(session: Session, *, actor: Actor, at: datetime) -> ChecklistVersion:
    """Start the next version as a copy of the latest published one.

    Gives the draft already open if there is one: a second press makes no second draft.
    """
    allowed(actor, "start")
    found = open_draft(session)
    if found is not None:
        return found
    base = latest_published(session)
    if base is None:
        raise DomainError(N_("Aucune grille n’est publiée : il n’y a rien dont partir."))
    session.refresh(base, ["questions"])
    number = highest_number(session) + 1
    draft = ChecklistVersion(
        number=number,
        title_fr=_titled(base, number),
        based_on_id=base.id,
        started_at=at,
        questions=[
            Question(position=position, **{name: getattr(one, name) for name in COPIED})
            for position, one in enumerate(in_page_order(base.questions), start=1)
        ],
    )
    session.add(draft)
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag=DRAFT_ACTS["start"].tag,
        subject=draft,
        at=at,
        changes={"number": number, "based_on": base.number},
    )
    return draft


def _titled(base: ChecklistVersion, number: int) -> str:
    """Give the next version the title of the one before, with its own number."""
    old = str(base.number)
    head, found, tail = base.title_fr.rpartition(old)
    if found and not head[-1:].isdigit() and not tail[:1].isdigit():
        return f"{head}{number}{tail}"
    return f"{base.title_fr}, version {number}"


def publish(
    session: Session,
    draft: ChecklistVersion,
    publication: Publication,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    on: date,
) -> ChecklistVersion:
    """Make the draft the version that new rounds start with; it never changes again.

    ``on`` is today where the agency is. Rounds under way keep theirs.
    """
    allowed(actor, "publish")
    _same_draft(draft, seen_version)
    if publication.dated_on > on:
        raise DomainError(
            N_(
                "Une version s’applique dès sa publication : donnez la date d’aujourd’hui ou une "
                "date passée."
            ),
            field="dated_on",
        )
    base = draft.based_on
    earlier = in_page_order(base.questions) if base is not None else []
    changes = compare(
        [wording_of(one) for one in earlier],
        [wording_of(one) for one in in_page_order(draft.questions)],
    )
    if not changes:
        raise DomainError(
            N_(
                "Rien ne change par rapport à la version publiée : modifiez un critère, ou "
                "abandonnez ce brouillon."
            )
        )
    for position, one in enumerate(in_page_order(draft.questions), start=1):
        one.position = position
    session.flush()
    draft.title_fr, draft.change_note = publication.title, publication.note
    draft.dated_on = publication.dated_on
    draft.published_at = at
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag=DRAFT_ACTS["publish"].tag,
        subject=draft,
        at=at,
        changes={
            "number": draft.number,
            "dated_on": publication.dated_on,
            "criteria_added": [one.code for one in changes if one.added],
            "criteria_withdrawn": [one.code for one in changes if one.removed],
            "criteria_reworded": [one.code for one in changes if one.texts],
            "criteria_moved": [one.code for one in changes if one.moved],
        },
        reason=publication.note,
    )
    return draft


def abandon(
    session: Session,
    draft: ChecklistVersion,
    *,
    actor: Actor,
    reason: str,
    seen_version: int,
    at: datetime,
) -> None:
    """Give the draft up; its number and the codes it gave are not taken again."""
    allowed(actor, "abandon")
    _same_draft(draft, seen_version)
    draft.abandoned_at = at
    journal.record(
        session,
        actor=actor,
        tag=DRAFT_ACTS["abandon"].tag,
        subject=draft,
        at=at,
        changes={"number": draft.number},
        reason=reason,
    )


def allowed(actor: Actor, name: str) -> None:
    """Refuse an act of ``DRAFT_ACTS`` to whoever may not do it."""
    if not actor.may(DRAFT_ACTS[name].permission):
        raise NotAllowed(N_("La grille se modifie par le point focal genre."))


def _same_draft(draft: ChecklistVersion, seen_version: int) -> None:
    if draft.version != seen_version:
        raise DomainError(
            N_(
                "Le brouillon a changé depuis que vous avez ouvert cette page : relisez les "
                "différences, puis recommencez."
            )
        )
