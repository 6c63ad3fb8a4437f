"""Publishing freezes the public programme; corrections are editions of their own."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.errors import DomainError, NotAllowed
from catalogue.permissions import Role
from catalogue.publication import services
from catalogue.publication.contents import contents
from catalogue.publication.half_years import read
from catalogue.publication.models import ProgrammeEdition, ProgrammeLine
from catalogue.publication.queries import lines_of, next_due
from catalogue.publication.vocabulary import Change, Part
from catalogue.records.vocabulary import EditionStatus
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.vocabulary import WorkItemStatus
from tests import factories


def titles(session, edition, part):
    return [line.cells["title_fr"] for line in lines_of(session, edition.id, part)]


def test_what_the_public_reads_is_frozen_whatever_comes_after(session, publish):
    item = factories.work_item(session, title_fr="Beurre de karité", project_leader="Mme K.")
    factories.work_item(session, title_fr="Cachée", status=WorkItemStatus.ABANDONED)
    session.commit()
    edition = publish()
    item.title_fr = "Un autre titre"
    session.commit()
    assert titles(session, edition, Part.IN_PREPARATION) == ["Beurre de karité"]
    kept = lines_of(session, edition.id, Part.IN_PREPARATION)[0].cells
    assert "Mme K." not in str(kept)
    assert edition.counts["preparation"] == 1
    with pytest.raises(sa.exc.DBAPIError, match="insert-only"):
        session.execute(sa.update(ProgrammeLine).values(position=99))
    session.rollback()
    with pytest.raises(sa.exc.DBAPIError, match="insert-only"):
        session.execute(sa.delete(ProgrammeEdition))
    session.rollback()


def test_adopted_are_the_national_standards_of_the_half_year(session, publish):
    for reference, facts in {
        "NM 1:2026": {"homologated_on": date(2026, 7, 1)},
        "NM 2:2026": {"homologated_on": date(2026, 6, 30)},
        "NM 3:2026": {"homologated_on": None, "cnncq_adopted_on": date(2026, 9, 2)},
        "NM 4:2026": {"homologated_on": date(2026, 8, 1), "status": EditionStatus.VOID},
        "ISO 5:2026": {"homologated_on": date(2026, 8, 1), "national": False},
        # Dated after the edition: of that day, it is not yet adopted.
        "NM 6:2026": {"homologated_on": date(2026, 12, 1)},
    }.items():
        factories.edition(session, reference, **{"national": True, **facts})
    session.commit()
    edition = publish()
    rows = [line.cells for line in lines_of(session, edition.id, Part.ADOPTED)]
    assert [row["reference"] for row in rows] == ["NM 1:2026", "NM 3:2026"]
    assert [row["dated_by"]["code"] for row in rows] == ["act", "council"]


def test_what_changed_since_the_edition_before(session, publish, clock):
    moved = factories.work_item(session, title_fr="Avance", stage_code="20.00")
    still = factories.work_item(session, title_fr="Reste", stage_code="20.00")
    done = factories.work_item(session, title_fr="Homologuée", stage_code="50.00")
    gone = factories.work_item(session, title_fr="Abandonnée", stage_code="30.00")
    session.commit()
    first = publish()
    assert {name: first.counts[name] for name in ("preparation", "adoptees", "new", "stage")} == {
        "preparation": 4, "adoptees": 0, "new": 0, "stage": 0,
    }  # fmt: skip
    clock.advance(days=60)
    standard = factories.edition(
        session, "NM 9:2026", national=True, homologated_on=date(2026, 12, 15)
    )
    session.flush()
    moved.stage_code, moved.stage_on = "40.20", date(2027, 1, 4)
    done.status, done.stage_code, done.edition_id = WorkItemStatus.HOMOLOGATED, "60.60", standard.id
    gone.status = WorkItemStatus.ABANDONED
    factories.work_item(session, title_fr="Nouvelle", stage_code="10.00")
    session.commit()
    session.expire_all()
    second = publish("2026-S2", reason="Complétée en janvier.")
    changes = {
        line.cells["title_fr"]: line.change
        for line in lines_of(session, second.id, Part.IN_PREPARATION)
    }
    assert changes == {"Avance": Change.STAGE, "Reste": None, "Nouvelle": Change.NEW}
    left = {
        line.cells["title_fr"]: (line.cells["outcome"]["code"], line.cells.get("standard"))
        for line in lines_of(session, second.id, Part.LEFT)
    }
    assert left == {"Homologuée": ("adopted", "NM 9:2026"), "Abandonnée": ("gone", None)}
    assert titles(session, second, Part.ADOPTED) == [standard.title_fr]
    assert (second.counts["new"], second.counts["stage"], second.counts["sorties"]) == (1, 1, 2)
    assert session.get(WorkItem, still.id).stage_code == "20.00"


def test_a_second_edition_of_a_half_year_says_why_and_stands_beside(session, publish):
    first = publish()
    with pytest.raises(DomainError, match="écrivez pourquoi"):
        publish()
    session.rollback()
    second = publish(reason="Un sujet manquait.")
    assert (first.code, second.code) == ("2026-S2", "2026-S2-2")
    assert second.correction_reason == "Un sujet manquait."
    assert first.correction_reason is None


@pytest.mark.parametrize("code", ["2027-S1", "2025-S2"])
def test_only_the_present_half_year_and_the_last(publish, code):
    with pytest.raises(DomainError, match="semestre en cours"):
        publish(code)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.FOCAL_POINT, Role.MONITORING, Role.ADMIN])
def test_only_the_secretariat_publishes(session, publish, role):
    with pytest.raises(NotAllowed):
        publish(actor=factories.actor(factories.account(session, role)))


def test_what_changed_since_the_preview_is_read_again(session, app, secretary, clock):
    person = factories.actor(secretary)
    with app.test_request_context():
        seen = contents(session, read("2026-S2"), on=clock().date()).digest
        factories.work_item(session, title_fr="Arrivé entre-temps")
        session.flush()
        found = contents(session, read("2026-S2"), on=clock().date())
        with pytest.raises(services.OutdatedPreviewError):
            services.publish(session, found, actor=person, seen=seen, at=clock())
    assert session.scalar(sa.select(sa.func.count()).select_from(ProgrammeEdition)) == 0


def test_the_next_edition_is_due_six_months_later(session, publish):
    assert next_due(session) is None
    publish()
    assert next_due(session) == date(2027, 5, 23)
