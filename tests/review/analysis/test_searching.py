"""Words are found in the texts one may read, with their page and the lines around."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.permissions import Role
from review.analysis.excerpts import excerpt
from tests import factories
from tests.review.analysis.conftest import FIRST, SECOND


@pytest.fixture
def follower(session):
    return factories.account(session, Role.FOCAL_POINT)


def test_words_are_found_whatever_their_accents(session, attach, sign_in, follower):
    text = attach(FIRST, SECOND)
    session.commit()
    client = sign_in(follower)
    page = client.get("/relectures/textes?q=PREHENSION force").text
    assert f'href="/relectures/textes/{text.id}?page=1"' in page
    assert '<mark class="app-mark">préhension</mark>' in page
    assert "Aucune page" in client.get("/relectures/textes?q=préhension essais").text
    assert "Aucune page" in client.get("/relectures/textes?q=%25%25").text


def test_a_text_one_may_not_read_is_not_found(session, attach, sign_in):
    attach(FIRST, item=factories.work_item(session))
    chaired = factories.committee(session, "CTN7")
    own = attach(FIRST, item=factories.work_item(session, committee_id=chaired.id))
    chair = factories.account(session, chairs=chaired)
    stranger = factories.account(session, Role.REVIEWER)
    session.commit()
    page = sign_in(chair).get("/relectures/textes?q=préhension").text
    assert page.count("<h2") == 1
    assert f"/relectures/textes/{own.id}?" in page
    assert "Aucune page" in sign_in(stranger).get("/relectures/textes?q=préhension").text


def test_search_asks_as_much_whatever_it_finds(session, attach, sign_in, follower, count_queries):
    attach(FIRST)
    session.commit()
    client = sign_in(follower)
    client.get("/relectures/textes?q=préhension")
    counts = []
    for more in (0, 12):
        if more:
            attach(*[FIRST] * more)
            session.commit()
        count_queries.statements.clear()
        with count_queries:
            client.get("/relectures/textes?q=préhension")
        counts.append(count_queries.count)
    assert counts[0] == counts[1]


@given(st.text(max_size=400), st.text(max_size=20))
def test_an_excerpt_is_made_of_the_text(text, word):
    from catalogue.folding import fold

    line = " ".join(text.split())
    parts = excerpt(text, fold(word).split())
    assert "".join(part.text for part in parts).strip("…") in line or "…" in line
    assert all(part.text for part in parts)
