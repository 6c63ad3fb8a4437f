"""What ISO says of the committees that ours follow, for ``committees.mirrors``."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.mirrors import MOST_FOUND, ForeignCommittee
from catalogue.committees.vocabulary import Membership
from catalogue.folding import fold
from catalogue.open_data.models import Deliverable, IsoCommittee
from catalogue.open_data.queries import current_committees, standing_versions
from catalogue.open_data.stages import standing_of
from catalogue.open_data.vocabulary import Standing

_ACTIVE = "Active"


def find(session: Session, text: str, acronym: str) -> list[ForeignCommittee]:
    """Find committees by their reference, its beginning, or every word of their title.

    ISO has some eight hundred committees: they are read and compared here.
    """
    reference, words = _squeezed(text), fold(text).split()
    found: list[tuple[int, str, IsoCommittee]] = []
    for one in session.scalars(current_committees().order_by(IsoCommittee.sort_key)):
        own = _squeezed(one.reference)
        if own == reference or own.removeprefix("iso") == reference:
            rank = 0
        elif own.startswith(reference):
            rank = 1
        elif all(word in fold(f"{one.reference} {one.title_en or ''}") for word in words):
            rank = 2
        else:
            continue
        found.append((rank + (one.status != _ACTIVE) * 3, one.sort_key, one))
    found.sort(key=lambda row: row[:2])
    rows = [one for _rank, _key, one in found[:MOST_FOUND]]
    return list(_described(session, rows, acronym).values())


def describe(
    session: Session, references: Sequence[str], acronym: str
) -> dict[str, ForeignCommittee]:
    """Give what ISO says of these committees, by reference; two queries."""
    rows = session.scalars(
        current_committees()
        .where(IsoCommittee.reference.in_(references))
        .order_by(IsoCommittee.iso_id)
    ).all()
    return _described(session, rows, acronym)


def _described(
    session: Session, rows: Sequence[IsoCommittee], acronym: str
) -> dict[str, ForeignCommittee]:
    counts = _documents(session, [one.reference for one in rows])
    return {
        one.reference: ForeignCommittee(
            reference=one.reference,
            title=one.title_en or "",
            active=one.status in {None, _ACTIVE},
            secretariat=one.secretariat or "",
            membership=_membership(one, acronym),
            published=counts.get((one.reference, Standing.PUBLISHED), 0),
            in_preparation=counts.get((one.reference, Standing.IN_PREPARATION), 0),
        )
        for one in rows
    }


def _documents(session: Session, references: Sequence[str]) -> dict[tuple[str, Standing], int]:
    counts: dict[tuple[str, Standing], int] = {}
    dated = Deliverable.published_on.is_not(None)
    rows = session.execute(
        sa.select(Deliverable.committee, Deliverable.stage_code, dated, sa.func.count())
        .where(Deliverable.committee.in_(references), standing_versions(Deliverable))
        .group_by(Deliverable.committee, Deliverable.stage_code, dated)
    )
    for reference, stage, published, number in rows:
        place = (reference or "", standing_of(stage, published=bool(published)))
        counts[place] = counts.get(place, 0) + number
    return counts


def _membership(one: IsoCommittee, acronym: str) -> Membership | None:
    if acronym in one.p_members:
        return Membership.PARTICIPATING
    return Membership.OBSERVING if acronym in one.o_members else None


def _squeezed(text: str) -> str:
    """Write «ISO/TC 34/SC 11», «iso tc34 sc11» and «TC 34 / SC 11» alike, but for ISO."""
    return "".join(one for one in fold(text) if one.isalnum())
