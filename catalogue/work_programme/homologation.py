"""What an act of homologation would do, line by line, and what stands in its way.

National standards are homologated by whole sessions of the council (40 to 83 at once,
product_rules §5): everything is read in a few queries, whatever the number of lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.messages import N_, Message
from catalogue.records.designation import identifier
from catalogue.records.designation import key as reference_key
from catalogue.records.models import Edition, SourceBody, Standard
from catalogue.records.vocabulary import Correspondence, EditionStatus, Nature, RelationKind
from catalogue.work_programme.guards import need_date_not_future
from catalogue.work_programme.hooks import objections, obstacles
from catalogue.work_programme.models import HomologationAct, HomologationLine, TextVersion, WorkItem
from catalogue.work_programme.vocabulary import (
    WORK_ITEM_STATUS_LABELS,
    TextKind,
)
from catalogue.work_programme.workflow import HOMOLOGATION

ADOPTED = "50.99"
LONGEST = 200
REVISIONS = frozenset({Nature.TECHNICAL_REVISION, Nature.EDITORIAL_REVISION})
SUPPLEMENTS = frozenset({Nature.AMENDMENT, Nature.CORRIGENDUM})
COUNTED = frozenset({Nature.NEW, Nature.TECHNICAL_REVISION})


@dataclass(frozen=True, slots=True, kw_only=True)
class ActFacts:
    """One act: the council's session and day, the act's own day and reference if it has them."""

    session_label: str
    cnncq_on: date
    homologated_on: date | None = None
    published_on: date | None = None
    act_reference: str = ""

    @property
    def effective_on(self) -> date:
        """The day the standards exist: that of the act, or the council's if the act has none."""
        return self.homologated_on or self.cnncq_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item of the act, as typed: the number given, never built, and the nature asked again.

    ``seen_version`` is the item's version that the person saw; ``text_version_id`` names the text
    homologated, else the latest «homologated» one, else the latest sent to the council.
    """

    work_item_id: int
    reference: str
    nature: Nature | None
    seen_version: int | None = None
    withdraws_replaced: bool = False
    override_reason: str = ""
    text_version_id: int | None = None


@dataclass(slots=True)
class LinePreview:
    """What one line would create, what forbids it (by field), what is to be known."""

    line: Line
    item: WorkItem | None
    standard: Standard | None = None
    related: Edition | None = None
    relation: RelationKind | None = None
    text: TextVersion | None = None
    base_edition_id: int | None = None
    done_by: HomologationAct | None = None
    problems: dict[str, Message] = field(default_factory=dict)
    warnings: list[Message] = field(default_factory=list)
    objections: list[Message] = field(default_factory=list)

    @property
    def identifier(self) -> str:
        """The reference without its year: what stays from one edition to the next."""
        return identifier(self.line.reference)

    @property
    def withdrawn(self) -> Edition | None:
        """The edition that the act takes out of force, if it was asked and is still in force."""
        replaced = self.relation is RelationKind.REPLACES
        in_force = self.related is not None and self.related.status is EditionStatus.PUBLISHED
        return self.related if self.line.withdraws_replaced and replaced and in_force else None


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole act before it is recorded; ``problems`` are those of its own facts, by field."""

    facts: ActFacts
    lines: list[LinePreview]
    problems: dict[str, Message]

    @property
    def possible(self) -> bool:
        """Tell whether the act can be recorded as it is."""
        return not self.problems and not any(one.problems for one in self.lines)


def preview_homologation(
    session: Session, lines: Sequence[Line], facts: ActFacts, *, today: date
) -> Preview:
    """Say what the act would create and everything that stands in its way; writes nothing."""
    items = _items(session, [one.work_item_id for one in lines])
    keys = [reference_key(one.reference) for one in lines if one.reference]
    taken = _editions_by_key(session, keys)
    standards = _standards(session, [one.reference for one in lines if one.reference])
    bases = _editions_by_key(
        session, [reference_key(one.base_reference) for one in items.values() if one.base_reference]
    )
    done = _acts_of(session, [i.id for i in items.values() if i.status is HOMOLOGATION.target])
    agency = session.scalar(sa.select(SourceBody.code).where(SourceBody.is_agency))
    repeated = {key for key, count in Counter(keys).items() if count > 1}
    previews = []
    for line in lines:
        item = items.get(line.work_item_id)
        one = LinePreview(line, item)
        previews.append(one)
        if item is None:
            one.problems[""] = N_("Ce sujet n’existe pas ou n’existe plus.")
            continue
        key = reference_key(line.reference)
        one.standard = standards.get(reference_key(one.identifier)) if line.reference else None
        one.done_by = done.get(item.id)
        base = bases.get(reference_key(item.base_reference or ""))
        one.base_edition_id = base.id if base else None
        one.text = _text_of(item, line)
        one.relation, one.related = _relation_of(item, line, one.standard)
        one.objections = [message for hook in objections for message in hook(session, item)]
        _judge_item(one, item, facts)
        if not one.problems and (held := obstacles(session, item, ADOPTED)):
            one.problems[""] = N_(
                "« %(title)s » : %(obstacle)s", title=item.title_fr, obstacle=held[0]
            )
        _judge_reference(one, taken.get(key), repeated=key in repeated, agency=agency)
        _warn(one, item)
    return Preview(facts, previews, _problems_of(facts, lines, today, agency))


