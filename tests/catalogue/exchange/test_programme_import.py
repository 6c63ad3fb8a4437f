"""A programme kept in a spreadsheet: items at their stage, none homologated by a file."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from catalogue.enquiry.models import Enquiry, EnquiryComment
from catalogue.enquiry.vocabulary import Channel, CommentKind
from catalogue.exchange.vocabulary import ImportKind, Verdict
from catalogue.work_programme.history import standing
from catalogue.work_programme.models import Milestone, StageEvent, WorkItem
from catalogue.work_programme.vocabulary import Forecast, WorkItemStatus
from tests import factories
from tests.catalogue.exchange.samples import PROGRAMME

KIND = ImportKind.PROGRAMME


def item(session, number: str) -> WorkItem:
    return session.scalars(sa.select(WorkItem).where(WorkItem.number == number)).one()


def test_an_item_comes_in_at_its_stage_with_its_plan(session, imports):
    imports.bring_in(
        KIND,
        f"{PROGRAMME};Prévision;Inscrit le;Date cible 50.60;Enquête du;Enquête au;Contact",
        "2025-007;Karité;CTN2;40.60;12/03/2026;Attente CNNCQ;1;05/01/2025;30/11/2026;"
        "10/01/2026;12/03/2026;Secrétariat",
    )
    found = item(session, "2025-007")
    assert (found.stage_code, found.stage_on) == ("40.60", date(2026, 3, 12))
    assert found.status is WorkItemStatus.AWAITING_COUNCIL
    assert found.registered_on == date(2025, 1, 5)
    assert found.forecast is Forecast.SIGNIFICANT
    assert (found.enquiry_from, found.enquiry_to) == (date(2026, 1, 10), date(2026, 3, 12))
    planned = session.execute(sa.select(Milestone.code, Milestone.planned_on)).all()
    assert planned == [("50.60", date(2026, 11, 30))]
    events = session.scalars(sa.select(StageEvent).order_by(StageEvent.id)).all()
    assert standing(events)[-1].code == "40.60"
    assert "liste.csv" in (events[-1].reason or "")


def test_items_without_a_number_take_the_next_ones(session, imports):
    factories.work_item(session, number="2026-014")
    imports.bring_in(
        KIND,
        PROGRAMME,
        ";Mil;CTN1;20.00;12/03/2026;",
        ";Sorgho;CTN1;30.20;12/03/2026;Suspendu",
        ";Fonio;CTN1;30.20;12/03/2026;Abandonné",
    )
    assert item(session, "2026-015").title_fr == "Mil"
    assert item(session, "2026-016").status is WorkItemStatus.SUSPENDED
    assert item(session, "2026-017").stage_code == "30.98"


def test_each_fault_names_its_row_and_column(session, imports):
    factories.work_item(session, number="2026-001", title_fr="Karité")
    batch = imports.stage(
        KIND,
        f"{PROGRAMME};Enquête du;Enquête au",
        ";Mil;CTN1;60.6;12/03/2026;;;",
        ";Sorgho;CTN1;60.60;12/03/2026;;;",
        ";Fonio;CTN1;30.98;12/03/2026;;;",
        ";Maïs;CTN1;20.00;12/03/2027;;;",
        ";KARITE;CTN1;20.00;12/03/2026;;;",
        ";Riz;CTN1;20.00;12/03/2026;Attente CNNCQ;;",
        ";Blé;CTN1;00.60;12/03/2026;;;",
        ";Thé;CTN1;20.00;12/03/2026;;10/03/2026;01/03/2026",
        ";Mangue;;20.00;12/03/2026;;;",
        ";Miel;CTN1;20.00;12/03/2026;Homologué;;",
    )
    said = imports.problems(batch)
    for row, column, words in [
        (2, "Stade", "60.6 n’est pas un code de stade\u00a0; écrivez 60.60."),
        (3, "Stade", "acte d’homologation"),
        (4, "Stade", "«\u00a0Abandonné\u00a0»"),
        (5, "Stade atteint le", "à venir"),
        (6, "Numéro de projet", "le sujet 2026-001 porte déjà ce titre"),
        (7, "Statut", "40.60"),
        (8, "Stade", "expression de besoin"),
        (9, "Enquête au", "avant de commencer"),
        (10, "Comité", "obligatoire"),
        (11, "Statut", "n’est pas une des réponses"),
    ]:
        start = f"Ligne {row}, colonne «\u00a0{column}\u00a0»\u00a0: "
        assert any(one.startswith(start) and words in one for one in said), (row, said)
    assert {row.verdict for row in imports.rows(batch)} == {Verdict.REFUSED}


def test_a_recorded_item_moves_on_and_never_back(session, imports):
    found = factories.work_item(session, number="2026-001", title_fr="Karité")
    found.committee = factories.committee(session, "CTN2")
    session.flush()
    imports.bring_in(KIND, PROGRAMME, "2026-001;Karité;CTN2;30.20;12/03/2026;")
    assert found.stage_code == "30.20"
    back = imports.stage(KIND, PROGRAMME, "2026-001;Karité;CTN2;20.20;12/04/2026;")
    assert "ne peut pas suivre le stade enregistré, 30.20" in imports.problems(back)[0]
    early = imports.stage(KIND, PROGRAMME, "2026-001;Karité;CTN2;40.20;11/03/2026;")
    assert "est daté du 12/03/2026" in imports.problems(early)[0]


def test_a_homologated_item_is_left_to_its_act(session, imports):
    factories.work_item(
        session, number="2026-001", title_fr="Karité", status=WorkItemStatus.HOMOLOGATED
    )
    batch = imports.stage(KIND, PROGRAMME, "2026-001;Karité;CTN2;30.20;12/03/2026;")
    assert "son stade ne change pas par un import" in imports.problems(batch)[0]


def test_a_forecast_given_is_only_reclassified_by_the_focal_point(session, imports):
    factories.work_item(
        session, number="2026-001", title_fr="Karité", forecast=Forecast.SIGNIFICANT
    )
    batch = imports.stage(
        KIND, f"{PROGRAMME};Prévision", "2026-001;Karité;CTN2;20.00;05/01/2026;;2"
    )
    assert "point focal" in imports.problems(batch)[0]


def test_no_file_takes_an_item_past_its_unanswered_comments(session, imports):
    made = factories.work_item(session, number="2026-001", title_fr="Karité", stage_code="40.60")
    enquiry = Enquiry(
        work_item_id=made.id,
        rank=1,
        opens_on=date(2026, 1, 5),
        closes_on=date(2026, 3, 6),
        closed_on=date(2026, 3, 6),
        closing_event_id=made.stage_events[0].id,
        draft_published=False,
        opened_at=factories.AT,
    )
    session.add(enquiry)
    session.flush()
    session.add(
        EnquiryComment(
            enquiry_id=enquiry.id,
            number=1,
            channel=Channel.FORM,
            kind=CommentKind.GENERAL,
            comment="Trop chaud.",
            received_at=factories.AT,
        )
    )
    session.commit()
    for column, row in [
        ("Stade", "2026-001;Karité;CTN1;50.00;12/03/2026;"),
        ("Statut", "2026-001;Karité;CTN1;40.60;05/01/2026;Attente CNNCQ"),
    ]:
        [said] = imports.problems(imports.stage(KIND, PROGRAMME, row))
        assert f"colonne «\u00a0{column}\u00a0»" in said
        assert "encore sans réponse" in said
