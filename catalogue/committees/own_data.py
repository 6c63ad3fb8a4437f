"""What the register holds on one person, as rows of a file to hand them (product_rules §8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee, CommitteeMeeting, MeetingAttendance, Person
from catalogue.committees.vocabulary import MANDATE_ROLE_LABELS, SEX_LABELS
from catalogue.messages import N_, Message

Row = tuple[Message, Message | str, str | date | Message | None, date | None, date | None]

# What other slices hold on a person; filled by the composition root.
more: list[Callable[[Session, Person], Iterable[Row]]] = []


def rows(session: Session, person: Person) -> Iterator[Row]:
    """Give what is held: heading, what it is, its value, and from when to when.

    ``person`` comes with its organisation and mandates (``queries.person_of``).
    """
    card, seats, met = N_("Fiche"), N_("Mandats"), N_("Présences")
    organisation = person.organisation.name if person.organisation else None
    yield card, N_("Nom de famille"), person.family_name, None, None
    yield card, N_("Prénoms"), person.given_names, None, None
    yield card, N_("Sexe déclaré"), SEX_LABELS[person.sex], person.sex_declared_on, None
    yield card, N_("Organisation"), organisation, None, None
    yield card, N_("Fonction"), person.function, None, None
    yield card, N_("Adresse électronique"), person.email, None, None
    yield card, N_("Téléphone"), person.phone, None, None
    yield card, N_("Formation au genre"), person.gender_trained_on, None, None
    for seat in person.mandates:
        place = f"{seat.committee.code}, {seat.committee.title_fr}"
        role = seat.post or MANDATE_ROLE_LABELS[seat.role]
        yield seats, place, role, seat.valid_from, seat.valid_to
    for held_on, code, subject in session.execute(
        sa.select(CommitteeMeeting.held_on, Committee.code, CommitteeMeeting.subject)
        .join(MeetingAttendance, MeetingAttendance.meeting_id == CommitteeMeeting.id)
        .join(Committee, Committee.id == CommitteeMeeting.committee_id)
        .where(MeetingAttendance.person_id == person.id)
        .order_by(CommitteeMeeting.held_on)
    ):
        yield met, code, subject, held_on, held_on
    for held in more:
        yield from held(session, person)