def counting(one: LinePreview) -> Message:
    """Say how the standard will count in indicator 5.3 (product_rules §4, membership)."""
    item, nature = one.item, one.line.nature
    if nature is not None and nature not in COUNTED:
        return N_("Hors de l’indicateur 5.3 : la nature choisie n’y entre pas.")
    if item is None or (item.base_reference and item.correspondence is None):
        return N_("Hors de l’indicateur 5.3 tant que le degré de correspondance manque.")
    if item.correspondence in {Correspondence.IDENTICAL, Correspondence.MODIFIED}:
        return N_("Adoption : comptée à part de l’indicateur 5.3.")
    return N_("Norme nationale : entre dans l’indicateur 5.3.")


def _items(session: Session, ids: Sequence[int]) -> dict[int, WorkItem]:
    rows = session.scalars(
        sa.select(WorkItem)
        .where(WorkItem.id.in_(ids))
        .options(
            joinedload(WorkItem.committee),
            joinedload(WorkItem.revises),
            selectinload(WorkItem.ics_codes),
            selectinload(WorkItem.texts).joinedload(TextVersion.document),
        )
    ).unique()
    return {row.id: row for row in rows}


def _editions_by_key(session: Session, keys: Sequence[str]) -> dict[str, Edition]:
    if not keys:
        return {}
    rows = session.scalars(sa.select(Edition).where(Edition.reference_key.in_(keys)))
    return {row.reference_key: row for row in rows}


def _standards(session: Session, references: Sequence[str]) -> dict[str, Standard]:
    keys = {reference_key(identifier(one)) for one in references}
    rows = session.scalars(
        sa.select(Standard)
        .where(Standard.identifier_key.in_(keys))
        .options(selectinload(Standard.editions))
    )
    return {row.identifier_key: row for row in rows}


def _acts_of(session: Session, item_ids: Sequence[int]) -> dict[int, HomologationAct]:
    if not item_ids:
        return {}
    rows = session.execute(
        sa.select(HomologationLine.work_item_id, HomologationAct)
        .join(HomologationAct, HomologationAct.id == HomologationLine.act_id)
        .where(HomologationLine.work_item_id.in_(item_ids), HomologationAct.undone_at.is_(None))
    )
    return dict(rows.all())


def _text_of(item: WorkItem, line: Line) -> TextVersion | None:
    if line.text_version_id is not None:
        return next((one for one in item.texts if one.id == line.text_version_id), None)
    for kind in (TextKind.HOMOLOGATED, TextKind.COUNCIL):
        of_kind = [one for one in item.texts if one.kind is kind]
        if of_kind:
            return of_kind[-1]
    return None


def _relation_of(
    item: WorkItem, line: Line, standard: Standard | None
) -> tuple[RelationKind | None, Edition | None]:
    if line.nature in SUPPLEMENTS:
        return (RelationKind.AMENDS, item.revises) if item.revises else (None, None)
    if line.nature not in REVISIONS:
        return None, None
    latest = max(_editions_of(standard), key=lambda one: (one.year or 0, one.id), default=None)
    replaced = item.revises or latest
    return (RelationKind.REPLACES, replaced) if replaced else (None, None)


def _editions_of(standard: Standard | None) -> list[Edition]:
    """Give the editions that exist or existed; not those whose homologation was undone."""
    existing = {EditionStatus.PUBLISHED, EditionStatus.WITHDRAWN}
    return [one for one in standard.editions if one.status in existing] if standard else []


