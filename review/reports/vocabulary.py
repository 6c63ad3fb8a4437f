"""Words of what is printed."""

from enum import StrEnum

from catalogue.messages import N_, Message


class Audience(StrEnum):
    """Whom a printed review is for.

    FULL is for those who may read the reviews; REQUESTER for who asked for the text: the decision,
    its reasons and its answers, and nobody's name.
    """

    FULL = "full"
    REQUESTER = "requester"


AUDIENCE_LABELS: dict[Audience, Message] = {
    Audience.FULL: N_("Relecture, version complète"),
    Audience.REQUESTER: N_("Relecture, version pour la demande"),
}
