"""What is written about an item: its shape, what is wrong with it, and putting it on the record."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee
from catalogue.messages import N_, Message
from catalogue.records.designation import key as reference_key
from catalogue.records.models import Edition, IcsCode
from catalogue.records.queries import ics_named
from catalogue.records.vocabulary import (
    ADOPTION_METHOD_LABELS,
    AdoptionMethod,
    Correspondence,
    DocumentKind,
    EditionStatus,
    Nature,
)
from catalogue.stages.models import Stage
from catalogue.work_programme.hooks import enquiry_dates_held
from catalogue.work_programme.models import FurtherBase, WorkItem, work_item_ics
from catalogue.work_programme.vocabulary import Forecast

LONGEST_NUMBER = 60
LONGEST_REFERENCE = 200


MOST_FURTHER_BASES = 4  # beside the first; an item that rests on more names a series


@dataclass(frozen=True, slots=True)
class BaseFacts:
    """A base standard beside the first: its reference as typed, its degree, how it is taken over.

    Degree and method are None when not known.
    """

    reference: str
    correspondence: Correspondence | None = None
    adoption_method: AdoptionMethod | None = None

    @property
    def words(self) -> str:
        """Write it as the journal keeps it: «ISO 10002:2018 (MOD, Traduction)»."""
        method = self.adoption_method
        said = [
            self.correspondence.value if self.correspondence else "",
            ADOPTION_METHOD_LABELS[method].msgid if method else "",
        ]
        told = ", ".join(filter(None, said))
        return f"{self.reference} ({told})" if told else self.reference


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """What the secretariat writes about an item; empty texts mean «not known».

    ``revises`` is the reference of the edition revised, as typed; ``ics`` classification codes.
    ``base_reference`` is the base standard the text follows most closely, whose degree indicators
    count; ``further_bases`` are the others, in their order.
    """

    number: str
    title_fr: str
    title_en: str = ""
    scope: str = ""
    committee_id: int | None = None
    nature: Nature = Nature.NEW
    kind: DocumentKind = DocumentKind.STANDARD
    base_reference: str = ""
    correspondence: Correspondence | None = None
    adoption_method: AdoptionMethod | None = None
    further_bases: tuple[BaseFacts, ...] = ()
    revises: str = ""
    planned_reference: str = ""
    ics: tuple[str, ...] = ()
    forecast: Forecast | None = None
    contact: str = ""
    project_leader: str = ""
    enquiry_from: date | None = None
    enquiry_to: date | None = None


# Facts that are texts: empty when not known, never absent.
TEXT_FACTS = frozenset(
    {
        *("number", "title_fr", "title_en", "scope", "base_reference", "revises"),
        *("planned_reference", "contact", "project_leader"),
    }
)


@dataclass(frozen=True, slots=True)
class Found:
    """The records that an item's facts name."""

    ics_codes: list[IcsCode]
    revised: Edition | None


def next_number(session: Session, year: int) -> str:
    """Give the year's next project number, «2026-014»; never a standard's number."""
    pattern = re.compile(rf"{year}-(\d{{1,6}})")
    taken = session.scalars(
        sa.select(WorkItem.number).where(WorkItem.number.startswith(f"{year}-"))
    )
    ranks = [int(found[1]) for number in taken if (found := pattern.fullmatch(number))]
    return f"{year}-{max(ranks, default=0) + 1:03d}"


def facts_of(session: Session, item: WorkItem) -> ItemFacts:
    """Give what is recorded about an item, in the shape it is edited in."""
    codes = session.scalars(
        sa.select(work_item_ics.c.ics_code)
        .where(work_item_ics.c.work_item_id == item.id)
        .order_by(work_item_ics.c.ics_code)
    )
    revised = session.get(Edition, item.revises_edition_id) if item.revises_edition_id else None
    further = _further(session, item)
    return ItemFacts(
        number=item.number,
        title_fr=item.title_fr,
        title_en=item.title_en or "",
        scope=item.scope or "",
        committee_id=item.committee_id,
        nature=item.nature,
        kind=item.kind,
        base_reference=item.base_reference or "",
        correspondence=item.correspondence,
        adoption_method=item.adoption_method,
        further_bases=tuple(
            BaseFacts(one.reference, one.correspondence, one.adoption_method) for one in further
        ),
        revises=revised.reference if revised else "",
        planned_reference=item.planned_reference or "",
        ics=tuple(codes),
        forecast=item.forecast,
        contact=item.contact or "",
        project_leader=item.project_leader or "",
        enquiry_from=item.enquiry_from,
        enquiry_to=item.enquiry_to,
    )


def bases_of(item: WorkItem) -> list[BaseFacts]:
    """Give every base standard of an item, the one indicators count first; the others loaded."""
    if not item.base_reference:
        return []
    first = BaseFacts(item.base_reference, item.correspondence, item.adoption_method)
    others = [
        BaseFacts(one.reference, one.correspondence, one.adoption_method)
        for one in item.further_bases
    ]
    return [first, *others]


