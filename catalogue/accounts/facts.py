"""What identifies an account and what it may carry: the facts, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.accounts.models import Account, AccountRole
from catalogue.accounts.rules import in_conflict
from catalogue.committees.models import Committee, Person
from catalogue.messages import N_, Message
from catalogue.permissions import Role

IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9._-]{2,79}")

BOTH_HANDS = N_(
    "L’administration n’a aucune part aux relectures : un même compte ne porte pas à la fois ce "
    "rôle et celui de relecture ou de point focal genre. Créez un second compte."
)


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What identifies an account; ``email`` and ``person_id`` may be unknown."""

    username: str
    name: str
    email: str | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class GivenRole:
    """A role to give: a chair's names the committee; ``until`` is its last day, if known."""

    role: Role
    since: date
    committee_id: int | None = None
    until: date | None = None


def settled(facts: AccountFacts) -> AccountFacts:
    """Give the facts as they are kept: identifier and address in lower case."""
    return AccountFacts(
        username=facts.username.strip().lower(),
        name=facts.name.strip(),
        email=(facts.email or "").strip().lower() or None,
        person_id=facts.person_id,
    )


def fact_problems(
    session: Session, facts: AccountFacts, *, but: int | None = None
) -> dict[str, Message]:
    """Say what is wrong with an account's facts, by field; ``but`` is the account itself."""
    problems: dict[str, Message] = {}
    if not IDENTIFIER.fullmatch(facts.username):
        problems["username"] = N_(
            "Écrivez un identifiant d’au moins trois caractères : lettres sans accent, chiffres, "
            "point, tiret. Par exemple : a.traore"
        )
    if not facts.name:
        problems["name"] = N_("Écrivez le nom tel que les autres le verront.")
    if facts.person_id is not None and session.get(Person, facts.person_id) is None:
        problems["person_id"] = N_("Choisissez une personne du registre.")
    for column, value, message in (
        (
            Account.username,
            facts.username,
            N_("Cet identifiant est déjà pris. Ajoutez un chiffre."),
        ),
        (Account.email, facts.email, N_("Un autre compte porte déjà cette adresse électronique.")),
        (Account.person_id, facts.person_id, N_("Cette personne a déjà un compte.")),
    ):
        if value is None or column.key in problems:
            continue
        taken = sa.select(Account.id).where(column == value, Account.id != (but or 0))
        if session.scalar(taken.limit(1)) is not None:
            problems[str(column.key)] = message
    return problems


def recorded(account: Account) -> dict[str, object]:
    """Give what the journal keeps of an account."""
    return {
        "username": account.username,
        "name": account.name,
        "email": account.email,
        "person_id": account.person_id,
        "locale": account.locale,
    }


def role_problems(session: Session, given: Sequence[GivenRole]) -> dict[str, Message]:
    """Say what is wrong with the roles of a new account: on ``roles`` or ``committee``."""
    held = [AccountRole(role=g.role, valid_from=g.since, valid_to=g.until) for g in given]
    if any(in_conflict(g.role, held, g.since, g.until) for g in given):
        return {"roles": BOTH_HANDS}
    for one in given:
        if one.role is Role.CHAIR and one.committee_id is None:
            return {"committee": N_("Choisissez le comité que cette personne préside.")}
        if one.committee_id is not None and session.get(Committee, one.committee_id) is None:
            return {"committee": N_("Choisissez un comité de la liste.")}
    return {}
