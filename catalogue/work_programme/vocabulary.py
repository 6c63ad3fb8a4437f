"""Words of the work programme: status, forecast, kinds of text."""

from enum import StrEnum

from catalogue.messages import N_, Message


class WorkItemStatus(StrEnum):
    """Apart from the stage: whether the item moves (product_rules §5)."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    AWAITING_COUNCIL = "awaiting_council"
    ABANDONED = "abandoned"
    HOMOLOGATED = "homologated"


WORK_ITEM_STATUS_LABELS: dict[WorkItemStatus, Message] = {
    WorkItemStatus.ACTIVE: N_("Actif"),
    WorkItemStatus.SUSPENDED: N_("Suspendu"),
    WorkItemStatus.AWAITING_COUNCIL: N_("En attente du CNNCQ"),
    WorkItemStatus.ABANDONED: N_("Abandonné"),
    WorkItemStatus.HOMOLOGATED: N_("Homologué"),
}


# Where planned days still bind: a suspended item is not late, it is suspended.
MOVING = (WorkItemStatus.ACTIVE, WorkItemStatus.AWAITING_COUNCIL)


class Forecast(StrEnum):
    """Prévision: the form's own scale (field 35), never a marker (product_rules §2)."""

    PRINCIPAL = "2"
    SIGNIFICANT = "1"
    NOT_SENSITIVE = "0"
    NOT_RELEVANT = "NP"
    UNKNOWN = "ne_sait_pas"


FORECAST_LABELS: dict[Forecast, Message] = {
    Forecast.PRINCIPAL: N_("Objectif principal"),
    Forecast.SIGNIFICANT: N_("Prise en compte significative"),
    Forecast.NOT_SENSITIVE: N_("Non sensible"),
    Forecast.NOT_RELEVANT: N_("Non pertinent"),
    Forecast.UNKNOWN: N_("Ne sait pas"),
}


class TextKind(StrEnum):
    """Which text of a work item or an edition a document is."""

    DRAFT = "draft"
    COUNCIL = "council"
    HOMOLOGATED = "homologated"


TEXT_KIND_LABELS: dict[TextKind, Message] = {
    TextKind.DRAFT: N_("Projet"),
    TextKind.COUNCIL: N_("Texte envoyé au CNNCQ"),
    TextKind.HOMOLOGATED: N_("Texte homologué"),
}


class ProgrammeList(StrEnum):
    """The lists of the programme; the value stands in the address."""

    IN_PREPARATION = "preparation"
    HOMOLOGATED = "homologues"
    ABANDONED = "abandonnes"


PROGRAMME_LIST_LABELS: dict[ProgrammeList, Message] = {
    ProgrammeList.IN_PREPARATION: N_("En préparation"),
    ProgrammeList.HOMOLOGATED: N_("Homologués"),
    ProgrammeList.ABANDONED: N_("Abandonnés"),
}


FIRST_YEAR, LAST_YEAR = 1990, 2100  # of an exercise
LONGEST_VIEW_NAME = 120


class Act(StrEnum):
    """What may be done with several items at once; acts on the status as in ``workflow``."""

    COMMITTEE = "committee"
    EXERCISE = "exercise"
    PLAN = "plan"
    STAGE = "stage"
    SUSPEND = "suspend"
    RESUME = "resume"
    AWAIT_COUNCIL = "await_council"
    ABANDON = "abandon"


ACT_LABELS: dict[Act, Message] = {
    Act.COMMITTEE: N_("Confier à un comité"),
    Act.EXERCISE: N_("Porter à un autre exercice"),
    Act.PLAN: N_("Fixer la date prévue d’un stade"),
    Act.STAGE: N_("Enregistrer un stade atteint"),
    Act.AWAIT_COUNCIL: N_("Mettre en attente du CNNCQ"),
    Act.SUSPEND: N_("Suspendre les travaux"),
    Act.RESUME: N_("Reprendre les travaux"),
    Act.ABANDON: N_("Abandonner les sujets"),
}


class LatenessFilter(StrEnum):
    """How an item that moves stands to its planned days; the value stands in the address."""

    LATE = "oui"
    IN_TIME = "non"
    UNPLANNED = "sans-date"


LATENESS_LABELS: dict[LatenessFilter, Message] = {
    LatenessFilter.LATE: N_("En retard"),
    LatenessFilter.IN_TIME: N_("Dans les temps"),
    LatenessFilter.UNPLANNED: N_("Aucune date prévue à venir"),
}


class DegreeFilter(StrEnum):
    """Whether an item rests on a base standard, and how closely; beside IDT, MOD and NEQ."""

    ANY = "avec"
    NONE = "sans"
    UNKNOWN = "inconnu"


DEGREE_FILTER_LABELS: dict[DegreeFilter, Message] = {
    DegreeFilter.ANY: N_("Avec une norme de base"),
    DegreeFilter.UNKNOWN: N_("Degré inconnu"),
    DegreeFilter.NONE: N_("Sans norme de base"),
}

# The nine stages of the harmonized matrix, by their two digits (programme_process §2.2).
STAGE_GROUP_LABELS: dict[str, Message] = {
    "00": N_("Préliminaire"),
    "10": N_("Proposition"),
    "20": N_("Préparation"),
    "30": N_("Comité"),
    "40": N_("Enquête"),
    "50": N_("Approbation"),
    "60": N_("Publication"),
    "90": N_("Examen"),
    "95": N_("Annulation"),
}

# Main stages an item of the programme goes through; what follows is the edition's life.
RECORDED_GROUPS = ("00", "10", "20", "30", "40", "50", "60")

# Stages whose day is worth planning; others may be planned through an import.
PLANNED_CODES = ("20.20", "30.00", "40.20", "40.60", "50.00", "50.99", "60.60")

# From the close of the public enquiry on, a text may wait for the council (programme_process §7.1).
COUNCIL_FROM = "40.60"

TAG_LABELS: dict[str, Message] = {
    "programme:registered": N_("Sujet inscrit au programme"),
    "programme:edited": N_("Sujet modifié"),
    "programme:stage_recorded": N_("Stade enregistré"),
    "programme:stage_corrected": N_("Stade corrigé"),
    "programme:planned": N_("Dates prévues modifiées"),
    "programme:exercise_set": N_("Sujet porté à un autre exercice"),
    "programme:suspended": N_("Sujet suspendu"),
    "programme:resumed": N_("Travaux repris"),
    "programme:awaiting_council": N_("Sujet en attente du CNNCQ"),
    "programme:abandoned": N_("Sujet abandonné"),
    "programme:forecast_set": N_("Prévision modifiée"),
    "programme:text_attached": N_("Texte joint au sujet"),
    "programme:homologated": N_("Homologation enregistrée"),
    "programme:homologation_undone": N_("Homologation défaite"),
    "programme:view_saved": N_("Vue du programme enregistrée"),
    "programme:view_changed": N_("Vue du programme modifiée"),
    "programme:view_deleted": N_("Vue du programme supprimée"),
}
