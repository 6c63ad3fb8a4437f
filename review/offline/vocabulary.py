"""Words of the checklist filled away from the screen."""

from enum import StrEnum

from catalogue.messages import N_, Message


class ImportState(StrEnum):
    """Where a spreadsheet that came back stands."""

    STAGED = "staged"
    APPLIED = "applied"
    UNDONE = "undone"
    DISCARDED = "discarded"


IMPORT_STATE_LABELS: dict[ImportState, Message] = {
    ImportState.STAGED: N_("À vérifier"),
    ImportState.APPLIED: N_("Appliqué"),
    ImportState.UNDONE: N_("Annulé"),
    ImportState.DISCARDED: N_("Abandonné"),
}


class RowVerdict(StrEnum):
    """What applying a row would do to the recorded answer."""

    CHANGED = "changed"
    CONFLICT = "conflict"
    UNCHANGED = "unchanged"
    NEWER = "newer"
    REFUSED = "refused"


ROW_VERDICT_LABELS: dict[RowVerdict, Message] = {
    RowVerdict.CHANGED: N_("Modifiée"),
    RowVerdict.CONFLICT: N_("À choisir"),
    RowVerdict.UNCHANGED: N_("Inchangée"),
    RowVerdict.NEWER: N_("Plus récente à l’écran"),
    RowVerdict.REFUSED: N_("Refusée"),
}


class Choice(StrEnum):
    """Which of two texts stays, where the screen and the file both changed."""

    RECORDED = "recorded"
    FILE = "file"


CHOICE_LABELS: dict[Choice, Message] = {
    Choice.RECORDED: N_("Garder la réponse enregistrée"),
    Choice.FILE: N_("Prendre la réponse du fichier"),
}
