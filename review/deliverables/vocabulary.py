"""Words of the plan's deliverables: what they are, where they stand, what is distributed."""

from __future__ import annotations

from enum import StrEnum

from catalogue.messages import N_, Message


class DeliverableKind(StrEnum):
    """What a line of the plan asks to be produced."""

    PLAN = "plan"
    MODULE_INTERNAL = "module_internal"
    MODULE_EXTERNAL = "module_external"
    STRATEGY = "strategy"
    REPORT = "report"
    ENGAGEMENT = "engagement"
    DECISION = "decision"
    VALIDATION = "validation"
    OTHER = "other"


KIND_LABELS: dict[DeliverableKind, Message] = {
    DeliverableKind.PLAN: N_("Plan"),
    DeliverableKind.MODULE_INTERNAL: N_("Module de formation interne"),
    DeliverableKind.MODULE_EXTERNAL: N_("Module de formation externe"),
    DeliverableKind.STRATEGY: N_("Document de stratégie"),
    DeliverableKind.REPORT: N_("Rapport"),
    DeliverableKind.ENGAGEMENT: N_("Engagement d’une personne"),
    DeliverableKind.DECISION: N_("Décision"),
    DeliverableKind.VALIDATION: N_("Validation"),
    DeliverableKind.OTHER: N_("Autre"),
}


class CompletionBasis(StrEnum):
    """What shows that a deliverable is done."""

    EVIDENCE = "evidence"
    DECISION = "decision"


BASIS_LABELS: dict[CompletionBasis, Message] = {
    CompletionBasis.EVIDENCE: N_("la preuve de sa dernière étape"),
    CompletionBasis.DECISION: N_("la décision enregistrée"),
}


class State(StrEnum):
    """Where a deliverable stands on a day; the value stands in the address."""

    LATE = "en-retard"
    TO_CLOSE = "a-terminer"
    UNDER_WAY = "en-cours"
    NOT_STARTED = "pas-commence"
    DONE = "termine"
    DROPPED = "abandonne"


STATE_LABELS: dict[State, Message] = {
    State.LATE: N_("En retard"),
    State.TO_CLOSE: N_("Toutes les étapes sont faites"),
    State.UNDER_WAY: N_("En cours"),
    State.NOT_STARTED: N_("Pas commencé"),
    State.DONE: N_("Terminé"),
    State.DROPPED: N_("Abandonné"),
}


class MaterialKind(StrEnum):
    """What carries the message of gender to people."""

    POSTER = "poster"
    LEAFLET = "leaflet"
    BOOKLET = "booklet"
    VIDEO = "video"
    BROADCAST = "broadcast"
    ONLINE = "online"
    OBJECT = "object"
    OTHER = "other"


MATERIAL_LABELS: dict[MaterialKind, Message] = {
    MaterialKind.POSTER: N_("Affiche"),
    MaterialKind.LEAFLET: N_("Dépliant"),
    MaterialKind.BOOKLET: N_("Brochure ou guide"),
    MaterialKind.VIDEO: N_("Vidéo"),
    MaterialKind.BROADCAST: N_("Émission de radio ou de télévision"),
    MaterialKind.ONLINE: N_("Publication en ligne"),
    MaterialKind.OBJECT: N_("Objet (pagne, t-shirt, stylo…)"),
    MaterialKind.OTHER: N_("Autre"),
}

TAG_LABELS: dict[str, Message] = {
    "deliverable:added": N_("Livrable ajouté"),
    "deliverable:edited": N_("Livrable modifié"),
    "deliverable:step_added": N_("Étape ajoutée au livrable"),
    "deliverable:step_edited": N_("Étape du livrable modifiée"),
    "deliverable:step_moved": N_("Étape du livrable déplacée"),
    "deliverable:step_removed": N_("Étape du livrable retirée"),
    "deliverable:step_done": N_("Étape du livrable faite"),
    "deliverable:step_corrected": N_("Étape faite corrigée"),
    "deliverable:step_reopened": N_("Étape du livrable remise à faire"),
    "deliverable:decided": N_("Décision enregistrée sur le livrable"),
    "deliverable:completed": N_("Livrable terminé"),
    "deliverable:dropped": N_("Livrable abandonné"),
    "deliverable:reopened": N_("Livrable repris"),
    "material:added": N_("Support ajouté"),
    "material:edited": N_("Support modifié"),
    "material:distributed": N_("Diffusion d’un support enregistrée"),
    "material:distribution_cancelled": N_("Diffusion d’un support annulée"),
}
