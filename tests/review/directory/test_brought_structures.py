"""A spreadsheet of structures: how it is read, names already there, taken in, undone."""

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
from catalogue.journal.models import Entry
from catalogue.permissions import Role
from review.brought_files import services
from review.brought_files.cells import read_cells
from review.brought_files.models import BroughtFile
from review.brought_files.tables import lay_out
from review.brought_files.vocabulary import SKIPPED
from review.directory import services as directory
from review.directory.bringing import APART, COLUMNS, KIND
from review.directory.models import Structure
from review.directory.services import StructureFacts
from review.directory.vocabulary import StructureKind
from review.indicators.services import close_period
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()
FILE = """Répertoire reçu;;;;;;;
Nom;Sigle;Type;Région;Activités;Contact;Source;Personne à contacter
Réseau inventé du test;RIT;Faîtière;Bamako;Formation;;Annuaire du test, 2025;X
Groupement inventé;;groupement;;Karité;bureau@example.org;Réunion du test;
Bureau inventé;BIT;Direction;Kayes;;;Annuaire du test, 2025;
"""


@pytest.fixture
def keeper(session):
    return factories.actor(factories.account(session, Role.SECRETARIAT))


@pytest.fixture
def bring(session, keeper):
    def act(text=FILE):
        sheets = read(text.encode(), "structures.csv")
        return services.show(session, KIND, sheets, "structures.csv", actor=keeper, at=NOW)

    return act


@pytest.fixture
def judge(session, bring):
    return lambda text: services.rows_of(session, KIND, bring(text), TODAY)


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
    facts = StructureFacts(
        name="RESEAU INVENTE du test",
        kind=StructureKind.FEDERATION,
        source="Carnet du test",
        identified_on=date(2025, 1, 1),
    )
    return directory.add_structure(session, facts, actor=keeper, at=NOW, today=TODAY)


def names(session):
    return set(session.scalars(sa.select(Structure.name)))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (";Annuaire du test, 2025;X", ";;X", (3, "source", "source manque")),
        (";Faîtière;", ";Club;", (3, "kind", "une des réponses")),
        ("Groupement inventé;", ";", (4, "name", "Remplissez")),
    ],
)
def test_each_fault_names_its_line_and_column(judge, old, new, fault):
    assert old in FILE
    found = [
        (row.number, code, str(said))
        for row in judge(FILE.replace(old, new))
        for code, said in row.faults.items()
    ]
    assert [one[:2] for one in found] == [fault[:2]]
    assert fault[2] in found[0][2]


def test_a_date_to_come_and_a_wrong_address_are_refused(judge):
    text = (
        "Nom;Type;Source;Identifiée le;Site\n"
        "Un (inventé);ONG;Carnet;01/02/2090;\nDeux (inventé);ONG;Carnet;;exemple.org\n"
    )
    first, second = judge(text)
    assert set(first.faults) == {"identified_on"}
    assert set(second.faults) == {"website"}


