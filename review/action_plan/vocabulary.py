"""Words of the plan itself: the slots of an objective, the columns of a line, acts on both."""

from __future__ import annotations

from enum import StrEnum

from catalogue.messages import N_, Message


class Slot(StrEnum):
    """What an objective says to be SMART; the value is the name of its column."""

    INDICATOR = "indicator_code"
    BASELINE = "baseline_value"
    BASELINE_DATE = "baseline_on"
    TARGET = "target"
    DUE = "due_on"
    POPULATION = "population"
    SOURCE = "measured_by"
    OWNER = "owner"


SLOT_LABELS: dict[Slot, Message] = {
    Slot.INDICATOR: N_("Indicateur"),
    Slot.BASELINE: N_("Base (valeur de départ)"),
    Slot.BASELINE_DATE: N_("Date de la base"),
    Slot.TARGET: N_("Cible"),
    Slot.DUE: N_("Échéance"),
    Slot.POPULATION: N_("Population"),
    Slot.SOURCE: N_("Source de la mesure"),
    Slot.OWNER: N_("Responsable"),
}

# How a sentence names what is missing.
MISSING_LABELS: dict[Slot, Message] = {
    Slot.INDICATOR: N_("l’indicateur"),
    Slot.BASELINE: N_("la base"),
    Slot.BASELINE_DATE: N_("la date de la base"),
    Slot.TARGET: N_("la cible"),
    Slot.DUE: N_("l’échéance"),
    Slot.POPULATION: N_("la population"),
    Slot.SOURCE: N_("la source de la mesure"),
    Slot.OWNER: N_("le responsable"),
}


class PlanFileState(StrEnum):
    """Where a plan brought in a file stands."""

    SHOWN = "shown"
    TAKEN_IN = "taken_in"
    GIVEN_UP = "given_up"


PLAN_FILE_LABELS: dict[PlanFileState, Message] = {
    PlanFileState.SHOWN: N_("à vérifier"),
    PlanFileState.TAKEN_IN: N_("repris"),
    PlanFileState.GIVEN_UP: N_("abandonné"),
}


class PlanState(StrEnum):
    """Where a plan stands on a day."""

    DRAFT = "draft"
    UNDER_WAY = "under_way"
    TO_COME = "to_come"
    PAST = "past"


PLAN_STATE_LABELS: dict[PlanState, Message] = {
    PlanState.DRAFT: N_("brouillon"),
    PlanState.UNDER_WAY: N_("en cours"),
    PlanState.TO_COME: N_("à venir"),
    PlanState.PAST: N_("passé"),
}
PLAN_STATE_COLOURS: dict[PlanState, str] = {
    PlanState.DRAFT: "ochre",
    PlanState.UNDER_WAY: "green",
    PlanState.TO_COME: "blue",
    PlanState.PAST: "grey",
}

CODE_SEPARATOR = "|"

OWNERS = "owners"
OWNER_SEPARATOR = "|"

COLUMNS: dict[str, Message] = {
    "activity": N_("Activité ou extrant"),
    "measures": N_("Mesures et actions"),
    "indicator": N_("Indicateur"),
    "target": N_("Valeur cible"),
    "schedule": N_("Calendrier"),
    OWNERS: N_("Responsables"),
    "comments": N_("Commentaires"),
}

TAG_LABELS: dict[str, Message] = {
    "plan:line_edited": N_("Texte corrigé d’une ligne du plan modifié"),
    "plan:objective_edited": N_("Objectif du plan modifié"),
    "plan:version_published": N_("Version du plan publiée"),
    "plan:created": N_("Plan écrit à l’écran"),
    "plan:facts_edited": N_("Code, titre ou période d’un plan en brouillon modifiés"),
    "plan:line_added": N_("Ligne ajoutée à un plan en brouillon"),
    "plan:draft_line_edited": N_("Ligne d’un plan en brouillon modifiée"),
    "plan:line_removed": N_("Ligne retirée d’un plan en brouillon"),
    "plan:objective_added": N_("Objectif ajouté à un plan en brouillon"),
    "plan:objective_removed": N_("Objectif retiré d’un plan en brouillon"),
    "plan:loaded": N_("Plan chargé depuis un fichier"),
    "plan:taken_back": N_("Plan en brouillon retiré"),
    "plan:validated": N_("Validation du plan enregistrée"),
    "plan:validation_corrected": N_("Validation du plan corrigée"),
}
