"""Acts on stage schemes: adding a version, and choosing which one the agency shows."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import DomainError, Invalid, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor, Permission
from catalogue.policy import services as policy
from catalogue.stages.models import StageLabel, StageScheme
from catalogue.stages.queries import scheme_named
from catalogue.stages.scheme_file import SchemeRead
from catalogue.stages.vocabulary import SETTING


def require_new(session: Session, found: SchemeRead) -> None:
    """Refuse a version that is already kept: names once shown stay readable."""
    if scheme_named(session, found.scheme, found.version) is not None:
        raise DomainError(
            N_(
                "Le jeu %(scheme)s a déjà une version « %(version)s », qui reste telle quelle. "
                "Donnez un autre nom de version à la vôtre.",
                scheme=found.scheme,
                version=found.version,
            ),
            field="upload",
        )


def add_scheme(session: Session, found: SchemeRead, *, actor: Actor, at: datetime) -> StageScheme:
    """Keep a version of a set of names; nothing shows it before it is chosen.

    Raises :class:`NotAllowed`, :class:`Invalid` for a file with faults, :class:`DomainError` for a
    version already kept.
    """
    if not actor.may(Permission.POLICY_CHANGE):
        raise NotAllowed(N_("Seule l’administration du service ajoute des noms de stades."))
    if not found.sound:
        raise Invalid(
            N_("Ce jeu n’est pas ajouté : corrigez le fichier."),
            {"upload": found.faults[0].message},
        )
    require_new(session, found)
    scheme = StageScheme(
        scheme=found.scheme, version=found.version, added_at=at, added_by_id=actor.account_id
    )
    session.add(scheme)
    session.add_all(
        StageLabel(
            scheme=found.scheme,
            scheme_version=found.version,
            code=one.code,
            label_fr=one.label_fr,
            label_en=one.label_en or None,
            source=one.source or None,
            to_confirm=one.to_confirm,
        )
        for one in found.names
    )
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag="stages:scheme_added",
        subject=scheme,
        at=at,
        changes={
            "scheme": found.scheme,
            "version": found.version,
            "names": {one.code: one.label_fr for one in found.names},
        },
    )
    return scheme


def choose_scheme(
    session: Session,
    scheme: StageScheme | None,
    *,
    valid_from: date,
    reason: str,
    actor: Actor,
    on: date,
    at: datetime,
) -> None:
    """Show this version from a day on; ``None`` goes back to the one of the agency's acronym.

    The choice is a setting, with its date and its reason; raises what ``policy.change`` raises.
    """
    value = f"{scheme.scheme} {scheme.version}" if scheme is not None else ""
    policy.change(
        session, SETTING, value, valid_from=valid_from, reason=reason, actor=actor, on=on, at=at
    )
