"""The checklist cut into pages short enough for a telephone, and the inputs of each criterion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.messages import N_, Message
from review.answers.completeness import ALREADY_COVERED, GENDER_PURPOSE, Field
from review.answers.vocabulary import TREATMENT_CRITERIA

# The two statements of the review as a whole stand beside the criteria (product_rules §3).
STATEMENTS = (GENDER_PURPOSE, ALREADY_COVERED)


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the checklist, saved in one go; ``slug`` is its place in the address."""

    slug: str
    title: Message
    codes: tuple[str, ...]


SECTIONS: tuple[Section, ...] = (
    Section("personnes", N_("Personnes concernées (F1 à F3)"), ("F1", "F2", "F3")),
    Section(
        "contenu-1",
        N_("Contenu : données, mesures, essais, rôles (A1 à A6)"),
        ("A1", "A2", "A3", "A4", "A5", "A6"),
    ),
    Section(
        "contenu-2",
        N_("Contenu : usages, accès, information, compétences (A7 à A12)"),
        ("A7", "A8", "A9", "A10", "A11", "A12"),
    ),
    Section("texte", N_("Ne pas nuire, rédaction, figures (A13, T1, T2)"), ("A13", "T1", "T2")),
    Section(
        "participation", N_("Participation et suivi (P1 à P5)"), ("P1", "P2", "P3", "P4", "P5")
    ),
    Section("affirmations", N_("Deux affirmations sur l’ensemble du texte"), STATEMENTS),
)

SECTION_BY_SLUG: Mapping[str, Section] = {section.slug: section for section in SECTIONS}
SECTION_OF: Mapping[str, Section] = {
    code: section for section in SECTIONS for code in section.codes
}

# Longest texts beside an answer, in characters.
LINE_LENGTH = 500
TEXT_LENGTH = 2000

_F = Field

_TREATMENT_TEXTS: Mapping[Field, Message] = {
    _F.CLAUSE: N_("Article du texte (obligatoire si 1 ou 2)"),
    _F.QUOTATION: N_("Citation des mots du texte (obligatoire si 2 et importante)"),
    _F.NOTE: N_("Motif ou commentaire (obligatoire si sans objet, ou 0 sans importance)"),
}

# The texts asked beside the answer of a criterion, in the order of the page, by their name.
TEXTS: Mapping[str, Mapping[Field, Message]] = {
    "F1": {_F.NOTE: N_("En une phrase : qui, ou pourquoi personne")},
    "F2": {
        _F.NOTE: N_("Chiffre ou estimation, par sexe"),
        _F.SOURCE: N_("Source et année, ou recherche faite"),
    },
    "F3": {_F.NOTE: N_("Justification, trois phrases au plus")},
    "A1": {
        _F.SOURCE: N_("Source et année, ou bien où et quand vous avez cherché"),
        _F.NOTE: N_("Population décrite par ces données"),
    },
    **dict.fromkeys(TREATMENT_CRITERIA, _TREATMENT_TEXTS),
    "A13": {
        _F.CLAUSE: N_("Article en cause"),
        _F.NOTE: N_("Correction proposée"),
    },
    "T1": {
        _F.CLAUSE: N_("Articles en cause"),
        _F.QUOTATION: N_("Citation des mots à reprendre"),
        _F.NOTE: N_("Mots à reprendre, et où"),
    },
    "T2": {_F.CLAUSE: N_("Figure ou exemple"), _F.NOTE: N_("Ce qu’il faut reprendre")},
    "P1": {_F.NOTE: N_("Combien, qui et quand")},
    "P2": {_F.NOTE: N_("D’où viennent ces nombres")},
    "P3": {_F.NOTE: N_("Nom de la personne")},
    "P4": {_F.NOTE: N_("Référence du formulaire, note nationale")},
    "P5": {_F.NOTE: N_("Action et date")},
}


def field_name(code: str, field: Field) -> str:
    """Name the input of a criterion, the same in the form, its anchor and a conflict."""
    return f"{code}_{field.value}"


def anchor(code: str, field: Field) -> str:
    """Give where on its page an input stands; P2 answers with two numbers, the first is meant."""
    if code == "P2" and field is Field.VALUE:
        return "P2_women"
    return field_name(code, field)
