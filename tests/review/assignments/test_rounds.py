"""Opening a round on a text, and giving it up."""

from __future__ import annotations

import io
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.permissions import Role
from catalogue.records.vocabulary import EditionStatus
from catalogue.work_programme import services as homologation_services
from catalogue.work_programme.models import TextVersion
from catalogue.work_programme.vocabulary import TextKind, WorkItemStatus
from review.assignments import queries, rounds
from review.assignments.models import ReviewRound
from review.assignments.vocabulary import Phase, RoundState
from review.checklists.models import ChecklistVersion
from tests import factories
from tests.review.assignments.arranging import (
    NOW,
    TODAY,
    again,
    asked,
    council_text,
    opened,
    reader,
    secretariat,
)


def test_the_text_sent_to_the_council_is_read_twice(session):
    made = opened(session, council_text(session), secretariat(session))
    assert (made.phase, made.required_reviews, made.state) == (Phase.FINAL, 2, RoundState.OPEN)


def test_a_draft_is_read_once(session):
    made = opened(session, council_text(session, kind=TextKind.DRAFT), secretariat(session))
    assert (made.phase, made.required_reviews) == (Phase.DRAFT, 1)


def test_the_round_keeps_the_checklist_it_started_with(session):
    by = secretariat(session)
    before = opened(session, council_text(session), by)
    session.add(ChecklistVersion(number=2, title_fr="Version 2", published_at=NOW))
    session.add(ChecklistVersion(number=3, title_fr="Version 3, brouillon"))
    session.flush()
    after = opened(session, council_text(session), by)
    assert again(session, before).checklist_version.number == 1
    assert after.checklist_version.number == 2


def test_without_a_published_checklist_nothing_opens(session, monkeypatch):
    monkeypatch.setattr(rounds, "latest_published", lambda _session: None)
    with pytest.raises(DomainError, match="Aucune grille"):
        opened(session, council_text(session), secretariat(session))


def test_only_the_secretariat_opens(session):
    for role in (Role.FOCAL_POINT, Role.REVIEWER, Role.ADMIN, Role.MONITORING):
        with pytest.raises(NotAllowed):
            opened(session, council_text(session), factories.account(session, role))


def test_a_text_is_read_by_one_round_at_a_time(session):
    by, text = secretariat(session), council_text(session)
    opened(session, text, by)
    with pytest.raises(DomainError, match="déjà en relecture"):
        opened(session, text, by)


def test_a_newer_text_may_be_read_while_an_older_one_is_discussed(session):
    by, item = secretariat(session), factories.work_item(session)
    opened(session, council_text(session, item), by)
    assert opened(session, council_text(session, item), by).state is RoundState.OPEN


def test_an_abandoned_item_and_a_void_edition_are_not_read(session):
    by = secretariat(session)
    item = factories.work_item(session, status=WorkItemStatus.ABANDONED)
    with pytest.raises(DomainError, match="abandonné"):
        opened(session, council_text(session, item), by)
    edition = factories.edition(session, status=EditionStatus.VOID)
    with pytest.raises(DomainError, match="défait"):
        opened(session, factories.text_version(session, of_edition=edition), by)


def test_a_deadline_in_the_past_is_refused(session):
    with pytest.raises(Invalid) as refused:
        opened(session, council_text(session), secretariat(session), due_on=date(2026, 11, 22))
    assert "due_on" in refused.value.problems


def test_a_round_is_given_up_only_while_its_readings_are_separate(session):
    by = secretariat(session)
    made = opened(session, council_text(session), by)
    actor = factories.actor(by)
    with pytest.raises(Conflict):
        rounds.cancel_round(
            session, made, actor=actor, reason="x", seen_version=made.version + 1, at=NOW
        )
    with pytest.raises(Invalid):
        rounds.cancel_round(
            session, made, actor=actor, reason=" ", seen_version=made.version, at=NOW
        )
    rounds.cancel_round(
        session, made, actor=actor, reason="Texte remplacé.", seen_version=made.version, at=NOW
    )
    session.flush()
    assert made.state is RoundState.CANCELLED
    other = opened(session, council_text(session), by)
    other.state = RoundState.DISCUSSION
    session.flush()
    with pytest.raises(DomainError, match="se termine par sa décision"):
        rounds.cancel_round(
            session, other, actor=actor, reason="x", seen_version=other.version, at=NOW
        )


# --- The pages -----------------------------------------------------------------------------------


def test_opening_from_a_text_leads_to_inviting(session, client, sign_in):
    text = council_text(session)
    by = secretariat(session)
    session.commit()
    page = sign_in(by).get(f"/relectures/ouvrir?texte={text.id}")
    assert "Deux personnes reliront ce texte" in page.text
    answer = client.post(f"/relectures/ouvrir?texte={text.id}", data={"due_on": "15/12/2026"})
    made = session.scalars(sa.select(ReviewRound)).one()
    assert answer.location == f"/relectures/{made.id}/inviter"
    assert made.due_on == date(2026, 12, 15)
    again_ = client.post(f"/relectures/ouvrir?texte={text.id}", data={"due_on": ""})
    assert again_.status_code == 422
    assert "déjà en relecture" in again_.text


