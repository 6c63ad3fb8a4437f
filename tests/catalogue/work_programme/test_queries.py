"""The lists: who sees what, filters, counts, and what indicators read."""

from datetime import date

import pytest

from catalogue.permissions import ANONYMOUS, Role
from catalogue.stages.queries import stage_names
from catalogue.work_programme import listing, queries, rules
from catalogue.work_programme.listing import ItemFilter
from catalogue.work_programme.models import StageEvent, work_item_ics
from catalogue.work_programme.vocabulary import Forecast, ProgrammeList, WorkItemStatus
from tests import factories
from tests.conftest import NOW

ABANDONED, HOMOLOGATED = ProgrammeList.ABANDONED, ProgrammeList.HOMOLOGATED


@pytest.fixture
def internal(session):
    return factories.actor(factories.account(session, Role.SECRETARIAT))


def ids(session, actor, **wanted):
    return set(listing.all_ids(session, actor, ItemFilter(**wanted), today=NOW.date()))


def test_each_item_is_in_one_list(session, internal):
    edition = factories.edition(session)
    rows = {
        status: factories.work_item(
            session,
            status=status,
            edition_id=edition.id if status is WorkItemStatus.HOMOLOGATED else None,
        ).id
        for status in WorkItemStatus
    }
    assert ids(session, internal) == {
        rows[WorkItemStatus.ACTIVE],
        rows[WorkItemStatus.SUSPENDED],
        rows[WorkItemStatus.AWAITING_COUNCIL],
    }
    assert ids(session, internal, listing=HOMOLOGATED) == {rows[WorkItemStatus.HOMOLOGATED]}
    assert ids(session, internal, listing=ABANDONED) == {rows[WorkItemStatus.ABANDONED]}


def test_what_was_abandoned_is_the_agencys_and_its_committees(session, internal):
    committee = factories.committee(session)
    item = factories.work_item(session, status=WorkItemStatus.ABANDONED, committee_id=committee.id)
    chair = factories.actor(factories.account(session, chairs=committee))
    other = factories.actor(factories.account(session, chairs=factories.committee(session, "CTN2")))
    for actor, seen in ((ANONYMOUS, False), (other, False), (chair, True), (internal, True)):
        assert rules.visible_items.allows(actor, item) is seen
        assert (item.id in ids(session, actor, listing=ABANDONED)) is seen
        assert (queries.item_by_id(session, actor, item.id) is not None) is seen


def test_a_status_filters_and_counts_only_where_it_may_be_seen(session, internal):
    committee = factories.committee(session)
    own = factories.work_item(session, status=WorkItemStatus.SUSPENDED, committee_id=committee.id)
    factories.work_item(session, status=WorkItemStatus.SUSPENDED)
    chair = factories.actor(factories.account(session, chairs=committee))
    chosen = {"statut": ("suspended",)}
    assert ids(session, chair, chosen=chosen) == {own.id}
    assert ids(session, ANONYMOUS, chosen=chosen) == set()
    assert len(ids(session, internal, chosen=chosen)) == 2
    counts = listing.counts_of(session, ANONYMOUS, ItemFilter(), today=NOW.date())
    assert not counts.by_facet["statut"]


def test_titles_are_found_without_accents_in_any_order(session):
    shea = factories.work_item(session, title_fr="Beurre de karité, spécifications")
    base = factories.work_item(session, title_fr="Casques", base_reference="ISO 3873:1977")
    assert ids(session, ANONYMOUS, text="SPECIFICATIONS karite") == {shea.id}
    assert ids(session, ANONYMOUS, text="3873") == {base.id}
    assert ids(session, ANONYMOUS, text=base.number) == {base.id}
    assert ids(session, ANONYMOUS, text="100%") == set()
    shea.title_fr = "Huile de baobab"
    session.flush()
    assert ids(session, ANONYMOUS, text="karite") == set()


