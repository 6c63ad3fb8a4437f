"""First set-up, printed sheets, mailed links: each serves once, for a time."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default as default_policy

import pytest
import sqlalchemy as sa

from catalogue.accounts import codes, services
from catalogue.accounts.facts import AccountFacts
from catalogue.accounts.models import Account, AccountRole, OneTimeLink
from catalogue.database import begin_write
from catalogue.errors import DomainError, Invalid
from catalogue.journal.models import Entry, EntryPayload
from catalogue.notices.mailing import send_mail
from catalogue.outbox.models import Message
from catalogue.permissions import Role, system_actor
from catalogue.policy.services import value_of
from tests import factories
from tests.catalogue.accounts.fresh_client import anew

GOOD = "rivière mangue tambour"


def tags(session):
    anew(session)
    return list(session.scalars(sa.select(Entry.tag).order_by(Entry.seq)))


@pytest.mark.usefixtures("cheap_hashing")
class TestFirstSetUp:
    @pytest.fixture
    def code(self, session, clock):
        code = services.setup_link(session, at=clock())
        session.commit()
        return code

    @pytest.fixture
    def answers(self):
        return {
            "agency_acronym": "ASN",
            "agency_name": "Agence de normalisation",
            "name": "Aminata Traoré",
            "username": "A.Traore",
            "email": "",
            "new_password": GOOD,
            "repeat_password": GOOD,
        }

    def test_without_an_account_the_home_page_says_where_to_look(self, client):
        answer = client.get("/")
        assert (answer.status_code, answer.location) == (302, "/installation")
        assert "Regardez le terminal" in client.get("/installation").text

    def test_the_form_is_filled_with_what_is_known(self, client, code):
        page = client.get(f"/installation/{code}")
        assert 'value="AMANORM"' in page.text

    def test_it_creates_the_administrator_names_the_agency_and_enters(
        self, client, code, answers, session, clock
    ):
        answer = client.post(f"/installation/{code}", data=answers)
        assert (answer.status_code, answer.location) == (302, "/comptes")
        page = client.get("/comptes")
        assert "Aminata Traoré" in page.text
        assert "a.traore" in page.text
        assert "Agence de normalisation" in page.text
        anew(session)
        assert value_of(session, "agency_acronym", on=clock().date()) == "ASN"
        role = session.scalars(sa.select(AccountRole)).one()
        assert (role.role, role.valid_from) == (Role.ADMIN, clock().date())
        assert tags(session) == ["account:set_up", "policy:changed", "policy:changed"]

    def test_it_works_once(self, client, code, answers):
        client.post(f"/installation/{code}", data=answers)
        client.post("/deconnexion")
        assert client.get(f"/installation/{code}").status_code == 410
        again = client.post(f"/installation/{code}", data=answers | {"username": "autre"})
        assert again.status_code == 410
        assert client.get("/installation").location == "/"

    def test_it_is_closed_once_an_account_exists(self, client, code, session, answers):
        factories.account(session, Role.ADMIN)
        session.commit()
        assert client.get(f"/installation/{code}").status_code == 410
        assert client.post(f"/installation/{code}", data=answers).status_code == 410
        begin_write(session)
        with pytest.raises(DomainError):
            services.set_up(
                session,
                code,
                AccountFacts("b.diarra", "Binta Diarra"),
                GOOD,
                agency={},
                at=session.scalars(sa.select(OneTimeLink.created_at)).one(),
                on=session.scalars(sa.select(OneTimeLink.created_at)).one().date(),
            )

    def test_a_later_start_prints_another_code_and_ends_the_first(
        self, client, code, session, clock
    ):
        begin_write(session)
        newer = services.setup_link(session, at=clock())
        session.commit()
        assert client.get(f"/installation/{code}").status_code == 410
        assert client.get(f"/installation/{newer}").status_code == 200

    def test_it_ends_after_a_week(self, client, code, clock):
        clock.advance(days=7)
        assert client.get(f"/installation/{code}").status_code == 410

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"username": "Aminata Traoré"}, "au moins trois caractères"),
            ({"username": "at"}, "au moins trois caractères"),
            ({"new_password": "court", "repeat_password": "court"}, "au moins 10"),
            ({"repeat_password": "autre chose encore"}, "le même mot de passe"),
            ({"email": "pas une adresse"}, "adresse électronique entière"),
            ({"agency_name": ""}, "nom de l’agence"),
        ],
    )
    def test_a_wrong_answer_keeps_the_others_and_the_code(self, client, code, answers, wrong, told):
        answer = client.post(f"/installation/{code}", data=answers | wrong)
        assert answer.status_code == 422
        assert told in answer.text
        assert "Aminata Traoré" in answer.text
        assert GOOD not in answer.text
        assert client.post(f"/installation/{code}", data=answers).status_code == 302


@pytest.mark.usefixtures("cheap_hashing", "somebody")
class TestSheet:
    @pytest.fixture
    def somebody(self, session):
        row = factories.account(session, Role.REVIEWER, username="m.keita", name="Moussa Keïta")
        session.commit()
        return row

    @pytest.fixture
    def code(self, session, somebody, clock):
        begin_write(session)
        code, _link = services.make_link(session, somebody, actor=system_actor(), at=clock())
        session.commit()
        return code

    def test_a_person_without_address_chooses_a_password_and_enters(self, client, code, session):
        typed = client.post("/invitation", data={"code": code.lower().replace("-", " ")})
        assert typed.location == f"/invitation/{code}"
        page = client.get(typed.location)
        assert "Moussa Keïta" in page.text
        assert "m.keita" in page.text
        answers = {"new_password": GOOD, "repeat_password": GOOD}
        done = client.post(f"/invitation/{code}", data=answers)
        assert (done.status_code, done.location) == (302, "/")
        assert "Bonjour Moussa Keïta" in client.get("/").text
        client.post("/deconnexion")
        sent = client.post("/connexion", data={"identifier": "m.keita", "password": GOOD})
        assert sent.status_code == 302
        assert tags(session) == ["account:link_made", "account:password_set"]

    def test_it_serves_once(self, client, code):
        answers = {"new_password": GOOD, "repeat_password": GOOD}
        assert client.post(f"/invitation/{code}", data=answers).status_code == 302
        client.post("/deconnexion")
        assert client.get(f"/invitation/{code}").status_code == 410
        assert client.post(f"/invitation/{code}", data=answers).status_code == 410
        assert "aucune fiche" in client.post("/invitation", data={"code": code}).text

    def test_it_ends_after_seven_days(self, client, code, clock):
        clock.advance(days=6, hours=23)
        assert client.get(f"/invitation/{code}").status_code == 200
        clock.advance(hours=1)
        assert client.get(f"/invitation/{code}").status_code == 410

    def test_a_new_sheet_replaces_the_one_before(self, client, code, session, somebody, clock):
        begin_write(session)
        newer, _link = services.make_link(session, somebody, actor=system_actor(), at=clock())
        session.commit()
        assert client.get(f"/invitation/{code}").status_code == 410
        assert client.get(f"/invitation/{newer}").status_code == 200

    def test_a_closed_account_has_no_way_in(self, client, code, session, somebody, clock):
        session.get(Account, somebody.id).active = False
        session.commit()
        assert client.get(f"/invitation/{code}").status_code == 410
        with pytest.raises(DomainError, match="fermé"):
            services.make_link(
                session, session.get(Account, somebody.id), actor=system_actor(), at=clock()
            )

    def test_a_weak_password_leaves_the_sheet_in_force(self, client, code):
        weak = {"new_password": "m.keita2026", "repeat_password": "m.keita2026"}
        answer = client.post(f"/invitation/{code}", data=weak)
        assert answer.status_code == 422
        assert "parmi les premiers" in answer.text
        assert client.get(f"/invitation/{code}").status_code == 200

    def test_the_code_is_kept_nowhere(self, session, code):
        link = session.scalars(sa.select(OneTimeLink)).one()
        assert link.token_digest == codes.digest(code)
        payloads = session.scalars(sa.select(EntryPayload.canonical)).all()
        assert all(code not in payload for payload in payloads)

    def test_a_setup_code_sets_no_password(self, client, session, clock):
        begin_write(session)
        code = services.setup_link(session, at=clock())
        session.commit()
        assert client.get(f"/invitation/{code}").status_code == 410


@pytest.mark.usefixtures("somebody")
class TestForgottenPassword:
    @pytest.fixture
    def somebody(self, account, session):
        row = account(
            Role.REVIEWER, username="m.keita", email="m.keita@exemple.ml", name="Moussa Keïta"
        )
        session.commit()
        return row

    @pytest.mark.parametrize("identifier", ["m.keita", "M.Keita@exemple.ml"])
    def test_the_link_arrives_by_mail_and_works(self, client, session, clock, identifier):
        answer = client.post("/mot-de-passe-oublie", data={"identifier": identifier})
        assert answer.status_code == 200
        anew(session)
        message = session.scalars(sa.select(Message)).one()
        assert send_mail(session, [message], clock()) == {}
        (sent,) = (client.application.extensions["settings"].data_dir / "mail").glob("*.eml")
        mail = message_from_bytes(sent.read_bytes(), policy=default_policy)
        assert mail["To"] == "m.keita@exemple.ml"
        body = mail.get_content()
        path = re.search(r"/invitation/[0-9A-Z-]+", body).group()
        code = path.rpartition("/")[2]
        assert code not in str(message.payload), "the outbox does not hold the code"
        answers = {"new_password": GOOD, "repeat_password": GOOD}
        assert client.post(path, data=answers).status_code == 302
        client.post("/deconnexion")
        sent_in = client.post("/connexion", data={"identifier": "m.keita", "password": GOOD})
        assert sent_in.status_code == 302

    def test_the_link_ends_after_a_day(self, client, session, clock):
        client.post("/mot-de-passe-oublie", data={"identifier": "m.keita"})
        anew(session)
        link = session.scalars(sa.select(OneTimeLink)).one()
        assert (link.expires_at - clock()).days == 1

    def test_the_password_in_use_goes_on_until_another_is_chosen(self, client, enter):
        client.post("/mot-de-passe-oublie", data={"identifier": "m.keita"})
        assert enter("m.keita").status_code == 302

    def test_the_answer_tells_nobody_who_has_an_account(self, client, account, session):
        account(Role.REVIEWER, username="sans.adresse")
        account(Role.REVIEWER, username="fermee", email="f@exemple.ml", active=False)
        session.commit()
        texts = {
            client.post("/mot-de-passe-oublie", data={"identifier": one}).text.replace(one, "")
            for one in ("m.keita", "sans.adresse", "fermee", "nobody")
        }
        assert len({re.sub(r'nonce="[^"]*"', "", text) for text in texts}) == 1
        anew(session)
        assert session.scalar(sa.select(sa.func.count()).select_from(Message)) == 1

    def test_nobody_is_flooded_with_mail(self, client, session):
        for _ in range(6):
            answer = client.post("/mot-de-passe-oublie", data={"identifier": "m.keita"})
            assert answer.status_code == 200
        anew(session)
        assert session.scalar(sa.select(sa.func.count()).select_from(Message)) == 3


def test_a_chosen_password_ends_sessions_opened_elsewhere(client, enter, account, session, clock):
    row = account(Role.REVIEWER, username="m.keita")
    session.commit()
    enter("m.keita")
    elsewhere = client.application.test_client()
    begin_write(session)
    code, _link = services.make_link(
        session, session.get(Account, row.id), actor=system_actor(), at=clock()
    )
    session.commit()
    elsewhere.post(f"/invitation/{code}", data={"new_password": GOOD, "repeat_password": GOOD})
    assert elsewhere.get("/profil").status_code == 200
    assert client.get("/profil").status_code == 302


def test_facts_are_checked_by_the_service_too(session, clock):
    with pytest.raises(Invalid) as caught:
        services.create_account(
            session, AccountFacts("", " ", "", 99), [], actor=system_actor(), at=clock()
        )
    assert set(caught.value.problems) == {"username", "name", "person_id"}
