"""What the pages of the slice share."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.committees.models import Mandate
from catalogue.committees.queries import every_committee
from catalogue.committees.vocabulary import MANDATE_ROLE_LABELS
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.i18n import day, say
from catalogue.messages import N_
from catalogue.policy.services import values_of
from review.nominations import queries
from review.nominations.models import Call, ParticipationText, Proposal

blueprint = Blueprint("nominations", __name__)

Answer = str | Response | tuple[str, int]
PDF = "application/pdf"


def text_or_404(text_id: int) -> ParticipationText:
    """Give a participation text, or the page that says there is none."""
    found = queries.text_of(db.session, text_id)
    if found is None:
        raise NotFound(N_("Ce texte n’existe pas. La liste des textes les donne tous."))
    return found


def call_or_404(call_id: int) -> Call:
    """Give a call, or the page that says there is none."""
    found = queries.call_of(db.session, call_id)
    if found is None:
        raise NotFound(N_("Cet appel n’existe pas. La liste des appels les donne tous."))
    return found


def proposal_or_404(call_id: int, proposal_id: int) -> Proposal:
    """Give a proposal of a call, or the page that says there is none."""
    found = queries.proposal_of(db.session, call_id, proposal_id)
    if found is None:
        raise NotFound(N_("Cette proposition n’existe pas. La page de l’appel les donne toutes."))
    return found


def to_text(text: ParticipationText) -> Response:
    """Go back to the page of a text."""
    return redirect(url_for("nominations.text", text_id=text.id))


def to_call(call_id: int) -> Response:
    """Go back to the page of a call."""
    return redirect(url_for("nominations.call", call_id=call_id))


def committee_options() -> list[tuple[int, str]]:
    """Give the committees for a choice."""
    return [(one.id, f"{one.code}, {one.title_fr}") for one in every_committee(db.session)]


def seat_words(seat: Mandate, *, named: bool) -> str:
    """Name a seat: its committee, its role, why it is to be filled; who leaves it if ``named``."""
    role = say(MANDATE_ROLE_LABELS[seat.role])
    if seat.person is None:
        why = say(N_("vacant"))
    elif named:
        why = say(
            N_(
                "mandat de %(name)s, jusqu’au %(day)s",
                name=seat.person.full_name,
                day=day(seat.valid_to) or "…",
            )
        )
    else:
        why = say(N_("mandat qui finit le %(day)s", day=day(seat.valid_to) or "…"))
    return f"{seat.committee.code}, {role} ({why})"


def agency() -> dict[str, str]:
    """Give the agency's names of today, for a paper."""
    found = values_of(db.session, ("agency_name", "agency_acronym"), on=clock.today())
    return {"agency": found["agency_name"], "acronym": found["agency_acronym"]}
