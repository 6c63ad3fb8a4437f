"""Words of the council's sessions: where a session stands, what was decided, who was there."""

from __future__ import annotations

from enum import StrEnum

from catalogue.messages import N_, Message


class SessionState(StrEnum):
    """Where a session stands, from its preparation to its frozen minutes."""

    PREPARING = "preparing"
    CONVENED = "convened"
    DECIDED = "decided"
    CLOSED = "closed"
    CANCELLED = "cancelled"


SESSION_STATE_LABELS: dict[SessionState, Message] = {
    SessionState.PREPARING: N_("En préparation"),
    SessionState.CONVENED: N_("Convoquée"),
    SessionState.DECIDED: N_("Décisions enregistrées"),
    SessionState.CLOSED: N_("Procès-verbal arrêté"),
    SessionState.CANCELLED: N_("Annulée"),
}


class Ruling(StrEnum):
    """What the council decides on one text."""

    ADOPTED = "adopted"
    RESERVED = "reserved"
    ADJOURNED = "adjourned"
    REFERRED_BACK = "referred_back"
    REJECTED = "rejected"


RULING_LABELS: dict[Ruling, Message] = {
    Ruling.ADOPTED: N_("Adopté"),
    Ruling.RESERVED: N_("Adopté sous réserve"),
    Ruling.ADJOURNED: N_("Ajourné"),
    Ruling.REFERRED_BACK: N_("Renvoyé au CTN"),
    Ruling.REJECTED: N_("Rejeté"),
}

# What each decision does to the subject, said where it is chosen.
RULING_EFFECTS: dict[Ruling, Message] = {
    Ruling.ADOPTED: N_("stade 50.99 au jour de la session ; le sujet peut être homologué"),
    Ruling.RESERVED: N_("reste en attente jusqu’à ce que la réserve soit levée"),
    Ruling.ADJOURNED: N_("reste en attente, proposé à la session suivante"),
    Ruling.REFERRED_BACK: N_("reprise d’une phase antérieure (x.92) ; les travaux reprennent"),
    Ruling.REJECTED: N_("stade d’abandon (x.98) ; le sujet quitte le programme"),
}


class Presence(StrEnum):
    """Whether a member came."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


PRESENCE_LABELS: dict[Presence, Message] = {
    Presence.PRESENT: N_("Présence"),
    Presence.EXCUSED: N_("Absence excusée"),
    Presence.ABSENT: N_("Absence"),
}

SEAT_LABELS: dict[bool, Message] = {True: N_("titulaire"), False: N_("suppléance")}

TAG_LABELS: dict[str, Message] = {
    "council:session_made": N_("Session du CNNCQ préparée"),
    "council:session_edited": N_("Session du CNNCQ modifiée"),
    "council:agenda_set": N_("Ordre du jour de la session fixé"),
    "council:attendance_noted": N_("Présences de la session notées"),
    "council:convened": N_("Session du CNNCQ convoquée"),
    "council:cancelled": N_("Session du CNNCQ annulée"),
    "council:decided": N_("Décisions de la session enregistrées"),
    "council:decisions_undone": N_("Décisions de la session défaites"),
    "council:reserve_lifted": N_("Réserve du CNNCQ levée"),
    "council:closed": N_("Procès-verbal arrêté"),
    "council:minutes_corrected": N_("Correction écrite à côté du procès-verbal"),
}
