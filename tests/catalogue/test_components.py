"""What people see: the fields, the summary of errors, the lists, the frame of every page."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import html5lib
import pytest
from babel.messages.extract import extract
from flask import Flask, g, render_template_string
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

from catalogue import i18n, rendering
from catalogue.forms import (
    ChoiceField,
    FileField,
    FrenchDateField,
    IntegerField,
    LongTextField,
    ManyOfField,
    OneOfField,
    Required,
    SecretField,
    TextField,
    TickField,
    VersionedForm,
)
from catalogue.messages import N_
from catalogue.paging import Facet, FacetValue, Page, UrlState
from catalogue.permissions import ANONYMOUS, Actor, Role

TEMPLATES = Path(__file__).parents[2] / "templates"
STATIC = Path(__file__).parents[2] / "catalogue" / "static"
ENGLISH = re.compile(
    r"\b(Error|There is|problem|Success|Important|Warning|Previous|Next|Breadcrumb|Menu|Pagination|"
    r"You can enter|characters|Support links|Change|optional|Skip|Page \d of)\b"
)
Draw = Callable[..., Any]
CHAIR = Actor(account_id=1, name="Awa Diarra", roles=frozenset({Role.CHAIR}))


class SampleForm(VersionedForm):
    """One field of each kind."""

    title = TextField("3. Titre proposé", [Required("Écrivez le titre proposé.")])
    reason = LongTextField("36. Motif", [Required()], maximum=600, minimum=20)
    base = ChoiceField("12. Norme de base", choices=[("iso", "ISO 53800"), ("ars", "ARS 1470")])
    people = OneOfField(
        "34. Des personnes sont-elles concernées ?",
        [Required()],
        choices=[("oui", "Oui"), ("non", "Non"), ("ne_sait_pas", "Ne sait pas")],
    )
    differences = ManyOfField(
        "37. Différences attendues",
        choices=[("physique", "Physique"), ("sociale", "Sociale"), ("aucune", "Aucune")],
        alone=("aucune",),
    )
    wanted_on = FrenchDateField("17. Date souhaitée")
    population = IntegerField("Nombre de personnes")
    sheet = FileField("Pièce jointe", families=("PDF", "Word"))
    secret = SecretField("Mot de passe")
    sure = TickField("Je confirme", description="Cet acte est inscrit au journal.")


@pytest.fixture(scope="module")
def app() -> Flask:
    """A small application around the templates: no database, no slices."""
    app = Flask("catalogue", static_folder=str(STATIC))
    app.jinja_loader = ChoiceLoader(  # type: ignore[assignment]
        [
            FileSystemLoader(TEMPLATES),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    app.config.update(SECRET_KEY="x" * 40, TESTING=True)
    app.config.update(LOCALES=("fr", "en"), AGENCY_TIMEZONE="Africa/Bamako")
    i18n.init_app(app)
    rendering.init_app(app)
    app.add_template_global(lambda: 1, "unread_messages")
    app.jinja_env.globals["MOST_UNREAD"] = 99
    CSRFProtect(app)
    context: dict[str, Any] = {}
    app.extensions["context"] = context

    @app.context_processor
    def page_context() -> dict[str, Any]:
        g.csp_nonce = "nonce-of-the-test"
        return {
            "locale": "fr",
            "agency": {"acronym": "AMANORM", "name": "Agence malienne de normalisation"},
            "navigation": [
                SimpleNamespace(endpoint="home", label=N_("Accueil"), active=True),
                SimpleNamespace(endpoint="list", label=N_("Normes"), active=False),
            ],
            "footer_links": [("home", N_("Méthode"))],
            "languages": [("fr", "Français", "/?lang=fr"), ("en", "English", "/?lang=en")],
            "current_actor": context["actor"],
            "demo": context["demo"],
            "csp_nonce": "nonce-of-the-test",
        }

    app.add_url_rule("/", "home", lambda: "")
    app.add_url_rule("/normes", "list", lambda: "")
    app.add_url_rule("/connexion", "security.login", lambda: "")
    app.add_url_rule("/messages", "notices.inbox", lambda: "")
    app.add_url_rule("/sortie", "security.logout", lambda: "", methods=["POST"])
    return app


FIELDS = """
{% from "components/fields.html" import field, error_summary, form_tag, submit %}
{{ error_summary(form) }}
{% call form_tag(form, files=True) %}
{% for f in form if f.name not in form.hidden_names() %}{{ field(f) }}{% endfor %}
{{ submit('Enregistrer') }}
{% endcall %}
"""
PAGE = """
{% extends "base.html" %}
{% block title %}Fiche d’expression{% endblock %}
{% block main %}<p>Texte</p>{% endblock %}
"""


@pytest.fixture
def draw(app: Flask) -> Draw:
    """Render a template within one request and read it as a strict parser does."""
    app.extensions["context"].update(actor=CHAIR, demo=True)

    def drawn(source: str, *, post: dict[str, Any] | None = None, **names: Any) -> Document:
        app.config["WTF_CSRF_ENABLED"] = post is None
        app.config["WTF_CSRF_CHECK_DEFAULT"] = False
        with app.test_request_context("/", method="POST" if post is not None else "GET", data=post):
            form = SampleForm()
            if post is not None:
                form.validate()
            template = source if "{" in source else "{% include name %}"
            return Document(render_template_string(template, name=source, form=form, **names))

    return drawn


class Document:
    """A drawn page or part of one, as people and machines read it."""

    def __init__(self, html: str) -> None:
        self.html = html
        strict = html5lib.HTMLParser(strict="<html" in html, namespaceHTMLElements=False)
        read = strict.parse if "<html" in html else strict.parseFragment
        self.root = read(html)
        self.text = " ".join("".join(self.root.itertext()).split(" ")).strip()

    def all(self, tag: str, **attributes: str) -> list[Any]:
        return [
            node
            for node in self.root.iter()
            if str(node.tag).rpartition("}")[2] == tag
            and all(
                node.get(name.rstrip("_").replace("_", "-")) == value
                for name, value in attributes.items()
            )
        ]

    def one(self, tag: str, **attributes: str) -> Any:
        found = self.all(tag, **attributes)
        assert len(found) == 1, (tag, attributes, len(found))
        return found[0]

    def words(self, node: Any) -> str:
        return re.sub(r"[ \n\t]+", " ", "".join(node.itertext())).strip()

    @property
    def ids(self) -> list[str]:
        return [node.get("id") for node in self.root.iter() if node.get("id")]


def test_every_field_has_its_label_and_points_to_its_hint_and_error(draw: Draw) -> None:
    page = draw(FIELDS, post={"people": "peut-être", "wanted_on": "31/02/2026", "version": "1"})
    boxes = [
        node
        for tag in ("input", "textarea", "select")
        for node in page.all(tag)
        if node.get("type") != "hidden"
    ]
    labelled = {label.get("for") for label in page.all("label")}
    assert len(boxes) == 14
    for box in boxes:
        assert box.get("id") in labelled
        for pointed in (box.get("aria-describedby") or "").split():
            assert pointed in page.ids
    assert len(page.ids) == len(set(page.ids))
    date_box = page.one("input", id="wanted_on")
    assert date_box.get("value") == "31/02/2026"
    assert date_box.get("aria-describedby") == "wanted_on-hint wanted_on-error"
    assert "n’existe pas" in page.words(page.one("p", id="wanted_on-error"))


def test_the_summary_leads_to_every_field_to_correct(draw: Draw) -> None:
    page = draw(FIELDS, post={"people": "peut-être", "wanted_on": "x", "version": "1"})
    targets = [a.get("href") for a in page.all("a") if (a.get("href") or "").startswith("#")]
    assert targets == ["#title", "#reason", "#people", "#wanted_on"]
    assert all(target[1:] in page.ids for target in targets)
    assert "4 réponses sont à revoir" in page.text


def test_an_untouched_form_has_no_summary_and_carries_its_token(draw: Draw) -> None:
    page = draw(FIELDS)
    assert "govuk-error-summary" not in page.html
    assert page.one("input", name="csrf_token").get("value")
    assert page.one("form").get("enctype") == "multipart/form-data"


def test_nothing_is_preselected_and_no_password_is_shown(draw: Draw) -> None:
    page = draw(FIELDS, post={"secret": "mot de passe secret", "version": "1"})
    assert not [node for node in page.all("input") if node.get("checked") is not None]
    assert "mot de passe secret" not in page.html


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><b>', "{{ 7*7 }}"])
def test_what_people_type_is_shown_as_text(draw: Draw, text: str) -> None:
    post = {"title": text, "reason": text, "wanted_on": text, "people": text, "version": "1"}
    page = draw(FIELDS, post=post)
    assert page.one("input", id="title").get("value") == text
    assert page.one("textarea", id="reason").text == text
    assert not page.all("script")
    assert "49" not in page.html


def test_no_english_is_left_in_any_component(draw: Draw) -> None:
    for post in (None, {"version": "1"}):
        found = ENGLISH.search(draw(FIELDS, post=post).text)
        assert found is None, found


def test_a_page_has_one_heading_which_is_its_title(draw: Draw) -> None:
    page = draw(PAGE)
    assert page.words(page.one("h1")) == "Fiche d’expression"
    assert page.words(page.one("title")) == "Fiche d’expression – Normes & Genre"
    assert page.one("html").get("lang") == "fr"
    assert page.one("a", href="#contenu") is not None
    assert page.one("main").get("id") == "contenu"
    assert not ENGLISH.search(page.text.replace("English", ""))


def test_a_page_obeys_the_strict_policy(draw: Draw) -> None:
    page = draw(PAGE)
    assert not page.all("style")
    for node in page.root.iter():
        assert node.get("style") is None
        assert not [name for name in node.keys() if str(name).startswith("on")]  # noqa: SIM118
    assert [script.get("nonce") for script in page.all("script")] == ["nonce-of-the-test"]
    addresses = [node.get("href") or node.get("src") or "" for node in page.root.iter()]
    assert not [address for address in addresses if "//" in address]


def test_signing_out_is_an_act_and_signing_in_a_link(app: Flask, draw: Draw) -> None:
    page = draw(PAGE)
    assert page.one("form", method="post", action="/sortie") is not None
    assert "Awa Diarra" in page.text
    app.extensions["context"]["actor"] = ANONYMOUS
    page = draw(PAGE)
    assert not page.all("form")
    assert page.words(page.one("a", href="/connexion")) == "Se connecter"


def test_demonstration_data_are_said_to_be_so_on_every_page(app: Flask, draw: Draw) -> None:
    assert "Données de démonstration" in draw(PAGE).text
    app.extensions["context"]["demo"] = False
    assert "démonstration" not in draw(PAGE).text


@pytest.mark.parametrize(
    "status", [400, 401, 403, 404, 405, 409, 410, 413, 418, 422, 429, 500, 503]
)
def test_every_failure_is_explained_in_french(draw: Draw, status: int) -> None:
    page = draw("error.html", status=status, message=None, fields=[])
    assert page.words(page.one("h1"))
    assert not ENGLISH.search(page.text.replace("English", ""))
    assert page.one("main").findall(".//p")


def test_a_failure_keeps_what_was_typed_and_offers_to_send_it_again(draw: Draw) -> None:
    fields = [("title", "Beurre de karité"), ("people", "oui"), ("version", "4")]
    page = draw("error.html", status=500, message=N_("Phrase de la règle."), fields=fields)
    form = page.one("form", action="/?")
    sent = {node.get("name"): node.get("value") for node in form.iter("input")}
    assert sent["title"] == "Beurre de karité"
    assert sent["version"] == "4"
    assert sent["csrf_token"]
    assert "3. Titre proposé" in page.text
    assert "Phrase de la règle." in page.text


def test_a_conflict_shows_both_texts_and_loses_neither(draw: Draw) -> None:
    page = draw(
        "components/conflict.html",
        mine={"version": ["3"], "title": ["Le mien"], "people": ["oui"], "reason": ["Pareil"]},
        theirs={"title": "L’autre", "people": "non", "reason": "Pareil"},
        version=4,
        action="/besoins/1",
    )
    form = page.one("form", action="/besoins/1")
    sent = {node.get("name"): node.get("value") for node in form.iter("input")}
    assert sent["version"] == "4"
    assert (sent["title"], sent["people"], sent["reason"]) == ("Le mien", "oui", "Pareil")
    sides = [
        page.words(div)
        for div in page.all("div")
        if "app-compare__side" in (div.get("class") or "")
    ]
    assert sides == [
        "Votre texteLe mien",
        "Texte enregistré depuisL’autre",
        "Votre texteOui",
        "Texte enregistré depuisNon",
    ]
    assert "Identiques dans les deux textes\u00a0: 36. Motif." in page.text


def test_an_expired_session_carries_every_answer_again(draw: Draw) -> None:
    page = draw(
        "components/resubmit.html",
        fields=[("title", "Beurre"), ("differences", "physique"), ("differences", "sociale")],
        action="/besoins/1",
        had_files=True,
        signed_out=True,
    )
    form = page.one("form", action="/besoins/1")
    sent = [(node.get("name"), node.get("value")) for node in form.iter("input")]
    assert sent[1:] == [
        ("title", "Beurre"),
        ("differences", "physique"),
        ("differences", "sociale"),
    ]
    assert sent[0][0] == "csrf_token"
    assert "fichiers joints" in page.text
    assert page.one("a", href="/connexion", target="_blank") is not None


def test_before_the_page_is_reached_only_sentences_are_read_back(draw: Draw) -> None:
    """Tokens, buttons and codes of choices say nothing to the person who typed."""
    page = draw(
        "components/resubmit.html",
        fields=[
            ("unknown_title", "Un texte précieux"),
            ("then", "continue"),
            ("once", "un jeton"),
            ("version", "4"),
        ],
        action="/besoins/1",
        had_files=False,
        signed_out=False,
    )
    assert "Un texte précieux" in page.text
    for word in ("unknown_title", "continue", "un jeton"):
        assert word not in page.text
    sent = {node.get("name") for node in page.one("form", action="/besoins/1").iter("input")}
    assert {"unknown_title", "then", "once", "version"} <= sent


def test_a_double_press_is_told_that_it_is_recorded(draw: Draw) -> None:
    page = draw(
        "components/conflict.html",
        mine={"version": ["3"], "title": ["Le même"]},
        theirs={"title": "Le même"},
        version=4,
        action="/besoins/1",
    )
    assert "déjà enregistré, peut-être par un double appui" in page.text


def test_a_table_names_its_columns_in_every_cell_and_says_what_is_unknown(draw: Draw) -> None:
    page = draw(
        """{% from "components/parts.html" import table %}{{ table("Normes", ["Référence",
        {"label": "Année", "numeric": true}], [["ISO 53800", 2024], ["<b>", none]]) }}
        {{ table("Rien", ["A"], []) }}"""
    )
    assert [cell.get("data-label") for cell in page.all("td")][:2] == ["Année", "Année"]
    assert [page.words(head) for head in page.all("th", scope="row")] == ["ISO 53800", "<b>"]
    assert "non renseigné" in page.text
    assert "Rien à montrer ici" in page.text


def test_answers_to_check_show_each_value_and_where_to_change_it(draw: Draw) -> None:
    page = draw(
        """{% from "components/parts.html" import summary_list %}{{ summary_list([
        {"key": "3. Titre", "value": "a\nb", "href": "/modifier#title"},
        {"key": "37. Différences", "value": ["Physique", "Sociale"]},
        {"key": "38. Données", "value": none}, {"key": "Zéro", "value": 0}]) }}"""
    )
    values = [page.words(node) for node in page.all("dd")]
    assert values == ["a b", "Modifier – 3. Titre", "PhysiqueSociale", "Non renseigné", "0"]
    assert page.one("a").get("href") == "/modifier#title"


LIST = """
{% from "components/lists.html" import search_box, facets, chosen_filters, pagination %}
{{ search_box("Chercher", state, path="/normes") }}
{{ chosen_filters(groups, state, "/normes") }}
{{ facets(groups, state, "/normes", most=2) }}
{{ pagination(page, state, "/normes") }}
"""


def test_a_list_is_filtered_and_paged_by_plain_links(draw: Draw) -> None:
    state = UrlState((("q", "eau"), ("body", "ISO"), ("page", "3")))
    values = tuple(FacetValue(code, code, 5) for code in ("ISO", "ARSO", "IEC", "UIT"))
    page = draw(
        LIST,
        state=state,
        groups=[Facet("body", "Organisme", values)],
        page=Page(items=range(25), total=200, number=3),
    )
    links = {page.words(a): a.get("href") for a in page.all("a")}
    assert links["Filtrer\u00a0: ARSO 5(5 résultats)"] == "/normes?q=eau&body=ISO&body=ARSO"
    assert links["Retirer le filtre ISO 5(5 résultats)"] == "/normes?q=eau"
    assert links["Page suivante"] == "/normes?q=eau&body=ISO&page=4"
    assert links["1"] == "/normes?q=eau&body=ISO"
    assert "2 autres valeurs" in page.text
    kept = page.one("form").find(".//input[@type='hidden']")
    assert (kept.get("name"), kept.get("value")) == ("body", "ISO")
    assert not ENGLISH.search(page.text)


def test_one_page_needs_no_page_numbers(draw: Draw) -> None:
    page = draw(LIST, state=UrlState(), groups=[], page=Page(items=[1], total=1))
    assert "govuk-pagination" not in page.html


def test_a_chart_says_the_same_as_its_table_and_never_draws_an_unknown(draw: Draw) -> None:
    page = draw(
        """{% from "components/chart.html" import bar_chart %}{{ bar_chart("a", "Part des femmes",
        [{"label": "CTN 1", "value": 42, "display": "42 %"}, {"label": "CTN 2", "value": none},
         {"label": "CTN 3", "value": 0, "display": "0 %"}],
        maximum=100, target={"value": 30, "label": "Cible"}) }}
        {{ bar_chart("b", "Autre", [{"label": "x", "value": 1, "series": 2}],
        legend=["u", "v"]) }}"""
    )
    drawing = page.all("svg", role="img")[0]
    assert [page.words(page.one("title", id="a-title"))] == ["Part des femmes"]
    assert drawing.get("aria-labelledby") == "a-title a-desc"
    bars = [r for r in drawing.iter() if "bar--1" in (r.get("class") or "")]
    assert [bar.get("width") for bar in bars] == ["31.92%"]
    cells = [page.words(cell) for cell in page.all("td")]
    assert cells[:3] == ["42 %", "inconnu", "0 %"]
    assert len(page.ids) == len(set(page.ids))


def test_stages_say_in_words_what_is_done_and_late(draw: Draw) -> None:
    page = draw(
        """{% from "components/parts.html" import timeline %}{{ timeline([
        {"title": "10.99", "date": "12 mars 2026", "state": "done"},
        {"title": "40.60", "state": "late"}]) }}"""
    )
    items = [page.words(item) for item in page.all("li")]
    assert items == ["10.99 fait 12 mars 2026", "40.60 en retard date inconnue"]


def test_a_marker_is_a_code_and_a_word_and_none_means_not_examined(draw: Draw) -> None:
    page = draw(
        """{% from "components/parts.html" import marker %}
        {{ marker("2") }}{{ marker(none) }}{{ marker("NP") }}{{ marker("1", provisional=True) }}"""
    )
    assert "marqueur 2" in page.text
    assert "non examiné" in page.text
    assert "non pertinent" in page.text
    assert "marqueur 1 (provisoire)" in page.text


def test_french_sentences_keep_their_punctuation_on_the_line() -> None:
    folder = Path(__file__).parents[2]
    sources = [*TEMPLATES.glob("*.html"), *(TEMPLATES / "components").glob("*.html")]
    sources += [folder / "catalogue" / name for name in ("fields.py", "forms.py", "uploads.py")]
    for source in sources:
        method = "python" if source.suffix == ".py" else "jinja2.ext:babel_extract"
        keywords = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2)}
        with source.open("rb") as file:
            for line, _function, message, _comments in extract(method, file, keywords=keywords):
                for text in [message] if isinstance(message, str) else message:
                    assert not re.search(r" [:;?!»]|« |\w'\w", text or ""), (source, line, text)


def test_what_is_served_compressed_is_what_is_served_plain() -> None:
    for name in ("app.css", "app.js"):
        plain = (STATIC / name).read_bytes()
        assert gzip.decompress((STATIC / f"{name}.gz").read_bytes()) == plain
    assert (
        len((STATIC / "app.css.gz").read_bytes()) + len((STATIC / "app.js.gz").read_bytes())
        < 15_000
    )


def test_the_stylesheet_fetches_nothing_and_wears_nobody_else_s_emblem() -> None:
    css = (STATIC / "app.css").read_text(encoding="utf-8")
    for foreign in ("url(", "@import", "@font-face", "GDS Transport", "crown"):
        assert foreign not in css, foreign


def contrast(one: str, other: str) -> float:
    """The WCAG 2.2 contrast ratio of two colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_text_of_the_palette_is_readable_on_its_ground() -> None:
    source = (STATIC.parent / "styles" / "_palette.scss").read_text(encoding="utf-8")
    colour = dict(re.findall(r"\$([a-z-]+): (#[0-9a-f]{6});", source))
    grounds = ["#ffffff", colour["paper"], *(v for k, v in colour.items() if k.endswith("-tint"))]
    for text in ("ink", "ink-soft", "green"):
        for ground in grounds:
            assert contrast(colour[text], ground) >= 4.5, (text, ground)
    for name in ("ochre", "red", "blue", "violet"):
        assert contrast(colour[name], colour[f"{name}-tint"]) >= 4.5, name
    for name in ("green", "green-dark", "red", "ink-soft", "blue"):
        assert contrast("#ffffff", colour[name]) >= 4.5, name
    assert contrast(colour["ink"], colour["ochre-bright"]) >= 4.5
