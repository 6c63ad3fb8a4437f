"""Words of the accounts slice."""

from enum import StrEnum


class LinkPurpose(StrEnum):
    """What a one-time link or sheet is for."""

    SETUP = "setup"
    INVITATION = "invitation"
    RESET = "reset"
