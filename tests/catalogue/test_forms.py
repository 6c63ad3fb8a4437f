"""What a person types: kept, cleaned, refused with a sentence that says what to do."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms.validators import Length, NumberRange

from catalogue import i18n
from catalogue.errors import DomainError, Invalid
from catalogue.fields import clean
from catalogue.forms import (
    ChoiceField,
    EmailField,
    FileField,
    Form,
    FrenchDateField,
    IntegerField,
    LongTextField,
    ManyOfField,
    OneOfField,
    QueryForm,
    Required,
    SearchField,
    SecretField,
    TextField,
    VersionedForm,
    choices,
)
from catalogue.messages import N_


@pytest.fixture(autouse=True)
def request_context() -> Any:
    """A request of a small application, without tokens."""
    app = Flask("catalogue")
    app.config.update(SECRET_KEY="x" * 40, WTF_CSRF_ENABLED=False)
    app.config.update(LOCALES=("fr", "en"), AGENCY_TIMEZONE="Africa/Bamako")
    i18n.init_app(app)
    with app.test_request_context("/?q=karit%C3%A9&body=ISO", method="POST"):
        yield


def posted(form: type[Form], **values: Any) -> Form:
    """Give the form as sent with these values, validated."""
    pairs = [
        (name, one)
        for name, value in values.items()
        for one in (value if isinstance(value, list) else [value])
    ]
    sent = form(MultiDict(pairs))
    sent.validate()
    return sent


class NeedForm(VersionedForm):
    title = TextField("3. Titre proposé", [Required("Écrivez le titre proposé.")], maximum=30)
    reason = LongTextField("36. Motif", minimum=20, maximum=60)
    wanted_on = FrenchDateField("17. Date souhaitée")
    people = IntegerField("Nombre de personnes", largest=1000)
    concerned = OneOfField("34. Des personnes ?", [Required()], choices=[("oui", "Oui")])
    differences = ManyOfField(
        "37. Différences",
        choices=[("physique", "Physique"), ("sociale", "Sociale"), ("aucune", "Aucune")],
        alone=("aucune",),
    )


def test_text_is_trimmed_and_composed_and_loses_control_characters() -> None:
    form = posted(NeedForm, title="  Beurre\x00 de karite\u0301 \r\n brut ", version="1")
    assert form["title"].data == "Beurre de karité brut"


def test_password_is_left_as_typed() -> None:
    class SignIn(Form):
        secret = SecretField("Mot de passe")

    assert posted(SignIn, secret="  deux espaces ")["secret"].data == "  deux espaces "


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\x00" not in once
    assert "\r" not in once


def test_line_ends_count_once_so_that_the_counter_and_the_server_agree() -> None:
    text = "\r\n".join(["a" * 19] * 3)
    form = posted(NeedForm, reason=text, title="T", concerned="oui", version="1")
    assert len(form["reason"].data) == 59
    assert not form["reason"].errors


def test_too_long_a_text_is_kept_whole_and_refused_with_the_count() -> None:
    form = posted(NeedForm, title="x" * 31, version="1")
    assert form["title"].data == "x" * 31
    assert form["title"].errors[0] == (
        "Raccourcissez ce texte à 30 caractères au plus : il en compte 31."
    )


def test_a_short_text_is_refused_but_an_empty_one_is_left_to_the_rules() -> None:
    assert "au moins 20" in posted(NeedForm, reason="court", version="1")["reason"].errors[0]
    assert not posted(NeedForm, reason="", version="1")["reason"].errors


def test_twenty_megabytes_of_text_are_refused_without_delay() -> None:
    form = posted(NeedForm, reason="é" * 2_000_000, version="1")
    assert "Raccourcissez" in form["reason"].errors[0]


@pytest.mark.parametrize("blank", ["", "   ", "\u00a0", "\n\t "])
def test_blanks_do_not_answer_a_necessary_question(blank: str) -> None:
    form = posted(NeedForm, title=blank, version="1")
    assert form["title"].errors == ["Écrivez le titre proposé."]


@pytest.mark.parametrize(
    "written",
    ["31/12/2026", "31-12-2026", "31.12.2026", "31 12 2026", "2026-12-31", " 31/12/2026 "],
)
def test_a_date_is_read_in_every_usual_writing(written: str) -> None:
    assert posted(NeedForm, wanted_on=written, version="1")["wanted_on"].data == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("31/02/2026", "Le 31/02/2026 n’existe pas : vérifiez le jour et le mois."),
        ("29/02/2025", "Le 29/02/2025 n’existe pas : vérifiez le jour et le mois."),
        ("2026-13-01", "Le 01/13/2026 n’existe pas : vérifiez le jour et le mois."),
        ("31/12/26", "Écrivez la date ainsi : JJ/MM/AAAA, par exemple 31/12/2026."),
        ("demain", "Écrivez la date ainsi : JJ/MM/AAAA, par exemple 31/12/2026."),
        ("01/01/0026", "Vérifiez l’année : elle doit être entre 1900 et 2199."),
        ("٣١/١٢/٢٠٢٦", "Écrivez la date ainsi : JJ/MM/AAAA, par exemple 31/12/2026."),
    ],
)
def test_an_impossible_date_is_refused_and_stays_in_the_box(written: str, advice: str) -> None:
    field = posted(NeedForm, wanted_on=written, version="1")["wanted_on"]
    assert field.errors == [advice]
    assert field.data is None
    assert field._value() == written


def test_a_recorded_date_is_shown_in_french_order() -> None:
    form = NeedForm(None, data={"wanted_on": date(2026, 3, 1)})
    assert form["wanted_on"]._value() == "01/03/2026"


@given(st.text(max_size=40))
def test_any_text_in_a_date_or_a_number_is_answered_not_failed(text: str) -> None:
    form = posted(NeedForm, wanted_on=text, people=text, version="1")
    assert isinstance(form["wanted_on"].data, date | None)
    assert isinstance(form["people"].data, int | None)


@pytest.mark.parametrize("written", ["120", "1 20", "1\u00a020", "1\u202f20", "+120"])
def test_a_whole_number_may_be_written_with_spaces(written: str) -> None:
    assert posted(NeedForm, people=written, version="1")["people"].data == 120


@pytest.mark.parametrize("written", ["12,5", "douze", "1e3", "9" * 30, "1001", "-1"])
def test_another_number_is_refused_and_stays_in_the_box(written: str) -> None:
    field = posted(NeedForm, people=written, version="1")["people"]
    assert field.errors[0].startswith("Écrivez un nombre")
    assert field._value() == written


def test_a_number_is_refused_with_an_example_it_would_accept() -> None:
    class YearForm(Form):
        year = IntegerField("Année", smallest=2000, largest=2199)
        copies = IntegerField("Combien", smallest=1, largest=10_000_000)

    form = posted(YearForm, year="30 %", copies="30 %")
    assert form["year"].errors == ["Écrivez un nombre compris entre 2000 et 2199."]
    assert form["copies"].errors == ["Écrivez un nombre entier, en chiffres, par exemple 12."]
    [said] = posted(YearForm, year="2026", copies="-5")["copies"].errors
    assert re.sub(r"\s", " ", said) == "Écrivez un nombre compris entre 1 et 10 000 000."


def test_nothing_is_preselected_and_a_foreign_answer_is_refused() -> None:
    assert not any(c.selected for c in NeedForm(None)["concerned"].iter_choices())
    assert posted(NeedForm, version="1")["concerned"].errors == ["Choisissez une réponse."]
    refused = posted(NeedForm, concerned="peut-être", version="1")["concerned"]
    assert refused.errors == ["Choisissez une des réponses proposées."]


def test_an_exclusive_answer_goes_alone() -> None:
    both = posted(NeedForm, differences=["physique", "aucune"], version="1")["differences"]
    assert both.errors == [
        "Cochez « Aucune » seule ou décochez-la : elle ne va avec aucune autre réponse."
    ]
    assert both.data == ["physique", "aucune"]
    assert not posted(NeedForm, differences=["aucune"], version="1")["differences"].errors


def test_an_empty_line_of_a_list_is_no_answer() -> None:
    class BaseForm(Form):
        base = ChoiceField("Base", choices=choices({"iso": N_("ISO"), "ars": N_("ARS")}))
        degree = ChoiceField("Degré", choices=[("idt", "IDT")])

    form = posted(BaseForm, base="", degree="idt")
    assert form["base"].data is None
    assert form["degree"].data == "idt"
    assert not form.errors


def test_an_unknown_version_is_asked_again() -> None:
    assert posted(NeedForm, version="12")["version"].data == 12
    for odd in ("", "-1", "1.5", "٣", "9" * 40):
        refused = posted(NeedForm, version=odd)["version"]
        assert refused.data is None
        assert refused.errors


def test_the_library_speaks_our_words() -> None:
    class Library(Form):
        text = TextField("Texte", [Length(min=3, max=5)])
        number = IntegerField("Nombre", [NumberRange(min=2)])
        mail = EmailField("Courriel")

    form = posted(Library, text="x", number="1", mail="awa@")
    assert form["text"].errors == ["Écrivez entre 3 et 5 caractères : il y en a 1."]
    assert form["number"].errors == ["Écrivez un nombre d’au moins 2."]
    assert form["mail"].errors[0].startswith("Écrivez une adresse électronique entière")


def upload(name: str, content: bytes) -> FileStorage:
    return FileStorage(BytesIO(content), filename=name)


def test_a_file_of_another_kind_empty_or_too_large_is_refused_in_words() -> None:
    class SheetForm(Form):
        sheet = FileField("Pièce", [Required()], families=("PDF", "JPEG"), largest=1024 * 1024)

    def errors(value: Any) -> list[str]:
        form = SheetForm(MultiDict({"sheet": value} if value else {}))
        form.validate()
        return list(form["sheet"].errors)

    assert errors(None) == ["Choisissez un fichier."]
    assert errors(upload("a.exe", b"x")) == [
        "Choisissez un fichier d’un de ces formats : PDF, JPEG."
    ]
    assert errors(upload("a.pdf", b"")) == ["Choisissez un autre fichier : celui-ci est vide."]
    assert "1 Mo au plus" in errors(upload("a.pdf", b"x" * (1024 * 1024 + 1)))[0]
    assert errors(upload("SCAN.PDF", b"%PDF-1.7")) == []


def test_the_summary_lists_each_question_once_with_its_anchor() -> None:
    form = posted(NeedForm, title="", reason="court", wanted_on="hier", version="1")
    lines = form.error_summary()
    assert [(line.href, line.label) for line in lines] == [
        ("#title", "3. Titre proposé"),
        ("#reason", "36. Motif"),
        ("#wanted_on", "17. Date souhaitée"),
        ("#concerned", "34. Des personnes"),
    ]
    assert lines[0].message == "Écrivez le titre proposé."


def test_what_a_rule_refuses_stands_beside_its_field_or_at_the_head() -> None:
    form = posted(NeedForm, title="T", concerned="oui", version="1")
    form.refuse(DomainError(N_("Choisissez un autre comité."), field="title"))
    form.refuse(DomainError(N_("La fiche est déjà déposée.")))
    form.refuse(Invalid(N_("Il manque des réponses."), {"reason": N_("Dites pourquoi.")}))
    assert form["title"].errors == ["Choisissez un autre comité."]
    assert form["reason"].errors == ["Dites pourquoi."]
    assert [line.message for line in form.error_summary()][:2] == [
        "La fiche est déjà déposée.",
        "Il manque des réponses.",
    ]


def test_answers_are_read_back_in_words() -> None:
    form = posted(NeedForm, differences=["physique", "sociale"], version="1")
    assert form.read_back("differences", ["physique", "sociale"]) == (
        "37. Différences",
        "Physique, Sociale",
    )
    assert form.read_back("unknown", ["x"]) is None


def test_a_query_form_reads_the_address_and_needs_no_token() -> None:
    class SearchForm(QueryForm):
        q = SearchField("Rechercher")

    form = SearchForm()
    assert form["q"].data == "karité"
    assert "csrf_token" not in form
    assert form.validate()


def test_a_long_question_is_shortened_in_the_summary() -> None:
    class Long(Form):
        text = TextField("Quelles personnes " * 10, [Required()])

    label = posted(Long, text="").error_summary()[0].label
    assert len(label) <= 71
    assert label.endswith("Quelles…")
