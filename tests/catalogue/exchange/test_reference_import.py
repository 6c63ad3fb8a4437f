"""The reference list: our own file, the shared 14-column file, what a person has corrected."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from catalogue import seeding
from catalogue.config import package_path
from catalogue.exchange import services
from catalogue.exchange.vocabulary import ImportKind, Verdict
from catalogue.reference_list.models import ReferenceEntry
from catalogue.reference_list.vocabulary import EvidenceKind, Relevance
from tests.catalogue.exchange.samples import REFERENCE, SHARED_SEED, TODAY
from tests.conftest import NOW

KIND = ImportKind.REFERENCE


def entry(session, reference: str) -> ReferenceEntry:
    return session.scalars(
        sa.select(ReferenceEntry).where(ReferenceEntry.reference == reference)
    ).one()


def test_the_shipped_list_imported_again_changes_nothing(session, imports):
    batch = services.stage(
        session,
        KIND,
        Path(package_path("seed_lists"), "reference_list.csv").read_bytes(),
        file_name="reference_list.csv",
        actor=imports.actor,
        at=NOW,
        today=TODAY,
    )
    rows = imports.rows(batch)
    assert len(rows) == 272
    assert {row.verdict for row in rows} == {Verdict.UNCHANGED}
    assert batch.unread == ["edition"]


def test_the_shared_file_is_read_as_it_means(session, imports):
    imports.bring_in(
        KIND,
        SHARED_SEED,
        'Codex,CXS 999-2030,Baby food,"[trad. non officielle] Aliments pour bébés",2030,adopted,'
        "67.230,CCNFSDU,significant,Because,Parce que,https://example.org/a,title only,no",
        'ECOWAS,ECOSTAND (numéro non trouvé) - Tapioca,Tapioca (draft),"[trad. non officielle] '
        'Tapioca",,draft,,ECOWAS/THC 2,potential,Because,Parce que,https://example.org/b,article,no',
        "ISO,ISO 99999:2030 (via NS 1),Same words,Same words,2030,published,,ISO/TC 1,potential,"
        "Because,Parce que,https://example.org/c,official catalogue,yes",
    )
    codex = entry(session, "CXS 999-2030")
    assert (codex.title_fr, codex.title_fr_official) == ("Aliments pour bébés", False)
    assert codex.relevance is Relevance.SIGNIFICANT
    assert codex.evidence_kind is EvidenceKind.TITLE_ONLY
    numberless = session.scalars(
        sa.select(ReferenceEntry).where(ReferenceEntry.title_fr == "Tapioca")
    ).one()
    assert (numberless.reference, numberless.reference_key) == ("", None)
    repeated = entry(session, "ISO 99999:2030")
    assert repeated.title_fr is None  # the English title again is no French title
    assert repeated.verified_in_source


def test_a_number_not_known_stays_unknown_and_is_found_again(imports):
    line = "ECOWAS;;Tapioca sec;;Potentiel;Transformé par des femmes."
    imports.bring_in(KIND, REFERENCE, line)
    [row] = imports.rows(imports.stage(KIND, REFERENCE, line, ""))
    assert row.verdict is Verdict.UNCHANGED


def test_a_persons_correction_is_shown_before_it_is_replaced(session, imports):
    iso = entry(session, "ISO 53800:2024")
    iso.title_fr, iso.edited_at = "Mon titre", NOW - timedelta(days=3)
    session.flush()
    batch = imports.stage(KIND, REFERENCE, "ISO;ISO 53800:2024;Autre titre;;Principal;")
    [row] = imports.rows(batch)
    assert row.changes["title_fr"] == ["Mon titre", "Autre titre"]
    assert "a été corrigée le 20/11/2026" in row.problems[0]


def test_what_an_import_changes_survives_the_reloading_of_the_shipped_list(session, imports):
    imports.bring_in(KIND, REFERENCE, "ISO;ISO 53800:2024;Autre titre;;Principal;")
    seeding.load(session, at=NOW)
    assert entry(session, "ISO 53800:2024").title_fr == "Autre titre"


def test_each_fault_names_its_row_and_column(imports):
    batch = imports.stage(
        KIND,
        f"{REFERENCE};Adresse de la preuve;Clé",
        "XYZ;A 1;Titre;;Principal;Motif;;",
        "ISO;ISO 77777:2030;;;Principal;Motif;;",
        "ISO;ISO 77778:2030;Titre;;Peut-être;Motif;;",
        "ISO;ISO 77779:2030;Titre;;Principal;Motif;javascript:alert(1);",
        "ISO;ISO 53800:2024;Titre;;Principal;Motif;;iwa-34-2021",
        "ISO;ISO 88888:2030;Titre;;Principal;Motif;;",
        "ISO;iso 88888-2030;Titre;;Principal;Motif;;",
        "IEC;ISO 25841:2017;Titre;;Principal;Motif;;",
    )
    said = imports.problems(batch)
    for row, column, words in [
        (2, "Organisme", "n’est pas un organisme connu"),
        (3, "Titre français", "titre"),
        (4, "Intérêt pour le genre", "« Principal »".replace(" ", "\u00a0")),
        (5, "Adresse de la preuve", "https://"),
        (6, "Référence", "autre clé, «\u00a0iso-53800-2024\u00a0»"),
        (8, "Référence", "la ligne 7"),
        (9, "Organisme", "enregistrée sous l’organisme ISO"),
    ]:
        start = f"Ligne {row}, colonne «\u00a0{column}\u00a0»\u00a0: "
        assert any(one.startswith(start) and words in one for one in said), (row, said)
