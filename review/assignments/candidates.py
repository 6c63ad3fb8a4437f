"""Who can be asked to read in a round, and all that speaks against each person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.accounts.models import Account, AccountRole
from catalogue.accounts.queries import running
from catalogue.committees.models import Person
from catalogue.messages import N_, Message
from catalogue.permissions import Role
from review.assignments.interests import Interest, interests_in
from review.assignments.models import Assignment, ReviewRound
from review.assignments.proposals import Proposal, proposal_of
from review.assignments.vocabulary import ACTIVE_ASSIGNMENT_STATES, InterestKind

# Roles whose holders can be asked to read.
READER_ROLES = (Role.REVIEWER, Role.FOCAL_POINT)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be asked to read in one round, and all that speaks against it."""

    account: Account
    interests: tuple[Interest, ...]
    unavailable: Message | None
    trained: bool

    @property
    def barred(self) -> bool:
        """Tell whether the service refuses this person whatever the secretariat says."""
        return self.unavailable is not None or any(not one.acceptable for one in self.interests)

    @property
    def needs_reason(self) -> bool:
        """Tell whether the secretariat must say why it accepts this person."""
        return not self.barred and bool(self.interests)


def readers(
    session: Session,
    *,
    on: date,
    account_ids: Collection[int] | None = None,
    outsiders: bool = False,
) -> Sequence[Account]:
    """Give the accounts that can be asked to read that day, with all that interests look at.

    Only among ``account_ids`` where given. With ``outsiders``, also those that carry no role: they
    can settle one disagreement.
    """
    current = sa.select(AccountRole.account_id).where(running(AccountRole, on))
    can = Account.id.in_(current.where(AccountRole.role.in_(READER_ROLES)))
    query = (
        sa.select(Account)
        .where(Account.active, sa.or_(can, Account.id.not_in(current)) if outsiders else can)
        .options(
            joinedload(Account.roles),
            joinedload(Account.person).joinedload(Person.organisation),
            joinedload(Account.person).joinedload(Person.mandates),
        )
        .order_by(Account.name, Account.id)
    )
    if account_ids is not None:
        query = query.where(Account.id.in_(account_ids))
    return session.scalars(query).unique().all()


def carries(account: Account, role: Role, *, on: date) -> bool:
    """Tell whether an account (with its roles) carries a role that day."""
    return any(
        one.role == role and one.valid_from <= on and (one.valid_to is None or one.valid_to >= on)
        for one in account.roles
    )


def is_trained(account: Account, *, on: date) -> bool:
    """Tell whether the person behind an account had a gender training by that day."""
    trained_on = account.person.gender_trained_on if account.person is not None else None
    return trained_on is not None and trained_on <= on


def candidates(
    session: Session, round_: ReviewRound, *, on: date, outsiders: bool = False
) -> list[Candidate]:
    """List everybody who can be asked to read, those free to do so first, each with the reasons."""
    proposal = proposal_of(session, round_)
    found = [
        candidate(round_, proposal, account, on=on)
        for account in readers(session, on=on, outsiders=outsiders)
    ]
    return sorted(found, key=lambda one: (one.barred, not one.trained))


def candidate(round_: ReviewRound, proposal: Proposal, account: Account, *, on: date) -> Candidate:
    """Say what speaks against one person in one round."""
    return Candidate(
        account=account,
        interests=(*interests_in(proposal, account, on=on), *_declared(round_, account)),
        unavailable=_taken(round_, account),
        trained=is_trained(account, on=on),
    )


def _declared(round_: ReviewRound, account: Account) -> tuple[Interest, ...]:
    for assignment in round_.assignments:
        if (
            assignment.account_id == account.id
            and assignment.interest is not None
            and assignment.interest.has_interest
        ):
            return (
                Interest(
                    InterestKind.DECLARED,
                    N_("Cette personne a déclaré un intérêt pour ce texte."),
                ),
            )
    return ()


def _taken(round_: ReviewRound, account: Account) -> Message | None:
    if any(
        assignment.account_id == account.id and assignment.state in ACTIVE_ASSIGNMENT_STATES
        for assignment in round_.assignments
    ):
        return N_("Cette personne relit déjà ce texte.")
    return None


def known_interests(
    session: Session, round_: ReviewRound, assignments: Sequence[Assignment], *, on: date
) -> dict[int, tuple[Interest, ...]]:
    """Give what the registers say today of the interests of people asked, by assignment.

    What they declared themselves stands in their declaration.
    """
    people = {
        one.id: one
        for one in readers(
            session, on=on, account_ids=[one.account_id for one in assignments], outsiders=True
        )
    }
    proposal = proposal_of(session, round_)
    return {
        one.id: interests_in(proposal, people[one.account_id], on=on)
        for one in assignments
        if one.account_id in people
    }
