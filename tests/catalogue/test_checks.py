"""What the check finds, one contradiction at a time, in words one can act on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from catalogue import checks
from catalogue.accounts.models import AccountRole
from catalogue.committees.vocabulary import MandateRole
from catalogue.documents.services import path_of
from catalogue.journal import services as journal
from catalogue.journal.models import EntryPayload
from catalogue.outbox.models import Message
from catalogue.permissions import Role, system_actor
from catalogue.records.vocabulary import EditionStatus
from catalogue.search import services as search
from catalogue.work_programme.models import StageEvent
from catalogue.work_programme.vocabulary import WorkItemStatus
from tests import factories
from tests.conftest import NOW
from tests.databases import ON_POSTGRESQL


@pytest.fixture
def find(app, session):
    """Give what the check says now; the index is made to follow unless told otherwise."""
    index = search.the_index(app)
    around = checks.Installation(
        app.extensions["settings"].data_dir, index, NOW, date(2026, 11, 23)
    )

    def found(*, follow: bool = True) -> list[str]:
        session.flush()
        if follow:
            search.rebuild(session, index)
        return [str(message) for message in checks.faults(session, around)]

    found.around = around  # type: ignore[attr-defined]
    return found


def test_nothing_is_wrong_with_what_is_sound(session, find):
    factories.edition(session, base_reference="ISO 1:2000", correspondence="IDT")
    factories.work_item(session)
    person, committee = factories.person(session), factories.committee(session)
    factories.mandate(session, person, committee, valid_to=date(2025, 6, 1))
    factories.mandate(session, person, committee, valid_from=date(2025, 6, 2))
    factories.mandate(session, person, committee, role=MandateRole.CHAIR)
    assert find() == []


def test_a_base_without_degree(session, find):
    factories.edition(session, "NM 1:2025", base_reference="ISO 1:2000")
    [said] = find()
    assert "NM 1:2025" in said
    assert "IDT, MOD ou NEQ" in said


def test_dates_that_contradict_each_other(session, find):
    factories.edition(session, "NM 1:2025", cnncq_adopted_on=date(2025, 7, 1))
    factories.edition(
        session, "NM 2:2025", status=EditionStatus.WITHDRAWN, withdrawn_on=date(2025, 5, 31)
    )
    factories.edition(
        session, "NM 3:2025", status=EditionStatus.VOID, cnncq_adopted_on=date(2025, 7, 1)
    )
    before, withdrawn = find()
    assert "NM 1:2025\u00a0: homologuée le 01/06/2025, avant son adoption" in before
    assert "NM 2:2025\u00a0: annulée le 31/05/2025, avant son homologation" in withdrawn


def test_an_item_homologated_into_nothing(session, find):
    void = factories.edition(session, status=EditionStatus.VOID)
    for number, edition_id in (("2026-901", None), ("2026-902", void.id)):
        factories.work_item(
            session, number=number, status=WorkItemStatus.HOMOLOGATED, edition_id=edition_id
        )
    said = find()
    assert [one.split("\u00a0:")[0] for one in said] == ["Sujet 2026-901", "Sujet 2026-902"]


def test_a_stage_that_history_does_not_say(session, find):
    item = factories.work_item(session, number="2026-901")
    item.stage_code = "30.20"
    factories.work_item(session, number="2026-902")
    session.execute(sa.delete(StageEvent).where(StageEvent.work_item_id != item.id))
    moved, empty = find()
    assert "le stade affiché est 30.20 au 05/01/2026, l’historique s’arrête à 20.00" in moved
    assert "2026-902" in empty


def test_the_same_seat_held_twice_at_once(session, find):
    person = factories.person(session, given_names="Awa", family_name="Diallo")
    committee = factories.committee(session, "CTN2")
    factories.mandate(session, person, committee)
    factories.mandate(session, person, committee, valid_from=date(2025, 1, 1))
    account = factories.account(session, Role.SECRETARIAT, username="adiallo")
    session.add(
        AccountRole(account_id=account.id, role=Role.SECRETARIAT, valid_from=date(2025, 1, 1))
    )
    seat, role = find()
    assert "Awa Diallo tient deux fois" in seat
    assert "adiallo" in role


def test_files_gone_or_changed(session, find):
    gone = factories.document(session, title="Perdu", sha256="a" * 64)
    changed = factories.document(session, title="Changé", sha256="b" * 64)
    factories.document(session, title="Papier", sha256=None, file_name=None)
    path = path_of(find.around.data_dir, changed)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"autre chose")
    assert not path_of(find.around.data_dir, gone).exists()
    lost, altered = find()
    assert "Perdu" in lost
    assert "n’est plus dans le dossier" in lost
    assert "Changé" in altered
    assert "a changé depuis" in altered


def test_messages_that_fail_since_more_than_a_day(session, find):
    facts = {"topic": "mail", "payload": {}, "due_at": NOW, "attempts": 3, "last_error": "SMTP 550"}
    session.add(Message(created_at=NOW - timedelta(hours=20), **facts))
    assert find() == []
    session.add(Message(created_at=NOW - timedelta(days=2), **facts))
    [said] = find()
    assert "1 messages" in said
    assert "SMTP 550" in said


def test_an_index_that_does_not_follow(session, find):
    assert find() == []
    factories.edition(session)
    [said] = find(follow=False)
    assert "normes index rebuild" in said
    session.add(Message(topic="index", payload={}, created_at=NOW, due_at=NOW))
    assert find(follow=False) == []
    [waiting] = checks.remarks(session, find.around)
    assert "1 mises à jour attendent" in str(waiting)


def test_a_journal_that_somebody_touched(session, find):
    journal.record(
        session, actor=system_actor(), tag="test:done", subject=factories.person(session), at=NOW
    )
    session.flush()
    # As somebody with the database in hand could: the trigger is taken away first.
    guard = "erase_only ON journal_payload" if ON_POSTGRESQL else "no_update"
    session.execute(sa.text(f"DROP TRIGGER journal_payload_{guard}"))
    session.execute(sa.update(EntryPayload).values(canonical='{"changes":{},"reason":"autre"}'))
    [said] = find()
    assert "Journal" in said
    assert "a changé" in said
