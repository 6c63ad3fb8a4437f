"""A file from its arrival to its publication, and back; and what a killed process leaves."""

from __future__ import annotations

import gzip
import io
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from catalogue.errors import Conflict, DomainError, NotAllowed
from catalogue.open_data import queries, receiving, services, stored_files, sweeping
from catalogue.open_data.files import Unreadable
from catalogue.open_data.models import Deliverable, IcsChange, Refusal, Release
from catalogue.open_data.receiving import Reader, Stopped, claim, survey
from catalogue.open_data.vocabulary import Dataset, ReleaseState
from catalogue.outbox.models import Message
from catalogue.permissions import Role, system_actor
from catalogue.records.models import IcsCode
from tests import factories
from tests.catalogue.open_data.conftest import line, written
from tests.conftest import NOW

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture
def data_dir(app):
    return app.extensions["settings"].data_dir


@pytest.fixture
def place_of(data_dir):
    return lambda release: stored_files.path_of(data_dir, release.sha256)


@pytest.fixture
def receive(session, data_dir):
    """Take a file in and read it; give its release."""

    def received(content, *, actor=None, read=True) -> Release:
        stored = stored_files.store(io.BytesIO(content), data_dir, largest=10**7)
        release = services.begin(
            session, stored, file_name="iso.jsonl", actor=actor or system_actor(), at=NOW
        )
        session.commit()
        if read:
            assert claim(session, release.id, holder="test", at=NOW)
            Reader(session, release.id, "test", lambda: NOW).read(stored.path)
        return session.get_one(Release, release.id, populate_existing=True)

    return received


@pytest.fixture
def publish(session):
    def published(release, *, valid_rows_only=False):
        services.publish(
            session,
            release,
            actor=system_actor(),
            seen_version=release.version,
            valid_rows_only=valid_rows_only,
            at=NOW,
        )
        session.commit()
        return release

    return published


@pytest.fixture
def undo(session):
    def undone(release):
        services.undo(
            session,
            release,
            reason="essai",
            actor=system_actor(),
            seen_version=release.version,
            at=NOW,
        )
        session.commit()
        return release

    return undone


def counts(release):
    return (release.added, release.changed, release.unchanged, release.refused, release.absent)


def seen(session):
    return {one.iso_id: one.title_fr for one in session.scalars(queries.current())}


def test_nothing_is_seen_until_a_file_is_published_then_all_of_it(session, receive, publish):
    release = receive(written(line(number) for number in range(1, 6)))
    assert release.state is ReleaseState.READY
    assert counts(release) == (5, 0, 0, 0, 0)
    assert seen(session) == {}
    publish(release)
    assert len(seen(session)) == 5
    [message] = session.scalars(sa.select(Message).where(Message.topic == "index"))
    assert message.payload == {"kind": "deliverable", "ids": [1, 2, 3, 4, 5]}


def test_the_same_file_again_writes_nothing(session, receive, publish):
    content = written(line(number) for number in range(1, 6))
    publish(receive(content))
    again = receive(content)
    assert again.state is ReleaseState.IDENTICAL
    assert counts(again) == (0, 0, 5, 0, 0)
    assert session.scalar(sa.select(sa.func.count()).select_from(Deliverable)) == 5


def test_the_next_file_brings_only_its_differences(session, receive, publish):
    publish(receive(written(line(number) for number in range(1, 6))))
    next_one = receive(
        written([line(1), line(2, currentStage=9599), line(9, reference="ISO 9001:2026")])
    )
    assert counts(next_one) == (1, 1, 1, 0, 3)
    publish(next_one)
    assert sorted(seen(session)) == [1, 2, 3, 4, 5, 9], "an absent record stays as it is"
    withdrawn = queries.deliverable(session, 2)
    assert withdrawn.stage_code == "95.99"
    assert withdrawn.previous_id is not None


def test_a_title_that_a_file_does_not_mention_stays(session, receive, publish):
    publish(receive(written([line(1)])))
    bare = line(1, edition=2)
    del bare["title"]
    publish(receive(written([bare])))
    found = queries.deliverable(session, 1)
    assert (found.title_fr, found.edition_number) == ("Titre 1", 2)
    assert "titre 1" in found.folded_text
    assert receive(written([bare])).state is ReleaseState.IDENTICAL


def test_undoing_shows_what_stood_before_and_cleaning_leaves_no_trace(
    session, receive, publish, undo, data_dir
):
    publish(receive(written(line(number) for number in (1, 2))))
    before = seen(session)
    second = publish(receive(written([line(1, title={"fr": "Autre"}), line(3)])))
    assert seen(session) == {1: "Autre", 2: "Titre 2", 3: "Titre 3"}
    undo(second)
    assert seen(session) == before
    messages = session.scalars(sa.select(Message).where(Message.topic == "index")).all()
    assert messages[-1].payload["ids"] == [1, 3]
    sweeping.sweep(session, data_dir)
    assert seen(session) == before
    assert session.scalar(sa.select(sa.func.count()).select_from(Deliverable)) == 2
    third = receive(written([line(1, title={"fr": "Encore"})]))
    assert counts(third) == (0, 1, 0, 0, 1)


