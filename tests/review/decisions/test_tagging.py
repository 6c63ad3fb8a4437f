"""The tag: put when the homologated text is the one that was read, and not otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from catalogue.errors import DomainError, Invalid, NotAllowed
from catalogue.permissions import Role
from catalogue.records.models import GenderTag
from catalogue.records.vocabulary import EditionStatus, TagMarker
from catalogue.work_programme.vocabulary import TextKind
from review.answers.marker import CriterionAnswer
from review.decisions import services
from review.decisions.models import TextEquivalence
from review.decisions.queries import editions_in_review
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import NOW, ONE, ZERO, entering


def homologated(session, case, *, document_id=None, **facts):
    """Turn the case's work item into an edition, as an act of homologation does."""
    edition = factories.edition(
        session, text_document_id=document_id or case.text.document_id, **facts
    )
    case.item.edition_id = edition.id
    session.flush()
    services.on_homologated(session, case.item, edition, factories.actor(case.secretariat), NOW)
    session.flush()
    return edition


def tags(session):
    return session.scalars(sa.select(GenderTag).order_by(GenderTag.id)).all()


def decided(case, checklist=ONE):
    case.submit(0, checklist)
    case.submit(1, checklist)
    decision = case.decision()
    assert decision is not None
    return decision


def test_the_decision_waits_for_the_homologation_and_then_tags(session, case):
    decision = decided(case)
    assert tags(session) == []
    edition = homologated(session, case)
    [tag] = tags(session)
    assert (tag.edition_id, tag.marker, tag.decision_id) == (
        edition.id,
        TagMarker.SIGNIFICANT,
        decision.id,
    )
    assert (tag.rule, tag.rule_version, tag.decided_on) == ("strict", 1, decision.decided_on)


def test_a_decision_after_the_homologation_tags_at_once(session, case):
    homologated(session, case)
    assert tags(session) == []
    decided(case)
    assert len(tags(session)) == 1


def test_the_same_file_under_another_record_is_the_same_text(session, case):
    decided(case)
    copy = factories.document(session, sha256=case.text.document.sha256, title="Copie")
    homologated(session, case, document_id=copy.id)
    assert len(tags(session)) == 1


def test_another_version_leaves_the_standard_pending(session, case):
    decision = decided(case)
    other = factories.document(session)
    edition = homologated(session, case, document_id=other.id)
    assert tags(session) == []
    waiting = services.waiting_decision(session, edition)
    assert waiting is not None
    assert waiting.id == decision.id


def test_two_papers_with_the_same_title_are_not_the_same_text(session, case):
    case.text.document.sha256 = None
    decided(case)
    paper = factories.document(session, sha256=None, title=case.text.document.title)
    homologated(session, case, document_id=paper.id)
    assert tags(session) == []


def test_the_focal_point_finds_the_changes_without_effect(session, case):
    decision = decided(case)
    edition = homologated(session, case, document_id=factories.document(session).id)
    focal = arranging.reader(session, Role.FOCAL_POINT)
    facts = {"reason": "Une virgule.", "at": NOW}
    for role in (Role.SECRETARIAT, Role.REVIEWER, Role.ADMIN):
        with pytest.raises(NotAllowed):
            services.record_equivalence(
                session,
                decision,
                edition,
                actor=factories.actor(factories.account(session, role)),
                **facts,
            )
    actor = factories.actor(focal)
    with pytest.raises(Invalid):
        services.record_equivalence(session, decision, edition, actor=actor, reason=" ", at=NOW)
    services.record_equivalence(session, decision, edition, actor=actor, **facts)
    assert len(tags(session)) == 1
    assert session.scalars(sa.select(TextEquivalence)).one().reason == "Une virgule."
    with pytest.raises(DomainError, match="n’attend pas"):
        services.record_equivalence(session, decision, edition, actor=actor, **facts)


def test_a_new_round_leaves_the_old_tag_standing_until_its_own_decision(session, case):
    decided(case)
    edition = homologated(session, case)
    again = arranging.opened(session, case.text, case.secretariat)
    assert len(tags(session)) == 1
    for which, who in enumerate(case.readers):
        assignment = arranging.asked(session, again, who, case.secretariat)
        arranging.handed_in(session, arranging.begun(session, assignment, who), who, ZERO)
        if which == 0:
            assert len(tags(session)) == 1
    assert [tag.marker for tag in tags(session)] == [
        TagMarker.SIGNIFICANT,
        TagMarker.NOT_SENSITIVE,
    ]
    assert {tag.edition_id for tag in tags(session)} == {edition.id}


def test_a_decision_on_the_very_text_homologated_leaves_nothing_waiting(session, case):
    """A newer version was read too, but the council homologated the first."""
    decision = decided(case)
    newer = arranging.opened(session, arranging.council_text(session, case.item), case.secretariat)
    for who in case.readers:
        assignment = arranging.asked(session, newer, who, case.secretariat)
        arranging.handed_in(session, arranging.begun(session, assignment, who), who, ZERO)
    edition = homologated(session, case)
    assert [tag.decision_id for tag in tags(session)] == [decision.id]
    assert services.waiting_decision(session, edition) is None


