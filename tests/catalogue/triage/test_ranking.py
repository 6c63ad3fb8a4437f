"""The score is the sum of its reasons, and the reasons are those a person can check."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalogue.triage.nearness import Entry
from catalogue.triage.ranking import METHOD_FACTS, Prompt, prompt_for
from catalogue.triage.scoring import Document, rank_all
from catalogue.triage.series import in_series, series_key
from catalogue.triage.vocabulary import ReasonKind, Source

PROMPTS = (
    Prompt("13.340", "M", "Et les tailles ?"),
    Prompt("13.340.40", "H", "Quelles mains ?"),
    Prompt("67.060", "L", "Qui transforme ?"),
)
LISTED = Entry(
    "ISO 21420:2020",
    "iso 21420",
    "Gants de protection – Exigences générales et méthodes d’essai",
    "Protective gloves – General requirements and test methods",
    "ISO/TC 94/SC 13",
    "",
    1.0,
)


def document(reference: str = "ISO 1:2020", **facts: object) -> Document:
    values: dict[str, object] = {
        "source": Source.ISO,
        "source_id": 1,
        "reference": reference,
        "reference_key": reference.lower(),
        "identifier_key": reference.lower().partition(":")[0],
        "body_code": "ISO",
        "title_fr": None,
        "title_en": None,
        "committee": None,
        "ics": (),
        "stage_code": "60.60",
        **facts,
    }
    return Document(**values)  # type: ignore[arg-type]


def ranked(*found: Document, entries=(), listed=None):
    # Other titles, so that words of a common title are common.
    others = [document(f"ISO {n}:2000", title_en="Steel pipes") for n in range(400, 900)]
    every = rank_all(
        [*found, *others],
        entries=entries,
        listed=listed or {},
        prompts=PROMPTS,
        ics_names={"13.340.40": "Protection des mains"},
    )
    return [score for _document, score in every][: len(found)]


def reason_of(found, kind):
    return next((one for one in found.reasons if one.kind is kind), None)


def test_the_longest_prefix_of_the_classification_wins():
    known = {one.prefix: one for one in PROMPTS}
    assert prompt_for("13.340.40", known).level == "H"
    assert prompt_for("13.340.10", known).level == "M"
    assert prompt_for("13.34", known) is None


def test_every_point_has_its_reason():
    one = document(
        title_fr="Gants de protection contre le froid",
        title_en="Protective gloves against cold",
        ics=("13.340.40",),
        committee="ISO/TC 94/SC 13",
    )
    (found,) = ranked(one, entries=[LISTED])
    kinds = {reason.kind for reason in found.reasons}
    assert kinds == {ReasonKind.TERM, ReasonKind.ICS, ReasonKind.COMMITTEE, ReasonKind.NEAR}
    assert found.score == round(sum(reason.points for reason in found.reasons), 1)
    near = reason_of(found, ReasonKind.NEAR)
    assert near.facts["reference"] == "ISO 21420:2020"
    assert near.facts["committee"] == "ISO/TC 94/SC 13"


def test_a_test_of_material_counts_for_less_than_the_garment():
    garment = document(title_en="Protective clothing for welders")
    material = document(title_en="Protective clothing – Determination of tear strength")
    whole, lowered = ranked(garment, material)
    assert whole.score > lowered.score > 0
    assert reason_of(lowered, ReasonKind.LOWERED).facts["words"] == "tear strength"


def test_another_edition_in_the_list_is_said_rather_than_its_nearness():
    draft = document(
        "ISO/DIS 21420", identifier_key="iso 21420", title_en="Protective gloves – General"
    )
    (found,) = ranked(draft, entries=[LISTED], listed={"iso 21420": "ISO 21420:2020"})
    assert reason_of(found, ReasonKind.EDITION).facts == {"reference": "ISO 21420:2020"}
    assert reason_of(found, ReasonKind.NEAR) is None


def test_a_scope_that_names_pregnancy_is_a_reason_where_the_title_says_nothing():
    one = document(title_en="Manual tasks", scope_en="It does not address pregnant women.")
    (found,) = ranked(one)
    assert found.score == METHOD_FACTS["scope"]


def test_a_title_that_says_nothing_has_no_score():
    (found,) = ranked(document(title_en="Steel tubes – Dimensions"))
    assert found.score == 0
    assert found.reasons == ()


@given(
    st.sampled_from(["Gants", "Casques", "Tubes", "Femmes", "Vocabulaire", ""]),
    st.sampled_from(["67.060", "13.340.40", "99.999", ""]),
    st.booleans(),
)
def test_a_score_is_never_negative_nor_more_than_its_reasons(title, code, supplement):
    (found,) = ranked(document(title_fr=title, ics=(code,) if code else (), supplement=supplement))
    assert found.score >= 0
    assert found.score == round(sum(reason.points for reason in found.reasons), 1)


def test_parts_editions_and_amendments_are_one_series():
    keys = {
        series_key(text)
        for text in (
            "ISO 7250-1:2017",
            "ISO/TR 7250-2:2024",
            "ISO/DIS 7250-1",
            "ISO 7250-1:2017/Amd 1:2020",
        )
    }
    assert len(keys) == 1
    assert series_key("ISO 7251:2017") not in keys
    assert series_key("NM 01-02-003") == series_key("NM 01-02-003")


def test_a_series_begins_with_its_best_document():
    rows = [("ISO 1-1", 3), ("ISO 2", 5), ("ISO 1-2", 9)]
    groups = in_series(rows, key=lambda row: series_key(row[0]), order=lambda row: (-row[1],))
    assert [(one.first[0], len(one.others)) for one in groups] == [("ISO 1-2", 1), ("ISO 2", 0)]
