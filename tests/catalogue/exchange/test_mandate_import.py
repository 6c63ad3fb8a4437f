"""People and mandates kept in a spreadsheet: written as people write, nothing guessed."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.committees.models import Mandate, Organisation, Person
from catalogue.committees.vocabulary import CommitteeStatus, MandateRole, Sex, StakeholderCategory
from catalogue.exchange.cells import Unreadable
from catalogue.exchange.mandate_columns import declared_sex, titular
from catalogue.exchange.vocabulary import ImportKind, Verdict
from catalogue.journal.models import Entry
from catalogue.permissions import Role
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
        *((text, Sex.UNDECLARED) for text in ("Ne souhaite pas répondre", "NSP", "nsp")),
        *((text, Sex.NOT_ASKED) for text in ("Inconnu", "Non renseigné", "NR", "Non déclaré")),
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


def test_undoing_takes_away_the_mandates_and_whom_only_the_file_brought(session, imports):
    factories.person(session, given_names="Awa", family_name="Diarra", sex=Sex.WOMAN)
    batch = imports.bring_in(
        KIND,
        HEADS,
        "CTN2;Keïta;Fatou;F;Union;Membre;;01/01/2026;",
        "CTN2;Diarra;Awa;F;Union;Membre;;01/01/2026;",
    )
    plan = imports.undo(batch)
    session.flush()
    assert [one.name for one in plan.beside_removed] == ["Fatou Keïta", "Union"]
    assert session.scalars(sa.select(Mandate)).all() == []
    assert people(session) == [("Awa Diarra", Sex.WOMAN)]
    assert session.scalars(sa.select(Organisation)).all() == []
    entries = session.scalars(sa.select(Entry).where(Entry.tag == "import:added_removed")).all()
    assert [one.subject_type for one in entries] == ["person", "organisation"]


def test_undoing_leaves_whom_something_else_uses_and_says_why(session, imports):
    batch = imports.bring_in(
        KIND,
        HEADS,
        "CTN2;Keïta;Fatou;F;Union;Membre;;01/01/2026;",
        "CTN2;Diarra;Awa;F;;Membre;;01/01/2026;",
        "CTN2;Sidibé;Oumou;F;;Membre;;01/01/2026;",
    )
    seated, corrected, alone = session.scalars(sa.select(Person).order_by(Person.id)).all()
    imports.bring_in(KIND, HEADS, "CTN3;Keïta;Fatou;;;Membre;;01/01/2026;")
    corrected.function = "Ingénieure"
    session.flush()
    plan = imports.undo(batch)
    session.flush()
    said = {one.name: str(one.kept).replace("\u00a0", " ") for one in plan.beside_kept}
    assert said == {
        "Fatou Keïta": "Cette fiche sert ailleurs (un mandat) : elle reste.",
        "Awa Diarra": "Cette fiche a été modifiée depuis l’import : elle reste ainsi.",
        "Union": "Cette fiche sert ailleurs (une personne du registre) : elle reste.",
    }
    assert [one.name for one in plan.beside_removed] == [alone.full_name]
    assert len([note for note in batch.notes if "Annulation" in note]) == 3
    assert session.get(Person, seated.id) is not None


def test_the_page_says_who_goes_and_who_stays_before_undoing(session, imports, sign_in):
    batch = imports.bring_in(
        KIND,
        HEADS,
        "CTN2;Keïta;Fatou;F;;Membre;;01/01/2026;",
        "CTN2;Diarra;Awa;F;;Membre;;01/01/2026;",
    )
    imports.bring_in(KIND, HEADS, "CTN3;Keïta;Fatou;;;Membre;;01/01/2026;")
    account = factories.account(session, Role.SECRETARIAT)
    session.commit()
    client = sign_in(account)
    address = f"/imports/{batch.id}/annuler"
    page = client.get(address).get_data(as_text=True)
    assert "Une personne ou organisation que seul cet import a ajoutée sera retirée avec." in page
    assert "Fatou Keïta" in page
    assert "sert ailleurs (un mandat)" in page
    facts = {"version": batch.version, "reason": "Mauvais fichier"}
    after = client.post(address, data=facts, follow_redirects=True).get_data(as_text=True)
    assert "1 retirées, 1 gardées" in after
    assert "Fatou Keïta reste." in after
    session.expire_all()
    assert people(session) == [("Fatou Keïta", Sex.WOMAN)]


@pytest.mark.parametrize(
    ("first", "again"), [("TRAORÉ;Awa", "Traoré;Awa"), ("KEÏTA;Élise", "Keita;elise")]
)
def test_a_name_in_capitals_or_without_accents_is_the_same_person(session, imports, first, again):
    imports.bring_in(KIND, HEADS, f"CTN2;{first};F;;Membre;;01/01/2026;")
    imports.bring_in(KIND, HEADS, f"CTN3;{first};F;;Membre;;01/01/2026;")
    imports.bring_in(KIND, HEADS, f"CTN4;{again};F;;Membre;;01/01/2026;")
    assert len(people(session)) == 1
    assert len(session.scalars(sa.select(Mandate.person_id).distinct()).all()) == 1


def test_the_register_is_not_read_again_for_each_row(imports, count_queries):
    def whole_readings(first, rows):
        batch = imports.stage(
            KIND,
            HEADS,
            *(f"CTN2;Nom{first + one};Awa;F;;Membre;;01/01/2026;" for one in range(rows)),
        )
        count_queries.statements.clear()
        with count_queries:
            imports.apply(batch)
        return sum("person.erased_at IS NULL" in one for one in count_queries.statements)

    few = whole_readings(0, 2)
    assert whole_readings(100, 20) == few


def test_one_person_twice_in_one_seat_is_refused_before_anything_is_applied(session, imports):
    batch = imports.stage(
        KIND,
        HEADS,
        "CTN2;Keïta;Moussa;H;;Membre;;01/01/2024;",
        "CTN2;KEITA;Moussa;H;;Membre;;01/06/2024;",
        "CTN2;Keïta;Moussa;H;;Expert;;01/06/2024;",
        "CTN2;Diarra;Ali;H;;Membre;;01/01/2023;31/12/2023",
        "CTN2;Diarra;Ali;H;;Membre;;01/01/2024;",
    )
    first, second, *others = imports.rows(batch)
    assert (first.verdict, second.verdict) == (Verdict.REFUSED, Verdict.REFUSED)
    assert "la ligne 3 de ce fichier donne à la même personne le même rôle" in first.problems[0]
    assert "la ligne 2 de ce fichier donne à la même personne le même rôle" in second.problems[0]
    assert {one.verdict for one in others} == {Verdict.NEW}
    imports.apply(batch, valid_rows_only=True)
    assert len(session.scalars(sa.select(Mandate)).all()) == 3


def test_a_row_may_end_a_mandate_and_another_begin_the_next(session, imports):
    imports.bring_in(KIND, HEADS, "CTN2;Keïta;Fatou;F;;Membre;;01/01/2024;")
    imports.bring_in(
        KIND,
        HEADS,
        "CTN2;Keïta;Fatou;F;;Membre;;01/07/2026;",
        "CTN2;Keïta;Fatou;F;;Membre;;01/01/2024;30/06/2026",
    )
    days = session.execute(sa.select(Mandate.valid_from, Mandate.valid_to).order_by(Mandate.id))
    assert [tuple(one) for one in days] == [
        (date(2024, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), None),
    ]


def test_a_row_that_counts_on_a_refused_one_is_refused_with_it(imports):
    imports.bring_in(KIND, HEADS, "CTN2;Keïta;Fatou;F;;Membre;;01/01/2024;")
    batch = imports.stage(
        KIND,
        HEADS,
        "CTN2;Keïta;Fatou;F;;Membre;;01/07/2026;",
        "CTN2;Keïta;Fatou;F;;Membre;;01/01/2024;31/12/2023",
    )
    assert {one.verdict for one in imports.rows(batch)} == {Verdict.REFUSED}


def test_a_closed_committee_is_said_in_the_preview(session, imports):
    factories.committee(session, "CTN2", status=CommitteeStatus.CLOSED)
    batch = imports.stage(KIND, HEADS, "CTN2;Keïta;Fatou;F;;Membre;;01/01/2024;")
    assert "ce comité est fermé" in imports.problems(batch)[0]


def test_two_rows_that_contradict_each_other_about_somebody_are_both_refused(imports):
    batch = imports.stage(
        KIND,
        HEADS,
        "CTN2;Diarra;Fatou;F;;Membre;;01/01/2026;",
        "CTN3;DIARRA;Fatou;M;;Membre;;01/01/2026;",
        "CTN4;Diarra;Fatou;;;Membre;;01/01/2026;",
    )
    first, second, silent = imports.rows(batch)
    assert (first.verdict, second.verdict) == (Verdict.REFUSED, Verdict.REFUSED)
    for row, other in ((first, 3), (second, 2)):
        assert (
            f"la ligne {other} de ce fichier dit autre chose de cette personne" in (row.problems[0])
        )
        assert "écrivez oui dans « Homonyme »" in row.problems[0].replace("\u00a0", " ")
    assert silent.verdict is Verdict.NEW


def test_two_people_of_one_name_in_one_file_are_two_once_it_says_so(session, imports):
    imports.bring_in(
        KIND,
        f"{HEADS};Homonyme",
        "CTN2;Diarra;Fatou;F;;Membre;;01/01/2026;;",
        "CTN2;Diarra;Fatou;M;;Membre;;01/01/2026;;oui",
        "CTN3;Diarra;Fatou;;;Membre;;01/01/2026;;",
    )
    assert people(session) == [("Fatou Diarra", Sex.WOMAN), ("Fatou Diarra", Sex.MAN)]
    held = session.scalars(sa.select(Mandate.person_id).order_by(Mandate.id)).all()
    assert held[0] == held[2] != held[1]


def test_two_namesakes_in_one_file_are_not_taken_for_one_nor_for_two(imports):
    batch = imports.stage(
        KIND,
        f"{HEADS};Homonyme",
        "CTN2;Diarra;Fatou;F;;Membre;;01/01/2026;;oui",
        "CTN3;Diarra;Fatou;F;;Membre;;01/01/2026;;oui",
    )
    said = imports.problems(batch)
    assert "la ligne 3 de ce fichier est aussi celle d’un homonyme" in said[0]
    assert "la ligne 2 de ce fichier est aussi celle d’un homonyme" in said[1]


def test_what_any_row_declares_of_somebody_new_is_kept(session, imports):
    batch = imports.stage(
        KIND,
        HEADS,
        "CTN2;Diarra;Fatou;;Union;Membre;;01/01/2026;",
        "CTN3;Diarra;Fatou;F;Faso;Membre;;01/01/2026;",
    )
    assert imports.problems(batch) == []
    assert imports.rows(batch)[0].changes["sex"] == ["", "femme"]
    imports.apply(batch)
    assert people(session) == [("Fatou Diarra", Sex.WOMAN)]
    # Seated for two organisations: the file does not say which is their own.
    assert session.scalars(sa.select(Person.organisation_id)).all() == [None]


def test_vacant_seats_of_one_role_are_counted(session, imports):
    lines = [HEADS, *["CTN2;Siège vacant;;;;Membre;;01/01/2026;"] * 2]
    imports.bring_in(KIND, *lines)
    assert len(session.scalars(sa.select(Mandate)).all()) == 2
    again = imports.stage(KIND, *lines, lines[1])
    assert [one.verdict for one in imports.rows(again)] == [
        Verdict.UNCHANGED,
        Verdict.UNCHANGED,
        Verdict.NEW,
    ]


def test_each_vacant_seat_keeps_its_post(imports):
    heads = f"{HEADS};Poste"
    imports.bring_in(KIND, heads, "CTN2;Vacant;;;;Expert;;01/01/2026;;Textile")
    batch = imports.stage(
        KIND,
        heads,
        "CTN2;Vacant;;;;Expert;;01/01/2026;;Cuir",
        "CTN2;Vacant;;;;Expert;;01/01/2026;31/12/2026;Textile",
    )
    assert [one.verdict for one in imports.rows(batch)] == [Verdict.NEW, Verdict.CHANGED]


def test_nothing_is_said_missing_of_somebody_of_the_register(session, imports):
    factories.person(session, given_names="Fatou", family_name="Keïta", sex=Sex.WOMAN)
    batch = imports.stage(KIND, HEADS, "CTN2;Keïta;Fatou;;;Membre;;01/01/2026;")
    assert imports.problems(batch) == []


def test_a_mandate_to_come_is_said_and_one_years_away_is_refused(session, imports):
    batch = imports.stage(
        KIND,
        HEADS,
        "CTN2;Keïta;Fatou;F;;Membre;;01/12/2026;",
        "CTN2;Diarra;Awa;F;;Membre;;01/01/2090;",
    )
    soon, far = imports.rows(batch)
    assert soon.verdict is Verdict.NEW
    assert "commence le 01/12/2026, dans l’avenir" in soon.problems[0]
    assert far.verdict is Verdict.REFUSED
    assert "vérifiez l’année du premier jour (01/01/2090)" in far.problems[0]
    imports.apply(batch, valid_rows_only=True)
    assert session.scalars(sa.select(Mandate.valid_from)).all() == [date(2026, 12, 1)]


def test_no_answer_is_not_an_answer_withheld(session, imports):
    imports.bring_in(
        KIND,
        HEADS,
        "CTN2;Keïta;Fatou;;;Membre;;01/01/2026;",
        "CTN2;Diarra;Awa;inconnu;;Membre;;01/01/2026;",
        "CTN2;Sidibé;Oumou;NSP;;Membre;;01/01/2026;",
    )
    assert [sex for _name, sex in people(session)] == [
        Sex.NOT_ASKED,
        Sex.NOT_ASKED,
        Sex.UNDECLARED,
    ]
    batch = imports.stage(KIND, HEADS, "CTN3;Keïta;Fatou;F;;Membre;;01/01/2026;")
    assert "le registre n’a pas de réponse de Fatou Keïta" in imports.problems(batch)[0]


def test_an_answer_withheld_and_an_answer_contradict_each_other(imports):
    batch = imports.stage(
        KIND,
        HEADS,
        "CTN2;Keïta;Fatou;F;;Membre;;01/01/2026;",
        "CTN3;Keïta;Fatou;NSP;;Membre;;01/01/2026;",
    )
    assert {one.verdict for one in imports.rows(batch)} == {Verdict.REFUSED}
