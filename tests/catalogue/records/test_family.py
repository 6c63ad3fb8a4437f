"""Which edition a reference means, on which day, and what is said of one not in force."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.partial_dates import PartialDate
from catalogue.records.bibliography import State
from catalogue.records.family import Member, edition_on, family_bounds, in_order, stand_of

TODAY = date(2026, 11, 23)


def member(reference, state=State.PUBLISHED, published=None, **other):
    return Member(
        key=f"deliverable:{reference}",
        reference=reference,
        title=f"Titre de {reference}",
        state=state,
        published=PartialDate.read(published),
        **other,
    )


FOOTWEAR = in_order(
    [
        member("ISO 20345:2004", State.WITHDRAWN, "2004-08"),
        member("ISO 20345:2011", State.WITHDRAWN, "2011-12"),
        member("ISO 20345:2021", published="2021-12"),
        member("ISO 20345:2021/Amd 1:2024", published="2024-01"),
        member("ISO/CD 20345", State.IN_PREPARATION),
    ]
)


def said(reference, members=FOOTWEAR):
    warning = stand_of(reference, members, TODAY).warning
    return str(warning).replace("\u00a0", " ") if warning else None


def test_an_undated_reference_means_the_edition_in_force():
    stand = stand_of("ISO 20345", FOOTWEAR, TODAY)
    assert stand.named is None
    assert stand.leads_undated is not None
    assert stand.leads_undated.reference == "ISO 20345:2021"
    assert said("ISO 20345") == "Référence non datée ; édition en vigueur : ISO 20345:2021"


@pytest.mark.parametrize(
    ("day", "reference"),
    [
        (date(2003, 1, 1), None),
        (date(2006, 1, 1), "ISO 20345:2004"),
        (date(2015, 1, 1), "ISO 20345:2011"),
        (date(2022, 1, 1), "ISO 20345:2021"),
    ],
)
def test_what_an_undated_reference_meant_that_day(day, reference):
    found = edition_on(FOOTWEAR, day)
    assert (found.reference if found else None) == reference


def test_an_amendment_or_a_draft_is_never_the_edition_in_force():
    assert edition_on(FOOTWEAR, TODAY).reference == "ISO 20345:2021"


def test_a_known_withdrawal_ends_an_edition_that_day():
    old = member("NM 1:2010", State.WITHDRAWN, "2010", withdrawn_on=date(2020, 5, 3))
    assert edition_on([old], date(2020, 5, 2)) is old
    assert edition_on([old], date(2020, 5, 3)) is None


def test_a_withdrawn_base_is_said_with_the_edition_in_force():
    assert said("ISO 20345:2011") == (
        "ISO 20345:2011 est annulée ; édition en vigueur : ISO 20345:2021"
    )
    assert said("iso 20345-2011").startswith("ISO 20345:2011 est annulée")


def test_the_edition_in_force_needs_no_warning():
    assert said("ISO 20345:2021") is None


def test_a_later_edition_is_said_while_both_stand():
    both = [member("ISO 1:2016"), member("ISO 1:2022")]
    assert said("ISO 1:2016", both) == (
        "Une édition plus récente que ISO 1:2016 est en vigueur : ISO 1:2022"
    )


def test_what_is_not_known_is_not_made_up():
    assert said("ISO 99999:2020", []) is None
    assert stand_of("ISO 99999:2020", [], TODAY).target is None
    assert said("ISO 20345:2013").startswith("ISO 20345:2013 n’est pas connue ici")
    gone = [member("ISO 1:2016", State.WITHDRAWN, withdrawn_on=date(2024, 1, 2))]
    assert said("ISO 1:2016", gone) == (
        "ISO 1:2016 est annulée depuis le 2024-01-02 ; aucune édition en vigueur n’est connue ici"
    )


def test_a_fact_of_iso_is_dated():
    old = member("ISO 1:2016", State.WITHDRAWN, as_of=date(2025, 6, 2))
    assert said("ISO 1:2016", [old]).endswith("(données de l’ISO publiées ici le 2025-06-02)")


def test_what_the_register_says_stands_before_what_iso_says():
    ours = Member("edition:1", "ISO 1:2016", "Le nôtre", State.PUBLISHED)
    assert in_order([ours, member("iso 1:2016")]) == [ours]


def test_a_family_holds_editions_amendments_and_drafts_of_its_number_and_part():
    bounds = family_bounds("ISO 20345:2011")
    for other in ("ISO 20345", "ISO 20345:2004/Cor 1:2005", "ISO/CD 20345", "iso20345:2021"):
        assert family_bounds(other) == bounds
    for other in ("ISO 20345-2:2011", "ISO 2034:2011", "EN ISO 20345:2011", "ISO/TR 20345:2011"):
        assert family_bounds(other) != bounds
    assert family_bounds("aucune") is None


@given(
    st.lists(
        st.builds(
            member,
            st.integers(1990, 2030).map(lambda year: f"ISO 7:{year}"),
            st.sampled_from(State),
            st.none() | st.integers(1990, 2030).map(str),
        ),
        max_size=6,
    ),
    st.dates(date(1985, 1, 1), date(2035, 1, 1)),
)
def test_the_edition_of_a_day_is_published_by_then_and_never_a_draft(members, day):
    found = edition_on(members, day)
    if found is not None:
        assert found.state in {State.PUBLISHED, State.WITHDRAWN}
        assert found.published is None or found.published.first_day <= day
        standing = [one for one in members if one.state is State.PUBLISHED and not one.published]
        assert found.state is State.WITHDRAWN or found in members or standing
