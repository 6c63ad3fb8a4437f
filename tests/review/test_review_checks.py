"""Contradictions between needs, rounds, decisions and tags, one at a time."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.checks import Installation
from catalogue.records.models import Edition, GenderTag
from catalogue.records.vocabulary import TagMarker
from catalogue.search import services as search
from catalogue.work_programme.vocabulary import TextKind, WorkItemStatus
from review import checks
from review.assignments.models import ReviewRound
from review.assignments.vocabulary import RoundState
from review.decisions.models import Decision
from tests import factories
from tests.conftest import NOW
from tests.review.assignments import arranging
from tests.review.assignments.arranging import ONE


@pytest.fixture
def around(app):
    data_dir = app.extensions["settings"].data_dir
    return Installation(data_dir, search.the_index(app), NOW, date(2026, 11, 23))


@pytest.fixture
def decided(session: Session) -> Decision:
    """A decision on the final text of a work item."""
    by = arranging.secretariat(session)
    made = arranging.opened(session, arranging.council_text(session), by)
    for who in (arranging.reader(session), arranging.reader(session)):
        asked = arranging.begun(session, arranging.asked(session, made, who, by), who)
        arranging.handed_in(session, asked, who, ONE)
    return session.scalars(sa.select(Decision)).one()


def faults(session: Session, around: Installation) -> list[str]:
    session.flush()
    return [str(message) for message in checks.faults(session, around)]


def tag(session: Session, edition: Edition, decision_id: int, marker: TagMarker) -> None:
    session.add(
        GenderTag(
            edition_id=edition.id, marker=marker, decision_id=decision_id, rule="strict",
            rule_version=1, decided_on=date(2026, 11, 23), tagged_at=NOW,
        )
    )  # fmt: skip


def test_a_decided_round_and_its_tag_are_in_order(session, around, decided):
    tag(session, factories.edition(session), decided.id, TagMarker.SIGNIFICANT)
    assert faults(session, around) == []


def test_a_round_that_says_decided_without_a_decision(session, around):
    made = arranging.opened(
        session, arranging.council_text(session), arranging.secretariat(session)
    )
    made.state = RoundState.DECIDED
    [said] = faults(session, around)
    assert said == f"Relecture n°\u00a0{made.id}\u00a0: elle est décidée, mais sans décision."


def test_a_decision_whose_round_is_open(session, around, decided):
    session.execute(sa.update(ReviewRound).values(state=RoundState.OPEN))
    [said] = faults(session, around)
    assert f"la décision n°\u00a0{decided.id} existe" in said


def test_a_tag_without_its_decision_and_a_tag_that_says_otherwise(session, around, decided):
    tag(session, factories.edition(session, "NM 1:2025"), 999, TagMarker.SIGNIFICANT)
    tag(session, factories.edition(session, "NM 2:2025"), decided.id, TagMarker.PRINCIPAL)
    orphan, other = faults(session, around)
    assert "NM 1:2025" in orphan
    assert "n’existe pas" in orphan
    assert "NM 2:2025\u00a0: elle porte le marqueur 2, sa décision dit 1." in other


def test_a_decision_that_waits_for_its_text_is_good_to_know_but_no_fault(session, around, decided):
    made = session.get_one(ReviewRound, decided.round_id)
    edition = factories.edition(session, "NM 1:2026")
    item = factories.work_item(session)  # another item: nothing waits on it
    item.status = WorkItemStatus.ACTIVE
    session.execute(
        sa.text("UPDATE work_item SET edition_id = :edition WHERE id = :item"),
        {"edition": edition.id, "item": made.work_item_id},
    )
    factories.text_version(session, of_edition=edition, kind=TextKind.HOMOLOGATED)
    assert faults(session, around) == []
    [said] = [str(message) for message in checks.remarks(session, around)]
    assert "NM 1:2026" in said
    tag(session, edition, decided.id, TagMarker.SIGNIFICANT)
    session.flush()
    assert list(checks.remarks(session, around)) == []
