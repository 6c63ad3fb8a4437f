"""The checklist as everybody may read it: one version, and the list of versions."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask_babel import get_locale

from catalogue.database import db
from catalogue.permissions import public
from catalogue.shipped_lists import rows_of
from review.checklists.models import Question
from review.checklists.queries import latest_published, published_version, published_versions

blueprint = Blueprint("checklists", __name__, url_prefix="/methode/grille")


@blueprint.get("")
@public
def index() -> str:
    """Show the version that new rounds start with."""
    latest = latest_published(db.session)
    if latest is None:
        abort(404)
    return _page(latest.number)


@blueprint.get("/<int:number>")
@public
def version(number: int) -> str:
    """Show one published version; a round keeps the one it started with."""
    return _page(number)


def _page(number: int) -> str:
    found = published_version(db.session, number)
    if found is None:
        abort(404)
    return render_template(
        "review/checklists/checklist.html",
        checklist=found,
        versions=published_versions(db.session),
        sources={row["code"]: row["url"] for row in rows_of("sources.csv")},
        part=part,
    )


def part(question: Question, name: str) -> str:
    """Give a part of a criterion in the reader's language, French where there is no other."""
    translated = getattr(question, f"{name}_en") if str(get_locale()) == "en" else ""
    return str(translated or getattr(question, f"{name}_fr"))
