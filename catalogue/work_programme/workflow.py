"""How an item moves: acts on its status, and which stage may follow which, as data.

Stages follow the harmonized matrix (programme_process §2.1, §2.2), with the freedom a national body
needs and no more:

* forward within a stage, or to the registration or start of the next one (x.00, x.20): freely;
* further forward (a vote or a whole stage left out), the same code again, or an earlier step of
  the same stage: with a reason, because the matrix expects otherwise;
* back to an earlier stage: only after the decision that says so (x.92); that decision, and the one
  to repeat the stage (x.93), carry a reason;
* abandon (x.98) is an act on the status, which records the code itself;
* 60.00 is reached through an act of homologation only, 60.60 through it or afterwards; 90 and 95
  are the life of the edition, not of the item that made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalogue.messages import N_, Message
from catalogue.permissions import Permission
from catalogue.work_programme.vocabulary import COUNCIL_FROM
from catalogue.work_programme.vocabulary import WorkItemStatus as S


@dataclass(frozen=True, slots=True)
class Transition:
    """One act on the status: from where to where, who may, what the journal and the button say."""

    sources: frozenset[S]
    target: S
    permission: Permission
    tag: str
    slug: str
    label: Message


_MANAGE = Permission.PROGRAMME_MANAGE

TRANSITIONS: Mapping[str, Transition] = {
    "await_council": Transition(
        frozenset({S.ACTIVE}),
        S.AWAITING_COUNCIL,
        _MANAGE,
        "programme:awaiting_council",
        "attente-cnncq",
        N_("Mettre en attente du CNNCQ"),
    ),
    "suspend": Transition(
        frozenset({S.ACTIVE, S.AWAITING_COUNCIL}),
        S.SUSPENDED,
        _MANAGE,
        "programme:suspended",
        "suspendre",
        N_("Suspendre les travaux"),
    ),
    "resume": Transition(
        frozenset({S.SUSPENDED, S.AWAITING_COUNCIL}),
        S.ACTIVE,
        _MANAGE,
        "programme:resumed",
        "reprendre",
        N_("Reprendre les travaux"),
    ),
    "abandon": Transition(
        frozenset({S.ACTIVE, S.SUSPENDED, S.AWAITING_COUNCIL}),
        S.ABANDONED,
        _MANAGE,
        "programme:abandoned",
        "abandonner",
        N_("Abandonner le sujet"),
    ),
}

# Homologation is an act on several items; its page, not a button of the item, starts it.
HOMOLOGATION = Transition(
    frozenset({S.AWAITING_COUNCIL}),
    S.HOMOLOGATED,
    _MANAGE,
    "programme:homologated",
    "homologuer",
    N_("Homologuer"),
)

STAGE_STATUSES = frozenset({S.ACTIVE, S.AWAITING_COUNCIL})
RECORDED_STAGES = ("00", "10", "20", "30", "40", "50")
STARTS = frozenset({"00", "20"})
REPEAT_EARLIER, ABANDON = "92", "98"
DECISIONS_TO_REPEAT = frozenset({REPEAT_EARLIER, "93"})


@dataclass(frozen=True, slots=True)
class Step:
    """A stage that may follow, and whether the person must say why."""

    code: str
    needs_reason: bool


def steps_from(current: str, codes: Iterable[str]) -> tuple[Step, ...]:
    """Give the stages that may follow the current one, in the order of the matrix."""
    found = ((code, reason_needed(current, code)) for code in sorted(codes))
    return tuple(Step(code, needed) for code, needed in found if needed is not None)


def reason_needed(current: str, target: str) -> bool | None:
    """Tell whether going from one stage to another needs a reason; ``None`` when it is refused."""
    stage, step = current.split(".")
    to_stage, to_step = target.split(".")
    if ABANDON in {step, to_step} or {stage, to_stage} - set(RECORDED_STAGES):
        return None
    if to_step in DECISIONS_TO_REPEAT:
        return True if to_stage == stage else None
    if to_stage < stage:
        return to_step not in STARTS if step == REPEAT_EARLIER else None
    if step in DECISIONS_TO_REPEAT:
        expected = to_stage == stage and to_step in STARTS
    elif to_stage == stage:
        expected = target > current
    else:
        following = RECORDED_STAGES[RECORDED_STAGES.index(stage) + 1]
        expected = to_stage == following and to_step in STARTS
    return not expected


def abandon_code(current: str) -> str | None:
    """Give the code of abandon of the current stage; none once the text is being published."""
    stage = current[:2]
    return f"{stage}.{ABANDON}" if stage in RECORDED_STAGES else None


def acts_for(status: S, stage_code: str) -> tuple[str, ...]:
    """Give the acts on the status that are possible from here, in the order of the buttons.

    A text may wait for the council once the public enquiry is closed.
    """
    return tuple(
        name
        for name, act in TRANSITIONS.items()
        if status in act.sources and (name != "await_council" or stage_code >= COUNCIL_FROM)
    )


def may_stand_in(code: str, corrected: str) -> bool:
    """Abandon and publication are acts of their own: a correction cannot bring them about."""
    return code == corrected or (code[:2] in RECORDED_STAGES and code[3:] != ABANDON)
