"""Reading fiches: one with all it carries, and the lists of each role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.accounts.models import Account, AccountRole
from catalogue.accounts.queries import running
from catalogue.committees.models import Committee, Mandate, Organisation
from catalogue.committees.vocabulary import MandateRole
from catalogue.errors import NotFound
from catalogue.paging import PAGE_SIZE, Page, offset
from catalogue.permissions import Actor, Role
from catalogue.records.designation import identifier, key, parse
from catalogue.records.models import IcsCode
from catalogue.reference_list.models import ReferenceEntry
from catalogue.work_programme.vocabulary import Forecast
from review.needs.cited import references_in
from review.needs.models import (
    ForecastOpinion,
    NeedsAttachment,
    NeedsExpression,
    NeedsReference,
)
from review.needs.rules import CHAIRED, IN_THE_CHAIRS_HANDS, READABLE
from review.needs.vocabulary import NeedsState

_BLOCK = 500  # items asked about in one query
MOST_ABOUT = 100  # fiches read to find those that cite a document


def find_readable(session: Session, actor: Actor, needs_id: int) -> NeedsExpression:
    """Give one fiche with all it carries; :class:`NotFound` if this person may not know of it."""
    needs = session.scalars(
        sa.select(NeedsExpression)
        .where(NeedsExpression.id == needs_id, READABLE.where(actor))
        .options(
            joinedload(NeedsExpression.author),
            joinedload(NeedsExpression.committee),
            joinedload(NeedsExpression.work_item),
            selectinload(NeedsExpression.attachments).joinedload(NeedsAttachment.document),
            selectinload(NeedsExpression.references)
            .joinedload(NeedsReference.entry)
            .joinedload(ReferenceEntry.body),
            selectinload(NeedsExpression.opinions).joinedload(ForecastOpinion.given_by),
        )
    ).one_or_none()
    if needs is None:
        raise NotFound
    return needs


def page_of(
    session: Session,
    actor: Actor,
    *,
    states: Sequence[str] = (),
    committees: Sequence[str] = (),
    help_first: bool = False,
    number: int = 1,
) -> Page[NeedsExpression]:
    """Give one page of the fiches this person may see, latest filed first.

    ``help_first`` puts before all others those whose chair asks the focal point for help (35).
    """
    conditions = [READABLE.where(actor), *_chosen(states, committees)]
    total = session.scalar(
        sa.select(sa.func.count()).select_from(NeedsExpression).where(*conditions)
    )
    order: list[sa.ColumnElement[Any]] = [
        sa.func.coalesce(
            NeedsExpression.refiled_at, NeedsExpression.submitted_at, NeedsExpression.updated_at
        ).desc(),
        NeedsExpression.id.desc(),
    ]
    if help_first:
        order.insert(0, sa.case((_asks_for_help(), 0), else_=1))
    items = session.scalars(
        sa.select(NeedsExpression)
        .where(*conditions)
        .options(
            joinedload(NeedsExpression.committee),
            joinedload(NeedsExpression.author),
            selectinload(NeedsExpression.opinions),
        )
        .order_by(*order)
        .limit(PAGE_SIZE)
        .offset(offset(number))
    ).all()
    return Page(items, total or 0, number)


def in_the_chairs_hands(session: Session, actor: Actor, *, most: int) -> Sequence[NeedsExpression]:
    """Give the fiches of the committees a person chairs that wait for them: returned, then drafts.

    At most ``most``, those touched last first.
    """
    return session.scalars(
        sa.select(NeedsExpression)
        .where(NeedsExpression.state.in_(IN_THE_CHAIRS_HANDS), CHAIRED.where(actor))
        .order_by(
            sa.case((NeedsExpression.state == NeedsState.RETURNED, 0), else_=1),
            NeedsExpression.updated_at.desc(),
            NeedsExpression.id.desc(),
        )
        .limit(most)
    ).all()


def counts_by_state(
    session: Session, actor: Actor, *, committees: Sequence[str] = ()
) -> Mapping[NeedsState, int]:
    """Count the fiches this person may see by state."""
    rows = session.execute(
        sa.select(NeedsExpression.state, sa.func.count())
        .where(READABLE.where(actor), *_chosen((), committees))
        .group_by(NeedsExpression.state)
    )
    return {row[0]: row[1] for row in rows}


def counts_by_committee(
    session: Session, actor: Actor, *, states: Sequence[str] = ()
) -> Sequence[tuple[int, str, str, int]]:
    """Count the fiches this person may see by committee: id, code, title, number."""
    rows = session.execute(
        sa.select(Committee.id, Committee.code, Committee.title_fr, sa.func.count())
        .join(NeedsExpression, NeedsExpression.committee_id == Committee.id)
        .where(READABLE.where(actor), *_chosen(states, ()))
        .group_by(Committee.id, Committee.code, Committee.title_fr)
        .order_by(Committee.code)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def next_number(session: Session, *, year: int) -> str:
    """Give the next number of a fiche (field 1): «EB-2026-001»; numbers start again each year."""
    prefix = f"EB-{year}-"
    taken = session.scalars(
        sa.select(NeedsExpression.number).where(NeedsExpression.number.startswith(prefix))
    ).all()
    last = max((int(number.removeprefix(prefix)) for number in taken if number), default=0)
    return f"{prefix}{last + 1:03d}"


def find_by_number(session: Session, number: str) -> NeedsExpression | None:
    """Give the fiche that carries a number (field 1)."""
    return session.scalars(
        sa.select(NeedsExpression).where(NeedsExpression.number == number.strip().upper())
    ).one_or_none()


def unknown_ics(session: Session, codes: Sequence[str]) -> list[str]:
    """Give the codes that the classification does not have, in the order given."""
    known = ics_titles(session, codes)
    return [code for code in codes if code not in known]


def ics_titles(session: Session, codes: Sequence[str]) -> dict[str, str]:
    """Give the French title of each known code, in the order of the classification."""
    if not codes:
        return {}
    rows = session.execute(
        sa.select(IcsCode.code, IcsCode.title_fr)
        .where(IcsCode.code.in_(list(codes)))
        .order_by(IcsCode.code)
    )
    return {row[0]: row[1] for row in rows}


def reference_entry(session: Session, entry_id: int) -> ReferenceEntry:
    """Give one entry of the reference list; :class:`NotFound` when there is none."""
    entry = session.get(ReferenceEntry, entry_id)
    if entry is None:
        raise NotFound
    return entry


def committees_by_id(session: Session, ids: frozenset[int]) -> Sequence[Committee]:
    """Give these committees by code."""
    return session.scalars(
        sa.select(Committee).where(Committee.id.in_(sorted(ids))).order_by(Committee.code)
    ).all()


def all_committees(session: Session) -> Sequence[Committee]:
    """Give every committee by code, for the secretariat's choices."""
    return session.scalars(sa.select(Committee).order_by(Committee.code)).all()


