"""Heading rows and the day of the tests."""

from __future__ import annotations

from datetime import date

TODAY = date(2026, 11, 23)

STANDARDS = (
    "Référence;Titre français;CTN;ICS;Nature;Norme de base;Degré;Homologuée le;Adoption CNNCQ"
)
PROGRAMME = "Numéro de projet;Titre;CTN;Stade;Date du stade;Statut"
REFERENCE = "Organisme;Référence;Titre français;Titre anglais;Intérêt pour le genre;Motif"
SHARED_SEED = (
    "body,reference,title_en,title_fr,edition_year,stage_or_status,ics,committee,gender_relevance,"
    "rationale_en,rationale_fr,evidence_url,evidence_kind,verified_in_relaton"
)
