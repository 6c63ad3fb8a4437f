"""Rows of a file of people and mandates: which seat each is about, and whom it seats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.committees import people, services
from catalogue.committees.facts import MandateFacts, OrganisationFacts, PersonFacts, facts_of
from catalogue.committees.models import Committee, Mandate, Organisation, Person
from catalogue.committees.vocabulary import Sex
from catalogue.exchange.cells import Lists, wording
from catalogue.exchange.kinds import Known, Proposal, Reading, Stamp, Values, chunks
from catalogue.exchange.mandate_columns import MANDATE_COLUMNS, VACANT
from catalogue.exchange.one_by_one import OneByOneImporter
from catalogue.exchange.snapshots import columns_of, put_back
from catalogue.exchange.vocabulary import ImportKind
from catalogue.folding import fold
from catalogue.messages import N_, Message

_OF_PERSON = ("sex", "homonym", "category", "function", "email")
_OF_MANDATE = ("titular", "post", "valid_to")


def _name(given: Mapping[str, Any]) -> str:
    return fold(f"{given.get('given_names') or ''} {given.get('family_name') or ''}".strip())


def _vacant(given: Mapping[str, Any]) -> bool:
    return wording(str(given.get("family_name") or "")) in VACANT


def _leave_the_person(given: dict[str, Any], mandate: Mandate) -> None:
    """Take out of a row what a file never changes of somebody already seated."""
    for code in ("family_name", "given_names", *_OF_PERSON):
        given.pop(code, None)
    organisation = mandate.organisation
    if organisation is not None and fold(given.get("organisation") or "") in {
        fold(organisation.name),
        fold(organisation.acronym or ""),
    }:
        given.pop("organisation", None)


class _KnownMandates(Known[Mandate]):
    def __init__(self, mandates: Iterable[Mandate], named: Iterable[Person]) -> None:
        self.by_seat: dict[tuple[object, ...], Mandate] = {}
        self.people: dict[str, list[Person]] = defaultdict(list)
        for person in named:
            self.people[fold(person.full_name)].append(person)
        for one in mandates:
            name = fold(one.person.full_name) if one.person else ""
            self.by_seat.setdefault((one.committee.code, name, one.role, one.valid_from), one)

    def match(self, reading: Reading) -> Mandate | None:
        """Match by committee, name, role and first day; say of a name that several bear."""
        given = reading.values
        found = None if given.get("homonym") else self.by_seat.get(self._seat(given))
        if not _vacant(given):
            self._refuse_doubt(reading)
        if found is not None:
            _leave_the_person(given, found)
        return found

    def _refuse_doubt(self, reading: Reading) -> None:
        given = reading.values
        same = self.people.get(_name(given), [])
        if given.get("homonym"):
            return
        if len(same) > 1:
            reading.faults["family_name"] = N_(
                "%(count)d personnes du registre portent ce nom : donnez ce mandat à l’écran, en "
                "choisissant laquelle.",
                count=len(same),
            )
        elif same and given.get("sex") not in {None, Sex.UNDECLARED, same[0].sex}:
            reading.faults["sex"] = N_(
                "le registre dit autre chose de %(name)s. Si c’est la même personne, corrigez sa "
                "fiche avec elle ; si c’en est une autre, écrivez oui dans « Homonyme ».",
                name=same[0].full_name,
            )

    def identities(self, reading: Reading) -> Iterable[tuple[str, str]]:
        """Give the seat: once in a file."""
        if {"committee", "family_name", "role", "valid_from"} <= set(reading.values):
            given = reading.values
            rest = (given.get("organisation"), given.get("post"), given.get("homonym"))
            yield "family_name", repr((*self._seat(given), *rest))

    def _seat(self, given: Mapping[str, Any]) -> tuple[object, ...]:
        name = "" if _vacant(given) else _name(given)
        return (given.get("committee"), name, given.get("role"), given.get("valid_from"))


class MandateImporter(OneByOneImporter[Mandate]):
    """People and their mandates; a person or organisation not yet known is added with the seat.

    A person already in the register is recognised by name and left as they are: the file changes
    mandates only. Undoing takes the mandates away, not the people.
    """

    kind = ImportKind.MANDATES
    columns = MANDATE_COLUMNS
    search_kind = "committee"
    model = Mandate

    def find(self, session: Session, readings: Sequence[Reading]) -> Known[Mandate]:
        """Load the mandates of the committees named, and everybody's name."""
        codes = {reading.values.get("committee") for reading in readings}
        mandates = session.scalars(
            sa.select(Mandate)
            .join(Committee, Committee.id == Mandate.committee_id)
            .where(Committee.code.in_([one for one in codes if one]))
            .options(
                joinedload(Mandate.person),
                joinedload(Mandate.committee),
                joinedload(Mandate.organisation),
            )
            .order_by(Mandate.id)
        ).all()
        named = session.scalars(sa.select(Person).where(Person.erased_at.is_(None)))
        return _KnownMandates(mandates, named)

    def recorded(self, subject: Mandate) -> Values:
        """Give the facts of a mandate and of who holds it."""
        person = subject.person
        return {
            "committee": subject.committee.code,
            "family_name": person.family_name if person else "Siège vacant",
            "given_names": person.given_names if person else None,
            "sex": person.sex if person else None,
            "organisation": subject.organisation.name if subject.organisation else None,
            "role": subject.role,
            "titular": subject.titular,
            "post": subject.post,
            "valid_from": subject.valid_from,
            "valid_to": subject.valid_to,
        }

    def refine(self, reading: Reading, lists: Lists) -> None:
        """Leave out of the comparison what a file never changes of somebody recorded."""
        del lists
        if _vacant(reading.values):
            reading.values["family_name"] = "Siège vacant"
            for code in ("given_names", "sex", "function", "email", "homonym"):
                reading.values.pop(code, None)

    def faults(
        self, session: Session, proposal: Proposal[Mandate], lists: Lists
    ) -> Mapping[str, Message]:
        """Apply the rules of mandates to the row as a whole."""
        merged = proposal.merged
        found: dict[str, Message] = {}
        first, last = merged["valid_from"], merged.get("valid_to")
        if last is not None and last < first:
            found["valid_to"] = N_("la fin précède le début du mandat : vérifiez les deux dates.")
        if proposal.subject is None and not found:
            holder = self._holder(session, proposal)
            committee_id = lists.committee_ids[merged["committee"]]
            if holder is not None and (
                same := people.overlapping(session, committee_id, self._facts(proposal, holder.id))
            ):
                found["family_name"] = N_(
                    "cette personne a déjà ce rôle dans ce comité, depuis le %(day)s : mettez-y "
                    "fin d’abord, ou changez les dates.",
                    day=f"{same.valid_from:%d/%m/%Y}",
                )
        return found

    def remarks(self, proposal: Proposal[Mandate]) -> list[Message]:
        """Say how a declared sex was read: it is shown in words before anything is written."""
        raw = proposal.given.get("sex")
        if proposal.subject is None and raw is None and not _vacant(proposal.given):
            return [N_("Aucun sexe déclaré : la personne ne comptera dans aucune part.")]
        return []

    def carry_out(self, session: Session, proposal: Proposal[Mandate], stamp: Stamp) -> Mandate:
        """Seat the person, adding them and their organisation when new; or correct the seat."""
        given = proposal.given
        organisation = self._organisation(session, given, stamp)
        if proposal.subject is not None:
            mandate = proposal.subject
            stated = {name: given[name] for name in _OF_MANDATE if name in given}
            if organisation is not None:
                stated["organisation_id"] = organisation.id
            before = facts_of(MandateFacts, mandate)
            facts = MandateFacts(
                **{
                    name: stated.get(name, getattr(before, name))
                    for name in MandateFacts.__dataclass_fields__
                }
            )
            people.correct_mandate(
                session,
                mandate,
                facts,
                reason=stamp.reason(proposal.number),
                actor=stamp.actor,
                seen_version=mandate.version,
                at=stamp.at,
            )
            return mandate
        person = None if _vacant(given) else self._seated(session, proposal, organisation, stamp)
        committee = session.get_one(Committee, stamp.lists.committee_ids[given["committee"]])
        facts = self._facts(
            proposal, person.id if person else None, organisation.id if organisation else None
        )
        return people.give_mandate(session, committee, facts, actor=stamp.actor, at=stamp.at)

    def load(self, session: Session, ids: Sequence[int]) -> Mapping[int, Mandate]:
        """Give mandates by id."""
        return {
            one.id: one
            for some in chunks(ids)
            for one in session.scalars(sa.select(Mandate).where(Mandate.id.in_(some)))
        }

    def snapshot(self, subject: Mandate) -> dict[str, Any]:
        """Write down the mandate's columns."""
        return columns_of(subject)

    def restore(
        self, session: Session, subject: Mandate, before: Mapping[str, Any], stamp: Stamp
    ) -> None:
        """Put the columns back."""
        del session, stamp
        put_back(subject, before)

    def mark(self, subject: Mandate) -> list[Any]:
        """Give the mandate's version."""
        return [subject.version]

    def remove(self, session: Session, subjects: Sequence[Mandate]) -> None:
        """Delete the mandates the import gave; the people stay in the register."""
        for one in subjects:
            session.delete(one)

    def _facts(
        self,
        proposal: Proposal[Mandate],
        person_id: int | None,
        organisation_id: int | None = None,
    ) -> MandateFacts:
        given = proposal.given
        return MandateFacts(
            role=given["role"],
            valid_from=given["valid_from"],
            valid_to=given.get("valid_to"),
            person_id=person_id,
            organisation_id=organisation_id,
            post=given.get("post"),
            titular=given.get("titular", True),
        )

    def _holder(self, session: Session, proposal: Proposal[Mandate]) -> Person | None:
        """Give the person of the register a row names, unless it says they are another."""
        given = proposal.given
        if _vacant(given) or given.get("homonym"):
            return None
        candidates = session.scalars(
            sa.select(Person).where(
                sa.func.lower(Person.family_name) == given["family_name"].lower(),
                Person.erased_at.is_(None),
            )
        )
        return next((one for one in candidates if fold(one.full_name) == _name(given)), None)

    def _seated(
        self,
        session: Session,
        proposal: Proposal[Mandate],
        organisation: Organisation | None,
        stamp: Stamp,
    ) -> Person:
        found = self._holder(session, proposal)
        if found is not None:
            return found
        given = proposal.given
        facts = PersonFacts(
            family_name=given["family_name"],
            given_names=given.get("given_names") or "",
            sex=given.get("sex") or Sex.UNDECLARED,
            organisation_id=organisation.id if organisation else None,
            function=given.get("function"),
            email=given.get("email"),
        )
        return people.add_person(
            session, facts, homonym=True, actor=stamp.actor, at=stamp.at, today=stamp.today
        )

    def _organisation(
        self, session: Session, given: Mapping[str, Any], stamp: Stamp
    ) -> Organisation | None:
        name = given.get("organisation")
        if not name:
            return None
        for known in session.scalars(sa.select(Organisation)):
            if fold(name) in {fold(known.name), fold(known.acronym or "")}:
                return known
        facts = OrganisationFacts(name, category=given.get("category"))
        return services.add_organisation(session, facts, actor=stamp.actor, at=stamp.at)
