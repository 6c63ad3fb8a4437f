"""What a person knows and when they cannot read: kept by themselves, or for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.accounts.models import Account
from catalogue.errors import DomainError, Invalid, NotFound
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor, Permission
from catalogue.records.queries import ics_named
from review.assignments.models import Competence, Unavailability
from review.assignments.reader_queries import absences_of, competences_of

MOST_COMPETENCES = 60
MOST_ABSENCES = 50


def may_keep(actor: Actor, account_id: int) -> bool:
    """Tell whether somebody keeps these pages: their own as a reader, anybody's as secretariat."""
    own = account_id == actor.account_id and actor.may(Permission.REVIEW_FILL)
    return own or actor.may(Permission.REVIEW_ASSIGN)


def set_competences(
    session: Session, account: Account, prefixes: Sequence[str], *, actor: Actor, at: datetime
) -> None:
    """Say which ICS domains a person knows: fields, groups or subgroups, all in one go.

    Raises :class:`Invalid` naming the codes that the classification does not have.
    """
    _keeper(actor, account)
    wanted = sorted(set(prefixes))
    known = ics_named(session, wanted)
    unknown = [code for code in wanted if code not in known]
    if unknown:
        raise Invalid(
            N_("Les domaines n’ont pas été enregistrés."),
            {
                "codes": N_(
                    "La classification ICS n’a pas de code %(codes)s. Écrivez des codes comme 65, "
                    "65.060 ou 65.060.50, un par ligne.",
                    codes=", ".join(unknown),
                )
            },
        )
    if len(wanted) > MOST_COMPETENCES:
        raise Invalid(
            N_("Les domaines n’ont pas été enregistrés."),
            {"codes": N_("Gardez au plus %(most)s domaines.", most=MOST_COMPETENCES)},
        )
    before = competences_of(session, [account.id])[account.id]
    if list(before) == wanted:
        return
    session.execute(sa.delete(Competence).where(Competence.account_id == account.id))
    session.add_all(Competence(account_id=account.id, ics_prefix=code) for code in wanted)
    journal.record(
        session,
        actor=actor,
        tag="reader:competences_set",
        subject=account,
        at=at,
        changes={"ics": [list(before), wanted]},
    )


def add_absence(
    session: Session,
    account: Account,
    *,
    from_on: date | None,
    to_on: date | None,
    reason: str,
    actor: Actor,
    at: datetime,
    on: date,
) -> Unavailability:
    """Note days on which a person cannot read, both ends included; the same days count once."""
    _keeper(actor, account)
    problems: dict[str, Message] = {}
    if from_on is None:
        problems["from_on"] = N_("Donnez le premier jour.")
    if to_on is None:
        problems["to_on"] = N_("Donnez le dernier jour.")
    elif from_on is not None and to_on < from_on:
        problems["to_on"] = N_("Choisissez un dernier jour qui ne soit pas avant le premier.")
    elif to_on < on:
        problems["to_on"] = N_("Ces jours sont passés : choisissez un dernier jour à venir.")
    if from_on is None or to_on is None or problems:
        raise Invalid(N_("L’indisponibilité n’a pas été notée."), problems)
    present = absences_of(session, [account.id], since=on)[account.id]
    same = next((one for one in present if (one.from_on, one.to_on) == (from_on, to_on)), None)
    if same is not None:
        return same
    if len(present) >= MOST_ABSENCES:
        raise DomainError(N_("Retirez d’abord des indisponibilités : il y en a déjà beaucoup."))
    made = Unavailability(
        account_id=account.id, from_on=from_on, to_on=to_on, reason=reason.strip() or None
    )
    session.add(made)
    _told(session, account, "reader:absence_added", made, actor=actor, at=at)
    return made


def remove_absence(
    session: Session, account: Account, absence_id: int, *, actor: Actor, at: datetime
) -> None:
    """Take an absence back; one already gone is no fault."""
    _keeper(actor, account)
    found = session.scalars(
        sa.select(Unavailability).where(
            Unavailability.id == absence_id, Unavailability.account_id == account.id
        )
    ).one_or_none()
    if found is None:
        return
    _told(session, account, "reader:absence_removed", found, actor=actor, at=at)
    session.delete(found)


def _told(
    session: Session,
    account: Account,
    tag: str,
    absence: Unavailability,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Journal the days only: why somebody is away is nobody else's."""
    days = {"from_on": absence.from_on, "to_on": absence.to_on}
    journal.record(session, actor=actor, tag=tag, subject=account, at=at, changes=days)


def _keeper(actor: Actor, account: Account) -> None:
    if not may_keep(actor, account.id):
        raise NotFound
