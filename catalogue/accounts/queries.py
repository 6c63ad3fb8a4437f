"""Reading accounts: who is acting, who carries a role, and the lists of the administration."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from catalogue.accounts.models import Account, AccountRole
from catalogue.committees.models import Committee, Mandate, Person
from catalogue.committees.naming import person_choices
from catalogue.committees.vocabulary import CommitteeStatus, MandateRole
from catalogue.journal.models import Entry
from catalogue.permissions import ANONYMOUS, Actor, Permission, Role

# What an invitation gives an account that carries no role; other slices say it.
INVITATIONS: list[Callable[[Session, int], frozenset[Permission]]] = []


def running(table: type[AccountRole | Mandate], on: date) -> sa.ColumnElement[bool]:
    """Give the condition «in force on that day» (first and last day included)."""
    return sa.and_(table.valid_from <= on, sa.or_(table.valid_to.is_(None), table.valid_to >= on))


def runs(role: AccountRole, on: date) -> bool:
    """Tell whether a role is in force on that day."""
    return role.valid_from <= on and (role.valid_to is None or role.valid_to >= on)


def actor_of(session: Session, account_id: int, *, on: date) -> Actor:
    """Give the person behind an account as the domain knows them that day.

    Chairing a committee comes from the account's own role or from the person's mandate. Somebody
    who carries no role that day may what a visitor may, and what they are invited to.
    """
    # From memory where signing in has just read it.
    account = session.get(Account, account_id)
    if account is None or not account.active:
        return ANONYMOUS
    current = [role for role in _roles(session, account) if runs(role, on)]
    roles = {role.role for role in current}
    committees = {role.committee_id for role in current if role.committee_id is not None}
    organisation_id = None
    if account.person_id is not None:
        chair = sa.and_(
            Mandate.person_id == Person.id, Mandate.role == MandateRole.CHAIR, running(Mandate, on)
        )
        found = session.execute(
            sa.select(Person.organisation_id, Mandate.committee_id)
            .join_from(Person, Mandate, chair, isouter=True)
            .where(Person.id == account.person_id)
        ).all()
        organisation_id = found[0].organisation_id if found else None
        chaired = [row.committee_id for row in found if row.committee_id is not None]
        committees.update(chaired)
        if chaired:
            roles.add(Role.CHAIR)
    invited: frozenset[Permission] = frozenset()
    if not current:
        invited = invited.union(*(given(session, account.id) for given in INVITATIONS))
    return Actor(
        account_id=account.id,
        name=account.name,
        roles=frozenset(roles or {Role.ANONYMOUS}),
        invited=invited,
        committee_ids=frozenset(committees),
        person_id=account.person_id,
        organisation_id=organisation_id,
    )


def _roles(session: Session, account: Account) -> Sequence[AccountRole]:
    if "roles" in sa.inspect(account).unloaded:
        own = sa.select(AccountRole).where(AccountRole.account_id == account.id)
        rows = session.scalars(own.order_by(AccountRole.id)).all()
        set_committed_value(account, "roles", rows)
    return account.roles


def accounts_with_role(session: Session, role: Role, *, on: date) -> Sequence[Account]:
    """Give the active accounts that carry a role that day, by name."""
    return (
        session.scalars(
            sa.select(Account)
            .join(AccountRole)
            .where(AccountRole.role == role, Account.active, running(AccountRole, on))
            .options(joinedload(Account.person).joinedload(Person.organisation))
            .order_by(Account.name, Account.id)
        )
        .unique()
        .all()
    )


def account_typed(session: Session, typed: str) -> Account | None:
    """Find the account of an identifier or e-mail address as typed at sign-in, with its roles."""
    text = unicodedata.normalize("NFKC", typed).strip().lower()
    column = Account.email if "@" in text else Account.username
    query = sa.select(Account).where(column == text).options(joinedload(Account.roles))
    return session.scalars(query).unique().one_or_none()


def account_page(
    session: Session, text: str, *, page: int, size: int
) -> tuple[Sequence[Account], int]:
    """Give one page of the accounts whose name, identifier or address holds the words typed.

    Accents and case do not matter: «traore» finds «Traoré». With roles and committees.
    """
    words = _folded(text).split()
    known = session.execute(
        sa.select(Account.id, Account.name, Account.username, Account.email)
    ).all()
    ranked = sorted(
        (_folded(name), account_id)
        for account_id, name, username, email in known
        if all(word in _folded(f"{name} {username} {email or ''}") for word in words)
    )
    wanted = [account_id for _, account_id in ranked[(page - 1) * size : page * size]]
    found = {
        account.id: account
        for account in session.scalars(
            sa.select(Account).where(Account.id.in_(wanted)).options(*_WITH_ROLES)
        )
    }
    return [found[account_id] for account_id in wanted], len(ranked)


def account_in_full(session: Session, account_id: int) -> Account | None:
    """Give an account with its roles, their committees and the person it belongs to."""
    query = (
        sa.select(Account)
        .where(Account.id == account_id)
        .options(
            *_WITH_ROLES,
            joinedload(Account.person).joinedload(Person.organisation),
            joinedload(Account.person).selectinload(Person.mandates).joinedload(Mandate.committee),
        )
    )
    return session.scalars(query).one_or_none()


def committees_to_chair(session: Session) -> Sequence[Committee]:
    """Give the committees that a chair's role may name: all but the closed ones, in their order."""
    found = session.scalars(sa.select(Committee).where(Committee.status != CommitteeStatus.CLOSED))
    return sorted(found, key=lambda one: (len(one.code), one.code))


def people_without_account(
    session: Session, *, on: date, but: int | None = None
) -> list[tuple[int, str]]:
    """Name the people of the register without an account, by family name; ``but`` stays in."""
    taken = sa.select(Account.person_id).where(Account.person_id.is_not(None))
    free = sa.or_(Person.id.not_in(taken), Person.id == (but or 0))
    return person_choices(session, on=on, where=[free])


def acts_of(session: Session, account_id: int) -> int:
    """Count the acts that the journal holds under an account's name."""
    query = sa.select(sa.func.count()).select_from(Entry).where(Entry.actor_id == account_id)
    return session.scalar(query) or 0


_WITH_ROLES = (selectinload(Account.roles).joinedload(AccountRole.committee),)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
