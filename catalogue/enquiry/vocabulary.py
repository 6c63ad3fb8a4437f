"""Words of public enquiries: why one is short, kinds of comments, what they are answered."""

from __future__ import annotations

from enum import StrEnum

from catalogue.messages import N_, Message

# The longest answers of a comment, in characters.
LONGEST_NAME = 200
LONGEST_EMAIL = 254
LONGEST_CODE = 20
LONGEST_PLACE = 100
LONGEST_TEXT = 4000


class Ground(StrEnum):
    """Why an enquiry may be shorter than sixty days (WTO code of good practice, Annex 3, L)."""

    SAFETY = "safety"
    HEALTH = "health"
    ENVIRONMENT = "environment"


GROUND_LABELS: dict[Ground, Message] = {
    Ground.SAFETY: N_("Problème urgent de sécurité"),
    Ground.HEALTH: N_("Problème urgent de santé"),
    Ground.ENVIRONMENT: N_("Problème urgent d’environnement"),
}


class EnquiryState(StrEnum):
    """Where an enquiry stands on a day; read from its dates, never stored."""

    OPEN = "open"
    ENDED = "ended"
    CLOSED = "closed"
    CANCELLED = "cancelled"


ENQUIRY_STATE_LABELS: dict[EnquiryState, Message] = {
    EnquiryState.OPEN: N_("Ouverte"),
    EnquiryState.ENDED: N_("Terminée"),
    EnquiryState.CLOSED: N_("Close"),
    EnquiryState.CANCELLED: N_("Annulée"),
}


class CommentKind(StrEnum):
    """The three kinds of the ISO/IEC commenting template."""

    GENERAL = "ge"
    TECHNICAL = "te"
    EDITORIAL = "ed"


COMMENT_KIND_LABELS: dict[CommentKind, Message] = {
    CommentKind.GENERAL: N_("Générale (ge) : l’ensemble du projet"),
    CommentKind.TECHNICAL: N_("Technique (te) : ce que le texte demande"),
    CommentKind.EDITORIAL: N_("Rédactionnelle (ed) : la façon de l’écrire"),
}
SHORT_KIND_LABELS: dict[CommentKind, Message] = {
    CommentKind.GENERAL: N_("Générale"),
    CommentKind.TECHNICAL: N_("Technique"),
    CommentKind.EDITORIAL: N_("Rédactionnelle"),
}


class Channel(StrEnum):
    """How a comment came in."""

    FORM = "form"
    TABLE = "table"


class Outcome(StrEnum):
    """What became of a comment."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"


OUTCOME_LABELS: dict[Outcome, Message] = {
    Outcome.ACCEPTED: N_("Acceptée"),
    Outcome.PARTLY: N_("Acceptée en partie"),
    Outcome.REJECTED: N_("Rejetée"),
}
OUTCOME_COLOURS: dict[Outcome, str] = {
    Outcome.ACCEPTED: "green",
    Outcome.PARTLY: "blue",
    Outcome.REJECTED: "grey",
}

# What was not done as asked is explained.
NEED_REASON = frozenset({Outcome.PARTLY, Outcome.REJECTED})


class SheetState(StrEnum):
    """Where a commenting table that was sent in stands."""

    STAGED = "staged"
    APPLIED = "applied"
    DROPPED = "dropped"
    UNDONE = "undone"


SHEET_STATE_LABELS: dict[SheetState, Message] = {
    SheetState.STAGED: N_("À vérifier"),
    SheetState.APPLIED: N_("Repris"),
    SheetState.DROPPED: N_("Laissé de côté"),
    SheetState.UNDONE: N_("Reprise défaite"),
}


class RefusalKind(StrEnum):
    """Why something sent to the form was turned away; only counted, by day."""

    TRAP = "trap"
    HASTE = "haste"
    ADDRESS_LIMIT = "address_limit"
    DAY_LIMIT = "day_limit"


REFUSAL_KIND_LABELS: dict[RefusalKind, Message] = {
    RefusalKind.TRAP: N_("Champ caché rempli"),
    RefusalKind.HASTE: N_("Envoi trop rapide ou sans page"),
    RefusalKind.ADDRESS_LIMIT: N_("Trop d’envois d’une même adresse réseau"),
    RefusalKind.DAY_LIMIT: N_("Trop d’envois dans la journée"),
}

TAG_LABELS: dict[str, Message] = {
    "enquiry:opened": N_("Enquête publique ouverte"),
    "enquiry:extended": N_("Enquête publique prolongée"),
    "enquiry:closed": N_("Enquête publique close"),
    "enquiry:reopened": N_("Clôture de l’enquête corrigée"),
    "enquiry:moved": N_("Dates de l’enquête corrigées"),
    "enquiry:cancelled": N_("Enquête publique annulée"),
    "enquiry:draft_access_changed": N_("Accès au projet en enquête modifié"),
    "enquiry:table_published": N_("Remarques et réponses publiées"),
    "enquiry:table_withdrawn": N_("Publication des remarques retirée"),
    "enquiry:comment_received": N_("Remarque reçue"),
    "enquiry:comment_answered": N_("Remarque répondue"),
    "enquiry:answer_withdrawn": N_("Réponse à une remarque retirée"),
    "enquiry:sheet_staged": N_("Tableau de remarques reçu"),
    "enquiry:sheet_applied": N_("Tableau de remarques repris"),
    "enquiry:sheet_dropped": N_("Tableau de remarques laissé de côté"),
    "enquiry:sheet_undone": N_("Reprise d’un tableau de remarques défaite"),
    "enquiry:people_erased": N_("Noms et adresses des personnes effacés"),
}
