"""Our English for the French words of the plan that the sheet repeats: its title, its targets.

Each is kept with the French words it translates: words that change are no longer translated, and
are given in French until somebody translates them here.
"""

from __future__ import annotations

from collections.abc import Mapping

from review.restitution.vocabulary import WORDS

_ENGLISH: Mapping[str, str] = {
    "Plan d’action pour l’égalité des sexes, AMANORM, 2024-2026": (
        "Gender equality action plan, AMANORM, 2024-2026"
    ),
    "30 % de femmes et 70 % d’hommes": "30% women and 70% men",
    "30 % de femmes pour 70 % d’hommes": "30% women to 70% men",
    "Suivi, sans cible": "Followed, no target",
    "90 % des structures identifiées": "90% of the structures identified",
    "Données disponibles": "Data available",
    "5 ONN et 3 organismes": "5 national standards bodies and 3 organisations",
    "Tableau disponible": "Table available",
    "Plan et modules de formation réalisés": "Training plan and modules done",
    "200 personnes formées, femmes et hommes": "200 people trained, women and men",
    "Stratégie actualisée ; nombre de supports suivi, sans cible": (
        "Strategy updated; number of materials followed, no target"
    ),
    "Document de stratégie réalisé": "Strategy document done",
    "Équilibre visé : 60 % d’hommes, 40 % de femmes": "Balance sought: 60% men, 40% women",
    "10 % des présidences de CTN": "10% of chairs of technical committees (CTN)",
    "Liste constituée et tenue à jour": "List drawn up and kept up to date",
    "Le programme existe et intègre le genre": "The programme exists and includes gender",
    "10 % des normes élaborées": "10% of the standards developed",
    "Plan validé, avec des objectifs SMART": "Plan validated, with SMART objectives",
    "Décision prise par la direction": "Decision taken by the management",
    "Réunions tenues comme prévu": "Meetings held as planned",
}


def in_english(french: str) -> str:
    """Give our English for words of the plan; the French, said to be French, where we have none."""
    if not french:
        return ""
    told = french.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    return _ENGLISH.get(told) or f"{french} ({WORDS['in_french']['en']})"
