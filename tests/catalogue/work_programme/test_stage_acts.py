"""Recording and correcting stages, changing the status, joining texts."""

from datetime import date
from io import BytesIO

import pytest
import sqlalchemy as sa

from catalogue.documents.models import Document
from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.permissions import Role
from catalogue.work_programme import services
from catalogue.work_programme.models import StageEvent, TextVersion
from catalogue.work_programme.vocabulary import TextKind, WorkItemStatus
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


def record(session, item, actor, code, day, **own):
    values = {"reason": "", "seen_version": item.version, "at": NOW, "today": TODAY, **own}
    event = services.record_stage(session, item, code=code, reached_on=day, actor=actor, **values)
    session.commit()
    return event


def correct(session, item, event, actor, **own):
    values = {
        "code": event.code,
        "reached_on": event.reached_on,
        "annuls": False,
        "reason": "Erreur de saisie",
        "seen_version": item.version,
        **own,
    }
    done = services.correct_stage(session, item, event, actor=actor, at=NOW, today=TODAY, **values)
    session.commit()
    return done


def change(session, item, act, actor, **own):
    values = {"reason": "Décision du CTN", "seen_version": item.version, **own}
    services.change_status(session, item, act, actor=actor, at=NOW, today=TODAY, **values)
    session.commit()


class TestRecording:
    def test_the_item_is_where_its_latest_stage_says(self, session, secretary):
        item = factories.work_item(session)
        version = item.version
        record(session, item, secretary, "30.00", date(2026, 2, 1))
        assert (item.stage_code, item.stage_on) == ("30.00", date(2026, 2, 1))
        assert item.version > version

    @pytest.mark.parametrize(
        ("day", "told"),
        [(date(2026, 11, 24), "avenir"), (date(2026, 1, 4), "20.00")],
    )
    def test_a_day_to_come_or_before_the_previous_stage_is_refused(
        self, session, secretary, day, told
    ):
        item = factories.work_item(session)
        with pytest.raises(Invalid) as refused:
            record(session, item, secretary, "20.20", day)
        assert told in str(refused.value.problems["reached_on"])
        assert item.stage_code == "20.00"

    def test_a_stage_that_cannot_follow_is_refused(self, session, secretary):
        item = factories.work_item(session, stage_code="40.20")
        for code in ("30.00", "40.98", "60.60", "99.99", "x"):
            with pytest.raises(Invalid) as refused:
                record(session, item, secretary, code, date(2026, 6, 1))
            assert "code" in refused.value.problems

    def test_out_of_the_usual_order_a_reason_is_needed_and_kept(self, session, secretary):
        item = factories.work_item(session)
        with pytest.raises(Invalid) as refused:
            record(session, item, secretary, "40.20", date(2026, 6, 1))
        assert "reason" in refused.value.problems
        event = record(
            session, item, secretary, "40.20", date(2026, 6, 1), reason="Reprise d’un texte prêt"
        )
        assert event.reason == "Reprise d’un texte prêt"

    def test_a_stale_version_is_refused(self, session, secretary):
        item = factories.work_item(session)
        seen = item.version
        record(session, item, secretary, "20.20", date(2026, 2, 1))
        with pytest.raises(Conflict):
            record(session, item, secretary, "20.60", date(2026, 3, 1), seen_version=seen)

    def test_the_enquiry_takes_its_dates_from_its_stages(self, session, secretary):
        item = factories.work_item(session, stage_code="30.99", enquiry_to=date(2026, 1, 31))
        record(session, item, secretary, "40.20", date(2026, 3, 1))
        assert (item.enquiry_from, item.enquiry_to) == (date(2026, 3, 1), None)
        with pytest.raises(Invalid) as refused:
            record(session, item, secretary, "40.60", date(2026, 4, 1))
        assert "32" in str(refused.value.problems["reason"])
        record(session, item, secretary, "40.60", date(2026, 4, 29))
        assert item.enquiry_to == date(2026, 4, 29)

    def test_a_suspended_item_keeps_its_stage_until_it_is_resumed(self, session, secretary):
        item = factories.work_item(session, status=WorkItemStatus.SUSPENDED)
        with pytest.raises(DomainError, match="suspendu"):
            record(session, item, secretary, "20.20", date(2026, 2, 1))

    def test_sent_back_by_the_council_it_is_at_work_again(self, session, secretary, waiting):
        item = waiting()
        record(session, item, secretary, "50.92", date(2026, 4, 1), reason="Essais à refaire")
        assert item.status is WorkItemStatus.ACTIVE

    def test_only_the_secretariat(self, session):
        item = factories.work_item(session)
        focal = factories.actor(factories.account(session, Role.FOCAL_POINT))
        with pytest.raises(NotAllowed):
            record(session, item, focal, "20.20", date(2026, 2, 1))

    def test_the_evidence_is_kept_with_the_stage(self, session, secretary, tmp_path):
        item = factories.work_item(session)
        upload = services.Upload(tmp_path, BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 20), "pv.png")
        event = record(session, item, secretary, "20.20", date(2026, 2, 1), evidence=upload)
        document = session.get(Document, event.evidence_document_id)
        assert document.file_name == "pv.png"

    def test_a_file_that_is_not_what_it_says_is_refused_on_its_field(
        self, session, secretary, tmp_path
    ):
        item = factories.work_item(session)
        upload = services.Upload(tmp_path, BytesIO(b"MZ executable"), "pv.pdf")
        with pytest.raises(DomainError) as refused:
            record(session, item, secretary, "20.20", date(2026, 2, 1), evidence=upload)
        assert refused.value.field == "evidence"
        assert item.stage_code == "20.00"


