"""The index in step with the database, and the database searched while there is none."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.committees import services as committees
from catalogue.committees.facts import CommitteeFacts
from catalogue.committees.facts import facts_of as committee_facts
from catalogue.database import db
from catalogue.outbox.models import Message
from catalogue.outbox.services import reindex
from catalogue.permissions import system_actor
from catalogue.records import services as records
from catalogue.records.facts import facts_of
from catalogue.records.models import GenderTag, IcsCode
from catalogue.records.queries import edition_of
from catalogue.records.vocabulary import EditionStatus, TagMarker
from catalogue.reference_list.models import ReferenceEntry
from catalogue.search import services, upkeep
from catalogue.search.contract import IndexBusy, Query, Sort
from catalogue.search.documents import FacetName, RecordStatus
from catalogue.search.queries import documents_for
from catalogue.work_programme.vocabulary import WorkItemStatus
from tests import factories
from tests.conftest import NOW
from tests.databases import ON_POSTGRESQL


@pytest.fixture(autouse=True, params=["whoosh", "postgresql"] if ON_POSTGRESQL else ["whoosh"])
def engine(app, request):
    """Everything here holds whichever engine keeps the index."""
    app.extensions["settings"] = replace(app.extensions["settings"], search_engine=request.param)
    yield request.param
    if request.param == "postgresql" and "search_index" in app.extensions:
        app.extensions["search_index"].close()


def harm(app, engine):
    """Break the index the way each engine's can be broken."""
    if engine == "whoosh":
        folder = app.extensions["settings"].data_dir / "index"
        (folder / "current").write_text("1 index-absent 0", encoding="ascii")
    else:
        with db.engine.begin() as connection:
            connection.execute(sa.text("UPDATE normes_search.current SET format = 'older'"))


@pytest.fixture
def index(app, session):
    found = services.the_index(app)
    services.rebuild(session, found)
    return found


def drained(session, index):
    """Give the outbox's messages about the index to the index."""
    session.flush()
    messages = session.scalars(
        sa.select(Message).where(Message.topic == "index", Message.done_at.is_(None))
    ).all()
    failed = services.synchronise(session, messages, index=index)
    assert failed == {}
    for message in messages:
        message.done_at = NOW
    session.flush()


def found(session, index, text="", **facts):
    page = services.find(session, index, Query(text=text, **facts)).page
    return [hit.document for hit in page.hits]


def references(session, index, text, **facts):
    return [one.reference for one in found(session, index, text, **facts)]


def entry(session, reference):
    return session.scalars(
        sa.select(ReferenceEntry).where(ReferenceEntry.reference == reference)
    ).one()


def documents(session, kind, *ids):
    return list(documents_for(session, kind, ids or None))


def test_the_shipped_list_is_all_there(session, index):
    assert index.document_count() == 272
    assert services.in_step(session, index)


def test_a_standard_says_what_is_public_of_it(session):
    committee = factories.committee(session, "CTN2")
    edition = factories.edition(
        session,
        "MN 1:2025",
        title_fr="Beurre de karité",
        committee_id=committee.id,
        ics_codes=[session.get_one(IcsCode, "67.200.10")],
        homologated_on=date(2025, 6, 1),
    )
    (document,) = documents(session, "edition", edition.id)
    assert document.key == f"edition:{edition.id}"
    assert (document.body, document.committee, document.year) == ("AMANORM", "CTN2", 2025)
    assert document.ics == ("67.200.10",)
    assert document.marker == "NE"
    assert document.date == date(2025, 6, 1)
    session.add(
        GenderTag(
            edition_id=edition.id,
            marker=TagMarker.PRINCIPAL,
            decision_id=1,
            rule="strict",
            rule_version=1,
            decided_on=date(2026, 1, 1),
            tagged_at=NOW,
        )
    )
    session.flush()
    (document,) = documents(session, "edition", edition.id)
    assert document.marker == "2"


def test_what_is_not_public_is_not_indexed(session):
    void = factories.edition(session, status=EditionStatus.VOID)
    abandoned = factories.work_item(session, status=WorkItemStatus.ABANDONED)
    done = factories.work_item(session, status=WorkItemStatus.HOMOLOGATED)
    item = factories.work_item(session, scope="Motif interne")
    assert documents(session, "edition", void.id) == []
    assert documents(session, "work_item", abandoned.id, done.id) != [abandoned]
    (document,) = documents(session, "work_item", abandoned.id, done.id, item.id)
    assert document.reference == item.number
    assert "Motif interne" not in document.text_fr


