"""Taking an act of homologation back, and what it recorded meanwhile."""

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.errors import DomainError, Invalid
from catalogue.journal.models import Entry
from catalogue.messages import N_
from catalogue.records.models import Edition
from catalogue.records.vocabulary import EditionStatus, Nature
from catalogue.work_programme import services
from catalogue.work_programme.vocabulary import WorkItemStatus
from tests import factories
from tests.catalogue.work_programme.conftest import events_of, line, stood
from tests.conftest import NOW

TODAY = NOW.date()


class TestUndoing:
    def test_everything_stands_as_before(self, session, waiting, homologate, undo):
        old = factories.edition(session, "NM 30:2015")
        item = waiting(revises_edition_id=old.id)
        done = homologate(
            line(item, "NM 30:2026", nature=Nature.TECHNICAL_REVISION, withdraws_replaced=True),
            published_on=date(2026, 8, 1),
        )
        before = len(events_of(session, item))
        undo(done)
        void = session.scalars(sa.select(Edition).where(Edition.id != old.id)).one()
        assert (void.status, void.reference_key) == (EditionStatus.VOID, f"void:{void.id}")
        assert void.reference == "NM 30:2026"
        assert (old.status, old.withdrawn_on) == (EditionStatus.PUBLISHED, None)
        assert (item.status, item.edition_id) == (WorkItemStatus.AWAITING_COUNCIL, None)
        assert (item.stage_code, item.stage_on) == ("50.60", date(2026, 3, 1))
        assert stood(session, item) == [("50.60", date(2026, 3, 1))]
        assert len(events_of(session, item)) == before + 3
        assert done.undo_reason == "Arrêté retiré"
        tags = session.scalars(sa.select(Entry.tag)).all()
        assert "programme:homologation_undone" in tags

    def test_the_reference_may_be_given_again(self, session, waiting, homologate, undo):
        item = waiting()
        undo(homologate(line(item, "NM 70:2026")))
        homologate(line(item, "NM 70:2026"))
        statuses = session.scalars(sa.select(Edition.status).order_by(Edition.id)).all()
        assert statuses == [EditionStatus.VOID, EditionStatus.PUBLISHED]
        assert item.status is WorkItemStatus.HOMOLOGATED

    def test_a_publication_recorded_since_goes_with_the_act(
        self, session, secretary, waiting, homologate, undo
    ):
        item = waiting()
        done = homologate(line(item))
        services.record_stage(
            session,
            item,
            code="60.60",
            reached_on=date(2026, 9, 1),
            reason="",
            actor=secretary,
            seen_version=item.version,
            at=NOW,
            today=TODAY,
        )
        session.commit()
        edition = session.scalars(sa.select(Edition)).one()
        assert (edition.published_on, edition.stage_code) == (date(2026, 9, 1), "60.60")
        undo(done)
        assert item.stage_code == "50.60"

    def test_what_the_act_recorded_is_not_corrected_stage_by_stage(
        self, session, secretary, waiting, homologate
    ):
        item = waiting()
        homologate(line(item), published_on=date(2026, 8, 1))
        adopted, publishing, published = events_of(session, item)[1:]

        def correct(event, day, code=None, *, annuls=False):
            return services.correct_stage(
                session,
                item,
                event,
                code=code or event.code,
                reached_on=day,
                annuls=annuls,
                reason="Erreur",
                actor=secretary,
                seen_version=item.version,
                at=NOW,
                today=TODAY,
            )

        for event in (adopted, publishing):
            with pytest.raises(DomainError, match="défaites"):
                correct(event, date(2026, 6, 11))
        with pytest.raises(DomainError, match=r"60\.60"):
            correct(published, date(2026, 8, 2), "50.99")
        later = correct(published, date(2026, 8, 2))
        edition = session.scalars(sa.select(Edition)).one()
        assert edition.published_on == date(2026, 8, 2)
        session.commit()
        correct(later, date(2026, 8, 2), annuls=True)
        assert (edition.published_on, item.stage_code) == (None, "60.00")

    def test_a_later_edition_or_an_open_revision_holds_the_act(
        self, session, waiting, homologate, undo
    ):
        first = homologate(line(waiting(), "NM 80:2026"))
        edition = session.scalars(sa.select(Edition)).one()
        revising = waiting(revises_edition_id=edition.id)
        session.commit()
        with pytest.raises(DomainError, match=revising.number):
            undo(first)
        homologate(
            line(revising, "NM 80-1:2026", nature=Nature.TECHNICAL_REVISION),
            cnncq_on=date(2026, 8, 1),
            homologated_on=date(2026, 9, 1),
        )
        with pytest.raises(DomainError, match="NM 80-1:2026"):
            undo(first)
        assert first.undone_at is None
        assert edition.status is EditionStatus.PUBLISHED

    def test_a_later_edition_of_the_same_number_holds_the_act(
        self, session, waiting, homologate, undo
    ):
        done = homologate(line(waiting(), "NM 81:2026"))
        factories.edition(session, "NM 81:2027", homologated_on=date(2026, 10, 1))
        session.commit()
        with pytest.raises(DomainError, match="NM 81:2027"):
            undo(done)

    def test_what_another_slice_holds_against_it_is_said(
        self, session, waiting, homologate, undo, monkeypatch
    ):
        done = homologate(line(waiting(), "NM 82:2026"))
        edition = session.scalars(sa.select(Edition)).one()
        asked = []

        def held(_session, ids):
            asked.extend(ids)
            return [N_("une relecture de %(reference)s est ouverte", reference="NM 82:2026")]

        monkeypatch.setattr("catalogue.work_programme.hooks.standing_on_editions", [held])
        with pytest.raises(DomainError, match="une relecture de NM 82:2026 est ouverte"):
            undo(done)
        assert asked == [edition.id]
        assert edition.status is EditionStatus.PUBLISHED

    def test_with_a_reason_and_once(self, waiting, homologate, undo):
        done = homologate(line(waiting()))
        with pytest.raises(Invalid):
            undo(done, reason="")
        undo(done)
        with pytest.raises(DomainError, match="déjà défait"):
            undo(done)
