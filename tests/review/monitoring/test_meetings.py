"""Meetings: planned, held, cancelled; their agenda from what is late; their frozen minutes."""

from __future__ import annotations

import io
from datetime import date

import pytest
import sqlalchemy as sa
from flask_babel import force_locale
from pypdf import PdfReader

from catalogue import clock
from catalogue.committees import own_data, people
from catalogue.committees.queries import person_of
from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.journal.models import EntryPayload
from catalogue.outbox import worker
from catalogue.permissions import Role
from review.action_plan.models import ActionPlan
from review.deliverables.services import DeliverableFacts, add_deliverable
from review.deliverables.vocabulary import DeliverableKind
from review.monitoring import agenda, behind, services
from review.monitoring.agenda import Late, Point, to_choose, with_added
from review.monitoring.minutes import digest_of
from review.monitoring.models import MeetingMinutes
from review.monitoring.queries import meeting_of
from review.monitoring.services import MeetingFacts, Seat
from review.monitoring.vocabulary import Act, Attended, MeetingState, PointKind
from tests import factories
from tests.conftest import NOW
from tests.review.monitoring.conftest import TODAY


def printed(client, address):
    with client.get(address) as answer:
        return text_of(answer.data)


def text_of(data):
    pdf = PdfReader(io.BytesIO(data))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "fr"
    pages = [" ".join(page.extract_text().split()) for page in pdf.pages]
    return [
        one.replace("\u200b", "").replace("\u00a0", " ").replace("\u202f", " ") for one in pages
    ]


def test_meetings_are_numbered_in_the_order_they_are_planned(plan):
    assert [plan(agenda=False).number for _ in range(3)] == [1, 2, 3]


def test_only_the_committee_and_the_secretariat_keep_meetings(session):
    for role, may in ((Role.SECRETARIAT, True), (Role.FOCAL_POINT, False), (Role.ADMIN, False)):
        actor = factories.actor(factories.account(session, role))
        facts = MeetingFacts(planned_on=TODAY)
        if may:
            services.plan_meeting(session, facts, actor=actor, at=NOW, today=TODAY)
        else:
            with pytest.raises(NotAllowed):
                services.plan_meeting(session, facts, actor=actor, at=NOW, today=TODAY)


def test_a_meeting_is_not_held_in_the_future(plan, act_on):
    found = plan(date(2026, 12, 20))
    with pytest.raises(DomainError, match="pas dans l’avenir"):
        act_on(services.hold, found, held_on=date(2026, 12, 20), today=TODAY)
    held = act_on(services.hold, found, held_on=TODAY, today=TODAY)
    assert held.state is MeetingState.HELD
    with pytest.raises(DomainError, match="ne change plus"):
        act_on(services.edit_meeting, held, MeetingFacts(planned_on=TODAY))
    back = act_on(services.undo_hold, held, reason="Saisie par erreur")
    assert (back.state, back.held_on) == (MeetingState.PLANNED, None)


def test_a_cancelled_meeting_says_why_and_stays_as_it_is(plan, act_on):
    found = plan()
    with pytest.raises(DomainError, match="Écrivez pourquoi"):
        act_on(services.cancel, found, reason="", today=TODAY)
    found = act_on(services.cancel, found, reason="Grève", today=TODAY)
    assert (found.state, found.cancelled_on) == (MeetingState.CANCELLED, TODAY)
    with pytest.raises(DomainError, match="ne se modifie plus"):
        act_on(services.edit_meeting, found, MeetingFacts(planned_on=TODAY))
    with pytest.raises(DomainError, match="n’est pas possible"):
        act_on(services.hold, found, held_on=TODAY, today=TODAY)


def test_a_stale_page_loses_neither_text(session, keeper, plan):
    found = plan(place="Salle A")
    services.edit_meeting(
        session,
        found,
        MeetingFacts(planned_on=found.planned_on, place="Salle B"),
        actor=keeper,
        seen_version=found.version,
        at=NOW,
    )
    session.flush()
    with pytest.raises(Conflict) as caught:
        services.edit_meeting(
            session,
            found,
            MeetingFacts(planned_on=found.planned_on, place="Salle C"),
            actor=keeper,
            seen_version=found.version - 1,
            at=NOW,
        )
    assert caught.value.current["place"] == "Salle B"


def test_the_agenda_is_proposed_in_one_order(session, plan, recommend, closed, monkeypatch):
    closed(date(2026, 2, 10))
    late = recommend("Former les présidences", due_on=date(2026, 6, 30))
    recommend("Publier le bilan", due_on=date(2027, 6, 30))
    monkeypatch.setattr(
        agenda, "agenda_sources", [lambda _s, on: [Late("step:1", f"Étape en retard {on}", "/x")]]
    )
    found = plan(agenda=False)
    points = to_choose(session, found, on=TODAY)
    assert [one.kind.value for one in points] == [
        *("adoption", "recommendations", "late", "late", "other"),
    ]
    assert points[0].text == "Adoption du compte rendu de la réunion n° 1"
    assert points[2].text.startswith(f"Recommandation {late.number}, échéance passée")
    assert points[2].address == f"/comite-de-suivi/recommandations/{late.id}"
    assert points[3].text == "Étape en retard 2026-11-23"


