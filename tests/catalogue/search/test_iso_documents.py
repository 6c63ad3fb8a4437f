"""ISO's catalogue in search: each document once, beside the records of its reference."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from catalogue.open_data import services as open_data
from catalogue.open_data.models import Release
from catalogue.open_data.vocabulary import ReleaseState
from catalogue.outbox.models import Message
from catalogue.outbox.services import enqueue, reindex
from catalogue.permissions import system_actor
from catalogue.reference_list.models import ReferenceEntry
from catalogue.search import iso_documents, services, stamp, upkeep
from catalogue.search.contract import Query
from catalogue.search.documents import FacetName, Kind, RecordStatus
from tests import factories
from tests.conftest import NOW

INTEREST = "ISO 53800:2024"  # among the entries of the shipped list


@pytest.fixture
def index(app, session):
    found = services.the_index(app)
    services.rebuild(session, found)
    return found


@pytest.fixture
def follow(session, index):
    """Bring the index in step by the messages that wait, and check that nothing was missed."""

    def followed():
        session.flush()
        waiting = session.scalars(
            sa.select(Message).where(Message.topic == "index", Message.done_at.is_(None))
        ).all()
        services.synchronise(session, waiting, index=index)
        for message in waiting:
            message.done_at = NOW
        session.flush()
        assert services.in_step(session, index)

    return followed


@pytest.fixture
def find(session, index):
    def found(text, **facts):
        query = Query(text=text, include_withdrawn=True, **facts)
        return [hit.document for hit in services.find(session, index, query).page.hits]

    return found


def one(documents, reference):
    [found] = [document for document in documents if document.reference == reference]
    return found


def test_a_document_of_iso_is_found_with_what_iso_says(session, follow, find):
    factories.deliverable(
        session,
        "ISO 71001:2021",
        iso_id=71001,
        title_fr="Machines agricoles — Semoirs",
        title_en="Agricultural machinery — Seeders",
        committee="ISO/TC 23",
        ics=["65.060.30"],
        scope_en="Hopper capacity",
        published_on="2021-03-04",
        languages=["en"],
    )
    reindex(session, "deliverable", [71001], at=NOW)
    follow()
    found = one(find("semoirs agricole"), "ISO 71001:2021")
    assert (found.kind, found.status, found.body) == (
        Kind.DELIVERABLE,
        RecordStatus.PUBLISHED,
        "ISO",
    )
    assert found.key == "deliverable:71001"
    assert (found.committee, found.ics, found.year) == ("ISO/TC 23", ("65.060.30",), 2021)
    assert found.languages == ("en", "fr")
    assert one(find("hopper"), "ISO 71001:2021")


@pytest.mark.parametrize(
    ("stage", "status"),
    [
        ("95.99", RecordStatus.WITHDRAWN),
        ("40.98", RecordStatus.WITHDRAWN),
        ("40.20", RecordStatus.IN_PREPARATION),
        ("60.00", RecordStatus.IN_PREPARATION),
        ("95.60", RecordStatus.PUBLISHED),
    ],
)
def test_where_it_stands(session, follow, find, stage, status):
    factories.deliverable(session, "ISO 71002:2021", iso_id=2, stage_code=stage)
    reindex(session, "deliverable", [2], at=NOW)
    follow()
    assert one(find("ISO 71002"), "ISO 71002:2021").status is status


def test_a_recorded_edition_speaks_for_it_and_gains_what_iso_says(session, follow, find):
    factories.deliverable(
        session, "ISO 71003:2021", iso_id=3, title_fr="Titre de l’ISO", ics=["65.060.30"],
        committee="ISO/TC 23",
    )  # fmt: skip
    reindex(session, "deliverable", [3], at=NOW)
    follow()
    assert one(find("ISO 71003"), "ISO 71003:2021").kind is Kind.DELIVERABLE
    edition = factories.edition(session, "ISO 71003:2021", title_fr=None, national=False)
    reindex(session, "edition", [edition.id], at=NOW)
    follow()
    found = one(find("ISO 71003"), "ISO 71003:2021")
    assert found.kind is Kind.STANDARD
    assert (found.title_fr, found.ics) == ("Titre de l’ISO", ("65.060.30",))
    edition.reference, edition.reference_key = "ISO 71004:2021", "iso 71004:2021"
    reindex(session, "edition", [edition.id], at=NOW)
    follow()
    assert one(find("ISO 71003"), "ISO 71003:2021").kind is Kind.DELIVERABLE


def test_what_iso_has_withdrawn_is_not_valid_as_an_edition_either(session, follow, find):
    factories.deliverable(session, "ISO 71005:2001", iso_id=5, stage_code="95.99")
    edition = factories.edition(session, "ISO 71005:2001", national=False)
    reindex(session, "edition", [edition.id], at=NOW)
    follow()
    assert one(find("ISO 71005"), "ISO 71005:2001").status is RecordStatus.WITHDRAWN


def test_an_entry_of_the_list_is_shown_with_it(session, follow, find):
    entry = session.scalars(
        sa.select(ReferenceEntry).where(ReferenceEntry.reference == INTEREST)
    ).one()
    assert one(find(INTEREST), INTEREST).kind is Kind.REFERENCE_ENTRY
    factories.deliverable(session, INTEREST, iso_id=6, title_fr="Lignes directrices")
    reindex(session, "deliverable", [6], at=NOW)
    follow()
    found = one(find(INTEREST), INTEREST)
    assert found.kind is Kind.DELIVERABLE
    assert found.relevance == entry.relevance.value
    entry.relevance = next(one for one in type(entry.relevance) if one is not entry.relevance)
    reindex(session, "reference_entry", [entry.id], at=NOW)
    follow()
    assert one(find(INTEREST), INTEREST).relevance == entry.relevance.value


def test_undoing_a_release_gives_the_former_document_back(session, follow, find):
    first = factories.release(session)
    second = factories.release(session, changed=1)
    old = factories.deliverable(
        session, "ISO 71007:2021", iso_id=7, title_fr="Avant", first_release_id=first.id,
        last_release_id=second.id,
    )  # fmt: skip
    factories.deliverable(
        session, "ISO 71007:2021", iso_id=7, title_fr="Après", first_release_id=second.id,
        previous_id=old.id,
    )  # fmt: skip
    reindex(session, "deliverable", [7], at=NOW)
    follow()
    assert one(find("ISO 71007"), "ISO 71007:2021").title_fr == "Après"
    open_data.undo(
        session,
        session.get_one(Release, second.id),
        reason="essai",
        actor=system_actor(),
        seen_version=second.version,
        at=NOW,
    )
    follow()
    assert one(find("ISO 71007"), "ISO 71007:2021").title_fr == "Avant"


def test_many_changes_build_the_whole_index_anew(session, follow, find):
    assert (open_data.SEARCH_KIND, open_data.EVERYTHING) == (
        iso_documents.DELIVERABLE,
        services.EVERYTHING,
    )
    factories.deliverable(session, "ISO 71008:2021", iso_id=8)
    enqueue(session, "index", {"kind": services.EVERYTHING, "ids": []}, at=NOW)
    follow()
    assert one(find("ISO 71008"), "ISO 71008:2021")


def test_the_database_finds_it_while_there_is_no_index(session):
    factories.deliverable(session, "ISO 71009:2021", iso_id=9, title_fr="Semoirs à grains")
    hidden = factories.release(session, state=ReleaseState.READY)
    factories.deliverable(
        session, "ISO 71010:2021", title_fr="Semoirs cachés", first_release_id=hidden.id
    )
    page = services.search_database(session, Query(text="semoir"))
    assert [hit.document.reference for hit in page.hits] == ["ISO 71009:2021"]
    assert [one.value for one in page.facets[FacetName.KIND]] == ["deliverable"]


def test_an_index_that_carries_the_stamp_is_not_compared_again(app, session, monkeypatch):
    session.commit()
    assert upkeep.ensure(app)
    monkeypatch.setattr(services, "in_step", lambda *_: pytest.fail("compared in full"))
    assert not upkeep.ensure(app)
    stamp.forget(app)
    monkeypatch.setattr(services, "in_step", lambda *_: True)
    assert not upkeep.ensure(app)
    assert stamp.kept(app) == stamp.due(session)


def test_the_stamp_follows_the_messages_that_are_done(app, session):
    session.commit()
    upkeep.ensure(app)
    reindex(session, "work_item", [1], at=NOW)
    session.commit()
    waiting = session.scalars(sa.select(Message).where(Message.topic == "index")).all()
    upkeep.synchronise(session, list(waiting), NOW)
    for message in waiting:
        message.done_at = NOW
    session.commit()
    assert stamp.kept(app) == stamp.due(session)
