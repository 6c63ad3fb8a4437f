"""Agreement over first codings of rounds whose readings are all in, and nothing else."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from catalogue.permissions import Role
from review.agreement.queries import measured
from review.answers.marker import CriterionAnswer
from review.answers.vocabulary import Rule
from review.assignments.vocabulary import RoundState
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import (
    NOT_RELEVANT,
    NOW,
    ONE,
    ZERO,
    ZERO_OR_PILOT_ONE,
    entering,
)
from tests.review.decisions.sampling_case import opened_by_sampling

F3_TURNED = {**ONE, "F3": CriterionAnswer("sociale,physique")}


@pytest.fixture
def people(session):
    by = arranging.secretariat(session)
    return by, arranging.reader(session), arranging.reader(session)


@pytest.fixture
def paired(session, people):
    """Have both readers read a new text; give the round and their assignments."""
    by, first, second = people

    def pair(one=ONE, two=ONE, *, at=NOW, made=None):
        made = made or arranging.opened(session, arranging.council_text(session), by)
        asked = []
        for who, checklist in ((first, one), (second, two)):
            if checklist is None:
                continue
            mine = arranging.begun(session, arranging.asked(session, made, who, by), who)
            arranging.handed_in(session, mine, who, checklist, at=at)
            asked.append(mine)
        return made, asked

    return pair


def everything(session, rule=Rule.STRICT):
    session.flush()
    return measured(session, since=None, until=None, rule=rule)


def test_markers_and_criteria_are_compared_pair_by_pair(session, paired):
    for one, two in ((ONE, ONE), (ONE, ONE), (ZERO, ZERO), (ONE, ZERO)):
        paired(one, two)
    found = everything(session)
    # Rows 3, 1; columns 2, 2: p_o = 3/4, p_e = (3·2 + 1·2)/16 = 1/2.
    assert (found.markers.pairs, found.markers.agreed) == (4, 3)
    assert found.markers.kappa == Fraction(1, 2)
    assert found.criteria["T1"].kappa == Fraction(1, 2)
    assert (found.criteria["A3"].raw, found.criteria["A3"].kappa) == (Fraction(1), None)


def test_the_same_differences_in_another_order_agree(session, paired):
    paired(ONE, F3_TURNED)
    assert everything(session).criteria["F3"].agreed == 1


def test_a_short_form_is_compared_on_what_it_asks_alone(session, paired):
    # Answers given before F1 was changed stay in the checklist, and are asked no more.
    paired(ONE, {**ONE, **NOT_RELEVANT})
    found = everything(session)
    assert set(found.criteria) == {"F1", "F2", "F3", "A13"}
    assert (found.markers.pairs, found.markers.agreed) == (1, 0)


def test_only_first_codings_count(session, case):
    case.submit(0, ONE)
    case.submit(1, ZERO)
    before = everything(session)
    case.reopen(1)
    case.submit(1, ONE)
    assert case.round.state is RoundState.DECIDED
    assert everything(session) == before
    assert before.markers.agreed == 0


def test_nothing_of_a_round_whose_readings_are_not_all_in(session, paired):
    paired(ONE, ONE)
    before = everything(session)
    made, _asked = paired(ZERO, None)
    assert made.state is RoundState.OPEN
    assert everything(session) == before
    made.state = RoundState.CANCELLED
    assert everything(session) == before


def test_a_disagreement_counts_from_the_moment_both_are_in(session, paired):
    made, _asked = paired(ONE, ZERO)
    assert made.state is RoundState.DISCUSSION
    assert everything(session).markers.pairs == 1


def test_the_rule_is_the_one_of_the_decision_else_todays(session, paired):
    paired(ONE, ZERO_OR_PILOT_ONE)  # differ under the strict rule: in discussion
    assert everything(session, Rule.STRICT).markers.agreed == 0
    assert everything(session, Rule.PILOT).markers.agreed == 1
    paired(ONE, ONE)  # decided under the strict rule
    assert everything(session, Rule.PILOT).markers.agreed == 2


def test_by_sampling_only_pairs_count_and_are_said_to_be_such(session, people, paired):
    by, *_readers = people
    made = opened_by_sampling(session, by, drawn=True)
    paired(ONE, ONE, made=made)
    found = everything(session)
    assert (found.markers.pairs, found.by_sampling) == (1, 1)


def test_a_pair_belongs_to_the_day_its_second_reading_came(session, people, paired, sign_in):
    by, *_rest = people
    made, asked = paired(ONE, None, at=datetime(2026, 6, 30, 23, 59, tzinfo=UTC))
    second = arranging.begun(session, arranging.asked(session, made, _rest[1], by), _rest[1])
    arranging.handed_in(session, second, _rest[1], at=datetime(2026, 7, 1, tzinfo=UTC))
    session.commit()
    assert asked
    client = entering(sign_in, by)
    counts = {
        code: client.get(f"/relectures/accord.json?periode={code}").json["items"][0]["pairs"]
        for code in ("2026-S1", "2026-S2", "2026", "2025", "tout")
    }
    assert counts == {"2026-S1": 0, "2026-S2": 1, "2026": 1, "2025": 0, "tout": 1}


def test_the_page_and_its_files_say_the_same(session, people, paired, sign_in):
    for one, two in ((ONE, ONE), (ONE, ONE), (ZERO, ZERO), (ONE, ZERO)):
        paired(one, two)
    session.commit()
    client = entering(sign_in, people[0])
    page = client.get("/relectures/accord")
    assert page.status_code == 200
    said = page.text.replace("\xa0", " ")
    for words in ("4 paires de relectures", "n faible", "75,0 %", "3 sur 4", "0,50", "sans objet"):
        assert words in said, words
    rows = client.get("/relectures/accord.json").json["items"]
    assert rows[0] == {
        "period": "2026-S2",
        "subject": "marqueur",
        "label": "Marqueur",
        "pairs": 4,
        "agreed": 3,
        "raw_agreement": 0.75,
        "kappa": 0.5,
    }
    assert [one["subject"] for one in rows[1:5]] == ["F1", "F2", "F3", "A1"]
    sheet = client.get("/relectures/accord.csv").data.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(sheet), delimiter=";"))) == 1 + len(rows)
    assert client.get("/relectures/accord.xlsx").status_code == 200
    assert client.get("/relectures/accord?periode=hier").status_code == 404


def test_an_empty_period_says_so(session, people, sign_in):
    session.commit()
    page = entering(sign_in, people[0]).get("/relectures/accord?periode=2019").text
    assert "Aucune paire de relectures" in page


def test_those_who_may_read_reviews_see_it_and_nobody_else(session, sign_in):
    for role, status in (
        (Role.SECRETARIAT, 200),
        (Role.FOCAL_POINT, 200),
        (Role.REVIEWER, 403),
        (Role.MONITORING, 403),
        (Role.ADMIN, 403),
    ):
        who = factories.account(session, role)
        session.commit()
        assert entering(sign_in, who).get("/relectures/accord").status_code == status, role


def test_the_page_costs_the_same_whatever_it_counts(
    session, people, paired, sign_in, count_queries
):
    def cost():
        session.commit()
        session.expunge_all()
        client = entering(sign_in, people[0])
        with count_queries:
            count_queries.statements.clear()
            assert client.get("/relectures/accord").status_code == 200
        return count_queries.count

    paired(ONE, ZERO)
    cost()  # the first page of a process compiles what all share
    few = cost()
    for one, two in ((ONE, ONE), (ZERO, NOT_RELEVANT), (ONE, F3_TURNED)):
        paired(one, two)
    assert cost() == few <= 12
