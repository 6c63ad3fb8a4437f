"""The story of one need through its pages: from an empty form to the programme."""

from __future__ import annotations

import html
import io
import re

from catalogue.permissions import Role
from catalogue.work_programme.models import WorkItem
from review.needs.models import NeedsExpression
from tests import factories

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64

SECTIONS = {
    "A": {
        "requester": "Coopérative des transformatrices de karité",
        "contact": "Awa Traoré, 76 00 00 00",
        "stakeholder_category": "small_business",
    },
    "B": {
        "title_fr": "Beurre de karité – Spécifications",
        "scope": "Beurre non raffiné ; exclut les cosmétiques.",
        "work_nature": "new",
        "document_kind": "standard",
        "ics": "67.200.10, 71.100.70",
    },
    "C": {"problem": "Les lots sont refusés à l’export."},
    "D": {},
    "E": {},
    "F": {
        "people_concerned": "oui",
        "forecast": "ne_sait_pas",
        "forecast_reason": "Les transformatrices sont presque toutes des femmes.",
        "differences": ["sociale", "economique"],
        "sex_disaggregated_data": "Recherche faite à l’INSTAT en mai 2026.",
        "heard": "Groupement de Zantiébougou, entendu le 3 mai 2026.",
        "culture": "oui",
        "culture_detail": "Usage alimentaire et rituel.",
        "labour": "non",
    },
    "G": {},
}

COMPLETED = {
    "A": {"origin": "committee"},
    "B": {"aspects": ["specifications"]},
    "C": {
        "benefits": ["economic"],
        "benefits_economic": "Export",
        "intended_use": "voluntary",
        "urgency": "Campagne de 2027.",
        "priority": "1",
    },
    "D": {
        "base_references": "ARS 1470:2020",
        "adoption_mode": "NEQ",
        "related_work": "Aucun",
        "base_document": "none",
    },
    "E": {"affected_parties": "Transformatrices : meilleurs prix.", "participants": "Fédération"},
    "G": {"project_leader": "Moussa Keïta", "track_months": "24", "target_40_20": "01/09/2027"},
}


VERDICT = {"body": "Direction", "decided_on": "23/11/2026", "reason": "Besoin établi."}
TODAY = {"received_on": "23/11/2026", "on": "23/11/2026"}


class Story:
    """One need, whoever acts on it."""

    def __init__(self, session, people, page_of):
        self.session, self.people, self.page_of = session, people, page_of

    @property
    def needs(self):
        return self.session.query(NeedsExpression).one()

    def send(self, account, place, data, status=302):
        data = {"version": self.needs.version, **data}
        answer = self.page_of(account, f"/besoins/{self.needs.id}/{place}", data)
        assert answer.status_code == status, html.unescape(answer.text)
        return html.unescape(answer.text)

    def read(self, account, place=""):
        answer = self.page_of(account, f"/besoins/{self.needs.id}{place}")
        assert answer.status_code == 200
        return html.unescape(answer.text)


def test_a_need_from_empty_form_to_the_programme(session, people, page_of):
    session.commit()
    story = Story(session, people, page_of)
    the_chair_starts_leaves_and_comes_back(story)
    the_chair_joins_a_file_and_a_reference(story)
    the_chair_checks_and_files(story)
    the_secretariat_asks_for_more(story)
    the_focal_point_helps(story)
    the_committee_is_heard_and_the_fiche_completed(story)
    the_need_goes_on_the_programme(story)


def the_chair_starts_leaves_and_comes_back(story):
    chair, committee = story.people.chair, story.people.committee
    first = {"version": "0", "committee_id": str(committee.id), **SECTIONS["A"]}
    answer = story.page_of(chair, "/besoins/nouvelle", {**first, "then": "leave"})
    assert answer.status_code == 302
    home = story.read(chair)
    assert "C’est enregistré" in home
    assert "Reste : 17" in home
    for letter in "BCDEFG":
        story.send(chair, f"section/{letter}", SECTIONS[letter])


def the_chair_joins_a_file_and_a_reference(story):
    chair = story.people.chair
    sent = {"field_number": "17", "attachment": (io.BytesIO(PNG), "lots.png")}
    story.send(chair, "pieces/C", sent)
    entry = re.search(r'name="attach" value="(\d+)"', story.read(chair, "/section/F"))
    assert entry is not None
    story.send(chair, "section/F", {**SECTIONS["F"], "attach": entry[1]})
    home = story.read(chair)
    assert "lots.png" in home


def the_chair_checks_and_files(story):
    chair = story.people.chair
    assert "Rien ne manque" in story.read(chair, "/verifier")
    story.send(chair, "deposer", {})
    assert "déposée sous le numéro EB-2026-001" in story.read(chair)


def the_secretariat_asks_for_more(story):
    chair, secretary = story.people.chair, story.people.secretary
    asked = {"admissibility": "to_complete", "reason": "Précisez les exclusions.", "asked": ["10"]}
    story.send(secretary, "recevabilite", {**TODAY, **asked})
    home = story.read(chair)
    assert "Précisez les exclusions." in home
    assert "10. Domaine d’application et exclusions" in home
    story.send(chair, "section/B", {**SECTIONS["B"], "scope": "Exclut aussi les savons."})
    story.send(chair, "deposer", {})
    story.send(secretary, "recevabilite", {**TODAY, "admissibility": "complete"})


def the_focal_point_helps(story):
    focal = story.people.focal
    assert "Aide demandée" in html.unescape(story.page_of(focal, "/besoins").text)
    opinion = {"kind": "confirmed", "reason": "Filière féminine."}
    story.send(focal, "avis-prevision", opinion, status=422)
    opinion = {"kind": "reclassified", "reclassified_to": "1", "reason": "Filière féminine."}
    story.send(focal, "avis-prevision", opinion)


def the_committee_is_heard_and_the_fiche_completed(story):
    secretary = story.people.secretary
    met = {"on": "20/11/2026", "text": "Favorable.", "quorum": "oui"}
    story.send(secretary, "avis-comite", {**met, "women_present": "4", "men_present": "7"})
    early = {**VERDICT, "nature": "new"}
    assert "Il manque encore" in story.send(secretary, "decision/inscrire", early, status=422)
    for letter, answers in COMPLETED.items():
        story.send(secretary, f"completer/{letter}", answers)
    home = story.read(story.people.chair)
    assert "Ce que le secrétariat a complété" in home
    assert "Économique : Export" in home


def the_need_goes_on_the_programme(story):
    final = {**VERDICT, "nature": "new", "base_reference": "ARS 1470:2020"}
    story.send(story.people.secretary, "decision/inscrire", final)
    item = story.session.query(WorkItem).one()
    assert story.needs.work_item_id == item.id
    assert item.forecast == "1", "as the focal point left it"
    home = story.read(story.people.chair)
    for words in (
        "Inscrite au programme",
        item.number,
        "Besoin inscrit au programme",
        "Avis du comité enregistré",
    ):
        assert words in home
    reviewer = factories.account(story.session, Role.REVIEWER)
    story.session.commit()
    assert story.page_of(reviewer, f"/besoins/{story.needs.id}").status_code == 403
