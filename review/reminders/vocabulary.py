"""Words of the reminders: their kinds, kept apart."""

from __future__ import annotations

from enum import StrEnum

from catalogue.messages import N_, Message


class ReminderKind(StrEnum):
    """What a reminder is about; one kind never silences another."""

    INVITATION = "invitation"
    DUE_SOON = "due_soon"
    LATE = "late"
    DISCUSSION = "discussion"
    ADJUDICATION = "adjudication"
    COMPLETION = "completion"
    BY_HAND = "by_hand"


REMINDER_KIND_LABELS: dict[ReminderKind, Message] = {
    ReminderKind.INVITATION: N_("Invitation sans réponse"),
    ReminderKind.DUE_SOON: N_("Échéance proche"),
    ReminderKind.LATE: N_("Échéance passée"),
    ReminderKind.DISCUSSION: N_("Fin de la discussion"),
    ReminderKind.ADJUDICATION: N_("Départage attendu"),
    ReminderKind.COMPLETION: N_("Fiche à compléter"),
    ReminderKind.BY_HAND: N_("Relance du secrétariat"),
}

# The most reminders of one kind about one date: then it is for the secretariat to call.
MOST_REMINDERS = 4

# What the secretariat writes by hand: long enough to say something, short enough to be read.
SHORTEST_TEXT = 20
LONGEST_TEXT = 600

TAG_LABELS: dict[str, Message] = {
    "reminder:sent_by_hand": N_("A relancé la personne attendue"),
    "calendar:address_made": N_("A créé l’adresse privée de son agenda"),
    "calendar:address_ended": N_("A supprimé l’adresse privée de son agenda"),
}
