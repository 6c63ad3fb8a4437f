"""What other slices say before an act on an item and do after it; the composition root fills all.

A stage changes by recording or correcting one, by an act on the status, by an import or by a
homologation: each of them asks :func:`obstacles`, so that no way round is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from catalogue.messages import Message
from catalogue.permissions import Actor
from catalogue.records.models import Edition
from catalogue.work_programme.models import StageEvent, WorkItem

# What must be done before an item goes from its stage to another code (a public enquiry to close,
# comments to answer): one sentence each. Asked for every item of a file: what does not concern an
# item must cost nothing.
stage_objections: list[Callable[[Session, WorkItem, str], list[Message]]] = []

# What follows, in the same transaction, from a stage recorded or corrected.
after_stage: list[Callable[[Session, WorkItem, StageEvent], None]] = []

# Why the days of an item's enquiry cannot be typed over, if they cannot.
enquiry_dates_held: list[Callable[[Session, WorkItem], Message | None]] = []

# What is held against homologating an item (a blocking finding of its review): each sentence must
# be answered by a reason on the item's line.
objections: list[Callable[[Session, WorkItem], list[Message]]] = []

# What stands on editions just homologated and forbids undoing their act (a round opened on one of
# them): one sentence each, from the ids of the editions.
standing_on_editions: list[Callable[[Session, Sequence[int]], list[Message]]] = []

# What is done with each new edition, in the same transaction (review tags it); called again when
# the text of an edition homologated without one becomes known.
after_homologation: list[Callable[[Session, WorkItem, Edition, Actor, datetime], None]] = []


def obstacles(session: Session, item: WorkItem, code: str) -> list[Message]:
    """Say what must be done before the item may reach the stage ``code``; nothing when it may."""
    return [message for hook in stage_objections for message in hook(session, item, code)]
