"""A report is frozen with its reading, in two copies, and is the plan's deliverable."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa
from flask_babel import force_locale

from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from review.analysis_reports import services
from review.analysis_reports.content import content_of, digest_of
from review.analysis_reports.models import AnalysisReport
from review.analysis_reports.paper import report_data
from review.analysis_reports.queries import report_of
from review.deliverables import services as deliverable_services
from review.deliverables.models import PlanDeliverable
from review.deliverables.queries import deliverable_of
from tests import factories
from tests.conftest import NOW
from tests.review.analysis_reports.conftest import TEXTS, TODAY


def wanted(session):
    found = sa.select(PlanDeliverable.id).where(PlanDeliverable.seed_key == "rapport-personnel")
    return deliverable_of(session, session.scalars(found).one())


def test_a_report_says_what_the_reading_says(draft, publish):
    report = publish(draft)
    content = report.publication.content
    full, outside = content["full"], content["outside"]
    assert (full["numerator"], full["denominator"]) == (9, 24)
    assert full["met"] is True
    assert content["reading"]["id"] == report.reading_id
    assert content["texts"] == TEXTS
    assert outside == {**report.reading.companions["published"],
        "crossings": outside["crossings"]}  # fmt: skip
    assert "size" not in json.dumps(outside)
    assert digest_of(content) == report.publication.digest


def test_the_copy_for_outside_hides_small_groups(app, session, draft):
    content = content_of(session, draft, number=1, on=TODAY)
    with app.test_request_context(), force_locale("fr"):
        outside = json.dumps(report_data(content, outside=True, digest="x"), ensure_ascii=False)
        inside = json.dumps(report_data(content, outside=False, digest="x"), ensure_ascii=False)
    assert "masqué" in outside
    assert "masqué" not in inside.replace("sans ce qui", "")
    assert "9 sur 24" in inside.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Les femmes restent peu nombreuses." in outside


def test_publishing_settles_the_deliverable_of_the_line(session, draft, publish):
    publish(draft)
    found = wanted(session)
    assert found.completed_on == TODAY
    assert [one.title for one in found.steps] == ["Publication du rapport n° 1"]
    assert "2.1 n° 1" in found.closing_evidence


def test_a_step_still_to_do_keeps_the_deliverable_open(session, draft, publish, writer):
    deliverable_services.add_step(
        session, wanted(session), title="Présenter", planned_on=None, actor=writer, at=NOW
    )
    session.flush()
    publish(draft)
    found = wanted(session)
    assert found.completed_on is None
    assert len(found.steps) == 2


def test_a_second_report_is_numbered_and_stands_beside(session, draft, publish, reading, writer):
    publish(draft)
    again = services.begin_report(session, reading, TEXTS, actor=writer, at=NOW)
    session.flush()
    assert publish(report_of(session, again.id)).publication.number == 2
    assert len(wanted(session).steps) == 1


def test_a_report_is_published_whole_and_read_again(session, draft, publish, writer):
    with pytest.raises(Invalid) as refused:
        publish(draft, read_again=False)
    assert set(refused.value.problems) == {"read_again"}
    services.edit_report(
        session, draft, TEXTS | {"causes": ""}, actor=writer, seen_version=draft.version, at=NOW
    )
    session.flush()
    with pytest.raises(DomainError, match="Causes"):
        publish(draft)


def test_published_means_frozen(session, draft, publish, writer):
    report = publish(draft)
    with pytest.raises(DomainError, match="ne change plus"):
        services.edit_report(
            session, report, TEXTS, actor=writer, seen_version=report.version, at=NOW
        )
    session.commit()
    with pytest.raises(sa.exc.DBAPIError):
        session.execute(sa.update(AnalysisReport).values(findings="Autre"))
    session.rollback()
    with pytest.raises(sa.exc.DBAPIError):
        session.execute(sa.text("DELETE FROM analysis_report_publication"))
    session.rollback()


def test_a_stale_text_is_refused_with_both(session, draft, writer):
    seen = draft.version
    services.edit_report(
        session, draft, TEXTS | {"causes": "Autres"}, actor=writer, seen_version=seen, at=NOW
    )
    session.flush()
    with pytest.raises(Conflict) as both:
        services.edit_report(session, draft, TEXTS, actor=writer, seen_version=seen, at=NOW)
    assert both.value.current["causes"] == "Autres"


def test_only_the_secretariat_writes(session, reading, watcher):
    with pytest.raises(NotAllowed):
        services.begin_report(session, reading, TEXTS, actor=factories.actor(watcher), at=NOW)
