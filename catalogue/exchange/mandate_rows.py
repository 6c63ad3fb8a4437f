"""Rows of a file of people and mandates: which seat each is about, and whom it seats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.committees.models import Committee, Mandate
from catalogue.committees.naming import bearers_of_names
from catalogue.committees.vocabulary import Sex
from catalogue.exchange.cells import Lists
from catalogue.exchange.kinds import Beside, Known, Proposal, Reading, Stamp, Values, chunks
from catalogue.exchange.mandate_columns import MANDATE_COLUMNS
from catalogue.exchange.mandate_matching import AHEAD, PERSON, KnownMandates, is_vacant
from catalogue.exchange.mandate_overlaps import faults_of_seats
from catalogue.exchange.mandate_seating import Seating
from catalogue.exchange.mandate_undoing import added_with_mandates, remove_added
from catalogue.exchange.one_by_one import OneByOneImporter, naming
from catalogue.exchange.snapshots import columns_of, put_back
from catalogue.exchange.vocabulary import ImportKind
from catalogue.messages import N_, Message


class MandateImporter(OneByOneImporter[Mandate]):
    """People and their mandates; a person or organisation not yet known is added with the seat.

    A person already in the register is recognised by name and left as they are: the file changes
    mandates only. Undoing takes the mandates away, with the people and organisations that only this
    file has brought.
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
        return KnownMandates(mandates, bearers_of_names(session), readings)

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
        first = reading.values.get("valid_from")
        if first is not None and first > lists.today:
            reading.values[AHEAD] = True
        if is_vacant(reading.values):
            reading.values["family_name"] = "Siège vacant"
            for code in ("given_names", "sex", "function", "email", "homonym"):
                reading.values.pop(code, None)

    def faults(
        self, session: Session, proposal: Proposal[Mandate], lists: Lists
    ) -> Mapping[str, Message]:
        """Apply the rules of mandates to one row."""
        return self.all_faults(session, [proposal], lists)[proposal.number]

    def all_faults(
        self, session: Session, proposals: Sequence[Proposal[Mandate]], lists: Lists
    ) -> Mapping[int, Mapping[str, Message]]:
        """Apply the rules of mandates to the rows together: they may overlap one another."""
        return faults_of_seats(session, proposals, lists)

    def remarks(self, proposal: Proposal[Mandate]) -> list[Message]:
        """Say of somebody new that nothing is declared, and of a seat that it counts later."""
        given = proposal.given
        said = []
        if proposal.subject is None and AHEAD in given:
            said.append(
                N_(
                    "Ce mandat commence le %(day)s, dans l’avenir : il ne comptera pas avant ce "
                    "jour. Si la date est fausse, corrigez le fichier.",
                    day=f"{given['valid_from']:%d/%m/%Y}",
                )
            )
        known = proposal.subject is not None or PERSON in given
        if not known and given.get("sex") in {None, Sex.NOT_ASKED} and not is_vacant(given):
            said.append(N_("Aucun sexe déclaré : la personne ne comptera dans aucune part."))
        return said

    def carry_out(self, session: Session, proposal: Proposal[Mandate], stamp: Stamp) -> Mandate:
        """Seat one person, or correct one seat."""
        return self.carry_out_all(session, [proposal], stamp)[proposal.number]

    def carry_out_all(
        self, session: Session, proposals: Sequence[Proposal[Mandate]], stamp: Stamp
    ) -> Mapping[int, Mandate]:
        """Correct the seats that change, then give the new ones: they may begin where those end."""
        seating = Seating(session, proposals, stamp)
        written: dict[int, Mandate] = {}
        for proposal in sorted(proposals, key=lambda one: one.subject is None):
            with naming(proposal):
                written[proposal.number] = seating.carry_out(proposal)
                session.flush()
        return written

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
        """Delete the mandates the import gave."""
        for one in subjects:
            session.delete(one)

    def beside(
        self, session: Session, added: Sequence[Mapping[str, int]], going: Sequence[int]
    ) -> Sequence[Beside]:
        """Tell the people and organisations that go with their mandates from those that stay."""
        return added_with_mandates(session, added, going)

    def remove_beside(self, session: Session, ones: Sequence[Beside]) -> None:
        """Delete people, then the organisations they were from."""
        remove_added(session, ones)
