"""Reading committees, the people in them and their mandates, today and on any other day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.committees.models import (
    Committee,
    CommitteeMirror,
    Mandate,
    Organisation,
    Person,
)
from catalogue.committees.vocabulary import (
    CommitteeKind,
    CommitteeStatus,
    MandateRole,
    Sex,
    counted_by_sex,
)
from catalogue.folding import fold
from catalogue.paging import PAGE_SIZE, Page, offset

_ROLE_ORDER = {role: rank for rank, role in enumerate(MandateRole)}


@dataclass(frozen=True, slots=True)
class CommitteeLine:
    """One line of the list: the committee, who chairs it, how many seats are held and vacant."""

    committee: Committee
    chairs: tuple[str, ...]
    held: int
    vacant: int


@dataclass(frozen=True, slots=True)
class SexCount:
    """Seats held on a day by women, by men, and by people who have not declared their sex."""

    women: int
    men: int
    undeclared: int


def running(on: date) -> sa.ColumnElement[bool]:
    """Give the condition «this mandate runs on that day», first and last day included."""
    return sa.and_(
        Mandate.valid_from <= on, sa.or_(Mandate.valid_to.is_(None), Mandate.valid_to >= on)
    )


def counted_on(on: date) -> sa.ColumnElement[bool]:
    """Give the condition «the seats of this committee count on that day».

    Those of a closed committee count until its last day; without that day, on none.
    """
    return sa.or_(Committee.status != CommitteeStatus.CLOSED, Committee.closed_on >= on)


def every_committee(session: Session) -> Sequence[Committee]:
    """Give the committees that are not closed, in the order of their codes, for a choice."""
    found = session.scalars(
        sa.select(Committee).where(Committee.status != CommitteeStatus.CLOSED)
    ).all()
    return sorted(found, key=_code_order)


def committees_by_code(session: Session, codes: Collection[str]) -> Mapping[str, Committee]:
    """Give committees by their codes."""
    found = session.scalars(sa.select(Committee).where(Committee.code.in_(list(codes))))
    return {one.code: one for one in found}


def committee_titles(session: Session) -> dict[str, str]:
    """Give the title of every committee of the register, by code."""
    rows = session.execute(sa.select(Committee.code, Committee.title_fr))
    return {row.code: row.title_fr for row in rows}


def public_committees(
    session: Session, *, kinds: Collection[CommitteeKind], page: int, size: int
) -> tuple[list[tuple[Committee, str | None]], int]:
    """Give one page of the committees of these kinds, each with the code of the one above it."""
    found = session.scalars(
        sa.select(Committee)
        .where(Committee.kind.in_(list(kinds)))
        .options(selectinload(Committee.mirrors))
    ).all()
    shown = sorted(found, key=_code_order)[offset(page, size) :][:size]
    above = [one.parent_id for one in shown if one.parent_id is not None]
    rows = session.execute(sa.select(Committee.id, Committee.code).where(Committee.id.in_(above)))
    codes = {row.id: row.code for row in rows}
    return [(one, codes.get(one.parent_id or 0)) for one in shown], len(found)


def followers_of(session: Session, references: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Give the codes of our open committees that follow some committees of other bodies."""
    if not references:
        return {}
    rows = session.execute(
        sa.select(CommitteeMirror.reference, Committee.code)
        .join(Committee, Committee.id == CommitteeMirror.committee_id)
        .where(
            CommitteeMirror.reference.in_(references), Committee.status != CommitteeStatus.CLOSED
        )
        .order_by(Committee.code)
    )
    found: dict[str, tuple[str, ...]] = {}
    for reference, code in rows:
        found[reference] = (*found.get(reference, ()), code)
    return found


def mirrors_of(session: Session, committee_id: int) -> Sequence[CommitteeMirror]:
    """Give the committees of other bodies that one of ours follows."""
    return session.scalars(
        sa.select(CommitteeMirror)
        .where(CommitteeMirror.committee_id == committee_id)
        .order_by(CommitteeMirror.reference)
    ).all()


def committee_lines(
    session: Session, *, kind: CommitteeKind | None, on: date, page: int, size: int = PAGE_SIZE
) -> Page[CommitteeLine]:
    """Give one page of the committees, with their seats of that day."""
    query = sa.select(Committee)
    if kind is not None:
        query = query.where(Committee.kind == kind)
    every = sorted(
        session.scalars(query),
        key=lambda one: (
            one.status is CommitteeStatus.CLOSED,
            list(CommitteeKind).index(one.kind),
            _code_order(one),
        ),
    )
    start = offset(page, size)
    shown = every[start : start + size]
    seats: dict[int, list[Mandate]] = {}
    for mandate in session.scalars(
        sa.select(Mandate)
        .where(Mandate.committee_id.in_([one.id for one in shown]), running(on))
        .options(joinedload(Mandate.person))
    ):
        seats.setdefault(mandate.committee_id, []).append(mandate)
    lines = [_line(one, seats.get(one.id, [])) for one in shown]
    return Page(lines, len(every), page, size)


def committee_of(session: Session, committee_id: int) -> Committee | None:
    """Give a committee with every mandate, past ones included, and who holds them."""
    found = session.scalars(
        sa.select(Committee)
        .where(Committee.id == committee_id)
        .options(
            joinedload(Committee.mandates).joinedload(Mandate.person),
            joinedload(Committee.mandates).joinedload(Mandate.organisation),
        )
        .execution_options(populate_existing=True)
    )
    return found.unique().one_or_none()


