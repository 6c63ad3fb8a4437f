"""The figures about people: 1.1, 1.1b, 2.1, 2.2 and 4.1, from the seats of a day (§4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from sqlalchemy.orm import Session

from catalogue.committees.vocabulary import (
    COMMITTEE_KIND_LABELS,
    MANDATE_ROLE_LABELS,
    POST_KINDS,
    STAKEHOLDER_LABELS,
    STANDARDS_KINDS,
    CommitteeKind,
    MandateRole,
)
from catalogue.messages import N_, Message
from review.indicators.attendance import attendance
from review.indicators.deliverables import specialist_engaged
from review.indicators.figures import Cell, Details, Figure, Headline, Line, Link, Question, Table
from review.indicators.participation import (
    Band,
    Tally,
    band,
    inside_band,
    missing,
    missing_among_new,
    needed,
    pooled,
)
from review.indicators.participation_texts import in_neutral_terms
from review.indicators.seats import Crossed, Place, Seats, crossed, seats
from review.indicators.suppression import TOP, Crossing, CrossingRow

_TOO_FEW = N_("pas de pourcentage : trop de personnes n’ont pas déclaré leur sexe")
_NOBODY = N_("Sans objet : personne n’y est enregistré avec son sexe déclaré.")
BAND_LABELS: dict[Band, Message] = {
    Band.INSIDE: N_("dans l’équilibre 40/60"),
    Band.OUTSIDE: N_("hors de l’équilibre 40/60"),
    Band.UNREACHABLE: N_("taille qui ne permet pas 40/60 (1 ou 3)"),
    Band.NOT_COVERED: N_("trop de sexes non déclarés pour juger"),
    Band.EMPTY: N_("aucun siège occupé"),
}


def participation(session: Session, question: Question, target: Fraction | None) -> Figure:
    """Count the titular seats held by women in CTN, GT and CMN, distinct people beside (1.1)."""
    found = seats_of(session, question)
    whole = found.tally(STANDARDS_KINDS)
    return Figure(
        question.at,
        (_share(N_("Sièges occupés par des femmes"), whole, question),),
        headline=_headline(whole, target, question),
        more=lambda: Details(
            (
                *_of_seats(found, whole, question),
                _share(
                    N_(
                        "Présences de femmes aux réunions, période %(window)s",
                        window=question.window.code,
                    ),
                    attendance(session, question),
                    question,
                ),
            ),
            crossings=(
                _places(found, STANDARDS_KINDS, whole, question),
                *_roles_and_categories(crossed_of(session, question), whole, question),
            ),
        ),
    )


def _roles_and_categories(
    found: Crossed, whole: Tally, question: Question
) -> tuple[Crossing, Crossing]:
    return (
        Crossing(
            "role",
            N_("Par rôle"),
            N_("Rôle"),
            _alike(
                (str(role), MANDATE_ROLE_LABELS[role], tally)
                if role
                else ("unnamed", N_("Comptés sans nom"), tally)
                for (kind, role), tally in found.roles.items()
                if kind in STANDARDS_KINDS
            ),
            whole,
            question.least,
        ),
        Crossing(
            "category",
            N_("Par partie intéressée"),
            N_("Partie intéressée"),
            _alike(
                (str(category), STAKEHOLDER_LABELS[category], tally)
                if category
                else ("unknown", N_("Non connue"), tally)
                for (kind, category), tally in found.categories.items()
                if kind in STANDARDS_KINDS
            ),
            whole,
            question.least,
        ),
    )


def balance(session: Session, question: Question, target: Fraction | None) -> Figure:
    """Set the seats of 1.1 against the 60/40 balance, with the committees inside it (4.1)."""
    whole = seats_of(session, question).tally(STANDARDS_KINDS)
    return Figure(
        question.at,
        (_share(N_("Sièges occupés par des femmes"), whole, question),),
        headline=_headline(whole, target, question),
        more=lambda: _balance_details(session, question, target),
    )


def _balance_details(session: Session, question: Question, target: Fraction | None) -> Details:
    found = seats_of(session, question)
    whole = found.tally(STANDARDS_KINDS)
    places = found.by_place(STANDARDS_KINDS)
    inside, judged = inside_band(places.values(), least=question.least)
    states = [band(tally, least=question.least) for tally in places.values()]
    neutral, participation_texts = in_neutral_terms(session, question)
    return Details(
        (
            Line(
                N_("Comités dans l’équilibre 40/60, sur ceux qu’on peut juger"),
                inside,
                judged,
                judges="place",
            ),
            *(
                Line(N_("Comités : %(state)s", state=BAND_LABELS[state]), states.count(state))
                for state in (Band.UNREACHABLE, Band.NOT_COVERED, Band.EMPTY)
            ),
            neutral,
            specialist_engaged(session, question),
            *_of_seats(found, whole, question),
        ),
        records=(
            Table(
                N_("Équilibre de chaque comité"),
                (
                    N_("Comité"),
                    N_("Femmes"),
                    N_("Hommes"),
                    N_("Situation"),
                    N_("Il manque, à nombre de sièges égal"),
                ),
                tuple(
                    _balance_row(place, tally, target, question) for place, tally in places.items()
                ),
                empty=N_("Aucun comité n’est enregistré."),
            ),
            participation_texts,
        ),
        crossings=(_places(found, STANDARDS_KINDS, whole, question),),
    )


def management(session: Session, question: Question, target: Fraction | None) -> Figure:
    """Count the women holding a management post of the agency (1.1b)."""
    found = seats_of(session, question)
    kinds = (CommitteeKind.MANAGEMENT,)
    whole = found.tally(kinds)
    return _people(
        N_("Femmes aux postes de direction"),
        found.managers + found.unnamed(kinds),
        whole,
        question,
        target=target,
        crossings=lambda: (_places(found, kinds, whole, question),),
    )


def staff(session: Session, question: Question, target: Fraction | None) -> Figure:
    """Count the women among the agency's staff, management included, each person once (2.1)."""
    found = seats_of(session, question)
    whole = found.tally(POST_KINDS)
    return _people(
        N_("Femmes parmi le personnel"),
        found.agents + found.unnamed(POST_KINDS),
        whole,
        question,
        target=target,
        crossings=lambda: (_places(found, POST_KINDS, whole, question),),
    )


