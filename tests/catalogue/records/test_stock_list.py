"""The list of the national stock: what it shows, counts, orders and costs."""

from __future__ import annotations

from datetime import date

from catalogue.permissions import ANONYMOUS
from catalogue.records.stock import StockFilter, national_stock
from catalogue.records.vocabulary import TagMarker
from tests import factories
from tests.catalogue.records.register import ics, tag, text


def test_the_stock_is_national_filtered_and_in_natural_order(session, client):
    committee = factories.committee(session, "CTN2")
    factories.edition(session, "MN 10:2025", ics_codes=ics(session, "13.340.20"))
    factories.edition(session, "MN 9:2024", committee_id=committee.id, title_fr="Égalité")
    foreign = factories.edition(session, "ISO 1:2022", body_code="ISO")
    tagged = factories.edition(session, "MN 11:2025")
    tag(session, tagged, TagMarker.PRINCIPAL)
    session.commit()
    page = text(client.get("/normes"))
    assert page.index("MN 9:2024") < page.index("MN 10:2025") < page.index("MN 11:2025")
    assert foreign.reference not in page
    assert "MN 10:2025" not in text(client.get("/normes?comite=CTN2"))
    assert "MN 10:2025" in text(client.get("/normes?ics=13"))
    only = text(client.get("/normes?marqueur=2"))
    assert "MN 11:2025" in only
    assert "MN 9:2024" not in only
    assert "MN 9:2024" in text(client.get("/normes?q=egalite"))
    assert "Aucune norme nationale ne répond" in text(client.get("/normes?q=karité"))


def counted(session, **chosen):
    wanted = StockFilter(chosen=chosen)
    page, counts = national_stock(session, ANONYMOUS, wanted, page=1, size=25)
    return [one.reference for one in page], {name: dict(found) for name, found in counts.items()}


def test_each_choice_is_counted_with_the_others_applied(session):
    first = factories.committee(session, "CTN1")
    second = factories.committee(session, "CTN2")
    textile = ics(session, "59.080.30", "59.060", "13.340.20")
    factories.edition(session, "MN 1:2024", committee_id=first.id, ics_codes=textile)
    both = factories.edition(
        session, "MN 2:2025", committee_id=first.id, homologated_on=date(2025, 5, 1)
    )
    tag(session, both, TagMarker.NOT_RELEVANT)
    tag(session, both, TagMarker.PRINCIPAL, decision=2)
    factories.edition(
        session,
        "MN 3:2025",
        committee_id=second.id,
        homologated_on=None,
        cnncq_adopted_on=date(2024, 3, 1),
    )
    kept, counts = counted(session)
    assert kept == ["MN 1:2024", "MN 2:2025", "MN 3:2025"]
    assert counts["comite"] == {"CTN1": 2, "CTN2": 1}
    assert counts["marqueur"] == {"2": 1, "NE": 2}, "the latest tag alone"
    assert counts["ics"] == {"59": 1, "13": 1}, "an edition counts once in a field"
    assert counts["annee"] == {"2025": 2, "2024": 1}, "the council's day stands in"
    kept, counts = counted(session, comite=("CTN1",), marqueur=("NE", "1"))
    assert kept == ["MN 1:2024"]
    assert counts["comite"] == {"CTN1": 1, "CTN2": 1}
    assert counts["marqueur"] == {"2": 1, "NE": 1, "1": 0}
    assert counted(session, ics=("59", "13"))[0] == ["MN 1:2024"]
    assert counted(session, annee=("2024", "x"))[0] == ["MN 3:2025"]


def test_the_stock_is_ordered_as_people_read_titles_and_days(session):
    for reference, title, day in (
        ("MN 1:2024", "Étiquetage", date(2024, 1, 1)),
        ("MN 2:2024", "emballage", date(2025, 1, 1)),
        ("MN 3:2024", "Farine", None),
    ):
        factories.edition(session, reference, title_fr=title, homologated_on=day)

    def order(sort):
        page, _ = national_stock(session, ANONYMOUS, StockFilter(sort=sort), page=1, size=2)
        return [one.reference[3:4] for one in page]

    assert order("titre") == ["2", "1"]
    assert order("date") == ["2", "1"]
    assert order("reference") == ["1", "2"]


def test_a_choice_that_leaves_nothing_says_no_result(session, client):
    factories.edition(session, "MN 1:2024")
    session.commit()
    page = client.get("/normes?annee=1901").get_data(as_text=True)
    assert "(aucun résultat)" in page
    assert "(un résultat)" not in page.split("1901")[1].split("</li>")[0]


def test_the_stock_as_a_file(session, client):
    factories.edition(session, "MN 10:2025", title_fr="=Dangereux")
    session.commit()
    answer = client.get("/normes.csv?q=dangereux")
    assert answer.mimetype == "text/csv"
    lines = answer.get_data(as_text=True).splitlines()
    assert lines[0].startswith("\ufeffRéférence;")
    assert lines[1].startswith("MN 10:2025;'=Dangereux;")
    assert "01/06/2025" in lines[1]


def test_the_list_costs_the_same_for_few_and_many(session, client, count_queries):
    committee = factories.committee(session)
    factories.edition(session, committee_id=committee.id, ics_codes=ics(session, "13.340.20"))
    session.commit()
    client.get("/normes")
    with count_queries as few:
        client.get("/normes")
    wanted = few.count
    few.statements.clear()
    for _ in range(40):
        edition = factories.edition(
            session, committee_id=committee.id, ics_codes=ics(session, "13.340.20", "61.020")
        )
        tag(session, edition, TagMarker.NOT_RELEVANT)
    session.commit()
    with count_queries as many:
        assert "41 normes" in text(client.get("/normes"))
    assert many.count == wanted
