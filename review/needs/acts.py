"""What every act on a fiche shares: state, version seen, journal entry, message to a role."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from catalogue.accounts.queries import accounts_with_role
from catalogue.committees.models import Committee
from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.notices import services as notices
from catalogue.permissions import Actor, Role
from review.needs import rules
from review.needs.answers import as_typed
from review.needs.completeness import Problem
from review.needs.field_list import PART_OF
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NEEDS_STATE_LABELS
from review.needs.workflow import TRANSITIONS

PROBLEMS = N_("Des réponses sont à revoir.")
REASON_WANTED = N_("Écrivez le motif : il sera montré à la présidence.")


class Incomplete(Invalid):
    """What a threshold still wants; ``missing`` names each field, in the order of the form."""

    def __init__(self, message: Message, missing: list[Problem]) -> None:
        super().__init__(message, {problem.attribute: problem.message for problem in missing})
        self.missing = missing


def move(
    session: Session,
    needs: NeedsExpression,
    name: str,
    *,
    actor: Actor,
    at: datetime,
    changes: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """Change the state by one row of the workflow, and write it in the journal."""
    transition = TRANSITIONS[name]
    if not actor.may(transition.permission):
        raise NotAllowed(N_("Cet acte n’est pas ouvert à votre rôle."))
    if needs.state not in transition.sources:
        raise DomainError(
            N_(
                "Cette fiche est « %(state)s » : cet acte n’est plus possible. Relisez-la.",
                state=NEEDS_STATE_LABELS[needs.state],
            )
        )
    states = {"state": [needs.state.value, transition.target.value]}
    needs.state = transition.target
    needs.updated_at = at
    everything = {**states, **(changes or {})}
    record(session, needs, transition.tag, actor=actor, at=at, changes=everything, reason=reason)


def check_version(
    needs: NeedsExpression, seen_version: int, attributes: tuple[str, ...] = ()
) -> None:
    """Refuse to write over what somebody else recorded since the page was opened."""
    if needs.version == seen_version:
        return
    current: dict[str, str] = {}
    for name in attributes:
        current |= as_typed(PART_OF[name][1], getattr(needs, name))
    raise Conflict(current, needs.version)


def must_edit(actor: Actor, needs: NeedsExpression) -> None:
    """Refuse to write a fiche that is not in this person's hands."""
    if not rules.may_edit(actor, needs):
        raise NotAllowed(
            N_(
                "Cette fiche est « %(state)s » : elle ne se modifie plus ici.",
                state=NEEDS_STATE_LABELS[needs.state],
            )
        )


def must_instruct(actor: Actor, needs: NeedsExpression) -> None:
    """Refuse an act of instruction on a fiche that is not with the secretariat."""
    if not rules.may_instruct(actor, needs):
        raise NotAllowed(
            N_(
                "Cette fiche est « %(state)s » : elle n’est pas à l’instruction.",
                state=NEEDS_STATE_LABELS[needs.state],
            )
        )


def refuse_future(name: str, day: date, today: date, problems: dict[str, Message]) -> None:
    """Note a day that has not come yet among the problems of a form."""
    if day > today:
        problems[name] = N_("Donnez une date qui n’est pas dans l’avenir.")


def record(
    session: Session,
    needs: NeedsExpression,
    tag: str,
    *,
    actor: Actor,
    at: datetime,
    changes: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """Write the act in the journal, under both names when it was done for another (§1)."""
    written_for = tag in AUTHOR_TAGS and rules.writes_for_another(actor, needs)
    journal.record(
        session,
        actor=actor,
        tag=tag,
        subject=needs,
        at=at,
        changes=changes,
        reason=reason,
        on_behalf_of_id=needs.author_id if written_for else None,
    )


# The acts of the person whose fiche it is; the secretariat does them for a signed paper only.
AUTHOR_TAGS = frozenset(
    {
        "needs:created",
        "needs:saved",
        "needs:attached",
        "needs:detached",
        "needs:reference_attached",
        "needs:reference_detached",
        "needs:submitted",
    }
)


def tell_role(
    session: Session,
    template: str,
    role: Role,
    needs: NeedsExpression,
    *,
    at: datetime,
    today: date,
) -> None:
    """Ask for a message to everybody who carries a role today."""
    accounts = accounts_with_role(session, role, on=today)
    context = notice_context(session, needs)
    notices.tell(session, template, [one.id for one in accounts], context, at=at)


def tell_author(session: Session, template: str, needs: NeedsExpression, *, at: datetime) -> None:
    """Ask for a message to the person whose fiche it is."""
    notices.tell(session, template, [needs.author_id], notice_context(session, needs), at=at)


def notice_context(session: Session, needs: NeedsExpression) -> dict[str, Any]:
    """Give what a message may say: which fiche, whose, and where; never what it holds."""
    committee = session.get(Committee, needs.committee_id) if needs.committee_id else None
    return {
        "number": needs.number,
        "committee": committee.code if committee is not None else "",
        "path": f"/besoins/{needs.id}",
    }
