"""Late items on the secretariat's home page, with the list of them one step away."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.permissions import Role
from catalogue.work_programme.models import Milestone
from catalogue.work_programme.vocabulary import WorkItemStatus
from tests import factories

PATH = "/programme?retard=oui"


@pytest.fixture
def planned(session):
    def make(day, **facts):
        item = factories.work_item(session, stage_code="10.20", **facts)
        session.add(Milestone(work_item_id=item.id, code="40.20", planned_on=day))
        return item

    return make


def test_what_is_late_is_told_with_its_list(session, sign_in, planned):
    late = planned(date(2026, 3, 1), title_fr="Foyers améliorés")
    planned(date(2027, 3, 1))
    planned(date(2026, 3, 1), status=WorkItemStatus.ABANDONED)
    client = sign_in(factories.account(session, Role.SECRETARIAT))
    page = client.get("/").text
    assert "Un sujet est en retard" in page.replace("\u00a0", " ")
    assert f'href="{PATH}"' in page
    shown = client.get(PATH).text
    assert late.title_fr in shown


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.MONITORING])
def test_others_are_not_told(session, sign_in, planned, role):
    planned(date(2026, 3, 1))
    client = sign_in(factories.account(session, role))
    assert PATH not in client.get("/").text


def test_nothing_late_says_nothing(session, sign_in, planned):
    planned(date(2027, 3, 1))
    client = sign_in(factories.account(session, Role.SECRETARIAT))
    assert PATH not in client.get("/").text
