"""Our figures of women and men beside those that others publish (2.3, plan line 2.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from catalogue.messages import N_, Message
from review.directory.queries import body_figures
from review.indicators import chairs, people
from review.indicators.figures import Cell, Details, Figure, Headline, Line, Link, Question, Table
from review.reference_data.models import SeriesValue
from review.reference_data.queries import compared_on
from review.reference_data.vocabulary import TOPIC_LABELS, Topic

_UNKNOWN = N_("inconnu")
_NO_YEAR = N_("année non dite")

# The indicator of ours that each topic is compared on, and what counts it.
OWN = {
    Topic.COMMITTEES: ("1.1", people.participation),
    Topic.MANAGEMENT: ("1.1b", people.management),
    Topic.STAFF: ("2.1", people.staff),
    Topic.EXPERTS: ("2.2", people.experts),
    Topic.CHAIRS: ("4.2", chairs.chairs),
}


def comparison(session: Session, question: Question, _target: Fraction | None) -> Figure:
    """Count the topics on which a figure of ours stands beside one from elsewhere, with its source.

    The plan asks for the table. Our own figures are in ``records``, which are not for everybody:
    small numbers would show there. What others publish is in ``tables``, as they print it.
    """
    own = _own(session, question)
    others = _others(session, question)
    both = [topic for topic in Topic if own[topic].denominator and others[topic]]
    elsewhere = sum(len(values) for values in others.values())
    return Figure(
        question.at,
        (Line(N_("Sujets comparés, sur ceux que l’Agence suit"), len(both), len(Topic)),),
        headline=Headline(len(both), len(Topic)),
        more=lambda: Details(
            (
                Line(N_("Chiffres publiés ailleurs sur ces sujets"), elsewhere),
                Line(
                    N_("Sujets sans aucun chiffre publié ailleurs"),
                    sum(not others[topic] for topic in Topic),
                ),
            ),
            tables=(_published(session, question, others),),
            records=(_compared(own, others),),
        ),
    )


def comparison_records(session: Session, question: Question) -> Sequence[Mapping[str, Any]]:
    """Give each row of the table as a closed reading keeps it: ours, then what stands beside."""
    own, others = _own(session, question), _others(session, question)
    return [
        {
            "topic": topic.value,
            "indicator": OWN[topic][0],
            "numerator": own[topic].numerator,
            "denominator": own[topic].denominator,
            "others": [
                {
                    "series": one.series_id,
                    "place": one.series.place,
                    "year": one.year,
                    "women": one.women,
                    "men": one.men,
                    "published_share": one.published_share,
                    "source_link": one.series.source_link,
                }
                for one in others[topic]
            ],
        }
        for topic in Topic
    ]


def _own(session: Session, question: Question) -> Mapping[Topic, Headline]:
    return {topic: count(session, question, None).known_by for topic, (_code, count) in OWN.items()}


def _others(session: Session, question: Question) -> Mapping[Topic, list[SeriesValue]]:
    found: dict[Topic, list[SeriesValue]] = {topic: [] for topic in Topic}
    for one in compared_on(session, question.at):
        if one.series.topic is not None:
            found[one.series.topic].append(one)
    return found


def _compared(own: Mapping[Topic, Headline], others: Mapping[Topic, list[SeriesValue]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for topic in Topic:
        code, _count = OWN[topic]
        ours = Link(code, "indicators.sheet", (("code", code),))
        rows.append((TOPIC_LABELS[topic], ours, N_("l’Agence"), _share(own[topic]), None))
        rows += [
            (
                TOPIC_LABELS[topic],
                Link(one.series.title, "reference_data.series", (("series_id", one.series_id),)),
                one.series.place,
                published_words(one),
                one.year if one.year is not None else _NO_YEAR,
            )
            for one in others[topic]
        ]
        if not others[topic]:
            rows.append((TOPIC_LABELS[topic], None, N_("ailleurs"), _UNKNOWN, None))
    return Table(
        N_("Nos chiffres à côté de ceux d’autres organismes"),
        (N_("Sujet"), N_("Chiffre"), N_("De qui"), N_("Femmes"), N_("Année")),
        tuple(rows),
        empty=_UNKNOWN,
    )


def _published(
    session: Session, question: Question, others: Mapping[Topic, list[SeriesValue]]
) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            TOPIC_LABELS[topic],
            one.series.place,
            published_words(one),
            one.year if one.year is not None else _NO_YEAR,
            one.series.publisher,
        )
        for topic in Topic
        for one in others[topic]
    ]
    rows += [
        (
            one.counted,
            one.body,
            one.share_text if one.women is None else _counts(one.women, one.men),
            one.year if one.year is not None else _NO_YEAR,
            one.source,
        )
        for one in body_figures(session, question.at)
    ]
    return Table(
        N_("Ce que d’autres organismes publient"),
        (N_("Sujet"), N_("De qui"), N_("Femmes"), N_("Année"), N_("Source")),
        tuple(rows),
        empty=N_("Aucun chiffre d’un autre organisme n’est enregistré."),
    )


def _share(own: Headline) -> Message:
    if not own.denominator:
        return _UNKNOWN
    return N_("%(women)s sur %(all)s", women=own.numerator, all=own.denominator)


def published_words(value: SeriesValue) -> Message:
    """Write a value as its publisher prints it: «9 sur 30», or «28 %, part publiée»."""
    if value.published_share is not None:
        return N_("%(share)s %%, part publiée", share=value.published_share.replace(".", ","))
    return _counts(value.women, value.men, value.total)


def _counts(women: int | None, men: int | None, total: int | None = None) -> Message:
    if women is None:
        return _UNKNOWN
    whole = total if men is None else women + men
    if whole is None:
        return N_("%(women)s femmes", women=women)
    return N_("%(women)s sur %(all)s", women=women, all=whole)