class TestCorrecting:
    def test_the_right_stage_stands_and_the_mistake_stays(self, session, secretary):
        item = factories.work_item(session)
        event = record(session, item, secretary, "30.00", date(2026, 2, 1))
        correct(session, item, event, secretary, code="20.20", reached_on=date(2026, 1, 1))
        assert (item.stage_code, item.stage_on) == ("20.20", date(2026, 1, 1))
        assert session.scalar(sa.select(sa.func.count()).select_from(StageEvent)) == 3

    def test_an_earlier_event_is_corrected_without_moving_the_item(self, session, secretary):
        item = factories.work_item(session)
        first = item.stage_events[0]
        record(session, item, secretary, "30.00", date(2026, 2, 1))
        version = item.version
        correct(session, item, first, secretary, reached_on=date(2026, 1, 7))
        assert item.stage_code == "30.00"
        assert item.version > version

    def test_what_did_not_take_place_gives_way_to_the_stage_before(self, session, secretary):
        item = factories.work_item(session)
        event = record(session, item, secretary, "30.00", date(2026, 2, 1))
        correct(session, item, event, secretary, annuls=True)
        assert (item.stage_code, item.stage_on) == ("20.00", date(2026, 1, 5))

    def test_an_item_keeps_one_stage_and_a_reason_is_needed(self, session, secretary):
        item = factories.work_item(session)
        event = item.stage_events[0]
        with pytest.raises(Invalid) as refused:
            correct(session, item, event, secretary, annuls=True, reason="")
        assert {"annuls", "reason"} <= set(refused.value.problems)

    def test_twice_the_same_event_is_refused(self, session, secretary):
        item = factories.work_item(session)
        event = record(session, item, secretary, "30.00", date(2026, 2, 1))
        correct(session, item, event, secretary, code="20.20")
        with pytest.raises(DomainError, match="déjà été corrigé"):
            correct(session, item, event, secretary, code="20.60")

    def test_a_day_to_come_is_refused(self, session, secretary):
        item = factories.work_item(session)
        with pytest.raises(Invalid) as refused:
            correct(session, item, item.stage_events[0], secretary, reached_on=date(2027, 1, 1))
        assert "reached_on" in refused.value.problems

    def test_an_abandon_recorded_by_mistake_gives_the_item_back(self, session, secretary):
        item = factories.work_item(session)
        change(session, item, "abandon", secretary, on=date(2026, 2, 1))
        event = session.scalars(sa.select(StageEvent).order_by(StageEvent.id.desc())).first()
        correct(session, item, event, secretary, annuls=True)
        assert (item.status, item.stage_code) == (WorkItemStatus.ACTIVE, "20.00")


