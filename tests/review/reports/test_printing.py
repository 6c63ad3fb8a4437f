"""A review on paper: what each version holds, and what it never tells."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from catalogue.journal.models import Entry
from catalogue.permissions import Role
from review.answers.marker import CriterionAnswer
from tests import factories
from tests.review.assignments.arranging import ONE, ZERO, entering

LEFT_ASIDE = CriterionAnswer("0", material=False, note="Aucun panel dans cette norme.")
CHECKLIST = {**ONE, "A5": LEFT_ASIDE}


def printed(session, sign_in, who, address):
    session.commit()
    session.expunge_all()
    return entering(sign_in, who).get(address)


def words(answer):
    assert answer.status_code == 200
    assert answer.content_type == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.data)).pages
    text = " ".join(page.extract_text() for page in pages)
    return " ".join(text.replace("\u200b", "").replace("\xa0", " ").split())


@pytest.fixture
def chair(session):
    return factories.account(
        session, chairs=factories.committee(session, "CTN3"), name="Présidente du comité"
    )


@pytest.fixture
def decided(case):
    case.submit(0, CHECKLIST)
    case.submit(1, ONE)
    return case


def test_the_complete_version_proves_what_it_says(session, decided, sign_in):
    answer = printed(
        session, sign_in, decided.secretariat, f"/relectures/{decided.round.id}/imprimer"
    )
    text = words(answer)
    entries = session.scalars(sa.select(Entry).where(Entry.tag == "round:decided")).all()
    for told in (
        "Marqueur 1",
        "Grille de relecture Version 1",
        decided.text.document.sha256,
        "Première Lectrice",
        "Second Lecteur",
        "Aucun intérêt",
        "Règle stricte",
        "K1 :",
        "K4 :",
        "Article : 5.2",
        "« la poignée convient »",
        "Source ou recherche : Enquête 2023",
        "A5 : Aucun panel dans cette norme.",
        str(entries[0].seq),
    ):
        assert told in text
    assert entries[0].hash in text.replace(" ", "")
    root = PdfReader(io.BytesIO(answer.data)).trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert "/StructTreeRoot" in root


def test_the_requester_s_version_gives_the_reasons_and_nobody_s_name(
    session, decided, chair, sign_in
):
    text = words(
        printed(
            session,
            sign_in,
            chair,
            f"/relectures/{decided.round.id}/imprimer-pour-la-demande",
        )
    )
    for told in ("Marqueur 1", "K2 :", "Article : 5.2", "« la poignée convient »", "A5 : Aucun"):
        assert told in text
    for kept in ("Première Lectrice", "Second Lecteur", "Enquête 2023", "neuf femmes"):
        assert kept not in text


def test_a_paper_is_known_by_its_title_and_date(session, case, sign_in):
    document = case.text.document
    document.sha256 = document.file_name = None
    document.title = "Projet de norme sur le karité"
    case.submit(0)
    case.submit(1)
    text = words(
        printed(session, sign_in, case.secretariat, f"/relectures/{case.round.id}/imprimer")
    )
    assert "Projet de norme sur le karité, 5 janvier 2026" in text
    assert "Aucune : texte sur papier" in text


def test_nothing_of_a_round_whose_readings_are_separate_is_printed(session, case, chair, sign_in):
    case.submit(0, CHECKLIST)
    whole = f"/relectures/{case.round.id}/imprimer"
    own = words(printed(session, sign_in, case.readers[0], whole))
    assert "Première Lectrice" in own
    assert "Second Lecteur" not in own
    for who in (case.readers[1], case.secretariat):
        assert printed(session, sign_in, who, whole).status_code == 404
    for who in (chair, case.readers[0], case.secretariat):
        address = f"{whole}-pour-la-demande"
        assert printed(session, sign_in, who, address).status_code == 404


def test_discussing_readers_see_both_and_the_requester_nothing(session, case, chair, sign_in):
    case.submit(0, ONE)
    case.submit(1, ZERO)
    whole = f"/relectures/{case.round.id}/imprimer"
    text = words(printed(session, sign_in, case.readers[0], whole))
    assert "Second Lecteur" in text
    assert "Aucun marqueur n’est décidé" in text
    assert printed(session, sign_in, chair, f"{whole}-pour-la-demande").status_code == 404


def test_another_committee_s_chair_gets_nothing(session, decided, sign_in):
    other = factories.account(session, chairs=factories.committee(session, "CTN9"))
    address = f"/relectures/{decided.round.id}/imprimer-pour-la-demande"
    assert printed(session, sign_in, other, address).status_code == 404


def test_one_review_is_printed_from_its_page(session, decided, sign_in):
    page = printed(
        session, sign_in, decided.readers[0], f"/relectures/{decided.round.id}"
    ).get_data(as_text=True)
    assert f"/relectures/{decided.round.id}/imprimer" in page
    review = session.scalars(sa.text("SELECT min(id) FROM review")).one()
    read = printed(session, sign_in, decided.readers[1], f"/relectures/lectures/{review}")
    assert f"/relectures/lectures/{review}/imprimer" in read.get_data(as_text=True)
    text = words(
        printed(session, sign_in, decided.readers[1], f"/relectures/lectures/{review}/imprimer")
    )
    assert "Première Lectrice" in text
    stranger = factories.account(session, Role.REVIEWER)
    refused = printed(session, sign_in, stranger, f"/relectures/lectures/{review}/imprimer")
    assert refused.status_code == 404
