"""The mandates behind a figure about people: who counts, where, as what, for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee, Mandate, Organisation, Person
from catalogue.committees.queries import counted_on, running
from catalogue.committees.vocabulary import (
    POST_KINDS,
    STANDARDS_KINDS,
    CommitteeKind,
    MandateRole,
    Sex,
)
from catalogue.paging import PAGE_SIZE, Page, offset
from review.indicators.seats import is_expert

Condition = sa.ColumnElement[bool]


def in_standards(on: date) -> Condition:
    """Give the seats of CTN, GT and CMN on a day, alternates and vacant ones included."""
    return sa.and_(running(on), counted_on(on), Committee.kind.in_(STANDARDS_KINDS))


def in_management(on: date) -> Condition:
    """Give the management posts of a day."""
    return sa.and_(running(on), counted_on(on), Committee.kind == CommitteeKind.MANAGEMENT)


def in_posts(on: date) -> Condition:
    """Give the posts of the agency on a day, management included."""
    return sa.and_(running(on), counted_on(on), Committee.kind.in_(POST_KINDS))


def of_expertise(on: date) -> Condition:
    """Give the mandates that make national experts of their holders on a day."""
    return sa.and_(running(on), counted_on(on), is_expert())


def chairing(on: date) -> Condition:
    """Give the chairs of CTN, GT and CMN on a day, vacant ones included."""
    return sa.and_(in_standards(on), Mandate.role == MandateRole.CHAIR, Mandate.titular)


@dataclass(frozen=True, slots=True)
class Holder:
    """A mandate that a figure counts, as its list shows it; no name for a vacant seat."""

    mandate_id: int
    committee_id: int
    committee: str
    committee_title: str
    kind: CommitteeKind
    person_id: int | None
    family_name: str | None
    given_names: str | None
    sex: Sex | None
    role: MandateRole
    post: str | None
    titular: bool
    organisation: str | None
    valid_from: date
    valid_to: date | None


_HOLDERS = (
    sa.select(
        Mandate.id,
        Committee.id,
        Committee.code,
        Committee.title_fr,
        Committee.kind,
        Person.id,
        Person.family_name,
        Person.given_names,
        Person.sex,
        Mandate.role,
        Mandate.post,
        Mandate.titular,
        Organisation.name,
        Mandate.valid_from,
        Mandate.valid_to,
    )
    .select_from(Mandate)
    .join(Committee, Committee.id == Mandate.committee_id)
    .outerjoin(Person, Person.id == Mandate.person_id)
    .outerjoin(Organisation, Organisation.id == Mandate.organisation_id)
    .order_by(sa.func.length(Committee.code), Committee.code, Mandate.id)
)


def holders(session: Session, counted: Condition) -> list[Holder]:
    """Give the mandates that meet a condition, by committee."""
    rows: Sequence[Any] = session.execute(_HOLDERS.where(counted)).all()
    return [Holder(*row) for row in rows]


def holders_page(session: Session, counted: Condition, number: int) -> Page[Holder]:
    """Give one page of the mandates that meet a condition, with their number in the same query."""
    rows: Sequence[Any] = session.execute(
        _HOLDERS.add_columns(sa.func.count().over())
        .where(counted)
        .limit(PAGE_SIZE)
        .offset(offset(number))
    ).all()
    if not rows and number > 1:
        return Page([], _how_many(session, counted), number)
    return Page([Holder(*row[:-1]) for row in rows], rows[0][-1] if rows else 0, number)


def _how_many(session: Session, counted: Condition) -> int:
    found = session.scalar(
        sa.select(sa.func.count())
        .select_from(Mandate)
        .join(Committee, Committee.id == Mandate.committee_id)
        .where(counted)
    )
    return found or 0


def as_plain(session: Session, counted: Condition) -> Sequence[Mapping[str, Any]]:
    """Give the mandates as a closed reading keeps them: by number, without anybody's name.

    A name is looked up when the list is read, so that nobody who was erased stays in a reading.
    """
    rows = session.execute(
        sa.select(
            Mandate.id,
            Mandate.person_id,
            Committee.code,
            Committee.kind,
            Mandate.role,
            Mandate.titular,
            Person.sex,
        )
        .join(Committee, Committee.id == Mandate.committee_id)
        .outerjoin(Person, Person.id == Mandate.person_id)
        .where(counted)
        .order_by(sa.func.length(Committee.code), Committee.code, Mandate.id)
    )
    return [
        {
            "mandate_id": row.id,
            "person_id": row.person_id,
            "committee": row.code,
            "kind": row.kind.value,
            "role": row.role.value,
            "titular": row.titular,
            "sex": row.sex.value if row.sex else None,
        }
        for row in rows
    ]
