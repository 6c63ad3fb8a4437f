"""The pages: what is typed is never lost, what is not one’s own is not found, lists stay quick."""

from __future__ import annotations

import html
import io
import re

import pytest
import sqlalchemy as sa

from catalogue.reference_list.models import ReferenceEntry
from review.needs import services
from review.needs.models import NeedsExpression
from review.needs.vocabulary import Admissibility
from tests import factories
from tests.review.needs.people import AT, filing_answers

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def said(answer):
    """The page as read: entities resolved."""
    return html.unescape(answer.text)


def address(needs, *rest):
    return "/".join(["/besoins", str(needs.id), *rest])


@pytest.fixture
def draft(session, people):
    needs = people.draft(title_fr="Beurre de karité", ics=["67.200.10"])
    session.commit()
    return needs


def test_a_new_fiche_exists_from_the_first_save(session, people, page_of):
    session.commit()
    assert page_of(people.chair, "/besoins/nouvelle").status_code == 200
    answer = page_of(
        people.chair,
        "/besoins/nouvelle",
        {"version": "0", "requester": "Coopérative", "then": "leave"},
    )
    assert answer.status_code == 302
    made = session.scalars(sa.select(NeedsExpression)).one()
    assert answer.location.endswith(f"/besoins/{made.id}")
    assert made.requester == "Coopérative"


def test_nothing_is_preselected(people, page_of, session):
    needs = people.draft()
    session.commit()
    for letter in "ABCDEFG":
        page = page_of(people.chair, address(needs, "section", letter)).text
        ticked = re.findall(r'<input[^>]*name="(\w+)"[^>]*\bchecked\b', page)
        assert ticked == (["committee_id"] if letter == "A" else [])


@pytest.mark.parametrize(
    ("letter", "typed", "field", "sentence"),
    [
        ("G", {"target_40_20": "31/02/2027"}, "target_40_20", "n’existe pas"),
        ("G", {"target_40_20": "demain"}, "target_40_20", "JJ/MM/AAAA"),
        ("B", {"ics": "99.999"}, "ics", "99.999"),
        ("B", {"ics": "karité"}, "ics", "n’est pas un code ICS"),
        ("F", {"forecast_reason": "x" * 601}, "forecast_reason", "600 caractères"),
        ("C", {"problem": "y" * 4001}, "problem", "4000 caractères"),
        ("F", {"differences": ["aucune", "sociale"]}, "differences", "seule"),
    ],
)
def test_what_cannot_be_read_is_refused_and_kept(  # noqa: PLR0917 - one case a line
    draft, people, page_of, letter, typed, field, sentence
):
    answer = page_of(
        people.chair, address(draft, "section", letter), {"version": draft.version, **typed}
    )
    assert answer.status_code == 422
    page = said(answer)
    assert f'href="#{field}"' in page
    assert sentence in page
    for value in typed.values():
        for text in value if isinstance(value, list) else [value]:
            assert text in page


def test_an_incomplete_section_is_kept_without_reproach(draft, people, page_of):
    answer = page_of(
        people.chair,
        address(draft, "section", "F"),
        {"version": draft.version, "forecast_reason": "trop court", "then": "continue"},
    )
    assert answer.status_code == 302
    assert answer.location.endswith(address(draft, "section", "G"))


@pytest.mark.parametrize(
    ("then", "place"),
    [
        ("leave", ""),
        ("files", "pieces/B"),
        ("ics", "ics"),
        ("bases", "normes-de-base"),
        ("continue", "section/C"),
    ],
)
def test_each_button_saves_and_leads_on(draft, people, page_of, then, place):
    answer = page_of(
        people.chair,
        address(draft, "section", "B"),
        {"version": draft.version, "title_fr": f"Titre {then}", "then": then},
    )
    assert answer.location.endswith(address(draft, place).rstrip("/"))
    assert draft.title_fr == f"Titre {then}"


def test_a_stale_page_shows_both_texts_and_loses_neither(session, draft, people, page_of):
    seen = draft.version
    services.save_answers(
        session,
        draft,
        {"scope": "Texte enregistré par une collègue", "work_nature": None},
        actor=factories.actor(people.chair),
        seen_version=seen,
        at=AT,
    )
    session.commit()
    answer = page_of(
        people.chair,
        address(draft, "section", "B"),
        {"version": seen, "scope": "Mon texte à moi", "work_nature": "revision"},
    )
    assert answer.status_code == 409
    page = said(answer)
    assert "Mon texte à moi" in page
    assert "Texte enregistré par une collègue" in page
    assert "Révision" in page
    assert f'name="version" value="{draft.version}"' in page


