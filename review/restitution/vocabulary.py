"""Words of the restitution sheet, in both its languages, and what the journal says."""

from __future__ import annotations

from collections.abc import Mapping

from catalogue.messages import N_, Message

TAG_LABELS: dict[str, Message] = {
    "restitution:drafted": N_("Fiche de restitution modifiée"),
    "restitution:published": N_("Fiche de restitution publiée"),
}

LANGUAGES = ("fr", "en")

# The headings and fixed sentences of the sheet: it is one paper in two languages.
WORDS: Mapping[str, Mapping[str, str]] = {
    "title": {
        "fr": "Fiche de restitution CEE-ONU",
        "en": "UNECE restitution sheet",
    },
    "declaration": {
        "fr": "Déclaration de la CEE-ONU sur les normes et l’élaboration de normes sensibles au "
        "genre",
        "en": "UNECE Declaration for gender-responsive standards and standards development",
    },
    "contact": {"fr": "Contact", "en": "Contact"},
    "plan": {"fr": "Plan d’action", "en": "Action plan"},
    "period": {"fr": "Période du plan", "en": "Plan period"},
    "as_of": {"fr": "Chiffres au", "en": "Figures as of"},
    "commitments": {"fr": "Engagements", "en": "Commitments"},
    "figures": {"fr": "Chiffres", "en": "Figures"},
    "indicator": {"fr": "Indicateur", "en": "Indicator"},
    "target": {"fr": "Cible", "en": "Target"},
    "value": {"fr": "Valeur", "en": "Value"},
    "state": {"fr": "État", "en": "State"},
    "actions": {"fr": "Actions faites", "en": "Actions done"},
    "no_action": {
        "fr": "Aucun livrable du plan n’est encore terminé.",
        "en": "No deliverable of the plan is completed yet.",
    },
    "assessed": {"fr": "Normes examinées", "en": "Items assessed"},
    "training": {"fr": "Formation", "en": "Training"},
    "story": {"fr": "Une réussite", "en": "One success story"},
    "unknown": {"fr": "inconnu", "en": "unknown"},
    "hidden": {
        "fr": "masqué pour protéger les personnes",
        "en": "withheld to protect individuals",
    },
    "not_closed": {
        "fr": "publié une fois un relevé clos",
        "en": "published once a reading is closed",
    },
    "no_target": {"fr": "suivi, sans cible", "en": "followed, no target"},
    "in_words": {
        "fr": "",
        "en": "in words, see the French text",
    },
    "method": {
        "fr": "Les chiffres sur les personnes viennent de relevés clos ; les autres sont ceux du "
        "jour de la publication. Rien n’est arrondi ni estimé ; ce qui n’est pas connu est dit.",
        "en": "Figures about people come from closed readings; the others are those of the day of "
        "publication. Nothing is rounded up or estimated; what is not known is said.",
    },
}

STATES: Mapping[str, Mapping[str, str]] = {
    "met": {"fr": "cible atteinte", "en": "target reached"},
    "late": {"fr": "en retard", "en": "late"},
    "under_way": {"fr": "en chemin", "en": "under way"},
    "followed": {"fr": "suivi, sans cible chiffrée", "en": "followed, no numerical target"},
    "unknown": {"fr": "inconnu", "en": "unknown"},
}