def test_an_impossible_date_is_kept_and_explained(session, client, sign_in):
    text = council_text(session)
    sign_in(secretariat(session))
    session.commit()
    answer = client.post(f"/relectures/ouvrir?texte={text.id}", data={"due_on": "31/02/2027"})
    assert answer.status_code == 422
    assert "n’existe pas" in answer.text
    assert "31/02/2027" in answer.text


def test_an_older_standard_is_read_from_a_file(session, client, sign_in):
    edition = factories.edition(session, "NM 01.001:2015")
    sign_in(secretariat(session))
    session.commit()
    png = b"\x89PNG\r\n\x1a\n" + b"0" * 64
    wrong = client.post(
        f"/relectures/ouvrir?norme={edition.id}",
        data={"origin": "file", "file": (io.BytesIO(b"rien"), "texte.pdf")},
    )
    assert wrong.status_code == 422
    assert session.scalars(sa.select(ReviewRound)).all() == []
    # An image is not offered as a text; a PDF is what people have. A short one is enough here.
    unwanted = client.post(
        f"/relectures/ouvrir?norme={edition.id}",
        data={"origin": "file", "file": (io.BytesIO(png), "texte.png")},
    )
    assert unwanted.status_code == 422


def test_an_older_standard_is_read_from_paper(session, client, sign_in):
    edition = factories.edition(session, "NM 01.002:2015")
    sign_in(secretariat(session))
    session.commit()
    bare = client.post(f"/relectures/ouvrir?norme={edition.id}", data={"origin": "paper"})
    assert bare.status_code == 422
    assert "Recopiez le titre" in bare.text
    answer = client.post(
        f"/relectures/ouvrir?norme={edition.id}",
        data={"origin": "paper", "title": "Savon de karité", "dated_on": "12/05/2015"},
    )
    assert answer.status_code == 302, answer.text
    made = session.scalars(sa.select(ReviewRound)).one()
    assert (made.edition_id, made.work_item_id, made.phase) == (edition.id, None, Phase.FINAL)
    text = session.get(TextVersion, made.text_version_id)
    assert text is not None
    assert text.kind is TextKind.HOMOLOGATED


def test_the_text_already_on_record_is_offered_and_not_doubled(session, client, sign_in):
    held = factories.document(session, title="Texte homologué de 2015")
    edition = factories.edition(session, "NM 01.003:2015", text_document_id=held.id)
    sign_in(secretariat(session))
    session.commit()
    page = client.get(f"/relectures/ouvrir?norme={edition.id}")
    assert "Texte homologué de 2015" in page.text
    for _ in range(2):
        client.post(
            f"/relectures/ouvrir?norme={edition.id}", data={"origin": f"document-{held.id}"}
        )
    assert len(session.scalars(sa.select(TextVersion)).all()) == 1
    assert len(session.scalars(sa.select(ReviewRound)).all()) == 1


def test_a_foreign_standard_is_not_read_here(session, client, sign_in):
    foreign = factories.edition(session, "ISO 9001:2015", body_code="ISO")
    sign_in(secretariat(session))
    session.commit()
    assert client.get(f"/relectures/ouvrir?norme={foreign.id}").status_code == 404
    assert client.get("/relectures/ouvrir?texte=zzz").status_code == 404


def test_the_list_costs_the_same_for_few_and_for_many(session, sign_in, count_queries):
    by = secretariat(session)

    def one_more() -> None:
        made = opened(session, council_text(session), by)
        for _ in range(2):
            asked(session, made, reader(session), by)

    one_more()
    session.commit()
    client = sign_in(by)

    def cost() -> int:
        session.expire_all()
        with count_queries as counted:
            counted.statements.clear()
            assert client.get("/relectures").status_code == 200
        return counted.count

    cost()
    few = cost()
    for _ in range(6):
        one_more()
    session.commit()
    assert cost() == few


def test_filters_keep_only_what_is_asked(session, sign_in):
    by = secretariat(session)
    kept = opened(session, council_text(session), by)
    gone = opened(session, council_text(session), by)
    gone.state = RoundState.DECIDED
    session.commit()
    page = sign_in(by).get("/relectures?etat=open")
    assert f'href="/relectures/{kept.id}"' in page.text
    assert f'href="/relectures/{gone.id}"' not in page.text
    assert queries.rounds_page(session, factories.actor(by), number=1).total == 2
    assert TODAY


def test_a_reading_of_the_standard_itself_holds_its_homologation(session):
    """Undoing asks every slice: a live or decided reading stops it, an abandoned one does not."""
    edition = factories.edition(session, "NM 31:2026")
    by = secretariat(session)
    assert rounds.standing_on_editions(session, [edition.id]) == []
    text = factories.text_version(session, of_edition=edition)
    round_ = opened(session, text, by)
    [sentence] = rounds.standing_on_editions(session, [edition.id])
    assert "une relecture de NM 31:2026 est ouverte" in str(sentence)
    round_.state = RoundState.DECIDED
    session.flush()
    [sentence] = rounds.standing_on_editions(session, [edition.id])
    assert "corrigez plutôt la norme" in str(sentence)
    round_.state = RoundState.CANCELLED
    session.flush()
    assert rounds.standing_on_editions(session, [edition.id]) == []


def test_the_programme_asks_the_readings_before_undoing():
    assert rounds.standing_on_editions in homologation_services.standing_on_editions
