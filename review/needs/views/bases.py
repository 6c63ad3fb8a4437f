"""The picker of base standards (field 23): looked up in the catalogue, added one by one."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import Invalid
from catalogue.i18n import say
from catalogue.permissions import Permission, current_actor, requires
from catalogue.records.base_lookup import look_up
from catalogue.records.designation import key
from review.needs import rules, services
from review.needs.cited import references_in
from review.needs.completeness import says_none
from review.needs.models import NeedsExpression
from review.needs.views.blueprint import blueprint, find

LONGEST_TEXT = 200


@blueprint.get("/<int:needs_id>/normes-de-base")
@requires(Permission.NEEDS_DRAFT, Permission.NEEDS_SCREEN)
def bases(needs_id: int) -> Response | str:
    """Look for a base standard by its reference or words of its title."""
    needs = find(needs_id)
    if not rules.may_edit(current_actor(), needs):
        return redirect(url_for("needs.page", needs_id=needs.id))
    text = request.args.get("q", "").strip()[:LONGEST_TEXT]
    chosen = references_in(needs.base_references)
    return render_template(
        "review/needs/bases.html",
        needs=needs,
        text=text,
        found=look_up(db.session, current_actor(), text, on=clock.today()),
        chosen=chosen,
        chosen_keys={key(one) for one in chosen},
        key=key,
    )


@blueprint.post("/<int:needs_id>/normes-de-base")
@requires(Permission.NEEDS_DRAFT, Permission.NEEDS_SCREEN)
def change_base(needs_id: int) -> Response:
    """Add one reference to field 23, or take it off when it is there."""
    needs = find(needs_id)
    reference = " ".join(request.form.get("reference", "").split())[:LONGEST_TEXT]
    if reference:
        try:
            services.save_answers(
                db.session,
                needs,
                {"base_references": _with(needs, reference)},
                actor=current_actor(),
                seen_version=needs.version,
                at=clock.now(),
            )
        except Invalid as refusal:
            flash(" ".join(say(one) for one in refusal.problems.values()), "warning")
        else:
            db.session.commit()
            flash(_("Le champ 23 est enregistré."), "success")
    return redirect(url_for("needs.bases", needs_id=needs.id, q=request.form.get("q", "")))


def _with(needs: NeedsExpression, reference: str) -> str:
    """Write the reference on a line of its own, or take its line off; other lines stay."""
    text = needs.base_references or ""
    lines = [] if says_none(text) else text.splitlines()
    kept = [line for line in lines if key(reference) not in map(key, references_in(line))]
    return "\n".join(kept if len(kept) < len(lines) else [*lines, reference]).strip()
