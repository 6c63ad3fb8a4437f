"""Words of the journal: what each act is called on screen, as the slices say it."""

from __future__ import annotations

from catalogue.messages import N_, Message

# Filled by the composition root from each slice's TAG_LABELS; a test refuses an act without one.
TAG_LABELS: dict[str, Message] = {
    "journal:erased": N_("A effacé le contenu d’actes du journal"),
}
