"""Titles show the words looked for, and are never HTML."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from catalogue.search.analysis import english_word, french_word
from catalogue.search.highlight import segments
from catalogue.search.inflection import _ENGLISH, _IRREGULAR
from catalogue.search.words import pieces


def test_every_form_of_the_word_is_shown():
    assert segments("Sécurité des machines - la machine", {"machin"}, french=True) == (
        ("Sécurité des ", False),
        ("machines", True),
        (" - la ", False),
        ("machine", True),
    )


def test_english_titles_are_read_as_english():
    assert segments("Women’s tools", {"woman", None}, french=False) == (
        ("Women", True),
        ("’s tools", False),
    )


def test_a_form_that_begins_otherwise_is_shown_too():
    assert segments("Protection des yeux", {"oeil"}, french=True)[1] == ("yeux", True)
    assert segments("Œil nu", {"oeil"}, french=True)[0] == ("Œil", True)
    assert segments("Voir iso9001", {"9001"}, french=True)[1] == ("9001", True)


@given(st.lists(st.sampled_from([*_IRREGULAR, *_ENGLISH, "women", "iso9001", "œuvres"])))
def test_no_form_is_missed_for_a_quicker_look(forms: list[str]):
    for french, terms_of in ((True, french_word), (False, english_word)):
        terms = {term for form in forms for term in terms_of(form)}
        shown = {text for text, marked in segments(" ".join(forms), terms, french=french) if marked}
        assert shown == {one for form in forms if terms_of(form) for one in pieces(form)}


def test_nothing_looked_for_shows_the_title_whole():
    assert segments("<b>Titre</b>", set(), french=True) == (("<b>Titre</b>", False),)
    assert segments("", {"x"}, french=True) == ()


@given(st.text())
def test_the_pieces_make_up_the_title(title: str):
    pieces = segments(title, {"a", "essai"}, french=True)
    assert "".join(text for text, _ in pieces) == unicodedata.normalize("NFC", title)
