"""The programme seen from above: by stage, as a timeline, by exercise; planned beside actual."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from catalogue.permissions import ANONYMOUS, Role
from catalogue.work_programme.listing import ItemFilter, how_many
from catalogue.work_programme.models import Milestone, StageEvent, WorkItem
from catalogue.work_programme.steps import Scale, StepState, steps_of
from catalogue.work_programme.vocabulary import WorkItemStatus
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


def plan(session, item, *days):
    session.add_all(
        Milestone(work_item_id=item.id, code=code, planned_on=day) for code, day in days
    )
    session.flush()


class TestSteps:
    def event(self, number, code, day):
        return StageEvent(id=number, code=code, reached_on=day, annuls=False)

    def test_planned_days_stand_beside_those_reached_and_those_to_come(self):
        events = [
            self.event(1, "20.00", date(2026, 1, 5)),
            self.event(2, "30.00", date(2026, 2, 10)),
        ]
        planned = [
            Milestone(code="30.00", planned_on=date(2026, 2, 1)),
            Milestone(code="40.20", planned_on=date(2026, 3, 1)),
            Milestone(code="60.60", planned_on=date(2026, 12, 1)),
        ]
        steps = steps_of(events, planned, "30.00", moving=True, today=date(2026, 3, 11))
        assert [(one.code, one.state, one.gap) for one in steps] == [
            ("20.00", StepState.REACHED, None),
            ("30.00", StepState.REACHED, 9),
            ("40.20", StepState.LATE, 10),
            ("60.60", StepState.COMING, -265),
        ]

    def test_a_stage_gone_through_twice_is_compared_the_last_time(self):
        events = [
            self.event(1, "30.00", date(2026, 1, 5)),
            self.event(2, "30.00", date(2026, 4, 5)),
        ]
        planned = [Milestone(code="30.00", planned_on=date(2026, 4, 5))]
        first, last = steps_of(events, planned, "30.00", moving=True, today=TODAY)
        assert (first.gap, last.gap) == (None, 0)

    def test_what_does_not_move_is_not_late(self):
        planned = [Milestone(code="40.20", planned_on=date(2020, 1, 1))]
        [step] = steps_of([], planned, "20.00", moving=False, today=TODAY)
        assert step.state is StepState.PAUSED

    def test_a_scale_shows_both_ends_and_few_years(self):
        scale = Scale(date(1990, 1, 1), date(2026, 1, 1))
        assert 0 < scale.place(scale.first) < scale.place(scale.last) < 100
        assert 1 < len(scale.years()) <= 5
        day = date(2026, 5, 1)
        assert 0 <= Scale(day, day).place(day) <= 100
        assert Scale(day, day).years() == []


class TestPages:
    @pytest.fixture
    def desk(self, session, sign_in):
        return sign_in(factories.account(session, Role.SECRETARIAT))

    def test_the_board_shows_the_most_pressing_of_each_stage_and_the_way_to_the_others(
        self, session, client
    ):
        for number in range(7):
            item = factories.work_item(session, title_fr=f"Sujet numéro {number}")
            plan(session, item, ("40.20", TODAY + timedelta(number - 3)))
        session.commit()
        page = client.get("/programme/tableau").text
        assert "3 jours de retard" in page
        assert "Sujet numéro 4" in page
        assert "Sujet numéro 5" not in page
        assert "Voir les 7" in page
        assert "/programme?stade=20" in page
        assert "Aucun sujet à ce stade." in page
        item.title_fr = "Beurre de karité"
        session.commit()
        assert "Beurre de karité" in client.get("/programme/tableau?q=karite").text

    def test_the_timeline_has_the_same_dates_in_its_table(self, session, client):
        item = factories.work_item(session)
        plan(session, item, ("40.20", TODAY - timedelta(12)), ("60.60", TODAY + timedelta(20)))
        session.commit()
        page = client.get("/programme/frise").text
        assert "<svg" in page
        assert "app-span__late" in page
        assert "12 jours de retard." in page
        assert "Dans 20 jours." in page
        assert "style=" not in page
        assert client.get("/programme/frise?page=99").status_code == 200

    def test_each_count_of_an_exercise_leads_to_what_it_counts(self, session, desk):
        factories.work_item(session)
        factories.work_item(session, exercise=2027, stage_code="50.60",
                            status=WorkItemStatus.AWAITING_COUNCIL)  # fmt: skip
        late = factories.work_item(session)
        plan(session, late, ("20.20", date(2025, 1, 1)))
        session.commit()
        page = desk.get("/programme/exercices").text
        assert "liste=preparation&amp;exercice=2026&amp;retard=oui" in page
        assert "liste=preparation&amp;exercice=2027&amp;statut=awaiting_council" in page

    def test_a_visitor_reads_no_status_in_the_exercises(self, session, client):
        factories.work_item(session)
        session.commit()
        page = client.get("/programme/exercices").text
        assert "2026" in page
        assert "En attente du CNNCQ" not in page

    def test_an_item_says_how_late_it_is_and_how_long_it_waits(self, session, desk):
        item = factories.work_item(
            session,
            stage_code="50.60",
            status=WorkItemStatus.AWAITING_COUNCIL,
            status_since=TODAY - timedelta(40),
        )
        plan(session, item, ("50.99", TODAY - timedelta(5)))
        session.commit()
        page = desk.get(f"/programme/{item.id}").text
        assert "En retard de 5 jours : le stade 50.99" in page
        assert ": 40 jours" in page
        assert "Exercice" in page

    def test_a_status_of_unknown_date_says_so(self, session, desk):
        item = factories.work_item(session, status=WorkItemStatus.SUSPENDED)
        session.commit()
        page = desk.get(f"/programme/{item.id}").text
        assert "Suspendu, depuis une date inconnue" in page

    def test_an_item_registered_is_active_since_that_day(self, session, desk):
        item = factories.work_item(session)
        session.commit()
        assert "Actif depuis le 5 janvier 2026" in desk.get(f"/programme/{item.id}").text

    @pytest.mark.parametrize(
        "address", ["/programme/tableau", "/programme/frise", "/programme/exercices"]
    )
    def test_few_queries_whatever_is_shown(self, session, desk, count_queries, address):
        for _ in range(30):
            plan(session, factories.work_item(session), ("40.20", TODAY))
        session.commit()
        desk.get(address)
        with count_queries:
            assert desk.get(address).status_code == 200
        assert count_queries.count <= 12, count_queries.statements


def test_what_is_undone_is_never_counted(session):
    def count():
        return how_many(session, ANONYMOUS, ItemFilter(), today=TODAY)

    factories.work_item(session)
    session.commit()
    assert count() == 1
    with session.begin_nested() as undone:
        factories.work_item(session)
        assert count() == 2
        undone.rollback()
    assert count() == 1
    session.execute(sa.delete(StageEvent))
    session.execute(sa.delete(WorkItem))
    assert count() == 0, "rows deleted in bulk are noticed too"
