"""The pages of committees: who sees names, who sees more, what the secretariat fills in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from catalogue.committees.models import Mandate, Person
from catalogue.committees.vocabulary import MandateRole, Sex
from catalogue.permissions import Role
from tests import factories


def text(answer):
    return answer.get_data(as_text=True).replace("\u00a0", " ")


@pytest.fixture
def textiles(session):
    committee = factories.committee(session, "CTN4")
    chair = factories.person(session, given_names="Fatou", family_name="Keïta", sex=Sex.WOMAN)
    factories.mandate(session, chair, committee, role=MandateRole.CHAIR)
    gone = factories.person(session, given_names="Moussa", family_name="Traoré", sex=Sex.MAN)
    factories.mandate(session, gone, committee, valid_to=date(2025, 1, 31))
    factories.mandate(session, None, committee)
    session.commit()
    return committee


@pytest.fixture
def reviewer(session, sign_in):
    account = factories.account(session, Role.REVIEWER)
    session.commit()
    return sign_in(account)


@pytest.fixture
def secretary(session, sign_in):
    account = factories.account(session, Role.SECRETARIAT)
    session.commit()
    return sign_in(account)


def test_a_visitor_is_asked_to_sign_in(client, textiles):
    assert client.get("/comites").status_code == 302
    assert client.get(f"/comites/{textiles.id}").status_code == 302


def test_signed_in_people_read_names_and_offices_but_not_sex(reviewer, textiles):
    page = text(reviewer.get("/comites"))
    assert page.index("CTN4, ") < page.index("CTN10, ")
    assert "Fatou Keïta" in page
    assert "un siège occupé, un vacant" in page
    page = text(reviewer.get(f"/comites/{textiles.id}"))
    present, past = page.split("Mandats passés", 1)
    assert "Fatou Keïta" in present
    assert "Siège vacant" in present
    assert "Moussa Traoré" in past
    assert "par des femmes" not in page
    assert "/comites/personnes/" not in page
    assert "Donner un mandat" not in page


@pytest.mark.usefixtures("textiles")
def test_a_person_s_page_is_for_those_who_may_read_it(reviewer, session):
    person = session.scalars(sa.select(Person).limit(1)).one()
    assert reviewer.get("/comites/personnes").status_code == 403
    assert reviewer.get(f"/comites/personnes/{person.id}").status_code == 403
    assert reviewer.get("/comites/personnes/nouvelle").status_code == 403


def test_the_secretariat_reads_counts_and_people(secretary, textiles):
    page = text(secretary.get(f"/comites/{textiles.id}"))
    assert "1 par des femmes, 0 par des hommes, 0 par des personnes" in page
    found = text(secretary.get("/comites/personnes?q=keita"))
    assert "Keïta Fatou" in found
    assert "Traoré" not in found


def test_sex_is_explained_and_nothing_is_said_for_the_person(secretary, session):
    page = text(secretary.get("/comites/personnes/nouvelle"))
    assert "loi n° 2013-015" in page
    assert "Finalité :" in page
    assert "Conservation :" in page
    assert "Droits :" in page
    assert "checked" not in page
    assert 'value="non_declare"' in page
    assert "non_renseigne" not in page
    answer = secretary.post(
        "/comites/personnes/nouvelle",
        data={"family_name": "Coulibaly", "given_names": "Aminata"},
        follow_redirects=True,
    )
    assert "Aminata Coulibaly est dans le registre." in text(answer)
    assert "Non renseigné" in text(answer)
    assert session.scalars(sa.select(Person.sex)).one() is Sex.NOT_ASKED


def test_a_homonym_is_asked_about_then_added(secretary, session):
    data = {"family_name": "Coulibaly", "given_names": "Aminata"}
    secretary.post("/comites/personnes/nouvelle", data=data)
    data = {**data, "once": "une autre page"}
    page = text(secretary.post("/comites/personnes/nouvelle", data=data))
    assert "Aminata Coulibaly est déjà dans le registre." in page
    assert "C’est une autre personne" in page
    secretary.post("/comites/personnes/nouvelle", data={**data, "homonym": "y"})
    assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 2


def test_a_mandate_from_beginning_to_end(secretary, session, textiles):
    person = factories.person(session, family_name="Sidibé", given_names="Oumou")
    session.commit()
    address = f"/comites/{textiles.id}"
    data = {
        "person_id": str(person.id),
        "role": "expert",
        "titular": "oui",
        "valid_from": "01/02/2026",
    }
    answer = secretary.post(f"{address}/mandats/nouveau", data=data, follow_redirects=True)
    assert "Oumou Sidibé" in text(answer)
    forgotten = secretary.post(f"{address}/mandats/nouveau", data={**data, "person_id": ""})
    assert "Choisissez une réponse dans la liste." in text(forgotten)
    secretary.post(f"{address}/mandats/nouveau", data={**data, "person_id": "vacant"})
    assert text(secretary.get(address)).count("Siège vacant</th>") == 2
    another = {**data, "once": "une autre page"}
    again = secretary.post(f"{address}/mandats/nouveau", data=another)
    assert again.status_code == 422
    assert "Cette personne a déjà ce mandat dans ce comité, depuis le 01/02/2026" in text(again)
    mandate = session.scalars(sa.select(Mandate).where(Mandate.person_id == person.id)).one()
    seen = mandate.version
    refused = secretary.post(
        f"{address}/mandats/{mandate.id}/fin",
        data={"version": seen, "last_day": "31/01/2026"},
    )
    assert "il ne peut pas finir avant" in text(refused)
    answer = secretary.post(
        f"{address}/mandats/{mandate.id}/fin",
        data={"version": seen, "last_day": "30/06/2026"},
        follow_redirects=True,
    )
    assert "du 1er février 2026 au 30 juin 2026" in text(answer).split("Mandats passés", 1)[1]
    stale = secretary.post(
        f"{address}/mandats/{mandate.id}/corriger",
        data={**data, "version": seen, "reason": "Erreur", "valid_to": "01/07/2026"},
    )
    assert stale.status_code == 409


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"valid_from": "01/02/2026", "valid_to": "31/01/2026"},
            "La fin ne peut pas précéder le début du mandat.",
        ),
        ({"valid_from": "31/02/2026"}, "valid_from"),
        (
            {"valid_from": "01/06/2026", "valid_to": "31/12/2026"},
            "Cette personne a déjà ce mandat dans ce comité, depuis le 01/02/2026",
        ),
    ],
)
def test_an_impossible_mandate_is_said_and_what_was_typed_kept(
    secretary, session, textiles, typed, said
):
    """An end before the beginning, a day that is none, the same seat held over the same days."""
    person = factories.person(session, family_name="Sidibé", given_names="Oumou")
    factories.mandate(
        session, person, textiles, role=MandateRole.EXPERT, valid_from=date(2026, 2, 1)
    )
    session.commit()
    data = {"person_id": str(person.id), "role": "expert", "titular": "oui", **typed}
    answer = secretary.post(f"/comites/{textiles.id}/mandats/nouveau", data=data)
    assert answer.status_code == 422
    page = text(answer)
    assert said in page
    for words in typed.values():
        assert f'value="{words}"' in page
    session.rollback()
    assert len(session.scalars(sa.select(Mandate).where(Mandate.person_id == person.id)).all()) == 1


def test_a_training_to_come_is_said_and_left_to_be_corrected(secretary, session):
    data = {"family_name": "Sidibé", "given_names": "Oumou", "gender_trained_on": "24/12/2030"}
    answer = secretary.post("/comites/personnes/nouvelle", data=data)
    assert answer.status_code == 422
    assert 'value="24/12/2030"' in text(answer)
    session.rollback()
    assert session.scalars(sa.select(Person)).all() == []


def test_committees_and_organisations_are_kept(secretary, textiles):
    answer = secretary.post(
        "/comites/nouveau",
        data={
            "code": "CTN4/GT1",
            "title_fr": "Bogolan",
            "kind": "working_group",
            "status": "active",
            "parent_id": str(textiles.id),
        },
        follow_redirects=True,
    )
    assert "CTN4/GT1, Bogolan" in text(answer)
    assert f"CTN4, {textiles.title_fr}" in text(answer)
    shown = text(secretary.get(f"/comites/{textiles.id}/modifier"))
    assert 'value="CTN4"' in shown
    secretary.post(
        "/comites/organisations/nouvelle", data={"name": "Faîtière du karité", "women_led": "oui"}
    )
    page = text(secretary.get("/comites/organisations"))
    assert "Faîtière du karité" in page
    page = text(
        secretary.post("/comites/organisations/nouvelle", data={"name": "faitiere du karite"})
    )
    assert "déjà enregistrée : Faîtière du karité" in page


@pytest.mark.usefixtures("textiles")
def test_the_list_costs_the_same_for_few_and_many(reviewer, session, count_queries):
    reviewer.get("/comites")
    with count_queries as few:
        reviewer.get("/comites")
    wanted = few.count
    few.statements.clear()
    for number in range(1, 13):
        place = factories.committee(session, f"CTN{number}")
        for _ in range(4):
            factories.mandate(session, factories.person(session), place)
    session.commit()
    with count_queries as many:
        reviewer.get("/comites")
    assert many.count == wanted


def test_a_first_day_to_come_is_asked_about_then_kept(secretary, session, textiles, clock):
    address = f"/comites/{textiles.id}/mandats/nouveau"
    later = clock().date() + timedelta(days=30)
    data = {
        "person_id": "vacant",
        "role": "expert",
        "titular": "oui",
        "valid_from": f"{later:%d/%m/%Y}",
    }
    assert "c’est voulu" not in text(secretary.get(address))
    asked = secretary.post(address, data=data)
    assert asked.status_code == 422
    assert "dans l’avenir" in text(asked)
    assert "Ce mandat commence plus tard : c’est voulu" in text(asked)
    kept = secretary.post(address, data={**data, "ahead": "y"})
    assert kept.status_code == 302
    far = secretary.post(address, data={**data, "valid_from": "01/01/2090", "ahead": "y"})
    assert far.status_code == 422
    assert "vérifiez l’année du premier jour (01/01/2090)" in text(far)
    seats = session.scalars(sa.select(Mandate).where(Mandate.role == MandateRole.EXPERT)).all()
    assert [one.valid_from for one in seats] == [later]
