"""A session in words: waiting times, the table of its agenda, the columns of the waiting list."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from catalogue.council.queries import WaitingRow
from catalogue.downloads import Column
from catalogue.work_programme.presentation import Names, stage_text

_MONTHS_IN_A_YEAR = 12

WAITING_COLUMNS = (
    Column("number", _l("Numéro"), 14),
    Column("title_fr", _l("Titre"), 60),
    Column("committee", _l("Comité"), 12),
    Column("stage", _l("Stade"), 40),
    Column("since", _l("En attente depuis le"), 16),
    Column("days", _l("Jours d’attente"), 12),
    Column("session", _l("À l’ordre du jour de"), 24),
)


def waited(since: date, today: date) -> str:
    """Give a waiting time as people say it: «3 ans et 2 mois», «5 mois», «12 jours»."""
    months = (today.year - since.year) * _MONTHS_IN_A_YEAR + today.month - since.month
    months -= today.day < since.day
    if months < 1:
        days = max((today - since).days, 0)
        return str(ngettext("un jour", "%(num)d jours", days)) if days else str(_("ce jour"))
    years, rest = divmod(months, _MONTHS_IN_A_YEAR)
    told = []
    if years:
        told.append(str(ngettext("un an", "%(num)d ans", years)))
    if rest:
        told.append(str(_("%(num)d mois", num=rest)))
    return str(_(" et ")).join(told)


def waiting_cells(row: WaitingRow, names: Names, today: date) -> tuple[object, ...]:
    """Give the line of the waiting list under :data:`WAITING_COLUMNS`."""
    item = row.item
    return (
        item.number,
        item.title_fr,
        item.committee.code if item.committee else None,
        stage_text(names, item.stage_code),
        row.since,
        (today - row.since).days,
        row.on_agenda.label if row.on_agenda else None,
    )
