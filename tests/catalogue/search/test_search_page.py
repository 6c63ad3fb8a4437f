"""The search page, from the shipped list."""

from __future__ import annotations

import pytest

from catalogue.exchange.workbook import read
from catalogue.permissions import Role
from catalogue.records.vocabulary import EditionStatus
from catalogue.search import upkeep
from catalogue.search.narrowing import counts_text
from tests import factories


def text(answer):
    return answer.get_data(as_text=True).replace("\u00a0", " ")


def aside(answer):
    return text(answer).partition('id="filtres"')[2].partition("</nav>")[0]


def test_one_box_marks_what_was_looked_for(reader):
    page = text(reader.get("/recherche?q=egalite+femmes"))
    assert "<h1>« egalite femmes » : recherche</h1>" in page
    assert "ISO 53800:2024" in page
    assert "<mark>égalité</mark>" in page
    assert 'Intérêt pour le genre : <strong class="app-tag app-tag--violet">Principal' in page
    assert "Contains information from ISO Open Data" in page


def test_large_counts_are_written_as_the_language_does(app):
    with app.test_request_context():
        assert counts_text(999) == "999"
        assert counts_text(54785) == "54\u202f785"


def test_everything_is_there_before_anything_is_typed(reader):
    page = text(reader.get("/recherche"))
    assert "272 résultats, du 1 au 20" in page
    assert "13 Environnement. Protection de la santé. Sécurité" in page
    assert "CEDEAO (ECOSHAM)" in page


def test_choices_live_in_the_address_and_can_be_taken_back(reader):
    page = text(reader.get("/recherche?q=protection&organisme=ISO&ics=13"))
    assert 'href="/recherche?q=protection&amp;ics=13"' in page
    assert "Effacer tous les filtres" in page
    assert 'href="/recherche?q=protection&amp;organisme=ISO&amp;ics=13&amp;tri=date"' in page
    assert 'name="organisme" value="ISO"' in page


def test_the_classification_opens_one_depth_at_a_time(reader):
    assert "13.340 " not in aside(reader.get("/recherche"))
    field = aside(reader.get("/recherche?ics=13"))
    assert "13.340 Équipement de protection" in field
    assert "13.340.20" not in field
    # a group takes the place of its field; the field leads back
    assert 'href="/recherche?ics=13.340"' in field
    group = aside(reader.get("/recherche?ics=13.340"))
    assert 'href="/recherche?ics=13"' in group
    assert "13.340.20 Matériel de protection de la tête" in group
    assert 'href="/recherche?ics=13.340.20"' in group
    # another field widens
    assert 'href="/recherche?ics=13.340&amp;ics=11"' in group
    subgroup = aside(reader.get("/recherche?ics=13.340.20&ics=11"))
    assert 'href="/recherche?ics=11&amp;ics=13.340"' in subgroup
    assert "11.020" in subgroup


def test_a_long_facet_has_a_page_of_its_own(reader):
    page = aside(reader.get("/recherche?q=s%C3%A9curit%C3%A9"))
    assert 'href="/recherche/filtre/comite?q=s%C3%A9curit%C3%A9"' in page
    assert page.count("comite=") == 10
    values = text(reader.get("/recherche/filtre/comite?interet=potential&dans=TC+94"))
    assert 'href="/recherche?interet=potential&amp;comite=ISO%2FTC+94%2FSC+13"' in values
    assert "ISO/TC 136" not in values
    assert 'name="interet" value="potential"' in values
    nothing = text(reader.get("/recherche/filtre/comite?dans=zzz"))
    assert "Aucune valeur de cette liste ne contient « zzz »" in nothing
    assert reader.get("/recherche/filtre/rien").status_code == 404


