"""The reading page: text page by page, hints in place and beside it, for those who may read it."""

from __future__ import annotations

import re

import pytest

from catalogue.permissions import Role
from review.analysis.shown import pieces
from tests import factories
from tests.review.analysis.conftest import FIRST, SECOND


@pytest.fixture
def follower(session):
    return factories.account(session, Role.FOCAL_POINT)


def test_hints_stand_in_the_text_and_in_the_list(session, attach, client, sign_in, follower):
    text = attach(FIRST, (), SECOND)
    session.commit()
    page = sign_in(follower).get(f"/relectures/textes/{text.id}").text
    assert "page 1 sur 3" in page
    marked = re.findall(r'<mark class="app-mark" id="lieu-\d+">([^<]+)', page)
    assert "homme de métier" in " ".join(marked)
    for anchor in re.findall(r'href="(#[^"]+)"', page):
        assert f'id="{anchor[1:]}"' in page, anchor
    assert "Piste suivante : page 3" in page
    scanned = client.get(f"/relectures/textes/{text.id}?page=2").text
    assert "Page numérisée : pas de texte" in scanned.replace("\u00a0", " ")
    assert "page 3 sur 3" in client.get(f"/relectures/textes/{text.id}?page=99").text


def test_filters_leave_what_is_chosen(session, attach, client, sign_in, follower):
    text = attach(FIRST, SECOND)
    session.commit()
    address = f"/relectures/textes/{text.id}"
    page = sign_in(follower).get(f"{address}?nature=body_dimension").text
    marked = " ".join(re.findall(r'id="lieu-\d+">([^<]+)', page))
    assert "400" in marked
    assert "homme" not in marked
    listed = client.get(f"{address}/pistes?classe=A").text
    assert "homme de métier" in listed
    assert "400 N" not in listed
    found = client.get(f"{address}/pistes.json?nature=body_dimension").get_json()
    assert found["items"]
    assert {one["kind"] for one in found["items"]} == {"body_dimension"}


def test_who_may_not_read_the_text_is_told_there_is_none(session, attach, client, sign_in):
    text = attach(FIRST)
    stranger = factories.account(session, Role.REVIEWER)
    chair = factories.account(session, chairs=factories.committee(session, "CTN9"))
    session.commit()
    for account in (stranger, chair):
        sign_in(account)
        for end in ("", "/pistes", "/pistes.csv", "/pistes.json", "/pistes.xlsx"):
            assert client.get(f"/relectures/textes/{text.id}{end}").status_code == 404


def test_what_waits_and_what_is_not_read_is_said(session, attach, client, sign_in, follower):
    waiting = attach(FIRST, read=False)
    paper = factories.text_version(session, factories.work_item(session), sha256=None)
    session.commit()
    assert "attend d’être lu" in sign_in(follower).get(f"/relectures/textes/{waiting.id}").text
    assert "sur papier" in client.get(f"/relectures/textes/{paper.id}").text


def test_a_scanned_text_is_not_said_to_have_no_hint(session, attach, client, sign_in, follower):
    text = attach((), ())
    partly = attach(FIRST, ())
    session.commit()
    sign_in(follower)
    for end in ("", "/pistes"):
        page = client.get(f"/relectures/textes/{text.id}{end}").text
        assert "Aucune piste dans ce texte" not in page
        assert "2 pages numérisées n’ont pas de texte" in page.replace("\u00a0", " ")
    panel = client.get(f"/programme/{text.work_item_id}").text.replace("\u00a0", " ")
    assert "2 pages numérisées, non lues" in panel
    assert "aucune piste" not in panel
    page = client.get(f"/relectures/textes/{partly.id}").text.replace("\u00a0", " ")
    assert "pistes dans ce texte" in page
    assert "Une page numérisée n’a pas de texte" in page


def test_the_item_leads_to_its_texts(session, attach, client, sign_in, follower):
    text = attach(FIRST)
    session.commit()
    page = sign_in(follower).get(f"/programme/{text.work_item_id}").text
    assert f'href="/relectures/textes/{text.id}"' in page
    client.post("/deconnexion")


def test_a_page_of_a_long_text_asks_no_more_than_a_short_one(
    session, attach, sign_in, follower, count_queries
):
    short, long = attach(FIRST), attach(*[FIRST, SECOND] * 15)
    session.commit()
    client = sign_in(follower)
    counts = []
    for text in (short, long):
        client.get(f"/relectures/textes/{text.id}")
        count_queries.statements.clear()
        with count_queries:
            client.get(f"/relectures/textes/{text.id}")
        counts.append(count_queries.count)
    assert counts[0] == counts[1]
    assert counts[1] <= 12


class Place:
    def __init__(self, start, end):
        self.start, self.end = start, end


def test_pieces_joined_are_the_page():
    text = "L’ouvrier porte 25 kg."
    cut = pieces(text, [Place(2, 9), Place(2, 15), Place(16, 21), Place(30, 40)])
    assert "".join(one.text for one in cut) == text
    assert [one.numbers for one in cut if one.numbers] == [(1, 2), (3,)]
