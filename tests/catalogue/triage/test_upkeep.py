"""Scores follow what they depend on, apart from any request."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from catalogue.database import begin_write
from catalogue.outbox.models import Message
from catalogue.outbox.services import reindex
from catalogue.outbox.worker import drain
from catalogue.triage import upkeep
from catalogue.triage.models import Candidate, TriageRun
from catalogue.triage.queries import candidate_page, current_run
from tests import factories
from tests.conftest import NOW

LATER = NOW + timedelta(hours=1)


def shown(session):
    return [row.candidate.reference for row in candidate_page(session, {}, page=1, size=25).page]


def test_what_is_gone_listed_or_says_nothing_is_not_proposed(scored):
    assert shown(scored) == ["ISO 90001-1:2020", "ISO 90002:2021"]


def test_a_national_standard_is_proposed_too(scored):
    begin_write(scored)
    factories.edition(scored, "NM 77:2025", title_fr="Tenues pour la femme enceinte")
    factories.edition(scored, "NM 78:2025", title_fr="Égalité", withdrawn_on=NOW.date())
    scored.commit()
    upkeep.reckon(scored, at=LATER)
    assert shown(scored)[0] == "NM 77:2025"
    assert "NM 78:2025" not in shown(scored)


def test_a_standard_of_the_register_stands_for_the_same_reference_of_iso(scored):
    begin_write(scored)
    kept = factories.edition(
        scored, "ISO 90002:2021", body_code="ISO", title_fr="Casques", national=False
    )
    scored.commit()
    upkeep.reckon(scored, at=LATER)
    page = candidate_page(scored, {}, page=1, size=25).page
    (found,) = [row.candidate for row in page if row.candidate.reference == "ISO 90002:2021"]
    assert found.source_id == kept.id


def test_scores_are_in_step_until_something_they_depend_on_changes(scored):
    assert upkeep.in_step(scored)
    begin_write(scored)
    factories.release(scored)
    scored.commit()
    assert not upkeep.in_step(scored)


def test_the_worker_reckons_once_for_many_changes(scored):
    begin_write(scored)
    factories.edition(scored, "NM 77:2025", title_fr="Tenues pour la femme enceinte")
    upkeep.ask(scored, at=NOW)
    upkeep.ask(scored, at=NOW)
    scored.commit()
    assert asked(scored) == 1
    drain(scored, at=NOW, holder="test")
    assert asked(scored) == 1  # not yet: changes that follow are reckoned together
    drain(scored, at=LATER, holder="test")
    assert asked(scored) == 0
    assert "NM 77:2025" in shown(scored)


def asked(session):
    waiting = sa.select(sa.func.count()).where(Message.topic == "triage", Message.done_at.is_(None))
    return session.scalar(waiting)


def test_a_change_told_to_search_asks_for_new_scores_unless_it_bears_on_none(session):
    """Through the worker: what a handler asks for must outlive the worker's own transaction."""
    for kind, expected in (("work_item", 0), ("edition", 1)):
        begin_write(session)
        reindex(session, kind, [1], at=NOW)
        session.commit()
        assert drain(session, at=NOW, holder="test") == 1
        assert asked(session) == expected


def test_former_scores_stay_until_the_new_ones_are_whole(scored):
    before = shown(scored)
    begin_write(scored)
    scored.add(TriageRun(fingerprint="half", begun_at=LATER, records_read=0, candidates=0))
    scored.commit()
    assert shown(scored) == before
    upkeep.reckon(scored, at=LATER)
    assert shown(scored) == before
    # What a killed reckoning left is cleaned away.
    run = current_run(scored)
    assert set(scored.scalars(sa.select(Candidate.run_id))) == {run.id}
    assert scored.scalars(sa.select(TriageRun.id)).all() == [run.id]
