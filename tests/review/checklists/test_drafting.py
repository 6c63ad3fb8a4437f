"""The next version of the checklist: drafted by the focal point, published, never changed again."""

from __future__ import annotations

import re
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.errors import Conflict, DomainError, NotAllowed
from catalogue.journal.models import Entry as JournalEntry
from catalogue.permissions import Role
from review.checklists import editing, services
from review.checklists.editing import Entry
from review.checklists.models import ChecklistVersion, Question
from review.checklists.ordering import Place, in_page_order
from review.checklists.queries import latest_published, open_draft, published_version
from review.checklists.vocabulary import EXTRA_KINDS, MARKER_CODES, AnswerKind, Part
from review.checklists.wording import TEXTS
from tests import factories
from tests.review.assignments.arranging import NOW, TODAY, entering

K = AnswerKind


@pytest.fixture
def focal(session):
    return factories.account(session, Role.FOCAL_POINT)


@pytest.fixture
def actor(focal):
    return factories.actor(focal)


@pytest.fixture
def draft(session, actor):
    services.start_draft(session, actor=actor, at=NOW)
    return open_draft(session)


def entry_of(draft, code, **changes):
    question = editing.criterion_of(draft, code)
    recorded = editing.recorded(draft, question)
    page, _colon, after = recorded["place"].partition(":")
    facts = {
        "texts": {name: recorded[name] for name in TEXTS},
        "sources": tuple(question.sources),
        "required": question.required,
        "place": Place(Part(page), after or None),
    }
    texts = {name: text for name, text in changes.items() if name in TEXTS}
    facts["texts"] |= texts
    return Entry(**(facts | {name: one for name, one in changes.items() if name not in TEXTS}))


def edited(session, draft, actor, code, *, seen=None, **changes):
    question = editing.criterion_of(draft, code)
    version = editing.criterion_version(draft, question) if seen is None else seen
    editing.edit_criterion(
        session,
        draft,
        code,
        entry_of(draft, code, **changes),
        actor=actor,
        seen_version=version,
        at=NOW,
    )
    return open_draft(session)


def added(session, draft, actor, kind=K.YES_NO_UNKNOWN, *, place=None, question="Et ceci ?"):
    made = editing.add_criterion(
        session,
        draft,
        kind,
        Entry(
            {"block_fr": "Thème", "question_fr": question},
            (),
            required=True,
            place=place or Place(Part.FURTHER),
        ),
        actor=actor,
        at=NOW,
    )
    return made.code


def published(session, draft, actor, *, seen=None, dated_on=TODAY):
    return services.publish(
        session,
        draft,
        services.Publication("Version 2", "Une note", dated_on),
        actor=actor,
        seen_version=draft.version if seen is None else seen,
        at=NOW,
        on=TODAY,
    )


def codes(version):
    return [one.code for one in in_page_order(version.questions)]


def test_a_draft_starts_as_the_latest_version(session, draft):
    base = published_version(session, 1)
    assert draft.number == 2
    assert draft.based_on_id == base.id
    assert codes(draft) == codes(base)
    assert draft.title_fr != base.title_fr
    assert "2" in draft.title_fr


def test_two_presses_make_one_draft(session, actor, draft):
    assert services.start_draft(session, actor=actor, at=NOW).id == draft.id
    count = sa.select(sa.func.count()).select_from(ChecklistVersion)
    assert session.scalar(count) == 2


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.FOCAL_POINT])
def test_only_the_focal_point_drafts(session, role):
    if role in {Role.ANONYMOUS, Role.CHAIR}:
        other = factories.account(session)
    else:
        other = factories.account(session, role)
    with pytest.raises(NotAllowed):
        services.start_draft(session, actor=factories.actor(other), at=NOW)


def test_the_wording_of_a_marker_criterion_may_change(session, draft, actor):
    draft = edited(session, draft, actor, "A3", question_fr="Autrement dit ?", sources=("I2",))
    question = editing.criterion_of(draft, "A3")
    assert (question.question_fr, question.sources) == ("Autrement dit ?", ["I2"])
    assert (question.answer_kind, question.required) == (K.TREATMENT, True)


def test_no_shipped_criterion_becomes_optional(session, draft, actor):
    with pytest.raises(DomainError, match="Rien n’a changé"):
        edited(session, draft, actor, "P4", required=False)
    assert editing.criterion_of(draft, "P4").required


@pytest.mark.parametrize("code", sorted(MARKER_CODES))
def test_what_the_marker_reads_is_not_withdrawn(session, draft, actor, code):
    question = editing.criterion_of(draft, code)
    with pytest.raises(DomainError, match="entre dans le calcul du marqueur"):
        editing.withdraw_criterion(
            session,
            draft,
            code,
            actor=actor,
            seen_version=editing.criterion_version(draft, question),
            at=NOW,
        )


