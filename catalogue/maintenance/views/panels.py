"""What maintenance adds to other pages: a standard's life and what amends it; the home page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.maintenance import queries
from catalogue.maintenance.calendar import due_on
from catalogue.maintenance.presentation import life_of
from catalogue.maintenance.rules import keeps_examinations, reads_examinations
from catalogue.maintenance.vocabulary import Standing
from catalogue.permissions import Actor
from catalogue.records.models import Edition
from catalogue.records.vocabulary import NATURE_LABELS, EditionStatus, Nature
from catalogue.stages.queries import stage_names


def edition_panel(session: Session, edition: Edition, actor: Actor) -> Markup | None:
    """Show what amends a standard and, by stage codes, its life with its reviews."""
    if not edition.national or edition.status is EditionStatus.VOID:
        return None
    today = clock.today()
    alone = edition.nature not in {Nature.AMENDMENT, Nature.CORRIGENDUM}
    found = queries.examinations_of(session, edition.id) if alone else []
    last = queries.last_of(found)
    begun = edition.published_on or edition.homologated_on or edition.cnncq_adopted_on
    years = queries.years_of(session, edition.kind, on=today) if alone else None
    under_way = last is not None and last.outcome is None
    due = None if under_way else due_on(begun, years, last)
    in_force = edition.status is EditionStatus.PUBLISHED
    return Markup(  # noqa: S704 - our own template, escaped
        render_template(
            "catalogue/maintenance/_edition_panel.html",
            edition=edition,
            supplements=queries.supplements_of(session, edition.id) if alone else [],
            natures=NATURE_LABELS,
            life=life_of(edition, found, due, stage_names(session, on=today), today),
            open_one=next(
                (one for one in found if one.outcome is None and one.cancel_reason is None), None
            ),
            latest=found[-1] if found else None,
            reads=reads_examinations(actor),
            opens=keeps_examinations(actor) and alone and in_force,
        )
    )


def home_panel(session: Session, actor: Actor) -> Mapping[str, object] | None:
    """Tell the secretariat which standards are to be examined, if any are."""
    if not keeps_examinations(actor):
        return None
    counts = Counter(one.standing for one in queries.all_lines(session, on=clock.today()))
    if not any(counts[one] for one in (Standing.LATE, Standing.SOON, Standing.TO_FOLLOW)):
        return None
    return {
        "template": "catalogue/maintenance/_home_panel.html",
        "late": counts[Standing.LATE],
        "soon": counts[Standing.SOON],
        "to_follow": counts[Standing.TO_FOLLOW],
    }
