"""Why a person may not read a text for the marker (product_rules §3, Interests)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.accounts.models import Account, AccountRole
from catalogue.committees.models import Committee, Mandate, Organisation
from catalogue.messages import N_, Message
from catalogue.permissions import Role
from catalogue.records.models import Edition
from catalogue.work_programme.models import WorkItem
from review.assignments.models import ReviewRound
from review.assignments.vocabulary import InterestKind
from review.needs.models import NeedsExpression

# Roles whose holders never make a decision (product_rules §3), so never code for one either.
ROLES_THAT_NEVER_DECIDE = frozenset({Role.SECRETARIAT, Role.MONITORING, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Interest:
    """One reason to keep a person out; ``acceptable`` when the secretariat may accept it."""

    kind: InterestKind
    message: Message
    acceptable: bool = False


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


def proposal_of(session: Session, round_: ReviewRound) -> Proposal:
    """Gather who stands behind the text of a round, whatever it is attached to."""
    items = session.scalars(
        sa.select(WorkItem).where(
            sa.or_(
                WorkItem.id == round_.work_item_id,
                sa.and_(WorkItem.edition_id.is_not(None), WorkItem.edition_id == round_.edition_id),
            )
        )
    ).all()
    item_ids = [item.id for item in items]
    registered = sa.select(NeedsExpression.id).where(NeedsExpression.work_item_id.in_(item_ids))
    needs = session.scalars(
        sa.select(NeedsExpression).where(
            sa.or_(
                NeedsExpression.id.in_(registered),
                # A need merged into the registered one proposed the standard too.
                NeedsExpression.merged_into_id.in_(registered),
            )
        )
    ).all()
    committee_ids = {item.committee_id for item in items} | {need.committee_id for need in needs}
    if round_.edition_id is not None:
        committee_ids.add(
            session.scalar(sa.select(Edition.committee_id).where(Edition.id == round_.edition_id))
        )
    organisations = _organisations(session, needs)
    authors = frozenset(need.author_id for need in needs)
    filed = [day for need in needs if (day := _filed_on(need)) is not None]
    registered_on = [item.registered_on for item in items]
    return Proposal(
        author_ids=authors,
        author_person_ids=frozenset(
            session.scalars(
                sa.select(Account.person_id).where(
                    Account.id.in_(authors), Account.person_id.is_not(None)
                )
            )
        ),
        entered_by_ids=frozenset(
            need.entered_by_id for need in needs if need.entered_by_id is not None
        ),
        names=_names(name for need in needs for name in (need.requester, need.signatory)),
        leaders=_names(
            [*(item.project_leader for item in items), *(need.project_leader for need in needs)]
        ),
        committees=_with_working_groups(session, {one for one in committee_ids if one is not None}),
        since=min(filed or registered_on, default=None),
        from_need=bool(filed),
        organisations={one.id: one.name for one in organisations},
        agency_organisation_ids=frozenset(one.id for one in organisations if one.is_agency),
    )


def interests_in(proposal: Proposal, account: Account, *, on: date) -> tuple[Interest, ...]:
    """List why an account may not read a text; empty when nothing stands in the way.

    ``account`` comes with its roles and its person, the person's organisation and mandates (see
    ``queries.readers``). Names of the form are compared letter for letter, without accents or case:
    a requester written otherwise is left to the person's own declaration.
    """
    return tuple(
        interest
        for interest in (
            _never_decides(account, on),
            _author(proposal, account),
            _proposer(proposal, account),
            _in_committee(proposal, account, on),
            _of_organisation(proposal, account),
        )
        if interest is not None
    )


def folded(name: str | None) -> str:
    """Write a name so that two spellings of it meet: no accents, no case, words in any order."""
    plain = unicodedata.normalize("NFKD", name or "")
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(sorted(kept.casefold().split()))


def _filed_on(need: NeedsExpression) -> date | None:
    """Give the day a need was first filed: a paper typed later counts from its receipt."""
    if need.submitted_at is None:
        return None
    first = need.submitted_at.date()
    return first if need.received_on is None else min(first, need.received_on)


def _names(names: Iterable[str | None]) -> frozenset[str]:
    return frozenset(folded(name) for name in names) - {""}


def _organisations(session: Session, needs: Iterable[NeedsExpression]) -> list[Organisation]:
    """Give the organisations that proposed: named in the register, or written as it writes them."""
    needs = list(needs)
    ids = {need.requester_organisation_id for need in needs} - {None}
    written = [(need.requester or "").strip() for need in needs]
    written = [name for name in written if name]
    if not ids and not written:
        return []
    return list(
        session.scalars(
            sa.select(Organisation).where(
                sa.or_(
                    Organisation.id.in_(ids),
                    Organisation.name.in_(written),
                    Organisation.acronym.in_(written),
                )
            )
        )
    )


def _with_working_groups(session: Session, committee_ids: set[int]) -> dict[int, str]:
    """Give the proposing committees, their working groups, and the committee of a working group."""
    parents = sa.select(Committee.parent_id).where(
        Committee.id.in_(committee_ids), Committee.parent_id.is_not(None)
    )
    rows = session.execute(
        sa.select(Committee.id, Committee.code).where(
            sa.or_(
                Committee.id.in_(committee_ids),
                Committee.parent_id.in_(committee_ids),
                Committee.id.in_(parents),
            )
        )
    )
    return {row.id: row.code for row in rows}


def _never_decides(account: Account, on: date) -> Interest | None:
    if any(
        role.role in ROLES_THAT_NEVER_DECIDE
        and role.valid_from <= on
        and (role.valid_to is None or role.valid_to >= on)
        for role in account.roles
    ):
        return Interest(
            InterestKind.NEVER_DECIDES,
            N_(
                "Le secrétariat, le comité de suivi et l’administration ne décident jamais d’un "
                "marqueur : ce compte porte l’un de ces rôles."
            ),
        )
    return None


def _author(proposal: Proposal, account: Account) -> Interest | None:
    if account.id in proposal.author_ids or (
        account.person_id is not None and account.person_id in proposal.author_person_ids
    ):
        return Interest(
            InterestKind.AUTHOR, N_("Cette personne a écrit l’expression de besoin du texte.")
        )
    if _names_of(account) & proposal.leaders:
        return Interest(
            InterestKind.AUTHOR, N_("Cette personne conduit ou a conduit la rédaction du texte.")
        )
    return None


def _proposer(proposal: Proposal, account: Account) -> Interest | None:
    if account.id in proposal.entered_by_ids:
        return Interest(
            InterestKind.PROPOSER,
            N_("Cette personne a saisi l’expression de besoin pour le compte d’une autre."),
        )
    if _names_of(account) & proposal.names:
        return Interest(
            InterestKind.PROPOSER,
            N_("Cette personne a demandé la norme ou signé l’expression de besoin."),
        )
    return None


def _names_of(account: Account) -> frozenset[str]:
    person = account.person
    return _names([account.name, person.full_name if person is not None else None])


def _in_committee(proposal: Proposal, account: Account, on: date) -> Interest | None:
    mandates = account.person.mandates if account.person is not None else []
    seats: list[Mandate | AccountRole] = [*mandates, *account.roles]
    held = {
        seat.committee_id
        for seat in seats
        if seat.committee_id in proposal.committees
        and seat.valid_from <= on
        and (proposal.since is None or seat.valid_to is None or seat.valid_to >= proposal.since)
    }
    if not held:
        return None
    codes = ", ".join(sorted(proposal.committees[one] for one in held if one is not None))
    if proposal.since is None:
        return Interest(
            InterestKind.COMMITTEE,
            N_(
                "Cette personne siège ou a siégé dans le comité de la norme : %(committees)s.",
                committees=codes,
            ),
        )
    message = (
        N_(
            "Cette personne a siégé dans le comité demandeur depuis le dépôt du besoin : "
            "%(committees)s.",
            committees=codes,
        )
        if proposal.from_need
        else N_(
            "Cette personne a siégé dans le comité du sujet depuis son inscription au "
            "programme : %(committees)s.",
            committees=codes,
        )
    )
    return Interest(InterestKind.COMMITTEE, message)


def _of_organisation(proposal: Proposal, account: Account) -> Interest | None:
    organisation_id = account.person.organisation_id if account.person is not None else None
    if organisation_id is None or organisation_id not in proposal.organisations:
        return None
    name = proposal.organisations[organisation_id]
    if organisation_id in proposal.agency_organisation_ids:
        return Interest(
            InterestKind.AGENCY_STAFF,
            N_(
                "Cette personne travaille à %(organisation)s, qui a demandé la norme. Vous pouvez "
                "l’accepter en disant pourquoi.",
                organisation=name,
            ),
            acceptable=True,
        )
    return Interest(
        InterestKind.ORGANISATION,
        N_(
            "Cette personne appartient à l’organisation qui a demandé la norme : %(organisation)s.",
            organisation=name,
        ),
    )
