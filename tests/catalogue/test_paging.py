"""Pages of a list and the address that holds what somebody chose."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.paging import LAST_PAGE, Page, UrlState, offset, page_number

NAMES = ("q", "body", "ics", "sort", "page")
pairs = st.lists(st.tuples(st.sampled_from([*NAMES, "evil"]), st.text(max_size=20)), max_size=10)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (None, 1),
        ("", 1),
        ("3", 3),
        (" 3 ", 3),
        ("0", 1),
        ("-2", 1),
        ("1e9", 1),
        ("٣", 1),
        ("99999", LAST_PAGE),
        ("9" * 400, 1),
        ("3; drop", 1),
    ],
)
def test_any_page_parameter_gives_a_page(text: str | None, number: int) -> None:
    assert page_number(text) == number


def test_a_page_says_where_it_stands() -> None:
    page = Page(items=list("abcde"), total=55, number=6, size=10)
    assert (page.pages, page.previous, page.next) == (6, 5, None)
    assert (page.first_item, page.last_item) == (51, 55)
    assert offset(6, 10) == 50


def test_an_empty_list_has_one_page_without_neighbours() -> None:
    page: Page[str] = Page(items=[], total=0)
    assert (page.pages, page.previous, page.next) == (1, None, None)
    assert (page.first_item, page.last_item, page.shown_numbers) == (0, 0, [1])


def test_a_page_past_the_end_leads_back_to_the_last_one() -> None:
    page: Page[str] = Page(items=[], total=30, number=40, size=10)
    assert page.previous == 3
    assert page.next is None
    assert page.shown_numbers == [1, 2, 3]


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1, [1, 2, None, 20]),
        (3, [1, 2, 3, 4, None, 20]),
        (4, [1, 2, 3, 4, 5, None, 20]),
        (10, [1, None, 9, 10, 11, None, 20]),
        (20, [1, None, 19, 20]),
    ],
)
def test_ends_and_neighbours_are_offered(number: int, shown: list[int | None]) -> None:
    assert Page(items=range(25), total=500, number=number).shown_numbers == shown


def read(query: str) -> UrlState:
    return UrlState.read(parse_qsl(query), NAMES)


def test_a_facet_value_is_added_and_removed_and_the_others_stay() -> None:
    state = read("q=karité&body=ISO&page=3")
    more = state.toggled("body", "ARSO")
    assert more.query == "?q=karit%C3%A9&body=ISO&body=ARSO"
    assert more.toggled("body", "ISO").query == "?q=karit%C3%A9&body=ARSO"
    assert more.removed("body").query == "?q=karit%C3%A9"


def test_changing_what_is_chosen_goes_back_to_the_first_page() -> None:
    state = read("q=eau&page=7")
    for changed in (
        state.added("ics", "71"),
        state.changed("sort", "date"),
        state.removed("q"),
        state.toggled("ics", "13"),
        state.at_page(1),
    ):
        assert changed.value("page") == ""
    assert state.at_page(8).query == "?q=eau&page=8"


def test_unknown_and_empty_and_repeated_parameters_are_left_out() -> None:
    assert read("q=+&evil=1&body=ISO&body=ISO&next=//x").pairs == (("body", "ISO"),)


def test_an_endless_address_is_bounded() -> None:
    state = UrlState.read((("ics", str(n) * 1000) for n in range(10_000)), NAMES)
    assert len(state.pairs) == 60
    assert max(len(value) for _, value in state.pairs) == 200


@given(pairs, st.sampled_from(NAMES[:-1]), st.text(min_size=1, max_size=20))
def test_choosing_and_unchoosing_comes_back(
    given_pairs: list[tuple[str, str]], name: str, value: str
) -> None:
    state = UrlState.read(given_pairs, NAMES).removed("page")
    if not state.has(name, value):
        assert state.toggled(name, value).toggled(name, value) == state
        assert (name, value) in parse_qsl(state.toggled(name, value).query[1:], strict_parsing=True)
