"""Homologating a session in the browser: choose, preview, confirm, read, undo."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.messages import N_
from catalogue.permissions import Role
from catalogue.records.models import Edition
from catalogue.records.vocabulary import EditionStatus, Nature
from catalogue.work_programme.models import HomologationAct, WorkItem
from catalogue.work_programme.vocabulary import WorkItemStatus
from tests import factories

NEW = "/programme/homologations/nouvelle"


@pytest.fixture
def desk(session, sign_in):
    return sign_in(factories.account(session, Role.SECRETARIAT))


def typed(*items, **own):
    form = {
        "session_label": "11e session",
        "cnncq_on": "10/06/2026",
        "homologated_on": "01/07/2026",
        "act_reference": "Arrêté n° 26-100",
        "step": "apercu",
    }
    for item in items:
        form |= {
            f"s{item.id}_seen": item.version,
            f"s{item.id}_chosen": "y",
            f"s{item.id}_reference": f"NM 50.{item.id:03d}:2026",
            f"s{item.id}_nature": "new",
        }
    return {**form, **own}


def editions(session):
    session.expire_all()
    return session.scalars(sa.select(Edition).order_by(Edition.id)).all()


def test_the_form_lists_what_waits_and_proposes_no_number(session, desk, waiting):
    item = waiting(title_fr="Beurre de karité")
    reserved = waiting(planned_reference="NM 7:2026")
    other = factories.work_item(session, title_fr="Pas encore")
    session.commit()
    page = desk.get(NEW).text
    assert "Beurre de karité" in page
    assert 'value="NM 7:2026"' in page
    assert other.title_fr not in page
    assert "checked" not in page
    assert page.count("checked") < desk.get(f"{NEW}?tous=1").text.count("checked")
    one = desk.get(f"{NEW}?sujet={item.id}").text
    assert "checked" in one
    assert f"s{reserved.id}_reference" not in one


def test_preview_then_confirm(session, desk, waiting):
    old = factories.edition(session, "NM 30:2015")
    revised = waiting(revises_edition_id=old.id, nature=Nature.TECHNICAL_REVISION)
    new = waiting()
    left = waiting()
    session.commit()
    own = {
        f"s{revised.id}_reference": "NM 30:2026",
        f"s{revised.id}_nature": "technical_revision",
        f"s{revised.id}_withdraws": "y",
        f"s{new.id}_nature": "",
        "common_nature": "new",
    }
    form = typed(revised, new, **own)
    form |= {f"s{left.id}_seen": left.version, f"s{left.id}_reference": ""}
    answer = desk.post(NEW, data=form)
    assert answer.status_code == 200
    for words in ("2 normes vont", "Remplace NM 30:2015", "Crée la norme NM 50", "Rien n’est"):
        assert words in answer.text
    assert len(editions(session)) == 1

    answer = desk.post(NEW, data={**form, "step": "confirmer"})
    assert answer.status_code == 302
    assert [one.reference for one in editions(session)] == [
        *("NM 30:2015", "NM 30:2026", f"NM 50.{new.id:03d}:2026")
    ]
    assert session.get(WorkItem, left.id).status is WorkItemStatus.AWAITING_COUNCIL
    page = desk.get(answer.location).text
    assert "Annule NM 30:2015" in page
    assert "Arrêté n° 26-100" in page
    assert "Défaire cet acte" in page


def test_back_to_the_form_keeps_every_answer(session, desk, waiting):
    item = waiting()
    session.commit()
    answer = desk.post(NEW, data=typed(item, step="modifier"))
    assert answer.status_code == 200
    for words in ("11e session", "10/06/2026", f"NM 50.{item.id:03d}:2026"):
        assert words in answer.text


def test_each_problem_is_beside_its_field_and_nothing_is_lost(session, desk, waiting):
    factories.edition(session, "NM 40:2020")
    item = waiting()
    session.commit()
    own = {
        f"s{item.id}_reference": "NM 40:2020",
        f"s{item.id}_nature": "",
        "homologated_on": "01/05/2026",
    }
    answer = desk.post(NEW, data=typed(item, **own))
    assert answer.status_code == 422
    for words in (
        *("NM 40:2020 existe déjà", "Choisissez la nature", "ne peut pas précéder"),
        *(f'href="#s{item.id}_reference"', "01/05/2026", "11e session"),
    ):
        assert words in answer.text


def test_impossible_dates_and_an_empty_choice(session, desk, waiting):
    item = waiting()
    session.commit()
    answer = desk.post(NEW, data=typed(item, cnncq_on="31/02/2026"))
    assert answer.status_code == 422
    assert "n’existe pas" in answer.text
    nobody = {f"s{item.id}_chosen": ""}
    form = {name: text for name, text in typed(item).items() if name not in nobody}
    answer = desk.post(NEW, data=form)
    assert answer.status_code == 422
    assert "Cochez au moins un sujet" in answer.text
    early = waiting(stage_on=date(2026, 6, 20))
    session.commit()
    answer = desk.post(NEW, data=typed(early))
    assert answer.status_code == 422
    assert "20/06/2026" in answer.text


def test_an_item_changed_since_the_page_was_opened_is_read_again(session, desk, waiting):
    item = waiting()
    session.commit()
    form = typed(item, step="confirmer")
    item.title_fr = "Titre changé"
    session.commit()
    answer = desk.post(NEW, data=form)
    assert answer.status_code == 422
    assert "modifié depuis" in answer.text
    assert editions(session) == []


def test_sent_twice_it_is_done_once_and_says_so(session, desk, waiting):
    items = [waiting(), waiting()]
    session.commit()
    form = typed(*items, step="confirmer")
    first = desk.post(NEW, data=form)
    second = desk.post(NEW, data=form)
    assert second.status_code == 302
    assert second.location == first.location
    page = desk.get(second.location).text
    assert "déjà enregistré" in page
    assert "une seconde fois" in page
    assert len(editions(session)) == 2
    assert session.scalar(sa.select(sa.func.count()).select_from(HomologationAct)) == 1


def test_an_objection_is_answered_on_the_preview(session, desk, waiting, monkeypatch):
    monkeypatch.setattr(
        "catalogue.work_programme.homologation.objections",
        [lambda _session, _item: [N_("Le critère A13 est bloquant.")]],
    )
    item = waiting()
    session.commit()
    answer = desk.post(NEW, data=typed(item))
    assert answer.status_code == 200
    assert "A13 est bloquant" in answer.text
    assert f'name="s{item.id}_reason"' in answer.text
    answer = desk.post(NEW, data=typed(item, step="confirmer"))
    assert answer.status_code == 422
    assert editions(session) == []
    answered = typed(item, step="confirmer", **{f"s{item.id}_reason": "Essais en cours"})
    answer = desk.post(NEW, data=answered)
    assert answer.status_code == 302
    assert "Essais en cours" in desk.get(answer.location).text


def test_undone_with_a_reason(session, desk, waiting):
    item = waiting()
    session.commit()
    act = desk.post(NEW, data=typed(item, step="confirmer")).location
    assert desk.post(f"{act}/defaire", data={"reason": " "}).status_code == 422
    assert desk.get(f"{act}/defaire").status_code == 200
    assert desk.post(f"{act}/defaire", data={"reason": "Arrêté retiré"}).status_code == 302
    page = desk.get(act).text
    assert "Arrêté retiré" in page
    assert "/defaire" not in page
    assert [one.status for one in editions(session)] == [EditionStatus.VOID]
    assert session.get(WorkItem, item.id).status is WorkItemStatus.AWAITING_COUNCIL
    again = desk.post(f"{act}/defaire", data={"reason": "Encore"})
    assert again.status_code == 422
    assert "déjà défait" in again.text


def test_a_whole_session_fits_the_form(session, desk, waiting):
    """83 standards were adopted at once in December 2021."""
    items = [waiting() for _ in range(83)]
    session.commit()
    answer = desk.post(NEW, data=typed(*items, step="confirmer"))
    assert answer.status_code == 302
    assert len(editions(session)) == 83


def test_the_list_of_acts_costs_the_same_for_few_and_for_many(
    session, desk, waiting, count_queries
):
    def cost(number: int) -> int:
        for _ in range(number):
            item = waiting()
            session.commit()
            assert desk.post(NEW, data=typed(item, step="confirmer")).status_code == 302
        session.expunge_all()
        count_queries.statements.clear()
        with count_queries:
            page = desk.get("/programme/homologations")
        assert "11e session" in page.text
        return count_queries.count

    cost(1)
    assert cost(1) == cost(6)


def test_others_of_the_agency_read_acts_and_make_none(session, sign_in, waiting):
    item = waiting()
    client = sign_in(factories.account(session, Role.MONITORING))
    session.commit()
    page = client.get("/programme/homologations")
    assert page.status_code == 200
    assert "Nouvelle homologation" not in page.text
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, data=typed(item, step="confirmer")).status_code == 403
    assert client.get("/programme/homologations/999").status_code == 404
