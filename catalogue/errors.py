"""What services refuse, in sentences for people; views, API and command line map it once."""

from __future__ import annotations

from collections.abc import Mapping

from catalogue.messages import N_, Message


class DomainError(Exception):
    """An act that the rules refuse; nothing was written.

    ``message`` says in French what is wrong and what to do; ``field`` names the form field it is
    about, if one.
    """

    status = 422

    def __init__(self, message: Message, *, field: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field


class Invalid(DomainError):  # noqa: N818 - read as a refusal, not as a fault
    """Several facts are missing or wrong at once; ``problems`` maps field names to sentences."""

    def __init__(self, message: Message, problems: Mapping[str, Message] | None = None) -> None:
        super().__init__(message)
        self.problems: Mapping[str, Message] = problems or {}


class NotAllowed(DomainError):  # noqa: N818
    """The person may not do this, whatever the state of the object."""

    status = 403


class NotFound(DomainError):  # noqa: N818
    """Nothing with this address, or nothing that this person may know of."""

    status = 404

    def __init__(self, message: Message | None = None) -> None:
        super().__init__(message or N_("Cette page n’existe pas ou n’existe plus."))


class Conflict(DomainError):  # noqa: N818
    """Somebody changed the object since this person opened it.

    ``current`` gives the recorded text of each field by its form name, so that the page can show
    both texts and lose neither; ``version`` is the one to send back.
    """

    status = 409

    def __init__(self, current: Mapping[str, str], version: int) -> None:
        super().__init__(
            N_("Cette fiche a été modifiée depuis que vous l’avez ouverte : comparez les textes.")
        )
        self.current = current
        self.version = version
