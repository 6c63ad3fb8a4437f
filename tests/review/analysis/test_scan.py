from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.analysis.clauses import Clauses
from review.analysis.drafts import scan_text
from review.analysis.patterns import any_case
from review.analysis.reading import SENTENCE_REACH, Page
from review.analysis.scan import scan
from review.analysis.sentences import Sentences
from review.analysis.vocabulary import HintKind

# Arbitrary text, and arbitrary arrangements of what the rules look for.
WORDS = (
    "Les travailleurs|l’opérateur|un adulte de 75 kg|he|He or she|man-hours|«|»|\n|\n\n|.| |4.1 |"
    "3 Termes et définitions|Annexe B|employé(e)s|tra-\nvailleurs|ﬁ|\u00ad|İ|ß|*|\x00|\u200b|50 N|"
    "percentile|ceux qui|homme|\ufeff|e\u0301"
)
PIECES = WORDS.split("|")
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map(" ".join),
                  st.lists(st.sampled_from(PIECES)).map("".join))  # fmt: skip


@given(st.lists(TEXTS, max_size=3), st.sampled_from(["fr", "en", "auto"]))
@settings(deadline=None)
def test_offsets_point_at_the_words_of_the_page(pages, language):
    hints = scan(pages, language)
    for hint in hints:
        page = pages[hint.page - 1]
        assert hint.text
        assert page[hint.start : hint.end] == hint.text
    assert [(one.page, one.start) for one in hints] == sorted(
        (one.page, one.start) for one in hints
    )


@given(TEXTS, st.sampled_from(["fr", "en", "auto"]))
@settings(deadline=None)
def test_offsets_of_a_text_file_point_into_the_file(raw, language):
    for hint in scan_text(raw, language):
        assert hint.text
        assert raw[hint.start : hint.end] == hint.text


def shown(text, language="fr"):
    return [
        (one.text, one.wording_class and one.wording_class.value) for one in scan([text], language)
    ]


def test_a_hint_has_exactly_the_keys_of_the_command():
    (hint,) = scan(["4.2 Formation\nLes techniciens signent le registre."], "fr")
    assert hint.as_plain() == {
        "page": 1,
        "clause": "4.2",
        "start": 18,
        "end": 29,
        "text": "techniciens",
        "kind": "wording",
        "class": "A",
        "rule": "FR57",
        "suggestions": [
            "les membres du personnel technique",
            "les techniciennes et les techniciens",
        ],
        "context": "Les techniciens signent le registre.",
    }


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("L’opérateur lit la notice.", "la personne qui utilise la machine"),
        (
            "Informer l’opérateur formé.",
            "personne qui utilise la machine",
        ),  # «formé» would be wrong
        ("Un employé signe.", "un membre du personnel"),
        ("La formation des soudeurs dure dix jours.", "des membres du personnel de soudage"),
        ("Il faut trois apiculteurs.", "apicultrices et apiculteurs"),
        ("Prévoir 12 heures-homme.", "heures-personne"),
        ("Le chef d’équipe signe.", "la ou le responsable d’équipe"),
        ("Un chef d’équipe signe.", "une ou un responsable d’équipe"),
        ("Chaque chef d’équipe signe.", "chaque responsable d’équipe"),
    ],
)
def test_suggestions_follow_article_and_number_where_it_is_safe(text, first):
    (hint,) = [one for one in scan([text], "fr") if one.kind is HintKind.WORDING]
    assert hint.suggestions[0] == first


def test_a_defined_term_is_reported_apart():
    page = (
        "3 Termes et définitions\n3.1\nutilisateur\npersonne qui se sert du produit\n"
        "3.2\nmontage\naction de l’ouvrier\n4 Exigences\nL’utilisateur lit la notice.\n"
    )
    told = [(one.text, one.rule, one.clause) for one in scan([page], "fr")]
    assert told == [
        ("utilisateur", "defined_term", "3.1"),
        ("ouvrier", "FR50", "3.2"),
        ("utilisateur", "FR52", "4"),
    ]
    assert scan([page], "fr")[0].context == "3.1 utilisateur personne qui se sert du produit"


def test_cited_standards_and_the_bibliography_are_not_the_drafts_own_words():
    pages = [
        "2 Références normatives\nISO 1, Les ouvriers\n3 Exigences\nLes travailleurs signent.",
        "Bibliographie\n[1] Guide des ouvriers, 1998\n",
        "[2] Manuel des techniciens, 2004\n",
    ]
    assert [(one.page, one.text) for one in scan(pages, "fr")] == [(1, "travailleurs")]


def test_the_clause_in_course_goes_on_over_the_page():
    pages = [
        "5.3 Vêtements\nTexte.",
        "Les ouvriers se changent.\nAnnexe B (informative)\nLes soudeurs aussi.",
    ]
    assert [(one.clause, one.text) for one in scan(pages, "fr")] == [
        ("5.3", "ouvriers"),
        ("Annexe B", "soudeurs"),
    ]


def test_each_paragraph_is_read_in_its_language():
    page = (
        "Les ouvriers doivent porter un casque et des gants dans la zone de levage.\n\n"
        "The foreman shall record the time of the arrival of each of the deliveries.\n"
    )
    assert shown(page, "auto") == [("ouvriers", "A"), ("foreman", "A")]


def test_a_page_of_one_language_is_not_read_in_the_other():
    assert shown("The agent and the technician sign the two forms of the test.", "auto") == []


def test_a_table_without_full_stops_is_weighed_around_each_place_only():
    text = "Le colis de 75 kg " * 500
    page = Page(text, Sentences(text), Clauses(text))
    assert max(len(page.sentence(index)) for index in (0, 900, 1900)) <= 2 * SENTENCE_REACH
    hints = scan([f"{text} pour une personne de 75 kg"], "fr")
    assert "personne de 75 kg" in {one.text for one in hints}


@given(st.text(alphabet="aAéÉ1 .-œŒ", max_size=30))
def test_a_pattern_for_lower_case_finds_what_ignoring_case_finds(text):
    pattern = r"\bÉa|[A-É]\S\d|œ(?=\W)"
    ignoring = [one.span() for one in re.finditer(pattern, text, re.IGNORECASE)]
    assert [one.span() for one in any_case(pattern).finditer(text.lower())] == ignoring


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Les conducteurs et les mécaniciens suivent le cours.", ["conducteurs", "mécaniciens"]),
        ("L’accusé de réception est daté.", []),
        ("Les gants de soudeur sont en cuir.", []),
        ("Le soudeur porte des gants.", ["soudeur"]),
        ("En les surveillant, on règle la buse.", []),
        ("Les surveillants règlent la buse.", ["surveillants"]),
    ],
)
def test_what_stands_around_tells_people_from_the_rest(text, shown):
    assert [one.text for one in scan([text], "fr")] == shown
