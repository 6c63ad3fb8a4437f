"""A final text read by two people, everywhere it can show: programme, needs, register, 5.3."""

from __future__ import annotations

import hashlib
import io
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session, selectinload

from catalogue.accounts.models import Account, AccountRole
from catalogue.database import begin_write
from catalogue.permissions import Role
from review.analysis import services as hints
from review.analysis.models import TextHint
from review.analysis.vocabulary import HintState
from review.answers import extracts
from review.answers.marker import CriterionAnswer
from review.answers.queries import working_copy
from review.assignments import queries, services
from review.assignments.models import Assignment, ReviewRound
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NeedsState
from review.offline import services as offline
from review.offline.comparing import StagedRow
from review.offline.reading import Origin
from review.offline.vocabulary import Choice
from tests import factories
from tests.catalogue.documents.made_files import PNG
from tests.review.analysis.conftest import FIRST, SECOND, attach  # noqa: F401 - a fixture
from tests.review.assignments import arranging
from tests.review.assignments.arranging import NOW, ONE
from tests.review.decisions.sampling_case import sampling_as

# Words, days and a name that belong to the first reader alone.
LATER = NOW + timedelta(days=37)
SECRET = {
    **ONE,
    "F2": CriterionAnswer("estimation", note="Zanzibarite", source="Zébrure 1987"),
    "A3": CriterionAnswer("2", material=True, clause="77.88", quotation="girouette mauve"),
}
TOLD = (
    "Zanzibarite",
    "zanzibarite",
    "Zébrure",
    "77.88",
    "girouette",
    "30 décembre 2026",
    "30/12/2026",
)


@dataclass
class World:
    """One round and all around it, by ids: pages are read as requests of their own."""

    session: Session
    round_id: int
    text_id: int
    first_id: int
    second_id: int

    @property
    def round(self) -> ReviewRound:
        found = queries.round_of(self.session, self.round_id)
        assert found is not None
        return found

    @property
    def first(self) -> Account:
        return self._account(self.first_id)

    @property
    def second(self) -> Account:
        return self._account(self.second_id)

    def _account(self, key: int) -> Account:
        loaded = [selectinload(Account.roles)]
        return self.session.get_one(Account, key, options=loaded, populate_existing=True)

    def assignment_of(self, account_id: int) -> Assignment:
        return next(one for one in self.round.assignments if one.account_id == account_id)


Making = Callable[..., World]


@pytest.fixture
def fixed_names(monkeypatch) -> Callable[[], None]:
    """Begin the numbers of made records anew, so that two worlds are named alike."""

    def begin() -> None:
        monkeypatch.setattr(factories, "_count", itertools.count(1000))

    return begin


@pytest.fixture
def make_world(session, attach, fixed_names) -> Making:  # noqa: F811
    """Make it: the first reader has begun; the second reads too, unless told otherwise."""

    def make(
        *roles: Role,
        later: tuple[Role, ...] = (),
        second_reads: bool = True,
        drawn: bool | None = None,
    ) -> World:
        fixed_names()
        by = arranging.secretariat(session)
        edition = factories.edition(session, "NM 77.001:2025", homologated_on=date(2025, 3, 4))
        committee = factories.committee(session, "CTN7")
        item = factories.work_item(
            session, committee_id=committee.id, edition_id=edition.id, title_fr="Casques"
        )
        text = attach(FIRST, SECOND, item=item)
        session.add(
            NeedsExpression(
                title_fr="Casques",
                number="EB-2026-007",
                state=NeedsState.REGISTERED,
                author_id=by.id,
                committee_id=committee.id,
                created_at=NOW - timedelta(days=90),
                updated_at=NOW - timedelta(days=30),
                submitted_at=NOW - timedelta(days=60),
                decided_on=date(2026, 10, 5),
                work_item_id=item.id,
            )
        )
        if drawn is not None:
            sampling_as(session, drawn=drawn)
        made = arranging.opened(session, text, by)
        assert made.drawn is drawn
        first = arranging.reader(session, name="Xénophile Quartz", email="premiere@exemple.ml")
        second = arranging.reader(
            session, *(roles or (Role.REVIEWER,)), name="Seconde", email="seconde@exemple.ml"
        )
        one = arranging.asked(session, made, first, by, due_on=date(2027, 8, 19))
        arranging.begun(session, one, first)
        two = arranging.asked(session, made, second, by) if second_reads else None
        if two is not None:
            arranging.begun(session, two, second)
            arranging.filled(session, two, second, {"F1": ONE["F1"]})
        # Nobody is asked to read who carries these; they may be given while somebody reads.
        session.add_all(
            AccountRole(account_id=second.id, role=one, valid_from=arranging.TODAY) for one in later
        )
        session.commit()
        return World(session, made.id, text.id, first.id, second.id)

    return make


def first_works(world: World, checklist: Any = SECRET, **facts: Any) -> None:
    """Let the first reader do all there is to do, then hand in.

    They dismiss every hint, join an extract, bring a spreadsheet and apply it, bring another that
    waits, and write the whole checklist.
    """
    session = world.session
    begin_write(session)
    found = session.scalars(sa.select(TextHint).where(TextHint.text_version_id == world.text_id))
    first, own = world.first, world.assignment_of(world.first_id)
    hints.act_on_hints(
        session,
        own,
        found.all(),
        HintState.DISMISSED,
        word="Zanzibarite",
        criterion=None,
        actor=factories.actor(first),
        at=LATER,
    )
    _brings_files(world, own, first)
    arranging.handed_in(session, own, first, checklist, at=LATER, **facts)
    session.commit()


def _brings_files(world: World, own: Assignment, first: Account) -> None:
    session, actor = world.session, factories.actor(first)
    folder = current_app.extensions["settings"].data_dir
    picture = io.BytesIO(PNG)
    extracts.attach(
        session,
        own,
        "A3",
        extracts.Chosen(folder, picture, "girouette.png"),
        actor=actor,
        at=LATER,
    )
    for name in ("applied", "waiting"):
        kept = offline.stage(
            session,
            own,
            Origin(own.id, own.round.checklist_version.number),
            [StagedRow(4, "F1", {}, {"F1_value": "oui", "F1_note": f"Zanzibarite {name}"})],
            notes=(),
            file_name=f"zanzibarite-{name}.xlsx",
            sha256=hashlib.sha256(name.encode()).hexdigest(),
            actor=actor,
            at=LATER,
        )
        if name == "applied":
            shown = offline.previews(kept, working_copy(session, own).filled)
            offline.apply(
                session,
                kept,
                own,
                choices={"F1": Choice.FILE},
                valid_rows_only=False,
                seen=offline.seen_version(kept, shown),
                actor=actor,
                at=LATER,
            )
            session.flush()


def second_is_asked(world: World) -> None:
    """Let the secretariat invite the second reader, who begins and answers one question."""
    session = world.session
    begin_write(session)
    by = session.scalars(sa.select(Account).where(Account.name == "Secrétariat")).first()
    assert by is not None
    session.refresh(by, ["roles"])
    second = world.second
    two = arranging.asked(session, world.round, second, by, at=LATER)
    arranging.begun(session, two, second)
    arranging.filled(session, two, second, {"F1": ONE["F1"]}, at=LATER)
    session.commit()


def first_declines(world: World) -> None:
    """Let the first reader decline half-way."""
    begin_write(world.session)
    own = world.assignment_of(world.first_id)
    services.decline(
        world.session,
        own,
        actor=factories.actor(world.first),
        reason="Zanzibarite",
        seen_version=own.version,
        at=LATER,
        on=arranging.TODAY,
    )
    world.session.commit()
