"""The pages of the directory: public lists, private contacts, forms that lose nothing."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from review.directory.models import BodyFigure, DeclaredUniverse, GenderBody, Structure

ONCE = "a" * 32


def plain(answer):
    return answer.text.replace("\u00a0", " ").replace("\u202f", " ")


def version_in(page):
    return page.split('name="version"')[1].split('value="')[1].split('"')[0]


FORM = {
    "name": "INSTAT",
    "kind": "institute",
    "region": "Ségou",
    "identified_on": "01/02/2026",
    "source": "Réunion avec le ministère",
    "once": ONCE,
}


def test_from_the_list_to_a_verified_structure(session, desk):
    client = desk()
    assert "/structures" in client.get("/plan/suivi").text
    refused = client.post("/structures/nouvelle", data=FORM | {"identified_on": "31/02/2026"})
    assert refused.status_code == 422
    assert "Réunion avec le ministère" in refused.text
    alike = client.post("/structures/nouvelle", data=FORM)
    assert alike.status_code == 422
    assert "Institut National de la Statistique" in alike.text
    for _twice in range(2):
        made = client.post("/structures/nouvelle", data=FORM | {"apart": "y"})
        assert made.status_code == 302
    found = session.scalars(sa.select(Structure).where(Structure.region == "Ségou")).one()
    place = f"/structures/{found.id}"
    assert made.location == place
    assert "Peut-être la même structure" in client.get(place).text
    form = client.get(f"{place}/verifier").text
    data = {"on": "02/02/2026", "reason": "Appel", "version": version_in(form)}
    assert client.post(f"{place}/verifier", data=data).location == place
    assert "Vérifiée" in plain(client.get(place))
    listed = plain(client.get("/structures?etat=verified&region=S%C3%A9gou&q=instat"))
    assert "Une structure." in listed
    assert client.get(f"{place}/inconnu").status_code == 404
    form = client.get(f"{place}/modifier").text
    edit = FORM | {"name": "INSTAT de Ségou", "version": version_in(form)}
    assert client.post(f"{place}/modifier", data=edit).location == place
    assert client.post(f"{place}/modifier", data=edit).status_code == 409
    assert "journal" in client.get(place).text


def test_anybody_reads_the_list_without_contacts_nor_what_was_taken_away(
    session, client, structure
):
    seen = structure("Réseau visible", contact="bureau@exemple.ml")
    gone = structure("Réseau retiré")
    gone.state, gone.retired_on, gone.retire_reason = "retired", date(2026, 2, 1), "Dissous"
    session.commit()
    page = client.get("/structures").text
    assert "Réseau visible" in page
    assert "Réseau retiré" not in page
    assert client.get(f"/structures/{gone.id}").status_code == 404
    for address in (f"/structures/{seen.id}", "/structures.csv", "/structures.json"):
        assert "bureau@exemple.ml" not in client.get(address).text
    assert client.get("/structures.xlsx").status_code == 200
    assert client.get("/structures?etat=nimporte&type=x&page=9").status_code == 200


def test_contacts_are_for_those_who_follow_the_plan(desk, structure):
    structure("Réseau visible", contact="bureau@exemple.ml")
    assert "bureau@exemple.ml" in desk().get("/structures.csv").text


def test_a_universe_is_declared_once_by_a_form_sent_twice(session, desk):
    client = desk()
    data = {
        "number": "80",
        "scope": "Structures du Mali",
        "source": "Recensement",
        "declared_on": "01/03/2026",
        "once": ONCE,
    }
    wrong = client.post("/structures/totaux/nouveau", data=data | {"number": "beaucoup"})
    assert wrong.status_code == 422
    for _twice in range(2):
        client.post("/structures/totaux/nouveau", data=data)
    assert session.scalar(sa.select(sa.func.count(DeclaredUniverse.id))) == 1
    assert "80" in client.get("/structures/totaux").text
    assert "80" in client.get("/structures").text


def test_a_body_its_plan_and_its_figures(session, client, desk):
    assert "Gender Action Plan" in client.get("/organismes-genre").text
    client = desk()
    form = {
        "name": "Organisme inventé",
        "kind": "national",
        "country": "Bénin",
        "plan_state": "known",
        "plan_source": "Courrier reçu",
        "signatory": "unknown",
        "once": ONCE,
    }
    refused = client.post("/organismes-genre/nouveau", data=form)
    assert refused.status_code == 422
    assert "Courrier reçu" in refused.text
    client.post("/organismes-genre/nouveau", data=form | {"plan_known_on": "01/03/2026"})
    found = session.scalars(sa.select(GenderBody).where(GenderBody.country == "Bénin")).one()
    place = f"/organismes-genre/{found.id}"
    figure = {"counted": "Membres", "women": "30 %", "source": "Rapport", "once": ONCE}
    refused = client.post(f"{place}/chiffres/nouveau", data=figure)
    assert refused.status_code == 422
    assert "Un pourcentage seul ne se compare pas" in plain(refused)
    client.post(f"{place}/chiffres/nouveau", data=figure | {"women": "3", "men": "7"})
    assert "3 femmes et 7 hommes" in plain(client.get(place))
    session.expire_all()
    kept = session.scalars(sa.select(BodyFigure).where(BodyFigure.body_id == found.id)).one()
    client.post(f"{place}/chiffres/{kept.id}/retirer", data={"reason": "Erreur", "once": "b" * 32})
    assert "retiré : Erreur" in plain(client.get(place))
    version = version_in(client.get(f"{place}/retirer").text)
    client.post(
        f"{place}/retirer", data={"on": "02/03/2026", "reason": "Doublon", "version": version}
    )
    assert "Doublon" in client.get(place).text
    version = version_in(client.get(f"{place}/remettre").text)
    client.post(f"{place}/remettre", data={"reason": "Non", "version": version})
    edit = client.get(f"{place}/modifier").text
    data = form | {"plan_known_on": "01/03/2026", "note": "Vu", "version": version_in(edit)}
    assert client.post(f"{place}/modifier", data=data).location == place
    assert client.get("/organismes-genre.csv").status_code == 200


@pytest.mark.parametrize("address", ["/structures", "/organismes-genre"])
def test_a_list_asks_few_questions_however_long(address, session, structure, client, count_queries):
    for number in range(30):
        structure(f"Structure {number}", region=f"Région {number % 3}")
    session.commit()
    client.get(address)
    with count_queries:
        assert client.get(address).status_code == 200
    assert count_queries.count <= 12
