"""Words of the triage: what speaks for a record, and how strongly."""

from enum import StrEnum

from catalogue.messages import N_, Message


class Effect(StrEnum):
    """What a row of the list of terms does to a title."""

    RAISE = "raise"
    LOWER = "lower"  # the title is about a material or a file format: other signals count less
    IGNORE = "ignore"  # the words look relevant and are not: nothing in them is read


class Level(StrEnum):
    """How much a term or a committee says by itself."""

    DIRECT = "direct"  # women, pregnancy, equality: the subject itself
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class ReasonKind(StrEnum):
    """Where a reason comes from."""

    TERM = "term"
    SCOPE = "scope"
    ICS = "ics"
    COMMITTEE = "committee"
    NEAR = "near"
    EDITION = "edition"
    LOWERED = "lowered"
    SUPPLEMENT = "supplement"


class Source(StrEnum):
    """Where a candidate is recorded; the word stands in addresses."""

    ISO = "iso"  # what ISO Open Data says
    EDITION = "norme"  # a standard of the register: national stock, other bodies


LEVEL_LABELS: dict[str, Message] = {
    "H": N_("a priori élevé"),
    "M": N_("a priori moyen"),
    "L": N_("a priori faible"),
}

TAG_LABELS: dict[str, Message] = {
    "triage:dismissed": N_("Norme à examiner écartée"),
    "triage:taken_back": N_("Norme écartée reprise parmi les normes à examiner"),
}
