"""Words of training: for whom a module is, where an event stands, what the journal says."""

from __future__ import annotations

from enum import StrEnum

from catalogue.messages import N_, Message


class Audience(StrEnum):
    """For whom a module is made: the agency's own people, or others."""

    INTERNAL = "internal"
    EXTERNAL = "external"


AUDIENCE_LABELS: dict[Audience, Message] = {
    Audience.INTERNAL: N_("Interne : le personnel de l’Agence"),
    Audience.EXTERNAL: N_("Externe : les membres des comités et les autres acteurs"),
}

AUDIENCE_WORDS: dict[Audience, Message] = {
    Audience.INTERNAL: N_("interne"),
    Audience.EXTERNAL: N_("externe"),
}


class EventState(StrEnum):
    """Where a training event stands; only what was held is counted."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


EVENT_STATE_LABELS: dict[EventState, Message] = {
    EventState.PLANNED: N_("Prévue"),
    EventState.HELD: N_("Tenue"),
    EventState.CANCELLED: N_("Annulée"),
}


class ListState(StrEnum):
    """Where a list brought in a spreadsheet stands."""

    SHOWN = "shown"
    TAKEN_IN = "taken_in"
    GIVEN_UP = "given_up"
    UNDONE = "undone"


LIST_STATE_LABELS: dict[ListState, Message] = {
    ListState.SHOWN: N_("À vérifier"),
    ListState.TAKEN_IN: N_("Reprise"),
    ListState.GIVEN_UP: N_("Abandonnée"),
    ListState.UNDONE: N_("Annulée"),
}

FIRST_YEAR, LAST_YEAR = 2020, 2060
MONTHS: tuple[Message, ...] = (
    N_("janvier"),
    N_("février"),
    N_("mars"),
    N_("avril"),
    N_("mai"),
    N_("juin"),
    N_("juillet"),
    N_("août"),
    N_("septembre"),
    N_("octobre"),
    N_("novembre"),
    N_("décembre"),
)


class LineStanding(StrEnum):
    """How a line of the plan stands on a day; said from its training and its month."""

    HELD = "held"
    COMING = "coming"
    LATE = "late"
    CANCELLED = "cancelled"


LINE_STANDING_LABELS: dict[LineStanding, Message] = {
    LineStanding.HELD: N_("tenue"),
    LineStanding.COMING: N_("à venir"),
    LineStanding.LATE: N_("en retard"),
    LineStanding.CANCELLED: N_("annulée, à prévoir de nouveau"),
}

TAG_LABELS: dict[str, Message] = {
    "training:module_added": N_("Module de formation ajouté"),
    "training:module_changed": N_("Module de formation modifié"),
    "training:planned": N_("Formation prévue"),
    "training:changed": N_("Formation modifiée"),
    "training:held": N_("Formation notée comme tenue"),
    "training:cancelled": N_("Formation annulée"),
    "training:reopened": N_("Formation remise en préparation"),
    "training:report_attached": N_("Rapport de formation joint"),
    "training:attendance_added": N_("Personne inscrite sur la liste de présence"),
    "training:attendance_removed": N_("Personne retirée de la liste de présence"),
    "training:counts_noted": N_("Personnes sans nom comptées à une formation"),
    "training:list_taken_in": N_("Liste de présence reprise d’un tableur"),
    "training:list_undone": N_("Liste de présence reprise d’un tableur annulée"),
    "training:line_added": N_("Ligne ajoutée au plan de formation"),
    "training:line_changed": N_("Ligne du plan de formation modifiée"),
    "training:line_removed": N_("Ligne retirée du plan de formation"),
    "training:participant_changed": N_("Personne d’une liste de présence corrigée"),
    "training:participant_joined": N_("Deux noms de listes de présence réunis en une personne"),
    "training:participant_erased": N_("Personne d’une liste de présence effacée"),
}
