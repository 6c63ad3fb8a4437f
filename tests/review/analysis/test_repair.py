from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.analysis.repair import repair, repair_pages


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("l’eﬃcacité", "l’efficacité"),
        ("les tra-\nvailleurs", "les travailleurs"),
        ("les tra-  \r\n  vailleurs", "les travailleurs"),
        ("opé\u00adrateur", "opérateur"),
        ("opé\u00ad\nrateur", "opérateur"),
        ("sapeurs-\npompiers", "sapeurs-pompiers"),
        ("man-\nhours", "man-hours"),
        ("celui-\nci", "celui-ci"),
        ("Bamako-\nKati", "Bamako-\nKati"),
        ("e\u0301tat", "état"),
        ("´etat", "état"),
        ("a\x00b", "a b"),
    ],
)
def test_damage_is_mended(raw, mended):
    assert repair(raw).text == mended


@given(st.text(alphabet=st.sampled_from("aé-\n ﬁ\u00ad´e\u0301\u200b.x")))
def test_every_word_leads_back_to_where_it_stood(raw):
    mended = repair(raw)
    for start in range(len(mended.text)):
        first, last = mended.raw_span(start, start + 1)
        assert 0 <= first < last <= len(raw)
        letter = mended.text[start]
        if letter in ".x":
            assert letter in raw[first:last]


def test_running_lines_and_page_numbers_are_kept_apart():
    pages = [
        f"NM 12-034:2026\nProjet d’enquête\n4.{n} Titre\nTexte {word}.\n© AMANORM\n{n}"
        for n, word in enumerate(("un", "deux", "trois", "quatre", "cinq"), start=1)
    ]
    mended = repair_pages(pages)
    assert mended[2].text == "4.3 Titre\nTexte trois."
    assert mended[2].running == ("NM 12-034:2026", "Projet d’enquête", "© AMANORM", "3")


def test_a_short_document_keeps_its_lines():
    assert repair_pages(["Titre\nTexte"])[0].text == "Titre\nTexte"


def test_a_page_without_text_is_scanned():
    assert [page.is_scanned for page in repair_pages(["Texte", " \n"])] == [False, True]
