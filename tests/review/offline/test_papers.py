"""A checklist filled on paper, typed for its reader by the secretariat (product_rules §1)."""

from __future__ import annotations

import io
import re

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from catalogue.accounts.models import Account, AccountRole
from catalogue.committees.models import Person
from catalogue.journal.models import Entry
from catalogue.notices.models import Notice
from catalogue.permissions import Role
from review.answers.models import Review
from review.answers.queries import working_copy
from review.assignments.models import Assignment, InterestDeclaration
from review.assignments.queries import assignment_of
from review.assignments.vocabulary import AssignmentState, RoundState
from tests import factories
from tests.catalogue.documents.made_files import pdf
from tests.review.analysis.conftest import FIRST, SECOND, attach  # noqa: F401 - a fixture
from tests.review.assignments.arranging import (
    ONE,
    TODAY,
    again,
    asked,
    begun,
    council_text,
    entering,
    filled,
    handed_in,
    opened,
    reader,
)
from tests.review.offline.driving import plain, version_on

SECRET = "Zanzibarite des meules"
PARTS = {
    "personnes": {
        "F1_value": "oui",
        "F1_note": SECRET,
        "F2_value": "estimation",
        "F2_note": "neuf femmes sur dix",
        "F2_source": "Enquête 2023",
        "F3_value": ["physique"],
    },
    "contenu-1": {
        "A1_value": "1",
        "A1_source": "Institut de la statistique, mars 2026",
        **{f"A{number}_value": "SO" for number in (2, 4, 5, 6)},
        **{f"A{number}_note": "Rien de tel." for number in (2, 4, 5, 6)},
        "A3_value": "2",
        "A3_material": "oui",
        "A3_clause": "5.2",
        "A3_quotation": "la poignée convient",
    },
    "contenu-2": {
        **{f"A{number}_value": "SO" for number in range(7, 13)},
        **{f"A{number}_note": "Rien de tel." for number in range(7, 13)},
    },
    "texte": {"A13_value": "ok", "T1_value": "ok", "T2_value": "SO"},
    "participation": {
        "P1_value": "inconnu",
        "P2_women": "3",
        "P2_men": "9",
        "P3_value": "inconnu",
        "P4_value": "inconnu",
        "P5_value": "non",
    },
}


@pytest.fixture
def invited(session, who, by):
    made = opened(session, council_text(session), by)
    asked_for = asked(session, made, who, by)
    session.commit()
    return asked_for


class Typist:
    def __init__(self, client, assignment_id):
        self.client, self.base = client, f"/relectures/papiers/{assignment_id}"

    def start(self, **changed):
        data = {
            "version": version_on(self.client.get(self.base).text),
            "scan": (io.BytesIO(pdf("Signé")), "signe.pdf"),
            "signed_on": "20/11/2026",
            "has_interest": "non",
            **changed,
        }
        data = {name: value for name, value in data.items() if value is not None}
        return self.client.post(self.base, data=data, content_type="multipart/form-data")

    def type(self, parts=PARTS):
        for slug, answers in parts.items():
            version = version_on(self.client.get(f"{self.base}/{slug}").text)
            answer = self.client.post(f"{self.base}/{slug}", data={"version": version, **answers})
            assert answer.status_code == 302, plain(answer.text)

    def hand_in(self, **data):
        version = version_on(self.client.get(self.base).text)
        return self.client.post(f"{self.base}/soumettre", data={"version": version, **data})


@pytest.fixture
def typist(invited, by, sign_in):
    return Typist(sign_in(by), invited.id)


def the_review(session):
    session.expire_all()
    return session.scalars(sa.select(Review)).one()


def test_a_signed_paper_is_typed_and_handed_in_under_both_names(session, typist, who, by, sign_in):
    assert typist.start().status_code == 302
    typist.type()
    unattested = typist.hand_in()
    assert unattested.status_code == 422
    assert "Cochez cette case" in plain(unattested.text)
    assert typist.hand_in(attested="y").status_code == 302
    review = the_review(session)
    assert review.submitted_at is not None
    assert (review.entered_by_id, review.confirmed_at) == (by.id, None)
    assert review.signed_document_id is not None
    acts = session.execute(
        sa.select(Entry.tag, Entry.actor_id, Entry.on_behalf_of_id).where(Entry.actor_id == by.id)
    ).all()
    typed = {"assignment:no_interest_declared", "review:paper_received", "review:section_saved"}
    for tag in (*typed, "review:submitted"):
        assert {(one.actor_id, one.on_behalf_of_id) for one in acts if one.tag == tag} == {
            (by.id, who.id)
        }, tag
    told = session.scalars(sa.select(Notice.template).where(Notice.account_id == who.id)).all()
    assert "review_submitted_for_you" in told
    paper = entering(sign_in, who).get(f"/relectures/lectures/{review.id}/imprimer")
    said = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.data)).pages)
    assert "par Secrétariat, d’après un papier signé" in " ".join(said.split())


