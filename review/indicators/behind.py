"""What a meeting of the monitoring committee is to see of the indicators.

No figure stands in it: an agenda is handed on, and figures about people come from closed readings.
"""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue import clock
from review.action_plan.queries import followed_plan
from review.indicators import services
from review.indicators.plain_data import CODE
from review.indicators.queries import latest_readings, sheets
from review.monitoring.agenda import Late


def below_target(session: Session, on: date) -> list[Late]:
    """Give the indicators under their target on a day; one without a target is never among them.

    The targets of the sheets are those of the shipped plan: under another plan there are none.
    """
    plan = followed_plan(session, on)
    if plan is None or not plan.shipped:
        return []
    asked = services.question(session, at=on, today=on)
    found: list[Late] = []
    for sheet in sheets(session):
        if sheet.code == CODE:
            met = services.standards_developed(
                session, at=on, today=on, local_date=clock.local_date
            ).result.met
        else:
            figure = services.figure_of(session, sheet, asked)
            met = figure.known_by.met if figure is not None else None
        if met is False:
            found.append(
                Late(
                    f"indicator:{sheet.code}",
                    _(
                        "Indicateur %(code)s sous sa cible : %(title)s",
                        code=sheet.code,
                        title=sheet.title_fr,
                    ),
                    f"/indicateurs/{sheet.code}",
                )
            )
    return found


def without_reading(session: Session, on: date) -> list[Late]:
    """Give in one point the lines of the plan none of whose indicators was ever closed.

    A line followed by hand has no reading to close.
    """
    plan = followed_plan(session, on)
    closed = latest_readings(session)
    read = {sheet.code for sheet in sheets(session) if sheet.id in closed}
    missing = [
        one.code
        for one in (plan.lines if plan is not None else ())
        if one.indicator_codes and read.isdisjoint(one.indicator_codes)
    ]
    if not missing:
        return []
    told = _("Lignes du plan sans relevé clos : %(lines)s", lines=", ".join(missing))
    return [Late("readings", told, "/indicateurs")]
