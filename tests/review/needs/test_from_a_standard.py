"""A fiche and the standards it cites: read, led to, warned of, and started from."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from catalogue.reference_list.models import ReferenceEntry
from review.needs.cited import references_in
from review.needs.models import NeedsExpression, NeedsReference
from tests import factories


def text(answer):
    return answer.get_data(as_text=True).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ISO 20345:2021", ["ISO 20345:2021"]),
        ("- ISO 20345:2021, chaussures de sécurité\nNF EN 12:2020 (gants)", None),
        ("aucune", []),
        ("", []),
        (None, []),
        ("iso20345\nISO 20345", ["iso20345"]),
        ("les pratiques du village de Siby", []),
    ],
)
def test_references_are_read_one_per_line(written, read):
    found = references_in(written)
    assert found == (["ISO 20345:2021", "NF EN 12:2020 (gants)"] if read is None else read)


@given(st.text(max_size=200))
def test_whatever_is_written_is_read_quietly(written):
    assert len(references_in(written)) <= len(written.splitlines())


def test_a_chair_starts_a_fiche_from_a_standard(session, people, page_of):
    entry = session.scalar(
        sa.select(ReferenceEntry).where(ReferenceEntry.reference == "ISO 53800:2024")
    )
    session.commit()
    page = text(page_of(people.chair, f"/liste-de-reference/{entry.id}"))
    assert "Exprimer un besoin à partir de cette norme" in page
    answer = page_of(people.chair, "/besoins/a-partir-de", {"reference": "ISO 53800:2024"})
    needs = session.scalars(sa.select(NeedsExpression)).one()
    assert answer.location == f"/besoins/{needs.id}/section/A"
    assert needs.base_references == "ISO 53800:2024"
    joined = session.scalars(sa.select(NeedsReference.reference_entry_id)).all()
    assert joined == [entry.id]
    assert f"/besoins/{needs.id}" in text(page_of(people.chair, f"/liste-de-reference/{entry.id}"))


@pytest.mark.parametrize("place", ["a-partir-de", "{}/copier"])
def test_a_second_press_leads_to_the_first_fiche(session, people, page_of, place):
    place = place.format(people.draft(title_fr="Beurre de karité").id)
    session.commit()
    count = sa.select(sa.func.count()).select_from(NeedsExpression)
    before = session.scalar(count)
    sent = {"reference": "ISO 53800:2024", "once": "un-jeton"}
    first = page_of(people.chair, f"/besoins/{place}", sent)
    second = page_of(people.chair, f"/besoins/{place}", sent)
    assert first.status_code == second.status_code == 302
    assert first.location.startswith(second.location.rsplit("/section", 1)[0])
    page_of(people.chair, f"/besoins/{place}", {**sent, "once": "un-autre"})
    assert session.scalar(count) == before + 2


def test_a_draft_is_its_chairs_own(session, people, page_of):
    factories.deliverable(session, "ISO 20345:2021", iso_id=73222)
    session.commit()
    page_of(people.chair, "/besoins/a-partir-de", {"reference": "ISO 20345:2021"})
    needs = session.scalars(sa.select(NeedsExpression)).one()
    link = f'href="/besoins/{needs.id}"'
    assert link in text(page_of(people.chair, "/normes/iso/73222"))
    for other in (people.secretary, people.focal):
        assert link not in text(page_of(other, "/normes/iso/73222"))


def test_a_visitor_is_shown_no_fiche(session, client):
    factories.deliverable(session, "ISO 20345:2021", iso_id=73222)
    session.commit()
    page = text(client.get("/normes/iso/73222"))
    assert "Expressions de besoin" not in page
    assert "Exprimer un besoin" not in page


@pytest.mark.parametrize("reference", ["", "   ", "x" * 201])
def test_nothing_is_started_from_nothing(session, people, page_of, reference):
    session.commit()
    answer = page_of(people.chair, "/besoins/a-partir-de", {"reference": reference})
    assert answer.location == "/besoins"
    assert session.scalars(sa.select(NeedsExpression)).all() == []


def test_a_filed_fiche_says_how_its_base_stands(session, people, page_of):
    factories.deliverable(session, "ISO 20345:2011", iso_id=51036, stage_code="95.99")
    factories.deliverable(session, "ISO 20345:2021", iso_id=73222)
    needs = people.filed(base_references="ISO 20345:2011\nISO 99999:2000")
    session.commit()
    page = text(page_of(people.secretary, f"/besoins/{needs.id}"))
    assert '<a href="/normes/iso/51036">ISO 20345:2011</a>' in page
    assert "ISO 20345:2011 est annulée ; édition en vigueur : ISO 20345:2021" in page
    assert 'ISO 99999:2000 <span class="app-muted">(pas de fiche ici)' in page
    referring = text(page_of(people.secretary, "/normes/iso/51036"))
    assert needs.number in referring
    assert needs.number not in text(page_of(people.secretary, "/normes/iso/73222"))
