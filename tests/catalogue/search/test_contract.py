"""What a reader types finds what a reader expects; every engine must pass this."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.search.contract import (
    FacetValue,
    Matched,
    Query,
    SearchIndex,
    SearchPage,
    Sort,
)
from catalogue.search.documents import (
    FacetName,
    RecordStatus,
    SearchDocument,
    fingerprint,
    to_bytes,
)


def references(page: SearchPage) -> list[str]:
    return [hit.document.reference for hit in page.hits]


def counts(page: SearchPage, name: FacetName) -> dict[str, int]:
    return {one.value: one.count for one in page.facets[name]}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("sécurité des machines", "EN 547-3:1996+A1:2008"),
        ("securite machine", "EN 547-3:1996+A1:2008"),
        ("SÉCURITÉ DE LA MACHINE", "EN 547-3:1996+A1:2008"),
        ("sécurité des machines postes", "ISO 14738:2002"),
        ("safety of machinery", "EN 547-3:1996+A1:2008"),
        ("egalite femmes", "ISO 53800:2024"),
        ("l’égalité", "ISO 53800:2024"),
        ("women", "ISO 53800:2024"),
        ("woman", "ISO 53800:2024"),
        ("équipement de protection", "NF EN ISO 20345:2022"),
        ("preservatifs feminins", "ISO 25841:2017"),
        ("préservatif féminin", "ISO 25841:2017"),
        ("préservatif masculin", "ISO 4074:2015"),
        ("œuvre", "ISO 53800:2024"),
        ("oeuvre", "ISO 53800:2024"),
        ("martial arts", "ISO 21924-6:2017"),
        ("ISO/TC 157 masculin", "ISO 4074:2015"),
        ("9001 exigences", "ISO 9001:2015"),
        ("tobacco eau", "ISO 6488:2021"),
    ],
)
def test_words_find_what_a_reader_expects(index: SearchIndex, typed: str, first: str):
    page = index.search(Query(typed))
    assert page.matched is Matched.ALL_WORDS
    assert references(page)[0] == first


@pytest.mark.parametrize("typed", ["karité", "karite", "KARITÉ", "shea butter"])
def test_an_entry_without_a_number_is_found_by_its_title(index: SearchIndex, typed: str):
    assert sorted(references(index.search(Query(typed)))) == ["", "CXS 325R-2017"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("travailleurs", {"work_item:1", "reference_entry:1"}),
        ("travailleuse", {"work_item:1", "reference_entry:1"}),
        ("agriculteur", {"work_item:1"}),
        ("classe A", {"work_item:1"}),
        ("CTN 3", {"work_item:1"}),
    ],
)
def test_gendered_pairs_meet_in_titles_and_texts(index: SearchIndex, typed: str, found: set[str]):
    assert {hit.document.key for hit in index.search(Query(typed)).hits} == found


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ISO 53800", ["ISO 53800:2024", "ISO 53800:2024"]),
        ("iso53800", ["ISO 53800:2024", "ISO 53800:2024"]),
        ("iso-53800-2024", ["ISO 53800:2024", "ISO 53800:2024"]),
        ("53800", ["ISO 53800:2024", "ISO 53800:2024"]),
        ("ISO 9001", ["ISO 9001:2015", "ISO 9001:2015/Amd 1:2024"]),
        ("norme NM ISO 9001", ["ISO 9001:2015", "ISO 9001:2015/Amd 1:2024"]),
        ("ISO 9001:2008", ["ISO 9001:2015", "ISO 9001:2008", "ISO 9001:2015/Amd 1:2024"]),
        ("CEI 60335-1", ["IEC 60335-1:2020"]),
        ("CEI 60335", ["IEC 60335-1:2020", "IEC 60335-2-28:2021"]),
        ("EN ISO 20345", ["NF EN ISO 20345:2022"]),
        ("en 547", ["EN 547-3:1996+A1:2008"]),
        ("IEC 5218", ["ISO/IEC 5218:2022"]),
        ("ISO 45010", ["ISO/DIS 45010"]),
        ("CXS 325R", ["CXS 325R-2017"]),
        ("CEI 60335 1", ["IEC 60335-1:2020"]),
        ("ISO n° 53800", ["ISO 53800:2024", "ISO 53800:2024"]),
        ("isoiec5218", ["ISO/IEC 5218:2022"]),
        ("ISO CEI 5218:2022(F)", ["ISO/IEC 5218:2022"]),
    ],
)
def test_references_are_found_in_any_writing(index: SearchIndex, typed: str, expected: list[str]):
    page = index.search(Query(typed))
    assert references(page) == expected
    assert page.matched is Matched.ALL_WORDS


def test_the_edition_named_comes_first_when_withdrawn_ones_are_shown(index: SearchIndex):
    assert references(index.search(Query("ISO 9001:2008", include_withdrawn=True)))[0] == (
        "ISO 9001:2008"
    )
    assert references(index.search(Query("ISO 9001", include_withdrawn=True)))[0] == (
        "ISO 9001:2015"
    )


def test_nf_en_iso_keeps_its_en(index: SearchIndex):
    assert references(index.search(Query("NF EN ISO 20345:2022"))) == ["NF EN ISO 20345:2022"]
    assert set(references(index.search(Query("EN")))) == {
        *("NF EN ISO 20345:2022", "EN 547-3:1996+A1:2008"),
    }


def test_an_unknown_reference_finds_nothing_rather_than_anything(index: SearchIndex):
    page = index.search(Query("ISO 99999"))
    assert (page.total, page.hits, page.matched) == (0, (), Matched.NOTHING)


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("preservatf féminin", "préservatifs féminin"),
        ("sécurité des machnes", "sécurité des machines"),
        ("scurite des mahcines", "sécurité des machines"),
        ("equippemant de protection", "équipement de protection"),
        ("tabac tenuer d’eau", "tabac teneur d’eau"),
    ],
)
def test_typing_errors_still_find_and_say_so(index: SearchIndex, typed: str, mended: str):
    page = index.search(Query(typed))
    assert page.matched is Matched.CORRECTED
    assert page.did_you_mean == mended
    assert references(page) == references(index.search(Query(mended)))


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("anthropo métriques", "anthropométriques"),
        ("beurre de kari té", "beurre de karité"),
        ("beurrekarité", "beurre karité"),
    ],
)
def test_words_glued_or_cut_are_mended(index: SearchIndex, typed: str, mended: str):
    page = index.search(Query(typed))
    assert (page.matched, page.did_you_mean) == (Matched.CORRECTED, mended)
    assert references(page) == references(index.search(Query(mended)))


@pytest.mark.parametrize(
    "typed",
    ["électrodomestiques", "électro-domestiques", "electro domestique", "ÉLECTRO‑DOMESTIQUE"],
)
def test_a_hyphen_more_or_less_changes_nothing(index: SearchIndex, typed: str):
    page = index.search(Query(typed))
    assert sorted(references(page)) == ["IEC 60335-1:2020", "IEC 60335-2-28:2021"]
    assert page.matched is Matched.ALL_WORDS


@pytest.mark.parametrize("typed", ["EPI chaussures", "epi", "PPE footwear"])
def test_an_acronym_finds_what_it_stands_for(index: SearchIndex, typed: str):
    assert references(index.search(Query(typed))) == ["NF EN ISO 20345:2022"]


def test_an_error_that_makes_another_word_is_mended(index: SearchIndex):
    # both words are known, but no title has them together
    page = index.search(Query("femmes condoms"))
    assert page.did_you_mean == "females condoms"
    assert references(page)[0] == "ISO 25841:2017"


def test_words_never_found_together_are_not_bent_too_far(index: SearchIndex):
    page = index.search(Query("préservatifs human"))
    assert page.matched is Matched.ANY_WORD
    assert page.did_you_mean is None


def test_most_of_the_words_are_better_than_nothing(index: SearchIndex):
    page = index.search(Query("exigences relatives aux chaussures de cosmonautes zébrées"))
    assert page.matched is Matched.ANY_WORD
    assert page.did_you_mean is None
    assert "" in references(page)


def test_nothing_at_all(index: SearchIndex):
    page = index.search(Query("xylophone"))
    assert (page.total, page.matched, page.did_you_mean) == (0, Matched.NOTHING, None)
    assert index.search(Query("…!?")).matched is Matched.NOTHING


def test_exact_phrases_narrow_and_fall_back_to_words(index: SearchIndex):
    assert index.search(Query("machines sécurité")).total == 4
    assert index.search(Query("«sécurité des machines»")).total == 3
    assert index.search(Query('"machinery safety"')).total == 3
    assert index.search(Query("«machines à coudre» sécurité")).total == 1


def test_nothing_typed_gives_everything_in_order(index: SearchIndex, library: list[SearchDocument]):
    page = index.search(Query(page_size=100))
    assert page.matched is Matched.EVERYTHING
    assert page.total == len(library) - 2
    # A document whose number is not known comes after all references, not before them.
    assert references(page)[-3:] == ["NF EN ISO 20345:2022", "", ""]


def test_withdrawn_documents_are_shown_by_choice_only(index: SearchIndex):
    hidden = index.search(Query("préservatifs féminins"))
    assert "ISO 25841:2011" not in references(hidden)
    assert hidden.withdrawn_left_out == 1
    assert counts(hidden, FacetName.STATUS)["withdrawn"] == 1
    shown = index.search(Query("préservatifs féminins", include_withdrawn=True))
    assert shown.total == hidden.total + 1
    assert shown.withdrawn_left_out == 0
    assert references(shown)[0] == "ISO 25841:2017"
    chosen = index.search(
        Query("préservatifs féminins", filters={FacetName.STATUS: ["withdrawn"]}),
    )
    assert references(chosen) == ["ISO 25841:2011"]


@pytest.mark.parametrize(
    "query",
    [
        Query("textes abrogés"),  # words that nothing in force has
        Query("préservatif", filters={FacetName.YEAR: ["2011"]}),
        Query("EN 1357:1990"),
        Query("EN 1357"),
        Query("textes abrogses"),  # with a typing error
    ],
)
def test_what_only_withdrawn_documents_answer_is_shown_for_what_it_is(
    antiques: SearchIndex, query: Query
):
    page = antiques.search(query)
    assert [hit.document.status for hit in page.hits] == [RecordStatus.WITHDRAWN]
    assert (page.total, page.withdrawn_shown, page.withdrawn_left_out) == (1, 1, 0)
    assert antiques.matching_keys(query, 5) == {page.hits[0].document.key}


def test_a_withdrawn_document_is_shown_when_its_reference_is_typed_whole(antiques: SearchIndex):
    page = antiques.search(Query("ISO 25841:2011"))
    assert references(page) == ["ISO 25841:2017", "ISO 25841:2011", "ISO 25841:2017/Amd 1:2020"]
    assert page.withdrawn_shown == 1
    assert counts(page, FacetName.STATUS) == {"published": 2, "withdrawn": 1}
    assert references(antiques.search(Query("ISO 25841"))) == [
        *("ISO 25841:2017", "ISO 25841:2017/Amd 1:2020"),
    ]


def test_a_withdrawn_document_is_shown_when_it_alone_has_the_title_typed(antiques: SearchIndex):
    # in force, a title has the same words in another order
    page = antiques.search(Query("Machines de sécurité : postes et prescriptions"))
    assert references(page)[0] == "ISO 2:1975"
    assert page.withdrawn_shown == 1
    assert page.total == 2
    chosen = {FacetName.STATUS: ["published"]}
    assert (
        antiques.search(Query("machines de sécurité : postes et prescriptions", chosen)).total == 1
    )


def test_a_withdrawn_document_with_the_words_in_order_comes_after_what_is_in_force(
    antiques: SearchIndex,
):
    page = antiques.search(Query("dimensions des chaussures de pluie"))
    assert references(page) == ["ISO 4:2020", "ISO 3:1985"]
    assert page.withdrawn_shown == 1


def test_a_reference_shows_no_withdrawn_document_for_its_title(antiques: SearchIndex):
    page = antiques.search(Query("ISO/IEC 5218"))
    assert references(page) == ["ISO/IEC 5218:2022"]


def test_a_withdrawn_document_is_left_out_when_one_in_force_has_its_title(antiques: SearchIndex):
    page = antiques.search(Query("Préservatifs féminins - Exigences et méthodes d'essai"))
    assert "ISO 25841:2011" not in references(page)
    assert (page.withdrawn_shown, page.withdrawn_left_out) == (0, 1)


def test_facets_count_what_they_would_leave(index: SearchIndex):
    page = index.search(Query("sécurité des machines"))
    assert counts(page, FacetName.KIND) == {"standard": 3, "reference_entry": 1}
    assert counts(page, FacetName.ICS_FIELD) == {"13": 2, "97": 1}
    assert counts(page, FacetName.RELEVANCE) == {"significant": 1}
    assert counts(page, FacetName.BODY) == {"ISO": 2, "IEC": 1, "CEN": 1}
    assert counts(page, FacetName.MARKER) == {}
    assert FacetName.LANGUAGE not in page.facets


def test_values_of_a_facet_widen_and_facets_narrow(index: SearchIndex):
    query = Query(
        "sécurité des machines",
        filters={FacetName.KIND: ["standard"], FacetName.ICS_FIELD: ["13", "97"]},
    )
    page = index.search(query)
    assert page.total == 3
    # each facet is counted with the other facets applied, not with itself
    assert counts(page, FacetName.KIND) == {"standard": 3}
    assert page.facets[FacetName.ICS_FIELD] == (
        FacetValue("13", 2, chosen=True),
        FacetValue("97", 1, chosen=True),
    )
    alone = index.search(Query("sécurité des machines", filters={FacetName.KIND: ["standard"]}))
    assert counts(alone, FacetName.KIND) == {"standard": 3, "reference_entry": 1}
    assert counts(alone, FacetName.BODY) == {"ISO": 2, "IEC": 1}


def test_the_three_depths_of_the_ics_are_one_facet(index: SearchIndex):
    query = Query(
        filters={FacetName.ICS_FIELD: ["11"], FacetName.ICS_GROUP: ["13.110"]},
        facets=[FacetName.ICS_FIELD, FacetName.ICS_GROUP],
    )
    page = index.search(query)
    assert page.total == 5
    whole = index.search(Query(facets=query.facets))
    assert counts(page, FacetName.ICS_FIELD) == counts(whole, FacetName.ICS_FIELD)
    assert counts(page, FacetName.ICS_GROUP) == counts(whole, FacetName.ICS_GROUP)
    chosen = {one.value for name in query.facets for one in page.facets[name] if one.chosen}
    assert chosen == {"11", "13.110"}


def test_a_reader_may_insist_on_what_was_typed(index: SearchIndex):
    page = index.search(Query("preservatf féminin", mending=False))
    assert page.did_you_mean == "préservatifs féminin"
    assert page.matched is Matched.ANY_WORD
    assert index.search(Query("machnes", mending=False)).matched is Matched.NOTHING
    assert index.search(Query("machnes", mending=False)).did_you_mean == "machines"


def test_the_keys_of_all_that_answers(index: SearchIndex):
    query = Query("exigences", page_size=3)
    everything = index.search(Query("exigences", page_size=100))
    keys = index.matching_keys(query, 100)
    assert keys == {hit.document.key for hit in everything.hits}
    assert index.matching_keys(query, everything.total) == keys
    assert index.matching_keys(query, everything.total - 1) is None
    assert index.matching_keys(Query("xylophone"), 100) == frozenset()
    withdrawn = {FacetName.STATUS: ["withdrawn"]}
    assert index.matching_keys(Query(filters=withdrawn), 100) == {"edition:6", "edition:12"}


def test_a_chosen_value_stays_visible_with_no_record(index: SearchIndex):
    page = index.search(Query("karité", filters={FacetName.BODY: ["ISO"]}))
    assert page.total == 0
    assert FacetValue("ISO", 0, chosen=True) in page.facets[FacetName.BODY]
    assert counts(page, FacetName.BODY)["Codex"] == 1


def test_only_the_facets_asked_for_are_counted(index: SearchIndex):
    asked = [FacetName.LANGUAGE, FacetName.ICS_GROUP]
    page = index.search(Query("préservatifs", facets=asked))
    assert set(page.facets) == set(asked)
    assert counts(page, FacetName.ICS_GROUP) == {"11.200": 3}
    assert index.search(Query("préservatifs", facets=())).facets == {}


def test_orders(index: SearchIndex):
    by_date = index.search(Query("exigences", sort=Sort.DATE, page_size=3))
    assert references(by_date) == [
        "ISO 9001:2015/Amd 1:2024",
        "IEC 60335-2-28:2021",
        "IEC 60335-1:2020",
    ]
    by_reference = references(index.search(Query("exigences", sort=Sort.REFERENCE)))
    assert by_reference[:4] == [
        "IEC 60335-1:2020",
        "IEC 60335-2-28:2021",
        "ISO 4074:2015",
        "ISO 9001:2015",
    ]


def test_pages_follow_each_other_without_gap_or_repeat(index: SearchIndex):
    whole = [hit.document.key for hit in index.search(Query("exigences", page_size=100)).hits]
    pages = [index.search(Query("exigences", page=number, page_size=3)) for number in (1, 2, 3, 4)]
    assert [hit.document.key for page in pages for hit in page.hits] == whole
    assert index.search(Query("exigences", page=50)).hits == ()
    with pytest.raises(ValueError, match="numbered from 1"):
        Query(page=0)


def test_titles_show_what_was_looked_for_in_each_language(index: SearchIndex):
    (hit, *_) = index.search(Query("martiaux protection")).hits
    assert ("martiaux", True) in hit.title_fr
    assert ("Équipement de ", False) in hit.title_fr
    (hit, *_) = index.search(Query("women")).hits
    assert ("women", True) in hit.title_en


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("préser", "préservatifs"),
        ("preser", "préservatifs"),
        ("sécurité des ma", "sécurité des machines"),
        ("ISO 25", "ISO 25841:2017"),
        ("iso 5380", "ISO 53800:2024"),
        ("iso/iec 5218", "ISO/IEC 5218:2022"),
        ("60335-2", "IEC 60335-2-28:2021"),
        ("en 547", "EN 547-3:1996+A1:2008"),
    ],
)
def test_what_is_being_typed_is_finished(index: SearchIndex, typed: str, expected: str):
    suggestions = index.suggest(typed)
    assert suggestions[0].text == expected
    assert suggestions[0].count >= 1


@pytest.mark.parametrize("typed", ["", "s", "sécurité ", "xyz", "9", "ISO 9001:2008", "\x00" * 500])
def test_nothing_is_suggested_that_finds_nothing(index: SearchIndex, typed: str):
    assert index.suggest(typed) == ()


def test_suggestions_are_no_more_than_asked_for(index: SearchIndex):
    assert len(index.suggest("pr", limit=2)) == 2
    assert "ISO 9001:2015/Amd 1:2024" not in [one.text for one in index.suggest("ISO 9001")]


def test_the_index_can_be_compared_with_the_database(
    index: SearchIndex, library: list[SearchDocument]
):
    assert index.document_count() == len(library)
    assert index.keys() == {document.key for document in library}
    assert index.fingerprint() == fingerprint(to_bytes(document) for document in library)


@pytest.mark.parametrize(
    "typed",
    [
        "a" * 10_000,
        "mot " * 2500,
        "sécurité" * 700,
        "« eau » " * 1200,
        "9 81 " * 2000,
        '"' * 10_000,
        "(" * 10_000,
        "* " * 5000,
        "sécurit* OR ?" * 700,
    ],
)
def test_ten_thousand_characters_are_answered_at_once(index: SearchIndex, typed: str):
    before = time.perf_counter()
    page = index.search(Query(typed))
    assert time.perf_counter() - before < 2
    assert page.shortened


@pytest.mark.parametrize(
    "typed",
    [
        "\u202eسلامة الآلات\u202d sécurité",
        "s\u200cé\u200dcurité",
        "sécurité\x00\x1b[2J",
        "*",
        "%_\\",
        "sécurité AND NOT (machines) ~2 ^4 title_fr:*",
        "👩🏽‍🔧 sécurité",
        "\ud800\udfff sécurité",
        " ".join(map(str, range(500))),
    ],
)
def test_signs_of_every_kind_are_only_signs(index: SearchIndex, typed: str):
    page = index.search(Query(typed))
    assert len(page.hits) == min(page.total, 20)
    index.suggest(typed)


@settings(max_examples=60, deadline=None)
@given(typed=st.text(max_size=80) | st.text("sécuriteISO9:«»\"'*?()[] ", max_size=40))
def test_no_text_breaks_the_search(index: SearchIndex, typed: str):
    page = index.search(Query(typed))
    assert len(page.hits) == min(page.total, 20)
    index.suggest(typed)


@pytest.mark.parametrize("typed", ["iso 9001 qualite", "qualité ISO 9001", "9001 quality systems"])
def test_a_number_typed_with_words_puts_its_document_before_those_that_cite_it(
    library: list[SearchDocument],
    build: Callable[[list[SearchDocument]], SearchIndex],
    typed: str,
):
    quality = next(one for one in library if one.reference == "ISO 9001:2015")
    quality = replace(
        quality,
        title_fr="Systèmes de management de la qualité - Exigences",
        title_en="Quality management systems - Requirements",
    )
    citing = replace(
        quality,
        key="edition:9002",
        reference="ISO/TS 9002:2016",
        title_fr="Management de la qualité - Application de l’ISO 9001:2015",
        title_en="Quality management systems - Application of ISO 9001:2015",
    )
    found = build([quality, citing, *library[:8]]).search(Query(typed))
    assert references(found)[:2] == ["ISO 9001:2015", "ISO/TS 9002:2016"]
