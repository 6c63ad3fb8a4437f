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
    "training:participant_changed": N_("Personne d’une liste de présence corrigée"),
    "training:participant_erased": N_("Personne d’une liste de présence effacée"),
}