def organisations(session: Session) -> Sequence[Organisation]:
    """Give every organisation of the register by name."""
    return session.scalars(sa.select(Organisation).order_by(Organisation.name)).all()


def organisation_named(session: Session, name: str | None) -> int | None:
    """Find in the register the organisation that a requester wrote, by its name or acronym.

    Only an exact match counts, whatever the capitals; interests rest on it (product_rules §3).
    """
    wanted = " ".join((name or "").casefold().split())
    if not wanted:
        return None
    rows = session.execute(
        sa.select(Organisation.id, Organisation.name, Organisation.acronym)
    ).all()
    found = [
        row[0]
        for row in rows
        if wanted in {" ".join(text.casefold().split()) for text in row[1:] if text}
    ]
    return found[0] if len(found) == 1 else None


def chairs(session: Session, *, on: date) -> Sequence[Account]:
    """Give the active accounts that chair a committee that day, by name."""
    by_role = sa.select(AccountRole.account_id).where(
        AccountRole.role == Role.CHAIR, running(AccountRole, on)
    )
    by_mandate = sa.select(Mandate.person_id).where(
        Mandate.role == MandateRole.CHAIR, running(Mandate, on), Mandate.person_id.is_not(None)
    )
    return session.scalars(
        sa.select(Account)
        .where(
            Account.active,
            sa.or_(Account.id.in_(by_role), Account.person_id.in_(by_mandate)),
        )
        .order_by(Account.name)
    ).all()


def needs_of_item(session: Session, actor: Actor, work_item_id: int) -> NeedsExpression | None:
    """Give the fiche behind a work item, if this person may read it."""
    return session.scalars(
        sa.select(NeedsExpression)
        .where(NeedsExpression.work_item_id == work_item_id, READABLE.where(actor))
        .options(selectinload(NeedsExpression.opinions))
        .order_by(NeedsExpression.id)
        .limit(1)
    ).one_or_none()


def needs_about(
    session: Session, actor: Actor, *, reference: str, entry_ids: Sequence[int]
) -> list[NeedsExpression]:
    """Give the fiches this person may read that cite a document (23, 24) or join its entry.

    What is written is free text: the number alone narrows the search, then each line is read. At
    most :data:`MOST_ABOUT`, latest first.
    """
    asked = parse(reference)
    about: list[sa.ColumnElement[bool]] = []
    if entry_ids:
        about.append(
            sa.exists().where(
                NeedsReference.needs_id == NeedsExpression.id,
                NeedsReference.reference_entry_id.in_(list(entry_ids)),
            )
        )
    if asked is not None:
        about += [
            column.icontains(asked.number, autoescape=True)
            for column in (NeedsExpression.base_references, NeedsExpression.national_standards)
        ]
    if not about:
        return []
    rows = session.scalars(
        sa.select(NeedsExpression)
        .where(READABLE.where(actor), sa.or_(*about))
        .options(selectinload(NeedsExpression.references))
        .order_by(NeedsExpression.id.desc())
        .limit(MOST_ABOUT)
    )
    keys = {key(reference), key(identifier(reference))} if reference else set()
    return [one for one in rows if _joins(one, entry_ids) or keys & _cited_keys(one)]


def _joins(needs: NeedsExpression, entry_ids: Sequence[int]) -> bool:
    return any(one.reference_entry_id in entry_ids for one in needs.references)


def _cited_keys(needs: NeedsExpression) -> set[str]:
    return {
        key(one)
        for text in (needs.base_references, needs.national_standards)
        for one in references_in(text)
    }


def _chosen(states: Sequence[str], committees: Sequence[str]) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    known = [state for state in NeedsState if state.value in states]
    if known:
        conditions.append(NeedsExpression.state.in_(known))
    ids = [int(text) for text in committees if text.isascii() and text.isdigit() and len(text) < 10]  # noqa: PLR2004
    if ids:
        conditions.append(NeedsExpression.committee_id.in_(ids))
    return conditions


def _asks_for_help() -> sa.ColumnElement[bool]:
    answered = (
        sa.select(ForecastOpinion.id)
        .where(
            ForecastOpinion.needs_id == NeedsExpression.id,
            ForecastOpinion.forecast == Forecast.UNKNOWN,
        )
        .exists()
    )
    return sa.and_(
        NeedsExpression.state == NeedsState.SUBMITTED,
        NeedsExpression.forecast == Forecast.UNKNOWN,
        ~answered,
    )