def test_filters_narrow_one_another_and_each_counts_what_it_would_leave(session):
    committee = factories.committee(session)
    one = factories.work_item(
        session, committee_id=committee.id, stage_code="40.20", forecast=Forecast.PRINCIPAL
    )
    for code in ("67.060", "67.040"):
        session.execute(work_item_ics.insert().values(work_item_id=one.id, ics_code=code))
    two = factories.work_item(session, stage_code="40.60")
    session.flush()
    assert ids(session, ANONYMOUS, chosen={"stade": ("40",)}) == {one.id, two.id}
    assert ids(session, ANONYMOUS, chosen={"comite": (committee.code,)}) == {one.id}
    assert ids(session, ANONYMOUS, chosen={"comite": ("sans",)}) == {two.id}
    assert ids(session, ANONYMOUS, chosen={"ics": ("67",)}) == {one.id}
    assert ids(session, ANONYMOUS, chosen={"prevision": ("2", "sans")}) == {one.id, two.id}
    wanted = ItemFilter(chosen={"ics": ("67",)})
    found = listing.counts_of(session, ANONYMOUS, wanted, today=NOW.date())
    assert found.by_facet["stade"] == {"40": 1}
    assert found.by_facet["ics"] == {"67": 1}
    assert found.by_facet["prevision"] == {"2": 1}


def test_stages_have_the_agencys_names_and_keep_the_harmonized_ones(session):
    names = stage_names(session, on=NOW.date())
    assert len(names) == 46
    assert names["40.20"].label == "Enquête publique ouverte"
    assert names["40.20"].harmonized.startswith("Vote sur le DIS")


def test_documents_are_read_by_those_who_see_the_inside_of_their_item(session, internal):
    committee = factories.committee(session)
    item = factories.work_item(session, committee_id=committee.id)
    text = factories.text_version(session, item)
    evidence = factories.document(session)
    item.stage_events[0].evidence_document_id = evidence.id
    loose = factories.document(session)
    session.flush()
    held = session.get(type(evidence), text.document_id)
    chair = factories.actor(factories.account(session, chairs=committee))
    other = factories.actor(factories.account(session, chairs=factories.committee(session, "CTN2")))
    for document in (held, evidence):
        assert rules.may_read_document(session, internal, document)
        assert rules.may_read_document(session, chair, document)
        assert not rules.may_read_document(session, other, document)
        assert not rules.may_read_document(session, ANONYMOUS, document)
    assert not rules.may_read_document(session, internal, loose)


def near(session, day):
    """Give what is past its enquiry on a day."""
    return queries.portfolio(queries.in_programme(session, at=day), at=day)


class TestWhatIndicatorsRead:
    def test_on_the_programme_on_a_day(self, session):
        open_item = factories.work_item(session, forecast=Forecast.PRINCIPAL)
        abandoned = factories.work_item(
            session,
            status=WorkItemStatus.ABANDONED,
            stage_code="20.98",
            stage_on=date(2026, 6, 1),
        )
        edition = factories.edition(session, homologated_on=date(2026, 5, 1))
        homologated = factories.work_item(
            session, status=WorkItemStatus.HOMOLOGATED, edition_id=edition.id
        )
        council = factories.edition(session, homologated_on=None, cnncq_adopted_on=date(2026, 7, 1))
        dated_by_council = factories.work_item(
            session, status=WorkItemStatus.HOMOLOGATED, edition_id=council.id
        )

        def on(day):
            return {item.id for item in queries.in_programme(session, at=day)}

        assert on(date(2026, 1, 4)) == set()
        assert on(date(2026, 4, 30)) == {
            *(open_item.id, abandoned.id, homologated.id, dated_by_council.id)
        }
        assert on(date(2026, 6, 30)) == {open_item.id, dated_by_council.id}
        assert on(date(2026, 7, 1)) == {open_item.id}

    def test_the_portfolio_is_past_the_enquiry_and_not_homologated(self, session):
        factories.work_item(session, stage_code="40.20")
        past = factories.work_item(session, stage_code="50.60", stage_on=date(2026, 3, 1))
        assert near(session, date(2026, 2, 28)) == []
        assert near(session, date(2026, 3, 1)) == [past]

    def test_an_item_sent_back_leaves_the_portfolio(self, session):
        item = factories.work_item(session, stage_code="50.60", stage_on=date(2026, 3, 1))
        session.add(
            StageEvent(
                work_item_id=item.id,
                code="30.00",
                reached_on=date(2026, 5, 1),
                recorded_at=NOW,
            )
        )
        session.commit()
        session.expire_all()
        assert near(session, date(2026, 4, 1)) == [item]
        assert near(session, date(2026, 5, 1)) == []
