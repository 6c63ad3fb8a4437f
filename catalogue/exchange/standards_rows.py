"""Rows of a file of existing standards: which edition each is about, and what it changes there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from catalogue.exchange import cells
from catalogue.exchange.cells import Lists, Unreadable
from catalogue.exchange.kinds import Known, Proposal, Reading, Stamp, Values, chunks
from catalogue.exchange.one_by_one import OneByOneImporter, naming
from catalogue.exchange.snapshots import columns_of, put_back
from catalogue.exchange.standards_columns import STANDARDS_COLUMNS
from catalogue.exchange.vocabulary import ImportKind
from catalogue.messages import N_, Message
from catalogue.records import services as records
from catalogue.records.checks import problems, warnings, withdrawal_problem
from catalogue.records.designation import key as reference_key
from catalogue.records.facts import EditionFacts, facts_of
from catalogue.records.models import Edition, IcsCode, Relation, Standard, edition_ics
from catalogue.records.register import LoadedRegister
from catalogue.records.vocabulary import DocumentKind, EditionStatus, RelationKind

# Columns that are a fact of the edition under the same name.
_FACTS = (
    "reference", "title_fr", "title_en", "kind", "nature", "base_reference", "correspondence",
    "cnncq_adopted_on", "homologated_on", "homologation_act", "published_on", "national_text",
    "upstream_assessment", "ics", "source",
)  # fmt: skip
_COLUMN_OF = {"body_code": "body", "committee_id": "committee", "source_url": "source"}

_LOADED = (
    joinedload(Edition.standard).joinedload(Standard.body),
    joinedload(Edition.committee),
    selectinload(Edition.ics_codes),
    selectinload(Edition.relations),
)


class _KnownEditions(Known[Edition]):
    def __init__(self, editions: Iterable[Edition]) -> None:
        self.by_reference = {edition.reference_key: edition for edition in editions}

    def match(self, reading: Reading) -> Edition | None:
        """Match by reference, however it is written; the body must be the same."""
        given = reading.values
        reference = given.get("reference")
        found = self.by_reference.get(reference_key(reference)) if reference else None
        if found is None:
            return None
        body = found.standard.body_code
        if not reading.raw.get("body"):
            given["body"] = body
            if not found.standard.body.is_agency and "committee" in reading.raw:
                given["committee"] = reading.raw["committee"] or None
                reading.faults.pop("committee", None)
        elif given.get("body", body) != body:
            reading.faults["body"] = N_(
                "%(reference)s est déjà enregistrée avec un autre organisme, %(body)s : "
                "vérifiez la référence ou l’organisme.",
                reference=found.reference,
                body=body,
            )
        return found

    def identities(self, reading: Reading) -> Iterable[tuple[str, str]]:
        """Give the reference: once in a file."""
        if reference := reading.values.get("reference"):
            yield "reference", reference_key(reference)


class StandardsImporter(OneByOneImporter[Edition]):
    """The stock of standards that exist already, without work items (product_rules §5)."""

    kind = ImportKind.STANDARDS
    columns = STANDARDS_COLUMNS
    search_kind = "edition"
    model = Edition

    def refine(self, reading: Reading, lists: Lists) -> None:
        """Take the agency as body unless told otherwise; its committees are known by code."""
        given = reading.values
        body = given.setdefault("body", lists.agency)
        if "committee" in given and body == lists.agency:
            try:
                given["committee"] = cells.committee(given["committee"], lists)
            except Unreadable as error:
                reading.faults["committee"] = error.message
        if given.get("withdrawn_on") and "status" not in given:
            given["status"] = EditionStatus.WITHDRAWN

    def find(self, session: Session, readings: Sequence[Reading]) -> Known[Edition]:
        """Load the editions that carry these references."""
        references = (one.values.get("reference") for one in readings)
        keys = [reference_key(reference) for reference in references if reference]
        return _KnownEditions(
            edition
            for some in chunks(keys)
            for edition in session.scalars(
                sa.select(Edition).where(Edition.reference_key.in_(some)).options(*_LOADED)
            )
        )

    def recorded(self, subject: Edition) -> Values:
        """Give the edition's facts by column."""
        facts = facts_of(subject)
        values: Values = {name: getattr(facts, name) for name in _FACTS}
        values["body"] = facts.body_code
        values["committee"] = (
            subject.committee.code if subject.committee else subject.committee_reference
        )
        values["status"] = subject.status
        values["withdrawn_on"] = subject.withdrawn_on
        values["replaces"] = tuple(
            one.target_reference for one in subject.relations if one.kind is RelationKind.REPLACES
        )
        return values

    def all_faults(
        self, session: Session, proposals: Sequence[Proposal[Edition]], lists: Lists
    ) -> Mapping[int, Mapping[str, Message]]:
        """Apply the rules with all that they look up loaded at once."""
        facts = {one.number: _facts(one, lists, source="") for one in proposals}
        register = LoadedRegister(session, facts.values())
        return {
            one.number: self._faults(one, facts[one.number], lists, register) for one in proposals
        }

    def faults(
        self, session: Session, proposal: Proposal[Edition], lists: Lists
    ) -> Mapping[str, Message]:
        """Apply the rules of the register of standards, and those of a withdrawal."""
        return self.all_faults(session, [proposal], lists)[proposal.number]

    def _faults(
        self,
        proposal: Proposal[Edition],
        facts: EditionFacts,
        lists: Lists,
        register: LoadedRegister,
    ) -> Mapping[str, Message]:
        edition, merged = proposal.subject, proposal.merged
        found = {
            _COLUMN_OF.get(name, name): message
            for name, message in problems(
                register.session, facts, today=lists.today, edition=edition, register=register
            ).items()
        }
        if merged.get("status") is EditionStatus.WITHDRAWN:
            if merged.get("withdrawn_on") is None:
                found["withdrawn_on"] = N_("donnez le jour de l’annulation.")
            else:
                dates = Edition(
                    cnncq_adopted_on=facts.cnncq_adopted_on,
                    homologated_on=facts.homologated_on,
                    published_on=facts.published_on,
                )
                fault = withdrawal_problem(dates, merged["withdrawn_on"], today=lists.today)
                if fault is not None:
                    found["withdrawn_on"] = fault
        elif {"status", "withdrawn_on"} <= set(proposal.given):
            found["status"] = N_("une date d’annulation est donnée : écrivez « Annulée ».")
        if edition is not None and edition.status is EditionStatus.VOID:
            found["reference"] = N_("l’homologation de cette norme a été défaite.")
        own = reference_key(facts.reference)
        if any(reference_key(one) == own for one in proposal.given.get("replaces", ())):
            found["replaces"] = N_("une norme ne peut pas se remplacer elle-même.")
        return found

    def remarks(self, proposal: Proposal[Edition]) -> list[Message]:
        """Say what will not count, as the register's own page does."""
        merged = proposal.merged
        return warnings(
            EditionFacts(
                reference=merged["reference"],
                body_code=merged["body"],
                nature=merged.get("nature"),
                base_reference=merged.get("base_reference"),
                correspondence=merged.get("correspondence"),
                cnncq_adopted_on=merged.get("cnncq_adopted_on"),
                homologated_on=merged.get("homologated_on"),
            )
        )

    def carry_out(self, session: Session, proposal: Proposal[Edition], stamp: Stamp) -> Edition:
        """Record or change the edition, then its withdrawal and what it replaces."""
        return self.carry_out_all(session, [proposal], stamp)[proposal.number]

    def carry_out_all(
        self, session: Session, proposals: Sequence[Proposal[Edition]], stamp: Stamp
    ) -> Mapping[int, Edition]:
        """Record the new editions together, change the others, then withdrawals and links."""
        source = f"Fichier « {stamp.file_name} »"
        facts = {one.number: _facts(one, stamp.lists, source=source) for one in proposals}
        replaced = [text for one in proposals for text in one.given.get("replaces", ())]
        register = LoadedRegister(session, facts.values(), replaced)
        written = self._record(session, proposals, facts, stamp, register)
        for one in proposals:
            with naming(one):
                if one.subject is not None:
                    records.change_edition(
                        session,
                        one.subject,
                        facts[one.number],
                        actor=stamp.actor,
                        seen_version=one.subject.version,
                        at=stamp.at,
                        today=stamp.today,
                        reason=stamp.reason(one.number),
                        register=register,
                    )
                    written[one.number] = one.subject
                self._withdraw(session, written[one.number], one, stamp)
                self._link(session, written[one.number], one, stamp, register)
        session.flush()
        return written

    def _record(
        self,
        session: Session,
        proposals: Sequence[Proposal[Edition]],
        facts: Mapping[int, EditionFacts],
        stamp: Stamp,
        register: LoadedRegister,
    ) -> dict[int, Edition]:
        new = [one for one in proposals if one.subject is None]
        try:
            made = records.record_editions(
                session,
                [facts[one.number] for one in new],
                actor=stamp.actor,
                at=stamp.at,
                today=stamp.today,
                register=register,
            )
        except records.RefusedAmong as refused:
            with naming(new[refused.position]):
                raise
        for edition in made:
            set_committed_value(edition, "relations", [])
        return {one.number: edition for one, edition in zip(new, made, strict=True)}

    def _link(
        self,
        session: Session,
        edition: Edition,
        proposal: Proposal[Edition],
        stamp: Stamp,
        register: LoadedRegister,
    ) -> None:
        recorded = {reference_key(one.target_reference) for one in edition.relations}
        for reference in proposal.given.get("replaces", ()):
            if reference_key(reference) not in recorded:
                records.add_relation(
                    session,
                    edition,
                    kind=RelationKind.REPLACES,
                    target_reference=reference,
                    effective_on=None,
                    actor=stamp.actor,
                    at=stamp.at,
                    register=register,
                )

    def _withdraw(
        self, session: Session, edition: Edition, proposal: Proposal[Edition], stamp: Stamp
    ) -> None:
        if not {"status", "withdrawn_on"} & set(proposal.changes):
            return
        session.flush()
        reason = stamp.reason(proposal.number)
        if edition.status is EditionStatus.WITHDRAWN:
            records.reinstate(
                session,
                edition,
                reason=reason,
                actor=stamp.actor,
                seen_version=edition.version,
                at=stamp.at,
            )
            session.flush()
        if proposal.merged.get("status") is EditionStatus.WITHDRAWN:
            records.withdraw(
                session,
                edition,
                on=proposal.merged["withdrawn_on"],
                reason=reason,
                actor=stamp.actor,
                seen_version=edition.version,
                at=stamp.at,
                today=stamp.today,
            )

    def load(self, session: Session, ids: Sequence[int]) -> Mapping[int, Edition]:
        """Give editions by id, with their codes and links."""
        return {
            edition.id: edition
            for some in chunks(ids)
            for edition in session.scalars(
                sa.select(Edition)
                .where(Edition.id.in_(some))
                .options(*_LOADED)
                .execution_options(populate_existing=True)
            )
        }

    def snapshot(self, subject: Edition) -> dict[str, Any]:
        """Write down columns, ICS codes and links."""
        return {
            **columns_of(subject),
            "ics": [code.code for code in subject.ics_codes],
            "relations": [one.id for one in subject.relations],
        }

    def restore(
        self, session: Session, subject: Edition, before: Mapping[str, Any], stamp: Stamp
    ) -> None:
        """Put columns and codes back; take away the links the import added."""
        del stamp
        for relation in subject.relations:
            if relation.id not in before["relations"]:
                session.delete(relation)
        codes = session.scalars(sa.select(IcsCode).where(IcsCode.code.in_(before["ics"])))
        subject.ics_codes = list(codes)
        put_back(subject, before)

    def mark(self, subject: Edition) -> list[Any]:
        """Give version and links: a link added later does not change the version."""
        return [subject.version, sorted(one.id for one in subject.relations)]

    def remove(self, session: Session, subjects: Sequence[Edition]) -> None:
        """Delete editions with their links, codes, and standards left without an edition."""
        ids = [edition.id for edition in subjects]
        standards = {edition.standard_id for edition in subjects}
        for some in chunks(ids):
            session.execute(sa.delete(Relation).where(Relation.edition_id.in_(some)))
            session.execute(
                sa.update(Relation)
                .where(Relation.target_edition_id.in_(some))
                .values(target_edition_id=None)
            )
            session.execute(
                sa.update(Edition)
                .where(Edition.base_edition_id.in_(some))
                .values(base_edition_id=None)
            )
            session.execute(sa.delete(edition_ics).where(edition_ics.c.edition_id.in_(some)))
            session.execute(sa.delete(Edition).where(Edition.id.in_(some)))
        used = sa.exists().where(Edition.standard_id == Standard.id)
        for some in chunks(standards):
            session.execute(sa.delete(Standard).where(Standard.id.in_(some), ~used))

    def own_parts(self) -> Sequence[sa.Column[Any]]:
        """Links and codes are the edition's own; others may merely mention it."""
        relation, edition = Relation.metadata.tables["relation"], Edition.metadata.tables["edition"]
        return (
            relation.c.edition_id,
            relation.c.target_edition_id,
            edition.c.base_edition_id,
            edition_ics.c.edition_id,
        )


def _facts(proposal: Proposal[Edition], lists: Lists, *, source: str) -> EditionFacts:
    """Lay the row's facts over those recorded."""
    edition, merged = proposal.subject, proposal.merged
    stated = {name: merged[name] for name in _FACTS if merged.get(name) is not None}
    if edition is None:
        stated.setdefault("kind", DocumentKind.STANDARD)
        stated.setdefault("source", source or None)
        facts = EditionFacts(body_code=merged["body"], **stated)
    else:
        facts = replace(facts_of(edition), **stated)
    committee = proposal.given.get("committee")
    if committee is None:
        return facts
    if merged["body"] == lists.agency:
        return replace(facts, committee_id=lists.committee_ids[committee])
    return replace(facts, committee_reference=committee)
