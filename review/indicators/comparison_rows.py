"""The comparison of line 2.3 as rows of a file and as the bars of its drawings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flask_babel import gettext as _

from catalogue.downloads import Coded, Column
from catalogue.i18n import day, percent, say
from catalogue.messages import N_, Message
from review.directory.queries import BodyNumbers
from review.indicators.side_by_side import Compared, Ours, SideBySide
from review.reference_data.models import SeriesValue
from review.reference_data.presentation import share_of, share_words
from review.reference_data.vocabulary import TERRITORY_LABELS, TOPIC_LABELS, Territory

# A drawing of more bars is read by nobody; the table has them all.
MOST_BARS = 12
# The pattern of a bar, in the order of the legend.
SIDES: Sequence[Message] = (N_("l’Agence"), N_("ailleurs"), N_("au Mali, publié par d’autres"))

COLUMNS = (
    Column("side", N_("Côté"), 22),
    Column("topic", N_("Sujet"), 24),
    Column("place", N_("Pays ou organisme"), 30),
    Column("territory", N_("Territoire"), 24),
    Column("counted", N_("Ce qui est compté"), 50),
    Column("women", N_("Femmes")),
    Column("women_and_men", N_("Femmes et hommes")),
    Column("share", N_("Part des femmes")),
    Column("published_share", N_("Part publiée, telle quelle"), 24),
    Column("year", N_("Année mesurée")),
    Column("at", N_("À la date du"), 14),
    Column("source", N_("Source"), 40),
    Column("source_link", N_("Adresse de la source"), 50),
    Column("source_date", N_("Date de la source"), 16),
    Column("note", N_("Remarque"), 50),
)
_OURS, _SERIES, _BODY = (
    N_("Chiffre de l’Agence"),
    N_("Série de référence"),
    N_("Chiffre d’un organisme"),
)


def rows(shown: SideBySide) -> Iterator[tuple[object, ...]]:
    """Give one row a figure: ours then the others, topic by topic; then what bodies say."""
    for compared in shown.topics:
        topic = Coded(compared.topic.value, say(TOPIC_LABELS[compared.topic]))
        yield (Coded("ours", say(_OURS)), topic, *_ours(compared.ours))
        for value in compared.others:
            yield (Coded("series", say(_SERIES)), topic, *_series(value))
    for body in shown.bodies:
        yield (Coded("body", say(_BODY)), None, *_body(body))


def bars(compared: Compared) -> list[Mapping[str, object]]:
    """Give the bars of one topic: ours first, then the others, at most :data:`MOST_BARS`."""
    ours = compared.ours
    first = {
        "label": _("L’Agence, au %(day)s", day=day(ours.on)) if ours.on else _("L’Agence"),
        "value": None if ours.ratio is None else float(ours.ratio * 100),
        "display": say(ours.why) if ours.ratio is None else percent(ours.ratio),
        "series": 1,
    }
    others = [
        {
            "label": f"{one.series.place}{'' if one.year is None else f', {one.year}'} – "
            f"{one.series.title}",
            "value": share_of(one),
            "display": share_words(one),
            "series": 3 if one.series.territory is Territory.NATIONAL else 2,
        }
        for one in compared.others[: MOST_BARS - 1]
    ]
    return [first, *others]


def _ours(ours: Ours) -> tuple[object, ...]:
    return (
        _("l’Agence"),
        None,
        f"{ours.sheet.code} {ours.sheet.title_fr}",
        ours.numerator,
        ours.denominator,
        None if ours.ratio is None else float(ours.ratio),
        None,
        None,
        ours.on,
        _("Indicateur %(code)s", code=ours.sheet.code),
        None,
        None,
        say(ours.why) or None,
    )


def _series(one: SeriesValue) -> tuple[object, ...]:
    series, whole = one.series, one.total
    if whole is None and one.women is not None and one.men is not None:
        whole = one.women + one.men
    share = share_of(one) if one.published_share is None else None
    return (
        series.place,
        Coded(series.territory.value, say(TERRITORY_LABELS[series.territory])),
        series.title,
        one.women,
        whole,
        None if share is None else float(share / 100),
        one.published_share,
        one.year,
        None,
        series.publisher,
        series.source_link or None,
        series.source_date,
        one.note or None,
    )


def _body(body: BodyNumbers) -> tuple[object, ...]:
    whole = None if body.women is None or body.men is None else body.women + body.men
    return (
        body.body,
        None,
        body.counted,
        body.women,
        whole,
        body.women / whole if body.women is not None and whole else None,
        body.share_text or None,
        body.year,
        None,
        body.source,
        body.link or None,
        body.source_date or None,
        None,
    )