def test_a_standard_and_its_entry_are_shown_once_together(session, index):
    edition = factories.edition(
        session, "ISO 53800:2024", body_code="ISO", title_fr=None, homologated_on=None
    )
    reindex(session, "edition", [edition.id], at=NOW)
    drained(session, index)
    one = found(session, index, "ISO 53800")[0]
    assert one.key == f"edition:{edition.id}"
    assert one.relevance == "principal"
    assert one.title_fr.startswith("Lignes directrices")
    assert index.document_count() == 272
    assert services.in_step(session, index)


def test_an_entry_comes_back_when_its_standard_changes_reference(session, index):
    edition = factories.edition(session, "ISO 53800:2024", body_code="ISO")
    reindex(session, "edition", [edition.id], at=NOW)
    drained(session, index)
    known = edition_of(session, edition.id)
    records.change_edition(
        session,
        known,
        replace(facts_of(known), reference="ISO 53800:2030"),
        actor=system_actor(),
        seen_version=known.version,
        at=NOW,
        today=NOW.date(),
        reason="Année mal saisie.",
    )
    drained(session, index)
    keys = {one.key for one in found(session, index, "ISO 53800")}
    assert f"edition:{edition.id}" in keys
    assert f"reference_entry:{entry(session, 'ISO 53800:2024').id}" in keys
    assert services.in_step(session, index)


def test_an_undone_homologation_leaves_the_index(session, index):
    edition = factories.edition(session, "MN 5:2025", title_fr="Bogolan")
    reindex(session, "edition", [edition.id], at=NOW)
    drained(session, index)
    assert references(session, index, "bogolan") == ["MN 5:2025"]
    edition.status = EditionStatus.VOID
    reindex(session, "edition", [edition.id], at=NOW)
    drained(session, index)
    assert references(session, index, "bogolan") == []


def test_a_committee_s_new_code_reaches_what_it_made(session, index):
    committee = factories.committee(session, "CTN4")
    edition = factories.edition(session, "MN 5:2025", committee_id=committee.id)
    item = factories.work_item(session, committee_id=committee.id)
    reindex(session, "edition", [edition.id], at=NOW)
    reindex(session, "work_item", [item.id], at=NOW)
    drained(session, index)
    committees.change_committee(
        session,
        committee,
        replace(committee_facts(CommitteeFacts, committee), code="CTN4bis"),
        actor=system_actor(),
        seen_version=committee.version,
        at=NOW,
    )
    drained(session, index)
    made = found(session, index, filters={FacetName.COMMITTEE: ["CTN4bis"]})
    assert {one.key for one in made} == {f"edition:{edition.id}", f"work_item:{item.id}"}
    assert services.in_step(session, index)


def test_an_empty_index_is_built_whole_rather_than_fed_one_record(app, session):
    index = services.the_index(app)
    edition = factories.edition(session, "MN 5:2025", title_fr="Bogolan")
    reindex(session, "edition", [edition.id], at=NOW)
    drained(session, index)
    assert index.document_count() == 273


def test_a_damaged_index_is_answered_for_by_the_database_then_built_anew(
    app, session, index, engine
):
    harm(app, engine)
    answer = services.find(session, index, Query(text="egalite femmes"))
    assert not answer.from_index
    assert "ISO 53800:2024" in [hit.document.reference for hit in answer.page.hits]
    assert not services.in_step(session, index)
    reindex(session, "edition", [1], at=NOW)
    drained(session, index)
    assert services.in_step(session, index)
    assert services.find(session, index, Query(text="egalite femmes")).from_index


def test_start_builds_what_is_missing_and_only_that(app, engine):
    assert upkeep.ensure(app)
    assert not upkeep.ensure(app)
    if engine == "whoosh":
        shutil.rmtree(app.extensions["settings"].data_dir / "index")
        app.extensions.pop("search_index")
    else:
        with app.app_context(), db.engine.begin() as connection:
            connection.execute(sa.text("DROP SCHEMA normes_search CASCADE"))
    assert upkeep.ensure(app)


