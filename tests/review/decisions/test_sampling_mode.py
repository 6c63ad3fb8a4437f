"""By sampling: one reading decides, unless its result or the draw calls a second."""

from __future__ import annotations

import json
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from catalogue.errors import DomainError
from catalogue.journal.models import Entry
from catalogue.outbox.models import Message
from catalogue.policy.models import PolicyValue
from catalogue.work_programme.vocabulary import TextKind
from review.answers.marker import AlreadyCovered, CriterionAnswer, GenderPurpose
from review.answers.vocabulary import Marker
from review.assignments.models import SamplingSeed
from review.assignments.sampling import commitment
from review.assignments.vocabulary import ReviewMode, RoundState
from review.decisions.queries import decision_of_round
from review.decisions.vocabulary import DecisionBasis
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import (
    NOT_RELEVANT,
    NOW,
    ONE,
    TODAY,
    ZERO,
    again,
    entering,
)
from tests.review.decisions.sampling_case import opened_by_sampling, sampling_on

PURPOSE = GenderPurpose("Domaine d’application : pour les femmes enceintes.")
COVERED = AlreadyCovered("NM ISO 9241-5", "2", "« la hauteur se règle »")
INFORMATIVE = {**ONE, "A3": CriterionAnswer("1", material=True, clause="Note 2")}


def first_reading(session, made, by, checklist=ONE, **facts):
    who = arranging.reader(session, name="Première Lectrice")
    asked = arranging.begun(session, arranging.asked(session, made, who, by), who)
    return arranging.handed_in(session, asked, who, checklist, **facts)


def entries_of(session):
    return session.scalars(
        sa.select(Entry).options(joinedload(Entry.payload)).order_by(Entry.seq)
    ).all()


def changed(entry):
    return sorted(json.loads(entry.payload.canonical or "{}").get("changes", {}))


def mails(session):
    found = session.scalars(sa.select(Message).where(Message.topic == "mail")).all()
    return [(one.payload["template"], one.payload["account_id"]) for one in found]


@pytest.mark.parametrize(
    ("checklist", "marker"), [(ONE, Marker.SIGNIFICANT), (ZERO, Marker.NOT_SENSITIVE)]
)
def test_a_single_undrawn_reading_is_final_at_its_submission(session, checklist, marker):
    by = arranging.secretariat(session)
    made = opened_by_sampling(session, by, drawn=False)
    assert (made.mode, made.required_reviews) == (ReviewMode.SAMPLING, 1)
    review = first_reading(session, made, by, checklist)
    decision = decision_of_round(session, made)
    assert decision is not None
    assert (decision.marker, decision.basis) == (marker, DecisionBasis.SINGLE_REVIEW)
    assert [one.review_id for one in decision.deciders] == [review.id]
    assert made.state is RoundState.DECIDED


@pytest.mark.parametrize(
    ("checklist", "facts"),
    [
        (NOT_RELEVANT, {}),
        (ONE, {"gender_purpose": PURPOSE}),
        (INFORMATIVE, {"already_covered": COVERED}),
        # Claimed, though another condition fails and the marker is 0.
        ({**INFORMATIVE, "T1": ZERO["T1"]}, {"already_covered": COVERED}),
    ],
    ids=["NP", "2", "déjà couvert", "déjà couvert, 0"],
)
def test_some_results_call_a_second_reader_drawn_or_not(session, checklist, facts):
    by = arranging.secretariat(session)
    made = opened_by_sampling(session, by, drawn=False)
    first_reading(session, made, by, checklist, **facts)
    assert (made.state, made.required_reviews) == (RoundState.OPEN, 2)
    assert decision_of_round(session, made) is None
    assert ("review_second_asked", by.id) in mails(session)


def test_a_drawn_round_asks_for_its_second_reader_when_the_first_is_in_not_before(session):
    by = arranging.secretariat(session)
    made = opened_by_sampling(session, by, drawn=True)
    second = arranging.reader(session)
    who = arranging.reader(session)
    asked = arranging.begun(session, arranging.asked(session, made, who, by), who)
    with pytest.raises(DomainError, match="a déjà les personnes"):
        arranging.asked(session, made, second, by)
    arranging.handed_in(session, asked, who, ONE)
    assert (made.state, made.required_reviews) == (RoundState.OPEN, 2)
    asked = arranging.begun(session, arranging.asked(session, made, second, by), second)
    arranging.handed_in(session, asked, second, ONE)
    decision = decision_of_round(session, made)
    assert decision is not None
    assert decision.basis is DecisionBasis.AGREEMENT


def test_the_second_reading_meets_the_first_as_any_pair_does(session):
    by = arranging.secretariat(session)
    made = opened_by_sampling(session, by, drawn=False)
    first_reading(session, made, by, NOT_RELEVANT)
    second = arranging.reader(session)
    asked = arranging.begun(session, arranging.asked(session, made, second, by), second)
    arranging.handed_in(session, asked, second, ONE)
    assert made.state is RoundState.DISCUSSION


