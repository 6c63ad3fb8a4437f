"""A list brought in a spreadsheet: how it is read, taken in whole, and undone."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from catalogue.committees.vocabulary import Sex
from catalogue.errors import DomainError, Invalid
from catalogue.exchange.workbook import read
from catalogue.permissions import Role
from review.training import services
from review.training.list_reading import read_list, sex_of, why_unread
from review.training.listing import rows_of
from review.training.models import TrainingAttendance, TrainingList, TrainingParticipant
from review.training.queries import attendances_of
from review.training.services import ANOTHER, SKIPPED, Decided
from review.training.vocabulary import ListState
from tests import factories
from tests.conftest import NOW

from .conftest import TODAY

FILE = """Atelier du 6 mai;;
Prénom et nom;Structure;Sexe;Civilité
Awa Diarra;INSTAT;F;Mme
Modibo Keïta;;M;M.
Fanta Koné;APDF;Mme;
Sidi Touré;;;
awa  DIARRA;Mairie;Féminin;
"""


def read_file(text=FILE, name="liste.csv"):
    return read_list(read(text.encode(), name))


@pytest.mark.parametrize(
    ("written", "sex"),
    [
        *((text, Sex.WOMAN) for text in ("F", "f", "Femme", "Féminin", "♀", "feminin")),
        *((text, Sex.MAN) for text in ("M", "H", "Homme", "masculin", "♂")),
        *((text, Sex.UNDECLARED) for text in ("Ne souhaite pas répondre", "NSP")),
        *((text, Sex.NOT_ASKED) for text in ("", "  ", "NR", "inconnu")),
        *((text, None) for text in ("Mme", "M.", "Monsieur", "Mlle", "X", "Awa", "1")),
    ],
)
def test_a_declaration_is_read_and_a_title_is_none(written, sex):
    assert sex_of(written) is sex
    assert (why_unread(written) is None) is (sex is not None or not written.strip())


@given(st.text(max_size=20))
def test_whatever_is_written_is_a_declaration_or_is_asked(text):
    found = sex_of(text)
    assert found is None or found in Sex
    assert sex_of(f" {text} ") is found


def test_the_columns_are_found_under_a_title():
    found = read_file()
    assert [row.number for row in found.rows] == [3, 4, 5, 6, 7]
    assert [row.sex for row in found.rows] == [
        Sex.WOMAN,
        Sex.MAN,
        None,
        Sex.NOT_ASKED,
        Sex.WOMAN,
    ]
    assert found.aside == ("Civilité",)
    split = read_file("Nom;Prénoms\nDiarra;Awa\n")
    assert split.rows[0].name == "Awa Diarra"
    for text in ("a;b\n1;2\n", "Prénom et nom\n"):
        with pytest.raises(DomainError):
            read_file(text)


@pytest.fixture
def show(session, keeper):
    def make(event, text=FILE):
        return services.show_list(
            session, event, read_file(text), actor=keeper, at=NOW, today=TODAY
        )

    return make


@pytest.fixture
def take_in(session, keeper):
    def act(event, shown, decided):
        return services.take_in_list(
            session,
            event,
            shown,
            decided,
            actor=keeper,
            seen_version=shown.version,
            at=NOW,
            today=TODAY,
        )

    return act


def test_nothing_is_taken_in_by_halves(session, training, show, take_in):
    event = training()
    shown = show(event)
    session.commit()
    with pytest.raises(Invalid) as refused:
        take_in(event, shown, {})
    session.rollback()
    assert set(refused.value.problems) == {"sex5", "who7"}
    assert session.scalar(sa.select(sa.func.count()).select_from(TrainingAttendance)) == 0


def test_a_list_is_taken_in_and_undone_as_one(session, training, attend, show, take_in):
    keeper = factories.actor(factories.account(session, Role.SECRETARIAT))
    earlier, event = training(date(2025, 4, 1)), training()
    known = attend(earlier, "Sidi Touré", Sex.UNDECLARED)
    by_hand = attend(event, "Oumou Sangaré", Sex.WOMAN)
    text = FILE.replace("Sidi Touré;;;", "Sidi Touré;;H;")
    shown = show(event, text)
    asked = {row.read.number: row for row in rows_of(session, shown, on=TODAY)}
    assert [number for number, row in asked.items() if row.asks_who] == [6, 7]
    assert asked[7].twin == 3
    decided = {
        5: Decided(sex=Sex.WOMAN),
        6: Decided(who=f"l{known.participant_id}"),
        7: Decided(who=ANOTHER),
    }
    assert take_in(event, shown, decided) == 5
    session.flush()
    assert shown.rows == []
    assert len(attendances_of(session, event.id)) == 6
    sidi = session.get(TrainingParticipant, known.participant_id)
    assert sidi.sex is Sex.MAN
    people = sa.select(sa.func.count()).select_from(TrainingParticipant)
    assert session.scalar(people) == 6
    services.undo_list(session, event, shown, actor=keeper, seen_version=shown.version, at=NOW)
    session.flush()
    assert [line.id for line in attendances_of(session, event.id)] == [by_hand.id]
    assert session.scalar(people) == 2
    session.refresh(sidi)
    assert sidi.sex is Sex.UNDECLARED  # what the list alone had said is taken back with it
    with pytest.raises(DomainError, match="Annulée"):
        services.undo_list(session, event, shown, actor=keeper, seen_version=shown.version, at=NOW)


def test_a_row_is_left_out_when_a_person_says_so(training, show, take_in):
    event = training()
    shown = show(event)
    decided = {5: Decided(who=SKIPPED), 7: Decided(who=SKIPPED)}
    assert take_in(event, shown, decided) == 3


def test_a_list_never_finished_is_forgotten(session, training, show):
    shown = show(training())
    session.flush()
    services.forget_lists(session, NOW + timedelta(days=31))
    session.refresh(shown)
    assert (shown.state, shown.rows) == (ListState.GIVEN_UP, [])


def test_a_list_goes_through_its_pages(session, desk, training):
    known = factories.person(session, given_names="Modibo", family_name="Keïta", sex=Sex.MAN)
    event = training()
    client = desk()
    place = f"/formations/{event.id}/liste"
    assert "Sexe déclaré" in client.get("/formations/modele-liste.csv").get_data(as_text=True)
    broken = client.post(place, data={"file": (io.BytesIO(b"a;b\n1;2\n"), "liste.csv")})
    assert broken.status_code == 422
    assert "Aucune colonne de noms" in broken.text
    brought = client.post(place, data={"file": (io.BytesIO(FILE.encode()), "liste.csv")})
    shown = session.scalars(sa.select(TrainingList)).one()
    assert brought.location.endswith(f"{place}/{shown.id}")
    page = client.get(brought.location).text
    assert "est une civilité" in page
    version = page.split('name="version"')[1].split('value="')[1].split('"')[0]
    refused = client.post(brought.location, data={"version": version, "sex5": "femme"})
    assert refused.status_code == 422
    assert "Rien n’est repris" in refused.text
    answers = {"version": version, "sex5": "femme", "who4": f"p{known.id}", "who7": SKIPPED}
    assert client.post(brought.location, data=answers).status_code == 302
    page = client.get(f"/formations/{event.id}").text
    assert "Fanta Koné" in page
    assert "Annuler cette reprise" in page
    page = client.get(f"{place}/{shown.id}/annuler").text
    version = page.split('name="version"')[1].split('value="')[1].split('"')[0]
    client.post(f"{place}/{shown.id}/annuler", data={"version": version})
    assert "Fanta Koné" not in client.get(f"/formations/{event.id}").text
