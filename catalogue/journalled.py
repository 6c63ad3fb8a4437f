"""The objects of the catalogue whose journal is read on the object, each under its own read rule.

The composition root puts these in ``catalogue.journal.objects.OBJECTS`` and, for erasing what the
journal says of somebody, in ``catalogue.journal.erasing.SCOPES``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue.accounts.models import Account, AccountRole
from catalogue.committees.models import Committee, Mandate, Person
from catalogue.council.models import CouncilSession
from catalogue.enquiry.models import Enquiry, EnquiryComment, EnquirySheet
from catalogue.exchange.models import ImportBatch
from catalogue.journal.erasing import Scope
from catalogue.journal.objects import About, Finder, Journalled, about
from catalogue.open_data.models import Release
from catalogue.permissions import Actor, Permission
from catalogue.records.queries import visible_edition
from catalogue.reference_list.queries import entry_of
from catalogue.work_programme.queries import item_by_id
from catalogue.work_programme.rules import internal_facts


def item(session: Session, actor: Actor, item_id: int) -> Journalled | None:
    """Find an item of the programme, for the agency and the committee it is of."""
    found = item_by_id(session, actor, item_id)
    if found is None or not internal_facts.allows(actor, found):
        return None
    address = url_for("work_programme.item", item_id=found.id)
    title = _("sujet %(number)s", number=found.number)
    acts = (about("work_item", [found.id]), *_of_enquiries(session, found.id))
    return Journalled(title, address, acts)


def edition(session: Session, actor: Actor, edition_id: int) -> Journalled | None:
    """Find a standard of the register."""
    found = visible_edition(session, actor, edition_id)
    if found is None:
        return None
    address = url_for("records.edition", edition_id=found.id)
    return Journalled(found.reference, address, (about("edition", [found.id]),))


def reference_entry(session: Session, _actor: Actor, entry_id: int) -> Journalled | None:
    """Find an entry of the reference list, which everybody reads."""
    found = entry_of(session, entry_id)
    if found is None:
        return None
    address = url_for("reference_list.entry", entry_id=found.id)
    title = found.reference or found.title_fr or _("entrée sans numéro")
    return Journalled(title, address, (about("reference_entry", [found.id]),))


def committee(session: Session, actor: Actor, committee_id: int) -> Journalled | None:
    """Find a committee, with the acts on its mandates."""
    found = session.get(Committee, committee_id)
    if found is None or not actor.may(Permission.COMMITTEE_READ):
        return None
    mandates = session.scalars(sa.select(Mandate.id).where(Mandate.committee_id == found.id))
    return Journalled(
        found.code,
        url_for("committees.committee", committee_id=found.id),
        (about("committee", [found.id]), about("mandate", mandates)),
    )


def import_batch(session: Session, actor: Actor, batch_id: int) -> Journalled | None:
    """Find an import, for those who import."""
    found = session.get(ImportBatch, batch_id) if actor.may(Permission.IMPORT_RUN) else None
    if found is None:
        return None
    address = url_for("exchange.batch", batch_id=found.id)
    return Journalled(found.file_name, address, (about("import_batch", [found.id]),))


def release(session: Session, actor: Actor, release_id: int) -> Journalled | None:
    """Find a file of ISO's open data, for those who import."""
    found = session.get(Release, release_id) if actor.may(Permission.IMPORT_RUN) else None
    if found is None:
        return None
    address = url_for("open_data.release", release_id=found.id)
    title = _("données de l’ISO n° %(number)s", number=found.id)
    return Journalled(title, address, (about("open_data_release", [found.id]),))


def council_session(session: Session, actor: Actor, session_id: int) -> Journalled | None:
    """Find a session of the council, for the agency."""
    allowed = actor.may(Permission.PROGRAMME_READ_INTERNAL)
    found = session.get(CouncilSession, session_id) if allowed else None
    if found is None:
        return None
    address = url_for("council.meeting", session_id=found.id)
    return Journalled(found.label, address, (about("council_session", [found.id]),))


def person(session: Session, actor: Actor, person_id: int) -> Journalled | None:
    """Find a person of the register, for those who keep it."""
    found = session.get(Person, person_id) if actor.may(Permission.PERSON_READ) else None
    if found is None or found.erased_at is not None:
        return None
    return Journalled(
        found.full_name,
        url_for("committees.person", person_id=found.id),
        _of_person(session, found.id),
    )


OBJECTS: Mapping[str, Finder] = {
    "sujet": item,
    "norme": edition,
    "reference": reference_entry,
    "comite": committee,
    "session-cnncq": council_session,
    "import": import_batch,
    "donnees-iso": release,
    "personne": person,
}


def person_scope(session: Session, person_id: int) -> Scope | None:
    """Name all the journal says of a person: their record, mandates, accounts and roles."""
    found = session.get(Person, person_id)
    if found is None:
        return None
    accounts = session.scalars(sa.select(Account.id).where(Account.person_id == found.id)).all()
    title = found.full_name if found.erased_at is None else _("personne n° %(n)s", n=found.id)
    return Scope(title, (*_of_person(session, found.id), *_of_accounts(session, accounts)), found)


def account_scope(session: Session, account_id: int) -> Scope | None:
    """Name all the journal says of an account."""
    found = session.get(Account, account_id)
    if found is None:
        return None
    return Scope(found.name, _of_accounts(session, [found.id]), found)


SCOPES: Mapping[str, Callable[[Session, int], Scope | None]] = {
    "personne": person_scope,
    "compte": account_scope,
}


# Where a name may stand in others' words, and the page on which it is read (journal.mentions).
SEARCHED: Mapping[str, tuple[str, str] | None] = {
    "account": ("accounts.show", "account_id"),
    "committee": ("committees.committee", "committee_id"),
    "document": None,
    "edition": ("records.edition", "edition_id"),
    "enquiry": None,
    "enquiry_comment": None,
    "homologation_act": ("work_programme.homologation", "act_id"),
    "organisation": ("committees.edit_organisation", "organisation_id"),
    "person": ("committees.person", "person_id"),
    "policy_value": None,
    "reference_entry": ("reference_list.entry", "entry_id"),
    "stage_event": None,
    "work_item": ("work_programme.item", "item_id"),
}


def _of_enquiries(session: Session, item_id: int) -> tuple[About, ...]:
    enquiries = session.scalars(sa.select(Enquiry.id).where(Enquiry.work_item_id == item_id)).all()
    if not enquiries:
        return ()
    comments = sa.select(EnquiryComment.id).where(EnquiryComment.enquiry_id.in_(enquiries))
    sheets = sa.select(EnquirySheet.id).where(EnquirySheet.enquiry_id.in_(enquiries))
    return (
        about("enquiry", enquiries),
        about("enquiry_comment", session.scalars(comments)),
        about("enquiry_sheet", session.scalars(sheets)),
    )


def _of_person(session: Session, person_id: int) -> tuple[About, ...]:
    mandates = session.scalars(sa.select(Mandate.id).where(Mandate.person_id == person_id))
    return about("person", [person_id]), about("mandate", mandates)


def _of_accounts(session: Session, account_ids: Sequence[int]) -> tuple[About, ...]:
    roles = session.scalars(
        sa.select(AccountRole.id).where(AccountRole.account_id.in_(account_ids))
    )
    return about("account", account_ids), about("account_role", roles)
