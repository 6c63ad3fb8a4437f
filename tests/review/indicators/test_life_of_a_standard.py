"""Indicator 5.3 through the acts that follow publication: nothing counts twice, nor vanishes."""

from __future__ import annotations

from datetime import date

from catalogue.maintenance import services as maintenance
from catalogue.maintenance.queries import examination_of
from catalogue.maintenance.vocabulary import Outcome
from catalogue.permissions import Role
from catalogue.records import services as records
from catalogue.records.queries import edition_of
from catalogue.records.vocabulary import Nature, RelationKind
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


def counts(answer):
    return answer["numerator"], answer["denominator"]


def keeper(session):
    return factories.actor(factories.account(session, Role.SECRETARIAT))


def test_an_examined_standard_counts_once_whatever_the_outcome(session, standards, ask):
    """E = 3, N = 1: reviewing, confirming, asking for a revision change neither."""
    first = standards.edition(homologated_on=date(2024, 3, 1))
    standards.mark(first, "1", date(2024, 4, 1))
    others = [standards.edition(homologated_on=date(2024, 5, day)) for day in (1, 2)]
    assert counts(ask()) == (1, 3)
    actor = keeper(session)
    outcomes = (Outcome.CONFIRM, Outcome.REVISE, Outcome.WITHDRAW)
    for edition, outcome in zip([first, *others], outcomes, strict=True):
        made = maintenance.open_examination(
            session,
            edition,
            opened_on=date(2026, 10, 1),
            answers_until=None,
            actor=actor,
            at=NOW,
            today=TODAY,
        )
        session.flush()
        found = examination_of(session, made.id)
        maintenance.decide(
            session,
            found,
            outcome=outcome,
            decided_on=TODAY,
            decided_by="",
            reason="Examen",
            evidence=None,
            actor=actor,
            seen_version=found.version,
            at=NOW,
            today=TODAY,
        )
    session.flush()
    assert counts(ask()) == (1, 3)


def test_an_amendment_enters_nothing_and_takes_no_place(session, standards, ask):
    """E = 1, N = 1: the amendment, marked too, adds neither to E nor to N."""
    base = standards.edition(reference="NM 7:2024", homologated_on=date(2024, 3, 1))
    standards.mark(base, "2", date(2024, 4, 1))
    amendment = standards.edition(
        reference="NM 7/A1:2025", nature=Nature.AMENDMENT, homologated_on=date(2025, 3, 1)
    )
    standards.mark(amendment, "1", date(2025, 4, 1))
    standards.edition(
        reference="NM 7/R1:2025", nature=Nature.CORRIGENDUM, homologated_on=date(2025, 5, 1)
    )
    records.add_relation(
        session,
        edition_of(session, amendment.id),
        kind=RelationKind.AMENDS,
        target_reference="NM 7:2024",
        effective_on=date(2025, 3, 1),
        actor=keeper(session),
        at=NOW,
    )
    session.flush()
    assert counts(ask()) == (1, 1)


def test_replaced_and_withdrawn_leaves_the_successor_alone(session, standards, ask):
    """E goes from 2 to 1: the withdrawn one is out, its successor counts with its own marker."""
    old = standards.edition(reference="NM 8:2024", homologated_on=date(2024, 3, 1))
    standards.mark(old, "2", date(2024, 4, 1))
    standards.edition(reference="NM 9:2026", homologated_on=date(2026, 3, 1))
    assert counts(ask()) == (1, 2)
    actor = keeper(session)
    found = edition_of(session, old.id)
    records.withdraw(
        session,
        found,
        on=date(2026, 9, 1),
        reason="Remplacée",
        decision="Session du CNNCQ",
        successor="NM 9:2026",
        actor=actor,
        seen_version=found.version,
        at=NOW,
        today=TODAY,
    )
    session.flush()
    assert counts(ask()) == (0, 1)
    # As it was read the day before the withdrawal took effect.
    assert counts(ask(at="2026-08-31")) == (1, 2)
    found = edition_of(session, old.id)
    records.reinstate(
        session, found, reason="Erreur", actor=actor, seen_version=found.version, at=NOW
    )
    session.flush()
    assert counts(ask()) == (1, 2)
