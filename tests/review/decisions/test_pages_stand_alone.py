"""Every page as its own request reads it: nothing loaded beforehand, the same cost each time."""

from __future__ import annotations

from datetime import date

import pytest
from flask import render_template

from catalogue.permissions import Role
from catalogue.work_programme.models import WorkItem
from review.answers.sections import SECTIONS
from review.assignments.views import home_panel
from review.decisions import adjudication
from review.decisions.views import edition_panel, work_item_panel
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import NOW, ONE, ZERO, again, entering


@pytest.fixture
def adjudicated(session, case):
    """A round in adjudication, with the adjudicator at work."""
    focal = arranging.reader(session, Role.FOCAL_POINT, name="Point Focal")
    case.submit(0, ONE)
    case.submit(1, ZERO)
    found = again(session, case.round)
    made = adjudication.open_adjudication(
        session,
        found,
        focal.id,
        actor=factories.actor(case.secretariat),
        due_on=None,
        seen_version=found.version,
        at=NOW,
        on=date(2026, 12, 8),
    )
    session.flush()
    arranging.begun(session, made, focal)
    session.commit()
    return case, focal, made


def fetched(session, sign_in, who, address):
    session.expunge_all()
    return entering(sign_in, who).get(address)


def test_reading_pages(session, case, sign_in):
    case.submit(0, ONE)
    session.commit()
    mine = f"/relectures/mes-relectures/{case.assignments[1].id}"
    asked = f"/relectures/invitations/{case.assignments[1].id}"
    for address in (
        "/relectures",
        f"/relectures/{case.round.id}",
        mine,
        *(f"{mine}/{section.slug}" for section in SECTIONS),
        f"{asked}/decliner",
        f"{asked}/interets",
    ):
        assert fetched(session, sign_in, case.readers[1], address).status_code == 200, address
    for address in (
        "/relectures",
        f"/relectures/{case.round.id}",
        f"/relectures/{case.round.id}/inviter",
        f"/relectures/{case.round.id}/abandonner",
        f"{asked}/retirer",
        f"/relectures/ouvrir?texte={case.text.id}",
    ):
        assert fetched(session, sign_in, case.secretariat, address).status_code == 200, address


def test_discussion_and_decision_pages(session, case, sign_in):
    case.submit(0, ONE)
    review = case.submit(1, ZERO)
    session.commit()
    for who in (case.readers[0], case.secretariat):
        for address in (
            f"/relectures/{case.round.id}",
            f"/relectures/{case.round.id}/comparaison",
            f"/relectures/lectures/{review.id}",
        ):
            assert fetched(session, sign_in, who, address).status_code == 200, address
    for address in (
        f"/relectures/mes-relectures/{case.assignments[0].id}",
        f"/relectures/mes-relectures/{case.assignments[0].id}/reprendre",
    ):
        assert fetched(session, sign_in, case.readers[0], address).status_code == 200, address
    address = f"/relectures/{case.round.id}/departage"
    assert fetched(session, sign_in, case.secretariat, address).status_code == 200


def test_adjudication_pages(session, adjudicated, sign_in):
    case, focal, made = adjudicated
    desk = f"/relectures/mes-relectures/{made.id}"
    for address in (desk, *(f"{desk}/{section.slug}" for section in SECTIONS)):
        assert fetched(session, sign_in, focal, address).status_code == 200, address
    page = fetched(session, sign_in, case.readers[0], f"/relectures/{case.round.id}/comparaison")
    assert page.status_code == 200
    # The adjudicator's answers are not shown before they are handed in.
    assert "(départage)" not in page.text


def test_panels_and_home(app, session, case):
    actor = factories.actor(case.readers[0])
    secretariat = factories.actor(case.secretariat)
    item_id = case.item.id
    session.commit()
    session.expunge_all()
    with app.test_request_context("/"):
        item = session.get_one(WorkItem, item_id)
        assert "En cours de relecture" in (work_item_panel(session, item, secretariat) or "")
        edition = factories.edition(session)
        assert "Faire relire cette norme" in (edition_panel(session, edition, secretariat) or "")
        shown = home_panel(session, actor)
        assert shown is not None
        assert "Remplissez la grille" in render_template(shown["template"], panel=shown)
        assert home_panel(session, secretariat) is None


def test_a_reader_s_list_costs_the_same_for_few_and_for_many(session, sign_in, count_queries):
    by = arranging.secretariat(session)
    who = arranging.reader(session)

    def one_more() -> None:
        made = arranging.opened(session, arranging.council_text(session), by)
        arranging.asked(session, made, who, by)

    one_more()
    session.commit()

    def cost() -> int:
        session.expunge_all()
        client = entering(sign_in, who)
        with count_queries as counted:
            counted.statements.clear()
            assert client.get("/relectures").status_code == 200
        return counted.count

    cost()  # the first page also reads what is kept for the next ones
    few = cost()
    by = arranging.secretariat(session)
    for _ in range(5):
        one_more()
    session.commit()
    assert cost() == few
