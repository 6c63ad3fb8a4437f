"""What the page proposes beside the form, and never decides."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from catalogue.reference_list.models import IcsPrompt, ReferenceEntry
from catalogue.reference_list.vocabulary import EvidenceKind, Relevance
from review.needs import guidance


def test_the_longest_listed_prefix_gives_the_prompt(session):
    session.execute(sa.delete(IcsPrompt))
    for prefix in ("67", "67.200", "67.200.10"):
        session.add(
            IcsPrompt(ics_prefix=prefix, kinds="E", level="M", prompt_fr=prefix, source="essai")
        )
    session.flush()
    found = guidance.prompts_for(session, ["67.200.10", "67.200.20", "67.020"])
    assert [one.question for one in found] == ["67.200.10", "67.200", "67"]


def test_an_unlisted_code_asks_and_never_says_not_relevant(session):
    (found,) = guidance.prompts_for(session, ["03.100.70"])
    assert found.question is None
    assert found.title


def test_no_code_no_prompt(session):
    assert guidance.prompts_for(session, []) == []


def entry(session, reference, title, ics, relevance=Relevance.SIGNIFICANT):
    row = ReferenceEntry(
        body_code="ISO",
        reference=reference,
        title_fr=title,
        ics=ics,
        relevance=relevance,
        evidence_kind=EvidenceKind.STAFF,
    )
    session.add(row)
    session.flush()
    return row


def test_the_nearest_entries_share_a_code_or_words(session):
    session.execute(sa.delete(ReferenceEntry))
    same = entry(session, "X 1", "Huile de coton", ["67.200.10"])
    words = entry(session, "X 2", "Beurres de karité", ["59.080"])
    far = entry(session, "X 3", "Boulons", ["21.060"])
    found = guidance.nearest_entries(session, ["67.200.10"], "Beurre de karité – Spécifications")
    assert set(found) == {words, same}
    assert found[0] is words
    assert far not in found


def test_a_potential_entry_comes_after_an_equal_one(session):
    session.execute(sa.delete(ReferenceEntry))
    later = entry(session, "X 1", "Gants", ["13.340.40"], Relevance.POTENTIAL)
    first = entry(session, "X 2", "Gants", ["13.340.40"])
    assert guidance.nearest_entries(session, ["13.340.40"], "") == [first, later]


def test_nothing_known_of_the_need_gives_no_entry(session):
    assert guidance.nearest_entries(session, [], "") == []


def test_the_list_is_bounded(session):
    assert len(guidance.nearest_entries(session, ["13.340.10"], "vêtements", 3)) == 3


@pytest.mark.parametrize("text", ["vetements de protection", "VÊTEMENTS PROTECTION", "13.340.10"])
def test_a_code_is_found_by_words_without_accents_or_by_its_beginning(session, text):
    assert "13.340.10" in {one.code for one in guidance.search_ics(session, text)}


def test_looking_for_nothing_finds_nothing(session):
    assert guidance.search_ics(session, "  ") == []
