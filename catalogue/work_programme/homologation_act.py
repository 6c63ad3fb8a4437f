"""Recording an act of homologation: work items become editions of national standards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor
from catalogue.records.designation import key as reference_key
from catalogue.records.designation import year
from catalogue.records.models import Edition, Relation, SourceBody, Standard
from catalogue.records.vocabulary import EditionStatus
from catalogue.work_programme.guards import require_manager
from catalogue.work_programme.homologation import (
    ADOPTED,
    ActFacts,
    Line,
    LinePreview,
    Preview,
    preview_homologation,
)
from catalogue.work_programme.hooks import after_homologation
from catalogue.work_programme.models import HomologationAct, HomologationLine, StageEvent, WorkItem
from catalogue.work_programme.vocabulary import WorkItemStatus

PUBLISHING, PUBLISHED = "60.00", "60.60"


class AlreadyHomologatedError(DomainError):
    """The same act was sent twice; ``act_id`` is the one recorded the first time."""

    status = 409

    def __init__(self, act: HomologationAct) -> None:
        super().__init__(
            N_(
                "Cet acte est déjà enregistré (%(act)s) : rien n’a été fait une seconde fois.",
                act=act.session_label,
            )
        )
        self.act_id = act.id


def homologate(
    session: Session,
    lines: Sequence[Line],
    facts: ActFacts,
    *,
    actor: Actor,
    at: datetime,
    today: date,
) -> HomologationAct:
    """Homologate one item or a whole session in one act (product_rules §5).

    Each line makes an edition, of a new standard or of the one its identifier names, with the three
    dates kept apart; the item passes 50.99, 60.00 and, with a day of publication, 60.60. Raises
    :class:`AlreadyHomologatedError` when this very act was recorded before, and :class:`Invalid`
    with every problem, by «item number: field», when a line cannot be kept: then nothing is
    written.
    """
    require_manager(actor)
    preview = preview_homologation(session, lines, facts, today=today)
    _refuse_if_impossible(preview)
    agency = session.scalars(sa.select(SourceBody.code).where(SourceBody.is_agency)).one()
    act = HomologationAct(
        session_label=facts.session_label,
        cnncq_on=facts.cnncq_on,
        homologated_on=facts.homologated_on,
        act_reference=facts.act_reference,
        recorded_at=at,
        recorded_by_id=actor.account_id,
    )
    session.add(act)
    made = [(one, one.item) for one in preview.lines if one.item is not None]
    _add_standards(session, [one for one, _item in made], agency)
    editions = [_edition(one, item, facts, at) for one, item in made]
    session.add_all(editions)
    session.flush()
    withdrawn = [one.withdrawn.id for one, _item in made if one.withdrawn is not None]
    for (one, item), edition in zip(made, editions, strict=True):
        session.add(_line(act, one, item, edition))
        session.add_all(_events(act, item, facts, actor, at))
        _advance(item, edition, facts)
        _withdraw(one, facts)
    journal.record(
        session,
        actor=actor,
        tag="programme:homologated",
        subject=act,
        at=at,
        changes={
            "session": facts.session_label,
            "cnncq_on": facts.cnncq_on,
            "homologated_on": facts.homologated_on,
            "lines": {item.number: one.line.reference for one, item in made},
        },
    )
    outbox.reindex(session, "edition", [*(one.id for one in editions), *withdrawn], at=at)
    outbox.reindex(session, "work_item", [item.id for _one, item in made], at=at)
    for (_one, item), edition in zip(made, editions, strict=True):
        for hook in after_homologation:
            hook(session, item, edition, actor, at)
    return act


def _refuse_if_impossible(preview: Preview) -> None:
    acts = {one.done_by.id: one.done_by for one in preview.lines if one.done_by is not None}
    if len(acts) == 1 and all(one.done_by is not None for one in preview.lines):
        raise AlreadyHomologatedError(*acts.values())
    if preview.possible:
        return
    problems: dict[str, Message] = dict(preview.problems)
    for one in preview.lines:
        name = one.item.number if one.item else str(one.line.work_item_id)
        problems |= {f"{name}: {field}": message for field, message in one.problems.items()}
    raise Invalid(
        N_("L’acte n’est pas enregistré : corrigez les lignes indiquées, puis confirmez."), problems
    )


def _add_standards(session: Session, made: Sequence[LinePreview], agency: str) -> None:
    """Give every line its standard; two lines of one identifier share it."""
    new: dict[str, Standard] = {}
    for one in made:
        key = reference_key(one.identifier)
        if one.standard is None:
            one.standard = new.setdefault(
                key, Standard(body_code=agency, identifier=one.identifier, identifier_key=key)
            )
    session.add_all(new.values())
    session.flush()


def _edition(one: LinePreview, item: WorkItem, facts: ActFacts, at: datetime) -> Edition:
    reference = one.line.reference
    edition = Edition(
        standard=one.standard,
        reference=reference,
        reference_key=reference_key(reference),
        year=year(reference),
        title_fr=item.title_fr,
        title_en=item.title_en,
        scope=item.scope,
        kind=item.kind,
        nature=one.line.nature,
        status=EditionStatus.PUBLISHED,
        stage_code=PUBLISHED if facts.published_on else PUBLISHING,
        national=True,
        committee_id=item.committee_id,
        base_reference=item.base_reference,
        base_edition_id=one.base_edition_id,
        correspondence=item.correspondence,
        adoption_method=item.adoption_method,
        cnncq_adopted_on=facts.cnncq_on,
        homologated_on=facts.homologated_on,
        homologation_act=facts.act_reference or facts.session_label,
        published_on=facts.published_on,
        text_document_id=one.text.document_id if one.text else None,
        recorded_at=at,
    )
    edition.ics_codes = list(item.ics_codes)
    if one.relation is not None and one.related is not None:
        edition.relations = [
            Relation(
                kind=one.relation,
                target_reference=one.related.reference,
                target_edition_id=one.related.id,
                effective_on=facts.effective_on,
            )
        ]
    return edition


def _line(
    act: HomologationAct, one: LinePreview, item: WorkItem, edition: Edition
) -> HomologationLine:
    return HomologationLine(
        act_id=act.id,
        work_item_id=item.id,
        edition_id=edition.id,
        reference=one.line.reference,
        nature=edition.nature,
        text_version_id=one.text.id if one.text else None,
        override_reason=one.line.override_reason or None,
        withdrew_edition_id=one.withdrawn.id if one.withdrawn else None,
        previous_stage_code=item.stage_code,
        previous_status=item.status,
        previous_status_since=item.status_since,
    )


def _events(
    act: HomologationAct, item: WorkItem, facts: ActFacts, actor: Actor, at: datetime
) -> list[StageEvent]:
    reached = [(PUBLISHING, facts.effective_on)]
    if item.stage_code != ADOPTED:
        reached.insert(0, (ADOPTED, facts.cnncq_on))
    if facts.published_on:
        reached.append((PUBLISHED, facts.published_on))
    return [
        StageEvent(
            work_item_id=item.id,
            code=code,
            reached_on=day,
            recorded_at=at,
            recorded_by_id=actor.account_id,
            homologation_act_id=act.id,
        )
        for code, day in reached
    ]


def _advance(item: WorkItem, edition: Edition, facts: ActFacts) -> None:
    item.status = WorkItemStatus.HOMOLOGATED
    item.edition_id = edition.id
    item.stage_code = PUBLISHED if facts.published_on else PUBLISHING
    item.stage_on = facts.published_on or facts.effective_on


def _withdraw(one: LinePreview, facts: ActFacts) -> None:
    if one.withdrawn is not None:
        edition = one.withdrawn
        edition.withdrawn_on = facts.effective_on
        edition.status = EditionStatus.WITHDRAWN
