"""What a reviewer does with hints: theirs alone until both are in, kept for the next text."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from catalogue.database import begin_write
from catalogue.errors import DomainError, Invalid
from catalogue.journal.models import Entry, EntryPayload
from catalogue.permissions import Role
from review.analysis import hint_queries, queries, services, upkeep
from review.analysis.hint_queries import Choice, View
from review.analysis.models import HintAct
from review.analysis.vocabulary import HintState, WordingClass
from review.answers.queries import working_copy
from tests import factories
from tests.conftest import NOW
from tests.review.analysis.conftest import FIRST, SECOND
from tests.review.assignments import arranging
from tests.review.assignments.arranging import ONE, ZERO

WORD = "girouette mauve"


@pytest.fixture
def both(session, attach):
    """One final round on a read text, with two readers who have begun."""
    text = attach(FIRST, SECOND)
    by = arranging.secretariat(session)
    made = arranging.opened(session, text, by)
    readers = [arranging.reader(session, name=name) for name in ("Première", "Seconde")]
    asked = [arranging.asked(session, made, who, by) for who in readers]
    asked = [arranging.begun(session, *pair) for pair in zip(asked, readers, strict=True)]
    session.commit()
    begin_write(session)
    return text, made, readers, asked


def view(session, text, who):
    actor = factories.actor(who)
    found = queries.readable_text(session, actor, text.id)
    assert found is not None
    return View(found, actor, queries.reading_of(session, actor, text.id))


def standing(session, text, who, **choice):
    return hint_queries.all_of(session, view(session, text, who), Choice(**choice))


def class_a(session, text, who):
    return [one.hint for one in standing(session, text, who, classes=(WordingClass.A,))]


def act(session, text, who, hints, state, *, word=WORD, criterion="T1"):
    seen = view(session, text, who)
    services.act_on_hints(
        session,
        seen.assignment,
        hints,
        state,
        word=word,
        criterion=criterion,
        actor=factories.actor(who),
        at=NOW,
    )
    session.flush()


def test_nothing_one_reader_does_shows_to_the_other(session, both, client, sign_in):
    text, made, (first, second), asked = both
    hints = class_a(session, text, first)
    act(session, text, first, hints[:1], HintState.DISMISSED)
    act(session, text, first, hints[1:2], HintState.KEPT)
    session.commit()
    address = f"/relectures/textes/{text.id}"
    pages = (
        address,
        f"{address}?page=2",
        f"{address}?etat=dismissed",
        f"{address}/pistes",
        f"{address}/pistes.csv",
        f"{address}/pistes.json",
        f"/relectures/{made.id}",
        f"/relectures/mes-relectures/{asked[1].id}",
        f"/relectures/mes-relectures/{asked[1].id}/texte",
    )
    own = sign_in(first)
    assert WORD in own.get(address).text + own.get(f"{address}?page=2").text
    assert WORD in own.get(f"{address}/pistes.csv").text
    followers = [
        second,
        arranging.secretariat(session),
        factories.account(session, Role.FOCAL_POINT),
        factories.account(session, Role.SECRETARIAT, Role.ADMIN),
    ]
    session.commit()
    for other in followers:
        sign_in(other)
        for page in pages:
            answer = client.get(page)
            assert WORD not in answer.text, page
            assert "Écartée</strong>" not in answer.text
            assert "Gardée</strong>" not in answer.text
        listed = client.get(f"{address}/pistes.json").get_json()
        assert {one["state"] for one in listed["items"]} == {"open"}
        counted = hint_queries.counts(session, view(session, text, other))
        assert {state for _kind, _class, state in counted} == {HintState.OPEN}
        journal = client.get("/journal.csv")
        assert journal.status_code == 403 or "piste" not in journal.text
    session.rollback()


def test_the_journal_never_holds_the_word(session, both):
    text, _made, (first, _second), _asked = both
    act(session, text, first, class_a(session, text, first)[:1], HintState.RESOLVED)
    tags = session.scalars(sa.select(Entry.tag)).all()
    assert "hint:resolved" in tags
    payloads = session.scalars(sa.select(EntryPayload.canonical)).all()
    assert not any(WORD in (one or "") for one in payloads)


def test_once_both_are_in_those_of_the_round_see_what_was_done(session, both, sign_in):
    text, _made, (first, second), asked = both
    for who in (first, second):
        act(session, text, who, class_a(session, text, who), HintState.RESOLVED)
    for assignment, who in zip(asked, (first, second), strict=True):
        arranging.handed_in(session, assignment, who, ONE)
    session.commit()
    page = sign_in(second).get(f"/relectures/textes/{text.id}").text
    assert "Première" in page


def test_t1_is_not_ok_while_a_class_a_hint_is_open(session, both):
    text, _made, (first, _second), (assignment, _other) = both
    hints = class_a(session, text, first)
    assert len(hints) >= 3
    act(session, text, first, hints[:1], HintState.KEPT, word="")
    with pytest.raises(Invalid) as refused:
        arranging.handed_in(session, assignment, first, ONE)
    assert refused.value.problems["T1_value"].params["count"] == len(hints)
    act(session, text, first, hints[:1], HintState.RESOLVED)
    act(session, text, first, hints[1:], HintState.DISMISSED)
    arranging.handed_in(session, assignment, first, ONE)
    with pytest.raises(DomainError):
        act(session, text, first, hints[:1], HintState.OPEN)


def test_t1_not_ok_is_handed_in_whatever_the_hints(session, both):
    _text, _made, (first, _second), (assignment, _other) = both
    arranging.handed_in(session, assignment, first, ZERO)


def test_the_desk_says_why_t1_is_refused_and_leads_to_the_hints(session, both, sign_in):
    text, _made, (first, _second), (assignment, _other) = both
    arranging.filled(session, assignment, first, ONE)
    session.commit()
    desk = sign_in(first).get(f"/relectures/mes-relectures/{assignment.id}").text
    assert "pistes de classe A ni réglées ni écartées" in desk
    [link] = re.findall(rf'href="(/relectures/textes/{text.id}/pistes\?classe=A[^"]*)"', desk)
    listed = sign_in(first).get(link.replace("&amp;", "&")).text
    assert "homme de métier" in listed


def test_a_kept_hint_is_evidence_with_clause_and_quotation_and_answers_nothing(session, both):
    text, _made, (first, _second), (assignment, _other) = both
    [force] = [one for one in standing(session, text, first) if "400" in one.hint.text]
    act(session, text, first, [force.hint], HintState.KEPT, criterion="A3")
    act(session, text, first, [force.hint], HintState.KEPT, criterion="A3")
    answer = working_copy(session, assignment).filled.answer("A3")
    assert (answer.value, answer.material) == (None, None)
    assert answer.clause == "5.2"
    assert answer.quotation == force.hint.context
    assert answer.note == WORD


def test_equal_hints_go_together_with_one_word(session, both, sign_in):
    text, _made, (first, _second), _asked = both
    client = sign_in(first)
    hints = class_a(session, text, first)
    equal = [one for one in hints if one.text == "homme de métier"]
    assert len(equal) == 2
    session.commit()
    answer = client.post(
        f"/relectures/textes/{text.id}/pistes?page=1",
        data={
            "hint": equal[0].id,
            "act": "dismissed",
            "word": "cité",
            "together": "y",
            "from": "page",
        },
    )
    assert answer.status_code == 302
    assert answer.location.endswith(f"#piste-{equal[0].id}")
    acts = session.scalars(sa.select(HintAct)).all()
    assert {one.context_key for one in acts} == {one.context_key for one in equal}
    assert {one.word for one in acts} == {"cité"}


@pytest.mark.parametrize("place", ["page", "list"])
def test_a_missing_word_is_asked_for_and_nothing_is_lost(session, both, sign_in, place):
    text, _made, (first, _second), _asked = both
    hint = class_a(session, text, first)[0]
    session.commit()
    answer = sign_in(first).post(
        f"/relectures/textes/{text.id}/pistes",
        data={"hint": hint.id, "act": "resolved", "word": "", "criterion": "A7", "from": place},
    )
    assert answer.status_code == 422
    assert "Dites en un mot" in answer.text
    assert re.search(r'<option value="A7" selected>', answer.text)
    assert 'href="#word"' in answer.text
    assert 'id="word"' in answer.text


def test_settled_hints_carry_over_to_the_next_version(session, both, attach):
    text, made, (first, second), asked = both
    act(session, text, first, class_a(session, text, first), HintState.DISMISSED)
    act(session, text, second, class_a(session, text, second), HintState.RESOLVED, word="réglé")
    for assignment, who in zip(asked, (first, second), strict=True):
        arranging.handed_in(session, assignment, who, ONE)
    session.commit()
    item = arranging.again(session, made).work_item
    changed = (*SECOND, "6.2 L’homme de métier signe.")
    following = attach((), FIRST, changed, item=item)
    by = arranging.secretariat(session)
    later = arranging.opened(session, following, by)
    third = arranging.reader(session, name="Troisième")
    for who in (first, third):
        arranging.begun(session, arranging.asked(session, later, who, by), who)
    for who, word in ((first, WORD), (third, None)):
        found = standing(session, following, who, classes=(WordingClass.A,))
        carried = [one for one in found if one.carried]
        assert {one.hint.clause for one in carried} == {"5.1", "6.1"}
        assert word is None or {one.word for one in carried} == {word}
        left = [one.hint.clause for one in found if one.state is HintState.OPEN]
        assert left == ["6.2"]
    act(session, following, first, [carried[0].hint], HintState.OPEN, word="")
    again = standing(session, following, first, states=(HintState.OPEN,))
    assert carried[0].hint.id in {one.hint.id for one in again}


def test_new_rules_keep_what_people_did(session, both, app, monkeypatch):
    text, _made, (first, _second), _asked = both
    hints = class_a(session, text, first)
    act(session, text, first, hints, HintState.DISMISSED)
    session.commit()
    monkeypatch.setattr(upkeep, "engine", lambda: "other rules")
    upkeep.analyse(session, text.id, folder=app.extensions["settings"].data_dir, at=NOW)
    begin_write(session)
    found = standing(session, text, first, classes=(WordingClass.A,))
    assert {one.state for one in found} == {HintState.DISMISSED}
    assert len(found) == len(hints)


def test_only_who_reads_the_text_acts_on_it(session, both, sign_in):
    text, _made, (first, _second), _asked = both
    hint = class_a(session, text, first)[0]
    stranger = arranging.reader(session)
    focal = factories.account(session, Role.FOCAL_POINT)
    session.commit()
    for who in (stranger, focal):
        answer = sign_in(who).post(
            f"/relectures/textes/{text.id}/pistes",
            data={"hint": hint.id, "act": "dismissed", "word": "non"},
        )
        assert answer.status_code == 404


def test_the_checklist_proposes_where_to_look_and_answers_nothing(both, sign_in):
    _text, _made, (first, _second), (assignment, _other) = both
    page = sign_in(first).get(f"/relectures/mes-relectures/{assignment.id}/texte").text
    assert "pistes du texte à regarder pour T1" in page
    assert not re.search(r'name="T1_value"[^>]*checked', page)
    content = sign_in(first).get(f"/relectures/mes-relectures/{assignment.id}/contenu-1").text
    assert "à regarder pour A3" in content


def test_every_criterion_with_hints_asks_its_own_question_and_holds_its_reader_s_words(
    session, attach, sign_in
):
    """What is printed once is printed for one criterion, and never with what somebody typed."""
    body = ("5.1 La force de préhension est de 400 N au plus.", "5.2 Un mannequin de 75 kg.")
    by = arranging.secretariat(session)
    made = arranging.opened(session, attach(body), by)
    people = [arranging.reader(session, name=name) for name in ("Awa", "Oumar")]
    desks = [
        f"/relectures/mes-relectures/{one.id}/contenu-1"
        for one in (
            arranging.begun(session, arranging.asked(session, made, who, by), who) for who in people
        )
    ]
    session.commit()
    page = arranging.entering(sign_in, people[0]).get(desks[0]).text
    assert "à regarder pour A2" in page
    assert "à regarder pour A3" in page
    for code in ("A2", "A3"):
        assert page.count(f'name="{code}_note"') == 1, code
    version = re.findall(r'name="version" value="(\d+)"', page)[-1]
    kept = {"version": version, "A3_value": "0", "A3_note": "Zanzibarite"}
    arranging.entering(sign_in, people[0]).post(desks[0], data=kept)
    assert "Zanzibarite" in arranging.entering(sign_in, people[0]).get(desks[0]).text
    other = arranging.entering(sign_in, people[1]).get(desks[1]).text
    assert "Zanzibarite" not in other
    assert other.count('name="A3_note"') == 1
