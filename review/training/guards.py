"""What every act on a training event checks first."""

from __future__ import annotations

from catalogue.errors import Conflict, DomainError
from catalogue.messages import N_
from catalogue.permissions import Actor
from review.training.models import TrainingEvent
from review.training.rules import require_keeper
from review.training.vocabulary import EVENT_STATE_LABELS, EventState
from review.training.workflow import TRANSITIONS, may


def require(actor: Actor, event: TrainingEvent, seen_version: int) -> None:
    """Refuse whoever does not keep training, and an act on an event changed meanwhile."""
    require_keeper(actor)
    if event.version != seen_version:
        raise Conflict(recorded_texts(event), event.version)


def require_act(event: TrainingEvent, act: str) -> None:
    """Refuse an act that the event's state does not allow."""
    if not may(act, event.state):
        raise DomainError(
            N_(
                "« %(act)s » n’est plus possible : la formation est « %(state)s ».",
                act=TRANSITIONS[act].label,
                state=EVENT_STATE_LABELS[event.state],
            )
        )


def require_takes_place(event: TrainingEvent) -> None:
    """Refuse to write who came to an event that is cancelled."""
    if event.state is EventState.CANCELLED:
        raise DomainError(
            N_("Cette formation est annulée : personne ne peut figurer sur sa liste.")
        )


def recorded_texts(event: TrainingEvent) -> dict[str, str]:
    """Give the recorded facts of an event as texts, for the page that shows both versions."""
    return {
        "title": event.title,
        "starts_on": f"{event.starts_on:%d/%m/%Y}",
        "ends_on": f"{event.ends_on:%d/%m/%Y}",
        "place": event.place,
        "organiser": event.organiser,
        "trainer": event.trainer,
        "women": str(event.women),
        "men": str(event.men),
        "undeclared": str(event.undeclared),
        "counts_source": event.counts_source,
    }