def test_another_one_is_withdrawn_and_taken_back(session, draft, actor):
    question = editing.criterion_of(draft, "P4")
    editing.withdraw_criterion(
        session,
        draft,
        "P4",
        actor=actor,
        seen_version=editing.criterion_version(draft, question),
        at=NOW,
    )
    draft = open_draft(session)
    assert "P4" not in codes(draft)
    assert [one.code for one in editing.withdrawn_from(draft)] == ["P4"]
    editing.restore_criterion(session, draft, "P4", actor=actor, at=NOW)
    draft = open_draft(session)
    assert codes(draft)[-2:] == ["P5", "P4"]
    assert editing.criterion_of(draft, "P4").question_fr


@pytest.mark.parametrize("kind", EXTRA_KINDS)
def test_a_criterion_is_added_where_it_is_wanted(session, draft, actor, kind):
    code = added(session, draft, actor, kind, place=Place(Part.TEXT, "T1"))
    assert code == "Q1"
    page = [
        one.code for one in in_page_order(open_draft(session).questions) if one.part is Part.TEXT
    ]
    assert page == ["A13", "T1", "Q1", "T2"]


@pytest.mark.parametrize("kind", [one for one in K if one not in EXTRA_KINDS])
def test_no_second_criterion_of_a_kind_tied_to_the_marker(session, draft, actor, kind):
    with pytest.raises(DomainError) as refused:
        added(session, draft, actor, kind)
    assert refused.value.field == "kind"


def test_a_code_is_never_given_to_another_question(session, draft, actor):
    assert added(session, draft, actor) == "Q1"
    published(session, open_draft(session), actor)
    services.start_draft(session, actor=actor, at=NOW)
    third = open_draft(session)
    question = editing.criterion_of(third, "Q1")
    editing.withdraw_criterion(
        session,
        third,
        "Q1",
        actor=actor,
        seen_version=editing.criterion_version(third, question),
        at=NOW,
    )
    assert added(session, open_draft(session), actor) == "Q2"
    services.abandon(
        session,
        (gone := open_draft(session)),
        actor=actor,
        reason="Erreur",
        seen_version=gone.version,
        at=NOW,
    )
    services.start_draft(session, actor=actor, at=NOW)
    fourth = open_draft(session)
    assert fourth.number == 4
    assert added(session, fourth, actor) == "Q3"


def test_moving_one_keeps_the_others_in_order(session, draft, actor):
    draft = edited(session, draft, actor, "T2", place=Place(Part.TEXT))
    assert [one.code for one in in_page_order(draft.questions) if one.part is Part.TEXT] == [
        "T2", "A13", "T1",
    ]  # fmt: skip
    draft = edited(session, draft, actor, "P5", place=Place(Part.FURTHER))
    assert codes(draft)[-1] == "P5"
    draft = edited(session, draft, actor, "P5", place=Place(Part.PARTICIPATION, "P1"))
    assert codes(draft)[-5:] == ["P1", "P5", "P2", "P3", "P4"]
    assert sorted(one.position for one in draft.questions) == list(range(1, 24))


def test_the_same_criterion_changed_twice_shows_both_texts(session, draft, actor):
    seen = editing.criterion_version(draft, editing.criterion_of(draft, "A3"))
    draft = edited(session, draft, actor, "A3", question_fr="Celle de l’autre ?")
    with pytest.raises(Conflict) as conflict:
        edited(session, draft, actor, "A3", seen=seen, question_fr="La mienne ?")
    assert conflict.value.current["question_fr"] == "Celle de l’autre ?"


def test_two_criteria_changed_at_once_are_both_kept(session, draft, actor):
    seen = editing.criterion_version(draft, editing.criterion_of(draft, "A5"))
    draft = edited(session, draft, actor, "A3", question_fr="Un ?")
    draft = edited(session, draft, actor, "A5", seen=seen, question_fr="Deux ?")
    assert editing.criterion_of(draft, "A3").question_fr == "Un ?"
    assert editing.criterion_of(draft, "A5").question_fr == "Deux ?"


def test_published_it_is_what_new_rounds_start_with_and_never_changes(session, draft, actor):
    draft = edited(session, draft, actor, "A3", question_fr="Autrement ?")
    published(session, draft, actor)
    assert latest_published(session).number == 2
    assert open_draft(session) is None
    with pytest.raises(sa.exc.DBAPIError, match="frozen"), session.begin_nested():
        session.execute(sa.update(Question).values(help_fr="x"))
    tags = session.scalars(
        sa.select(JournalEntry.tag).where(JournalEntry.subject_type == "checklist_version")
    ).all()
    assert tags == ["checklist:draft_started", "checklist:criterion_edited", "checklist:published"]


