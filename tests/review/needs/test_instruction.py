"""Section H: admissibility, the two opinions, the decision, and what each needs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.outbox.models import Message
from catalogue.permissions import Role
from catalogue.records.vocabulary import Correspondence, Nature
from catalogue.work_programme.models import FurtherBase, Milestone, StageEvent
from catalogue.work_programme.vocabulary import Forecast
from review.needs import services
from review.needs.models import ForecastOpinion
from review.needs.next_act import asks_for_help, next_act, settled_forecast
from review.needs.vocabulary import (
    Admissibility,
    AdoptionMode,
    ForecastOpinionKind,
    NeedsState,
    ProgrammeDecision,
)
from tests import factories
from tests.review.needs.people import AT, TODAY, filing_answers

VERDICT = services.Verdict(body="Direction générale", on=TODAY, reason="Besoin établi.")
TO_COMPLETE = {
    "admissibility": Admissibility.TO_COMPLETE,
    "reason": "Précisez qui a été entendu.",
    "asked": ["41", "10"],
}


def decide(session, people, needs, act, **facts):
    return act(
        session,
        needs,
        facts.pop("verdict", VERDICT),
        *facts.pop("more", ()),
        actor=factories.actor(facts.pop("by", people.secretary)),
        seen_version=needs.version,
        at=AT,
        today=TODAY,
        **facts,
    )


def register(session, people, needs, **facts):
    wanted = services.Registration(
        **{"nature": Nature.NEW, "base_reference": services.base_standard(needs), **facts}
    )
    return decide(session, people, needs, services.register, more=(wanted,))


def templates(session):
    rows = session.scalars(sa.select(Message).where(Message.topic == "mail").order_by(Message.id))
    return [(row.payload["template"], row.payload["account_id"]) for row in rows]


def holder(needs):
    act = next_act(needs)
    return act.role if act else None


def test_the_next_act_passes_from_hand_to_hand(session, people):
    needs = people.draft(**filing_answers())
    assert holder(needs) is Role.CHAIR
    needs = people.filed()
    assert holder(needs) is Role.SECRETARIAT
    people.screen(needs)
    assert holder(needs) is Role.FOCAL_POINT
    people.opine(needs)
    assert holder(needs) is Role.SECRETARIAT
    ready = people.ready()
    assert "décision" in str(next_act(ready).what)
    register(session, people, ready)
    assert next_act(ready) is None


def test_a_fiche_to_complete_goes_back_with_what_is_asked(session, people):
    needs = people.filed()
    people.screen(needs, **TO_COMPLETE)
    assert needs.state is NeedsState.RETURNED
    assert needs.asked_fields == ["41", "10"]
    assert holder(needs) is Role.CHAIR
    assert templates(session)[-1] == ("needs_returned", people.chair.id)


@pytest.mark.parametrize("lacking", ["reason", "asked"])
def test_sending_back_says_why_and_which_fields(people, lacking):
    needs = people.filed()
    with pytest.raises(Invalid) as refused:
        people.screen(needs, **{**TO_COMPLETE, lacking: ""})
    assert set(refused.value.problems) == {lacking}
    assert needs.state is NeedsState.SUBMITTED


def test_a_returned_fiche_is_edited_filed_again_and_screened_afresh(session, people):
    needs = people.filed()
    people.screen(needs, **TO_COMPLETE)
    act = {"actor": factories.actor(people.chair), "at": AT}
    services.save_answers(
        session, needs, {"heard": "Le groupement et deux ONG."}, seen_version=needs.version, **act
    )
    services.submit(session, needs, seen_version=needs.version, today=TODAY, **act)
    assert needs.state is NeedsState.SUBMITTED
    assert (needs.admissibility, needs.asked_fields) == (None, [])


def test_filing_again_keeps_the_first_filing_and_dates_the_last(session, people):
    """Field 2 is the first filing, for the readers' interests; the queue shows the last one."""
    needs = people.filed()
    first, later = needs.submitted_at, AT + timedelta(days=30)
    assert (needs.refiled_at, needs.last_filed_at) == (None, first)
    people.screen(needs, **TO_COMPLETE)
    act = {"actor": factories.actor(people.chair), "at": later}
    services.submit(session, needs, seen_version=needs.version, today=later.date(), **act)
    assert (needs.submitted_at, needs.refiled_at, needs.last_filed_at) == (first, later, later)
    waiting = next_act(needs)
    assert waiting is not None
    assert waiting.since == later


