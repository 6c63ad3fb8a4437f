"""The national series of women and men that are available, with source and date (1.3)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from catalogue.messages import N_
from review.indicators.figures import Details, Figure, Line, Link, Question, Table
from review.indicators.vocabulary import french_date
from review.reference_data.models import Series
from review.reference_data.queries import national_on


def available(session: Session, question: Question, _target: Fraction | None) -> Figure:
    """Count the national series available on the day asked whose source and date are known."""
    found = national_on(session, question.at)
    counted = [one for one in found if _dated(one, question)]
    return Figure(
        question.at,
        (Line(N_("Séries nationales disponibles, avec source et date"), len(counted)),),
        more=lambda: Details(
            (
                Line(
                    N_("Séries nationales dont la date de source est inconnue"),
                    len(found) - len(counted),
                ),
            ),
            tables=(
                Table(
                    N_("Les séries nationales"),
                    (
                        N_("Série"),
                        N_("Qui publie"),
                        N_("Date de la source"),
                        N_("Disponible depuis le"),
                    ),
                    tuple(
                        (
                            Link(one.title, "reference_data.series", (("series_id", one.id),)),
                            one.publisher,
                            french_date(one.source_date) if one.source_date else N_("inconnue"),
                            french_date(one.available_on),
                        )
                        for one in found
                    ),
                    empty=N_("Aucune série nationale n’est disponible."),
                ),
            ),
        ),
    )


def records(session: Session, question: Question) -> list[dict[str, Any]]:
    """Give the series counted, as plain rows that a closed reading keeps."""
    return [
        {
            "series": one.id,
            "title": one.title,
            "publisher": one.publisher,
            "source_link": one.source_link,
            "source_date": one.source_date.isoformat() if one.source_date else None,
        }
        for one in national_on(session, question.at)
        if _dated(one, question)
    ]


def _dated(series: Series, question: Question) -> bool:
    return series.source_date is not None and series.source_date <= question.at
