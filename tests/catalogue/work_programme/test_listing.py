"""The lists of the programme: filters, orders, what is late, and what a page costs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.permissions import ANONYMOUS, Role
from catalogue.records.vocabulary import Correspondence, Nature
from catalogue.stages.models import Stage
from catalogue.work_programme import services
from catalogue.work_programme.history import awaited, lateness
from catalogue.work_programme.listing import SORTS, ItemFilter, all_ids, counts_of, page_of_items
from catalogue.work_programme.models import Milestone, WorkItem
from catalogue.work_programme.vocabulary import MOVING, ProgrammeList, WorkItemStatus
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


def ids(session, actor=ANONYMOUS, **wanted):
    return list(all_ids(session, actor, ItemFilter(**wanted), today=TODAY))


def counts(session, actor=ANONYMOUS, **wanted):
    return counts_of(session, actor, ItemFilter(**wanted), today=TODAY)


def plan(session, item, *days):
    session.add_all(
        Milestone(work_item_id=item.id, code=code, planned_on=day) for code, day in days
    )
    session.flush()


class TestLateness:
    CODES = ("20.20", "30.00", "40.20", "40.60", "50.00", "60.60")

    @settings(
        max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(
        current=st.sampled_from(["20.00", "30.20", "40.60", "40.92", "40.93", "50.99"]),
        planned=st.dictionaries(
            st.sampled_from(CODES), st.integers(-400, 400).map(lambda n: TODAY + timedelta(n))
        ),
        status=st.sampled_from(list(WorkItemStatus)),
    )
    def test_lists_and_pages_say_the_same_of_what_is_late(self, session, current, planned, status):
        item = factories.work_item(session, stage_code=current, status=status)
        plan(session, item, *planned.items())
        rows = session.scalars(sa.select(Milestone).where(Milestone.work_item_id == item.id)).all()
        session.refresh(item, ["awaited_on"])
        assert item.awaited_on == awaited(rows, current)
        late = lateness(rows, current, today=TODAY) if status in MOVING else None
        staff = factories.actor(factories.account(session, Role.SECRETARIAT))
        listed = {
            one
            for listing in ProgrammeList
            for one in ids(session, staff, listing=listing, chosen={"retard": ("oui",)})
        }
        assert (item.id in listed) is (late is not None)
        if late:
            assert late.days == (TODAY - item.awaited_on).days

    def test_the_day_awaited_follows_stages_and_plans(self, session, secretary):
        item = factories.work_item(session)
        plan(session, item, ("20.20", date(2026, 2, 1)), ("40.20", date(2026, 9, 1)))
        assert session.get(WorkItem, item.id, populate_existing=True).awaited_on == date(2026, 2, 1)
        services.record_stage(
            session,
            item,
            code="20.20",
            reached_on=date(2026, 3, 1),
            reason="",
            actor=secretary,
            seen_version=item.version,
            at=NOW,
            today=TODAY,
        )
        session.flush()
        assert session.get(WorkItem, item.id, populate_existing=True).awaited_on == date(2026, 9, 1)

    def test_late_in_time_and_unplanned_are_counted_apart(self, session):
        late, soon, loose = (factories.work_item(session) for _ in range(3))
        still = factories.work_item(session, status=WorkItemStatus.SUSPENDED)
        plan(session, late, ("20.20", TODAY - timedelta(1)))
        plan(session, still, ("20.20", TODAY - timedelta(1)))
        plan(session, soon, ("20.20", TODAY))
        found = counts(session)
        assert found.by_facet["retard"] == {"oui": 1, "non": 1, "sans-date": 1}
        assert ids(session, chosen={"retard": ("oui",)}) == [late.id]
        assert ids(session, chosen={"retard": ("sans-date",)}) == [loose.id]


class TestFilters:
    def test_the_base_standard_by_degree_and_by_whether_there_is_one(self, session):
        idt = factories.work_item(
            session, base_reference="ISO 9001:2015", correspondence=Correspondence.IDENTICAL
        )
        unknown = factories.work_item(session, base_reference="CXS 325:2017")
        without = factories.work_item(session)
        assert counts(session).by_facet["base"] == {"avec": 2, "IDT": 1, "inconnu": 1, "sans": 1}
        assert set(ids(session, chosen={"base": ("avec",)})) == {idt.id, unknown.id}
        assert ids(session, chosen={"base": ("IDT",)}) == [idt.id]
        assert ids(session, chosen={"base": ("inconnu",)}) == [unknown.id]
        assert ids(session, chosen={"base": ("sans",)}) == [without.id]
        assert len(ids(session, chosen={"base": ("avec", "sans")})) == 3

    def test_an_exercise_is_the_year_of_registration_until_it_is_changed(self, session):
        item = factories.work_item(session)
        carried = factories.work_item(session, exercise=2027)
        assert item.exercise == 2026
        assert ids(session, chosen={"exercice": ("2027",)}) == [carried.id]
        assert counts(session).by_facet["exercice"] == {"2026": 1, "2027": 1}

    @pytest.mark.parametrize(
        "chosen",
        [
            {"exercice": ("9" * 40,)},
            {"exercice": ("²",)},
            {"nature": ("x",)},
            {"type": ("'",)},
            {"statut": ("nothing",)},
        ],
    )
    def test_a_value_nothing_has_finds_nothing_and_stays_to_be_taken_away(self, session, chosen):
        factories.work_item(session)
        assert ids(session, chosen=chosen) == []
        [(name, (value,))] = chosen.items()
        assert counts(session, chosen=chosen).by_facet[name][value] == 0

    def test_counts_leave_their_own_filter_aside(self, session):
        factories.work_item(session, nature=Nature.NEW)
        factories.work_item(session, nature=Nature.AMENDMENT, stage_code="40.20")
        found = counts(session, chosen={"nature": (Nature.AMENDMENT.value,)})
        assert found.total == 1
        assert found.by_facet["nature"] == {Nature.NEW.value: 1, Nature.AMENDMENT.value: 1}
        assert found.by_facet["stade"] == {"40": 1}


class TestOrders:
    def test_every_order_and_its_reverse(self, session):
        first = factories.committee(session, "AAA")
        last = factories.committee(session, "ZZZ")
        one = factories.work_item(
            session, title_fr="Éponge", committee_id=last.id, stage_code="40.20"
        )
        two = factories.work_item(
            session,
            title_fr="zinc",
            committee_id=first.id,
            exercise=2027,
            stage_on=date(2026, 2, 1),
            registered_on=date(2026, 2, 1),
        )
        loose = factories.work_item(
            session, title_fr="Abricot", exercise=2025, registered_on=date(2025, 1, 1)
        )
        plan(session, one, ("50.00", date(2026, 9, 1)))
        plan(session, two, ("20.20", date(2026, 3, 1)))
        assert ids(session, sort="titre") == [loose.id, one.id, two.id]
        assert ids(session, sort="-titre") == [two.id, one.id, loose.id]
        assert ids(session, sort="comite") == [two.id, one.id, loose.id]
        assert ids(session, sort="echeance") == [two.id, one.id, loose.id]
        assert ids(session, sort="exercice") == [two.id, one.id, loose.id]
        assert ids(session, sort="stade")[-1] == one.id
        assert ids(session, sort="inscription")[0] == two.id
        for name in SORTS:
            assert len(ids(session, sort=name)) == len(ids(session, sort=f"-{name}")) == 3
        assert ids(session, sort="rien") == ids(session, sort="numero")

    def test_pages_follow_one_another(self, session):
        for _ in range(5):
            factories.work_item(session)
        whole = ids(session)
        pages = [
            page_of_items(session, ANONYMOUS, ItemFilter(), today=TODAY, page=n, size=2)
            for n in (1, 2, 3, 4)
        ]
        assert [one.id for page in pages for one in page] == whole


@pytest.mark.parametrize("address", ["/programme", "/programme?retard=oui&base=avec&tri=echeance"])
def test_a_page_costs_as_many_queries_whatever_it_lists(
    session, client, sign_in, count_queries, address
):
    sign_in(factories.account(session, Role.SECRETARIAT))
    codes = session.scalars(sa.select(Stage.code).where(Stage.stage == "20")).all()
    for number in range(30):
        item = factories.work_item(session, stage_code=codes[number % len(codes)])
        plan(session, item, ("40.20", date(2026, 1, 1)))
    session.commit()
    client.get(address)  # what the lists hold in memory is read once after a change
    with count_queries:
        assert client.get(address).status_code == 200
    assert count_queries.count <= 12, count_queries.statements
