"""The page where a committee's mirrors are looked up, followed and left."""

from __future__ import annotations

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.committees import mirrors
from catalogue.committees.models import Committee
from catalogue.committees.queries import mirrors_of
from catalogue.committees.views.blueprint import Answer, blueprint
from catalogue.committees.vocabulary import MEMBERSHIP_LABELS, Membership
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.i18n import say
from catalogue.permissions import Permission, current_actor, requires
from catalogue.policy.views import agency_context

LONGEST_TEXT = 200
MOST_SUGGESTED = 8
_MEMBERSHIPS = {one.value: one for one in Membership}


@blueprint.get("/suggestions")
@requires(Permission.COMMITTEE_READ)
def suggestions() -> Response:
    """Propose committees of other bodies for what is being typed."""
    found = mirrors.find(db.session, request.args.get("q", "")[:LONGEST_TEXT], _acronym())
    return jsonify(
        suggestions=[{"text": one.reference, "count": one.title} for one in found[:MOST_SUGGESTED]]
    )


@blueprint.get("/<int:committee_id>/miroirs")
@requires(Permission.COMMITTEE_MANAGE)
def follow_page(committee_id: int) -> Answer:
    """Look a committee of another body up, and follow it."""
    return _page(_committee(committee_id))


@blueprint.post("/<int:committee_id>/miroirs")
@requires(Permission.COMMITTEE_MANAGE)
def follow(committee_id: int) -> Answer:
    """Follow a committee, change how the agency takes part, or follow it no longer."""
    found = _committee(committee_id)
    reference = request.form.get("reference", "")
    membership = _MEMBERSHIPS.get(request.form.get("membership", ""))
    actor, at = current_actor(), clock.now()
    try:
        if request.form.get("step") == "retirer":
            mirrors.stop_following(db.session, found, reference, actor=actor, at=at)
            told = _("%(committee)s ne suit plus %(mirror)s.")
        else:
            mirrors.follow(db.session, found, reference, membership, actor=actor, at=at)
            told = _("%(committee)s suit %(mirror)s.")
    except DomainError as refusal:
        if refusal.status != DomainError.status:
            raise
        flash(say(refusal.message), "warning")
    else:
        db.session.commit()
        flash(told % {"committee": found.code, "mirror": reference.strip()}, "success")
    query = request.form.get("q", "")[:LONGEST_TEXT]
    return redirect(url_for("committees.follow_page", committee_id=found.id, q=query or None))


def _page(found: Committee) -> Answer:
    session, acronym = db.session, _acronym()
    text = request.args.get("q", "").strip()[:LONGEST_TEXT]
    followed = mirrors_of(session, found.id)
    known = {one.reference for one in followed}
    return render_template(
        "catalogue/committees/mirrors.html",
        committee=found,
        text=text,
        followed=followed,
        facts=mirrors.described(session, sorted(known), acronym),
        found=[one for one in mirrors.find(session, text, acronym) if one.reference not in known],
        written=" ".join(text.split()) not in known,
        memberships=MEMBERSHIP_LABELS,
    )


def _committee(committee_id: int) -> Committee:
    found = db.session.get(Committee, committee_id)
    if found is None:
        raise NotFound
    return found


def _acronym() -> str:
    acronym: str = agency_context()["agency"].acronym
    return acronym
