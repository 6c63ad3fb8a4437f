"""The rules of mandates over the rows of a file together: nobody sits twice in one seat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee, Mandate
from catalogue.committees.rules import too_far_ahead
from catalogue.committees.vocabulary import CommitteeStatus
from catalogue.exchange.cells import Lists
from catalogue.exchange.kinds import Proposal, chunks
from catalogue.exchange.mandate_matching import PERSON, is_vacant, name_of
from catalogue.messages import N_, Message

_Place = tuple[object, ...]  # committee, who, role


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The days of one mandate, both included: recorded, or as a row of the file makes it."""

    first: date
    last: date
    row: int | None = None
    mandate_id: int | None = None

    def meets(self, other: _Stretch) -> bool:
        return self.first <= other.last and other.first <= self.last


def faults_of_seats(
    session: Session, proposals: Sequence[Proposal[Mandate]], lists: Lists
) -> dict[int, dict[str, Message]]:
    """Say what stands against each row: its own days, a closed committee, a seat held already.

    The recorded mandates are taken as the file leaves them, so that a row may end one and another
    begin the next. Rows that meet are refused together, each naming the other.
    """
    faults: dict[int, dict[str, Message]] = {one.number: {} for one in proposals}
    closed = _closed(session)
    for one in proposals:
        first, last = one.merged["valid_from"], one.merged.get("valid_to")
        if last is not None and last < first:
            faults[one.number]["valid_to"] = N_(
                "la fin précède le début du mandat : vérifiez les deux dates."
            )
        if one.subject is None and (fault := too_far_ahead(first, lists.today)) is not None:
            faults[one.number]["valid_from"] = fault
        if one.subject is None and one.merged["committee"] in closed:
            faults[one.number]["committee"] = N_(
                "ce comité est fermé : rouvrez-le avant d’y donner un mandat."
            )
    recorded = _recorded(session, proposals)
    while True:  # a row refused no longer ends the mandate that another row was counting on
        sound = [one for one in proposals if not faults[one.number]]
        found = dict(_meeting(sound, recorded, lists))
        if not found:
            return faults
        for number, message in found.items():
            faults[number]["family_name"] = message


def _meeting(
    proposals: Sequence[Proposal[Mandate]],
    recorded: Mapping[_Place, Sequence[_Stretch]],
    lists: Lists,
) -> Iterator[tuple[int, Message]]:
    rows: dict[_Place, list[_Stretch]] = defaultdict(list)
    for one in proposals:
        place = _place(one, lists)
        if place is not None:
            first, last = one.merged["valid_from"], one.merged.get("valid_to") or date.max
            rows[place].append(_Stretch(first, last, one.number, one.subject_id))
    for place, stretches in rows.items():
        changed = {one.mandate_id for one in stretches}
        standing = [one for one in recorded.get(place, ()) if one.mandate_id not in changed]
        for own in stretches:
            others = (one for one in (*standing, *stretches) if one is not own and one.meets(own))
            other = next(others, None)
            if other is not None and own.row is not None:
                yield own.row, _sentence(other)


def _sentence(other: _Stretch) -> Message:
    if other.row is None:
        return N_(
            "cette personne a déjà ce rôle dans ce comité, depuis le %(day)s : mettez-y fin "
            "d’abord, ou changez les dates.",
            day=f"{other.first:%d/%m/%Y}",
        )
    return N_(
        "la ligne %(row)d de ce fichier donne à la même personne le même rôle dans ce comité, à "
        "des dates qui se chevauchent (depuis le %(day)s) : gardez-en une, ou changez les dates.",
        row=other.row,
        day=f"{other.first:%d/%m/%Y}",
    )


def _place(proposal: Proposal[Mandate], lists: Lists) -> _Place | None:
    """Give where a row seats whom; None for a seat that nobody holds."""
    merged = proposal.merged
    if is_vacant(merged):
        return None
    who: object = proposal.given.get(PERSON) or name_of(merged)
    if proposal.subject is not None:
        who = proposal.subject.person_id
    elif proposal.given.get("homonym"):
        who = ("homonym", proposal.number)
    return lists.committee_ids[merged["committee"]], who, merged["role"]


def _recorded(
    session: Session, proposals: Sequence[Proposal[Mandate]]
) -> Mapping[_Place, Sequence[_Stretch]]:
    people = {one.given.get(PERSON) for one in proposals}
    people |= {one.subject.person_id for one in proposals if one.subject is not None}
    found: dict[_Place, list[_Stretch]] = defaultdict(list)
    for some in chunks(people - {None}):
        for row in session.execute(
            sa.select(
                Mandate.id,
                Mandate.committee_id,
                Mandate.person_id,
                Mandate.role,
                Mandate.valid_from,
                Mandate.valid_to,
            )
            .where(Mandate.person_id.in_(some))
            .order_by(Mandate.valid_from, Mandate.id)
        ):
            found[row.committee_id, row.person_id, row.role].append(
                _Stretch(row.valid_from, row.valid_to or date.max, mandate_id=row.id)
            )
    return found


def _closed(session: Session) -> frozenset[str]:
    return frozenset(
        session.scalars(sa.select(Committee.code).where(Committee.status == CommitteeStatus.CLOSED))
    )
