"""The home page and the pages that stand still: privacy, sources, language, health."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import Blueprint, Flask, Response, current_app, flash, redirect, render_template, request
from flask import url_for as address_of
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from catalogue import clock
from catalogue.accounts.services import any_account
from catalogue.database import db
from catalogue.i18n import language_name, remember_locale
from catalogue.messages import N_, Message
from catalogue.open_data.queries import published_now
from catalogue.open_data.vocabulary import (
    ATTRIBUTION,
    DATASET_LABELS,
    LICENCE_URL,
    SOURCE_URL,
)
from catalogue.paging import UrlState
from catalogue.permissions import Actor, current_actor, public
from catalogue.policy.services import value_of
from catalogue.shipped_lists import rows_of

blueprint = Blueprint("pages", __name__)

# What other slices show on the home page: each gives, for a person, a template of its own under
# the key «template» and what that template needs, or nothing. Filled by the composition root.
panels: list[Callable[[Session, Actor], Mapping[str, Any] | None]] = []


def init_app(app: Flask) -> None:
    """Register the pages, and offer the other languages at the foot of every page."""
    app.register_blueprint(blueprint)
    app.context_processor(languages_offered)


def languages_offered() -> dict[str, Any]:
    """Give templates the languages of the installation, when it has several."""
    codes: tuple[str, ...] = current_app.config["LOCALES"]
    if len(codes) < 2 or not request:  # noqa: PLR2004 - one language is no choice
        return {}
    here = request.full_path.rstrip("?") if request.method == "GET" else request.path
    return {
        "languages": [
            (code, language_name(code), address_of("pages.language", langue=code, page=here))
            for code in codes
        ]
    }


@blueprint.get("/")
@public
def index() -> str | BaseResponse:
    """Welcome a visitor, or say what waits on the person who is signed in."""
    session, actor = db.session, current_actor()
    if not actor.signed_in and not any_account(session):
        return redirect(address_of("accounts.setup_closed"))
    shown = [panel for make in panels if (panel := make(session, actor)) is not None]
    return render_template(
        "catalogue/pages/index.html",
        panels=shown,
        state=UrlState(),
        can_search="search.results" in current_app.view_functions,
    )


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    """Tell a watchdog whether the service and its database answer: 200 «ok» or 503."""
    try:
        db.session.execute(sa.text("SELECT 1"))
    except SQLAlchemyError:
        return Response("base de données injoignable\n", status=503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/confidentialite")
@public
def privacy() -> str:
    """State what is held about people, why, how long, and their rights (product_rules §8)."""
    return render_template(
        "catalogue/pages/privacy.html",
        contact=value_of(db.session, "contact_email", on=clock.today()),
        floor=value_of(db.session, "suppression_floor", on=clock.today()),
    )


@blueprint.get("/sources")
@public
def sources() -> str:
    """State where the lists and ISO's data come from, and under which licence."""
    return render_template(
        "catalogue/pages/sources.html",
        families=source_families(),
        releases=published_now(db.session),
        datasets=DATASET_LABELS,
        attribution_text=ATTRIBUTION,
        source_url=SOURCE_URL,
        licence_url=LICENCE_URL,
    )


@blueprint.route("/langue", methods=["GET", "POST"])
@public
def language() -> str | BaseResponse:
    """Ask for a language, and keep the one chosen for the session."""
    codes: tuple[str, ...] = current_app.config["LOCALES"]
    back = local_path(request.values.get("page", ""))
    if request.method == "POST":
        chosen = request.form.get("langue", "")
        if chosen in codes:
            remember_locale(chosen)
            return redirect(back)
        flash(_("Choisissez une des langues proposées."), "error")
    return render_template(
        "catalogue/pages/language.html",
        choices=[(code, language_name(code)) for code in codes],
        back=back,
    )


def local_path(wanted: str) -> str:
    """Give the path to come back to when it is one of ours, else the home page."""
    parts = urlsplit(wanted)
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    if not ours or parts.scheme or parts.netloc or not wanted.isprintable():
        return address_of("pages.index")
    return wanted


@dataclass(frozen=True, slots=True)
class SourceFamily:
    """The pages one part of the research stands on, by the letter of their code."""

    letter: str
    title: Message
    pages: tuple[tuple[str, str], ...]


# What each letter of the source codes is about (seed_lists/README.md).
FAMILY_TITLES: dict[str, Message] = {
    "I": N_("ISO et IEC : recommandations, comités, données ouvertes"),
    "U": N_("CEE-ONU : la déclaration et ses lignes directrices"),
    "C": N_("Ce que font d’autres agences et organismes régionaux"),
    "M": N_("Marqueurs de genre et méthodes d’analyse"),
    "L": N_("Rédaction inclusive"),
    "N": N_("Mali : textes, institutions, normalisation"),
    "E": N_("Accidents, études et usages : différences constatées"),
}


@cache
def source_families() -> tuple[SourceFamily, ...]:
    """Give every source page cited by the shipped lists, by family; read once."""
    families: dict[str, list[tuple[str, str]]] = {}
    for row in rows_of("sources.csv"):
        families.setdefault(row["code"].rstrip("0123456789b"), []).append((row["code"], row["url"]))
    return tuple(
        SourceFamily(letter, FAMILY_TITLES.get(letter, N_("Autres pages")), tuple(pages))
        for letter, pages in families.items()
    )