def _judge_item(one: LinePreview, item: WorkItem, facts: ActFacts) -> None:
    line = one.line
    if one.done_by is not None:
        one.problems[""] = N_(
            "« %(title)s » est déjà homologué par l’acte « %(act)s » : rien n’est fait deux fois.",
            title=item.title_fr,
            act=one.done_by.session_label,
        )
    elif item.status not in HOMOLOGATION.sources:
        one.problems[""] = N_(
            "« %(title)s » est « %(status)s » : mettez-le d’abord en attente du CNNCQ.",
            title=item.title_fr,
            status=WORK_ITEM_STATUS_LABELS[item.status],
        )
    elif line.seen_version is not None and line.seen_version != item.version:
        one.problems[""] = N_(
            "« %(title)s » a été modifié depuis que vous l’avez ouvert : relisez-le, puis "
            "confirmez de nouveau.",
            title=item.title_fr,
        )
    elif item.stage_code == ADOPTED and item.stage_on != facts.cnncq_on:
        one.problems[""] = N_(
            "Le stade 50.99 de « %(title)s » est daté du %(day)s, non du jour du CNNCQ : corrigez "
            "l’un ou l’autre.",
            title=item.title_fr,
            day=f"{item.stage_on:%d/%m/%Y}",
        )
    elif facts.cnncq_on < item.stage_on:
        one.problems[""] = N_(
            "« %(title)s » a atteint le stade %(code)s le %(day)s, après le jour donné pour le "
            "CNNCQ : revoyez cette date ou le stade.",
            title=item.title_fr,
            code=item.stage_code,
            day=f"{item.stage_on:%d/%m/%Y}",
        )
    if line.nature is None:
        one.problems["nature"] = N_("Choisissez la nature du texte homologué.")
    if line.text_version_id is not None and one.text is None:
        one.problems["text"] = N_("Choisissez un texte de ce sujet.")
    if one.objections and not line.override_reason:
        one.problems["override_reason"] = N_(
            "Écrivez pourquoi le sujet est homologué malgré cette objection."
        )


def _judge_reference(
    one: LinePreview, taken: Edition | None, *, repeated: bool, agency: str | None
) -> None:
    reference = one.line.reference
    if not reference:
        one.problems["reference"] = N_("Écrivez la référence donnée par l’agence, avec son année.")
    elif len(reference) > LONGEST:
        one.problems["reference"] = N_("Raccourcissez cette référence à 200 caractères au plus.")
    elif repeated:
        one.problems["reference"] = N_("Cette référence est donnée à deux sujets de cet acte.")
    elif taken is not None:
        one.problems["reference"] = N_(
            "La référence %(reference)s existe déjà au catalogue : « %(title)s ».",
            reference=taken.reference,
            title=taken.title_fr or taken.title_en or "",
        )
    elif one.standard is not None and one.standard.body_code != agency:
        one.problems["reference"] = N_(
            "%(identifier)s est un document de %(body)s : écrivez le numéro national.",
            identifier=one.standard.identifier,
            body=one.standard.body_code,
        )


def _warn(one: LinePreview, item: WorkItem) -> None:
    nature = one.line.nature
    standing = _editions_of(one.standard)
    if item.base_reference and item.correspondence is None:
        one.warnings.append(
            N_("Norme de base sans degré de correspondance : complétez la fiche du sujet.")
        )
    if one.text is None:
        one.warnings.append(
            N_("Aucun texte final n’est joint : la norme restera à examiner tant qu’il manque.")
        )
    if not item.ics_codes:
        one.warnings.append(N_("Aucun code ICS."))
    if nature is Nature.NEW and (standing or item.revises):
        one.warnings.append(
            N_(
                "Une norme existe déjà (%(reference)s) : est-ce bien une norme nouvelle ?",
                reference=(item.revises or standing[-1]).reference,
            )
        )
    if nature in REVISIONS | SUPPLEMENTS and one.related is None:
        one.warnings.append(N_("La norme révisée ou modifiée n’est pas indiquée sur le sujet."))
    if one.line.withdraws_replaced and one.withdrawn is None:
        one.warnings.append(N_("Aucune édition en vigueur à annuler."))


def _problems_of(
    facts: ActFacts, lines: Sequence[Line], today: date, agency: str | None
) -> dict[str, Message]:
    problems: dict[str, Message] = {}
    if not lines:
        problems[""] = N_("Cochez au moins un sujet à homologuer.")
    if agency is None:
        problems[""] = N_(
            "Aucun organisme n’est désigné comme l’agence dans la liste des organismes."
        )
    if not facts.session_label or len(facts.session_label) > LONGEST:
        problems["session_label"] = N_("Nommez la session du CNNCQ, par exemple « 11e session ».")
    for name in ("cnncq_on", "homologated_on", "published_on"):
        day = getattr(facts, name)
        if day is not None and day > today:
            problems[name] = need_date_not_future()
    if facts.homologated_on and facts.homologated_on < facts.cnncq_on:
        problems.setdefault(
            "homologated_on", N_("L’homologation ne peut pas précéder l’adoption par le CNNCQ.")
        )
    if facts.published_on and facts.published_on < facts.effective_on:
        problems.setdefault(
            "published_on", N_("La publication ne peut pas précéder l’homologation.")
        )
    return problems
