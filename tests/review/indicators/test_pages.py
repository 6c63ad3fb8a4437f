"""People read the figures with everything that must stand beside them, and nothing else."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from types import SimpleNamespace

import pytest
from flask import g, render_template

from catalogue.committees.vocabulary import Sex
from catalogue.permissions import ANONYMOUS, Role
from catalogue.records.vocabulary import Correspondence
from review.answers.vocabulary import Marker, Rule
from review.indicators.views.pages import home_panel
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NeedsState
from tests import factories

PEOPLE = ("1.1", "1.1b", "2.1", "2.2", "2.3", "3.2", "4.1")


def text_of(answer) -> str:
    bare = re.sub(r"<(script|style|desc|title)\b.*?</\1>", " ", answer.text, flags=re.DOTALL)
    bare = unescape(re.sub(r"<[^>]+>", " ", bare)).replace("\u00a0", " ").replace("\u202f", " ")
    return re.sub(r"\s+", " ", bare).replace(" ,", ",").replace(" .", ".")


@pytest.fixture
def page(client, session):
    def get(path, status=200):
        session.commit()
        g.pop("_login_user", None)  # the test's own context outlives a request
        answer = client.get(path)
        assert answer.status_code == status, answer.text
        return text_of(answer)

    return get


# --- 5.3 -----------------------------------------------------------------------------------------


def test_the_worked_example_is_read_with_what_stands_beside_it(standards, page):
    standards.worked_example()
    said = page("/indicateurs/5.3")
    for expected in (
        "17,5 %",
        "10 normes nationales sur 57",
        "cible atteinte",
        "provisoire",
        "1er janvier 2024 au 31 décembre 2026",
        "23 novembre 2026",
        "10 %, soit 6 normes sur 57 : atteinte",
        "50 sur 57 (87,7 %)",
        "7 normes : 7 non examinées, 0 en cours d’examen",
        "de 17,5 % à 29,8 %",
        "10 sur 50 (20,0 %)",
        "10 sur 32",
        "Adoptions (hors indicateur)",
        "Portefeuille (hors indicateur)",
        "Règle du marqueur en vigueur Stricte",
    ):
        assert expected in said, expected


def test_what_is_missing_is_said_in_standards(standards, page):
    for _ in range(11):
        standards.edition()
    said = page("/indicateurs/5.3")
    assert "il manque 2 normes" in said
    assert "0,0 %" in said


def test_nothing_to_divide_by_is_said_and_shows_no_percentage(standards, page):
    standards.edition()
    said = page("/indicateurs/5.3?window=2026")
    assert "Sans objet : aucune norme nationale homologuée dans la période" in said
    assert "0,0 %" not in said
    assert "provisoire" not in said


def test_before_the_window_is_said(page):
    said = page("/indicateurs/5.3?window=2026&at=2025-06-01")
    assert "Sans objet : la période commence le 01/01/2026" in said


@pytest.mark.parametrize("path", ["/indicateurs/5.3", "/indicateurs/5.3.csv"])
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("at=24/11/2026", "Le 24/11/2026 est à venir"),
        ("at=hier", "Écrivez la date ainsi"),
        ("at=31/02/2026", "n’existe pas"),
        ("window=hier", "La période « hier » n’est pas connue"),
        ("window=2026-2024", "finit avant de commencer"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_question(page, path, asked, said):
    shown = page(f"{path}?{asked}", status=422)
    assert said in shown
    assert "Une réponse est à revoir" in shown


def test_dates_are_written_as_people_do_and_kept_as_typed(client, standards, session):
    standards.edition()
    session.commit()
    answer = client.get("/indicateurs/5.3?at=01/07/2026&window=2025")
    assert answer.status_code == 200
    assert 'value="01/07/2026"' in answer.text
    assert re.search(r'<option value="2025" selected', answer.text)


def test_a_period_of_ones_own_stays_chosen(client):
    answer = client.get("/indicateurs/5.3?window=2020-2022")
    assert answer.status_code == 200
    assert re.search(r'<option value="2020-2022" selected', answer.text)


def test_each_standard_opens_its_record(client, session, standards):
    edition = standards.edition(reference="NM 08-01:2025", title_fr="Presse à karité")
    council = standards.edition(homologated_on=None, cnncq_adopted_on=date(2025, 3, 4))
    standards.mark(edition, "1")
    session.commit()
    answer = client.get("/indicateurs/5.3")
    assert f'<a href="/normes/{edition.id}">NM 08-01:2025</a>' in answer.text
    assert "Presse à karité" in answer.text
    said = text_of(answer)
    assert "Date d’adoption par le CNNCQ" in said
    assert council.reference in said


def test_records_are_filtered_by_marker_within_the_period(client, session, standards):
    kept, other = standards.edition(), standards.edition()
    standards.mark(kept, "1")
    standards.mark(other, "NP")
    session.commit()
    answer = client.get("/indicateurs/5.3?window=2025&marqueur=1")
    assert kept.reference in answer.text
    assert other.reference not in answer.text
    assert "window=2025" in re.search(r'href="([^"]*marqueur=NP[^"]*)"', answer.text)[1]


def test_records_are_paged(page, standards):
    for _ in range(30):
        standards.edition()
    assert "de la 1 à la 25" in page("/indicateurs/5.3")
    assert "de la 26 à la 30" in page("/indicateurs/5.3?page=2")


def test_adoptions_and_what_does_not_count_are_shown_apart(page, standards):
    standards.edition()
    adopted = standards.edition(
        base_reference="ISO 1:2020", correspondence=Correspondence.IDENTICAL
    )
    undecided = standards.edition(base_reference="ISO 2:2020")
    said = page("/indicateurs/5.3")
    assert adopted.reference in said
    assert undecided.reference in said
    assert "Indiquez IDT, MOD ou NEQ" in said


def test_long_lists_of_adoptions_and_of_what_does_not_count_are_paged(client, session, standards):
    for number in range(30):
        standards.edition(
            reference=f"NM 60.{number:03d}:2025",
            base_reference="ISO 1:2020",
            correspondence=Correspondence.IDENTICAL,
        )
        standards.edition(reference=f"NM 61.{number:03d}:2025", nature=None)
    standards.edition(reference="NM 62.001:2025")
    session.commit()
    first = text_of(client.get("/indicateurs/5.3"))
    assert "30 adoptions, de la 1 à la 25" in first
    assert "NM 60.024:2025" in first
    assert "NM 60.025:2025" not in first
    assert "NM 61.025:2025" not in first
    assert "NM 62.001:2025" in first
    more = text_of(client.get("/indicateurs/5.3?liste=adoptions&page=2"))
    assert "NM 60.029:2025" in more
    assert "NM 60.024:2025" not in more
    assert "NM 62.001:2025" in more, "the other lists stay at their first page"
    assert "NM 61.029:2025" in text_of(client.get("/indicateurs/5.3?liste=ecartes&page=2"))
    assert "NM 62.001:2025" in text_of(client.get("/indicateurs/5.3?liste=%3Cscript%3E"))


def test_the_other_rule_is_said(page, standards):
    standards.mark(standards.edition(), "1", rule=Rule.PILOT, marker_strict=Marker.NOT_SENSITIVE)
    assert "avec la règle stricte, on compterait 0 sur 1" in page("/indicateurs/5.3")


def test_the_file_holds_the_same_standards(client, session, standards):
    edition = standards.edition(reference="NM 08-01:2025", title_fr="=Presse à karité")
    standards.mark(edition, "1")
    standards.edition()
    session.commit()
    answer = client.get("/indicateurs/5.3.csv?marqueur=1&at=2026-11-01")
    lines = answer.get_data().decode("utf-8-sig").splitlines()
    assert answer.headers["Content-Disposition"].endswith(
        'filename="indicateur-5.3-2024-2026-2026-11-01.csv"'
    )
    assert lines[0].split(";")[:3] == ["Référence", "Titre", "Homologation"]
    assert lines[1:] == [
        (
            "NM 08-01:2025;'=Presse à karité;15/06/2025;Date de l’acte d’homologation;1;"
            "Marqueur final;15/06/2025;strict;1"
        )
    ]


# --- All the indicators --------------------------------------------------------------------------


def test_the_index_has_the_six_results_and_every_indicator(client, page):
    said = page("/indicateurs")
    for number in range(1, 7):
        assert f"Résultat {number} : " in said
    links = re.findall(r'href="/indicateurs/([0-9.b]+)"', client.get("/indicateurs").text)
    assert len(set(links)) == 21


def test_the_index_invents_no_figure(page):
    said = page("/indicateurs")
    assert "Publié une fois un relevé clos" in said
    assert "Sans objet : aucune norme nationale homologuée" in said


def test_each_indicator_has_its_sheet(page):
    for code in ("1.1", "1.2", "3.1", "4.2", "5.1", "5.2", "5.4", "6.3"):
        said = page(f"/indicateurs/{code}")
        assert "Définition" in said
        assert "Version de la méthode" in said


def test_an_unknown_indicator_is_said(page):
    assert "Aucun indicateur ne porte ce numéro" in page("/indicateurs/9.9", status=404)


def test_figures_about_people_wait_for_a_closed_reading(page, session, sign_in):
    place = factories.committee(session, "CTN1")
    for number in range(17):
        holder = factories.person(session, sex=Sex.WOMAN if number < 12 else Sex.MAN)
        factories.mandate(session, holder, place)
    for code in PEOPLE:
        said = page(f"/indicateurs/{code}")
        assert "12 sur 17" not in said
        assert "publiés une fois le relevé clos" in said
    assert "12 sur 17" not in page("/indicateurs")
    sign_in(factories.account(session, Role.SECRETARIAT))
    assert "12 sur 17 (70,6 %)" in page("/indicateurs/1.1")


def test_needs_are_shown_to_the_monitoring_committee_only(page, session, sign_in):
    author = factories.account(session)
    session.add(
        NeedsExpression(
            state=NeedsState.SUBMITTED,
            author_id=author.id,
            created_at=factories.AT,
            updated_at=factories.AT,
            submitted_at=factories.AT,
            culture=True,
            title_fr="Tenues de fête",
        )
    )
    said = page("/indicateurs/5.4")
    assert "Besoins sans projet 1" in said
    assert "Tenues de fête" not in said
    sign_in(factories.account(session, Role.MONITORING))
    assert "Tenues de fête" in page("/indicateurs/5.4")


@pytest.mark.parametrize("path", ["/indicateurs", "/indicateurs/5.3"])
def test_the_number_of_queries_does_not_depend_on_the_standards(
    client, session, standards, count_queries, path
):
    def cost() -> int:
        session.commit()
        count_queries.statements.clear()
        with count_queries:
            assert client.get(path).status_code == 200
        return count_queries.count

    def add(number: int) -> None:
        for _ in range(number):
            standards.mark(standards.edition(), "1")
            factories.work_item(session, stage_code="40.60")

    add(10)
    cost()
    few = cost()
    add(190)
    assert cost() == few


def test_the_home_page_gives_the_headline(app, session, standards):
    standards.worked_example()
    with app.test_request_context("/"):
        panel = home_panel(session, ANONYMOUS)
        said = text_of(SimpleNamespace(text=render_template(panel["template"], panel=panel)))
    assert "17,5 %" in said
    assert "10 normes nationales sur 57 homologuées" in said
