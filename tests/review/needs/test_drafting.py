"""The chair’s acts: drafting, versions, filing, taking back, copying, and the signed paper."""

from __future__ import annotations

import io
import json

import pytest
import sqlalchemy as sa

from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.journal.models import Entry, EntryPayload
from catalogue.outbox.models import Message
from catalogue.reference_list.models import ReferenceEntry
from catalogue.work_programme.vocabulary import Forecast
from review.needs import services
from review.needs.queries import find_readable
from review.needs.vocabulary import TAG_LABELS, NeedsState
from tests import factories
from tests.review.needs.people import AT, TODAY, filing_answers

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def tags(session):
    return session.scalars(sa.select(Entry.tag).order_by(Entry.seq)).all()


def mails(session):
    rows = session.scalars(sa.select(Message).where(Message.topic == "mail").order_by(Message.id))
    return [(row.payload["template"], row.payload["account_id"]) for row in rows]


def save(session, needs, account, answers, version=None):
    services.save_answers(
        session,
        needs,
        answers,
        actor=factories.actor(account),
        seen_version=needs.version if version is None else version,
        at=AT,
    )


def file(session, needs, account, version=None):
    services.submit(
        session,
        needs,
        actor=factories.actor(account),
        seen_version=needs.version if version is None else version,
        at=AT,
        today=TODAY,
    )


def test_a_draft_may_be_empty(session, people):
    needs = people.draft()
    assert needs.state is NeedsState.DRAFT
    assert needs.number is None
    assert tags(session) == ["needs:created"]


def test_only_a_chair_starts_a_fiche(session, people):
    for account in (people.secretary, people.focal):
        with pytest.raises(NotAllowed):
            services.create(session, {}, actor=factories.actor(account), at=AT)


def test_a_chair_names_only_a_committee_they_chair(session, people):
    other = factories.committee(session, "CTN9")
    with pytest.raises(Invalid) as refused:
        services.create(
            session, {"committee_id": other.id}, actor=factories.actor(people.chair), at=AT
        )
    assert "committee_id" in refused.value.problems


def test_saving_keeps_what_is_incomplete_and_journals_what_changed(session, people):
    needs = people.draft()
    save(session, needs, people.chair, {"title_fr": "Savon", "forecast_reason": "court"})
    assert needs.forecast_reason == "court"
    payload = json.loads(
        session.scalars(sa.select(EntryPayload.canonical).order_by(EntryPayload.entry_seq.desc()))
        .first()
    )  # fmt: skip
    assert payload["changes"]["title_fr"] == [None, "Savon"]


def test_saving_the_same_answers_writes_nothing(session, people):
    needs = people.draft(title_fr="Savon")
    before = len(tags(session))
    save(session, needs, people.chair, {"title_fr": "Savon"})
    assert len(tags(session)) == before


def test_an_unknown_ics_code_is_refused_by_name(session, people):
    needs = people.draft()
    with pytest.raises(Invalid) as refused:
        save(session, needs, people.chair, {"ics": ["67.200.10", "99.999"]})
    assert "99.999" in str(refused.value.problems["ics"])
    assert "67.200.10" not in str(refused.value.problems["ics"])


def test_a_stale_version_gives_the_recorded_text(session, people):
    needs = people.draft(title_fr="Savon")
    seen = needs.version
    save(session, needs, people.chair, {"title_fr": "Savon de karité"})
    with pytest.raises(Conflict) as refused:
        save(session, needs, people.chair, {"title_fr": "Savon noir"}, version=seen)
    assert refused.value.current == {"title_fr": "Savon de karité"}
    assert refused.value.version == needs.version


def test_a_requester_of_the_register_is_recognised(session, people):
    known = factories.organisation(session, name="Coopérative Benkadi", acronym="BENKADI")
    needs = people.draft(requester="  coopérative   benkadi ")
    assert needs.requester_organisation_id == known.id
    save(session, needs, people.chair, {"requester": "Une autre"})
    assert needs.requester_organisation_id is None


