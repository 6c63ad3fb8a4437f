"""What the second reader asks for in a form tells nothing either."""

from __future__ import annotations

from datetime import timedelta

import pytest

from catalogue.accounts.models import AccountRole
from catalogue.database import begin_write
from catalogue.errors import NotAllowed
from catalogue.permissions import Role
from review.assignments import services
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import NOW, TODAY, entering
from tests.review.independence.conftest import first_works


def test_who_reads_does_not_invite_there_even_with_the_secretariats_role(
    session, make_world, sign_in
):
    world = make_world(Role.REVIEWER, later=(Role.SECRETARIAT,))
    client = entering(sign_in, world.second)
    address = f"/relectures/{world.round_id}/inviter"
    assert client.get(address).status_code == 404
    assert client.post(address, data={"account_id": world.first_id}).status_code == 404
    with pytest.raises(NotAllowed, match="une autre personne du secrétariat"):
        services.assign(
            session,
            world.round,
            world.first_id,
            actor=factories.actor(world.second),
            due_on=None,
            at=NOW,
            on=TODAY,
        )


def roles_of(session, account, *roles):
    for one in account.roles:
        one.valid_to = TODAY - timedelta(days=1)
    session.add_all(AccountRole(account_id=account.id, role=one, valid_from=TODAY) for one in roles)
    session.commit()
    session.expunge_all()


def test_the_secretariat_s_only_people_can_go_on_once_they_read_no_more(
    session, make_world, sign_in
):
    """Two people asked to read became the whole secretariat: the round is not stuck for ever."""
    world = make_world()
    for who in (world.first, world.second):
        roles_of(session, who, Role.SECRETARIAT)
    page = f"/relectures/{world.round_id}"
    shown = entering(sign_in, world.first).get(page)
    assert "Quartz" in shown.text
    assert "Seconde" in shown.text
    begin_write(session)
    own = world.assignment_of(world.first_id)
    services.withdraw(
        session,
        own,
        actor=factories.actor(world.first),
        reason="Passe au secrétariat",
        seen_version=own.version,
        at=NOW,
    )
    session.commit()
    session.expunge_all()
    assert entering(sign_in, world.first).get(f"{page}/inviter").status_code == 200


def test_whoever_handed_in_stays_apart_whatever_their_role_since(session, make_world, sign_in):
    world = make_world()
    first_works(world)
    roles_of(session, world.first, Role.SECRETARIAT)
    client = entering(sign_in, world.first)
    page = client.get(f"/relectures/{world.round_id}").text
    assert "Seconde" not in page
    assert "abandonnez cette relecture et ouvrez-en une autre" in page
    assert client.get(f"/relectures/{world.round_id}/inviter").status_code == 404


def test_a_focal_point_who_may_be_asked_second_does_not_see_who_reads_nor_how_far(
    session, make_world, sign_in
):
    world = make_world(second_reads=False)
    focal = arranging.reader(session, Role.FOCAL_POINT, name="Point Focal")
    session.commit()
    first_works(world)
    session.expunge_all()
    client = entering(sign_in, focal)
    for address in ("/relectures", f"/relectures/{world.round_id}"):
        page = client.get(address)
        assert page.status_code == 200
        assert "Quartz" not in page.text
        assert "Soumise" not in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/relectures/mes-relectures/{one}/soumettre",
        "/relectures/mes-relectures/{one}/passer",
        "/relectures/mes-relectures/{one}/reprendre",
        "/relectures/mes-relectures/{one}/personnes",
        "/relectures/invitations/{one}/retirer",
        "/relectures/invitations/{one}/decliner",
        "/relectures/invitations/{one}/interets",
        "/relectures/mes-relectures/{two}/passer",
        "/relectures/mes-relectures/{two}/reprendre",
        "/relectures/{round}/departage",
    ],
)
def test_a_refusal_is_the_same_before_and_after(session, make_world, sign_in, address):
    world = make_world(Role.REVIEWER, later=(Role.SECRETARIAT,))
    place = address.format(
        one=world.assignment_of(world.first_id).id,
        two=world.assignment_of(world.second_id).id,
        round=world.round_id,
    )

    def refused():
        session.expunge_all()
        answer = entering(sign_in, world.second).post(place, data={"version": "1"})
        return answer.status_code, answer.location

    before = refused()
    first_works(world)
    assert refused() == before
