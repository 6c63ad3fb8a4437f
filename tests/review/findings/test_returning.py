"""«À reprendre»: findings prepared, edited, sent, answered one by one, then checked."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.journal.models import Entry
from catalogue.notices.models import Notice
from catalogue.permissions import Role
from catalogue.work_programme.vocabulary import TextKind
from review.answers.filled import criteria_of
from review.answers.views import questions_of
from review.assignments.vocabulary import RoundState
from review.decisions.queries import decision_of_round
from review.findings import checking, queries, replying, services
from review.findings.models import Finding, FindingCheck
from review.findings.services import FindingText
from review.findings.vocabulary import ReplyAnswer, ReturnState
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import NOW, ONE, TODAY, again


def criteria(session, draft):
    round_ = again(session, draft.round)
    return criteria_of(questions_of(session, round_.checklist_version).values())


def test_the_list_is_prepared_from_what_the_reader_answered(draft):
    draft.hand_in()
    found = draft.prepared()
    assert found.state is ReturnState.DRAFT
    assert [(one.code, one.clause) for one in found.findings] == [
        ("A3", "5.2"),
        ("A13", "6.1"),
        ("T1", "3"),
    ]
    assert found.findings[0].text == "Aucune taille pour les femmes."
    assert "l’homme de métier" in found.findings[2].text
    # What is not «importante» is no finding, and the round ended as it ends.
    assert draft.round.state is RoundState.CLOSED


def test_only_who_read_prepares_and_only_once_it_is_handed_in(session, draft):
    with pytest.raises(NotAllowed):
        draft.prepared()
    draft.hand_in()
    with pytest.raises(NotAllowed):
        services.prepare(
            session,
            again(session, draft.round),
            actor=factories.actor(draft.secretariat),
            at=NOW,
        )
    draft.prepared()
    with pytest.raises(DomainError, match="déjà commencée"):
        draft.prepared()


def test_the_reader_edits_orders_and_takes_out_before_sending(session, draft):
    draft.hand_in()
    actor, known = factories.actor(draft.reader), criteria(session, draft)
    returned = draft.prepared()
    services.add(
        session,
        returned,
        FindingText("A7", "Ajouter un avertissement.", "7", 12),
        known,
        actor=actor,
        seen_version=returned.version,
        at=NOW,
    )
    returned = draft.list()
    services.move(
        session,
        returned,
        returned.findings[3],
        up=True,
        actor=actor,
        seen_version=returned.version,
        at=NOW,
    )
    returned = draft.list()
    services.remove(
        session,
        returned,
        returned.findings[0],
        actor=actor,
        seen_version=returned.version,
        at=NOW,
    )
    returned = draft.list()
    services.change(
        session,
        returned,
        returned.findings[0],
        FindingText("A13", "Abaisser la masse à 20 kg.", "6.1"),
        known,
        actor=actor,
        seen_version=returned.version,
        at=NOW,
    )
    found = draft.list().findings
    assert [(one.code, one.page) for one in found] == [("A13", None), ("A7", 12), ("T1", None)]
    assert found[0].text == "Abaisser la masse à 20 kg."


def test_two_pages_open_on_one_list_do_not_write_over_each_other(session, draft):
    draft.hand_in()
    returned = draft.prepared()
    seen = returned.version
    actor, known = factories.actor(draft.reader), criteria(session, draft)
    services.change(
        session,
        returned,
        returned.findings[0],
        FindingText("A3", "Première écriture."),
        known,
        actor=actor,
        seen_version=seen,
        at=NOW,
    )
    returned = draft.list()
    with pytest.raises(Conflict) as conflict:
        services.change(
            session,
            returned,
            returned.findings[0],
            FindingText("A3", "Seconde écriture."),
            known,
            actor=actor,
            seen_version=seen,
            at=NOW,
        )
    assert conflict.value.current["text"] == "Première écriture."


def test_a_finding_names_a_criterion_and_says_something(session, draft):
    draft.hand_in()
    returned = draft.prepared()
    with pytest.raises(Invalid) as refused:
        services.add(
            session,
            returned,
            FindingText("Z9", "  "),
            criteria(session, draft),
            actor=factories.actor(draft.reader),
            seen_version=returned.version,
            at=NOW,
        )
    assert set(refused.value.problems) == {"code", "text"}


def test_what_is_sent_is_told_to_the_chair_and_never_changes(session, draft):
    returned = draft.sent()
    assert returned.state is ReturnState.SENT
    told = session.scalars(sa.select(Notice).where(Notice.template == "findings_sent")).all()
    assert [one.account_id for one in told] == [draft.chair.id]
    assert "taille" not in str([one.context for one in told])
    with pytest.raises(DomainError, match="ne change plus"):
        services.remove(
            session,
            returned,
            returned.findings[0],
            actor=factories.actor(draft.reader),
            seen_version=returned.version,
            at=NOW,
        )
    with pytest.raises(sa.exc.DBAPIError):
        session.execute(sa.update(Finding).values(text="autre chose"))


def test_an_empty_list_is_not_sent_but_given_up(session, draft):
    draft.hand_in(ONE)
    returned = draft.prepared()
    assert returned.findings == []
    facts = {"actor": factories.actor(draft.reader), "seen_version": returned.version, "at": NOW}
    with pytest.raises(DomainError, match="au moins un constat"):
        services.send(session, returned, on=TODAY, **facts)
    services.drop(session, returned, **facts)
    session.flush()
    assert queries.return_of(session, draft.round.id) is None


def test_the_new_version_waits_for_every_answer(session, draft):
    returned = draft.sent()
    draft.reply(returned.findings[0])
    returned = draft.list()
    with pytest.raises(DomainError, match="il en reste 2"):
        replying.send_answers(
            session,
            returned,
            title="Version 2",
            dated_on=TODAY,
            upload=None,
            actor=factories.actor(draft.chair),
            seen_version=returned.version,
            at=NOW,
            today=TODAY,
        )
    text = draft.answered()
    returned = draft.list()
    assert returned.state is ReturnState.ANSWERED
    assert (text.kind, text.work_item_id) == (TextKind.DRAFT, draft.item.id)
    assert {one.reply.text_version_id for one in returned.findings} == {text.id}
    told = session.scalars(sa.select(Notice).where(Notice.template == "findings_answered")).all()
    assert {one.account_id for one in told} == {draft.secretariat.id, draft.reader.id}


def test_an_answer_says_why_and_changes_until_the_version_is_sent(draft):
    first = draft.sent().findings[0]
    with pytest.raises(Invalid):
        draft.reply(first, text="  ", answer=ReplyAnswer.NOT_KEPT)
    draft.reply(first)
    again_ = draft.list().findings[0]
    with pytest.raises(Conflict):
        draft.reply(again_, text="Sans avoir vu la première.")
    draft.reply(again_, text="Mieux dit.", seen=again_.reply.version)
    assert draft.list().findings[0].reply.text == "Mieux dit."
    draft.answered()
    done = draft.list()
    with pytest.raises(DomainError, match="ne changent plus"):
        draft.reply(done.findings[0], seen=done.findings[0].reply.version)


def test_the_secretariat_answers_in_the_chair_s_name(session, draft):
    first = draft.sent().findings[0]
    draft.reply(first, draft.secretariat)
    found = draft.list().findings[0].reply
    assert (found.author_id, found.entered_by_id) == (draft.chair.id, draft.secretariat.id)
    entry = session.scalars(sa.select(Entry).where(Entry.tag == "finding:replied")).one()
    assert (entry.actor_id, entry.on_behalf_of_id) == (draft.secretariat.id, draft.chair.id)


def test_nobody_else_answers(session, draft):
    first = draft.sent().findings[0]
    other = factories.account(session, chairs=factories.committee(session, "CTN9"))
    for who in (draft.reader, other, factories.account(session, Role.FOCAL_POINT)):
        with pytest.raises(NotAllowed):
            draft.reply(first, who)


def test_a_homologated_text_is_not_taken_up_again(session, draft):
    first = draft.sent().findings[0]
    draft.item.edition_id = factories.edition(session).id
    session.flush()
    with pytest.raises(NotAllowed):
        draft.reply(first)


def test_the_next_reading_says_of_each_finding_if_it_is_lifted(session, draft):
    draft.sent()
    text = draft.answered()
    reader = arranging.reader(session, name="Seconde Lectrice")
    assignment = draft.next_round(text, reader)
    [earlier] = queries.earlier_returns(session, assignment.round)
    ids = [one.id for one in earlier.findings]
    facts = {"actor": factories.actor(reader), "at": NOW}
    said = {ids[0]: (True, ""), ids[1]: (False, "La masse reste à 30 kg.")}
    assert checking.check(session, assignment, said, **facts) == 2
    assert checking.check(session, assignment, {ids[1]: (True, "Vu.")}, **facts) == 1
    checks = session.scalars(sa.select(FindingCheck).order_by(FindingCheck.id)).all()
    assert [(one.lifted, one.note) for one in checks] == [(True, ""), (True, "Vu.")]
    # While the next round is open nobody else sees what was checked.
    for who in (draft.reader, draft.chair, draft.secretariat):
        assert queries.checks_on(session, factories.actor(who), earlier) == {}
    arranging.handed_in(session, assignment, reader, ONE)
    seen = queries.checks_on(session, factories.actor(draft.chair), draft.list())
    assert len(seen) == 2
    with pytest.raises(DomainError, match="est soumise"):
        checking.check(session, assignment, {ids[0]: (False, "")}, **facts)


def test_a_decided_final_text_goes_back_without_touching_its_marker(session, draft):
    by = draft.secretariat
    text = arranging.council_text(session, draft.item)
    made = arranging.opened(session, text, by)
    readers = [arranging.reader(session), arranging.reader(session)]
    for who in readers:
        asked = arranging.begun(session, arranging.asked(session, made, who, by), who)
        arranging.handed_in(session, asked, who, {**ONE, "A13": ONE["A13"]})
    before = decision_of_round(session, made)
    assert before is not None
    services.prepare(session, again(session, made), actor=factories.actor(readers[1]), at=NOW)
    session.flush()
    assert (made.state, before.marker) == (RoundState.DECIDED, "1")
    with pytest.raises(DomainError):
        services.prepare(
            session,
            again(session, arranging.opened(session, arranging.council_text(session), by)),
            actor=factories.actor(readers[0]),
            at=NOW,
        )
