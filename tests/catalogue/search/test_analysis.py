"""A query meets French and English texts without the reader choosing a language."""

import unicodedata

from catalogue.search.analysis import (
    QueryWord,
    english_terms,
    english_word,
    french_terms,
    french_word,
    query_words,
)


def only(text: str) -> QueryWord:
    (word,) = query_words(text)
    return word


def test_french_texts_lose_their_little_words_and_keep_meaning_ones():
    assert french_terms("Sécurité des machines et de l’usager, sans plomb") == [
        "securit",
        "machin",
        "usager",
        "san",
        "plomb",
    ]


def test_english_texts_lose_theirs():
    assert english_terms("Safety of machinery and women’s tools without lead") == [
        "safeti",
        "machineri",
        "woman",
        "tool",
        "without",
        "lead",
    ]


def test_a_capital_a_is_a_name_unless_it_begins_the_title():
    assert french_terms("Vitamine A") == ["vitamin", "a"]
    assert french_terms("Il y a lieu") == ["lieu"]
    assert english_terms("A method for vitamin A") == ["method", "vitamin", "a"]
    assert only("A").terms == ()


def test_accents_written_apart_are_accents():
    assert french_terms(unicodedata.normalize("NFD", "égalité")) == french_terms("égalité")


def test_a_word_is_looked_for_in_both_languages():
    assert only("femmes").terms == ("femm",)
    assert only("machines").terms == ("machin",)
    assert only("women").french == "women"
    assert only("women").english == "woman"


def test_a_number_may_be_the_number_of_a_reference():
    assert only("9001").terms == ("9001", "#9001")
    assert only("001").number == "#1"
    assert only("sécurité").number is None


def test_a_word_empty_in_one_language_helps_without_being_required():
    assert not only("or").required  # gold in French, a conjunction in English
    assert only("or").terms == ("or",)
    assert not only("the").required
    assert only("sécurité").required


def test_en_is_kept_as_the_name_of_a_body_by_the_english_side():
    en = only("EN")
    assert en.french is None
    assert en.english == "en"
    assert not en.required


def test_a_word_typed_twice_counts_once():
    assert [word.written for word in query_words("Essai, essai ESSAI")] == ["Essai"]


def test_glued_names_are_two_terms():
    assert french_word("ISO9001") == ("iso", "9001")
    assert english_word("ISO9001") == ("iso", "9001")
    assert french_word("des") == ()
