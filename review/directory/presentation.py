"""The directory as rows of files."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from catalogue.downloads import Coded, Column
from catalogue.i18n import say
from review.directory.models import GenderBody, Structure
from review.directory.vocabulary import (
    BODY_KIND_LABELS,
    PLAN_STATE_LABELS,
    SIGNATORY_LABELS,
    STRUCTURE_KIND_LABELS,
    STRUCTURE_STATE_LABELS,
)

STRUCTURE_COLUMNS = (
    Column("name", _l("Structure"), 50),
    Column("acronym", _l("Sigle"), 14),
    Column("kind", _l("Type"), 16),
    Column("region", _l("Région"), 20),
    Column("domain", _l("Domaine de travail"), 40),
    Column("website", _l("Site"), 30),
    Column("state", _l("État"), 14),
    Column("identified_on", _l("Identifiée le"), 14),
    Column("verified_on", _l("Vérifiée le"), 14),
    Column("retired_on", _l("Retirée le"), 14),
    Column("source", _l("Source"), 50),
    Column("source_link", _l("Adresse de la source"), 40),
    Column("source_date", _l("Date de la source"), 16),
)
CONTACT_COLUMN = Column("contact", _l("Contact public"), 40)

BODY_COLUMNS = (
    Column("name", _l("Organisme"), 50),
    Column("acronym", _l("Sigle"), 14),
    Column("country", _l("Pays"), 20),
    Column("kind", _l("Sorte"), 24),
    Column("plan_state", _l("Plan genre"), 24),
    Column("plan_title", _l("Titre du plan"), 50),
    Column("plan_from", _l("Première année"), 14),
    Column("plan_to", _l("Dernière année"), 14),
    Column("plan_known_on", _l("Plan connu depuis le"), 16),
    Column("plan_source", _l("Source"), 50),
    Column("plan_link", _l("Adresse"), 40),
    Column("signatory", _l("Signataire de la déclaration de la CEE-ONU"), 20),
    Column("signatory_source", _l("Source sur la signature"), 40),
    Column("note", _l("Remarque"), 50),
)


def structure_cells(one: Structure) -> tuple[object, ...]:
    """Give a structure under :data:`STRUCTURE_COLUMNS`."""
    return (
        one.name,
        one.acronym or None,
        Coded(one.kind.value, say(STRUCTURE_KIND_LABELS[one.kind])),
        one.region or None,
        one.domain or None,
        one.website or None,
        Coded(one.state.value, say(STRUCTURE_STATE_LABELS[one.state])),
        one.identified_on,
        one.verified_on,
        one.retired_on,
        one.source,
        one.source_link or None,
        one.source_date or None,
    )


def body_cells(one: GenderBody) -> tuple[object, ...]:
    """Give a body under :data:`BODY_COLUMNS`."""
    return (
        one.name,
        one.acronym or None,
        one.country or None,
        Coded(one.kind.value, say(BODY_KIND_LABELS[one.kind])),
        Coded(one.plan_state.value, say(PLAN_STATE_LABELS[one.plan_state])),
        one.plan_title or None,
        one.plan_from,
        one.plan_to,
        one.plan_known_on,
        one.plan_source or None,
        one.plan_link or None,
        Coded(one.signatory.value, say(SIGNATORY_LABELS[one.signatory])),
        one.signatory_source or None,
        one.note or None,
    )
