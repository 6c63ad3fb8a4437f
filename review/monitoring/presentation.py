"""A meeting and a recommendation in words: their colours, their columns, their owner."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from catalogue.downloads import Coded, Column
from catalogue.i18n import say
from review.monitoring.models import MonitoringMeeting, Recommendation
from review.monitoring.vocabulary import RECOMMENDATION_STATE_LABELS

MEETING_COLOURS = {"planned": "blue", "held": "ochre", "closed": "green", "cancelled": "grey"}
RECOMMENDATION_COLOURS = {
    "to_do": "blue",
    "under_way": "ochre",
    "done": "green",
    "abandoned": "grey",
}

COLUMNS = (
    Column("number", _l("Numéro"), 10),
    Column("text", _l("Recommandation"), 70),
    Column("owner", _l("Responsable"), 36),
    Column("made_on", _l("Recommandée le"), 14),
    Column("meeting", _l("Réunion"), 10),
    Column("due_on", _l("Échéance"), 14),
    Column("state", _l("État"), 14),
    Column("overdue", _l("En retard"), 12),
)


def meeting_name(meeting: MonitoringMeeting) -> str:
    """Give the name people call a meeting by."""
    return str(_("Réunion n° %(number)d", number=meeting.number))


def owner_of(found: Recommendation, *, named: bool) -> str:
    """Give who answers for a recommendation; a person's name for those who may read it."""
    person = found.owner_person
    if person is None:
        return found.owner
    shown = person.full_name if named else _("une personne du registre")
    return ", ".join(filter(None, [found.owner, shown]))


def cells(found: Recommendation, *, named: bool, on: date) -> tuple[object, ...]:
    """Give the line of the list of recommendations under :data:`COLUMNS`."""
    return (
        found.number,
        found.text,
        owner_of(found, named=named),
        found.made_on,
        found.meeting.number if found.meeting else None,
        found.due_on,
        Coded(found.state.value, say(RECOMMENDATION_STATE_LABELS[found.state])),
        Coded("yes", _("oui")) if found.overdue(on) else Coded("no", _("non")),
    )
