"""The checklist as everybody may read it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from review.checklists.models import ChecklistVersion, Question
from tests.review.assignments.arranging import NOW


def test_everybody_reads_the_23_questions_with_help_and_sources(client):
    page = client.get("/methode/grille")
    assert page.status_code == 200
    assert page.text.count("Preuve attendue") >= 23
    assert 'rel="external"' in page.text


def test_an_older_version_stays_readable_and_a_draft_is_not_shown(session, client):
    session.add(ChecklistVersion(number=2, title_fr="Grille, version 2", published_at=NOW))
    session.add(ChecklistVersion(number=3, title_fr="Grille, brouillon"))
    session.commit()
    latest = client.get("/methode/grille").text
    assert "Grille, version 2" in latest
    assert "Grille, brouillon" not in latest
    assert client.get("/methode/grille/1").status_code == 200
    assert client.get("/methode/grille/3").status_code == 404
    assert client.get("/methode/grille/99").status_code == 404


def test_the_database_refuses_to_change_a_published_version(session):
    for statement in (
        sa.update(ChecklistVersion).values(title_fr="Autre titre"),
        sa.update(Question).where(Question.code == "F1").values(question_fr="Autre question"),
        sa.delete(Question).where(Question.code == "P5"),
        sa.delete(ChecklistVersion),
    ):
        with pytest.raises(sa.exc.DBAPIError, match="frozen"), session.begin_nested():
            session.execute(statement)
