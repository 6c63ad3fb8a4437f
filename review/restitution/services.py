"""Writing the sheet, and publishing it once and for all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import Conflict, Invalid, NotAllowed
from catalogue.journal import services as journal
from catalogue.journal.chain import canonical_json
from catalogue.messages import N_
from catalogue.permissions import ANONYMOUS, Actor, Permission
from review.action_plan.queries import current_plan
from review.dashboard.services import Board, board
from review.indicators.figures import Question
from review.indicators.rules import live_figures
from review.indicators.services import plain_of, question
from review.restitution.content import TYPED, content_of
from review.restitution.models import RestitutionDraft, RestitutionSheet
from review.restitution.queries import DRAFT, actions_done, draft_of, published_with

LocalDate = Callable[[datetime], date]


def typed_of(draft: RestitutionDraft | None) -> dict[str, str]:
    """Give what was typed so far, empty where nothing was."""
    return {name: "" if draft is None else getattr(draft, name) for name in TYPED}


def save_draft(
    session: Session,
    typed: Mapping[str, str],
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> RestitutionDraft:
    """Keep what was typed for the next sheet.

    Raises :class:`NotAllowed`, and :class:`Conflict` when somebody wrote in between.
    """
    _require_keeper(actor)
    draft = draft_of(session)
    before = typed_of(draft)
    if (0 if draft is None else draft.version) != seen_version:
        raise Conflict(before, 0 if draft is None else draft.version)
    after = {name: typed[name].strip() for name in TYPED}
    if draft is None:
        draft = RestitutionDraft(id=DRAFT, **after)
        session.add(draft)
    else:
        for name, text in after.items():
            setattr(draft, name, text)
    session.flush()
    changes = journal.diff(before, after)
    if changes:
        journal.record(
            session, actor=actor, tag="restitution:drafted", subject=draft, at=at, changes=changes
        )
    return draft


def prepared(
    session: Session, typed: Mapping[str, str], *, today: date, local_date: LocalDate
) -> dict[str, Any]:
    """Give what a sheet published now would say, figures as the public reads them."""
    asked = question(session, today=today)
    found = board(session, ANONYMOUS, asked, local_date=local_date)
    return content_of(
        current_plan(session, today),
        found,
        _figures(session, found, asked, local_date),
        typed,
        actions_done(session, today),
    )


def _figures(
    session: Session, found: Board, asked: Question, local_date: LocalDate
) -> dict[str, Mapping[str, Any]]:
    """Give the figures behind the public dashboard: counted now, or as a reading published them."""
    closed = published_with(session, [one.reading_id for one in found.lines if one.reading_id])
    figures: dict[str, Mapping[str, Any]] = {}
    for line in found.lines:
        if line.reading_id is not None and line.reading_id in closed:
            figures[line.sheet.code] = closed[line.reading_id]
        elif live_figures.allows(ANONYMOUS, line.sheet):
            figures[line.sheet.code] = plain_of(session, line.sheet, asked, local_date=local_date)
    return figures


def publish(
    session: Session,
    *,
    actor: Actor,
    seen_version: int,
    today: date,
    at: datetime,
    local_date: LocalDate,
) -> RestitutionSheet:
    """Freeze the sheet as it stands, with the readings it rests on.

    Raises :class:`NotAllowed`, :class:`Conflict`, and :class:`Invalid` while a text is missing in
    one of the two languages.
    """
    _require_keeper(actor)
    draft = draft_of(session)
    typed = typed_of(draft)
    version = 0 if draft is None else draft.version
    if version != seen_version:
        raise Conflict(typed, version)
    missing = [name for name in TYPED if not typed[name]]
    if missing:
        message = N_("Écrivez ce texte avant de publier : la fiche paraît dans les deux langues.")
        raise Invalid(message, dict.fromkeys(missing, message))
    content = prepared(session, typed, today=today, local_date=local_date)
    last = session.scalar(sa.select(sa.func.max(RestitutionSheet.number))) or 0
    sheet = RestitutionSheet(
        number=last + 1,
        as_of=today,
        content=content,
        digest=hashlib.sha256(canonical_json(content).encode()).hexdigest(),
        published_at=at,
        published_by_id=actor.account_id,
    )
    session.add(sheet)
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag="restitution:published",
        subject=sheet,
        at=at,
        changes={"number": [None, sheet.number], "digest": [None, sheet.digest]},
    )
    return sheet


def _require_keeper(actor: Actor) -> None:
    if not actor.may(Permission.PLAN_KEEP):
        raise NotAllowed(N_("Seul le secrétariat écrit la fiche de restitution."))
