"""What contradicts itself in the catalogue, its files, its index and its journal, in sentences."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from catalogue.accounts.models import Account, AccountRole
from catalogue.committees.models import Committee, Mandate, Person
from catalogue.committees.vocabulary import MANDATE_ROLE_LABELS
from catalogue.documents.models import Document
from catalogue.documents.services import path_of
from catalogue.journal.checking import chain_faults
from catalogue.messages import N_, Message
from catalogue.open_data import checks as open_data
from catalogue.outbox.models import Message as Waiting
from catalogue.outbox.queries import failing_mail
from catalogue.permissions import ROLE_LABELS
from catalogue.records.models import Edition
from catalogue.records.vocabulary import EditionStatus
from catalogue.search.contract import SearchIndex
from catalogue.search.services import in_step
from catalogue.work_programme.history import standing
from catalogue.work_programme.models import StageEvent, WorkItem
from catalogue.work_programme.vocabulary import WorkItemStatus

BLOCK = 1024 * 1024
CHUNK = 500
LATE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Installation:
    """What a check looks at beside the database: the data folder, the index, the time."""

    data_dir: Path
    index: SearchIndex
    at: datetime
    today: date


Check = Callable[[Session, Installation], Iterator[Message]]


def faults(session: Session, around: Installation) -> Iterator[Message]:
    """Give one sentence per contradiction in the catalogue; nothing when all is in order."""
    yield from _standards(session)
    yield from open_data.faults(session)
    yield from _items(session)
    yield from _mandates(session)
    yield from _documents(session, around.data_dir)
    yield from _outbox(session, around.at)
    yield from _index(session, around)
    yield from chain_faults(session)


def remarks(session: Session, around: Installation) -> Iterator[Message]:
    """Say what is not a fault, but good to know."""
    mail = failing_mail(session, at=around.at)
    if mail is not None and mail.since >= around.at - LATE:
        yield N_(
            "Courriel : %(count)d messages attendent d’être envoyés, rien n’est perdu. "
            "Cause : %(reason)s",
            count=mail.waiting,
            reason=mail.reason,
        )
    waiting = _index_messages(session)
    if waiting and not in_step(session, around.index):
        yield N_(
            "Index de recherche : %(count)d mises à jour attendent d’être faites.", count=waiting
        )
    yield from open_data.remarks(session)


# Every check, in the order they are read; the composition root adds those of the review side.
CHECKS: list[Check] = [faults]
REMARKS: list[Check] = [remarks]


def _standards(session: Session) -> Iterator[Message]:
    standing_ones = sa.select(Edition).where(Edition.status != EditionStatus.VOID)
    for edition in session.scalars(
        standing_ones.where(
            Edition.national, Edition.base_reference.is_not(None), Edition.correspondence.is_(None)
        ).order_by(Edition.id)
    ):
        yield N_(
            "Norme %(reference)s : la norme de base %(base)s est indiquée sans degré. Indiquez "
            "IDT, MOD ou NEQ ; d’ici là, l’indicateur 5.3 ne la compte pas.",
            reference=edition.reference,
            base=edition.base_reference,
        )
    for edition in session.scalars(
        standing_ones.where(Edition.homologated_on < Edition.cnncq_adopted_on).order_by(Edition.id)
    ):
        yield N_(
            "Norme %(reference)s : homologuée le %(act)s, avant son adoption par le CNNCQ, le "
            "%(council)s. Vérifiez ces deux dates.",
            reference=edition.reference,
            act=_day(edition.homologated_on),
            council=_day(edition.cnncq_adopted_on),
        )
    for edition in session.scalars(
        standing_ones.where(
            Edition.withdrawn_on
            < sa.func.coalesce(Edition.homologated_on, Edition.cnncq_adopted_on)
        ).order_by(Edition.id)
    ):
        yield N_(
            "Norme %(reference)s : annulée le %(withdrawn)s, avant son homologation. Vérifiez ces "
            "dates.",
            reference=edition.reference,
            withdrawn=_day(edition.withdrawn_on),
        )


def _items(session: Session) -> Iterator[Message]:
    became = aliased(Edition)
    for item in session.scalars(
        sa.select(WorkItem)
        .outerjoin(became, became.id == WorkItem.edition_id)
        .where(
            WorkItem.status == WorkItemStatus.HOMOLOGATED,
            sa.or_(became.id.is_(None), became.status == EditionStatus.VOID),
        )
        .order_by(WorkItem.id)
    ):
        yield N_(
            "Sujet %(number)s : il est homologué, mais aucune norme ne lui correspond. Ouvrez sa "
            "page et l’acte d’homologation.",
            number=item.number,
        )
    last_id = 0
    while items := session.scalars(
        sa.select(WorkItem).where(WorkItem.id > last_id).order_by(WorkItem.id).limit(CHUNK)
    ).all():
        yield from _stages(session, items)
        last_id = items[-1].id


def _stages(session: Session, items: Sequence[WorkItem]) -> Iterator[Message]:
    events: dict[int, list[StageEvent]] = defaultdict(list)
    for event in session.scalars(
        sa.select(StageEvent).where(StageEvent.work_item_id.in_([item.id for item in items]))
    ):
        events[event.work_item_id].append(event)
    for item in items:
        reached = standing(events[item.id])
        last = (reached[-1].code, reached[-1].reached_on) if reached else None
        if last is None:
            yield N_("Sujet %(number)s : son historique de stades est vide.", number=item.number)
        elif last != (item.stage_code, item.stage_on):
            yield N_(
                "Sujet %(number)s : le stade affiché est %(shown)s au %(shown_on)s, l’historique "
                "s’arrête à %(last)s au %(last_on)s.",
                number=item.number,
                shown=item.stage_code,
                shown_on=_day(item.stage_on),
                last=last[0],
                last_on=_day(last[1]),
            )


def _mandates(session: Session) -> Iterator[Message]:
    other = aliased(Mandate)
    for first, person, committee in session.execute(
        sa.select(Mandate, Person, Committee)
        .join(Person, Person.id == Mandate.person_id)
        .join(Committee, Committee.id == Mandate.committee_id)
        .join(
            other,
            sa.and_(
                other.id > Mandate.id,
                other.person_id == Mandate.person_id,
                other.committee_id == Mandate.committee_id,
                other.role == Mandate.role,
                _overlap(Mandate, other),
            ),
        )
        .order_by(Mandate.id)
    ):
        yield N_(
            "Mandats : %(person)s tient deux fois « %(role)s » dans %(committee)s aux mêmes "
            "dates. Terminez l’un des deux mandats.",
            person=person.full_name,
            role=MANDATE_ROLE_LABELS[first.role],
            committee=committee.code,
        )
    twin = aliased(AccountRole)
    for role, account in session.execute(
        sa.select(AccountRole, Account)
        .join(Account, Account.id == AccountRole.account_id)
        .join(
            twin,
            sa.and_(
                twin.id > AccountRole.id,
                twin.account_id == AccountRole.account_id,
                twin.role == AccountRole.role,
                sa.func.coalesce(twin.committee_id, 0)
                == sa.func.coalesce(AccountRole.committee_id, 0),
                _overlap(AccountRole, twin),
            ),
        )
        .order_by(AccountRole.id)
    ):
        yield N_(
            "Compte %(username)s : le rôle « %(role)s » est donné deux fois aux mêmes dates. "
            "Terminez l’un des deux.",
            username=account.username,
            role=ROLE_LABELS[role.role],
        )


def _overlap(
    first: type[Mandate | AccountRole], second: type[Mandate | AccountRole]
) -> sa.ColumnElement[bool]:
    return sa.and_(
        sa.or_(first.valid_to.is_(None), first.valid_to >= second.valid_from),
        sa.or_(second.valid_to.is_(None), second.valid_to >= first.valid_from),
    )


def _documents(session: Session, data_dir: Path) -> Iterator[Message]:
    seen: dict[str, bool | None] = {}
    for document in session.scalars(
        sa.select(Document).where(Document.sha256.is_not(None)).order_by(Document.id)
    ):
        digest = str(document.sha256)
        if digest not in seen:
            seen[digest] = _intact(path_of(data_dir, document), digest)
        if seen[digest] is None:
            yield N_(
                "Document « %(title)s » : son fichier n’est plus dans le dossier de données. "
                "Reprenez-le d’une sauvegarde.",
                title=document.title,
            )
        elif not seen[digest]:
            yield N_(
                "Document « %(title)s » : son fichier a changé depuis qu’il a été joint. "
                "Reprenez-le d’une sauvegarde.",
                title=document.title,
            )


def _intact(path: Path, digest: str) -> bool | None:
    """Tell whether a file still has the hash it is known by; ``None`` when it is gone."""
    if not path.is_file():
        return None
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
    return found.hexdigest() == digest


def _outbox(session: Session, at: datetime) -> Iterator[Message]:
    for topic, count in session.execute(
        sa.select(Waiting.topic, sa.func.count())
        .where(Waiting.done_at.is_(None), Waiting.attempts > 0, Waiting.created_at < at - LATE)
        .group_by(Waiting.topic)
        .order_by(Waiting.topic)
    ):
        last_error = session.scalar(
            sa.select(Waiting.last_error)
            .where(Waiting.topic == topic, Waiting.done_at.is_(None), Waiting.attempts > 0)
            .order_by(Waiting.id.desc())
            .limit(1)
        )
        yield N_(
            "Boîte d’envoi : %(count)d messages « %(topic)s » échouent depuis plus d’un jour. "
            "Dernière cause : %(error)s",
            count=count,
            topic=topic,
            error=last_error or "?",
        )


def _index(session: Session, around: Installation) -> Iterator[Message]:
    """Allow the index to be a moment late, when what brings it up is on its way."""
    if not _index_messages(session) and not in_step(session, around.index):
        yield N_(
            "Index de recherche : il ne dit pas la même chose que la base. Lancez « normes index "
            "rebuild »."
        )


def _index_messages(session: Session) -> int:
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(Waiting)
            .where(Waiting.topic == "index", Waiting.done_at.is_(None))
        )
        or 0
    )


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "?"
