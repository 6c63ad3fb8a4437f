"""The programme's pages as people of each role see and use them."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.permissions import Role
from catalogue.work_programme.models import Milestone, StageEvent, WorkItem, work_item_ics
from catalogue.work_programme.vocabulary import Forecast, WorkItemStatus
from tests import factories


@pytest.fixture
def desk(session, sign_in):
    """Sign the secretariat in."""
    return sign_in(factories.account(session, Role.SECRETARIAT))


def reload(session, item):
    session.expire_all()
    return session.get(WorkItem, item.id)


class TestTheList:
    def test_a_visitor_reads_what_the_programme_must_publish(self, session, client):
        committee = factories.committee(session)
        item = factories.work_item(
            session,
            title_fr="Beurre de karité",
            committee_id=committee.id,
            base_reference="CXS 325:2017",
            forecast=Forecast.SIGNIFICANT,
            contact="Bureau 12",
            enquiry_from=date(2026, 3, 1),
            enquiry_to=date(2026, 5, 1),
        )
        session.execute(work_item_ics.insert().values(work_item_id=item.id, ics_code="67.200.10"))
        session.add(Milestone(work_item_id=item.id, code="60.60", planned_on=date(2027, 1, 15)))
        session.commit()
        page = client.get("/programme").text
        for words in (
            *(item.number, "Beurre de karité", committee.code, "67.200.10", "Norme nouvelle"),
            *("CXS 325:2017 (degré inconnu)", "20.00 – Inscrit au programme", "5 janvier 2026"),
            *("60.60 – Homologué et publié", "15 janvier 2027", "Prise en compte significative"),
            *("Bureau 12", "1er mars 2026"),
        ):
            assert words in page

    def test_a_visitor_does_not_see_statuses_nor_what_was_abandoned(self, session, client):
        factories.work_item(session, title_fr="Suspendue", status=WorkItemStatus.SUSPENDED)
        gone = factories.work_item(
            session, title_fr="Cachée", status=WorkItemStatus.ABANDONED, stage_code="20.98"
        )
        session.commit()
        page = client.get("/programme?liste=abandonnes").text
        assert "Suspendue" in page
        assert "Suspendu<" not in page
        assert "Cachée" not in page
        assert "Statut" not in page
        assert client.get(f"/programme/{gone.id}").status_code == 404

    def test_a_chair_sees_the_inside_of_their_own_items_only(self, session, sign_in):
        own, other = factories.committee(session), factories.committee(session, "CTN2")
        mine = factories.work_item(
            session, committee_id=own.id, status=WorkItemStatus.SUSPENDED, project_leader="Mme K."
        )
        theirs = factories.work_item(
            session, committee_id=other.id, status=WorkItemStatus.SUSPENDED, project_leader="M. T."
        )
        session.commit()
        client = sign_in(factories.account(session, chairs=own))
        session.commit()
        assert client.get("/programme").text.count("Suspendu</strong>") == 1
        assert "Mme K." in client.get(f"/programme/{mine.id}").text
        assert "M. T." not in client.get(f"/programme/{theirs.id}").text
        assert "/modifier" not in client.get(f"/programme/{mine.id}").text

    def test_filters_are_in_the_order_of_their_numbers(self, session, client):
        for code in ("CTN10", "CTN2", None):
            place = factories.committee(session, code).id if code else None
            factories.work_item(session, committee_id=place)
        session.commit()
        page = client.get("/programme").text
        aside = page[page.index("Affiner</h2>") :]
        assert aside.index("CTN2 – ") < aside.index("CTN10 – ") < aside.index("Sans comité")

    def test_nothing_found_says_so_and_shows_the_way_out(self, client):
        page = client.get("/programme?q=xyz").text
        assert "Aucun sujet ne répond" in page
        assert "Voir tout le programme" in page

    def test_an_address_somebody_made_up_is_no_failure(self, session, client):
        factories.work_item(session)
        session.commit()
        for address in ("?stade=zz&ics=zz&liste=x&page=-4", "?page=99999", "?statut=active&q=%25"):
            assert client.get(f"/programme{address}").status_code == 200

    def test_the_page_costs_the_same_for_few_and_for_many(self, session, client, count_queries):
        committee = factories.committee(session)

        def cost(number: int) -> int:
            for _ in range(number):
                item = factories.work_item(session, committee_id=committee.id)
                session.execute(
                    work_item_ics.insert().values(work_item_id=item.id, ics_code="67.060")
                )
                session.add(
                    Milestone(work_item_id=item.id, code="40.20", planned_on=date(2027, 1, 1))
                )
            session.commit()
            session.expunge_all()
            count_queries.statements.clear()
            with count_queries:
                assert client.get("/programme").status_code == 200
            return count_queries.count

        cost(1)  # what is read once and kept is read here
        assert cost(1) == cost(60) <= 14


class TestTheFile:
    def rows(self, answer):
        assert answer.data.startswith(b"\xef\xbb\xbf")
        return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))

    def test_it_is_the_filtered_list_in_french_and_runs_nothing(self, session, client):
        factories.work_item(session, title_fr="=HYPERLINK(1)", stage_on=date(2026, 3, 9))
        factories.work_item(session, stage_code="40.20")
        session.commit()
        (row,) = self.rows(client.get("/programme.csv?stade=20"))
        assert row["Titre"] == "'=HYPERLINK(1)"
        assert row["Date du stade"] == "09/03/2026"
        assert row["Stade"] == "20.00"
        assert "Statut" not in row

    def test_inside_the_agency_it_has_the_status(self, session, desk):
        factories.work_item(session, status=WorkItemStatus.SUSPENDED)
        session.commit()
        (row,) = self.rows(desk.get("/programme.csv"))
        assert row["Statut"] == "Suspendu"

    def test_the_homologated_list_has_the_standard_and_its_date(self, session, client):
        edition = factories.edition(
            session, "NM 5:2026", homologated_on=None, cnncq_adopted_on=date(2026, 6, 1)
        )
        factories.work_item(
            session, status=WorkItemStatus.HOMOLOGATED, edition_id=edition.id, stage_code="60.00"
        )
        session.commit()
        (row,) = self.rows(client.get("/programme.csv?liste=homologues"))
        assert (row["Norme homologuée"], row["Date d’homologation"]) == ("NM 5:2026", "01/06/2026")
        page = client.get("/programme?liste=homologues").text
        assert "NM 5:2026" in page


class TestTheItem:
    def test_the_plan_stands_beside_what_took_place(self, session, client):
        item = factories.work_item(session, stage_code="40.20", stage_on=date(2026, 3, 11))
        session.add_all(
            [
                Milestone(work_item_id=item.id, code="40.20", planned_on=date(2026, 3, 1)),
                Milestone(work_item_id=item.id, code="50.60", planned_on=date(2026, 11, 13)),
                Milestone(work_item_id=item.id, code="60.60", planned_on=date(2027, 6, 1)),
            ]
        )
        session.commit()
        page = client.get(f"/programme/{item.id}").text
        assert "10 jours de retard" in page
        assert page.count("en retard</strong>") == 1
        assert page.count("prévu</strong>") == 1

    def test_a_suspended_item_is_suspended_and_not_late(self, session, client):
        item = factories.work_item(session, status=WorkItemStatus.SUSPENDED)
        session.add(Milestone(work_item_id=item.id, code="40.20", planned_on=date(2026, 3, 1)))
        session.commit()
        assert "retard" not in client.get(f"/programme/{item.id}").text

    def test_texts_reasons_and_journal_stay_inside(self, session, client):
        item = factories.work_item(session)
        item.stage_events[0].reason = "Demande du ministère"
        factories.text_version(session, item, title="Projet du 5 mai")
        session.commit()
        page = client.get(f"/programme/{item.id}").text
        for words in ("Demande du ministère", "Projet du 5 mai", "Journal"):
            assert words not in page

    def test_inside_it_shows_texts_history_and_what_other_slices_add(
        self, session, desk, monkeypatch
    ):
        item = factories.work_item(session)
        factories.text_version(session, item, title="Projet du 5 mai")
        session.commit()
        monkeypatch.setattr(
            "catalogue.work_programme.views.public.panels",
            [lambda _session, shown, _actor: f"<{shown.number}>", lambda *_: None],
        )
        page = desk.get(f"/programme/{item.id}").text
        assert "Projet du 5 mai" in page
        assert f"&lt;{item.number}&gt;" in page
        assert f"/programme/{item.id}/stades/{item.stage_events[0].id}/corriger" in page

    def test_an_unknown_item_is_said_to_be_unknown(self, client):
        assert client.get("/programme/999999").status_code == 404


REGISTERED = {
    "title_fr": "Farine de mil",
    "nature": "new",
    "kind": "standard",
    "registered_on": "02/11/2026",
    "ics": "67.060; 01.040.67",
    "forecast": "1",
}


class TestRegistering:
    def test_by_hand(self, session, desk):
        session.commit()
        answer = desk.post("/programme/nouveau", data=REGISTERED)
        assert answer.status_code == 302
        item = session.scalars(sa.select(WorkItem)).one()
        assert (item.number, item.registered_on) == ("2026-001", date(2026, 11, 2))
        assert item.forecast is Forecast.SIGNIFICANT

    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self, session, desk):
        session.commit()
        typed = {**REGISTERED, "ics": "99.9", "registered_on": "31/02/2026", "title_en": "Flour"}
        answer = desk.post("/programme/nouveau", data=typed)
        assert answer.status_code == 422
        for words in ("31/02/2026", "Flour", "Farine de mil", "n’existe pas"):
            assert words in answer.text
        typed["registered_on"] = "24/11/2026"
        answer = desk.post("/programme/nouveau", data=typed)
        assert answer.status_code == 422
        assert "99.9" in answer.text
        assert "avenir" in answer.text
        assert session.scalar(sa.select(sa.func.count()).select_from(WorkItem)) == 0


class TestEditing:
    def form(self, item, **own):
        return {
            "version": item.version,
            "number": item.number,
            "title_fr": item.title_fr,
            "nature": "new",
            "kind": "standard",
            **own,
        }

    def test_a_change_is_recorded(self, session, desk):
        item = factories.work_item(session)
        session.commit()
        answer = desk.post(
            f"/programme/{item.id}/modifier",
            data=self.form(item, title_fr="Nouveau titre", ics="67.060", contact="Poste 3"),
        )
        assert answer.status_code == 302
        item = reload(session, item)
        assert (item.title_fr, item.contact) == ("Nouveau titre", "Poste 3")

    def test_of_two_people_neither_loses_a_text(self, session, desk):
        item = factories.work_item(session, title_fr="Titre du matin")
        session.commit()
        first = self.form(item, title_fr="Titre de midi")
        second = self.form(item, title_fr="Titre du soir")
        assert desk.post(f"/programme/{item.id}/modifier", data=first).status_code == 302
        answer = desk.post(f"/programme/{item.id}/modifier", data=second)
        assert answer.status_code == 409
        assert "Titre de midi" in answer.text
        assert "Titre du soir" in answer.text
        assert reload(session, item).title_fr == "Titre de midi"

    def test_the_plan(self, session, desk):
        item = factories.work_item(session)
        session.add(Milestone(work_item_id=item.id, code="30.20", planned_on=date(2027, 1, 1)))
        session.commit()
        address = f"/programme/{item.id}/prevu"
        assert "30.20" in desk.get(address).text
        typed = {"version": item.version, "planned_40_20": "1/3/2027", "planned_60_60": "1/2/2027"}
        answer = desk.post(address, data=typed)
        assert answer.status_code == 422
        assert "1/2/2027" in answer.text
        typed["planned_60_60"] = "1/9/2027"
        assert desk.post(address, data=typed).status_code == 302
        rows = session.scalars(sa.select(Milestone).order_by(Milestone.code)).all()
        assert [one.code for one in rows] == ["40.20", "60.60"]

    def test_a_text_on_paper(self, session, desk):
        item = factories.work_item(session)
        session.commit()
        address = f"/programme/{item.id}/textes/joindre"
        typed = {"version": item.version, "kind": "council", "title": "Texte du 5 mai"}
        answer = desk.post(address, data=typed)
        assert answer.status_code == 422
        assert "date que porte" in answer.text
        answer = desk.post(address, data={**typed, "dated_on": "05/05/2026"})
        assert answer.status_code == 302
        session.expire_all()
        assert "sur papier" in desk.get(f"/programme/{item.id}").text

    def test_a_file_of_another_kind_is_refused_in_words(self, session, desk):
        item = factories.work_item(session)
        session.commit()
        answer = desk.post(
            f"/programme/{item.id}/textes/joindre",
            data={
                "version": item.version,
                "kind": "draft",
                "upload": (io.BytesIO(b"not a pdf"), "projet.pdf"),
            },
        )
        assert answer.status_code == 422
        assert "n’est pas ce que son nom annonce" in answer.text


class TestStages:
    def test_a_stage_reached(self, session, desk):
        item = factories.work_item(session)
        session.commit()
        address = f"/programme/{item.id}/stade"
        assert "motif demandé" in desk.get(address).text
        typed = {"version": item.version, "code": "20.20", "reached_on": "01/02/2026"}
        assert desk.post(address, data=typed).status_code == 302
        assert reload(session, item).stage_code == "20.20"

    def test_an_impossible_day_keeps_what_was_typed(self, session, desk):
        item = factories.work_item(session)
        session.commit()
        typed = {"version": item.version, "code": "20.20", "reached_on": "24/11/2026"}
        answer = desk.post(f"/programme/{item.id}/stade", data={**typed, "reason": "Vu au PV"})
        assert answer.status_code == 422
        for words in ("avenir", "24/11/2026", "Vu au PV"):
            assert words in answer.text

    def test_a_stale_page_is_told_so(self, session, desk):
        item = factories.work_item(session)
        session.commit()
        typed = {"version": item.version, "code": "20.20", "reached_on": "01/02/2026"}
        assert desk.post(f"/programme/{item.id}/stade", data=typed).status_code == 302
        typed["code"] = "20.60"
        assert desk.post(f"/programme/{item.id}/stade", data=typed).status_code == 409

    def test_a_correction_from_its_page(self, session, desk):
        item = factories.work_item(session)
        event = item.stage_events[0]
        session.commit()
        address = f"/programme/{item.id}/stades/{event.id}/corriger"
        typed = {
            "version": item.version,
            "code": "20.20",
            "reached_on": "07/01/2026",
            "reason": "Erreur de saisie",
        }
        assert desk.get(address).status_code == 200
        assert desk.post(address, data=typed).status_code == 302
        assert reload(session, item).stage_code == "20.20"
        page = desk.get(f"/programme/{item.id}").text
        assert "corrigé" in page
        assert "Erreur de saisie" in page
        assert desk.get(address).status_code == 404

    def test_an_act_on_the_status_asks_why(self, session, desk):
        item = factories.work_item(session)
        session.commit()
        address = f"/programme/{item.id}/statut/suspendre"
        assert desk.post(address, data={"version": item.version}).status_code == 422
        typed = {"version": item.version, "reason": "Budget gelé"}
        assert desk.post(address, data=typed).status_code == 302
        assert reload(session, item).status is WorkItemStatus.SUSPENDED
        assert desk.get(f"/programme/{item.id}/statut/inconnu").status_code == 404

    def test_abandon_has_its_date(self, session, desk):
        item = factories.work_item(session)
        session.commit()
        typed = {"version": item.version, "reason": "Sans suite", "on": "01/03/2026"}
        address = f"/programme/{item.id}/statut/abandonner"
        assert desk.post(address, data=typed).status_code == 302
        event = session.scalars(sa.select(StageEvent).order_by(StageEvent.id.desc())).first()
        assert (event.code, event.reached_on) == ("20.98", date(2026, 3, 1))


class TestTheCitation:
    def test_a_project_is_cited_as_one_and_given_as_a_relaton_file(self, session, client):
        item = factories.work_item(session, number="2026-900", title_fr="Beurre de karité")
        session.commit()
        page = client.get(f"/programme/{item.id}").text.replace("\u00a0", " ")
        assert "Projet 2026-900, Beurre de karité. AMANORM (Mali), en préparation" in page
        assert "(stade 20.00 atteint le 5 janvier 2026)" in page
        found = client.get(f"/programme/{item.id}/relaton.yaml").text
        assert "id: 2026-900\n" in found
        assert "AMANORM-project" in found

    def test_an_abandoned_project_is_for_those_who_may_know_of_it(self, session, client, sign_in):
        item = factories.work_item(session, status=WorkItemStatus.ABANDONED)
        session.commit()
        assert client.get(f"/programme/{item.id}/relaton.yaml").status_code == 404
        sign_in(factories.account(session, Role.SECRETARIAT))
        session.commit()
        assert client.get(f"/programme/{item.id}/relaton.yaml").status_code == 200
        assert "projet abandonné" in client.get(f"/programme/{item.id}").text

    def test_a_project_is_begun_into_the_reference_list(self, session, desk):
        item = factories.work_item(session, title_fr="Latrines publiques")
        session.commit()
        address = f"/liste-de-reference/nouvelle?depuis=work_item:{item.id}"
        assert address in desk.get(f"/programme/{item.id}").text
        form = desk.get(address).text
        assert 'value="Latrines publiques"' in form
        assert f"À partir de {item.number}" in form
        assert f'value="{item.number}"' not in form  # a project's number names no text
