"""What the second reader asks for in a form tells nothing either."""

from __future__ import annotations

import pytest

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
