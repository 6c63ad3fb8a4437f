"""Rows of a work-programme file: which item each is about, and what it changes there."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.exchange.cells import Lists
from catalogue.exchange.kinds import (
    Importer,
    Known,
    OutdatedPreviewError,
    Proposal,
    Reading,
    Stamp,
    Values,
    Writing,
    Written,
    chunks,
)
from catalogue.exchange.programme_columns import PLANNED_STAGES, PROGRAMME_COLUMNS
from catalogue.exchange.programme_faults import changed_faults, new_faults
from catalogue.exchange.programme_undoing import (
    remove_items,
    restore_items,
    snapshot_of,
    unchanged_since_import,
)
from catalogue.exchange.vocabulary import ImportKind
from catalogue.folding import fold
from catalogue.messages import N_, Message
from catalogue.records.vocabulary import DocumentKind, Nature
from catalogue.work_programme.aims import ENQUIRY_OPENED, Aim
from catalogue.work_programme.bringing_in import OvertakenError, Stroke
from catalogue.work_programme.facts import (
    ItemFacts,
    facts_held,
    held_dates,
    order_problems,
    plain_problems,
    plan_field,
)
from catalogue.work_programme.hooks import obstacles
from catalogue.work_programme.models import WorkItem, work_item_ics
from catalogue.work_programme.stage_acts import COUNCIL_STAGE
from catalogue.work_programme.vocabulary import WorkItemStatus as S

_FACTS = (
    "title_fr", "title_en", "nature", "kind", "base_reference", "correspondence", "ics",
    "forecast", "contact", "enquiry_from", "enquiry_to",
)  # fmt: skip

_LOADED = (
    joinedload(WorkItem.committee),
    selectinload(WorkItem.ics_codes),
    selectinload(WorkItem.further_bases),
    selectinload(WorkItem.milestones),
    selectinload(WorkItem.stage_events),
)


class _KnownItems(Known[WorkItem]):
    def __init__(
        self,
        by_number: Iterable[WorkItem],
        titles: Mapping[str, str],
        unchanged: Container[int],
    ) -> None:
        self.by_number = {item.number: item for item in by_number}
        self.titles = titles
        self.unchanged = unchanged  # ids of those that nobody has written on since a file did

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

    def contested(self, proposal: Proposal[WorkItem]) -> Mapping[str, bool]:
        """Where somebody has written on the item here since the last file, nothing is lost unasked.

        A stage that the file dates before the recorded one never wins: history goes on.
        """
        item = proposal.subject
        if item is None:
            return {}
        found = dict.fromkeys(_behind(item, proposal), False)
        if item.id not in self.unchanged:
            found |= {
                code: True
                for code, (recorded, _given) in proposal.changes.items()
                if recorded and code not in {"stage", "stage_on"}
            }
        return found


class ProgrammeImporter(Importer[WorkItem]):
    """The work programme: items being worked on, at the stage the file says."""

    kind = ImportKind.PROGRAMME
    columns = PROGRAMME_COLUMNS
    search_kind = "work_item"
    model = WorkItem
    beforehand = True

    def find(self, session: Session, readings: Sequence[Reading]) -> Known[WorkItem]:
        """Load the items that carry these numbers, and the titles of all if a row needs them."""
        numbers = (one.values.get("number") for one in readings)
        items = [
            item
            for some in chunks(number for number in numbers if number)
            for item in session.scalars(
                sa.select(WorkItem).where(WorkItem.number.in_(some)).options(*_LOADED)
            )
        ]
        titles: dict[str, str] = {}
        if any(not one.values.get("number") for one in readings):
            recorded = session.execute(sa.select(WorkItem.number, WorkItem.title_fr))
            titles = {fold(title): number for number, title in recorded}
        return _KnownItems(items, titles, unchanged_since_import(session, items))

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
        facts = _facts(proposal, lists, number=merged.get("number") or "0")
        found = dict(plain_problems(facts))
        begins = facts.enquiry_from
        if begins is None and merged["stage"] == ENQUIRY_OPENED:
            begins = merged["stage_on"]
        if begins and facts.enquiry_to and facts.enquiry_to < begins:
            found["enquiry_to"] = N_("l’enquête se termine avant de commencer.")
        planned = order_problems(_planned(proposal), lists.stages)
        by_field = {plan_field(code): column for column, code in PLANNED_STAGES.items()}
        found |= {by_field.get(name, "target_40_20"): fault for name, fault in planned.items()}
        found |= new_faults(merged) if item is None else changed_faults(item, proposal)
        if item is not None:
            found |= held_dates(session, facts, item)
        if item is not None and merged["stage"] and not {"stage", "status"} & set(found):
            waits = merged.get("status") is S.AWAITING_COUNCIL is not item.status
            held = obstacles(session, item, COUNCIL_STAGE if waits else merged["stage"])
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

    def work_out(
        self, session: Session, proposals: Sequence[Proposal[WorkItem]], stamp: Stamp
    ) -> Writing:
        """Work out every row of the database that these rows of the file write."""
        del session
        stroke = Stroke(stamp.actor, stamp.at)
        before: dict[int, dict[str, Any]] = {}
        unnumbered: set[str] = set()
        for proposal in proposals:
            item, merged = proposal.subject, proposal.merged
            number = merged.get("number") or ""
            facts = _facts(proposal, stamp.lists, number=number)
            if not number:
                unnumbered.add(fold(facts.title_fr))
            stroke.add(
                Aim(
                    row=proposal.number,
                    facts=facts,
                    registered_on=merged.get("registered_on") or merged["stage_on"],
                    stage=merged["stage"],
                    stage_on=merged["stage_on"],
                    status=proposal.given.get("status"),
                    planned=_planned(proposal),
                    reason=stamp.reason(proposal.number),
                    item=item,
                )
            )
            before[proposal.number] = {
                "values": snapshot_of(item) if item is not None else None,
                "mark": [item.version + 1 if item is not None else 1],
            }
        stroke.titles = frozenset(unnumbered)
        return _Programme(stroke, before)

    def marks(self, session: Session, ids: Sequence[int]) -> Mapping[int, Any]:
        """Give the items' versions: every act on one makes a new version."""
        return {
            one.id: [one.version]
            for some in chunks(ids)
            for one in session.execute(
                sa.select(WorkItem.id, WorkItem.version).where(WorkItem.id.in_(some))
            )
        }

    def put_back(
        self,
        session: Session,
        restored: Mapping[int, Mapping[str, Any]],
        removed: Sequence[int],
        stamp: Stamp,
    ) -> None:
        """Put items back as they were, and delete those that the import created."""
        restore_items(session, restored, stamp)
        remove_items(session, removed)

    def own_parts(self) -> Sequence[sa.Column[Any]]:
        """Events, planned days and codes are the item's own."""
        tables = WorkItem.metadata.tables
        return (
            tables["stage_event"].c.work_item_id,
            tables["milestone"].c.work_item_id,
            work_item_ics.c.work_item_id,
        )


def _behind(item: WorkItem, proposal: Proposal[WorkItem]) -> list[str]:
    """Give the columns of a stage by which a row says less than what is recorded, if it does."""
    stage, day = proposal.merged["stage"], proposal.merged["stage_on"]
    earlier = stage < item.stage_code and day <= item.stage_on
    older = stage == item.stage_code and day < item.stage_on
    return (
        [code for code in ("stage", "stage_on") if code in proposal.changes]
        if (earlier or older)
        else []
    )


@dataclass(frozen=True, slots=True)
class _Programme(Writing):
    stroke: Stroke
    before: Mapping[int, dict[str, Any]]

    def write(self, session: Session) -> Mapping[int, Written]:
        try:
            ids = self.stroke.write(session)
        except OvertakenError as overtaken:
            raise OutdatedPreviewError from overtaken
        return {row: Written(ids[row], before) for row, before in self.before.items()}


def _facts(proposal: Proposal[WorkItem], lists: Lists, *, number: str) -> ItemFacts:
    """Lay the row's facts over those recorded."""
    recorded = (
        ItemFacts(number=number, title_fr="", nature=Nature.NEW, kind=DocumentKind.STANDARD)
        if proposal.subject is None
        else facts_held(proposal.subject)
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