def facts_held(item: WorkItem) -> ItemFacts:
    """Give what is recorded of an item loaded with codes and bases; not what it revises."""
    return ItemFacts(
        number=item.number,
        title_fr=item.title_fr,
        title_en=item.title_en or "",
        scope=item.scope or "",
        committee_id=item.committee_id,
        nature=item.nature,
        kind=item.kind,
        base_reference=item.base_reference or "",
        correspondence=item.correspondence,
        adoption_method=item.adoption_method,
        further_bases=tuple(
            BaseFacts(one.reference, one.correspondence, one.adoption_method)
            for one in (item.further_bases if item.base_reference is not None else ())
        ),
        planned_reference=item.planned_reference or "",
        ics=tuple(code.code for code in item.ics_codes),
        forecast=item.forecast,
        contact=item.contact or "",
        project_leader=item.project_leader or "",
        enquiry_from=item.enquiry_from,
        enquiry_to=item.enquiry_to,
    )


def as_typed(facts: ItemFacts) -> dict[str, str]:
    """Write each fact as a person types it in the form, by the form's field names."""
    typed = {
        name: _typed(getattr(facts, name))
        for name in ItemFacts.__dataclass_fields__
        if name != "further_bases"
    }
    for place, one in enumerate(facts.further_bases, start=2):
        for name in BaseFacts.__dataclass_fields__:
            typed[f"base{place}_{name}"] = _typed(getattr(one, name))
    return typed


def told(facts: ItemFacts) -> dict[str, Any]:
    """Give the facts as the journal keeps them."""
    stated = {name: getattr(facts, name) for name in ItemFacts.__dataclass_fields__}
    return stated | {"further_bases": tuple(one.words for one in facts.further_bases)}


def _typed(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, (tuple, list)):
        return ", ".join(value)
    return "" if value is None else str(value)


def plain_problems(facts: ItemFacts) -> dict[str, Message]:
    """Say by field what cannot be kept, whatever else is recorded."""
    problems: dict[str, Message] = {}
    if not facts.title_fr:
        problems["title_fr"] = N_("Écrivez le titre en français.")
    if not facts.number or len(facts.number) > LONGEST_NUMBER:
        problems["number"] = N_("Écrivez un numéro de projet de 60 caractères au plus.")
    if facts.correspondence is not None and not facts.base_reference:
        problems["base_reference"] = N_(
            "Donnez la norme de base à laquelle se rapporte le degré de correspondance."
        )
    problems |= _base_problems(facts)
    for name in ("base_reference", "planned_reference"):
        if len(getattr(facts, name)) > LONGEST_REFERENCE:
            problems[name] = N_("Raccourcissez cette référence à 200 caractères au plus.")
    return problems


def checked(
    session: Session, facts: ItemFacts, *, of: WorkItem | None
) -> tuple[dict[str, Message], Found]:
    """Find what the facts name, and say by field what cannot be kept; ``of`` is the item edited."""
    problems = plain_problems(facts)
    if "number" not in problems:
        other = session.scalar(sa.select(WorkItem).where(WorkItem.number == facts.number))
        if other is not None and other is not of:
            problems["number"] = N_(
                "Le numéro %(number)s est celui du sujet « %(title)s » : donnez-en un autre.",
                number=facts.number,
                title=other.title_fr,
            )
    if facts.committee_id is not None and session.get(Committee, facts.committee_id) is None:
        problems["committee_id"] = N_("Choisissez un comité de la liste.")
    codes = ics_named(session, facts.ics)
    unknown = [code for code in facts.ics if code not in codes]
    if unknown:
        problems["ics"] = N_(
            "Ces codes ICS n’existent pas : %(codes)s. Écrivez-les ainsi : 67.060 ou 01.040.01.",
            codes=", ".join(unknown),
        )
    revised = _revised(session, facts.revises)
    if facts.revises and revised is None:
        problems["revises"] = N_(
            "Aucune norme nationale du catalogue ne porte cette référence. Vérifiez-la, ou "
            "enregistrez d’abord la norme révisée."
        )
    problems |= held_dates(session, facts, of)
    return problems, Found([codes[code] for code in facts.ics if code in codes], revised)


def held_dates(session: Session, facts: ItemFacts, of: WorkItem | None) -> dict[str, Message]:
    """Say by field why the days of an item's enquiry cannot be typed over, if they cannot."""
    if of is None:
        return {}
    changed = [
        name for name in ("enquiry_from", "enquiry_to") if getattr(facts, name) != getattr(of, name)
    ]
    held = [why for hook in enquiry_dates_held if changed and (why := hook(session, of))]
    return dict.fromkeys(changed, held[0]) if held else {}


