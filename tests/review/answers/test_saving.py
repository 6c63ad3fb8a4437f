"""Saving section by section, handing in, and what never changes afterwards."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from catalogue.errors import Conflict, DomainError, Invalid, NotFound
from catalogue.journal.models import Entry, EntryPayload
from review.answers import services
from review.answers.filled import composition_text, recorded
from review.answers.marker import AlreadyCovered, CriterionAnswer, GenderPurpose
from review.answers.models import Answer, Review
from review.answers.queries import working_copy
from review.answers.sections import SECTIONS
from review.answers.trace import read
from review.answers.vocabulary import CRITERIA, Marker, Rule
from review.assignments.vocabulary import AssignmentState, RoundState
from tests import factories
from tests.review.assignments.arranging import (
    NOT_RELEVANT,
    NOW,
    ONE,
    TODAY,
    ZERO_OR_PILOT_ONE,
    again,
    asked,
    begun,
    council_text,
    filled,
    handed_in,
    opened,
    reader,
    secretariat,
)

PAGES = {section.slug: section for section in SECTIONS}
PEOPLE = PAGES["personnes"]


@pytest.fixture
def who(session):
    return reader(session)


@pytest.fixture
def assignment(session, who):
    by = secretariat(session)
    made = opened(session, council_text(session), by)
    return begun(session, asked(session, made, who, by), who)


def saved(session, assignment, who, answers, *, section=PEOPLE, seen=None):
    copy = working_copy(session, assignment)
    version = services.section_version(copy, section) if seen is None else seen
    review = services.save_section(
        session,
        assignment,
        section,
        services.Entries(answers),
        actor=factories.actor(who),
        seen_version=version,
        at=NOW,
    )
    session.flush()
    return review


def test_every_criterion_is_on_exactly_one_page():
    codes = [code for section in SECTIONS for code in section.codes]
    assert sorted(code for code in codes if code in CRITERIA) == sorted(CRITERIA)
    assert len(codes) == len(set(codes))


def test_an_incomplete_section_is_kept_as_it_is(session, assignment, who):
    saved(session, assignment, who, {"F1": CriterionAnswer("oui", note="Des meunières")})
    copy = working_copy(session, assignment)
    assert copy.filled.answer("F1").note == "Des meunières"
    assert copy.filled.answer("F2").value is None


def test_two_sections_open_at_once_are_both_kept(session, assignment, who):
    text = PAGES["texte"]
    seen = services.section_version(working_copy(session, assignment), text)
    saved(session, assignment, who, {"F1": CriterionAnswer("oui")})
    saved(session, assignment, who, {"T1": CriterionAnswer("ok")}, section=text, seen=seen)
    copy = working_copy(session, assignment)
    assert (copy.filled.value("F1"), copy.filled.value("T1")) == ("oui", "ok")


def test_the_same_section_opened_twice_is_a_conflict_with_both_texts(session, assignment, who):
    seen = services.section_version(working_copy(session, assignment), PEOPLE)
    saved(session, assignment, who, {"F1": CriterionAnswer("oui", note="Première")})
    with pytest.raises(Conflict) as conflict:
        saved(session, assignment, who, {"F1": CriterionAnswer("non")}, seen=seen)
    assert conflict.value.current["F1_note"] == "Première"
    assert working_copy(session, assignment).filled.value("F1") == "oui"


def test_nobody_writes_in_another_s_checklist(session, assignment):
    with pytest.raises(NotFound):
        saved(session, assignment, reader(session), {"F1": CriterionAnswer("oui")}, seen=0)


def test_submission_is_refused_with_every_missing_input(session, assignment, who):
    review = saved(session, assignment, who, {"F1": CriterionAnswer("oui")})
    with pytest.raises(Invalid) as refused:
        services.submit(
            session,
            assignment,
            actor=factories.actor(who),
            seen_version=review.version,
            at=NOW,
            on=TODAY,
        )
    assert {"F2_value", "A3_value", "P2_women", "T1_value"} <= set(refused.value.problems)
    assert review.submitted_at is None


def test_a_submission_keeps_both_markers_and_their_reasons(session, assignment, who):
    review = handed_in(session, assignment, who, ZERO_OR_PILOT_ONE)
    assert (review.marker_strict, review.marker_pilot) == (
        Marker.NOT_SENSITIVE,
        Marker.SIGNIFICANT,
    )
    assert assignment.state is AssignmentState.SUBMITTED
    session.expire(review)
    strict = read(session.get_one(Review, review.id).trace, Rule.STRICT)
    assert [one.holds for one in strict.conditions] == [True, False, True, True]
    assert "A3" in str(strict.conditions[1].reasons[0])
    assert review.depth_score == "1/2"


def test_the_short_form_is_enough_when_nobody_is_concerned(session, assignment, who):
    review = handed_in(session, assignment, who, NOT_RELEVANT)
    assert review.marker_strict is Marker.NOT_RELEVANT
    assert review.depth_score is None


def test_statements_are_kept_and_taken_back(session, assignment, who):
    filled(
        session,
        assignment,
        who,
        ONE,
        already_covered=AlreadyCovered("ISO 12100", "4.1", "hauteurs"),
        gender_purpose=GenderPurpose("Introduction"),
    )
    copy = working_copy(session, assignment)
    assert copy.filled.gender_purpose == GenderPurpose("Introduction")
    assert copy.filled.already_covered == AlreadyCovered("ISO 12100", "4.1", "hauteurs")
    filled(session, assignment, who, ONE)
    copy = working_copy(session, assignment)
    assert (copy.filled.gender_purpose, copy.filled.already_covered) == (None, None)


def test_a_submitted_review_never_changes(session, assignment, who):
    review = handed_in(session, assignment, who)
    with pytest.raises(DomainError, match="déjà soumise"):
        saved(session, assignment, who, {"F1": CriterionAnswer("non")}, seen=0)
    with pytest.raises(DomainError, match="déjà soumise"):
        handed_in(session, assignment, who)
    session.commit()
    for statement in (
        sa.update(Answer).where(Answer.review_id == review.id).values(note="changé"),
        sa.update(Review).where(Review.id == review.id).values(purpose_clause="changé"),
        sa.delete(Answer).where(Answer.review_id == review.id),
        sa.delete(Review).where(Review.id == review.id),
    ):
        with pytest.raises(sa.exc.DBAPIError, match="frozen"):
            session.execute(statement)
        session.rollback()


def test_the_journal_proves_the_answers_and_tells_none(session, assignment, who):
    handed_in(session, assignment, who)
    payloads = session.execute(
        sa.select(Entry.tag, EntryPayload.canonical)
        .join(EntryPayload, EntryPayload.entry_seq == Entry.seq)
        .where(Entry.tag.startswith("review:"))
    ).all()
    told = " ".join(canonical for _tag, canonical in payloads)
    assert "answers_sha256" in told
    assert not re.search(r"physique|poignée|Enquête|marker", told)


def test_nothing_typed_of_the_committee_is_lost():
    assert composition_text(3, 9, unknown=False) == "femmes=3,hommes=9"
    for women, men, unknown in ((3, None, False), (None, 9, False), (3, 9, True)):
        text = composition_text(women, men, unknown=unknown)
        from review.answers.marker import FilledChecklist

        shown = recorded(FilledChecklist({"P2": CriterionAnswer(text)}), ("P2",))
        assert shown["P2_women"] == ("" if women is None else str(women))
        assert shown["P2_men"] == ("" if men is None else str(men))
        assert bool(shown["P2_unknown"]) is unknown
    assert composition_text(None, None, unknown=False) is None


# --- The pages -----------------------------------------------------------------------------------


def version_on(page):
    return re.search(r'name="version" value="(\d+)"', page.text)[1]


def test_a_section_is_filled_saved_and_shown_again(session, assignment, who, sign_in):
    session.commit()
    client = sign_in(who)
    address = f"/relectures/mes-relectures/{assignment.id}/personnes"
    page = client.get(address)
    assert "checked" not in page.text  # nothing is preselected
    answer = client.post(
        address,
        data={
            "version": version_on(page),
            "F1_value": "oui",
            "F2_value": "inconnu",
            "F2_source": "Annuaire de 2022",
            "F3_value": ["physique", "sociale"],
            "continue": "1",
        },
    )
    assert answer.location == f"/relectures/mes-relectures/{assignment.id}/contenu-1"
    shown = client.get(address)
    assert "Annuaire de 2022" in shown.text
    assert shown.text.count("checked") == 4


def test_the_overview_links_each_missing_answer_to_its_field(session, assignment, who, sign_in):
    filled(session, assignment, who, {**ONE, "A7": CriterionAnswer("1", material=True)})
    session.commit()
    client = sign_in(who)
    page = client.get(f"/relectures/mes-relectures/{assignment.id}")
    link = f"/relectures/mes-relectures/{assignment.id}/contenu-2#A7_clause"
    assert link in page.text
    assert 'id="A7_clause"' in client.get(link).text
    assert "Soumettre ma relecture" not in page.text


def test_the_preview_says_which_condition_fails_and_why(session, assignment, who, sign_in):
    filled(session, assignment, who, ZERO_OR_PILOT_ONE)
    session.commit()
    page = sign_in(who).get(f"/relectures/mes-relectures/{assignment.id}")
    assert re.search(r"Il manque\s*: K2\.", page.text)
    assert "Aucune différence importante n’est traitée par une exigence" in page.text


def test_a_text_too_long_is_refused_and_kept(session, assignment, who, sign_in):
    session.commit()
    client = sign_in(who)
    address = f"/relectures/mes-relectures/{assignment.id}/personnes"
    long = "Phrase à garder. " * 200
    answer = client.post(
        address, data={"version": version_on(client.get(address)), "F1_note": long}
    )
    assert answer.status_code == 422
    assert long.strip() in answer.text


def test_words_under_an_unticked_statement_are_pointed_out(session, assignment, who, sign_in):
    session.commit()
    client = sign_in(who)
    address = f"/relectures/mes-relectures/{assignment.id}/affirmations"
    answer = client.post(
        address,
        data={
            "version": version_on(client.get(address)),
            "already_covered_reference": "ISO 12100:2010",
        },
    )
    assert answer.status_code == 422
    assert "Cochez cette affirmation" in answer.text
    assert "ISO 12100:2010" in answer.text


def test_a_stale_section_shows_both_texts(session, assignment, who, sign_in):
    session.commit()
    client = sign_in(who)
    address = f"/relectures/mes-relectures/{assignment.id}/personnes"
    seen = version_on(client.get(address))
    client.post(address, data={"version": seen, "F1_value": "oui", "F1_note": "Le premier mot"})
    answer = client.post(
        address, data={"version": seen, "F1_value": "oui", "F1_note": "Le second mot"}
    )
    assert answer.status_code == 409
    assert "Le premier mot" in answer.text
    assert "Le second mot" in answer.text


def test_submitting_twice_submits_once(session, assignment, who, sign_in):
    filled(session, assignment, who, ONE)
    session.commit()
    client = sign_in(who)
    desk = f"/relectures/mes-relectures/{assignment.id}"
    data = {"version": re.findall(r'name="version" value="(\d+)"', client.get(desk).text)[-1]}
    assert client.post(f"{desk}/soumettre", data=data).status_code == 302
    second = client.post(f"{desk}/soumettre", data=data)
    assert second.status_code == 422
    assert "déjà soumise" in second.text
    assert len(session.scalars(sa.select(Review)).all()) == 1
    assert again(session, assignment.round).state is RoundState.OPEN


def test_an_incomplete_checklist_posted_by_hand_is_refused(session, assignment, who, sign_in):
    review = saved(session, assignment, who, {"F1": CriterionAnswer("oui")})
    session.commit()
    answer = sign_in(who).post(
        f"/relectures/mes-relectures/{assignment.id}/soumettre",
        data={"version": str(review.version)},
    )
    assert answer.status_code == 422
    assert "n’est pas complète" in answer.text


@pytest.mark.parametrize("section", SECTIONS, ids=lambda one: one.slug)
def test_every_section_shows_its_questions_with_help(session, assignment, who, sign_in, section):
    session.commit()
    page = sign_in(who).get(f"/relectures/mes-relectures/{assignment.id}/{section.slug}")
    assert page.status_code == 200
    for code in section.codes:
        assert f'id="titre-{code}"' in page.text
        if code in CRITERIA:
            assert f"Aide et preuve attendue pour {code}" in page.text
