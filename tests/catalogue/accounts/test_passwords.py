"""What a password must be."""

from __future__ import annotations

import pytest

from catalogue.accounts.passwords import settled, weakness


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("court", "au moins 10"),
        ("", "au moins 10"),
        ("x" * 201, "200 caractères"),
        ("aaaaaaaaaaaa", "plus varié"),
        ("1212121212", "plus varié"),
        ("motdepasse12", "parmi les premiers"),
        ("MotDePasse!!", "parmi les premiers"),
        ("1234567890", "parmi les premiers"),
        ("a.traore2026", "parmi les premiers"),
    ],
)
def test_an_easy_password_is_refused_with_a_reason(password, told):
    assert told in str(weakness(password, identifier="a.traore"))


@pytest.mark.parametrize(
    "password", ["karité mortier soleil", "mon motdepasse est long", "t7!Kq_2zPw", "ߒߞߏ ߞߊ߲ ߜߍ ߞߎߘߊ"]
)
def test_a_good_password_is_accepted(password):
    assert weakness(password, identifier="a.traore") is None


def test_accents_composed_in_two_ways_are_the_same_password():
    assert settled("karite\u0301") == settled("karit\u00e9")
