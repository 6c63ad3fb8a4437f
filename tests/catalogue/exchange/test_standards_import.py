"""The existing stock: what comes in, what is refused, with which words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import sqlalchemy as sa

from catalogue.exchange import services
from catalogue.exchange.vocabulary import ImportKind, Verdict
from catalogue.outbox.models import Message
from catalogue.records.models import Edition, Relation
from catalogue.records.vocabulary import Correspondence, EditionStatus, Nature
from tests import factories
from tests.catalogue.exchange.samples import STANDARDS, TODAY
from tests.conftest import NOW

KIND = ImportKind.STANDARDS


def edition(session, reference: str) -> Edition:
    return session.scalars(sa.select(Edition).where(Edition.reference == reference)).one()


def test_a_standard_comes_in_with_its_facts(session, imports):
    imports.bring_in(
        KIND,
        f"{STANDARDS};Remplace",
        "NM 01.2.003:2019;Beurre de karité;CTN 2;67.200.10;Révision technique;ISO 9001:2015;MOD;"
        '12/03/2020;16/12/2019;"NM 01.2.003:2001 ; NM 7"',
    )
    found = edition(session, "NM 01.2.003:2019")
    assert found.national
    assert found.year == 2019
    assert found.nature is Nature.TECHNICAL_REVISION
    assert found.correspondence is Correspondence.MODIFIED
    assert (found.cnncq_adopted_on, found.homologated_on) == (date(2019, 12, 16), date(2020, 3, 12))
    assert found.status is EditionStatus.PUBLISHED
    assert found.source == "Fichier « liste.csv »"
    replaced = session.scalars(sa.select(Relation.target_reference)).all()
    assert replaced == ["NM 01.2.003:2001", "NM 7"]
    asked = session.scalars(sa.select(Message.payload).where(Message.topic == "index")).all()
    assert {"kind": "edition", "ids": [found.id]} in asked


def test_each_fault_names_its_row_and_column(imports):
    batch = imports.stage(
        KIND,
        STANDARDS,
        "NM 1:2019;Mil;CTN99;67.060;Norme nouvelle;;;;",
        "NM 2:2019;Mil;CTN2;99.999;Norme nouvelle;;;;",
        "NM 3:2019;Mil;CTN2;67.060;;;;31/02/2026;",
        "NM 4:2019;Mil;CTN2;67.060;;;IDT;;",
        "NM 5:2019;;CTN2;67.060;;;;;",
        ";Mil;CTN2;67.060;;;;;",
        f"{'N' * 201};Mil;CTN2;67.060;;;;;",
        "NM 8:2019;Mil;CTN2;67.060;;;;01/01/2020;01/02/2020",
        "NM 9:2019;Mil;CTN2;67.060;;;;24/11/2026;",
        "NM 1:2019;Sorgho;CTN2;67.060;;;;;",
    )
    said = imports.problems(batch)
    for row, column, words in [
        (2, "Comité", "n’est pas un comité connu"),
        (3, "ICS", "99.999 n’est pas un indice ICS"),
        (4, "Homologuée le", "31/02/2026 n’existe pas"),
        (5, "Norme de base", "degré de correspondance"),
        (6, "Titre français", "titre"),
        (7, "Référence", "obligatoire"),
        (8, "Référence", "201 caractères, 200 au plus"),
        (9, "Homologuée le", "ne peut pas précéder"),
        (10, "Homologuée le", "à venir"),
        (11, "Référence", "la ligne 2 de ce fichier"),
    ]:
        start = f"Ligne {row}, colonne «\u00a0{column}\u00a0»\u00a0: "
        assert any(one.startswith(start) and words in one for one in said), (row, said)
    assert {row.verdict for row in imports.rows(batch)} == {Verdict.REFUSED}


def test_a_base_without_degree_comes_in_with_a_warning(imports):
    batch = imports.stage(KIND, STANDARDS, "NM 4:2019;Mil;CTN2;;Norme nouvelle;ISO 1:2000;;;")
    [row] = imports.rows(batch)
    assert row.verdict is Verdict.NEW
    assert "ni comme nationale ni comme adoption" in row.problems[0]


def test_a_recorded_standard_is_changed_and_a_blank_cell_changes_nothing(session, imports):
    known = factories.edition(session, "NM 4:2019", title_fr="Mil", homologated_on=None)
    batch = imports.stage(KIND, STANDARDS, "NM  4:2019;;;67.060;;;;12/03/2020;")
    [row] = imports.rows(batch)
    assert row.verdict is Verdict.CHANGED
    assert row.changes == {
        "reference": ["NM 4:2019", "NM  4:2019"],
        "ics": ["", "67.060"],
        "homologated_on": ["", "2020-03-12"],
    }
    imports.apply(batch)
    assert (known.title_fr, known.homologated_on) == ("Mil", date(2020, 3, 12))


def test_the_same_file_again_changes_nothing(imports):
    line = "NM 4:2019;Mil;CTN2;67.060;Norme nouvelle;ISO 1:2000;IDT;12/03/2020;"
    imports.bring_in(KIND, STANDARDS, line)
    [row] = imports.rows(imports.stage(KIND, STANDARDS, line, ""))
    assert row.verdict is Verdict.UNCHANGED
    assert row.changes == {}


def test_a_reference_of_another_body_is_refused(session, imports):
    factories.edition(session, "ISO 53800:2024", body_code="ISO")
    batch = imports.stage(KIND, f"{STANDARDS};Organisme", "ISO 53800:2024;Égalité;;;;;;;;AMANORM")
    assert "autre organisme, ISO" in imports.problems(batch)[0]
    [row] = imports.rows(imports.stage(KIND, STANDARDS, "ISO 53800:2024;Égalité;TC 337;;;;;;"))
    assert row.verdict is Verdict.CHANGED


def test_a_withdrawn_standard_needs_its_day(session, imports):
    batch = imports.stage(KIND, f"{STANDARDS};Statut;Annulée le", "NM 1:2001;Mil;;;;;;;;Annulée;")
    assert "donnez le jour de l’annulation" in imports.problems(batch)[0]
    imports.bring_in(
        KIND, f"{STANDARDS};Statut;Annulée le", "NM 1:2001;Mil;;;;;;01/02/2002;;;05/06/2015"
    )
    found = edition(session, "NM 1:2001")
    assert (found.status, found.withdrawn_on) == (EditionStatus.WITHDRAWN, date(2015, 6, 5))
    again = imports.stage(
        KIND, f"{STANDARDS};Statut;Annulée le", "NM 1:2001;Mil;;;;;;;;;01/01/2001"
    )
    assert any("précéder" in one for one in imports.problems(again))


def test_a_row_with_more_cells_than_headings_has_shifted_and_is_refused(imports):
    line = "NM 1:2019;Mil ; sorgho;CTN2;67.060;Norme nouvelle;;;;01/01/2020"
    batch = imports.stage(KIND, STANDARDS, line)
    [problem] = [one for one in imports.problems(batch) if "guillemets" in one]
    assert problem.startswith("Ligne 2")


def test_an_old_excel_file_is_read_with_its_dates(session, imports):
    """A real .xls (Excel 97), as old office machines write it: dates are numbers with a format."""
    content = (Path(__file__).parent / "files" / "normes.xls").read_bytes()
    batch = services.stage(
        session,
        KIND,
        content,
        file_name="normes.xls",
        actor=imports.actor,
        at=NOW,
        today=TODAY,
    )
    first, second, third = imports.rows(batch)
    assert (first.verdict, second.verdict) == (Verdict.NEW, Verdict.NEW)
    assert first.changes["homologated_on"] == ["", "2020-03-12"]
    assert first.changes["title_fr"][1] == "Beurre de karité – Spécifications"
    assert second.changes["replaces"][1] == "NM 902:2010"
    assert third.verdict is Verdict.REFUSED
    assert any("31/02/2022" in problem for problem in third.problems)
