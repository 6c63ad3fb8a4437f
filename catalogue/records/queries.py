"""Reading the register of standards: one edition with what surrounds it, and the national stock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.util import identity_key

from catalogue.committees.models import Committee
from catalogue.faceting import narrow
from catalogue.folding import has_every_word
from catalogue.paging import Page, offset
from catalogue.permissions import Actor
from catalogue.records.designation import key
from catalogue.records.models import (
    Edition,
    GenderTag,
    IcsCode,
    Relation,
    SourceBody,
    Standard,
    edition_ics,
)
from catalogue.records.rules import visible_editions
from catalogue.records.vocabulary import NOT_EXAMINED, EditionStatus

FACETS = ("statut", "marqueur", "ics", "comite", "annee", "type")


@dataclass(frozen=True, slots=True)
class StockFilter:
    """What somebody chose to see of the national stock; empty means everything.

    ``text`` is looked for in references, titles and base, word by word; ``chosen`` maps a name of
    :data:`FACETS` to statuses, markers, two digits of an ICS field, committee codes, years of
    homologation, kinds of document. ``sort`` is «reference», «date» (latest first) or «titre».
    """

    text: str = ""
    chosen: Mapping[str, Collection[str]] = field(default_factory=dict)
    sort: str = "reference"


@dataclass(frozen=True, slots=True)
class _Light:
    """What filtering and ordering need of an edition, so that the whole stock can be counted."""

    id: int
    values: Mapping[str, Collection[str]]
    order: tuple[object, ...]


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


def ics_titles(session: Session, codes: Collection[str]) -> dict[str, str]:
    """Give the French titles of the ICS codes that exist among these, by code."""
    if not codes:
        return {}
    rows = session.execute(
        sa.select(IcsCode.code, IcsCode.title_fr).where(IcsCode.code.in_(list(codes)))
    )
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


def national_stock(
    session: Session, actor: Actor, wanted: StockFilter, *, page: int, size: int
) -> tuple[Page[Edition], dict[str, Counter[str]]]:
    """Give one page of the national stock, and what each further choice would leave."""
    kept, counts = narrow(
        _light_rows(session, actor, wanted), wanted.chosen, lambda row: row.values
    )
    kept.sort(key=lambda row: row.order)
    start = offset(page, size)
    shown = [row.id for row in kept[start : start + size]]
    return Page(_editions(session, shown), len(kept), page, size), counts


def whole_stock(session: Session, actor: Actor, wanted: StockFilter) -> Sequence[Edition]:
    """Give everything that answers a filter, for a file."""
    return national_stock(session, actor, wanted, page=1, size=1_000_000)[0].items


def _editions(session: Session, ids: Sequence[int]) -> Sequence[Edition]:
    query = sa.select(Edition).options(
        joinedload(Edition.committee), selectinload(Edition.ics_codes), selectinload(Edition.tags)
    )
    found: dict[int, Edition] = {}
    for start in range(0, len(ids), 500):
        block = query.where(Edition.id.in_(ids[start : start + 500]))
        found.update((one.id, one) for one in session.scalars(block))
    return [found[one] for one in ids]


def _light_rows(session: Session, actor: Actor, wanted: StockFilter) -> list[_Light]:
    conditions = [
        Edition.national,
        visible_editions.where(actor),
        *has_every_word(Edition.folded_text, wanted.text),
    ]
    tags = latest_tags(session)
    fields: dict[int, set[str]] = {}
    for edition_id, code in session.execute(
        sa.select(edition_ics.c.edition_id, edition_ics.c.ics_code)
        .join(Edition, Edition.id == edition_ics.c.edition_id)
        .where(*conditions)
    ):
        fields.setdefault(edition_id, set()).add(code[:2])
    rows = session.execute(
        sa.select(
            Edition.id,
            sa.type_coerce(Edition.status, sa.String).label("status"),
            sa.type_coerce(Edition.kind, sa.String).label("kind"),
            Edition.sort_key,
            Edition.title_fr,
            sa.func.coalesce(Edition.homologated_on, Edition.cnncq_adopted_on).label("day"),
            Committee.code.label("committee"),
        )
        .outerjoin(Committee, Committee.id == Edition.committee_id)
        .where(*conditions)
    )
    return [
        _Light(
            row.id,
            {
                "statut": (row.status,),
                "marqueur": (tags.get(row.id, NOT_EXAMINED),),
                "ics": fields.get(row.id, ()),
                "comite": (row.committee,) if row.committee else (),
                "annee": (str(row.day.year),) if row.day else (),
                "type": (row.kind,),
            },
            _order(wanted.sort, row.sort_key, row.day, row.title_fr),
        )
        for row in rows
    ]


def _order(sort: str, sort_key: str, day: date | None, title: str | None) -> tuple[object, ...]:
    if sort == "date":
        return (-day.toordinal() if day else 0, sort_key)
    if sort == "titre":
        return ((title or "\U0010ffff").casefold(), sort_key)
    return (sort_key,)
