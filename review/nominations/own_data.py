"""The seats a person of the register was proposed for, for the file they are handed (§8)."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.committees.models import Mandate, Person
from catalogue.committees.own_data import Row
from catalogue.messages import N_
from review.nominations.models import CallSeat, Proposal
from review.nominations.vocabulary import OUTCOME_LABELS

_OPEN = N_("sans suite donnée à ce jour")
_PROPOSED = N_("Propositions de nomination")


def rows(session: Session, person: Person) -> Iterator[Row]:
    """Give each proposal: the committee and who proposed, what became of it, received and decided.

    A reason given for setting it aside stands on a line of its own.
    """
    for one in session.scalars(
        sa.select(Proposal)
        .where(Proposal.person_id == person.id)
        .options(
            joinedload(Proposal.organisation),
            joinedload(Proposal.seat).joinedload(CallSeat.mandate).joinedload(Mandate.committee),
        )
        .order_by(Proposal.received_on, Proposal.id)
    ):
        what = N_(
            "%(code)s, proposition de : %(organisation)s",
            code=one.seat.mandate.committee.code,
            organisation=one.organisation.name,
        )
        outcome = OUTCOME_LABELS[one.outcome] if one.outcome else _OPEN
        yield _PROPOSED, what, outcome, one.received_on, one.decided_on
        if one.reason:
            yield _PROPOSED, N_("Motif"), one.reason, one.decided_on, None
