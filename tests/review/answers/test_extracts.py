"""Extracts attached to an answer: kept by hash, read by who may read it, never changed after."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa

from catalogue.errors import DomainError, NotFound
from catalogue.journal.models import EntryPayload
from catalogue.permissions import Role
from review.answers import extracts, services
from review.answers.models import AnswerExtract
from review.answers.queries import extracts_of, working_copy
from review.assignments.queries import assignment_of
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import NOW, ONE, TODAY, ZERO, entering

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


class Reading:
    """Two readers of one final text, the first with an extract in hand."""

    def __init__(self, session, folder):
        self.session, self.folder = session, folder
        self.by = arranging.secretariat(session)
        self.round = arranging.opened(session, arranging.council_text(session), self.by)
        self.people = [arranging.reader(session), arranging.reader(session)]
        self.assignments = [
            arranging.begun(session, arranging.asked(session, self.round, who, self.by), who)
            for who in self.people
        ]

    def attach(self, which=0, code="A3", content=PNG, name="figure-2.png"):
        found = assignment_of(self.session, self.assignments[which].id)
        chosen = extracts.Chosen(self.folder, io.BytesIO(content), name)
        extract = extracts.attach(
            self.session,
            found,
            code,
            chosen,
            actor=factories.actor(self.people[which]),
            at=NOW,
        )
        self.session.flush()
        return extract

    def hand_in(self, which, checklist=ONE):
        return arranging.handed_in(
            self.session, self.assignments[which], self.people[which], checklist
        )


def status_of(client, address):
    with client.get(address) as answer:
        return answer.status_code


@pytest.fixture
def reading(session, tmp_path):
    return Reading(session, tmp_path)


def test_an_extract_is_kept_beside_the_answer_and_proved_at_submission(session, reading):
    extract = reading.attach()
    assert (reading.folder / "documents").is_dir()
    review = reading.hand_in(0)
    [held] = extracts_of(session, [review.id])[review.id]
    assert (held.code, held.document.sha256) == ("A3", extract.document.sha256)
    payloads = session.scalars(sa.select(EntryPayload.canonical)).all()
    assert any("extracts_sha256" in one and held.document.sha256 in one for one in payloads)


def test_once_handed_in_the_evidence_never_changes(session, reading):
    extract = reading.attach()
    reading.hand_in(0)
    with pytest.raises(DomainError):
        reading.attach(name="autre.png", content=PNG + b"2")
    with pytest.raises(sa.exc.DBAPIError):
        session.execute(sa.delete(AnswerExtract).where(AnswerExtract.id == extract.id))


def test_a_review_taken_up_again_keeps_its_extracts(session, reading):
    reading.attach()
    first = reading.hand_in(0, ONE)
    reading.hand_in(1, ZERO)
    found = assignment_of(session, reading.assignments[0].id)
    again = services.reopen(
        session,
        found,
        actor=factories.actor(reading.people[0]),
        reason="Une note m’avait échappé.",
        seen_version=found.version,
        at=NOW,
        on=TODAY,
    )
    session.flush()
    held = extracts_of(session, [first.id, again.id])
    assert [one.document_id for one in held[first.id]] == [
        one.document_id for one in held[again.id]
    ]


def test_wrong_files_and_wrong_places_are_refused(reading):
    for content, name in ((b"", "vide.png"), (b"pas une image", "figure.png"), (PNG, "x.exe")):
        with pytest.raises(DomainError) as refused:
            reading.attach(content=content, name=name)
        assert refused.value.field == "file"
    with pytest.raises(NotFound):
        reading.attach(code="Z9")
    reading.attach()
    with pytest.raises(DomainError, match="déjà joint"):
        reading.attach()
    for number in range(extracts.MOST_EXTRACTS - 1):
        reading.attach(content=PNG + bytes([number]))
    with pytest.raises(DomainError, match="déjà 5 extraits"):
        reading.attach(content=PNG + b"more")


def test_an_extract_is_taken_off_by_its_owner_alone(session, reading):
    extract = reading.attach()
    facts = {"at": NOW}
    found = assignment_of(session, reading.assignments[0].id)
    with pytest.raises(NotFound):
        extracts.remove(
            session, found, extract.id, actor=factories.actor(reading.people[1]), **facts
        )
    extracts.remove(session, found, extract.id, actor=factories.actor(reading.people[0]), **facts)
    session.flush()
    review = working_copy(session, found).review
    assert extracts_of(session, [review.id]) == {}


def test_pages_attach_show_and_open_it_to_who_may_read_the_answers(session, reading, sign_in):
    first, second = reading.people
    mine = reading.assignments[0].id
    session.commit()
    session.expunge_all()
    client = entering(sign_in, first)
    address = f"/relectures/mes-relectures/{mine}/extraits/A3"
    sent = client.post(address, data={"file": (io.BytesIO(PNG), "figure.png")})
    assert sent.status_code == 302
    page = client.get(address).get_data(as_text=True)
    assert "figure.png" in page
    section = client.get(f"/relectures/mes-relectures/{mine}/contenu-1").get_data(as_text=True)
    assert "figure.png" in section
    document = session.scalars(sa.select(AnswerExtract)).one().document_id
    file = f"/documents/{document}/figure.png"
    assert status_of(client, file) == 200
    # Until both are in, neither the other reader, nor the secretariat, nor the focal point.
    focal = arranging.reader(session, Role.FOCAL_POINT)
    session.commit()
    session.expunge_all()
    for who in (second, reading.by, focal):
        assert status_of(entering(sign_in, who), file) == 404
    reading.hand_in(0)
    reading.hand_in(1)
    session.commit()
    session.expunge_all()
    for who in (second, reading.by, focal):
        assert status_of(entering(sign_in, who), file) == 200
    stranger = arranging.reader(session)
    session.commit()
    session.expunge_all()
    assert status_of(entering(sign_in, stranger), file) == 404


def test_a_file_that_is_not_what_its_name_says_is_refused_on_its_page(session, reading, sign_in):
    address = f"/relectures/mes-relectures/{reading.assignments[0].id}/extraits/A3"
    session.commit()
    session.expunge_all()
    client = entering(sign_in, reading.people[0])
    refused = client.post(address, data={"file": (io.BytesIO(b"non"), "figure.png")})
    assert refused.status_code == 422
    assert "n’est pas ce que son nom annonce" in refused.get_data(as_text=True)
    assert client.get(address.replace("A3", "Z9")).status_code == 404
