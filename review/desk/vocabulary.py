"""Words of the secretariat's board: its lists, in the order in which they press."""

from __future__ import annotations

from enum import StrEnum

from catalogue.messages import N_, Message


class BoardList(StrEnum):
    """What waits on somebody; the value stands in the address."""

    UNASSIGNED = "a-confier"
    UNANSWERED = "attente"
    LATE = "en-retard"
    DISAGREEMENT = "en-desaccord"
    TO_COMPLETE = "a-completer"
    TO_REWORK = "a-reprendre"


BOARD_LABELS: dict[BoardList, Message] = {
    BoardList.UNASSIGNED: N_("À confier"),
    BoardList.UNANSWERED: N_("En attente de réponse"),
    BoardList.LATE: N_("En retard"),
    BoardList.DISAGREEMENT: N_("En désaccord"),
    BoardList.TO_COMPLETE: N_("À compléter par la présidence"),
    BoardList.TO_REWORK: N_("À reprendre par le comité"),
}

BOARD_HELP: dict[BoardList, Message] = {
    BoardList.UNASSIGNED: N_("Relectures ouvertes auxquelles il manque une personne."),
    BoardList.UNANSWERED: N_("Personnes invitées dont le jour de réponse n’est pas passé."),
    BoardList.LATE: N_(
        "Invitations restées sans réponse, et relectures dont l’échéance est passée."
    ),
    BoardList.DISAGREEMENT: N_("Textes dont les deux relectures donnent des marqueurs différents."),
    BoardList.TO_COMPLETE: N_("Expressions de besoin renvoyées à la présidence du comité."),
    BoardList.TO_REWORK: N_("Textes renvoyés au comité avec des constats encore sans réponse."),
}
