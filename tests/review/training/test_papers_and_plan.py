"""The papers of a training, and its plan of the year against what was held."""

from __future__ import annotations

import io
from datetime import date

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from catalogue.committees.vocabulary import Sex
from catalogue.errors import Invalid
from catalogue.permissions import Role
from review.training import services
from review.training.models import PlannedTraining, TrainingParticipant
from review.training.plan_queries import plan_of
from review.training.services import LineFacts
from review.training.vocabulary import LineStanding
from tests.conftest import NOW

from .conftest import TODAY

ONCE = "b" * 32


def read(data):
    pdf = PdfReader(io.BytesIO(data))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "fr"
    return [" ".join(page.extract_text().split()) for page in pdf.pages]


def test_the_sheet_to_sign_says_why_and_for_how_long(desk, training, attend):
    event = training(place="Bamako")
    attend(event, "Awa Diarra")
    client = desk(Role.MONITORING)
    text = " ".join(read(client.get(f"/formations/{event.id}/feuille.pdf").data))
    assert "2013-015" in text
    assert "Conservation" in text
    assert "Awa" not in text  # it is printed empty


def test_each_certificate_is_a_page_that_can_be_verified(session, desk, training, attend, keeper):
    event = training(date(2025, 5, 6), ends_on=date(2025, 5, 7), place="Bamako", hours="7,5")
    first = attend(event, "Awa Diarra", Sex.WOMAN, organisation="INSTAT")
    second = attend(event, "Modibo Keïta")
    gone = session.get(TrainingParticipant, attend(event, "Partie Ailleurs").participant_id)
    services.erase_participant(
        session, gone, reason="À sa demande", actor=keeper, seen_version=gone.version, at=NOW
    )
    client = desk()
    pages = read(client.get(f"/formations/{event.id}/attestations.pdf").data)
    assert len(pages) == 2  # somebody erased has no certificate
    assert "Awa Diarra" in pages[0]
    assert "Modibo" not in pages[0]
    for told in ("7 h 30", "Bamako", "du 6 mai 2025 au 7 mai 2025", "Genre et normes", "l’acte n°"):
        assert told in pages[0]
    (alone,) = read(
        client.get(f"/formations/{event.id}/presences/{second.id}/attestation.pdf").data
    )
    assert "Modibo Keïta" in alone
    address = f"/formations/{event.id}/presences/{first.id}/attestation.pdf"
    assert desk(Role.MONITORING).get(address).status_code == 403


def test_nobody_is_certified_before_the_training_was_held(desk, training, attend):
    event = training(held=False)
    attend(event, "Awa Diarra")
    refused = desk().get(f"/formations/{event.id}/attestations.pdf")
    assert refused.status_code == 422
    assert "comme tenue" in refused.text


@pytest.fixture
def line(session, keeper, module):
    """Make a line of the plan of 2026."""
    made = module("Module du plan")

    def make(month=3, **facts):
        values = {"year": 2026, "month": month, "module_id": made.id, "public": "Les CTN", **facts}
        return services.add_line(session, LineFacts(**values), actor=keeper, at=NOW)

    return make


def test_a_line_is_late_once_its_month_is_over(session, training, line, attend, keeper):
    held = training(date(2026, 3, 10))
    attend(held, "Awa Diarra")
    cancelled = training(date(2026, 4, 10), held=False)
    services.cancel(
        session,
        cancelled,
        reason="Salle prise",
        actor=keeper,
        seen_version=cancelled.version,
        at=NOW,
    )
    line(3, event_id=held.id, people=20)
    line(4, event_id=cancelled.id)
    line(10)
    line(11)
    session.flush()
    assert TODAY.month == 11
    rows = plan_of(session, 2026, on=TODAY)
    assert [(row.standing, row.present) for row in rows] == [
        (LineStanding.HELD, 1),
        (LineStanding.CANCELLED, None),
        (LineStanding.LATE, None),
        (LineStanding.COMING, None),
    ]


def test_a_training_answers_one_line(training, line):
    held = training(date(2026, 3, 10))
    line(3, event_id=held.id)
    with pytest.raises(Invalid) as refused:
        line(4, event_id=held.id)
    assert set(refused.value.problems) == {"event_id"}
    with pytest.raises(Invalid) as refused:
        line(13, public="", module_id=999, people=0)
    assert set(refused.value.problems) == {"month", "public", "module_id", "people"}


def test_the_plan_is_kept_on_its_pages(session, desk, module, count_queries):
    made = module()
    client = desk()
    empty = client.get("/formations/plan?annee=2026").text
    assert "aucune ligne" in empty
    answers = {
        "year": "2026",
        "month": "3",
        "module_id": str(made.id),
        "public": "Les membres du CTN 3",
        "people": "25",
        "once": ONCE,
    }
    assert client.post("/formations/plan/nouvelle-ligne", data=answers).status_code == 302
    (kept,) = session.scalars(sa.select(PlannedTraining)).all()
    count_queries.statements.clear()
    with count_queries:
        shown = client.get("/formations/plan?annee=2026").text
    assert count_queries.count <= 12
    assert "Les membres du CTN 3" in shown
    assert "en retard" in shown
    assert "25" in client.get("/formations/plan.csv?annee=2026").get_data(as_text=True)
    page = client.get(f"/formations/plan/{kept.id}/retirer").text
    version = page.split('name="version"')[1].split('value="')[1].split('"')[0]
    client.post(f"/formations/plan/{kept.id}/retirer", data={"version": version})
    assert session.scalars(sa.select(PlannedTraining)).all() == []
