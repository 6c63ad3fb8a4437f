"""Every count of an indicator reaches the sheet in both languages, with what qualifies it."""

from __future__ import annotations

from catalogue import clock
from catalogue.permissions import ANONYMOUS
from review.indicators.models import IndicatorSheet
from review.indicators.rules import live_figures
from review.indicators.services import every_figure, question
from review.restitution import services
from review.restitution.figure_words import counted_in_words, figure_in_words, named
from review.restitution.presentation import facts_of
from review.restitution.vocabulary import BESIDE, COUNTS, LANGUAGES
from tests.conftest import NOW

TODAY = NOW.date()
TYPED = dict.fromkeys(
    ("contact", "commitments_fr", "commitments_en", "story_fr", "story_en"), "Texte."
)


def plain(code="1.2", **facts):
    return {
        "code": code,
        "at": "2026-11-23",
        "numerator": 1,
        "denominator": None,
        "not_applicable": None,
        "withheld_for_privacy": False,
        "coverage_exact": None,
        "interval_exact": None,
        "lines": [],
        "beside": [],
    } | facts


def line(label, numerator, denominator=None, withheld=None):
    return {
        "label_fr": label,
        "numerator": numerator,
        "denominator": denominator,
        "withheld_fr": withheld,
    }


def said(told):
    return told.replace("\xa0", " ")


DEVELOPED = plain(
    "5.3",
    numerator=10,
    denominator=55,
    examined=45,
    coverage_exact="9/11",
    interval_exact=["2/11", "4/11"],
)


def sheet(**figures):
    content = {
        "contact": "Contact",
        "plan": {"title": "Plan", "starts_on": "2024-01-01", "ends_on": "2026-12-31"},
        "as_of": "2026-11-23",
    }
    return content | figures


def test_items_assessed_are_those_examined_and_not_those_counted(session):
    content = services.prepared(session, TYPED, today=TODAY, local_date=clock.local_date)
    assert content["examined"] == {"fr": "sans objet", "en": "not applicable"}
    told = services.content_of(*_parts_of(session), {"5.3": DEVELOPED}, TYPED, [])
    facts = {name: said(fact) for name, fact in facts_of(told, "en")}
    assert facts["Items assessed"] == "45 of 55 (81.8%)"
    assert (
        facts["Standards whose final marker is 1 or 2, of the national standards approved"]
        == "10 of 55 (18.2%)"
    )
    facts = {name: said(fact) for name, fact in facts_of(told, "fr")}
    assert facts["Normes examinées"] == "45 sur 55 (81,8 %)"
    [figure] = [one for one in told["figures"] if one["code"] == "5.3"]
    assert said(figure["value_fr"]) == (
        "10 sur 55 (18,2 %) ; normes examinées : 45 sur 55 (81,8 %) ; entre 18,2 % et 36,4 %"
    )


def _parts_of(session):
    asked = question(session, today=TODAY)
    board = services.board(session, ANONYMOUS, asked, local_date=clock.local_date)
    return services.current_plan(session, TODAY), board


def test_a_sheet_of_an_earlier_version_says_its_figure_under_its_own_name():
    earlier = sheet(assessed={"value_fr": "10 sur 55 (18,2 %)"}, training={"value_fr": "12"})
    facts = dict(facts_of(earlier, "fr"))
    assert facts["Normes examinées"] == "inconnu"
    assert "10 sur 55 (18,2 %)" in facts.values()
    assert facts["Formation"] == "12"


def test_each_count_of_an_indicator_is_said():
    told = plain(
        "1.4",
        lines=[
            line("Organismes nationaux de normalisation dont le plan genre est connu", 1),
            line("Organismes régionaux et internationaux dont le plan genre est connu", 2),
        ],
    )
    assert figure_in_words(told, "en") == (
        "national bodies: 1; regional and international organisations: 2"
    )
    assert said(figure_in_words(told, "fr")) == (
        "organismes nationaux : 1 ; organismes régionaux et internationaux : 2"
    )


