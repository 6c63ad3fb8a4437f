"""One act on several items: each through the one way to do it, and what became of each said.

Every item keeps its own entry in the journal and its own check of the version seen. One refused
leaves the others. A preview is the same call, undone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee
from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from catalogue.work_programme.facts import facts_of
from catalogue.work_programme.guards import need_reason, require_manager
from catalogue.work_programme.items import edit_item, plan, set_exercise
from catalogue.work_programme.models import BulkAct, Milestone, WorkItem
from catalogue.work_programme.rules import visible_items
from catalogue.work_programme.stage_acts import change_status, record_stage
from catalogue.work_programme.vocabulary import FIRST_YEAR, LAST_YEAR, WORK_ITEM_STATUS_LABELS, Act

MOST_ITEMS = 200  # items of one act
_DATED = frozenset({Act.PLAN, Act.STAGE})
_REASONED = frozenset({Act.SUSPEND, Act.RESUME, Act.AWAIT_COUNCIL, Act.ABANDON})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one act asks: of which items, as they were seen, and what the act needs.

    ``seen`` maps the id of each item to the version the person saw.
    """

    act: Act
    seen: Mapping[int, int]
    committee_id: int | None = None
    exercise: int | None = None
    code: str = ""
    on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one item: what changed, or why it was refused."""

    item_id: int
    number: str
    title: str
    effect: Message | None = None
    refused: Message | None = None


@dataclass(frozen=True, slots=True)
class _Turn:
    """Who acts and when."""

    actor: Actor
    at: datetime
    today: date


def act_on_many(
    session: Session, wanted: Wanted, *, actor: Actor, at: datetime, today: date
) -> list[Line]:
    """Do one act on several items, and say of each what became of it."""
    require_manager(actor)
    _refuse_incomplete(session, wanted)
    items = {
        item.id: item
        for item in session.scalars(
            sa.select(WorkItem).where(WorkItem.id.in_(wanted.seen), visible_items.where(actor))
        )
    }
    turn = _Turn(actor, at, today)
    return [
        _act_on(session, items[item_id], version, wanted, turn)
        for item_id, version in wanted.seen.items()
        if item_id in items
    ]


def keep(
    session: Session, act: Act, lines: Sequence[Line], *, actor: Actor, at: datetime
) -> BulkAct:
    """Keep what became of each item, so that the page of the act can be read again."""
    made = BulkAct(
        act=act.value,
        made_at=at,
        made_by_id=actor.account_id,
        lines=[
            {
                "item_id": line.item_id,
                "number": line.number,
                "title": line.title,
                "effect": None if line.effect is None else str(line.effect),
                "refused": None if line.refused is None else str(line.refused),
            }
            for line in lines
        ],
    )
    session.add(made)
    session.flush()
    return made


def _act_on(session: Session, item: WorkItem, version: int, wanted: Wanted, turn: _Turn) -> Line:
    line = Line(item.id, item.number, item.title_fr)
    try:
        with session.begin_nested():
            effect = _do(session, item, version, wanted, turn)
            session.flush()
    except Conflict:
        changed = N_(
            "Ce sujet a changé depuis que vous l’avez vu : rouvrez la liste, puis recommencez."
        )
        return replace(line, refused=changed)
    except Invalid as error:
        return replace(line, refused=next(iter(error.problems.values()), error.message))
    except DomainError as error:
        return replace(line, refused=error.message)
    return replace(line, effect=effect)


def _do(session: Session, item: WorkItem, version: int, wanted: Wanted, turn: _Turn) -> Message:
    match wanted.act:
        case Act.COMMITTEE:
            return _confide(session, item, version, wanted, turn)
        case Act.EXERCISE:
            return _carry(session, item, version, wanted, turn)
        case Act.PLAN:
            return _plan(session, item, version, wanted, turn)
        case Act.STAGE:
            before = item.stage_code
            record_stage(
                session,
                item,
                code=wanted.code,
                reached_on=wanted.on or turn.today,
                reason=wanted.reason,
                actor=turn.actor,
                seen_version=version,
                at=turn.at,
                today=turn.today,
            )
            return N_("Stade %(before)s → %(after)s", before=before, after=item.stage_code)
    status = item.status
    change_status(
        session,
        item,
        wanted.act.value,
        reason=wanted.reason,
        actor=turn.actor,
        seen_version=version,
        at=turn.at,
        today=turn.today,
        on=wanted.on,
    )
    return N_(
        "%(before)s → %(after)s",
        before=WORK_ITEM_STATUS_LABELS[status],
        after=WORK_ITEM_STATUS_LABELS[item.status],
    )


def _confide(
    session: Session, item: WorkItem, version: int, wanted: Wanted, turn: _Turn
) -> Message:
    if item.committee_id == wanted.committee_id:
        raise DomainError(N_("Ce sujet est déjà confié à ce comité."))
    before = session.get(Committee, item.committee_id) if item.committee_id else None
    after = session.get(Committee, wanted.committee_id)
    edit_item(
        session,
        item,
        replace(facts_of(session, item), committee_id=wanted.committee_id),
        actor=turn.actor,
        seen_version=version,
        at=turn.at,
        today=turn.today,
        reason=wanted.reason,
    )
    return N_(
        "Comité %(before)s → %(after)s",
        before=before.code if before else N_("non attribué"),
        after=after.code if after else "",
    )


def _carry(session: Session, item: WorkItem, version: int, wanted: Wanted, turn: _Turn) -> Message:
    before = item.exercise
    set_exercise(
        session,
        item,
        wanted.exercise or 0,
        actor=turn.actor,
        seen_version=version,
        at=turn.at,
        reason=wanted.reason,
    )
    return N_("Exercice %(before)s → %(after)s", before=str(before), after=str(item.exercise))


def _plan(session: Session, item: WorkItem, version: int, wanted: Wanted, turn: _Turn) -> Message:
    rows = session.execute(
        sa.select(Milestone.code, Milestone.planned_on).where(Milestone.work_item_id == item.id)
    )
    planned: dict[str, date] = dict(rows.all())
    day = wanted.on or turn.today
    before = planned.get(wanted.code)
    if before == day:
        raise DomainError(N_("Ce stade est déjà prévu ce jour-là."))
    plan(
        session,
        item,
        planned | {wanted.code: day},
        actor=turn.actor,
        seen_version=version,
        at=turn.at,
    )
    return N_(
        "Stade %(code)s : prévu %(before)s → %(after)s",
        code=wanted.code,
        before=f"{before:%d/%m/%Y}" if before else N_("sans date"),
        after=f"{day:%d/%m/%Y}",
    )


def _refuse_incomplete(session: Session, wanted: Wanted) -> None:
    problems: dict[str, Message] = {}
    if not wanted.seen:
        problems["items"] = N_("Cochez au moins un sujet.")
    elif len(wanted.seen) > MOST_ITEMS:
        problems["items"] = N_("Choisissez au plus %(most)s sujets à la fois.", most=MOST_ITEMS)
    if wanted.act is Act.COMMITTEE and (
        wanted.committee_id is None or session.get(Committee, wanted.committee_id) is None
    ):
        problems["committee_id"] = N_("Choisissez le comité.")
    if wanted.act is Act.EXERCISE and not (FIRST_YEAR <= (wanted.exercise or 0) <= LAST_YEAR):
        problems["exercise"] = N_("Donnez l’année de l’exercice, par exemple 2027.")
    if wanted.act in _DATED:
        problems |= _missing_step(wanted)
    if wanted.act in _REASONED and not wanted.reason:
        problems["reason"] = need_reason()
    if problems:
        raise Invalid(N_("Rien n’a été fait."), problems)


def _missing_step(wanted: Wanted) -> dict[str, Message]:
    problems: dict[str, Message] = {}
    if not wanted.code:
        problems["code"] = N_("Choisissez le stade.")
    if wanted.on is None:
        problems["on"] = N_("Donnez la date, JJ/MM/AAAA.")
    return problems