def experts(session: Session, question: Question, target: Fraction | None) -> Figure:
    """Count the women among national experts, each person once (2.2)."""
    found = seats_of(session, question)
    register = (CommitteeKind.EXPERTS,)
    return _people(
        N_("Femmes parmi les experts nationaux"),
        found.experts + found.unnamed(register),
        found.tally(register),
        question,
        target=target,
        crossings=lambda: (_expertise(session, question),),
    )


def _expertise(session: Session, question: Question) -> Crossing:
    by_kind = crossed_of(session, question).experts_by_kind(seats_of(session, question))
    return Crossing(
        "kind",
        N_("Mandats d’expertise, par sorte de comité"),
        N_("Sorte de comité"),
        tuple(
            CrossingRow(kind.value, COMMITTEE_KIND_LABELS[kind], tally)
            for kind, tally in by_kind.items()
        ),
        pooled(by_kind.values()),
        question.least,
    )


def without_names(
    session: Session, question: Question, kinds: Iterable[CommitteeKind]
) -> list[dict[str, object]]:
    """Give the counts without names that a figure adds to its mandates, as a reading keeps them."""
    wanted = frozenset(kinds)
    return [
        {
            "count_id": one.id,
            "committee": one.place.code,
            "counted_on": one.counted_on.isoformat(),
            "source": one.source,
            "women": one.tally.women,
            "men": one.tally.men,
            "undeclared": one.tally.undeclared,
            "vacant": one.tally.vacant,
        }
        for one in seats_of(session, question).counts
        if one.place.kind in wanted
    ]


