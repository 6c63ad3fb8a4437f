"""Reading the register of standards: one edition with what surrounds it, and the national stock."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.util import identity_key

from catalogue.permissions import Actor
from catalogue.records.designation import key
from catalogue.records.models import (
    Edition,
    GenderTag,
    IcsCode,
    Relation,
    SourceBody,
    Standard,
)
from catalogue.records.rules import visible_editions
from catalogue.records.vocabulary import EditionStatus, RelationKind


def edition_of(session: Session, edition_id: int) -> Edition | None:
    """Give an edition with everything its page shows."""
    return session.scalars(
        sa.select(Edition)
        .where(Edition.id == edition_id)
        .options(
            joinedload(Edition.standard).joinedload(Standard.body),
            joinedload(Edition.committee),
            joinedload(Edition.text_document),
            selectinload(Edition.ics_codes),
            selectinload(Edition.relations),
            selectinload(Edition.tags),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def visible_edition(session: Session, actor: Actor, edition_id: int) -> Edition | None:
    """Give an edition this person may know of, or nothing."""
    found = edition_of(session, edition_id)
    return found if found is not None and visible_editions.allows(actor, found) else None


def edition_with_reference(session: Session, reference: str) -> Edition | None:
    """Give the edition recorded under a reference, however it is written."""
    return session.scalars(
        sa.select(Edition).where(Edition.reference_key == key(reference))
    ).one_or_none()


def current_tag(edition: Edition) -> GenderTag | None:
    """Give the tag that stands: the latest one (product_rules §3); needs ``tags`` loaded."""
    return edition.tags[-1] if edition.tags else None


def latest_tags(session: Session, edition_ids: Iterable[int] | None = None) -> dict[int, str]:
    """Give the standing marker of each tagged edition, of all editions if none are named."""
    latest = sa.select(sa.func.max(GenderTag.id)).group_by(GenderTag.edition_id)
    if edition_ids is not None:
        latest = latest.where(GenderTag.edition_id.in_(list(edition_ids)))
    rows = session.execute(
        sa.select(GenderTag.edition_id, GenderTag.marker).where(GenderTag.id.in_(latest))
    )
    return {edition_id: marker.value for edition_id, marker in rows}


def relations_from_others(session: Session, edition: Edition) -> Sequence[Relation]:
    """Give what other editions say of this one: those that replace, amend, adopt or cite it."""
    return session.scalars(
        sa.select(Relation)
        .join(Edition, Edition.id == Relation.edition_id)
        .where(
            Relation.target_edition_id == edition.id,
            Edition.status != EditionStatus.VOID,
        )
        .options(joinedload(Relation.edition))
        .order_by(Relation.id)
    ).all()


def supplements_counted(session: Session, edition_ids: Collection[int]) -> dict[int, int]:
    """Count the amendments and corrigenda in force of each of these editions, where there are."""
    rows = session.execute(
        sa.select(Relation.target_edition_id, sa.func.count(sa.distinct(Edition.id)))
        .join(Edition, Edition.id == Relation.edition_id)
        .where(
            Relation.target_edition_id.in_(edition_ids),
            Relation.kind == RelationKind.AMENDS,
            Edition.status == EditionStatus.PUBLISHED,
        )
        .group_by(Relation.target_edition_id)
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}


def titles_of_targets(session: Session, relations: Iterable[Relation]) -> dict[int, str]:
    """Give the French title, or the English one, of the editions that relations point to."""
    ids = {one.target_edition_id for one in relations} - {None}
    rows = session.execute(
        sa.select(Edition.id, Edition.title_fr, Edition.title_en).where(Edition.id.in_(ids))
    )
    return {row.id: row.title_fr or row.title_en or "" for row in rows}


def ics_named(session: Session, codes: Collection[str]) -> dict[str, IcsCode]:
    """Give the ICS codes that exist among these, by code; those at hand are not asked for again."""
    found: dict[str, IcsCode] = {}
    for code in codes:
        held = session.identity_map.get(identity_key(IcsCode, code))
        if isinstance(held, IcsCode) and not sa.inspect(held).expired:
            found[code] = held
    missing = [code for code in codes if code not in found]
    if missing:
        rows = session.scalars(sa.select(IcsCode).where(IcsCode.code.in_(missing)))
        found.update((one.code, one) for one in rows)
    return found


def ics_titles(session: Session) -> dict[str, str]:
    """Give the French title of every ICS code."""
    rows = session.execute(sa.select(IcsCode.code, IcsCode.title_fr))
    return {row.code: row.title_fr for row in rows}


def body_names(session: Session) -> dict[str, str]:
    """Give the name shown of every body that issues documents, by code."""
    rows = session.execute(sa.select(SourceBody.code, SourceBody.display_fr))
    return {row.code: row.display_fr for row in rows}


def ics_fields(session: Session) -> Sequence[IcsCode]:
    """Give the fields of the classification, the two-digit codes."""
    return session.scalars(
        sa.select(IcsCode).where(IcsCode.parent_code.is_(None)).order_by(IcsCode.code)
    ).all()


def bodies(session: Session) -> Sequence[SourceBody]:
    """Give the bodies that issue documents, the agency first, then by name shown."""
    return session.scalars(
        sa.select(SourceBody).order_by(SourceBody.is_agency.desc(), SourceBody.display_fr)
    ).all()


def agency_body(session: Session) -> SourceBody | None:
    """Give the agency itself among the bodies."""
    return session.scalars(
        sa.select(SourceBody).where(SourceBody.is_agency).order_by(SourceBody.code).limit(1)
    ).one_or_none()
