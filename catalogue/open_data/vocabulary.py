"""Words of ISO Open Data: its files, the life of a release, where a deliverable stands."""

from enum import StrEnum

from catalogue.messages import N_, Message

# Wherever ISO data are shown (reference_list_sources §2.1); the licence asks for these words.
ATTRIBUTION = (
    "Contains information from ISO Open Data, made available under the ODC Attribution License "
    "(ODC-By 1.0)"
)
LICENCE_URL = "https://opendatacommons.org/licenses/by/1-0/"
SOURCE_URL = "https://www.iso.org/open-data.html"


class Dataset(StrEnum):
    """What a file of ISO Open Data describes."""

    DELIVERABLES = "deliverables"
    COMMITTEES = "committees"
    ICS = "ics"


class ReleaseState(StrEnum):
    """Where one received file is. Only a published one is seen by anybody else."""

    RECEIVING = "receiving"
    READY = "ready"
    IDENTICAL = "identical"
    PUBLISHED = "published"
    UNDONE = "undone"
    DISCARDED = "discarded"
    FAILED = "failed"


class Standing(StrEnum):
    """Where a deliverable stands for a reader, from its harmonized stage code."""

    PUBLISHED = "published"
    IN_PREPARATION = "in_preparation"
    WITHDRAWN = "withdrawn"
    ABANDONED = "abandoned"


DATASET_LABELS: dict[Dataset, Message] = {
    Dataset.DELIVERABLES: N_("Catalogue de l’ISO"),
    Dataset.COMMITTEES: N_("Comités de l’ISO"),
    Dataset.ICS: N_("Classification ICS"),
}

RELEASE_STATE_LABELS: dict[ReleaseState, Message] = {
    ReleaseState.RECEIVING: N_("Lecture en cours"),
    ReleaseState.READY: N_("À vérifier"),
    ReleaseState.IDENTICAL: N_("Sans changement"),
    ReleaseState.PUBLISHED: N_("Publié"),
    ReleaseState.UNDONE: N_("Annulé"),
    ReleaseState.DISCARDED: N_("Abandonné"),
    ReleaseState.FAILED: N_("Illisible"),
}

STANDING_LABELS: dict[Standing, Message] = {
    Standing.PUBLISHED: N_("En vigueur"),
    Standing.IN_PREPARATION: N_("En préparation"),
    Standing.WITHDRAWN: N_("Annulée"),
    Standing.ABANDONED: N_("Projet abandonné"),
}

TAG_LABELS: dict[str, Message] = {
    "open_data:published": N_("Données de l’ISO publiées"),
    "open_data:undone": N_("Publication des données de l’ISO annulée"),
    "open_data:discarded": N_("Fichier de l’ISO abandonné"),
}
