"""Neutral participation texts, beside indicator 4.1."""

from __future__ import annotations

from sqlalchemy.orm import Session

from catalogue.messages import N_
from review.indicators.figures import Cell, Line, Link, Question, Table
from review.nominations.queries import TextInForce, texts_in_force
from review.nominations.vocabulary import TEXT_KIND_LABELS


def in_neutral_terms(session: Session, question: Question) -> tuple[Line, Table]:
    """Count the texts in force on the day asked, and those with nothing of class A open."""
    found = texts_in_force(session, on=question.at)
    return (
        Line(
            N_("Textes de participation en vigueur sans expression de classe A ouverte"),
            sum(not one.open_hints for one in found),
            len(found),
        ),
        Table(
            N_("Textes de participation en vigueur"),
            (
                N_("Texte"),
                N_("Sorte"),
                N_("Version"),
                N_("En vigueur depuis"),
                N_("Classe A ouvertes"),
            ),
            tuple(_row(one) for one in found),
            empty=N_("Aucun texte de participation n’est en vigueur à cette date."),
        ),
    )


def _row(one: TextInForce) -> tuple[Cell, ...]:
    return (
        Link(one.title, "nominations.text", (("text_id", one.text_id),)),
        TEXT_KIND_LABELS[one.kind],
        one.number,
        one.published_on.strftime("%d/%m/%Y"),
        one.open_hints,
    )
