"""What a title says to somebody who looks for women and men in it, and what only seems to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.shipped_lists import rows_of
from catalogue.triage.phrases import Title
from catalogue.triage.scoring import TERMS
from catalogue.triage.terms import Terms

SHIPPED = Terms(rows_of(TERMS))


def raised(fr: str = "", en: str = "") -> dict[str, str]:
    return {one.concept.code: one.words for one in SHIPPED.read(Title.of(fr, en)).raised}


@pytest.mark.parametrize(
    ("fr", "en", "concept", "words"),
    [
        ("Gants de protection contre les risques mécaniques", "", "protective_gloves", None),
        (
            "Appareils de protection respiratoire",
            "",
            "respirators",
            "Appareils de protection respiratoire",
        ),
        ("VETEMENTS DE PROTECTION", "", "protective_clothing", "VETEMENTS DE PROTECTION"),
        ("", "Breast pumps", "breastfeeding", "Breast pumps"),
        ("", "Women’s entrepreneurship", "women", None),
        ("Santé de la femme enceinte", "", "pregnancy", "femme enceinte"),
        ("Services pour nouveau-nés", "", "infants", "nouveau-nés"),
        ("Bien-être au travail", "", "occupational_health", "Bien-être au travail"),
        ("Exposition des individus aux vibrations", "", "whole_body_vibration", None),
    ],
)
def test_a_subject_is_found_in_any_number_and_case(fr, en, concept, words):
    found = raised(fr, en)
    assert concept in found
    if words:
        assert found[concept] == words


@pytest.mark.parametrize(
    ("fr", "en"),
    [
        ("Raccords coniques femelles", "Luer connectors, male and female conical fittings"),
        ("Trous d’homme pour cuves", "Manhole covers"),
        ("Robinetterie – Étanchéité des sièges de soupape", "Valve seat tightness"),
        ("Conception des corps de vanne", "Valve body design"),
        ("Enceintes de confinement – Boîtes à gants", "Containment enclosures and glove boxes"),
        ("Aciers – Inclusions non métalliques", "Steel – Non-metallic inclusion content"),
        ("Freins – Sabots de frein", "Brake shoes"),
        ("Tissus – Armures", "Woven fabrics – Weaves"),
        ("Forets, série longue", "Twist drills, long series"),
        ("Emploi de la parité longitudinale", "Use of longitudinal parity"),
        ("Pépinières", "Tree nursery stock"),
    ],
)
def test_words_that_only_look_relevant_say_nothing(fr, en):
    assert raised(fr, en) == {}


def test_the_longer_phrase_speaks_alone():
    found = raised("Vêtements de protection pour sapeurs-pompiers")
    assert "garments" not in found
    assert {"protective_clothing", "firefighters"} <= set(found)


def test_the_two_languages_of_a_title_count_once():
    found = raised("Casques de protection", "Protective helmets")
    assert found == {"head_protection": "Casques"}


def test_a_scope_is_read_for_women_and_pregnancy_only():
    found = SHIPPED.read_scope(None, "This part does not address the needs of pregnant women.")
    assert found is not None
    assert found.words == "pregnant"
    assert (
        SHIPPED.read_scope(None, "Values from 5 mm to 10 mm inclusive, seats and gloves.") is None
    )
    assert SHIPPED.read_scope("Ne traite pas de la grossesse.", None).words == "grossesse"


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_read_and_words_shown_stand_in_it(fr, en):
    reading = SHIPPED.read(Title.of(fr, en))
    for one in (*reading.raised, *reading.lowered):
        assert one.words in fr or one.words in en
