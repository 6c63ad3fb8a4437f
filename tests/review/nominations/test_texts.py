"""Participation texts: what the scanner finds, what stops publication, what never changes."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.permissions import Role
from review.analysis.vocabulary import WordingClass
from review.nominations import queries, texts
from review.nominations.vocabulary import TextStanding
from review.nominations.wording import dismissed, keyed, typed
from tests import factories
from tests.conftest import NOW
from tests.review.nominations.conftest import PLAIN, TODAY

MASCULINE = (
    "Le président désigne son suppléant.\n\n"
    "Les hommes d'affaires proposent un nom.\n\nUn dossier est remis au président."
)


def publish(session, found, keeper, on=TODAY):
    return texts.publish(
        session, found, on=on, actor=keeper, seen_version=found.version, at=NOW, today=TODAY
    )


def write(session, found, keeper, words):
    texts.write(session, found, typed(words), actor=keeper, seen_version=found.version, at=NOW)
    session.flush()
    return queries.text_of(session, found.id)


def dismiss(
    session, found, keeper, hints, *, equal=False, reason="titre du poste, fixé par la loi"
):
    count = texts.dismiss(
        session,
        found,
        [one.id for one in hints],
        reason=reason,
        equal=equal,
        actor=keeper,
        seen_version=found.version,
        at=NOW,
    )
    session.flush()
    return count


def words_of(hints):
    return [one.text.lower() for one in hints]


def test_every_hint_is_kept_with_its_class_its_place_and_other_words(text):
    found = text(MASCULINE)
    [first, business, last] = found.draft.open_hints
    assert words_of([first, business, last]) == ["président", "hommes d'affaires", "président"]
    assert {one.wording_class for one in found.draft.open_hints} == {WordingClass.A}
    assert found.draft.pages[0][business.start : business.end] == "hommes d'affaires"
    assert "gens d’affaires" in business.suggestions
    assert (first.page, first.equal_key == last.equal_key) == (1, True)
    assert first.context_key != last.context_key


def test_an_open_class_a_hint_stops_publication_until_rewritten_or_dismissed(session, keeper, text):
    found = text(MASCULINE)
    with pytest.raises(DomainError, match="encore à corriger : 3"):
        publish(session, found, keeper)
    assert dismiss(session, found, keeper, found.draft.open_hints[:1], equal=True) == 2
    assert words_of(found.draft.open_hints) == ["hommes d'affaires"]
    with pytest.raises(DomainError, match="encore à corriger : 1"):
        publish(session, found, keeper)
    found = write(session, found, keeper, MASCULINE.replace("Les hommes", "Les gens"))
    assert found.draft.open_hints == []
    publish(session, found, keeper)
    assert (found.standing, found.latest.published_on) == (TextStanding.IN_FORCE, TODAY)


def test_a_dismissal_needs_a_reason_and_holds_while_its_sentence_is_the_same(session, keeper, text):
    found = text(MASCULINE)
    with pytest.raises(Invalid):
        dismiss(session, found, keeper, found.draft.open_hints, reason="  ")
    dismiss(session, found, keeper, found.draft.open_hints)
    found = write(session, found, keeper, f"{MASCULINE}\n\nLes présidents votent.")
    assert words_of(found.draft.open_hints) == ["présidents"]
    found = write(session, found, keeper, MASCULINE.replace("désigne", "choisit"))
    assert len(found.draft.open_hints) == 1
    [changed] = found.draft.open_hints
    assert "choisit" in changed.context


def test_a_dismissal_is_taken_back(session, keeper, text):
    found = text(MASCULINE)
    dismiss(session, found, keeper, found.draft.open_hints)
    [one, *_others] = found.draft.hints
    texts.reopen(session, found, [one.id], actor=keeper, seen_version=found.version, at=NOW)
    assert found.draft.open_hints == [one]


def test_a_published_version_never_changes_and_a_correction_is_the_next(session, keeper, published):
    found = published()
    with pytest.raises(DomainError, match="nouvelle version"):
        dismiss(session, found, keeper, [])
    found = write(session, found, keeper, f"{PLAIN} Le dossier est court.")
    assert [(one.number, one.published_on is None) for one in found.versions] == [
        (1, False),
        (2, True),
    ]
    with pytest.raises(DomainError, match="précéder"):
        publish(session, found, keeper, on=date(2026, 9, 1))
    publish(session, found, keeper)
    session.flush()
    for statement in (
        "UPDATE participation_text_version SET pages = '[]' WHERE number = 1",
        "DELETE FROM participation_text_version WHERE number = 2",
    ):
        with pytest.raises(sa.exc.DBAPIError, match="frozen"), session.begin_nested():
            session.execute(sa.text(statement))


def test_the_hints_of_a_published_version_are_frozen(session, keeper, text):
    found = text(MASCULINE)
    dismiss(session, found, keeper, found.draft.open_hints)
    publish(session, found, keeper)
    session.flush()
    with pytest.raises(sa.exc.DBAPIError, match="frozen"), session.begin_nested():
        session.execute(sa.text("UPDATE participation_hint SET dismissal_reason = 'autre'"))


def test_a_new_version_keeps_what_was_dismissed_in_the_one_in_force(session, keeper, text):
    found = text(MASCULINE)
    dismiss(session, found, keeper, found.draft.open_hints)
    publish(session, found, keeper)
    session.flush()
    found = write(session, queries.text_of(session, found.id), keeper, f"{MASCULINE}\n\nVoilà.")
    assert found.draft.open_hints == []
    texts.abandon(session, found, actor=keeper, seen_version=found.version, at=NOW)
    session.flush()
    assert queries.text_of(session, found.id).draft is None


def test_in_force_is_told_for_any_day(session, keeper, published):
    found = published(on=date(2026, 10, 1))
    found = write(session, found, keeper, f"{PLAIN} Le dossier est court.")
    publish(session, found, keeper, on=date(2026, 11, 10))
    session.flush()
    texts.withdraw(
        session,
        found,
        on=date(2026, 11, 20),
        reason="Remplacés par l’arrêté",
        actor=keeper,
        seen_version=found.version,
        at=NOW,
        today=TODAY,
    )
    session.flush()
    days = (date(2026, 9, 30), date(2026, 10, 1), date(2026, 11, 10), date(2026, 11, 20))
    assert [[one.number for one in queries.texts_in_force(session, on=day)] for day in days] == [
        [],
        [1],
        [2],
        [],
    ]
    assert queries.in_force_on(session, found.id, date(2026, 11, 9)).number == 1
    with pytest.raises(DomainError, match="retiré"):
        write(session, found, keeper, PLAIN)


def test_dates_to_come_an_empty_text_and_others_are_refused(session, keeper, text):
    found = text()
    with pytest.raises(DomainError, match="à venir"):
        publish(session, found, keeper, on=date(2027, 1, 1))
    with pytest.raises(Invalid):
        text("   ")
    with pytest.raises(Invalid):
        text(title="")
    with pytest.raises(NotAllowed):
        publish(session, found, factories.actor(factories.account(session, Role.MONITORING)))
    with pytest.raises(Conflict):
        texts.publish(
            session,
            found,
            on=TODAY,
            actor=keeper,
            seen_version=found.version + 1,
            at=NOW,
            today=TODAY,
        )


WORDS = st.sampled_from(
    ["le président ", "un homme d'affaires ", "les candidats ", "signe. ", "\n\n"]
)


@given(st.lists(WORDS, max_size=12).map("".join), st.lists(WORDS, max_size=4).map("".join))
def test_keys_tell_every_hint_apart_and_survive_what_is_added_after(words, after):
    hints = list(keyed(typed(words).hints))
    assert len({one.context_key for one in hints}) == len(hints)
    later = {one.context_key for one in keyed(typed(f"{words}\n\n{after}").hints)}
    whole = words.endswith(("\n\n", ". ")) or not words
    assert not whole or {one.context_key for one in hints} <= later
    assert dismissed([]) == {}
