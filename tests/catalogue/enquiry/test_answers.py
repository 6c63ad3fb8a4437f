"""Comments, their answers, and what they hold back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from catalogue.committees.vocabulary import MandateRole
from catalogue.enquiry import services
from catalogue.enquiry.commenting import MAIL_TOPIC
from catalogue.enquiry.models import EnquiryComment
from catalogue.enquiry.vocabulary import Outcome
from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.journal.models import Entry, EntryPayload
from catalogue.outbox.models import Message
from catalogue.permissions import Actor, Role
from catalogue.retention import take_away
from catalogue.work_programme import services as programme
from catalogue.work_programme.models import StageEvent
from catalogue.work_programme.services import ActFacts, Line
from catalogue.work_programme.vocabulary import WorkItemStatus
from tests import factories
from tests.catalogue.enquiry.test_opening import close, stage
from tests.conftest import NOW

TODAY = NOW.date()


def mails(session):
    return [
        one.payload
        for one in session.scalars(sa.select(Message).where(Message.topic == MAIL_TOPIC))
    ]


class TestReceiving:
    def test_numbers_follow_one_another(self, opened, heard):
        enquiry = opened()
        assert [heard(enquiry).number, heard(enquiry).number] == [1, 2]

    def test_who_left_an_address_is_written_to(self, session, opened, heard):
        enquiry = opened()
        heard(enquiry)
        with_address = heard(enquiry, email="awa@example.org")
        assert mails(session) == [{"kind": "received", "comments": [with_address.id]}]

    def test_the_journal_says_nothing_of_the_person(self, session, opened, heard):
        heard(opened(), author_name="Awa Traoré", email="awa@example.org")
        said = " ".join(session.scalars(sa.select(EntryPayload.canonical)).all())
        assert "enquiry:comment_received" in session.scalars(sa.select(Entry.tag)).all()
        assert "Awa" not in said
        assert "example.org" not in said

    @pytest.mark.parametrize(
        ("own", "field"),
        [
            ({"comment": ""}, "comment"),
            ({"kind": None}, "kind"),
            ({"organisation": ""}, "organisation"),
            ({"comment": "x" * 4001}, "comment"),
            ({"clause": "x" * 101}, "clause"),
        ],
    )
    def test_what_is_missing_or_too_long(self, opened, heard, own, field):
        with pytest.raises(Invalid) as refused:
            heard(opened(), **own)
        assert set(refused.value.problems) == {field}

    def test_not_after_the_last_day(self, opened, heard):
        enquiry = opened()
        with pytest.raises(DomainError, match="ne reçoit plus"):
            heard(enquiry, at=NOW + timedelta(days=60))


class TestAnswering:
    def test_several_at_once_and_each_person_told_once(self, session, opened, heard, answer):
        enquiry = opened()
        mine = [heard(enquiry, email="awa@example.org"), heard(enquiry, email="AWA@example.org")]
        other = heard(enquiry)
        session.execute(sa.delete(Message))
        assert answer(enquiry, *mine, other) == 3
        assert mails(session) == [{"kind": "answered", "comments": [one.id for one in mine]}]

    def test_what_is_not_done_as_asked_is_explained(self, opened, heard, answer):
        enquiry = opened()
        comment = heard(enquiry)
        for outcome in (Outcome.PARTLY, Outcome.REJECTED):
            with pytest.raises(Invalid) as refused:
                answer(enquiry, comment, outcome=outcome)
            assert set(refused.value.problems) == {"answer"}

    def test_the_same_answer_again_changes_nothing(self, opened, heard, answer):
        enquiry = opened()
        comment = heard(enquiry)
        answer(enquiry, comment)
        assert answer(enquiry, comment) == 0

    def test_an_answer_seen_before_another_wrote_is_not_lost(self, opened, heard, answer):
        enquiry = opened()
        comment = heard(enquiry)
        answer(enquiry, comment)
        with pytest.raises(Conflict):
            answer(enquiry, comment, outcome=Outcome.REJECTED, answer="Non.",
                   seen_versions={comment.id: 1})  # fmt: skip

    def test_it_is_taken_back_by_an_act_that_the_journal_keeps(
        self, session, secretary, opened, heard, answer
    ):
        enquiry = opened()
        comment = heard(enquiry)
        answer(enquiry, comment, outcome=Outcome.REJECTED, answer="Hors du sujet.")
        services.withdraw_answer(
            session,
            enquiry,
            comment,
            reason="Relu en réunion",
            actor=secretary,
            seen_version=comment.version,
            at=NOW,
            today=TODAY,
        )
        session.commit()
        assert comment.outcome is None
        said = " ".join(session.scalars(sa.select(EntryPayload.canonical)).all())
        assert "Hors du sujet." in said

    def test_the_chair_and_the_secretary_of_the_committee_answer_and_no_other(
        self, session, opened, heard, answer
    ):
        enquiry = opened()
        comment = heard(enquiry)
        own = factories.committee(session)
        chair = factories.actor(factories.account(session, chairs=own))
        other = factories.actor(
            factories.account(session, chairs=factories.committee(session, "CTN9"))
        )
        person = factories.person(session)
        factories.mandate(session, person, own, role=MandateRole.SECRETARY)
        keeper = factories.actor(factories.account(session, Role.REVIEWER, person_id=person.id))
        past = factories.person(session)
        factories.mandate(session, past, own, role=MandateRole.SECRETARY, valid_to=date(2026, 1, 1))
        former = factories.actor(factories.account(session, Role.REVIEWER, person_id=past.id))
        assert answer(enquiry, comment, actor=chair) == 1
        assert answer(enquiry, comment, actor=keeper, answer="Fait.") == 1
        strangers: list[Actor] = [
            other,
            former,
            factories.actor(factories.account(session, Role.FOCAL_POINT)),
            factories.actor(factories.account(session, Role.ADMIN)),
        ]
        for stranger in strangers:
            with pytest.raises(NotAllowed):
                answer(enquiry, comment, actor=stranger, answer="Autre.")


class TestWhatHoldsTheItem:
    @pytest.fixture
    def unanswered(self, session, secretary, opened, heard):
        enquiry = opened()
        comment = heard(enquiry)
        close(session, enquiry, secretary, reason="Fin anticipée.")
        return enquiry, comment

    @pytest.mark.parametrize("code", ["40.99", "50.00", "50.20"])
    def test_no_stage_beyond_before_every_answer(  # noqa: PLR0917 - fixtures
        self, session, item, secretary, unanswered, answer, code
    ):
        with pytest.raises(Invalid) as refused:
            stage(session, item, secretary, code, reason="Décision du CTN")
        assert "sans réponse : 1" in str(refused.value.problems["code"])
        session.rollback()
        answer(*unanswered)
        stage(session, item, secretary, code, reason="Décision du CTN")
        assert item.stage_code == code

    def test_nor_while_it_is_open(self, session, item, secretary, opened):
        opened()
        with pytest.raises(Invalid) as refused:
            stage(session, item, secretary, "50.00", reason="Vite")
        assert "est ouverte jusqu’au" in str(refused.value.problems["code"])

    @pytest.mark.usefixtures("unanswered")
    def test_nor_by_the_council(self, session, item, secretary):
        with pytest.raises(DomainError, match="sans réponse"):
            programme.change_status(
                session,
                item,
                "await_council",
                reason="Prêt",
                actor=secretary,
                seen_version=item.version,
                at=NOW,
                today=TODAY,
            )

    @pytest.mark.usefixtures("unanswered")
    def test_nor_by_a_homologation(self, session, item):
        item.status = WorkItemStatus.AWAITING_COUNCIL
        session.commit()
        facts = ActFacts(session_label="11e", cnncq_on=TODAY, homologated_on=TODAY)
        line = Line(work_item_id=item.id, reference="NM 50.001:2026", nature=item.nature)
        preview = programme.preview_homologation(session, [line], facts, today=TODAY)
        assert "sans réponse" in str(preview.lines[0].problems[""])

    def test_nor_by_correcting_a_stage(self, session, item, secretary, unanswered):
        enquiry, _comment = unanswered
        event = session.get(StageEvent, enquiry.closing_event_id)
        with pytest.raises(Invalid) as refused:
            programme.correct_stage(
                session,
                item,
                event,
                code="50.00",
                reached_on=TODAY,
                annuls=False,
                reason="Erreur",
                actor=secretary,
                seen_version=item.version,
                at=NOW,
                today=TODAY,
            )
        assert "code" in refused.value.problems

    @pytest.mark.usefixtures("unanswered")
    def test_it_may_be_abandoned_or_heard_again(self, session, item, secretary):
        stage(session, item, secretary, "40.93", reason="Nouveau texte")
        programme.change_status(
            session,
            item,
            "abandon",
            reason="Plus de besoin",
            actor=secretary,
            seen_version=item.version,
            at=NOW,
            today=TODAY,
        )
        assert item.status is WorkItemStatus.ABANDONED

    def test_once_gone_answers_no_longer_move(self, session, item, secretary, unanswered, answer):
        answer(*unanswered)
        stage(session, item, secretary, "50.00")
        with pytest.raises(DomainError, match="a quitté le stade"):
            answer(*unanswered, answer="Autre chose.")


class TestTheTable:
    def publish(self, session, enquiry, actor, **own):
        values = {"seen_version": enquiry.version, "today": TODAY, **own}
        services.publish_table(session, enquiry, actor=actor, at=NOW, **values)
        session.commit()

    def test_not_while_it_is_open_nor_before_every_answer(
        self, session, secretary, opened, heard, answer
    ):
        enquiry = opened()
        comment = heard(enquiry)
        with pytest.raises(DomainError, match="encore ouverte"):
            self.publish(session, enquiry, secretary)
        later = TODAY + timedelta(days=60)
        with pytest.raises(DomainError, match="sans réponse : 1"):
            self.publish(session, enquiry, secretary, today=later)
        answer(enquiry, comment)
        self.publish(session, enquiry, secretary, today=later)
        assert enquiry.table_published_at == NOW


class TestForgetting:
    def test_names_and_addresses_go_after_their_time(self, session, opened, heard):
        enquiry = opened()
        heard(enquiry, author_name="Awa Traoré", email="awa@example.org")
        for days, left in ((59 + 365, "Awa Traoré"), (59 + 366, None)):
            at = NOW + timedelta(days=days)
            take_away(session, at=at, timezone="Africa/Bamako")
            session.commit()
            row = session.execute(
                sa.select(
                    EnquiryComment.author_name, EnquiryComment.email, EnquiryComment.organisation
                )
            ).one()
            assert row.author_name == left
            assert (row.email is None) == (left is None)
            assert row.organisation == "Coopérative de Sikasso"
