"""Acts on participation texts: write, attach, dismiss hints, publish, withdraw."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from catalogue.committees.models import Committee
from catalogue.documents.models import Document
from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.nominations.models import (
    ParticipationHint,
    ParticipationText,
    ParticipationTextVersion,
)
from review.nominations.rules import require_keeper
from review.nominations.vocabulary import TextKind
from review.nominations.wording import KeyedHint, Wording, dismissed, keyed

TO_CORRECT = N_("Rien n’est enregistré : corrigez les réponses signalées.")
SHORTEST_REASON = 3


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What a participation text is; no ``committee_id`` when it holds for all committees."""

    kind: TextKind
    title: str
    committee_id: int | None = None


def begin(
    session: Session,
    facts: TextFacts,
    wording: Wording,
    *,
    document: Document | None = None,
    actor: Actor,
    at: datetime,
) -> ParticipationText:
    """Begin a text with its first version, a draft."""
    require_keeper(actor)
    _refuse_faults(session, facts, wording)
    text = ParticipationText(
        kind=facts.kind,
        title=facts.title,
        committee_id=facts.committee_id,
        made_at=at,
        made_by_id=actor.account_id,
        versions=[],
    )
    session.add(text)
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag="participation_text:begun",
        subject=text,
        at=at,
        changes={"kind": facts.kind.value, "title": facts.title},
    )
    _write(session, text, wording, document, actor=actor, at=at)
    return text


