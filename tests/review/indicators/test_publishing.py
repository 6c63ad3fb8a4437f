"""Nobody works out what one breakdown keeps back from another, nor from another indicator."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue import clock
from catalogue.committees.vocabulary import CommitteeKind, Sex
from catalogue.messages import N_
from catalogue.permissions import Role
from review.indicators import services
from review.indicators.figures import Details, Figure, Line
from review.indicators.participation import Tally, pooled
from review.indicators.publishing import published, told
from review.indicators.suppression import Crossing, CrossingRow
from review.indicators.vocabulary import parse_window
from tests import factories
from tests.conftest import NOW

FLOOR = 5
TODAY = NOW.date()
WINDOW = parse_window("2024-2026", at=TODAY)


def table(name, rows, *, known=()):
    made = tuple(CrossingRow(key, key, Tally(*n), open=key in known) for key, n in rows.items())
    return Crossing(name, N_("Tableau"), N_("Comité"), made, pooled(row.tally for row in made))


def figure(*tables, beside=()):
    whole = tables[0].total
    line = Line(N_("Sièges occupés par des femmes"), whole.women, whole.declared, people=True)
    return Figure(TODAY, (line,), more=lambda: Details(tuple(beside), crossings=tables))


def publish(found, *, code="1.1", before=()):
    return published(code, found, formula="1", window=WINDOW, floor=FLOOR, before=before)


def kept_back(publication, name="place"):
    (found,) = [one for one in publication["crossings"] if one["name"] == name]
    return {row["key"] for row in found["rows"] if row["women"] is None}


PLACES = {"A": (6, 6), "B": (2, 8), "C": (7, 7), "D": (9, 9)}
LATER = PLACES | {"B": (5, 8)}


def test_another_indicator_gives_the_same_committees_under_the_same_cover():
    """4.1 has the committees of 1.1: alone, its reading would show A and B, hidden in that of 1.1.

    Between the two, B gained three women and no man: its two women would be read off.
    """
    first = publish(figure(table("place", PLACES)))
    assert kept_back(first) == {"A", "B"}
    assert kept_back(publish(figure(table("place", LATER)), code="4.1")) == set()
    assert kept_back(publish(figure(table("place", LATER)), code="4.1", before=[first])) == {
        "A",
        "B",
    }


def test_a_correction_does_not_show_what_was_kept_back():
    first = publish(figure(table("place", PLACES)))
    second = publish(figure(table("place", PLACES | {"D": (9, 8)})), before=[first])
    assert kept_back(second) == {"A", "B"}


@pytest.mark.parametrize("code", ["1.1", "4.1"])
def test_a_figure_kept_back_stays_so_until_as_many_people_have_joined(code):
    """Four women of 24, then one person more: five women of 25 would say who was there before."""
    first = publish(figure(table("place", {"A": (4, 20)})))
    assert first["withheld_for_privacy"]
    second = publish(figure(table("place", {"A": (5, 20)})), code=code, before=[first])
    assert second["withheld_for_privacy"]
    many = publish(figure(table("place", {"A": (9, 20)})), code=code, before=[first])
    assert not many["withheld_for_privacy"]
    assert many["numerator"] == 9


def test_staff_kept_back_says_nothing_of_the_seats_in_committees():
    staff = publish(figure(table("place", {"staff": (4, 20)})), code="2.1")
    assert not publish(figure(table("place", {"A": (5, 20)})), before=[staff])[
        "withheld_for_privacy"
    ]


def test_management_tells_nothing_of_the_staff_it_covers():
    """Of the staff, two women of ten hide behind management; 1.1b would tell management."""
    staff = publish(figure(table("place", {"management": (5, 6), "staff": (2, 8)})), code="2.1")
    assert kept_back(staff) == {"management", "staff"}
    management = table("place", {"management": (5, 6)})
    assert publish(figure(management), code="1.1b", before=[staff])["withheld_for_privacy"]
    alone = publish(figure(management), code="1.1b")
    assert alone["numerator"] == 5
    both = figure(table("place", {"management": (5, 6), "staff": (2, 8)}))
    assert publish(both, code="2.1", before=[alone])["withheld_for_privacy"]


def test_what_adds_up_to_a_figure_kept_back_is_kept_back_with_it():
    """C, new and small, would be the total less A and B: roles and people would tell the total."""
    first = publish(figure(table("place", {"A": (6, 6), "B": (7, 8)})))
    people = Line(N_("Personnes distinctes, femmes"), 14, 29, people=True)
    vacant = Line(N_("Sièges vacants"), 3)
    second = publish(
        figure(
            table("place", {"A": (6, 6), "B": (7, 8), "C": (1, 9)}),
            table("role", {"member": (14, 23)}),
            beside=(people, vacant),
        ),
        before=[first],
    )
    assert second["withheld_for_privacy"]
    assert kept_back(second, "role") == {"member"}
    assert [one["numerator"] for one in second["beside"]] == [None, 3]


def test_the_same_people_are_kept_back_in_each_breakdown():
    """The only committee counted without names is the row «sans nom» of the roles too."""
    places = {"A": (2, 8), "unnamed place": (6, 7), "C": (9, 9), "D": (12, 12)}
    roles = {"member": (23, 29), "unnamed": (6, 7)}
    found = publish(figure(table("place", places), table("role", roles)))
    assert kept_back(found) == {"A", "unnamed place"}
    assert "unnamed" in kept_back(found, "role")


def test_a_chair_is_shown_and_covers_nobody():
    """4.2 shows chairs to all: behind their row, the two women of the vice-chairs would be read."""
    rows = {"chair": (3, 9), "vice_chair": (2, 9), "member": (30, 40), "expert": (11, 12)}
    found = publish(figure(table("role", rows, known={"chair"})))
    assert kept_back(found, "role") == {"vice_chair", "expert"}


def test_the_number_of_balanced_committees_does_not_tell_who_sits_in_a_small_one():
    """Where all four are balanced, a committee of four has two women, however well it is hidden."""
    inside = Line(N_("Comités dans l’équilibre 40/60"), 4, 4, judges="place")
    small = {"A": (2, 2), "B": (3, 3), "C": (9, 9), "D": (12, 12)}
    found = publish(figure(table("place", small), beside=(inside,)))
    assert kept_back(found)
    assert found["beside"][0]["numerator"] is None
    large = {"A": (6, 6), "B": (7, 7)}
    shown = publish(figure(table("place", large), beside=(inside,)))
    assert shown["beside"][0]["numerator"] == 4


cells = st.tuples(st.integers(0, 12), st.integers(0, 12))


@settings(max_examples=60)
@given(st.lists(cells, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_no_breakdown_shows_the_people_another_keeps_back(counts, random):
    """The same seats by place and by role: rows of the same people are shown in both or neither."""
    by_place = {f"c{number}": one for number, one in enumerate(counts)}
    split = random.randint(0, len(counts))
    by_role = {
        "member": tuple(map(sum, zip((0, 0), *counts[:split], strict=True))),
        "expert": tuple(map(sum, zip((0, 0), *counts[split:], strict=True))),
    }
    people = Line(N_("Personnes distinctes, femmes"), 1, 2, people=True)
    found = publish(figure(table("place", by_place), table("role", by_role), beside=(people,)))
    tables = {one["name"]: one["rows"] for one in found["crossings"]}
    for rows, others in ((tables["place"], by_role), (tables["role"], by_place)):
        hidden = {row["key"] for row in rows if row["women"] is None and row["size"]}
        here = by_place if others is by_role else by_role
        there = "role" if others is by_role else "place"
        shown = {row["key"] for row in tables[there] if row["women"] is not None}
        assert not {here[key] for key in hidden} & {others[key] for key in shown}
    if found["withheld_for_privacy"]:
        lines = [*found["lines"], *found["beside"], found]
        assert {one["numerator"] for one in lines} == {None}
        assert all(row["women"] is None for rows in tables.values() for row in rows if row["size"])
    assert "size" not in str(told(found))


def close(session, code, at):
    return services.close_period(
        session,
        code,
        window="2024-2026",
        at=at,
        actor=factories.actor(factories.account(session, Role.MONITORING)),
        today=TODAY,
        now=NOW,
        local_date=clock.local_date,
    )


def seat(session, place, women, men, *, since=date(2025, 1, 6)):
    for sex, number in ((Sex.WOMAN, women), (Sex.MAN, men)):
        for _one in range(number):
            holder = factories.person(session, sex=sex)
            factories.mandate(session, holder, place, valid_from=since)


def test_two_indicators_closed_one_after_the_other_give_no_committee_away(session, client):
    """As in an agency: 1.1 closed in June, three women join, 4.1 closed in November."""
    places = {
        code: factories.committee(session, code, kind=CommitteeKind.TECHNICAL)
        for code in ("CTN1", "CTN2", "CTN3")
    }
    seat(session, places["CTN1"], 2, 8)
    seat(session, places["CTN2"], 6, 6)
    seat(session, places["CTN3"], 9, 9)
    close(session, "1.1", date(2026, 6, 30))
    seat(session, places["CTN1"], 3, 0, since=date(2026, 9, 1))
    close(session, "4.1", date(2026, 11, 20))
    session.commit()
    for code in ("1.1", "4.1"):
        (found,) = (
            one
            for one in client.get(f"/api/v1/indicators/{code}").json["crossings"]
            if one["name"] == "place"
        )
        women = {row["label"].split()[0]: row["women"] for row in found["rows"]}
        assert (women["CTN1"], women["CTN2"], women["CTN3"]) == (None, None, 9), code
    text = client.get("/tableau-de-bord/indicateurs.sdmx.csv").text
    told = [
        row["OBS_VALUE"]
        for row in csv.DictReader(io.StringIO(text))
        if row["BREAKDOWN"] == "PLACE" and row["COMMENT_OBS"].split()[0] in {"CTN1", "CTN2"}
    ]
    assert told == [""] * 8  # women and men of two committees, in two indicators
