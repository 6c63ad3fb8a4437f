"""Words of the directory: kinds and states of structures, what is known of bodies' plans."""

from __future__ import annotations

from enum import StrEnum

from catalogue.messages import N_, Message


class StructureKind(StrEnum):
    """What a structure is."""

    MINISTRY = "ministry"
    DIRECTORATE = "directorate"
    ASSOCIATION = "association"
    FEDERATION = "federation"
    INSTITUTE = "institute"
    NGO = "ngo"
    GROUP = "group"
    OTHER = "other"


STRUCTURE_KIND_LABELS: dict[StructureKind, Message] = {
    StructureKind.MINISTRY: N_("Ministère"),
    StructureKind.DIRECTORATE: N_("Direction"),
    StructureKind.ASSOCIATION: N_("Association"),
    StructureKind.FEDERATION: N_("Faîtière"),
    StructureKind.INSTITUTE: N_("Institut"),
    StructureKind.NGO: N_("ONG"),
    StructureKind.GROUP: N_("Groupement"),
    StructureKind.OTHER: N_("Autre structure"),
}


class StructureState(StrEnum):
    """How sure the entry is."""

    IDENTIFIED = "identified"
    VERIFIED = "verified"
    RETIRED = "retired"


STRUCTURE_STATE_LABELS: dict[StructureState, Message] = {
    StructureState.IDENTIFIED: N_("Identifiée"),
    StructureState.VERIFIED: N_("Vérifiée"),
    StructureState.RETIRED: N_("Retirée"),
}


class BodyKind(StrEnum):
    """Whether a body is of one country, of a region, or international."""

    NATIONAL = "national"
    REGIONAL = "regional"
    INTERNATIONAL = "international"


BODY_KIND_LABELS: dict[BodyKind, Message] = {
    BodyKind.NATIONAL: N_("Organisme national de normalisation"),
    BodyKind.REGIONAL: N_("Organisme régional"),
    BodyKind.INTERNATIONAL: N_("Organisme international"),
}


class PlanState(StrEnum):
    """What is known of a body's gender plan; nothing found is not «none»."""

    KNOWN = "known"
    SIGNATORY_ONLY = "signatory_only"
    UNKNOWN = "unknown"


PLAN_STATE_LABELS: dict[PlanState, Message] = {
    PlanState.KNOWN: N_("Plan connu"),
    PlanState.SIGNATORY_ONLY: N_("Signataire, sans plan connu"),
    PlanState.UNKNOWN: N_("Inconnu"),
}


class Signatory(StrEnum):
    """Whether a body signed UNECE's declaration on gender-responsive standards."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


SIGNATORY_LABELS: dict[Signatory, Message] = {
    Signatory.YES: N_("Oui"),
    Signatory.NO: N_("Non"),
    Signatory.UNKNOWN: N_("Inconnu"),
}

MOST_NUMBER = 1_000_000
NAME_LENGTH = 300

TAG_LABELS: dict[str, Message] = {
    "structure:added": N_("Structure inscrite au répertoire"),
    "structure:edited": N_("Structure du répertoire modifiée"),
    "structure:verified": N_("Structure vérifiée"),
    "structure:retired": N_("Structure retirée du répertoire"),
    "structure:restored": N_("Structure remise au répertoire"),
    "structure:taken_back": N_("Structure retirée avec le fichier qui l’avait apportée"),
    "universe:declared": N_("Total des structures déclaré"),
    "body:added": N_("Organisme inscrit"),
    "body:edited": N_("Organisme modifié"),
    "body:retired": N_("Organisme retiré de la liste"),
    "body:restored": N_("Organisme remis dans la liste"),
    "body:figure_added": N_("Chiffre d’un organisme inscrit"),
    "body:figure_retired": N_("Chiffre d’un organisme retiré"),
}