def test_a_later_reading_of_another_version_waits_beside_the_tag_that_stands(session, case):
    """A rescan of the text is read years later: the focal point can still say it is the same."""
    decided(case)
    edition = homologated(session, case)
    rescan = factories.text_version(session, of_edition=edition, kind=TextKind.HOMOLOGATED)
    again = arranging.opened(session, rescan, case.secretariat)
    later = NOW + timedelta(days=1)
    for who in case.readers:
        assignment = arranging.asked(session, again, who, case.secretariat)
        assignment = arranging.begun(session, assignment, who)
        arranging.handed_in(session, assignment, who, ZERO, at=later)
    assert [tag.marker for tag in tags(session)] == [TagMarker.SIGNIFICANT]
    waiting = services.waiting_decision(session, edition)
    assert waiting is not None
    assert waiting.round_id == again.id
    focal = factories.actor(arranging.reader(session, Role.FOCAL_POINT))
    services.record_equivalence(
        session, waiting, edition, actor=focal, reason="Même texte, numérisé.", at=later
    )
    assert [tag.marker for tag in tags(session)] == [
        TagMarker.SIGNIFICANT,
        TagMarker.NOT_SENSITIVE,
    ]
    assert services.waiting_decision(session, edition) is None


def test_an_older_standard_is_tagged_by_the_text_attached_to_it(session):
    by = arranging.secretariat(session)
    edition = factories.edition(session, "NM 05.001:2012")
    text = factories.text_version(session, of_edition=edition, kind=TextKind.HOMOLOGATED)
    made = arranging.opened(session, text, by)
    assert editions_in_review(session, [edition.id]) == {edition.id}
    for _ in range(2):
        who = arranging.reader(session)
        assignment = arranging.asked(session, made, who, by)
        arranging.handed_in(session, arranging.begun(session, assignment, who), who)
    assert [tag.edition_id for tag in tags(session)] == [edition.id]
    assert editions_in_review(session, [edition.id]) == set()


def test_a_void_edition_is_not_tagged(session, case):
    decided(case)
    homologated(session, case, status=EditionStatus.VOID)
    assert tags(session) == []


def test_a_tag_is_never_changed(session, case):
    decided(case)
    homologated(session, case)
    session.commit()
    with pytest.raises(sa.exc.DBAPIError, match="insert-only"):
        session.execute(sa.update(GenderTag).values(marker=TagMarker.PRINCIPAL))
    session.rollback()


def test_a_blocking_finding_objects_to_the_homologation(session, case):
    assert services.objections(session, case.item) == []
    decided(case, {**ONE, "A13": CriterionAnswer("blocking", note="Écarte les femmes.")})
    [objection] = services.objections(session, case.item)
    assert "A13" in str(objection)


def test_a_finding_to_fix_does_not_object(session, case):
    decided(case, {**ONE, "A13": CriterionAnswer("to_fix", note="Article 4.")})
    assert services.objections(session, case.item) == []


# --- The pages -----------------------------------------------------------------------------------


def test_a_marking_decision_is_public_without_names(session, case, client):
    decision = decided(case)
    homologated(session, case)
    session.commit()
    page = client.get(f"/relectures/decisions/{decision.id}")
    assert page.status_code == 200
    assert "K1 à K4 sont remplies" in page.text
    assert "Première Lectrice" not in page.text


def test_the_equivalence_page(session, case, sign_in):
    decided(case)
    edition = homologated(session, case, document_id=factories.document(session).id)
    focal = arranging.reader(session, Role.FOCAL_POINT)
    session.commit()
    client = entering(sign_in, focal)
    address = f"/relectures/equivalence/{edition.id}"
    assert client.get(address).status_code == 200
    data = {"version": str(edition.version), "reason": "Numéros de page."}
    assert client.post(address, data={**data, "reason": ""}).status_code == 422
    assert client.post(address, data=data).status_code == 302
    assert len(tags(session)) == 1
    assert client.post(address, data=data).status_code == 404


def test_panels_of_the_item_and_of_the_standard(app, session, case):
    from flask import g

    from review.decisions.views import edition_panel, work_item_panel

    case.submit(0, ZERO)
    focal = arranging.reader(session, Role.FOCAL_POINT)
    chair = factories.account(session, chairs=factories.committee(session, "CTN3"))
    with app.test_request_context("/"):
        g.forms = []
        shown = work_item_panel(session, case.item, factories.actor(case.secretariat))
        assert shown is not None
        assert f"/relectures/{case.round.id}" in shown
        assert "En cours de relecture" in shown
        assert work_item_panel(session, case.item, factories.actor(chair)) is None
        case.submit(1, ZERO)
        edition = homologated(session, case, document_id=factories.document(session).id)
        waiting = edition_panel(session, edition, factories.actor(focal))
        assert waiting is not None
        assert f"/relectures/equivalence/{edition.id}" in waiting
        assert edition_panel(session, edition, factories.actor(chair)) is None
