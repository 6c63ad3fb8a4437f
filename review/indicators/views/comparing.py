"""The comparison of plan line 2.3: our figures beside those of others, as a page and as files."""

from __future__ import annotations

from flask import Response, render_template, request

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import in_three_files, table_response
from catalogue.errors import Invalid, NotAllowed
from catalogue.messages import N_
from catalogue.paging import UrlState
from catalogue.permissions import current_actor, public
from review.indicators import comparison_rows, services
from review.indicators.comparison import published_words
from review.indicators.forms import DayForm
from review.indicators.side_by_side import SideBySide, side_by_side
from review.indicators.views.blueprint import blueprint
from review.reference_data.presentation import share_words
from review.reference_data.rules import keeps_series
from review.reference_data.vocabulary import TERRITORY_LABELS, TOPIC_LABELS

Answer = str | tuple[str, int] | Response
PATH = "/comparaison"
_ASKED = ("at",)


@blueprint.get(PATH, endpoint="side_by_side")
@public
def page() -> Answer:
    """Show our figures beside those that others publish, with source, date and link."""
    form = _form()
    shown = _shown(form)
    shown_page = render_template(
        "review/indicators/side_by_side.html",
        form=form,
        shown=shown,
        state=UrlState.read(request.args.items(multi=True), _ASKED),
        free=current_actor().signed_in,
        keeper=keeps_series(current_actor()),
        bars=comparison_rows.bars,
        sides=comparison_rows.SIDES,
        most_bars=comparison_rows.MOST_BARS,
        published_words=published_words,
        share_words=share_words,
        topics=TOPIC_LABELS,
        territories=TERRITORY_LABELS,
    )
    return shown_page if shown is not None else (shown_page, 422)


@in_three_files(blueprint, PATH)
@public
def side_by_side_file(ending: str) -> Response:
    """Give the same as a file: one row a figure, ours and those of others."""
    form = _form()
    shown = _shown(form)
    if shown is None:
        raise Invalid(N_("Écrivez la date ainsi : JJ/MM/AAAA."), {})
    return table_response(
        ending,
        f"comparaison-{shown.on.isoformat()}",
        comparison_rows.COLUMNS,
        comparison_rows.rows(shown),
    )


def _form() -> DayForm:
    """Read the day asked. Raises :class:`NotAllowed` for another day without an account."""
    if request.args.get("at") and not current_actor().signed_in:
        raise NotAllowed(
            N_(
                "À une autre date, les chiffres sur les personnes se lisent dans les relevés clos. "
                "Connectez-vous pour en demander d’autres."
            )
        )
    return DayForm()


def _shown(form: DayForm) -> SideBySide | None:
    """Give the comparison of the day asked, or say beside the field why that cannot be."""
    if not form.validate():
        return None
    try:
        asked = services.question(db.session, at=form.at.data, today=clock.today())
    except Invalid as error:
        form.point_out(error.problems)
        return None
    return side_by_side(db.session, current_actor(), asked)
