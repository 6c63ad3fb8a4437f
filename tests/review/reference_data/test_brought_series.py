"""A spreadsheet of series: how it is read, what is asked, taken in whole, undone as one."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from html import unescape

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from catalogue import clock
from catalogue.errors import DomainError, Invalid
from catalogue.exchange.workbook import Line, Sheet, read
from catalogue.permissions import Role
from review.brought_files import services
from review.brought_files.models import BroughtFile
from review.brought_files.tables import lay_out
from review.brought_files.vocabulary import SKIPPED, FileState
from review.indicators.services import close_period
from review.reference_data import services as series_services
from review.reference_data.bringing import KIND
from review.reference_data.file_columns import ANY_OF, COLUMNS, doubt
from review.reference_data.file_rows import NEW, judged
from review.reference_data.models import Series, SeriesValue
from review.reference_data.services import SeriesFacts, TypedValue
from review.reference_data.vocabulary import Territory, Theme
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()
HEAD = "Série;Thème;Territoire;Pays;Unité;Source;Date de la source;Année;F;H;Part publiée"
ROW = "Emploi (invention);Emploi;Nationale;Pays du test;personnes;Office du test;01/02/2025"
SHARE = "Experts (invention);Normalisation;Étrangère;Ailleurs;% de femmes;Revue du test;"
FILE = f"Tableau reçu\n{HEAD}\n{ROW};2023;1 200;1800;\n{ROW};2024;1300;1700;\n{SHARE};2022;;;30 %\n"


def laid(text=FILE):
    return lay_out(read(text.encode(), "séries.csv"), COLUMNS, any_of=ANY_OF, doubt=doubt)


def judge(text=FILE):
    return judged(laid(text), TODAY, {})


def faults(text):
    return [
        (row.number, code, str(message))
        for row in judge(text)
        for code, message in row.faults.items()
    ]


@pytest.fixture
def keeper(session):
    return factories.actor(factories.account(session, Role.SECRETARIAT))


@pytest.fixture(autouse=True)
def nothing_kept(session):
    """Without the shipped series."""
    for model in (SeriesValue, Series):
        session.execute(sa.delete(model))


@pytest.fixture
def bring(session, keeper):
    def act(text=FILE):
        return services.show(
            session, KIND, read(text.encode(), "s.csv"), "s.csv", actor=keeper, at=NOW
        )

    return act


@pytest.fixture
def take_in(session, keeper):
    def act(brought, choices=None, *, leave_out=False):
        return services.take_in(
            session,
            KIND,
            brought,
            choices or {},
            leave_out=leave_out,
            actor=keeper,
            seen_version=brought.version,
            at=NOW,
            today=TODAY,
        )

    return act


@pytest.fixture
def undo(session, keeper):
    def act(brought):
        services.undo(session, KIND, brought, actor=keeper, seen_version=brought.version, at=NOW)
        session.flush()

    return act


@pytest.fixture
def there(session, keeper):
    """A series in use with 1,200 women and 1,800 men in 2023."""
    facts = SeriesFacts(
        title="EMPLOI (Invention)",
        theme=Theme.EMPLOYMENT,
        territory=Territory.NATIONAL,
        place="pays du test",
        unit="personnes",
        publisher="Office du test",
        available_on=date(2025, 3, 1),
    )
    made = series_services.add_series(session, facts, actor=keeper, at=NOW, today=TODAY)
    typed = TypedValue(2023, women="1200", men="1800")
    series_services.add_value(session, made, typed, actor=keeper, at=NOW, today=TODAY)
    session.flush()
    return made


def numbers(session):
    return [
        session.scalar(sa.select(sa.func.count()).select_from(model))
        for model in (Series, SeriesValue)
    ]


@pytest.mark.parametrize(
    ("women", "men"),
    [("F", "H"), ("F", "M"), ("Féminin", "Masculin"), ("♀", "♂"), ("Femmes", "Hommes"),
     ("Nb femmes", "Nb hommes"), ("Effectif ♀", "Effectif ♂"), ("FEMMES", "hommes")],
)  # fmt: skip
def test_headings_of_women_and_men_are_understood(women, men):
    found = laid(FILE.replace(";F;H;", f";{women};{men};"))
    assert found.asked == ()
    assert (found.places["women"], found.places["men"]) == (8, 9)


def test_a_lone_m_is_asked_and_a_percentage_is_never_a_count_of_women():
    alone = laid(FILE.replace(";F;H;", ";;M;"))
    assert [alone.headings[place] for place in alone.asked] == ["M"]
    for heading in ("% femmes", "Femmes (%)", "% de femmes", "Part des femmes"):
        text = FILE.replace("Part publiée", "Autre").replace(";F;H;", f";{heading};H;")
        assert "women" not in laid(text).places, heading


def test_a_column_that_lacks_is_asked(session, bring, keeper):
    brought = bring(FILE.replace(";Source;", ";D’où ça vient;"))
    assert services.rows_of(session, KIND, brought, TODAY) == []
    answers = dict.fromkeys(range(11), "") | {
        0: "title", 1: "theme", 2: "territory", 3: "place", 4: "unit", 7: "year", 8: "women",
    }  # fmt: skip

    def tell(answers):
        services.tell_columns(
            session, KIND, brought, answers, actor=keeper, seen_version=brought.version
        )

    with pytest.raises(Invalid) as refused:
        tell(answers)
    assert "Qui publie" in str(next(iter(refused.value.problems.values())))
    tell(answers | {5: "publisher"})
    assert len(services.rows_of(session, KIND, brought, TODAY)) == 3


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (";1 200;1800;", ";30 %;1800;", (3, "women", "pourcentage")),
        (";1 200;1800;", ";0.3;1800;", (3, "women", "pourcentage")),
        (";;;30 %", ";30;;", (5, "women", "pourcentage")),
        (";;;30 %", ";;;0.3", (5, "published_share", "son signe")),
        (";2023;", ";2099;", (3, "year", "à venir")),
        (";Revue du test;", ";;", (5, "publisher", "source manque")),
        (";% de femmes;Revue du test;;", ";% de femmes;Revue du test;01/02/2090;",
         (5, "source_date", "à venir")),
        (";Normalisation;", ";Sport;", (5, "theme", "une des réponses")),
        (";1 200;1800;", ";;;", (3, "women", "au moins un nombre")),
        (";2024;1300;1700;", ";2024;1300;-4;", (4, "men", "nombre entier")),
    ],
)  # fmt: skip
def test_each_fault_names_its_line_and_column_and_what_to_do(old, new, fault):
    assert old in FILE
    found = faults(FILE.replace(old, new, 1))
    number, column, words = fault
    assert [one[:2] for one in found] == [(number, column)]
    assert words in found[0][2]


def test_rows_of_one_series_must_agree():
    text = FILE.replace(f"{ROW};2024", f"{ROW.replace('Office', 'Bureau')};2024")
    assert [(number, code) for number, code, _said in faults(text)] == [(4, "publisher")]


@given(
    st.lists(
        st.lists(st.text(max_size=12), min_size=len(COLUMNS), max_size=len(COLUMNS)),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_is_written_is_judged_and_never_written_by_half(lines):
    head = Line(1, tuple(str(one.heading) for one in COLUMNS))
    rows = tuple(Line(number, tuple(cells)) for number, cells in enumerate(lines, start=2))
    table = lay_out([Sheet("", (head, *rows))], COLUMNS, any_of=ANY_OF, doubt=doubt)
    found = judged(table, TODAY, {})
    assert [row.number for row in found] == [row.number for row in rows]
    for row in found:
        assert row.faults or row.facts is not None
        if not row.faults:
            assert row.facts.facts.publisher.strip()
            assert row.facts.typed.year is None or row.facts.typed.year <= TODAY.year


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_counts_are_read_as_they_are_written(women, men):
    (first, *_others) = judge(FILE.replace("1 200;1800", f"{women:_};{men}".replace("_", " ")))
    assert not first.faults
    assert first.facts.typed.women.replace(" ", "") == str(women)


def test_nothing_is_taken_in_by_halves(session, bring, take_in):
    brought = bring(FILE.replace("30 %", "trente"))
    session.commit()
    with pytest.raises(Invalid) as refused:
        take_in(brought)
    assert set(refused.value.problems) == {"leave_out"}
    session.rollback()
    assert numbers(session) == [0, 0]
    assert take_in(brought, leave_out=True) == 2
    assert numbers(session) == [1, 2]


def test_a_file_is_taken_in_and_undone_as_one(session, bring, take_in, undo, there):
    before = numbers(session)
    brought = bring(FILE.replace("Emploi (invention)", "Autre emploi (invention)"))
    assert take_in(brought) == 3
    assert (brought.state, brought.content) == (FileState.TAKEN_IN, {})
    made = session.scalars(sa.select(Series).where(Series.title.like("Autre%"))).one()
    assert (made.source_date, made.available_on) == (date(2025, 2, 1), TODAY)
    undo(brought)
    assert numbers(session) == before
    assert brought.state is FileState.UNDONE
    with pytest.raises(DomainError, match="Reprise annulée"):
        undo(brought)
    assert there.title == "EMPLOI (Invention)"


def test_a_series_that_exists_is_left_to_the_person(session, bring, take_in, undo, there):
    def fresh():
        brought = bring()
        lead, second, _other = services.rows_of(session, KIND, brought, TODAY)
        assert [code for code, _label in lead.asks] == [f"s{there.id}", NEW, SKIPPED]
        assert "déjà dans la série" in str(lead.about)
        assert not second.asks
        return brought

    before = numbers(session)
    with pytest.raises(Invalid) as refused:
        take_in(fresh())
    assert set(refused.value.problems) == {"row3"}
    for choice, added in ((SKIPPED, [1, 1]), (NEW, [2, 3]), (f"s{there.id}", [1, 2])):
        brought = fresh()
        take_in(brought, {3: choice})
        assert numbers(session) == [one + more for one, more in zip(before, added, strict=True)], (
            choice
        )  # joined: 2024 is added, 2023 is there already
        undo(brought)
        assert numbers(session) == before, choice


def test_the_same_year_twice_in_a_file_is_asked(bring, take_in):
    brought = bring(FILE.replace(";2024;", ";2023;"))
    with pytest.raises(Invalid) as refused:
        take_in(brought)
    assert set(refused.value.problems) == {"row4"}
    assert take_in(brought, {4: SKIPPED}) == 2


def test_what_stands_on_a_file_prevents_its_undoing(session, bring, take_in, undo, keeper):
    brought = bring()
    take_in(brought)
    made = session.scalars(sa.select(Series).where(Series.title.like("Emploi%"))).one()
    series_services.add_value(
        session, made, TypedValue(2020, women="1"), actor=keeper,
        at=NOW + timedelta(hours=1), today=TODAY,
    )  # fmt: skip
    session.flush()
    with pytest.raises(DomainError, match="modifiée, complétée"):
        undo(brought)


def test_a_reading_closed_since_prevents_the_undoing(session, bring, take_in, undo):
    brought = bring()
    take_in(brought)
    close_period(
        session,
        "1.3",
        window="2024-2026",
        at=TODAY,
        actor=factories.actor(factories.account(session, Role.MONITORING)),
        today=TODAY,
        now=NOW,
        local_date=clock.local_date,
    )
    with pytest.raises(DomainError, match=r"indicateur 1\.3"):
        undo(brought)


def test_an_unfinished_file_is_forgotten(session, bring):
    brought = bring()
    services.forget(session, NOW + services.UNFINISHED + timedelta(days=1))
    session.expire_all()
    assert (brought.state, brought.content) == (FileState.GIVEN_UP, {})


def test_too_many_rows_are_refused():
    with pytest.raises(DomainError, match="au plus"):
        laid(HEAD + "\n" + f"{ROW};2023;1;2;\n" * 501)


# --- The pages -----------------------------------------------------------------------------------


def said(answer) -> str:
    bare = unescape(re.sub(r"<[^>]+>", " ", answer.text))
    return re.sub(r"\s+", " ", bare.replace("\u00a0", " ").replace("\u202f", " "))


@pytest.fixture
def office(session, sign_in):
    account = factories.account(session, Role.SECRETARIAT)
    session.commit()
    return sign_in(account)


def test_a_file_from_the_page_to_the_list_and_back(session, office):
    for ending in ("csv", "xlsx"):
        assert office.get(f"/series/import/modele.{ending}").status_code == 200
    text = FILE.replace("30 %", "0.3")
    answer = office.post("/series/import", data={"file": (io.BytesIO(text.encode()), "séries.csv")})
    assert answer.status_code == 302, answer.text
    address = answer.location
    page = office.get(address)
    assert "Ligne 5, colonne « Part publiée » : « 0.3 »." in said(page)
    version = re.search(r'name="version"[^>]*value="(\d+)"', page.text)[1]
    refused = office.post(address, data={"version": version})
    assert refused.status_code == 422
    assert "Corrigez le fichier" in said(refused)
    taken = office.post(address, data={"version": version, "leave_out": "y"})
    assert taken.status_code == 302, said(taken)
    session.rollback()
    assert numbers(session) == [1, 2]
    assert "Emploi (invention)" in office.get("/series").text
    version = session.scalars(sa.select(BroughtFile.version)).one()
    undone = office.post(f"{address}/annuler", data={"version": version})
    assert undone.status_code == 302, said(undone)
    session.rollback()
    assert numbers(session) == [0, 0]
    assert "Reprise annulée" in said(office.get(address))
    assert "reprise d’un fichier annulée" in said(
        office.get(f"/journal/fichier-repris/{address.rpartition('/')[2]}")
    )


def test_what_a_column_holds_is_asked_on_the_page(office):
    text = FILE.replace(";F;H;", ";;M;")
    address = office.post(
        "/series/import", data={"file": (io.BytesIO(text.encode()), "s.csv")}
    ).location
    page = office.get(address)
    assert "Que contient chaque colonne" in page.text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page.text)[1]
    codes = ["title", "theme", "territory", "place", "unit", "publisher", "source_date", "year",
             "women", "men", "published_share"]  # fmt: skip
    told = {f"col{place}": code for place, code in enumerate(codes)} | {"version": version}
    assert office.post(f"{address}/colonnes", data=told | {"col9": "women"}).status_code == 422
    assert office.post(f"{address}/colonnes", data=told).status_code == 302
    assert "3 lignes lues" in said(office.get(address))


@pytest.mark.parametrize("path", ["/series/import", "/series/import/modele.csv"])
def test_only_the_secretariat_brings_files(session, sign_in, path):
    account = factories.account(session, Role.MONITORING)
    session.commit()
    assert sign_in(account).get(path).status_code == 403
