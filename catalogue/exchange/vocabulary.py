"""Words of staged import."""

from enum import StrEnum

from catalogue.messages import Message, N_


class ImportKind(StrEnum):
    """What a file brings."""

    REFERENCE = "reference"
    STANDARDS = "standards"
    PROGRAMME = "programme"


class BatchState(StrEnum):
    """Where an import is."""

    STAGED = "staged"
    APPLIED = "applied"
    UNDONE = "undone"
    DISCARDED = "discarded"


class Verdict(StrEnum):
    """What applying a row would do."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


IMPORT_KIND_LABELS: dict[ImportKind, Message] = {
    ImportKind.REFERENCE: N_("Liste de référence"),
    ImportKind.STANDARDS: N_("Normes existantes"),
    ImportKind.PROGRAMME: N_("Programme de travail"),
}

BATCH_STATE_LABELS: dict[BatchState, Message] = {
    BatchState.STAGED: N_("À vérifier"),
    BatchState.APPLIED: N_("Appliqué"),
    BatchState.UNDONE: N_("Annulé"),
    BatchState.DISCARDED: N_("Abandonné"),
}

VERDICT_LABELS: dict[Verdict, Message] = {
    Verdict.NEW: N_("Nouvelle"),
    Verdict.CHANGED: N_("Modifiée"),
    Verdict.UNCHANGED: N_("Inchangée"),
    Verdict.REFUSED: N_("Refusée"),
}
