"""The main job, end to end: from a need to the indicator that counts it, by the product's pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from catalogue.database import db
from catalogue.journal.checking import chain_faults
from catalogue.serve import announce_setup
from tests.catalogue.documents.made_files import pdf
from tests.stories.browser_like import Visitor, chosen_file
from tests.stories.cast import Cast
from tests.stories.karite import COMPLETED_BY_SECRETARIAT, READING, SECTIONS, TITLE, harmful

TODAY = "23/11/2026"
FILING = {"received_on": TODAY, "on": TODAY}
VERDICT = {"body": "Direction générale", "decided_on": TODAY, "reason": "Besoin établi."}
SECOND = "Signalisation des chantiers – Panneaux"
OLDER, NUMBERS = "NM 02-001:2025", {TITLE: "NM 02-117:2026", SECOND: "NM 05-031:2026"}
SESSION = {
    "session_label": "11e session",
    "cnncq_on": TODAY,
    "homologated_on": TODAY,
    "act_reference": "Décision 2026-14",
    "common_nature": "new",
}


@pytest.fixture
def cast(product: Flask, capsys: pytest.CaptureFixture[str]) -> Cast:
    with product.app_context():
        announce_setup("http://localhost")
    printed = re.search(r"http://localhost(/installation/\S+)", capsys.readouterr().out)
    assert printed is not None
    return Cast(product, printed[1])


@pytest.mark.long
def test_from_a_need_to_the_indicator(cast, afterwards):
    an_older_standard_is_entered_by_hand(cast.secretary)
    counts(cast.public, numerator=0, denominator=1, missing=1, examined=0, coverage=0)
    need = the_chair_drafts_and_files(cast.chair)
    the_secretariat_returns_it_and_the_chair_completes(cast, need)
    the_focal_point_and_the_committee_are_heard(cast, need)
    item = the_secretariat_registers_it(cast, need)
    goes_to_the_council(cast.secretary, item)
    shea = opens_the_final_round(cast, item, barred=True)
    two_readings_made_apart(cast, shea)
    one_thinks_again_and_they_agree(cast, shea)
    other = a_second_item_enters_the_programme(cast.secretary)
    goes_to_the_council(cast.secretary, other)
    disputed = opens_the_final_round(cast, other, barred=False)
    two_readings_made_apart(cast, disputed)
    a_third_person_settles_it(cast, disputed)
    act = the_session_is_homologated(cast.secretary)
    counts(cast.public, numerator=1, denominator=3, missing=0, examined=2, coverage=2 / 3)
    it_is_undone(cast.secretary, act)
    counts(cast.public, numerator=0, denominator=1, missing=1, examined=0, coverage=0)
    the_session_is_homologated(cast.secretary)
    afterwards()
    the_standards_carry_their_markers(cast.public)
    counts(cast.public, numerator=1, denominator=3, missing=0, examined=2, coverage=2 / 3)
    nothing_contradicts_itself(cast.product)
    the_journal_tells_it(cast)


# --- The need ------------------------------------------------------------------------------------


def an_older_standard_is_entered_by_hand(secretary: Visitor) -> None:
    secretary.visit("/normes/nouvelle")
    secretary.press(
        "Enregistrer la norme",
        reference=OLDER,
        body_code="AMANORM",
        title_fr="Mil décortiqué – Spécifications",
        kind="standard",
        nature="new",
        homologated_on="14/02/2025",
    )


def the_chair_drafts_and_files(chair: Visitor) -> str:
    chair.visit("/besoins")
    chair.follow("Nouvelle expression de besoin")
    committee = chair.page.form_with("committee_id").choice("committee_id", "CTN2")
    chair.press("Enregistrer et quitter", committee_id=committee, **SECTIONS["A"])
    need = chair.page.path
    # They come back another time, and are told what filing still wants.
    chair.visit("/besoins")
    chair.follow("Sans titre", "Relire et déposer")
    chair.press("Déposer la fiche", status=422)
    assert any(line.startswith("34. ") for line in chair.page.errors), chair.page.errors
    assert "#forecast" in chair.page.link("35. ")
    chair.visit(f"{need}/section/B")
    for letter in "BCDE":
        chair.press("Enregistrer et continuer", **SECTIONS[letter])
    assert "67.200.10" in chair.page.main, "the prompts of its field stand beside section F"
    chair.press("Joindre", **SECTIONS["F"])
    chair.press("Enregistrer et continuer")
    chair.visit(f"{need}/section/C")
    chair.press("Enregistrer et joindre un fichier")
    chair.press(
        "Joindre", field_number="17", attachment=chosen_file("lots-refuses.pdf", pdf("Lots"))
    )
    chair.visit(f"{need}/verifier")
    assert SECTIONS["F"]["forecast_reason"] in chair.page.main
    chair.press("Déposer la fiche")
    assert "déposée sous le numéro EB-2026-001" in chair.page.main
    assert "lots-refuses.pdf" in chair.page.main
    return need


def the_secretariat_returns_it_and_the_chair_completes(cast: Cast, need: str) -> None:
    secretary, chair = cast.secretary, cast.chair
    secretary.visit(f"{need}/recevabilite")
    lacking = {"admissibility": "to_complete", "reason": "Précisez les exclusions."}
    secretary.press("Enregistrer la recevabilité", **FILING, **lacking, asked=["10"])
    chair.visit(need)
    assert "Précisez les exclusions." in chair.page.main
    assert "10. Domaine d’application et exclusions" in chair.page.main
    chair.visit(f"{need}/section/B")
    chair.press("Enregistrer et quitter", scope="Beurre non raffiné ; exclut aussi les savons.")
    chair.visit(f"{need}/verifier")
    chair.press("Déposer la fiche")
    secretary.visit(f"{need}/recevabilite")
    secretary.press("Enregistrer la recevabilité", **FILING, admissibility="complete", asked=[])


def the_focal_point_and_the_committee_are_heard(cast: Cast, need: str) -> None:
    cast.focal.visit("/besoins")
    assert "Aide demandée" in cast.focal.page.main
    cast.focal.follow(TITLE, "Donner l’avis sur la prévision")
    opinion = {"kind": "reclassified", "reclassified_to": "1", "reason": "Filière féminine."}
    cast.focal.press("Enregistrer mon avis", **opinion)
    cast.secretary.visit(f"{need}/avis-comite")
    cast.secretary.press(
        "Enregistrer l’avis",
        on="20/11/2026",
        text="Favorable.",
        quorum="oui",
        women_present="4",
        men_present="7",
    )


def the_secretariat_registers_it(cast: Cast, need: str) -> str:
    secretary = cast.secretary
    secretary.visit(f"{need}/decision/inscrire")
    early = secretary.press("Inscrire au programme", status=422, nature="new", **VERDICT)
    assert "Il manque encore des réponses" in early.main
    for letter, answers in COMPLETED_BY_SECRETARIAT.items():
        secretary.visit(f"{need}/completer/{letter}")
        secretary.press("Enregistrer", **answers)
    secretary.visit(f"{need}/decision/inscrire")
    secretary.press(
        "Inscrire au programme", nature="new", base_reference="ARS 1470:2020", **VERDICT
    )
    cast.chair.visit(need)
    assert "Inscrite au programme" in cast.chair.page.main
    assert "Ce que le secrétariat a complété" in cast.chair.page.main
    cast.public.visit("/programme")
    cast.public.follow(TITLE)
    assert "Oumar" not in cast.public.page.text
    return cast.public.page.path


# --- The text and its readings -------------------------------------------------------------------


def goes_to_the_council(secretary: Visitor, item: str) -> None:
    for code in ("30.20", "40.20", "40.60"):
        secretary.visit(f"{item}/stade")
        # An enquiry of one day must say why (WTO code of practice).
        why = "Urgence de santé." if code == "40.60" else ""
        secretary.press("Enregistrer le stade", code=code, reached_on=TODAY, reason=why)
    secretary.visit(item)
    secretary.follow("Mettre en attente du CNNCQ")
    secretary.press("Mettre en attente du CNNCQ", reason="Enquête close sans objection.")
    secretary.follow("Joindre un texte")
    text = chosen_file("texte.pdf", pdf(f"Texte {item}"))
    secretary.press("Joindre le texte", kind="council", upload=text)


def opens_the_final_round(cast: Cast, item: str, *, barred: bool) -> str:
    secretary = cast.secretary
    secretary.visit(item)
    secretary.follow("Faire relire")
    page = secretary.press("Ouvrir la relecture")
    round_ = page.path.removesuffix("/inviter")
    if barred:
        _, kept_out = page.main.split("Qui ne peut pas relire ce texte, et pourquoi")
        assert "Ibrahim Maïga" in kept_out
        assert "CTN2" in kept_out
        assert not any("Maïga" in one for one in page.form_with("account_id").choices("account_id"))
    for name in ("Oumar Sidibé", "Aïssata Cissé"):
        asked = secretary.page.form_with("account_id").choice("account_id", name)
        secretary.press("Inviter", account_id=asked)
    assert secretary.page.path == round_
    return round_


def fills(reviewer: Visitor, readings: dict[str, dict[str, Any]]) -> None:
    """Declare no interest, fill every section, hand in."""
    reviewer.follow("Aller à votre relecture")
    reviewer.press("Envoyer ma réponse", has_interest="non")
    desk = reviewer.page.path
    assert "F1 : choisissez une réponse." in reviewer.page.main
    for slug, answers in readings.items():
        reviewer.visit(f"{desk}/{slug}")
        reviewer.press("Enregistrer et revenir au résumé", **answers)
    assert "Rien : la grille est complète." in reviewer.page.main


def two_readings_made_apart(cast: Cast, round_: str) -> None:
    cast.first.visit(round_)
    fills(cast.first, READING)
    assert "pris en compte de façon significative" in cast.first.page.main
    cast.first.press("Soumettre ma relecture")
    own = cast.first.page.path
    # The other knows nothing of it: neither the name, nor the state, nor the answers.
    assert "Sidibé" not in cast.second.visit(round_).main
    assert "Sidibé" not in cast.second.visit("/relectures").main
    cast.second.visit(own, status=404)
    cast.second.visit(round_)
    fills(cast.second, harmful(READING))
    assert "Cissé" not in cast.first.visit(round_).main
    cast.second.press("Soumettre ma relecture")
    for reviewer in (cast.first, cast.second):
        both = reviewer.visit(round_)
        assert "Les deux marqueurs diffèrent" in both.main
        reviewer.follow("Comparer les relectures")
        assert "Ouvrir le tri à la coopérative." in reviewer.page.main


def one_thinks_again_and_they_agree(cast: Cast, round_: str) -> None:
    second = cast.second
    second.visit(round_)
    second.follow("Reprendre ma relecture")
    second.press("Reprendre ma relecture", status=422)
    second.press("Reprendre ma relecture", reason="L’article 5.1 ouvre bien le tri.")
    desk = second.page.path
    second.visit(f"{desk}/texte")
    second.press("Enregistrer et revenir au résumé", A13_value="ok", A13_clause="", A13_note="")
    second.press("Soumettre ma relecture")
    decided = cast.secretary.visit(round_)
    assert "La décision" in decided.main
    assert "Le marqueur attend l’homologation de ce texte." in decided.main


def a_second_item_enters_the_programme(secretary: Visitor) -> str:
    secretary.visit("/programme/nouveau")
    secretary.press(
        "Inscrire",
        title_fr=SECOND,
        committee_id=secretary.page.form_with("kind").choice("committee_id", "CTN5 "),
        nature="new",
        kind="standard",
        registered_on="05/01/2026",
    )
    return secretary.page.path


def a_third_person_settles_it(cast: Cast, round_: str) -> None:
    for reviewer in (cast.first, cast.second):
        reviewer.visit(round_)
        reviewer.press("Je n’ai rien à ajouter")
    cast.secretary.visit(round_)
    cast.secretary.follow("Choisir qui départage")
    focal = cast.secretary.page.form_with("account_id").choice("account_id", "Fatoumata Koné")
    cast.secretary.press("Confier le départage", account_id=focal)
    focal_point = cast.focal
    focal_point.visit(round_)
    focal_point.follow("Aller à votre relecture")
    if "Répondre à l’invitation" in focal_point.page.heading:
        focal_point.press("Envoyer ma réponse", has_interest="non")
    desk = focal_point.page.path
    assert "Ouvrir le tri à la coopérative." in focal_point.visit(f"{desk}/texte").main
    focal_point.press(
        "Enregistrer et revenir au résumé",
        A13_value="to_fix",
        A13_clause="5.1",
        A13_note="Ouvrir le tri à la coopérative.",
        A13_reason="L’article 5.1 réserve le tri aux ateliers.",
    )
    focal_point.press("Soumettre ma relecture")
    cast.public.visit("/relectures", status=200)
    assert cast.public.page.heading == "Se connecter"
    assert "La décision" in cast.secretary.visit(round_).main


# --- The standards and the figure ----------------------------------------------------------------


def the_session_is_homologated(secretary: Visitor) -> str:
    secretary.visit("/programme/homologations/nouvelle?tous=1")
    form = secretary.page.form_with("session_label")
    lines: dict[str, Any] = {}
    for box in secretary.page.root.iter("fieldset"):
        legend = box.find("legend")
        title = "".join(legend.itertext()).strip() if legend is not None else ""
        for one in box.iter("input"):
            if title in NUMBERS and str(one.get("name")).endswith("_reference"):
                lines[str(one.get("name"))] = NUMBERS[title]
    assert len(lines) == len(NUMBERS), form.asked()
    preview = secretary.press("Voir ce qui sera créé", **SESSION, **lines)
    assert "2 normes vont être homologuées. Rien n’est encore enregistré." in preview.main
    assert NUMBERS[TITLE] in preview.main
    secretary.press("Confirmer l’homologation")
    assert "2 normes sont homologuées" in secretary.page.main
    return secretary.page.path


def it_is_undone(secretary: Visitor, act: str) -> None:
    secretary.visit(f"{act}/defaire")
    secretary.press("Défaire cet acte", reason="Mauvaise date d’acte.")


def the_standards_carry_their_markers(public: Visitor) -> None:
    for title, words in ((TITLE, "significative"), (SECOND, "non sensible au genre")):
        public.visit("/recherche")
        public.press("Rechercher", q=NUMBERS[title])
        public.follow(NUMBERS[title])
        assert words in public.page.main, public.page.main
        assert "Sidibé" not in public.page.main


def counts(public: Visitor, **expected: float) -> None:
    given = public.client.get("/api/v1/indicators/5.3?window=2024-2026").get_json()
    for name, value in expected.items():
        assert given[name] == pytest.approx(value), (name, given[name])
    assert given["pending"]["total"] == given["denominator"] - given["examined"]
    page = public.visit("/indicateurs/5.3")
    assert re.search(
        rf"{expected['numerator']} normes? nationales? sur {expected['denominator']} ", page.main
    )
    assert all(one["reference"] in page.main for one in given["records"])


def nothing_contradicts_itself(product: Flask) -> None:
    result = product.test_cli_runner().invoke(args=["check"])
    assert "Tout est en ordre." in result.output, result.output
    assert result.exit_code == 0


def the_journal_tells_it(cast: Cast) -> None:
    with cast.product.app_context():
        assert list(chain_faults(db.session)) == []
    journal = cast.admin.visit("/journal").main
    assert "Sékou Diallo" in journal
    assert "Mauvaise date d’acte." in journal