def test_the_reader_confirms_on_the_screen_by_handing_it_in(session, typist, invited, who, sign_in):
    typist.start()
    typist.type()
    assert typist.client.post(f"{typist.base}/demander").status_code == 302
    client = entering(sign_in, who)
    home = f"/relectures/mes-relectures/{invited.id}"
    page = client.get(home).text
    assert "d’après un papier signé" in page
    assert "Confirmer ces réponses et les soumettre" in page
    scan = re.search(r'href="(/documents/[^"]+)"[^>]*>Voir le papier', page)[1]
    with client.get(scan) as opened_scan:
        assert opened_scan.status_code == 200
    answer = client.post(f"{home}/soumettre", data={"version": version_on(page)})
    assert answer.status_code == 302
    review = the_review(session)
    assert review.confirmed_at is not None
    assert "Confirmée à l’écran" in plain(client.get(home).text)
    acts = session.execute(
        sa.select(Entry.actor_id, Entry.on_behalf_of_id).where(Entry.tag == "review:submitted")
    ).all()
    assert [tuple(one) for one in acts] == [(who.id, None)]


def test_interests_on_the_paper_come_first_and_may_stop_the_reading(session, typist, invited):
    unanswered = typist.start(has_interest=None)
    assert unanswered.status_code == 422
    assert "déclaration d’intérêts" in plain(unanswered.text)
    assert typist.client.get(f"{typist.base}/personnes").status_code == 404
    answer = typist.start(has_interest="oui", detail="Il a écrit le projet.")
    assert answer.status_code == 302
    session.expire_all()
    assert session.get(Assignment, invited.id).state is AssignmentState.DECLINED
    declared = session.scalars(sa.select(InterestDeclaration)).one()
    assert (declared.has_interest, declared.detail) == (True, "Il a écrit le projet.")
    assert session.scalars(sa.select(Review)).all() == []


def test_a_paper_that_contradicts_the_declaration_on_the_screen_is_not_taken(
    session, typist, invited, who
):
    begun(session, assignment_of(session, invited.id), who)
    session.commit()
    answer = typist.start(has_interest="oui", detail="Il a écrit le projet.")
    assert answer.status_code == 422
    assert "retirez-lui cette relecture" in plain(answer.text)
    assert typist.start().status_code == 302
    session.expire_all()
    assert session.scalars(sa.select(InterestDeclaration)).one().has_interest is False


def test_an_interest_of_the_reader_found_since_stops_the_typing(session, typist, invited, who):
    place = factories.committee(session, "CTN7")
    again(session, invited.round).work_item.committee_id = place.id
    factories.mandate(session, session.get_one(Person, who.person_id), place)
    session.commit()
    answer = typist.start()
    assert answer.status_code == 422
    assert "ne peut plus être faite" in plain(answer.text)
    assert session.scalars(sa.select(Review)).all() == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"scan": None}, "Joignez la copie numérisée"),
        ({"signed_on": None}, "Donnez la date portée"),
        ({"signed_on": "31/12/2026"}, "pas dans l’avenir"),
        ({"scan": (io.BytesIO(b"MZ nothing"), "signe.pdf")}, "n’est pas ce que son nom annonce"),
        ({"has_interest": "oui"}, "Dites quel est cet intérêt"),
    ],
)
def test_a_paper_without_what_it_needs_is_refused_with_what_to_do(session, typist, changed, said):
    answer = typist.start(**changed)
    assert answer.status_code == 422
    assert said in plain(answer.text)
    assert session.scalars(sa.select(Review)).all() == []


def test_pressing_twice_opens_one_checklist(session, typist):
    version = version_on(typist.client.get(typist.base).text)
    assert typist.start(version=version).status_code == 302
    second = typist.client.post(
        typist.base,
        data={"version": version, "signed_on": "20/11/2026", "has_interest": "non"},
        content_type="multipart/form-data",
    )
    assert second.status_code == 200
    the_review(session)


