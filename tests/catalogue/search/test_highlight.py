"""Titles show the words looked for, and are never HTML."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from catalogue.search.highlight import segments


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


def test_nothing_looked_for_shows_the_title_whole():
    assert segments("<b>Titre</b>", set(), french=True) == (("<b>Titre</b>", False),)
    assert segments("", {"x"}, french=True) == ()


@given(st.text())
def test_the_pieces_make_up_the_title(title: str):
    pieces = segments(title, {"a", "essai"}, french=True)
    assert "".join(text for text, _ in pieces) == unicodedata.normalize("NFC", title)
