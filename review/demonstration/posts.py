"""The agency's posts and national experts of the demonstration, a count, a meeting, a vacancy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import sqlalchemy as sa

from catalogue.committees.counting import CountFacts, MeetingFacts, note_count, record_meeting
from catalogue.committees.facts import CommitteeFacts, MandateFacts
from catalogue.committees.mandates import end_mandate, give_mandate
from catalogue.committees.models import Committee, Mandate
from catalogue.committees.services import create_committee
from catalogue.committees.vocabulary import CommitteeKind, CommitteeStatus, MandateRole, Sex
from review.demonstration.world import World

W, M, U = Sex.WOMAN, Sex.MAN, Sex.UNDECLARED
PLACES: tuple[tuple[str, CommitteeKind, str], ...] = (
    ("DIR", CommitteeKind.MANAGEMENT, "Direction (démonstration)"),
    ("PER", CommitteeKind.STAFF, "Personnel (démonstration)"),
    ("EXP", CommitteeKind.EXPERTS, "Experts nationaux (démonstration)"),
)
POSTS: tuple[tuple[str, str, tuple[Sex | None, ...]], ...] = (
    ("DIR", "Direction", (M, W, M)),
    ("PER", "Normalisation", (W, M, M, W, M, M, U, M)),
    ("PER", "Certification", (M, W, M, M, W, M, None)),
    ("EXP", "Agroalimentaire", (W, M, M, W, M)),
    ("EXP", "Génie civil", (M, M, M, W)),
)
COUNTED, MEETING = "CTN9", "CTN2"
SOURCE = "Liste inventée pour la démonstration"
ENDING_SOON = ("CTN3", timedelta(days=75))


def open_posts(world: World, invent: Callable[[Sex, str], int]) -> None:
    """Open the agency's posts and the register of experts; ``invent`` makes a person."""
    for code, kind, title in PLACES:
        facts = CommitteeFacts(
            code=code, kind=kind, title_fr=title, status=CommitteeStatus.ACTIVE, source=SOURCE
        )
        made = create_committee(world.session, facts, actor=world.secretariat, at=world.now())
        world.committees[code] = made.id
    for code, post, holders in POSTS:
        committee = _committee(world, code)
        for sex in holders:
            person_id = None if sex is None else invent(sex, post)
            seat = MandateFacts(MandateRole.MEMBER, world.today, person_id=person_id, post=post)
            give_mandate(
                world.session,
                committee,
                seat,
                actor=world.secretariat,
                at=world.now(),
                today=world.today,
                ahead=True,
            )
    world.on(date(2025, 2, 10), lambda: _count(world))
    world.on(date(2025, 5, 20), lambda: _meet(world))
    world.on(world.before_last(6), lambda: _say_who_leaves(world))


def _count(world: World) -> None:
    facts = CountFacts(world.today, women=2, men=6, undeclared=1, vacant=1, source=SOURCE)
    note_count(
        world.session,
        _committee(world, COUNTED),
        facts,
        actor=world.secretariat,
        at=world.now(),
        today=world.today,
    )


def _meet(world: World) -> None:
    committee = _committee(world, MEETING)
    seated = world.session.scalars(
        sa.select(Mandate.person_id)
        .where(Mandate.committee_id == committee.id, Mandate.person_id.is_not(None))
        .order_by(Mandate.id)
        .limit(5)
    )
    facts = MeetingFacts(
        held_on=world.today,
        subject="Réunion de démonstration",
        present=frozenset(one for one in seated if one is not None),
        women=1,
        men=2,
        undeclared=0,
        source="Feuille de présence inventée pour la démonstration",
    )
    record_meeting(
        world.session,
        committee,
        facts,
        actor=world.secretariat,
        at=world.now(),
        today=world.today,
    )


def _say_who_leaves(world: World) -> None:
    code, later = ENDING_SOON
    mandate = world.session.scalars(
        sa.select(Mandate)
        .where(
            Mandate.committee_id == world.committees[code],
            Mandate.role == MandateRole.CHAIR,
            Mandate.valid_to.is_(None),
        )
        .limit(1)
    ).one()
    end_mandate(
        world.session,
        mandate,
        last_day=world.today + later,
        reason="Fin de mandat annoncée (démonstration).",
        actor=world.secretariat,
        seen_version=mandate.version,
        at=world.now(),
    )


def _committee(world: World, code: str) -> Committee:
    return world.session.get_one(Committee, world.committees[code])
