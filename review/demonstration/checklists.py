"""Filled checklists of the demonstration: coherent answers that lead to a wanted marker.

Nobody types a marker: these are answers, and the product computes from them (product_rules §3).
Figures and sources say that they are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum

from review.answers.marker import CriterionAnswer, FilledChecklist, GenderPurpose
from review.answers.vocabulary import CRITERIA, TREATMENT_CRITERIA, composition_value
from review.demonstration.themes import THEMES, Theme

SOURCE = "Enquête inventée pour la démonstration, 2024"
SEARCH = "Recherche de démonstration : base documentaire de l’agence et annuaire, 2024"

Answers = dict[str, CriterionAnswer]


class Outcome(StrEnum):
    """What a reading finds; the last five all lead to a marker 0, each for its own reason."""

    PRINCIPAL = "principal"
    SIGNIFICANT = "significant"
    NOT_RELEVANT = "not_relevant"
    NOTHING_TREATED = "nothing_treated"
    NO_DATA = "no_data"
    WORDING = "wording"
    INFORMATIVE_ONLY = "informative_only"
    HARMFUL = "harmful"


ZEROS = (Outcome.NOTHING_TREATED, Outcome.NO_DATA, Outcome.WORDING, Outcome.INFORMATIVE_ONLY)

_NOT_APPLICABLE: Mapping[str, str] = {
    "A2": "Le texte ne fixe ni personne de référence ni panel.",
    "A3": "Le texte ne fixe ni dimension, ni force, ni masse liées au corps.",
    "A4": "Rien dans l’objet du texte ne dépend de la physiologie.",
    "A5": "Le texte ne prévoit pas d’essai avec des personnes.",
    "A6": "La tâche n’est pas décrite par le texte.",
    "A7": "Il n’y a pas de pièce en mouvement ni de posture à vérifier.",
    "A8": "Le texte ne traite pas de lieux ni d’installations.",
    "A9": "Le texte n’impose rien aux petites unités.",
    "A10": "Le texte ne prévoit ni étiquette ni notice.",
    "A11": "Le texte ne pose pas d’exigence sur des personnes.",
    "A12": "Ni logiciel, ni capteur, ni données personnelles.",
}


def filled(outcome: Outcome, theme: str, *, second: bool = False) -> FilledChecklist:
    """Fill a checklist for an outcome; ``second`` words it as another person would.

    ``theme`` is a key of ``THEMES``; an outcome of NP has no use for it.
    """
    if outcome is Outcome.NOT_RELEVANT:
        return FilledChecklist(_short_form())
    told = THEMES[theme]
    answers = _full_form(told, second=second)
    change = _CHANGES.get(outcome)
    if change is not None:
        change(answers, told)
    purpose = GenderPurpose(told.purpose) if outcome is Outcome.PRINCIPAL else None
    return FilledChecklist(answers, gender_purpose=purpose)


def _short_form() -> Answers:
    return {
        "F1": CriterionAnswer(
            "non",
            note="La norme décrit une méthode ou un matériau ; personne ne s’en sert directement.",
        ),
        "F2": CriterionAnswer("inconnu"),
        "F3": CriterionAnswer("aucune"),
        "A13": CriterionAnswer("ok"),
    }


def _full_form(theme: Theme, *, second: bool) -> Answers:
    answers: Answers = {
        "F1": CriterionAnswer("oui", note=theme.people),
        "F2": CriterionAnswer(
            "estimation", note="Surtout des femmes (estimation inventée)", source=SOURCE
        ),
        "F3": CriterionAnswer(theme.differences, note=theme.people),
        "A1": CriterionAnswer(
            *("1",), source=SEARCH, note="Données trouvées, non représentatives du Mali."
        ),
        "A13": CriterionAnswer("ok"),
        "T1": CriterionAnswer("ok"),
        "T2": CriterionAnswer("SO" if second else "ok"),
        "P1": CriterionAnswer("1", note="3 organisations entendues pendant l’enquête (inventé)"),
        "P2": CriterionAnswer(composition_value(3, 9), note="Liste de présence de démonstration"),
        "P3": CriterionAnswer("inconnu" if second else "non"),
        "P4": CriterionAnswer("non"),
        "P5": CriterionAnswer("oui", note="Données par sexe à chercher avant l’examen suivant."),
    }
    for code in TREATMENT_CRITERIA:
        answers[code] = CriterionAnswer("SO", note=_NOT_APPLICABLE[code])
    answers[theme.criterion] = CriterionAnswer(
        "2", material=True, clause=theme.clause, quotation=theme.quotation
    )
    answers[theme.beside] = CriterionAnswer(
        *("1",), material=not second, clause=theme.beside_clause, note="Passage informatif."
    )
    return {code: answers[code] for code in CRITERIA}


def _nothing_treated(answers: Answers, theme: Theme) -> None:
    answers[theme.criterion] = CriterionAnswer(
        *("0",), material=True, note="La différence est réelle, et le texte n’en dit rien."
    )


def _no_data(answers: Answers, theme: Theme) -> None:
    del theme
    answers["A1"] = CriterionAnswer("0", note="Aucune recherche n’a été faite.")


def _wording(answers: Answers, theme: Theme) -> None:
    del theme
    answers["T1"] = CriterionAnswer(
        "not_ok", note="3.2 et 5 : « l’ouvrier », « la ménagère » ; écrire « la personne qui »."
    )


def _informative_only(answers: Answers, theme: Theme) -> None:
    """Under the pilot rule this would be a marker 1: the other N of 5.3 then differs."""
    answers[theme.criterion] = replace(
        answers[theme.criterion], value="1", quotation="", note="Recommandé, non exigé."
    )


def _harmful(answers: Answers, theme: Theme) -> None:
    answers["A13"] = CriterionAnswer(
        "blocking",
        clause=theme.clause,
        note="Réserve la conduite de la machine aux hommes : supprimer cette condition.",
    )


_CHANGES: Mapping[Outcome, Callable[[Answers, Theme], None]] = {
    Outcome.NOTHING_TREATED: _nothing_treated,
    Outcome.NO_DATA: _no_data,
    Outcome.WORDING: _wording,
    Outcome.INFORMATIVE_ONLY: _informative_only,
    Outcome.HARMFUL: _harmful,
}
