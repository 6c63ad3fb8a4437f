"""People and mandates kept in a spreadsheet: written as people write, nothing guessed."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.committees.models import Mandate, Organisation, Person
from catalogue.committees.vocabulary import MandateRole, Sex, StakeholderCategory
from catalogue.exchange.cells import Unreadable
from catalogue.exchange.mandate_columns import declared_sex, titular
from catalogue.exchange.vocabulary import ImportKind, Verdict
from tests import factories

KIND = ImportKind.MANDATES
HEADS = "CTN;Nom;Prénom;Sexe;Organisation;Rôle;Titulaire;Début;Fin"


def people(session):
    rows = session.scalars(sa.select(Person).order_by(Person.id))
    return [(one.full_name, one.sex) for one in rows]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        *((text, Sex.WOMAN) for text in ("F", "f", "Femme", "Féminin", "feminin", "♀")),
        *((text, Sex.MAN) for text in ("H", "M", "Homme", "MASCULIN", "♂")),
        *((text, Sex.UNDECLARED) for text in ("Ne souhaite pas répondre", "NR", "Non déclaré")),
    ],
)
def test_a_declared_sex_in_any_writing(written, read):
    assert declared_sex(written, None) is read


@pytest.mark.parametrize("text", ["Mme", "M.", "Monsieur", "Dr", "30 %", "X", "F/M", "1"])
def test_a_title_or_a_guess_is_no_declaration(text):
    with pytest.raises(Unreadable) as refused:
        declared_sex(text, None)
    assert "laissez vide si la personne n’a rien déclaré" in str(refused.value.message)


def test_titular_and_alternate_are_read():
    assert titular("Titulaire", None) is True
    assert titular("Suppléante", None) is False


def test_people_organisations_and_seats_come_in_together(session, imports):
    imports.bring_in(
        KIND,
        f"{HEADS};Partie intéressée",
        "CTN2;Keïta;Fatou;♀;Union des femmes;Présidente;Titulaire;01/01/2026;;Société civile",
        "CTN2;Traoré;Moussa;H;Union des femmes;Membre;Suppléant;01/01/2026;31/12/2026;",
        "CTN3;Keïta;Fatou;F;Union des femmes;Expert;;01/02/2026;;",
        "CTN3;Siège vacant;;;;Membre;;01/02/2026;;",
    )
    assert people(session) == [("Fatou Keïta", Sex.WOMAN), ("Moussa Traoré", Sex.MAN)]
    organisation = session.scalars(sa.select(Organisation)).one()
    assert organisation.category is StakeholderCategory.CIVIL_SOCIETY
    seats = session.scalars(sa.select(Mandate).order_by(Mandate.id)).all()
    assert [one.role for one in seats] == [
        MandateRole.CHAIR,
        MandateRole.MEMBER,
        MandateRole.EXPERT,
        MandateRole.MEMBER,
    ]
    assert (seats[1].titular, seats[1].valid_to) == (False, date(2026, 12, 31))
    assert seats[0].person_id == seats[2].person_id
    assert seats[3].person_id is None


def test_the_same_file_again_changes_nothing_and_a_new_end_is_a_change(session, imports):
    row = "CTN2;Keïta;Fatou;F;Union;Membre;Titulaire;01/01/2026;"
    imports.bring_in(KIND, HEADS, row, "CTN2;Vacant;;;;Expert;;01/01/2026;")
    again = imports.stage(KIND, HEADS, row, "CTN2;Vacant;;;;Expert;;01/01/2026;")
    assert [one.verdict for one in imports.rows(again)] == [Verdict.UNCHANGED] * 2
    imports.bring_in(KIND, HEADS, f"{row}30/06/2026")
    seat = session.scalars(sa.select(Mandate).where(Mandate.person_id.is_not(None))).one()
    assert seat.valid_to == date(2026, 6, 30)


def test_each_doubt_is_said_and_left_to_people(session, imports):
    place = factories.committee(session, "CTN2")
    known = factories.person(session, given_names="Fatou", family_name="Keïta", sex=Sex.MAN)
    factories.mandate(session, known, place, valid_from=date(2025, 1, 1))
    for _ in range(2):
        factories.person(session, given_names="Awa", family_name="Diarra")
    batch = imports.stage(
        KIND,
        HEADS,
        "CTN2;Keïta;Fatou;F;;Expert;;01/01/2026;",
        "CTN2;Diarra;Awa;;;Membre;;01/01/2026;",
        "CTN2;Coulibaly;Issa;Mme;;Membre;;01/01/2026;",
        "CTN2;Sidibé;Oumou;F;;Membre;;01/01/2026;31/12/2025",
        "CTN2;Keïta;Fatou;;;Membre;;01/01/2026;",
        "CTN99;Cissé;Ali;;;Membre;;01/01/2026;",
    )
    said = imports.problems(batch)
    for number, expected in enumerate(
        (
            "écrivez oui dans « Homonyme »",
            "2 personnes du registre portent ce nom",
            "est une civilité",
            "la fin précède le début",
            "a déjà ce rôle dans ce comité, depuis le 01/01/2025",
            "n’est pas un comité connu",
        )
    ):
        assert expected in said[number].replace("\u00a0", " "), said[number]
    assert {one.verdict for one in imports.rows(batch)} == {Verdict.REFUSED}


def test_a_namesake_said_to_be_another_is_added(session, imports):
    factories.person(session, given_names="Fatou", family_name="Keïta", sex=Sex.MAN)
    imports.bring_in(KIND, f"{HEADS};Homonyme", "CTN2;Keïta;Fatou;F;;Membre;;01/01/2026;;oui")
    assert people(session) == [("Fatou Keïta", Sex.MAN), ("Fatou Keïta", Sex.WOMAN)]


def test_undoing_takes_the_mandates_away_and_leaves_the_people(session, imports):
    batch = imports.bring_in(KIND, HEADS, "CTN2;Keïta;Fatou;F;;Membre;;01/01/2026;")
    imports.undo(batch)
    session.flush()
    assert session.scalars(sa.select(Mandate)).all() == []
    assert people(session) == [("Fatou Keïta", Sex.WOMAN)]
