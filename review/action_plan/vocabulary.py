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
    "plan:loaded": N_("Plan chargé depuis un fichier"),
    "plan:taken_back": N_("Chargement d’un plan défait"),
    "plan:validated": N_("Validation du plan enregistrée"),
    "plan:validation_corrected": N_("Validation du plan corrigée"),
}
