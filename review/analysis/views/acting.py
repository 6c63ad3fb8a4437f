"""What a reviewer does with hints, from the page of the text or from the list."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done
from review.analysis import hint_queries, services
from review.analysis.forms import ActForm
from review.analysis.hint_queries import View
from review.analysis.models import TextHint
from review.analysis.views.blueprint import blueprint, chosen, view_of
from review.analysis.views.reading import hints_page, reading_page
from review.analysis.vocabulary import HintState


@blueprint.post("/<int:text_id>/pistes")
@requires(Permission.REVIEW_FILL)
def act(text_id: int) -> Response | tuple[str, int]:
    """Keep, resolve, dismiss or open again a hint, with those equal to it if asked."""
    session, view = db.session, view_of(text_id)
    wanted = request.form.get("hint", "")
    hint = None
    if wanted.isascii() and wanted.isdecimal() and len(wanted) <= len(str(2**31)) - 1:
        hint = hint_queries.hint_of(session, text_id, int(wanted))
    state = {one.value: one for one in HintState}.get(request.form.get("act", ""))
    if hint is None or state is None or view.assignment is None:
        raise NotFound
    form = ActForm()
    found = hint_queries.equal_hints(session, view, hint) if form.together.data else [hint]
    if form.validate_on_submit() and done(form, lambda: _carry_out(view, found, state, form)):
        flash(_done(state, len(found)), "success")
        return redirect(_back(view, hint))
    if _from_list():
        return hints_page(view, form=form, acted_on=hint.id), 422
    return reading_page(view, hint.page, form=form, acted_on=hint.id), 422


def _carry_out(view: View, found: Sequence[TextHint], state: HintState, form: ActForm) -> None:
    if view.assignment is None:
        raise NotFound
    services.act_on_hints(
        db.session,
        view.assignment,
        found,
        state,
        word=form.word.data or "",
        criterion=form.criterion.data,
        actor=current_actor(),
        at=clock.now(),
    )


def _done(state: HintState, count: int) -> str:
    match state:
        case HintState.KEPT:
            said = ngettext(
                "La piste est gardée : son article et sa citation sont dans votre grille.",
                "%(num)d pistes sont gardées : leurs articles et leurs citations sont dans votre "
                "grille.",
                count,
            )
        case HintState.RESOLVED:
            said = ngettext("La piste est réglée.", "%(num)d pistes sont réglées.", count)
        case HintState.DISMISSED:
            said = ngettext("La piste est écartée.", "%(num)d pistes sont écartées.", count)
        case HintState.OPEN:
            said = ngettext(
                "La piste est de nouveau à regarder.",
                "%(num)d pistes sont de nouveau à regarder.",
                count,
            )
    return str(said)


def _from_list() -> bool:
    return request.form.get("from") == "list"


def _back(view: View, hint: TextHint) -> str:
    """Go back where the person was: the list as they filtered it, or the page of the hint."""
    state = chosen() if _from_list() else chosen().at_page(hint.page)
    endpoint = "analysis.hints" if _from_list() else "analysis.reading"
    address = url_for(endpoint, text_id=view.text.id)
    return f"{address}{state.query if state.pairs else ''}#piste-{hint.id}"