def test_filing_gives_number_date_and_signature_and_tells_the_secretariat(session, people):
    needs = people.draft(**filing_answers())
    file(session, needs, people.chair)
    assert needs.state is NeedsState.SUBMITTED
    assert needs.number == "EB-2026-001"
    assert needs.signatory == "Mariam Coulibaly"
    assert needs.received_on == TODAY
    assert mails(session) == [("needs_received", people.secretary.id)]
    assert tags(session)[-1] == "needs:submitted"


def test_numbers_follow_one_another(people):
    assert [people.filed().number for _ in range(3)] == [
        "EB-2026-001",
        "EB-2026-002",
        "EB-2026-003",
    ]


def test_filing_too_early_names_each_field_and_changes_nothing(session, people):
    needs = people.draft(**filing_answers(problem=None, heard=None))
    with pytest.raises(services.Incomplete) as refused:
        file(session, needs, people.chair)
    assert [problem.number for problem in refused.value.missing] == ["17", "41"]
    assert needs.state is NeedsState.DRAFT
    assert needs.number is None
    assert mails(session) == []


def test_not_knowing_asks_the_focal_point_for_help(session, people):
    needs = people.draft(**filing_answers(forecast=Forecast.UNKNOWN))
    file(session, needs, people.chair)
    assert ("needs_help_asked", people.focal.id) in mails(session)


def test_filing_twice_files_once(session, people):
    needs = people.filed()
    sent, written = len(mails(session)), len(tags(session))
    with pytest.raises(DomainError, match="déjà déposée"):
        file(session, needs, people.chair)
    assert (len(mails(session)), len(tags(session))) == (sent, written)


def test_a_filed_fiche_is_no_longer_written_by_its_chair(session, people):
    needs = people.filed()
    with pytest.raises(NotAllowed):
        save(session, needs, people.chair, {"title_fr": "Autre"})


def test_filing_what_changed_meanwhile_is_refused(session, people):
    needs = people.draft(**filing_answers())
    seen = needs.version
    save(session, needs, people.chair, {"title_fr": "Autre titre"})
    with pytest.raises(Conflict):
        file(session, needs, people.chair, version=seen)


def test_taking_back_asks_why_and_keeps_the_number(session, people):
    needs = people.filed()
    take = {"actor": factories.actor(people.chair), "seen_version": needs.version, "at": AT}
    with pytest.raises(Invalid):
        services.withdraw(session, needs, reason=" ", **take)
    services.withdraw(session, needs, reason="Titre à revoir", **take)
    assert needs.state is NeedsState.DRAFT
    assert needs.number == "EB-2026-001"
    file(session, needs, people.chair)
    assert needs.number == "EB-2026-001"


def test_nobody_else_takes_a_fiche_back(session, people):
    needs = people.filed()
    stranger = factories.account(session, chairs=factories.committee(session, "CTN9"))
    for account in (stranger, people.secretary, people.focal):
        with pytest.raises(NotAllowed):
            services.withdraw(
                session,
                needs,
                actor=factories.actor(account),
                reason="Essai",
                seen_version=needs.version,
                at=AT,
            )


def test_a_copy_takes_the_answers_and_not_the_signature(session, people):
    earlier = people.filed()
    copied = services.copy_as_draft(session, earlier, actor=factories.actor(people.chair), at=AT)
    assert copied.id != earlier.id
    assert copied.state is NeedsState.DRAFT
    assert copied.title_fr == earlier.title_fr
    assert (copied.number, copied.signatory, copied.submitted_at) == (None, None, None)


def test_a_reference_is_joined_once_and_copied(session, people):
    needs = people.draft(**filing_answers())
    entry = session.scalars(sa.select(ReferenceEntry).limit(1)).one()
    act = {"actor": factories.actor(people.chair), "at": AT}
    services.attach_reference(session, needs, entry, **act)
    services.attach_reference(session, needs, entry, **act)
    assert [one.reference_entry_id for one in needs.references] == [entry.id]
    copied = services.copy_as_draft(session, needs, **act)
    copied = people.read(copied.id)
    assert [one.reference_entry_id for one in copied.references] == [entry.id]
    services.detach_reference(session, needs, entry.id, **act)
    session.flush()
    assert needs.references == []
    assert tags(session).count("needs:reference_attached") == 1


