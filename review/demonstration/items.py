"""The acts on work items of the demonstration: register, plan, move on, join a text, homologate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from catalogue.records.vocabulary import Correspondence, DocumentKind, Nature
from catalogue.work_programme.facts import BaseFacts
from catalogue.work_programme.models import HomologationAct, WorkItem
from catalogue.work_programme.services import (
    ActFacts,
    Line,
    Upload,
    attach_text,
    change_status,
    homologate,
    record_stage,
    register_item,
    undo_homologation,
)
from catalogue.work_programme.vocabulary import Forecast, TextKind
from review.demonstration.texts import text_of
from review.demonstration.world import World

CONTACT = "Secrétariat de la démonstration"
LEADER = "Rapport du comité (démonstration)"
OUT_OF_ORDER = "Le comité est allé directement à cette étape (démonstration)."


@dataclass(slots=True)
class Item:
    """One work item of the story: its row once registered, and its latest text."""

    world: World
    id: int = 0
    text_id: int = 0

    def found(self) -> WorkItem:
        """Give the item as it stands now."""
        return self.world.session.get_one(WorkItem, self.id)

    def register(
        self,
        title: str,
        *,
        committee: str,
        ics: Sequence[str],
        forecast: Forecast | None,
        milestones: Mapping[str, date],
        nature: Nature = Nature.NEW,
        base: str = "",
        degree: Correspondence | None = None,
        further: Sequence[BaseFacts] = (),
        revises: str = "",
    ) -> None:
        """Put it on the programme today, without a needs expression."""
        world = self.world
        item = register_item(
            world.session,
            title_fr=title,
            title_en=None,
            scope=f"Texte inventé pour la démonstration : {title}.",
            committee_id=world.committees[committee],
            nature=nature,
            kind=DocumentKind.STANDARD,
            base_reference=base or None,
            correspondence=degree,
            further_bases=further,
            ics=ics,
            forecast=forecast,
            contact=CONTACT,
            project_leader=LEADER,
            milestones=milestones,
            registered_on=world.today,
            number=None,
            actor=world.secretariat,
            at=world.now(),
            revises=revises or None,
            today=world.today,
        )
        self.id = item.id

    def reach(self, code: str, reason: str = "") -> None:
        """Record a stage reached today."""
        world, item = self.world, self.found()
        record_stage(
            world.session,
            item,
            code=code,
            reached_on=world.today,
            reason=reason,
            actor=world.secretariat,
            seen_version=item.version,
            at=world.now(),
            today=world.today,
        )
        world.session.flush()

    def change_status(self, act: str, reason: str) -> None:
        """Suspend, resume, put before the council or abandon today."""
        world, item = self.world, self.found()
        change_status(
            world.session,
            item,
            act,
            reason=reason,
            actor=world.secretariat,
            seen_version=item.version,
            at=world.now(),
            today=world.today,
        )
        world.session.flush()

    def join_text(
        self,
        kind: TextKind,
        clauses: tuple[str, ...] = (),
        *,
        version: int = 1,
        as_file: bool = False,
    ) -> int:
        """Join a version of the text: a paper, or a file that says ``clauses``."""
        world, item = self.world, self.found()
        title = f"{item.title_fr} (version {version})"
        upload = None
        if as_file:
            content = text_of(f"Sujet {item.number}", title, clauses)
            upload = Upload(world.folder, BytesIO(content), f"sujet-{item.number}-v{version}.pdf")
        text = attach_text(
            world.session,
            item,
            kind=kind,
            title=title,
            dated_on=world.today,
            upload=upload,
            actor=world.secretariat,
            seen_version=item.version,
            at=world.now(),
            today=world.today,
        )
        world.session.flush()
        self.text_id = text.id
        return text.id

    def edition_id(self) -> int:
        """Give the standard it became."""
        found = self.found().edition_id
        if found is None:
            raise LookupError(self.id)
        return found


def homologate_all(world: World, lines: Sequence[Line], facts: ActFacts) -> HomologationAct:
    """Record an act of homologation today."""
    return homologate(
        world.session,
        lines,
        facts,
        actor=world.secretariat,
        at=world.now(),
        today=world.today,
    )


def undo(world: World, act: HomologationAct, reason: str) -> None:
    """Undo an act of homologation today."""
    undo_homologation(world.session, act, reason=reason, actor=world.secretariat, at=world.now())
    world.session.flush()
