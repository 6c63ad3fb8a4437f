"""What every act on a session checks first."""

from __future__ import annotations

from catalogue.council.models import CouncilSession
from catalogue.council.rules import require_keeper
from catalogue.council.vocabulary import SESSION_STATE_LABELS
from catalogue.council.workflow import OPEN, TRANSITIONS, may
from catalogue.errors import Conflict, DomainError
from catalogue.messages import N_
from catalogue.permissions import Actor


def require(actor: Actor, meeting: CouncilSession, seen_version: int) -> None:
    """Refuse whoever does not keep sessions, and an act on a session changed meanwhile."""
    require_keeper(actor)
    if meeting.version != seen_version:
        raise Conflict(
            {"label": meeting.label, "held_on": f"{meeting.held_on:%d/%m/%Y}"}, meeting.version
        )


def require_open(meeting: CouncilSession) -> None:
    """Refuse to change a session whose decisions are recorded, or that does not take place."""
    if meeting.state not in OPEN:
        raise DomainError(
            N_(
                "Cette session est « %(state)s » : elle ne se modifie plus.",
                state=SESSION_STATE_LABELS[meeting.state],
            )
        )


def require_act(meeting: CouncilSession, act: str) -> None:
    """Refuse an act that the session's state does not allow."""
    if not may(act, meeting.state):
        raise DomainError(
            N_(
                "« %(act)s » n’est plus possible : la session est « %(state)s ».",
                act=TRANSITIONS[act].label,
                state=SESSION_STATE_LABELS[meeting.state],
            )
        )