@pytest.mark.parametrize("letter", "ABCDEFG")
def test_another_committees_chair_finds_nothing(session, draft, page_of, letter):
    stranger = factories.account(session, chairs=factories.committee(session, "CTN9"))
    session.commit()
    for place in ("", f"section/{letter}", f"pieces/{letter}", "verifier", "ics", "imprimer"):
        assert page_of(stranger, address(draft, place).rstrip("/")).status_code == 404
    assert page_of(stranger, address(draft, "section", letter), {}).status_code == 404
    assert page_of(stranger, address(draft, "deposer"), {}).status_code == 404
    assert page_of(stranger, address(draft, "copier"), {}).status_code == 404


def test_the_secretariat_does_not_find_a_draft(draft, people, page_of):
    assert page_of(people.secretary, address(draft)).status_code == 404


def test_text_typed_after_filing_is_shown_back(session, people, page_of):
    needs = people.filed()
    session.commit()
    answer = page_of(
        people.chair,
        address(needs, "section", "B"),
        {"version": needs.version, "title_fr": "Un long texte à ne pas perdre"},
    )
    assert answer.status_code == 403
    assert "Un long texte à ne pas perdre" in said(answer)


@pytest.mark.parametrize(
    ("megabytes", "status", "sentence"),
    [
        (20, 422, "Raccourcissez ce texte à 4000 caractères"),
        (26, 413, "encore dans votre navigateur"),
    ],
)
def test_megabytes_of_text_are_refused_clearly(draft, page_of, people, megabytes, status, sentence):  # noqa: PLR0917 - one case a line
    answer = page_of(
        people.chair,
        address(draft, "section", "C"),
        {"version": draft.version, "problem": "a" * megabytes * 1024 * 1024},
    )
    assert answer.status_code == status
    assert sentence in said(answer)
    assert draft.problem is None


def test_filing_too_early_links_each_field_to_its_section(draft, people, page_of):
    answer = page_of(people.chair, address(draft, "deposer"), {"version": draft.version})
    assert answer.status_code == 422
    page = said(answer)
    for letter, field in (("A", "contact"), ("C", "problem"), ("F", "forecast")):
        assert f"/section/{letter}?verifier=1#{field}" in page
    from_check = page_of(people.chair, address(draft, "section", "F?verifier=1"))
    assert "Cochez les différences attendues" in said(from_check)


def test_the_fiche_is_read_again_before_it_is_filed(session, people, page_of):
    needs = people.draft(**filing_answers())
    session.commit()
    page = said(page_of(people.chair, address(needs, "verifier")))
    assert "Rien ne manque pour déposer" in page
    assert "67.200.10 Corps gras" in page
    assert "Prise en compte significative" in page


def test_a_second_filing_says_so_and_changes_nothing(session, people, page_of):
    needs = people.draft(**filing_answers())
    session.commit()
    seen = needs.version
    for _ in range(2):
        answer = page_of(people.chair, address(needs, "deposer"), {"version": seen})
        assert answer.status_code == 302
    page = said(page_of(people.chair, address(needs)))
    assert "déjà déposée sous le numéro EB-2026-001" in page
    assert page.count("Expression de besoin déposée") == 1


def test_a_fiche_changed_since_it_was_read_is_read_again(session, people, page_of):
    needs = people.draft(**filing_answers())
    session.commit()
    answer = page_of(people.chair, address(needs, "deposer"), {"version": needs.version - 1})
    assert answer.location.endswith(address(needs, "verifier"))


def test_beside_section_f_stand_questions_and_references_without_their_scale(
    session, draft, people, page_of
):
    page = said(page_of(people.chair, address(draft, "section", "F")))
    assert "Questions à se poser" in page
    assert "karité" in page
    assert "Références proches" in page
    assert "intérêt pour le genre" not in page.lower()
    assert "marqueur" not in page.lower()
    entry = re.search(r'name="attach" value="(\d+)"', page)
    assert entry is not None
    answer = page_of(
        people.chair,
        address(draft, "section", "F"),
        {"version": draft.version, "heard": "Texte en cours", "attach": entry[1]},
    )
    assert answer.location.endswith("#references")
    assert draft.heard == "Texte en cours"
    assert [one.reference_entry_id for one in draft.references] == [int(entry[1])]
    page_of(
        people.chair,
        address(draft, "section", "F"),
        {"version": draft.version, "heard": "Texte en cours", "detach": entry[1]},
    )
    session.refresh(draft, ["references"])
    assert draft.references == []
    assert session.get(ReferenceEntry, int(entry[1])) is not None


def test_a_file_is_joined_and_taken_off(session, draft, people, page_of):
    place = address(draft, "pieces", "C")
    sent = {"field_number": "18", "attachment": (io.BytesIO(PNG), "marché.png")}
    assert page_of(people.chair, place, sent).status_code == 302
    page = said(page_of(people.chair, place))
    assert "marché.png" in page
    wrong = {"field_number": "18", "attachment": (io.BytesIO(b"MZ"), "virus.exe")}
    answer = page_of(people.chair, place, wrong)
    assert answer.status_code == 422
    assert "un de ces formats" in said(answer)
    (joined,) = draft.attachments
    page_of(people.chair, f"{place}/{joined.id}/retirer", {})
    session.refresh(draft, ["attachments"])
    assert draft.attachments == []