def join(session, needs, account, folder, *, number="7", name="signature.png"):
    return services.attach_file(
        session,
        needs,
        io.BytesIO(PNG),
        folder=folder,
        file_name=name,
        field_number=number,
        actor=factories.actor(account),
        at=AT,
    )


def test_files_are_joined_to_a_field_and_taken_off(session, people, tmp_path):
    needs = people.draft()
    version = needs.version
    joined = join(session, needs, people.chair, tmp_path, number="18")
    session.flush()
    assert [(one.field_number, one.document.file_name) for one in needs.attachments] == [
        ("18", "signature.png")
    ]
    assert needs.version == version, "the text being typed in another tab stays current"
    services.detach_file(session, needs, joined, actor=factories.actor(people.chair), at=AT)
    session.flush()
    assert needs.attachments == []


def test_a_file_that_is_not_what_it_says_is_refused(session, people, tmp_path):
    needs = people.draft()
    with pytest.raises(DomainError, match="pas ce que son nom"):
        join(session, needs, people.chair, tmp_path, name="rapport.pdf")


def test_a_fiche_carries_twenty_files_at_most(session, people, tmp_path):
    needs = people.draft()
    for _ in range(20):
        join(session, needs, people.chair, tmp_path)
    with pytest.raises(DomainError, match="20 fichiers"):
        join(session, needs, people.chair, tmp_path)


def test_no_file_is_joined_to_a_filed_fiche(session, people, tmp_path):
    needs = people.filed()
    with pytest.raises(NotAllowed):
        join(session, needs, people.chair, tmp_path)


def typed_from_paper(session, people):
    made = services.create(
        session,
        {},
        actor=factories.actor(people.secretary),
        at=AT,
        for_account=people.chair,
    )
    session.flush()
    needs = find_readable(session, factories.actor(people.secretary), made.id)
    answers = filing_answers(committee_id=people.committee.id)
    save(session, needs, people.secretary, answers)
    return needs


def test_a_signed_paper_is_filed_with_its_scan_under_both_names(session, people, tmp_path):
    needs = typed_from_paper(session, people)
    with pytest.raises(services.Incomplete) as refused:
        file(session, needs, people.secretary)
    assert [problem.number for problem in refused.value.missing] == ["7"]
    join(session, needs, people.secretary, tmp_path)
    file(session, needs, people.secretary)
    assert needs.author_id == people.chair.id
    assert needs.entered_by_id == people.secretary.id
    assert needs.signatory == "Mariam Coulibaly"
    entries = session.scalars(sa.select(Entry).order_by(Entry.seq)).all()
    assert {(one.actor_id, one.on_behalf_of_id) for one in entries} == {
        (people.secretary.id, people.chair.id)
    }
    assert ("needs_filed_for_you", people.chair.id) in mails(session)


def test_the_paper_names_only_a_committee_its_signer_chairs(session, people):
    needs = typed_from_paper(session, people)
    other = factories.committee(session, "CTN9")
    with pytest.raises(Invalid):
        save(session, needs, people.secretary, {"committee_id": other.id})


def test_the_signer_may_go_on_with_the_fiche(session, people):
    needs = typed_from_paper(session, people)
    save(session, needs, people.chair, {"title_fr": "Titre relu"})
    last = session.scalars(sa.select(Entry).order_by(Entry.seq.desc())).first()
    assert (last.actor_id, last.on_behalf_of_id) == (people.chair.id, None)


def test_a_chair_cannot_type_for_another(session, people):
    other = factories.account(session, chairs=people.committee)
    with pytest.raises(NotAllowed):
        services.create(session, {}, actor=factories.actor(people.chair), at=AT, for_account=other)


def test_every_act_has_its_french_name(session, people):
    people.ready()
    assert set(tags(session)) <= set(TAG_LABELS)