def test_nothing_changed_is_not_a_version(session, draft, actor):
    with pytest.raises(DomainError, match="Rien ne change"):
        published(session, draft, actor)


def test_a_version_is_not_dated_in_the_future(session, draft, actor):
    draft = edited(session, draft, actor, "A3", question_fr="Autrement ?")
    with pytest.raises(DomainError) as refused:
        published(session, draft, actor, dated_on=date(2027, 1, 1))
    assert refused.value.field == "dated_on"


def test_a_draft_that_moved_on_is_read_again_before_it_is_published(session, draft, actor):
    seen = draft.version
    draft = edited(session, draft, actor, "A3", question_fr="Autrement ?")
    with pytest.raises(DomainError, match="a changé depuis"):
        published(session, draft, actor, seen=seen)


# --- Through the pages --------------------------------------------------------------------------


def version_on(page):
    return re.search(r'name="version" value="(\d+)"', page.text)[1]


def fields_on(page, form_fields=TEXTS):
    """Give what the form of a criterion shows, to send it back."""
    data = {"version": version_on(page)}
    for name in form_fields:
        found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page.text) or re.search(
            rf'<textarea[^>]*name="{name}"[^>]*>([^<]*)</textarea>', page.text
        )
        data[name] = unescape(found[1]) if found else ""
    data["place"] = re.search(r'<option value="([^"]*)" selected', page.text)[1]
    data["sources"] = unescape(
        re.search(r'<textarea[^>]*name="sources"[^>]*>([^<]*)</textarea>', page.text)[1]
    )
    return data


def unescape(text):
    from html import unescape as plain

    return plain(text).strip("\r\n")


GRID = "/methode/grille"


@pytest.fixture
def person(session, focal, sign_in):
    """The focal point at the draft they opened."""
    session.commit()
    signed_in = sign_in(focal)
    signed_in.post(f"{GRID}/brouillon")
    return signed_in


def with_one_more(person):
    """Add a criterion on screen."""
    new = person.get(f"{GRID}/brouillon/criteres/nouveau")
    wanted = {
        "once": re.search(r'name="once" value="([^"]+)"', new.text)[1],
        "kind": "treatment",
        "block_fr": "Climat",
        "question_fr": "La chaleur est-elle prise en compte ?",
        "sources": "https://example.org/chaleur",
        "place": "texte:T1",
    }
    assert person.post(f"{GRID}/brouillon/criteres/nouveau", data=wanted).status_code == 302
    return wanted


def test_a_second_press_leads_to_the_same_draft(session, focal, sign_in):
    session.commit()
    person = sign_in(focal)
    assert "Préparer une nouvelle version" in person.get(GRID).text
    for _press in (1, 2):
        assert person.post(f"{GRID}/brouillon").location == f"{GRID}/brouillon"
    page = person.get(f"{GRID}/brouillon")
    assert "Rien n’a encore changé" in page.text
    assert "Retirer P4" in page.text
    assert "Retirer A3" not in page.text


def test_a_criterion_is_reworded_and_a_stale_page_shows_both_texts(person):
    address = f"{GRID}/brouillon/criteres/A3"
    data = fields_on(person.get(address))
    data["question_fr"] = "Les dimensions conviennent-elles à <tous> les corps ?"
    assert person.post(address, data=data).status_code == 302
    stale = person.post(address, data={**data, "question_fr": "Ma version à moi"})
    assert stale.status_code == 409
    assert "Ma version à moi" in stale.text
    assert "conviennent-elles à &lt;tous&gt; les corps" in stale.text
    told = person.get(f"{GRID}/brouillon/differences").text
    assert "[ajouté" in told
    assert "<ins>" in told
    assert (
        "conviennent-elles à &lt;tous&gt; les corps"
        in person.get(f"{GRID}/brouillon/apercu/contenu-1").text
    )


def test_two_presses_add_one_criterion_shown_as_reviewers_will_see_it(person):
    wanted = with_one_more(person)
    again = person.post(f"{GRID}/brouillon/criteres/nouveau", data=wanted)
    assert again.status_code == 302
    shown = person.get(f"{GRID}/brouillon").text
    assert shown.count("La chaleur est-elle prise en compte ?") == 1
    preview = person.get(f"{GRID}/brouillon/apercu/texte")
    assert 'name="Q1_value"' in preview.text
    assert "Q1. La chaleur est-elle prise en compte ?" in preview.text
    assert "Rien ne s’enregistre ici" in preview.text
    assert person.get(f"{GRID}/brouillon/apercu").status_code == 302
    assert person.get(f"{GRID}/brouillon/apercu/rien").status_code == 404