def test_what_is_typed_shows_to_nobody_else(session, typist, invited, by, sign_in):
    other, focal = reader(session, name="Seconde Lectrice"), reader(session, Role.FOCAL_POINT)
    asked_other = begun(session, asked(session, invited.round, other, by), other)
    colleague = factories.account(session, Role.SECRETARIAT, name="Collègue")
    session.commit()
    typist.start()
    typist.type()
    review = the_review(session)
    scan = f"/documents/{review.signed_document_id}/signe.pdf"
    round_page = f"/relectures/{invited.round_id}"
    for account, base in ((other, 403), (focal, 403), (colleague, 200)):
        client = entering(sign_in, account)
        page = client.get(typist.base)
        assert page.status_code == base, account.name
        assert SECRET not in page.text
        assert client.get(f"{typist.base}/personnes").status_code == (404 if base == 200 else 403)
        assert client.get(scan).status_code == 404, account.name
        assert client.get(f"/relectures/lectures/{review.id}").status_code in {403, 404}
        for path in ("/relectures", round_page, "/journal"):
            assert SECRET not in client.get(path).text
    client = entering(sign_in, other)
    for path in (round_page, f"/relectures/mes-relectures/{asked_other.id}", "/relectures"):
        text = client.get(path).text
        assert "Awa Traoré" not in text
        assert "papier signé" not in text


def test_who_was_asked_to_read_never_types_a_paper_of_that_round(session, invited, by, sign_in):
    both = reader(session, name="Deux rôles")
    asked(session, invited.round, both, by)
    both.roles.append(AccountRole(role=Role.SECRETARIAT, valid_from=TODAY))
    session.commit()
    client = entering(sign_in, both)
    base = f"/relectures/papiers/{invited.id}"
    assert client.get(base).status_code == 404
    assert client.post(f"{base}/soumettre", data={"version": "1"}).status_code == 404


def test_a_reading_begun_on_the_screen_is_not_typed_over(session, typist, invited, who):
    begun(session, assignment_of(session, invited.id), who)
    filled(session, assignment_of(session, invited.id), who, ONE)
    session.commit()
    page = plain(typist.client.get(typist.base).text)
    assert "a déjà commencé sa relecture à l’écran" in page
    assert "neuf femmes" not in page
    assert typist.client.post(f"{typist.base}/soumettre", data={"version": "1"}).status_code == 404


def test_a_colleague_is_told_who_types_it(session, typist, sign_in):
    typist.start()
    colleague = factories.account(session, Role.SECRETARIAT)
    session.commit()
    page = plain(entering(sign_in, colleague).get(typist.base).text)
    assert "Ce papier est déjà saisi par Secrétariat" in page


def test_a_reader_who_corrects_it_and_who_types_never_overwrite_each_other(
    session, typist, invited, who, sign_in
):
    typist.start()
    address = f"{typist.base}/personnes"
    seen = version_on(typist.client.get(address).text)
    client = entering(sign_in, who)
    own = f"/relectures/mes-relectures/{invited.id}/personnes"
    client.post(
        own, data={"version": version_on(client.get(own).text), "F1_value": "non", "F1_note": "Moi"}
    )
    by = session.get_one(Account, the_review(session).entered_by_id)
    client = entering(sign_in, by)
    answer = client.post(address, data={"version": seen, "F1_value": "oui", "F1_note": "Papier"})
    assert answer.status_code == 409
    assert "Moi" in answer.text
    assert working_copy(session, assignment_of(session, invited.id)).filled.value("F1") == "non"


def test_after_it_is_handed_in_nothing_is_typed(session, typist, invited, who):
    begun(session, assignment_of(session, invited.id), who)
    handed_in(session, assignment_of(session, invited.id), who)
    session.commit()
    assert "déjà soumise" in plain(typist.client.get(typist.base).text)


def test_the_round_offers_to_print_the_form_and_to_type_it(session, typist, invited):
    page = typist.client.get(f"/relectures/{invited.round_id}").text
    assert f"{typist.base}/grille.pdf" in page
    assert f'href="{typist.base}"' in page
    assert typist.client.get(f"{typist.base}/grille.pdf").mimetype == "application/pdf"
    round_ = again(session, invited.round)
    round_.state = RoundState.CANCELLED
    session.commit()
    assert typist.base not in typist.client.get(f"/relectures/{invited.round_id}").text


def test_a_paper_says_that_class_a_hints_are_settled_on_the_screen(
    session,
    attach,  # noqa: F811
    who,
    by,
    sign_in,
):
    made = opened(session, attach(FIRST, SECOND), by)
    waiting = asked(session, made, who, by)
    session.commit()
    typist = Typist(entering(sign_in, by), waiting.id)
    for page in ("start", "typing"):
        said = typist.client.get(typist.base).text
        assert "pistes de classe A qui ne sont ni réglées ni écartées" in plain(said), page
        assert f"/relectures/textes/{made.text_version_id}/pistes?classe=A" in said
        if page == "start":
            typist.start()
    assert f"Demander à {who.name} de les régler" in plain(said)
