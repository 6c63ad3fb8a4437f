"""Typing errors are mended by the words the titles are made of."""

import pytest

from catalogue.search.spelling import WordList


@pytest.fixture
def words() -> WordList:
    listed = WordList()
    listed.add(["Sécurité des machines", "Sécurité des personnes", "Securite", "Protection"])
    listed.add(["Projection du béton", "Essai au feu"])
    return listed


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("scurite", "sécurité"),  # missing
        ("securiite", "sécurité"),  # added
        ("sexurite", "sécurité"),  # changed
        ("secrutie", "sécurité"),  # exchanged, twice
        ("ecurite", "sécurité"),  # the first letter
        ("machnes", "machines"),
        ("fru", "feu"),
    ],
)
def test_the_nearest_word_is_given_as_people_write_it(words: WordList, typed: str, mended: str):
    assert words.corrections(typed)[0].written == mended


def test_the_most_used_of_two_comes_first(words: WordList):
    more = WordList()
    more.add(["projection projection projection", "Protection de l’eau"])
    words = WordList.merged([more, words])
    assert [one.written for one in words.corrections("projction")] == ["projection"]
    assert [one.written for one in words.corrections("proxection")] == [
        "projection",
        "protection",
    ]


@pytest.mark.parametrize("typed", ["zz", "securite", "12345", "zzzzzzzzzzz", "su", "feueu"])
def test_nothing_near_gives_nothing(words: WordList, typed: str):
    assert words.corrections(typed) == []


def test_completions_start_as_typed_the_most_used_first(words: WordList):
    assert [one.written for one in words.completions("p")] == [
        "personnes",
        "projection",
        "protection",
    ]
    assert words.completions("sec")[0].uses == 3
    assert words.completions("zz") == []
