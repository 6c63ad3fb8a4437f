"""The agenda of a meeting: prepared from what is late, then ordered by who keeps it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from catalogue.errors import DomainError, Invalid
from catalogue.i18n import day
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.monitoring.guards import require, require_open
from review.monitoring.models import AgendaPoint, MonitoringMeeting
from review.monitoring.queries import every_overdue, meeting_before
from review.monitoring.vocabulary import PointKind

MOST_POINTS = 200
LONGEST_POINT = 500


@dataclass(frozen=True, slots=True)
class Late:
    """Something late that a meeting is to see: ``key`` is its own, ``address`` its page."""

    key: str
    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of an agenda, proposed or kept."""

    key: str
    kind: PointKind
    text: str
    address: str = ""

    @property
    def field(self) -> str:
        """The name of its rank in a form: the same each time it is proposed."""
        return f"rank_{hashlib.sha256(self.key.encode()).hexdigest()[:16]}"


# What other slices see as late on a day; the composition root fills it.
agenda_sources: list[Callable[[Session, date], Sequence[Late]]] = []


def late_recommendations(session: Session, on: date) -> list[Late]:
    """Give the committee's own recommendations that are open after their due date."""
    return [
        Late(
            f"recommendation:{one.id}:{one.due_on}",
            _(
                "Recommandation %(number)s, échéance passée le %(day)s : %(text)s",
                number=one.number,
                day=day(one.due_on),
                text=one.text,
            )[:LONGEST_POINT],
            f"/comite-de-suivi/recommandations/{one.id}",
        )
        for one in every_overdue(session, on)
    ]


def proposed(session: Session, meeting: MonitoringMeeting, *, on: date) -> list[Point]:
    """Give the agenda as it is prepared: always in the same order (programme_process §8.5).

    The last minutes, the recommendations, what is late, other matters; in French, as it is kept.
    """
    with force_locale("fr"):
        return _proposed(session, meeting, on)


def _proposed(session: Session, meeting: MonitoringMeeting, on: date) -> list[Point]:
    before = meeting_before(session, meeting)
    late = [
        Point(f"late:{one.key}", PointKind.LATE, one.text[:LONGEST_POINT], one.address)
        for source in (late_recommendations, *agenda_sources)
        for one in source(session, on)
    ]
    return [
        Point(
            "adoption",
            PointKind.ADOPTION,
            _("Adoption du compte rendu de la réunion n° %(number)d", number=before.number)
            if before is not None
            else _("Adoption du dernier compte rendu"),
            f"/comite-de-suivi/reunions/{before.id}" if before is not None else "",
        ),
        Point(
            "recommendations",
            PointKind.RECOMMENDATIONS,
            _("État d’exécution des recommandations"),
            "/comite-de-suivi/recommandations",
        ),
        *late[:MOST_POINTS],
        Point("other", PointKind.OTHER, _("Questions diverses")),
    ]


def kept(meeting: MonitoringMeeting) -> list[Point]:
    """Give the points a meeting has, in their order."""
    return [Point(one.key, one.kind, one.text, one.address) for one in meeting.points]


def to_choose(session: Session, meeting: MonitoringMeeting, *, on: date) -> list[Point]:
    """Give the points a meeting has, then what is proposed beside them."""
    held = kept(meeting)
    keys = {one.key for one in held}
    return held + [one for one in proposed(session, meeting, on=on) if one.key not in keys]


def with_added(points: Sequence[Point], texts: Sequence[str]) -> list[Point]:
    """Add points written by hand: before other matters where these come last, else at the end."""
    taken = [int(one.key.partition(":")[2]) for one in points if one.kind is PointKind.FREE]
    first = max(taken, default=0) + 1
    added = [
        Point(f"free:{number}", PointKind.FREE, text)
        for number, text in enumerate(texts, start=first)
    ]
    if points and points[-1].kind is PointKind.OTHER:
        return [*points[:-1], *added, points[-1]]
    return [*points, *added]


def set_agenda(
    session: Session,
    meeting: MonitoringMeeting,
    points: Sequence[Point],
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Put these points on the agenda, in this order, in place of those that were.

    A point that its minutes speak of already is not taken off: nothing written is lost.
    """
    require(actor, meeting, seen_version)
    require_open(meeting)
    wanted = list({one.key: one for one in points}.values())
    problems: dict[str, Message] = {}
    if not wanted:
        raise DomainError(N_("L’ordre du jour est vide : gardez au moins un point."))
    if len(wanted) > MOST_POINTS:
        raise DomainError(N_("Un ordre du jour a au plus %(most)d points.", most=MOST_POINTS))
    if any(len(one.text) > LONGEST_POINT for one in wanted):
        problems["added"] = N_(
            "Un point tient en %(most)d caractères : raccourcissez-le.", most=LONGEST_POINT
        )
    keys = {one.key for one in wanted}
    for one in kept_with_notes(meeting):
        if one.key not in keys:
            problems[one.field] = N_(
                "Le compte rendu parle déjà de « %(point)s » : effacez d’abord ce texte, ou "
                "redonnez-lui un rang.",
                point=one.text,
            )
    if problems:
        raise Invalid(N_("L’ordre du jour n’est pas enregistré."), problems)
    before = [one.text for one in meeting.points]
    present = {one.key: one for one in meeting.points}
    if [one.key for one in meeting.points] == [one.key for one in wanted]:
        return
    meeting.points = [
        present.get(one.key)
        or AgendaPoint(key=one.key, kind=one.kind, text=one.text, address=one.address)
        for one in wanted
    ]
    for position, row in enumerate(meeting.points, start=1):
        row.position = position
    flag_modified(meeting, "place")
    journal.record(
        session,
        actor=actor,
        tag="monitoring:agenda_set",
        subject=meeting,
        at=at,
        changes={"points": [before, [one.text for one in wanted]]},
    )


def kept_with_notes(meeting: MonitoringMeeting) -> list[Point]:
    """Give the points that the minutes already speak of."""
    return [Point(one.key, one.kind, one.text, one.address) for one in meeting.points if one.note]
