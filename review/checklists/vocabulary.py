"""Words of the checklist: kinds of answer, parts of the page, what the marker rests on."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from catalogue.messages import N_, Message


class AnswerKind(StrEnum):
    """Which inputs a criterion shows; the codes themselves are in review.answers.vocabulary."""

    HUMAN_USE = "human_use"
    USERS_BY_SEX = "users_by_sex"
    DIFFERENCES = "differences"
    DATA = "data"
    TREATMENT = "treatment"
    DO_NO_HARM = "do_no_harm"
    WORDING = "wording"
    FIGURES = "figures"
    CONSULTATION = "consultation"
    COMPOSITION = "composition"
    YES_NO_NAME = "yes_no_name"
    YES_NO_UNKNOWN = "yes_no_unknown"


ANSWER_KIND_LABELS: Mapping[AnswerKind, Message] = {
    AnswerKind.HUMAN_USE: N_("Oui, non, ne sait pas"),
    AnswerKind.USERS_BY_SEX: N_("Chiffre, estimation ou inconnu, avec la source"),
    AnswerKind.DIFFERENCES: N_("Différences à cocher"),
    AnswerKind.DATA: N_("Données recherchées : 0, 1 ou 2, avec la source"),
    AnswerKind.TREATMENT: N_("Traitement dans le texte : 0, 1, 2 ou sans objet, avec l’article"),
    AnswerKind.DO_NO_HARM: N_("Rien à signaler, à corriger, bloquant"),
    AnswerKind.WORDING: N_("Convient, ne convient pas"),
    AnswerKind.FIGURES: N_("Convient, ne convient pas, sans objet, avec l’endroit du texte"),
    AnswerKind.CONSULTATION: N_("Personnes entendues : 0, 1, 2 ou inconnu"),
    AnswerKind.COMPOSITION: N_("Nombre de femmes et d’hommes, ou inconnu"),
    AnswerKind.YES_NO_NAME: N_("Oui, non, inconnu, avec un nom si oui"),
    AnswerKind.YES_NO_UNKNOWN: N_("Oui, non, inconnu"),
}

# What a criterion added by the focal point may ask; the others are tied to one shipped criterion.
EXTRA_KINDS: tuple[AnswerKind, ...] = (
    AnswerKind.TREATMENT,
    AnswerKind.FIGURES,
    AnswerKind.YES_NO_UNKNOWN,
    AnswerKind.YES_NO_NAME,
    AnswerKind.COMPOSITION,
)


class Part(StrEnum):
    """One page of the checklist as it is filled; the value is its place in the address."""

    PEOPLE = "personnes"
    CONTENT_FIRST = "contenu-1"
    CONTENT_SECOND = "contenu-2"
    TEXT = "texte"
    PARTICIPATION = "participation"
    FURTHER = "complements"


PART_LABELS: Mapping[Part, Message] = {
    Part.PEOPLE: N_("Personnes concernées"),
    Part.CONTENT_FIRST: N_("Contenu : données, mesures, essais, rôles"),
    Part.CONTENT_SECOND: N_("Contenu : usages, accès, information, compétences"),
    Part.TEXT: N_("Ne pas nuire, rédaction, figures"),
    Part.PARTICIPATION: N_("Participation et suivi"),
    Part.FURTHER: N_("Critères complémentaires"),
}

# Where the 23 shipped criteria stand in version 1.
SHIPPED_PARTS: Mapping[str, Part] = {
    **dict.fromkeys(("F1", "F2", "F3"), Part.PEOPLE),
    **dict.fromkeys(("A1", "A2", "A3", "A4", "A5", "A6"), Part.CONTENT_FIRST),
    **dict.fromkeys(("A7", "A8", "A9", "A10", "A11", "A12"), Part.CONTENT_SECOND),
    **dict.fromkeys(("A13", "T1", "T2"), Part.TEXT),
    **dict.fromkeys(("P1", "P2", "P3", "P4", "P5"), Part.PARTICIPATION),
}

SHIPPED_KINDS: Mapping[str, AnswerKind] = {
    "F1": AnswerKind.HUMAN_USE,
    "F2": AnswerKind.USERS_BY_SEX,
    "F3": AnswerKind.DIFFERENCES,
    "A1": AnswerKind.DATA,
    **{f"A{number}": AnswerKind.TREATMENT for number in range(2, 13)},
    "A13": AnswerKind.DO_NO_HARM,
    "T1": AnswerKind.WORDING,
    "T2": AnswerKind.FIGURES,
    "P1": AnswerKind.CONSULTATION,
    "P2": AnswerKind.COMPOSITION,
    "P3": AnswerKind.YES_NO_NAME,
    "P4": AnswerKind.YES_NO_UNKNOWN,
    "P5": AnswerKind.YES_NO_UNKNOWN,
}

# K1 to K4 and the short form read these: without one of them, the marker would change silently.
MARKER_CODES: frozenset[str] = frozenset(SHIPPED_PARTS) - {"P1", "P2", "P3", "P4", "P5"}

# Codes of criteria added later: Q1, Q2 and so on, each given once and never to another question.
EXTRA_LETTER = "Q"
LARGEST_EXTRA_NUMBER = 999

TAG_LABELS: Mapping[str, Message] = {
    "checklist:draft_started": N_("A ouvert un brouillon de la grille"),
    "checklist:criterion_edited": N_("A modifié un critère du brouillon de la grille"),
    "checklist:criterion_added": N_("A ajouté un critère au brouillon de la grille"),
    "checklist:criterion_withdrawn": N_("A retiré un critère du brouillon de la grille"),
    "checklist:criterion_restored": N_("A repris un critère dans le brouillon de la grille"),
    "checklist:published": N_("A publié une version de la grille"),
    "checklist:abandoned": N_("A abandonné le brouillon de la grille"),
}
