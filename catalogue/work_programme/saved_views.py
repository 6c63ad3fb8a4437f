"""Keeping a filtered list of the programme under a name, for oneself or for the house."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import DomainError, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor, Permission
from catalogue.work_programme.models import ProgrammeView
from catalogue.work_programme.rules import changes_view, manages_programme, readable_views
from catalogue.work_programme.vocabulary import LONGEST_VIEW_NAME

MOST_VIEWS = 50  # views a person keeps


def views_for(session: Session, actor: Actor) -> Sequence[ProgrammeView]:
    """Give a person’s own views and those shared with the house, by name."""
    if not actor.signed_in:
        return []
    return session.scalars(
        sa.select(ProgrammeView)
        .where(readable_views.where(actor))
        .order_by(ProgrammeView.name, ProgrammeView.id)
    ).all()


def view_to_change(session: Session, actor: Actor, view_id: int) -> ProgrammeView | None:
    """Give a view this person may rename, share or delete; others are as good as none."""
    found = session.get(ProgrammeView, view_id)
    return found if found is not None and changes_view.allows(actor, found) else None


def save_view(
    session: Session,
    asked: Mapping[str, list[str]],
    *,
    name: str,
    shared: bool,
    actor: Actor,
    at: datetime,
) -> ProgrammeView:
    """Keep a list as it is filtered and put in order."""
    if actor.account_id is None or not actor.may(Permission.PROFILE_OWN):
        raise NotAllowed(N_("Connectez-vous pour enregistrer une vue."))
    if not asked:
        raise DomainError(
            N_("Cette liste n’est pas filtrée : choisissez d’abord ce que la vue doit montrer.")
        )
    own = _own(session, actor)
    if len(own) >= MOST_VIEWS:
        raise DomainError(
            N_("Vous avez déjà %(most)d vues : supprimez-en une d’abord.", most=MOST_VIEWS)
        )
    _refuse_sharing(actor, shared=shared)
    view = ProgrammeView(
        account_id=actor.account_id,
        name=_free(own, name),
        asked=dict(asked),
        shared=shared,
        created_at=at,
    )
    session.add(view)
    _record(session, view, "programme:view_saved", actor, at)
    return view


def change_view(
    session: Session, view: ProgrammeView, *, name: str, shared: bool, actor: Actor, at: datetime
) -> None:
    """Rename a view, share it with the house or keep it for oneself again."""
    _refuse_others(actor, view)
    if shared is not view.shared:
        _refuse_sharing(actor, shared=True)
    others = [one for one in _own(session, actor, of=view.account_id) if one.id != view.id]
    name = _free(others, name)
    if (name, shared) == (view.name, view.shared):
        return
    view.name, view.shared = name, shared
    _record(session, view, "programme:view_changed", actor, at)


def delete_view(session: Session, view: ProgrammeView, *, actor: Actor, at: datetime) -> None:
    """Forget a view; the items it showed are untouched."""
    _refuse_others(actor, view)
    _record(session, view, "programme:view_deleted", actor, at)
    session.delete(view)


def _own(session: Session, actor: Actor, *, of: int | None = None) -> Sequence[ProgrammeView]:
    account_id = of or actor.account_id
    return session.scalars(
        sa.select(ProgrammeView).where(ProgrammeView.account_id == account_id)
    ).all()


def _free(others: Sequence[ProgrammeView], name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise DomainError(N_("Donnez un nom à cette vue."), field="name")
    if len(name) > LONGEST_VIEW_NAME:
        raise DomainError(
            N_("Raccourcissez ce nom à %(most)d caractères au plus.", most=LONGEST_VIEW_NAME),
            field="name",
        )
    if name.casefold() in {one.name.casefold() for one in others}:
        raise DomainError(
            N_("Une de vos vues porte déjà ce nom : choisissez-en un autre."), field="name"
        )
    return name


def _refuse_sharing(actor: Actor, *, shared: bool) -> None:
    if shared and not manages_programme(actor):
        raise NotAllowed(N_("Seul le secrétariat partage une vue avec toute la maison."))


def _refuse_others(actor: Actor, view: ProgrammeView) -> None:
    if not changes_view.allows(actor, view):
        raise NotAllowed(N_("Cette vue appartient à une autre personne."))


def _record(session: Session, view: ProgrammeView, tag: str, actor: Actor, at: datetime) -> None:
    session.flush()
    # What somebody looks for is theirs: only what is shared is named.
    changes = {"name": view.name} if view.shared else {}
    journal.record(session, actor=actor, tag=tag, subject=view, at=at, changes=changes)
