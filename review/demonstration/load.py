"""Loading the demonstration: only where nothing real is, and all of it in one transaction."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.accounts.models import Account
from catalogue.errors import DomainError
from catalogue.messages import N_
from catalogue.notices.models import Notice
from catalogue.outbox.models import Message
from catalogue.outbox.worker import SLOW
from catalogue.records.models import Edition
from catalogue.work_programme.models import WorkItem
from review.demonstration import (
    closing,
    council,
    deliverables,
    directory,
    elsewhere,
    grid,
    monitoring,
    needs,
    participation,
    people,
    programme,
    publications,
    reminding,
    restitution,
    sampling,
    sessions,
    stock,
    training,
)
from review.demonstration.cast import PRINTED
from review.demonstration.readings import Readings
from review.demonstration.world import World

EARLIEST = date(2026, 3, 2)
STILL_TO_READ = timedelta(days=14)


class Holds(StrEnum):
    """What a data folder holds: nothing but the shipped lists, the demonstration, or real work."""

    NOTHING = "nothing"
    DEMONSTRATION = "demonstration"
    REAL_DATA = "real_data"


def holds(session: Session) -> Holds:
    """Tell what an installation holds; the demonstration is known by all of its own accounts."""
    known = set(session.scalars(sa.select(Account.username).where(Account.username.in_(PRINTED))))
    if known == set(PRINTED):
        return Holds.DEMONSTRATION
    for model in (Account, Edition, WorkItem):
        if session.scalar(sa.select(sa.exists().select_from(model))):
            return Holds.REAL_DATA
    return Holds.NOTHING


def load(session: Session, folder: Path, *, at: datetime) -> None:
    """Write the demonstration as if people had worked from January 2024 to the day before ``at``.

    ``folder`` is the data folder, where its files are kept. The caller commits, then builds the
    search index: nothing but the reading of the texts waits in the outbox afterwards. Raises
    :class:`DomainError` where there are real data, and when the clock is before the spring of 2026.
    """
    if holds(session) is not Holds.NOTHING:
        raise DomainError(
            N_(
                "Ce dossier de données contient déjà des données : la démonstration ne s’y charge "
                "pas. Choisissez un autre dossier, par exemple DATA_DIR=data-demo."
            )
        )
    if at.date() < EARLIEST:
        raise DomainError(
            N_("La démonstration se passe de 2024 à 2026 : vérifiez la date de cette machine.")
        )
    world = World(session, folder, at=at)
    people.settle(world)
    readings = Readings(world)
    stock.plan_stock(world, readings)
    sessions.plan_sessions(world, readings)
    programme.plan_projects(world, readings)
    needs.plan_needs(world)
    closing.plan_closings(world)
    publications.plan_publications(world)
    sampling.plan_trial(world)
    grid.plan_versions(world)
    reminding.plan_reminders(world)
    council.plan_council(world)
    deliverables.plan_deliverables(world)
    training.plan_training(world)
    monitoring.plan_meetings(world)
    directory.fill_directory(world)
    participation.plan_participation(world)
    elsewhere.plan_elsewhere(world)
    restitution.plan_restitution(world)
    world.run()
    _leave_nothing_waiting(session, at=at)


def _leave_nothing_waiting(session: Session, *, at: datetime) -> None:
    """Nobody of the demonstration has an address, and the index is built whole afterwards.

    What is planned for later stays planned; of the messages to people, only the last fortnight's
    are still to read.
    """
    session.flush()
    session.execute(
        sa.update(Message)
        .where(Message.done_at.is_(None), Message.due_at <= at, Message.topic.not_in(SLOW))
        .values(done_at=at)
    )
    session.execute(
        sa.update(Notice)
        .where(Notice.read_at.is_(None), Notice.created_at < at - STILL_TO_READ)
        .values(read_at=Notice.created_at)
    )
