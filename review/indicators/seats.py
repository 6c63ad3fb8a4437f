"""What the register says of seats on a day: rebuilt from mandates, counted by the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

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
class Group:
    """Seats of one place alike in role, in who holds them and in whom they speak for."""

    place: Place
    role: MandateRole | None  # None: counted without names
    titular: bool
    category: StakeholderCategory | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class Counted:
    """A count without names in force on the day, with where it is from."""

    place: Place
    counted_on: date
    source: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Seats:
    """Every seat of a day, and the distinct people who hold them."""

    on: date
    places: tuple[Place, ...]
    groups: tuple[Group, ...]
    counts: tuple[Counted, ...]
    participants: Tally  # distinct people on titular seats of CTN, GT, CMN
    managers: Tally
    agents: Tally  # distinct people holding a post, management included
    experts: Tally

    @property
    def experts_by_kind(self) -> Mapping[CommitteeKind, Tally]:
        """Give the mandates of expertise by kind of committee; somebody may hold several."""
        kinds = (*STANDARDS_KINDS, CommitteeKind.EXPERTS)
        return {
            kind: pooled(
                group.tally
                for group in self.groups
                if group.place.kind is kind
                and (kind is CommitteeKind.EXPERTS or group.role is MandateRole.EXPERT)
            )
            for kind in kinds
        }

    def tally(
        self,
        kinds: Iterable[CommitteeKind],
        *,
        titular: bool = True,
        role: MandateRole | None = None,
        place: Place | None = None,
    ) -> Tally:
        """Pool the seats of these kinds of place."""
        wanted = frozenset(kinds)
        return pooled(
            group.tally
            for group in self.groups
            if group.place.kind in wanted
            and group.titular is titular
            and (role is None or group.role is role)
            and (place is None or group.place == place)
        )

    def by_place(self, kinds: Iterable[CommitteeKind]) -> Mapping[Place, Tally]:
        """Give the titular seats of each place of these kinds, those without a seat included."""
        wanted = frozenset(kinds)
        found = {place: Tally() for place in self.places if place.kind in wanted}
        for group in self.groups:
            if group.place in found and group.titular:
                found[group.place] += group.tally
        return found

    def unnamed(self, kinds: Iterable[CommitteeKind]) -> Tally:
        """Pool what was counted without names in these kinds of place."""
        wanted = frozenset(kinds)
        return pooled(one.tally for one in self.counts if one.place.kind in wanted)


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
    groups = [*_groups(session, places, on)]
    groups += [
        Group(one.place, None, titular=True, category=None, tally=one.tally) for one in counts
    ]
    people = _people(session, on)
    return Seats(on, tuple(places.values()), tuple(groups), tuple(counts), *people)


def _groups(session: Session, places: Mapping[int, Place], on: date) -> Iterable[Group]:
    own = aliased(Organisation)
    rows = session.execute(
        sa.select(
            Mandate.committee_id,
            Mandate.role,
            Mandate.titular,
            Person.sex,
            sa.func.coalesce(Organisation.category, own.category).label("category"),
            sa.func.count().label("seats"),
        )
        .outerjoin(Person, Person.id == Mandate.person_id)
        .outerjoin(Organisation, Organisation.id == Mandate.organisation_id)
        .outerjoin(own, own.id == Person.organisation_id)
        .where(running(on))
        .group_by(
            Mandate.committee_id,
            Mandate.role,
            Mandate.titular,
            Person.sex,
            sa.func.coalesce(Organisation.category, own.category),
        )
    )
    found: dict[tuple[int, MandateRole, bool, StakeholderCategory | None], Tally] = defaultdict(
        Tally
    )
    for row in rows:
        if row.committee_id in places:
            category = StakeholderCategory(row.category) if row.category else None
            key = (row.committee_id, row.role, row.titular, category)
            found[key] += _tally(row.sex, row.seats)
    return [
        Group(places[place], role, titular, category, tally)
        for (place, role, titular, category), tally in found.items()
    ]


def _counts(session: Session, places: Mapping[int, Place], on: date) -> list[Counted]:
    rows = session.scalars(
        sa.select(ParticipationCount)
        .where(ParticipationCount.counted_on <= on)
        .order_by(ParticipationCount.counted_on, ParticipationCount.id)
    )
    latest = {row.committee_id: row for row in rows if row.committee_id in places}
    return [
        Counted(
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
