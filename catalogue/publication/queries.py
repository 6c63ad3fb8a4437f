"""Reading what was published: editions, their lines, and when the next one is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.publication.half_years import HalfYear, six_months_after
from catalogue.publication.models import ProgrammeEdition, ProgrammeLine, ProgrammePaper
from catalogue.publication.vocabulary import Part

_PAPER = joinedload(ProgrammeEdition.paper).joinedload(ProgrammePaper.document)


def editions_page(
    session: Session, *, number: int, size: int
) -> tuple[Sequence[ProgrammeEdition], int]:
    """Give one page of the editions, latest first, and how many there are."""
    total = session.scalar(sa.select(sa.func.count()).select_from(ProgrammeEdition)) or 0
    rows = session.scalars(
        sa.select(ProgrammeEdition)
        .options(_PAPER)
        .order_by(ProgrammeEdition.id.desc())
        .offset((number - 1) * size)
        .limit(size)
    ).all()
    return rows, total


def edition_by_code(session: Session, code: str) -> ProgrammeEdition | None:
    """Give an edition with the one before it and its paper."""
    return session.scalars(
        sa.select(ProgrammeEdition)
        .where(ProgrammeEdition.code == code)
        .options(_PAPER, joinedload(ProgrammeEdition.previous))
    ).one_or_none()


def last_edition(session: Session) -> ProgrammeEdition | None:
    """Give the edition published last."""
    return session.scalars(
        sa.select(ProgrammeEdition).order_by(ProgrammeEdition.id.desc()).limit(1)
    ).one_or_none()


def editions_of(session: Session, half_year: HalfYear) -> Sequence[ProgrammeEdition]:
    """Give the editions of a half-year, the first one first."""
    return session.scalars(
        sa.select(ProgrammeEdition)
        .where(ProgrammeEdition.half_year == half_year.code)
        .order_by(ProgrammeEdition.revision)
    ).all()


def lines_of(
    session: Session, edition_id: int, part: Part, *, number: int | None = None, size: int = 0
) -> Sequence[ProgrammeLine]:
    """Give the lines of a list in their order; one page of them when ``number`` is given."""
    query = (
        sa.select(ProgrammeLine)
        .where(ProgrammeLine.edition_id == edition_id, ProgrammeLine.part == part)
        .order_by(ProgrammeLine.position)
    )
    if number is not None:
        query = query.offset((number - 1) * size).limit(size)
    return session.scalars(query).all()


def stages_in(session: Session, edition_id: int) -> Mapping[int, str | None]:
    """Give the stage each subject in preparation had in an edition, by work item."""
    rows = session.execute(
        sa.select(ProgrammeLine.work_item_id, ProgrammeLine.stage_code).where(
            ProgrammeLine.edition_id == edition_id,
            ProgrammeLine.part == Part.IN_PREPARATION,
        )
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}


def next_due(session: Session) -> date | None:
    """Give the last day for the next edition: six months after the last one (annex 3, J).

    Nothing before a first edition is published.
    """
    last = last_edition(session)
    return six_months_after(last.dated_on) if last is not None else None


def without_paper(session: Session) -> Sequence[int]:
    """Give the editions whose PDF is not made."""
    return session.scalars(
        sa.select(ProgrammeEdition.id)
        .outerjoin(ProgrammePaper, ProgrammePaper.edition_id == ProgrammeEdition.id)
        .where(ProgrammePaper.edition_id.is_(None))
        .order_by(ProgrammeEdition.id)
    ).all()
