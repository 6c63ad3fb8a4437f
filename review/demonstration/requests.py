"""The invented needs of the demonstration, and the answers of their forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Any

from catalogue.committees.vocabulary import StakeholderCategory
from catalogue.records.vocabulary import DocumentKind
from catalogue.work_programme.vocabulary import Forecast
from review.demonstration.cast import ORGANISATIONS
from review.needs.vocabulary import (
    AdoptionMode,
    Aspect,
    BaseDocument,
    Benefit,
    Difference,
    IntendedUse,
    Origin,
    OtherGroup,
    WorkNature,
    YesNoUnknown,
)

Answers = Mapping[str, Any]


class Goes(IntEnum):
    """How far a need went; each step comes after those before it."""

    BEGUN = 0
    WRITTEN = 1
    FILED = 2
    RETURNED = 3
    ADMITTED = 4
    OPINION_GIVEN = 5
    READY = 6
    REGISTERED = 7
    POSTPONED = 8
    MERGED = 9
    REJECTED = 10
    OUT_OF_SCOPE = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One need: who asks, for what, how many days ago it was filed, and how far it went.

    ``author`` is an account of the story; ``reaches`` the stages of its item, with the days each
    takes after the registration. ``on_paper`` says that the secretariat types a signed paper.
    """

    author: str
    committee: str
    organisation: str
    title: str
    ics: str
    filed: int
    goes: Goes
    forecast: Forecast = Forecast.SIGNIFICANT
    reclassified: Forecast | None = None
    culture: str = ""
    labour: str = ""
    base: str = ""
    on_paper: bool = False
    taken_back: bool = False
    joins_reference: str = ""
    reaches: tuple[tuple[str, int], ...] = ()


G, F = Goes, Forecast

REQUESTS: tuple[Request, ...] = (
    Request(
        author="presidence",
        committee="CTN2",
        organisation="laboratoire",
        title="Beurre de karité – Emballages et transport",
        ics="67.200.10",
        filed=520,
        goes=G.REGISTERED,
        joins_reference="CXS 325R-2017",
        labour="Le portage des emballages, fait surtout par des femmes.",
        reaches=(
            *(("20.20", 30), ("30.00", 80), ("30.60", 130), ("40.20", 180), ("40.60", 250)),
            ("50.00", 330),
        ),
    ),
    Request(
        author="CTN1",
        committee="CTN1",
        organisation="cereales",
        title="Batteuses à mil – Exigences de sécurité",
        ics="65.060.50",
        filed=430,
        goes=G.REGISTERED,
        labour="Les accidents de courroie, avec un pagne ou un foulard.",
        reaches=(("20.20", 40), ("30.00", 120), ("30.60", 200)),
    ),
    Request(
        author="CTN1",
        committee="CTN1",
        organisation="moulins",
        title="Batteuses de céréales – Carters de protection",
        ics="65.060.50",
        filed=300,
        goes=G.MERGED,
    ),
    Request(
        author="presidence",
        committee="CTN2",
        organisation="karite",
        title="Savons au beurre de karité – Spécifications",
        ics="71.100.40",
        filed=260,
        goes=G.REGISTERED,
        forecast=F.NOT_SENSITIVE,
        reclassified=F.SIGNIFICANT,
        reaches=(("20.20", 60),),
    ),
    Request(
        author="CTN4",
        committee="CTN4",
        organisation="textile",
        title="Bogolan – Dénomination et marquage",
        ics="59.080.30",
        filed=210,
        goes=G.REGISTERED,
        culture="Le bogolan teint à la main est une pratique de plusieurs régions du Mali.",
        reaches=(("20.20", 45),),
    ),
    Request(
        author="CTN6",
        committee="CTN6",
        organisation="energie",
        title="Compteurs d’énergie à prépaiement – Affichage",
        ics="17.220.20",
        filed=190,
        goes=G.POSTPONED,
    ),
    Request(
        author="CTN11",
        committee="CTN11",
        organisation="energie",
        title="Essence pour motocyclettes – Spécifications",
        ics="75.160.20",
        filed=170,
        goes=G.REJECTED,
        forecast=F.NOT_RELEVANT,
    ),
    Request(
        author="CTN9",
        committee="CTN9",
        organisation="syndicat",
        title="Tarifs des gares routières – Affichage",
        ics="03.220.20",
        filed=150,
        goes=G.OUT_OF_SCOPE,
        forecast=F.NOT_SENSITIVE,
    ),
    Request(
        author="CTN5",
        committee="CTN5",
        organisation="handicap",
        title="Rampes et mains courantes des bâtiments publics",
        ics="91.040.10",
        filed=140,
        goes=G.REGISTERED,
        forecast=F.PRINCIPAL,
    ),
    Request(
        author="CTN8",
        committee="CTN8",
        organisation="handicap",
        title="Points d’eau des écoles – Hauteur et débit",
        ics="91.140.60",
        filed=60,
        goes=G.READY,
        taken_back=True,
    ),
    Request(
        author="CTN3",
        committee="CTN3",
        organisation="savon",
        title="Soude pour savonnerie artisanale – Étiquetage",
        ics="71.100.40",
        filed=45,
        goes=G.OPINION_GIVEN,
        labour="La manipulation de la soude à domicile, avec des enfants à proximité.",
    ),
    Request(
        author="CTN4",
        committee="CTN4",
        organisation="textile",
        title="Tenues de cérémonie – Tailles de confection",
        ics="61.020",
        filed=30,
        goes=G.ADMITTED,
        culture="Les tenues de mariage et de baptême, coupées sur mesure, changent de taille.",
    ),
    Request(
        author="CTN7",
        committee="CTN7",
        organisation="consommateurs",
        title="Lait de chamelle – Spécifications",
        ics="67.100.10",
        filed=24,
        goes=G.FILED,
        forecast=F.UNKNOWN,
        on_paper=True,
    ),
    Request(
        author="presidence",
        committee="CTN2",
        organisation="karite",
        title="Soumbala en poudre – Étiquetage",
        ics="67.220.10",
        filed=20,
        goes=G.RETURNED,
        culture="Le soumbala est préparé dans chaque région à sa façon.",
    ),
    Request(
        author="presidence",
        committee="CTN2",
        organisation="karite",
        title="Barattes motorisées à karité – Sécurité",
        ics="67.260",
        filed=4,
        goes=G.FILED,
        labour="La conduite de la machine en pagne, et la charge de la cuve.",
    ),
    Request(
        author="presidence",
        committee="CTN2",
        organisation="consommateurs",
        title="Jus de gingembre – Spécifications",
        ics="67.160.20",
        filed=9,
        goes=G.WRITTEN,
    ),
    Request(
        author="presidence",
        committee="CTN2",
        organisation="karite",
        title="Presses à huile manuelles – Efforts et dimensions",
        ics="67.260",
        filed=2,
        goes=G.BEGUN,
    ),
)

