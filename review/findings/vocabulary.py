"""Words of findings: where a list of them stands, what is answered, what becomes of each."""

from __future__ import annotations

from enum import StrEnum

from catalogue.messages import N_, Message


class ReturnState(StrEnum):
    """Where a text sent back stands: the list is written, sent, then answered as a whole."""

    DRAFT = "draft"
    SENT = "sent"
    ANSWERED = "answered"


RETURN_STATE_LABELS: dict[ReturnState, Message] = {
    ReturnState.DRAFT: N_("Constats en préparation"),
    ReturnState.SENT: N_("À reprendre"),
    ReturnState.ANSWERED: N_("Reprise, nouvelle version jointe"),
}


class ReplyAnswer(StrEnum):
    """What the committee does with one finding."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    NOT_KEPT = "not_kept"


REPLY_ANSWER_LABELS: dict[ReplyAnswer, Message] = {
    ReplyAnswer.ACCEPTED: N_("Accepté et corrigé"),
    ReplyAnswer.PARTLY: N_("Accepté en partie"),
    ReplyAnswer.NOT_KEPT: N_("Non retenu"),
}

LIFTED_LABELS: dict[bool, Message] = {True: N_("Levé"), False: N_("Non levé")}

# Characters, and how many findings one text is sent back with at most.
FINDING_LENGTH = 2000
REPLY_LENGTH = 2000
NOTE_LENGTH = 1000
CLAUSE_LENGTH = 500
MOST_FINDINGS = 100

TAG_LABELS: dict[str, Message] = {
    "findings:prepared": N_("A commencé la liste des constats"),
    "findings:edited": N_("A changé la liste des constats"),
    "findings:dropped": N_("A renoncé à la liste des constats"),
    "findings:sent": N_("A renvoyé le texte au comité : à reprendre"),
    "findings:answered": N_("A envoyé la nouvelle version avec ses réponses"),
    "finding:replied": N_("A répondu à un constat"),
    "finding:checked": N_("A vérifié un constat dans la nouvelle version"),
}