@given(st.lists(st.text(max_size=12), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_whatever_is_written_is_read_or_said(cells):
    head = Line(1, tuple(str(one.heading) for one in COLUMNS))
    sheet = Sheet("", (head, Line(2, tuple(cells))))
    laid = lay_out([sheet], COLUMNS, any_of=KIND.any_of, doubt=KIND.doubt)
    ((_number, row),) = laid.rows
    told, faults = read_cells(COLUMNS, row, TODAY)
    assert set(told) | set(faults) == {one.code for one in COLUMNS}
    assert set(told).isdisjoint(faults)
    assert ("source" in faults) == (not row["source"])


def test_a_name_of_a_person_is_in_a_column_left_aside(session, bring, take_in):
    brought = bring()
    assert "Personne à contacter" in brought.content["headings"]
    assert take_in(brought) == 3
    assert session.scalars(sa.select(Structure).where(Structure.contact == "X")).all() == []


def test_a_file_is_taken_in_and_undone_as_one(session, bring, take_in, undo):
    before = names(session)
    brought = bring()
    assert take_in(brought) == 3
    made = session.scalars(sa.select(Structure).where(Structure.acronym == "RIT")).one()
    assert (made.kind, made.region, made.identified_on) == (
        StructureKind.FEDERATION, "Bamako", TODAY,
    )  # fmt: skip
    undo(brought)
    assert names(session) == before
    tags = session.scalars(sa.select(Entry.tag).order_by(Entry.seq.desc()).limit(4)).all()
    assert tags == ["file:undone", *["structure:taken_back"] * 3]


def test_a_name_already_there_is_left_to_the_person(session, bring, take_in, there):
    brought = bring()
    first, *others = services.rows_of(session, KIND, brought, TODAY)
    assert [code for code, _label in first.asks] == [SKIPPED, APART]
    assert there.name in str(first.about)
    assert not any(row.asks for row in others)
    with pytest.raises(Invalid) as refused:
        take_in(brought)
    assert set(refused.value.problems) == {"row3"}
    assert take_in(brought, {3: SKIPPED}) == 2
    again = bring()
    assert [row.number for row in services.rows_of(session, KIND, again, TODAY) if row.asks] == [
        3, 4, 5,
    ]  # fmt: skip
    assert take_in(again, {3: APART, 4: SKIPPED, 5: SKIPPED}) == 1


def test_one_name_twice_in_a_file_is_asked(bring, judge, take_in):
    text = FILE.replace("Bureau inventé;BIT", "Bureau inventé;rit")
    *_first, last = judge(text)
    assert "à la ligne 3" in str(last.about)
    assert take_in(bring(text), {5: SKIPPED}) == 2


def test_a_structure_verified_since_prevents_the_undoing(session, bring, take_in, undo, keeper):
    brought = bring()
    take_in(brought)
    made = session.scalars(sa.select(Structure).where(Structure.acronym == "RIT")).one()
    directory.move_structure(
        session, made, "verify", on=TODAY, reason="Appelée", actor=keeper,
        seen_version=made.version, at=NOW + timedelta(hours=1), today=TODAY,
    )  # fmt: skip
    session.flush()
    with pytest.raises(DomainError, match="modifiée, vérifiée"):
        undo(brought)


def test_a_reading_closed_since_prevents_the_undoing(session, bring, take_in, undo):
    brought = bring()
    take_in(brought)
    close_period(
        session,
        "1.2",
        window="2024-2026",
        at=TODAY,
        actor=factories.actor(factories.account(session, Role.MONITORING)),
        today=TODAY,
        now=NOW,
        local_date=clock.local_date,
    )
    with pytest.raises(DomainError, match=r"indicateur 1\.2"):
        undo(brought)


def test_the_number_of_queries_does_not_depend_on_the_rows(session, bring, count_queries):
    def counted(rows):
        lines = "\n".join(f"Structure inventée {one};ONG;Carnet" for one in range(rows))
        brought = bring(f"Nom;Type;Source\n{lines}\n")
        count_queries.statements.clear()
        with count_queries:
            assert len(services.rows_of(session, KIND, brought, TODAY)) == rows
        return count_queries.count

    assert counted(2) == counted(200)


def said(answer) -> str:
    bare = unescape(re.sub(r"<[^>]+>", " ", answer.text))
    return re.sub(r"\s+", " ", bare.replace("\u00a0", " ").replace("\u202f", " "))


@pytest.mark.usefixtures("there")
def test_a_file_from_the_page_to_the_directory_and_back(session, sign_in):
    account = factories.account(session, Role.SECRETARIAT)
    session.commit()
    office = sign_in(account)
    assert office.get("/structures/import/modele.xlsx").data.startswith(b"PK")
    address = office.post(
        "/structures/import", data={"file": (io.BytesIO(FILE.encode()), "structures.csv")}
    ).location
    page = office.get(address)
    assert "Le répertoire a déjà ce nom ou ce sigle" in said(page)
    assert "Colonnes laissées de côté : Personne à contacter" in said(page)
    version = re.search(r'name="version"[^>]*value="(\d+)"', page.text)[1]
    assert office.post(address, data={"version": version}).status_code == 422
    taken = office.post(address, data={"version": version, "row3": APART})
    assert taken.status_code == 302, said(taken)
    assert "Groupement inventé" in office.get("/structures?q=invent").text
    session.rollback()
    version = session.scalars(sa.select(BroughtFile.version)).one()
    office.post(f"{address}/annuler", data={"version": version})
    session.rollback()
    assert "Groupement inventé" not in names(session)


def test_only_the_secretariat_brings_files(session, sign_in):
    account = factories.account(session, Role.MONITORING)
    session.commit()
    assert sign_in(account).get("/structures/import").status_code == 403
