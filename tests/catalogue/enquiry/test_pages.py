"""The pages of enquiries: what everybody sees, the form, what the agency and the chair do."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from catalogue.documents.models import Document
from catalogue.documents.services import path_of
from catalogue.enquiry import commenting
from catalogue.enquiry.models import Enquiry, EnquiryComment, EnquiryRefusal
from catalogue.enquiry.services import DraftAccess
from catalogue.enquiry.vocabulary import Outcome, RefusalKind
from catalogue.outbox.models import Message
from catalogue.permissions import Role
from catalogue.work_programme.vocabulary import TextKind
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


def text_of(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def staff(session, sign_in):
    account = factories.account(session, Role.SECRETARIAT)
    session.commit()
    return sign_in(account)


@pytest.fixture
def send(client, clock):
    """Open the form, take the time to write, and send it."""

    def act(enquiry, *, seconds=20, fresh=True, **own):
        page = text_of(client.get(f"/enquetes/{enquiry.id}/remarque"))
        data = {
            name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("seal", "once")
        }
        data |= {
            "organisation": "Coopérative de Sikasso",
            "kind": "te",
            "comment": "60 °C est trop.",
            "website": "",
            **own,
        }
        clock.advance(seconds=seconds)
        answer = client.post(f"/enquetes/{enquiry.id}/remarque", data=data)
        return answer if fresh else (answer, data)

    return act


def heard_in(session):
    session.expire_all()
    return session.scalars(sa.select(EnquiryComment).order_by(EnquiryComment.id)).all()


class TestForEverybody:
    def test_open_and_over_stand_in_two_lists(self, session, opened, client, clock):
        enquiry = opened()
        assert "Beurre de karité" in text_of(client.get("/enquetes"))
        assert "Il reste 60 jours" in text_of(client.get("/enquetes"))
        clock.advance(days=60)
        assert "Aucune enquête n’est ouverte" in text_of(client.get("/enquetes"))
        over = text_of(client.get("/enquetes?liste=terminees"))
        assert "Beurre de karité" in over
        assert "Faire une remarque" not in text_of(client.get(f"/enquetes/{enquiry.id}"))
        answer = client.get(f"/enquetes/{enquiry.id}/remarque")
        assert answer.location == f"/enquetes/{enquiry.id}"
        session.rollback()

    def test_the_page_says_how_to_take_part_and_where_to_ask_for_the_draft(self, opened, client):
        page = text_of(client.get(f"/enquetes/{opened().id}"))
        assert "Faire une remarque" in page
        assert "rue de la Norme" in page
        assert "Télécharger le projet" not in page
        assert "Pour l’agence" not in page

    def test_the_draft_is_downloaded_only_where_the_agency_publishes_it(
        self, session, app, item, opened, client
    ):
        text = factories.text_version(session, item, kind=TextKind.DRAFT)
        enquiry = opened(text_version_id=text.id, draft=DraftAccess(published=True))
        document = session.get(Document, text.document_id)
        stored = path_of(app.extensions["settings"].data_dir, document)
        stored.parent.mkdir(parents=True)
        stored.write_bytes(b"%PDF-1.4 projet")
        with client.get(f"/enquetes/{enquiry.id}/projet") as answer:
            assert answer.data == b"%PDF-1.4 projet"
            assert "attachment" in answer.headers["Content-Disposition"]
        assert "Télécharger le projet" in text_of(client.get(f"/enquetes/{enquiry.id}"))
        enquiry.draft_published, enquiry.draft_note = False, "Au bureau."
        session.commit()
        assert client.get(f"/enquetes/{enquiry.id}/projet").status_code == 404

    def test_what_was_said_stays_inside_until_published_and_names_for_ever(
        self, session, opened, heard, answer, client
    ):
        enquiry = opened()
        comment = heard(
            enquiry, author_name="Awa Traoré", email="awa@example.org", comment="<b>Trop</b> chaud"
        )
        assert "Trop" not in text_of(client.get(f"/enquetes/{enquiry.id}"))
        assert client.get(f"/enquetes/{enquiry.id}/remarques").status_code in {302, 401}
        answer(enquiry, comment, outcome=Outcome.PARTLY, answer="Abaissée à 50 °C.")
        enquiry.table_published_at = NOW
        session.commit()
        page = text_of(client.get(f"/enquetes/{enquiry.id}"))
        assert "&lt;b&gt;Trop&lt;/b&gt; chaud" in page
        assert "Abaissée à 50 °C." in page
        assert "Awa" not in page
        assert "example.org" not in page

    def test_a_cancelled_enquiry_is_nowhere(self, session, opened, client):
        enquiry = opened()
        enquiry.cancelled_at = NOW
        session.commit()
        assert client.get(f"/enquetes/{enquiry.id}").status_code == 404
        assert "karité" not in text_of(client.get("/enquetes"))

    def test_the_item_leads_to_its_enquiry(self, item, opened, client):
        assert client.get(f"/programme/{item.id}/enquete").location == f"/programme/{item.id}"
        enquiry = opened()
        assert client.get(f"/programme/{item.id}/enquete").location == f"/enquetes/{enquiry.id}"
        assert f"/enquetes/{enquiry.id}" in text_of(client.get(f"/programme/{item.id}"))

    @pytest.mark.parametrize("over", [False, True])
    def test_the_list_costs_the_same_for_few_and_for_many(  # noqa: PLR0917 - fixtures
        self, session, opened, client, clock, count_queries, over
    ):
        address = "/enquetes?liste=terminees" if over else "/enquetes"

        def cost(number):
            for _ in range(number):
                opened(of=factories.work_item(session, stage_code="40.00"))
            session.expunge_all()
            at = clock.at
            clock.at = NOW + timedelta(days=90) if over else NOW
            count_queries.statements.clear()
            with count_queries:
                assert client.get(address).status_code == 200
            clock.at = at
            return count_queries.count

        cost(1)
        assert cost(1) == cost(12) <= 12


class TestTheForm:
    def test_one_press_makes_one_comment_and_shows_its_number(self, session, opened, client, send):
        enquiry = opened()
        answer, data = send(enquiry, fresh=False, email="awa@example.org", about_gender="y")
        page = text_of(client.get(answer.location))
        assert "Votre remarque n° 1 est enregistrée" in page
        assert "60 °C est trop." in page
        again = client.post(f"/enquetes/{enquiry.id}/remarque", data=data)
        assert again.location == answer.location
        [comment] = heard_in(session)
        assert (comment.about_gender, comment.kind.value) == (True, "te")
        topics = session.scalars(sa.select(Message.topic)).all()
        assert topics.count(commenting.MAIL_TOPIC) == 1

    def test_nobody_reads_a_comment_by_guessing_its_address(self, opened, client, send):
        enquiry = opened()
        send(enquiry)
        for guess in ("1", "WzEsMV0.aaaa", "zzz"):
            assert client.get(f"/enquetes/{enquiry.id}/remarque/recue/{guess}").status_code == 404

    def test_what_is_missing_is_said_and_what_was_typed_is_kept(self, session, opened, send):
        answer = send(opened(), kind="", clause="Annexe B", organisation="")
        assert answer.status_code == 422
        assert "2 réponses sont à revoir" in text_of(answer)
        assert "Annexe B" in text_of(answer)
        assert "60 °C est trop." in text_of(answer)
        assert heard_in(session) == []

    def test_a_megabyte_is_refused_in_a_sentence(self, session, opened, send):
        answer = send(opened(), comment="x" * 1_000_000)
        assert answer.status_code == 422
        assert "Raccourcissez ce texte à 4000 caractères au plus" in text_of(answer)
        assert heard_in(session) == []

    def test_markup_is_shown_as_text(self, opened, client, send):
        enquiry = opened()
        shown = text_of(client.get(send(enquiry, comment="<script>alert(1)</script>").location))
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown

    @pytest.mark.parametrize(
        ("own", "kind"),
        [
            ({"website": "http://spam.example"}, RefusalKind.TRAP),
            ({"seconds": 1}, RefusalKind.HASTE),
            ({"seal": ""}, RefusalKind.HASTE),
            ({"seal": "forged.token"}, RefusalKind.HASTE),
        ],
    )
    def test_robots_are_refused_politely_and_counted(self, session, opened, send, own, kind):
        enquiry = opened()
        answer = send(enquiry, **own)
        assert answer.status_code == 422
        assert "envoyez-la de nouveau" in text_of(answer)
        assert "60 °C est trop." in text_of(answer)
        assert "spam.example" not in text_of(answer)
        assert heard_in(session) == []
        assert session.get(EnquiryRefusal, (enquiry.id, TODAY, kind)).count == 1

    def test_who_was_taken_for_a_robot_gets_through_the_second_time(
        self, session, opened, client, clock, send
    ):
        enquiry = opened()
        answer, data = send(enquiry, seconds=1, fresh=False)
        page = text_of(answer)
        data["seal"] = page.split('name="seal" value="')[1].split('"')[0]
        clock.advance(seconds=30)
        assert client.post(f"/enquetes/{enquiry.id}/remarque", data=data).status_code == 302
        assert len(heard_in(session)) == 1

    def test_so_many_from_one_address_then_a_pause(self, opened, clock, send):
        enquiry = opened()
        answers = [send(enquiry, seconds=3) for _ in range(commenting.PER_ADDRESS.most + 3)]
        assert [one.status_code for one in answers[:40]] == [302] * 40
        assert answers[-1].status_code == 429
        assert "60 °C est trop." in text_of(answers[-1])
        clock.advance(hours=2)
        assert send(enquiry).status_code == 302

    def test_so_many_a_day(self, session, monkeypatch, opened, send):
        monkeypatch.setattr(commenting, "PER_DAY", 1)
        enquiry = opened()
        assert send(enquiry).status_code == 302
        assert send(enquiry).status_code == 429
        kind = RefusalKind.DAY_LIMIT
        session.expire_all()
        assert session.get(EnquiryRefusal, (enquiry.id, TODAY, kind)).count == 1


class TestForTheAgency:
    def test_an_enquiry_is_opened_from_its_item(self, session, item, staff):
        assert "Ouvrir l’enquête publique" in text_of(staff.get(f"/programme/{item.id}"))
        page = text_of(staff.get(f"/programme/{item.id}/enquete/ouvrir"))
        assert "21/01/2027" in page  # sixty days, first and last included
        answer = staff.post(
            f"/programme/{item.id}/enquete/ouvrir",
            data={
                "version": item.version,
                "opens_on": "23/11/2026",
                "closes_on": "21/01/2027",
                "draft_note": "Au bureau.",
                "text_version_id": "",
            },
        )
        session.expire_all()
        enquiry = session.scalars(sa.select(Enquiry)).one()
        assert answer.location == f"/enquetes/{enquiry.id}"

    def test_what_is_wrong_stands_beside_its_question(self, item, staff):
        answer = staff.post(
            f"/programme/{item.id}/enquete/ouvrir",
            data={
                "version": item.version,
                "opens_on": "23/11/2026",
                "closes_on": "01/12/2026",
                "draft_published": "y",
                "text_version_id": "",
            },
        )
        page = text_of(answer)
        assert answer.status_code == 422
        assert "L’enquête dure 9 jours" in page
        assert "01/12/2026" in page

    def test_the_days_are_not_asked_again_where_the_item_is_edited(
        self, session, item, opened, staff
    ):
        enquiry = opened()
        page = text_of(staff.get(f"/programme/{item.id}/modifier"))
        assert "changent par les actes de l’enquête" in page
        assert 'name="enquiry_to"' not in page
        answer = staff.post(
            f"/programme/{item.id}/modifier",
            data={
                "version": item.version,
                "number": item.number,
                "title_fr": "Beurre de karité non raffiné",
                "nature": item.nature.value,
                "kind": item.kind.value,
                "committee_id": item.committee_id,
            },
        )
        assert answer.status_code == 302
        session.expire_all()
        assert item.title_fr == "Beurre de karité non raffiné"
        assert (item.enquiry_from, item.enquiry_to) == (enquiry.opens_on, enquiry.closes_on)

    def test_the_programme_leads_to_what_is_open(self, item, opened, client):
        opened()
        assert f"/programme/{item.id}/enquete" in text_of(client.get("/programme"))

    def test_putting_off_and_closing(self, session, opened, staff):
        enquiry = opened()
        answer = staff.post(
            f"/enquetes/{enquiry.id}/prolonger",
            data={"version": enquiry.version, "closes_on": "28/02/2027", "reason": "Demandé."},
        )
        assert answer.status_code == 302
        session.expire_all()
        assert "Demandé." in text_of(staff.get(f"/enquetes/{enquiry.id}"))
        session.expire_all()
        data = {"version": session.get(Enquiry, enquiry.id).version, "closed_on": "23/11/2026"}
        answer = staff.post(f"/enquetes/{enquiry.id}/clore", data=data)
        assert "écrivez pourquoi elle se clôt avant" in text_of(answer)
        answer = staff.post(f"/enquetes/{enquiry.id}/clore", data=data | {"reason": "Assez."})
        assert answer.status_code == 302

    def test_several_comments_are_answered_at_once(self, session, opened, heard, staff):
        enquiry = opened()
        first, second, third = (heard(enquiry) for _ in range(3))
        ticks = [f"{one.id}-{one.version}" for one in (first, third)]
        address = f"/enquetes/{enquiry.id}/remarques"
        assert "Cochez au moins une remarque" in text_of(
            staff.post(address, data={"outcome": "accepted"})
        )
        refused = text_of(staff.post(address, data={"outcome": "rejected", "chosen": ticks}))
        assert "Écrivez le motif" in refused
        assert refused.count(" checked") >= 3  # the two comments and the answer
        assert staff.post(address, data={"outcome": "accepted", "chosen": ticks}).status_code == 302
        session.expire_all()
        assert [one.outcome for one in heard_in(session)] == [
            Outcome.ACCEPTED,
            None,
            Outcome.ACCEPTED,
        ]
        assert second.number == 2
        left = text_of(staff.get(f"{address}?liste=a-repondre"))
        assert "Choisir la remarque n° 2" in left
        assert "Choisir la remarque n° 1" not in left

    def test_an_answer_is_written_changed_and_taken_back(self, session, opened, heard, staff):
        enquiry = opened()
        comment = heard(enquiry)
        address = f"/enquetes/{enquiry.id}/remarques/1"
        data = {"version": comment.version, "outcome": "rejected", "answer": "Hors du domaine."}
        assert staff.post(address, data=data).status_code == 302
        stale = staff.post(address, data=data | {"answer": "Autre."})
        assert stale.status_code == 409
        assert "Autre." in text_of(stale)
        session.expire_all()
        version = heard_in(session)[0].version
        answer = staff.post(f"{address}/retirer", data={"version": version, "reason": "À revoir"})
        assert answer.status_code == 302
        session.expire_all()
        assert heard_in(session)[0].outcome is None

    def test_the_chair_finds_what_waits_and_answers_it(self, session, opened, heard, sign_in):
        enquiry = opened()
        heard(enquiry, author_name="Awa Traoré", email="awa@example.org")
        account = factories.account(session, chairs=factories.committee(session))
        session.commit()
        client = sign_in(account)
        assert "Beurre de karité" in text_of(client.get("/"))
        assert "Beurre de karité" in text_of(client.get("/enquetes/a-repondre"))
        page = text_of(client.get(f"/enquetes/{enquiry.id}/remarques"))
        assert "Enregistrer la réponse" in page
        assert "Awa" not in page  # the secretariat alone sees people

    def test_who_answers_for_another_committee_reads_nothing(self, session, opened, heard, sign_in):
        enquiry = opened()
        heard(enquiry)
        account = factories.account(session, chairs=factories.committee(session, "CTN9"))
        session.commit()
        client = sign_in(account)
        for path in ("remarques", "remarques/1", "remarques/1/retirer"):
            assert client.get(f"/enquetes/{enquiry.id}/{path}").status_code == 404
        assert "Aucune remarque n’attend" in text_of(client.get("/enquetes/a-repondre"))

    def test_who_reads_without_answering_has_no_form(self, session, opened, heard, sign_in):
        enquiry = opened()
        heard(enquiry)
        account = factories.account(session, Role.FOCAL_POINT)
        session.commit()
        client = sign_in(account)
        page = text_of(client.get(f"/enquetes/{enquiry.id}/remarques"))
        assert "60 °C" in page
        assert "Enregistrer la réponse" not in page
        answer = client.post(
            f"/enquetes/{enquiry.id}/remarques",
            data={"outcome": "accepted", "chosen": ["1-1"]},
        )
        assert answer.status_code in {403, 422}

    def test_the_pages_cost_the_same_for_few_and_for_many(
        self, session, opened, heard, staff, count_queries
    ):
        enquiry = opened()
        address = f"/enquetes/{enquiry.id}"

        def cost(path, number):
            for _ in range(number):
                heard(enquiry)
            session.expunge_all()
            count_queries.statements.clear()
            with count_queries:
                assert staff.get(path).status_code == 200
            return count_queries.count

        for path in (address, f"{address}/remarques", f"{address}/remarques/1",
                     "/enquetes/a-repondre"):  # fmt: skip
            cost(path, 1)
            assert cost(path, 1) == cost(path, 20) <= 12, path