def write(item: WorkItem, facts: ItemFacts, found: Found) -> None:
    """Put checked facts on the item."""
    for name in ("number", "title_fr", "committee_id", "nature", "kind", "correspondence"):
        setattr(item, name, getattr(facts, name))
    for name in (
        *("title_en", "scope", "base_reference", "planned_reference"),
        *("contact", "project_leader", "forecast", "enquiry_from", "enquiry_to"),
    ):
        setattr(item, name, getattr(facts, name) or None)
    item.adoption_method = facts.adoption_method
    _write_further(item, facts.further_bases)
    item.revises_edition_id = found.revised.id if found.revised else None
    item.ics_codes = found.ics_codes


def _base_problems(facts: ItemFacts) -> dict[str, Message]:
    """Say what is wrong with how base standards are taken over, and with those beside the first."""
    problems: dict[str, Message] = {}
    if facts.adoption_method is not None and not facts.base_reference:
        problems["base_reference"] = N_("Donnez la norme de base que ce texte reprend.")
    bases = [BaseFacts(facts.base_reference, facts.correspondence, facts.adoption_method)]
    seen: set[str] = set()
    for place, one in enumerate([*bases, *facts.further_bases], start=1):
        prefix = "" if place == 1 else f"base{place}_"
        if one.correspondence is Correspondence.NOT_EQUIVALENT and one.adoption_method is not None:
            problems[f"{prefix}adoption_method"] = N_(
                "Une norme non équivalente (NEQ) n’est pas une reprise : laissez le mode vide."
            )
        if place == 1:
            seen.add(reference_key(one.reference))
            continue
        if not facts.base_reference:
            problems["base_reference"] = N_(
                "Donnez d’abord la norme de base que le texte suit de plus près."
            )
        if not one.reference:
            problems[f"{prefix}reference"] = N_("Donnez la référence de cette norme de base.")
        elif len(one.reference) > LONGEST_REFERENCE:
            problems[f"{prefix}reference"] = N_(
                "Raccourcissez cette référence à 200 caractères au plus."
            )
        elif reference_key(one.reference) in seen:
            problems[f"{prefix}reference"] = N_(
                "Cette norme de base est déjà indiquée : laissez une seule mention."
            )
        seen.add(reference_key(one.reference))
    return problems


def _further(session: Session, item: WorkItem) -> Sequence[FurtherBase]:
    """Give the base standards beside the first; an item without a first has none."""
    if item.base_reference is None:
        return []
    return session.scalars(
        sa.select(FurtherBase)
        .where(FurtherBase.work_item_id == item.id)
        .order_by(FurtherBase.position)
    ).all()


def _write_further(item: WorkItem, bases: Sequence[BaseFacts]) -> None:
    """Put these in place of those recorded, row by row; the relationship must be loaded."""
    state = sa.inspect(item)
    if state.persistent and not bases and "further_bases" in state.unloaded:
        return  # none before, none now
    kept = item.further_bases[: len(bases)]
    item.further_bases[len(bases) :] = []
    for place, one in enumerate(bases):
        row = kept[place] if place < len(kept) else FurtherBase(position=place + 2)
        row.reference, row.reference_key = one.reference, reference_key(one.reference)
        row.correspondence, row.adoption_method = one.correspondence, one.adoption_method
        if place >= len(kept):
            item.further_bases.append(row)


def plan_problems(session: Session, dates: Mapping[str, date]) -> dict[str, Message]:
    """Say what is wrong with planned days: an unknown stage, or one planned before an earlier."""
    known = set(session.scalars(sa.select(Stage.code).where(Stage.code.in_(dates))))
    return order_problems(dates, known)


def order_problems(dates: Mapping[str, date], known: Collection[str]) -> dict[str, Message]:
    """Say the same as :func:`plan_problems`, the stage codes being known."""
    problems: dict[str, Message] = {}
    latest: tuple[str, date] | None = None
    for code, day in sorted(dates.items()):
        if code not in known:
            problems[plan_field(code)] = N_(
                "%(code)s n’est pas un code de stade. Écrivez par exemple 40.20.", code=code
            )
        elif latest is not None and day < latest[1]:
            problems[plan_field(code)] = N_(
                "Le stade %(code)s ne peut pas être prévu avant le stade %(earlier)s.",
                code=code,
                earlier=latest[0],
            )
        else:
            latest = (code, day)
    return problems


def plan_field(code: str) -> str:
    """Name the form field of a planned stage: «planned_40_20»."""
    return f"planned_{code.replace('.', '_')}"


def _revised(session: Session, reference: str) -> Edition | None:
    if not reference:
        return None
    return session.scalar(
        sa.select(Edition).where(
            Edition.reference_key == reference_key(reference),
            Edition.national,
            Edition.status != EditionStatus.VOID,
        )
    )
