"""Who stands behind a text: what its need, its work item and its committee say."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.committees.models import Committee, Organisation
from catalogue.records.models import Edition
from catalogue.work_programme.models import WorkItem
from review.assignments.models import ReviewRound
from review.needs.models import NeedsExpression


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who stands behind a text: what its need, its work item and its committee say.

    ``since`` is the day the need was filed (``from_need``), else the day the item was registered;
    None when neither is known (an older standard), and then every past mandate counts.
    """

    author_ids: frozenset[int]
    author_person_ids: frozenset[int]
    entered_by_ids: frozenset[int]
    names: frozenset[str]
    leaders: frozenset[str]
    committees: dict[int, str]
    since: date | None
    from_need: bool
    organisations: dict[int, str]
    agency_organisation_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What the proposals of several rounds are made from, each read once."""

    persons: dict[int, int]
    edition_committees: dict[int, int | None]
    organisations: Sequence[Organisation]
    committees: Sequence[sa.Row[int, str, int | None]]


def proposal_of(session: Session, round_: ReviewRound) -> Proposal:
    """Gather who stands behind the text of a round, whatever it is attached to."""
    return proposals_of(session, [round_])[round_.id]


def proposals_of(session: Session, rounds: Sequence[ReviewRound]) -> dict[int, Proposal]:
    """Gather who stands behind the texts of several rounds, by round, in as many queries as one."""
    return proposals_from(session, rounds, items_of(session, rounds))


def items_of(session: Session, rounds: Sequence[ReviewRound]) -> Sequence[WorkItem]:
    """Give the work items of these rounds, and those that became the standards they read."""
    edition_ids = {one.edition_id for one in rounds} - {None}
    if not edition_ids and not any("work_item" in sa.inspect(one).unloaded for one in rounds):
        # Loaded with their rounds: nothing is left to ask.
        return list({one.work_item.id: one.work_item for one in rounds if one.work_item}.values())
    of_items = WorkItem.id.in_({one.work_item_id for one in rounds} - {None})
    where = sa.or_(of_items, WorkItem.edition_id.in_(edition_ids)) if edition_ids else of_items
    return session.scalars(sa.select(WorkItem).where(where)).all()


def proposals_from(
    session: Session, rounds: Sequence[ReviewRound], items: Sequence[WorkItem]
) -> dict[int, Proposal]:
    """Do the same with the work items already read."""
    edition_ids = {one.edition_id for one in rounds if one.edition_id is not None}
    registered = sa.select(NeedsExpression.id).where(
        NeedsExpression.work_item_id.in_([item.id for item in items])
    )
    needs = session.scalars(
        sa.select(NeedsExpression)
        .options(joinedload(NeedsExpression.author))
        .where(
            sa.or_(
                NeedsExpression.id.in_(registered),
                # A need merged into the registered one proposed the standard too.
                NeedsExpression.merged_into_id.in_(registered),
            )
        )
    ).all()
    gathered = _gather(session, items, needs, edition_ids)
    found = {}
    for round_ in rounds:
        own_items = [one for one in items if _is_of(one, round_)]
        ids = {item.id for item in own_items}
        own = {need.id for need in needs if need.work_item_id in ids}
        own_needs = [need for need in needs if need.id in own or need.merged_into_id in own]
        found[round_.id] = _proposal(round_, own_items, own_needs, gathered)
    return found


def folded(name: str | None) -> str:
    """Write a name so that two spellings of it meet: no accents, no case, words in any order."""
    plain = unicodedata.normalize("NFKD", name or "")
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(sorted(kept.casefold().split()))


def folded_names(names: Iterable[str | None]) -> frozenset[str]:
    """Fold several names, leaving out those that say nothing."""
    return frozenset(folded(name) for name in names) - {""}


def _is_of(item: WorkItem, round_: ReviewRound) -> bool:
    if item.id == round_.work_item_id:
        return True
    return item.edition_id is not None and item.edition_id == round_.edition_id


def _gather(
    session: Session,
    items: Iterable[WorkItem],
    needs: Sequence[NeedsExpression],
    edition_ids: Collection[int],
) -> _Gathered:
    edition_committees: dict[int, int | None] = {}
    if edition_ids:
        rows = session.execute(
            sa.select(Edition.id, Edition.committee_id).where(Edition.id.in_(edition_ids))
        )
        edition_committees = {row[0]: row[1] for row in rows}
    committee_ids = {
        *(item.committee_id for item in items),
        *(need.committee_id for need in needs),
        *edition_committees.values(),
    }
    return _Gathered(
        persons={
            need.author_id: need.author.person_id
            for need in needs
            if need.author.person_id is not None
        },
        edition_committees=edition_committees,
        organisations=_organisations(session, needs),
        committees=_committees(session, {one for one in committee_ids if one is not None}),
    )


def _proposal(
    round_: ReviewRound,
    items: Sequence[WorkItem],
    needs: Sequence[NeedsExpression],
    gathered: _Gathered,
) -> Proposal:
    committee_ids = {item.committee_id for item in items} | {need.committee_id for need in needs}
    if round_.edition_id is not None:
        committee_ids.add(gathered.edition_committees.get(round_.edition_id))
    authors = frozenset(need.author_id for need in needs)
    organisations = [
        one for one in gathered.organisations if any(_proposed(need, one) for need in needs)
    ]
    filed = [day for need in needs if (day := _filed_on(need)) is not None]
    registered_on = [item.registered_on for item in items]
    return Proposal(
        author_ids=authors,
        author_person_ids=frozenset(
            gathered.persons[one] for one in authors if one in gathered.persons
        ),
        entered_by_ids=frozenset(
            need.entered_by_id for need in needs if need.entered_by_id is not None
        ),
        names=folded_names(name for need in needs for name in (need.requester, need.signatory)),
        leaders=folded_names(
            [*(item.project_leader for item in items), *(need.project_leader for need in needs)]
        ),
        committees=_with_working_groups(gathered, committee_ids),
        since=min(filed or registered_on, default=None),
        from_need=bool(filed),
        organisations={one.id: one.name for one in organisations},
        agency_organisation_ids=frozenset(one.id for one in organisations if one.is_agency),
    )


def _filed_on(need: NeedsExpression) -> date | None:
    """Give the day a need was first filed: a paper typed later counts from its receipt."""
    if need.submitted_at is None:
        return None
    first = need.submitted_at.date()
    return first if need.received_on is None else min(first, need.received_on)


def _proposed(need: NeedsExpression, organisation: Organisation) -> bool:
    """Tell whether a need names an organisation: in the register, or as the register writes it."""
    written = (need.requester or "").strip()
    return need.requester_organisation_id == organisation.id or (
        bool(written) and written in (organisation.name, organisation.acronym)
    )


def _organisations(session: Session, needs: Iterable[NeedsExpression]) -> Sequence[Organisation]:
    needs = list(needs)
    ids = {need.requester_organisation_id for need in needs} - {None}
    written = [(need.requester or "").strip() for need in needs]
    written = [name for name in written if name]
    if not ids and not written:
        return []
    return session.scalars(
        sa.select(Organisation).where(
            sa.or_(
                Organisation.id.in_(ids),
                Organisation.name.in_(written),
                Organisation.acronym.in_(written),
            )
        )
    ).all()


def _committees(
    session: Session, committee_ids: Collection[int]
) -> Sequence[sa.Row[int, str, int | None]]:
    """Give these committees, their working groups, and the committees of working groups."""
    if not committee_ids:
        return ()
    parents = sa.select(Committee.parent_id).where(
        Committee.id.in_(committee_ids), Committee.parent_id.is_not(None)
    )
    return session.execute(
        sa.select(Committee.id, Committee.code, Committee.parent_id).where(
            sa.or_(
                Committee.id.in_(committee_ids),
                Committee.parent_id.in_(committee_ids),
                Committee.id.in_(parents),
            )
        )
    ).all()


def _with_working_groups(
    gathered: _Gathered, committee_ids: Collection[int | None]
) -> dict[int, str]:
    parents = {row[2] for row in gathered.committees if row[0] in committee_ids} - {None}
    return {
        row[0]: row[1]
        for row in gathered.committees
        if row[0] in committee_ids
        or row[0] in parents
        or (row[2] is not None and row[2] in committee_ids)
    }
