"""Opening accounts: the first one, those an administrator creates, and one-time links."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from flask_security import hash_password
from sqlalchemy.orm import Session, joinedload

from catalogue.accounts import codes, passwords
from catalogue.accounts.facts import (
    AccountFacts,
    GivenRole,
    fact_problems,
    recorded,
    role_problems,
    settled,
)
from catalogue.accounts.models import Account, AccountRole, OneTimeLink
from catalogue.accounts.rules import check_manages
from catalogue.accounts.vocabulary import LinkPurpose
from catalogue.committees.models import Committee
from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor, Role, system_actor
from catalogue.policy import services as policy

LINK_LIFE = timedelta(days=7)
MAILED_LINK_LIFE = timedelta(days=1)
CHECK_ANSWERS = N_("Le compte n’est pas enregistré : corrigez les réponses signalées.")


def create_account(
    session: Session,
    facts: AccountFacts,
    roles: Iterable[GivenRole],
    *,
    actor: Actor,
    at: datetime,
    password: str | None = None,
    tag: str = "account:created",
) -> Account:
    """Open an account with its roles; without ``password`` it waits for an invitation.

    Raises :class:`Invalid` with a sentence per field (``username``, ``name``, ``email``,
    ``person_id``, ``roles``, ``committee``, ``password``).
    """
    check_manages(actor)
    facts = settled(facts)
    given = list(roles)
    problems = fact_problems(session, facts) | role_problems(session, given)
    if password is not None and (weak := password_problem(password, facts.username)):
        problems["password"] = weak
    if problems:
        raise Invalid(CHECK_ANSWERS, problems)
    account = Account(
        username=facts.username,
        name=facts.name,
        email=facts.email,
        person_id=facts.person_id,
        fs_uniquifier=uuid.uuid4().hex,
        password=None if password is None else hash_password(passwords.settled(password)),
        created_at=at,
    )
    account.roles = [
        AccountRole(
            role=one.role,
            committee_id=one.committee_id,
            valid_from=one.since,
            valid_to=one.until,
        )
        for one in given
    ]
    session.add(account)
    session.flush()
    changes = journal.diff({}, recorded(account) | {"roles": [one.role for one in given]})
    journal.record(session, actor=actor, tag=tag, subject=account, at=at, changes=changes)
    return account


def create_user(
    session: Session,
    identifier: str,
    role: Role,
    committee_code: str | None = None,
    password: str | None = None,
    *,
    at: datetime,
    on: date,
    name: str = "",
    email: str | None = None,
) -> Account:
    """Open an account from the command line: one role, from ``on``; a chair's with its committee.

    Raises :class:`DomainError` when the committee is unknown, else as :func:`create_account`.
    """
    committee_id = None
    if committee_code:
        committee_id = session.scalar(
            sa.select(Committee.id).where(Committee.code == committee_code)
        )
        if committee_id is None:
            raise DomainError(N_("Aucun comité ne porte le code %(code)s.", code=committee_code))
    return create_account(
        session,
        AccountFacts(username=identifier, name=name or identifier, email=email),
        [GivenRole(role, on, committee_id)],
        actor=system_actor(),
        at=at,
        password=password,
    )


def setup_link(session: Session, at: datetime) -> str:
    """Give the one-time code of the first set-up; the one given before no longer works."""
    session.execute(
        sa.update(OneTimeLink)
        .where(OneTimeLink.purpose == LinkPurpose.SETUP, OneTimeLink.used_at.is_(None))
        .values(used_at=at)
    )
    code = new_code()
    _new_link(session, LinkPurpose.SETUP, code, at=at, life=LINK_LIFE)
    return code


def set_up(
    session: Session,
    code: str,
    facts: AccountFacts,
    password: str,
    *,
    agency: dict[str, str],
    at: datetime,
    on: date,
) -> Account:
    """Create the first administrator and name the agency; works once, while no account exists.

    ``agency`` gives settings by their key (``agency_name``, ``agency_acronym``). Raises
    :class:`DomainError` when the link no longer serves, :class:`Invalid` for wrong answers.
    """
    link = open_link(session, code, at=at, purposes=(LinkPurpose.SETUP,), lock=True)
    if link is None or any_account(session):
        raise DomainError(N_("Ce lien de première installation ne sert plus."))
    account = create_account(
        session,
        facts,
        [GivenRole(Role.ADMIN, on)],
        actor=system_actor(),
        at=at,
        password=password,
        tag="account:set_up",
    )
    link.used_at = at
    founder = Actor(account_id=account.id, name=account.name, roles=frozenset({Role.ADMIN}))
    for key, value in agency.items():
        if value != policy.value_of(session, key, on=on):
            policy.change(
                session,
                key,
                value,
                valid_from=on,
                reason="Première installation",
                actor=founder,
                on=on,
                at=at,
            )
    return account


def any_account(session: Session) -> bool:
    """Tell whether the installation has its first account."""
    return session.scalar(sa.select(sa.exists().where(Account.id.is_not(None)))) or False


def new_code() -> str:
    """Draw a one-time code."""
    return codes.code_of(secrets.token_bytes(codes.RANDOM_BYTES))


def make_link(
    session: Session,
    account: Account,
    *,
    actor: Actor,
    at: datetime,
    code: str | None = None,
    life: timedelta = LINK_LIFE,
) -> tuple[str, OneTimeLink]:
    """Give an account a one-time code to choose its password; earlier codes no longer work.

    It is an invitation while the account has no password, a reset afterwards. The code is given
    once and never kept. Raises :class:`DomainError` when the account is closed.
    """
    if not account.active:
        raise DomainError(N_("Ce compte est fermé. Rouvrez-le avant de préparer une fiche."))
    purpose = LinkPurpose.RESET if account.password else LinkPurpose.INVITATION
    _end_links(session, account, at)
    code = code or new_code()
    link = _new_link(
        session,
        purpose,
        code,
        at=at,
        life=life,
        account_id=account.id,
        maker_id=actor.account_id,
    )
    journal.record(
        session,
        actor=actor,
        tag="account:link_made",
        subject=account,
        at=at,
        changes={"purpose": purpose, "expires_at": link.expires_at},
    )
    return code, link


def open_link(
    session: Session,
    code: str,
    *,
    at: datetime,
    purposes: Sequence[LinkPurpose] = (LinkPurpose.INVITATION, LinkPurpose.RESET),
    lock: bool = False,
) -> OneTimeLink | None:
    """Find the link of a code, if it still serves: not used, not expired."""
    read = codes.read(code)
    if read is None:
        return None
    query = sa.select(OneTimeLink).where(
        OneTimeLink.token_digest == codes.digest(read),
        OneTimeLink.purpose.in_(purposes),
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > at,
    )
    return session.scalars(query.with_for_update() if lock else query).one_or_none()


def account_of_link(session: Session, code: str, *, at: datetime) -> Account | None:
    """Give the open account whose password a code lets somebody choose."""
    link = open_link(session, code, at=at)
    if link is None or link.account_id is None:
        return None
    account = session.get(Account, link.account_id, options=[joinedload(Account.roles)])
    return account if account is not None and account.active else None


def choose_password(session: Session, code: str, password: str, *, at: datetime) -> Account:
    """Set the password of the account a code was made for; the code and every session end.

    Raises :class:`DomainError` when the code no longer serves or the password is too weak.
    """
    link = open_link(session, code, at=at, lock=True)
    account = account_of_link(session, code, at=at)
    if link is None or account is None:
        raise DomainError(N_("Cette fiche ou ce lien ne sert plus. Demandez-en une autre."))
    _check_password(password, account)
    _end_links(session, account, at)
    _set_password(account, password)
    owner = Actor(account_id=account.id, name=account.name, roles=frozenset())
    journal.record(session, actor=owner, tag="account:password_set", subject=account, at=at)
    return account


def change_password(
    session: Session, account: Account, current: str, new: str, *, actor: Actor, at: datetime
) -> None:
    """Change one's own password; sessions opened elsewhere and waiting links end.

    Raises :class:`DomainError` on the field ``current_password`` or ``new_password``.
    """
    if not account.password or not account.verify_and_update_password(passwords.settled(current)):
        raise DomainError(
            N_("Écrivez le mot de passe avec lequel vous vous connectez aujourd’hui."),
            field="current_password",
        )
    _check_password(new, account)
    _end_links(session, account, at)
    _set_password(account, new)
    journal.record(session, actor=actor, tag="account:password_changed", subject=account, at=at)


def note_presence(session: Session, account: Account, *, on: date) -> None:
    """Note the day somebody came in; beside the version counter, since nobody edited anything."""
    session.execute(
        sa.update(Account.__table__)  # type: ignore[arg-type]
        .where(Account.__table__.c.id == account.id)
        .values(last_seen_on=on)
    )


def password_problem(password: str, identifier: str) -> Message | None:
    """Say what makes a password unfit, or ``None``."""
    return passwords.weakness(passwords.settled(password), identifier=identifier)


def _check_password(password: str, account: Account) -> None:
    problem = password_problem(password, account.username)
    if problem is not None:
        raise DomainError(problem, field="new_password")


def _set_password(account: Account, password: str) -> None:
    account.password = hash_password(passwords.settled(password))
    account.fs_uniquifier = uuid.uuid4().hex  # ends every session of the account


def _new_link(
    session: Session,
    purpose: LinkPurpose,
    code: str,
    *,
    at: datetime,
    life: timedelta,
    account_id: int | None = None,
    maker_id: int | None = None,
) -> OneTimeLink:
    link = OneTimeLink(
        purpose=purpose,
        token_digest=codes.digest(code),
        account_id=account_id,
        created_at=at,
        created_by_id=maker_id,
        expires_at=at + life,
    )
    session.add(link)
    session.flush()
    return link


def _end_links(session: Session, account: Account, at: datetime) -> None:
    session.execute(
        sa.update(OneTimeLink)
        .where(OneTimeLink.account_id == account.id, OneTimeLink.used_at.is_(None))
        .values(used_at=at)
    )