def test_the_keeper_orders_adds_and_removes_points(plan, act_on):
    found = plan()
    adoption, recommendations, other = agenda.kept(found)
    points = with_added([recommendations, adoption, other], ["Budget 2027", "Calendrier"])
    found = act_on(services.set_agenda, found, points)
    assert [one.text for one in found.points] == [
        *("État d’exécution des recommandations", "Adoption du dernier compte rendu"),
        *("Budget 2027", "Calendrier", "Questions diverses"),
    ]
    more = with_added(agenda.kept(found)[:4], ["Bilan"])
    found = act_on(services.set_agenda, found, more)
    assert [one.key for one in found.points][-3:] == ["free:1", "free:2", "free:3"]
    with pytest.raises(DomainError, match="au moins un point"):
        act_on(services.set_agenda, found, [])


def test_a_point_with_its_minutes_is_not_taken_off(plan, act_on):
    found = plan()
    found = act_on(services.write, found, {found.points[0].id: "Adopté à l’unanimité"})
    with pytest.raises(Invalid) as caught:
        act_on(services.set_agenda, found, agenda.kept(found)[1:])
    assert agenda.kept(found)[0].field in caught.value.problems
    found = act_on(services.set_agenda, found, list(reversed(agenda.kept(found))))
    assert found.points[-1].note == "Adopté à l’unanimité"


def test_minutes_need_who_came_and_what_was_said(plan, act_on):
    found = act_on(services.hold, plan(), held_on=date(2026, 11, 20), today=TODAY)
    with pytest.raises(DomainError, match="qui était présent"):
        act_on(services.close, found, on=TODAY)
    found = act_on(
        services.note_attendance, found, [Seat(attended=Attended.PRESENT, name="Fanta Diallo")]
    )
    with pytest.raises(DomainError, match="Écrivez d’abord le compte rendu"):
        act_on(services.close, found, on=TODAY)


def test_closed_minutes_keep_the_words_and_open_with_earlier_recommendations(session, board):
    keeper, recommend, step = board.keeper, board.recommend, board.step
    open_one = recommend("Former", due_on=date(2026, 6, 30), owner_person_id=board.chair_id)
    settled = step(recommend("Publier"), Act.FINISH, date(2026, 5, 4), "Bulletin n° 3")
    later = step(recommend("Recenser"), Act.FINISH, date(2026, 11, 22), "Liste remise")
    found = board.closed(person_id=board.chair_id)
    content = found.minutes.content
    assert found.state is MeetingState.CLOSED
    assert found.minutes.digest == digest_of(content)
    assert content["committee"] == "Comité de suivi du plan genre"
    counts = content["attendance_counts"]
    assert (counts["present"], counts["women"], counts["men"]) == (1, 1, 0)
    earlier = content["earlier"]
    # On the day of the meeting, 20 November: what was settled on the 22nd was still open.
    assert [one["number"] for one in earlier["open"]] == [open_one.number, later.number]
    assert [one["overdue"] for one in earlier["open"]] == [True, False]
    assert [(one["number"], one["note"]) for one in earlier["settled"]] == [
        (settled.number, "Bulletin n° 3")
    ]
    with pytest.raises(DomainError, match="ne se modifie plus"):
        services.write(session, found, {}, actor=keeper, seen_version=found.version, at=NOW)
    services.correct(session, found, text="Lire « Ségou ».", actor=keeper, at=NOW)
    assert meeting_of(session, found.id).minutes.content == content


def test_the_database_refuses_to_rewrite_minutes(session, closed):
    found = closed()
    with pytest.raises(sa.exc.DBAPIError, match="insert-only"), session.begin_nested():
        session.execute(
            sa.update(MeetingMinutes)
            .where(MeetingMinutes.meeting_id == found.id)
            .values(digest="0" * 64)
        )


def test_the_database_refuses_a_meeting_held_without_its_day(session, plan):
    found = plan()
    with pytest.raises(sa.exc.IntegrityError), session.begin_nested():
        session.execute(
            sa.text("UPDATE monitoring_meeting SET state = 'held' WHERE id = :id"), {"id": found.id}
        )


def test_the_journal_keeps_no_name_of_who_came(session, body, closed):
    _committee, (chair, _other) = body
    closed(person_id=chair.person_id)
    written = " ".join(session.scalars(sa.select(EntryPayload.canonical)))
    assert "Awa" not in written
    assert "Fanta" not in written


