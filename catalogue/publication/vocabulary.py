"""Words of the published programme."""

from __future__ import annotations

from enum import StrEnum

from catalogue.messages import N_, Message


class Part(StrEnum):
    """The lists of an edition; the value stands in addresses and files."""

    IN_PREPARATION = "preparation"
    ADOPTED = "adoptees"
    LEFT = "sorties"
    CULTURE = "culture"
    LABOUR = "travail"


PART_LABELS: dict[Part, Message] = {
    Part.IN_PREPARATION: N_("Normes en préparation"),
    Part.ADOPTED: N_("Normes adoptées au cours du semestre"),
    Part.LEFT: N_("Sujets qui ne sont plus en préparation"),
    Part.CULTURE: N_("Culture et mœurs nationales"),
    Part.LABOUR: N_("Travail (OIT)"),
}


class Change(StrEnum):
    """What became of a subject since the edition before."""

    NEW = "new"
    STAGE = "stage"


CHANGE_LABELS: dict[Change, Message] = {
    Change.NEW: N_("Nouveau"),
    Change.STAGE: N_("Stade changé"),
}


class Outcome(StrEnum):
    """Why a subject is no longer in preparation, as far as the public may know."""

    ADOPTED = "adopted"
    GONE = "gone"


OUTCOME_LABELS: dict[Outcome, Message] = {
    Outcome.ADOPTED: N_("Norme homologuée"),
    Outcome.GONE: N_("Ne figure plus au programme"),
}

TAG_LABELS: dict[str, Message] = {
    "publication:published": N_("A publié le programme de travail"),
}
