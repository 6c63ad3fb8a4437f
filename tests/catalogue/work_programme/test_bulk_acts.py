"""Acts on several items: each checked, journalled, refused on its own; a preview is undone."""

from __future__ import annotations

import re
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.errors import Invalid, NotAllowed
from catalogue.journal.models import Entry
from catalogue.permissions import ANONYMOUS, Role
from catalogue.work_programme.bulk_acts import Wanted, act_on_many
from catalogue.work_programme.models import BulkAct, Milestone, WorkItem
from catalogue.work_programme.vocabulary import Act, WorkItemStatus
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture
def act(session, secretary):
    def do(kind, *items, actor=None, **own):
        wanted = Wanted(kind, {item.id: item.version for item in items}, **own)
        return act_on_many(session, wanted, actor=actor or secretary, at=NOW, today=TODAY)

    return do


def journalled(session, tag):
    return session.scalar(sa.select(sa.func.count()).where(Entry.tag == tag))


def test_each_item_is_confided_and_journalled_on_its_own(session, act):
    old, new = factories.committee(session, "CTN1"), factories.committee(session, "CTN2")
    one = factories.work_item(session, committee_id=old.id)
    there = factories.work_item(session, committee_id=new.id)
    lines = act(Act.COMMITTEE, one, there, committee_id=new.id)
    assert one.committee_id == new.id
    assert [bool(line.refused) for line in lines] == [False, True]
    assert "CTN1" in str(lines[0].effect)
    assert journalled(session, "programme:edited") == 1


def test_an_item_changed_meanwhile_is_refused_and_left_as_it_is(session, secretary):
    item = factories.work_item(session)
    wanted = Wanted(Act.EXERCISE, {item.id: item.version - 1}, exercise=2027)
    [line] = act_on_many(session, wanted, actor=secretary, at=NOW, today=TODAY)
    assert "a changé" in str(line.refused)
    assert item.exercise == 2026
    assert journalled(session, "programme:exercise_set") == 0


def test_a_stage_is_recorded_where_it_may_follow(session, act):
    ready = factories.work_item(session, stage_code="20.20")
    done = factories.work_item(session, stage_code="40.20")
    lines = act(Act.STAGE, ready, done, code="30.00", on=date(2026, 3, 1))
    assert ready.stage_code == "30.00"
    assert done.stage_code == "40.20"
    assert [bool(line.refused) for line in lines] == [False, True]


def test_a_planned_day_leaves_the_others(session, act):
    item = factories.work_item(session)
    session.add(Milestone(work_item_id=item.id, code="40.20", planned_on=date(2026, 9, 1)))
    session.flush()
    [line] = act(Act.PLAN, item, code="60.60", on=date(2027, 1, 1))
    assert not line.refused
    planned = session.execute(
        sa.select(Milestone.code, Milestone.planned_on).where(Milestone.work_item_id == item.id)
    )
    assert dict(planned.all()) == {"40.20": date(2026, 9, 1), "60.60": date(2027, 1, 1)}
    [line] = act(Act.PLAN, item, code="30.00", on=date(2027, 1, 1))
    assert "40.20" in str(line.refused), "planned after a later stage"


def test_a_status_taken_keeps_its_day(session, act):
    item = factories.work_item(session, stage_code="50.60")
    [line] = act(Act.AWAIT_COUNCIL, item, reason="Session de mai", on=date(2026, 2, 1))
    assert (item.status, item.status_since) == (WorkItemStatus.AWAITING_COUNCIL, date(2026, 2, 1))
    [line] = act(Act.SUSPEND, item, reason="Attente", on=date(2100, 1, 1))
    assert line.refused, "a day to come"
    [line] = act(Act.SUSPEND, item, reason="Attente")
    assert (item.status, item.status_since) == (WorkItemStatus.SUSPENDED, TODAY)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (Act.COMMITTEE, "committee_id"),
        (Act.EXERCISE, "exercise"),
        (Act.PLAN, "code"),
        (Act.STAGE, "on"),
        (Act.SUSPEND, "reason"),
    ],
)
def test_what_an_act_lacks_is_asked_before_anything_is_done(session, act, kind, field):
    with pytest.raises(Invalid) as refusal:
        act(kind, factories.work_item(session))
    assert field in refusal.value.problems


def test_only_the_secretariat_acts(session, act):
    with pytest.raises(NotAllowed):
        act(Act.EXERCISE, factories.work_item(session), exercise=2027, actor=ANONYMOUS)


class TestPages:
    @pytest.fixture
    def desk(self, session, sign_in):
        return sign_in(factories.account(session, Role.SECRETARIAT))

    def fields(self, page):
        def value(name):
            return re.search(rf'name="{name}" value="([^"]*)"', page)[1]

        return {"seen": value("seen"), "once": value("once")}

    def test_a_preview_says_what_will_be_done_and_changes_nothing(self, session, desk):
        one = factories.work_item(session)
        other = factories.work_item(session, exercise=2027)
        session.commit()
        page = desk.get(f"/programme/actes?sujet={one.id}&sujet={other.id}").text
        posted = {"items": [one.id, other.id], "act": "exercise", "exercise": "2027"}
        posted |= self.fields(page)
        preview = desk.post("/programme/actes", data=posted | {"preview": "1"}).text
        assert "Exercice 2026 → 2027" in preview
        assert "déjà dans cet exercice" in preview
        session.expire_all()
        assert session.get(WorkItem, one.id).exercise == 2026
        done = desk.post("/programme/actes", data=posted | {"do": "1"}, follow_redirects=True)
        assert "Un sujet a changé" in done.text
        session.rollback()
        session.expire_all()
        assert session.get(WorkItem, one.id).exercise == 2027
        again = desk.post("/programme/actes", data=posted | {"do": "1"})
        assert again.status_code == 302, "a second press leads to the first act"
        assert session.scalar(sa.select(sa.func.count()).select_from(BulkAct)) == 1

    def test_the_whole_list_as_it_is_filtered_is_offered(self, session, desk):
        late = factories.work_item(session, title_fr="Sujet en retard")
        factories.work_item(session, title_fr="Sujet tranquille")
        session.add(Milestone(work_item_id=late.id, code="20.20", planned_on=date(2025, 1, 1)))
        session.commit()
        page = desk.get("/programme/actes?retard=oui&tous=oui").text
        assert "Sujet en retard" in page
        assert "Sujet tranquille" not in page

    def test_a_form_without_its_items_says_so(self, session, desk):
        session.commit()
        answer = desk.post("/programme/actes", data={"act": "exercise", "preview": "1"})
        assert answer.status_code == 422
        assert "Aucun sujet n’est choisi" in answer.text
