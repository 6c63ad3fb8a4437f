"""Criteria that a later version adds: asked, saved, shown, compared; never in the marker."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import Invalid
from review.answers import services
from review.answers.comparison import agreed, disagreements
from review.answers.completeness import still_missing
from review.answers.criteria import SHIPPED, Criterion
from review.answers.marker import CriterionAnswer, FilledChecklist, compute
from review.answers.models import Answer
from review.answers.queries import working_copy
from review.answers.sections import SECTIONS, sections_of
from review.answers.vocabulary import Rule
from review.assignments.vocabulary import RoundState
from review.checklists.vocabulary import EXTRA_KINDS, AnswerKind, Part
from tests import factories
from tests.review.answers.conftest import SUBMITTABLE
from tests.review.assignments.arranging import (
    NOW,
    ONE,
    TODAY,
    again,
    asked,
    begun,
    council_text,
    entering,
    handed_in,
    opened,
    reader,
    secretariat,
)
from tests.review.checklists.versions import extra, next_version

K = AnswerKind

# A complete answer of each kind a criterion may be added with, and one that says the contrary.
ANSWERED = {
    K.TREATMENT: CriterionAnswer("2", material=True, clause="7.1", quotation="à deux mains"),
    K.FIGURES: CriterionAnswer("not_ok", note="Reprendre la figure 4"),
    K.YES_NO_UNKNOWN: CriterionAnswer("oui"),
    K.YES_NO_NAME: CriterionAnswer("oui", note="M. Keïta"),
    K.COMPOSITION: CriterionAnswer("femmes=2,hommes=5"),
}
OTHERWISE = {
    K.TREATMENT: CriterionAnswer("0", material=False, note="Rien de tel ici"),
    K.FIGURES: CriterionAnswer("ok"),
    K.YES_NO_UNKNOWN: CriterionAnswer("non"),
    K.YES_NO_NAME: CriterionAnswer("inconnu"),
    K.COMPOSITION: CriterionAnswer("inconnu"),
}


def with_extra(kind: AnswerKind, answer: CriterionAnswer | None, *, required: bool = True):
    """Fill a submittable checklist on a version with one more criterion."""
    answers = dict(SUBMITTABLE) | ({} if answer is None else {"C1": answer})
    criterion = Criterion("C1", kind, Part.FURTHER, required=required)
    return FilledChecklist(answers, criteria=(*SHIPPED, criterion))


@pytest.mark.parametrize("kind", EXTRA_KINDS)
def test_every_kind_has_answers_words_and_texts(kind):
    criterion = Criterion("C1", kind, Part.FURTHER)
    assert criterion.extra
    assert set(criterion.codes) == set(criterion.labels)
    assert criterion.texts
    assert criterion.is_answer(ANSWERED[kind].value)
    assert not criterion.is_answer("n’importe quoi")


@pytest.mark.parametrize("kind", EXTRA_KINDS)
def test_a_required_one_stops_submission_until_it_is_answered(kind):
    assert [one.code for one in still_missing(with_extra(kind, None))] == ["C1"]
    assert not still_missing(with_extra(kind, ANSWERED[kind]))
    assert not still_missing(with_extra(kind, OTHERWISE[kind]))


@pytest.mark.parametrize("kind", EXTRA_KINDS)
def test_an_optional_one_may_stay_empty_but_not_hold_nonsense(kind):
    assert not still_missing(with_extra(kind, None, required=False))
    wrong = still_missing(with_extra(kind, CriterionAnswer("quoi"), required=False))
    assert [one.code for one in wrong] == ["C1"]


@pytest.mark.parametrize(
    ("kind", "answer", "field"),
    [
        (K.TREATMENT, CriterionAnswer("1", material=True), "clause"),
        (K.TREATMENT, CriterionAnswer("SO"), "note"),
        (K.FIGURES, CriterionAnswer("not_ok"), "note"),
        (K.FIGURES, CriterionAnswer("SO"), "note"),
        (K.YES_NO_NAME, CriterionAnswer("oui"), "note"),
    ],
)
def test_an_answer_owes_what_its_kind_owes_even_when_optional(kind, answer, field):
    owed = still_missing(with_extra(kind, answer, required=False))
    assert [(one.code, one.field.value) for one in owed] == [("C1", field)]


@given(
    kind=st.sampled_from(EXTRA_KINDS),
    value=st.sampled_from(["0", "1", "2", "SO", "ok", "not_ok", "oui", "non", "inconnu", None]),
    material=st.sampled_from([True, False, None]),
)
def test_no_answer_to_it_moves_the_marker_or_the_depth(kind, value, material):
    plain = FilledChecklist(dict(SUBMITTABLE))
    for rule in Rule:
        filled = with_extra(kind, CriterionAnswer(value, material=material))
        assert compute(filled, rule) == compute(plain, rule)


def test_the_short_form_does_not_ask_it():
    answers = {
        "F1": CriterionAnswer("non", note="Un filetage."),
        "F2": CriterionAnswer("inconnu", source="Sans objet"),
        "F3": CriterionAnswer("aucune"),
        "A13": CriterionAnswer("ok"),
    }
    criterion = Criterion("C1", K.YES_NO_UNKNOWN, Part.FURTHER)
    filled = FilledChecklist(answers, criteria=(*SHIPPED, criterion))
    assert not still_missing(filled)
    assert "C1" not in disagreements(filled, with_extra(K.YES_NO_UNKNOWN, ANSWERED[K.TREATMENT]))


@pytest.mark.parametrize("kind", EXTRA_KINDS)
def test_two_readings_differ_on_it_as_on_any_other(kind):
    one, other = with_extra(kind, ANSWERED[kind]), with_extra(kind, OTHERWISE[kind])
    assert disagreements(one, other) == ("C1",)
    assert disagreements(one, one) == ()
    assert agreed(one, one).answer("C1") == ANSWERED[kind]
    assert "C1" not in agreed(one, other).answers


def test_the_shipped_pages_are_named_as_people_name_them():
    assert [(one.slug, str(one.title)) for one in SECTIONS] == [
        ("personnes", "Personnes concernées (F1 à F3)"),
        ("contenu-1", "Contenu\u00a0: données, mesures, essais, rôles (A1 à A6)"),
        ("contenu-2", "Contenu\u00a0: usages, accès, information, compétences (A7 à A12)"),
        ("texte", "Ne pas nuire, rédaction, figures (A13, T1, T2)"),
        ("participation", "Participation et suivi (P1 à P5)"),
        ("affirmations", "Deux affirmations sur l’ensemble du texte"),
    ]


def test_a_page_lists_its_criteria_in_the_order_of_the_version():
    criteria = (
        *(one for one in SHIPPED if one.part is Part.TEXT),
        Criterion("C2", K.FIGURES, Part.TEXT),
        *(one for one in SHIPPED if one.part is Part.PEOPLE),
        Criterion("C1", K.FIGURES, Part.FURTHER),
    )
    pages = {one.slug: one for one in sections_of(criteria)}
    assert pages["texte"].codes == ("A13", "T1", "T2", "C2")
    assert str(pages["texte"].title).endswith("(A13, T1, T2, C2)")
    assert list(pages) == ["personnes", "texte", "complements", "affirmations"]


# --- Through the pages, a round on version 1 going on beside ------------------------------------


@pytest.fixture
def world(session):
    """Two rounds: one began on version 1, the other on version 2 with every kind added."""
    by = secretariat(session)
    first, second = reader(session, name="Awa Traoré"), reader(session, name="Oumar Diallo")
    earlier = opened(session, council_text(session), by)
    old = begun(session, asked(session, earlier, first, by), first)
    next_version(
        session,
        *(extra(f"C{place}", kind) for place, kind in enumerate(EXTRA_KINDS, start=1)),
        extra("C9", K.YES_NO_UNKNOWN, required=False, part=Part.TEXT),
        order=("T2", "T1"),
    )
    later = opened(session, council_text(session), by)
    new = begun(session, asked(session, later, first, by), first)
    other = begun(session, asked(session, later, second, by), second)
    session.commit()
    return {
        "by": by,
        "first": first,
        "second": second,
        "old": old,
        "new": new,
        "other": other,
        "round": later,
    }


EXTRAS = {f"C{place}": ANSWERED[kind] for place, kind in enumerate(EXTRA_KINDS, start=1)}


def test_a_round_keeps_its_version_while_the_next_uses_the_new_one(session, world):
    old = working_copy(session, world["old"]).filled
    new = working_copy(session, world["new"]).filled
    assert old.codes == tuple(one.code for one in SHIPPED)
    assert [code for code in new.codes if code.startswith("C")] == [
        "C9", "C1", "C2", "C3", "C4", "C5",
    ]  # fmt: skip
    texts = next(one for one in sections_of(new.criteria) if one.slug == "texte")
    assert texts.codes == ("T2", "T1", "A13", "C9")


def test_on_version_1_nothing_more_is_asked(session, world):
    review = handed_in(session, world["old"], world["first"], ONE)
    assert {one.code for one in review.answers} == {one.code for one in SHIPPED}


def version_on(page):
    return re.search(r'name="version" value="(\d+)"', page.text)[1]


def test_each_kind_is_answered_on_its_page_saved_and_shown_again(session, world, sign_in):
    client = sign_in(world["first"])
    address = f"/relectures/mes-relectures/{world['new'].id}/complements"
    page = client.get(address)
    assert page.status_code == 200
    assert "checked" not in page.text
    assert "Question complémentaire C1" in page.text
    answer = client.post(
        address,
        data={
            "version": version_on(page),
            "C1_value": "2", "C1_material": "oui", "C1_clause": "7.1", "C1_quotation": "deux mains",
            "C2_value": "not_ok", "C2_note": "Reprendre la figure 4",
            "C3_value": "oui",
            "C4_value": "oui", "C4_note": "M. Keïta",
            "C5_women": "2", "C5_men": "5",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    rows = {one.code: one for one in session.scalars(sa.select(Answer))}
    assert (rows["C1"].value, rows["C1"].material, rows["C5"].value) == (
        "2",
        True,
        "femmes=2,hommes=5",
    )
    shown = client.get(address).text
    assert "deux mains" in shown
    assert 'value="5"' in shown
    desk = client.get(f"/relectures/mes-relectures/{world['new'].id}").text
    assert "Critères complémentaires (C1 à C5)" in desk
    assert "5 sur 5" in desk


def test_a_page_of_another_version_does_not_exist(world, sign_in):
    client = sign_in(world["first"])
    assert (
        client.get(f"/relectures/mes-relectures/{world['old'].id}/complements").status_code == 404
    )


def test_submission_names_the_input_to_fill(session, world, sign_in):
    found = filled_on_every_page(session, world["new"], world["first"], ONE)
    with pytest.raises(Invalid) as refused:
        services.submit(
            session,
            found,
            actor=factories.actor(world["first"]),
            seen_version=working_copy(session, found).review.version,
            at=NOW,
            on=TODAY,
        )
    assert set(refused.value.problems) == {
        "C1_value", "C2_value", "C3_value", "C4_value", "C5_women",
    }  # fmt: skip
    session.commit()
    desk = sign_in(world["first"]).get(f"/relectures/mes-relectures/{world['new'].id}").text
    assert "complements#C5_women" in desk


def filled_on_every_page(session, assignment, who, answers):
    copy = working_copy(session, assignment)
    for section in sections_of(copy.filled.criteria):
        services.save_section(
            session,
            assignment,
            section,
            services.Entries(answers),
            actor=factories.actor(who),
            seen_version=services.section_version(working_copy(session, assignment), section),
            at=NOW,
        )
        session.flush()
    return assignment


def test_they_stand_in_the_comparison_and_in_the_reading(session, world, sign_in):
    handed_in(session, world["new"], world["first"], {**ONE, **EXTRAS})
    review = handed_in(
        session, world["other"], world["second"], {**ONE, **EXTRAS, "C3": CriterionAnswer("non")}
    )
    # Equal markers decide, whatever the criteria outside the marker say.
    assert again(session, world["round"]).state is RoundState.DECIDED
    session.commit()
    client = sign_in(world["by"])
    compared = client.get(f"/relectures/{world['round'].id}/comparaison").text
    assert "Un point de désaccord" in compared
    assert "C3. Question complémentaire C3" in compared
    assert "2 femmes, 5 hommes" in compared
    read = client.get(f"/relectures/lectures/{review.id}").text
    assert "C2. Question complémentaire C2" in read
    assert "Reprendre la figure 4" in read


def test_an_adjudicator_settles_them_too(session, world, sign_in):
    from catalogue.permissions import Role
    from review.decisions import adjudication

    handed_in(session, world["new"], world["first"], {**ONE, **EXTRAS})
    different = {**ONE, **EXTRAS, "T1": CriterionAnswer("not_ok", note="p. 2")}
    different["C4"] = CriterionAnswer("non")
    handed_in(session, world["other"], world["second"], different)
    focal = reader(session, Role.FOCAL_POINT)
    for one in (world["new"], world["other"]):
        adjudication.pass_discussion(
            session,
            one,
            actor=factories.actor(world["first"] if one is world["new"] else world["second"]),
            seen_version=one.version,
            at=NOW,
        )
    session.flush()
    round_ = again(session, world["round"])
    made = adjudication.open_adjudication(
        session,
        round_,
        focal.id,
        actor=factories.actor(world["by"]),
        due_on=None,
        seen_version=round_.version,
        at=NOW,
        on=TODAY,
    )
    begun(session, made, focal)
    session.commit()
    assert working_copy(session, made).to_settle == ("T1", "C4")
    client = entering(sign_in, focal)
    page = client.get(f"/relectures/mes-relectures/{made.id}/complements")
    assert 'name="C4_reason"' in page.text
    assert 'name="C3_value"' not in page.text
