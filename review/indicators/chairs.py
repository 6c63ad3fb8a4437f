"""Women chairing CTN, GT and CMN on a day: 4.2 (product_rules §4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee, Mandate, Person
from catalogue.committees.queries import counted_on, running
from catalogue.committees.vocabulary import (
    COMMITTEE_KIND_LABELS,
    COUNTED_SEXES,
    SEX_LABELS,
    STANDARDS_KINDS,
    CommitteeKind,
    MandateRole,
    Sex,
)
from catalogue.messages import N_, Message
from review.indicators.figures import Cell, Details, Figure, Headline, Line, Question, Table
from review.indicators.holders import chairing
from review.indicators.participation import Tally, missing, missing_among_new, needed

_NO_CHAIR = N_("Sans objet : aucune présidence de CTN n’est pourvue avec un sexe déclaré.")
_NO_COMMITTEE = N_("Rien à compter pour le moment.")


def chairs(session: Session, question: Question, target: Fraction | None) -> Figure:
    """Count the women among the chairs filled on a day, for each kind of committee (4.2).

    A chair is a public office and is always shown. Vacant seats and undeclared sex stay outside
    the ratio and are shown beside; no percentage is given when too few have declared theirs. The
    plan's target is on CTN, whose line is the headline.
    """
    held = chairs_of(session, question)
    technical = held[CommitteeKind.TECHNICAL]
    sought = target if technical.declared else None
    return Figure(
        question.at,
        tuple(
            Line(COMMITTEE_KIND_LABELS[kind], one.women, one.declared, _thin(one, question))
            for kind, one in held.items()
        ),
        headline=Headline(
            technical.women,
            technical.declared,
            target=target,
            needed=None if sought is None else needed(technical, sought),
            missing=None if sought is None else missing(technical, sought),
            missing_among_new=None if sought is None else missing_among_new(technical, sought),
            coverage=technical.coverage,
            bounds=technical.bounds,
            withheld=_thin(technical, question),
            not_applicable=None if technical.declared else _NO_CHAIR,
        ),
        more=lambda: _details(session, question, held),
    )


def chairs_of(session: Session, question: Question) -> Mapping[CommitteeKind, Tally]:
    """Give the chairs of the day asked by kind of committee, read once for one question."""
    return question.once("chairs", lambda: _held(session, question.at))


def _held(session: Session, on: date) -> Mapping[CommitteeKind, Tally]:
    rows = session.execute(
        sa.select(Committee.kind, Person.sex, sa.func.count())
        .select_from(Mandate)
        .join(Committee, Committee.id == Mandate.committee_id)
        .outerjoin(Person, Person.id == Mandate.person_id)
        .where(chairing(on))
        .group_by(Committee.kind, Person.sex)
    )
    found: Counter[tuple[CommitteeKind, Sex | None]] = Counter()
    for kind, sex, number in rows:
        found[kind, None if sex is None else sex.counted_as] += number
    return {
        kind: Tally(*(found[kind, sex] for sex in (*COUNTED_SEXES, None)))
        for kind in STANDARDS_KINDS
    }


def _thin(tally: Tally, question: Question) -> Message | None:
    if not tally.held or tally.covered(question.least):
        return None
    return N_("pas de pourcentage : trop de personnes n’ont pas déclaré leur sexe")


def _details(session: Session, question: Question, held: Mapping[CommitteeKind, Tally]) -> Details:
    rows = _by_committee(session, question.at)
    undeclared = [
        Line(N_("Sexe non déclaré : %(kind)s", kind=COMMITTEE_KIND_LABELS[kind]), one.undeclared)
        for kind, one in held.items()
        if one.undeclared
    ]
    return Details(
        (
            *undeclared,
            Line(N_("Présidences vacantes"), sum(one.vacant for one in held.values())),
            Line(
                N_("Comités dont la présidence n’est pas enregistrée"),
                sum(row.mandate_id is None for row in rows),
            ),
        ),
        records=(
            Table(
                N_("Présidence de chaque comité"),
                (N_("Comité"), N_("Présidence"), N_("Sexe déclaré")),
                tuple((f"{row.code} – {row.title_fr}", *_chair(row)) for row in rows),
                empty=_NO_COMMITTEE,
            ),
        ),
    )


def _by_committee(session: Session, on: date) -> Sequence[Any]:
    """Give every committee that counts on a day with who chairs it, if anybody does."""
    return session.execute(
        sa.select(
            Committee.code,
            Committee.title_fr,
            Mandate.id.label("mandate_id"),
            Person.id.label("person_id"),
            Person.given_names,
            Person.family_name,
            Person.sex,
        )
        .outerjoin(
            Mandate,
            sa.and_(
                Mandate.committee_id == Committee.id,
                Mandate.role == MandateRole.CHAIR,
                Mandate.titular,
                running(on),
            ),
        )
        .outerjoin(Person, Person.id == Mandate.person_id)
        .where(Committee.kind.in_(STANDARDS_KINDS), counted_on(on))
        .order_by(Committee.kind, sa.func.length(Committee.code), Committee.code)
    ).all()


def _chair(row: Any) -> tuple[Cell, Cell]:
    if row.mandate_id is None:
        return N_("Non enregistrée"), None
    if row.person_id is None:
        return N_("Vacante"), None
    return f"{row.given_names} {row.family_name}", SEX_LABELS[row.sex]
