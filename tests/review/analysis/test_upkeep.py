"""A text attached is read after commit, apart; what cannot be read says why; nothing is lost."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa

from catalogue.database import begin_write
from catalogue.errors import DomainError
from catalogue.outbox.models import Message
from catalogue.outbox.worker import drain
from catalogue.permissions import Role
from review.analysis import upkeep
from review.analysis.models import TextAnalysis, TextHint, TextPage
from review.analysis.vocabulary import AnalysisState
from tests import factories
from tests.catalogue.documents import hostile, made_files
from tests.conftest import NOW
from tests.review.analysis.conftest import FIRST, SECOND


def read(session, text):
    return session.scalars(
        sa.select(TextAnalysis)
        .where(TextAnalysis.text_version_id == text.id)
        .execution_options(populate_existing=True)
    ).one_or_none()


def hints(session, text):
    return session.scalars(
        sa.select(TextHint).where(TextHint.text_version_id == text.id).order_by(TextHint.id)
    ).all()


def test_an_attached_text_is_read_by_the_worker_of_what_takes_long(session, attach):
    text = attach(FIRST, (), SECOND, read=False)
    assert read(session, text) is None
    while drain(session, at=NOW, holder="mail and search"):
        pass
    assert read(session, text) is None, "the worker of mail and search leaves it alone"
    assert drain(session, at=NOW, holder="reader", slow=True) == 1
    analysis = read(session, text)
    assert (analysis.state, analysis.pages, analysis.pages_done) == (AnalysisState.DONE, 3, 3)
    assert analysis.language == "fr"
    pages = session.scalars(sa.select(TextPage).order_by(TextPage.number)).all()
    assert [one.scanned for one in pages] == [False, True, False]
    found = hints(session, text)
    assert {one.clause for one in found if one.text == "homme de métier"} == {"5.1", "6.1"}
    for one in found:
        page = pages[one.page - 1]
        assert page.text[one.start : one.end] == one.text


def test_a_text_read_by_these_rules_is_not_read_again(session, attach, app, monkeypatch):
    text = attach(FIRST)
    ids = [one.id for one in hints(session, text)]
    folder = app.extensions["settings"].data_dir
    upkeep.analyse(session, text.id, folder=folder, at=NOW)
    assert [one.id for one in hints(session, text)] == ids
    monkeypatch.setattr(upkeep, "engine", lambda: "other rules")
    upkeep.analyse(session, text.id, folder=folder, at=NOW)
    assert read(session, text).engine == "other rules"
    assert len(hints(session, text)) == len(ids)


def test_at_start_texts_left_half_way_are_asked_for_again(session, attach, app):
    attach(FIRST)
    left = attach(SECOND)
    read(session, left).state = AnalysisState.RUNNING
    session.execute(sa.delete(Message))
    session.commit()
    upkeep.ensure(app)
    upkeep.ensure(app)
    begin_write(session)
    [asked] = session.scalars(sa.select(Message).where(Message.topic == "text")).all()
    assert asked.payload == {"text_version_id": left.id}


def test_a_file_that_cannot_be_read_says_why_and_leaves_nothing(session, attach, app, monkeypatch):
    text = attach(FIRST, read=False)
    told = [{"pages": 2}, {"number": 1, "text": "Première page"}, {"fault": "broken"}]
    monkeypatch.setattr(upkeep.bounded, "follow", lambda *_all, **_named: iter(told))
    upkeep.analyse(session, text.id, folder=app.extensions["settings"].data_dir, at=NOW)
    analysis = read(session, text)
    assert (analysis.state, analysis.fault) == (AnalysisState.REFUSED, "broken")
    assert session.scalars(sa.select(TextPage)).all() == []


def test_the_first_page_is_there_while_the_others_are_read(
    session, attach, app, monkeypatch, sign_in
):
    text = attach(FIRST, read=False)
    reader = factories.account(session, Role.SECRETARIAT)
    session.commit()

    def told(*_all, **_named):
        yield {"pages": 300}
        yield {"number": 1, "text": "Première page du projet"}
        page = sign_in(reader).get(f"/relectures/textes/{text.id}").text
        assert "Première page du projet" in page
        assert "1 sur 300" in page
        yield {"fault": "broken"}

    monkeypatch.setattr(upkeep.bounded, "follow", told)
    upkeep.analyse(session, text.id, folder=app.extensions["settings"].data_dir, at=NOW)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("verrou.docx", made_files.OLE, "mot de passe"),
        ("faux.docx", b"Bonjour", "ce que son nom annonce"),
        ("bombe.docx", hostile.docx_laughs(), "entités"),
    ],
)
def test_a_word_draft_that_cannot_be_read_is_refused_when_attached(attach, name, content, sentence):
    with pytest.raises(DomainError, match=sentence):
        attach(content=content, name=name)


def test_a_word_draft_is_read_like_a_pdf(session, attach):
    from docx import Document

    document = Document()
    document.add_heading("5 Exigences", level=1)
    document.add_paragraph("L’homme de métier vérifie la machine.")
    kept = io.BytesIO()
    document.save(kept)
    text = attach(content=kept.getvalue(), name="projet.docx")
    assert [one.text for one in hints(session, text)] == ["homme de métier"]
