"""Acts of a reviewer on the hints of the text they read: keep, resolve, dismiss, open again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor
from review.analysis.models import HintAct, TextHint
from review.analysis.vocabulary import SETTLED_STATES, HintState
from review.assignments.checks import own_only
from review.assignments.models import Assignment
from review.assignments.vocabulary import LIVE_ROUND_STATES, AssignmentState

LONGEST_WORD = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """Hints kept together as evidence for one criterion of the checklist."""

    criterion: str
    hints: Sequence[TextHint]
    word: str


# What is done with hints kept, in the same transaction: the filled checklist takes their clause and
# quotation. The composition root fills it.
on_kept: list[Callable[[Session, Assignment, Kept, Actor, datetime], None]] = []


def act_on_hints(
    session: Session,
    assignment: Assignment,
    hints: Sequence[TextHint],
    state: HintState,
    *,
    word: str,
    criterion: str | None,
    actor: Actor,
    at: datetime,
) -> None:
    """Note what the reviewer does with hints of the text, one or several equal ones, with one word.

    ``assignment`` comes with its round; ``criterion`` is what hints are kept for, and its answer is
    not given by keeping. Raises :class:`Invalid` without a word to resolve or dismiss, and
    :class:`DomainError` once the reading is handed in.
    """
    own_only(assignment, actor)
    if (
        assignment.state is not AssignmentState.IN_PROGRESS
        or assignment.round.state not in LIVE_ROUND_STATES
    ):
        raise DomainError(
            N_(
                "Les pistes se règlent pendant la relecture\u00a0: la vôtre n’est pas en cours, "
                "rien n’est changé."
            )
        )
    if any(hint.text_version_id != assignment.round.text_version_id for hint in hints):
        raise DomainError(N_("Cette piste n’est pas du texte que vous relisez."))
    word = word.strip()
    if state in SETTLED_STATES and not word:
        raise Invalid(
            N_("Il manque un mot d’explication."),
            {"word": N_("Dites en un mot comment la piste est réglée, ou pourquoi elle s’écarte.")},
        )
    if state is HintState.KEPT and not criterion:
        raise Invalid(
            N_("Il manque le critère."),
            {"criterion": N_("Choisissez le critère que cette piste éclaire.")},
        )
    acts = _acts(session, assignment, hints)
    for act in acts:
        act.state, act.word, act.acted_at = state, word, at
        act.criterion = criterion if state is HintState.KEPT else None
    if state is HintState.KEPT and criterion:
        for follow in on_kept:
            follow(session, assignment, Kept(criterion, hints, word), actor, at)
    tag = "reopened" if state is HintState.OPEN else state.value
    journal.record(
        session,
        actor=actor,
        tag=f"hint:{tag}",
        subject=acts[0],
        at=at,
        # Never the word: the journal has readers who may not see it (product_rules §3).
        changes={"hints": len(hints)},
    )


def _acts(session: Session, assignment: Assignment, hints: Sequence[TextHint]) -> list[HintAct]:
    """Give the reviewer's row for each hint, new where they had not touched it."""
    keys = [hint.context_key for hint in hints]
    standing = {
        act.context_key: act
        for act in session.scalars(
            sa.select(HintAct).where(
                HintAct.assignment_id == assignment.id, HintAct.context_key.in_(keys)
            )
        )
    }
    acts = []
    for hint in hints:
        act = standing.get(hint.context_key)
        if act is None:
            act = HintAct(assignment_id=assignment.id, context_key=hint.context_key)
            session.add(act)
        act.text_version_id = hint.text_version_id
        acts.append(act)
    return acts
