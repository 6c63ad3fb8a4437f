"""The meetings of the monitoring committee that have their minutes, over those planned (6.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from catalogue.messages import N_
from review.indicators.figures import Details, Figure, Headline, Line, Link, Question, Table
from review.indicators.vocabulary import french_date
from review.monitoring.models import MonitoringMeeting, YearPlan
from review.monitoring.queries import meetings_between, planned_meetings

_NOT_PLANNED = N_(
    "Sans objet : aucun nombre de réunions prévues n’est noté pour cette période à cette date."
)


@dataclass(frozen=True, slots=True)
class Known:
    """What was known on a day of the meetings of a period."""

    at: date
    years: tuple[int, ...]
    plans: Mapping[int, YearPlan]
    meetings: Sequence[MonitoringMeeting]

    def held(self) -> list[MonitoringMeeting]:
        """Give the meetings held by that day."""
        return [one for one in self.meetings if one.held_on is not None and one.held_on <= self.at]

    def with_minutes(self) -> list[MonitoringMeeting]:
        """Give those whose minutes were closed by that day."""
        return [
            one
            for one in self.held()
            if one.minutes is not None and one.minutes.closed_on <= self.at
        ]

    def in_year(self, meetings: Sequence[MonitoringMeeting], year: int) -> int:
        """Count the meetings held in a year."""
        return sum(one.held_on is not None and one.held_on.year == year for one in meetings)

    @property
    def planned(self) -> int:
        """Give how many were planned in the years whose number is known."""
        return sum(plan.meetings for plan in self.plans.values())


def meetings(session: Session, question: Question, _target: Fraction | None) -> Figure:
    """Count the meetings with minutes over those planned, in the years begun by the day asked.

    A year whose number of meetings nobody noted stays outside the ratio, with its meetings; it is
    shown beside. Minutes count from the day they were closed.
    """
    known = _known(session, question)
    done = known.with_minutes()
    counted = [one for one in done if one.held_on and one.held_on.year in known.plans]
    unknown = [year for year in known.years if year not in known.plans]
    return Figure(
        question.at,
        (Line(N_("Réunions tenues avec compte rendu arrêté"), len(counted), known.planned),),
        headline=Headline(
            len(counted),
            known.planned,
            not_applicable=None if known.planned else _NOT_PLANNED,
        ),
        more=lambda: Details(
            (
                Line(
                    N_("Réunions tenues, compte rendu pas encore arrêté"),
                    len(known.held()) - len(done),
                ),
                Line(N_("Réunions à venir, déjà datées"), _to_come(known)),
                Line(N_("Réunions dont la date est passée, sans suite notée"), _overdue(known)),
                Line(N_("Réunions annulées"), _cancelled(known)),
                Line(N_("Années dont le nombre de réunions prévues n’est pas noté"), len(unknown)),
                Line(
                    N_("Comptes rendus arrêtés de ces années, hors du rapport"),
                    len(done) - len(counted),
                ),
            ),
            tables=(
                Table(
                    N_("Par année"),
                    (N_("Année"), N_("Avec compte rendu"), N_("Prévues")),
                    tuple(
                        (
                            str(year),
                            known.in_year(done, year),
                            known.plans[year].meetings if year in known.plans else None,
                        )
                        for year in known.years
                    ),
                    empty=N_("Aucune année de la période n’a commencé."),
                ),
            ),
            records=(
                Table(
                    N_("Les réunions de la période"),
                    (N_("Réunion"), N_("Prévue le"), N_("Tenue le"), N_("Compte rendu arrêté le")),
                    tuple(
                        (
                            Link(
                                N_("Réunion n° %(number)d", number=one.number),
                                "monitoring.meeting",
                                (("meeting_id", one.id),),
                            ),
                            french_date(one.planned_on),
                            french_date(one.held_on)
                            if one in known.held() and one.held_on
                            else None,
                            french_date(one.minutes.closed_on)
                            if one in done and one.minutes
                            else None,
                        )
                        for one in known.meetings
                    ),
                    empty=N_("Aucune réunion n’est enregistrée dans la période."),
                ),
            ),
        ),
    )


def records(session: Session, question: Question) -> list[dict[str, Any]]:
    """Give the meetings counted, as plain rows that a closed reading keeps; nobody's name."""
    return [
        {
            "meeting": one.number,
            "planned_on": one.planned_on.isoformat(),
            "held_on": one.held_on.isoformat() if one.held_on else None,
            "closed_on": one.minutes.closed_on.isoformat() if one.minutes else None,
        }
        for one in _known(session, question).with_minutes()
    ]


def _known(session: Session, question: Question) -> Known:
    window, at = question.window, question.at
    years = tuple(range(window.start.year, min(window.end, at).year + 1))
    return Known(
        at,
        years,
        planned_meetings(session, years, at=at),
        meetings_between(session, window.start, window.end, at=at),
    )


def _open(known: Known) -> list[MonitoringMeeting]:
    """Give what was planned that day and neither held nor cancelled by then."""
    held = known.held()
    return [
        one
        for one in known.meetings
        if one not in held and (one.cancelled_on is None or one.cancelled_on > known.at)
    ]


def _to_come(known: Known) -> int:
    return sum(one.planned_on >= known.at for one in _open(known))


def _overdue(known: Known) -> int:
    return sum(one.planned_on < known.at for one in _open(known))


def _cancelled(known: Known) -> int:
    return sum(
        one.cancelled_on is not None and one.cancelled_on <= known.at for one in known.meetings
    )
