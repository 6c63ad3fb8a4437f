"""Reading what ISO Open Data says now: the versions that published releases show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from catalogue.accounts.models import Account
from catalogue.open_data.models import (
    Deliverable,
    IcsChange,
    IsoCommittee,
    Refusal,
    Release,
)
from catalogue.open_data.vocabulary import Dataset, ReleaseState
from catalogue.records.designation import key

Kept = TypeVar("Kept", Deliverable, IsoCommittee)

_BLOCK = 500  # ids per statement


def standing_versions(
    model: type[Deliverable | IsoCommittee],
) -> sa.ColumnElement[bool]:
    """Give the condition «this version is the one people see»: add it to any query of the table."""
    first, last = aliased(Release), aliased(Release)
    published = sa.select(first.id).where(first.state == ReleaseState.PUBLISHED)
    ended = sa.select(last.id).where(last.state == ReleaseState.PUBLISHED)
    return sa.and_(
        model.first_release_id.in_(published),
        sa.or_(model.last_release_id.is_(None), model.last_release_id.not_in(ended)),
    )


def current() -> sa.Select[Deliverable]:
    """Give the query of every document people see; add conditions and an order to it."""
    return sa.select(Deliverable).where(standing_versions(Deliverable))


def current_committees() -> sa.Select[IsoCommittee]:
    """Give the query of every committee of ISO that people see."""
    return sa.select(IsoCommittee).where(standing_versions(IsoCommittee))


def deliverable(session: Session, iso_id: int) -> Deliverable | None:
    """Give what ISO says now of the document it numbers ``iso_id``."""
    return session.scalars(current().where(Deliverable.iso_id == iso_id)).first()


def deliverables(session: Session, iso_ids: Iterable[int]) -> dict[int, Deliverable]:
    """Give the documents of several numbers, by number; unknown ones are left out."""
    wanted = sorted(set(iso_ids))
    return {
        one.iso_id: one
        for start in range(0, len(wanted), _BLOCK)
        for one in session.scalars(
            current().where(Deliverable.iso_id.in_(wanted[start : start + _BLOCK]))
        )
    }


def deliverable_with_reference(session: Session, reference: str) -> Deliverable | None:
    """Give the document of a reference, however it is written; the latest should ISO have two."""
    return session.scalars(
        current()
        .where(Deliverable.reference_key == key(reference))
        .order_by(Deliverable.iso_id.desc())
        .limit(1)
    ).first()


def deliverables_with_keys(session: Session, keys: Iterable[str]) -> dict[str, Deliverable]:
    """Give the documents of several reference keys (``designation.key``), by key."""
    wanted = sorted(set(keys))
    return {
        one.reference_key: one
        for start in range(0, len(wanted), _BLOCK)
        for one in session.scalars(
            current()
            .where(Deliverable.reference_key.in_(wanted[start : start + _BLOCK]))
            .order_by(Deliverable.iso_id)
        )
    }


def iso_committee(session: Session, reference: str) -> IsoCommittee | None:
    """Give what ISO says of the committee it calls «ISO/TC 176/SC 2»."""
    return session.scalars(
        current_committees()
        .where(IsoCommittee.reference == " ".join(reference.split()))
        .order_by(IsoCommittee.iso_id.desc())
        .limit(1)
    ).first()


def last_published(session: Session, dataset: Dataset) -> Release | None:
    """Give the release of a data set that people see, the latest published one."""
    return session.scalars(
        sa.select(Release)
        .where(Release.dataset == dataset, Release.state == ReleaseState.PUBLISHED)
        .order_by(Release.published_at.desc(), Release.id.desc())
        .limit(1)
    ).first()


def published_now(session: Session) -> Sequence[Release]:
    """Give the release of each data set that people see, in the order of the sets."""
    latest: dict[Dataset, Release] = {}
    for release in session.scalars(
        sa.select(Release)
        .where(Release.state == ReleaseState.PUBLISHED)
        .order_by(Release.published_at, Release.id)
    ):
        latest[release.dataset] = release
    return [latest[dataset] for dataset in Dataset if dataset in latest]


def pending(session: Session, dataset: Dataset) -> Release | None:
    """Give the file of a data set that is being read or waits to be published."""
    return session.scalars(
        sa.select(Release)
        .where(
            Release.dataset == dataset,
            Release.state.in_((ReleaseState.RECEIVING, ReleaseState.READY)),
        )
        .order_by(Release.id)
        .limit(1)
    ).first()


def refusals_of(session: Session, release: Release, limit: int) -> Sequence[Refusal]:
    """Give the first refused records of a file, in its order."""
    return page_of_refusals(session, release, page=1, size=limit)


def page_of_refusals(
    session: Session, release: Release, *, page: int, size: int
) -> Sequence[Refusal]:
    """Give one page of the refused records of a file, in its order."""
    return session.scalars(_refusals(release).limit(size).offset((page - 1) * size)).all()


def every_refusal(session: Session, release: Release) -> Iterator[Refusal]:
    """Give every refused record that was kept, for a file."""
    yield from session.scalars(_refusals(release).execution_options(yield_per=500))


def _refusals(release: Release) -> sa.Select[Refusal]:
    return (
        sa.select(Refusal)
        .where(Refusal.release_id == release.id)
        .order_by(Refusal.line, Refusal.id)
    )


def releases(session: Session, ids: Iterable[int]) -> dict[int, tuple[Release, str | None]]:
    """Give some files received with the name of whoever sent each, by their numbers."""
    rows = session.execute(
        sa.select(Release, Account.name)
        .outerjoin(Account, Account.id == Release.begun_by_id)
        .where(Release.id.in_(list(ids)))
    )
    return {release.id: (release, name) for release, name in rows}


@dataclass(frozen=True, slots=True)
class Brought:
    """One record a file brings: the new version, and the one it takes the place of."""

    after: Deliverable | IsoCommittee | IcsChange
    before: Deliverable | IsoCommittee | None


def brought_by(
    session: Session, release: Release, *, changed: bool, page: int, size: int
) -> list[Brought]:
    """Give one page of the records a file adds, or (``changed``) of those it changes."""
    start = (page - 1) * size
    if release.dataset is Dataset.ICS:
        condition = IcsChange.before_fr.is_not(None) if changed else IcsChange.before_fr.is_(None)
        codes = session.scalars(
            sa.select(IcsChange)
            .where(IcsChange.release_id == release.id, condition)
            .order_by(IcsChange.code)
            .limit(size)
            .offset(start)
        )
        return [Brought(one, None) for one in codes]
    if release.dataset is Dataset.DELIVERABLES:
        return _versions_brought(session, Deliverable, release, changed, start, size)
    return _versions_brought(session, IsoCommittee, release, changed, start, size)


def _versions_brought(  # noqa: PLR0917
    session: Session,
    model: type[Kept],
    release: Release,
    changed: bool,
    start: int,
    size: int,
) -> list[Brought]:
    condition = model.previous_id.is_not(None) if changed else model.previous_id.is_(None)
    rows = session.scalars(
        sa.select(model)
        .where(model.first_release_id == release.id, condition)
        .order_by(model.iso_id)
        .limit(size)
        .offset(start)
    ).all()
    ids = [row.previous_id for row in rows]
    before = {one.id: one for one in session.scalars(sa.select(model).where(model.id.in_(ids)))}
    return [Brought(row, before.get(row.previous_id or 0)) for row in rows]