def test_dates_of_the_instruction_are_possible(people):
    needs = people.filed()
    for facts, field in (
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"received_on": TODAY + timedelta(days=1)}, "received_on"),
        ({"on": TODAY - timedelta(days=1)}, "on"),
    ):
        with pytest.raises(Invalid) as refused:
            people.screen(needs, **facts)
        assert field in refused.value.problems


def test_a_fiche_out_of_scope_waits_for_its_decision(people):
    needs = people.filed()
    people.screen(needs, admissibility=Admissibility.OUT_OF_SCOPE, reason="Ce n’est pas une norme.")
    assert needs.state is NeedsState.SUBMITTED
    assert "hors champ" in str(next_act(needs).what)


def test_only_the_secretariat_screens(session, people):
    needs = people.filed()
    for account in (people.chair, people.focal):
        with pytest.raises(NotAllowed):
            services.screen(
                session,
                needs,
                services.Screening(
                    admissibility=Admissibility.COMPLETE, on=TODAY, received_on=TODAY
                ),
                actor=factories.actor(account),
                seen_version=needs.version,
                at=AT,
                today=TODAY,
            )


def test_the_secretariat_completes_only_what_is_its_own(people):
    needs = people.admitted()
    people.complete(needs, aspects=["testing"])
    assert needs.aspects == ["testing"]
    for attribute in ("title_fr", "forecast", "culture", "signatory"):
        with pytest.raises(NotAllowed):
            people.complete(needs, **{attribute: None})


def test_reclassifying_keeps_the_chairs_answer_beside_it(people):
    needs = people.admitted()
    people.opine(needs, ForecastOpinionKind.RECLASSIFIED, Forecast.PRINCIPAL)
    assert needs.forecast is Forecast.SIGNIFICANT
    assert settled_forecast(needs) is Forecast.PRINCIPAL


def test_a_later_opinion_is_a_new_row(session, people):
    needs = people.admitted()
    people.opine(needs, ForecastOpinionKind.TO_COMPLETE, reason="Sur quelles données ?")
    people.opine(needs)
    assert len(session.scalars(sa.select(ForecastOpinion)).all()) == 2
    with pytest.raises(sa.exc.DatabaseError, match="insert-only"):
        session.execute(sa.update(ForecastOpinion).values(reason="Autre"))


@pytest.mark.parametrize(
    ("kind", "to", "reason", "field"),
    [
        (ForecastOpinionKind.CONFIRMED, None, " ", "reason"),
        (ForecastOpinionKind.RECLASSIFIED, None, "Motif", "reclassified_to"),
        (ForecastOpinionKind.RECLASSIFIED, Forecast.UNKNOWN, "Motif", "reclassified_to"),
        (ForecastOpinionKind.RECLASSIFIED, Forecast.SIGNIFICANT, "Motif", "reclassified_to"),
    ],
)
def test_an_opinion_that_says_nothing_is_refused(people, kind, to, reason, field):
    needs = people.admitted()
    with pytest.raises(Invalid) as refused:
        people.opine(needs, kind, to, reason)
    assert set(refused.value.problems) == {field}


def test_not_knowing_is_not_confirmed_but_reclassified(people):
    needs = people.admitted(forecast=Forecast.UNKNOWN)
    assert asks_for_help(needs)
    with pytest.raises(Invalid) as refused:
        people.opine(needs)
    assert "kind" in refused.value.problems
    people.opine(needs, ForecastOpinionKind.RECLASSIFIED, Forecast.SIGNIFICANT)
    assert not asks_for_help(needs)


