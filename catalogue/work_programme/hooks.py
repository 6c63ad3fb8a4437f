"""What other slices say before a homologation and do after it; the composition root fills both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from catalogue.messages import Message
from catalogue.permissions import Actor
from catalogue.records.models import Edition
from catalogue.work_programme.models import WorkItem

# What is held against homologating an item (a blocking finding of its review): each sentence must
# be answered by a reason on the item's line.
objections: list[Callable[[Session, WorkItem], list[Message]]] = []

# What stands on editions just homologated and forbids undoing their act (a round opened on one of
# them): one sentence each, from the ids of the editions.
standing_on_editions: list[Callable[[Session, Sequence[int]], list[Message]]] = []

# What is done with each new edition, in the same transaction (review tags it); called again when
# the text of an edition homologated without one becomes known.
after_homologation: list[Callable[[Session, WorkItem, Edition, Actor, datetime], None]] = []
