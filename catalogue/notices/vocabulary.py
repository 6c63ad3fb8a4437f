"""Words of the messages: their kinds, and the kind of each template."""

from __future__ import annotations

from enum import StrEnum

from catalogue.messages import N_, Message


class NoticeKind(StrEnum):
    """What a message is about: people choose, kind by kind, whether it also comes by mail."""

    ACCOUNT = "account"
    FINDINGS = "findings"
    NEEDS_RECEIVED = "needs_received"
    NEEDS_OWN = "needs_own"
    REVIEW_ASKED = "review_asked"
    REVIEW_OUTCOME = "review_outcome"
    REVIEW_FOLLOWED = "review_followed"
    REMINDER = "reminder"
    FOLLOW_UP = "follow_up"
    MONITORING = "monitoring"
    SEARCH_NEWS = "search_news"


NOTICE_KIND_LABELS: dict[NoticeKind, Message] = {
    NoticeKind.ACCOUNT: N_("Mon compte : invitation, nouveau mot de passe"),
    NoticeKind.FINDINGS: N_("Un texte à reprendre : constats, réponses, nouvelle version"),
    NoticeKind.NEEDS_RECEIVED: N_("Une expression de besoin attend mon acte ou mon avis"),
    NoticeKind.NEEDS_OWN: N_("Mes expressions de besoin : déposée pour moi, à compléter, décidée"),
    NoticeKind.REVIEW_ASKED: N_("Une relecture m’est confiée ou retirée"),
    NoticeKind.REVIEW_OUTCOME: N_("Un texte que j’ai relu : discussion, décision"),
    NoticeKind.REVIEW_FOLLOWED: N_("Les relectures que suit le secrétariat"),
    NoticeKind.REMINDER: N_("Rappels avant et après une échéance"),
    NoticeKind.FOLLOW_UP: N_("Relances écrites par le secrétariat"),
    NoticeKind.MONITORING: N_("Comité de suivi : réunion qui vient, recommandation en retard"),
    NoticeKind.SEARCH_NEWS: N_("Du nouveau dans mes recherches"),
}

# Without these a person could not come in: they always go by mail.
ALWAYS_MAILED: frozenset[NoticeKind] = frozenset({NoticeKind.ACCOUNT})

# The kind of each template of ``templates/email``; a test refuses a template without one.
KIND_OF: dict[str, NoticeKind] = {
    "account_invitation": NoticeKind.ACCOUNT,
    "account_reset": NoticeKind.ACCOUNT,
    "examinations_due": NoticeKind.REMINDER,
    "findings_answered": NoticeKind.FINDINGS,
    "findings_sent": NoticeKind.FINDINGS,
    "findings_sent_on": NoticeKind.FINDINGS,
    "follow_up_needs": NoticeKind.FOLLOW_UP,
    "follow_up_reading": NoticeKind.FOLLOW_UP,
    "monitoring_meeting_invited": NoticeKind.MONITORING,
    "monitoring_meeting_soon": NoticeKind.MONITORING,
    "monitoring_recommendation_yours": NoticeKind.MONITORING,
    "monitoring_recommendations_late": NoticeKind.MONITORING,
    "needs_decided": NoticeKind.NEEDS_OWN,
    "needs_filed_for_you": NoticeKind.NEEDS_OWN,
    "needs_help_asked": NoticeKind.NEEDS_RECEIVED,
    "needs_received": NoticeKind.NEEDS_RECEIVED,
    "needs_returned": NoticeKind.NEEDS_OWN,
    "reminder_adjudication": NoticeKind.REMINDER,
    "reminder_adjudication_to_open": NoticeKind.REMINDER,
    "reminder_completion": NoticeKind.REMINDER,
    "reminder_discussion": NoticeKind.REMINDER,
    "reminder_due_soon": NoticeKind.REMINDER,
    "reminder_invitation": NoticeKind.REMINDER,
    "reminder_late": NoticeKind.REMINDER,
    "review_cancelled": NoticeKind.REVIEW_ASKED,
    "review_decided": NoticeKind.REVIEW_OUTCOME,
    "review_declined": NoticeKind.REVIEW_FOLLOWED,
    "review_discussion": NoticeKind.REVIEW_OUTCOME,
    "review_note": NoticeKind.REVIEW_OUTCOME,
    "review_discussion_opened": NoticeKind.REVIEW_FOLLOWED,
    "review_draft_read": NoticeKind.REVIEW_FOLLOWED,
    "review_interest": NoticeKind.REVIEW_FOLLOWED,
    "review_invited": NoticeKind.REVIEW_ASKED,
    "review_second_asked": NoticeKind.REVIEW_FOLLOWED,
    "review_submitted_for_you": NoticeKind.REVIEW_ASKED,
    "review_to_confirm": NoticeKind.REVIEW_ASKED,
    "review_withdrawn": NoticeKind.REVIEW_ASKED,
    "search_news": NoticeKind.SEARCH_NEWS,
}

TAG_LABELS: dict[str, Message] = {
    "outbox:tried_again": N_("A demandé un nouvel essai des messages en attente"),
}
