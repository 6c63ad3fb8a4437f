"""Who sees which fiches, their files, and what the lists of indicators count."""

from __future__ import annotations

import io
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.documents.models import Document
from catalogue.errors import NotFound
from catalogue.permissions import Role
from catalogue.work_programme.gender import count, sections_of
from review.needs import gender_queries, queries, rules, services
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NeedsState
from tests import factories
from tests.review.needs.people import AT, filing_answers

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture
def everybody(session, people):
    other = factories.committee(session, "CTN9")
    accounts = {
        "chair": people.chair,
        "other chair": factories.account(session, chairs=other),
        "secretariat": people.secretary,
        "focal point": people.focal,
        "reviewer": factories.account(session, Role.REVIEWER),
        "monitoring": factories.account(session, Role.MONITORING),
        "admin": factories.account(session, Role.ADMIN),
    }
    return {name: factories.actor(account) for name, account in accounts.items()}


def readers(session, everybody, needs):
    """Ask the page and the list alike; they must agree."""
    session.flush()
    seen = set()
    for name, actor in everybody.items():
        listed = session.scalar(
            sa.select(NeedsExpression.id).where(
                NeedsExpression.id == needs.id, rules.READABLE.where(actor)
            )
        )
        assert (listed is not None) == rules.READABLE.allows(actor, needs), name
        if listed is not None:
            seen.add(name)
    return seen


def test_a_draft_is_its_committees_own(session, people, everybody):
    assert readers(session, everybody, people.draft()) == {"chair"}


def test_a_filed_fiche_is_read_by_those_who_work_on_it(session, people, everybody):
    expected = {"chair", "secretariat", "focal point"}
    assert readers(session, everybody, people.filed()) == expected


def test_a_paper_being_typed_is_the_chairs_and_the_secretariats(session, people, everybody):
    needs = services.create(
        session, {}, actor=everybody["secretariat"], at=AT, for_account=people.chair
    )
    assert readers(session, everybody, needs) == {"chair", "secretariat"}


def test_a_colleague_who_chairs_the_same_committee_goes_on(session, people):
    needs = people.draft()
    colleague = factories.actor(factories.account(session, chairs=people.committee))
    assert rules.may_edit(colleague, needs)


def test_somebody_who_no_longer_chairs_reads_nothing(session, people):
    needs = people.draft()
    former = factories.actor(factories.account(session, Role.REVIEWER))
    assert not rules.READABLE.allows(former, needs)


def test_a_fiche_for_a_new_committee_stays_its_authors(session, people, everybody):
    needs = people.draft(committee_id=None, proposed_committee="Artisanat")
    assert readers(session, everybody, needs) == {"chair"}
    assert rules.may_edit(everybody["chair"], needs)


def test_another_committees_chair_finds_nothing(session, people, everybody):
    needs = people.filed()
    with pytest.raises(NotFound):
        queries.find_readable(session, everybody["other chair"], needs.id)


def test_files_follow_the_fiche(session, people, everybody, tmp_path):
    needs = people.draft()
    services.attach_file(
        session,
        needs,
        io.BytesIO(PNG),
        folder=tmp_path,
        file_name="marché.png",
        field_number="18",
        actor=everybody["chair"],
        at=AT,
    )
    session.flush()
    document = session.scalars(sa.select(Document)).one()
    allowed = {n for n, a in everybody.items() if rules.may_read_document(session, a, document)}
    assert allowed == {"chair"}
    stray = factories.document(session)
    assert not any(rules.may_read_document(session, a, stray) for a in everybody.values())


def test_a_decided_fiche_is_written_by_nobody(people, everybody):
    needs = people.filed()
    needs.decision_reason = "Motif"
    for state in (NeedsState.POSTPONED, NeedsState.REJECTED):
        needs.state = state
        assert all(rules.writable_numbers(actor, needs) == set() for actor in everybody.values())


def test_chairs_are_found_by_role_and_by_mandate(session, people):
    from catalogue.committees.vocabulary import MandateRole

    person = factories.person(session)
    factories.mandate(session, person, people.committee, role=MandateRole.CHAIR)
    by_mandate = factories.account(session, person_id=person.id, name="Aminata Sow")
    found = queries.chairs(session, on=AT.date())
    assert {one.id for one in found} == {people.chair.id, by_mandate.id}


def test_indicator_5_4_puts_needs_without_a_project_first(session, people):
    registered, waiting = people.filed(), people.filed()
    people.draft(**filing_answers())
    people.filed(culture=False, culture_detail=None)
    rejected = people.filed()
    rejected.decision_reason, rejected.state = "Motif", NeedsState.REJECTED
    item = factories.work_item(session)
    registered.work_item_id, registered.state = item.id, NeedsState.REGISTERED
    session.flush()
    found = gender_queries.culture_needs(session, at=AT.date())
    assert [(one.needs_id, one.work_item_id) for one in found] == [
        (waiting.id, None),
        (registered.id, item.id),
    ]


def test_indicator_5_4_is_read_as_it_stood_on_a_day(session, people):
    need, rejected = people.filed(), people.filed()
    item = factories.work_item(session, registered_on=date(2026, 11, 10))
    need.work_item_id, need.state = item.id, NeedsState.REGISTERED
    rejected.decision_reason, rejected.state = "Motif", NeedsState.REJECTED
    rejected.decided_on = date(2026, 11, 12)
    for one in (need, rejected):
        one.received_on = date(2026, 11, 2)
    session.flush()

    def on(day):
        found = gender_queries.culture_needs(session, at=date(2026, 11, day))
        return [(one.needs_id, one.work_item_id) for one in found]

    assert on(1) == []
    assert on(9) == [(need.id, None), (rejected.id, None)]
    assert on(11) == [(rejected.id, None), (need.id, item.id)]
    assert on(12) == [(need.id, item.id)]


def test_indicator_5_2_counts_items_whose_section_f_is_complete(session, people):
    complete, incomplete = people.filed(), people.filed()
    factories.work_item(session)
    for needs in (complete, incomplete):
        needs.work_item_id = factories.work_item(session).id
    incomplete.heard = None
    session.flush()
    bare = factories.work_item(session)
    ids = [complete.work_item_id, incomplete.work_item_id, bare.id]
    found = gender_queries.gender_sections(session, ids)
    assert {one for one, section in found.items() if section.complete} == {complete.work_item_id}
    assert bare.id not in found
    counted = count((None, section) for section in sections_of(session, ids).values())
    assert (counted.complete, counted.total) == (1, 3)
    assert counted.culture[None] == 1, "an item without a fiche is not assessed, never left out"


def test_needs_waiting_are_those_of_the_list_of_5_4(session, people):
    people.filed(culture=True, culture_detail="Deuil.", labour=True, labour_detail="C190.")
    people.draft(culture=True)
    registered = people.filed(culture=True, culture_detail="Bogolan.")
    registered.work_item_id = factories.work_item(session).id
    session.flush()
    waiting = [
        one
        for one in gender_queries.culture_needs(session, at=AT.date())
        if one.work_item_id is None
    ]
    assert gender_queries.needs_waiting(session) == (len(waiting), 1)