def test_while_another_process_writes_the_index_changes_wait_and_start_goes_on(
    app, session, index, monkeypatch
):
    def busy(*_facts):
        raise IndexBusy

    monkeypatch.setattr(index, "replace_all", busy)
    monkeypatch.setattr(index, "apply", busy)
    reindex(session, "edition", [factories.edition(session, "MN 5:2025").id], at=NOW)
    session.flush()
    messages = session.scalars(sa.select(Message).where(Message.topic == "index")).all()
    failed = services.synchronise(session, messages, index=index)
    assert set(failed) == {one.id for one in messages}
    session.commit()
    assert not upkeep.ensure(app)
    assert not services.in_step(session, index)


def test_start_notices_an_index_behind_its_database(app, session):
    """As when a database is put back from a backup: what its messages said is not in the index."""
    upkeep.ensure(app)
    entry(session, "ISO 53800:2024").title_fr = "Autre titre"
    reindex(session, "reference_entry", [entry(session, "ISO 53800:2024").id], at=NOW)
    session.flush()
    for message in session.scalars(sa.select(Message).where(Message.topic == "index")):
        message.done_at = NOW
    session.commit()
    assert upkeep.ensure(app)


@pytest.mark.parametrize("ready", [True, False], ids=["index", "database"])
def test_people_find_what_they_expect(app, session, ready):
    index = services.the_index(app)
    if ready:
        services.rebuild(session, index)
    for typed, expected in (
        ("sécurité des machines", "ISO 14738:2002"),
        ("egalite femmes", "ISO 53800:2024"),
        ("ISO 53800", "ISO 53800:2024"),
        ("iso53800", "ISO 53800:2024"),
        ("women", "ISO 53800:2024"),
        ("karité", "CXS 325R-2017"),
        ("preservatifs feminins", "ISO 25841:2017"),
    ):
        answer = services.find(session, index, Query(text=typed, page_size=100))
        assert answer.from_index is ready
        assert expected in [hit.document.reference for hit in answer.page.hits], typed


@pytest.mark.parametrize("ready", [True, False], ids=["index", "database"])
def test_filters_counts_and_order_are_the_same_both_ways(app, session, ready):
    factories.edition(
        session, "MN 9:2020", title_fr="Karité, ancien"
    ).status = EditionStatus.WITHDRAWN
    session.flush()
    index = services.the_index(app)
    if ready:
        services.rebuild(session, index)
    page = services.find(
        session,
        index,
        Query(filters={FacetName.BODY: ["ECOWAS", "IWA"], FacetName.RELEVANCE: ["principal"]}),
    ).page
    assert {hit.document.body for hit in page.hits} <= {"ECOWAS", "IWA"}
    counts = {one.value: one.count for one in page.facets[FacetName.BODY]}
    assert counts["ISO"] > 0
    alone = services.find(session, index, Query(text="karité ancien")).page
    assert (alone.total, alone.withdrawn_left_out, alone.withdrawn_shown) == (1, 0, 1)
    hidden = services.find(session, index, Query(text="karité")).page
    assert (hidden.withdrawn_left_out, hidden.withdrawn_shown) == (1, 0)
    shown = services.find(
        session, index, Query(text="karité ancien", include_withdrawn=True, sort=Sort.REFERENCE)
    ).page
    assert [hit.document.status for hit in shown.hits] == [RecordStatus.WITHDRAWN]
    assert (shown.hits[0].title_fr[0], shown.hits[0].title_fr[2]) == (
        ("Karité", True),
        ("ancien", True),
    )


@pytest.mark.parametrize("ready", [True, False], ids=["index", "database"])
def test_no_text_is_wrong(app, session, ready):
    index = services.the_index(app)
    if ready:
        services.rebuild(session, index)
    for typed in ("x" * 10_000, '100% _ \\ / * ? ( " « ', "\x00\u202e", "de la"):
        services.find(session, index, Query(text=typed))


def test_the_index_is_read_ahead_beside_the_pages_even_when_broken(app, session, engine):
    services.rebuild(session, services.the_index(app))
    assert upkeep.warm(session) == 0
    harm(app, engine)
    assert upkeep.warm(session) == 0  # the next search tells of it, and has it built anew
