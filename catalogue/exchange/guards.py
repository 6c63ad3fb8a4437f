"""What every act on an import checks first."""

from __future__ import annotations

from catalogue.errors import DomainError, NotAllowed
from catalogue.exchange.models import ImportBatch
from catalogue.exchange.rules import may_import
from catalogue.exchange.vocabulary import BATCH_STATE_LABELS, BatchState
from catalogue.messages import N_
from catalogue.permissions import Actor


def refuse_others(actor: Actor) -> None:
    """Refuse whoever does not import files."""
    if not may_import(actor):
        raise NotAllowed(N_("Seul le secrétariat importe des fichiers."))


def require_state(batch: ImportBatch, *states: BatchState) -> None:
    """Refuse an act on an import that is elsewhere, saying since when."""
    if batch.state in states:
        return
    since = {BatchState.APPLIED: batch.applied_at, BatchState.UNDONE: batch.undone_at}.get(
        batch.state
    )
    raise DomainError(
        N_(
            "Cet import est « %(state)s »%(since)s : rien n’a été fait une seconde fois.",
            state=BATCH_STATE_LABELS[batch.state],
            since=N_(" depuis le %(day)s", day=f"{since:%d/%m/%Y}") if since else "",
        )
    )
