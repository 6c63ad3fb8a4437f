"""The checklist as everybody may read it: a version, the list of versions, what changed."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.database import db
from catalogue.permissions import Permission, current_actor, public
from review.checklists.differences import Op, compare
from review.checklists.models import ChecklistVersion
from review.checklists.ordering import in_page_order
from review.checklists.queries import (
    latest_published,
    open_draft,
    published_version,
    published_versions,
)
from review.checklists.rules import shipped
from review.checklists.views.blueprint import blueprint, known_sources, part
from review.checklists.vocabulary import ANSWER_KIND_LABELS, PART_LABELS
from review.checklists.wording import TEXTS, wording_of


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    """Give every template the words of the checklist."""
    return {
        "ANSWER_KIND_LABELS": ANSWER_KIND_LABELS,
        "CRITERION_TEXTS": TEXTS,
        "Op": Op,
        "PART_LABELS": PART_LABELS,
        "is_shipped_criterion": shipped,
    }


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
    session = db.session
    found = published_version(session, number)
    if found is None:
        abort(404)
    versions = published_versions(session)
    may_edit = current_actor().may(Permission.CHECKLIST_EDIT)
    return render_template(
        "review/checklists/checklist.html",
        checklist=found,
        questions=in_page_order(found.questions),
        versions=versions,
        before=next((one for one in versions if one.number < number), None),
        sources=known_sources(),
        part=part,
        may_edit=may_edit,
        draft=open_draft(session) if may_edit else None,
    )


@blueprint.get("/differences")
@public
def choose_differences() -> Response:
    """Lead to the comparison of two versions chosen in the form of the checklist's page."""
    older, newer = (_number(request.args.get(name, "")) for name in ("de", "a"))
    if older is None or newer is None or older == newer:
        return redirect(url_for(".index", _anchor="versions"))
    older, newer = sorted((older, newer))
    return redirect(url_for(".differences", older=older, newer=newer))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None  # noqa: PLR2004


@blueprint.get("/<int:older>/<int:newer>")
@public
def differences(older: int, newer: int) -> str:
    """Show what changed between two published versions, criterion by criterion."""
    session = db.session
    before, after = published_version(session, older), published_version(session, newer)
    if before is None or after is None:
        abort(404)
    return differences_page(before, after, versions=published_versions(session))


def differences_page(before: ChecklistVersion, after: ChecklistVersion, **names: object) -> str:
    """Render what changed from one version, or the draft, to another."""
    changes = compare(
        [wording_of(one) for one in in_page_order(before.questions)],
        [wording_of(one) for one in in_page_order(after.questions)],
    )
    return render_template(
        "review/checklists/differences.html",
        before=before,
        after=after,
        changes=changes,
        sources=known_sources(),
        unchanged=len(after.questions) - sum(1 for one in changes if not one.removed),
        **names,
    )
