"""How a document is cited: what is known, and nothing more."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.partial_dates import PartialDate
from catalogue.records.bibliography import State
from catalogue.records.citation import citation
from tests.catalogue.records.bibliographic import AGENCY, quality

SEEN = date(2026, 11, 23)


def cited(**other):
    return " ".join(str(one) for one in citation(quality(**other), seen_on=SEEN)).replace(
        "\u00a0", " "
    )


def test_a_published_standard_is_cited_in_french_with_its_edition_and_date():
    assert cited() == (
        "ISO 9001:2015, Systèmes de management de la qualité — Exigences. 5e édition. "
        "ISO, 2015-09. "
        "Disponible à l’adresse : https://normes.example/normes/iso/62085 (consulté le 2026-11-23)."
    )


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"edition_number": 1}, "1re édition."),
        ({"state": State.WITHDRAWN}, "Document annulé."),
        (
            {"state": State.WITHDRAWN, "withdrawn_on": date(2020, 5, 3)},
            "Document annulé le 2020-05-03.",
        ),
        ({"state": State.IN_PREPARATION, "stage_code": "40.20"}, "ISO, en préparation (stade 40.2"),
        ({"state": State.IN_PREPARATION, "stage_code": ""}, "ISO, en préparation."),
        ({"state": State.ABANDONED}, "ISO, projet abandonné."),
        ({"state": State.UNDONE}, "Homologation défaite : ce texte n’est pas une norme."),
        ({"reference": "ISO 9001"}, "Référence non datée."),
        ({"reference": "ISO 9001", "published": None}, "ISO, date inconnue."),
        ({"reference": ""}, "Exigences (numéro à compléter)."),
        ({"title_fr": "", "title_en": ""}, "ISO 9001:2015, [sans titre connu]."),
        (
            {"homologated_on": date(2019, 3, 14), "publisher": AGENCY},
            "AMANORM (Mali), homologation du 2019-03-14.",
        ),
        ({"adopted_on": date(2019, 2, 1)}, "adoption par le CNNCQ du 2019-02-01."),
        ({"project": True, "reference": "2026-012"}, "Projet 2026-012, Systèmes de management"),
        ({"project": True, "became": "NM 1:2026"}, "projet devenu NM 1:2026."),
    ],
)
def test_what_is_known_is_said(known, said):
    assert said in cited(**known)


def test_a_text_in_force_is_not_said_to_be_anything_else():
    assert "annulé" not in cited()
    assert "préparation" not in cited()
    assert "non datée" not in cited()
    assert "date inconnue" not in cited(published=None)  # the reference carries its year


def test_a_working_title_is_not_given_for_the_official_one():
    assert "Requirements [traduction de travail : Systèmes" in cited(title_fr_official=False)
    assert "Exigences [titre de travail]" in cited(title_fr_official=False, title_en="")


def test_a_project_is_never_said_undated():
    assert "non datée" not in cited(project=True, reference="Projet A", state=State.IN_PREPARATION)


@given(
    st.builds(
        quality,
        reference=st.text(max_size=30),
        title_fr=st.text(max_size=30),
        title_en=st.text(max_size=30),
        state=st.sampled_from(State),
        title_fr_official=st.booleans(),
        project=st.booleans(),
        published=st.none() | st.builds(PartialDate, st.integers(1900, 2100)),
    )
)
def test_every_document_can_be_cited(item):
    sentences = [str(one) for one in citation(item, seen_on=SEEN)]
    assert sentences
    assert all(sentence.strip().endswith(".") for sentence in sentences)


@pytest.mark.parametrize("text", ["2015", "2015-09", "2015-09-22"])
def test_a_date_is_read_as_far_as_it_is_known(text):
    assert str(PartialDate.read(text)) == text


@pytest.mark.parametrize("text", [None, "", "2015-13", "2015-02-30", "22/09/2015", "0000"])
def test_what_is_no_date_is_unknown(text):
    assert PartialDate.read(text) is None


def test_dates_are_read_aloud_as_far_as_they_are_known(app):
    from catalogue.i18n import day

    with app.test_request_context():
        assert day(PartialDate(2015)) == "2015"
        assert day(PartialDate(2015, 9)) == "septembre 2015"
        assert day(PartialDate(2015, 9, 1)) == "1er septembre 2015"
