"""What the people of the stories write: a need for a shea butter standard, and its reviews."""

from __future__ import annotations

from typing import Any

TITLE = "Beurre de karité – Spécifications"

SECTIONS: dict[str, dict[str, Any]] = {
    "A": {
        "requester": "Coopérative des transformatrices de karité",
        "contact": "Awa Traoré, présidente, 76 00 00 00",
        "stakeholder_category": "small_business",
    },
    "B": {
        "title_fr": TITLE,
        "scope": "Beurre de karité non raffiné ; exclut les cosmétiques finis.",
        "work_nature": "new",
        "document_kind": "standard",
        "ics": "67.200.10, 71.100.70",
    },
    "C": {"problem": "Les lots sont refusés à l’export faute de critères communs."},
    "D": {},
    "E": {},
    "F": {
        "people_concerned": "oui",
        "forecast": "ne_sait_pas",
        "forecast_reason": "Les transformatrices sont presque toutes des femmes.",
        "differences": ["sociale", "economique"],
        "sex_disaggregated_data": "Recherche faite à l’INSTAT en mai 2026 : rien de publié.",
        "heard": "Groupement de Zantiébougou, entendu le 3 mai 2026.",
        "culture": "oui",
        "culture_detail": "Usage alimentaire et rituel du karité.",
        "labour": "non",
    },
    "G": {},
}

COMPLETED_BY_SECRETARIAT: dict[str, dict[str, Any]] = {
    "A": {"origin": "committee"},
    "B": {"aspects": ["specifications", "testing"]},
    "C": {
        "benefits": ["economic"],
        "benefits_economic": "Export",
        "intended_use": "voluntary",
        "urgency": "Campagne de 2027.",
        "priority": "1",
    },
    "D": {
        "base_references": "ARS 1470:2020",
        "adoption_mode": "NEQ",
        "related_work": "Aucun",
        "base_document": "none",
    },
    "E": {"affected_parties": "Transformatrices : meilleurs prix.", "participants": "Fédération"},
    "G": {"project_leader": "Moussa Keïta", "track_months": "24", "target_40_20": "01/09/2027"},
}


def _without_object(*codes: str) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for code in codes:
        answers[f"{code}_value"] = "SO"
        answers[f"{code}_note"] = "Le texte ne porte que sur le produit."
    return answers


# A reading of the text that gives the marker 1, section by section of the checklist.
READING: dict[str, dict[str, Any]] = {
    "personnes": {
        "F1_value": "oui",
        "F1_note": "Celles et ceux qui transforment le beurre.",
        "F2_value": "estimation",
        "F2_note": "Neuf personnes sur dix sont des femmes.",
        "F2_source": "Enquête de filière, 2025",
        "F3_value": ["sociale", "economique"],
        "F3_note": "Le tri des noix et la vente reviennent aux femmes.",
    },
    "contenu-1": {
        "A1_value": "2",
        "A1_source": "Enquête de filière, 2025",
        "A1_note": "Transformatrices de quatre cercles",
        "A2_value": "2",
        "A2_material": "oui",
        "A2_clause": "4.2",
        "A2_quotation": "La charge portée ne dépasse pas quinze kilogrammes.",
        **_without_object("A3", "A4", "A5", "A6"),
    },
    "contenu-2": _without_object("A7", "A8", "A9", "A10", "A11", "A12"),
    "texte": {"A13_value": "ok", "T1_value": "ok", "T2_value": "SO"},
    "participation": {
        "P1_value": "1",
        "P1_note": "Trois groupements, en mai 2026",
        "P2_women": "5",
        "P2_men": "7",
        "P3_value": "inconnu",
        "P4_value": "oui",
        "P5_value": "inconnu",
    },
    "affirmations": {},
}


def harmful(reading: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The same reading by somebody whom the text might harm: K3 fails, the marker is 0."""
    found = {
        "A13_value": "to_fix",
        "A13_clause": "5.1",
        "A13_note": "Ouvrir le tri à la coopérative.",
    }
    return reading | {"texte": reading["texte"] | found}
