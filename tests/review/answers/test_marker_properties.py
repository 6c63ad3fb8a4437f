"""What must hold of the marker whatever a reviewer answers."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from review.answers.marker import (
    AlreadyCovered,
    CriterionAnswer,
    FilledChecklist,
    GenderPurpose,
    both,
    compute,
)
from review.answers.vocabulary import (
    ANSWER_CODES,
    CONTENT_CRITERIA,
    CRITERIA,
    PARTICIPATION_CRITERIA,
    TREATMENT_CRITERIA,
    ConditionCode,
    Difference,
    Marker,
    Rule,
)

# A slow machine is no failure.
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

RANK = {Marker.NOT_SENSITIVE: 0, Marker.SIGNIFICANT: 1, Marker.PRINCIPAL: 2}

texts = st.sampled_from(["", " ", "5.2", "« toutes les tailles »"])
rules = st.sampled_from(list(Rule))


def values(code: str) -> st.SearchStrategy[str | None]:
    legal = st.sampled_from(ANSWER_CODES[code])
    if code == "F3":
        several = st.lists(st.sampled_from(list(Difference)), min_size=1, max_size=3).map(",".join)
        return st.one_of(st.none(), legal, several)
    if code == "P2":
        return st.one_of(st.none(), legal, st.just("femmes=2,hommes=10"))
    return st.one_of(st.none(), legal)


def answers(value: st.SearchStrategy[str | None]) -> st.SearchStrategy[CriterionAnswer]:
    return st.builds(
        CriterionAnswer,
        value=value,
        material=st.sampled_from([None, True, False]),
        clause=texts,
        quotation=texts,
        note=texts,
        source=texts,
    )


claims = {
    "already_covered": st.none() | st.builds(AlreadyCovered, texts, texts, texts),
    "gender_purpose": st.none() | st.builds(GenderPurpose, texts),
}
partial = st.builds(
    FilledChecklist,
    answers=st.fixed_dictionaries({}, optional={code: answers(values(code)) for code in CRITERIA}),
    **claims,
)
anything = st.builds(
    FilledChecklist,
    answers=st.dictionaries(
        st.sampled_from([*CRITERIA, "Z1"]), answers(st.none() | st.text("aàA02,=% ", max_size=8))
    ),
    **claims,
)

# Checklists whose K1, K3 and K4 hold, so that the marker turns on A2 to A12 often enough.
GATE_OPEN = {
    "F1": CriterionAnswer("oui"),
    "F2": CriterionAnswer("inconnu", source="INSTAT, 2026"),
    "F3": CriterionAnswer("physique"),
    "A1": CriterionAnswer("1"),
    "A13": CriterionAnswer("ok"),
    "T1": CriterionAnswer("ok"),
}
treated = st.builds(
    CriterionAnswer,
    value=st.sampled_from(["1", "2", "1", "2", "0", "SO"]),
    material=st.sampled_from([True, True, True, False, None]),
    clause=st.sampled_from(["5.2", "5.2", ""]),
    quotation=st.sampled_from(["", "« toutes les tailles »"]),
)
gate_open = st.builds(
    FilledChecklist,
    answers=st.fixed_dictionaries(
        {code: st.just(answer) for code, answer in GATE_OPEN.items()},
        optional=dict.fromkeys(TREATMENT_CRITERIA[:2], treated),
    ),
    already_covered=st.none() | st.just(AlreadyCovered("ISO 6385:2016", "3.1", "les deux sexes")),
    gender_purpose=st.none() | st.just(GenderPurpose("1")),
)


@steady
@given(anything | partial, rules)
def test_every_checklist_has_a_marker_and_explains_it(filled: FilledChecklist, rule: Rule) -> None:
    result = compute(filled, rule)
    assert result.marker is not Marker.NOT_EXAMINED
    assert str(result.because)
    if result.short_form:
        assert result.marker is Marker.NOT_RELEVANT
        assert result.conditions == ()
    else:
        assert [each.code for each in result.conditions] == list(ConditionCode)
        assert all(each.reasons and all(map(str, each.reasons)) for each in result.conditions)
        holds = all(each.holds for each in result.conditions)
        assert holds == (result.marker in {Marker.SIGNIFICANT, Marker.PRINCIPAL})
    assert result.depth is None or 0 <= result.depth <= 1


@steady
@given(
    gate_open | partial,
    rules,
    st.sampled_from(["A2", "A2", *CONTENT_CRITERIA]),
    st.sampled_from([("0", "1"), ("0", "2"), ("1", "2")]),
)
def test_raising_one_answer_never_lowers_the_marker(
    filled: FilledChecklist, rule: Rule, code: str, raised: tuple[str, str]
) -> None:
    answer = filled.answers.get(code, CriterionAnswer(material=True))
    low, high = (
        replace(filled, answers={**filled.answers, code: replace(answer, value=value)})
        for value in raised
    )
    lower, higher = compute(low, rule).marker, compute(high, rule).marker
    assume(lower is not Marker.NOT_RELEVANT)
    assert RANK[higher] >= RANK[lower]


@steady
@given(partial | gate_open)
def test_the_pilot_rule_is_never_stricter(filled: FilledChecklist) -> None:
    results = both(filled)
    if results[Rule.STRICT].marker is Marker.NOT_RELEVANT:
        assert results[Rule.PILOT].marker is Marker.NOT_RELEVANT
    else:
        assert RANK[results[Rule.PILOT].marker] >= RANK[results[Rule.STRICT].marker]


@steady
@given(partial | gate_open, rules)
def test_wording_and_participation_alone_never_rise_above_0(
    filled: FilledChecklist, rule: Rule
) -> None:
    untreated = {
        code: replace(answer, value="0") if code in TREATMENT_CRITERIA else answer
        for code, answer in filled.answers.items()
    }
    wording_ok = {"T1": CriterionAnswer("ok"), "T2": CriterionAnswer("ok")}
    heard = {
        "P1": CriterionAnswer("2", note="20"),
        "P2": CriterionAnswer("femmes=10,hommes=10"),
        "P3": CriterionAnswer("oui", note="A. Traoré"),
        "P4": CriterionAnswer("oui"),
        "P5": CriterionAnswer("oui"),
    }
    best = replace(filled, answers={**untreated, **wording_ok, **heard})
    assert compute(best, rule).marker in {Marker.NOT_SENSITIVE, Marker.NOT_RELEVANT}


@steady
@given(
    partial | gate_open,
    rules,
    st.fixed_dictionaries(
        {}, optional={code: answers(values(code)) for code in PARTICIPATION_CRITERIA}
    ),
)
def test_participation_changes_nothing(
    filled: FilledChecklist, rule: Rule, participation: dict[str, CriterionAnswer]
) -> None:
    without = {
        code: answer
        for code, answer in filled.answers.items()
        if code not in PARTICIPATION_CRITERIA
    }
    changed = replace(filled, answers={**without, **participation})
    assert compute(changed, rule) == compute(filled, rule)


@steady
@given(partial | gate_open, st.text("aé 1", max_size=6))
def test_comments_change_nothing(filled: FilledChecklist, note: str) -> None:
    noted = {code: replace(answer, note=note) for code, answer in filled.answers.items()}
    assert both(replace(filled, answers=noted)) == both(filled)