_NAMES = {key: name for key, name, _category, _women_led in ORGANISATIONS}
_CATEGORIES: dict[str, StakeholderCategory] = {
    key: category for key, _name, category, _women_led in ORGANISATIONS
}
_ORIGINS = {
    StakeholderCategory.CONSUMERS: Origin.CONSUMERS,
    StakeholderCategory.ADMINISTRATION: Origin.MINISTRY,
}


def first_answers(request: Request, committee_id: int) -> Answers:
    """Give sections A to C: who asks, for what, and why."""
    category = _CATEGORIES[request.organisation]
    return {
        "requester": _NAMES[request.organisation],
        "contact": "Responsable qualité (personne inventée), téléphone 00 00 00 00",
        "stakeholder_category": category,
        "committee_id": committee_id,
        "origin": _ORIGINS.get(category, Origin.COMPANY),
        "title_fr": request.title,
        "scope": f"Texte inventé pour la démonstration : {request.title}. Exclut l’exportation.",
        "work_nature": WorkNature.NEW,
        "document_kind": DocumentKind.STANDARD,
        "aspects": [Aspect.SPECIFICATIONS.value, Aspect.PACKAGING.value],
        "ics": [request.ics],
        "problem": "Les acheteurs refusent des lots sans règle commune (besoin inventé).",
        "benefits": {Benefit.ECONOMIC.value: "", Benefit.SAFETY.value: "Moins d’accidents"},
        "intended_use": IntendedUse.VOLUNTARY.value,
        "urgency": "Ce n’est pas urgent.",
        "priority": 2,
    }


def other_answers(request: Request, filed_on: date) -> Answers:
    """Give sections D to G: what exists, who is concerned, women and men, by when."""
    told = request.forecast in {Forecast.PRINCIPAL, Forecast.SIGNIFICANT}
    difference = Difference.UNKNOWN if request.forecast is Forecast.UNKNOWN else Difference.NONE
    return {
        "base_references": "aucune",
        "adoption_mode": AdoptionMode.NO_BASE,
        "related_work": "aucun",
        "base_document": BaseDocument.NONE.value,
        "affected_parties": "Artisanat : contrôles à tenir, prix mieux garanti.\nConsommateurs : "
        "étiquette lisible.",
        "participants": "Laboratoire d’essais Faso Kalan (inventé)",
        "people_concerned": YesNoUnknown.YES,
        "forecast": request.forecast,
        "forecast_reason": _REASONS[request.forecast],
        "differences": [Difference.SOCIAL.value, Difference.ECONOMIC.value]
        if told
        else [difference.value],
        "sex_disaggregated_data": "Recherche dans les archives du comité, sans résultat "
        "(démonstration).",
        "other_groups": [OtherGroup.RURAL_PEOPLE.value],
        "sdgs": ["5", "8"],
        "heard": "Un groupement de transformatrices, entendu en réunion (démonstration).",
        "culture": bool(request.culture),
        "culture_detail": request.culture or None,
        "labour": bool(request.labour),
        "labour_detail": request.labour or None,
        "project_leader": "Rapport du comité (démonstration)",
        "track_months": 24,
        "target_dates": {
            code: (filed_on + timedelta(days=days)).isoformat()
            for code, days in (("20.20", 90), ("40.20", 360), ("60.60", 720))
        },
    }


_REASONS: Mapping[Forecast, str] = {
    Forecast.PRINCIPAL: "Sans ce besoin de femmes et de filles, la norme ne serait pas demandée.",
    Forecast.SIGNIFICANT: "Les femmes font l’essentiel de ce travail, avec d’autres moyens.",
    Forecast.NOT_SENSITIVE: "Des personnes sont concernées, sans différence connue à traiter.",
    Forecast.NOT_RELEVANT: "Le texte décrit un produit que personne ne manipule directement.",
    Forecast.UNKNOWN: "Le comité ne sait pas qui fait ce travail dans les différentes régions.",
}