def in_order(mandates: Collection[Mandate]) -> list[Mandate]:
    """Order mandates as a committee presents itself: chair first, titulars before alternates."""
    return sorted(
        mandates,
        key=lambda one: (
            _ROLE_ORDER[one.role],
            not one.titular,
            one.person is None,
            (one.person.family_name.casefold() if one.person else ""),
            one.valid_from,
        ),
    )


def chairs_of(session: Session, committee: Committee, on: date) -> Sequence[Person]:
    """Give who chairs a committee that day: a public office, shown to everybody (§8)."""
    return session.scalars(
        sa.select(Person)
        .join(Mandate, Mandate.person_id == Person.id)
        .where(Mandate.committee_id == committee.id, Mandate.role == MandateRole.CHAIR, running(on))
        .order_by(Mandate.valid_from, Person.family_name)
    ).all()


def people_with_stake(session: Session, committee_id: int, since: date | None) -> frozenset[int]:
    """Give the ids of the people who held a seat in a committee since a day (product_rules §3).

    ``since`` is the day the need was filed; when it is not known, every seat ever held counts.
    """
    query = sa.select(Mandate.person_id).where(
        Mandate.committee_id == committee_id, Mandate.person_id.is_not(None)
    )
    if since is not None:
        query = query.where(sa.or_(Mandate.valid_to.is_(None), Mandate.valid_to >= since))
    return frozenset(one for one in session.scalars(query) if one is not None)


def seats_by_sex(mandates: Collection[Mandate], on: date) -> SexCount:
    """Count the seats held that day by declared sex; vacant seats are outside (§4)."""
    held = counted_by_sex(
        (one.person.sex, 1) for one in mandates if one.person is not None and runs(one, on)
    )
    return SexCount(held[Sex.WOMAN], held[Sex.MAN], held[Sex.UNDECLARED])


def runs(mandate: Mandate, on: date) -> bool:
    """Tell whether a mandate runs on a day."""
    return mandate.valid_from <= on and (mandate.valid_to is None or mandate.valid_to >= on)


def mandate_of(session: Session, committee_id: int, mandate_id: int) -> Mandate | None:
    """Give one mandate of a committee, with who holds it."""
    return session.scalars(
        sa.select(Mandate)
        .where(Mandate.id == mandate_id, Mandate.committee_id == committee_id)
        .options(
            joinedload(Mandate.person),
            joinedload(Mandate.organisation),
            joinedload(Mandate.committee),
        )
    ).one_or_none()


def people(session: Session, text: str, *, page: int, size: int = PAGE_SIZE) -> Page[Person]:
    """Give one page of the register of people, by family name, whose name holds every word."""
    words = fold(text).split()
    every = [
        row
        for row in session.execute(
            sa.select(Person.id, Person.family_name, Person.given_names).where(
                Person.erased_at.is_(None)
            )
        )
        if all(word in fold(f"{row.given_names} {row.family_name}") for word in words)
    ]
    every.sort(key=lambda row: (fold(row.family_name), fold(row.given_names), row.id))
    start = offset(page, size)
    ids = [row.id for row in every[start : start + size]]
    found = {
        one.id: one
        for one in session.scalars(
            sa.select(Person).where(Person.id.in_(ids)).options(joinedload(Person.organisation))
        )
    }
    return Page([found[one] for one in ids], len(every), page, size)


def person_of(session: Session, person_id: int) -> Person | None:
    """Give a person with their organisation and every mandate."""
    found = session.scalars(
        sa.select(Person)
        .where(Person.id == person_id)
        .options(
            joinedload(Person.organisation),
            joinedload(Person.mandates).joinedload(Mandate.committee),
        )
        .execution_options(populate_existing=True)
    )
    return found.unique().one_or_none()


def every_organisation(session: Session) -> Sequence[Organisation]:
    """Give the organisations by name."""
    found = session.scalars(sa.select(Organisation)).all()
    return sorted(found, key=lambda one: (fold(one.name), one.id))  # «Énergie» is among the E


def organisations(session: Session, *, page: int, size: int = PAGE_SIZE) -> Page[Organisation]:
    """Give one page of the organisations, by name."""
    total = session.scalar(sa.select(sa.func.count()).select_from(Organisation)) or 0
    rows = session.scalars(
        sa.select(Organisation).order_by(Organisation.name).limit(size).offset(offset(page, size))
    ).all()
    return Page(rows, total, page, size)


def _line(committee: Committee, seats: Collection[Mandate]) -> CommitteeLine:
    chairs = (
        one.person.full_name
        for one in seats
        if one.role is MandateRole.CHAIR and one.person is not None
    )
    return CommitteeLine(
        committee,
        tuple(sorted(chairs)),
        held=sum(one.person_id is not None for one in seats),
        vacant=sum(one.person_id is None for one in seats),
    )


def _code_order(committee: Committee) -> tuple[str, int, str]:
    """Put CTN2 before CTN10."""
    letters = committee.code.rstrip("0123456789")
    digits = committee.code[len(letters) :]
    return (letters, int(digits) if digits else 0, committee.code)