def test_the_reason_of_the_second_reading_is_written_nowhere_before_both_are_in(session):
    """Neither the journal nor any message differs between a drawn round and a called one."""
    told = []
    for drawn, checklist in ((True, ONE), (False, NOT_RELEVANT)):
        with session.begin_nested() as undone:
            by = arranging.secretariat(session)
            made = opened_by_sampling(session, by, drawn=drawn)
            first_reading(session, made, by, checklist)
            second = arranging.reader(session, name="Second Lecteur")
            arranging.asked(session, made, second, by)
            written = [
                (one.tag, changed(one))
                for one in entries_of(session)
                if one.subject_type in {"review_round", "assignment"}
            ]
            told.append((written, [template for template, _ in mails(session)]))
            undone.rollback()
        session.expire_all()
    assert told[0] == told[1]


def test_a_first_reader_by_sampling_is_trained_and_the_second_need_not_be(session):
    by = arranging.secretariat(session)
    made = opened_by_sampling(session, by, drawn=True)
    untrained = arranging.reader(session, trained_on=None)
    with pytest.raises(DomainError, match="doit avoir suivi une formation au genre"):
        arranging.asked(session, made, untrained, by)
    first_reading(session, made, by)
    arranging.asked(session, made, untrained, by)
    assert len(again(session, made).assignments) == 2


def test_a_draft_is_read_once_whatever_the_mode(session):
    by = arranging.secretariat(session)
    sampling_on(session)
    text = arranging.council_text(session, kind=TextKind.DRAFT)
    made = arranging.opened(session, text, by)
    assert (made.mode, made.drawn, made.seed_id) == (ReviewMode.DOUBLE, None, None)
    first_reading(session, made, by, NOT_RELEVANT)
    assert made.state is RoundState.CLOSED


def test_a_round_keeps_the_mode_of_the_day_it_was_opened(session):
    by = arranging.secretariat(session)
    before = arranging.opened(session, arranging.council_text(session), by)
    sampling_on(session)
    after = arranging.opened(session, arranging.council_text(session), by)
    session.add(
        PolicyValue(
            key="review_mode", value="double", valid_from=date(2026, 11, 24), set_at=NOW
        )
    )  # fmt: skip
    session.flush()
    assert (before.mode, before.required_reviews) == (ReviewMode.DOUBLE, 2)
    assert (after.mode, after.required_reviews) == (ReviewMode.SAMPLING, 1)
    first_reading(session, before, by)
    assert before.state is RoundState.OPEN


def test_the_seed_is_made_before_the_first_round_is_drawn_and_never_changes(session):
    by = arranging.secretariat(session)
    sampling_on(session)
    first = arranging.opened(session, arranging.council_text(session), by)
    second = arranging.opened(session, arranging.council_text(session), by)
    seed = session.scalars(sa.select(SamplingSeed)).one()
    assert (seed.half_year, seed.recorded_by_id) == ("2026-S2", by.id)
    assert first.seed_id == second.seed_id == seed.id
    entries = entries_of(session)
    tags = [one.tag for one in entries]
    assert tags.index("sampling:seed_recorded") < tags.index("round:opened")
    kept = next(one for one in entries if one.tag == "sampling:seed_recorded")
    assert commitment(seed.seed) in (kept.payload.canonical or "")
    assert seed.seed not in str([one.payload.canonical for one in entries])
    session.commit()
    with pytest.raises(sa.exc.DBAPIError, match="insert-only"):
        session.execute(sa.update(SamplingSeed).values(seed="0" * 64))
    session.rollback()


def test_the_decision_page_says_relecture_unique_and_leads_to_it(session, sign_in):
    by = arranging.secretariat(session)
    made = opened_by_sampling(session, by, drawn=False)
    review = first_reading(session, made, by)
    decision = decision_of_round(session, made)
    assert decision is not None
    session.commit()
    client = entering(sign_in, by)
    for address in (f"/relectures/decisions/{decision.id}", f"/relectures/{made.id}"):
        page = client.get(address).text
        assert "Relecture unique" in page
        assert f"/relectures/lectures/{review.id}" in page
        assert "/comparaison" not in page


def test_opening_a_round_says_how_it_will_be_read(session, sign_in):
    by = arranging.secretariat(session)
    text = arranging.council_text(session)
    edition = factories.edition(session)
    session.commit()
    client = entering(sign_in, by)
    pages = (f"/relectures/ouvrir?texte={text.id}", f"/relectures/ouvrir?norme={edition.id}")
    for address in pages:
        assert "Deux personnes reliront" in client.get(address).text
    sampling_on(session, since=TODAY)
    session.commit()
    client = entering(sign_in, by)
    for address in pages:
        page = client.get(address).text
        assert "Une personne formée au genre relira" in page
        assert "Deux personnes reliront" not in page
