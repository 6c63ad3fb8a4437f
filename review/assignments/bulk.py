"""Several readings confided at once: who reads what, each invitation by the one way to invite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from catalogue.errors import DomainError, Invalid
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.assignments.checks import secretariat_only
from review.assignments.models import Assignment, BulkInvitation, ReviewRound
from review.assignments.proposing import Proposed, propose
from review.assignments.queries import round_of
from review.assignments.rules import followed_rounds
from review.assignments.services import active_reviewers, assign, refuse_past_days

MOST_ROUNDS = 50  # rounds in one sending
MOST_PEOPLE = 30


class Sharing(StrEnum):
    """How the people chosen and the texts chosen meet."""

    EACH = "chacune"
    SHARED = "repartir"


SHARING_LABELS: dict[Sharing, Message] = {
    Sharing.EACH: N_("Chaque personne relit chaque texte"),
    Sharing.SHARED: N_("Répartir les textes entre elles : domaine, formation, puis charge"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One invitation asked for: made, or refused with the reason; ``warning`` is for the eye."""

    round_: ReviewRound
    account_id: int | None
    name: str
    assignment: Assignment | None = None
    refused: Message | None = None
    warning: Message | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one sending asks: which texts, which people, how they meet, by which days."""

    round_ids: Sequence[int]
    account_ids: Sequence[int]
    sharing: Sharing
    due_on: date | None = None
    respond_by: date | None = None


def assign_many(
    session: Session, wanted: Wanted, *, actor: Actor, at: datetime, on: date
) -> list[Line]:
    """Invite people to several rounds, and say of each invitation what became of it.

    Each goes through :func:`~review.assignments.services.assign`, with its checks, its entry in the
    journal and its message; one refused leaves the others. A preview is the same call, undone.
    """
    secretariat_only(actor)
    _refuse_excess(wanted)
    refuse_past_days(wanted.due_on, wanted.respond_by, on=on)
    rounds = [
        found
        for round_id in dict.fromkeys(wanted.round_ids)
        if (found := round_of(session, round_id)) is not None
        and followed_rounds.allows(actor, found)
    ]
    known = propose(session, rounds, actor=actor, due_on=wanted.due_on, on=on).proposed
    chosen = frozenset(wanted.account_ids)
    people = {
        key: [one for one in found if one.candidate.account.id in chosen]
        for key, found in known.items()
    }
    lines = []
    taken: dict[int, int] = {}
    for round_ in rounds:
        present = people[round_.id]
        if wanted.sharing is Sharing.SHARED:
            present = share(round_, present, taken)
            if not present:
                lines.append(Line(round_, None, "", refused=_nobody_left(round_)))
        for one in present:
            line = _invite(session, round_, one, wanted, actor=actor, at=at, on=on)
            if line.assignment is not None and line.account_id is not None:
                taken[line.account_id] = taken.get(line.account_id, 0) + 1
            lines.append(line)
    return lines


def share(
    round_: ReviewRound, people: Sequence[Proposed], taken: Mapping[int, int]
) -> list[Proposed]:
    """Choose, among people ranked for a round, as many as it lacks.

    What weighs is what weighs in a suggestion, with the readings just given added to each load. In
    a final text that still lacks a trained reader, the first place goes to one.
    """
    free = [one for one in people if not one.candidate.barred and not one.candidate.needs_reason]
    room = round_.required_reviews - len(active_reviewers(round_))

    def order(one: Proposed, *, covered: bool) -> tuple[object, ...]:
        more = taken.get(one.candidate.account.id, 0)
        away, training, domain, earlier, load = one.suggestion.rank
        account = one.candidate.account
        lacking = 0 if covered else training
        return (away, lacking, domain, earlier, load + more, account.name, account.id)

    chosen: list[Proposed] = []
    while free and len(chosen) < room:
        covered = any(one.reader.trained for one in chosen)
        best = min(free, key=lambda one: order(one, covered=covered))
        chosen.append(best)
        free.remove(best)
    return chosen


def keep(session: Session, lines: Sequence[Line], *, actor: Actor, at: datetime) -> BulkInvitation:
    """Keep what became of a sending, so that its page can be read again."""
    made = BulkInvitation(
        made_at=at,
        made_by_id=actor.account_id,
        lines=[
            {
                "round_id": line.round_.id,
                "account_id": line.account_id,
                "name": line.name,
                "refused": None if line.refused is None else str(line.refused),
            }
            for line in lines
        ],
    )
    session.add(made)
    session.flush()
    return made


def _invite(
    session: Session,
    round_: ReviewRound,
    one: Proposed,
    wanted: Wanted,
    *,
    actor: Actor,
    at: datetime,
    on: date,
) -> Line:
    account = one.candidate.account
    away = one.suggestion.reasons[0] if one.away else None
    if one.candidate.needs_reason:
        alone = N_(
            "Cette personne travaille à l’organisation qui a demandé la norme : invitez-la seule, "
            "en disant pourquoi."
        )
        return Line(round_, account.id, account.name, refused=alone, warning=away)
    try:
        made = assign(
            session,
            round_,
            account.id,
            actor=actor,
            due_on=wanted.due_on,
            respond_by=wanted.respond_by,
            at=at,
            on=on,
        )
    except Invalid as error:
        first = next(iter(error.problems.values()), error.message)
        return Line(round_, account.id, account.name, refused=first, warning=away)
    except DomainError as error:
        return Line(round_, account.id, account.name, refused=error.message, warning=away)
    return Line(round_, account.id, account.name, assignment=made, warning=away)


def _refuse_excess(wanted: Wanted) -> None:
    problems: dict[str, Message] = {}
    if not wanted.round_ids:
        problems["rounds"] = N_("Cochez au moins un texte.")
    elif len(wanted.round_ids) > MOST_ROUNDS:
        problems["rounds"] = N_("Confiez au plus %(most)s textes à la fois.", most=MOST_ROUNDS)
    if not wanted.account_ids:
        problems["people"] = N_("Cochez au moins une personne.")
    elif len(wanted.account_ids) > MOST_PEOPLE:
        problems["people"] = N_("Choisissez au plus %(most)s personnes.", most=MOST_PEOPLE)
    if problems:
        raise Invalid(N_("Rien n’a été confié."), problems)


def _nobody_left(round_: ReviewRound) -> Message:
    if len(active_reviewers(round_)) >= round_.required_reviews:
        return N_("Cette relecture a déjà les personnes qu’il lui faut.")
    return N_("Aucune des personnes choisies ne peut relire ce texte.")