def test_an_opinion_on_an_answer_changed_since_no_longer_counts(session, people):
    needs = people.admitted()
    people.opine(needs)
    people.screen(needs, **TO_COMPLETE)
    act = {"actor": factories.actor(people.chair), "at": AT}
    services.save_answers(
        session, needs, {"forecast": Forecast.NOT_SENSITIVE}, seen_version=needs.version, **act
    )
    services.submit(session, needs, seen_version=needs.version, today=TODAY, **act)
    people.screen(needs)
    assert holder(needs) is Role.FOCAL_POINT


def test_the_second_threshold_is_told_number_by_number(session, people):
    needs = people.admitted()
    with pytest.raises(services.Incomplete) as refused:
        register(session, people, needs)
    numbers = ", ".join(problem.number for problem in refused.value.missing)
    assert numbers == "8, 13, 19, 20, 21, 21, 23, 28, 30, 31, 32, 42, 43, 43, 48, 49"
    assert needs.state is NeedsState.SUBMITTED


def test_registering_makes_the_work_item(session, people):
    needs = people.ready()
    item = register(session, people, needs, contact="Secrétariat du CTN1")
    session.flush()
    assert needs.state is NeedsState.REGISTERED
    assert needs.decision is ProgrammeDecision.REGISTERED
    assert needs.work_item_id == item.id
    assert item.title_fr == needs.title_fr
    assert item.committee_id == people.committee.id
    assert item.forecast is Forecast.SIGNIFICANT
    assert (item.base_reference, item.correspondence) == (
        "ARS 1470:2020",
        Correspondence.NOT_EQUIVALENT,
    )
    assert item.contact == "Secrétariat du CTN1", "the requester’s own contact is not published"
    codes = session.scalars(
        sa.select(StageEvent.code).where(StageEvent.work_item_id == item.id).order_by(StageEvent.id)
    ).all()
    assert codes[-1] == "20.00"
    planned = session.execute(
        sa.select(Milestone.code, Milestone.planned_on).where(Milestone.work_item_id == item.id)
    ).all()
    assert dict(map(tuple, planned)) == {
        "40.20": date(2027, 9, 1),
        "60.60": date(2028, 5, 1),
    }
    assert templates(session)[-1] == ("needs_decided", people.chair.id)


def test_a_reclassified_forecast_goes_to_the_programme(session, people):
    needs = people.ready()
    people.opine(needs, ForecastOpinionKind.RECLASSIFIED, Forecast.PRINCIPAL)
    assert register(session, people, needs).forecast is Forecast.PRINCIPAL


def test_reclassifying_after_registration_changes_the_item(session, people):
    needs = people.ready()
    item = register(session, people, needs)
    people.opine(needs, ForecastOpinionKind.RECLASSIFIED, Forecast.NOT_SENSITIVE)
    assert item.forecast is Forecast.NOT_SENSITIVE


def test_no_base_no_degree(session, people):
    needs = people.ready()
    people.complete(needs, base_references="Aucune", adoption_mode=AdoptionMode.NO_BASE)
    item = register(session, people, needs)
    assert (item.base_reference, item.correspondence) == (None, None)


def test_a_degree_wants_its_base(session, people):
    needs = people.ready()
    with pytest.raises(Invalid) as refused:
        register(session, people, needs, base_reference=" ")
    assert "base_reference" in refused.value.problems


def test_a_new_committee_is_named_when_the_need_is_registered(session, people):
    needs = people.ready(committee_id=None, proposed_committee="Artisanat")
    with pytest.raises(Invalid) as refused:
        register(session, people, needs)
    assert "committee_id" in refused.value.problems
    made = factories.committee(session, "CTN13")
    assert register(session, people, needs, committee_id=made.id).committee_id == made.id


