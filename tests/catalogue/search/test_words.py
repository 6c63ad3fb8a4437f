"""Texts are cut into the words people would type."""

import unicodedata

import pytest

from catalogue.search.words import fold, pieces, words, written_words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Égalité", "egalite"),
        ("ŒUVRE", "oeuvre"),
        ("Cæsium", "caesium"),
        ("Straße", "strasse"),
        ("ISO", "iso"),
        ("ﷺ", "صلىاللهعليهوسلم"),
    ],
)
def test_case_accents_and_ligatures_do_not_matter(written: str, folded: str):
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'égalité d’accès", ["égalité", "accès"]),
        ("jusqu’à l’emploi", ["à", "emploi"]),
        ("aujourd’hui", ["aujourd", "hui"]),
        ("women’s empowerment", ["women", "empowerment"]),
        ("protège-poitrine", ["protège", "poitrine"]),
        ("les travailleur·se·s", ["les", "travailleur"]),
        ("vitamine D", ["vitamine", "D"]),
        ("NM 03.7.001", ["NM", "03", "7", "001"]),
        ("selon iso9001", ["selon", "iso", "9001"]),
        ("a_b", ["a", "b"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_words(text: str, expected: list[str]):
    assert [word.written for word in words(text)] == expected
    assert [piece for word in written_words(text) for piece in pieces(word)] == expected


def test_words_stand_where_they_are_said_to_stand():
    text = unicodedata.normalize("NFC", "Égalité : l’ISO9001, d'après «Œuvre»")
    for word in words(text):
        assert text[word.start : word.end] == word.written
