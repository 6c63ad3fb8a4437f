"""Whom to ask in a round: everybody who can be asked, those that fit best first, with reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from catalogue.accounts.models import Account
from catalogue.permissions import Actor
from review.assignments.candidates import Candidate, candidate, is_trained, readers
from review.assignments.models import ReviewRound
from review.assignments.proposals import items_of, proposals_from
from review.assignments.reader_queries import (
    absences_of,
    domains_of,
    earlier_readings,
    ics_of_rounds,
    loads_of,
)
from review.assignments.services import active_reviewers
from review.assignments.suggestion import Absence, Reader, Subject, Suggestion, suggest
from review.assignments.vocabulary import Phase


@dataclass(frozen=True, slots=True)
class Proposed:
    """One person for one round: what speaks against them, what speaks for them."""

    candidate: Candidate
    reader: Reader
    suggestion: Suggestion

    @property
    def away(self) -> bool:
        """Tell whether the person is absent on some day of the reading."""
        return self.suggestion.rank[0] > 0


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that choosing readers for some rounds needs, read at once."""

    accounts: Sequence[Account]
    proposed: Mapping[int, Sequence[Proposed]]
    codes: Mapping[int, tuple[str, ...]]


def propose(
    session: Session,
    rounds: Sequence[ReviewRound],
    *,
    actor: Actor,
    due_on: date | None = None,
    on: date,
) -> Known:
    """Rank everybody who can be asked to read, for each of these rounds (with their assignments).

    Those barred come last, whatever else speaks for them. The number of queries is the same for one
    round or many, one person or many.
    """
    accounts = readers(session, on=on)
    ids = [account.id for account in accounts]
    codes = ics_of_rounds(session, rounds)
    domains, titles = domains_of(session, ids)
    absences = absences_of(session, ids, since=on)
    loads = loads_of(session, actor, ids)
    items = items_of(session, rounds)
    earlier = earlier_readings(session, rounds, items, ids)
    proposals = proposals_from(session, rounds, items)
    trained = {account.id: is_trained(account, on=on) for account in accounts}
    found = {}
    for round_ in rounds:
        subject = Subject(
            codes=codes[round_.id],
            start=on,
            end=max(due_on or round_.due_on or on, on),
            needs_training=_lacks_training(round_, trained),
            titles=titles,
        )
        lines = []
        for account in accounts:
            reader = Reader(
                prefixes=domains[account.id],
                load=loads.get(account.id, 0),
                earlier=earlier.get((round_.id, account.id), ()),
                absences=tuple(Absence(one.from_on, one.to_on) for one in absences[account.id]),
                trained=trained[account.id],
            )
            lines.append(
                Proposed(
                    candidate(round_, proposals[round_.id], account, on=on),
                    reader,
                    suggest(reader, subject),
                )
            )
        found[round_.id] = sorted(lines, key=_order)
    return Known(accounts, found, codes)


def _order(one: Proposed) -> tuple[object, ...]:
    who = one.candidate
    return (who.barred, who.needs_reason, one.suggestion.rank, who.account.name, who.account.id)


def _lacks_training(round_: ReviewRound, trained: Mapping[int, bool]) -> bool:
    """Tell whether nobody asked so far in a final text's round is known to be trained."""
    return round_.phase is Phase.FINAL and not any(
        trained.get(one.account_id, False) for one in active_reviewers(round_)
    )