def test_two_pdfs_are_made_once_one_without_names(session, client, sign_in, follower, board):
    board.recommend("Former #les présidences", owner="", owner_person_id=board.chair_id)
    found = board.closed(person_id=board.chair_id)
    place = f"/comite-de-suivi/reunions/{found.id}"
    session.commit()
    while worker.drain(session, at=clock.now(), holder="test", slow=True):
        pass
    sign_in(follower)
    pages = printed(client, f"{place}/compte-rendu.pdf")
    assert "État d’exécution des recommandations antérieures" in pages[0]
    assert "Former #les présidences" in pages[0]
    assert "Une recommandation ouverte" in pages[0]
    assert "Adopté." not in pages[0]
    whole = " ".join(pages)
    assert "Awa Traoré" in whole
    assert found.minutes.digest[:20] in whole.replace(" ", "")
    without = " ".join(printed(client, f"{place}/compte-rendu-sans-noms.pdf"))
    assert "Traoré" not in without
    assert "une personne du registre" in without
    focal = factories.account(session, Role.FOCAL_POINT)
    session.commit()
    sign_in(focal)
    assert "Traoré" not in " ".join(printed(client, f"{place}/compte-rendu.pdf"))


def test_a_point_of_the_agenda_has_one_field_whatever_its_place():
    one = Point("late:step:1", PointKind.LATE, "Étape")
    assert one.field == Point("late:step:1", PointKind.LATE, "Étape, autrement dite").field
    assert one.field != Point("late:step:2", PointKind.LATE, "Étape").field


def test_late_deliverables_and_the_creation_of_the_committee_are_read(session):
    facts = DeliverableFacts(
        line_code="6.2",
        kind=DeliverableKind.DECISION,
        title="Créer le comité",
        due_on=date(2026, 6, 30),
    )
    secretary = factories.actor(factories.account(session, Role.SECRETARIAT))
    plan_id = session.scalars(sa.select(ActionPlan.id)).one()
    made = add_deliverable(session, plan_id, facts, actor=secretary, at=NOW, today=TODAY)
    session.flush()
    with force_locale("fr"):
        [late] = behind.late_deliverables(session, TODAY)
    assert late.address == f"/livrables/{made.id}"
    assert "30 juin 2026" in late.text
    assert behind.creation(session, TODAY) is None
    made.decided_on, made.decision_body = date(2026, 2, 3), "Direction"
    session.flush()
    found = behind.creation(session, TODAY)
    assert found is not None
    assert (found.title, found.decided_on) == ("Créer le comité", date(2026, 2, 3))
    assert behind.creation(session, date(2026, 2, 2)) is None


def test_a_person_receives_their_presences_and_what_was_asked_of_them(
    session, body, closed, recommend
):
    """The file says that closed minutes keep the name: erasing the record does not change them."""
    _committee, (seat, _other) = body
    meeting = closed(person_id=seat.person_id)
    asked = recommend(owner="", owner_person_id=seat.person_id, due_on=date(2026, 12, 1))
    person = person_of(session, seat.person_id)
    told = [
        (str(part), str(value), since, until)
        for part, _what, value, since, until in own_data.rows(session, person)
        if "Comité de suivi" in str(part)
    ]
    presences, recommendations = (
        "Comité de suivi : présences",
        ("Comité de suivi : recommandations confiées"),
    )
    assert told == [
        (presences, "Présence", meeting.held_on, meeting.held_on),
        (presences, "nom gardé dans le compte rendu arrêté", TODAY, None),
        (recommendations, asked.text, asked.made_on, asked.due_on),
        (recommendations, "À faire", None, None),
    ]


def test_erasing_a_person_leaves_closed_minutes_as_they_were(session, body, closed):
    """People are told so where they ask: the page that erases, and «Confidentialité»."""
    _committee, (seat, _other) = body
    meeting = closed(person_id=seat.person_id)
    before = dict(meeting.minutes.content)
    person = person_of(session, seat.person_id)
    seat.valid_to = date(2026, 1, 31)
    session.flush()
    secretary = factories.actor(factories.account(session, Role.SECRETARIAT))
    people.erase_person(
        session,
        person,
        reason="Demande du 12/11/2026",
        actor=secretary,
        seen_version=person.version,
        at=NOW,
        today=TODAY,
    )
    session.flush()
    session.expire_all()
    found = meeting_of(session, meeting.id)
    assert found.minutes.content == before
    assert digest_of(before) == found.minutes.digest
    assert "Traoré" in str(before)
    assert [one.shown_name for one in found.presences] == ["Personne effacée"]


def test_the_notices_say_that_closed_minutes_keep_names(session, client, sign_in):
    person = factories.person(session)
    account = factories.account(session, Role.SECRETARIAT)
    session.commit()
    assert "garde les noms qui y sont écrits" in client.get("/confidentialite").text
    page = sign_in(account).get(f"/comites/personnes/{person.id}/effacer").text
    assert "un compte rendu arrêté ne change plus" in page
