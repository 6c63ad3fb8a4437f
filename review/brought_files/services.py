"""Keeping a file that is brought, taking it in as one act or not at all, undoing it as one act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.exchange.workbook import Sheet
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.brought_files.kinds import JudgedRow, Kind
from review.brought_files.models import BroughtFile
from review.brought_files.tables import Laid, lay_out, told
from review.brought_files.vocabulary import FILE_STATE_LABELS, FileState

# How long what an unfinished file says is kept; OPERATIONS.md says it.
UNFINISHED = timedelta(days=30)
_NAME_LENGTH = 255
_LATEST = 20

# Tells what stands on a file taken in, in slices above; filled by the composition root.
standing_on: list[Callable[[Session, BroughtFile], Message | None]] = []


def show(
    session: Session, kind: Kind, sheets: Sequence[Sheet], name: str, *, actor: Actor, at: datetime
) -> BroughtFile:
    """Keep what a spreadsheet says until it is taken in or given up; nothing is written yet."""
    kind.require(actor)
    laid = lay_out(sheets, kind.columns, any_of=kind.any_of, doubt=kind.doubt)
    made = BroughtFile(
        kind=kind.code,
        name=name[:_NAME_LENGTH],
        state=FileState.SHOWN,
        content=laid.as_plain(),
        made_at=at,
        made_by_id=actor.account_id,
    )
    session.add(made)
    session.flush()
    return made


def tell_columns(
    session: Session,
    kind: Kind,
    brought: BroughtFile,
    answers: Mapping[int, str],
    *,
    actor: Actor,
    seen_version: int,
) -> None:
    """Say what each column holds."""
    _require(kind, brought, actor, seen_version, FileState.SHOWN)
    laid = Laid.from_plain(brought.content)
    brought.content = told(laid, answers, kind.columns).as_plain()
    session.flush()


def rows_of(session: Session, kind: Kind, brought: BroughtFile, today: date) -> list[JudgedRow]:
    """Give the rows of a file shown, judged; none while its columns are to be told."""
    laid = Laid.from_plain(brought.content)
    return [] if laid.asked else list(kind.judge(session, laid, today))


def take_in(
    session: Session,
    kind: Kind,
    brought: BroughtFile,
    choices: Mapping[int, str],
    *,
    leave_out: bool,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> int:
    """Write every row that is kept, or none. Gives how many were written.

    ``choices`` says by row number what only a person can; ``leave_out`` that rows at fault are not
    taken in. Raises :class:`Invalid` (``leave_out``, ``row12``); the caller takes back the rest.
    """
    _require(kind, brought, actor, seen_version, FileState.SHOWN)
    rows = rows_of(session, kind, brought, today)
    problems: dict[str, Message] = {}
    if any(row.faults for row in rows) and not leave_out:
        problems["leave_out"] = N_(
            "Corrigez le fichier et reprenez-le, ou cochez pour laisser ces lignes de côté."
        )
    for row in rows:
        offered = {code for code, _label in row.asks}
        if not row.faults and offered and choices.get(row.number) not in offered:
            problems[f"row{row.number}"] = N_("Choisissez ce qui est fait de cette ligne.")
    if not rows:
        problems["leave_out"] = N_("Dites d’abord ce que contient chaque colonne.")
    if problems:
        raise Invalid(N_("Rien n’est repris : répondez d’abord à ce qui est demandé."), problems)
    kept = [(row, choices.get(row.number) if row.asks else None) for row in rows if not row.faults]
    made = kind.write(session, kept, actor=actor, at=at, today=today)
    brought.state, brought.content = FileState.TAKEN_IN, {}
    brought.made, brought.added, brought.taken_in_at = dict(made.plain), made.added, at
    journal.record(
        session,
        actor=actor,
        tag="file:taken_in",
        subject=brought,
        at=at,
        changes={"kind": kind.code, "rows": made.added},
    )
    return made.added


def give_up(
    session: Session, kind: Kind, brought: BroughtFile, *, actor: Actor, seen_version: int
) -> None:
    """Give up a file that was shown; what it said is forgotten."""
    _require(kind, brought, actor, seen_version, FileState.SHOWN)
    brought.state, brought.content = FileState.GIVEN_UP, {}
    session.flush()


def undo(
    session: Session,
    kind: Kind,
    brought: BroughtFile,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Take back all a file wrote, in one act, while nothing later stands on it."""
    _require(kind, brought, actor, seen_version, FileState.TAKEN_IN)
    for rule in standing_on:
        if (why := rule(session, brought)) is not None:
            raise DomainError(why)
    kind.take_back(session, brought.made, actor=actor, at=at)
    brought.state, brought.made = FileState.UNDONE, {}
    journal.record(
        session,
        actor=actor,
        tag="file:undone",
        subject=brought,
        at=at,
        changes={"kind": kind.code, "rows": brought.added},
    )


def latest(session: Session, kind: Kind) -> Sequence[BroughtFile]:
    """Give the files of a kind that are to be checked or were taken in, the latest first."""
    return session.scalars(
        sa.select(BroughtFile)
        .where(BroughtFile.kind == kind.code, BroughtFile.state != FileState.GIVEN_UP)
        .order_by(BroughtFile.id.desc())
        .limit(_LATEST)
    ).all()


def forget(session: Session, at: datetime) -> None:
    """Give up the files shown long ago and never taken in: what they say is forgotten."""
    session.execute(
        sa.update(BroughtFile)
        .where(BroughtFile.state == FileState.SHOWN, BroughtFile.made_at < at - UNFINISHED)
        .values(state=FileState.GIVEN_UP, content={})
        .execution_options(synchronize_session=False)
    )


def _require(
    kind: Kind, brought: BroughtFile, actor: Actor, seen_version: int, state: FileState
) -> None:
    kind.require(actor)
    if brought.state is not state:
        raise DomainError(
            N_(
                "Ce fichier est « %(state)s » : cet acte n’est plus possible.",
                state=FILE_STATE_LABELS[brought.state],
            )
        )
    if brought.version != seen_version:
        raise Conflict({}, brought.version)