def test_nothing_to_divide_by_is_not_applicable_and_never_nought_of_nought():
    told = plain("5.2", lines=[line("Sujets", 0, 0)])
    assert figure_in_words(told, "fr") == "sans objet"
    assert figure_in_words(told, "en") == "not applicable"


def test_structures_are_counted_though_no_universe_is_declared(session):
    content = services.prepared(session, TYPED, today=TODAY, local_date=clock.local_date)
    [figure] = [one for one in content["figures"] if one["code"] == "1.2"]
    found = figure["numerator"]
    assert found > 0
    assert figure["value_fr"].startswith(f"{found} (aucun total n’est déclaré)")
    assert figure["value_en"].startswith(f"{found} (no universe is declared)")


def test_how_sure_a_figure_of_people_is_stands_beside_it():
    told = plain(
        "1.1",
        lines=[line("Sièges occupés par des femmes", 31, 103)],
        beside=[line("Personnes distinctes, femmes", 27, 91)],
        coverage_exact="103/109",
        interval_exact=["31/109", "37/109"],
    )
    assert figure_in_words(told, "en") == (
        "31 of 103 (30.1%); sex declared: 94.5%, between 28.4% and 33.9%; "
        "women, distinct people: 27 of 91 (29.7%)"
    )


def test_a_share_is_rounded_half_up_as_everywhere():
    told = plain("2.1", lines=[line("Femmes parmi le personnel", 5, 16)])
    assert said(figure_in_words(told, "fr")) == "5 sur 16 (31,3 %)"


def test_what_is_kept_back_is_said_and_never_counted():
    hidden = line("Femmes", None, None)
    told = plain(
        "2.1",
        numerator=None,
        withheld_for_privacy=True,
        lines=[hidden],
        beside=[line("Personnes distinctes, femmes", None, None)],
    )
    assert said(figure_in_words(told, "fr")) == (
        "inconnu (masqué pour protéger les personnes) ; "
        "femmes, personnes distinctes : masqué pour protéger les personnes"
    )
    assert counted_in_words(told, "en") == "unknown (withheld to protect individuals)"


def test_too_few_declared_gives_no_percentage():
    told = plain("2.1", lines=[line("Femmes", 2, 4, "pas de pourcentage")])
    assert figure_in_words(told, "en") == (
        "2 of 4 (no percentage: too many people have not declared their sex)"
    )


def test_every_count_of_several_and_every_word_of_the_sheet_has_its_english(session):
    """A count that came into an indicator and has no English name would be read in French."""
    figures = every_figure(session, question(session, today=TODAY))
    unnamed = [
        str(one.label)
        for figure in figures.values()
        if len(figure.lines) > 1
        for one in figure.lines
        if named(str(one.label), COUNTS) is None
    ]
    assert unnamed == []
    for words in (*COUNTS.values(), *BESIDE.values()):
        assert set(words) == set(LANGUAGES)


def test_every_word_kept_beside_a_figure_names_a_count_that_exists(session):
    figures = every_figure(session, question(session, today=TODAY))
    labels = [
        str(one.label).replace("\xa0", " ") for each in figures.values() for one in each.beside
    ]
    unknown = [start for start in BESIDE if not any(one.startswith(start) for one in labels)]
    assert unknown == ["Plan validé le"]  # said only of a plan that was validated


def test_nothing_is_taken_that_the_public_may_not_read(session):
    content = services.prepared(session, TYPED, today=TODAY, local_date=clock.local_date)
    kept = {
        one.code for one in session.query(IndicatorSheet) if not live_figures.allows(ANONYMOUS, one)
    }
    assert kept
    for one in content["figures"]:
        if one["code"] in kept:
            assert one["numerator"] is None
            assert one["value_en"] == "unknown (published once a reading is closed)"
