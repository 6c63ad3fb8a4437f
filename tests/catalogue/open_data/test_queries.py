"""Who sees which version of what ISO says, and how a document is looked up."""

from __future__ import annotations

from catalogue.open_data import checks, queries
from catalogue.open_data.vocabulary import Dataset, ReleaseState
from tests import factories


def test_a_version_is_seen_from_its_first_release_until_its_last_is_published(session):
    first = factories.release(session)
    second = factories.release(session, state=ReleaseState.READY)
    old = factories.deliverable(
        session, "ISO 1:2016", iso_id=7, first_release_id=first.id, last_release_id=second.id
    )
    new = factories.deliverable(
        session, "ISO 1:2016", iso_id=7, first_release_id=second.id, previous_id=old.id
    )
    assert queries.deliverable(session, 7) is old
    second.state = ReleaseState.PUBLISHED
    session.flush()
    assert queries.deliverable(session, 7) is new
    assert queries.deliverables(session, [7, 8]) == {7: new}
    second.state = ReleaseState.UNDONE
    session.flush()
    assert queries.deliverable(session, 7) is old


def test_nothing_is_seen_of_a_file_being_read(session):
    reading = factories.release(session, state=ReleaseState.RECEIVING)
    factories.deliverable(session, "ISO 1:2016", iso_id=7, first_release_id=reading.id)
    assert queries.deliverable(session, 7) is None
    assert queries.deliverable_with_reference(session, "ISO 1:2016") is None
    assert queries.last_published(session, Dataset.DELIVERABLES) is None


def test_a_reference_is_found_however_it_is_written(session):
    known = factories.deliverable(session, "ISO/TR 7035-2:2024")
    for written in ("iso/tr 7035-2:2024", "ISO TR 7035–2 : 2024"):
        assert queries.deliverable_with_reference(session, written) is known
    assert queries.deliverables_with_keys(session, [known.reference_key, "x"]) == {
        known.reference_key: known
    }


def test_a_committee_is_found_by_its_reference(session):
    known = factories.iso_committee(session, "ISO/TC 338")
    assert queries.iso_committee(session, " ISO/TC  338 ") is known
    assert queries.iso_committee(session, "ISO/TC 339") is None


def test_two_versions_seen_at_once_are_a_fault(session):
    factories.deliverable(session, iso_id=7)
    assert list(checks.faults(session)) == []
    factories.deliverable(session, iso_id=7)
    [said] = checks.faults(session)
    assert "n° 7" in str(said)


def test_what_was_left_half_way_is_said(session):
    factories.release(session, state=ReleaseState.RECEIVING, file_name="a.csv")
    factories.release(session, state=ReleaseState.READY, file_name="b.csv")
    factories.release(session, state=ReleaseState.UNDONE)
    factories.release(session, state=ReleaseState.UNDONE, swept=True)
    said = [str(one) for one in checks.remarks(session)]
    assert [("a.csv" in one, "b.csv" in one) for one in said] == [
        (True, False),
        (False, True),
        (False, False),
    ]
