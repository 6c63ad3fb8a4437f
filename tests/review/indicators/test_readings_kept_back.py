"""What a reading kept back is told by no list of readings."""

from __future__ import annotations

import re
from datetime import date

import pytest

from catalogue import clock
from catalogue.committees.vocabulary import Sex
from catalogue.permissions import Role
from review.indicators import services
from tests import factories
from tests.conftest import NOW


@pytest.mark.parametrize("path", ["/indicateurs/1.1", "/indicateurs/1.1/releves"])
def test_a_list_of_readings_does_not_tell_a_small_number(session, client, path):
    place = factories.committee(session, "CTN1")
    for sex, number in ((Sex.WOMAN, 2), (Sex.MAN, 9)):
        for _one in range(number):
            factories.mandate(session, factories.person(session, sex=sex), place)
    services.close_period(
        session,
        "1.1",
        window="2024-2026",
        at=date(2026, 6, 30),
        actor=factories.actor(factories.account(session, Role.MONITORING)),
        today=NOW.date(),
        now=NOW,
        local_date=clock.local_date,
    )
    session.commit()
    said = re.sub(r"<[^>]+>", " ", client.get(path).text)
    assert "2 sur 11" not in said.replace("\xa0", " ")