def test_years_are_chosen_one_by_one_or_as_a_range(reader):
    page = text(reader.get("/recherche?annee_de=2020&annee_a=2021&annee=2024"))
    found = reader.get("/recherche.json?annee_de=2020&annee_a=2021&annee=2024").get_json()
    assert {one["year"] for one in found["items"]} == {2020, 2021, 2024}
    assert "Année : de 2020 à 2021" in page
    assert 'name="annee_de" inputmode="numeric" maxlength="4" value="2020"' in page
    assert "de 2010 à 2019" in page
    turned = reader.get("/recherche.json?annee_de=2021&annee_a=2020").get_json()
    assert turned["total"] == found["total"] - sum(o["year"] == 2024 for o in found["items"])
    assert "depuis 2023" in text(reader.get("/recherche?annee_de=2023"))
    assert "jusqu’à 1999" in text(reader.get("/recherche?annee_a=1999"))


def test_a_typing_error_is_mended_and_said(reader):
    page = text(reader.get("/recherche?q=preservatif+feminim&organisme=ISO"))
    assert "Rien ne répond à « preservatif feminim »" in page
    assert "ISO 25841:2017" in page
    assert 'href="/recherche?q=preservatif+feminim&amp;organisme=ISO&amp;exact=oui"' in page
    assert "Chercher plutôt « preservatif feminim »" in page
    exact = text(reader.get("/recherche?q=preservatif+feminim&organisme=ISO&exact=oui"))
    assert "Voici ce qui répond" not in exact
    assert "Vouliez-vous dire" in exact
    assert "exact=oui" not in exact.partition("Vouliez-vous dire")[2].partition("</p>")[0]


def test_an_unfinished_word_is_finished_in_links(reader):
    page = text(reader.get("/recherche?q=pr%C3%A9serva&exact=oui"))
    assert "Peut-être cherchez-vous" in page
    assert 'href="/recherche?q=pr%C3%A9servatifs"' in page


def test_what_is_typed_is_completed(reader):
    answer = reader.get("/recherche/suggestions?q=pr%C3%A9serva")
    first = answer.get_json()["suggestions"][0]
    assert first["text"].startswith("préservatif")
    assert first["count"] > 0
    assert answer.headers["Cache-Control"] == "private, max-age=60"
    for typed in ("", "%00", "x" * 9000, "%3Cscript%3E"):
        answer = reader.get(f"/recherche/suggestions?q={typed}")
        assert answer.status_code == (400 if typed == "%00" else 200)


def test_nothing_found_says_what_to_try(reader, session, sign_in):
    page = text(reader.get("/recherche?q=xyzxyz&organisme=ISO"))
    assert "Rien ne répond à cette recherche." in page
    assert 'href="/recherche?q=xyzxyz"' in page
    assert "Parcourez la liste de référence." in page
    assert "Enregistrez la norme" not in page
    secretary = sign_in(factories.account(session, Role.SECRETARIAT))
    session.commit()
    page = text(secretary.get("/recherche?q=xyzxyz"))
    assert 'href="/normes/nouvelle"' in page
    assert 'href="/liste-de-reference/nouvelle"' in page


def test_nothing_found_names_the_filter_that_blocks(reader):
    page = text(reader.get("/recherche?q=karit%C3%A9&organisme=IEC"))
    assert "Retirez le filtre « Organisme : IEC (CEI) »</a> : " in page
    assert "Cherchez les mêmes mots sans filtre" not in page  # the same thing, said once
    page = text(reader.get("/recherche?q=karit%C3%A9&organisme=IEC&annee_a=1950"))
    assert "Retirez le filtre" not in page
    assert "Cherchez les mêmes mots sans filtre</a> : " in page
    page = text(reader.get("/recherche?q=chaussures&ics=13.340.10&interet=potential"))
    assert 'href="/recherche?q=chaussures&amp;interet=potential&amp;ics=13.340"' in page
    assert "Élargissez à « 13.340 Équipement de protection" in page


def test_nothing_found_leaves_a_word_out(reader):
    page = text(reader.get("/recherche?q=femmes+xylophone&annee=1950&exact=oui"))
    assert "Cherchez sans le mot" not in page
    page = text(reader.get("/recherche?q=ISO+53800+xylophone"))
    assert "ISO 53800:2024" in page
    page = text(reader.get("/recherche?q=ISO+99999+femmes"))
    assert "Cherchez sans le mot « 99999 »</a> : " in page


