"""The shipped lists load once, load again without effect, and never undo a person's edit."""

from datetime import UTC, datetime

import sqlalchemy as sa

from catalogue import seeding
from catalogue.reference_list.models import ReferenceEntry
from catalogue.stages.models import Stage
from review import seeding as review_seeding
from review.action_plan.models import PlanLine
from review.indicators.models import IndicatorSheet

AT = datetime(2026, 11, 23, tzinfo=UTC)


def test_every_list_is_there(session):
    assert session.scalar(sa.select(sa.func.count()).select_from(Stage)) == 46
    assert session.scalar(sa.select(sa.func.count()).select_from(ReferenceEntry)) == 272
    assert session.scalar(sa.select(sa.func.count()).select_from(PlanLine)) == 20
    assert session.scalar(sa.select(sa.func.count()).select_from(IndicatorSheet)) == 21


def test_loading_again_changes_nothing(session):
    assert set(seeding.load(session, at=AT).values()) == {0}
    assert set(review_seeding.load(session, at=AT).values()) == {0}


def test_an_edited_entry_is_left_alone_and_the_others_are_mended(session):
    edited, drifted = session.scalars(sa.select(ReferenceEntry).limit(2)).all()
    edited.rationale_fr, edited.edited_at = "Corrigé par une personne.", AT
    drifted.rationale_fr = "Écrit par mégarde."
    session.flush()
    assert seeding.load(session, at=AT)["reference_list.csv"] == 1
    assert edited.rationale_fr == "Corrigé par une personne."
    assert drifted.rationale_fr != "Écrit par mégarde."


def test_an_unknown_number_stays_unknown(session):
    numberless = session.scalars(
        sa.select(ReferenceEntry).where(ReferenceEntry.reference == "")
    ).all()
    assert len(numberless) == 15
    assert {entry.note for entry in numberless} == {"numéro à compléter"}
    assert all(entry.title_fr for entry in numberless)
