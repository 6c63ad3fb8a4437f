"""Words of what is done after commit."""

from __future__ import annotations

from catalogue.messages import N_, Message

# What each topic is called where it waits; an unlisted one by its code.
TOPIC_LABELS: dict[str, Message] = {
    "mail": N_("Courriels"),
    "enquiry_mail": N_("Courriels de l’enquête publique"),
    "index": N_("Mises à jour de la recherche"),
    "text": N_("Lecture des textes"),
    "triage": N_("Classement des normes à examiner"),
    "search_digest": N_("Nouvelles des recherches enregistrées"),
    "reminders": N_("Rappels"),
    "retention": N_("Effacement de ce qui a fait son temps"),
}
