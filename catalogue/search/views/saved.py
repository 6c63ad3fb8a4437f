"""The searches a person keeps: save, run, see what is new, rename, delete."""

from __future__ import annotations

from collections.abc import Iterable

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.notices.queries import has_mail_address
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done
from catalogue.search import narrowing, saved, services, shown
from catalogue.search.asking import as_json, from_json, read
from catalogue.search.contract import Hit
from catalogue.search.documents import SearchDocument
from catalogue.search.filing import order_of
from catalogue.search.forms import SavedSearchForm
from catalogue.search.models import SavedSearch
from catalogue.search.queries import documents_for
from catalogue.search.views.blueprint import blueprint
from catalogue.search.views.results import words_for

Answer = str | Response | tuple[str, int]
MOST_NEWS = 100  # new results listed on the page of a search
_NAME_LENGTH = 60


@blueprint.get("/mes-recherches")
@requires(Permission.PROFILE_OWN)
def saved_searches() -> Answer:
    """List one's own searches, with how many new results each has."""
    index = services.the_index(current_app)
    own = saved.searches_of(db.session, current_actor())
    words = words_for({}, *(from_json(one.asked) for one in own))
    return render_template(
        "catalogue/search/saved/index.html",
        lines=[
            (one, saved.news_of(index, one), from_json(one.asked), _described(one, words))
            for one in own
        ],
        most_followed=saved.MOST_FOLLOWED,
        has_address=has_mail_address(db.session, current_actor()),
    )


@blueprint.route("/mes-recherches/nouvelle", methods=["GET", "POST"])
@requires(Permission.PROFILE_OWN)
def save_search() -> Answer:
    """Keep the search at hand under a name."""
    asked = read(request.args.items(multi=True)).state
    chips = narrowing.chips("", asked, words_for({}, asked))
    named = [text for text in (asked.value("q"), *(one.label for one in chips)) if text]
    form = SavedSearchForm(data={"name": ", ".join(named)[:_NAME_LENGTH].strip(), "digest": True})
    if form.validate_on_submit() and done(
        form,
        lambda: saved.save(
            db.session,
            services.the_index(current_app),
            asked,
            name=form.name.data or "",
            digest=bool(form.digest.data),
            actor=current_actor(),
            at=clock.now(),
        ),
    ):
        flash(_("La recherche est enregistrée."), "success")
        return redirect(url_for("search.saved_searches"))
    page = render_template(
        "catalogue/search/saved/new.html",
        form=form,
        state=asked,
        chips=chips,
        empty=not as_json(asked),
        has_address=has_mail_address(db.session, current_actor()),
    )
    return (page, 422) if form.errors else page


@blueprint.get("/mes-recherches/<int:search_id>")
@requires(Permission.PROFILE_OWN)
def saved_search(search_id: int) -> Answer:
    """Show what a search finds that its owner has not marked as seen."""
    found = _own(search_id)
    state = from_json(found.asked)
    words = words_for({}, state)
    news = saved.news_of(services.the_index(current_app), found)
    documents = sorted(_documents(db.session, news.keys), key=lambda one: (order_of(one), one.key))
    fresh = documents[:MOST_NEWS]
    return render_template(
        "catalogue/search/saved/one.html",
        search=found,
        state=state,
        described=_described(found, words),
        news=news,
        page=shown.lines([_plain_hit(one) for one in fresh], words),
        left_out=len(documents) - len(fresh),
        most_followed=saved.MOST_FOLLOWED,
    )


@blueprint.route("/mes-recherches/<int:search_id>/regler", methods=["GET", "POST"])
@requires(Permission.PROFILE_OWN)
def change_search(search_id: int) -> Answer:
    """Rename a search, or choose whether the weekly mail tells of it."""
    found = _own(search_id)
    form = SavedSearchForm(data={"name": found.name, "digest": found.digest})
    if form.validate_on_submit() and done(
        form,
        lambda: saved.change(
            db.session,
            found,
            name=form.name.data or "",
            digest=bool(form.digest.data),
            actor=current_actor(),
            at=clock.now(),
        ),
    ):
        flash(_("C’est enregistré."), "success")
        return redirect(url_for("search.saved_searches"))
    page = render_template(
        "catalogue/search/saved/change.html",
        form=form,
        search=found,
        has_address=has_mail_address(db.session, current_actor()),
    )
    return (page, 422) if form.errors else page


@blueprint.post("/mes-recherches/<int:search_id>/vu")
@requires(Permission.PROFILE_OWN)
def mark_search_seen(search_id: int) -> Answer:
    """Count all that a search finds now as seen."""
    index = services.the_index(current_app)
    saved.mark_seen(index, _own(search_id), actor=current_actor(), at=clock.now())
    db.session.commit()
    flash(_("Tout est marqué comme vu : seul ce qui arrivera ensuite sera dit nouveau."), "success")
    return redirect(url_for("search.saved_searches"))


@blueprint.post("/mes-recherches/<int:search_id>/supprimer")
@requires(Permission.PROFILE_OWN)
def delete_search(search_id: int) -> Answer:
    """Forget a search."""
    found = _own(search_id)
    saved.delete(db.session, found, actor=current_actor(), at=clock.now())
    db.session.commit()
    flash(_("La recherche « %(name)s » est supprimée.", name=found.name), "success")
    return redirect(url_for("search.saved_searches"))


def _own(search_id: int) -> SavedSearch:
    found = saved.own_search(db.session, current_actor(), search_id)
    if found is None:
        raise NotFound
    return found


def _described(search: SavedSearch, words: shown.Words) -> list[str]:
    """Say in words what a search asks."""
    state = from_json(search.asked)
    text = [_("« %(text)s »", text=state.value("q"))] if state.value("q") else []
    chips = narrowing.chips("", state, words)
    return [*text, *(_("%(name)s : %(value)s", name=c.heading, value=c.label) for c in chips)]


def _documents(session: Session, keys: Iterable[str]) -> Iterable[SearchDocument]:
    by_kind: dict[str, list[int]] = {}
    for key in keys:
        kind, _colon, record_id = key.partition(":")
        by_kind.setdefault(kind, []).append(int(record_id))
    for kind, ids in by_kind.items():
        yield from documents_for(session, kind, ids)


def _plain_hit(one: SearchDocument) -> Hit:
    return Hit(one, ((one.title_fr, False),) if one.title_fr else (), ((one.title_en, False),))
