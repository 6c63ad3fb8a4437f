"""Words of the life of a published standard: outcomes of its reviews, where it stands."""

from __future__ import annotations

from enum import StrEnum

from catalogue.messages import N_, Message
from catalogue.records.vocabulary import DocumentKind


class Outcome(StrEnum):
    """What a systematic review decides (ISO/IEC Directives, Part 1, 2.9)."""

    CONFIRM = "confirm"
    REVISE = "revise"
    AMEND = "amend"
    WITHDRAW = "withdraw"


OUTCOME_LABELS: dict[Outcome, Message] = {
    Outcome.CONFIRM: N_("Confirmée"),
    Outcome.REVISE: N_("À réviser"),
    Outcome.AMEND: N_("À amender"),
    Outcome.WITHDRAW: N_("À annuler"),
}

# The harmonized code that each outcome records in the life of the edition.
OUTCOME_CODES: dict[Outcome, str] = {
    Outcome.CONFIRM: "90.93",
    Outcome.REVISE: "90.92",
    Outcome.AMEND: "90.92",
    Outcome.WITHDRAW: "90.99",
}


class Opinion(StrEnum):
    """What a committee or a body answers when it is asked."""

    CONFIRM = "confirm"
    REVISE = "revise"
    AMEND = "amend"
    WITHDRAW = "withdraw"
    NONE = "none"


OPINION_LABELS: dict[Opinion, Message] = {
    Opinion.CONFIRM: N_("Confirmer"),
    Opinion.REVISE: N_("Réviser"),
    Opinion.AMEND: N_("Amender"),
    Opinion.WITHDRAW: N_("Annuler"),
    Opinion.NONE: N_("Sans avis"),
}


class Standing(StrEnum):
    """Where an edition stands with its review; the value stands in the address."""

    LATE = "en-retard"
    SOON = "bientot"
    OPEN = "en-cours"
    TO_FOLLOW = "a-suivre"
    LATER = "plus-tard"
    UNKNOWN = "date-inconnue"


STANDING_LABELS: dict[Standing, Message] = {
    Standing.LATE: N_("En retard"),
    Standing.SOON: N_("À examiner bientôt"),
    Standing.OPEN: N_("Examen en cours"),
    Standing.TO_FOLLOW: N_("Décision à suivre"),
    Standing.LATER: N_("Plus tard"),
    Standing.UNKNOWN: N_("Date inconnue"),
}

STARTS, OPENED = "60.60", "90.20"

# The setting that says every how many years a kind is reviewed (programme_process §2.5: five for a
# standard, three for a specification, never for a report).
YEARS_SETTING: dict[DocumentKind, str | None] = {
    DocumentKind.STANDARD: "examination_years_standard",
    DocumentKind.TECHNICAL_SPECIFICATION: "examination_years_specification",
    DocumentKind.PUBLICLY_AVAILABLE_SPECIFICATION: "examination_years_specification",
    DocumentKind.WORKSHOP_AGREEMENT: "examination_years_specification",
    DocumentKind.TECHNICAL_REPORT: None,
    DocumentKind.GUIDE: "examination_years_standard",
    DocumentKind.RECOMMENDATION: "examination_years_standard",
    DocumentKind.CODE_OF_PRACTICE: "examination_years_standard",
    DocumentKind.TECHNICAL_REGULATION: "examination_years_standard",
    DocumentKind.OTHER: "examination_years_standard",
}

TAG_LABELS: dict[str, Message] = {
    "examination:opened": N_("Examen systématique ouvert"),
    "examination:answered": N_("Réponse à l’examen enregistrée"),
    "examination:answer_removed": N_("Réponse à l’examen retirée"),
    "examination:decided": N_("Issue de l’examen enregistrée"),
    "examination:undone": N_("Issue de l’examen défaite"),
    "examination:cancelled": N_("Examen systématique abandonné"),
    "examination:work_begun": N_("Sujet inscrit à la suite de l’examen"),
}
