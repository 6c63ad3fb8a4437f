"""Reading the directory: lists filtered and paged by the database, and what was known on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from catalogue.folding import fold, has_every_word
from catalogue.paging import PAGE_SIZE, Page, offset
from catalogue.permissions import Actor
from review.directory.models import BodyFigure, DeclaredUniverse, GenderBody, Structure
from review.directory.rules import visible_bodies, visible_structures
from review.directory.vocabulary import (
    BodyKind,
    PlanState,
    Signatory,
    StructureKind,
    StructureState,
)

Counts = Mapping[str, Mapping[str, int]]

STRUCTURE_FACETS: Mapping[str, InstrumentedAttribute[Any]] = {
    "type": Structure.kind,
    "region": Structure.region,
    "etat": Structure.state,
}
BODY_FACETS: Mapping[str, InstrumentedAttribute[Any]] = {
    "type": GenderBody.kind,
    "plan": GenderBody.plan_state,
    "declaration": GenderBody.signatory,
}
_ENUMS = {
    ("structure", "type"): StructureKind,
    ("structure", "etat"): StructureState,
    ("body", "type"): BodyKind,
    ("body", "plan"): PlanState,
    ("body", "declaration"): Signatory,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What is looked for: words, and the values chosen of each facet."""

    text: str = ""
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BodyNumbers:
    """Women and men in a body as they are known: numbers, or a share that was printed.

    ``share_text`` is never computed with: numbers are not known behind it.
    """

    figure_id: int
    body_id: int
    body: str
    country: str
    kind: BodyKind
    counted: str
    year: int | None
    women: int | None
    men: int | None
    share_text: str
    source: str
    link: str
    source_date: str


# --- Structures ----------------------------------------------------------------------------------


def structures_page(
    session: Session, actor: Actor, choice: Choice, number: int
) -> tuple[Page[Structure], Counts]:
    """Give one page of the structures this person may see, by name, and the counts by facet."""
    where = _conditions(choice, Structure.searched, STRUCTURE_FACETS, "structure")
    seen = visible_structures(actor)
    total = session.scalar(sa.select(sa.func.count(Structure.id)).where(seen, *_all(where)))
    found = session.scalars(
        _structures(choice, actor).limit(PAGE_SIZE).offset(offset(number))
    ).all()
    return Page(found, total or 0, number), _counts(session, where, STRUCTURE_FACETS, seen)


def every_structure(session: Session, actor: Actor, choice: Choice) -> Sequence[Structure]:
    """Give every structure that answers the choice, by name."""
    return session.scalars(_structures(choice, actor)).all()


def _structures(choice: Choice, actor: Actor) -> sa.Select[Structure]:
    where = _conditions(choice, Structure.searched, STRUCTURE_FACETS, "structure")
    return (
        sa.select(Structure)
        .where(visible_structures(actor), *_all(where))
        .order_by(Structure.name_key, Structure.id)
    )


def structure_of(session: Session, actor: Actor, structure_id: int) -> Structure | None:
    """Give a structure this person may see."""
    return session.scalars(
        sa.select(Structure)
        .where(Structure.id == structure_id, visible_structures(actor))
        .execution_options(populate_existing=True)
    ).one_or_none()


def same_name(
    session: Session, name: str, acronym: str, *, but: int | None = None
) -> Sequence[Structure]:
    """Give the structures that bear this name, or this acronym, however it is written."""
    keys = [fold(one) for one in (name, acronym) if one.strip()]
    same = sa.or_(Structure.name_key.in_(keys), sa.func.lower(Structure.acronym).in_(keys))
    asked = sa.select(Structure).where(same).order_by(Structure.id)
    return session.scalars(asked if but is None else asked.where(Structure.id != but)).all()


def of_names(session: Session, names: Iterable[str]) -> Mapping[str, list[Structure]]:
    """Give, for each of many names or acronyms (folded), the structures that bear it."""
    keys = {fold(one) for one in names if one.strip()}
    found: dict[str, list[Structure]] = {}
    same = sa.or_(Structure.name_key.in_(keys), sa.func.lower(Structure.acronym).in_(keys))
    for one in session.scalars(sa.select(Structure).where(same).order_by(Structure.id)):
        for key in {one.name_key, one.acronym.lower()} & keys:
            found.setdefault(key, []).append(one)
    return found


def identified_on(day: date) -> sa.ColumnElement[bool]:
    """Give the condition «identified by this day, and not taken away by then»."""
    return sa.and_(
        Structure.identified_on <= day,
        sa.or_(Structure.retired_on.is_(None), Structure.retired_on > day),
    )


def structures_on(session: Session, day: date) -> Sequence[Structure]:
    """Give the structures identified on a day, by name."""
    return session.scalars(
        sa.select(Structure).where(identified_on(day)).order_by(Structure.name_key, Structure.id)
    ).all()


def universes(session: Session) -> Sequence[DeclaredUniverse]:
    """Give every declared universe, the one in force last first."""
    return session.scalars(
        sa.select(DeclaredUniverse).order_by(
            DeclaredUniverse.declared_on.desc(), DeclaredUniverse.id.desc()
        )
    ).all()


