"""Carrying out the rows of a file of mandates: who is seated, added to the register when new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees import mandates, people, services
from catalogue.committees.facts import MandateFacts, OrganisationFacts, PersonFacts, facts_of
from catalogue.committees.models import Committee, Mandate, Organisation
from catalogue.committees.naming import bearers_of_names
from catalogue.committees.vocabulary import Sex
from catalogue.exchange.kinds import Proposal, Stamp
from catalogue.exchange.mandate_matching import is_vacant, name_of
from catalogue.folding import fold

_OF_MANDATE = ("titular", "post", "valid_to")


class Seating:
    """What the rows of one file write, one after the other; the register's acts have the last word.

    The names of the register are read once, in the writer's place: a person added by one row, or by
    somebody since the preview, is found by the next one.
    """

    def __init__(
        self, session: Session, proposals: Sequence[Proposal[Mandate]], stamp: Stamp
    ) -> None:
        self._session = session
        self._stamp = stamp
        self._people = {name: same[0].id for name, same in bearers_of_names(session).items()}
        self._organisations: dict[str, int] = {}
        for row in session.execute(
            sa.select(Organisation.id, Organisation.name, Organisation.acronym).order_by(
                Organisation.id
            )
        ):
            for name in (row.name, row.acronym):
                if name:
                    self._organisations.setdefault(fold(name), row.id)
        self._represented: dict[str, set[str]] = defaultdict(set)
        for one in proposals:
            if organisation := one.given.get("organisation"):
                self._represented[name_of(one.given)].add(fold(organisation))

    def carry_out(self, proposal: Proposal[Mandate]) -> Mandate:
        """Seat the person, adding them and their organisation when new; or correct the seat."""
        given, stamp = proposal.given, self._stamp
        organisation_id = self._organisation(proposal)
        if proposal.subject is not None:
            return self._correct(proposal.subject, proposal, organisation_id)
        committee = self._session.get_one(Committee, stamp.lists.committee_ids[given["committee"]])
        facts = MandateFacts(
            role=given["role"],
            valid_from=given["valid_from"],
            valid_to=given.get("valid_to"),
            person_id=None if is_vacant(given) else self._seated(proposal, organisation_id),
            organisation_id=organisation_id,
            post=given.get("post"),
            titular=given.get("titular", True),
        )
        return mandates.give_mandate(
            self._session,
            committee,
            facts,
            actor=stamp.actor,
            at=stamp.at,
            today=stamp.today,
            ahead=True,  # the preview has said so
        )

    def _correct(
        self, mandate: Mandate, proposal: Proposal[Mandate], organisation_id: int | None
    ) -> Mandate:
        given, stamp = proposal.given, self._stamp
        stated = {name: given[name] for name in _OF_MANDATE if name in given}
        if organisation_id is not None:
            stated["organisation_id"] = organisation_id
        before = facts_of(MandateFacts, mandate)
        facts = MandateFacts(
            **{
                name: stated.get(name, getattr(before, name))
                for name in MandateFacts.__dataclass_fields__
            }
        )
        mandates.correct_mandate(
            self._session,
            mandate,
            facts,
            reason=stamp.reason(proposal.number),
            actor=stamp.actor,
            seen_version=mandate.version,
            at=stamp.at,
            today=stamp.today,
            ahead=True,
        )
        return mandate

    def _seated(self, proposal: Proposal[Mandate], organisation_id: int | None) -> int:
        """Give who the row names: somebody of the register, or of a row above, or somebody new."""
        given = proposal.given
        name = name_of(given)
        another = bool(given.get("homonym"))
        if not another and name in self._people:
            return self._people[name]
        # Seated for two organisations in one file: the file does not say which is their own.
        alone = another or len(self._represented[name]) == 1
        facts = PersonFacts(
            family_name=given["family_name"],
            given_names=given.get("given_names") or "",
            sex=given.get("sex") or Sex.NOT_ASKED,
            organisation_id=organisation_id if alone else None,
            function=given.get("function"),
            email=given.get("email"),
        )
        stamp = self._stamp
        person = people.add_person(
            self._session, facts, homonym=True, actor=stamp.actor, at=stamp.at, today=stamp.today
        )
        self._note(proposal, "person", person.id)
        if not another:
            self._people[name] = person.id
        return person.id

    def _organisation(self, proposal: Proposal[Mandate]) -> int | None:
        given = proposal.given
        name = given.get("organisation")
        if not name:
            return None
        if fold(name) not in self._organisations:
            facts = OrganisationFacts(name, category=given.get("category"))
            added = services.add_organisation(
                self._session, facts, actor=self._stamp.actor, at=self._stamp.at
            )
            self._organisations[fold(name)] = added.id
            self._note(proposal, "organisation", added.id)
        return self._organisations[fold(name)]

    def _note(self, proposal: Proposal[Mandate], table: str, added: int) -> None:
        self._stamp.added.setdefault(proposal.number, {})[table] = added
