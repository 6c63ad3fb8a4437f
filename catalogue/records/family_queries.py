"""Find the documents of an identifier in the whole catalogue, and tell how references stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.partial_dates import PartialDate
from catalogue.permissions import Actor
from catalogue.records.bibliography import State
from catalogue.records.designation import identifier, key
from catalogue.records.family import Member, Stand, family_bounds, in_order, stand_of
from catalogue.records.models import Edition, Standard
from catalogue.records.rules import visible_editions
from catalogue.records.vocabulary import EditionStatus

EDITION = "edition"
MOST_REFERENCES = 50  # looked up at once: a page names a handful

_STATES = {
    EditionStatus.IN_PREPARATION: State.IN_PREPARATION,
    EditionStatus.PUBLISHED: State.PUBLISHED,
    EditionStatus.WITHDRAWN: State.WITHDRAWN,
    EditionStatus.VOID: State.UNDONE,
}

# What other slices know of the documents between these bounds of sort keys (family_bounds).
SOURCES: list[Callable[[Session, Sequence[tuple[str, str]]], Iterable[Member]]] = []


def families(session: Session, actor: Actor, references: Iterable[str]) -> dict[str, list[Member]]:
    """Give, for each reference, the documents of its identifier that this person may know of.

    One statement per source, whatever the number of references.
    """
    wanted = [one for one in dict.fromkeys(references) if one.strip()][:MOST_REFERENCES]
    if not wanted:
        return {}
    bounds = {one: family_bounds(one) for one in wanted}
    between = sorted({one for one in bounds.values() if one is not None})
    known = [*_editions(session, actor, wanted, between)]
    if between:
        known += [(one, "") for ask in SOURCES for one in ask(session, between)]
    found: dict[str, list[Member]] = {}
    for reference in wanted:
        named, limits = key(identifier(reference)), bounds[reference]
        found[reference] = in_order(
            member
            for member, standard_key in known
            if standard_key == named or (limits and family_bounds(member.reference) == limits)
        )
    return found


def stands(
    session: Session, actor: Actor, references: Iterable[str], *, on: date
) -> dict[str, Stand]:
    """Tell how each reference stands on a day: its record, the edition in force, what to know."""
    found = families(session, actor, references)
    return {reference: stand_of(reference, members, on) for reference, members in found.items()}


def adoptions_of(session: Session, actor: Actor, reference: str) -> Sequence[Edition]:
    """Give the editions that have a document for base, by reference; an undated base counts."""
    keys = keys_of(reference)
    return session.scalars(
        sa.select(Edition)
        .where(
            Edition.base_key.in_(keys),
            Edition.reference_key != key(reference),
            visible_editions.where(actor),
        )
        .order_by(Edition.sort_key)
    ).all()


def keys_of(reference: str) -> set[str]:
    """Give the keys under which others speak of a document: with its year, and without."""
    return {key(reference), key(identifier(reference))} if reference else set()


def _editions(
    session: Session,
    actor: Actor,
    references: Collection[str],
    between: Iterable[tuple[str, str]],
) -> list[tuple[Member, str]]:
    identifiers = {key(identifier(one)) for one in references}
    ranges = [sa.and_(Edition.sort_key >= start, Edition.sort_key < end) for start, end in between]
    rows = session.execute(
        sa.select(
            Edition.id,
            Edition.reference,
            Edition.title_fr,
            Edition.title_en,
            Edition.status,
            Edition.homologated_on,
            Edition.published_on,
            Edition.cnncq_adopted_on,
            Edition.withdrawn_on,
            Standard.identifier_key,
        )
        .join(Standard, Standard.id == Edition.standard_id)
        .where(
            sa.or_(Standard.identifier_key.in_(identifiers), *ranges),
            visible_editions.where(actor),
        )
    )
    return [
        (
            Member(
                key=f"{EDITION}:{row.id}",
                reference=row.reference,
                title=row.title_fr or row.title_en or "",
                state=_STATES[row.status],
                published=PartialDate.of(
                    row.homologated_on or row.published_on or row.cnncq_adopted_on
                ),
                withdrawn_on=row.withdrawn_on,
            ),
            row.identifier_key,
        )
        for row in rows
    ]