def universe_on(session: Session, day: date) -> DeclaredUniverse | None:
    """Give the universe in force on a day: the last one declared by then."""
    return session.scalars(
        sa.select(DeclaredUniverse)
        .where(DeclaredUniverse.declared_on <= day)
        .order_by(DeclaredUniverse.declared_on.desc(), DeclaredUniverse.id.desc())
        .limit(1)
    ).one_or_none()


# --- Bodies --------------------------------------------------------------------------------------


def bodies_page(
    session: Session, actor: Actor, choice: Choice, number: int
) -> tuple[Page[GenderBody], Counts]:
    """Give one page of the bodies this person may see, by name, and the counts by facet."""
    where = _conditions(choice, GenderBody.searched, BODY_FACETS, "body")
    seen = visible_bodies(actor)
    total = session.scalar(sa.select(sa.func.count(GenderBody.id)).where(seen, *_all(where)))
    found = session.scalars(_bodies(choice, actor).limit(PAGE_SIZE).offset(offset(number))).all()
    return Page(found, total or 0, number), _counts(session, where, BODY_FACETS, seen)


def every_body(session: Session, actor: Actor, choice: Choice) -> Sequence[GenderBody]:
    """Give every body that answers the choice, by name."""
    return session.scalars(_bodies(choice, actor)).all()


def _bodies(choice: Choice, actor: Actor) -> sa.Select[GenderBody]:
    where = _conditions(choice, GenderBody.searched, BODY_FACETS, "body")
    return (
        sa.select(GenderBody)
        .where(visible_bodies(actor), *_all(where))
        .order_by(GenderBody.name_key, GenderBody.id)
    )


def body_of(session: Session, actor: Actor, body_id: int) -> GenderBody | None:
    """Give a body this person may see, with its figures, those taken away too."""
    return session.scalars(
        sa.select(GenderBody)
        .where(GenderBody.id == body_id, visible_bodies(actor))
        .options(selectinload(GenderBody.figures))
        .execution_options(populate_existing=True)
    ).one_or_none()


def figure_of(session: Session, figure_id: int) -> BodyFigure | None:
    """Give one figure of a body."""
    return session.get(BodyFigure, figure_id)


def bodies_with_plan(session: Session, day: date) -> Sequence[GenderBody]:
    """Give the bodies whose gender plan was known on a day, the agency itself among them."""
    return session.scalars(
        sa.select(GenderBody)
        .where(GenderBody.plan_known_on <= day, _standing(GenderBody.retired_on, day))
        .order_by(GenderBody.kind, GenderBody.name_key, GenderBody.id)
    ).all()


def body_figures(session: Session, on: date) -> list[BodyNumbers]:
    """Give the women and men figures of bodies known on a day, for the comparison."""
    rows = session.execute(
        sa.select(BodyFigure, GenderBody)
        .join(GenderBody, GenderBody.id == BodyFigure.body_id)
        .where(
            BodyFigure.known_on <= on,
            _standing(BodyFigure.retired_on, on),
            _standing(GenderBody.retired_on, on),
        )
        .order_by(GenderBody.kind, GenderBody.name_key, BodyFigure.year.desc(), BodyFigure.id)
    )
    return [
        BodyNumbers(
            figure_id=one.id,
            body_id=body.id,
            body=body.acronym or body.name,
            country=body.country,
            kind=body.kind,
            counted=one.counted,
            year=one.year,
            women=one.women,
            men=one.men,
            share_text=one.published_share,
            source=one.source,
            link=one.source_link,
            source_date=one.source_date,
        )
        for one, body in rows
    ]


def _standing(column: InstrumentedAttribute[date | None], day: date) -> sa.ColumnElement[bool]:
    return sa.or_(column.is_(None), column > day)


# --- Facets --------------------------------------------------------------------------------------


def _conditions(
    choice: Choice,
    searched: InstrumentedAttribute[str],
    facets: Mapping[str, InstrumentedAttribute[Any]],
    what: str,
) -> dict[str, list[sa.ColumnElement[bool]]]:
    """Give the conditions of the words (under an empty name) and of each facet chosen."""
    found = {"": has_every_word(searched, choice.text)}
    for name, column in facets.items():
        values = choice.chosen.get(name, ())
        words = _ENUMS.get((what, name))
        if words is not None:
            known = {one.value for one in words}
            kept: list[object] = [words(value) for value in values if value in known]
        else:
            kept = list(values)
        if values:
            found[name] = [column.in_(kept)]
    return found


def _all(where: Mapping[str, Sequence[sa.ColumnElement[bool]]]) -> list[sa.ColumnElement[bool]]:
    return [one for conditions in where.values() for one in conditions]


def _counts(
    session: Session,
    where: Mapping[str, Sequence[sa.ColumnElement[bool]]],
    facets: Mapping[str, InstrumentedAttribute[Any]],
    seen: sa.ColumnElement[bool],
) -> Counts:
    """Count behind each value of each facet, among what the other choices leave."""
    found: dict[str, dict[str, int]] = {}
    for name, column in facets.items():
        others = [one for other, conditions in where.items() if other != name for one in conditions]
        rows = session.execute(
            sa.select(column, sa.func.count()).where(seen, *others).group_by(column)
        )
        found[name] = {str(value): count for value, count in rows if value}
    return found
