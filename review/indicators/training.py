"""The people trained on gender (3.2): distinct people once each, person-trainings beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from catalogue.committees.vocabulary import COUNTED_SEXES, Sex
from catalogue.messages import N_, Message
from review.indicators.figures import Details, Figure, Headline, Line, Link, Question, Table
from review.indicators.participation import Tally
from review.indicators.suppression import Crossing, CrossingRow
from review.training.counting import Trained, attended, trained

_TOO_FEW = N_("pas de pourcentage : trop de personnes n’ont pas déclaré leur sexe")


def people_trained(session: Session, question: Question, target: Fraction | None) -> Figure:
    """Count distinct people who attended a training held in the period, until the day (3.2).

    Only people known by name are counted once each. People counted without a name stand apart, once
    at each event: nobody can tell whether they came to another one.
    """
    found = trained(session, *_days(question))
    people = _tally(found.people)
    attendances = sum(found.attendances.values())
    unnamed = _tally(found.unnamed)
    sought = None if target is None else int(target)
    return Figure(
        question.at,
        (
            Line(N_("Personnes distinctes formées"), people.held),
            Line(
                N_("Femmes, parmi celles qui ont déclaré leur sexe"),
                people.women,
                people.declared,
                _too_few(people, question),
                people=True,
            ),
        ),
        headline=Headline(
            people.held,
            target=target,
            needed=sought,
            missing=None if sought is None else max(0, sought - people.held),
            coverage=people.coverage,
            bounds=people.bounds,
        ),
        more=lambda: Details(
            (
                Line(N_("Sexe non déclaré"), people.undeclared),
                Line(
                    N_("Participations : une personne venue deux fois en compte deux"), attendances
                ),
                Line(N_("Formations tenues"), len(found.events)),
                Line(N_("Personnes sans nom : comptées une fois par séance, à part"), unnamed.held),
                Line(
                    N_("Femmes sans nom, parmi celles dont le sexe est connu"),
                    unnamed.women,
                    unnamed.declared,
                    _too_few(unnamed, question),
                    people=True,
                ),
            ),
            records=(_events_table(found),),
            crossings=(
                Crossing(
                    "first_year",
                    N_("Personnes distinctes, par année de leur première formation de la période"),
                    N_("Année"),
                    tuple(
                        CrossingRow(f"y{year}", str(year), _of_year(found, year))
                        for year in sorted({year for year, _sex in found.first_years})
                    ),
                    people,
                    question.least,
                ),
            ),
        ),
    )


def _too_few(tally: Tally, question: Question) -> Message | None:
    return _TOO_FEW if tally.held and not tally.covered(question.least) else None


def attendance_records(session: Session, question: Question) -> Sequence[Mapping[str, Any]]:
    """Give what is behind the figure as a closed reading keeps it, without anybody's name."""
    start, end = _days(question)
    unnamed = [
        {
            "event_id": one.event_id,
            "held_until": one.ends_on.isoformat(),
            "unnamed": {sex.value: number for sex, number in one.unnamed.items()},
        }
        for one in trained(session, start, end).events
        if any(one.unnamed.values())
    ]
    return [*attended(session, start, end), *unnamed]


def _days(question: Question) -> tuple[date, date]:
    return question.window.start, min(question.window.end, question.at)


def _events_table(found: Trained) -> Table:
    return Table(
        N_("Formations tenues et participations"),
        (
            N_("Formation"),
            N_("Dernier jour"),
            N_("Femmes"),
            N_("Hommes"),
            N_("Non déclaré"),
            N_("Sans nom"),
        ),
        tuple(
            (
                Link(one.title, "training.event", (("event_id", one.event_id),)),
                f"{one.ends_on:%d/%m/%Y}",
                *(one.named[sex] for sex in COUNTED_SEXES),
                sum(one.unnamed.values()),
            )
            for one in found.events
        ),
        empty=N_("Aucune formation ne s’est tenue dans cette période."),
    )


def _of_year(found: Trained, year: int) -> Tally:
    return _tally({sex: found.first_years.get((year, sex), 0) for sex in COUNTED_SEXES})


def _tally(counted: Mapping[Sex, int]) -> Tally:
    return Tally(counted[Sex.WOMAN], counted[Sex.MAN], counted[Sex.UNDECLARED])
