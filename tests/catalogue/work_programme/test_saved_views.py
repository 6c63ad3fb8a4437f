"""Views of the programme: one's own, and those the secretariat shares with the house."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from catalogue.errors import DomainError, NotAllowed
from catalogue.permissions import ANONYMOUS, Role
from catalogue.work_programme import saved_views
from catalogue.work_programme.models import ProgrammeView
from tests import factories
from tests.conftest import NOW

LATE = {"retard": ["oui"], "tri": ["echeance"]}


@pytest.fixture
def reader(session):
    return factories.actor(factories.account(session, Role.REVIEWER))


@pytest.fixture
def save(session):
    def keep(actor, name="En retard", *, shared=False, asked=LATE):
        return saved_views.save_view(session, asked, name=name, shared=shared, actor=actor, at=NOW)

    return keep


def names(session, actor):
    return [view.name for view in saved_views.views_for(session, actor)]


def test_a_view_is_its_owners_until_the_secretariat_shares_it(session, save, secretary, reader):
    save(reader, "Ma vue")
    view = save(secretary)
    assert names(session, reader) == ["Ma vue"]
    saved_views.change_view(session, view, name="En retard", shared=True, actor=secretary, at=NOW)
    assert names(session, reader) == ["En retard", "Ma vue"]
    assert names(session, secretary) == ["En retard"]
    assert names(session, ANONYMOUS) == []
    assert saved_views.view_to_change(session, reader, view.id) is None


def test_only_the_secretariat_shares(session, save, reader):
    with pytest.raises(NotAllowed):
        save(reader, shared=True)
    view = save(reader)
    with pytest.raises(NotAllowed):
        saved_views.change_view(session, view, name="X", shared=True, actor=reader, at=NOW)


@pytest.mark.parametrize("name", ["", "  ", "EN RETARD", "x" * 121])
def test_a_name_is_asked_short_and_once(save, reader, name):
    save(reader)
    with pytest.raises(DomainError):
        save(reader, name)


def test_a_list_that_asks_nothing_is_not_a_view(save, reader):
    with pytest.raises(DomainError):
        save(reader, asked={})


def test_the_pages_save_show_rename_and_delete(session, client, sign_in):
    account = factories.account(session, Role.SECRETARIAT)
    sign_in(account)
    session.commit()
    address = "/programme/vues/nouvelle?retard=oui&tri=-titre&page=3"
    assert "En retard" in client.get(address).text
    saved = client.post(address, data={"name": "Ce qui presse", "shared": "y"})
    assert saved.status_code == 302
    page = client.get("/programme").text
    assert "Ce qui presse" in page
    assert "/programme?retard=oui&amp;tri=-titre" in page
    view = session.scalars(sa.select(ProgrammeView)).one()
    assert view.asked == {"retard": ["oui"], "tri": ["-titre"]}
    listed = client.get("/programme/vues").text
    assert "classée par titre" in listed
    change = f"/programme/vues/{view.id}/modifier"
    assert client.get(change).status_code == 200
    assert client.post(change, data={"name": ""}).status_code == 422
    assert client.post(change, data={"name": "Urgent"}).status_code == 302
    assert client.post(f"/programme/vues/{view.id}/supprimer").status_code == 302
    assert not saved_views.views_for(session, factories.actor(account))


def test_somebody_elses_view_does_not_exist_for_others(session, client, sign_in, save, reader):
    view = save(reader)
    sign_in(factories.account(session, Role.SECRETARIAT))
    session.commit()
    assert client.get(f"/programme/vues/{view.id}/modifier").status_code == 404
    assert client.post(f"/programme/vues/{view.id}/supprimer").status_code == 404
