"""The commenting table: read whatever stands around it, checked as the form, out and in again."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from catalogue.enquiry import sheets, writing
from catalogue.enquiry.models import EnquiryComment, EnquirySheet
from catalogue.enquiry.table import COLUMNS, read_table
from catalogue.enquiry.vocabulary import CommentKind, Outcome, SheetState
from catalogue.errors import DomainError
from catalogue.exchange.workbook import Line, Sheet, read
from catalogue.permissions import Role
from catalogue.spreadsheets import Table, TableColumn, write_workbook
from tests import factories
from tests.catalogue.enquiry.test_opening import stage
from tests.catalogue.enquiry.test_pages import text_of
from tests.conftest import NOW

FRENCH = ["MB/NC", "Ligne", "Article/ Paragraphe", "Alinéa/ Figure/ Tableau", "Type de commentaire",
          "Commentaires", "Modification proposée", "Observations du secrétariat"]  # fmt: skip
ENGLISH = ["MB/ NC1", "Line number (e.g. 17)", "Clause/ Subclause (e.g. 3.1)",
           "Paragraph/ Figure/ Table/ (e.g. Table 1)", "Type of comment2",
           "Comments", "Proposed change", "Observations of the secretariat"]  # fmt: skip
GOOD = ["ML", "17", "5.2", "Tableau 1", "te", "60 °C est trop.", "Écrire 50 °C.", ""]


def sheet(*rows):
    lines = [Line(n, tuple(row)) for n, row in enumerate(rows, start=1) if any(row)]
    return [Sheet("", tuple(lines))]


def read_rows(*rows, organisation="ONG"):
    return read_table(sheet(*rows), organisation=organisation)


class TestReading:
    @pytest.mark.parametrize("headings", [FRENCH, ENGLISH, [str(one.heading) for one in COLUMNS]])
    def test_the_headings_people_use(self, headings):
        [row] = read_rows(["Template for comments"], ["Document: ISO/DIS"], headings, GOOD)
        assert row.faults == ()
        facts = row.facts
        assert (facts.code, facts.line, facts.clause, facts.place) == (
            "ML",
            "17",
            "5.2",
            "Tableau 1",
        )
        assert (facts.kind, facts.comment) == (CommentKind.TECHNICAL, "60 °C est trop.")
        assert facts.proposed_change == "Écrire 50 °C."

    def test_an_older_form_without_lines_and_its_row_of_numbers(self):
        headings = [FRENCH[0], *FRENCH[2:]]
        numbers = ["1", "2", "(3)", "4", "5", "(6)", "(7)"]
        [row] = read_rows(headings, numbers, ["", "5", "", "Générale", "Bien.", "", ""])
        assert (row.facts.kind, row.facts.line, row.faults) == (CommentKind.GENERAL, "", ())

    @pytest.mark.parametrize(
        ("place", "text", "said"),
        [
            (4, "", "écrivez ge, te ou ed"),
            (4, "te/ed", "au lieu de « te/ed »"),
            (5, "", "Écrivez la remarque"),
            (5, "x" * 4001, "Raccourcissez ce texte à 4000 caractères"),
            (2, "2026-05-02", "le tableur a fait une date"),
        ],
    )
    def test_a_row_says_what_is_wrong_with_it(self, place, text, said):
        bad = [*GOOD]
        bad[place] = text
        rows = read_rows(FRENCH, GOOD, bad)
        assert [bool(one.faults) for one in rows] == [False, True]
        assert said in " ".join(str(one) for one in rows[1].faults)

    def test_a_row_said_twice_is_taken_once(self):
        rows = read_rows(FRENCH, GOOD, GOOD)
        assert [len(one.faults) for one in rows] == [0, 1]
        assert "répète la ligne 2" in str(rows[1].faults[0])

    @pytest.mark.parametrize(
        "rows", [[["Nom", "Prénom"], ["Awa", "Traoré"]], [FRENCH], [["Commentaires"], ["Oui"]]]
    )
    def test_what_is_no_such_table_is_refused(self, rows):
        with pytest.raises(DomainError):
            read_rows(*rows)

    @given(
        st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=9), max_size=12),
        st.lists(st.lists(st.text(max_size=12), min_size=8, max_size=8), max_size=8),
    )
    def test_whatever_stands_in_it_every_row_is_taken_or_says_why(self, above, below):
        tidy = [[" ".join(cell.split()) for cell in row] for row in [*above, FRENCH, *below]]
        try:
            rows = read_rows(*tidy)
        except DomainError:
            return
        for row in rows:
            assert row.faults or (row.facts.comment and row.facts.kind)
            assert all(str(one) for one in row.faults)

    @given(
        st.tuples(
            st.text("abc 5.1", max_size=8),
            st.sampled_from(list(CommentKind)),
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]),
                    min_size=1, max_size=60),
        )
    )  # fmt: skip
    def test_what_is_written_is_read_again(self, said):
        clause, kind, comment = said[0].strip(), said[1], " ".join(said[2].split())
        if not re.search(r"\w", comment):
            return
        cells = ["ML", "", clause, "", kind.value, comment, "", ""]
        columns = [TableColumn(one) for one in FRENCH]
        content = write_workbook([Table("Remarques", columns, [cells])])
        assert content.startswith(b"PK")
        [row] = read_rows(FRENCH, cells)
        assert (row.facts.clause, row.facts.kind, row.facts.comment) == (clause, kind, comment)


def stage_sheet(session, enquiry, actor, *rows, organisation="ONG"):
    made = sheets.stage_table(
        session,
        enquiry,
        sheet(FRENCH, *rows),
        file_name="ong.xlsx",
        organisation=organisation,
        actor=actor,
        at=NOW,
    )
    session.commit()
    return made


def apply(session, enquiry, staged, actor):
    count = sheets.apply_table(
        session, enquiry, staged, actor=actor, seen_version=staged.version, at=NOW
    )
    session.commit()
    return count


def undo(session, enquiry, staged, actor):
    sheets.undo_table(
        session,
        enquiry,
        staged,
        reason="Mauvais fichier",
        actor=actor,
        seen_version=staged.version,
        at=NOW,
    )
    session.commit()


class TestTakingIn:
    def test_only_good_rows_and_only_once(self, session, secretary, opened):
        enquiry = opened()
        bad = [*GOOD[:4], "?", "Sans type", "", ""]
        staged = stage_sheet(session, enquiry, secretary, GOOD, bad)
        count = sa.select(sa.func.count()).select_from(EnquiryComment)
        assert session.scalar(count) == 0
        assert apply(session, enquiry, staged, secretary) == 1
        again = stage_sheet(session, enquiry, secretary, GOOD)
        assert "déjà enregistrée sous le n° 1" in again.rows[0]["faults"][0]
        with pytest.raises(DomainError, match="Aucune ligne"):
            apply(session, enquiry, again, secretary)
        with pytest.raises(DomainError, match="déjà été traité"):
            apply(session, enquiry, staged, secretary)

    def test_it_may_come_by_post_after_the_last_day(self, session, item, secretary, opened):
        enquiry = opened()
        stage(session, item, secretary, "40.60", reached_on=enquiry.closes_on + timedelta(days=1),
              today=enquiry.closes_on + timedelta(days=2))  # fmt: skip
        staged = stage_sheet(session, enquiry, secretary, GOOD)
        assert apply(session, enquiry, staged, secretary) == 1

    def test_undone_as_a_whole_but_not_over_an_answer(
        self, session, secretary, opened, heard, answer
    ):
        enquiry = opened()
        staged = stage_sheet(session, enquiry, secretary, GOOD)
        apply(session, enquiry, staged, secretary)
        comment = session.scalars(sa.select(EnquiryComment)).one()
        answer(enquiry, comment)
        with pytest.raises(DomainError, match="n° 1"):
            undo(session, enquiry, staged, secretary)
        session.execute(
            sa.update(EnquiryComment).values(outcome=None, answered_at=None, answered_by_id=None)
        )
        session.commit()
        undo(session, enquiry, staged, secretary)
        assert staged.state is SheetState.UNDONE
        assert heard(enquiry).number == 2  # a number is never given twice


class TestPages:
    @pytest.fixture
    def staff(self, session, sign_in):
        account = factories.account(session, Role.SECRETARIAT)
        session.commit()
        return sign_in(account)

    def send(self, client, enquiry, content, name="ong.xlsx"):
        return client.post(
            f"/enquetes/{enquiry.id}/tableaux",
            data={"file": (io.BytesIO(content), name), "organisation": "ONG Karité"},
            content_type="multipart/form-data",
        )

    def test_the_form_that_anybody_downloads_comes_back_filled_in(
        self, session, opened, client, staff
    ):
        enquiry = opened()
        blank = staff.get(f"/enquetes/{enquiry.id}/modele.xlsx")
        assert blank.status_code == 200
        [found] = [one for one in read(blank.data, "modele.xlsx") if not one.hidden]
        headings = next(line.cells for line in found.lines if "Commentaires" in line.cells)
        rows = [[*headings], ["ML", "", "5.2", "", "ge", "=1+1", "", ""]]
        content = write_workbook([Table("R", [TableColumn(one) for one in rows[0]], rows[1:])])
        answer = self.send(client, enquiry, content)
        page = text_of(client.get(answer.location))
        assert "Une ligne bonne" in page
        staged = session.scalars(sa.select(EnquirySheet)).one()
        address = f"/enquetes/{enquiry.id}/tableaux/{staged.id}"
        done = client.post(f"{address}/reprendre", data={"version": staged.version})
        assert done.status_code == 302
        session.expire_all()
        comment = session.scalars(sa.select(EnquiryComment)).one()
        assert (comment.comment, comment.organisation, comment.code) == ("=1+1", "ONG Karité", "ML")
        csv = text_of(client.get(f"/enquetes/{enquiry.id}/tableau.csv"))
        assert "'=1+1" in csv

    def test_what_is_no_table_is_said_beside_the_file(self, opened, client, staff):
        del staff
        answer = self.send(client, opened(), b"Nom;Age\nAwa;40\n", "liste.csv")
        assert answer.status_code == 422
        assert "Ce fichier n’est pas un tableau de remarques" in text_of(answer)
        assert "ONG Karité" in text_of(answer)

    def test_left_aside_it_is_forgotten(self, session, secretary, opened, staff):
        enquiry = opened()
        staged = stage_sheet(session, enquiry, secretary, GOOD)
        address = f"/enquetes/{enquiry.id}/tableaux/{staged.id}"
        assert staff.post(f"{address}/laisser", data={"version": staged.version}).status_code == 302
        assert staff.get(address).status_code == 404

    def test_the_files_are_for_all_once_published(self, session, opened, heard, answer, client):
        enquiry = opened()
        comment = heard(enquiry, author_name="Awa Traoré", email="awa@example.org")
        answer(enquiry, comment, outcome=Outcome.REJECTED, answer="Hors du domaine.")
        paths = [f"/enquetes/{enquiry.id}/tableau.{one}" for one in ("csv", "xlsx", "json", "pdf")]
        assert {client.get(one).status_code for one in paths} == {404}
        enquiry.table_published_at = NOW
        session.commit()
        for path in paths:
            given = client.get(path)
            assert given.status_code == 200, path
            assert b"Awa" not in given.data
        [row] = client.get(paths[2]).get_json()["items"]
        assert (row["outcome"], row["observations"]) == ("rejected", "Hors du domaine.")
        assert client.get(paths[3]).data.startswith(b"%PDF")


def test_the_file_has_the_columns_of_its_cells(opened, heard):
    comment = heard(opened())
    assert len(writing.cells(comment)) == len(writing.FILE_COLUMNS)
