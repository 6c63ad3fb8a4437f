"""People of the agency, and items that are where a test needs them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.permissions import Actor, Role
from catalogue.records.vocabulary import Nature
from catalogue.work_programme import services
from catalogue.work_programme.history import standing
from catalogue.work_programme.models import StageEvent, WorkItem
from catalogue.work_programme.services import ActFacts, Line
from catalogue.work_programme.vocabulary import WorkItemStatus
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture
def secretary(session: Session) -> Actor:
    return factories.actor(factories.account(session, Role.SECRETARIAT))


@pytest.fixture
def waiting(session: Session) -> Callable[..., WorkItem]:
    """Make an item that waits for the council since 1 March 2026."""

    def make(**facts: Any) -> WorkItem:
        values = {
            "stage_code": "50.60",
            "stage_on": date(2026, 3, 1),
            "status": WorkItemStatus.AWAITING_COUNCIL,
            **facts,
        }
        return factories.work_item(session, **values)

    return make


@pytest.fixture
def facts() -> Callable[..., ActFacts]:
    """Give a council session of 10 June 2026 with its act of 1 July."""

    def make(**own: Any) -> ActFacts:
        values: dict[str, Any] = {
            "session_label": "11e session",
            "cnncq_on": date(2026, 6, 10),
            "homologated_on": date(2026, 7, 1),
            "act_reference": "Arrêté n° 26-100",
            **own,
        }
        return ActFacts(**values)

    return make


def line(item: WorkItem, reference: str = "", **own: Any) -> Line:
    values: dict[str, Any] = {
        "work_item_id": item.id,
        "reference": reference or f"NM 50.{item.id:03d}:2026",
        "nature": Nature.NEW,
        "seen_version": item.version,
        **own,
    }
    return Line(**values)


@pytest.fixture
def homologate(session, secretary, facts):
    def act(*lines, **own):
        done = services.homologate(
            session, lines, facts(**own), actor=secretary, at=NOW, today=TODAY
        )
        session.commit()
        return done

    return act


@pytest.fixture
def undo(session, secretary):
    def act(done, reason="Arrêté retiré"):
        services.undo_homologation(session, done, reason=reason, actor=secretary, at=NOW)
        session.commit()

    return act


def events_of(session, item):
    rows = session.scalars(
        sa.select(StageEvent).where(StageEvent.work_item_id == item.id).order_by(StageEvent.id)
    )
    return list(rows)


def stood(session, item):
    return [(one.code, one.reached_on) for one in standing(events_of(session, item))]
