"""A plan brought in a file: shown with its faults, taken in whole as a draft or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import Conflict, DomainError
from catalogue.exchange.workbook import Sheet
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor
from review.action_plan.drafting import made_line, made_objective
from review.action_plan.hooks import known_indicators
from review.action_plan.models import ActionPlan, PlanFile
from review.action_plan.plan_content import PlanContent, content_of
from review.action_plan.plan_file import FileRow, rows_of_file
from review.action_plan.plans import PlanFacts, check_plan, new_plan
from review.action_plan.rules import require_keeper
from review.action_plan.vocabulary import PLAN_FILE_LABELS, PlanFileState

# How long what an unfinished file says is kept; OPERATIONS.md says it.
UNFINISHED = timedelta(days=30)


def show_file(
    session: Session,
    facts: PlanFacts,
    sheets: Sequence[Sheet],
    file_name: str,
    *,
    actor: Actor,
    at: datetime,
) -> PlanFile:
    """Keep what a file says until it is taken in or given up; no plan is made yet."""
    require_keeper(actor)
    checked = check_plan(session, facts)
    shown = PlanFile(state=PlanFileState.SHOWN, made_at=at, made_by_id=actor.account_id)
    _write(shown, checked, sheets, file_name)
    session.add(shown)
    session.flush()
    return shown


def correct_file(
    session: Session,
    shown: PlanFile,
    facts: PlanFacts,
    sheets: Sequence[Sheet] | None,
    file_name: str,
    *,
    actor: Actor,
    seen_version: int,
) -> None:
    """Change the facts of a plan shown, or put a corrected file in place of the first."""
    _require(actor, shown, seen_version)
    _write(shown, check_plan(session, facts), sheets, file_name)
    session.flush()


def _write(
    shown: PlanFile, facts: PlanFacts, sheets: Sequence[Sheet] | None, file_name: str
) -> None:
    if facts.starts_on is None or facts.ends_on is None:
        raise ValueError("the facts of a plan are checked before they are kept")
    shown.code, shown.title = facts.code, facts.title
    shown.starts_on, shown.ends_on = facts.starts_on, facts.ends_on
    if sheets is not None:
        rows, aside = rows_of_file(sheets)
        shown.rows = [row.as_plain() for row in rows]
        shown.aside, shown.file_name = list(aside), file_name[:300]


def read_file(session: Session, shown: PlanFile, *, today: date) -> PlanContent:
    """Read again what a file shown says: the page and the act that takes it in ask the same."""
    rows = [FileRow.from_plain(plain) for plain in shown.rows]
    return content_of(rows, known=known_indicators(session), today=today)


def take_in_file(
    session: Session,
    shown: PlanFile,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> ActionPlan:
    """Make the draft of a plan from a file without fault; one fault refuses the whole."""
    _require(actor, shown, seen_version)
    facts = check_plan(session, PlanFacts(shown.code, shown.title, shown.starts_on, shown.ends_on))
    content = read_file(session, shown, today=today)
    if content.faults:
        raise DomainError(
            N_("Rien n’est repris : corrigez d’abord le fichier, puis choisissez-le de nouveau.")
        )
    plan = new_plan(facts, source=shown.file_name, at=at)
    session.add(plan)
    session.flush()
    session.add_all(
        [
            *(
                made_line(plan.id, one.facts, position=position)
                for position, one in enumerate(content.lines, start=1)
            ),
            *(
                made_objective(
                    plan.id,
                    one.code,
                    one.result,
                    one.facts,
                    position=position,
                    source=one.text_source,
                )
                for position, one in enumerate(content.objectives, start=1)
            ),
        ]
    )
    shown.state, shown.rows, shown.plan_id = PlanFileState.TAKEN_IN, [], plan.id
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag="plan:loaded",
        subject=plan,
        at=at,
        changes={
            "code": facts.code,
            "title": facts.title,
            "file": shown.file_name,
            "lines": len(content.lines),
            "objectives": len(content.objectives),
        },
    )
    return plan


def give_up_file(session: Session, shown: PlanFile, *, actor: Actor, seen_version: int) -> None:
    """Give up a file that was shown; what it said is forgotten."""
    _require(actor, shown, seen_version)
    shown.state, shown.rows = PlanFileState.GIVEN_UP, []
    session.flush()


def forget_files(session: Session, at: datetime) -> None:
    """Give up the files shown long ago and never taken in: what they say is forgotten."""
    session.execute(
        sa.update(PlanFile)
        .where(PlanFile.state == PlanFileState.SHOWN, PlanFile.made_at < at - UNFINISHED)
        .values(state=PlanFileState.GIVEN_UP, rows=[])
        .execution_options(synchronize_session=False)
    )


def files_shown(session: Session) -> Sequence[PlanFile]:
    """Give the files that wait to be taken in or given up, the latest first."""
    return session.scalars(
        sa.select(PlanFile)
        .where(PlanFile.state == PlanFileState.SHOWN)
        .order_by(PlanFile.id.desc())
    ).all()


def _require(actor: Actor, shown: PlanFile, seen_version: int) -> None:
    require_keeper(actor)
    if shown.state is not PlanFileState.SHOWN:
        raise DomainError(
            N_(
                "Ce fichier est « %(state)s » : cet acte n’est plus possible.",
                state=PLAN_FILE_LABELS[shown.state],
            )
        )
    if shown.version != seen_version:
        raise Conflict({}, shown.version)
