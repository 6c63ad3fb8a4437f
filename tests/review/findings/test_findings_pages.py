"""The pages of findings, as a reader, a chair, the secretariat and strangers meet them."""

from __future__ import annotations

import io
import re

import pytest

from catalogue.permissions import Role
from review.findings.views.answering import next_title
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import ONE, entering


def enter(session, sign_in, who):
    session.commit()
    session.expunge_all()
    return entering(sign_in, who)


def version_in(page):
    return re.search(r'name="version" value="(\d+)"', page)[1]


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def test_a_reader_prepares_edits_and_sends(session, draft, sign_in):
    draft.hand_in()
    round_id = draft.round.id
    client = enter(session, sign_in, draft.reader)
    assert "Préparer les constats" in page_of(client, f"/relectures/{round_id}")
    address = f"/relectures/{round_id}/constats"
    assert client.post(f"{address}/preparer").status_code == 302
    page = page_of(client, address)
    assert "Aucune taille pour les femmes." in page
    form = page_of(client, f"{address}/ajouter")
    assert "A3 – Les dimensions, tailles, portées, préhensions, forces et masses …<" in form
    facts = {"version": version_in(form), "code": "A7", "text": "", "page": "douze"}
    refused = client.post(f"{address}/ajouter", data=facts)
    assert refused.status_code == 422
    assert "douze" in refused.get_data(as_text=True)
    facts |= {"text": "Ajouter un avertissement.", "page": "12"}
    assert client.post(f"{address}/ajouter", data=facts).status_code == 302
    page = page_of(client, address)
    assert "page 12" in page
    sent = client.post(
        f"{address}/envoyer", data={"version": version_in(page)}, follow_redirects=True
    ).get_data(as_text=True)
    assert "À reprendre" in sent
    assert "Modifier" not in sent


def test_a_chair_answers_each_then_sends_the_new_version(session, draft, sign_in):
    draft.sent()
    round_id = draft.round.id
    client = enter(session, sign_in, draft.chair)
    assert "Textes à reprendre" in page_of(client, "/")
    needs = page_of(client, "/besoins/1")
    assert f"/relectures/{round_id}/constats" in needs
    address = f"/relectures/{round_id}/constats"
    page = page_of(client, address)
    assert "Première Lectrice" not in page
    assert "neuf femmes sur dix" not in page  # nothing else of the checklist
    assert client.get(f"/relectures/{round_id}").status_code == 403
    early = client.get(f"{address}/nouvelle-version")
    assert early.status_code == 302
    here = re.search(r"/relectures/constats/\d+/repondre", page)[0]
    for _finding in range(3):
        form = page_of(client, here)
        refused = client.post(here, data={"version": version_in(form), "text": "Vu"})
        assert refused.status_code == 422
        answer = client.post(
            here,
            data={"version": version_in(form), "answer": "accepted", "text": "Corrigé."},
        )
        here = answer.location
    page = page_of(client, address)
    assert page.count("Accepté et corrigé") == 3
    send = f"{address}/nouvelle-version"
    form = page_of(client, send)
    wrong = client.post(
        send,
        data={
            "version": version_in(form),
            "title": "Version 2",
            "upload": (io.BytesIO(b"pas un pdf"), "projet.pdf"),
        },
    )
    assert wrong.status_code == 422
    done = client.post(
        send,
        data={"version": version_in(form), "title": "Version 2", "dated_on": "20/11/2026"},
        follow_redirects=True,
    ).get_data(as_text=True)
    assert "Version 2" in done
    assert "Changer la réponse" not in done


def test_the_next_reader_checks_them_from_their_desk(session, draft, sign_in):
    draft.sent()
    text = draft.answered()
    reader = arranging.reader(session, name="Seconde Lectrice")
    assignment = draft.next_round(text, reader)
    assignment_id, round_id = assignment.id, draft.round.id
    client = enter(session, sign_in, reader)
    desk = page_of(client, f"/relectures/mes-relectures/{assignment_id}")
    assert "3 constats" in desk
    address = f"/relectures/mes-relectures/{assignment_id}/constats"
    form = page_of(client, address)
    assert "Corrigé à l’article 5." in form
    ids = re.findall(r'name="lifted_(\d+)"', form)
    refused = client.post(address, data={f"note_{ids[0]}": "Une note sans réponse"})
    assert refused.status_code == 422
    assert "Une note sans réponse" in refused.get_data(as_text=True)
    saved = client.post(address, data={f"lifted_{ids[0]}": "leve", f"note_{ids[0]}": "Vu."})
    assert saved.status_code == 302
    # The earlier list stays readable, with its answers.
    assert "Corrigé" in page_of(client, f"/relectures/{round_id}/constats")
    arranging.handed_in(session, assignment, reader, ONE)
    chair = enter(session, sign_in, draft.chair)
    page = page_of(chair, f"/relectures/{round_id}/constats")
    assert "Levé" in page
    assert "Seconde Lectrice" not in page


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.MONITORING, Role.ADMIN, None])
def test_strangers_do_not_know_of_a_list(session, draft, sign_in, role):
    draft.sent()
    who = (
        factories.account(session, role)
        if role
        else factories.account(session, chairs=factories.committee(session, "CTN9"))
    )
    client = enter(session, sign_in, who)
    assert client.get(f"/relectures/{draft.round.id}/constats").status_code in {403, 404}


def test_a_list_being_written_is_its_readers_alone(session, draft, sign_in):
    draft.hand_in()
    draft.prepared()
    for who in (draft.chair, draft.secretariat):
        client = enter(session, sign_in, who)
        assert client.get(f"/relectures/{draft.round.id}/constats").status_code == 404


@pytest.mark.parametrize(
    ("read", "proposed"),
    [
        ("Oignons (version 1)", "Oignons (version 2)"),
        ("Oignons, version 9", "Oignons, version 10"),
        ("Oignons", "Oignons"),
        ("Conversion 3", "Conversion 3"),
        ("Oignons (version 1), relu", "Oignons (version 1), relu"),
        ("", ""),
    ],
)
def test_the_new_version_is_not_given_the_number_of_the_one_that_was_read(read, proposed):
    assert next_title(read) == proposed
