"""What people type in a cell, and what they are told."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.exchange import cells
from catalogue.exchange.cells import Lists, Unreadable, canonical
from catalogue.records.vocabulary import NATURE_LABELS, Nature

LISTS = Lists(
    today=date(2026, 11, 23),
    agency="AMANORM",
    ics=frozenset({"03.100", "03.100.02", "13", "13.340", "67.200.10"}),
    stages=frozenset({"20.00", "40.20", "60.00", "60.60"}),
    committees={"ctn1": "CTN1", "ctn12": "CTN12", "textiles cuirs et peaux": "CTN4"},
    committee_ids={"CTN1": 1, "CTN12": 12, "CTN4": 4},
    bodies={"afnor": "AFNOR", "iso": "ISO", "iso/iec": "ISO/IEC"},
)
READERS = [
    cells.plain_text, cells.day, cells.past_day, cells.partial_day, cells.year, cells.yes_no,
    cells.link, cells.listed, cells.ics_codes, cells.stage, cells.committee, cells.body,
    cells.choice(NATURE_LABELS),
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["31/12/2026", "31-12-2026", "31.12.2026", "2026-12-31", "2026-12-31 00:00:00",
     "31 décembre 2026", "31 Decembre 2026"],
)  # fmt: skip
def test_a_day_is_read_in_every_usual_writing(text: str) -> None:
    assert cells.day(text, LISTS) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31/02/2026", "le 31/02/2026 n’existe pas"),
        ("bientôt", "JJ/MM/AAAA"),
        ("99999", "JJ/MM/AAAA"),
        ("2026", "JJ/MM/AAAA"),
        ("12/03/0026", "vérifiez l’année"),
    ],
)
def test_a_day_that_is_not_one_says_how_to_write_it(text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        cells.day(text, LISTS)


def test_what_has_happened_is_not_to_come() -> None:
    assert cells.past_day("23/11/2026", LISTS) == LISTS.today
    with pytest.raises(Unreadable, match="à venir"):
        cells.past_day("24/11/2026", LISTS)


@pytest.mark.parametrize(
    ("text", "code"), [("60.60", "60.60"), ("6060", "60.60"), ("40,20", "40.20")]
)
def test_a_stage_is_read_with_or_without_its_point(text: str, code: str) -> None:
    assert cells.stage(text, LISTS) == code


@pytest.mark.parametrize(("text", "near"), [("60.6", "60.60"), ("40.2", "40.20"), ("60", "60.00")])
def test_a_stage_that_a_spreadsheet_has_cut_is_given_back(text: str, near: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        cells.stage(text, LISTS)
    assert str(refusal.value) == f"{text} n’est pas un code de stade\u00a0; écrivez {near}."


def test_an_ics_code_that_a_spreadsheet_has_cut_is_given_back() -> None:
    with pytest.raises(Unreadable, match=r"13\.34 .*écrivez 13\.340"):
        cells.ics_codes("13.34", LISTS)
    with pytest.raises(Unreadable, match=r"écrivez 03\.100"):
        cells.ics_codes("3.1", LISTS)
    assert cells.ics_codes("67.200.10 ; 03.100.02,13", LISTS) == ("67.200.10", "03.100.02", "13")
    with pytest.raises(Unreadable, match="99"):
        cells.ics_codes("99.999", LISTS)


@pytest.mark.parametrize("text", ["CTN1", "ctn 1", "CTN-01", "CTN 01"])
def test_a_committee_is_known_by_its_code_however_written(text: str) -> None:
    assert cells.committee(text, LISTS) == "CTN1"


def test_a_committee_is_known_by_its_title_and_an_unknown_one_names_the_codes() -> None:
    assert cells.committee("Textiles, cuirs et peaux", LISTS) == "CTN4"
    with pytest.raises(Unreadable, match=r"CTN 13.*CTN1, CTN4, CTN12"):
        cells.committee("CTN 13", LISTS)


def test_a_body_is_read_as_the_shared_file_writes_it() -> None:
    assert cells.body("national: AFNOR (France)", LISTS) == "AFNOR"
    assert cells.body("iso", LISTS) == "ISO"


def test_a_closed_list_takes_codes_and_labels_and_names_its_answers() -> None:
    read = cells.choice(NATURE_LABELS, NEW="nouvelle")
    assert read("new", LISTS) is read("Norme nouvelle", LISTS) is read("NOUVELLE", LISTS)
    with pytest.raises(Unreadable, match="Révision technique"):
        read("autre", LISTS)


def test_an_address_starts_where_pages_start() -> None:
    assert cells.link("https://www.iso.org/a", LISTS) == "https://www.iso.org/a"
    for text in ("javascript:alert(1)", "www.iso.org", "https://"):
        with pytest.raises(Unreadable, match="https://"):
            cells.link(text, LISTS)


@given(st.text(max_size=300))
def test_no_cell_breaks_a_reader(text: str) -> None:
    for read in READERS:
        with suppress(Unreadable):
            canonical(read(text, LISTS))


@given(
    st.one_of(
        st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.booleans(), st.sampled_from(Nature)
    )
)
def test_what_is_written_down_reads_back(value: object) -> None:
    reader = {date: cells.day, bool: cells.yes_no, Nature: cells.choice(NATURE_LABELS)}[type(value)]
    assert reader(canonical(value), LISTS) == value
