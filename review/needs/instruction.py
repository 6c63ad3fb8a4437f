"""The acts that prepare the decision: admissibility, committee’s and focal point’s opinions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import Invalid, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from catalogue.work_programme.services import set_forecast
from catalogue.work_programme.vocabulary import Forecast
from review.needs import rules
from review.needs.acts import (
    PROBLEMS,
    REASON_WANTED,
    check_version,
    move,
    must_instruct,
    record,
    refuse_future,
    tell_author,
)
from review.needs.answers import answers_of
from review.needs.field_list import CHAIR_FIELDS
from review.needs.models import ForecastOpinion, NeedsExpression
from review.needs.next_act import settled_forecast
from review.needs.vocabulary import Admissibility, ForecastOpinionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """Field 46 as the secretariat answers it; ``asked`` are numbers the chair completes."""

    admissibility: Admissibility
    on: date
    received_on: date
    reason: str = ""
    asked: Sequence[str] = ()
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeOpinion:
    """Field 49: what the committee said, on which day, with which quorum, before whom."""

    text: str
    on: date
    quorum_reached: bool
    women_present: int
    men_present: int


def screen(
    session: Session,
    needs: NeedsExpression,
    screening: Screening,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Say whether the fiche can be examined (46); «à compléter» sends it back to the chair.

    ``organisation_id`` names the requester in the register, where interests are read.
    """
    must_instruct(actor, needs)
    check_version(needs, seen_version)
    problems: dict[str, Message] = {}
    refuse_future("on", screening.on, today, problems)
    refuse_future("received_on", screening.received_on, today, problems)
    if screening.on < screening.received_on and not problems:
        problems["on"] = N_("La fiche ne peut pas être examinée avant d’avoir été reçue.")
    if screening.admissibility is not Admissibility.COMPLETE and not screening.reason.strip():
        problems["reason"] = REASON_WANTED
    known = {field.number for field in CHAIR_FIELDS}
    asked = [number for number in screening.asked if number in known]
    to_complete = screening.admissibility is Admissibility.TO_COMPLETE
    if to_complete and not asked:
        problems["asked"] = N_("Cochez les champs à compléter ou à revoir.")
    if problems:
        raise Invalid(PROBLEMS, problems)
    before = _screened(needs)
    needs.admissibility = screening.admissibility
    needs.admissibility_on = screening.on
    needs.admissibility_reason = screening.reason.strip() or None
    needs.received_on = screening.received_on
    needs.requester_organisation_id = screening.organisation_id
    needs.asked_fields = asked if to_complete else []
    changes = journal.diff(before, _screened(needs))
    reason = needs.admissibility_reason
    if to_complete:
        move(session, needs, "return", actor=actor, at=at, changes=changes, reason=reason)
        tell_author(session, "needs_returned", needs, at=at)
        return
    needs.updated_at = at
    out = screening.admissibility is Admissibility.OUT_OF_SCOPE
    tag = "needs:out_of_scope" if out else "needs:admitted"
    record(session, needs, tag, actor=actor, at=at, changes=changes, reason=reason)


def record_committee_opinion(
    session: Session,
    needs: NeedsExpression,
    opinion: CommitteeOpinion,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Record what the committee said of the need (49), with quorum, women and men present."""
    must_instruct(actor, needs)
    check_version(needs, seen_version)
    problems: dict[str, Message] = {}
    refuse_future("on", opinion.on, today, problems)
    if not opinion.text.strip():
        problems["text"] = N_("Écrivez l’avis du comité.")
    if opinion.women_present + opinion.men_present == 0:
        problems["women_present"] = N_("Comptez les femmes et les hommes présents à la réunion.")
    if problems:
        raise Invalid(PROBLEMS, problems)
    before = _opinion(needs)
    needs.committee_opinion = opinion.text.strip()
    needs.committee_opinion_on = opinion.on
    needs.quorum_reached = opinion.quorum_reached
    needs.women_present = opinion.women_present
    needs.men_present = opinion.men_present
    needs.updated_at = at
    changes = journal.diff(before, _opinion(needs))
    record(session, needs, "needs:committee_opinion", actor=actor, at=at, changes=changes)


def give_forecast_opinion(
    session: Session,
    needs: NeedsExpression,
    kind: ForecastOpinionKind,
    *,
    reclassified_to: Forecast | None,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> ForecastOpinion:
    """Give the focal point's opinion on the forecast (48); a later one is a new row.

    A reclassification changes the forecast of the work item, never the chair's own answer.
    """
    if not rules.may_give_opinion(actor, needs) or actor.account_id is None:
        raise NotAllowed(N_("Seul le point focal genre donne cet avis, sur une fiche déposée."))
    check_version(needs, seen_version)
    problems: dict[str, Message] = {}
    if not reason.strip():
        problems["reason"] = N_("Écrivez le motif de votre avis.")
    if kind is ForecastOpinionKind.CONFIRMED and needs.forecast is Forecast.UNKNOWN:
        problems["kind"] = N_(
            "La présidence a répondu « ne sait pas » : choisissez « Reclassée » et dites à quoi."
        )
    if kind is ForecastOpinionKind.RECLASSIFIED:
        if reclassified_to in {None, Forecast.UNKNOWN}:
            problems["reclassified_to"] = N_("Choisissez la prévision que vous retenez.")
        elif reclassified_to is needs.forecast:
            problems["reclassified_to"] = N_(
                "C’est déjà la prévision de la présidence : choisissez « Confirmée »."
            )
    if problems:
        raise Invalid(PROBLEMS, problems)
    to = reclassified_to if kind is ForecastOpinionKind.RECLASSIFIED else None
    opinion = ForecastOpinion(
        kind=kind,
        forecast=needs.forecast,
        reclassified_to=to,
        reason=reason.strip(),
        given_at=at,
        given_by_id=actor.account_id,
    )
    needs.opinions.append(opinion)
    needs.updated_at = at
    changes = {"opinion": [None, kind.value], "forecast": [needs.forecast, to or needs.forecast]}
    record(
        session,
        needs,
        "needs:forecast_opinion",
        actor=actor,
        at=at,
        changes=changes,
        reason=opinion.reason,
    )
    forecast = settled_forecast(needs)
    if needs.work_item is not None and forecast is not None:
        set_forecast(session, needs.work_item, forecast, actor=actor, at=at, reason=opinion.reason)
    return opinion


def _screened(needs: NeedsExpression) -> dict[str, object]:
    names = (
        "admissibility", "admissibility_on", "admissibility_reason", "received_on",
        "requester_organisation_id", "asked_fields",
    )  # fmt: skip
    return answers_of(needs, names)


def _opinion(needs: NeedsExpression) -> dict[str, object]:
    names = (
        "committee_opinion", "committee_opinion_on", "quorum_reached", "women_present",
        "men_present",
    )  # fmt: skip
    return answers_of(needs, names)
