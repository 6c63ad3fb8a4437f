"""Keeping searches under a name, and telling what they find that is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, undefer

from catalogue.errors import DomainError, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.paging import UrlState
from catalogue.permissions import Actor
from catalogue.search.asking import as_json, from_json, query_of
from catalogue.search.contract import IndexDamaged, SearchIndex
from catalogue.search.models import SavedSearch
from catalogue.search.rules import keeps_searches, own_searches

LONGEST_NAME = 120
MOST_SAVED = 50  # searches a person keeps
MOST_FOLLOWED = 5000  # results beyond which a search is too wide to tell what is new


@dataclass(frozen=True, slots=True)
class News:
    """What a kept search finds that its owner has not seen: keys, and how many it finds in all.

    ``followed`` is false when the search finds too much to tell, or while the index is missing.
    """

    keys: frozenset[str]
    total: int
    followed: bool


UNKNOWN = News(frozenset(), 0, followed=False)


def searches_of(session: Session, actor: Actor) -> Sequence[SavedSearch]:
    """Give a person's own searches by name, with what was seen of them."""
    return session.scalars(
        sa.select(SavedSearch)
        .where(own_searches.where(actor))
        .options(undefer(SavedSearch.seen))
        .order_by(SavedSearch.name)
    ).all()


def own_search(session: Session, actor: Actor, search_id: int) -> SavedSearch | None:
    """Give one of a person's own searches; others' are as good as none."""
    return session.scalars(
        sa.select(SavedSearch)
        .where(SavedSearch.id == search_id, own_searches.where(actor))
        .options(undefer(SavedSearch.seen), undefer(SavedSearch.announced))
    ).one_or_none()


def current_keys(index: SearchIndex, asked: UrlState) -> frozenset[str] | None:
    """Give the keys of what a search finds now; None when too many, or while there is no index."""
    try:
        if not index.document_count():
            return None
        return index.matching_keys(query_of(asked), MOST_FOLLOWED)
    except IndexDamaged:
        return None


def news_of(index: SearchIndex, search: SavedSearch) -> News:
    """Tell what a search finds that its owner has not seen."""
    keys = current_keys(index, from_json(search.asked))
    if keys is None or search.seen is None:
        return UNKNOWN
    return News(keys.difference(search.seen), len(keys), followed=True)


def save(
    session: Session,
    index: SearchIndex,
    asked: UrlState,
    *,
    name: str,
    digest: bool,
    actor: Actor,
    at: datetime,
) -> SavedSearch:
    """Keep a search; all it finds at that moment counts as seen.

    While that cannot be told (no index, too wide), the first turn that can tell counts from there.
    """
    if not keeps_searches(actor) or actor.account_id is None:
        raise NotAllowed(N_("Connectez-vous pour enregistrer une recherche."))
    if not as_json(asked):
        raise DomainError(
            N_("Cette recherche ne demande rien : tapez un texte ou choisissez un filtre.")
        )
    own = searches_of(session, actor)
    if len(own) >= MOST_SAVED:
        raise DomainError(
            N_(
                "Vous avez déjà %(most)d recherches enregistrées : supprimez-en une d’abord.",
                most=MOST_SAVED,
            )
        )
    keys = current_keys(index, asked)
    search = SavedSearch(
        account_id=actor.account_id,
        name=_free(own, name),
        asked=as_json(asked),
        created_at=at,
        digest=digest,
        seen=None if keys is None else sorted(keys),
        seen_at=at,
        announced=[],
    )
    session.add(search)
    # Neither the name nor the text: what somebody looks for is theirs.
    journal.record(session, actor=actor, tag="search:saved", subject=search, at=at)
    return search


def change(
    session: Session,
    search: SavedSearch,
    *,
    name: str,
    digest: bool,
    actor: Actor,
    at: datetime,
) -> None:
    """Rename a search, or choose whether the weekly mail tells of it."""
    _refuse_others(actor, search)
    name = _free([one for one in searches_of(session, actor) if one.id != search.id], name)
    if (name, digest) == (search.name, search.digest):
        return
    search.name, search.digest = name, digest
    journal.record(session, actor=actor, tag="search:changed", subject=search, at=at)


def delete(session: Session, search: SavedSearch, *, actor: Actor, at: datetime) -> None:
    """Forget a search and what was seen of it."""
    _refuse_others(actor, search)
    journal.record(session, actor=actor, tag="search:deleted", subject=search, at=at)
    session.delete(search)


def mark_seen(index: SearchIndex, search: SavedSearch, *, actor: Actor, at: datetime) -> None:
    """Count all that a search finds now as seen; nothing changes while there is no index."""
    _refuse_others(actor, search)
    keys = current_keys(index, from_json(search.asked))
    if keys is not None:
        search.seen, search.announced, search.seen_at = sorted(keys), [], at


def _free(others: Sequence[SavedSearch], name: str) -> str:
    """Give the name as it is kept; refuse one that another search of the person has."""
    name = " ".join(name.split())
    if not name:
        raise DomainError(N_("Donnez un nom à cette recherche."), field="name")
    if len(name) > LONGEST_NAME:
        raise DomainError(
            N_("Raccourcissez ce nom à %(most)d caractères au plus.", most=LONGEST_NAME),
            field="name",
        )
    if name.casefold() in {one.name.casefold() for one in others}:
        raise DomainError(
            N_("Une de vos recherches porte déjà ce nom : choisissez-en un autre."), field="name"
        )
    return name


def _refuse_others(actor: Actor, search: SavedSearch) -> None:
    if not own_searches.allows(actor, search):
        raise NotAllowed(N_("Cette recherche appartient à une autre personne."))
