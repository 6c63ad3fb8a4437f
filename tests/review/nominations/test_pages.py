"""The pages of texts and calls as the secretariat walks them; what others see of them."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape

import docx
import pytest
import sqlalchemy as sa

from catalogue.committees.vocabulary import Sex
from catalogue.permissions import Role
from review.deliverables.models import PlanDeliverable
from review.deliverables.vocabulary import CompletionBasis
from review.indicators.figures import Link
from review.indicators.people import balance
from review.indicators.services import question
from review.nominations import proposals, queries
from review.nominations.models import Call, ParticipationText, Proposal
from review.nominations.proposals import ProposalFacts
from tests import factories
from tests.conftest import NOW
from tests.review.nominations.conftest import TODAY

ONCE = "a" * 32
MOST_QUERIES = 12
TEXT = "Le président désigne son suppléant.\n\nLes hommes d'affaires proposent un nom."


def said(answer):
    bare = unescape(re.sub(r"<[^>]+>", " ", answer.text)).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", bare.replace("\u202f", " "))


def version_in(page):
    return page.text.split('name="version"')[1].split('value="')[1].split('"')[0]


@pytest.fixture
def desk(session, sign_in):
    def act(role=Role.SECRETARIAT):
        who = factories.account(session, role)
        session.commit()
        return sign_in(who)

    return act


@pytest.fixture
def asked():
    """Count the queries of one page."""

    def act(client, address):
        counted = []
        listen = lambda *given: counted.append(given[2])  # noqa: E731
        sa.event.listen(sa.Engine, "before_cursor_execute", listen)
        try:
            assert client.get(address).status_code == 200
        finally:
            sa.event.remove(sa.Engine, "before_cursor_execute", listen)
        return len([one for one in counted if one.lstrip().upper().startswith("SELECT")])

    return act


def test_a_text_from_its_first_words_to_its_second_version(session, desk):
    client = desk()
    assert "Aucun texte" in said(client.get("/appels/textes"))
    refused = client.post("/appels/textes/nouveau", data={"title": "Critères", "once": ONCE})
    assert refused.status_code == 422
    facts = {"kind": "criteria", "title": "Critères des CTN", "text": TEXT, "once": ONCE}
    made = client.post("/appels/textes/nouveau", data=facts)
    assert client.post("/appels/textes/nouveau", data=facts).location == made.location
    found = session.scalars(sa.select(ParticipationText)).one()
    place = f"/appels/textes/{found.id}"
    page = client.get(place)
    assert "2 expressions de classe A sont à réécrire ou à écarter" in said(page)
    assert "A, à corriger" in said(page)
    assert "gens d’affaires" in said(page)
    assert "Publier" not in said(page).split("En préparation")[0]

    page = client.get(f"{place}/publier")
    refused = client.post(
        f"{place}/publier", data={"on": "20/11/2026", "version": version_in(page)}
    )
    assert refused.status_code == 422
    assert "Expressions de classe A encore à corriger : 2" in said(refused)

    first = queries.text_of(session, found.id).draft.hints[0]
    page = client.get(f"{place}/pistes?piste={first.id}")
    data = {"hints": str(first.id), "version": version_in(page)}
    assert client.post(f"{place}/pistes", data=data).status_code == 422
    done = client.post(f"{place}/pistes", data={**data, "reason": "Titre fixé par la loi"})
    assert done.location == place
    assert "Titre fixé par la loi" in said(client.get(place))
    page = client.get(f"{place}/rediger")
    words = TEXT.replace("Les hommes d'affaires", "Les entreprises")
    client.post(f"{place}/rediger", data={"text": words, "version": version_in(page)})
    page = client.get(f"{place}/publier")
    client.post(f"{place}/publier", data={"on": "20/11/2026", "version": version_in(page)})
    assert "Version 1, publiée le 20 novembre 2026" in said(client.get(place))
    assert "En vigueur" in said(client.get("/appels/textes"))

    page = client.get(f"{place}/rediger")
    client.post(f"{place}/rediger", data={"text": f"{words} Merci.", "version": version_in(page)})
    assert "[ajouté : Merci" in said(client.get(f"{place}/versions/2"))
    assert client.get(f"{place}/versions/9").status_code == 404
    stale = client.post(f"{place}/rediger", data={"text": "Autre", "version": "1"})
    assert stale.status_code == 409
    assert "Merci" in said(stale)


def test_a_word_document_is_read_page_by_page(session, desk):
    document = docx.Document()
    document.add_paragraph("Le président désigne son suppléant.")
    file = io.BytesIO()
    document.save(file)
    client = desk()
    facts = {"kind": "call", "title": "Appel", "once": ONCE}
    made = client.post(
        "/appels/textes/nouveau",
        data={**facts, "file": (io.BytesIO(file.getvalue()), "appel.docx")},
    )
    assert made.status_code == 302
    page = client.get(made.location)
    assert "« président »" in said(page)
    assert "Ouvrir le fichier joint" in said(page)
    [address] = re.findall(r'href="(/documents/[^"]+)"', page.text)
    with client.get(address) as opened:
        assert opened.status_code == 200
    bad = client.post(
        "/appels/textes/nouveau",
        data={**facts, "once": "b" * 32, "file": (io.BytesIO(b"%PDF-x"), "appel.pdf")},
    )
    assert bad.status_code == 422
    assert session.scalar(sa.select(sa.func.count()).select_from(ParticipationText)) == 1


def test_a_call_from_the_seats_to_be_filled_to_its_mandate(session, desk, place, published):
    criteria = published()
    client = desk()
    openings = client.get("/indicateurs/nominations")
    assert f"/appels/nouvel?siege={place.vacant.id}" in openings.text
    page = client.get(f"/appels/nouvel?siege={place.vacant.id}")
    assert "CTN1, Présidence (vacant)" in said(page)
    facts = {
        "title": "Présidence du CTN1",
        "opens_on": "01/11/2026",
        "closes_on": "30/11/2026",
        "seats": str(place.vacant.id),
        "organisations": str(place.union.id),
        "criteria_id": str(criteria.id),
        "message": "Merci de proposer un nom.",
        "once": ONCE,
    }
    refused = client.post("/appels/nouvel", data={**facts, "closes_on": "30/10/2026"})
    assert refused.status_code == 422
    assert "Merci de proposer un nom." in said(refused)
    made = client.post("/appels/nouvel", data=facts)
    assert client.post("/appels/nouvel", data=facts).location == made.location
    home = made.location
    page = client.get(f"{home}/envoyer")
    client.post(f"{home}/envoyer", data={"on": "02/11/2026", "version": version_in(page)})
    assert "Critères de participation, version 1" in said(client.get(home))

    seat_id = queries.call_of(session, session.scalars(sa.select(Call.id)).one()).seats[0].id
    proposal = {
        "seat_id": str(seat_id),
        "organisation_id": str(place.union.id),
        "received_on": "10/11/2026",
        "titular": "titular",
        "once": ONCE,
    }
    refused = client.post(f"{home}/propositions/nouvelle", data=proposal)
    assert refused.status_code == 422
    proposal |= {"family_name": "Diallo", "given_names": "Fanta", "sex": "femme"}
    client.post(f"{home}/propositions/nouvelle", data=proposal)
    page = said(client.get(home))
    # One woman of two seats held; with her, two of three.
    assert "comité : 50,0 % → 66,7 %" in page
    assert "Fanta Diallo" in page
    one = session.scalars(sa.select(Proposal.id)).one()
    page = client.get(f"{home}/propositions/{one}/retenir")
    refused = client.post(
        f"{home}/propositions/{one}/retenir",
        data={"valid_from": "01/01/2026", "version": version_in(page)},
    )
    assert refused.status_code == 422
    assert "commencez ce jour-là ou après" in said(refused)
    client.post(
        f"{home}/propositions/{one}/retenir",
        data={"valid_from": "01/12/2026", "version": version_in(page)},
    )
    page = client.get(home)
    assert "Retenue" in said(page)
    client.post(f"{home}/clore", data={"version": version_in(page)})
    assert "Clos" in said(client.get(home))
    letter = client.get(f"{home}/lettre.pdf")
    assert letter.content_type == "application/pdf"
    assert letter.data.startswith(b"%PDF")
    rows = client.get("/appels.json").json["items"]
    assert [(row["state"], row["retained"], row["criteria_version"]) for row in rows] == [
        ("closed", 1, 1)
    ]
    for ending in ("csv", "xlsx"):
        assert client.get(f"/appels.{ending}?etat=closed").status_code == 200
    history = said(client.get(f"/journal/appel/{home.rpartition('/')[2]}"))
    assert "roposition retenue" in history, history


def test_names_are_read_by_the_secretariat_alone(session, desk, keeper, place, call):
    found = call()
    proposals.receive(
        session,
        found,
        ProposalFacts(
            seat_id=found.seats[0].id,
            organisation_id=place.union.id,
            received_on=date(2026, 11, 10),
            family_name="Diallo",
            sex=Sex.WOMAN,
        ),
        actor=keeper,
        at=NOW,
        today=TODAY,
    )
    client = desk(Role.MONITORING)
    page = said(client.get(f"/appels/{found.id}"))
    assert "Diallo" not in page
    assert "Traoré" not in page
    assert "lus par le secrétariat seul" in page
    assert client.get("/appels/nouvel").status_code == 403
    assert client.get("/appels/textes/nouveau").status_code == 403


def test_lists_ask_few_queries(desk, asked, call, published, text):
    for number in range(3):
        call(sent=number > 0, title=f"Appel {number}")
        published(title=f"Critères {number}")
        text(title=f"Brouillon {number}")
    found = call(title="Dernier")
    client = desk()
    for address in ("/appels", "/appels/textes", f"/appels/{found.id}"):
        client.get(address)
        assert asked(client, address) <= MOST_QUERIES, address


def test_beside_4_1_texts_without_open_class_a_are_counted_on_any_day(session, published):
    """Two texts published, one withdrawn since: 0 / 0, then 2 / 2 and 1 / 1 (by hand)."""
    one = published(on=date(2026, 10, 1))
    published(on=date(2026, 10, 5), title="Appel type")
    one.withdrawn_on, one.withdrawal_reason = date(2026, 10, 9), "Remplacé"
    session.flush()
    counted = []
    for day in (date(2026, 9, 30), date(2026, 10, 5), date(2026, 10, 9)):
        figure = balance(session, question(session, today=day), None)
        [line] = [x for x in figure.beside if "participation" in str(x.label)]
        counted.append((line.numerator, line.denominator))
    assert counted == [(0, 0), (2, 2), (1, 1)]
    [row] = figure.records[-1].rows
    assert isinstance(row[0], Link)
    assert row[0].text == "Appel type"


def test_beside_4_1_the_specialist_is_engaged_once_the_deliverable_is_done(session):
    def told(day):
        figure = balance(session, question(session, today=day), None)
        [line] = [x for x in figure.beside if "Spécialiste" in str(x.label)]
        return str(line.label), line.numerator, line.denominator

    found = session.scalars(
        sa.select(PlanDeliverable).where(PlanDeliverable.line_code == "4.1")
    ).one()
    assert told(TODAY) == ("Spécialiste du genre engagé : non enregistré", 0, 1)
    found.completed_on, found.completion_basis = date(2026, 10, 2), CompletionBasis.EVIDENCE
    found.closing_evidence = "Contrat signé"
    session.flush()
    assert told(date(2026, 10, 1))[1:] == (0, 1)
    label, *counted = told(TODAY)
    assert label.endswith("oui, livrable fait le 02/10/2026")
    assert counted == [1, 1]


def test_the_pages_of_a_proposal_open_for_a_request_that_knows_nothing_yet(
    session, keeper, place, call, desk
):
    """A request begins with an empty session; what a test still holds would hide a missing read."""
    found = call()
    facts = ProposalFacts(
        seat_id=next(one.id for one in found.seats if one.mandate_id == place.vacant.id),
        organisation_id=place.union.id,
        received_on=date(2026, 11, 10),
        family_name="Diallo",
        sex=Sex.WOMAN,
    )
    made = proposals.receive(session, found, facts, actor=keeper, at=NOW, today=TODAY)
    page = f"/appels/{found.id}/propositions/{made.id}"
    client = desk()
    for address in (page, f"{page}/retenir", f"{page}/ecarter"):
        session.expunge_all()
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Diallo" in unescape(answer.text)
