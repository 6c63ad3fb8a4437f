"""The journal as people read it: sentences, filters, what stays secret, the file."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from catalogue.journal import queries
from catalogue.journal import services as journal
from catalogue.journal.models import Entry
from catalogue.journal.queries import JournalFilter, history, page_of
from catalogue.journal.vocabulary import TAG_LABELS
from catalogue.journal.wording import changes_shown, told
from catalogue.messages import N_
from catalogue.permissions import Role
from tests import factories

AT = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def labels(monkeypatch):
    monkeypatch.setitem(TAG_LABELS, "test:filed", N_("Fiche déposée"))
    monkeypatch.setitem(TAG_LABELS, "test:sent", N_("A soumis sa relecture"))


@pytest.fixture
def awa(session):
    return factories.account(session, Role.SECRETARIAT, name="Awa Diallo")


def write(session, subject, *, actor, tag="test:filed", at=AT, **facts):
    return journal.record(
        session, actor=factories.actor(actor), tag=tag, subject=subject, at=at, **facts
    )


def test_an_act_is_a_sentence(app, session, awa):
    item = factories.work_item(session)
    other = factories.account(session, name="Issa Traoré")
    write(session, item, actor=awa)
    write(session, item, actor=awa, tag="test:sent", on_behalf_of_id=other.id)
    with app.test_request_context():
        second, first = (told(line) for line in history(session, "work_item", [item.id]))
    assert first == "Le 12 mars 2026, 14:05\u00a0: fiche déposée, par Awa Diallo."
    assert second == (
        "Le 12 mars 2026, 14:05, Awa Diallo, pour le compte de Issa Traoré, a soumis sa relecture."
    )


def test_what_changed_is_said_in_words(app, session, awa):
    edition = factories.edition(session)
    changes = {
        "status": ["published", "withdrawn"],
        "withdrawn_on": [None, "2026-03-12"],
        "ics": [["67.060"], ["67.060", "67.200"]],
        "mandatory": [None, True],
        "file_name": "stock.csv",
    }
    write(session, edition, actor=awa, changes=changes)
    [line] = history(session, "edition", [edition.id])
    with app.test_request_context():
        shown = {one.label: (one.before, one.after) for one in changes_shown(line)}
    assert shown == {
        "statut": ("En vigueur", "Annulée"),
        "annulée le": ("", "12 mars 2026"),
        "ICS": ("67.060", "67.060 ; 67.200"),
        "mandatory": ("", "oui"),
        "fichier": ("", "stock.csv"),
    }


def test_the_page_filters_and_counts(session, awa, sign_in):
    item, edition = factories.work_item(session), factories.edition(session)
    write(session, item, actor=awa, reason="Parce que <b>c’est utile</b>")
    write(session, edition, actor=awa, at=AT.replace(month=5))
    session.commit()
    page = sign_in(awa)
    text = page.get("/journal").text
    assert "2 actes" in text
    assert f"sujet du programme {item.number}" in text
    assert "Parce que &lt;b&gt;" in text
    assert "Un acte" in page.get("/journal?objet=edition").text
    assert "Un acte" in page.get(f"/journal?objet=work_item&numero={item.id}").text
    assert "Un acte" in page.get("/journal?du=01/05/2026").text
    assert "Un acte" in page.get("/journal?du=12/03/2026&au=12/03/2026").text
    assert "2 actes" in page.get(f"/journal?personne={awa.id}&acte=test:filed").text
    assert "Aucun acte ne répond" in page.get("/journal?au=11/03/2026").text


def test_an_impossible_date_is_explained_and_everything_shown(session, awa, sign_in):
    write(session, factories.work_item(session), actor=awa)
    session.commit()
    answer = sign_in(awa).get("/journal?du=31/02/2026")
    assert answer.status_code == 422
    assert "31/02/2026 n’existe pas" in answer.text
    assert "Un acte" in answer.text


def test_the_file_holds_what_the_filter_shows(session, awa, sign_in):
    write(session, factories.work_item(session), actor=awa, changes={"title_fr": ["a", "=b"]})
    write(session, factories.edition(session), actor=awa)
    session.commit()
    answer = sign_in(awa).get("/journal.csv?objet=work_item")
    text = answer.data.decode("utf-8-sig")
    [_heads, row] = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert row[1:4] == ["12/03/2026 14:05", "Fiche déposée", "Awa Diallo"]
    assert row[8] == "titre français\u00a0: a → =b"


@pytest.mark.parametrize(
    ("role", "read"), [(Role.ADMIN, "a"), (Role.MONITORING, "a"), (Role.REVIEWER, None)]
)
def test_who_reads_the_journal(session, sign_in, role, read):
    account = factories.account(session, role)
    session.commit()
    assert (sign_in(account).get("/journal").status_code == 200) is (read is not None)


@pytest.mark.parametrize(("role", "told"), [(Role.SECRETARIAT, True), (Role.MONITORING, False)])
def test_details_about_people_are_for_those_who_keep_their_register(
    session, awa, sign_in, role, told
):
    person = factories.person(session, family_name="Keïta")
    write(session, person, actor=awa, changes={"sex": ["non_declare", "femme"]}, reason="Secret")
    reader = factories.account(session, role)
    session.commit()
    page = sign_in(reader)
    for address in ("/journal", "/journal.csv"):
        text = page.get(address).text
        assert ("Femme" in text) is told
        assert ("Secret" in text) is told
        assert "Keïta" not in text


def test_what_a_slice_conceals_is_nowhere(session, awa, sign_in, monkeypatch):
    item, edition = factories.work_item(session), factories.edition(session)
    write(session, item, actor=awa)
    write(session, edition, actor=awa, changes={"title_fr": ["", "Mot secret"]})
    session.commit()
    monkeypatch.setattr(
        queries,
        "CONCEALED",
        [lambda _session, actor: sa.or_(Entry.subject_type != "edition", actor.account_id == 0)],
    )
    page = sign_in(awa)
    for address in ("/journal", "/journal?objet=edition", "/journal.csv"):
        assert "Mot secret" not in page.get(address).text
    assert "Un acte" in page.get("/journal").text
    assert history(session, "edition", [edition.id]) == []
    reader = factories.actor(awa)
    lines, total = page_of(session, JournalFilter(), actor=reader, page=1, size=10)
    assert (len(lines), total) == (1, 1)


def test_the_page_asks_as_much_of_the_database_for_many_acts_as_for_few(
    session, awa, sign_in, count_queries
):
    write(session, factories.work_item(session), actor=awa)
    session.commit()
    page = sign_in(awa)
    page.get("/journal")
    with count_queries as few:
        page.get("/journal")
    counted = few.count
    few.statements.clear()
    for _ in range(30):
        write(session, factories.work_item(session), actor=awa)
    session.commit()
    with count_queries as many:
        page.get("/journal")
    assert many.count == counted


def test_an_act_of_the_software_itself_says_so(app, session):
    from catalogue.permissions import system_actor

    item = factories.work_item(session)
    journal.record(session, actor=system_actor(), tag="test:filed", subject=item, at=AT)
    [line] = history(session, "work_item", [item.id])
    with app.test_request_context():
        assert told(line).endswith("par le système.")