def test_a_reference_not_found_leads_to_the_other_parts_and_is_not_cut_into_words(reader):
    page = text(reader.get("/recherche?q=CEI+60335-1"))
    assert 'href="/recherche?q=IEC+60335">Cherchez « IEC 60335 »</a> : 4 résultats' in page
    assert "Cherchez « 60335 »" not in page  # it finds the same
    page = text(reader.get("/recherche?q=NF+X50-9999"))
    assert "Cherchez" not in page.partition("Rien ne répond")[2].partition("Essayez")[0]


def test_a_page_past_the_end_is_the_last_one(reader):
    page = text(reader.get("/recherche?q=ISO&page=500"))
    assert "Il n’y a pas tant de pages : voici la dernière." in page
    assert 'aria-current="page"' in page
    assert '<li class="app-result' in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("page=abc", "« abc » n’est pas un numéro de page : voici la première."),
        ("page=0", "« 0 » n’est pas un numéro de page"),
        ("page=99999999", "« 99999999 » n’est pas un numéro de page"),
        ("tri=rien", "L’ordre « rien » n’existe pas : rangés par pertinence."),
        ("type=voiture", "« voiture » n’est pas une valeur du filtre « Type de fiche »"),
        ("statut=x%3Cb%3E", "« x&lt;b&gt; » n’est pas une valeur du filtre « Statut »"),
        ("annee_de=vingt", "« vingt » n’est pas une année : tapez quatre chiffres"),
        ("annee_de=99", "« 99 » n’est pas une année"),
    ],
)
def test_what_means_nothing_is_said_and_left_aside(reader, query, words):
    answer = reader.get(f"/recherche?q=femmes&organisme=ISO&{query}")
    assert answer.status_code == 200
    page = text(answer)
    assert words in page
    assert 'value="femmes"' in page
    assert "Organisme : ISO" in page
    assert '<li class="app-result' in page
    for ending in ("csv", "json", "xlsx"):
        assert reader.get(f"/recherche.{ending}?{query}").status_code == 200


def test_a_value_that_nothing_has_stays_removable(reader):
    page = text(reader.get("/recherche?q=femmes&organisme=ZZZ&comite=C%2F1&langue=xx"))
    assert "Organisme : ZZZ" in page
    assert "Comité : C/1" in page
    assert "Rien ne répond à cette recherche." in page
    assert "Cherchez les mêmes mots sans filtre" in page


def test_a_very_long_text_is_shortened_kept_and_said(reader):
    typed = ("sécurité des machines " * 500)[:10_000].strip()
    page = text(reader.get("/recherche", query_string={"q": typed}))
    assert "Le texte était trop long : seul son début a été cherché." in page
    assert f'value="{typed}"' in page
    assert len(page) < 90_000


def test_withdrawn_standards_are_shown_by_choice(app, session, client):
    edition = factories.edition(session, "MN 3:2010", title_fr="Savon de karité, ancien")
    edition.status = EditionStatus.WITHDRAWN
    session.commit()
    upkeep.ensure(app)
    page = text(client.get("/recherche?q=karité"))
    assert "Une norme annulée répond" in page
    assert "MN 3:2010" not in page
    page = text(client.get("/recherche?q=karité&annulees=oui"))
    assert "MN 3:2010" in page
    assert '<strong class="app-tag app-tag--red">Annulée</strong>' in page
    assert "Statut : annulées comprises" in page
    assert "Annulée" in text(client.get("/recherche?statut=withdrawn"))


def test_the_english_title_stands_in_and_says_so(app, session, client):
    factories.edition(session, "MN 4:2011", title_fr=None, title_en="Shea butter of Sikasso")
    factories.edition(session, "MN 5:2011", title_fr="Riz étuvé", title_en="Parboiled rice")
    session.commit()
    upkeep.ensure(app)
    page = text(client.get("/recherche?q=sikasso"))
    assert '<span lang="en">Shea butter of <mark>Sikasso</mark></span>' in page
    page = text(client.get("/recherche?q=parboiled"))
    assert "<span>Riz étuvé</span>" in page
    assert '<p class="app-result__other" lang="en"><mark>Parboiled</mark> rice</p>' in page
    assert "Parboiled" not in text(client.get("/recherche?q=riz+%C3%A9tuv%C3%A9"))