def test_registering_twice_makes_one_item(session, people):
    needs = people.ready()
    register(session, people, needs)
    with pytest.raises(DomainError, match="déjà décidé"):
        register(session, people, needs)


@pytest.mark.parametrize(
    ("verdict", "field"),
    [
        (services.Verdict(body=" ", on=TODAY, reason="Motif"), "body"),
        (services.Verdict(body="DG", on=TODAY, reason=" "), "reason"),
        (services.Verdict(body="DG", on=TODAY + timedelta(days=1), reason="Motif"), "decided_on"),
        (services.Verdict(body="DG", on=TODAY - timedelta(days=1), reason="Motif"), "decided_on"),
    ],
)
def test_a_decision_has_a_body_a_possible_date_and_a_reason(session, people, verdict, field):
    needs = people.admitted()
    with pytest.raises(Invalid) as refused:
        decide(session, people, needs, services.reject, verdict=verdict)
    assert set(refused.value.problems) == {field}


def test_rejecting_and_postponing(session, people):
    rejected, postponed = people.admitted(), people.admitted()
    decide(session, people, rejected, services.reject)
    decide(session, people, postponed, services.postpone)
    assert rejected.state is NeedsState.REJECTED
    assert postponed.state is NeedsState.POSTPONED
    with pytest.raises(DomainError, match="déjà décidé"):
        decide(session, people, rejected, services.postpone)
    services.resume(
        session,
        postponed,
        actor=factories.actor(people.secretary),
        reason="Budget trouvé.",
        seen_version=postponed.version,
        at=AT,
    )
    assert postponed.state is NeedsState.SUBMITTED
    assert postponed.decision is None


def test_merging_names_a_living_fiche(session, people):
    needs, target, dead = people.admitted(), people.admitted(), people.admitted()
    decide(session, people, dead, services.reject)
    for number in ("", "EB-2026-999", needs.number, dead.number):
        with pytest.raises(Invalid) as refused:
            decide(session, people, needs, services.merge, into_number=number)
        assert "into_number" in refused.value.problems
    decide(session, people, needs, services.merge, into_number=target.number.lower())
    assert needs.state is NeedsState.MERGED
    assert needs.merged_into_id == target.id


def test_a_chair_decides_nothing(session, people):
    needs = people.admitted()
    with pytest.raises(NotAllowed):
        decide(session, people, needs, services.reject, by=people.chair)


def test_a_decision_on_a_stale_page_is_refused(session, people):
    needs = people.admitted()
    seen = needs.version
    people.complete(needs, aspects=["testing"])
    with pytest.raises(Conflict):
        services.reject(
            session,
            needs,
            VERDICT,
            actor=factories.actor(people.secretary),
            seen_version=seen,
            at=AT,
            today=TODAY,
        )


def test_a_meeting_counts_who_was_there(session, people):
    needs = people.admitted()
    opinion = services.CommitteeOpinion(
        text="Favorable", on=TODAY, quorum_reached=False, women_present=0, men_present=0
    )
    with pytest.raises(Invalid) as refused:
        services.record_committee_opinion(
            session,
            needs,
            opinion,
            actor=factories.actor(people.secretary),
            seen_version=needs.version,
            at=AT,
            today=TODAY,
        )
    assert "women_present" in refused.value.problems


def test_the_other_standards_of_field_23_follow_to_the_programme(session, people):
    needs = people.ready()
    needs.base_references = "ARS 1470:2020\nISO 22000:2018, sécurité\nCXS 325-2017"
    item = register(session, people, needs)
    assert item.base_reference == "ARS 1470:2020"
    session.flush()
    others = session.scalars(sa.select(FurtherBase).order_by(FurtherBase.position)).all()
    assert [(one.position, one.reference, one.correspondence) for one in others] == [
        (2, "ISO 22000:2018", None),
        (3, "CXS 325-2017", None),
    ]
