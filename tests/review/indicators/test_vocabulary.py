"""Windows mean the same days for everyone, and the codes are those of the other slices."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.records import vocabulary as records
from review.answers.vocabulary import Marker, Rule
from review.indicators.vocabulary import (
    ADOPTION_DEGREES,
    COUNTED_MARKERS,
    EDITORIAL_REVISION,
    ENTERING_NATURES,
    EXCLUSION_LABELS,
    HOMOLOGATION_BASIS_LABELS,
    NATIONAL_DEGREE,
    PILOT_RULE,
    RECORD_STATUS_LABELS,
    RELEVANT_MARKERS,
    STRICT_RULE,
    ExclusionReason,
    HomologationBasis,
    PeriodError,
    RecordStatus,
    parse_day,
    parse_window,
    reading_day,
)

TODAY = date(2026, 11, 23)


def test_the_codes_are_those_of_the_slices_they_come_from() -> None:
    assert {records.Nature.NEW, records.Nature.TECHNICAL_REVISION} == ENTERING_NATURES
    assert records.Nature.EDITORIAL_REVISION == EDITORIAL_REVISION
    assert {*ADOPTION_DEGREES, NATIONAL_DEGREE} == set(records.Correspondence)
    assert records.Correspondence.NOT_EQUIVALENT == NATIONAL_DEGREE
    assert {Marker.PRINCIPAL, Marker.SIGNIFICANT} == COUNTED_MARKERS
    assert {*COUNTED_MARKERS, Marker.NOT_SENSITIVE} == RELEVANT_MARKERS
    assert list(Rule) == [STRICT_RULE, PILOT_RULE]


def test_every_code_has_a_label() -> None:
    assert set(RECORD_STATUS_LABELS) == set(RecordStatus)
    assert set(HOMOLOGATION_BASIS_LABELS) == set(HomologationBasis)
    assert set(EXCLUSION_LABELS) == set(ExclusionReason)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024-2026", date(2024, 1, 1), date(2026, 12, 31)),
        (" 2025 ", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("rolling-3y", date(2023, 11, 24), TODAY),
    ],
)
def test_windows_include_both_ends(text: str, start: date, end: date) -> None:
    window = parse_window(text, at=TODAY)
    assert (window.code, window.start, window.end) == (text.strip(), start, end)


def test_a_rolling_window_from_a_29_february() -> None:
    assert parse_window("rolling-3y", at=date(2028, 2, 29)).start == date(2025, 3, 1)


def test_a_rolling_window_may_start_on_a_29_february() -> None:
    assert parse_window("rolling-3y", at=date(2027, 2, 28)).start == date(2024, 2, 29)


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_a_rolling_window_is_three_years_long(at: date) -> None:
    window = parse_window("rolling-3y", at=at)
    assert window.end == at
    assert window.end - window.start + timedelta(days=1) in {
        timedelta(days=days) for days in (1095, 1096)
    }
    # The window three years before ends the day this one starts after.
    before = parse_window("rolling-3y", at=window.start - timedelta(days=1))
    assert before.end + timedelta(days=1) == window.start


@pytest.mark.parametrize(
    "text",
    ["", "hier", "24-26", "2024-", "2024–2026", "２０２５", "rolling-2y", "3025", "x" * 10_000],
)
def test_an_unknown_window_says_how_to_write_one(text: str) -> None:
    with pytest.raises(PeriodError, match="2024-2026, 2025 ou rolling-3y") as refused:
        parse_window(text, at=TODAY)
    assert refused.value.field == "window"
    assert len(str(refused.value.message)) < 200


def test_a_window_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(PeriodError, match="finit avant de commencer"):
        parse_window("2026-2024", at=TODAY)


def test_a_reading_is_today_unless_told() -> None:
    assert reading_day(None, today=TODAY) == TODAY
    assert reading_day(TODAY, today=TODAY) == TODAY
    assert reading_day(date(2025, 1, 1), today=TODAY) == date(2025, 1, 1)


def test_a_day_to_come_is_refused() -> None:
    with pytest.raises(PeriodError, match="24/11/2026 est à venir") as refused:
        reading_day(date(2026, 11, 24), today=TODAY)
    assert "jusqu’au 23/11/2026" in str(refused.value.message)
    assert refused.value.field == "at"


def test_a_day_before_any_standard_is_refused() -> None:
    with pytest.raises(PeriodError, match="1900"):
        reading_day(date(3, 1, 1), today=TODAY)


@pytest.mark.parametrize("text", ["2026-11-23", " 23/11/2026 "])
def test_a_day_is_read_as_programs_and_people_write_it(text: str) -> None:
    assert parse_day(text) == TODAY


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hier", "AAAA-MM-JJ"),
        ("", "AAAA-MM-JJ"),
        ("23/11/26", "AAAA-MM-JJ"),
        ("2026-02-30", "30/02/2026 n’existe pas"),
        ("31/04/2026", "31/04/2026 n’existe pas"),
        ("0000-01-01", "n’existe pas"),
        ("x" * 10_000, "AAAA-MM-JJ"),
    ],
)
def test_what_is_no_day_says_how_to_write_one(text: str, said: str) -> None:
    with pytest.raises(PeriodError, match=said) as refused:
        parse_day(text)
    assert refused.value.field == "at"
    assert len(str(refused.value)) < 200
