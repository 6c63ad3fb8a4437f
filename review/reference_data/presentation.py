"""The series as columns of files, and a value in words and as a bar."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from catalogue.downloads import Coded, Column
from catalogue.i18n import say
from review.reference_data.models import Series, SeriesValue
from review.reference_data.numbers import WHOLE, share_number
from review.reference_data.vocabulary import TERRITORY_LABELS, THEME_LABELS

COLUMNS = (
    Column("title", _l("Série"), 60),
    Column("theme", _l("Thème"), 20),
    Column("territory", _l("Territoire"), 24),
    Column("place", _l("Pays ou organisme"), 30),
    Column("unit", _l("Unité"), 24),
    Column("publisher", _l("Qui publie"), 40),
    Column("source_link", _l("Adresse de la source"), 60),
    Column("source_date", _l("Date de la source"), 14),
    Column("available_on", _l("Disponible depuis le"), 14),
    Column("withdrawn_on", _l("Retirée le"), 14),
)


def cells(series: Series) -> tuple[object, ...]:
    """Give a series as the cells of its row."""
    return (
        series.title,
        Coded(series.theme.value, say(THEME_LABELS[series.theme])),
        Coded(series.territory.value, say(TERRITORY_LABELS[series.territory])),
        series.place,
        series.unit,
        series.publisher,
        series.source_link,
        series.source_date,
        series.available_on,
        series.withdrawn_on,
    )


def share_of(value: SeriesValue) -> Decimal | None:
    """Give the share of women: worked out from the counts, or the one printed; None if unknown."""
    if value.published_share is not None:
        return share_number(value.published_share)
    whole = value.total
    if whole is None and value.women is not None and value.men is not None:
        whole = value.women + value.men
    if value.women is None or not whole:
        return None
    return WHOLE * value.women / whole


def share_words(value: SeriesValue) -> str:
    """Write the share of women, and say when it is only the one printed."""
    share = share_of(value)
    if share is None:
        return str(_("inconnu"))
    if value.published_share is not None:
        printed = value.published_share.replace(".", ",")
        return str(_("%(share)s %% (part publiée, non recalculable)", share=printed))
    return str(_("%(share)s %%", share=f"{share:.1f}".replace(".", ",")))


def bars(series: Series) -> list[dict[str, object]]:
    """Give the standing values as bars of a chart, the oldest first."""
    return [
        {
            "label": str(one.year) if one.year is not None else _("année inconnue"),
            "value": share_of(one),
            "display": share_words(one),
        }
        for one in reversed(series.values)
        if one.withdrawn_at is None
    ]
