"""A closed reading of every indicator opens, and speaks of women only where they are counted."""

from __future__ import annotations

import re
from html import unescape

import pytest

from catalogue.permissions import Role
from review.indicators import services
from tests import factories


def plain(text: str) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", text)


@pytest.mark.parametrize("code", sorted(services.COMPUTED))
def test_a_closed_reading_of_every_indicator_opens_for_those_who_see_its_records(
    session, sign_in, code
):
    account = factories.account(session, Role.MONITORING)
    session.commit()
    client = sign_in(account)
    form = {"window": "2024-2026", "at": "23/11/2026"}
    answer = client.post(f"/indicateurs/{code}/releves/clore", data=form)
    if answer.status_code == 422:  # a list that is not rebuilt for a day has no reading
        assert "app-" in answer.text
        return
    session.expunge_all()
    page = client.get(answer.location)
    assert page.status_code == 200, unescape(page.text)
    said = plain(unescape(page.text))
    assert f"de l’indicateur {code}" in said
    if code in {"1.2", "1.4", "6.1", "6.3"}:  # nobody is counted there
        assert "femmes" not in said.partition("À lire avec ce chiffre")[0].partition("<main")[2]
