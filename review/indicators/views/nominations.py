"""The seats to be filled and what each nomination would do to 1.1, 4.1 and 4.2."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from flask import render_template, request
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.committees.vocabulary import COMMITTEE_KIND_LABELS, STANDARDS_KINDS, Sex
from catalogue.database import db
from catalogue.paging import Page, UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from review.indicators import queries, services
from review.indicators.nominations import Effect, effect, months_later, of_sex
from review.indicators.openings import Opening, openings
from review.indicators.participation import Band, band, missing
from review.indicators.people import BAND_LABELS, seats_of
from review.indicators.seats import Seats
from review.indicators.views.blueprint import blueprint
from review.nominations import hooks
from review.nominations.hooks import Share
from review.nominations.rules import keeps_nominations

HORIZONS = (3, 6, 12)
_USUAL = 6
_KINDS = {kind.value: kind for kind in STANDARDS_KINDS}


@dataclass(frozen=True, slots=True)
class Choice:
    """What naming a woman, or a man, would do: to the committee, to all, to the band."""

    committee: Effect
    everywhere: Effect
    band: Band


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """A seat to be filled with both choices."""

    opening: Opening
    woman: Choice
    man: Choice


@blueprint.get("/nominations")
@requires(Permission.INDICATOR_READ_DETAIL)
def nominations() -> str:
    """List the seats to be filled, with what each nomination would do to the figures."""
    session = db.session
    state = UrlState.read(request.args.items(multi=True), ("mois", "sorte", "page"))
    months = next((one for one in HORIZONS if state.value("mois") == str(one)), _USUAL)
    asked = services.question(session, today=clock.today())
    found = seats_of(session, asked)
    page = openings(
        session,
        on=asked.at,
        until=months_later(asked.at, months),
        kind=_KINDS.get(state.value("sorte")),
        page=page_number(state.value("page")),
    )
    targets = {code: services.target_of(queries.sheet_of(session, code)) for code in ("1.1", "4.1")}
    least = asked.least
    return render_template(
        "review/indicators/nominations.html",
        page=Page([_line(one, found, least) for one in page], page.total, page.number),
        whole=found.tally(STANDARDS_KINDS),
        targets=targets,
        months=months,
        horizons=HORIZONS,
        state=state,
        kinds={kind: COMMITTEE_KIND_LABELS[kind] for kind in STANDARDS_KINDS},
        bands=BAND_LABELS,
        missing=missing,
        least=least,
        may_call=keeps_nominations(current_actor()),
    )


def _line(opening: Opening, found: Seats, least: Fraction) -> OpeningLine:
    return OpeningLine(
        opening,
        woman=_choice(opening, found, "femme", least),
        man=_choice(opening, found, "homme", least),
    )


def _choice(opening: Opening, found: Seats, sex: str, least: Fraction) -> Choice:
    leaving, coming = of_sex(opening.sex), of_sex(sex)
    own = effect(found.of_place(opening.committee_id), leaving=leaving, coming=coming)
    everywhere = effect(found.tally(STANDARDS_KINDS), leaving=leaving, coming=coming)
    return Choice(own, everywhere, band(own.after, least=least))


def weighing(session: Session, today: date) -> hooks.Weigh:
    """Say how a nomination is weighed today: against the seats of the day, read once."""
    asked = services.question(session, today=today)
    found = seats_of(session, asked)

    def weigh(committee_id: int, leaving: Sex | None, coming: Sex) -> hooks.Effect:
        gone, come = of_sex(leaving), of_sex(coming)
        own = effect(found.of_place(committee_id), leaving=gone, coming=come)
        everywhere = effect(found.tally(STANDARDS_KINDS), leaving=gone, coming=come)
        return hooks.Effect(
            Share(own.before.share, own.after.share),
            Share(everywhere.before.share, everywhere.after.share),
            BAND_LABELS[band(own.after, least=asked.least)],
        )

    return weigh
