"""The printed sheet: a page a language, each tagged in its language, no French in the English."""

from __future__ import annotations

import io
from collections import Counter

import pytest
from pypdf import PdfReader

from catalogue import clock, typesetting
from review.restitution import services
from review.restitution.paper import paper_data
from review.restitution.translations import in_english
from tests.conftest import NOW

_SENTENCES = 25
TYPED = {
    "contact": "Point focal genre de l’Agence, Bamako",
    "commitments_fr": "Suivre le plan. " * _SENTENCES,
    "commitments_en": "Follow the plan. " * _SENTENCES,
    "story_fr": "Une norme relue. " * _SENTENCES,
    "story_en": "One standard reviewed. " * _SENTENCES,
}


@pytest.fixture
def content(session):
    return services.prepared(session, TYPED, today=NOW.date(), local_date=clock.local_date)


@pytest.fixture
def paper(content):
    data = paper_data(content, agency="Agence", acronym="AMANORM", number=1)
    return PdfReader(io.BytesIO(typesetting.pdf("paper", data, at=NOW)))


def languages(node, found):
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            languages(one, found)
    elif hasattr(node, "get"):
        if "/Lang" in node:
            found[node["/S"], node["/Lang"]] += 1
        if "/K" in node:
            languages(node["/K"], found)
    return found


def test_each_language_has_its_page(paper):
    first, second = (page.extract_text() for page in paper.pages)
    assert "Fiche de restitution CEE-ONU" in first
    assert "UNECE restitution sheet" in second
    assert "One standard reviewed." in second


def test_the_english_page_is_tagged_in_english(paper):
    root = paper.trailer["/Root"]
    assert root["/Lang"] == "fr"
    found = languages(root["/StructTreeRoot"], Counter())
    for kind in ("/H1", "/H2", "/P", "/Table"):
        assert found[kind, "en"] > 0, kind


def test_nothing_of_the_english_half_sends_to_the_french_text(content):
    assert content["plan"]["title_en"] == "Gender equality action plan, AMANORM, 2024-2026"
    for one in content["figures"]:
        assert one["target_en"]
        assert one["target_en"] != one["target_fr"]
        assert "French" not in one["target_en"]


def test_a_target_nobody_translated_is_given_as_it_is_and_said_to_be_french():
    assert in_english("12 % des comités") == "12 % des comités (in French)"
