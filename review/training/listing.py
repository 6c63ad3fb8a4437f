"""A list of presence brought in a spreadsheet: shown, taken in whole or not at all, undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.vocabulary import Sex
from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.training.attending import Named, forget_if_alone, hold_for_writing, place
from review.training.events import refuse_not_begun
from review.training.guards import require_takes_place
from review.training.list_reading import ReadList, ReadRow, why_unread
from review.training.models import (
    TrainingAttendance,
    TrainingEvent,
    TrainingList,
    TrainingParticipant,
)
from review.training.namesakes import Namesake, key_of, namesakes
from review.training.rules import require_reader_of_names
from review.training.vocabulary import LIST_STATE_LABELS, ListState

SKIPPED = "skipped"
# How long what an unfinished list says is kept; OPERATIONS.md and the privacy page say it.
UNFINISHED = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What the person says of one row: whose name it is (or ``SKIPPED``), what was declared."""

    who: str | None = None
    sex: Sex | None = None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row before it is taken in: what was read, what must be said of it.

    ``known`` bear the name already; ``twin`` is the number of an earlier row with the same name.
    """

    read: ReadRow
    known: tuple[Namesake, ...]
    twin: int | None
    fault: Message | None

    @property
    def asks_who(self) -> bool:
        """Tell whether somebody must say whose name it is, or leave the row out."""
        return bool(self.known) or self.twin is not None or not key_of(self.read.name)

    @property
    def asks_sex(self) -> bool:
        """Tell whether the answer could not be read."""
        return self.read.sex is None


def show_list(
    session: Session, event: TrainingEvent, read: ReadList, *, actor: Actor, at: datetime,
    today: date,
) -> TrainingList:  # fmt: skip
    """Keep what a spreadsheet says until it is taken in or given up; nothing is on the list yet."""
    require_reader_of_names(actor)
    require_takes_place(event)
    refuse_not_begun(event, today)
    shown = TrainingList(
        event_id=event.id,
        state=ListState.SHOWN,
        rows=[row.as_plain() for row in read.rows],
        aside=list(read.aside),
        made_at=at,
        made_by_id=actor.account_id,
    )
    session.add(shown)
    session.flush()
    return shown


def rows_of(session: Session, shown: TrainingList, *, on: date) -> list[ShownRow]:
    """Give the rows of a list with what must be said of each."""
    read = [ReadRow.from_plain(plain) for plain in shown.rows]
    known = namesakes(session, [row.name for row in read], on=on)
    first: dict[str, int] = {}
    found = []
    for row in read:
        key = key_of(row.name)
        twin = first.get(key) if key else None
        first.setdefault(key, row.number)
        fault = (
            N_("Le nom manque : complétez le fichier, ou ne reprenez pas cette ligne.")
            if not key
            else why_unread(row.answer) if row.sex is None else None
        )  # fmt: skip
        found.append(ShownRow(row, tuple(known.get(key, ())), twin, fault))
    return found


def take_in_list(
    session: Session,
    event: TrainingEvent,
    shown: TrainingList,
    decided: Mapping[int, Decided],
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> int:
    """Put everybody of a list on the event's, or nobody: one fault refuses the whole.

    ``decided`` says by row number what only a person can say. Gives how many were added. Raises
    :class:`Invalid` with a sentence per row (``who12``, ``sex12``); the caller takes back what was
    written before.
    """
    _require(actor, shown, seen_version, ListState.SHOWN)
    require_takes_place(event)
    hold_for_writing(session, event)
    rows = rows_of(session, shown, on=today)
    known = {key_of(row.read.name): list(row.known) for row in rows}
    problems: dict[str, Message] = {}
    heard: list[list[Any]] = []
    added = 0
    for row in rows:
        answer = decided.get(row.read.number, Decided())
        if answer.who == SKIPPED:
            continue
        named = _named(row, answer, problems)
        if named is None:
            continue
        bearers = known[key_of(named.name)]
        try:
            line, before = place(session, event, named, bearers, today=today, list_id=shown.id)
        except DomainError as error:
            problems[_field_of(error, row)] = error.message
            continue
        added += 1
        if line.participant_id is not None:
            _remember(bearers, named, line.participant_id)
            heard += [[line.participant_id, before.value]] if before is not None else []
    if problems:
        raise Invalid(
            N_("Rien n’est repris : répondez d’abord pour chaque ligne signalée."), problems
        )
    shown.state, shown.rows, shown.added, shown.heard = ListState.TAKEN_IN, [], added, heard
    journal.record(
        session,
        actor=actor,
        tag="training:list_taken_in",
        subject=event,
        at=at,
        changes={"list_id": shown.id, "people": added},
    )
    return added


def give_up_list(session: Session, shown: TrainingList, *, actor: Actor, seen_version: int) -> None:
    """Give up a list that was shown; what it said is forgotten."""
    _require(actor, shown, seen_version, ListState.SHOWN)
    shown.state, shown.rows = ListState.GIVEN_UP, []
    session.flush()


def undo_list(
    session: Session,
    event: TrainingEvent,
    shown: TrainingList,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> int:
    """Take everybody a spreadsheet brought off the list again, in one act. Gives how many."""
    _require(actor, shown, seen_version, ListState.TAKEN_IN)
    lines = session.scalars(
        sa.select(TrainingAttendance).where(TrainingAttendance.list_id == shown.id)
    ).all()
    for line in lines:
        session.delete(line)
    session.flush()
    for line in lines:
        forget_if_alone(session, line.participant_id)
    session.expire_all()
    for participant_id, before in reversed(shown.heard):
        one = session.get(TrainingParticipant, participant_id)
        if one is not None and one.erased_at is None:
            one.sex = Sex(before)
            one.sex_declared_on = one.sex_declared_on if one.sex.answered else None
    shown.state = ListState.UNDONE
    journal.record(
        session,
        actor=actor,
        tag="training:list_undone",
        subject=event,
        at=at,
        changes={"list_id": shown.id, "people": len(lines)},
    )
    return len(lines)


def forget_lists(session: Session, at: datetime) -> None:
    """Give up the lists shown long ago and never taken in: what they say is forgotten."""
    session.execute(
        sa.update(TrainingList)
        .where(TrainingList.state == ListState.SHOWN, TrainingList.made_at < at - UNFINISHED)
        .values(state=ListState.GIVEN_UP, rows=[])
        .execution_options(synchronize_session=False)
    )


def lists_of(session: Session, event_id: int) -> Sequence[TrainingList]:
    """Give the spreadsheets brought for an event that still say something, the latest first."""
    return session.scalars(
        sa.select(TrainingList)
        .where(
            TrainingList.event_id == event_id,
            TrainingList.state.in_([ListState.SHOWN, ListState.TAKEN_IN]),
        )
        .order_by(TrainingList.id.desc())
    ).all()


def _require(actor: Actor, shown: TrainingList, seen_version: int, state: ListState) -> None:
    require_reader_of_names(actor)
    if shown.state is not state:
        raise DomainError(
            N_(
                "Cette liste est « %(state)s » : cet acte n’est plus possible.",
                state=LIST_STATE_LABELS[shown.state],
            )
        )
    if shown.version != seen_version:
        raise Conflict({}, shown.version)


def _named(row: ShownRow, answer: Decided, problems: dict[str, Message]) -> Named | None:
    number = row.read.number
    sex = row.read.sex if row.read.sex is not None else answer.sex
    missing_who = row.asks_who and answer.who is None
    if missing_who:
        problems[f"who{number}"] = N_("Dites qui est cette personne, ou ne reprenez pas la ligne.")
    if sex is None:
        problems[f"sex{number}"] = N_("Dites ce que la personne a déclaré.")
    if missing_who or sex is None:
        return None
    return Named(name=row.read.name, organisation=row.read.organisation, sex=sex, who=answer.who)


def _field_of(error: DomainError, row: ShownRow) -> str:
    number = row.read.number
    return f"sex{number}" if error.field == "sex" and row.asks_sex else f"who{number}"


def _remember(bearers: list[Namesake], named: Named, participant_id: int) -> None:
    """Let the rows below know somebody this list has just brought, or what they declared."""
    if any(one.participant_id == participant_id for one in bearers):
        bearers[:] = [
            replace(one, sex=named.sex)
            if one.participant_id == participant_id and named.sex.declared
            else one
            for one in bearers
        ]
        return
    bearers.append(
        Namesake(named.name, named.organisation, named.sex, participant_id=participant_id)
    )
