"""Words of the searches people keep."""

from catalogue.messages import N_, Message

TAG_LABELS: dict[str, Message] = {
    "search:saved": N_("Recherche enregistrée"),
    "search:changed": N_("Recherche renommée ou réglée"),
    "search:deleted": N_("Recherche supprimée"),
}
