"""Words of the spreadsheets that are brought: where each stands."""

from __future__ import annotations

from enum import StrEnum

from catalogue.messages import N_, Message

# More rows than a person checks on one page.
MOST_ROWS = 500
# What is answered of a row that is not taken in.
SKIPPED = "skipped"


class FileState(StrEnum):
    """Where a file brought stands; what it says is kept only while it is shown."""

    SHOWN = "shown"
    TAKEN_IN = "taken_in"
    GIVEN_UP = "given_up"
    UNDONE = "undone"


FILE_STATE_LABELS: dict[FileState, Message] = {
    FileState.SHOWN: N_("À vérifier"),
    FileState.TAKEN_IN: N_("Repris"),
    FileState.GIVEN_UP: N_("Abandonné"),
    FileState.UNDONE: N_("Reprise annulée"),
}

TAG_LABELS: dict[str, Message] = {
    "file:taken_in": N_("Fichier repris"),
    "file:undone": N_("Reprise d’un fichier annulée"),
}
