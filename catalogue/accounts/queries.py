"""Reading accounts: who is acting, and who carries a role."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.accounts.models import Account, AccountRole
from catalogue.committees.models import Mandate, Person
from catalogue.committees.vocabulary import MandateRole
from catalogue.permissions import ANONYMOUS, Actor, Role


def running(table: type[AccountRole] | type[Mandate], on: date) -> sa.ColumnElement[bool]:
    """Give the condition «in force on that day» (first and last day included)."""
    return sa.and_(
        table.valid_from <= on, sa.or_(table.valid_to.is_(None), table.valid_to >= on)
    )


def actor_of(session: Session, account_id: int, *, on: date) -> Actor:
    """Give the person behind an account as the domain knows them that day.

    Chairing a committee comes from the account's own role or from the person's mandate.
    """
    account = session.scalars(
        sa.select(Account)
        .where(Account.id == account_id)
        .options(joinedload(Account.person), joinedload(Account.roles))
    ).unique().one_or_none()
    if account is None or not account.active:
        return ANONYMOUS
    current = [
        role
        for role in account.roles
        if role.valid_from <= on and (role.valid_to is None or role.valid_to >= on)
    ]
    roles = {role.role for role in current}
    committees = {role.committee_id for role in current if role.committee_id is not None}
    if account.person_id is not None:
        chaired = session.scalars(
            sa.select(Mandate.committee_id).where(
                Mandate.person_id == account.person_id,
                Mandate.role == MandateRole.CHAIR,
                running(Mandate, on),
            )
        ).all()
        committees.update(chaired)
        if chaired:
            roles.add(Role.CHAIR)
    return Actor(
        account_id=account.id,
        name=account.name,
        roles=frozenset(roles),
        committee_ids=frozenset(committees),
        person_id=account.person_id,
        organisation_id=account.person.organisation_id if account.person else None,
    )


def accounts_with_role(session: Session, role: Role, *, on: date) -> Sequence[Account]:
    """Give the active accounts that carry a role that day, by name."""
    return session.scalars(
        sa.select(Account)
        .join(AccountRole)
        .where(AccountRole.role == role, Account.active, running(AccountRole, on))
        .options(joinedload(Account.person).joinedload(Person.organisation))
        .order_by(Account.name)
    ).unique().all()