def test_what_only_a_withdrawn_standard_answers_is_shown_for_what_it_is(app, session, client):
    factories.edition(
        session, "MN 3:2010", title_fr="Savon de karité, ancien"
    ).status = EditionStatus.WITHDRAWN
    factories.edition(session, "MN 3:2020", title_fr="Savon de karité, nouveau")
    session.commit()
    upkeep.ensure(app)
    page = text(client.get("/recherche?q=savon+ancien"))
    assert "Aucun document en vigueur ne répond" in page
    assert "MN 3:2010" in page
    assert "Annulé" in page
    page = text(client.get("/recherche?q=MN+3:2010"))
    assert page.index("MN 3:2020") < page.rindex("MN 3:2010")
    assert "désigne un document annulé" in page


def test_what_is_typed_is_never_markup(reader):
    page = text(reader.get("/recherche?q=%3Cscript%3Ealert(1)%3C/script%3E"))
    assert "<script>alert" not in page
    assert reader.get("/recherche?q=" + "a%20" * 3000).status_code == 200


def test_the_results_in_files(reader):
    lines = reader.get("/recherche.csv?interet=principal").get_data(as_text=True).splitlines()
    assert len(lines) == 45
    assert lines[0].startswith("\ufeffType de fiche;Référence;")
    (sheet,) = read(reader.get("/recherche.xlsx?interet=principal").data, "recherche.xlsx")
    assert len(sheet.lines) == 45
    page = text(reader.get("/recherche?interet=principal"))
    assert 'href="/recherche.xlsx?interet=principal"' in page
    answer = reader.get("/recherche.json?q=ISO+53800").get_json()
    assert answer["total"] == len(answer["items"]) == 4
    assert answer["items"][0]["reference"] == "ISO 53800:2024"


def test_the_page_costs_the_same_for_few_and_many(reader, count_queries):
    reader.get("/recherche")
    with count_queries as few:
        reader.get("/recherche?q=ISO+53800")
    wanted = few.count
    few.statements.clear()
    with count_queries as many:
        reader.get("/recherche?ics=13&ics=11.200&organisme=ISO&annee_de=1990")
        reader.get("/recherche")
    # What codes are called is kept in memory; the settings are read at each page.
    assert (wanted, many.count) == (1, 2)


def test_the_page_is_light_on_a_slow_line(reader):
    for address in ("/recherche", "/recherche?q=protection&ics=13.340"):
        answer = reader.get(address, headers={"Accept-Encoding": "gzip"})
        assert len(answer.data) < 8_000
        assert aside(reader.get(address)).count("<li>") < 130


def test_a_broken_index_is_said_answered_for_and_built_anew(indexed, client, clock):
    (indexed.extensions["settings"].data_dir / "index" / "current").write_text("?")
    page = text(client.get("/recherche?q=egalite+femmes"))
    assert "L’index de recherche se reconstruit" in page
    assert "ISO 53800:2024" in page
    repair = indexed.extensions["search_repair"]
    started = repair.thread
    started.join(timeout=60)
    assert "se reconstruit" not in text(client.get("/recherche?q=egalite+femmes"))
    repair.ask(clock.advance(seconds=59))
    assert repair.thread is started


def test_what_comes_from_iso_says_so_wherever_it_goes(reader):
    said = "Contains information from ISO Open Data"
    whole = reader.get("/api/v1/standards?q=iso+53800").get_json()
    assert whole["attribution"].startswith(said)
    assert reader.get("/api/v1/standards?q=karite&body=ARSO").get_json()["attribution"] is None
    for item in reader.get("/recherche.json?q=53800").get_json()["items"]:
        assert (item["attribution"] or "").startswith(said) is (item["body"] == "ISO")
    assert said in text(reader.get("/recherche.csv?q=iso+53800"))
