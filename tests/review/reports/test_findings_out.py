"""Findings on paper and in the workbook: for who may read them, once they are sent."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook

from tests import factories
from tests.review.assignments.arranging import entering
from tests.review.findings.conftest import draft  # noqa: F401 - fixture
from tests.review.reports.test_printing import printed, words


def rows_of(session, sign_in, who):
    answer = printed(session, sign_in, who, "/relectures/dossier.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    return book.get_sheet_by_name("Constats").to_python()[1:]


def test_sent_findings_stand_in_the_print_and_in_the_workbook(
    session,
    sign_in,
    draft,  # noqa: F811
):
    draft.hand_in()
    draft.prepared()
    whole = f"/relectures/{draft.round.id}/imprimer"
    for who in (draft.chair, draft.secretariat):
        assert rows_of(session, sign_in, who) == []
    text = words(printed(session, sign_in, draft.secretariat, whole))
    assert "Constats envoyés" not in text
    returned = draft.list()
    returned.sent_at = returned.started_at
    session.flush()
    draft.reply(draft.list().findings[0])
    text = words(printed(session, sign_in, draft.secretariat, whole))
    assert "Constats envoyés au comité" in text
    assert "A3, article 5.2 Aucune taille pour les femmes." in text
    assert "Accepté et corrigé" in text
    assert "Pas encore de réponse" in text
    [first, *others] = rows_of(session, sign_in, draft.chair)
    assert first[4:6] == ["A3", "5.2"]
    assert first[8:10] == ["Accepté et corrigé", "Corrigé à l’article 5."]
    assert len(others) == 2
    stranger = factories.account(session, chairs=factories.committee(session, "CTN9"))
    assert rows_of(session, sign_in, stranger) == []


def test_another_s_page_of_the_dossier_stays_light(
    session,
    sign_in,
    draft,  # noqa: F811
    count_queries,
):
    draft.sent()
    session.commit()
    client = entering(sign_in, draft.chair)
    with count_queries as counted:
        assert client.get("/relectures/dossier").status_code == 200
    assert counted.count <= 16