def seats_of(session: Session, question: Question) -> Seats:
    """Give the seats of the day asked, read once for all the indicators of one question."""
    return question.once("seats", lambda: seats(session, on=question.at))


def crossed_of(session: Session, question: Question) -> Crossed:
    """Give the seats of the day asked by role and category, read once for one question."""
    return question.once("crossed", lambda: crossed(session, seats_of(session, question)))


def _people(
    label: Message,
    people: Tally,
    posts: Tally,
    question: Question,
    *,
    target: Fraction | None,
    crossings: Callable[[], tuple[Crossing, ...]] = tuple,
) -> Figure:
    return Figure(
        question.at,
        (_share(label, people, question),),
        headline=_headline(people, target, question),
        more=lambda: Details(
            (
                Line(N_("Sexe non déclaré"), people.undeclared),
                Line(N_("Postes ou sièges vacants"), posts.vacant),
            ),
            crossings=crossings(),
        ),
    )


def _share(label: Message, tally: Tally, question: Question) -> Line:
    thin = bool(tally.held) and not tally.covered(question.least)
    return Line(label, tally.women, tally.declared, _TOO_FEW if thin else None, people=True)


def _headline(tally: Tally, target: Fraction | None, question: Question) -> Headline:
    asked = target is not None and bool(tally.declared)
    return Headline(
        tally.women,
        tally.declared,
        target=target,
        needed=needed(tally, target) if asked and target is not None else None,
        missing=missing(tally, target) if asked and target is not None else None,
        missing_among_new=(
            missing_among_new(tally, target) if asked and target is not None else None
        ),
        coverage=tally.coverage,
        bounds=tally.bounds,
        withheld=_TOO_FEW if tally.held and not tally.covered(question.least) else None,
        not_applicable=None if tally.declared else _NOBODY,
    )


def _of_seats(found: Seats, whole: Tally, question: Question) -> tuple[Line, ...]:
    unnamed = found.unnamed(STANDARDS_KINDS)
    return (
        _share(N_("Personnes distinctes, femmes"), found.participants, question),
        _share(
            N_("Suppléances tenues par des femmes"),
            found.tally(STANDARDS_KINDS, titular=False),
            question,
        ),
        Line(N_("Sièges dont le sexe n’est pas déclaré"), whole.undeclared),
        Line(N_("Sièges vacants"), whole.vacant),
        Line(N_("Sièges comptés sans nom, dans le total"), unnamed.held),
    )


def _places(
    found: Seats, kinds: Iterable[CommitteeKind], whole: Tally, question: Question
) -> Crossing:
    rows: list[CrossingRow] = []
    for kind in kinds:
        rows.append(CrossingRow(kind.value, COMMITTEE_KIND_LABELS[kind], found.tally((kind,))))
        rows += [
            CrossingRow(f"c{place.id}", f"{place.code} – {place.title}", tally, group=kind.value)
            for place, tally in found.by_place((kind,)).items()
        ]
    return Crossing("place", N_("Par comité"), N_("Comité"), tuple(rows), whole, question.least)


def _alike(parts: Iterable[tuple[str, Message, Tally]]) -> tuple[CrossingRow, ...]:
    found: dict[str, CrossingRow] = {}
    for key, label, tally in parts:
        before = found[key].tally if key in found else Tally()
        # Chairs are public offices: 4.2 shows them to everybody.
        found[key] = CrossingRow(
            key, label, before + tally, TOP, open=key == MandateRole.CHAIR.value
        )
    return tuple(sorted(found.values(), key=lambda row: -row.tally.held))


def _balance_row(
    place: Place, tally: Tally, target: Fraction | None, question: Question
) -> tuple[Cell, ...]:
    return (
        Link(
            f"{place.code} – {place.title}",
            "committees.committee",
            (("committee_id", place.id),),
        ),
        tally.women,
        tally.men,
        BAND_LABELS[band(tally, least=question.least)],
        missing(tally, target) if target is not None and tally.declared else None,
    )
