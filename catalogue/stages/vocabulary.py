"""Words of the stage schemes: the acts, and how a scheme's version is named in a setting."""

from catalogue.messages import N_, Message

# The setting that says which scheme the agency shows: «AMANORM proposition-2026-11», or nothing.
SETTING = "stage_scheme"

TAG_LABELS: dict[str, Message] = {"stages:scheme_added": N_("Jeu de noms de stades ajouté")}
