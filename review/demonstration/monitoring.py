"""The monitoring committee: a meeting with its minutes, one to come, three recommendations."""

from __future__ import annotations

from datetime import date, timedelta

from catalogue.accounts.models import Account
from catalogue.committees.facts import CommitteeFacts, MandateFacts
from catalogue.committees.mandates import give_mandate
from catalogue.committees.services import create_committee
from catalogue.committees.vocabulary import CommitteeKind, CommitteeStatus, MandateRole
from review.demonstration.world import World, working_day
from review.monitoring import services
from review.monitoring.agenda import Point, proposed
from review.monitoring.models import MonitoringMeeting
from review.monitoring.queries import meeting_of, members, recommendation_of
from review.monitoring.services import Asked, MeetingFacts, Seat
from review.monitoring.vocabulary import Act, Attended, PointKind

CREATED_BEFORE, HELD_BEFORE, CLOSED_BEFORE, FOLLOWED_BEFORE = 120, 75, 68, 30
PREPARED_BEFORE, COMING_AFTER = 5, 12
MEETINGS_A_YEAR = 2
MEMBERS = (
    ("suivi", "ministere", MandateRole.CHAIR),
    ("pointfocal", "agence", MandateRole.SECRETARY),
)
PLACE = "Salle inventée (démonstration)"
SOURCE = "Décision inventée (démonstration)"


def plan_meetings(world: World) -> None:
    """Plan the committee, its first meeting and what it asked, and the meeting to come."""
    asked: list[int] = []
    world.on(world.before_last(CREATED_BEFORE), lambda: _create(world))
    world.on(world.before_last(HELD_BEFORE), lambda: asked.extend(_hold(world)))
    world.on(world.before_last(FOLLOWED_BEFORE), lambda: _follow(world, asked[1]))
    world.on(world.before_last(PREPARED_BEFORE), lambda: _prepare(world))


def _create(world: World) -> None:
    facts = CommitteeFacts(
        code="SUIVI",
        kind=CommitteeKind.MONITORING,
        title_fr="Comité de suivi du plan d’action (démonstration)",
        status=CommitteeStatus.ACTIVE,
    )
    session, actor = world.session, world.secretariat
    made = create_committee(session, facts, actor=actor, at=world.now())
    session.flush()
    world.committees[made.code] = made.id
    for key, organisation, role in MEMBERS:
        person_id = session.get_one(Account, world.accounts[key]).person_id
        give_mandate(
            session,
            made,
            MandateFacts(
                role=role,
                valid_from=world.today,
                person_id=person_id,
                organisation_id=world.organisations[organisation],
            ),
            actor=actor,
            at=world.now(),
            today=world.today,
            ahead=True,
        )
    for year in sorted({world.today.year, world.last_day.year}):
        services.plan_year(
            session,
            year=year,
            meetings=MEETINGS_A_YEAR,
            decided_on=world.today,
            source=SOURCE,
            actor=actor,
            at=world.now(),
            today=world.today,
        )


def _hold(world: World) -> list[int]:
    session, actor, today = world.session, world.actor("suivi"), world.today
    meeting = _planned(world, today)
    services.set_agenda(
        session,
        meeting,
        [
            Point("recommendations", PointKind.RECOMMENDATIONS, "État des recommandations"),
            Point("free:1", PointKind.FREE, "Formation des présidences de CTN (démonstration)"),
            Point("other", PointKind.OTHER, "Questions diverses"),
        ],
        actor=actor,
        seen_version=meeting.version,
        at=world.now(),
    )
    session.flush()
    services.hold(
        session,
        meeting,
        held_on=today,
        actor=actor,
        seen_version=meeting.version,
        at=world.now(),
        today=today,
    )
    session.flush()
    services.note_attendance(
        session,
        meeting,
        [
            *(
                Seat(
                    attended=Attended.PRESENT,
                    person_id=one.person_id,
                    organisation=one.organisation.name if one.organisation else "",
                    role=one.role,
                )
                for one in members(session, today)
            ),
            Seat(attended=Attended.PRESENT, name="Personne inventée A", organisation="Organisme"),
            Seat(attended=Attended.EXCUSED, name="Personne inventée B", organisation="Organisme"),
        ],
        actor=actor,
        seen_version=meeting.version,
        at=world.now(),
    )
    session.flush()
    services.write(
        session,
        meeting,
        {one.id: f"{one.text} : examiné (démonstration)." for one in meeting.points},
        actor=actor,
        seen_version=meeting.version,
        at=world.now(),
    )
    session.flush()
    world.on(world.before_last(CLOSED_BEFORE), lambda: _close(world, meeting.id))
    wanted: tuple[tuple[str, str, date | None], ...] = (
        ("Former les présidences de CTN", "Secrétariat", today + timedelta(days=40)),
        ("Recenser les structures qui œuvrent pour le genre", "Point focal", None),
        ("Publier le bilan à mi-parcours", "Direction", world.last_day + timedelta(days=30)),
    )
    return [
        _ask(world, f"{text} (démonstration).", owner, due_on, meeting.id)
        for text, owner, due_on in wanted
    ]


def _ask(world: World, text: str, owner: str, due_on: date | None, meeting_id: int) -> int:
    asked = Asked(text=text, made_on=world.today, owner=owner, due_on=due_on, meeting_id=meeting_id)
    made = services.recommend(
        world.session, asked, actor=world.actor("suivi"), at=world.now(), today=world.today
    )
    world.session.flush()
    return made.id


def _close(world: World, meeting_id: int) -> None:
    meeting = meeting_of(world.session, meeting_id)
    if meeting is None:
        return
    services.close(
        world.session,
        meeting,
        actor=world.actor("suivi"),
        seen_version=meeting.version,
        at=world.now(),
        on=world.today,
    )


def _follow(world: World, asked: int) -> None:
    """Say that the second recommendation is done, on the word of a letter."""
    found = recommendation_of(world.session, asked)
    if found is None:
        return
    services.act(
        world.session,
        found,
        Act.FINISH,
        done_on=world.today,
        note="Liste inventée remise au comité (démonstration).",
        actor=world.actor("suivi"),
        seen_version=found.version,
        at=world.now(),
        today=world.today,
    )


def _prepare(world: World) -> None:
    meeting = _planned(world, working_day(world.last_day + timedelta(days=COMING_AFTER)))
    services.set_agenda(
        world.session,
        meeting,
        proposed(world.session, meeting, on=world.today),
        actor=world.actor("suivi"),
        seen_version=meeting.version,
        at=world.now(),
    )


def _planned(world: World, planned_on: date) -> MonitoringMeeting:
    made = services.plan_meeting(
        world.session,
        MeetingFacts(planned_on=planned_on, begins="10 h", place=PLACE),
        actor=world.actor("suivi"),
        at=world.now(),
        today=world.today,
    )
    world.session.flush()
    found = meeting_of(world.session, made.id)
    if found is None:
        raise LookupError(made.id)
    return found
