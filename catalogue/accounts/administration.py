"""Changing accounts: their facts, their roles over time, closing and reopening, one's own profile.

Like services: a session, an actor, a moment; no Flask, no commit.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.accounts.facts import (
    BOTH_HANDS,
    AccountFacts,
    GivenRole,
    fact_problems,
    recorded,
    settled,
)
from catalogue.accounts.models import Account, AccountRole
from catalogue.accounts.rules import check_manages, check_not_self, in_conflict, overlaps
from catalogue.accounts.services import CHECK_ANSWERS
from catalogue.committees.models import Committee
from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import ROLE_LABELS, Actor, Role

LAST_ADMIN = N_(
    "Le service garde toujours au moins une personne à l’administration. Donnez d’abord ce rôle à "
    "quelqu’un d’autre."
)


def edit_account(
    session: Session,
    account: Account,
    facts: AccountFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Change an account's identifier, name, address or person; sessions go on.

    Raises :class:`Conflict` or :class:`Invalid`.
    """
    check_manages(actor)
    _check_version(account, seen_version)
    _apply(session, account, settled(facts), tag="account:changed", actor=actor, at=at)


def edit_profile(
    session: Session,
    account: Account,
    *,
    name: str,
    email: str | None,
    locale: str | None,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Change one's own name, address and language. Raises as :func:`edit_account`."""
    _check_version(account, seen_version)
    facts = AccountFacts(account.username, name, email, account.person_id)
    _apply(
        session,
        account,
        settled(facts),
        tag="account:profile_changed",
        actor=actor,
        at=at,
        locale=locale,
    )


def give_role(
    session: Session, account: Account, given: GivenRole, *, actor: Actor, at: datetime
) -> AccountRole:
    """Give an account a role from a day on; ``account.roles`` is loaded.

    Raises :class:`DomainError` on the field it is about.
    """
    check_manages(actor)
    check_not_self(actor, account.id)
    committee_id = given.committee_id if given.role is Role.CHAIR else None
    problem = _role_problem(session, account, given, committee_id)
    if problem is not None:
        raise problem
    role = AccountRole(
        account_id=account.id,
        role=given.role,
        committee_id=committee_id,
        valid_from=given.since,
        valid_to=given.until,
    )
    account.roles.append(role)
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag="account:role_given",
        subject=account,
        at=at,
        changes=_role_words(role),
    )
    return role


def end_role(
    session: Session,
    account: Account,
    role: AccountRole,
    last_day: date,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Say which day a role ends; it still counts that day, and stays in the account's past.

    Raises :class:`DomainError`: a day before it began, one's own role, the last administrator's.
    """
    check_manages(actor)
    check_not_self(actor, account.id)
    if last_day < role.valid_from:
        raise DomainError(
            N_("Choisissez un dernier jour qui ne précède pas le début du rôle."), field="last_day"
        )
    if role.valid_to is not None and role.valid_to <= last_day:
        raise DomainError(N_("Ce rôle se termine déjà ce jour-là ou avant."), field="last_day")
    if role.role is Role.ADMIN and not _other_admin(session, account, last_day):
        raise DomainError(LAST_ADMIN)
    before = role.valid_to
    role.valid_to = last_day
    journal.record(
        session,
        actor=actor,
        tag="account:role_ended",
        subject=account,
        at=at,
        changes=_role_words(role) | {"valid_to": [before, last_day]},
    )


def deactivate(
    session: Session,
    account: Account,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    on: date,
    at: datetime,
) -> None:
    """Close an account: nobody signs in with it any more, at once; what it did stays.

    Raises :class:`DomainError`: one's own account, the last administrator's, no reason.
    """
    check_manages(actor)
    check_not_self(actor, account.id)
    _check_version(account, seen_version)
    if not account.active:
        raise DomainError(N_("Ce compte est déjà fermé."))
    if not reason.strip():
        raise DomainError(N_("Écrivez pourquoi ce compte est fermé."), field="reason")
    carried = sa.select(AccountRole.id).where(
        AccountRole.account_id == account.id, AccountRole.role == Role.ADMIN
    )
    if session.scalar(carried.limit(1)) is not None and not _other_admin(session, account, on):
        raise DomainError(LAST_ADMIN)
    account.active = False
    account.fs_uniquifier = uuid.uuid4().hex
    journal.record(
        session,
        actor=actor,
        tag="account:deactivated",
        subject=account,
        at=at,
        changes={"active": [True, False]},
        reason=reason.strip(),
    )


def reactivate(
    session: Session, account: Account, *, actor: Actor, seen_version: int, at: datetime
) -> None:
    """Open a closed account again, with the password and the roles it had."""
    check_manages(actor)
    _check_version(account, seen_version)
    if account.active:
        raise DomainError(N_("Ce compte est déjà ouvert."))
    account.active = True
    journal.record(
        session,
        actor=actor,
        tag="account:reactivated",
        subject=account,
        at=at,
        changes={"active": [False, True]},
    )


def _check_version(account: Account, seen_version: int) -> None:
    if account.version != seen_version:
        current = {
            "username": account.username,
            "name": account.name,
            "email": account.email or "",
            "person_id": str(account.person_id or ""),
            "locale": account.locale or "",
        }
        raise Conflict(current=current, version=account.version)


def _apply(
    session: Session,
    account: Account,
    facts: AccountFacts,
    *,
    tag: str,
    actor: Actor,
    at: datetime,
    **more: str | None,
) -> None:
    problems: dict[str, Message] = fact_problems(session, facts, but=account.id)
    if problems:
        raise Invalid(CHECK_ANSWERS, problems)
    before = recorded(account)
    account.username, account.name = facts.username, facts.name
    account.email, account.person_id = facts.email, facts.person_id
    for attribute, value in more.items():
        setattr(account, attribute, value)
    changes = journal.diff(before, recorded(account))
    if changes:
        journal.record(session, actor=actor, tag=tag, subject=account, at=at, changes=changes)


def _role_problem(
    session: Session, account: Account, given: GivenRole, committee_id: int | None
) -> DomainError | None:
    if given.until is not None and given.until < given.since:
        return DomainError(N_("Le dernier jour vient après le premier."), field="until")
    if given.role is Role.CHAIR and (
        committee_id is None or session.get(Committee, committee_id) is None
    ):
        return DomainError(
            N_("Choisissez le comité que cette personne préside."), field="committee"
        )
    if any(
        held.role is given.role
        and held.committee_id == committee_id
        and overlaps(held, given.since, given.until)
        for held in account.roles
    ):
        return DomainError(N_("Ce compte porte déjà ce rôle à ces dates."), field="role")
    if in_conflict(given.role, account.roles, given.since, given.until):
        return DomainError(BOTH_HANDS, field="role")
    return None


def _other_admin(session: Session, account: Account, after: date) -> bool:
    """Tell whether somebody else administers the service past that day, with a way in."""
    query = (
        sa.select(AccountRole.id)
        .join(Account, Account.id == AccountRole.account_id)
        .where(
            AccountRole.role == Role.ADMIN,
            AccountRole.account_id != account.id,
            AccountRole.valid_from <= after,
            AccountRole.valid_to.is_(None),
            Account.active,
        )
    )
    return session.scalar(query.limit(1)) is not None


def _role_words(role: AccountRole) -> dict[str, object]:
    return {
        "role": str(ROLE_LABELS[role.role]),
        "committee_id": role.committee_id,
        "valid_from": role.valid_from,
        "valid_to": role.valid_to,
    }
