"""The seats to be filled: vacant today, or whose mandate ends soon without another to follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee, Mandate, Person
from catalogue.committees.queries import counted_on, running
from catalogue.committees.vocabulary import STANDARDS_KINDS, CommitteeKind, MandateRole, Sex
from catalogue.paging import PAGE_SIZE, Page, offset


@dataclass(frozen=True, slots=True)
class Opening:
    """A seat to be filled; ``sex`` and ``name`` are of who leaves it, None for a vacant one."""

    mandate_id: int
    committee_id: int
    committee: str
    committee_title: str
    kind: CommitteeKind
    role: MandateRole
    ends_on: date | None
    sex: Sex | None
    name: str | None


def openings(
    session: Session, *, on: date, until: date, kind: CommitteeKind | None, page: int
) -> Page[Opening]:
    """Give one page of the titular seats of CTN, GT and CMN to be filled, chairs first.

    A vacant seat of ``on``, or a mandate that runs then and ends by ``until``.
    """
    wanted = sa.and_(
        running(on),
        counted_on(on),
        Mandate.titular,
        Committee.kind.in_(STANDARDS_KINDS if kind is None else (kind,)),
        sa.or_(Mandate.person_id.is_(None), Mandate.valid_to <= until),
    )
    total = session.scalar(
        sa.select(sa.func.count())
        .select_from(Mandate)
        .join(Committee, Committee.id == Mandate.committee_id)
        .where(wanted)
    )
    rows: Sequence[Any] = session.execute(
        sa.select(
            Mandate.id,
            Committee.id,
            Committee.code,
            Committee.title_fr,
            Committee.kind,
            Mandate.role,
            Mandate.valid_to,
            Person.sex,
            Person.given_names,
            Person.family_name,
        )
        .select_from(Mandate)
        .join(Committee, Committee.id == Mandate.committee_id)
        .outerjoin(Person, Person.id == Mandate.person_id)
        .where(wanted)
        .order_by(
            sa.case((Mandate.role == MandateRole.CHAIR, 0), else_=1),
            Mandate.valid_to.is_(None),
            Mandate.valid_to,
            sa.func.length(Committee.code),
            Committee.code,
            Mandate.id,
        )
        .limit(PAGE_SIZE)
        .offset(offset(page))
    ).all()
    found = [_opening(row) for row in rows]
    return Page(found, total or 0, page)


def _opening(row: Any) -> Opening:
    *facts, sex, given, family = row
    return Opening(*facts, sex, None if sex is None else f"{given} {family}".strip())  # type: ignore[call-arg]
