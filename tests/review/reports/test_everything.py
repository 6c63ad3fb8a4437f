"""The whole desk in one workbook: as much as each person's pages show, and no more."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook

from catalogue.permissions import Role
from catalogue.records.models import GenderTag
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NeedsState
from review.reports import sheets
from tests import factories
from tests.review.assignments.arranging import NOW, ONE, entering

ADDRESS = "/relectures/dossier"


def got(session, sign_in, who, address=f"{ADDRESS}.xlsx"):
    session.commit()
    session.expunge_all()
    return entering(sign_in, who).get(address)


def tables(answer):
    assert answer.status_code == 200
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def flat(found):
    return str(list(found.values()))


@pytest.fixture
def need(session, case):
    chair = factories.account(session, chairs=factories.committee(session, "CTN3"))
    row = NeedsExpression(
        state=NeedsState.REGISTERED,
        number="EB-1",
        author_id=chair.id,
        committee_id=case.item.committee_id,
        work_item_id=case.item.id,
        title_fr="=CMD() karité",
        created_at=NOW,
        updated_at=NOW,
        submitted_at=NOW,
    )
    session.add(row)
    session.flush()
    return row, chair


@pytest.mark.usefixtures("need")
def test_the_secretariat_has_every_table_once_the_round_is_decided(session, case, sign_in):
    case.submit(0, ONE)
    case.submit(1, ONE)
    found = tables(got(session, sign_in, case.secretariat))
    assert list(found)[1:] == [
        "Besoins", "Relectures", "Personnes", "Intérêts", "Grilles", "Réponses", "Décisions",
        "Constats",
    ]  # fmt: skip
    assert found["Besoins"][1][2] == "=CMD() karité"  # a text, never a formula
    assert found["Relectures"][1][7] == case.text.document.sha256
    assert {row[2] for row in found["Personnes"][1:]} == {"Première Lectrice", "Second Lecteur"}
    assert len(found["Intérêts"]) == 3
    assert len(found["Réponses"]) == 1 + 2 * len(ONE)
    a3 = next(row for row in found["Réponses"] if row[4] == "A3")
    assert a3[5:9] == ["2", "oui", "5.2", "la poignée convient"]
    assert found["Décisions"][1][3] == "1"
    assert "Première Lectrice, Second Lecteur" in found["Décisions"][1][12]


def test_a_sealed_round_tells_a_reader_their_own_part_only(session, case, sign_in):
    case.submit(0, ONE)
    found = tables(got(session, sign_in, case.readers[1]))
    assert "Première Lectrice" not in flat(found)
    assert "la poignée convient" not in flat(found)
    assert [row[2] for row in found["Personnes"][1:]] == ["Second Lecteur"]
    own = tables(got(session, sign_in, case.readers[0]))
    assert "Second Lecteur" not in flat(own)
    assert len(own["Réponses"]) == 1 + len(ONE)


def test_the_secretariat_has_no_answer_of_a_sealed_round(session, case, sign_in):
    case.submit(0, ONE)
    found = tables(got(session, sign_in, case.secretariat))
    assert len(found["Personnes"]) == 3
    assert found["Réponses"][1:] == found["Grilles"][1:] == []


def test_a_chair_has_their_needs_and_the_decisions_that_mark_a_standard(
    session, case, need, sign_in
):
    _row, chair = need
    case.submit(0, ONE)
    case.submit(1, ONE)
    found = tables(got(session, sign_in, chair))
    assert [row[0] for row in found["Besoins"][1:]] == ["EB-1"]
    assert found["Décisions"][1:] == found["Réponses"][1:] == found["Relectures"][1:] == []
    decision = case.decision()
    edition = factories.edition(session)
    session.add(
        GenderTag(
            edition_id=edition.id,
            decision_id=decision.id,
            marker="1",
            rule="strict",
            rule_version=1,
            decided_on=decision.decided_on,
            tagged_at=NOW,
        )
    )
    assert len(tables(got(session, sign_in, chair))["Décisions"]) == 2
    other = factories.account(session, chairs=factories.committee(session, "CTN9"))
    assert tables(got(session, sign_in, other))["Besoins"][1:] == []


@pytest.mark.usefixtures("need")
def test_one_table_as_csv_guards_formulas_and_keeps_to_a_year(session, case, sign_in):
    text = got(session, sign_in, case.secretariat, f"{ADDRESS}/besoins.csv?annee=2026").get_data(
        as_text=True
    )
    assert "'=CMD() karité" in text
    before = got(session, sign_in, case.secretariat, f"{ADDRESS}/besoins.csv?annee=2025")
    assert "karité" not in before.get_data(as_text=True)
    assert got(session, sign_in, case.secretariat, f"{ADDRESS}/rien.csv").status_code == 404


def test_a_table_too_long_says_so_and_how_to_have_the_rest(session, case, sign_in, monkeypatch):
    case.submit(0, ONE)
    case.submit(1, ONE)
    monkeypatch.setattr(sheets, "MOST_ROWS", 10)
    found = tables(got(session, sign_in, case.secretariat))
    assert len(found["Réponses"]) == 11
    assert "choisissez une année" in flat({"notes": found["À savoir"]})


def test_the_page_of_the_dossier_counts_what_one_may_see(session, case, sign_in, count_queries):
    case.submit(0, ONE)
    session.commit()
    client = entering(sign_in, case.readers[0])
    with count_queries as counted:
        page = client.get(ADDRESS).get_data(as_text=True)
    assert "Télécharger le classeur" in page
    assert counted.count <= 14
    assert sa.inspect(case.round) is not None
    stranger = factories.account(session, Role.ADMIN)
    assert got(session, sign_in, stranger, ADDRESS).status_code == 403