def test_only_the_last_published_file_is_undone(receive, publish, undo):
    first = publish(receive(written([line(1)])))
    second = publish(receive(written([line(2)])))
    with pytest.raises(DomainError, match=f"import n° {second.id}"):
        undo(first)
    waiting = receive(written([line(3)]))
    with pytest.raises(DomainError, match=f"import n° {waiting.id}"):
        undo(second)


def test_bad_lines_are_refused_one_by_one_and_the_others_published_by_choice(
    session, receive, publish
):
    content = written([line(1), line(2, icsCode=["99.999"]), line(3), line(1)]) + b"{\n"
    release = receive(content)
    assert counts(release) == (2, 0, 0, 3, 0)
    refused = session.scalars(sa.select(Refusal).order_by(Refusal.line)).all()
    assert [(one.line, one.reference) for one in refused] == [
        (2, "ISO 2:2020"),
        (4, "ISO 1:2020"),
        (5, ""),
    ]
    assert "99.999" in refused[0].problem
    assert "ligne 1" in refused[1].problem
    with pytest.raises(DomainError, match="Lignes refusées : 3"):
        publish(release)
    publish(release, valid_rows_only=True)
    assert sorted(seen(session)) == [1, 3]


def test_a_survey_writes_nothing(session, receive, publish, data_dir):
    publish(receive(written([line(1), line(2), line(3)])))
    stored = stored_files.store(
        io.BytesIO(written([line(1), line(2, edition=5), line(8), line(9, id=None)])),
        data_dir,
        largest=10**6,
    )
    releases = session.scalar(sa.select(sa.func.count()).select_from(Release))
    found = survey(session, stored.path)
    assert {verdict.value: count for verdict, count in found.counts.items()} == {
        "new": 1,
        "changed": 1,
        "unchanged": 1,
        "refused": 1,
    }
    assert found.absent == 1
    assert session.scalar(sa.select(sa.func.count()).select_from(Release)) == releases


def test_another_file_waits_its_turn(receive):
    waiting = receive(written([line(1)]))
    assert receive(written([line(1)]), read=False) is waiting
    with pytest.raises(DomainError, match=f"import n° {waiting.id}"):
        receive(written([line(2)]))
    assert receive((SAMPLES / "committees.jsonl").read_bytes()).dataset is Dataset.COMMITTEES


def test_reading_stopped_at_any_block_goes_on_where_it_stood(
    session, receive, publish, place_of, monkeypatch
):
    for name in ("_FEWEST_ROWS", "_MOST_ROWS"):
        monkeypatch.setattr(receiving, name, 3)
    content = written(
        [line(number) for number in range(1, 20)] + [line(5), line(21, icsCode=["99"])]
    )
    release = receive(content, read=False)

    class Killed(BaseException):
        pass

    def kill(_release):
        raise Killed

    turns = 0
    at = NOW
    while session.get_one(Release, release.id, populate_existing=True).state == "receiving":
        at += timedelta(minutes=2)
        assert claim(session, release.id, holder=f"process {turns}", at=at)
        moment = at
        name = f"process {turns}"
        reader = Reader(session, release.id, name, lambda at=moment: at, told=kill, rows=3)
        try:
            reader.read(place_of(release))
        except Killed:
            session.rollback()
        turns += 1
    release = session.get_one(Release, release.id, populate_existing=True)
    assert turns > 5
    assert counts(release) == (19, 0, 0, 2, 0)
    publish(release, valid_rows_only=True)
    assert sorted(seen(session)) == list(range(1, 20))


def test_two_processes_do_not_read_one_file(session, receive, place_of):
    release = receive(written([line(1)]), read=False)
    assert claim(session, release.id, holder="a", at=NOW)
    assert not claim(session, release.id, holder="b", at=NOW)
    assert claim(session, release.id, holder="b", at=NOW + timedelta(minutes=2))
    with pytest.raises(Stopped):
        Reader(session, release.id, "a", lambda: NOW).read(place_of(release))
    assert session.scalar(sa.select(sa.func.count()).select_from(Deliverable)) == 0


def test_a_file_given_up_while_it_is_read_stops_and_leaves_nothing(
    session, receive, data_dir, place_of
):
    release = receive(written([line(1)]), read=False)
    assert claim(session, release.id, holder="a", at=NOW)
    release = session.get_one(Release, release.id, populate_existing=True)
    services.discard(session, release, actor=system_actor(), seen_version=None, at=NOW)
    session.commit()
    with pytest.raises(Stopped):
        Reader(session, release.id, "a", lambda: NOW).read(place_of(release))
    assert sweeping.sweep(session, data_dir) == 1
    assert not place_of(release).exists()
    assert sweeping.sweep(session, data_dir) == 0