def test_published_everybody_reads_it_and_what_changed(person, client):
    with_one_more(person)
    seen = version_on(person.get(f"{GRID}/brouillon/publier"))
    where = f"{GRID}/brouillon/publier"
    wrong = person.post(where, data={"version": seen, "dated_on": "31/02/2026"})
    assert wrong.status_code == 422
    sent = {
        "version": seen,
        "title": "Grille, version 2",
        "note": "La chaleur entre dans la grille.",
        "dated_on": "20/11/2026",
    }
    assert person.post(where, data=sent).location == f"{GRID}/2"
    assert person.post(where, data=sent).location == GRID
    assert "Aucun brouillon n’est ouvert" in person.get(f"{GRID}/brouillon").text

    with person.session_transaction() as held:
        held.clear()
    public = client.get(f"{GRID}/1/2").text
    assert "La chaleur est-elle prise en compte ?" in public
    assert "déplacé" not in public
    assert client.get(f"{GRID}/1/3").status_code == 404
    latest = client.get(GRID).text
    assert "La chaleur entre dans la grille." in latest
    assert "n’entre pas dans le marqueur" in latest
    assert "20 novembre 2026" in latest
    assert client.get(f"{GRID}/differences?de=2&a=1").location == f"{GRID}/1/2"
    assert client.get(f"{GRID}/differences?de=x&a=").status_code == 302


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"question_fr": ""}, "Question"),
        ({"block_fr": "x" * 300}, "Raccourcissez"),
        ({"sources": "ZZ99"}, "n’est ni un code de la liste"),
        ({"place": "nulle-part"}, "Place dans la grille"),
        ({"kind": "human_use"}, "Ce que la personne"),
    ],
)
def test_a_wrong_criterion_is_answered_and_keeps_what_was_typed(
    session, focal, sign_in, wrong, sentence
):
    session.commit()
    person = sign_in(focal)
    person.post("/methode/grille/brouillon")
    data = {
        "once": "un",
        "kind": "figures",
        "block_fr": "Climat",
        "question_fr": "Ma question gardée ?",
        "place": "texte:T1",
        **wrong,
    }
    answer = person.post("/methode/grille/brouillon/criteres/nouveau", data=data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Ma question gardée ?" in answer.text or "question_fr" in wrong


def test_withdrawing_what_the_marker_reads_by_hand_says_why(session, focal, sign_in):
    session.commit()
    person = sign_in(focal)
    person.post("/methode/grille/brouillon")
    answer = person.post("/methode/grille/brouillon/criteres/T1/retirer", data={"version": "1"})
    assert answer.status_code == 422
    assert "entre dans le calcul du marqueur" in answer.text


def test_withdrawing_and_taking_back_on_screen(session, focal, sign_in):
    session.commit()
    person = sign_in(focal)
    person.post("/methode/grille/brouillon")
    page = person.get("/methode/grille/brouillon").text
    seen = re.search(r'P4/retirer".*?name="version" value="(\d+)"', page, re.DOTALL)[1]
    person.post("/methode/grille/brouillon/criteres/P4/retirer", data={"version": seen})
    assert "Reprendre P4" in person.get("/methode/grille/brouillon").text
    person.post("/methode/grille/brouillon/criteres/P4/reprendre")
    assert "Retirer P4" in person.get("/methode/grille/brouillon").text


def test_a_draft_is_given_up_with_a_reason(session, focal, sign_in):
    session.commit()
    person = sign_in(focal)
    person.post("/methode/grille/brouillon")
    page = person.get("/methode/grille/brouillon/abandonner")
    seen = version_on(page)
    where = "/methode/grille/brouillon/abandonner"
    assert person.post(where, data={"version": seen}).status_code == 422
    answer = person.post(where, data={"version": seen, "reason": "Trop tôt"})
    assert answer.location == "/methode/grille"
    page = person.get("/methode/grille/brouillon")
    assert "Aucun brouillon n’est ouvert" in page.text
    assert "Préparer une nouvelle version" in page.text
    assert person.get("/methode/grille/2").status_code == 404


def test_nobody_else_sees_the_draft(session, focal, sign_in):
    other = factories.account(session, Role.SECRETARIAT)
    session.commit()
    sign_in(focal).post("/methode/grille/brouillon")
    person = entering(sign_in, other)
    assert person.get("/methode/grille/brouillon").status_code == 403
    assert person.get("/methode/grille/1/2").status_code == 404
    assert "brouillon" not in person.get("/methode/grille").text
