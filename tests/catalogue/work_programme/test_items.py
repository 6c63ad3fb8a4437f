"""Registering an item, editing it, planning it, setting its forecast."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.errors import Conflict, Invalid, NotAllowed
from catalogue.journal.models import Entry
from catalogue.outbox.models import Message
from catalogue.permissions import ANONYMOUS, Role, system_actor
from catalogue.records.vocabulary import Correspondence, DocumentKind, Nature
from catalogue.work_programme import services
from catalogue.work_programme.facts import facts_of
from catalogue.work_programme.models import Milestone, StageEvent, WorkItem
from catalogue.work_programme.vocabulary import Forecast
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


def register(session, actor, **own):
    values = {
        "title_fr": "Farine de mil",
        "title_en": None,
        "scope": None,
        "committee_id": None,
        "nature": Nature.NEW,
        "kind": DocumentKind.STANDARD,
        "base_reference": None,
        "correspondence": None,
        "ics": [],
        "forecast": None,
        "contact": None,
        "project_leader": None,
        "milestones": {},
        "registered_on": date(2026, 11, 2),
        "number": None,
        "actor": actor,
        "at": NOW,
        **own,
    }
    return services.register_item(session, **values)


def edited(session, item, actor, facts, **own):
    values = {"seen_version": item.version, "at": NOW, "today": TODAY, **own}
    services.edit_item(session, item, facts, actor=actor, **values)


class TestRegistering:
    def test_approved_and_registered_on_the_same_day(self, session, secretary):
        item = register(session, secretary, forecast=Forecast.PRINCIPAL)
        events = session.scalars(
            sa.select(StageEvent).where(StageEvent.work_item_id == item.id)
        ).all()
        assert [(one.code, one.reached_on) for one in events] == [
            ("10.99", date(2026, 11, 2)),
            ("20.00", date(2026, 11, 2)),
        ]
        assert (item.stage_code, item.forecast) == ("20.00", Forecast.PRINCIPAL)

    def test_numbers_follow_one_another_within_the_year(self, session, secretary):
        factories.work_item(session, number="2026-041")
        factories.work_item(session, number="2026-A")
        factories.work_item(session, number="2025-900")
        assert register(session, secretary).number == "2026-042"
        assert register(session, secretary).number == "2026-043"
        assert services.next_number(session, 2027) == "2027-001"

    def test_what_cannot_be_kept_is_said_field_by_field_and_nothing_is_written(
        self, session, secretary
    ):
        factories.work_item(session, number="2026-001", title_fr="Riz étuvé")
        with pytest.raises(Invalid) as refused:
            register(
                session,
                secretary,
                title_fr="",
                number="2026-001",
                committee_id=99999,
                correspondence=Correspondence.IDENTICAL,
                ics=["67.060", "99.999"],
                revises="NM 404:2001",
                registered_on=date(2026, 11, 24),
                milestones={"40.20": date(2027, 5, 1), "60.60": date(2027, 1, 1), "12.34": TODAY},
            )
        assert set(refused.value.problems) == {
            *("title_fr", "number", "committee_id", "base_reference", "ics", "revises"),
            *("registered_on", "planned_60_60", "planned_12_34"),
        }
        assert "99.999" in str(refused.value.problems["ics"])
        assert "67.060" not in str(refused.value.problems["ics"]).split(".")[0]
        assert "Riz étuvé" in str(refused.value.problems["number"])
        assert session.scalar(sa.select(sa.func.count()).select_from(WorkItem)) == 1

    def test_classification_plan_and_revised_standard_are_kept(self, session, secretary):
        standard = factories.edition(session, "NM 12:2015")
        item = register(
            session,
            secretary,
            ics=["67.060", "01.040.67"],
            milestones={"40.20": date(2027, 3, 1)},
            revises="NM 12:2015",
        )
        session.commit()
        found = facts_of(session, item)
        assert found.ics == ("01.040.67", "67.060")
        assert item.revises_edition_id == standard.id
        assert session.scalars(sa.select(Milestone)).one().planned_on == date(2027, 3, 1)

    def test_only_the_secretariat_or_the_software_itself_registers(self, session):
        chair = factories.actor(factories.account(session, chairs=factories.committee(session)))
        for outsider in (ANONYMOUS, chair):
            with pytest.raises(NotAllowed):
                register(session, outsider)
        assert register(session, system_actor()).id

    def test_the_act_is_in_the_journal_and_search_will_learn_of_it(self, session, secretary):
        item = register(session, secretary)
        entry = session.scalars(sa.select(Entry).where(Entry.tag == "programme:registered")).one()
        assert (entry.subject_type, entry.subject_id) == ("work_item", str(item.id))
        asked = session.scalars(sa.select(Message).where(Message.topic == "index")).all()
        assert [one.payload for one in asked] == [{"kind": "work_item", "ids": [item.id]}]


class TestEditing:
    def test_a_stale_version_keeps_both_texts(self, session, secretary):
        item = register(session, secretary)
        seen = item.version
        facts = facts_of(session, item)
        edited(session, item, secretary, replace(facts, title_fr="Farine de mil sanio"))
        session.commit()
        with pytest.raises(Conflict) as refused:
            edited(session, item, secretary, replace(facts, title_fr="Farine"), seen_version=seen)
        assert refused.value.current["title_fr"] == "Farine de mil sanio"
        assert refused.value.version == item.version
        assert item.title_fr == "Farine de mil sanio"

    def test_only_a_change_makes_a_new_version_and_a_journal_entry(self, session, secretary):
        item = register(session, secretary, ics=["67.060"])
        session.commit()
        version = item.version
        edited(session, item, secretary, facts_of(session, item))
        session.commit()
        assert item.version == version
        edited(session, item, secretary, replace(facts_of(session, item), ics=()))
        session.commit()
        assert item.version == version + 1
        tags = session.scalars(sa.select(Entry.tag)).all()
        assert tags.count("programme:edited") == 1

    def test_the_forecast_is_given_once_then_only_reclassified(self, session, secretary):
        item = register(session, secretary)
        facts = replace(facts_of(session, item), forecast=Forecast.SIGNIFICANT)
        edited(session, item, secretary, facts)
        with pytest.raises(Invalid) as refused:
            edited(session, item, secretary, replace(facts, forecast=Forecast.NOT_RELEVANT))
        assert "forecast" in refused.value.problems

    def test_an_enquiry_ends_after_it_starts(self, session, secretary):
        item = register(session, secretary)
        facts = replace(
            facts_of(session, item), enquiry_from=date(2027, 3, 1), enquiry_to=date(2027, 2, 1)
        )
        with pytest.raises(Invalid) as refused:
            edited(session, item, secretary, facts)
        assert "enquiry_to" in refused.value.problems

    def test_an_enquiry_shorter_than_the_code_of_practice_needs_a_reason(self, session, secretary):
        item = register(session, secretary)
        short = replace(
            facts_of(session, item), enquiry_from=date(2027, 1, 1), enquiry_to=date(2027, 2, 28)
        )
        with pytest.raises(Invalid) as refused:
            edited(session, item, secretary, short)
        assert "59" in str(refused.value.problems["reason"])
        edited(session, item, secretary, short, reason="Épidémie de fièvre")
        assert item.enquiry_to == date(2027, 2, 28)
        long_enough = replace(short, enquiry_to=date(2027, 3, 1))
        edited(session, item, secretary, long_enough)
        assert item.enquiry_to == date(2027, 3, 1)


class TestForecast:
    def test_the_focal_point_reclassifies_it_with_a_reason(self, session, secretary):
        item = register(session, secretary, forecast=Forecast.UNKNOWN)
        focal = factories.actor(factories.account(session, Role.FOCAL_POINT))
        services.set_forecast(
            session, item, Forecast.SIGNIFICANT, actor=focal, at=NOW, reason="Étude du marché"
        )
        assert item.forecast is Forecast.SIGNIFICANT
        assert "programme:forecast_set" in session.scalars(sa.select(Entry.tag)).all()

    def test_nobody_else_does(self, session, secretary):
        item = register(session, secretary)
        admin = factories.actor(factories.account(session, Role.ADMIN))
        with pytest.raises(NotAllowed):
            services.set_forecast(
                session, item, Forecast.PRINCIPAL, actor=admin, at=NOW, reason="?"
            )


class TestPlanning:
    def test_the_plan_given_replaces_the_one_recorded(self, session, secretary):
        item = register(session, secretary, milestones={"30.00": date(2027, 1, 1)})
        session.commit()
        services.plan(
            session,
            item,
            {"40.20": date(2027, 2, 1), "60.60": date(2027, 9, 1)},
            actor=secretary,
            seen_version=item.version,
            at=NOW,
        )
        session.commit()
        rows = session.scalars(sa.select(Milestone).order_by(Milestone.code)).all()
        assert [one.code for one in rows] == ["40.20", "60.60"]

    def test_a_stage_is_not_planned_before_an_earlier_one(self, session, secretary):
        item = register(session, secretary)
        with pytest.raises(Invalid) as refused:
            services.plan(
                session,
                item,
                {"40.20": date(2027, 2, 1), "60.60": date(2027, 1, 1)},
                actor=secretary,
                seen_version=item.version,
                at=NOW,
            )
        assert "planned_60_60" in refused.value.problems
