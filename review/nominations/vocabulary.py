"""Words of participation texts, calls for nomination and what is proposed in answer."""

from __future__ import annotations

from enum import StrEnum

from catalogue.messages import N_, Message


class TextKind(StrEnum):
    """What a participation text is."""

    CRITERIA = "criteria"
    CALL = "call"
    DESIGNATION = "designation"


TEXT_KIND_LABELS: dict[TextKind, Message] = {
    TextKind.CRITERIA: N_("Critères de participation"),
    TextKind.CALL: N_("Appel à candidatures"),
    TextKind.DESIGNATION: N_("Lettre de désignation type"),
}


class TextStanding(StrEnum):
    """Where a participation text stands."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"


TEXT_STANDING_LABELS: dict[TextStanding, Message] = {
    TextStanding.DRAFT: N_("Jamais publié"),
    TextStanding.IN_FORCE: N_("En vigueur"),
    TextStanding.WITHDRAWN: N_("Retiré"),
}


class CallState(StrEnum):
    """Where a call stands."""

    PREPARING = "preparing"
    SENT = "sent"
    CLOSED = "closed"
    CANCELLED = "cancelled"


CALL_STATE_LABELS: dict[CallState, Message] = {
    CallState.PREPARING: N_("En préparation"),
    CallState.SENT: N_("Envoyé"),
    CallState.CLOSED: N_("Clos"),
    CallState.CANCELLED: N_("Abandonné"),
}


class Outcome(StrEnum):
    """What became of a proposal."""

    RETAINED = "retained"
    DECLINED = "declined"


OUTCOME_LABELS: dict[Outcome, Message] = {
    Outcome.RETAINED: N_("Retenue"),
    Outcome.DECLINED: N_("Écartée"),
}

TAG_LABELS: dict[str, Message] = {
    "participation_text:begun": N_("Texte de participation commencé"),
    "participation_text:changed": N_("Titre d’un texte de participation modifié"),
    "participation_text:written": N_("Version d’un texte de participation rédigée"),
    "participation_text:hints_dismissed": N_("Pistes d’un texte de participation écartées"),
    "participation_text:hints_reopened": N_("Pistes d’un texte de participation rouvertes"),
    "participation_text:published": N_("Version d’un texte de participation publiée"),
    "participation_text:abandoned": N_("Version d’un texte de participation abandonnée"),
    "participation_text:withdrawn": N_("Texte de participation retiré"),
    "call:prepared": N_("Appel à candidatures préparé"),
    "call:changed": N_("Appel à candidatures modifié"),
    "call:sent": N_("Appel à candidatures envoyé"),
    "call:closed": N_("Appel à candidatures clos"),
    "call:cancelled": N_("Appel à candidatures abandonné"),
    "proposal:received": N_("Proposition reçue"),
    "proposal:corrected": N_("Proposition corrigée"),
    "proposal:retained": N_("Proposition retenue"),
    "proposal:declined": N_("Proposition écartée"),
    "proposal:name_erased": N_("Nom effacé d’une proposition écartée"),
}
