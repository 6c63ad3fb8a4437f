"""Words of the monitoring committee: where a meeting and a recommendation stand, who came."""

from __future__ import annotations

from enum import StrEnum

from catalogue.messages import N_, Message


class MeetingState(StrEnum):
    """Where a meeting stands, from its planning to its frozen minutes."""

    PLANNED = "planned"
    HELD = "held"
    CLOSED = "closed"
    CANCELLED = "cancelled"


MEETING_STATE_LABELS: dict[MeetingState, Message] = {
    MeetingState.PLANNED: N_("Prévue"),
    MeetingState.HELD: N_("Tenue"),
    MeetingState.CLOSED: N_("Compte rendu arrêté"),
    MeetingState.CANCELLED: N_("Annulée"),
}


class PointKind(StrEnum):
    """What a point of the agenda is, in the order they are proposed in."""

    ADOPTION = "adoption"
    RECOMMENDATIONS = "recommendations"
    LATE = "late"
    FREE = "free"
    OTHER = "other"


POINT_KIND_LABELS: dict[PointKind, Message] = {
    PointKind.ADOPTION: N_("Compte rendu précédent"),
    PointKind.RECOMMENDATIONS: N_("Recommandations"),
    PointKind.LATE: N_("À examiner"),
    PointKind.FREE: N_("Point ajouté"),
    PointKind.OTHER: N_("Questions diverses"),
}


class Attended(StrEnum):
    """Whether a member came."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


ATTENDED_LABELS: dict[Attended, Message] = {
    Attended.PRESENT: N_("Présence"),
    Attended.EXCUSED: N_("Absence excusée"),
    Attended.ABSENT: N_("Absence"),
}


class RecommendationState(StrEnum):
    """How far a recommendation is."""

    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    DONE = "done"
    ABANDONED = "abandoned"


RECOMMENDATION_STATE_LABELS: dict[RecommendationState, Message] = {
    RecommendationState.TO_DO: N_("À faire"),
    RecommendationState.UNDER_WAY: N_("En cours"),
    RecommendationState.DONE: N_("Faite"),
    RecommendationState.ABANDONED: N_("Abandonnée"),
}

STILL_OPEN = frozenset({RecommendationState.TO_DO, RecommendationState.UNDER_WAY})


class Act(StrEnum):
    """What is done to a recommendation, each on its day."""

    BEGIN = "begin"
    FINISH = "finish"
    ABANDON = "abandon"
    REOPEN = "reopen"
    POSTPONE = "postpone"


class Reminded(StrEnum):
    """What a reminder was about."""

    MEETING = "meeting"
    RECOMMENDATION = "recommendation"


TAG_LABELS: dict[str, Message] = {
    "monitoring:year_planned": N_("Nombre de réunions prévues dans l’année noté"),
    "monitoring:meeting_planned": N_("Réunion du comité de suivi prévue"),
    "monitoring:meeting_edited": N_("Réunion du comité de suivi modifiée"),
    "monitoring:agenda_set": N_("Ordre du jour de la réunion fixé"),
    "monitoring:attendance_noted": N_("Présences à la réunion notées"),
    "monitoring:held": N_("Réunion du comité de suivi tenue"),
    "monitoring:not_held": N_("Réunion remise parmi celles à venir"),
    "monitoring:cancelled": N_("Réunion du comité de suivi annulée"),
    "monitoring:minutes_written": N_("Compte rendu de la réunion écrit"),
    "monitoring:closed": N_("Compte rendu arrêté"),
    "monitoring:minutes_corrected": N_("Correction écrite à côté du compte rendu"),
    "recommendation:made": N_("Recommandation enregistrée"),
    "recommendation:edited": N_("Recommandation modifiée"),
    "recommendation:begun": N_("Recommandation commencée"),
    "recommendation:done": N_("Recommandation faite"),
    "recommendation:abandoned": N_("Recommandation abandonnée"),
    "recommendation:reopened": N_("Recommandation reprise"),
    "recommendation:postponed": N_("Échéance de la recommandation déplacée"),
}
