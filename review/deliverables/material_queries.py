"""Reading materials: the list with what was distributed, one of them, the counts of a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.folding import fold
from review.deliverables.models import Distribution, Material
from review.deliverables.vocabulary import MaterialKind

MATERIAL_FACETS = ("type",)


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A material with how many were distributed, how many times, and when last."""

    material: Material
    copies: int
    times: int
    last_on: date | None


def all_materials(
    session: Session, *, text: str = "", chosen: Mapping[str, Sequence[str]]
) -> tuple[list[MaterialRow], Counter[str]]:
    """Give the materials that answer the choices, the last written first, and the counts by kind.

    The sums are worked out by the database in one question.
    """
    stands = Distribution.cancelled_at.is_(None)
    rows = session.execute(
        sa.select(
            Material,
            sa.func.coalesce(sa.func.sum(Distribution.copies), 0),
            sa.func.count(Distribution.id),
            sa.func.max(Distribution.distributed_on),
        )
        .outerjoin(Distribution, sa.and_(Distribution.material_id == Material.id, stands))
        .group_by(Material.id)
        .order_by(Material.id.desc())
    )
    words = fold(text).split()
    found = [
        MaterialRow(one, int(copies), times, last_on)
        for one, copies, times, last_on in rows
        if all(word in fold(f"{one.title} {one.gender_theme}") for word in words)
    ]
    counts = Counter(row.material.kind.value for row in found)
    kinds = chosen.get("type")
    return [row for row in found if not kinds or row.material.kind.value in kinds], counts


def material_of(session: Session, material_id: int) -> Material | None:
    """Give a material with all its distributions, those cancelled too."""
    return session.scalars(
        sa.select(Material)
        .where(Material.id == material_id)
        .options(selectinload(Material.distributions))
        .execution_options(populate_existing=True)
    ).one_or_none()


def distribution_of(session: Session, distribution_id: int) -> Distribution | None:
    """Give one distribution with its material."""
    return session.scalars(
        sa.select(Distribution)
        .where(Distribution.id == distribution_id)
        .options(joinedload(Distribution.material))
    ).one_or_none()


def distributed_by_kind(session: Session, first: date, last: date) -> Mapping[MaterialKind, int]:
    """Count what was distributed between two days, both included, by kind of material."""
    rows = session.execute(
        sa.select(Material.kind, sa.func.sum(Distribution.copies))
        .join(Distribution, Distribution.material_id == Material.id)
        .where(*_between(first, last))
        .group_by(Material.kind)
    )
    return {kind: int(copies) for kind, copies in rows}


def distributions_between(session: Session, first: date, last: date) -> Sequence[Distribution]:
    """Give what was distributed between two days, with its material, the last first."""
    return session.scalars(
        sa.select(Distribution)
        .where(*_between(first, last))
        .options(joinedload(Distribution.material))
        .order_by(Distribution.distributed_on.desc(), Distribution.id.desc())
    ).all()


def _between(first: date, last: date) -> tuple[sa.ColumnElement[bool], ...]:
    return Distribution.distributed_on.between(first, last), Distribution.cancelled_at.is_(None)
