"""What an administrator changes, and what nobody may do to accounts."""

from __future__ import annotations

import re
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from catalogue.accounts import administration, services
from catalogue.accounts.facts import AccountFacts, GivenRole
from catalogue.accounts.models import Account, AccountRole, OneTimeLink
from catalogue.accounts.vocabulary import TAG_LABELS
from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.journal.models import Entry, EntryPayload
from catalogue.outbox.models import Message
from catalogue.permissions import Permission, Role
from tests import factories
from tests.catalogue.accounts.fresh_client import anew

TODAY = date(2026, 11, 23)


@pytest.fixture
def as_admin(admin, somebody, session, sign_in):
    assert somebody.id != admin.id
    session.commit()
    return sign_in(admin)


class TestAccount:
    def test_an_account_is_opened_with_its_roles_and_waits_for_a_sheet(self, as_admin, session):
        place = session.scalar(sa.select(factories.Committee.id))
        answer = as_admin.post(
            "/comptes/nouveau",
            data={
                "name": "Binta Diarra",
                "username": "B.Diarra",
                "email": "B.Diarra@exemple.ml",
                "person_id": "",
                "roles": ["chair", "monitoring"],
                "committee": str(place),
            },
        )
        assert answer.status_code == 302
        anew(session)
        made = session.scalars(
            sa.select(Account)
            .where(Account.username == "b.diarra")
            .options(selectinload(Account.roles))
        ).one()
        assert answer.location == f"/comptes/{made.id}"
        assert (made.email, made.password) == ("b.diarra@exemple.ml", None)
        given = {(role.role, role.committee_id, role.valid_from) for role in made.roles}
        assert given == {(Role.CHAIR, place, TODAY), (Role.MONITORING, None, TODAY)}
        assert "Préparer une fiche d’invitation" in as_admin.get(answer.location).text

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"username": "m.keita"}, "déjà pris"),
            ({"username": "M.KEITA"}, "déjà pris"),
            ({"roles": ["chair"]}, "Choisissez le comité"),
            ({"roles": ["admin", "reviewer"]}, "aucune part aux relectures"),
            ({"roles": []}, "au moins un rôle"),
            ({"roles": ["anonymous"]}, "n&#39;est pas un choix valide|réponses proposées"),
            ({"name": ""}, "tel que les autres le verront"),
        ],
    )
    def test_a_wrong_answer_keeps_the_others(self, as_admin, session, wrong, told):
        data = {
            "name": "Binta Diarra",
            "username": "b.diarra",
            "email": "",
            "person_id": "",
            "roles": ["monitoring"],
            "committee": "",
        }
        answer = as_admin.post("/comptes/nouveau", data=data | wrong)
        assert answer.status_code == 422
        assert re.search(told, answer.text)
        assert "Binta Diarra" in answer.text or "name" in wrong
        anew(session)
        assert session.scalar(sa.select(sa.func.count()).select_from(Account)) == 2

    def test_two_people_changing_one_account_lose_nothing(self, session, admin, somebody, clock):
        actor = factories.actor(admin)
        seen = somebody.version
        facts = AccountFacts("m.keita", "Moussa Keita", None)
        administration.edit_account(
            session, somebody, facts, actor=actor, seen_version=seen, at=clock()
        )
        session.flush()
        with pytest.raises(Conflict) as caught:
            administration.edit_account(
                session,
                somebody,
                AccountFacts("m.keita", "M. Keïta"),
                actor=actor,
                seen_version=seen,
                at=clock(),
            )
        assert caught.value.current["name"] == "Moussa Keita"

    def test_a_stale_page_answers_409_with_both_texts(self, as_admin, somebody):
        address = f"/comptes/{somebody.id}/modifier"
        version = re.search(r'name="version" value="(\d+)"', as_admin.get(address).text).group(1)
        data = {"version": version, "username": "m.keita", "email": "", "person_id": ""}
        assert as_admin.post(address, data=data | {"name": "Premier nom"}).status_code == 302
        stale = as_admin.post(address, data=data | {"name": "Second nom"})
        assert stale.status_code == 409
        assert "Premier nom" in stale.text
        assert "Second nom" in stale.text

    def test_a_person_of_the_register_has_one_account(self, session, admin, somebody, clock):
        person = factories.person(session)
        somebody.person_id = person.id
        session.flush()
        with pytest.raises(Invalid) as caught:
            services.create_account(
                session,
                AccountFacts("autre", "Autre", None, person.id),
                [GivenRole(Role.MONITORING, TODAY)],
                actor=factories.actor(admin),
                at=clock(),
            )
        assert "person_id" in caught.value.problems

    def test_closing_and_reopening(self, as_admin, somebody, session):
        address = f"/comptes/{somebody.id}"
        version = somebody.version
        closed = as_admin.post(
            f"{address}/fermer", data={"version": version, "reason": "Fin de contrat."}
        )
        assert closed.status_code == 302
        page = as_admin.get(address).text
        assert "personne n’entre avec lui" in page
        assert "Fin de contrat." in page
        version = re.search(r'name="version" value="(\d+)"', page).group(1)
        assert as_admin.post(f"{address}/rouvrir", data={"version": version}).status_code == 302
        anew(session)
        assert session.get(Account, somebody.id).active
        tags = session.scalars(sa.select(Entry.tag).order_by(Entry.seq)).all()
        assert tags == ["account:deactivated", "account:reactivated"]

    def test_closing_needs_a_reason(self, as_admin, somebody):
        answer = as_admin.post(
            f"/comptes/{somebody.id}/fermer", data={"version": somebody.version, "reason": " "}
        )
        assert answer.status_code == 422
        assert "pourquoi ce compte est fermé" in answer.text

    def test_a_closed_account_is_not_closed_twice(self, session, admin, somebody, clock):
        somebody.active = False
        session.flush()
        with pytest.raises(DomainError, match="déjà fermé"):
            administration.deactivate(
                session,
                somebody,
                reason="x",
                actor=factories.actor(admin),
                seen_version=somebody.version,
                on=TODAY,
                at=clock(),
            )

    def test_an_open_account_is_not_reopened(self, session, admin, somebody, clock):
        with pytest.raises(DomainError, match="déjà ouvert"):
            administration.reactivate(
                session,
                somebody,
                actor=factories.actor(admin),
                seen_version=somebody.version,
                at=clock(),
            )


