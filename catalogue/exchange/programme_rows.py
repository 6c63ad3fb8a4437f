"""Rows of a work-programme file: which item each is about, and what it changes there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.exchange.cells import Lists
from catalogue.exchange.programme_columns import PLANNED_STAGES, PROGRAMME_COLUMNS
from catalogue.exchange.programme_faults import ACT_TOWARDS, changed_faults, new_faults
from catalogue.exchange.proposals import (
    Importer,
    Known,
    Proposal,
    Reading,
    Stamp,
    Values,
    chunks,
)
from catalogue.exchange.snapshots import columns_of, put_back
from catalogue.exchange.vocabulary import ImportKind
from catalogue.folding import fold
from catalogue.messages import N_, Message
from catalogue.records.models import IcsCode
from catalogue.records.vocabulary import DocumentKind, Nature
from catalogue.work_programme import services as programme
from catalogue.work_programme.facts import ItemFacts, checked, facts_of, plan_problems
from catalogue.work_programme.history import standing
from catalogue.work_programme.models import Milestone, StageEvent, WorkItem, work_item_ics
from catalogue.work_programme.vocabulary import WorkItemStatus as S

_FACTS = (
    "title_fr", "title_en", "nature", "kind", "base_reference", "correspondence", "ics",
    "forecast", "contact", "enquiry_from", "enquiry_to",
)  # fmt: skip

_LOADED = (
    joinedload(WorkItem.committee),
    selectinload(WorkItem.ics_codes),
    selectinload(WorkItem.milestones),
    selectinload(WorkItem.stage_events),
)


class _KnownItems(Known[WorkItem]):
    def __init__(self, by_number: Iterable[WorkItem], titles: Mapping[str, str]) -> None:
        self.by_number = {item.number: item for item in by_number}
        self.titles = titles

    def match(self, reading: Reading) -> WorkItem | None:
        """Match by number; a row without one must not repeat the title of a recorded item."""
        number = reading.values.get("number")
        if number:
            return self.by_number.get(number)
        title = reading.values.get("title_fr")
        other = self.titles.get(fold(title)) if title else None
        if other is not None:
            reading.faults.setdefault(
                "number",
                N_(
                    "le sujet %(number)s porte déjà ce titre : écrivez son numéro pour le "
                    "modifier, ou changez le titre.",
                    number=other,
                ),
            )
        return None

    def identities(self, reading: Reading) -> Iterable[tuple[str, str]]:
        """Give the number, or the title where there is none: once in a file."""
        if number := reading.values.get("number"):
            yield "number", number
        elif title := reading.values.get("title_fr"):
            yield "title_fr", fold(title)


class ProgrammeImporter(Importer[WorkItem]):
    """The work programme: items being worked on, at the stage the file says."""

    kind = ImportKind.PROGRAMME
    columns = PROGRAMME_COLUMNS
    search_kind = "work_item"

    def find(self, session: Session, readings: Sequence[Reading]) -> Known[WorkItem]:
        """Load the items that carry these numbers, and the titles of all."""
        numbers = (one.values.get("number") for one in readings)
        items = [
            item
            for some in chunks(number for number in numbers if number)
            for item in session.scalars(
                sa.select(WorkItem).where(WorkItem.number.in_(some)).options(*_LOADED)
            )
        ]
        titles = {
            fold(title): number
            for number, title in session.execute(sa.select(WorkItem.number, WorkItem.title_fr))
        }
        return _KnownItems(items, titles)

    def recorded(self, subject: WorkItem) -> Values:
        """Give the item's facts by column."""
        planned = {one.code: one.planned_on for one in subject.milestones}
        values: Values = {
            "number": subject.number,
            "committee": subject.committee.code if subject.committee else None,
            "ics": tuple(code.code for code in subject.ics_codes),
            "stage": subject.stage_code,
            "stage_on": subject.stage_on,
            "status": subject.status,
            "registered_on": subject.registered_on,
        }
        values |= {name: getattr(subject, name) for name in _FACTS if name != "ics"}
        return values | {column: planned.get(code) for column, code in PLANNED_STAGES.items()}

    def faults(
        self, session: Session, proposal: Proposal[WorkItem], lists: Lists
    ) -> Mapping[str, Message]:
        """Apply the rules of the programme: its facts, its stages, its planned days."""
        item, merged = proposal.subject, proposal.merged
        facts = _facts(session, proposal, lists, number=merged.get("number") or "0")
        problems, _found = checked(session, facts, of=item)
        found = {{"committee_id": "committee"}.get(k, k): v for k, v in problems.items()}
        if facts.enquiry_from and facts.enquiry_to and facts.enquiry_to < facts.enquiry_from:
            found["enquiry_to"] = N_("l’enquête se termine avant de commencer.")
        planned = plan_problems(session, _planned(proposal))
        by_field = {f"planned_{code.replace('.', '_')}": c for c, code in PLANNED_STAGES.items()}
        found |= {by_field.get(name, "target_40_20"): fault for name, fault in planned.items()}
        found |= new_faults(merged) if item is None else changed_faults(item, proposal)
        if item is not None and merged["stage"] and not {"stage", "status"} & set(found):
            waits = merged.get("status") is S.AWAITING_COUNCIL is not item.status
            held = programme.obstacles(
                session, item, programme.COUNCIL_STAGE if waits else merged["stage"]
            )
            found |= {"status" if waits else "stage": held[0]} if held else {}
        return found

    def remarks(self, proposal: Proposal[WorkItem]) -> list[Message]:
        """Say what had to be taken for something not known, and what the stages leave out."""
        said = []
        if proposal.subject is None and "registered_on" not in proposal.given:
            said.append(N_("Date d’inscription inconnue : le jour du stade indiqué en tient lieu."))
        if proposal.merged.get("base_reference") and proposal.merged.get("correspondence") is None:
            said.append(N_("Norme de base sans degré de correspondance : il reste à indiquer."))
        return said

    def carry_out(self, session: Session, proposal: Proposal[WorkItem], stamp: Stamp) -> WorkItem:
        """Register or edit the item, then bring it to its stage, its plan and its status."""
        item = proposal.subject
        if item is None:
            item = self._register(session, proposal, stamp)
        reason = stamp.reason(proposal.number)
        merged = proposal.merged
        if (merged["stage"], merged["stage_on"]) != (item.stage_code, item.stage_on):
            programme.record_stage(
                session,
                item,
                code=merged["stage"],
                reached_on=merged["stage_on"],
                reason=reason,
                actor=stamp.actor,
                seen_version=item.version,
                at=stamp.at,
                today=stamp.today,
            )
            session.flush()
        self._edit(session, item, proposal, stamp)
        if proposal.subject is not None and set(PLANNED_STAGES) & set(proposal.changes):
            programme.plan(
                session,
                item,
                {one.code: one.planned_on for one in item.milestones} | _planned(proposal),
                actor=stamp.actor,
                seen_version=item.version,
                at=stamp.at,
            )
            session.flush()
        wanted = merged.get("status") or S.ACTIVE
        if item.status is not wanted:
            programme.change_status(
                session,
                item,
                ACT_TOWARDS[wanted],
                reason=reason,
                actor=stamp.actor,
                seen_version=item.version,
                at=stamp.at,
                today=stamp.today,
                on=merged["stage_on"],
            )
        return item

    def _register(self, session: Session, proposal: Proposal[WorkItem], stamp: Stamp) -> WorkItem:
        merged = proposal.merged
        facts = _facts(session, proposal, stamp.lists, number="")
        item = programme.register_item(
            session,
            title_fr=facts.title_fr,
            title_en=facts.title_en,
            scope=None,
            committee_id=facts.committee_id,
            nature=facts.nature,
            kind=facts.kind,
            base_reference=facts.base_reference,
            correspondence=facts.correspondence,
            ics=facts.ics,
            forecast=facts.forecast,
            contact=facts.contact,
            project_leader=None,
            milestones=_planned(proposal),
            registered_on=merged.get("registered_on") or merged["stage_on"],
            number=merged.get("number"),
            actor=stamp.actor,
            at=stamp.at,
            today=stamp.today,
        )
        session.flush()
        return item

    def _edit(
        self, session: Session, item: WorkItem, proposal: Proposal[WorkItem], stamp: Stamp
    ) -> None:
        recorded = facts_of(session, item)
        facts = _facts(session, proposal, stamp.lists, number=item.number, recorded=recorded)
        if facts != recorded:
            programme.edit_item(
                session,
                item,
                facts,
                actor=stamp.actor,
                seen_version=item.version,
                at=stamp.at,
                today=stamp.today,
                reason=stamp.reason(proposal.number),
            )
            session.flush()

    def load(self, session: Session, ids: Sequence[int]) -> Mapping[int, WorkItem]:
        """Give items by id, with their codes, events and plan."""
        return {
            item.id: item
            for some in chunks(ids)
            for item in session.scalars(
                sa.select(WorkItem)
                .where(WorkItem.id.in_(some))
                .options(*_LOADED)
                .execution_options(populate_existing=True)
            )
        }

    def snapshot(self, subject: WorkItem) -> dict[str, Any]:
        """Write down columns, ICS codes, events and planned days."""
        return {
            **columns_of(subject),
            "ics": [code.code for code in subject.ics_codes],
            "events": [event.id for event in subject.stage_events],
            "planned": {one.code: one.planned_on.isoformat() for one in subject.milestones},
        }

    def restore(
        self, session: Session, subject: WorkItem, before: Mapping[str, Any], stamp: Stamp
    ) -> None:
        """Put columns, codes and plan back; a stage the import recorded is declared void.

        History is never rewritten (product_rules §5): the void event stays readable.
        """
        for event in standing(subject.stage_events):
            if event.id not in before["events"]:
                session.add(
                    StageEvent(
                        work_item_id=subject.id,
                        code=event.code,
                        reached_on=event.reached_on,
                        reason=str(N_("Annulation de l’import n° %(id)d", id=stamp.batch_id)),
                        recorded_at=stamp.at,
                        recorded_by_id=stamp.actor.account_id,
                        corrects_id=event.id,
                        annuls=True,
                    )
                )
        for milestone in subject.milestones:
            if milestone.code not in before["planned"]:
                session.delete(milestone)
            else:
                milestone.planned_on = date.fromisoformat(before["planned"][milestone.code])
        codes = session.scalars(sa.select(IcsCode).where(IcsCode.code.in_(before["ics"])))
        subject.ics_codes = list(codes)
        put_back(subject, before)

    def mark(self, subject: WorkItem) -> list[Any]:
        """Give the item's version: every act on it makes a new one."""
        return [subject.version]

    def remove(self, session: Session, subjects: Sequence[WorkItem]) -> None:
        """Delete items with their events, planned days and codes."""
        for some in chunks(item.id for item in subjects):
            session.execute(sa.delete(StageEvent).where(StageEvent.work_item_id.in_(some)))
            session.execute(sa.delete(Milestone).where(Milestone.work_item_id.in_(some)))
            session.execute(sa.delete(work_item_ics).where(work_item_ics.c.work_item_id.in_(some)))
            session.execute(sa.delete(WorkItem).where(WorkItem.id.in_(some)))

    def own_parts(self) -> Sequence[sa.Column[Any]]:
        """Events, planned days and codes are the item's own."""
        tables = WorkItem.metadata.tables
        return (
            tables["stage_event"].c.work_item_id,
            tables["milestone"].c.work_item_id,
            work_item_ics.c.work_item_id,
        )


def _facts(
    session: Session,
    proposal: Proposal[WorkItem],
    lists: Lists,
    *,
    number: str,
    recorded: ItemFacts | None = None,
) -> ItemFacts:
    """Lay the row's facts over those recorded."""
    if recorded is None:
        recorded = (
            ItemFacts(number=number, title_fr="", nature=Nature.NEW, kind=DocumentKind.STANDARD)
            if proposal.subject is None
            else facts_of(session, proposal.subject)
        )
    stated = {name: proposal.given[name] for name in _FACTS if name in proposal.given}
    if "committee" in proposal.given:
        stated["committee_id"] = lists.committee_ids[proposal.given["committee"]]
    return replace(recorded, **stated)


def _planned(proposal: Proposal[WorkItem]) -> dict[str, date]:
    return {
        code: proposal.merged[column]
        for column, code in PLANNED_STAGES.items()
        if proposal.merged.get(column) is not None
    }
