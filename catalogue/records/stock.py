"""The national stock: one page of it, and what each further choice would leave.

The database filters, counts, orders and cuts the page: what is not shown is not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.committees.models import Committee
from catalogue.folding import fold, has_every_word
from catalogue.paging import Page, offset
from catalogue.permissions import Actor
from catalogue.records.models import Edition, GenderTag, edition_ics
from catalogue.records.rules import visible_editions
from catalogue.records.vocabulary import NOT_EXAMINED

FACETS = ("statut", "marqueur", "ics", "comite", "annee", "type")
_BLOCK = 500  # editions read in one query


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


_DAY = sa.func.coalesce(Edition.homologated_on, Edition.cnncq_adopted_on)
_LATEST_MARKER = (
    sa.select(sa.type_coerce(GenderTag.marker, sa.String))
    .where(GenderTag.edition_id == Edition.id)
    .order_by(GenderTag.id.desc())
    .limit(1)
    .correlate(Edition)
    .scalar_subquery()
)
_FIELD = sa.func.substr(edition_ics.c.ics_code, 1, 2)

# What each facet reads of an edition; an edition has several ICS fields, or none.
_VALUES: Mapping[str, sa.SQLColumnExpression[Any]] = {
    "statut": sa.type_coerce(Edition.status, sa.String),
    "marqueur": sa.func.coalesce(_LATEST_MARKER, NOT_EXAMINED),
    "ics": _FIELD,
    "comite": Committee.code,
    "annee": sa.cast(sa.extract("year", _DAY), sa.String),
    "type": sa.type_coerce(Edition.kind, sa.String),
}


def national_stock(
    session: Session, actor: Actor, wanted: StockFilter, *, page: int, size: int
) -> tuple[Page[Edition], dict[str, Counter[str]]]:
    """Give one page of the national stock, and what each further choice would leave.

    Values of one facet widen each other, facets narrow each other; a facet is counted with the
    other facets applied, so that its own values can still be added. A chosen value that nothing has
    is counted 0 and stays removable.
    """
    counts = {name: _counted(session, actor, wanted, name) for name in FACETS}
    kept = _where(actor, wanted)
    total = session.scalar(_from(sa.select(sa.func.count(Edition.id))).where(*kept)) or 0
    ids = _ordered_ids(session, kept, wanted.sort, start=offset(page, size), size=size)
    return Page(_editions(session, ids), total, page, size), counts


def whole_stock(session: Session, actor: Actor, wanted: StockFilter) -> Sequence[Edition]:
    """Give everything that answers a filter, for a file."""
    return _editions(session, _ordered_ids(session, _where(actor, wanted), wanted.sort))


def _from(query: Any) -> sa.Select[Any]:
    joined: sa.Select[Any] = query.select_from(Edition).outerjoin(
        Committee, Committee.id == Edition.committee_id
    )
    return joined


def _where(
    actor: Actor, wanted: StockFilter, *, without: str = ""
) -> list[sa.SQLColumnExpression[bool]]:
    """Give the conditions of a filter, leaving one facet aside."""
    conditions: list[sa.SQLColumnExpression[bool]] = [
        Edition.national,
        visible_editions.where(actor),
        *has_every_word(Edition.folded_text, wanted.text),
    ]
    for name, values in wanted.chosen.items():
        if name == without or not values:
            continue
        if name == "ics":
            fields = sa.select(edition_ics.c.edition_id).where(_FIELD.in_(values))
            conditions.append(Edition.id.in_(fields))
        else:
            conditions.append(_VALUES[name].in_(values))
    return conditions


def _counted(session: Session, actor: Actor, wanted: StockFilter, name: str) -> Counter[str]:
    value: sa.Label[Any] = _VALUES[name].label("value")
    number = sa.func.count(Edition.id)
    query = _from(sa.select(value, number))
    if name == "ics":  # two codes of one field are one edition there
        number = sa.func.count(sa.distinct(Edition.id))
        query = _from(sa.select(value, number)).join(
            edition_ics, edition_ics.c.edition_id == Edition.id
        )
    rows = session.execute(
        query.where(*_where(actor, wanted, without=name)).group_by(sa.text("value"))
    )
    counts = Counter({str(found): count for found, count in rows if found is not None})
    for chosen in wanted.chosen.get(name, ()):
        counts[chosen] += 0
    return counts


def _ordered_ids(
    session: Session,
    kept: Sequence[sa.SQLColumnExpression[bool]],
    sort: str,
    *,
    start: int = 0,
    size: int | None = None,
) -> Sequence[int]:
    if sort == "titre":
        # The order of titles as people read them, accents aside, is ours and not the database's.
        rows = session.execute(
            _from(sa.select(Edition.id, Edition.title_fr, Edition.sort_key)).where(*kept)
        )
        titled = sorted(
            rows, key=lambda row: (not row.title_fr, fold(row.title_fr or ""), row.sort_key)
        )
        end = None if size is None else start + size
        return [row.id for row in titled[start:end]]
    order: list[sa.SQLColumnExpression[Any]] = [Edition.sort_key, Edition.id]
    if sort == "date":
        order.insert(0, _DAY.desc().nulls_last())
    query = _from(sa.select(Edition.id)).where(*kept).order_by(*order).offset(start)
    return session.scalars(query if size is None else query.limit(size)).all()


def _editions(session: Session, ids: Sequence[int]) -> Sequence[Edition]:
    query = sa.select(Edition).options(
        joinedload(Edition.committee), selectinload(Edition.ics_codes), selectinload(Edition.tags)
    )
    found: dict[int, Edition] = {}
    for start in range(0, len(ids), _BLOCK):
        block = query.where(Edition.id.in_(ids[start : start + _BLOCK]))
        found.update((one.id, one) for one in session.scalars(block))
    return [found[one] for one in ids]