@pytest.mark.parametrize("cut", [False, True])
def test_a_file_that_cannot_be_read_to_its_end_is_said_and_swept(
    session, receive, data_dir, place_of, cut
):
    content = gzip.compress(written(line(number) for number in range(1, 4000)))
    release = receive(content[: len(content) - 9000] if cut else content, read=False)
    if not cut:
        place_of(release).unlink()
    assert claim(session, release.id, holder="a", at=NOW)
    Reader(session, release.id, "a", lambda: NOW).read(
        stored_files.path_of(data_dir, release.sha256)
    )
    release = session.get_one(Release, release.id, populate_existing=True)
    assert release.state is ReleaseState.FAILED
    assert ("coupé" if cut else "n’est plus là") in release.failure
    sweeping.sweep(session, data_dir)
    assert session.scalar(sa.select(sa.func.count()).select_from(Deliverable)) == 0


def test_a_file_too_large_or_wrong_leaves_nothing_behind(data_dir):
    for content, said in ((b"{" * 2000, "dépasse 0 Mo"), (b"bonjour", "n’est pas un de ceux")):
        with pytest.raises(Unreadable, match=said):
            stored_files.store(io.BytesIO(content), data_dir, largest=1000)
    assert list(stored_files.folder_of(data_dir).iterdir()) == []


def test_orphans_are_removed_at_start(session, receive, data_dir):
    waiting = receive(written([line(1)]), read=False)
    (stored_files.folder_of(data_dir) / ("0" * 64)).write_bytes(b"x")
    sweeping.forget_orphans(session, data_dir)
    assert [one.name for one in stored_files.folder_of(data_dir).iterdir()] == [waiting.sha256]


def test_committees_are_kept_the_same_way(session, receive, publish, undo):
    release = publish(receive((SAMPLES / "committees.jsonl").read_bytes()))
    assert queries.iso_committee(session, "ISO/TC 338").title_en == "Menstrual products"
    undo(release)
    assert queries.iso_committee(session, "ISO/TC 338") is None


ICS = """<fields>
<field><identifier>13</identifier><title xml:lang="en">Environment</title>
<title xml:lang="fr">Environnement, mot nouveau</title></field>
<group><identifier>13.999</identifier><field>13</field><title xml:lang="en">New</title>
<title xml:lang="fr">Nouveau</title></group></fields>"""


def test_an_ics_file_words_codes_anew_and_undoing_puts_them_back(session, receive, publish, undo):
    before = session.get_one(IcsCode, "13").title_fr
    release = receive(ICS.encode())
    assert counts(release)[:3] == (1, 1, 0)
    assert session.get(IcsCode, "13.999") is None
    publish(release)
    assert session.get_one(IcsCode, "13.999").parent_code == "13"
    changed = session.get_one(IcsCode, "13")
    assert (changed.title_fr, changed.edited_at) == ("Environnement, mot nouveau", NOW)
    assert receive(ICS.encode()).state is ReleaseState.IDENTICAL
    undo(release)
    assert session.get_one(IcsCode, "13").title_fr == before
    assert session.get_one(IcsCode, "13").edited_at is None
    assert session.get(IcsCode, "13.999") is None


def test_a_new_code_that_a_work_item_carries_outlives_its_file(session, receive, publish, undo):
    release = publish(receive(ICS.encode()))
    factories.work_item(session, ics_codes=[session.get_one(IcsCode, "13.999")])
    session.commit()
    undo(release)
    assert release.state is ReleaseState.UNDONE
    assert session.get(IcsCode, "13.999") is not None


def test_the_shipped_classification_is_the_one_of_the_file(session, receive):
    release = receive((SAMPLES / "ics.xml").read_bytes())
    assert release.state is ReleaseState.IDENTICAL
    assert session.scalar(sa.select(sa.func.count()).select_from(IcsChange)) == 0


def test_only_the_secretariat_brings_files_in(session, receive):
    chair = factories.actor(factories.account(session, Role.REVIEWER))
    with pytest.raises(NotAllowed):
        receive(written([line(1)]), actor=chair)


def test_an_act_on_what_has_changed_since_is_refused(session, receive, publish):
    release = receive(written([line(1)]))
    with pytest.raises(Conflict):
        services.publish(
            session,
            release,
            actor=system_actor(),
            seen_version=release.version + 1,
            valid_rows_only=False,
            at=NOW,
        )
    publish(release)
    with pytest.raises(DomainError, match="« Publié »"):
        publish(release)
