"""Large files beside the pages: progress, a process killed, others writing, all or nothing."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa

from catalogue.database import begin_write
from catalogue.exchange import preview, running, services
from catalogue.exchange.importers import IMPORTERS
from catalogue.exchange.models import ImportBatch, ImportRow
from catalogue.exchange.receiving import receive
from catalogue.exchange.vocabulary import BatchState, Choice, ImportKind, Verdict
from catalogue.journal.checking import chain_faults
from catalogue.permissions import Role, system_actor
from catalogue.work_programme.models import Milestone, StageEvent, WorkItem
from tests import factories
from tests.catalogue.exchange.samples import PROGRAMME
from tests.conftest import NOW

KIND = ImportKind.PROGRAMME
PEOPLE = system_actor()


def lines(count: int) -> list[str]:
    return [f"2026-{n:03d};Sujet {n};CTN2;30.20;12/03/2026;" for n in range(1, count + 1)]


@pytest.fixture
def taken_in(session):
    """Keep a file to be verified, as the page that receives a large one does."""

    def take(*rows: str, name: str = "grand.csv") -> int:
        received = receive(
            session,
            KIND,
            "\n".join([PROGRAMME, *rows]).encode(),
            file_name=name,
            columns=IMPORTERS[KIND].columns,
        )
        begin_write(session)
        batch = preview.take_in(session, received, state=BatchState.READING, actor=PEOPLE, at=NOW)
        session.commit()
        return batch.id

    return take


def asked(session, batch_id: int, state: BatchState, **asked: object) -> None:
    begin_write(session)
    batch = session.get_one(ImportBatch, batch_id, populate_existing=True)
    services.ask(session, batch, state, actor=PEOPLE, seen_version=batch.version, **asked)
    session.commit()


def states(session, batch_id: int) -> ImportBatch:
    session.rollback()
    return session.get_one(ImportBatch, batch_id, populate_existing=True)


def count(session, model) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_from_its_arrival_to_its_undoing(session, taken_in):
    batch_id = taken_in(*lines(40))
    assert running.turn(session) == 1
    assert states(session, batch_id).state is BatchState.STAGED
    asked(session, batch_id, BatchState.APPLYING, valid_rows_only=False)
    assert running.turn(session) == 1
    assert states(session, batch_id).state is BatchState.APPLIED
    items = session.scalars(sa.select(WorkItem).order_by(WorkItem.number)).all()
    assert [item.stage_code for item in items] == ["30.20"] * 40
    assert {item.version for item in items} == {1}
    asked(session, batch_id, BatchState.UNDOING, reason="Mauvais fichier")
    assert running.turn(session) == 1
    assert states(session, batch_id).state is BatchState.UNDONE
    assert (count(session, WorkItem), count(session, StageEvent), count(session, Milestone)) == (
        0, 0, 0,
    )  # fmt: skip
    assert running.turn(session) == 0
    assert list(chain_faults(session)) == []


def test_a_process_killed_while_verifying_leaves_it_to_the_next(session, taken_in, monkeypatch):
    batch_id = taken_in(*lines(9))
    monkeypatch.setattr(running, "ROWS_AT_ONCE", 4)
    monkeypatch.setattr(preview, "close", _killed)
    assert running.claim(session, batch_id)
    with pytest.raises(KeyboardInterrupt):
        running.carry_on(session, batch_id)
    monkeypatch.undo()
    monkeypatch.setattr(running, "is_gone", lambda _holder: True)
    assert running.turn(session) == 1
    assert states(session, batch_id).state is BatchState.STAGED
    assert count(session, ImportRow) == 9


def test_a_process_killed_while_applying_halves_nothing(session, taken_in, monkeypatch):
    batch_id = taken_in(*lines(9))
    running.turn(session)
    asked(session, batch_id, BatchState.APPLYING, valid_rows_only=False)
    monkeypatch.setattr("catalogue.exchange.applying._keep_written", _killed)
    assert running.claim(session, batch_id)
    with pytest.raises(KeyboardInterrupt):
        running.carry_on(session, batch_id)
    assert states(session, batch_id).state is BatchState.APPLYING
    assert count(session, WorkItem) == 0
    monkeypatch.undo()
    assert running.turn(session) == 0, "another process may still have it"
    monkeypatch.setattr(running, "is_gone", lambda _holder: True)
    assert running.turn(session) == 1
    assert states(session, batch_id).state is BatchState.APPLIED
    assert count(session, WorkItem) == 9


def _killed(*_arguments: object, **_named: object) -> None:
    raise KeyboardInterrupt


def test_what_somebody_writes_at_the_last_moment_is_shown_before_anything(
    session, taken_in, monkeypatch
):
    batch_id = taken_in(*lines(5))
    running.turn(session)
    asked(session, batch_id, BatchState.APPLYING, valid_rows_only=False)
    worked_out = running.applying.make_ready

    def meanwhile(*arguments, **named):
        ready = worked_out(*arguments, **named)
        begin_write(session)
        factories.work_item(session, number="2026-003", title_fr="Pris entre-temps")
        session.commit()
        return ready

    monkeypatch.setattr(running.applying, "make_ready", meanwhile)
    running.turn(session)
    assert count(session, WorkItem) == 1
    batch = states(session, batch_id)
    assert batch.state is BatchState.READING
    assert "ont changé depuis la vérification" in (batch.notice or "")
    monkeypatch.undo()
    running.turn(session)
    found = session.execute(sa.select(ImportRow.number, ImportRow.verdict)).all()
    assert (4, Verdict.UNDECIDED) in [tuple(one) for one in found]


def test_a_fault_of_ours_is_said_and_nothing_is_written(session, taken_in, monkeypatch):
    batch_id = taken_in(*lines(3))
    running.turn(session)
    asked(session, batch_id, BatchState.APPLYING, valid_rows_only=False)
    monkeypatch.setattr("catalogue.exchange.applying._keep_written", lambda *_: 1 / 0)
    running.turn(session)
    batch = states(session, batch_id)
    assert batch.state is BatchState.STAGED
    assert "erreur du logiciel" in (batch.notice or "")
    assert count(session, WorkItem) == 0


def test_numbers_given_at_once_follow_those_of_the_year(session, imports):
    factories.work_item(session, number="2026-014")
    rows = [f";Sans numéro {n};CTN2;20.00;12/03/2026;" for n in range(3)]
    imports.bring_in(KIND, PROGRAMME, *rows, "2026-016;Avec;CTN2;20.00;12/03/2026;")
    numbers = session.scalars(sa.select(WorkItem.number).order_by(WorkItem.id)).all()
    assert numbers == ["2026-014", "2026-015", "2026-017", "2026-018", "2026-016"]


def test_a_doubtful_cell_waits_for_a_person(session, imports):
    batch = imports.stage(KIND, PROGRAMME, "2026-001;Mil;CTN2;30.2;12/03/2026;")
    [row] = imports.rows(batch)
    assert row.verdict is Verdict.UNDECIDED, row.problems
    assert "écrivez 30.20" in row.problems[0]
    assert batch.readings == {"stage": {"30.2": {"likely": "30.20", "rows": 1, "said": None}}}
    services.decide_readings(session, batch, {"stage": {"30.2": True}}, actor=imports.actor)
    services.restage(session, batch, actor=imports.actor, at=NOW, today=NOW.date())
    imports.apply(batch)
    assert session.scalars(sa.select(WorkItem.stage_code)).all() == ["30.20"]


def test_a_doubtful_cell_said_to_be_wrong_is_refused(session, imports):
    batch = imports.stage(KIND, PROGRAMME, "2026-001;Mil;CTN2;30.2;12/03/2026;")
    services.decide_readings(session, batch, {"stage": {"30.2": False}}, actor=imports.actor)
    services.restage(session, batch, actor=imports.actor, at=NOW, today=NOW.date())
    assert imports.rows(batch)[0].verdict is Verdict.REFUSED


def newer_here(session, imports):
    item = factories.work_item(session, number="2026-001", title_fr="Titre d’ici")
    item.committee = factories.committee(session, "CTN2")
    item.stage_code, item.stage_on = "40.20", NOW.date()
    session.flush()
    return item, imports.stage(KIND, PROGRAMME, "2026-001;Titre du fichier;CTN2;30.20;12/03/2026;")


def test_newer_data_here_are_shown_beside_those_of_the_file(session, imports):
    item, batch = newer_here(session, imports)
    [row] = imports.rows(batch)
    assert row.verdict is Verdict.UNDECIDED
    assert row.changes["title_fr"] == ["Titre d’ici", "Titre du fichier"]
    assert row.changes["stage"] == ["40.20", "30.20"]
    assert "plus récentes ici" in row.problems[0]
    services.choose(session, batch, Choice.FILE, actor=imports.actor)
    services.restage(session, batch, actor=imports.actor, at=NOW, today=NOW.date())
    imports.apply(batch)
    session.refresh(item)
    assert (item.title_fr, item.stage_code) == ("Titre du fichier", "40.20")


def test_keeping_what_is_recorded_changes_nothing(session, imports):
    _item, batch = newer_here(session, imports)
    services.choose(session, batch, Choice.RECORDED, actor=imports.actor, row_number=2)
    services.restage(session, batch, actor=imports.actor, at=NOW, today=NOW.date())
    assert imports.rows(batch)[0].verdict is Verdict.UNCHANGED


def test_a_file_may_correct_what_the_last_file_said(session, imports):
    imports.bring_in(KIND, PROGRAMME, "2026-001;Mil;CTN2;30.20;12/03/2026;")
    batch = imports.stage(KIND, PROGRAMME, "2026-001;Mil rouge;CTN2;30.20;12/03/2026;")
    assert imports.rows(batch)[0].verdict is Verdict.CHANGED
    imports.apply(batch)
    imports.undo(batch)
    assert session.scalars(sa.select(WorkItem.title_fr)).all() == ["Mil"]


def test_two_rows_that_say_otherwise_of_one_item_are_both_refused(imports):
    batch = imports.stage(
        KIND,
        PROGRAMME,
        "2026-001;Mil;CTN2;30.20;12/03/2026;",
        "2026-001;Sorgho;CTN2;30.20;12/03/2026;",
    )
    assert [row.verdict for row in imports.rows(batch)] == [Verdict.REFUSED, Verdict.REFUSED]


def test_the_columns_page_asks_then_remembers(session, sign_in):
    account = factories.account(session, Role.SECRETARIAT)
    session.commit()
    page = sign_in(account)
    content = "Nº;Quoi;Comité;Stade;Date du stade;Divers\n2026-001;Mil;CTN2;20.00;05/01/2026;x\n"

    def send(text: str):
        return page.post(
            "/imports/nouveau",
            data={"kind": "programme", "file": (io.BytesIO(text.encode()), "bureau.csv")},
        )

    address = send(content).location
    assert address.endswith("/colonnes")
    shown = page.get(address).text
    assert "Premières valeurs" in shown
    assert "Mil" in shown
    version = session.scalar(sa.select(ImportBatch.version))
    sent = {"colonne-0": "number", "colonne-1": "title_fr", "colonne-2": "committee",
            "colonne-3": "stage", "colonne-4": "stage_on", "colonne-5": "",
            "hidden_rows": "y", "remember": "y", "version": version}  # fmt: skip
    twice = page.post(address, data={**sent, "colonne-5": "title_fr"})
    assert twice.status_code == 422
    assert "Gardez-en une" in twice.text
    assert page.post(address, data={**sent, "colonne-1": ""}).status_code == 422
    done = page.post(address, data=sent)
    assert done.status_code == 302
    assert "1 à ajouter" in page.get(done.location).text
    again = send(content.replace("Mil", "Sorgho"))
    assert not again.location.endswith("/colonnes")
    remembered = page.get("/imports/colonnes").text
    assert "Quoi → Titre français" in remembered
    assert page.post("/imports/colonnes/1/oublier").status_code == 302
    assert send(content.replace("Mil", "Fonio")).location.endswith("/colonnes")


def test_a_large_file_shows_how_far_it_is_and_what_is_to_decide(session, sign_in):
    page = sign_in(factories.account(session, Role.SECRETARIAT))
    factories.work_item(session, number="2026-001", title_fr="Titre d’ici")
    session.commit()
    rows = [*lines(601), "2026-700;Thé;CTN2;30.2;12/03/2026;"]
    content = "\n".join([PROGRAMME, *rows]).encode()
    sent = page.post(
        "/imports/nouveau", data={"kind": "programme", "file": (io.BytesIO(content), "grand.csv")}
    )
    address = sent.location
    assert "Vérification en cours" in page.get(address).text
    running.turn(session)
    session.rollback()
    shown = page.get(f"{address}?lignes=undecided").text
    assert "se lit 30.20" in shown
    assert "Prendre le fichier partout" in shown
    assert page.post(f"{address}/choix", data={"choice": "recorded"}).status_code == 302
    running.turn(session)
    session.rollback()
    assert page.post(f"{address}/lectures", data={"all": "y"}).status_code == 302
    running.turn(session)
    session.rollback()
    version = session.scalar(sa.select(ImportBatch.version))
    session.rollback()
    page.post(f"{address}/appliquer", data={"version": version, "valid_rows_only": "y"})
    assert "Application en cours" in page.get(address).text
    running.turn(session)
    session.rollback()
    assert count(session, WorkItem) == 602
    session.rollback()
    assert "seront retirées" in page.get(f"{address}/annuler").text
