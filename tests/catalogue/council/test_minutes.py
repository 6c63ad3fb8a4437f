"""The minutes: frozen with their digest, corrected beside, with names only for those who may."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from catalogue import clock
from catalogue.council import services
from catalogue.council.minutes import digest_of
from catalogue.council.models import Minutes
from catalogue.council.queries import session_of
from catalogue.council.services import Decided, Seat
from catalogue.council.vocabulary import Presence, Ruling, SessionState
from catalogue.errors import DomainError
from catalogue.journal.models import EntryPayload
from catalogue.outbox import worker
from catalogue.permissions import Role
from tests import factories
from tests.catalogue.council.conftest import TODAY
from tests.conftest import NOW


def text_of(data):
    pdf = PdfReader(io.BytesIO(data))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "fr"
    words = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    return words.replace("\u200b", "").replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def closed(hall, council, close):
    """Close a session that adopted one text and referred another back."""
    body, (chair, other) = council
    good, bad = (
        hall.waiting(title_fr="Beurre de karité #import"),
        hall.waiting(title_fr="Foyers améliorés"),
    )
    found = hall.meeting(good, bad, committee_id=body.id, points=("Procès-verbal précédent",))
    found = hall.decide(found, **{bad.number: Decided(Ruling.REFERRED_BACK, "Revoir l’article 5")})
    found = hall.attend(
        found,
        Seat(
            presence=Presence.PRESENT,
            person_id=chair.person_id,
            organisation="Ministère",
            role=chair.role,
            titular=True,
        ),
        Seat(presence=Presence.EXCUSED, person_id=other.person_id, role=other.role, titular=False),
        Seat(presence=Presence.PRESENT, name="Fanta Diallo", organisation="ONG <Femmes>"),
    )
    return close(found)


def test_minutes_need_somebody_present(hall, close):
    found = hall.decide(hall.meeting(hall.waiting()))
    with pytest.raises(DomainError, match="qui était présent"):
        close(found)


def test_closed_minutes_keep_the_words_of_the_day(session, closed, keeper):
    minutes = closed.minutes
    assert closed.state is SessionState.CLOSED
    assert minutes.digest == digest_of(minutes.content)
    assert minutes.content["counts"] == {"adopted": 1, "referred_back": 1}
    counts = minutes.content["attendance_counts"]
    assert (counts["present"], counts["titular"], counts["alternate"]) == (2, 1, 0)
    assert (counts["women"], counts["undeclared"]) == (1, 1)
    with pytest.raises(DomainError, match="procès-verbal est arrêté"):
        services.undo(
            session,
            closed,
            reason="Non",
            actor=keeper,
            seen_version=closed.version,
            at=NOW,
            today=TODAY,
        )
    with pytest.raises(DomainError):
        services.note_attendance(
            session, closed, [], actor=keeper, seen_version=closed.version, at=NOW
        )


def test_the_database_refuses_to_rewrite_minutes(session, closed):
    session.commit()
    with pytest.raises(sa.exc.DBAPIError):
        session.execute(
            sa.update(Minutes).where(Minutes.session_id == closed.id).values(digest="0" * 64)
        )


def test_a_correction_stands_beside(session, closed, keeper):
    digest = closed.minutes.digest
    services.correct(session, closed, text="Lire « article 6 ».", actor=keeper, at=NOW)
    session.flush()
    again = session_of(session, closed.id)
    assert [one.text for one in again.minutes.corrections] == ["Lire « article 6 »."]
    assert again.minutes.digest == digest


def test_the_journal_names_nobody(session, closed):
    session.flush()
    told = " ".join(str(one) for one in session.scalars(sa.select(EntryPayload.canonical)))
    assert closed.attendance
    assert "Fanta" not in told
    assert "Traoré" not in told


def test_the_pdf_names_people_for_the_secretariat_only(app, session, closed, desk, sign_in):
    watcher = factories.account(session, Role.MONITORING)
    address = f"/conseil/sessions/{closed.id}/proces-verbal.pdf"
    client = desk()
    assert "se prépare" in client.get(address).text
    with app.app_context():
        while worker.drain(session, at=clock.now(), holder="test", slow=True):
            pass
    with client.get(address) as answer:
        named = text_of(answer.data)
    assert "Awa Traoré" in named
    assert "ONG <Femmes>" in named
    assert "#import" in named
    assert "Revoir l’article 5" in named
    assert closed.minutes.digest in named.replace(" ", "")
    page = client.get(f"/conseil/sessions/{closed.id}").text
    assert "Awa Traoré" in page
    sign_in(watcher)
    with client.get(address) as answer:
        unnamed = text_of(answer.data)
    assert "Traoré" not in unnamed
    assert "Fanta" not in unnamed
    assert "sans les noms" in unnamed
    page = client.get(f"/conseil/sessions/{closed.id}").text
    assert "Traoré" not in page
    assert "seul le secrétariat" in page


def test_a_draft_says_that_it_is_one(waiting, meeting, desk):
    found = meeting(waiting(title_fr="Attiéké"), begins="9 h 30", place="Bamako")
    client = desk()
    draft = text_of(client.get(f"/conseil/sessions/{found.id}/proces-verbal.pdf").data)
    assert "Projet de procès-verbal" in draft
    assert "pas encore décidé" in draft
    agenda = text_of(client.get(f"/conseil/sessions/{found.id}/ordre-du-jour.pdf").data)
    assert "Attiéké" in agenda
    assert "depuis 8 mois" in agenda
    assert "9 h 30" in agenda
