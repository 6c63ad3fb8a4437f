"""Why a person may not read a text for the marker (product_rules §3, Interests)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalogue.accounts.models import Account, AccountRole
from catalogue.committees.models import Mandate
from catalogue.messages import N_, Message
from catalogue.permissions import Role
from review.assignments.proposals import Proposal, folded_names
from review.assignments.vocabulary import InterestKind

# Roles whose holders never make a decision (product_rules §3), so never code for one either.
ROLES_THAT_NEVER_DECIDE = frozenset({Role.SECRETARIAT, Role.MONITORING, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Interest:
    """One reason to keep a person out; ``acceptable`` when the secretariat may accept it."""

    kind: InterestKind
    message: Message
    acceptable: bool = False


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
    return folded_names([account.name, person.full_name if person is not None else None])


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
