"""Acts on one criterion of the draft: word it, move it, add one, withdraw one, take one back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from catalogue.errors import Conflict, DomainError
from catalogue.fingerprints import version_of
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor
from review.checklists.models import ChecklistVersion, Question
from review.checklists.ordering import (
    Place,
    in_page_order,
    place_in_words,
    place_name,
    place_of,
    put,
)
from review.checklists.queries import codes_ever_used
from review.checklists.rules import shipped, why_kept
from review.checklists.services import COPIED, allowed
from review.checklists.vocabulary import (
    EXTRA_KINDS,
    EXTRA_LETTER,
    LARGEST_EXTRA_NUMBER,
    AnswerKind,
)
from review.checklists.wording import TEXTS
from review.checklists.workflow import DRAFT_ACTS


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person wrote of one criterion: its texts by column, sources, obligation, place."""

    texts: Mapping[str, str]
    sources: tuple[str, ...]
    required: bool
    place: Place


def recorded(draft: ChecklistVersion, question: Question) -> dict[str, str]:
    """Give what is recorded of a criterion, by the names of its form's inputs."""
    place = place_of(draft, question)
    return {
        **{name: getattr(question, name) for name in TEXTS},
        "sources": "\n".join(question.sources),
        "required": "y" if question.required else "",
        "place": place_name(place),
    }


def criterion_version(draft: ChecklistVersion, question: Question) -> int:
    """Give the version of one criterion: it moves with its texts, not with its neighbours'."""
    return version_of(recorded(draft, question))


def edit_criterion(
    session: Session,
    draft: ChecklistVersion,
    code: str,
    entry: Entry,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> Question:
    """Change the wording, sources, obligation or place of a criterion; never its code nor kind.

    Raises :class:`Conflict` when somebody changed this criterion since the page was opened.
    """
    allowed(actor, "edit")
    question = criterion_of(draft, code)
    _unchanged(draft, question, seen_version)
    before = _facts(draft, question)
    _write(question, entry)
    put(draft, question, entry.place)
    changes = journal.diff(before, _facts(draft, question))
    if not changes:
        raise DomainError(N_("Rien n’a changé : modifiez un texte ou la place, ou revenez."))
    _record(session, draft, "edit", {"criterion": code, **changes}, actor=actor, at=at)
    return question


def add_criterion(
    session: Session,
    draft: ChecklistVersion,
    kind: AnswerKind,
    entry: Entry,
    *,
    actor: Actor,
    at: datetime,
) -> Question:
    """Add a criterion, under a code that no criterion has ever had; it enters no marker."""
    allowed(actor, "add")
    if kind not in EXTRA_KINDS:
        raise DomainError(
            N_("Ce genre de réponse appartient à un critère du marqueur : choisissez-en un autre."),
            field="kind",
        )
    question = Question(
        code=_next_code(session), answer_kind=kind, part=entry.place.part, position=0, stages=[]
    )
    _write(question, entry)
    draft.questions.append(question)
    put(draft, question, entry.place)
    facts = {"criterion": question.code, "kind": kind.value, "question_fr": question.question_fr}
    _record(session, draft, "add", facts, actor=actor, at=at)
    return question


def withdraw_criterion(
    session: Session,
    draft: ChecklistVersion,
    code: str,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Leave a criterion out of the next version, where the marker does not read it."""
    allowed(actor, "withdraw")
    question = criterion_of(draft, code)
    refusal = why_kept(code)
    if refusal is not None:
        raise DomainError(refusal)
    _unchanged(draft, question, seen_version)
    draft.questions.remove(question)
    session.delete(question)
    facts = {"criterion": code, "question_fr": question.question_fr}
    _record(session, draft, "withdraw", facts, actor=actor, at=at)


def restore_criterion(
    session: Session, draft: ChecklistVersion, code: str, *, actor: Actor, at: datetime
) -> Question:
    """Take back a criterion withdrawn from this draft, as the version before asks it."""
    allowed(actor, "restore")
    present = next((one for one in draft.questions if one.code == code), None)
    if present is not None:
        return present
    before = next((one for one in withdrawn_from(draft) if one.code == code), None)
    if before is None:
        raise DomainError(
            N_("%(code)s n’est pas dans la version d’avant : il ne peut être repris.", code=code)
        )
    question = Question(position=0, **{name: getattr(before, name) for name in COPIED})
    draft.questions.append(question)
    page = [one for one in in_page_order(draft.questions) if one.part is question.part]
    others = [one for one in page if one is not question]
    put(draft, question, Place(question.part, others[-1].code if others else None))
    _record(session, draft, "restore", {"criterion": code}, actor=actor, at=at)
    return question


def withdrawn_from(draft: ChecklistVersion) -> list[Question]:
    """Give the criteria of the version before that the draft no longer asks."""
    kept = {one.code for one in draft.questions}
    base = draft.based_on.questions if draft.based_on is not None else []
    return [one for one in in_page_order(base) if one.code not in kept]


def criterion_of(draft: ChecklistVersion, code: str) -> Question:
    """Give a criterion of the draft, or say that it is not there any more."""
    found = next((one for one in draft.questions if one.code == code), None)
    if found is None:
        raise DomainError(
            N_("%(code)s n’est plus dans le brouillon : quelqu’un l’a retiré.", code=code)
        )
    return found


def _unchanged(draft: ChecklistVersion, question: Question, seen_version: int) -> None:
    version = criterion_version(draft, question)
    if version != seen_version:
        raise Conflict(current=recorded(draft, question), version=version)


def _next_code(session: Session) -> str:
    used = codes_ever_used(session)
    for number in range(1, LARGEST_EXTRA_NUMBER + 1):
        if f"{EXTRA_LETTER}{number}" not in used:
            return f"{EXTRA_LETTER}{number}"
    raise DomainError(N_("Il n’y a plus de code libre pour un critère de plus."))


def _write(question: Question, entry: Entry) -> None:
    for name in TEXTS:
        setattr(question, name, entry.texts.get(name, "").strip())
    question.sources = list(entry.sources)
    question.required = True if shipped(question.code) else entry.required


def _facts(draft: ChecklistVersion, question: Question) -> dict[str, Any]:
    """Give a criterion as the journal compares it, in words."""
    return {
        **{name: getattr(question, name) for name in TEXTS},
        "sources": ", ".join(question.sources),
        "required": question.required,
        "place": place_in_words(place_of(draft, question)),
    }


def _record(
    session: Session,
    draft: ChecklistVersion,
    name: str,
    changes: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    # Criteria are rows of their own: without this, the draft's version would not move.
    flag_modified(draft, "change_note")
    session.flush()
    journal.record(
        session, actor=actor, tag=DRAFT_ACTS[name].tag, subject=draft, at=at, changes=changes
    )
