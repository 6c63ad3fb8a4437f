"""Opening, putting off and closing an enquiry; its days are those of the stages 40.20 and 40.60."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from catalogue.enquiry import services
from catalogue.enquiry.models import Enquiry
from catalogue.enquiry.queries import latest_enquiry
from catalogue.enquiry.rules import state_of, takes_comments
from catalogue.enquiry.services import DraftAccess
from catalogue.enquiry.vocabulary import EnquiryState, Ground
from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.permissions import Role
from catalogue.work_programme import services as programme
from catalogue.work_programme.facts import facts_of
from catalogue.work_programme.history import standing
from catalogue.work_programme.models import StageEvent
from catalogue.work_programme.stage_acts import events_of
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


def stage(session, item, actor, code, **own):
    values = {"reached_on": TODAY, "reason": "", "today": TODAY, "at": NOW, **own}
    done = programme.record_stage(
        session, item, code=code, actor=actor, seen_version=item.version, **values
    )
    session.commit()
    return done


def correct(session, item, event, actor, **own):
    values = {"code": event.code, "reached_on": event.reached_on, "annuls": False, **own}
    programme.correct_stage(
        session,
        item,
        event,
        actor=actor,
        seen_version=item.version,
        reason="Erreur de saisie",
        at=NOW,
        today=TODAY,
        **values,
    )
    session.commit()


def close(session, enquiry, actor, **own):
    values = {"closed_on": TODAY, "reason": "", "at": NOW, "today": TODAY, **own}
    done = services.close_enquiry(
        session, enquiry, actor=actor, seen_version=enquiry.version, **values
    )
    session.commit()
    return done


class TestOpening:
    def test_it_records_the_stage_and_the_days_of_the_programme(self, session, item, opened):
        enquiry = opened()
        assert (item.stage_code, item.stage_on) == ("40.20", TODAY)
        assert (item.enquiry_from, item.enquiry_to) == (enquiry.opens_on, enquiry.closes_on)
        assert enquiry.opening_event_id == standing(events_of(session, item))[-1].id

    def test_a_stage_recorded_already_gives_its_day_and_no_second_event(
        self, session, item, secretary, opened
    ):
        stage(session, item, secretary, "40.20", reached_on=date(2026, 11, 2))
        enquiry = opened(opens_on=None)
        assert enquiry.opens_on == date(2026, 11, 2)
        codes = session.scalars(
            sa.select(StageEvent.code).where(StageEvent.work_item_id == item.id)
        ).all()
        assert codes.count("40.20") == 1

    def test_it_takes_comments_until_the_end_of_its_last_day(self, opened):
        enquiry = opened()
        assert takes_comments(enquiry, on=enquiry.closes_on)
        assert not takes_comments(enquiry, on=enquiry.closes_on + timedelta(days=1))
        after = enquiry.closes_on + timedelta(days=1)
        assert state_of(enquiry, on=after) is EnquiryState.ENDED

    def test_fewer_days_than_the_setting_need_the_urgency_and_its_reason(self, opened):
        short = TODAY + timedelta(days=29)
        with pytest.raises(Invalid) as refused:
            opened(closes_on=short)
        assert set(refused.value.problems) == {"ground", "short_reason"}
        enquiry = opened(closes_on=short, ground=Ground.HEALTH, short_reason="Aflatoxines.")
        assert enquiry.short_reason == "Aflatoxines."

    @pytest.mark.parametrize(
        ("own", "field"),
        [
            ({"opens_on": TODAY + timedelta(days=1)}, "opens_on"),
            ({"opens_on": None}, "opens_on"),
            ({"closes_on": TODAY - timedelta(days=1)}, "closes_on"),
            ({"opens_on": date(2026, 9, 2), "closes_on": date(2026, 11, 20)}, "closes_on"),
            ({"closes_on": TODAY + timedelta(days=2000)}, "closes_on"),
            ({"text_version_id": 999_999}, "text_version_id"),
            ({"draft": DraftAccess(published=True)}, "draft_published"),
            ({"draft": DraftAccess(published=False)}, "draft_note"),
        ],
    )
    def test_what_cannot_be_is_said_on_its_field(self, session, opened, own, field):
        with pytest.raises(Invalid) as refused:
            opened(**own)
        assert field in refused.value.problems
        assert session.scalar(sa.select(sa.func.count()).select_from(Enquiry)) == 0

    def test_from_a_far_stage_the_reason_is_asked_on_our_form(self, session, opened):
        item = factories.work_item(session)
        with pytest.raises(Invalid) as refused:
            opened(of=item)
        assert set(refused.value.problems) == {"stage_reason"}

    def test_one_at_a_time(self, opened):
        opened()
        with pytest.raises(DomainError, match="déjà ouverte"):
            opened()

    def test_only_the_secretariat(self, session, item):
        reviewer = factories.actor(factories.account(session, Role.REVIEWER))
        opening = services.Opening(
            opens_on=TODAY,
            closes_on=TODAY + timedelta(days=70),
            draft=DraftAccess(published=False, note="Au bureau."),
        )
        with pytest.raises(NotAllowed):
            services.open_enquiry(
                session,
                item,
                opening,
                actor=reviewer,
                seen_version=item.version,
                at=NOW,
                today=TODAY,
            )


class TestExtending:
    def extend(self, session, enquiry, actor, **own):
        values = {
            "closes_on": enquiry.closes_on + timedelta(days=30),
            "reason": "Le comité consommateurs l’a demandé.",
            "seen_version": enquiry.version,
            **own,
        }
        done = services.extend_enquiry(session, enquiry, actor=actor, at=NOW, today=TODAY, **values)
        session.commit()
        return done

    def test_the_programme_follows(self, session, item, secretary, opened):
        enquiry = opened()
        before = enquiry.closes_on
        extension = self.extend(session, enquiry, secretary)
        assert extension.closed_before_on == before
        assert item.enquiry_to == enquiry.closes_on == before + timedelta(days=30)

    @pytest.mark.parametrize("own", [{"reason": ""}, {"closes_on": TODAY}])
    def test_never_shorter_and_never_without_a_reason(self, session, secretary, opened, own):
        with pytest.raises(Invalid):
            self.extend(session, opened(), secretary, **own)

    def test_somebody_else_changed_it(self, session, secretary, opened):
        with pytest.raises(Conflict):
            self.extend(session, opened(), secretary, seen_version=99)


class TestClosing:
    def test_before_its_last_day_only_with_a_reason(self, session, item, secretary, opened):
        enquiry = opened()
        with pytest.raises(Invalid) as refused:
            close(session, enquiry, secretary)
        assert set(refused.value.problems) == {"reason"}
        session.rollback()
        session.refresh(enquiry, ["work_item"])
        close(session, enquiry, secretary, reason="Tout le monde a répondu.")
        assert (item.stage_code, enquiry.closed_on) == ("40.60", TODAY)
        assert item.enquiry_to == enquiry.closes_on == TODAY

    def test_recorded_late_it_keeps_its_last_day(self, session, item, secretary, opened):
        enquiry = opened()
        last = enquiry.closes_on
        later = last + timedelta(days=5)
        close(session, enquiry, secretary, closed_on=later, today=later)
        assert enquiry.closed_on == later
        assert item.enquiry_to == enquiry.closes_on == last

    def test_the_stage_form_closes_it_too(self, session, item, secretary, opened):
        enquiry = opened()
        after = enquiry.closes_on + timedelta(days=1)
        stage(session, item, secretary, "40.60", reached_on=after, today=after)
        assert state_of(enquiry, on=after) is EnquiryState.CLOSED

    def test_another_enquiry_may_follow(self, session, item, secretary, opened):
        first = opened()
        close(session, first, secretary, reason="Texte repris.")
        second = opened(stage_reason="Nouveau texte, nouvelle enquête.")
        assert (second.rank, item.enquiry_to) == (2, second.closes_on)


class TestCorrections:
    def test_an_opening_that_did_not_take_place_cancels_it(self, session, item, secretary, opened):
        enquiry = opened()
        correct(session, item, session.get(StageEvent, enquiry.opening_event_id), secretary,
                annuls=True)  # fmt: skip
        assert state_of(enquiry, on=TODAY) is EnquiryState.CANCELLED
        assert (item.enquiry_from, item.enquiry_to) == (None, None)
        assert latest_enquiry(session, item.id) is None

    def test_not_once_somebody_was_heard(self, session, item, secretary, opened, heard):
        enquiry = opened()
        heard(enquiry)
        with pytest.raises(DomainError, match="déjà reçu des remarques"):
            correct(session, item, session.get(StageEvent, enquiry.opening_event_id), secretary,
                    annuls=True)  # fmt: skip

    def test_its_first_day_follows(self, session, item, secretary, opened):
        enquiry = opened()
        correct(session, item, session.get(StageEvent, enquiry.opening_event_id), secretary,
                reached_on=date(2026, 11, 3))  # fmt: skip
        assert enquiry.opens_on == item.enquiry_from == date(2026, 11, 3)

    def test_a_closing_that_did_not_take_place_opens_it_again(
        self, session, item, secretary, opened
    ):
        enquiry = opened()
        last = enquiry.closes_on
        after = last + timedelta(days=1)
        event = stage(session, item, secretary, "40.60", reached_on=after, today=after)
        programme.correct_stage(
            session,
            item,
            event,
            code="40.60",
            reached_on=after,
            annuls=True,
            reason="Pas encore",
            actor=secretary,
            seen_version=item.version,
            at=NOW,
            today=after,
        )
        session.commit()
        assert state_of(enquiry, on=last) is EnquiryState.OPEN


class TestOneTruth:
    def test_the_days_are_not_typed_over(self, session, item, secretary, opened):
        opened()
        facts = facts_of(session, item)
        later = programme.ItemFacts(
            **{
                **{name: getattr(facts, name) for name in facts.__dataclass_fields__},
                "enquiry_to": date(2027, 12, 31),
            }
        )
        with pytest.raises(Invalid) as refused:
            programme.edit_item(
                session,
                item,
                later,
                actor=secretary,
                seen_version=item.version,
                at=NOW,
                today=TODAY,
            )
        assert set(refused.value.problems) == {"enquiry_to"}
