"""Erasing what the journal says of somebody leaves the chain whole, and nothing else passes."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from catalogue.database import Base
from catalogue.errors import DomainError, NotAllowed
from catalogue.journal import erasing
from catalogue.journal import services as journal
from catalogue.journal.checking import chain_faults
from catalogue.journal.mentions import SEARCHED
from catalogue.journal.models import EntryPayload
from catalogue.journalled import account_scope, person_scope
from catalogue.permissions import Role, system_actor
from tests import factories
from tests.conftest import NOW
from tests.databases import ON_POSTGRESQL


@pytest.fixture
def admin(session):
    return factories.account(session, Role.ADMIN)


@pytest.fixture
def secretary(session):
    return factories.account(session, Role.SECRETARIAT, name="Secrétariat")


@pytest.fixture
def somebody(session, secretary):
    """A person of whom the journal says things, besides what it says of others."""
    person = factories.person(session, family_name="Sidibé")
    seat = factories.mandate(session, person, factories.committee(session))
    other = factories.person(session)
    for subject in (person, seat, other):
        journal.record(
            session,
            actor=factories.actor(secretary),
            tag="person:changed",
            subject=subject,
            at=NOW,
            changes={"phone": ["", "76 00 00 00"]},
            reason="Appel reçu",
        )
    session.flush()
    return person


def erase(session, person, account, *, reason="Demande écrite", seen=None):
    scope = person_scope(session, person.id)
    actor = factories.actor(account)
    version = erasing.plan(session, scope, actor=actor).version if seen is None else seen
    return erasing.erase(session, scope, actor=actor, reason=reason, seen_version=version, at=NOW)


def contents(session):
    rows = session.execute(
        sa.select(EntryPayload.entry_seq, EntryPayload.canonical).order_by(EntryPayload.entry_seq)
    )
    return dict(rows.all())


def test_the_content_goes_the_acts_and_the_chain_stay(session, somebody, secretary):
    assert erase(session, somebody, secretary) == 2
    session.flush()
    held = contents(session)
    assert [text is None for text in held.values()] == [True, True, False, False]
    assert list(chain_faults(session)) == []
    said = json.loads(list(held.values())[-1])
    assert said["changes"] == {"entries": list(held)[:2]}
    assert said["reason"] == "Demande écrite"


def test_who_may_not_erase_does_not(session, somebody):
    for role in (Role.FOCAL_POINT, Role.MONITORING, Role.REVIEWER):
        with pytest.raises(NotAllowed):
            erase(session, somebody, factories.account(session, role))


def test_a_reason_is_owed_and_a_stale_list_is_read_again(session, somebody, secretary):
    with pytest.raises(DomainError) as refused:
        erase(session, somebody, secretary, reason="  ")
    assert refused.value.field == "reason"
    with pytest.raises(DomainError, match="relisez la liste"):
        erase(session, somebody, secretary, seen=1)


def test_erased_twice_there_is_nothing_left_and_the_act_itself_stays(session, somebody, secretary):
    erase(session, somebody, secretary)
    plan = erasing.plan(session, person_scope(session, somebody.id), actor=system_actor())
    assert plan.erased == ()
    assert [str(why) for _line, why in plan.kept] == [str(erasing.KEPT_AS_ERASURE)]
    assert plan.already == 2
    with pytest.raises(DomainError, match="rien à effacer"):
        erase(session, somebody, secretary)


def test_an_account_s_acts_are_its_own_and_those_on_its_roles(session, secretary, admin):
    journal.record(
        session, actor=factories.actor(admin), tag="account:changed", subject=secretary, at=NOW
    )
    session.flush()
    assert (
        len(
            erasing.plan(session, account_scope(session, secretary.id), actor=system_actor()).erased
        )
        == 1
    )


# --- In the database itself ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"canonical": "{}"},
        {"canonical": None},
        {"erased_at": NOW},
        {"canonical": "autre", "erased_at": NOW},
        {"canonical": None, "erased_at": NOW, "entry_seq": 9999},
    ],
)
@pytest.mark.usefixtures("somebody")
def test_a_content_may_only_be_erased(session, change):
    first = session.scalars(sa.select(EntryPayload.entry_seq)).first()
    with pytest.raises(sa.exc.DBAPIError), session.begin_nested():
        session.execute(
            sa.update(EntryPayload).where(EntryPayload.entry_seq == first).values(**change)
        )


def test_an_erased_content_does_not_come_back_nor_is_a_row_deleted(session, somebody, secretary):
    erase(session, somebody, secretary)
    for statement in (
        sa.update(EntryPayload).values(canonical="{}", erased_at=None),
        sa.delete(EntryPayload),
    ):
        with pytest.raises(sa.exc.DBAPIError, match="erase-only"), session.begin_nested():
            session.execute(statement)


def without_guard(session):
    """Take the triggers away, as somebody with the database in hand could."""
    if ON_POSTGRESQL:
        session.execute(sa.text("DROP TRIGGER journal_payload_erase_only ON journal_payload"))
    else:
        session.execute(sa.text("DROP TRIGGER journal_payload_no_update"))
        session.execute(sa.text("DROP TRIGGER journal_payload_no_delete"))


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (lambda: sa.update(EntryPayload).values(canonical='{"changes":{}}'), "a changé"),
        (lambda: sa.delete(EntryPayload), "manque"),
        (lambda: sa.update(EntryPayload).values(canonical=None), "manque"),
        (
            lambda: sa.update(EntryPayload).values(canonical=None, erased_at=NOW),
            "sans acte qui le dise",
        ),
    ],
    ids=["changed", "deleted", "emptied", "erased behind the journal's back"],
)
@pytest.mark.usefixtures("somebody")
def test_what_was_done_otherwise_is_found(session, statement, sentence):
    without_guard(session)
    seq = session.scalars(sa.select(EntryPayload.entry_seq)).first()
    session.execute(statement().where(EntryPayload.entry_seq == seq))
    [fault] = chain_faults(session)
    assert sentence in str(fault)


# --- On screen and by command --------------------------------------------------------------------


def test_it_is_previewed_confirmed_and_said(session, somebody, secretary, sign_in):
    session.commit()
    person = sign_in(secretary)
    assert "Effacer ce que le journal dit" in person.get(f"/comites/personnes/{somebody.id}").text
    where = f"/journal/effacer/personne/{somebody.id}"
    page = person.get(where)
    assert "2 contenus seront effacés" in page.text
    seen = re.search(r'name="version" value="(\d+)"', page.text)[1]
    refused = person.post(where, data={"version": seen, "reason": "Demande du 3 mars"})
    assert refused.status_code == 422
    assert "Demande du 3 mars" in refused.text
    done = person.post(where, data={"version": seen, "reason": "Demande", "final": "y"})
    assert done.status_code == 302
    assert "aucun contenu n’est plus gardé" in person.get(where).text
    told = person.get(f"/journal/personne/{somebody.id}").text
    assert "Contenu effacé le 23 novembre 2026" in told
    assert "76 00 00 00" not in told
    assert person.get("/journal/effacer/personne/99999").status_code == 404
    assert person.get("/journal/effacer/autre/1").status_code == 404


def test_the_command_shows_first_and_erases_when_told(app, session, somebody):
    session.commit()
    runner = app.test_cli_runner()
    shown = runner.invoke(args=["journal", "erase", "personne", str(somebody.id), "--reason", "x"])
    assert "2 contenus seraient effacés" in shown.output
    done = runner.invoke(
        args=["journal", "erase", "personne", str(somebody.id), "--reason", "x", "--yes"]
    )
    assert "2 contenus effacés" in done.output
    wrong = runner.invoke(args=["journal", "erase", "personne", "99999", "--reason", "x"])
    assert wrong.exit_code == 1


def verified_by_hand(lines):
    """Run the program of docs/administration.md, as a third party would."""
    text = Path("docs/administration.md").read_text(encoding="utf-8")
    program = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]
    said: list[str] = []
    exec(  # noqa: S102 - our own documentation
        program,
        {
            "open": lambda *_args, **_named: lines,
            "print": lambda *parts, **_named: said.append(str(parts[0])),
        },
    )
    return said


def test_a_third_party_verifies_the_chain_with_the_documented_program(
    session, somebody, secretary, sign_in
):
    erase(session, somebody, secretary)
    session.commit()
    answer = sign_in(secretary).get("/journal/chaine.jsonl")
    lines = answer.text.splitlines()
    assert len(lines) == 4
    assert verified_by_hand(lines) == ["4 actes : la chaîne est entière."]
    for place, name, value in ((1, "tag", "autre"), (2, "payload", "{}"), (0, "at", "2020")):
        touched = [json.loads(line) for line in lines]
        touched[place][name] = value
        [said] = verified_by_hand([json.dumps(one) for one in touched])[:1]
        assert f"acte {place + 1}" in said
    assert "acte 2" in verified_by_hand([*lines[:1], *lines[2:]])[0]
    assert hashlib.sha256(json.loads(lines[2])["payload"].encode()).hexdigest()


def test_a_name_is_still_found_where_others_wrote_it(session, somebody, secretary, sign_in):
    item = factories.work_item(session, contact="Mme SIDIBE, laboratoire", title_fr="Mortiers")
    journal.record(
        session,
        actor=factories.actor(secretary),
        tag="person:changed",
        subject=factories.person(session),
        at=NOW,
        changes={"note": ["", "Appelée par Mme Sidibé"]},
    )
    session.commit()
    client = sign_in(secretary)
    page = client.get(f"/journal/effacer/personne/{somebody.id}?nom=sidibe").text
    elsewhere = page.partition('id="ailleurs"')[2]
    assert f'href="/programme/{item.id}"' in elsewhere
    assert "contact" in elsewhere
    assert f'href="/comites/personnes/{somebody.id}"' in elsewhere
    acts = elsewhere.partition("Dans le contenu")[2].partition("Cherché ici")[0]
    assert acts.count("<li>") == 1
    assert "laboratoire" not in elsewhere, "places are named, not quoted"
    assert "réponses, constats et messages des relectures" in elsewhere
    nothing = client.get(f"/journal/effacer/personne/{somebody.id}?nom=Zanzibar").text
    assert "ne se trouve dans rien de ce qui est cherché ici" in nothing
    short = client.get(f"/journal/effacer/personne/{somebody.id}?nom=Si").text
    assert "trois lettres au moins" in short


def test_only_what_exists_is_searched_and_leads_to_a_page(app):
    for table, where in SEARCHED.items():
        assert "id" in Base.metadata.tables[table].c
        if where is not None:
            assert where[0] in app.view_functions, where