def change(
    session: Session,
    text: ParticipationText,
    facts: TextFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Correct what a text is called, what kind it is and for which committee it holds."""
    _require(actor, text, seen_version)
    _refuse_faults(session, facts)
    before = {"kind": text.kind, "title": text.title, "committee_id": text.committee_id}
    after = {"kind": facts.kind, "title": facts.title, "committee_id": facts.committee_id}
    changes = journal.diff(before, after)
    if not changes:
        return
    for name, value in after.items():
        setattr(text, name, value)
    journal.record(
        session, actor=actor, tag="participation_text:changed", subject=text, at=at, changes=changes
    )


def write(
    session: Session,
    text: ParticipationText,
    wording: Wording,
    *,
    document: Document | None = None,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> ParticipationTextVersion:
    """Write the draft anew; after a publication, begin the next version.

    A hint that was dismissed stays so while its sentence is the same.
    """
    _require(actor, text, seen_version)
    _refuse_withdrawn(text)
    _refuse_faults(session, None, wording)
    return _write(session, text, wording, document, actor=actor, at=at)


def dismiss(
    session: Session,
    text: ParticipationText,
    hint_ids: Collection[int],
    *,
    reason: str,
    equal: bool,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> int:
    """Leave hints as they are, with a reason; ``equal`` takes those that say the same words.

    Gives how many were dismissed.
    """
    _require(actor, text, seen_version)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid(
            N_("Il manque un mot d’explication."),
            {"reason": N_("Dites en un mot pourquoi ces mots restent.")},
        )
    chosen = _chosen(_draft(text), hint_ids, equal=equal)
    for hint in chosen:
        hint.dismissal_reason = reason.strip()
        hint.dismissed_at, hint.dismissed_by_id = at, actor.account_id
    _touch(text)
    journal.record(
        session,
        actor=actor,
        tag="participation_text:hints_dismissed",
        subject=text,
        at=at,
        changes={"words": sorted({hint.text for hint in chosen}), "hints": len(chosen)},
        reason=reason.strip(),
    )
    return len(chosen)


def reopen(
    session: Session,
    text: ParticipationText,
    hint_ids: Collection[int],
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Take a dismissal back."""
    _require(actor, text, seen_version)
    chosen = _chosen(_draft(text), hint_ids, equal=False)
    for hint in chosen:
        hint.dismissal_reason = hint.dismissed_at = hint.dismissed_by_id = None
    _touch(text)
    journal.record(
        session,
        actor=actor,
        tag="participation_text:hints_reopened",
        subject=text,
        at=at,
        changes={"words": sorted({hint.text for hint in chosen}), "hints": len(chosen)},
    )


def publish(
    session: Session,
    text: ParticipationText,
    *,
    on: date,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> ParticipationTextVersion:
    """Put the draft in force from a day on; refused while a class-A hint is open (§3, as T1)."""
    _require(actor, text, seen_version)
    _refuse_withdrawn(text)
    draft = _draft(text)
    if draft.open_hints:
        raise DomainError(
            N_(
                "Expressions de classe A encore à corriger : %(count)d. Réécrivez chacune, ou "
                "écartez-la avec une raison ; le texte se publie ensuite.",
                count=len(draft.open_hints),
            )
        )
    if on > today:
        raise DomainError(
            N_("Cette date est à venir : publiez le jour venu, ou écrivez la date du jour."),
            field="on",
        )
    before = text.latest
    if before is not None and before.published_on is not None and on < before.published_on:
        raise DomainError(
            N_(
                "La version %(number)d est en vigueur depuis le %(day)s : celle-ci ne peut pas la "
                "précéder.",
                number=before.number,
                day=before.published_on.strftime("%d/%m/%Y"),
            ),
            field="on",
        )
    draft.published_on, draft.published_at, draft.published_by_id = on, at, actor.account_id
    _touch(text)
    journal.record(
        session,
        actor=actor,
        tag="participation_text:published",
        subject=text,
        at=at,
        changes={"number": draft.number, "published_on": on},
    )
    return draft


def abandon(
    session: Session, text: ParticipationText, *, actor: Actor, seen_version: int, at: datetime
) -> None:
    """Take away the draft of a new version; the one in force stays."""
    _require(actor, text, seen_version)
    draft = _draft(text)
    if text.latest is None:
        raise DomainError(
            N_("C’est la seule version de ce texte : réécrivez-la, ou retirez le texte.")
        )
    text.versions.remove(draft)
    _touch(text)
    journal.record(
        session,
        actor=actor,
        tag="participation_text:abandoned",
        subject=text,
        at=at,
        changes={"number": draft.number},
    )


def withdraw(
    session: Session,
    text: ParticipationText,
    *,
    on: date,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Say that a text is no longer in force from a day on; its versions stay readable."""
    _require(actor, text, seen_version)
    _refuse_withdrawn(text)
    found: dict[str, Message] = {}
    if not reason.strip():
        found["reason"] = N_("Écrivez pourquoi ce texte est retiré.")
    if on > today:
        found["on"] = N_("Cette date est à venir : retirez le texte le jour venu.")
    latest = text.latest
    if latest is not None and latest.published_on is not None and on < latest.published_on:
        found["on"] = N_(
            "Ce texte est en vigueur depuis le %(day)s : il ne peut pas être retiré avant.",
            day=latest.published_on.strftime("%d/%m/%Y"),
        )
    if found:
        raise Invalid(TO_CORRECT, found)
    text.withdrawn_on, text.withdrawal_reason = on, reason.strip()
    journal.record(
        session,
        actor=actor,
        tag="participation_text:withdrawn",
        subject=text,
        at=at,
        changes={"withdrawn_on": on},
        reason=reason.strip(),
    )


def _write(
    session: Session,
    text: ParticipationText,
    wording: Wording,
    document: Document | None,
    *,
    actor: Actor,
    at: datetime,
) -> ParticipationTextVersion:
    draft, latest = text.draft, text.latest
    earlier = draft if draft is not None else latest
    standing = dismissed(earlier.hints) if earlier is not None else {}
    if draft is None:
        number = latest.number + 1 if latest is not None else 1
        draft = ParticipationTextVersion(number=number, hints=[])
        text.versions.append(draft)
    draft.pages, draft.document_id = list(wording.pages), document.id if document else None
    draft.written_at, draft.written_by_id = at, actor.account_id
    draft.hints = [_hint(one, standing.get(one.context_key)) for one in keyed(wording.hints)]
    _touch(text)
    journal.record(
        session,
        actor=actor,
        tag="participation_text:written",
        subject=text,
        at=at,
        changes={"number": draft.number, "hints": len(draft.hints), "open": len(draft.open_hints)},
    )
    return draft


def _hint(one: KeyedHint, before: ParticipationHint | None) -> ParticipationHint:
    hint = one.hint
    return ParticipationHint(
        page=hint.page,
        start=hint.start,
        end=hint.end,
        text=hint.text,
        kind=hint.kind,
        wording_class=hint.wording_class,
        rule=hint.rule[:80],
        clause=hint.clause[:80],
        suggestions=list(hint.suggestions),
        context=hint.context,
        context_key=one.context_key,
        equal_key=one.equal_key,
        dismissal_reason=before.dismissal_reason if before else None,
        dismissed_at=before.dismissed_at if before else None,
        dismissed_by_id=before.dismissed_by_id if before else None,
    )


def _require(actor: Actor, text: ParticipationText, seen_version: int) -> None:
    require_keeper(actor)
    if text.version != seen_version:
        draft = text.draft
        raise Conflict(
            {"title": text.title, "text": draft.whole if draft is not None else ""}, text.version
        )


def _draft(text: ParticipationText) -> ParticipationTextVersion:
    if text.draft is None:
        raise DomainError(
            N_("Cette version est publiée et ne change plus : rédigez une nouvelle version.")
        )
    return text.draft


def _refuse_withdrawn(text: ParticipationText) -> None:
    if text.withdrawn_on is not None:
        raise DomainError(N_("Ce texte est retiré. Commencez un autre texte."))


def _touch(text: ParticipationText) -> None:
    """Make the text's own version tell that something under it changed."""
    flag_modified(text, "title")


def _chosen(
    draft: ParticipationTextVersion, hint_ids: Collection[int], *, equal: bool
) -> list[ParticipationHint]:
    chosen = [hint for hint in draft.hints if hint.id in hint_ids]
    if not chosen:
        raise DomainError(N_("Choisissez une piste de la version en préparation."))
    if equal:
        keys = {hint.equal_key for hint in chosen}
        chosen = [hint for hint in draft.hints if hint.equal_key in keys]
    return chosen


def _refuse_faults(
    session: Session, facts: TextFacts | None, wording: Wording | None = None
) -> None:
    found: dict[str, Message] = {}
    if facts is not None:
        if not facts.title:
            found["title"] = N_("Donnez un titre à ce texte.")
        if facts.committee_id is not None and session.get(Committee, facts.committee_id) is None:
            found["committee_id"] = N_("Choisissez un comité de la liste.")
    if wording is not None and not "".join(wording.pages).strip():
        found["text"] = N_("Écrivez le texte, ou joignez un fichier.")
    if found:
        raise Invalid(TO_CORRECT, found)