def test_a_code_is_found_added_and_taken_off(draft, people, page_of):
    page = said(page_of(people.chair, address(draft, "ics") + "?q=vetements"))
    assert "13.340.10" in page
    page_of(people.chair, address(draft, "ics", "13.340.10"), {"q": "vetements"})
    assert draft.ics == ["67.200.10", "13.340.10"]
    page_of(people.chair, address(draft, "ics", "67.200.10"), {})
    assert draft.ics == ["13.340.10"]


def test_the_blank_sheet_is_open_to_all_with_every_number(client):
    page = html.unescape(client.get("/besoins/fiche-vierge").text)
    for number in [*map(str, range(1, 53)), "41a", "41b"]:
        assert f">{number}. " in page


def test_the_printed_sheet_carries_the_answers(session, people, page_of):
    needs = people.ready()
    session.commit()
    page = said(page_of(people.secretary, address(needs, "imprimer")))
    for text in ("EB-2026-001", "67.200.10", "Favorable.", "Conforme à ce que dit le groupement."):
        assert text in page


@pytest.mark.parametrize("who", ["chair", "secretary", "focal"])
def test_the_list_asks_the_database_the_same_whatever_its_length(
    session, people, page_of, count_queries, who
):
    account = getattr(people, who)
    people.ready()
    session.commit()
    page_of(account, "/besoins")
    session.expunge_all()
    with count_queries as few:
        page_of(account, "/besoins")
    few_count = few.count
    for _ in range(6):
        people.ready()
    session.commit()
    session.expunge_all()
    few.statements.clear()
    with count_queries as many:
        answer = page_of(account, "/besoins")
    assert answer.status_code == 200
    assert many.count == few_count


def test_the_list_is_filtered_by_state_and_committee(session, people, page_of):
    people.filed(title_fr="Fiche déposée")
    people.draft(title_fr="Fiche en brouillon")
    session.commit()
    page = said(page_of(people.chair, f"/besoins?etat=draft&comite={people.committee.id}"))
    assert "Fiche en brouillon" in page
    assert "Fiche déposée" not in page
    assert page_of(people.chair, "/besoins?etat=zzz&comite=zzz&page=zzz").status_code == 200


def test_the_focal_point_sees_first_who_asks_for_help(session, people, page_of):
    people.filed(title_fr="Fiche qui demande", forecast="ne_sait_pas")
    people.filed(title_fr="Fiche plus récente")
    session.commit()
    page = said(page_of(people.focal, "/besoins"))
    assert page.index("Fiche qui demande") < page.index("Fiche plus récente")
    assert "Aide demandée" in page


def test_a_chair_finds_at_home_what_waits_for_her_and_nobody_elses(session, people, page_of):
    people.draft(title_fr="Attiéké – Spécifications")
    people.filed(title_fr="Savon au karité")
    returned = people.filed(title_fr="Beurre de karité")
    people.screen(
        returned, admissibility=Admissibility.TO_COMPLETE, reason="Précisez.", asked=["10"]
    )
    session.commit()
    home = page_of(people.chair, "/").get_data(as_text=True)
    assert home.index("Beurre de karité") < home.index("Attiéké – Spécifications")
    assert "Savon au karité" not in home
    other = factories.account(session, chairs=factories.committee(session, "CTN2"))
    session.commit()
    assert "Vos besoins à compléter" not in page_of(other, "/").get_data(as_text=True)
    assert "Vos besoins à compléter" not in page_of(people.secretary, "/").get_data(as_text=True)


def test_a_base_standard_is_found_added_and_taken_off(session, draft, people, page_of):
    factories.deliverable(session, "ISO 22000:2018", title_fr="Sécurité des denrées")
    draft.base_references = "aucune"
    session.commit()
    page = said(page_of(people.chair, address(draft, "normes-de-base") + "?q=iso+22000"))
    assert "Ajouter ISO 22000:2018" in page
    assert "Sécurité des denrées" in page
    place = address(draft, "normes-de-base")
    page_of(people.chair, place, {"reference": "ISO 22000:2018"})
    page_of(people.chair, place, {"reference": "CXS 325-2017"})
    assert draft.base_references == "ISO 22000:2018\nCXS 325-2017"
    page_of(people.chair, place, {"reference": "iso 22000:2018"})
    assert draft.base_references == "CXS 325-2017"
    page = said(page_of(people.chair, place + "?q=zzzz+9999"))
    assert "Rien d’autre ne correspond" in page
    assert "Retirer CXS 325-2017" in page
