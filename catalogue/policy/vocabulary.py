"""Words of the settings: their groups on screen, their kinds, and the name of the act."""

from __future__ import annotations

from enum import StrEnum

from catalogue.messages import N_, Message


class Kind(StrEnum):
    """What a setting's value is, as ``seed_lists/policy.csv`` says it."""

    CHOICE = "choice"
    INTEGER = "integer"
    TEXT = "text"


# What the codes of choices mean to people.
VALUE_LABELS: dict[str, Message] = {
    "strict": N_("strict"),
    "pilot": N_("pilote"),
    "double": N_("deux relectures"),
    "sampling": N_("par échantillon"),
}

# Whole numbers stay between these, by unit; a share stays a share.
LARGEST_PERCENT = 100
LARGEST_NUMBER = 1000

# Decided when the service is installed (environment setting TIMEZONE), not on screen.
FIXED_AT_INSTALLATION = frozenset({"timezone"})

# May be left empty: what is not known is not shown.
MAY_BE_EMPTY = frozenset({"agency_address", "code_acceptance", "contact_email", "stage_scheme"})

# Chosen on a page of its own, which knows what may be chosen.
CHOSEN_AT = {"stage_scheme": "stages.choose"}

TAG_LABELS: dict[str, Message] = {"policy:changed": N_("Réglage modifié")}
