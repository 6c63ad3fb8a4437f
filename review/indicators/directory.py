"""Structures identified (1.2), and bodies with a gender plan (1.4), as they were known on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

from sqlalchemy.orm import Session

from catalogue.messages import N_, Message
from review.directory.models import DeclaredUniverse, GenderBody, Structure
from review.directory.queries import bodies_with_plan, structures_on, universe_on
from review.directory.vocabulary import (
    BODY_KIND_LABELS,
    STRUCTURE_KIND_LABELS,
    STRUCTURE_STATE_LABELS,
    BodyKind,
    StructureKind,
    StructureState,
)
from review.indicators.figures import Cell, Details, Figure, Headline, Line, Link, Question, Table
from review.indicators.queries import sheets_of

_IDENTIFIED = N_("Structures identifiées")
_NO_REGION = N_("Région non indiquée")
_NATIONAL = N_("Organismes nationaux de normalisation dont le plan genre est connu")
_OTHERS = N_("Organismes régionaux et internationaux dont le plan genre est connu")
_NOBODY = N_("Aucun organisme dont le plan genre soit connu à cette date.")
BODIES = "1.4"


# --- 1.2 Structures ------------------------------------------------------------------------------


def structures(session: Session, question: Question, target: Fraction | None) -> Figure:
    """Count the structures identified on a day over the universe declared by then (1.2).

    Without a declared universe only the count is given. A structure taken away counts until then.
    """
    on = question.at
    found = structures_on(session, on)
    universe = universe_on(session, on)
    count, total = len(found), universe.number if universe else None
    verified = sum(_verified(one, on) for one in found)
    return Figure(
        on,
        (Line(_IDENTIFIED, count, total, _more_than_declared(count, total)),),
        headline=_structures_headline(count, universe, target),
        more=lambda: Details(
            (Line(N_("Vérifiées, parmi elles"), verified, count),),
            tables=(
                _universe_table(universe),
                _breakdown(
                    N_("Par type de structure"),
                    N_("Type"),
                    Counter(one.kind.value for one in found),
                    [(kind.value, STRUCTURE_KIND_LABELS[kind]) for kind in StructureKind],
                ),
                _breakdown(
                    N_("Par région"),
                    N_("Région"),
                    Counter(one.region for one in found),
                    [
                        *(
                            (region, region)
                            for region in sorted({one.region for one in found} - {""})
                        ),
                        ("", _NO_REGION),
                    ],
                ),
                _structures_table(found, on),
            ),
        ),
    )


def _more_than_declared(count: int, total: int | None) -> Message | None:
    """Say why no share is given: more were found than there are said to be."""
    if total is None or count <= total:
        return None
    return N_("pas de part : plus de structures identifiées que le total déclaré")


def _structures_headline(
    count: int, universe: DeclaredUniverse | None, target: Fraction | None
) -> Headline:
    if universe is None:
        return Headline(
            count,
            not_applicable=N_(
                "Sans objet : aucun total déclaré. Structures identifiées : %(n)s.", n=count
            ),
        )
    needed = None if target is None else ceil(target * universe.number)
    lacking = None if needed is None else max(0, needed - count)
    said: list[Message] = []
    if target is not None and needed is not None:
        said.append(
            N_(
                "Cible : %(share)s %% du total déclaré, soit %(needed)s structures.",
                share=int(target * 100),
                needed=needed,
            )
        )
    if lacking:
        said.append(N_("Il manque %(n)s.", n=lacking))
    if count > universe.number:
        said.append(
            N_(
                "Il y a plus de structures identifiées (%(count)s) que le total déclaré "
                "(%(total)s) : ce total est à revoir, ou ne compte pas les mêmes structures.",
                count=count,
                total=universe.number,
            )
        )
    return Headline(
        count,
        universe.number,
        target=target,
        needed=needed,
        missing=lacking,
        withheld=_more_than_declared(count, universe.number),
        said=tuple(said),
    )


def _verified(one: Structure, on: date) -> bool:
    return one.verified_on is not None and one.verified_on <= on


def _universe_table(universe: DeclaredUniverse | None) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = ()
    if universe is not None:
        source = ", ".join(filter(None, (universe.source, universe.source_date)))
        rows = ((universe.scope, universe.number, f"{universe.declared_on:%d/%m/%Y}", source),)
    return Table(
        N_("Total déclaré"),
        (N_("Ce qu’il compte"), N_("Nombre"), N_("Déclaré le"), N_("Source")),
        rows,
        empty=N_("Aucun total n’est déclaré à cette date."),
    )


def _breakdown(
    caption: Message,
    heading: Message,
    counts: Counter[str],
    order: Sequence[tuple[str, str | Message]],
) -> Table:
    return Table(
        caption,
        (heading, _IDENTIFIED),
        tuple((label, counts[value]) for value, label in order if counts[value]),
        empty=N_("Aucune structure à cette date."),
    )


def _structures_table(found: Sequence[Structure], on: date) -> Table:
    return Table(
        N_("Structures comptées"),
        (N_("Structure"), N_("Type"), N_("Région"), N_("Identifiée le"), N_("État"), N_("Source")),
        tuple(
            (
                Link(one.name, "directory.structure", (("structure_id", one.id),)),
                STRUCTURE_KIND_LABELS[one.kind],
                one.region or None,
                f"{one.identified_on:%d/%m/%Y}",
                STRUCTURE_STATE_LABELS[
                    StructureState.VERIFIED if _verified(one, on) else StructureState.IDENTIFIED
                ],
                one.source,
            )
            for one in found
        ),
        empty=N_("Aucune structure à cette date."),
    )


def structure_records(session: Session, question: Question) -> Sequence[Mapping[str, Any]]:
    """Give the structures counted and the universe, as a closed reading keeps them."""
    universe = universe_on(session, question.at)
    rows: list[Mapping[str, Any]] = [
        {
            "structure_id": one.id,
            "name": one.name,
            "kind": one.kind.value,
            "region": one.region,
            "identified_on": one.identified_on.isoformat(),
            "verified": _verified(one, question.at),
            "source": one.source,
        }
        for one in structures_on(session, question.at)
    ]
    if universe is not None:
        rows.append(
            {
                "universe_id": universe.id,
                "number": universe.number,
                "scope": universe.scope,
                "source": universe.source,
                "declared_on": universe.declared_on.isoformat(),
            }
        )
    return rows


# --- 1.4 Bodies ----------------------------------------------------------------------------------


def bodies(session: Session, question: Question, _target: Fraction | None) -> Figure:
    """Count the bodies whose gender plan was known on a day: national ones, and the others (1.4).

    The agency's own plan stands beside: the line asks for others'. A plan whose years are over
    still counts, and is told.
    """
    on = question.at
    found = bodies_with_plan(session, on)
    counted = [one for one in found if not one.is_agency]
    national = sum(one.kind is BodyKind.NATIONAL for one in counted)
    others = len(counted) - national
    over = sum(one.plan_to is not None and one.plan_to < on.year for one in counted)
    return Figure(
        on,
        (Line(_NATIONAL, national), Line(_OTHERS, others)),
        headline=_bodies_headline(national, others, _targets(session, question)),
        more=lambda: Details(
            (
                Line(N_("Plans dont la période est finie, parmi eux"), over),
                Line(N_("Plan de l’Agence elle-même, à part"), len(found) - len(counted)),
            ),
            tables=(_bodies_table(found),),
        ),
    )


def _targets(session: Session, question: Question) -> tuple[int, int] | None:
    """Read the two targets of the sheet, «5;3»; None when they are not two numbers."""
    written = {one.code: one.target_value for one in sheets_of(session, question)}
    parts = written.get(BODIES, "").split(";")
    if len(parts) != len(("national", "others")) or not all(one.isdecimal() for one in parts):
        return None
    return int(parts[0]), int(parts[1])


def _bodies_headline(national: int, others: int, targets: tuple[int, int] | None) -> Headline:
    if targets is None:
        return Headline(national)
    lack_national, lack_others = max(0, targets[0] - national), max(0, targets[1] - others)
    said = [
        N_(
            "Cible : %(national)s organismes nationaux, et %(others)s organismes régionaux ou "
            "internationaux (%(found)s connus).",
            national=targets[0],
            others=targets[1],
            found=others,
        )
    ]
    if lack_national or lack_others:
        said.append(
            N_(
                "Organismes nationaux : il en manque %(national)s. Organismes régionaux et "
                "internationaux : il en manque %(others)s.",
                national=lack_national,
                others=lack_others,
            )
        )
    return Headline(
        national, needed=targets[0], missing=lack_national + lack_others, said=tuple(said)
    )


def _bodies_table(found: Sequence[GenderBody]) -> Table:
    return Table(
        N_("Organismes dont le plan genre est connu"),
        (N_("Organisme"), N_("Sorte"), N_("Pays"), N_("Plan"), N_("Connu depuis"), N_("Source")),
        tuple(
            (
                Link(one.name, "directory.body", (("body_id", one.id),)),
                BODY_KIND_LABELS[one.kind],
                one.country or None,
                " ".join(filter(None, (one.plan_title, years_of(one)))) or None,
                f"{one.plan_known_on:%d/%m/%Y}",
                one.plan_source,
            )
            for one in found
        ),
        empty=_NOBODY,
    )


def years_of(body: GenderBody) -> str:
    """Write the years of a plan, those that are known."""
    years = [str(year) for year in (body.plan_from, body.plan_to) if year is not None]
    return f"({'-'.join(years)})" if years else ""


def body_records(session: Session, question: Question) -> Sequence[Mapping[str, Any]]:
    """Give the bodies counted, as a closed reading keeps them."""
    return [
        {
            "body_id": one.id,
            "name": one.name,
            "kind": one.kind.value,
            "country": one.country,
            "agency": one.is_agency,
            "plan_title": one.plan_title,
            "plan_from": one.plan_from,
            "plan_to": one.plan_to,
            "plan_known_on": one.plan_known_on.isoformat() if one.plan_known_on else None,
            "source": one.plan_source,
            "link": one.plan_link,
        }
        for one in bodies_with_plan(session, question.at)
    ]
