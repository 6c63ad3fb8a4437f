"""Two plans: a line of the next one shows its own figures and deliverables, whatever its code."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.permissions import Role
from review.action_plan import drafting, plans, services
from review.action_plan.lines import LineFacts
from review.action_plan.models import ActionPlan
from review.action_plan.plans import PlanFacts
from review.action_plan.queries import codes_following, followed_plan, plan_of
from review.dashboard.services import board
from review.dashboard.states import State
from review.deliverables.queries import all_rows, late_steps, planned_for, standing_by_kind
from review.deliverables.services import DeliverableFacts, add_deliverable
from review.deliverables.vocabulary import DeliverableKind
from review.indicators import behind
from review.indicators.services import question
from review.restitution.queries import actions_done
from tests import factories
from tests.conftest import NOW

TODAY, NEXT = NOW.date(), date(2027, 3, 1)
LINES = (("2.4", "Revoir la stratégie", "3.3"), ("3.3", "Tenir un registre", ""))


@pytest.fixture
def keeper(session):
    return factories.actor(factories.account(session, Role.SECRETARIAT))


@pytest.fixture
def next_plan(session, keeper):
    facts = PlanFacts("suite", "Plan de la suite", date(2027, 1, 1), date(2029, 12, 31))
    made = plans.create_plan(session, facts, actor=keeper, at=NOW)
    for code, activity, indicator in LINES:
        words = {"activity": activity}
        line = LineFacts(code, code[0], "Un résultat", words, indicator)
        drafting.add_line(session, plan_of(session, made.id), line, actor=keeper, at=NOW)
    services.publish_version(
        session, plan_of(session, made.id), reason="Adopté", effective_on=TODAY, actor=keeper,
        at=NOW, today=TODAY,
    )  # fmt: skip
    session.flush()
    return made


def planned(session, on, indicator="3.3"):
    return planned_for(all_rows(session, on=on), indicator)


def strategy(session, plan_id, keeper, line, *, due_on=None):
    facts = DeliverableFacts(line, DeliverableKind.STRATEGY, f"Stratégie {line}", due_on=due_on)
    made = add_deliverable(session, plan_id, facts, actor=keeper, at=NOW, today=TODAY)
    session.flush()
    return made


def test_a_line_of_the_next_plan_does_not_inherit_deliverables(session, next_plan, keeper):
    shipped = [one.title for one in planned(session, TODAY)]
    assert shipped
    assert planned(session, NEXT) == []
    own = strategy(session, next_plan.id, keeper, "2.4")
    strategy(session, next_plan.id, keeper, "3.3")
    assert [one.id for one in planned(session, NEXT)] == [own.id]
    assert [one.title for one in planned(session, TODAY)] == shipped
    assert standing_by_kind(planned(session, NEXT), NEXT)[DeliverableKind.STRATEGY].planned == 1


def test_lines_are_followed_by_the_indicator_they_name(session, next_plan):
    del next_plan
    assert codes_following(session, "3.3", TODAY) == ["3.3"]
    assert codes_following(session, "3.3", NEXT) == ["2.4"]
    assert codes_following(session, "1.1", TODAY) == ["1.1"]
    found = followed_plan(session, NEXT)
    assert (found.title, found.shipped) == ("Plan de la suite", False)
    assert [(one.code, one.indicator_codes) for one in found.lines] == [
        ("2.4", ("3.3",)), ("3.3", ()),
    ]  # fmt: skip
    shipped = followed_plan(session, TODAY)
    assert shipped.shipped
    assert shipped.lines[0].indicator_codes == ("1.1", "1.1b")


def test_the_dashboard_follows_the_plan_of_the_day(session, next_plan, keeper):
    del next_plan
    asked = question(session, at=NEXT, today=NEXT)
    shown = board(session, keeper, asked, local_date=lambda at: at.date())
    [line] = shown.lines
    assert (line.sheet.code, line.plan_line, line.state) == ("3.3", "2.4", State.UNKNOWN)
    assert line.target == line.own.target
    assert [one.code for one in shown.by_hand["3"]] == ["3.3"]
    shipped = board(
        session, keeper, question(session, at=TODAY, today=NEXT), local_date=lambda at: at.date()
    )
    assert len(shipped.lines) == 21
    assert shipped.by_hand == {}
    assert list(shipped.results) == ["1", "2", "3", "4", "5", "6"]


def test_the_agenda_speaks_of_the_plan_under_way(session, next_plan, keeper, app):
    with app.test_request_context():
        assert behind.below_target(session, NEXT) == []
        [point] = behind.without_reading(session, NEXT)
    assert point.text.endswith(" : 2.4") or ": 2.4" in point.text
    first = session.scalars(sa.select(ActionPlan.id).where(ActionPlan.loaded_at.is_(None))).one()
    strategy(session, first, keeper, "3.3", due_on=date(2026, 12, 1))
    strategy(session, next_plan.id, keeper, "2.4", due_on=date(2027, 2, 1))
    assert [one.line_code for one in late_steps(all_rows(session, on=NEXT), NEXT)] == ["2.4"]
    every = late_steps(all_rows(session, on=NEXT, every_plan=True), NEXT)
    assert [(one.line_code, bool(one.plan)) for one in every] == [("3.3", True), ("2.4", False)]
    assert actions_done(session, NEXT) == []


def test_a_draft_on_which_a_deliverable_rests_stays(session, keeper, client, sign_in):
    sign_in(factories.account(session, Role.SECRETARIAT))
    session.commit()
    facts = PlanFacts("essai", "Un essai", date(2030, 1, 1), date(2031, 12, 31))
    draft = plans.create_plan(session, facts, actor=keeper, at=NOW)
    line = LineFacts("1.1", "1", "Former", {"activity": "Former"})
    drafting.add_line(session, plan_of(session, draft.id), line, actor=keeper, at=NOW)
    strategy(session, draft.id, keeper, "1.1")
    session.commit()
    for place in (f"/plan/{draft.id}/retirer", f"/plan/{draft.id}/lignes/1.1/retirer"):
        seen = client.get(place).text.split('name="version"')[1].split('value="')[1].split('"')[0]
        kept = client.post(place, data={"version": seen})
        assert kept.status_code == 422
        assert "y est rattaché" in kept.text
    page = client.get("/livrables", query_string={"plan": draft.id}).text
    assert "Stratégie 1.1" in page
    assert "Stratégie 1.1" not in client.get("/livrables").text
    assert "Former" in client.get("/livrables/nouveau", query_string={"plan": draft.id}).text