class TestStatus:
    def test_suspended_and_resumed_with_the_stage_kept(self, session, secretary):
        item = factories.work_item(session, stage_code="30.20")
        change(session, item, "suspend", secretary)
        assert (item.status, item.stage_code) == (WorkItemStatus.SUSPENDED, "30.20")
        change(session, item, "resume", secretary)
        assert item.status is WorkItemStatus.ACTIVE

    def test_it_waits_for_the_council_once_the_enquiry_is_closed(self, session, secretary):
        item = factories.work_item(session, stage_code="40.20")
        with pytest.raises(DomainError, match=r"40\.60"):
            change(session, item, "await_council", secretary)
        closed = factories.work_item(session, stage_code="40.60")
        change(session, closed, "await_council", secretary)
        assert closed.status is WorkItemStatus.AWAITING_COUNCIL

    def test_abandon_records_the_stages_own_code(self, session, secretary):
        item = factories.work_item(session, stage_code="30.20")
        change(session, item, "abandon", secretary, on=date(2026, 3, 1))
        assert (item.status, item.stage_code) == (WorkItemStatus.ABANDONED, "30.98")
        assert item.stage_on == date(2026, 3, 1)

    def test_an_impossible_day_of_abandon_is_refused(self, session, secretary):
        item = factories.work_item(session)
        for day in (date(2026, 1, 1), date(2026, 12, 1)):
            with pytest.raises(Invalid) as refused:
                change(session, item, "abandon", secretary, on=day)
            assert "on" in refused.value.problems

    def test_an_act_without_a_reason_or_out_of_its_place_is_refused(self, session, secretary):
        item = factories.work_item(session)
        with pytest.raises(Invalid) as refused:
            change(session, item, "suspend", secretary, reason="")
        assert "reason" in refused.value.problems
        with pytest.raises(DomainError, match="Actif"):
            change(session, item, "resume", secretary)


class TestTexts:
    def attach(self, session, item, actor, **own):
        values = {"kind": TextKind.COUNCIL, "title": "", "dated_on": None, "upload": None, **own}
        text = services.attach_text(
            session,
            item,
            actor=actor,
            seen_version=item.version,
            at=NOW,
            today=TODAY,
            **values,
        )
        session.commit()
        return text

    def test_a_paper_is_known_by_its_title_and_date(self, session, secretary):
        item = factories.work_item(session)
        text = self.attach(
            session, item, secretary, title="Texte du 5 mai", dated_on=date(2026, 5, 5)
        )
        document = session.get(Document, text.document_id)
        assert (document.title, document.sha256) == ("Texte du 5 mai", None)

    def test_without_a_file_both_are_asked(self, session, secretary):
        item = factories.work_item(session)
        with pytest.raises(Invalid) as refused:
            self.attach(session, item, secretary)
        assert set(refused.value.problems) == {"title", "dated_on"}
        with pytest.raises(Invalid) as refused:
            self.attach(session, item, secretary, title="T", dated_on=date(2027, 1, 1))
        assert set(refused.value.problems) == {"dated_on"}

    def test_a_file_is_kept_by_its_content(self, session, secretary, tmp_path):
        item = factories.work_item(session)
        upload = services.Upload(tmp_path, BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 20), "t.png")
        text = self.attach(session, item, secretary, kind=TextKind.DRAFT, upload=upload)
        assert session.get(Document, text.document_id).sha256
        assert session.scalars(sa.select(TextVersion)).one().kind is TextKind.DRAFT

    def test_nothing_is_joined_to_an_abandoned_item(self, session, secretary):
        item = factories.work_item(session, status=WorkItemStatus.ABANDONED)
        with pytest.raises(DomainError, match="abandonné"):
            self.attach(session, item, secretary, title="T", dated_on=date(2026, 1, 1))

    def test_the_text_of_a_standard_homologated_without_one_may_come_later(
        self, session, secretary, monkeypatch
    ):
        told = []
        monkeypatch.setattr(
            "catalogue.work_programme.text_acts.after_homologation",
            [lambda _session, _item, edition, _actor, _at: told.append(edition.id)],
        )
        edition = factories.edition(session)
        item = factories.work_item(
            session, status=WorkItemStatus.HOMOLOGATED, edition_id=edition.id
        )
        paper = {"title": "T", "dated_on": date(2026, 1, 1)}
        self.attach(session, item, secretary, **paper)
        assert (edition.text_document_id, told) == (None, [])
        text = self.attach(session, item, secretary, kind=TextKind.HOMOLOGATED, **paper)
        assert edition.text_document_id == text.document_id
        assert told == [edition.id]
        with pytest.raises(DomainError, match="déjà son texte"):
            self.attach(session, item, secretary, kind=TextKind.HOMOLOGATED, **paper)