class TestPages:
    def test_the_sheet_can_be_printed_and_read_by_somebody_without_address(
        self, as_admin, somebody, session
    ):
        answer = as_admin.post(f"/comptes/{somebody.id}/fiche")
        assert answer.status_code == 200
        assert "m.keita" in answer.text
        assert re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", answer.text)
        assert "30 novembre 2026" in answer.text
        assert "http://localhost/invitation" in answer.text
        anew(session)
        assert session.scalars(sa.select(OneTimeLink)).one().account_id == somebody.id

    def test_the_link_goes_by_mail_to_who_has_an_address(self, as_admin, somebody, session):
        address = f"/comptes/{somebody.id}/courriel"
        assert as_admin.post(address).status_code == 404
        session.get(Account, somebody.id).email = "m.keita@exemple.ml"
        session.commit()
        assert as_admin.post(address).status_code == 302
        anew(session)
        message = session.scalars(sa.select(Message)).one()
        assert message.payload["template"] == "account_invitation"

    def test_a_role_is_given_and_ended_on_screen(self, as_admin, somebody, session):
        address = f"/comptes/{somebody.id}"
        wrong = as_admin.post(
            f"{address}/roles/nouveau",
            data={"role": "chair", "committee": "", "since": "23/11/2026", "until": ""},
        )
        assert wrong.status_code == 422
        given = as_admin.post(
            f"{address}/roles/nouveau",
            data={"role": "monitoring", "committee": "", "since": "23/11/2026", "until": ""},
        )
        assert given.status_code == 302
        anew(session)
        role = session.scalars(
            sa.select(AccountRole).where(AccountRole.role == Role.MONITORING)
        ).one()
        ended = as_admin.post(f"{address}/roles/{role.id}/fin", data={"last_day": "31/12/2026"})
        assert ended.status_code == 302
        page = as_admin.get(address).text
        assert "du 23 novembre 2026 au 31 décembre 2026" in page

    def test_a_role_of_another_account_is_not_found(self, as_admin, admin, somebody):
        answer = as_admin.get(f"/comptes/{somebody.id}/roles/{admin.roles[0].id}/fin")
        assert answer.status_code == 404

    def test_the_search_ignores_case_and_accents(self, as_admin, admin, somebody):
        assert "Moussa Keïta" in as_admin.get("/comptes?q=keita").text
        page = as_admin.get("/comptes?q=TRAORE").text
        assert f'href="/comptes/{admin.id}"' in page
        assert f'href="/comptes/{somebody.id}"' not in page
        assert "Aucun compte ne porte ces mots" in as_admin.get("/comptes?q=zzz").text

    def test_the_list_costs_the_same_with_many_accounts(self, as_admin, session, count_queries):
        with count_queries as few:
            as_admin.get("/comptes")
        before = few.count
        for _ in range(40):
            factories.account(session, Role.SECRETARIAT, chairs=factories.committee(session))
        session.commit()
        few.statements.clear()
        with count_queries as many:
            page = as_admin.get("/comptes")
        assert page.text.count("<tr") == 26
        assert many.count == before
        assert as_admin.get("/comptes?page=2").text.count("<tr") == 18

    def test_every_page_of_an_account_opens(self, as_admin, admin, somebody):
        for path in ("", "/modifier", "/roles/nouveau", "/fermer"):
            assert as_admin.get(f"/comptes/{somebody.id}{path}").status_code == 200
        assert "votre propre compte" in as_admin.get(f"/comptes/{admin.id}").text
        assert as_admin.get("/comptes/999999").status_code == 404


