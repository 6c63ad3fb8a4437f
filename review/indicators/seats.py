"""What the register says of seats on a day: rebuilt from mandates, counted by the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from catalogue.committees.models import (
    Committee,
    Mandate,
    Organisation,
    ParticipationCount,
    Person,
)
from catalogue.committees.queries import counted_on, running
from catalogue.committees.vocabulary import (
    POST_KINDS,
    STANDARDS_KINDS,
    CommitteeKind,
    MandateRole,
    Sex,
    StakeholderCategory,
)
from review.indicators.participation import Tally, pooled


@dataclass(frozen=True, slots=True)
class Place:
    """A committee, or a body of posts, that counts on the day."""

    id: int
    code: str
    title: str
    kind: CommitteeKind


@dataclass(frozen=True, slots=True)
class Counted:
    """A count without names in force on the day, with where it is from."""

    id: int
    place: Place
    counted_on: date
    source: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Seats:
    """Every seat of a day, and the distinct people who hold them.

    ``titular`` and ``alternates`` are by place.
    """

    on: date
    places: tuple[Place, ...]
    titular: Mapping[int, Tally]
    alternates: Mapping[int, Tally]
    counts: tuple[Counted, ...]
    participants: Tally  # distinct people on titular seats of CTN, GT, CMN
    managers: Tally
    agents: Tally  # distinct people holding a post, management included
    experts: Tally

    def tally(self, kinds: Iterable[CommitteeKind], *, titular: bool = True) -> Tally:
        """Pool the titular seats, or the alternates, of these kinds of place."""
        wanted = frozenset(kinds)
        held = self.titular if titular else self.alternates
        return pooled(
            held[place.id] for place in self.places if place.kind in wanted and place.id in held
        )

    def of_place(self, place_id: int) -> Tally:
        """Give the titular seats of one place."""
        return self.titular.get(place_id, Tally())

    def by_place(self, kinds: Iterable[CommitteeKind]) -> Mapping[Place, Tally]:
        """Give the titular seats of each place of these kinds, those without a seat included."""
        wanted = frozenset(kinds)
        return {place: self.of_place(place.id) for place in self.places if place.kind in wanted}

    def unnamed(self, kinds: Iterable[CommitteeKind]) -> Tally:
        """Pool what was counted without names in these kinds of place."""
        wanted = frozenset(kinds)
        return pooled(one.tally for one in self.counts if one.place.kind in wanted)


@dataclass(frozen=True, slots=True)
class Crossed:
    """The titular seats of a day by kind of place, with their role or whom they represent.

    A role of None stands for what was counted without names, a category of None for one that is
    not known.
    """

    roles: Mapping[tuple[CommitteeKind, MandateRole | None], Tally]
    categories: Mapping[tuple[CommitteeKind, StakeholderCategory | None], Tally]

    def experts_by_kind(self, found: Seats) -> Mapping[CommitteeKind, Tally]:
        """Give the titular mandates of expertise by kind; somebody may hold several."""
        committees = {
            kind: self.roles.get((kind, MandateRole.EXPERT), Tally()) for kind in STANDARDS_KINDS
        }
        return {**committees, CommitteeKind.EXPERTS: found.tally((CommitteeKind.EXPERTS,))}


def seats(session: Session, *, on: date) -> Seats:
    """Give the seats of a day in four queries, whatever the number of mandates."""
    places = {
        row.id: Place(row.id, row.code, row.title_fr, row.kind)
        for row in session.execute(
            sa.select(Committee.id, Committee.code, Committee.title_fr, Committee.kind)
            .where(counted_on(on))
            .order_by(sa.func.length(Committee.code), Committee.code)
        )
    }
    counts = _counts(session, places, on)
    held = _by(session, on, Mandate.committee_id, Mandate.titular)
    titular = {place: tally for (place, seated), tally in held.items() if seated}
    alternates = {place: tally for (place, seated), tally in held.items() if not seated}
    for one in counts:
        titular[one.place.id] = titular.get(one.place.id, Tally()) + one.tally
    return Seats(
        on,
        tuple(places.values()),
        {place: tally for place, tally in titular.items() if place in places},
        {place: tally for place, tally in alternates.items() if place in places},
        tuple(counts),
        *_people(session, on),
    )


def crossed(session: Session, found: Seats) -> Crossed:
    """Give the titular seats by role and by category represented, in one query."""
    by_role: dict[tuple[CommitteeKind, MandateRole | None], Tally] = {}
    by_category: dict[tuple[CommitteeKind, StakeholderCategory | None], Tally] = {}
    own = aliased(Organisation)
    represented = sa.func.coalesce(Organisation.category, own.category)
    for (kind, role, code, seated), tally in _by(
        session, found.on, Committee.kind, Mandate.role, represented, Mandate.titular, own=own
    ).items():
        if seated:
            category = StakeholderCategory(code) if code else None
            by_role[kind, role] = by_role.get((kind, role), Tally()) + tally
            by_category[kind, category] = by_category.get((kind, category), Tally()) + tally
    for one in found.counts:
        unnamed = (one.place.kind, None)
        by_role[unnamed] = by_role.get(unnamed, Tally()) + one.tally
        by_category[unnamed] = by_category.get(unnamed, Tally()) + one.tally
    return Crossed(by_role, by_category)


def _by(
    session: Session,
    on: date,
    *keys: Any,
    own: type[Organisation] | None = None,
) -> dict[Any, Tally]:
    """Count the seats of a day by these columns and by sex, in one query."""
    query = (
        sa.select(*keys, Person.sex, sa.func.count())
        .select_from(Mandate)
        .join(Committee, Committee.id == Mandate.committee_id)
        .outerjoin(Person, Person.id == Mandate.person_id)
        .where(running(on), counted_on(on))
        .group_by(*keys, Person.sex)
    )
    if own is not None:
        query = query.outerjoin(Organisation, Organisation.id == Mandate.organisation_id).outerjoin(
            own, own.id == Person.organisation_id
        )
    found: dict[Any, Tally] = {}
    for *key, sex, number in session.execute(query):
        told = tuple(key)
        found[told] = found.get(told, Tally()) + _tally(sex, number)
    return found


def _counts(session: Session, places: Mapping[int, Place], on: date) -> list[Counted]:
    rows = session.scalars(
        sa.select(ParticipationCount)
        .where(ParticipationCount.counted_on <= on)
        .order_by(ParticipationCount.counted_on, ParticipationCount.id)
    )
    latest = {row.committee_id: row for row in rows if row.committee_id in places}
    return [
        Counted(
            row.id,
            places[row.committee_id],
            row.counted_on,
            row.source,
            Tally(row.women, row.men, row.undeclared, row.vacant),
        )
        for row in latest.values()
    ]


def _people(session: Session, on: date) -> tuple[Tally, Tally, Tally, Tally]:
    """Count distinct people by sex: in committees, in management, in all posts, as experts."""
    kind = Committee.kind
    asked = (
        sa.and_(kind.in_(STANDARDS_KINDS), Mandate.titular),
        kind == CommitteeKind.MANAGEMENT,
        kind.in_(POST_KINDS),
        is_expert(),
    )
    rows = session.execute(
        sa.select(
            Person.sex,
            *(sa.func.count(sa.distinct(sa.case((one, Person.id)))) for one in asked),
        )
        .select_from(Mandate)
        .join(Committee, Committee.id == Mandate.committee_id)
        .join(Person, Person.id == Mandate.person_id)
        .where(running(on), counted_on(on))
        .group_by(Person.sex)
    ).all()
    participants, managers, agents, experts = (
        pooled(_tally(sex, numbers[place]) for sex, *numbers in rows) for place in range(len(asked))
    )
    return participants, managers, agents, experts


def is_expert() -> sa.ColumnElement[bool]:
    """Give the condition «this mandate makes its holder a national expert».

    In the register of national experts whatever the role; in a CTN, GT or CMN by the role.
    """
    return sa.or_(
        Committee.kind == CommitteeKind.EXPERTS,
        sa.and_(Committee.kind.in_(STANDARDS_KINDS), Mandate.role == MandateRole.EXPERT),
    )


def _tally(sex: Sex | None, number: int) -> Tally:
    match sex:
        case None:
            return Tally(vacant=number)
        case Sex.WOMAN:
            return Tally(women=number)
        case Sex.MAN:
            return Tally(men=number)
        case _:
            return Tally(undeclared=number)
