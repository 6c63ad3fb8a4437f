"""Recommendations: numbered by year, moved by dated acts, late by their due date."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.notices.models import Notice
from catalogue.permissions import Role
from review.monitoring import services
from review.monitoring.models import RecommendationAct
from review.monitoring.queries import Wanted, facet_counts, recommendations
from review.monitoring.services import Asked
from review.monitoring.standing import standing
from review.monitoring.vocabulary import Act, RecommendationState
from review.monitoring.workflow import RECOMMENDATION_ACTS, acts_from
from tests import factories
from tests.conftest import NOW
from tests.review.monitoring.conftest import TODAY

START = date(2026, 1, 1)


def test_numbers_follow_the_year(recommend):
    assert recommend().number == "2026-1"
    assert recommend(made_on=date(2025, 12, 31)).number == "2025-1"
    assert recommend().number == "2026-2"


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"owner": ""}, "owner", "Dites qui en répond"),
        ({"text": ""}, "text", "Écrivez ce que le comité recommande"),
        ({"made_on": date(2027, 1, 1)}, "made_on", "pas dans l’avenir"),
        ({"due_on": date(2026, 3, 1)}, "due_on", "ne peut pas précéder"),
        ({"owner_person_id": 999_999}, "owner_person_id", "Choisissez une personne"),
        ({"meeting_id": 999_999}, "meeting_id", "Choisissez une réunion"),
    ],
)
def test_what_is_missing_is_said_on_its_field(recommend, facts, field, said):
    with pytest.raises(Invalid) as caught:
        recommend(**facts)
    assert said in str(caught.value.problems[field])


def test_acts_move_it_each_with_its_day_and_its_proof(recommend, step):
    found = recommend(due_on=date(2026, 6, 30))
    assert found.overdue(TODAY)
    found = step(found, Act.BEGIN, date(2026, 4, 1), "")
    with pytest.raises(Invalid) as caught:
        step(found, Act.FINISH, note="")
    assert "prouve" in str(caught.value.problems["note"])
    with pytest.raises(Invalid) as caught:
        step(found, Act.FINISH, date(2026, 3, 20))
    assert "01/04/2026" in str(caught.value.problems["done_on"])
    with pytest.raises(Invalid) as caught:
        step(found, Act.FINISH, TODAY + timedelta(days=1))
    assert "avenir" in str(caught.value.problems["done_on"])
    found = step(found, Act.FINISH)
    assert found.state is RecommendationState.DONE
    assert not found.overdue(TODAY)
    with pytest.raises(DomainError, match="n’est pas possible"):
        step(found, Act.BEGIN)
    found = step(found, Act.REOPEN, note="La lettre n’est pas partie")
    assert [one.act for one in found.acts] == [Act.BEGIN, Act.FINISH, Act.REOPEN]


def test_a_due_date_moves_by_an_act_with_its_reason(session, keeper, recommend, step):
    found = recommend(due_on=date(2026, 6, 30))
    with pytest.raises(Invalid) as caught:
        services.edit(
            session,
            found,
            Asked(text="Réunir", made_on=found.made_on, owner="Direction", due_on=TODAY),
            actor=keeper,
            seen_version=found.version,
            at=NOW,
            today=TODAY,
        )
    assert "L’échéance est fixée" in str(caught.value.problems["due_on"])
    with pytest.raises(Invalid) as caught:
        step(found, Act.POSTPONE)
    assert "nouvelle échéance" in str(caught.value.problems["due_on"])
    found = step(found, Act.POSTPONE, due_on=date(2027, 1, 31), note="Budget")
    assert found.due_on == date(2027, 1, 31)
    assert found.acts[0].previous_due_on == date(2026, 6, 30)
    assert not found.overdue(TODAY)


def test_a_missing_due_date_is_never_late(session, recommend):
    found = recommend()
    assert not found.overdue(TODAY)
    assert recommendations(session, Wanted(late=True), on=TODAY) == []


def test_a_stale_page_is_told(session, keeper, recommend):
    found = recommend()
    with pytest.raises(Conflict):
        services.edit(
            session,
            found,
            services.asked_of(found),
            actor=keeper,
            seen_version=found.version - 1,
            at=NOW,
            today=TODAY,
        )


def test_history_is_never_rewritten(session, recommend, step):
    step(recommend(), Act.BEGIN)
    with pytest.raises(sa.exc.DBAPIError, match="insert-only"), session.begin_nested():
        session.execute(sa.update(RecommendationAct).values(note="Autre chose"))


def test_the_list_is_narrowed_and_counted(session, recommend, step):
    recommend(due_on=date(2026, 6, 30))
    recommend(owner="APDF")
    step(recommend(owner="APDF"), Act.FINISH)
    wanted = Wanted(owners=frozenset({"APDF"}))
    assert len(recommendations(session, wanted, on=TODAY)) == 2
    counts = facet_counts(session, wanted, on=TODAY)
    assert counts["state"] == {"to_do": 1, "done": 1}
    assert counts["owner"] == {"APDF": 2, "Direction": 1}
    assert counts["late"] == {"oui": 0}


def test_reminders_are_sent_once_for_each_date(session, board):
    keeper = board.keeper
    owner = factories.account(session, Role.REVIEWER, person_id=board.chair_id)
    board.plan(date(2026, 11, 30))
    board.plan(date(2026, 12, 20))
    found = board.recommend(due_on=date(2026, 11, 1), owner_person_id=board.chair_id)

    def sent(on=TODAY):
        before = session.scalar(sa.select(sa.func.count()).select_from(Notice)) or 0
        count = services.send_due(session, at=NOW, on=on)
        session.flush()
        rows = session.execute(
            sa.select(Notice.account_id, Notice.template).order_by(Notice.id).offset(before)
        )
        return count, {(row.account_id, row.template) for row in rows}

    assert sent() == (
        2,
        {
            (keeper.account_id, "monitoring_meeting_soon"),
            (keeper.account_id, "monitoring_recommendations_late"),
            (owner.id, "monitoring_meeting_invited"),
            (owner.id, "monitoring_recommendation_yours"),
        },
    )
    assert sent() == (0, set())
    board.step(found, Act.POSTPONE, due_on=date(2026, 11, 24), note="Un jour de plus")
    count, told = sent(date(2026, 11, 25))
    assert count == 1
    assert (owner.id, "monitoring_recommendation_yours") in told


_MOVES = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9), st.integers(1, 400)), max_size=8)


@given(_MOVES, st.integers(0, 200))
def test_on_any_day_it_stands_where_the_acts_until_that_day_led(moves, asked):
    """What a day shows is what replaying the acts of that day and before gives."""
    state, due, day, acts = RecommendationState.TO_DO, START + timedelta(days=30), START, []
    replayed = [(START - timedelta(days=1), state, due)]
    for wait, choice, later in moves:
        day += timedelta(days=wait)
        possible = acts_from(state)
        act = possible[choice % len(possible)]
        before = due
        if act is Act.POSTPONE:
            due = START + timedelta(days=later)
        state = RECOMMENDATION_ACTS[act].target or state
        acts.append(
            SimpleNamespace(
                act=act,
                done_on=day,
                state=RECOMMENDATION_ACTS[act].target,
                due_on=due if act is Act.POSTPONE else None,
                previous_due_on=before if act is Act.POSTPONE else None,
                note="",
            )
        )
        replayed.append((day, state, due))
    on = START + timedelta(days=asked)
    _day, known, known_due = [one for one in replayed if one[0] <= on][-1]
    found = standing(acts, due, on=on)
    assert (found.state, found.due_on) == (known, known_due)