def test_every_act_has_a_name(session, admin, somebody, clock):
    actor = factories.actor(admin)
    administration.give_role(
        session, somebody, GivenRole(Role.MONITORING, TODAY), actor=actor, at=clock()
    )
    services.make_link(session, somebody, actor=actor, at=clock())
    tags = session.scalars(sa.select(Entry.tag)).all()
    assert set(tags) <= set(TAG_LABELS)
    assert len(session.scalars(sa.select(EntryPayload.canonical)).all()) == len(tags)


def test_administration_has_no_say_over_reviews():
    from catalogue.permissions import ROLE_PERMISSIONS

    carried = ROLE_PERMISSIONS[Role.ADMIN]
    assert not {p for p in carried if p.value.startswith(("review:", "opinion:", "needs:"))}
    assert Permission.ACCOUNT_MANAGE in carried


def test_an_account_without_role_is_opened_on_purpose(session, sign_in):
    client = sign_in(factories.account(session, Role.ADMIN))
    session.commit()
    facts = {"username": "exterieure", "name": "Personne Extérieure"}
    refused = client.post("/comptes/nouveau", data=facts)
    assert refused.status_code == 422
    assert "dites que la personne n’en aura aucun" in refused.text
    both = client.post("/comptes/nouveau", data={**facts, "roles": "reviewer", "outsider": "y"})
    assert both.status_code == 422
    assert "pas les deux" in both.text
    made = client.post("/comptes/nouveau", data={**facts, "outsider": "y"})
    assert made.status_code == 302
    account = session.scalars(sa.select(Account).where(Account.username == "exterieure")).one()
    assert session.scalars(sa.select(AccountRole).where(AccountRole.account == account)).all() == []
